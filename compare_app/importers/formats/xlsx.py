"""Workbooks (.xlsx, .xlsm), read by ourselves: the number as shown, errors as errors, hidden and merged cells known.

Other readers lose one of these each (docs/decisions.md); this one is about as fast as the fastest pass of openpyxl.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import Element

from compare_app.importers import refuse
from compare_app.importers.cells import EMPTY, Cell, CellKind, Merge, Sheet, SheetName
from compare_app.importers.formats.number_format import (
    BUILT_IN,
    NumberFormat,
    number_cell,
    understand,
)
from compare_app.importers.formats.package import MOST_TEXTS, SHEET_LIMIT, Package, local
from compare_app.importers.formats.rows import MOST_COLUMNS, MOST_ROWS, Rows
from compare_app.progress import Progress, Quiet
from compare_app.text.fold import clean
from compare_app.text.letters import column_number
from compare_app.text.message import M

MOST_SHEETS: Final = 256
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RANGE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_GENERAL: Final = understand("General")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sheet of the workbook as its table of contents lists it."""

    name: str
    part: str
    hidden: bool


class Workbook:
    """An open workbook: its sheets by name, each read when asked for."""

    def __init__(self, package: Package) -> None:
        self._package = package
        try:
            self._part = self._main_part(package.file)
            self._since_1904 = False
            self.others: tuple[str, ...] = ()
            self._entries = self._contents(package.file)
            self.sheets = tuple(SheetName(one.name, one.hidden) for one in self._entries)
            self.macros = any(part.endswith("vbaproject.bin") for part in self._package.parts())
            self.comments = self._package.has_comments()
            self._texts: list[str] | None = None
            self._formats: list[NumberFormat] | None = None
        except BaseException:
            self._package.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._package.close()

    def _main_part(self, file: str) -> str:
        for kind, part in self._package.relations("").values():
            if kind == "officeDocument":
                if not part.casefold().startswith("xl/"):
                    raise refuse.other_format(file, "Office (docx, pptx)")
                return part
        if "xl/workbook.xml" in self._package:
            return "xl/workbook.xml"
        raise refuse.damaged(file, "xl/workbook.xml")

    def _contents(self, file: str) -> tuple[_Entry, ...]:
        relations = self._package.relations(self._part)
        found: list[_Entry] = []
        lost: list[str] = []
        others: list[str] = []
        for element in self._package.tree(self._part).iter():
            if local(element) == "workbookPr":
                self._since_1904 = element.get("date1904", "0") in ("1", "true")
            elif local(element) == "sheet":
                number = next((value for name, value in element.items() if name.endswith("}id")), "")
                kind, part = relations.get(number, ("", ""))
                name = clean(element.get("name", ""))
                if kind == "worksheet":
                    found.append(_Entry(name, part, element.get("state", "visible") != "visible"))
                elif kind:
                    others.append(name)
                else:
                    lost.append(name)
        if not found:
            raise refuse.damaged(file, ", ".join(lost) or self._part)
        if len(found) > MOST_SHEETS:
            raise refuse.too_many(file, M("sheets"), MOST_SHEETS)
        self.others = tuple(others)
        return tuple(found)

    # --- what cells refer to ---------------------------------------------------------------------------------------

    def _shared_texts(self, progress: Progress) -> list[str]:
        if self._texts is None:
            self._texts = []
            part = self._related("sharedStrings")
            root: Element[Any] | None = None
            for root in self._package.growing(part) if part else ():
                progress.step(0, 0)  # many of them take long too
                finished = len(root) - 1
                self._texts += [_text_of(item) for item in root[:finished]]
                del root[:finished]
                if len(self._texts) > MOST_TEXTS:
                    raise refuse.too_many(self._package.file, M("texts"), MOST_TEXTS)
            if root is not None:
                self._texts += [_text_of(item) for item in root]
        return self._texts

    def _number_formats(self) -> list[NumberFormat]:
        """The format of every cell style; only number formats of the style sheet are looked at."""
        if self._formats is None:
            own: dict[int, str] = {}
            used: list[int] = []
            part = self._related("styles")
            for element in self._package.tree(part).iter() if part else ():
                if local(element) == "numFmt":
                    own[_integer(element.get("numFmtId"))] = element.get("formatCode", "")
                elif local(element) == "cellXfs":
                    used = [_integer(style.get("numFmtId")) for style in element]
            known = {
                number: understand(own.get(number) or BUILT_IN.get(number, "General")) for number in set(used)
            }
            self._formats = [known[number] for number in used]
        return self._formats

    def _related(self, kind: str) -> str:
        return next(
            (part for found, part in self._package.relations(self._part).values() if found == kind), ""
        )

    # --- a sheet ---------------------------------------------------------------------------------------------------

    def sheet(self, name: str, progress: Progress | None = None) -> Sheet:
        """The cells of a sheet. A sheet that is not there is a RefusedFile."""
        told = progress or Quiet()
        for entry in self._entries:
            if entry.name == name:
                make = _CellMaker(self._shared_texts(told), self._number_formats(), self._since_1904)
                reader = _SheetReader(self._package.file, entry.name, make)
                return reader.read(self._package, entry.part, told)
        raise refuse.no_sheet(self._package.file, name, self.sheets)


class _CellMaker:
    """From type, style and stored text to a cell; equal ones are the same object, made once."""

    def __init__(self, texts: list[str], formats: list[NumberFormat], since_1904: bool) -> None:
        self._texts = texts
        self._formats = formats
        self.since_1904 = since_1904
        self._made: dict[tuple[str | None, str | None, str | None], Cell] = {}
        self.known = self._made.get

    def __call__(self, kind: str | None, style: str | None, stored: str) -> Cell:
        found = self._made.get((kind, style, stored))
        if found is None:
            found = self._made[kind, style, stored] = self._new(kind, style, stored)
        return found

    def _new(self, kind: str | None, style: str | None, stored: str) -> Cell:
        match kind:
            case "s":
                at = _integer(stored, -1)
                if 0 <= at < len(self._texts):
                    return Cell(self._texts[at]) if self._texts[at] else EMPTY
                return Cell(f"#{stored}", CellKind.ERROR)
            case "str" | "inlineStr":
                return Cell(_unescaped(stored))
            case "b":
                return Cell("TRUE" if stored.strip() in ("1", "true") else "FALSE", CellKind.BOOLEAN)
            case "e":
                return Cell(stored, CellKind.ERROR)
            case "d":
                return Cell(stored.replace("T", " ").removesuffix(" 00:00:00"), CellKind.DATE)
        at = _integer(style or "0")
        return number_cell(
            stored, self._formats[at] if 0 <= at < len(self._formats) else _GENERAL, self.since_1904
        )


class _SheetReader:
    """Turns the elements of one sheet into rows, and forgets each element when it is used."""

    def __init__(self, file: str, name: str, make: _CellMaker) -> None:
        self._file = file
        self._name = name
        self._make = make
        self._columns: dict[str, int] = {}
        self._rows = Rows(file, name)
        self._merges: list[Merge] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._last = 0

    def read(self, package: Package, part: str, progress: Progress) -> Sheet:
        root: Element[Any] | None = None
        for root in package.growing(part, SHEET_LIMIT):
            if local(root) != "worksheet":
                raise refuse.damaged(self._file, f"{self._name}, <{local(root)[:20]}>")
            self._rows_of(root, finished=False)
            progress.step(self._last, 0)
        if root is not None:
            self._rows_of(root, finished=True)
            for element in root:
                match local(element):
                    case "cols":
                        for column in element:
                            self._column(column)
                    case "mergeCells":
                        for merge in element:
                            self._merge(merge.get("ref", ""))
        hidden = frozenset(column for column in self._hidden_columns if column < self._rows.widest)
        return Sheet(
            self._name,
            self._rows.all(),
            tuple(self._merges),
            frozenset(self._hidden_rows),
            hidden,
            since_1904=self._make.since_1904,
        )

    def _rows_of(self, root: Element[Any], *, finished: bool) -> None:
        """Use up the rows that are finished, and forget the parts of a sheet that we never look at."""
        for element in root[: len(root) if finished else -1]:
            if local(element) not in ("cols", "sheetData", "mergeCells"):
                root.remove(element)
        for data in root:
            if local(data) != "sheetData" or not len(data):
                continue
            ready = len(data) if finished or data is not root[-1] else len(data) - 1
            for row in data[:ready]:
                number = row.get("r")
                self._last = _integer(number, self._last + 1) if number else self._last + 1
                if self._last > MOST_ROWS:
                    raise refuse.damaged(self._file, f"{self._name}, {self._last}")
                self._row(self._last, row)
            del data[:ready]
            if len(data) and len(data[0]) > MOST_COLUMNS:
                raise refuse.damaged(self._file, f"{self._name}, {self._last + 1}")

    def _row(self, number: int, element: Element[Any]) -> None:
        cells: list[Cell] = []
        append, columns, make, known = cells.append, self._columns, self._make, self._make.known
        value_tag = element.tag[:-3] + "v"
        filled = False
        at = -1
        for child in element:
            reference = child.get("r")
            if reference:
                name = reference.rstrip("0123456789")
                at = columns.get(name, -1)
                if at < 0:
                    at = columns[name] = self._place(name, reference)
            else:
                at += 1  # a cell without an address stands right of the one before, blank ones count
            if len(child) == 1 and child[0].tag == value_tag:  # nearly every cell
                stored = child[0].text
                cell = known((child.get("t"), child.get("s"), stored)) if stored else EMPTY
                if cell is None:
                    cell = make(child.get("t"), child.get("s"), stored or "")
            else:
                cell = self._read(child)
            if cell is EMPTY:
                continue
            filled = True
            gap = at - len(cells)
            if gap == 0:
                append(cell)
            elif gap > 0:
                cells.extend([EMPTY] * gap)
                append(cell)
            else:
                cells[at] = self._again(cells[at], cell)
        if not filled:
            return
        self._rows.put(number, cells)
        if element.get("hidden") in ("1", "true"):
            self._hidden_rows.add(number)

    def _read(self, child: Element[Any]) -> Cell:
        kind = child.get("t")
        stored: str | None = None
        formula: str | None = None
        for part in child:
            tag = part.tag
            if tag.endswith("}v") or tag == "v":
                stored = part.text
            elif tag.endswith("}f") or tag == "f":
                formula = part.text or ""
            elif tag.endswith("}is") or tag == "is":
                stored = _text_of(part, raw=True)
        if stored:
            return self._make(kind, child.get("s"), stored)
        if formula is not None and kind != "str":
            return Cell(f"={formula}", CellKind.UNCALCULATED)
        return EMPTY

    @staticmethod
    def _again(first: Cell, second: Cell) -> Cell:
        """The same cell twice in the file: neither value is believed."""
        if first is EMPTY or first == second:
            return second
        return Cell(f"{first.text} | {second.text}", CellKind.ERROR)

    def _place(self, name: str, reference: str) -> int:
        try:
            return column_number(name.upper())
        except ValueError:
            raise refuse.damaged(self._file, f"{self._name}, {reference[:20]}") from None

    def _merge(self, reference: str) -> None:
        found = _RANGE.fullmatch(reference)
        if found and len(self._merges) < 100_000:
            left, right = self._place(found[1], reference), self._place(found[3], reference)
            self._merges.append(Merge(int(found[2]), left, int(found[4]), right))

    def _column(self, element: Element[Any]) -> None:
        if element.get("hidden") in ("1", "true"):
            first, last = _integer(element.get("min")), min(_integer(element.get("max")), 16_384)
            self._hidden_columns.update(range(first - 1, last))


def _text_of(element: Element[Any], raw: bool = False) -> str:
    """The text of a string item: its runs joined, without the phonetic guide."""
    parts: list[str] = []
    for child in element:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [run.text or "" for run in child if local(run) == "t"]
    text = "".join(parts)
    return text if raw else _unescaped(text)


def _unescaped(text: str) -> str:
    """Control characters written as _x000D_ (ECMA-376 part 1, 22.9.2.19), and no NUL or half characters."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return clean(text)


def _integer(text: str | None, default: int = 0) -> int:
    try:
        return int(text or "")
    except ValueError:
        return default
