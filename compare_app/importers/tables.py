"""The tables of a sheet, where several stand on it: below each other, or side by side with a blank column between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from compare_app.domain.mapping import ColumnUse
from compare_app.domain.number import parse_decimal
from compare_app.importers.cells import EMPTY, Row, Sheet
from compare_app.importers.guesses import use_in_long, use_of
from compare_app.importers.headers import name_and_unit
from compare_app.importers.layout import find_header
from compare_app.text.fold import key

_OF_A_HEADER: Final = frozenset({ColumnUse.NAME, ColumnUse.MODEL, ColumnUse.ITEM})
_MOST: Final = 50  # tables of one sheet


@dataclass(frozen=True, slots=True)
class Region:
    """Where a table stands: rows from 1, columns from 0, ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int


def tables(sheet: Sheet) -> tuple[Region, ...]:
    """The tables of a sheet, that of its likeliest header first; at least one.

    Another table is only seen where a header of its own begins it: words alone, among them one for a product or an
    item, after a blank row or a title. Everything above the first one belongs to it.
    """
    wanted = find_header(sheet)
    starts = _starts(sheet.rows)
    bottoms = [row.number for row in sheet.rows]
    found: list[Region] = []
    chosen = 0
    for at, (top, header) in enumerate(starts or [(1, wanted)]):
        last = starts[at + 1][0] - 1 if at + 1 < len(starts) else sheet.last_row
        top = 1 if at == 0 else top
        bottom = max((number for number in bottoms if top <= number <= last), default=last)
        if wanted in range(top, last + 1):
            chosen = len(found)
        parts = _side_by_side(sheet, wanted if wanted in range(top, last + 1) else header, bottom)
        found += [Region(top, left, bottom, right) for left, right in parts]
    return (found[chosen], *found[:chosen], *found[chosen + 1 :])


def part(sheet: Sheet, region: Region) -> Sheet:
    """The sheet with nothing but one of its tables on it; addresses stay."""
    rows = []
    for row in sheet.rows:
        if region.top <= row.number <= region.bottom:
            cells = [EMPTY] * min(region.left, len(row.cells)) + list(
                row.cells[region.left : region.right + 1]
            )
            if any(cell.text for cell in cells):
                rows.append(Row(row.number, cells))
    inside = [one for one in sheet.merges if one.top <= region.bottom and one.bottom >= region.top]
    return replace(sheet, rows=rows, merges=tuple(one for one in inside if one.left <= region.right))


def end_of(sheet: Sheet, header_row: int) -> int:
    """The last row of the table with that header, 0 where no other table follows it."""
    starts = _starts(sheet.rows)
    return next((top - 1 for top, header in starts if header > header_row and top > header_row), 0)


def _starts(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """First row (its title, or the header itself) and header row of every table."""
    found: list[tuple[int, int]] = []
    known: tuple[str, ...] = ()
    title = before = 0
    for at, row in enumerate(rows):
        texts = [text for cell in row.cells if (text := cell.text.strip())]
        alone = len(texts) < 2
        fresh = row.number > before + 1 or title or not at
        if alone:
            title = title or row.number
        elif fresh and _is_header(texts) and _has_values(_right_below(rows, at)):
            mine = tuple(key(text) for text in texts)
            if mine != known and len(found) < _MOST:
                found.append((title or row.number, row.number))
                known = mine
        if not alone:
            title = 0
        before = row.number
    return found


def _right_below(rows: Sequence[Row], at: int) -> list[Row]:
    """At most two rows that follow without a gap."""
    return [row for row in rows[at + 1 : at + 3] if row.number <= rows[at].number + 2]


def _is_header(texts: Iterable[str]) -> bool:
    uses = set()
    for text in texts:
        if len(text) > 60 or parse_decimal(text) is not None:
            return False
        name = name_and_unit(text)[0]
        uses.add(use_of(name) or use_in_long(name))
    return bool(uses & _OF_A_HEADER)


def _has_values(rows: Sequence[Row]) -> bool:
    """Whether rows hold figures, and no names of fields: those would be a form, 样品名称 | 瓷砖 | 商标 | 无."""
    texts = [text for row in rows for cell in row.cells if (text := cell.text.strip())]
    figures = any(sign.isdecimal() for text in texts for sign in text)
    return figures and not any(use_of(text.rstrip(":：")) for text in texts)


def _side_by_side(sheet: Sheet, header_row: int, bottom: int) -> list[tuple[int, int]]:
    """First and last column of each table of these rows: parted by a blank column, each with its own names."""
    width = max(1, sheet.column_count)
    filled: set[int] = set()
    for row in sheet.rows:
        if header_row <= row.number <= bottom:
            filled.update(at for at, cell in enumerate(row.cells) if cell.text.strip())
    header = sheet.row(header_row)
    named = [
        at
        for at in sorted(filled)
        if (use_of(name_and_unit(header.at(at).text)[0]) or use_in_long(header.at(at).text)) in _OF_A_HEADER
    ]
    cuts = [
        max(at for at in range(first + 1, second) if at not in filled)
        for first, second in pairwise(named)
        if any(at not in filled for at in range(first + 1, second))
    ]
    ends = [*cuts, width - 1]
    begins = [0, *(cut + 1 for cut in cuts)]
    return list(zip(begins, ends))
