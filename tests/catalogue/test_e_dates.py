"""E: dates."""

from __future__ import annotations

from datetime import date

import pytest

from compare_app.domain.workbook_layout import EVERY_SHEET
from compare_app.importers.cells import Cell, CellKind
from compare_app.importers.fields import read_date
from tests.catalogue.made import answers, lead, seen
from tests.importers.made import World
from tests.torture.bombs import MAIN, cells, workbook

DAY = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="14"/><xf numFmtId="0"/></cellXfs></styleSheet>'.encode()


def test_E01_a_workbook_of_1904(tmp_path):
    contents = (
        f'<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<workbookPr date1904="1"/><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    path = workbook(
        tmp_path / "m.xlsx",
        cells('<row r="1"><c r="A1" s="0"><v>42000</v></c></row>'),
        styles=DAY,
        workbook=contents.encode(),
    )
    found = seen(path)
    assert found.texts == ["2018-12-28"]
    assert found.sheets["表"].since_1904


@pytest.mark.parametrize("stored", ["60", "0", "-1", "2958466", "1e300", "NaN", "abc"])
def test_E04_one_impossible_day_costs_one_cell(tmp_path, stored):
    body = (
        '<row r="1"><c r="A1" t="str"><v>名称</v></c><c r="B1" t="str"><v>值</v></c></row>'
        f'<row r="2"><c r="A2" t="str"><v>甲</v></c><c r="B2" s="0"><v>{stored}</v></c></row>'
        '<row r="3"><c r="A3" t="str"><v>乙</v></c><c r="B3" s="1"><v>7</v></c></row>'
    )
    draft = World().read(workbook(tmp_path / "d.xlsx", cells(body), styles=DAY), lead())
    assert [one.cell.cell for one in draft.held] == ["B2"]
    assert [one.raw for one in draft.records if hasattr(one, "raw") and one.cell.cell == "B3"] == ["7"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025年3月4日", date(2025, 3, 4)),
        ("2025-03-04", date(2025, 3, 4)),
        ("2025/3/4", date(2025, 3, 4)),
        ("2025.3.4", date(2025, 3, 4)),
        ("03/04/2025", None),
        ("4.3.25", None),
        ("R7.3.4", None),
        ("2025-W10", None),
        ("25-3-4", None),
        ("2025-13-01", None),
    ],
)
def test_E03_E05_E06_only_what_can_be_one_day(text, day):
    assert read_date(Cell(text)) == day


def test_E02_a_bare_number_is_no_day_unseen():
    assert read_date(Cell("45000", CellKind.NUMBER)) is None


def test_E09_a_moment_with_its_zone():
    assert read_date(Cell("2025-03-04T10:00Z")) in (date(2025, 3, 4), None)


def test_E08_formats_that_only_look_like_dates(tmp_path):
    found = answers(tmp_path, [1.5, 2.5, 3.5], formats={0: "0.00 s", 1: "*d0.0", 2: '0.0" d"'})
    assert [str(one.value.value) for one in found] == ["1.50", "2.5", "3.5"]


def test_E07_the_sheets_hold_days_of_sampling_and_testing():
    named = {column.key for layout in EVERY_SHEET for column in layout.columns}
    assert {"sampled_on", "tested_on"} & named or "received" in named
