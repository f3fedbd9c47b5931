"""A file of the user's, opened by what it is and not by what it is called: workbook or text table."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

from compare_app.errors import Issue, Level, Place, RefusedFile
from compare_app.importers import refuse
from compare_app.importers.cells import Sheet, SheetName
from compare_app.importers.formats.package import Package
from compare_app.importers.formats.password import decrypted
from compare_app.importers.formats.text_file import TextTable, read_text
from compare_app.importers.formats.xlsx import Workbook
from compare_app.progress import Progress
from compare_app.text.message import M, Message
from compare_app.text.revealed import shown

MOST_BYTES: Final = 500_000_000
_OLD_XML: Final = b"urn:schemas-microsoft-com:office:spreadsheet"
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_MANIFEST: Final = "META-INF/manifest.xml"
_OLD_EXCEL: Final = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00")
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_LINKS: Final = ("xl/externallinks/", "xl/connections", "xl/querytables/")
_OBJECTS: Final = ("xl/media/", "xl/embeddings/", "xl/activex/", "xl/charts/chart", "pictures/", "object ")
_TEXT_NAMES: Final = frozenset({".csv", ".tsv", ".txt", ".tab"})


class Book(Protocol):
    """A workbook, whatever its format."""

    sheets: tuple[SheetName, ...]
    macros: bool
    comments: bool

    def sheet(self, name: str, progress: Progress | None = None) -> Sheet:
        """The cells of a sheet; one that is not there is a RefusedFile."""

    def close(self) -> None:
        """Let go of the file."""


class OpenFile:
    """An open file: what it is, its SHA-256, its sheets, each read when asked for."""

    def __init__(self, path: Path, encoding: str = "", separator: str = "", password: str = "") -> None:
        self.name = path.name
        self.notes: list[Issue] = []
        data = _bytes_of(path)
        self.sha256 = hashlib.sha256(data).hexdigest()
        self._table: TextTable | None = None
        self._book: Book | None = None
        package: Package | None = None
        if data.startswith(_OLE) and _PACKAGE in data:
            data = decrypted(self.name, data, password)
        if data.startswith(_ZIP):
            self.format, self._book, package = _zipped(self.name, data)
        elif data.startswith((_OLE, *_OLD_EXCEL)):
            self.format, self._book = "xls", _old_excel(self.name, data, password)
        else:
            _refuse_other(data, path.name)
            self.format = "csv"
            self._table = read_text(data, path.name, path.stem, encoding, separator)
            self.sheets: tuple[SheetName, ...] = (SheetName(path.stem),)
            self._note_text(path)
        if self._book is not None:
            self.sheets = self._book.sheets
            self._note_workbook(path, macros=self._book.macros)
            if package is not None:
                self._note_left_out(package, getattr(self._book, "others", ()))
            if self._book.comments:
                self._note(
                    "IMP-COMMENTS", M("cells without comments"), M("The comments of cells are not read")
                )

    def close(self) -> None:
        """Let go of the file."""
        if self._book is not None:
            self._book.close()

    @property
    def encoding(self) -> str:
        """Of a text file."""
        return self._table.encoding if self._table else ""

    @property
    def separator(self) -> str:
        """Of a text file."""
        return self._table.separator if self._table else ""

    @property
    def ragged(self) -> tuple[int, ...]:
        """Rows of a text file that have more or fewer fields than the rest."""
        return self._table.ragged if self._table else ()

    def sheet(self, name: str = "", progress: Progress | None = None) -> Sheet:
        """A sheet by name; without one, the first visible sheet. A text file has one, whatever it is called."""
        if self._table is not None:
            return self._table.sheet
        assert self._book is not None
        if not name:
            name = next((one.name for one in self.sheets if not one.hidden), self.sheets[0].name)
        return self._book.sheet(name, progress)

    def _note_workbook(self, path: Path, *, macros: bool) -> None:
        if path.suffix.casefold() in _TEXT_NAMES:
            self._note(
                "IMP-NAMED", M("a text file"), M("It is a workbook in spite of its name and was read as one")
            )
        if macros:
            self._note(
                "IMP-MACROS", M("a workbook without macros"), M("The macros were not run and are not copied")
            )
        for one in self.sheets:
            if one.hidden:
                self._note("IMP-HIDDEN-SHEET", M("visible sheets"), M("Hidden sheets are left out"), one.name)

    def _note_left_out(self, package: Package, others: Sequence[str]) -> None:
        """What a workbook carries beside its cells: told and never followed, opened or copied."""
        for name in others:
            self._note(
                "IMP-OTHER-SHEET",
                M("sheets of cells; this one holds a chart, a dialog or old macros"),
                M("It is left out"),
                name,
            )
        if links := package.count(*_LINKS):
            self._note(
                "IMP-LINKS",
                M("a workbook without links to other files or servers; this one has {count}", count=links),
                M("They are not followed; the values stored in the cells are used"),
            )
        if objects := package.count(*_OBJECTS):
            self._note(
                "IMP-OBJECTS",
                M("cells; the workbook also holds {count} pictures and objects", count=objects),
                M("Pictures and objects are left out"),
            )

    def _note_text(self, path: Path) -> None:
        if path.suffix.casefold() not in _TEXT_NAMES:
            self._note(
                "IMP-NAMED", M("a workbook"), M("It is a text table in spite of its name and was read as one")
            )
        if self._table is not None and self._table.others:
            others = [one for one in self._table.others if one]
            self.notes.append(
                Issue(
                    "IMP-ENCODING-GUESSED",
                    Level.NOTE,
                    Place(self.name),
                    self._table.encoding,
                    M("an encoding that the bytes prove; {others} would be possible too", others=others)
                    if others
                    else M("an encoding that the bytes prove"),
                    M("It was read as {encoding}", encoding=self._table.encoding),
                    M("Look at the preview; where signs are wrong, choose another encoding"),
                )
            )

    def _note(self, code: str, expected: Message, effect: Message, sheet: str = "") -> None:
        place = Place(self.name, sheet)
        self.notes.append(
            Issue(code, Level.NOTE, place, shown(sheet or self.name), expected, effect, M("Nothing to do"))
        )


def _zipped(file: str, data: bytes) -> tuple[str, Book, Package]:
    """The format and the workbook in an archive."""
    package = Package(file, io.BytesIO(data))
    try:
        return *_book(package), package
    except BaseException:
        package.close()
        raise


def _book(package: Package) -> tuple[str, Book]:
    if "index/document.iwa" in package or "index.zip" in package:
        raise refuse.other_format(package.file, "Numbers")
    main = next((part for kind, part in package.relations("").values() if kind == "officeDocument"), "")
    if main.casefold().endswith(".bin"):
        from compare_app.importers.formats import xlsb

        return "xlsb", xlsb.Workbook(package, main)
    if not main and "content.xml" in package:
        if b"encryption-data" in (package.content(_MANIFEST) if _MANIFEST in package else b""):
            raise refuse.locked_archive(package.file)
        from compare_app.importers.formats import ods

        return "ods", ods.Workbook(package)
    book = Workbook(package)
    return ("xlsm" if book.macros else "xlsx"), book


def _old_excel(file: str, data: bytes, password: str) -> Book:
    from compare_app.importers.formats import xls

    try:
        return xls.Workbook(file, data)
    except RefusedFile as error:
        if error.code != "IMP-ENCRYPTED":
            raise
        return xls.Workbook(file, decrypted(file, data, password))


def _bytes_of(path: Path) -> bytes:
    """The bytes of the file, or the sentence that says why there are none."""
    if path.name.startswith("~$"):
        raise refuse.refused(
            "IMP-LOCK-FILE",
            path.name,
            M("{file} is only the mark that Excel sets beside an open workbook", file=path.name),
            M("Choose the workbook itself: {name}", name=path.name[2:]),
        )
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise refuse.too_large(path.name, MOST_BYTES // 1_000_000)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise refuse.refused(
            "IMP-MISSING",
            path.name,
            M("There is no file {file}", file=str(path)),
            M("Choose a file that exists"),
        ) from error
    except IsADirectoryError as error:
        raise _folder(path.name) from error
    except PermissionError as error:
        if path.is_dir():  # Windows says "permission denied" of a folder
            raise _folder(path.name) from error
        raise refuse.refused(
            "IMP-LOCKED",
            path.name,
            M("{file} is locked by another program or may not be read", file=path.name),
            M("Close it in Excel or WPS and try again"),
        ) from error
    except OSError as error:
        raise refuse.refused(
            "IMP-UNREADABLE",
            path.name,
            M("{file} cannot be read: {reason}", file=path.name, reason=error.strerror or str(error)),
            M("Copy the file to this computer and try again"),
        ) from error
    if not data:
        raise refuse.refused(
            "IMP-EMPTY",
            path.name,
            M("{file} is empty (0 bytes): the mail or download was cut", file=path.name),
            M("Ask for the file again"),
        )
    return data


def _folder(file: str) -> RefusedFile:
    return refuse.refused("IMP-FOLDER", file, M("{file} is a folder", file=file), M("Choose a file"))


def _refuse_other(data: bytes, file: str) -> None:
    """Refuse by content what is neither a workbook nor text, naming what it is."""
    if not data.strip(b"\x00"):
        raise refuse.refused(
            "IMP-ZEROS",
            file,
            M("{file} contains only zeros: saving it was interrupted", file=file),
            M("Restore an earlier version or ask for the file again"),
        )
    head = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    for mark, name in (
        (b"%pdf", "PDF"),
        (b"{\\rtf", "RTF"),
        (b"<!doctype html", "HTML"),
        (b"<html", "HTML"),
        (b"<table", "HTML"),
        *(((b"<?xml", "XML Spreadsheet 2003"),) if _OLD_XML in data[:4096] else ()),
        (b"<?xml", "XML"),
        (b"\x89png", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
    ):
        if head.startswith(mark):
            raise refuse.other_format(file, name)
    strange = sum(byte < 9 or 13 < byte < 32 for byte in data[:4096])
    if strange > len(data[:4096]) // 20 and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        even, odd = data[0:4096:2].count(0), data[1:4096:2].count(0)
        if min(even, odd) > strange // 20 or max(even, odd) < strange // 2:
            raise refuse.not_a_table(file)
