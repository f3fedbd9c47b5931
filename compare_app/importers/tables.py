"""The tables of a sheet, where several stand on it: below each other, or side by side with a blank column between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from compare_app.domain.mapping import ColumnUse
from compare_app.domain.number import parse_decimal
from compare_app.importers.cells import EMPTY, Row, Sheet
from compare_app.importers.guesses import HEAD_NAMES, use_in_long, use_of
from compare_app.importers.headers import name_and_unit
from compare_app.importers.layout import find_header
from compare_app.progress import Progress, Quiet
from compare_app.text.fold import half_width, key

_OF_A_HEADER: Final = frozenset({ColumnUse.NAME, ColumnUse.MODEL, ColumnUse.ITEM})
_STRONG: Final = frozenset(  # nobody calls a product so, or an item
    {"产品名称", "样品名称", "商品名称", "产品型号名称", "试样名称", "品名", "productname", "samplename"}
    | {"检验项目", "检测项目", "试验项目", "测试项目", "检验项目名称", "testitem"}
)
_STEP: Final = 1000  # rows between two looks at who waits
_MOST: Final = 50  # tables of one sheet


@dataclass(frozen=True, slots=True)
class Region:
    """Where a table stands: rows from 1, columns from 0, ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int


def tables(sheet: Sheet, progress: Progress | None = None) -> tuple[Region, ...]:
    """The tables of a sheet, that of its likeliest header first; at least one. `Cancelled` comes from `progress`.

    Another table begins where a header of its own stands: words alone, among them one for a product or an item.
    Everything above the first one belongs to it.
    """
    wanted = find_header(sheet)
    starts = _starts(sheet.rows, progress or Quiet())
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


def columns_of(sheet: Sheet, region: Region) -> Sheet:
    """The sheet with only the columns of a table: what stands beside it in the same rows is not its own."""

    def cut(row: Row) -> Row:
        left, right = min(region.left, len(row.cells)), region.right + 1
        return Row(row.number, [EMPTY] * left + list(row.cells[left:right]))

    return replace(sheet, rows=[cut(row) for row in sheet.rows])


def _starts(rows: Sequence[Row], progress: Progress) -> list[tuple[int, int]]:
    """First row (its title, or the header itself) and header row of every table."""
    found: list[tuple[int, int]] = []
    known: tuple[tuple[int, str], ...] = ()
    block = before = 0  # first row after the last gap, and the row before this one
    alone = named = False  # the row before is a title; since the last header a row named another product
    for at, row in enumerate(rows):
        if at % _STEP == 0:
            progress.step(0, len(rows))
        if row.number > before + 1:
            block = row.number
        texts = [(place, text) for place, cell in enumerate(row.cells) if (text := cell.text.strip())]
        fresh = row.number > before + 1 or alone or not at
        if len(texts) >= 2 and _begins(texts, rows[at + 1 : at + 2], row.number, fresh=fresh):
            mine = tuple((place, key(text)) for place, text in texts)
            is_next = found and row.number == found[-1][1] + 1  # the second row of one header
            if (mine != known or named) and not is_next and len(found) < _MOST:
                found.append((block if found and block > found[-1][1] else row.number, row.number))
                known, named = mine, False
        elif any(key(half_width(text).partition(":")[0]).replace(" ", "") in HEAD_NAMES for _, text in texts):
            named = bool(found)
        alone = len(texts) < 2
        before = row.number
    return found


def _begins(texts: Sequence[tuple[int, str]], below: Sequence[Row], number: int, *, fresh: bool) -> bool:
    """Whether a row is the header of a table: words (and years), and a row of data right below.

    A word that can only be a header counts anywhere, others only where a table may begin.
    """
    if not below or below[0].number != number + 1:
        return False
    words = []
    for _, text in texts:
        if len(text) > 60 or (parse_decimal(text) is not None and not _YEAR.fullmatch(text)):
            return False
        words.append(name_and_unit(text)[0])
    uses = {use_of(word) or use_in_long(word) for word in words}
    if not uses & _OF_A_HEADER or not (fresh or any(key(word).replace(" ", "") in _STRONG for word in words)):
        return False
    first = next((cell.text.strip() for cell in below[0].cells if cell.text.strip()), "")
    field = use_of(first.rstrip(":：")) or use_in_long(first.rstrip(":："))
    return field in (None, ColumnUse.IGNORE)  # a form otherwise: 样品名称 | 瓷砖, 规格 | 600


_YEAR: Final = re.compile("(?:19|20)[0-9]{2}(?:年)?")


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
    cuts = []
    for first, second in pairwise(named):
        blank = [at for at in range(first + 1, second) if at not in filled]
        if blank:
            cuts.append(max(blank))
        elif key(header.at(first).text) == key(header.at(second).text):  # 产品名称 | 强度 | 产品名称 | 光效
            cuts.append(second - 1)
    ends = [*cuts, width - 1]
    begins = [0, *(cut + 1 for cut in cuts)]
    return list(zip(begins, ends))
