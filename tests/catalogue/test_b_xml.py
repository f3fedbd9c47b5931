"""B: inside the XML of a workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare_app.importers.cells import CellKind
from tests.catalogue.made import answered, is_held, lead, refused, seen
from tests.importers.made import World
from tests.torture.bombs import BOMBS, MAIN, cells, workbook

ROWS = '<row r="1"><c r="A1" t="str"><v>名称</v></c><c r="B1" t="str"><v>值</v></c></row>'


def made(folder: Path, body: str, **parts: bytes) -> Path:
    return workbook(folder / "表.xlsx", cells(body), **parts)


@pytest.mark.parametrize(
    "name", [name for name in BOMBS if "laughs" in name or "entity" in name or name == "quadratic"]
)
def test_B01_document_types_are_refused(tmp_path, name):
    refused(BOMBS[name](tmp_path / "x.xlsx"), "IMP-DOCTYPE", "document type definition")


@pytest.mark.parametrize("name", ["200 000 deep", "200 000 deep in a cell"])
def test_B02_nested_without_end(tmp_path, name):
    refused(BOMBS[name](tmp_path / "x.xlsx"), "IMP-DAMAGED")


def test_B03_one_text_without_end(tmp_path):
    body = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"长x" * 400_000}</t></is></c></row>'
    refused(made(tmp_path, body), "IMP-DAMAGED", "sheet1.xml")


@pytest.mark.parametrize("bad", ["<c><v>1</c>", '<c r="A1" t="str"><v>a\x01b</v></c>', "&unknown;"])
def test_B04_not_well_formed_says_where(tmp_path, bad):
    assert ":" in refused(made(tmp_path, f'<row r="1">{bad}</row>'), "IMP-DAMAGED", "sheet1.xml")


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_B05_a_part_in_utf_16(tmp_path, coding):
    whole = f'<?xml version="1.0" encoding="UTF-16"?>{cells(ROWS).decode()}'.encode(coding)
    assert seen(workbook(tmp_path / "w.xlsx", whole)).texts == ["名称", "值"]


def test_B06_an_encoding_that_nobody_knows(tmp_path):
    whole = b'<?xml version="1.0" encoding="x-klingon"?>' + cells(ROWS)
    refused(workbook(tmp_path / "k.xlsx", whole), "IMP-DAMAGED", "sheet1.xml")


def test_B07_broken_styles_do_not_matter(tmp_path):
    body = '<fills><fill/></fills><colors x="?"/><cellXfs><xf numFmtId="?"/></cellXfs>'
    styles = f'<styleSheet xmlns="{MAIN}">{body}</styleSheet>'
    body = '<row r="1"><c r="A1" s="0"><v>1.5</v></c><c r="B1" s="7"><v>2.5</v></c></row>'
    assert seen(made(tmp_path, body, styles=styles.encode())).texts == ["1.5", "2.5"]


def test_B08_what_is_not_read_cannot_be_broken(tmp_path):
    after = (
        '<autoFilter ref="?"/><dataValidations count="-5"><dataValidation sqref="?"/></dataValidations>'
        '<pageSetup paperSize="?"/><drawing xmlns:r="x" r:id="none"/><legacyDrawing/>'
    )
    assert seen(workbook(tmp_path / "b.xlsx", cells(ROWS, after=after))).texts == ["名称", "值"]


def test_B09_a_text_that_is_not_in_the_list(tmp_path):
    body = ROWS + "".join(
        f'<row r="{at}"><c r="A{at}" t="str"><v>产品{at}</v></c><c r="B{at}" t="{kind}"><v>5</v></c></row>'
        for at, kind in ((2, "s"), (3, "n"))
    )
    strings = f'<sst xmlns="{MAIN}"><si><t>x</t></si></sst>'.encode()
    for parts in ({"sharedStrings": strings}, {}):
        lost, good = answered(World().read(made(tmp_path, body, **parts), lead()), 2)
        assert is_held(lost, "#5")
        assert lost.codes == {"IMP-ERROR"}
        assert str(good.value.value) == "5"


def test_B10_prefixes(tmp_path):
    body = ROWS.replace("<", "<x:").replace("<x:/", "</x:")
    whole = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{body}</x:sheetData></x:worksheet>'
    assert seen(workbook(tmp_path / "x.xlsx", whole.encode())).texts == ["名称", "值"]


def test_B11_without_addresses(tmp_path):
    body = "<row/><row><c/><c><v>7</v></c></row>"
    sheet = seen(made(tmp_path, body)).sheets["表"]
    assert [(row.number, [cell.text for cell in row.cells]) for row in sheet.rows] == [(2, ["", "7"])]


def test_B12_out_of_order_and_twice(tmp_path):
    body = (
        '<row r="3"><c r="B3"><v>3</v></c><c r="A3" t="str"><v>丙</v></c></row>'
        '<row r="2"><c r="A2" t="str"><v>乙</v></c><c r="B2"><v>1</v></c><c r="B2"><v>2</v></c></row>' + ROWS
    )
    twice, other = answered(World().read(made(tmp_path, body), lead()), 2)
    assert is_held(twice, "1 | 2")
    assert str(other.value.value) == "3"


def test_B13_counts_and_dimensions_are_not_believed(tmp_path):
    before = f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>'
    whole = (
        f'{before}<row r="1" spans="1:99999999"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'
    )
    strings = f'<sst xmlns="{MAIN}" count="-1" uniqueCount="18446744073709551615"><si><t>x</t></si></sst>'
    found = seen(workbook(tmp_path / "d.xlsx", whole.encode(), sharedStrings=strings.encode()))
    assert [(cell.text, cell.kind) for cell in found.cells] == [("x", CellKind.TEXT)]
