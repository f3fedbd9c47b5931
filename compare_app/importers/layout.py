"""Where the table of a sheet is: its header, its row of units, which way it lies, and what stands above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from compare_app.domain.mapping import ColumnMapping, ColumnUse, Orientation, TableMapping
from compare_app.domain.model import Indicator
from compare_app.domain.number import parse_decimal
from compare_app.domain.project import Project
from compare_app.domain.units import listed, spell, split_header
from compare_app.importers.cells import Sheet
from compare_app.importers.guesses import HEAD_NAMES, HEAD_STANDARDS, use_in_long, use_of
from compare_app.importers.headers import header_texts, merged_text, name_and_unit
from compare_app.text.fold import half_width, key

_HEADER_WITHIN: Final = 30  # rows


@dataclass(frozen=True, slots=True)
class Layout:
    """A table as it stands or turned: where its headers would be, and how many of them say something."""

    sheet: Sheet
    header_row: int
    headers: tuple[str, ...]
    unit_row: int
    told: int  # headers that are known or have a unit
    share: float  # … of all headers, known ones twice

    @classmethod
    def of(cls, sheet: Sheet, project: Project, header_row: int = 0) -> Layout:
        """What a sheet looks like, with the header in a row that is known, or else the likeliest."""
        header_row = header_row or find_header(sheet)
        headers = header_texts(sheet, header_row)
        unit_row = header_row + 1 if _is_unit_row(sheet, header_row) else 0
        names = {
            key(name) for one in project.all(Indicator).values() for name in (one.name, *one.aliases) if name
        }
        told = points = 0
        for header in headers:
            name, unit = name_and_unit(header)
            known = (use_of(name) or use_in_long(name)) is not None or key(name) in names
            told += known or bool(unit)
            points += 2 * known + bool(unit)
        filled = sum(bool(header) for header in headers)
        share = (points + 2 * bool(unit_row)) / max(1, filled)
        return cls(sheet, header_row, headers, unit_row, told, share)

    def beats(self, other: Layout) -> bool:
        """Whether its headers say clearly more: two at least, more than the other's, and a larger share."""
        return self.told >= 2 and self.told > other.told and self.share > other.share

    def again(self, remembered: TableMapping) -> TableMapping:
        """A mapping of an earlier table with these headers, for this one."""
        above_it = above(self.sheet, self.header_row, HEAD_NAMES)
        orientation = remembered.orientation
        if orientation is not Orientation.LONG:
            orientation = Orientation.COLUMNS if self.sheet.turned else Orientation.ROWS
        return replace(
            remembered,
            columns=tuple(self._here(one) for one in remembered.columns),
            orientation=orientation,
            sheet=self.sheet.name,
            header_row=self.header_row,
            unit_row=self.unit_row,
            first_row=(self.unit_row or self.header_row) + 1,
            last_row=0,
            product=remembered.product
            and above_it,  # another report, another product, perhaps another standard
            standard=remembered.standard and above(self.sheet, self.header_row, HEAD_STANDARDS),
        )

    def _here(self, column: ColumnMapping) -> ColumnMapping:
        """A column of a mapping where its header stands now, with the unit that the row of units says now."""
        places = [at for at, text in enumerate(self.headers) if text and key(text) == key(column.header)]
        if len(places) != 1:
            return column
        below = merged_text(self.sheet, self.unit_row, places[0]) if self.unit_row else ""
        stated = spell(below) if listed(below) else ""
        return replace(column, index=places[0], unit=stated or column.unit)


def find_header(sheet: Sheet) -> int:
    """The row that most looks like a header: many different short words, few numbers, known words count thrice."""
    best, best_score = sheet.rows[0].number if sheet.rows else 1, -1.0
    for row in sheet.rows[:_HEADER_WITHIN]:
        texts = [cell.text.strip() for cell in row.cells if cell.text.strip()]
        if len(texts) < 2 and sheet.column_count > 1:
            continue
        words = {key(text) for text in texts if _is_word(text)}
        names = [split_header(text)[0] for text in texts]
        known = sum((use_of(name) or use_in_long(name)) is not None for name in names)
        numbers = len(texts) - sum(_is_word(text) for text in texts)
        score = len(words) + 3 * known - 2 * numbers
        if score > best_score:
            best, best_score = row.number, score
    return best + 1 if _has_names_below(sheet, best) else best


def _is_word(text: str) -> bool:
    return len(text) <= 60 and parse_decimal(text) is None and not text.startswith(("http:", "https:"))


def _has_names_below(sheet: Sheet, header_row: int) -> bool:
    """Whether the row holds groups over several columns whose own names stand in the row below."""
    below = sheet.row(header_row + 1)
    groups = [one for one in sheet.merges if one.top == one.bottom == header_row and one.right > one.left]
    groups = [one for one in groups if one.right - one.left + 1 < sheet.column_count]
    outside = [
        at
        for at, cell in enumerate(sheet.row(header_row).cells)
        if cell.text.strip() and not any(one.left <= at <= one.right for one in groups)
    ]
    if any(below.at(at).text.strip() and not _reaches(sheet, header_row, at) for at in outside):
        return False  # 1 | 尺寸偏差 | 长度: a row of data below a header that is merged sideways
    return bool(groups) and all(
        (text := below.at(at).text.strip()) and _is_word(text)
        for one in groups
        for at in range(one.left, one.right + 1)
    )


def _reaches(sheet: Sheet, header_row: int, column: int) -> bool:
    """Whether the cell of a header says something of its own in the row below too."""
    return _is_word(sheet.row(header_row + 1).at(column).text.strip()) and not any(
        one.top <= header_row < one.bottom and one.left <= column <= one.right for one in sheet.merges
    )


def _is_unit_row(sheet: Sheet, header_row: int) -> bool:
    """Whether the row below the header holds units and nothing else."""
    texts = [cell.text.strip() for cell in sheet.row(header_row + 1).cells if cell.text.strip()]
    units = [
        text for text in texts if text not in ("/", "-", "—") and key(text) not in ("单位", "unit", "units")
    ]
    known = sum(listed(text) and parse_decimal(text) is None for text in units)
    if len(units) < len(texts) and any(key(text) in ("单位", "unit", "units") for text in texts):
        return 2 * known > len(units)  # the row says itself what it is; C for ℃ changes nothing
    return bool(units) and known == len(units)


def is_long(headers: Sequence[str]) -> bool:
    """Whether the headers are those of a table with an item a row."""
    uses = {use_in_long(name_and_unit(header)[0]) for header in headers if header}
    return ColumnUse.ITEM in uses and ColumnUse.VALUE in uses


def above(sheet: Sheet, header_row: int, words: Sequence[str]) -> str:
    """What stands behind one of these words above the table: `样品名称 | 瓷砖`, `样品名称：瓷砖`."""
    for row in sheet.rows:
        if row.number >= header_row:
            break
        texts = [(at, cell.text.strip()) for at, cell in enumerate(row.cells) if cell.text.strip()]
        for (_, text), follower in zip(texts, [*texts[1:], (0, "")]):
            label, mark, value = half_width(text).partition(":")
            if key(label).replace(" ", "") in words:
                return value.strip() if mark and value.strip() else follower[1]
    return ""
