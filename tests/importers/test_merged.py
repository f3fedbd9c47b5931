"""Merged cells among the data: one text for every row it covers, and never two measurements of one."""

import openpyxl
import pytest

from compare_app.domain.mapping import ColumnMapping, ColumnUse, Orientation
from compare_app.domain.model import Executed, Product, Requirement, Result
from compare_app.importers.cells import Cell, Merge, Row, Sheet
from compare_app.importers.merged import MergedCells
from tests.importers.made import World, codes, wide

WATER = ColumnMapping("吸水率", 1, ColumnUse.INDICATOR, "吸水率", "%")
STRENGTH = ColumnMapping("强度", 2, ColumnUse.INDICATOR, "强度", "MPa")
HEAD = ["名称", "吸水率", "强度", "标准"]


def merged(tmp_path, *ranges, rows):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "表"
    for row in (HEAD, *rows):
        sheet.append(row)
    for one in ranges:
        sheet.merge_cells(one)
    path = tmp_path / "merged.xlsx"
    made.save(path)
    return path


def values(world):
    names = {one.id: one.name for one in world.all(Product)}
    return sorted((names[one.product_id], one.raw, one.cell.cell) for one in world.all(Result))


def test_a_text_merged_down_holds_for_each_product(tmp_path):
    path = merged(
        tmp_path, "D2:D3", "B2:B3", rows=[["甲", 0.1, 40, "GB/T 4100-2015"], ["乙", None, 38, None]]
    )
    world = World()
    standard = ColumnMapping("标准", 3, ColumnUse.STANDARD)
    world.take(path, wide(WATER, STRENGTH, standard))
    assert len(world.all(Executed)) == 2
    assert values(world) == [("乙", "0.1", "B3"), ("乙", "38", "C3"), ("甲", "0.1", "B2"), ("甲", "40", "C2")]


def test_a_value_merged_down_over_one_product_is_measured_once(tmp_path):
    path = merged(tmp_path, "A2:A4", "B2:B4", rows=[["甲", 0.1, 40], [None, None, 41], [None, None, 39]])
    world = World()
    draft = world.take(path, wide(WATER, STRENGTH))
    assert values(world) == [("甲", "0.1", "B2"), ("甲", "39", "C4"), ("甲", "40", "C2"), ("甲", "41", "C3")]
    assert not codes(draft)  # the file itself says that the rows are of one product
    assert draft.batch.taken == 3


@pytest.mark.parametrize(
    ("text", "taken", "told"),
    [
        ("未检测", [("甲", "未检测", "B2"), ("甲", "未检测", "C2")], []),
        ("43", [], [("IMP-MERGED", "B2")]),
    ],
)
def test_one_cell_over_two_indicators(tmp_path, text, taken, told):
    path = merged(tmp_path, "B2:C2", rows=[["甲", text, None], ["乙", 0.1, 38]])
    world = World()
    draft = world.take(path, wide(WATER, STRENGTH))
    assert [one for one in values(world) if one[0] == "甲"] == taken
    assert codes(draft) == told
    assert (draft.batch.taken, draft.batch.held) == (2 - len(told), len(told))


def test_where_products_are_columns(tmp_path):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "表"
    for row in (["名称", "甲", "乙"], ["吸水率", 0.1, None], ["强度", 40, 38]):
        sheet.append(row)
    sheet.merge_cells("B2:C2")
    made.save(tmp_path / "turned.xlsx")
    world = World()
    world.take(tmp_path / "turned.xlsx", wide(WATER, STRENGTH, orientation=Orientation.COLUMNS))
    assert values(world) == [("乙", "0.1", "C2"), ("乙", "38", "C3"), ("甲", "0.1", "B2"), ("甲", "40", "B3")]


def test_a_limit_merged_down_is_one_limit(tmp_path):
    path = merged(
        tmp_path, "B2:B3", rows=[["甲", "≤0.5", 40, "GB/T 4100-2015"], ["乙", None, 38, "GB/T 4100-2015"]]
    )
    world = World()
    limit = ColumnMapping("吸水率", 1, ColumnUse.LIMIT, "吸水率", "%")
    world.take(path, wide(limit, STRENGTH, ColumnMapping("标准", 3, ColumnUse.STANDARD)))
    assert [one.raw for one in world.all(Requirement)] == ["≤0.5"]


def test_ranges_lying_on_each_other_cost_no_time():
    rows = [Row(number, [Cell("a")]) for number in range(1, 2_001)]
    ranges = tuple(Merge(2, 0, 2_000, 16_383 - at % 100) for at in range(100_000))
    found = MergedCells(Sheet("表", rows, ranges), 2)
    assert found.filled(rows[5]).at(0).text == "a"
