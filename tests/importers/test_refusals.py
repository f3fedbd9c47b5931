"""Every file that cannot be read is told in one sentence with the remedy, in both languages, and nothing happens."""

import errno
import shutil
import zipfile
from pathlib import Path

import pytest

from compare_app.errors import RefusedFile
from compare_app.importers.formats.file import OpenFile
from compare_app.importers.source import Source
from compare_app.text.wording import Wording
from tests.importers.made import World, book, edited, previewed

ZH, EN = Wording.load("zh_CN"), Wording.load("en")
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.fixture
def good(tmp_path):
    return book(tmp_path / "good.xlsx", {"表": [["a", "b"], [1, 2]]})


def empty(good: Path, to: Path) -> None:
    to.write_bytes(b"")


def zeros(good: Path, to: Path) -> None:
    to.write_bytes(bytes(5000))


def truncated(good: Path, to: Path) -> None:
    to.write_bytes(good.read_bytes()[:600])


def encrypted(good: Path, to: Path) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    with good.open("rb") as plain, to.open("wb") as secret:
        OOXMLFile(plain).encrypt("Geheim 密码", secret)


def broken_old_excel(good: Path, to: Path) -> None:
    to.write_bytes(OLE + bytes(600) + "Workbook".encode("utf-16-le"))


def pdf(good: Path, to: Path) -> None:
    to.write_bytes(b"%PDF-1.7 \xe2\xe3")


def web_page(good: Path, to: Path) -> None:
    to.write_bytes(b"\n<html><table><tr><td>1</td></tr></table></html>")


def picture(good: Path, to: Path) -> None:
    to.write_bytes(bytes(range(256)) * 40)


def other_zip(good: Path, to: Path) -> None:
    with zipfile.ZipFile(to, "w") as archive:
        archive.writestr("readme.txt", "x")


def document(good: Path, to: Path) -> None:
    edited(
        good,
        to,
        lambda name, data: (
            data.replace(b"xl/workbook.xml", b"word/document.xml") if name == "_rels/.rels" else data
        ),
    )
    with zipfile.ZipFile(to, "a") as archive:
        archive.writestr("word/document.xml", "<document/>")


def no_sheet(good: Path, to: Path) -> None:
    edited(good, to, lambda name, data: None if name.endswith("sheet1.xml") else data)


def not_well_formed(good: Path, to: Path) -> None:
    edited(good, to, lambda name, data: data[: len(data) // 2] if name.endswith("sheet1.xml") else data)


def part_twice(good: Path, to: Path) -> None:
    shutil.copy(good, to)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(to, "a") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")


def bad_sum(good: Path, to: Path) -> None:
    data = bytearray(good.read_bytes())
    at = data.find(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml") + 20
    data[at] ^= 0xFF
    to.write_bytes(bytes(data))


CASES = [
    (empty, "IMP-EMPTY"),
    (zeros, "IMP-ZEROS"),
    (truncated, "IMP-TRUNCATED"),
    (encrypted, "IMP-ENCRYPTED"),
    (broken_old_excel, "IMP-DAMAGED"),
    (pdf, "IMP-FORMAT"),
    (web_page, "IMP-FORMAT"),
    (picture, "IMP-FORMAT"),
    (other_zip, "IMP-DAMAGED"),
    (document, "IMP-FORMAT"),
    (no_sheet, "IMP-DAMAGED"),
    (not_well_formed, "IMP-DAMAGED"),
    (part_twice, "IMP-TWICE-PART"),
    (bad_sum, "IMP-DAMAGED"),
]


@pytest.mark.parametrize(("make", "code"), CASES, ids=[make.__name__ for make, _ in CASES])
def test_told_in_one_sentence_with_the_remedy(good, tmp_path, make, code):
    path = tmp_path / "坏文件.xlsx"
    make(good, path)
    for door in (previewed, World().read):
        with pytest.raises(RefusedFile) as error:
            door(path)
        assert error.value.code == code
        for words in (ZH, EN):
            what, remedy = words(error.value.what), words(error.value.remedy)
            assert "坏文件.xlsx" in what
            assert remedy
            assert "{" not in what + remedy
        assert ZH(error.value.what) != EN(error.value.what)


def test_a_file_that_is_not_there_and_a_folder(tmp_path):
    for path, code in ((tmp_path / "nowhere.xlsx", "IMP-MISSING"), (tmp_path, "IMP-FOLDER")):
        with pytest.raises(RefusedFile) as error:
            previewed(path)
        assert error.value.code == code


def test_locked_by_excel(good, monkeypatch):
    def locked(self: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", locked)
    with pytest.raises(RefusedFile) as error:
        OpenFile(good)
    assert error.value.code == "IMP-LOCKED"
    assert "Excel" in EN(error.value.remedy)


def test_the_mark_beside_an_open_workbook(good):
    mark = good.with_name("~$good.xlsx")
    mark.write_bytes(b"\x05admin" + bytes(100))
    with pytest.raises(RefusedFile) as error:
        previewed(mark)
    assert error.value.code == "IMP-LOCK-FILE"
    assert "good.xlsx" in EN(error.value.remedy)


@pytest.mark.parametrize(("name", "note"), [("t.csv", True), ("t.xlsx", False), ("t.xls", False)])
def test_content_decides_not_the_name(good, tmp_path, name, note):
    shutil.copy(good, tmp_path / name)
    found = previewed(tmp_path / name)
    assert found.format == "xlsx"
    text = tmp_path / "text.xlsx"
    text.write_text("名称,值\nA,1\n", encoding="utf-8")
    assert previewed(text).format == "csv"


def test_nothing_to_read_is_said_too(tmp_path):
    path = book(tmp_path / "none.xlsx", {"指标": [["品类*", "指标名称*", "方向*"]]})
    with pytest.raises(RefusedFile) as error:
        World().read(path)
    assert error.value.code == "IMP-NO-DATA"
    with pytest.raises(RefusedFile) as error:
        World().read(book(tmp_path / "other.xlsx", {"x": [["a", "b"], [1, 2]]}))
    assert error.value.code == "IMP-NOT-OURS"


def test_no_size_on_disk_is_believed(good, monkeypatch):
    from compare_app.importers.formats import xlsx

    monkeypatch.setattr(xlsx, "SHEET_LIMIT", 100)
    with pytest.raises(RefusedFile) as error:
        OpenFile(good).sheet()
    assert error.value.code == "IMP-TOO-LARGE"


def test_texts_without_end_are_not_gathered(tmp_path, monkeypatch):
    """Each takes 60 bytes in memory however short it is: a gigabyte of them would fill the machine."""
    from compare_app.importers.formats import xlsx

    monkeypatch.setattr(xlsx, "MOST_TEXTS", 100_000)
    path = book(tmp_path / "texts.xlsx", {"x": [[f"text {at}"] for at in range(150_000)]})
    with pytest.raises(RefusedFile) as error:
        OpenFile(path).sheet()
    assert error.value.code == "IMP-TOO-LARGE"
    assert "100000 texts" in str(error.value.what)


def test_texts_of_a_binary_workbook_are_not_gathered_either(shared_dir, monkeypatch):
    from compare_app.importers.formats import xlsb

    path = shared_dir / "corpus/poi/test-data/spreadsheet/sample.xlsb"
    assert OpenFile(path).sheet()
    monkeypatch.setattr(xlsb, "MOST_TEXTS", 0)
    with pytest.raises(RefusedFile) as error:
        OpenFile(path).sheet()
    assert error.value.code == "IMP-TOO-LARGE"


def test_a_password_is_asked_for_once_and_opens(good, tmp_path):
    secret = tmp_path / "geheim.xlsx"
    encrypted(good, secret)
    with Source(secret, password="Geheim 密码") as source:
        assert [cell.text for row in source.sheet().rows for cell in row.cells] == ["a", "b", "1", "2"]
    with pytest.raises(RefusedFile) as error:
        Source(secret, password="geheim 密码")
    assert error.value.code == "IMP-PASSWORD"
