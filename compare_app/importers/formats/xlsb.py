"""Binary workbooks (.xlsb), read as [MS-XLSB] lays them down: the number as shown, errors, hidden and merged cells.

The readers at hand lose the number formats, so that 87.3 % would come in as 0.873.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from compare_app.importers import refuse
from compare_app.importers.cells import EMPTY, Cell, CellKind, Merge, Sheet, SheetName
from compare_app.importers.formats.number_format import (
    BUILT_IN,
    NumberFormat,
    number_cell,
    stored_text,
    understand,
)
from compare_app.importers.formats.package import MOST_TEXTS, Package
from compare_app.importers.formats.rows import MOST_COLUMNS, Rows
from compare_app.progress import Progress, Quiet
from compare_app.text.fold import clean
from compare_app.text.message import M

# record types, [MS-XLSB] 2.3.2
_ROW, _BLANK, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = range(8)
_FORMULA_TEXT, _FORMULA_REAL, _FORMULA_BOOL, _FORMULA_ERROR = range(8, 12)
_SHARED_ITEM, _FORMAT, _STYLE, _COLUMN, _RICH_TEXT = 19, 44, 47, 60, 62
_PROPERTIES, _SHEET, _MERGE, _STYLES_BEGIN, _STYLES_END = 153, 156, 176, 617, 618

_ERRORS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip
_NONE: Final = 0xFFFFFFFF
_BROKEN: Final = (struct.error, IndexError, UnicodeDecodeError)
_STEP: Final = 20_000  # records
_GENERAL: Final = understand("General")


class Workbook:
    """An open .xlsb: its sheets by name, each read when asked for."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._relations = package.relations(part)
        self._parts: dict[str, str] = {}
        self._since_1904 = False
        self.macros = any(name.endswith("vbaproject.bin") for name in package.parts())
        self.comments = package.has_comments()
        found: list[SheetName] = []
        try:
            for kind, body in _records(package.content(part)):
                if kind == _PROPERTIES:
                    self._since_1904 = bool(body[0] & 1)
                elif kind == _SHEET:
                    relation, end = _wide(body, 8)
                    name = clean(_wide(body, end)[0])
                    word, target = self._relations.get(relation, ("", ""))
                    if word == "worksheet":
                        self._parts[name] = target
                        found.append(SheetName(name, struct.unpack_from("<I", body)[0] != 0))
        except _BROKEN as error:
            raise refuse.damaged(package.file, part) from error
        if not found:
            raise refuse.damaged(package.file, part)
        self.sheets = tuple(found)
        self._texts: list[str] | None = None
        self._formats: list[NumberFormat] = []

    def close(self) -> None:
        """Let go of the file."""
        self._package.close()

    def sheet(self, name: str, progress: Progress | None = None) -> Sheet:
        """The cells of a sheet. A sheet that is not there is a RefusedFile."""
        if name not in self._parts:
            raise refuse.no_sheet(self._package.file, name, self.sheets)
        part = self._parts[name]
        try:
            if self._texts is None:
                self._formats = self._number_formats()
                self._texts = self._shared_texts()
            reader = _SheetReader(self._package.file, name, self._texts, self._formats, self._since_1904)
            return reader.read(self._package.content(part), progress or Quiet())
        except _BROKEN as error:
            raise refuse.damaged(self._package.file, part) from error

    def _related(self, kind: str) -> Iterator[tuple[int, bytes]]:
        part = next((part for word, part in self._relations.values() if word == kind), "")
        return _records(self._package.content(part)) if part else iter(())

    def _shared_texts(self) -> list[str]:
        found: list[str] = []
        for kind, body in self._related("sharedStrings"):
            if kind == _SHARED_ITEM:
                found.append(clean(_wide(body, 1)[0]))
                if len(found) > MOST_TEXTS:
                    raise refuse.too_many(self._package.file, M("texts"), MOST_TEXTS)
        return found

    def _number_formats(self) -> list[NumberFormat]:
        own: dict[int, str] = {}
        used: list[int] = []
        cells = False
        for kind, body in self._related("styles"):
            if kind == _FORMAT:
                own[struct.unpack_from("<H", body)[0]] = _wide(body, 2)[0]
            elif kind in (_STYLES_BEGIN, _STYLES_END):
                cells = kind == _STYLES_BEGIN
            elif kind == _STYLE and cells:
                used.append(struct.unpack_from("<H", body, 2)[0])
        known = {one: understand(own.get(one) or BUILT_IN.get(one, "General")) for one in set(used)}
        return [known[one] for one in used]


class _SheetReader:
    """Turns the records of one sheet into rows."""

    def __init__(
        self, file: str, name: str, texts: list[str], formats: list[NumberFormat], since_1904: bool
    ) -> None:
        self._file = file
        self._name = name
        self._texts = texts
        self._formats = formats
        self._since_1904 = since_1904
        self._made: dict[tuple[int, object, int], Cell] = {}
        self._rows = Rows(file, name)
        self._number = 0
        self._cells: list[Cell] = []

    def read(self, data: bytes, progress: Progress) -> Sheet:
        """The whole sheet."""
        merges: list[Merge] = []
        hidden_rows: set[int] = set()
        hidden_columns: set[int] = set()
        for count, (kind, body) in enumerate(_records(data)):
            if not count % _STEP:
                progress.step(self._number, 0)
            if kind <= _FORMULA_ERROR or kind == _RICH_TEXT:
                if kind == _ROW:
                    self._flush()
                    self._number = struct.unpack_from("<I", body)[0] + 1
                    if body[11] & 0x10:
                        hidden_rows.add(self._number)
                else:
                    self._cell(kind, body)
            elif kind == _COLUMN:
                first, last = struct.unpack_from("<II", body)
                if struct.unpack_from("<H", body, 16)[0] & 1:
                    hidden_columns.update(range(first, min(last, MOST_COLUMNS - 1) + 1))
            elif kind == _MERGE and len(merges) < 100_000:
                top, bottom, left, right = struct.unpack_from("<IIII", body)
                merges.append(Merge(top + 1, left, bottom + 1, right))
        self._flush()
        width = self._rows.widest
        hidden = frozenset(at for at in hidden_columns if at < width)
        return Sheet(
            self._name,
            self._rows.all(),
            tuple(merges),
            frozenset(hidden_rows),
            hidden,
            since_1904=self._since_1904,
        )

    def _flush(self) -> None:
        if self._cells:
            self._rows.put(self._number, self._cells)
            self._cells = []

    def _cell(self, kind: int, body: bytes) -> None:
        if kind == _BLANK:
            return
        at, style = struct.unpack_from("<II", body)
        if at >= MOST_COLUMNS or at < len(self._cells):
            raise refuse.damaged(self._file, f"{self._name}, {self._number}")
        self._cells += [EMPTY] * (at - len(self._cells))
        asked = kind, _stored(kind, body), style & 0xFFFFFF
        made = self._made.get(asked)
        if made is None:
            made = self._made[asked] = self._new(*asked)
        self._cells.append(made)

    def _new(self, kind: int, value: object, style: int) -> Cell:
        match kind, value:
            case ((4 | 10), int()):
                return Cell("TRUE" if value else "FALSE", CellKind.BOOLEAN)
            case ((3 | 11), int()):
                return Cell(_ERRORS.get(value, f"#{value}"), CellKind.ERROR)
            case 7, int():
                text = self._texts[value]
                return Cell(text) if text else EMPTY
            case _, str():
                return Cell(clean(value)) if value else EMPTY
            case _, float():
                form = self._formats[style] if style < len(self._formats) else _GENERAL
                return number_cell(stored_text(value), form, self._since_1904)
        raise IndexError(kind)


def _stored(kind: int, body: bytes) -> float | int | str:
    """What stands in a cell record behind its place and style ([MS-XLSB] 2.4.306 and following)."""
    match kind:
        case 2:
            return _small(struct.unpack_from("<I", body, 8)[0])
        case 5 | 9:
            return float(struct.unpack_from("<d", body, 8)[0])
        case 3 | 4 | 10 | 11:
            return body[8]
        case 7:
            return int(struct.unpack_from("<I", body, 8)[0])
        case 62:
            return _wide(body, 9)[0]
        case _:
            return _wide(body, 8)[0]


def _small(word: int) -> float:
    """An RK number ([MS-XLSB] 2.5.122): thirty bits of a whole number or of a float, perhaps in hundredths."""
    if word & 2:
        whole = word >> 2
        number = float(whole - (1 << 30) if whole >= 1 << 29 else whole)
    else:
        number = float(struct.unpack("<d", struct.pack("<Q", (word & 0xFFFFFFFC) << 32))[0])
    return number / 100 if word & 1 else number


def _wide(body: bytes, at: int) -> tuple[str, int]:
    """A text of UTF-16 with its length before it, and where it ends; none is empty."""
    length = struct.unpack_from("<I", body, at)[0]
    at += 4
    if length == _NONE:
        return "", at
    end = at + 2 * length
    if end > len(body):
        raise IndexError(end)
    return body[at:end].decode("utf-16-le", "replace"), end


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Type and body of every record ([MS-XLSB] 2.1.4); one that runs over the end is an IndexError."""
    at, whole = 0, len(data)
    while at < whole:
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | (data[at] & 0x7F) << 7
            at += 1
        size = 0
        for shift in (0, 7, 14, 21):
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        if at + size > whole:
            raise IndexError(at)
        yield kind, data[at : at + size]
        at += size
