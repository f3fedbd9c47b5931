"""A: container and file. What has a test elsewhere is named in docs/bad-inputs.md."""

from __future__ import annotations

import os
import shutil
import struct
import zipfile
from pathlib import Path

import pytest

from tests.catalogue.made import refused, seen
from tests.importers.made import World, book, edited
from tests.torture.bombs import BOMBS, cells, workbook

GOOD = [["名称", "值"], ["甲", 1], ["乙", 2]]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return book(tmp_path / "good.xlsx", {"表": GOOD})


def added(good: Path, to: Path, **parts: bytes) -> Path:
    shutil.copy(good, to)
    with zipfile.ZipFile(to, "a") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return to


def with_parts(good: Path, to: Path, names: list[str]) -> Path:
    return added(good, to, **dict.fromkeys(names, b"x"))


def test_A05_xml_spreadsheet_of_2003(tmp_path):
    path = tmp_path / "旧.xls"
    path.write_text(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>',
        encoding="utf-8",
    )
    refused(path, "IMP-FORMAT", "XML Spreadsheet 2003")


def test_A07_a_workbook_with_another_name(good, tmp_path):
    note = seen(shutil.copy(good, tmp_path / "甲.csv")).note("IMP-NAMED")
    assert "text" in note
    assert seen(shutil.copy(good, tmp_path / "乙.xls")).texts == ["名称", "值", "甲", "1", "乙", "2"]


def test_A08_a_real_old_workbook(shared_dir):
    path = next((shared_dir / "corpus").rglob("any_sheets.xls"))
    assert seen(path).sheets


@pytest.mark.parametrize("part", ["Index/Document.iwa", "index.zip"])
def test_A09_numbers_of_apple(tmp_path, part):
    path = tmp_path / "表.numbers"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, b"\x00")
    refused(path, "IMP-FORMAT", "Numbers")


def test_A11_an_archive_with_a_password(good, tmp_path):
    data = bytearray(good.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := data.find(mark, start + 1)) >= 0:
            data[start + at] |= 1
    path = tmp_path / "locked.xlsx"
    path.write_bytes(bytes(data))
    refused(path, "IMP-ENCRYPTED", "password")


def test_A12_macros_are_told_and_not_run(shared_dir):
    path = next((shared_dir / "corpus").rglob("vba.xlsm"))
    assert "macros" in seen(path).note("IMP-MACROS")


def test_A13_sheets_without_cells_are_told(shared_dir):
    path = next((shared_dir / "corpus").rglob("any_sheets.xlsx"))
    told = [one for one in seen(path).notes if one.code == "IMP-OTHER-SHEET"]
    assert told
    assert all(one.place.sheet for one in told)


def test_A14_links_are_told_and_not_followed(good, tmp_path):
    path = with_parts(good, tmp_path / "l.xlsx", ["xl/externalLinks/externalLink1.xml", "xl/connections.xml"])
    found = seen(path)
    assert "2" in found.note("IMP-LINKS")
    assert found.texts[-1] == "2"


def test_A15_objects_and_pictures_are_counted(good, tmp_path):
    names = ["xl/media/image1.png", "xl/embeddings/oleObject1.bin", "xl/activeX/activeX1.bin"]
    assert "3" in seen(with_parts(good, tmp_path / "o.xlsx", names)).note("IMP-OBJECTS")


def test_A17_parts_that_lie_in_each_other(good, tmp_path):
    """Both entries of the directory point to the same block, as in CVE-2024-0450."""
    data = bytearray(good.read_bytes())
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    path = tmp_path / "overlap.xlsx"
    path.write_bytes(bytes(data))
    refused(path, "IMP-DAMAGED")


@pytest.mark.parametrize(
    "name", ["../../evil.xml", "xl/../../evil.xml", "..\\evil.xml", "C:/evil.xml", "c:evil"]
)
def test_A18_names_that_lead_out(good, tmp_path, name):
    path = with_parts(good, tmp_path / "n.xlsx", [name])
    seen = name.replace(os.sep, "/")  # zipfile writes and reads the separator of its system as a stroke
    refused(path, "IMP-PART-NAME", seen)


def test_A18_a_zero_in_a_name(good, tmp_path):
    data = (
        with_parts(good, tmp_path / "n.xlsx", ["evilXxml"]).read_bytes().replace(b"evilXxml", b"evil\x00xml")
    )
    path = tmp_path / "z.xlsx"
    path.write_bytes(data)
    refused(path, "IMP-PART-NAME", "⟨U+0000⟩")


@pytest.mark.parametrize("declared", [10, 1 << 31])
def test_A19_the_declared_size_is_not_believed(tmp_path, declared):
    """A part that ends too early is damage; one that is said to be larger is read as it is."""
    good = workbook(
        tmp_path / "g.xlsx", cells("".join(f'<row r="{at}"><c><v>1</v></c></row>' for at in range(1, 900)))
    )
    data = bytearray(good.read_bytes())
    at = data.rfind(b"xl/worksheets/sheet1.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = struct.pack("<I", declared)
    path = tmp_path / "size.xlsx"
    path.write_bytes(bytes(data))
    if declared > 10:
        assert len(seen(path).cells) == 899
    else:
        refused(path, "IMP-DAMAGED", "sheet1.xml")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", ["a gigabyte of empty rows", "a gigabyte in one cell"])
def test_A20_a_gigabyte_in_a_megabyte(tmp_path, name):
    refused(BOMBS[name](tmp_path / "bomb.xlsx"), "IMP-DAMAGED")


def test_A20_more_than_its_packed_size_explains(tmp_path):
    def much():  # 30 MB of blanks between elements, 30 kB packed
        yield cells("").removesuffix(b"</sheetData></worksheet>")
        for _ in range(1_200):
            yield b"<row/>" + b" " * 25_000
        yield b"</sheetData></worksheet>"

    refused(workbook(tmp_path / "blank.xlsx", much()), "IMP-TOO-LARGE", "far more", "sheet1.xml")


def test_A21_too_many_parts(good, tmp_path):
    names = [f"xl/x{at}.xml" for at in range(2_000)]
    refused(with_parts(good, tmp_path / "p.xlsx", names), "IMP-TOO-LARGE", "2000", "parts")


def test_A21_too_many_sheets(tmp_path):
    refused(
        book(tmp_path / "s.xlsx", {f"表{at}": [[1]] for at in range(257)}), "IMP-TOO-LARGE", "256", "sheets"
    )


def test_A23_strict_open_xml(shared_dir):
    path = next((shared_dir / "corpus").rglob("strict_iso_paths.xlsx"))
    assert seen(path).cells


def test_A24_a_missing_list_of_types_and_names_in_other_letters(good, tmp_path):
    path = edited(good, tmp_path / "t.xlsx", lambda name, data: None if "Types" in name else data)
    assert len(seen(path).texts) == 6
    upper = tmp_path / "u.xlsx"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(upper, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename.upper().replace("/", "\\"), old.read(entry))
    assert len(seen(upper).texts) == 6


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_A24_a_missing_part_is_named(good, tmp_path, part):
    path = edited(good, tmp_path / "m.xlsx", lambda name, data: None if name == part else data)
    said = refused(path, "IMP-DAMAGED")
    assert "workbook.xml" in said or "表" in said


def test_P7_a_file_without_a_row_is_refused(tmp_path):
    from compare_app.errors import RefusedFile
    from tests.catalogue.made import lead

    with pytest.raises(RefusedFile) as error:
        World().read(book(tmp_path / "e.xlsx", {"表": [["名称", "值"]]}), lead())
    assert error.value.code == "IMP-NO-DATA"
