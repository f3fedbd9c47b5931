"""Several tables on one sheet: each is found, none is read as part of another, and what is left out is said."""

from dataclasses import replace

import pytest

from compare_app.domain.model import Product, Result
from compare_app.importers.cells import Cell, Row, Sheet
from compare_app.importers.tables import Region, tables
from tests.importers.made import World, book, codes, proposed

TILES = [
    ["2024 年瓷砖检测"],
    ["产品名称", "吸水率(%)", "强度(MPa)"],
    ["甲", 0.1, 40],
    ["乙", 0.2, 38],
    [],
    ["附表 2 灯具"],
    ["产品名称", "光效(lm/W)", "功率(W)", "显色指数"],
    ["灯一", 120, 9, 83],
    ["灯二", 110, 10, 80],
]
BESIDE = [
    ["产品名称", "吸水率(%)", None, "产品名称", "强度(MPa)"],
    ["甲", 0.1, None, "丙", 40],
    ["乙", 0.2, None, "丁", 38],
]


def sheet(rows):
    made = [
        Row(at, [Cell(str(one) if one is not None else "") for one in row])
        for at, row in enumerate(rows, 1)
        if row
    ]
    return Sheet("表", made)


def taken(path, number):
    world = World()
    mapping = proposed(path, "表", world.project, number=number)
    draft = world.take(path, replace(mapping, category="品"))
    names = {one.id: one.name for one in world.all(Product)}
    return sorted((names[one.product_id], one.raw) for one in world.all(Result)), codes(draft), draft


def test_tables_below_each_other():
    assert tables(sheet(TILES)) == (Region(6, 0, 9, 3), Region(1, 0, 4, 3))


def test_each_of_two_tables_is_read_alone(tmp_path):
    path = book(tmp_path / "two.xlsx", {"表": TILES})
    lamps, told, draft = taken(path, 0)
    assert [one for one in lamps if one[0] == "灯一"] == [("灯一", "120"), ("灯一", "83"), ("灯一", "9")]
    assert {name for name, _ in lamps} == {"灯一", "灯二"}
    assert (draft.batch.taken, draft.batch.held, draft.batch.ignored) == (2, 0, 6)
    tiles, told, draft = taken(path, 1)
    assert tiles == [("乙", "0.2"), ("乙", "38"), ("甲", "0.1"), ("甲", "40")]
    assert ("IMP-OTHER-TABLE", "A6") in told
    assert (draft.batch.taken, draft.batch.held, draft.batch.ignored) == (2, 0, 6)


def test_tables_side_by_side(tmp_path):
    assert tables(sheet(BESIDE)) == (Region(1, 0, 3, 2), Region(1, 3, 3, 4))
    path = book(tmp_path / "beside.xlsx", {"表": BESIDE})
    assert taken(path, 0)[0] == [("乙", "0.2"), ("甲", "0.1")]
    assert taken(path, 1)[0] == [("丁", "38"), ("丙", "40")]


def test_a_mapping_without_an_end_stops_at_the_next_table(tmp_path):
    path = book(tmp_path / "two.xlsx", {"表": TILES})
    world = World()
    mapping = replace(proposed(path, "表", world.project, number=1), category="砖", last_row=0)
    draft = world.take(path, mapping)
    assert {one.name for one in world.all(Product)} == {"甲", "乙"}
    assert ("IMP-OTHER-TABLE", "A6") in codes(draft)


@pytest.mark.parametrize(
    "rows",
    [
        [["产品", "强度"], ["甲", 1], [], ["产品", "强度"], ["乙", 2]],  # the header again after a page break
        [["产品", "强度"], ["甲", 1], [], ["合计", 3]],
        [["产品", "强度"], ["甲", 1], [], ["注：", "以上为 2024 年数据"]],
        [["产品", "强度"], ["甲", 1], [], ["乙", 2], [], ["丙", 3]],  # rows set apart
        [["样品名称", "瓷砖", "商标", "无"], ["规格", "600", "等级", "优等品"], ["检验项目", "检验结果"], ["强度", 40]],
    ],
)  # fmt: skip
def test_what_is_no_second_table(rows):
    assert len(tables(sheet(rows))) == 1


def test_a_thousand_headers_end():
    rows = [one for at in range(1000) for one in (["产品", f"强度{at}"], ["甲", 1], [])]
    assert len(tables(sheet(rows))) == 50
