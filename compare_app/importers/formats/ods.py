"""OpenDocument spreadsheets (.ods) as their XML says: stored value, shown digits, repeats, hidden and merged cells.

OpenDocument v1.2, part 1. The digits that a cell shows stand in its own text, so no style has to be understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from xml.etree.ElementTree import Element

from compare_app.importers import refuse
from compare_app.importers.cells import EMPTY, Cell, CellKind, Merge, Sheet, SheetName
from compare_app.importers.formats.number_format import NumberFormat, Shape, number_text
from compare_app.importers.formats.package import SHEET_LIMIT, Package, local
from compare_app.importers.formats.rows import MOST_COLUMNS, MOST_ROWS, Rows
from compare_app.progress import Progress, Quiet
from compare_app.text.fold import clean

_CONTENT: Final = "content.xml"
_GROUPS: Final = frozenset({"table-row-group", "table-header-rows", "table-rows"})
_COLUMN_GROUPS: Final = frozenset({"table-column-group", "table-header-columns", "table-columns"})
_CELLS: Final = frozenset({"table-cell", "covered-table-cell"})
_ERRORS: Final = re.compile(r"#[A-Z0-9/]+[!?]?|Err:[0-9]+")
_SHOWN: Final = re.compile(r"[0-9](?:[0-9., '\u00a0\u202f]*[0-9])?")
_CLOCK: Final = re.compile(r"PT([0-9]+)H([0-9]+)M([0-9.,]+)S")


class Workbook:
    """An open .ods: its sheets by name, each read when asked for."""

    macros = False
    comments = False  # where there are some they stand in the cells, and are left out of their texts

    def __init__(self, package: Package) -> None:
        self._package = package
        self._hidden_styles: set[str] = set()
        found: list[SheetName] = []
        for spreadsheet in self._spreadsheets():
            for table in spreadsheet:
                if local(table) == "table":
                    self._note(table, found)
                    if table is not spreadsheet[-1]:
                        continue
                    for part in list(table):
                        table.remove(part)
            del spreadsheet[:-1]
        if not found:
            raise refuse.damaged(package.file, _CONTENT)
        self.sheets = tuple(found)

    def _note(self, table: Element[Any], found: list[SheetName]) -> None:
        name = clean(_of(table, "name"))
        if not any(one.name == name for one in found):
            found.append(SheetName(name, _of(table, "style-name") in self._hidden_styles))

    def close(self) -> None:
        """Let go of the file."""
        self._package.close()

    def _spreadsheets(self) -> Iterator[Element[Any]]:
        """The element of all tables, again and again while it grows."""
        for root in self._package.growing(_CONTENT, SHEET_LIMIT):
            for part in root:
                if local(part) == "automatic-styles":
                    self._hidden_styles |= {
                        _of(style, "name")
                        for style in part
                        for properties in style
                        if _of(properties, "display") == "false"
                    }
                elif local(part) == "body":
                    yield from (one for one in part if local(one) == "spreadsheet")

    def sheet(self, name: str, progress: Progress | None = None) -> Sheet:
        """The cells of a sheet. A sheet that is not there is a RefusedFile."""
        if not any(one.name == name for one in self.sheets):
            raise refuse.no_sheet(self._package.file, name, self.sheets)
        reader = _SheetReader(self._package.file, name)
        watched = progress or Quiet()
        table: Element[Any] | None = None
        for spreadsheet in self._spreadsheets():
            for one in spreadsheet:
                if local(one) != "table" or clean(_of(one, "name")) != name:
                    if one is not spreadsheet[-1]:
                        one.clear()
                    continue
                if table is None or table is one:
                    table = one
                    reader.read(one, finished=one is not spreadsheet[-1])
            if table is None and len(spreadsheet):  # another sheet that still grows
                last = spreadsheet[-1]
                del last[: max(0, len(last) - 1)]
            watched.step(reader.last, 0)
        if table is not None:
            reader.read(table, finished=True)
        return reader.sheet()


class _SheetReader:
    """Turns the rows of one table into ours, and forgets each when it is used."""

    def __init__(self, file: str, name: str) -> None:
        self._file = file
        self._name = name
        self._rows = Rows(file, name)
        self._made: dict[tuple[str | None, ...], Cell] = {}
        self._merges: list[Merge] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._column = 0
        self.last = 0

    def read(self, table: Element[Any], *, finished: bool) -> None:
        """What of the table is there; the last child may still grow until it is finished."""
        ready = len(table) if finished else max(0, len(table) - 1)
        for part in table[:ready]:
            self._part(part)
        del table[:ready]

    def sheet(self) -> Sheet:
        """What was read."""
        width = self._rows.widest
        hidden = frozenset(at for at in self._hidden_columns if at < width)
        rows = self._rows.all()
        last = rows[-1].number if rows else 0
        hidden_rows = frozenset(number for number in self._hidden_rows if number <= last)
        return Sheet(self._name, rows, tuple(self._merges), hidden_rows, hidden)

    def _part(self, part: Element[Any]) -> None:
        name = local(part)
        if name == "table-row":
            self._row(part)
        elif name == "table-column":
            times = min(_times(part, "number-columns-repeated"), MOST_COLUMNS)
            if _of(part, "visibility") in ("collapse", "filter"):
                self._hidden_columns.update(range(self._column, min(self._column + times, MOST_COLUMNS)))
            self._column += times
        elif name in _GROUPS or name in _COLUMN_GROUPS:
            for one in part:
                self._part(one)

    def _row(self, row: Element[Any]) -> None:
        times = _times(row, "number-rows-repeated")
        cells: list[Cell] = []
        number = self.last + 1
        for element in row:
            if local(element) not in _CELLS:
                continue
            repeated = _times(element, "number-columns-repeated")
            cell = self._cell(element)
            if cell is EMPTY and repeated + len(cells) > MOST_COLUMNS:
                break  # the blank rest of the row
            if repeated + len(cells) > MOST_COLUMNS:
                raise refuse.damaged(self._file, f"{self._name}, {number}")
            self._merge(element, number, len(cells))
            cells += [cell] * repeated
        self.last += times
        filled = any(cell is not EMPTY for cell in cells)
        if _of(row, "visibility") in ("collapse", "filter"):
            self._hidden_rows.update(range(number, min(number + times, MOST_ROWS + 1)))
        if filled:
            for at in range(number, number + times):
                self._rows.put(at, list(cells))

    def _merge(self, element: Element[Any], row: int, column: int) -> None:
        across, down = _times(element, "number-columns-spanned"), _times(element, "number-rows-spanned")
        if (across > 1 or down > 1) and len(self._merges) < 100_000:
            self._merges.append(
                Merge(row, column, min(row + down - 1, MOST_ROWS), min(column + across, MOST_COLUMNS) - 1)
            )

    def _cell(self, element: Element[Any]) -> Cell:
        kind = _of(element, "value-type")
        if not kind and not len(element):
            return EMPTY
        shown = "\n".join(_text(part) for part in element if local(part) == "p")
        value = _of(element, "value") or _of(element, "date-value") or _of(element, "time-value")
        asked = kind, value or _of(element, "boolean-value") or _of(element, "string-value"), shown
        made = self._made.get(asked)
        if made is None:
            made = self._made[asked] = _new(*asked)
        return made


def _new(kind: str, value: str, shown: str) -> Cell:
    shown = clean(shown)
    if _ERRORS.fullmatch(shown):
        return Cell(shown, CellKind.ERROR)
    match kind:
        case "float" | "currency" | "percentage":
            shape = Shape.PERCENT if kind == "percentage" else Shape.FIXED
            try:
                return Cell(
                    number_text(value, NumberFormat("", shape, _places(value, shown, kind))), CellKind.NUMBER
                )
            except (ValueError, ArithmeticError):
                return Cell(shown or clean(value))
        case "date":
            return Cell(clean(value).replace("T", " ").removesuffix(" 00:00:00"), CellKind.DATE)
        case "time":
            found = _CLOCK.fullmatch(value)
            return Cell(f"{int(found[1])}:{found[2]}:{found[3]}" if found else shown, CellKind.DATE)
        case "boolean":
            return Cell("TRUE" if value == "true" else "FALSE", CellKind.BOOLEAN)
        case _:
            text = shown or clean(value)
            return Cell(text) if text else EMPTY


def _places(value: str, shown: str, kind: str) -> int:
    """How many decimals the cell shows; 0 where its text does not tell the same number."""
    found = _SHOWN.search(shown)
    parts = re.split(r"[.,](?=[0-9]*$)", found[0]) if found else []
    if len(parts) != 2:
        return 0
    places = len(parts[1])
    whole = "".join(sign for sign in parts[0] if sign.isdigit())
    try:
        number = abs(Decimal(value)).scaleb(2 if kind == "percentage" else 0)
        return places if abs(number - Decimal(f"{whole}.{parts[1]}")) <= Decimal(1).scaleb(-places) else 0
    except InvalidOperation:
        return 0


def _text(element: Element[Any]) -> str:
    """The text of a paragraph: runs, links, and the blanks that the format writes as elements."""
    parts = [element.text or ""]
    for child in element:
        match local(child):
            case "s":
                parts.append(" " * min(_times(child, "c"), 1_000))
            case "tab":
                parts.append("\t")
            case "line-break":
                parts.append("\n")
            case "annotation":
                pass
            case _:
                parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _of(element: Element[Any], name: str) -> str:
    """An attribute by its name without the namespace."""
    ending = "}" + name
    return next((value for key, value in element.attrib.items() if key.endswith(ending)), "")


def _times(element: Element[Any], name: str) -> int:
    text = _of(element, name)
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 9 else 1
