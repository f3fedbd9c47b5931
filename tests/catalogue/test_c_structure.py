"""C: how a sheet is laid out. What has a test elsewhere is named in docs/bad-inputs.md."""

from __future__ import annotations

from dataclasses import replace

import pytest
import xlsxwriter

from compare_app.domain.mapping import ColumnMapping, ColumnUse
from compare_app.errors import AppError
from compare_app.importers.preview import preview
from compare_app.importers.source import Source
from tests.catalogue.made import answered, answers, complete, is_held, lead, refused, seen
from tests.importers.made import World, book, proposed, wide
from tests.torture.bombs import cells, workbook


@pytest.mark.parametrize("reference", ["XFE1", "AAAA1", "A1048577", "A99999999"])
def test_C02_beyond_the_grid(tmp_path, reference):
    number = reference.lstrip("XFEA") or "1"
    body = f'<row r="{number}"><c r="{reference}"><v>1</v></c></row>'
    refused(workbook(tmp_path / "g.xlsx", cells(body)), "IMP-DAMAGED", "表")


def test_C03_formatted_empty_rows_take_no_room(tmp_path):
    empty = "".join(f'<row r="{at}" ht="15"><c r="A{at}" s="1"/></row>' for at in range(2, 60_000))
    body = f'<row r="1"><c r="A1"><v>1</v></c></row>{empty}<row r="60000"><c r="A60000"><v>2</v></c></row>'
    assert [row.number for row in seen(workbook(tmp_path / "e.xlsx", cells(body))).sheets["表"].rows] == [
        1,
        60_000,
    ]


@pytest.mark.parametrize(("rows", "columns"), [(65_536, 2), (3, 256)])
def test_C04_exactly_full(tmp_path, rows, columns):
    path = tmp_path / "full.csv"
    head = ",".join(["名称", "值", *(f"甲{at}" for at in range(columns - 2))])
    body = "\n".join(f"产品{at},{at % 7}" + "," * (columns - 2) for at in range(rows - 1))
    path.write_text(f"{head}\n{body}\n", encoding="utf-8")
    mapping = replace(lead(), sheet="", separator=",")
    (found,) = [one for one in World().read(path, mapping).issues if one.code == "IMP-FULL"]
    assert "exactly full" in complete(found)


def test_C05_a_table_below_a_logo(tmp_path):
    logo, head = [None, None, "某某检测中心"], [None, None, "名称", "强度 (MPa)"]
    rows = [[], [], logo, [], head, *([None, None, f"甲{at}", at] for at in range(3))]
    path = book(tmp_path / "l.xlsx", {"表": rows})
    mapping = replace(proposed(path, "表", World().project), category="砖")
    assert mapping.header_row == 5
    draft = World().read(path, mapping)
    assert [one.cell.cell for one in draft.records if hasattr(one, "raw")] == ["D6", "D7", "D8"]


def test_C06_no_header_is_not_guessed(tmp_path):
    path = book(tmp_path / "n.xlsx", {"表": [[1, 2, 3], [4, 5, 6], [7, 8, 9]]})
    with pytest.raises(AppError) as error:
        World().read(path, lead())
    assert error.value.code == "IMP-HEADER-MISSING"
    assert str(error.value.remedy)


def test_C09_headers_equal_only_by_look(tmp_path):
    """A Cyrillic С is another letter: the column is not taken, and the sentence shows the code points that differ."""
    rows = [["名称", "\u0421d"], ["甲", 1], ["乙", 2]]
    path = book(tmp_path / "c.xlsx", {"表": rows})
    with pytest.raises(AppError) as error:
        World().read(path, wide(ColumnMapping("Cd", 1, ColumnUse.INDICATOR, indicator="镉")))
    assert "Cd" in str(error.value.what) + str(error.value.remedy)
    same = book(tmp_path / "f.xlsx", {"表": [["名称", "Ｃｄ\u200b"], ["甲", 1]]})
    draft = World().read(same, wide(ColumnMapping("Cd", 1, ColumnUse.INDICATOR, indicator="镉")))
    assert [one.raw for one in draft.records if hasattr(one, "raw")] == ["1"]


def test_C10_an_unknown_header_is_told(tmp_path):
    from tests.importers.test_own_workbook import test_unknown_columns_and_hidden_rows_are_told as elsewhere

    assert elsewhere.__name__  # held there; here the foreign table: what no mapping names is not taken in
    path = book(tmp_path / "u.xlsx", {"表": [["名称", "值", "批注"], ["甲", 1, "x"]]})
    draft = World().read(path, lead())
    assert [one.raw for one in draft.records if hasattr(one, "raw")] == ["1"]


def test_C13_a_merge_over_the_whole_grid(tmp_path):
    made = xlsxwriter.Workbook(tmp_path / "m.xlsx")
    sheet = made.add_worksheet("表")
    for row, texts in enumerate([["名称", "值"], ["甲", "1"], ["乙", "2"]]):
        sheet.write_row(row, 0, texts)
    made.close()
    from tests.importers.made import edited

    whole = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    path = edited(
        tmp_path / "m.xlsx",
        tmp_path / "w.xlsx",
        lambda name, data: data.replace(b"</sheetData>", whole) if name.endswith("sheet1.xml") else data,
    )
    draft = World().read(path, lead())
    assert draft.batch.taken + draft.batch.held + draft.batch.ignored == 3


def test_C14_hidden_sheets_are_told_and_left_out(tmp_path):
    made = xlsxwriter.Workbook(tmp_path / "h.xlsx")
    for name, hide in (("表", ""), ("暗", "hide"), ("更暗", "very_hidden")):
        sheet = made.add_worksheet(name)
        sheet.write_row(0, 0, ["名称", "值"])
        sheet.write_row(1, 0, ["甲", 1])
        if hide:
            getattr(sheet, hide)()
    made.close()
    told = [one for one in seen(tmp_path / "h.xlsx").notes if one.code == "IMP-HIDDEN-SHEET"]
    assert {one.place.sheet for one in told} == {"暗", "更暗"}
    with Source(tmp_path / "h.xlsx") as source:
        assert preview(source).sheets[0].name == "表"


def test_C18_and_C19_formulas_and_errors(tmp_path):
    body = '<row r="1"><c r="A1" t="str"><v>名称</v></c><c r="B1" t="str"><v>值</v></c></row>'
    kinds = [
        '<c r="B{r}"><f>1+1</f></c>',
        '<c r="B{r}"><f>1+1</f><v>2</v></c>',
        *('<c r="B{r}" t="e"><v>' + text + "</v></c>" for text in ("#N/A", "#DIV/0!", "#REF!")),
    ]
    for at, kind in enumerate(kinds, 2):
        body += f'<row r="{at}"><c r="A{at}" t="str"><v>产品{at}</v></c>{kind.format(r=at)}</row>'
    never, stored, *errors = answered(
        World().read(workbook(tmp_path / "f.xlsx", cells(body)), lead()), len(kinds)
    )
    assert is_held(never, "=1+1")
    assert never.codes == {"IMP-FORMULA"}
    assert str(stored.value.value) == "2"
    for one, text in zip(errors, ("#N/A", "#DIV/0!", "#REF!"), strict=True):
        assert is_held(one, text)
        assert one.codes == {"IMP-ERROR"}


def test_C21_a_sheet_that_vanished_is_no_success(tmp_path):
    broken = workbook(tmp_path / "v.xlsx", b'<chartsheet xmlns="x"/>')
    refused(broken, "IMP-DAMAGED", "chartsheet")


def test_answers_of_one_cell(tmp_path):
    (one,) = answers(tmp_path, ["5.0"])
    assert one.result is not None
    assert one.result.raw == "5.0"
