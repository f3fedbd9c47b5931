"""Every format tells the same truth: digits as shown, errors, days, hidden and merged cells."""

import csv
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from compare_app.errors import RefusedFile
from compare_app.importers.cells import CellKind, Sheet
from compare_app.importers.formats.file import OpenFile

OFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def original(tmp_path_factory) -> Path:
    """A workbook with all that readers lose."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "实测 数据"
    for row in (
        ["名称", "强度(MPa)", "合格率", "日期", "备注", "错误"],
        ["甲", 1.1, 0.873, "2024-05-31", "1-2", "=1/0"],
        ["乙", 12, 0.0512, "2025-01-01", " 前后 空格 ", "=NA()"],
        ["丙", -0.05, 1, "2024-12-31", "两行\n文字", "=1+1"],
        [None, 1234567.5, None, None, "<0.05"],
    ):
        sheet.append(row)
    import datetime

    for at in (2, 3, 4):
        cell = sheet.cell(at, 4)
        cell.value = datetime.date.fromisoformat(cell.value)
        cell.number_format = "yyyy/m/d"
        sheet.cell(at, 3).number_format = "0.0%"
        sheet.cell(at, 2).number_format = "0.00"
    sheet.cell(5, 2).number_format = "#,##0.00"
    sheet.merge_cells("A6:C7")
    sheet["A6"] = "合并"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["E"].hidden = True
    secret = book.create_sheet("隐藏")
    secret["B2"] = 3
    secret.sheet_state = "hidden"
    path = tmp_path_factory.mktemp("formats") / "a.xlsx"
    book.save(path)
    return path


@pytest.fixture(scope="module")
def converted(original) -> dict[str, Path]:
    """The same, written by LibreOffice in its formats, formulas calculated."""
    found = {}
    for suffix in ("xlsx", "xls", "ods"):
        folder = original.parent / suffix
        subprocess.run(
            [OFFICE, f"-env:UserInstallation=file://{original.parent}/profile", "--headless",
             "--convert-to", suffix, "--outdir", str(folder), str(original)],
            check=True, capture_output=True, timeout=100,
        )  # fmt: skip
        found[suffix] = folder / f"a.{suffix}"
    return found


def told(sheet: Sheet) -> list[tuple[int, list[tuple[str, CellKind]]]]:
    return [(row.number, [(cell.text, cell.kind) for cell in row.cells]) for row in sheet.rows]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_the_same_workbook_is_the_same_in_every_format(converted, suffix):
    first, second = OpenFile(converted["xlsx"]), OpenFile(converted[suffix])
    assert second.format == suffix
    assert second.sheets == first.sheets
    for one in first.sheets:
        wanted, found = first.sheet(one.name), second.sheet(one.name)
        assert told(found) == told(wanted)
        assert found.merges == wanted.merges
        assert found.hidden_rows == wanted.hidden_rows
        assert found.hidden_columns == wanted.hidden_columns
    rows = {row.number: row for row in second.sheet("实测 数据").rows}
    assert [cell.text for cell in rows[2].cells[:4]] == ["甲", "1.10", "87.3%", "2024-05-31"]
    assert rows[2].at(5).kind is rows[3].at(5).kind is CellKind.ERROR
    assert rows[3].at(2).text == "5.12%"  # shown as 5.1 %, and no digit is lost


def agrees(text: str, kind: CellKind, value: object) -> bool:
    match kind:
        case CellKind.NUMBER:
            number = float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
            return isinstance(value, int | float) and number == pytest.approx(value, rel=1e-14, abs=1e-300)
        case CellKind.DATE:
            return True  # the second reader makes days of other formats
        case CellKind.ERROR:
            return value == "" or str(value).startswith("#")
        case CellKind.BOOLEAN:
            return value is (text == "TRUE")
        case _:
            return str(value).strip() == text.strip() or isinstance(value, float)


@pytest.mark.parametrize("suffix", ["xls", "xlsb", "ods"])
def test_cells_agree_with_a_second_reader(shared_dir, suffix):
    """Calamine knows no number formats, so numbers are compared as numbers; it only ever sees files it survives."""
    import python_calamine

    compared, different, refused = 0, [], []
    with (shared_dir / "corpus" / "CORPUS_SCAN.csv").open(encoding="utf-8", newline="") as stream:
        good = [row for row in csv.DictReader(stream) if row["ext"] == suffix and row["calamine"] == "ok"]
    bad = (shared_dir / "corpus" / "KNOWN_BAD.csv").read_text(encoding="utf-8")
    for row in good[:: 1 if suffix != "xls" else 6]:
        if row["file"] in bad or int(row["size"]) > 300_000:
            continue
        path = shared_dir / "corpus" / row["file"]
        try:
            file = OpenFile(path)
        except RefusedFile:
            refused.append(path.name)
            continue
        second = python_calamine.CalamineWorkbook.from_path(path)
        for one in file.sheets:
            if one.name not in second.sheet_names:
                continue
            grid = second.get_sheet_by_name(one.name).to_python(skip_empty_area=False)
            for line in file.sheet(one.name).rows:
                for at, cell in enumerate(line.cells):
                    if not cell.text:
                        continue
                    there = line.number <= len(grid) and at < len(grid[line.number - 1])
                    value = grid[line.number - 1][at] if there else None
                    compared += 1
                    if not agrees(cell.text, cell.kind, value):
                        different.append(
                            (path.name, one.name, line.number, at, cell.text, cell.kind.value, value)
                        )
        file.close()
    assert compared > {"xls": 5_000, "xlsb": 500, "ods": 50}[suffix]
    assert len(different) <= compared // 100, different[:20]
    assert len(refused) <= len(good) // 20, refused
