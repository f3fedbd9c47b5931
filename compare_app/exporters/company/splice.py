"""Cells put into the XML of a sheet: every other byte of the part stays as its author's program wrote it.

An XML library would write the whole part anew and lose what it does not know (extensions, prefixes, order); here a
parser only says where rows and cells begin and end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape

from compare_app.exporters.cells import fitting
from compare_app.text.letters import column_number, letters

Place = tuple[int, int]
"""Row from 1, column from 0."""

CellValue = str | Decimal | None
"""A text, a number, or nothing: the cell stays with its looks."""

_PLACE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPE: Final = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")


@dataclass(slots=True)
class Span:
    """A piece of the part: from its first byte to behind its last."""

    start: int
    end: int = 0


@dataclass(slots=True)
class FoundCell(Span):
    """A cell with its style, and whether it computes."""

    style: str = ""
    formula: bool = False


@dataclass(slots=True)
class FoundRow(Span):
    """A row: where its cells end, and the style it gives to cells that are not there."""

    inner_end: int = 0  # where the closing tag begins; 0: the tag closes itself
    style: str = ""
    cells: dict[int, FoundCell] = field(default_factory=dict)


class SheetMap:
    """Where everything stands in the XML of a sheet. A part that is not plain UTF-8 XML is a ValueError."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self.rows: dict[int, FoundRow] = {}
        self.data = Span(-1)
        self.data_inner_end = 0
        self.prefix = ""
        self.merges: list[tuple[Place, Place]] = []
        self._results: list[Span] = []  # what formulas came to when the template was saved
        self._styles: list[tuple[int, int, str]] = []  # first and last column from 1, style
        self._row = 0
        self._cell: FoundCell | None = None
        self._column = -1
        self._parser = parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = _refuse
        parser.XmlDeclHandler = _only_utf8
        try:
            parser.Parse(xml, True)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from error
        if self.data.start < 0:
            raise ValueError("sheetData")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        prefix, _, name = tag.rpartition(":")
        at = self._parser.CurrentByteIndex
        match name:
            case "sheetData":
                self.prefix = f"{prefix}:" if prefix else ""
                self.data = Span(at)
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
                self._column = -1
                own = attributes.get("s", "") if attributes.get("customFormat") in ("1", "true") else ""
                self.rows[self._row] = FoundRow(at, style=own)
            case "c" if self._row in self.rows:
                found = _PLACE.fullmatch(attributes.get("r", ""))
                self._column = column_number(found[1]) if found else self._column + 1
                self._cell = self.rows[self._row].cells[self._column] = FoundCell(
                    at, style=attributes.get("s", "")
                )
            case "f" if self._cell is not None:
                self._cell.formula = True
            case "v" if self._cell is not None and self._cell.formula:
                self._results.append(Span(at))
            case "mergeCell":
                self.merges.append(area_of(attributes.get("ref", "")))
            case "col":
                ends = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
                self._styles.append((*ends, attributes.get("style", "")))

    def _end(self, tag: str) -> None:
        at = self._parser.CurrentByteIndex
        match tag.rpartition(":")[2]:
            case "sheetData":
                self.data.end, self.data_inner_end = self._ends(self.data.start, at)
            case "row":
                row = self.rows[self._row]
                row.end, row.inner_end = self._ends(row.start, at)
            case "v" if self._cell is not None and self._cell.formula:
                self._results[-1].end, _ = self._ends(self._results[-1].start, at)
            case "c" if self._cell is not None:
                self._cell.end, _ = self._ends(self._cell.start, at)
                self._cell = None

    def _ends(self, start: int, at: int) -> tuple[int, int]:
        """Behind the element, and where its closing tag begins; 0 for a tag that closes itself."""
        behind = self.tag_end(start)
        if self.xml[behind - 2 : behind] == b"/>":
            return behind, 0
        return self.xml.index(b">", at) + 1, at

    def tag_end(self, start: int) -> int:
        """Behind the tag that begins at a place; a > within quotes ends nothing."""
        quote = 0
        for at in range(start, len(self.xml)):
            sign = self.xml[at]
            if quote:
                quote = 0 if sign == quote else quote
            elif sign in b"\"'":
                quote = sign
            elif sign == ord(">"):
                return at + 1
        raise ValueError("tag")

    def style_at(self, place: Place) -> str:
        """The style that a cell has or would have."""
        row = self.rows.get(place[0])
        if row is not None:
            cell = row.cells.get(place[1])
            if cell is not None:
                return cell.style
            if row.style:
                return row.style
        return next((style for first, last, style in self._styles if first <= place[1] + 1 <= last), "")

    def has_formula(self, place: Place) -> bool:
        """Whether the cell computes."""
        row = self.rows.get(place[0])
        cell = row.cells.get(place[1]) if row is not None else None
        return cell is not None and cell.formula

    def covered(self, place: Place) -> bool:
        """Whether the cell lies under a merged range without being its first."""
        return any(
            top <= place[0] <= bottom and left <= place[1] <= right and place != (top, left)
            for (top, left), (bottom, right) in self.merges
        )

    def with_cells(self, values: Mapping[Place, CellValue]) -> bytes:
        """The part with these cells written; every other byte is as it was.

        But for what the formulas of the sheet came to before: kept, it would stand beside our figures as if true.
        """
        edits: list[tuple[int, int, str]] = [(one.start, one.end, "") for one in self._results]
        by_row: dict[int, dict[int, CellValue]] = {}
        for place, value in values.items():
            by_row.setdefault(place[0], {})[place[1]] = value
        fresh: list[tuple[int, str]] = []
        for number, cells in sorted(by_row.items()):
            row = self.rows.get(number)
            texts = {
                column: self._cell_text((number, column), value) for column, value in sorted(cells.items())
            }
            if row is None:
                inner = "".join(texts.values())
                fresh.append((number, f'<{self.prefix}row r="{number}">{inner}</{self.prefix}row>'))
            elif not row.inner_end:
                head = self.xml[row.start : row.end - 2].decode("utf-8").rstrip()
                edits.append((row.start, row.end, f"{head}>{''.join(texts.values())}</{self.prefix}row>"))
            else:
                edits += self._into_row(row, texts)
        edits += self._new_rows(fresh)
        return _applied(self.xml, edits)

    def _into_row(self, row: FoundRow, texts: Mapping[int, str]) -> list[tuple[int, int, str]]:
        edits: list[tuple[int, int, str]] = []
        added: dict[int, str] = {}
        for column, text in texts.items():
            cell = row.cells.get(column)
            if cell is not None:
                edits.append((cell.start, cell.end, text))
                continue
            right = min((at for at in row.cells if at > column), default=None)
            at = row.cells[right].start if right is not None else row.inner_end
            added[at] = added.get(at, "") + text
        return edits + [(at, at, text) for at, text in added.items()]

    def _new_rows(self, fresh: list[tuple[int, str]]) -> list[tuple[int, int, str]]:
        if not fresh:
            return []
        if not self.data_inner_end:
            head = self.xml[self.data.start : self.data.end - 2].decode("utf-8").rstrip()
            whole = f"{head}>{''.join(text for _, text in fresh)}</{self.prefix}sheetData>"
            return [(self.data.start, self.data.end, whole)]
        added: dict[int, str] = {}
        for number, text in fresh:
            below = min((row for row in self.rows if row > number), default=None)
            at = self.rows[below].start if below is not None else self.data_inner_end
            added[at] = added.get(at, "") + text
        return [(at, at, text) for at, text in added.items()]

    def _cell_text(self, place: Place, value: CellValue) -> str:
        p = self.prefix
        style = self.style_at(place)
        head = f'<{p}c r="{letters(place[1])}{place[0]}"' + (f' s="{style}"' if style else "")
        match value:
            case None | "":
                return f"{head}/>"
            case Decimal():
                return f"{head}><{p}v>{value:f}</{p}v></{p}c>"
            case text:
                safe = escape(_ESCAPE.sub("_x005F_x", fitting(text)))
                return f'{head} t="inlineStr"><{p}is><{p}t xml:space="preserve">{safe}</{p}t></{p}is></{p}c>'


def area_of(reference: str) -> tuple[Place, Place]:
    """First and last cell of `B2`, `$A$5:$H$20`; a ValueError where it is none."""
    first, _, last = reference.partition(":")
    found = _PLACE.fullmatch(first), _PLACE.fullmatch(last or first)
    if found[0] is None or found[1] is None:
        raise ValueError(reference)
    (top, left), (bottom, right) = ((int(one[2]), column_number(one[1])) for one in found if one is not None)
    return (top, left), (bottom, right)


def _applied(xml: bytes, edits: list[tuple[int, int, str]]) -> bytes:
    parts: list[bytes] = []
    done = 0
    for start, end, text in sorted(edits):
        parts += [xml[done:start], text.encode("utf-8")]
        done = end
    return b"".join((*parts, xml[done:]))


def _refuse(*_: object) -> None:
    raise ValueError("DOCTYPE")


def _only_utf8(version: str, encoding: str | None, standalone: int) -> None:
    if encoding is not None and encoding.casefold() != "utf-8":
        raise ValueError(encoding)
