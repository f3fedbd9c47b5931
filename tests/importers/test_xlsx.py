"""Workbooks as real programs write them, and as none should."""

from datetime import datetime

import pytest
import xlsxwriter

from compare_app.errors import RefusedFile
from compare_app.importers.cells import Cell, CellKind, Merge, Sheet
from compare_app.importers.source import Source
from compare_app.text.letters import column_number, letters
from tests.importers.made import book, edited, sheet_xml


def read(path, sheet=""):
    with Source(path) as source:
        return source.sheet(sheet)


def texts(sheet: Sheet) -> list[tuple[int, list[str]]]:
    return [(row.number, [cell.text for cell in row.cells]) for row in sheet.rows]


@pytest.fixture
def plain(tmp_path):
    """A workbook whose first sheet the tests replace."""
    return book(tmp_path / "plain.xlsx", {"表": [["a", "b"], [1, 2]]})


def test_every_kind_of_cell(tmp_path):
    path = tmp_path / "kinds.xlsx"
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet("表")
    sheet.write_string(0, 0, "１２．５")
    sheet.write_number(0, 1, 1.1, made.add_format({"num_format": "0.00"}))
    sheet.write_number(0, 2, 0.873, made.add_format({"num_format": "0.0%"}))
    sheet.write_datetime(0, 3, datetime(2025, 3, 5), made.add_format({"num_format": 'm"月"d"日"'}))  # noqa: DTZ001
    sheet.write_boolean(0, 4, True)
    sheet.write_formula(0, 5, "=1/0", None, "#DIV/0!")
    sheet.write_formula(0, 6, "=1+1", None, 2)
    made.close()
    (row,) = read(path).rows
    found = [(cell.text, cell.kind) for cell in row.cells]
    assert found == [
        ("１２．５", CellKind.TEXT),
        ("1.10", CellKind.NUMBER),
        ("87.3%", CellKind.NUMBER),
        ("2025-03-05", CellKind.DATE),
        ("TRUE", CellKind.BOOLEAN),
        ("#DIV/0!", CellKind.ERROR),
        ("2", CellKind.NUMBER),
    ]


def test_equal_cells_are_one_object(tmp_path):
    sheet = read(book(tmp_path / "same.xlsx", {"表": [[1.5, 1.5], [1.5, "x"]]}))
    assert sheet.rows[0].cells[0] is sheet.rows[0].cells[1] is sheet.rows[1].cells[0]


def test_hidden_and_merged_are_known(tmp_path):
    path = tmp_path / "hidden.xlsx"
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet("表")
    sheet.merge_range(0, 0, 0, 2, "组")
    for line in range(1, 4):
        sheet.write_row(line, 0, [line, line, line])
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_column(1, 1, 10, None, {"hidden": True})
    made.add_worksheet("藏").hide()
    made.close()
    with Source(path) as source:
        found = source.sheet()
        assert [(one.name, one.hidden) for one in source.sheets] == [("表", False), ("藏", True)]
        assert [note.code for note in source.notes] == ["IMP-HIDDEN-SHEET"]
    assert found.hidden_rows == {3}
    assert found.hidden_columns == {1}
    assert found.merges == (Merge(1, 0, 1, 2),)


def test_a_formula_without_a_value_is_told(plain, tmp_path):
    path = sheet_xml(
        plain, tmp_path / "f.xlsx", '<sheetData><row r="1"><c r="A1"><f>B1*2</f></c></row></sheetData>'
    )
    assert read(path).rows[0].cells == [Cell("=B1*2", CellKind.UNCALCULATED)]


def test_cells_without_addresses_are_counted_blank_ones_too(plain, tmp_path):
    first = '<row><c s="0"/><c><v>1</v></c><c s="0"/><c><v>2</v></c></row>'
    body = f'<sheetData>{first}<row><c r="C2"><v>3</v></c></row></sheetData>'
    assert texts(read(sheet_xml(plain, tmp_path / "n.xlsx", body))) == [
        (1, ["", "1", "", "2"]),
        (2, ["", "", "3"]),
    ]


def test_two_far_cells_take_no_room(plain, tmp_path):
    body = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
    )
    sheet = read(sheet_xml(plain, tmp_path / "far.xlsx", body))
    assert [(row.number, len(row.cells)) for row in sheet.rows] == [(1, 1), (1_048_576, 16_384)]
    assert sheet.address(1_048_576, 16_383) == "XFD1048576"


def test_the_same_cell_twice_is_not_believed(plain, tmp_path):
    body = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData>'
    assert read(sheet_xml(plain, tmp_path / "t.xlsx", body)).rows[0].cells == [Cell("1 | 2", CellKind.ERROR)]


def test_strict_workbooks_and_prefixes_read_alike(plain, tmp_path):
    root = '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main">'
    body = '<x:sheetData><x:row r="2"><x:c r="B2"><x:v>7</x:v></x:c></x:row></x:sheetData>'
    whole = f"{root}{body}</x:worksheet>"
    path = edited(
        plain, tmp_path / "x.xlsx", lambda name, data: whole.encode() if name.endswith("sheet1.xml") else data
    )
    assert texts(read(path)) == [(2, ["", "7"])]


def test_sheets_in_utf16(plain, tmp_path):
    def wide(name, data):
        if not name.endswith("sheet1.xml"):
            return data
        return data.decode("utf-8").replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")

    assert texts(read(edited(plain, tmp_path / "u16.xlsx", wide))) == [(1, ["a", "b"]), (2, ["1", "2"])]


def test_runs_are_joined_and_the_reading_aid_left_out(plain, tmp_path):
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<si><r><t>吸</t></r><r><t>水率</t></r><rPh><t>xi</t></rPh></si><si><t>A_x000D_B</t></si></sst>"
    )
    path = edited(
        plain, tmp_path / "r.xlsx", lambda name, data: strings.encode() if "sharedStrings" in name else data
    )
    assert texts(read(path))[0] == (1, ["吸水率", "A\rB"])


def test_a_text_that_is_not_there_is_an_error_cell(plain, tmp_path):
    body = '<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c><c r="B1" t="s"><v>0</v></c></row></sheetData>'
    assert [cell.kind for cell in read(sheet_xml(plain, tmp_path / "s.xlsx", body)).rows[0].cells] == [
        CellKind.ERROR,
        CellKind.TEXT,
    ]


@pytest.mark.parametrize("part", ["sheet1.xml", "sharedStrings.xml", "workbook.xml", "styles.xml"])
def test_no_document_type_definition_comes_in(plain, tmp_path, part):
    bomb = b'<?xml version="1.0"?><!-- x --><!DOCTYPE lolz [<!ENTITY lol "lol">]><worksheet>&lol;</worksheet>'
    path = edited(plain, tmp_path / "d.xlsx", lambda name, data: bomb if name.endswith(part) else data)
    with pytest.raises(RefusedFile) as error:
        read(path)
    assert error.value.code == "IMP-DOCTYPE"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<sheetData><row r="1"><c r="A1"><v>1</v></c>', "IMP-DAMAGED"),
        ('<sheetData><row r="1"><c r="ZZZZ1"><v>1</v></c></row></sheetData>', "IMP-DAMAGED"),
        ('<sheetData><row r="99999999"><c><v>1</v></c></row></sheetData>', "IMP-DAMAGED"),
    ],
)
def test_broken_sheets_are_refused_by_name(plain, tmp_path, body, code):
    with pytest.raises(RefusedFile) as error:
        read(sheet_xml(plain, tmp_path / "b.xlsx", body))
    assert error.value.code == code
    assert "b.xlsx" in str(error.value.what)


def test_columns_and_letters_agree():
    assert [letters(at) for at in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(column_number(letters(at)) == at for at in range(0, 16_384, 37))


def test_a_turned_sheet_keeps_the_addresses_of_the_file(tmp_path):
    sheet = read(book(tmp_path / "t.xlsx", {"表": [["a", "b"], [None, "d"]]})).transposed()
    assert texts(sheet) == [(1, ["a", ""]), (2, ["b", "d"])]
    assert sheet.address(2, 1) == "B2"
    assert sheet.address(2, 0) == "B1"


def test_comments_are_told_and_no_part_of_the_text(tmp_path):
    made = xlsxwriter.Workbook(tmp_path / "c.xlsx")
    sheet = made.add_worksheet("表")
    sheet.write(0, 0, "名称")
    sheet.write_comment(0, 0, "2023 年的数")
    made.close()
    with Source(tmp_path / "c.xlsx") as source:
        assert source.sheet().row(1).at(0).text == "名称"
        assert [one.code for one in source.notes] == ["IMP-COMMENTS"]
