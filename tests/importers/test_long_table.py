"""A report with an item a row: items, units, limits and values where laboratories put them."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from compare_app.domain.mapping import ColumnUse, Orientation
from compare_app.domain.model import Executed, Indicator, Product, Requirement, Result, StandardEdition
from compare_app.domain.terms import Direction, Role, Statistic
from compare_app.domain.value import Number, PassFail
from compare_app.errors import AppError
from compare_app.importers.mapping_json import from_json, to_json
from tests.importers.made import World, book, proposed

REPORT = [
    ["检 验 报 告"],
    ["样品名称", "陶瓷砖 喆牌", "", "型号规格", "600×600 mm"],
    ["执行标准：", "GB/T 4100-2015"],
    [],
    ["序号", "检验项目", "单位", "标准要求", "检验结果", "单项判定"],
    ["1", "吸水率", "%", "≤0.5", "0.08", "合格"],
    ["", "物理性能"],
    ["2", "断裂模数", "MPa", "≥35", "47.2", "合格"],
    ["3", "破坏强度(N)", "/", "≥1300", "2210", "合格"],
    ["4", "表面质量", "—", "至少95%无明显缺陷", "合格", "合格"],
    ["5", "长度偏差", "%", "±0.6", "-0.02~+0.04", "合格"],
    ["6", "铅溶出", "mg/dm²", "不得检出", "未检出", "合格"],
    ["以下空白"],
]


@pytest.fixture
def report(tmp_path):
    return book(tmp_path / "报告 12.xlsx", {"报告": REPORT})


def test_a_report_is_recognised_with_its_product_and_standard(report):
    mapping = proposed(report, "报告", World().project)
    assert (mapping.orientation, mapping.header_row, mapping.first_row) == (Orientation.LONG, 5, 6)
    assert (mapping.product, mapping.standard) == ("陶瓷砖 喆牌", "GB/T 4100-2015")
    assert [one.use for one in mapping.columns] == [
        ColumnUse.IGNORE, ColumnUse.ITEM, ColumnUse.UNIT, ColumnUse.LIMIT, ColumnUse.VALUE, ColumnUse.IGNORE,
    ]  # fmt: skip
    assert from_json(to_json(mapping)) == mapping


def test_items_become_indicators_with_the_direction_of_their_limits(report):
    world = World()
    mapping = replace(proposed(report, "报告", world.project), category="陶瓷砖", default_role=Role.OURS)
    draft = world.read(report, mapping)
    found = {one.name: one for one in draft.records if isinstance(one, Indicator)}
    assert {name: (one.unit, one.direction) for name, one in found.items()} == {
        "吸水率": ("%", Direction.SMALLER),
        "断裂模数": ("MPa", Direction.LARGER),
        "破坏强度": ("N", Direction.LARGER),
        "表面质量": ("", Direction.PASS_FAIL),
        "长度偏差": ("%", Direction.TARGET),
        "铅溶出": ("mg/dm²", Direction.SMALLER),
    }
    (product,) = [one for one in draft.records if isinstance(one, Product)]
    assert (product.name, product.role) == ("陶瓷砖 喆牌", Role.OURS)
    results = {one.indicator_id: one for one in draft.records if isinstance(one, Result)}
    assert results[found["断裂模数"].id].value == Number(D("47.2"))
    assert results[found["断裂模数"].id].cell.cell == "E8"
    assert results[found["表面质量"].id].value == PassFail(True)
    limits = [one for one in draft.records if isinstance(one, Requirement)]
    assert len(limits) >= 5
    (edition,) = [one for one in draft.records if isinstance(one, StandardEdition)]
    assert edition.number == "GB/T 4100-2015"
    assert {one.edition_id for one in limits} == {edition.id}
    assert [one.edition_id for one in draft.records if isinstance(one, Executed)] == [edition.id]
    told = {(one.code, one.place.cell) for one in draft.issues}
    assert ("IMP-REMARK", "B7") in told
    assert ("IMP-REMARK", "A13") in told
    batch = draft.batch
    assert (batch.taken + batch.held, batch.ignored) == (6, 6)


def test_products_below_each_other_and_several_values_of_an_item(tmp_path):
    rows = [
        ["样品名称", "项目", "单位", "平均值", "单值"],
        ["甲", "强度", "MPa", "40", "39"],
        ["", "强度", "MPa", "", "41"],
        ["乙", "强度", "kPa", "38000", ""],
        ["样品名称", "项目", "单位", "平均值", "单值"],
        ["", "吸水率", "%", "0.1", ""],
    ]
    path = book(tmp_path / "long.xlsx", {"表": rows})
    world = World()
    mapping = replace(proposed(path, "表", world.project), category="砖")
    draft = world.read(path, mapping)
    products = {one.id: one.name for one in draft.records if isinstance(one, Product)}
    results = [one for one in draft.records if isinstance(one, Result)]
    assert sorted((products[one.product_id], one.raw, one.unit, one.statistic) for one in results) == [
        ("乙", "38000", "kPa", Statistic.MEAN),
        ("甲", "39", "MPa", Statistic.SINGLE),
        ("甲", "40", "MPa", Statistic.MEAN),
    ]
    held = [one for one in draft.issues if one.code == "IMP-NAME"]
    assert [one.place.cell for one in held] == ["A3", "A6"]  # blank names are not filled in by guessing


def test_merged_names_hold_for_their_rows(tmp_path):
    import openpyxl

    made = openpyxl.Workbook()
    sheet = made.active
    for row in (["产品", "项目", "结果"], ["甲", "强度", 40], [None, "吸水率", 0.1], ["乙", "强度", 38]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    path = tmp_path / "merged.xlsx"
    made.save(path)
    world = World()
    draft = world.read(path, replace(proposed(path, "", world.project), category="砖"))
    products = {one.id: one.name for one in draft.records if isinstance(one, Product)}
    results = [one for one in draft.records if isinstance(one, Result)]
    assert sorted((products[one.product_id], one.raw) for one in results) == [
        ("乙", "38"), ("甲", "0.1"), ("甲", "40"),
    ]  # fmt: skip


@pytest.mark.parametrize("change", [{"product": ""}, {"columns": ()}])
def test_what_a_report_does_not_say_is_asked(report, change):
    world = World()
    mapping = proposed(report, "报告", world.project)
    if "columns" in change:
        change = {"columns": tuple(one for one in mapping.columns if one.use is not ColumnUse.VALUE)}
    with pytest.raises(AppError) as error:
        world.read(report, replace(mapping, **change))
    assert error.value.code == "IMP-LONG"


def test_a_remembered_report_takes_its_own_product(report, tmp_path):
    from compare_app.domain.model import ImportMapping
    from compare_app.importers.mapping_json import fingerprint

    mapping = replace(proposed(report, "报告", World().project), category="砖")
    known = ImportMapping("m", "报告", fingerprint(mapping), to_json(mapping))
    other = book(
        tmp_path / "报告 13.xlsx",
        {"报告": [[cell.replace("喆牌", "乙牌") for cell in row] for row in REPORT]},
    )
    again = proposed(other, "报告", World().project.with_records([known]))
    assert (again.category, again.product) == ("砖", "陶瓷砖 乙牌")


def test_the_tile_reports_of_the_field_are_judged_as_they_say(shared_dir):
    world = World()
    path = shared_dir / "data" / "ceramic_tile_test_reports.csv"
    mapping = proposed(path, "", world.project)
    assert mapping.orientation is Orientation.LONG
    columns = tuple(
        replace(one, use=ColumnUse.NAME) if one.header == "report" else one for one in mapping.columns
    )
    draft = world.read(path, replace(mapping, columns=columns, category="陶瓷砖"))
    assert draft.batch.taken + draft.batch.held + draft.batch.ignored == 43  # its header too
    assert len([one for one in draft.records if isinstance(one, Product)]) >= 3
    assert len([one for one in draft.records if isinstance(one, Requirement)]) >= 20
