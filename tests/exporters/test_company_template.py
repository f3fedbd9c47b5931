"""The company's own workbook, filled in: only named cells change, every other part stays byte for byte."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from compare_app.domain.loop import Action
from compare_app.errors import AppError
from compare_app.exporters.company.book import computed_anew
from compare_app.exporters.company.fields import Subject
from compare_app.exporters.company.fill import Texts, fill
from compare_app.exporters.company.splice import SheetMap
from compare_app.importers.formats.file import OpenFile
from compare_app.text.letters import place
from compare_app.text.wording import Wording
from tests.exporters.made import INJECTIONS, OURS, made_comparison, made_project

UTF8_CSV = "csv:Text - txt - csv (StarCalc):44,34,76"
WORDS = Wording.load("zh_CN")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
SUBJECT = Subject(made_project(), made_comparison(), WORDS)
ROOM = 30


def template(change: Callable[[Any, Any], None] | None = None) -> bytes:
    """A form with a logo, a chart over the table, colours by value, a formula, a drop-down and a second sheet."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("一企一策")
    other = book.add_worksheet("说明")
    other.write_string("A1", "不许改动的内容 =1+1")
    bold, day = book.add_format({"bold": True, "border": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.merge_range("A1:F1", "示例集团 质量提升方案（QF-07）", bold)
    sheet.write("A2", "产品", bold)
    sheet.write_blank("B2", None, bold)
    sheet.write("C2", "日期", bold)
    sheet.write_blank("D2", None, day)
    sheet.write("A3", "结论", bold)
    heads = ("序号", "指标", "措施", "责任人", "集团编号", "完成期限", "目标值", "状态")
    sheet.write_row("A5", heads, bold)
    for row in range(5, 5 + ROOM):
        sheet.write(row, 4, f"JT-{row:03}")
        sheet.write_blank(row, 5, None, day)
        if row % 2:
            sheet.write(row, 2, "旧内容")
    sheet.write_formula("H2", f"=COUNTA(C6:C{5 + ROOM})")
    sheet.conditional_format(f"G6:G{5 + ROOM}", {"type": "data_bar"})
    sheet.data_validation(f"H6:H{5 + ROOM}", {"validate": "list", "source": ["待实施", "进行中"]})
    sheet.insert_image("J1", "logo.png", {"image_data": io.BytesIO(PNG)})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": ["一企一策", 5, 6, 4 + ROOM, 6]})
    sheet.insert_chart("J8", chart)
    book.define_name("DC_PRODUCT", "=一企一策!$B$2")
    book.define_name("DC_DATE", "=一企一策!$D$2")
    book.define_name("DC_STEP", "=一企一策!$B$3")
    book.define_name("DC_PLAN", f"=一企一策!$A$6:$H${5 + ROOM}")
    if change is not None:
        change(book, sheet)
    book.close()
    return buffer.getvalue()


def texts_of(data: bytes, folder: Path) -> Texts:
    """What the reading child says of it, without the child."""
    path = folder / "模板.xlsx"
    path.write_bytes(data)
    file = OpenFile(path)
    try:
        sheets = [file.sheet(one.name) for one in file.sheets]
    finally:
        file.close()
    return {
        sheet.name: {(row.number, at): cell.text for row in sheet.rows for at, cell in enumerate(row.cells)}
        for sheet in sheets
    }


def filled(data: bytes, folder: Path, subject: Subject = SUBJECT) -> bytes:
    return fill("模板.xlsx", data, texts_of(data, folder), subject)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def test_every_other_part_is_byte_for_byte_the_same(tmp_path: Path) -> None:
    before = template()
    old, new = parts(before), parts(filled(before, tmp_path))
    assert list(old) == list(new)
    changed = {name for name in old if old[name] != new[name]}
    assert changed == {"xl/worksheets/sheet1.xml"}
    assert {"xl/charts/chart1.xml", "xl/media/image1.png", "xl/sharedStrings.xml", "xl/styles.xml"} <= set(
        old
    ) - changed
    assert new["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"") == old["xl/workbook.xml"].replace(
        b' fullCalcOnLoad="1"', b""
    )
    for tag in (b"<conditionalFormatting", b"<dataValidations", b"<mergeCells", b"<drawing", b"</f></c>"):
        assert tag in new["xl/worksheets/sheet1.xml"]


def test_cells_say_what_the_project_says(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled(template(), tmp_path)))
    sheet = book["一企一策"]
    assert sheet["B2"].value == f"{SUBJECT.product.name}（示例）"
    assert sheet["B2"].font.bold
    assert sheet["D2"].value.date() == SUBJECT.comparison.on
    assert "非官方" in sheet["B3"].value, "a step never stands alone"
    assert (sheet["A6"].value, sheet["D6"].value, sheet["G6"].value) == (1, "李工", 42)
    assert sheet["F6"].value.date() == date(2026, 2, 20)
    assert sheet["E6"].value == "JT-005", "a column with another head is the company's own"
    assert sheet["G8"].value == "0.12345678901234567890", "more digits than a spreadsheet keeps"
    rows = len([one for one in SUBJECT.project.all(Action).values() if one.product_id == OURS])
    assert sheet.cell(6 + rows, 3).value is None, "what stood there before is gone"
    said = [sheet.cell(row, 3).value for row in range(6, 6 + rows)]
    assert all(
        text.strip() in [str(one).strip() for one in said] for text in INJECTIONS if text.isprintable()
    )
    assert all(cell.data_type != "f" for row in sheet["A6:H35"] for cell in row)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda book, sheet: book.define_name("DC_STEPP", "=一企一策!$B$4"), "none that can be filled in"),
        (lambda book, sheet: book.define_name("DC_RULE", "=一企一策!$H$2"), "computes something"),
        (lambda book, sheet: book.define_name("DC_RULE", "=一企一策!$B$1"), "merged cell"),
        (lambda book, sheet: book.define_name("DC_RULE", "=#REF!"), "points at no range"),
        (lambda book, sheet: book.define_name("DC_INDICATORS", "=说明!$A$5:$B$90"), "no head that we know"),
        (lambda book, sheet: book.define_name("DC_STANDARDS", "=一企一策!$B$6:$B$6"), "room for 1 rows"),
        (lambda book, sheet: sheet.write_formula("A40", "=[other.xlsx]A!A1"), None),
    ],
)
def test_what_cannot_be_filled_is_refused_with_what_to_do(
    tmp_path: Path, change: Callable[[Any, Any], None], words: str | None
) -> None:
    data = template(change)
    if words is None:
        data = with_part(data, "xl/externalLinks/externalLink1.xml", b"<externalLink/>")
        words = "other files"
    with pytest.raises(AppError, match=words) as caught:
        filled(data, tmp_path)
    assert str(caught.value.remedy)


def with_part(data: bytes, name: str, body: bytes) -> bytes:
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr(name, body)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("part", "words"),
    [("xl/vbaProject.bin", "macros"), ("_xmlsignatures/sig1.xml", "signed"), ("xl/connections.xml", "other")],
)  # fmt: skip
def test_macros_signatures_and_data_of_others_are_refused(tmp_path: Path, part: str, words: str) -> None:
    data = template()
    texts = texts_of(data, tmp_path)
    with pytest.raises(AppError, match=words):
        fill("模板.xlsx", with_part(data, part, b"x"), texts, SUBJECT)


def test_a_range_that_is_too_small_loses_no_row(tmp_path: Path) -> None:
    more = [Action(f"m{at}", OURS, 100 + at, gap="差距") for at in range(ROOM)]
    subject = replace(SUBJECT, project=made_project().with_records(more))
    with pytest.raises(AppError, match=f"room for {ROOM} rows"):
        filled(template(), tmp_path, subject)


PREFIXED = """<x:worksheet xmlns:x="u"><x:cols><x:col min="1" max="3" style="4"/></x:cols><x:sheetData>
<x:row r="2" spans="1:2"><x:c r="B2" s="7" t="s"><x:v>0</x:v></x:c></x:row><x:row r="5"/></x:sheetData>
<x:tail a="&gt;>"/></x:worksheet>"""
UNNUMBERED = """<worksheet><sheetData><row><c><v>1</v></c><c t="str"><v>é…中</v></c></row>
<row r="4" s="9" customFormat="1"><c r="D4"/></row></sheetData></worksheet>"""
SHEETS = (
    "<worksheet><sheetData/></worksheet>",
    "<worksheet><sheetData></sheetData></worksheet>",
    PREFIXED,
    UNNUMBERED,
)


@pytest.mark.parametrize("xml", SHEETS)
@pytest.mark.parametrize("seed", range(5))
def test_cells_are_put_in_at_random_and_found_again(xml: str, seed: int) -> None:
    chance = random.Random(seed)
    values = {
        (chance.randint(1, 7), chance.randint(0, 5)): chance.choice([D("1.50"), "文<&>字", " 两端 ", None])
        for _ in range(12)
    }
    before = SheetMap(xml.encode())
    body = before.with_cells(values)
    after = SheetMap(body)
    for (row, column), value in values.items():
        cell = after.rows[row].cells[column]
        said = body[cell.start : cell.end].decode()
        assert ("1.50" in said, "文&lt;&amp;&gt;字" in said) == (value == D("1.50"), value == "文<&>字")
        assert before.style_at((row, column)) == after.style_at((row, column))
    for row, found in after.rows.items():
        assert list(found.cells) == sorted(found.cells), "in the order of columns"
        untouched = (
            set(before.rows[row].cells) - {at for one, at in values if one == row}
            if row in before.rows
            else set()
        )
        for column in untouched:
            old = before.rows[row].cells[column]
            new = found.cells[column]
            assert before.xml[old.start : old.end] == body[new.start : new.end]
    assert list(after.rows) == sorted(after.rows)


def test_formulas_are_asked_to_be_computed_anew() -> None:
    assert computed_anew(b'<w><calcPr calcId="1"/></w>') == b'<w><calcPr calcId="1" fullCalcOnLoad="1"/></w>'
    assert (
        computed_anew(b'<w><x:calcPr fullCalcOnLoad="0"></x:calcPr></w>')
        == b'<w><x:calcPr fullCalcOnLoad="1"></x:calcPr></w>'
    )
    assert computed_anew(b"<w><definedNames></definedNames></w>").endswith(
        b'<calcPr fullCalcOnLoad="1"/></w>'
    )
    assert place("B2") == (2, 1)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.timeout(180)
def test_libreoffice_opens_it_and_computes(tmp_path: Path) -> None:
    path = tmp_path / "填好.xlsx"
    path.write_bytes(filled(template(), tmp_path))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", UTF8_CSV,
         "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=170,
    )  # fmt: skip
    lines = (tmp_path / "填好.csv").read_text(encoding="utf-8").splitlines()
    rows = len(
        [one for one in SUBJECT.project.all(Action).values() if one.product_id == OURS and one.measure]
    )
    assert lines[1].split(",")[7] == str(rows), "the formula counts what we wrote"
