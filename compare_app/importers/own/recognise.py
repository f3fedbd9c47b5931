"""Is this one of our sheets, and which column is which? Headers are matched tolerantly, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from compare_app.domain.workbook_layout import SHEETS, SheetLayout
from compare_app.importers.cells import Row, Sheet
from compare_app.importers.fields import header_key
from compare_app.importers.ledger import did_you_mean, near
from compare_app.importers.refuse import refused
from compare_app.text.fold import key
from compare_app.text.message import M

_LOOKED_AT: Final = 15  # rows in which the header may stand


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sheet of ours: its layout, its header row and the column of every key found."""

    layout: SheetLayout
    sheet: Sheet
    header: Row
    columns: Mapping[str, int]
    twice: tuple[tuple[str, int, int], ...] = ()  # key and both columns
    unknown: tuple[int, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Keys of required columns that were not found."""
        return tuple(one.key for one in self.layout.columns if one.required and one.key not in self.columns)


def recognise(sheet: Sheet) -> Recognised | None:
    """Which of our sheets this is: by its name with some of its headers, or by its headers alone."""
    named = next((layout for layout in SHEETS if key(sheet.name) in _titles(layout)), None)
    if named is not None:
        found = _match(named, sheet)
        if found is not None and len(found.columns) >= 2 and 2 * len(found.missing) <= _required(named):
            return found
    best: Recognised | None = None
    for layout in SHEETS:
        found = _match(layout, sheet)
        if found is None or found.missing or len(found.columns) < 4:
            continue
        if len(found.unknown) * 4 > len(found.columns):
            continue
        if best is None or len(found.columns) > len(best.columns):
            best = found
    return best


def refuse_header(found: Recognised, file: str) -> None:
    """A header that stands twice or a required one that is missing refuses the file, with the remedy."""
    layout, sheet = found.layout, found.sheet
    language = "zh_CN" if key(sheet.name) == key(layout.zh) else "en"
    for name, first, second in found.twice:
        raise refused(
            "IMP-HEADER-TWICE",
            file,
            M(
                "Sheet {sheet} of {file} has the header {header} twice, in {first} and {second}",
                sheet=sheet.name,
                file=file,
                header=layout.column(name).header(language).rstrip("*"),
                first=sheet.address(found.header.number, first),
                second=sheet.address(found.header.number, second),
            ),
            M("Delete one of the two columns, or give it another header"),
            sheet.name,
        )
    for name in found.missing:
        header = layout.column(name).header(language).rstrip("*")
        others = [found.header.at(at).text for at in found.unknown]
        raise refused(
            "IMP-HEADER-MISSING",
            file,
            M("Sheet {sheet} of {file} has no column {header}", sheet=sheet.name, file=file, header=header),
            did_you_mean(
                M("Add the column, or rename the one that is meant"), near(header, others) or others
            ),
            sheet.name,
        )


def _match(layout: SheetLayout, sheet: Sheet) -> Recognised | None:
    """The row that holds most headers of a layout."""
    best: Recognised | None = None
    words = header_words(layout)
    for row in sheet.rows[:_LOOKED_AT]:
        columns: dict[str, int] = {}
        twice: list[tuple[str, int, int]] = []
        unknown: list[int] = []
        for at, cell in enumerate(row.cells):
            if not cell.text.strip():
                continue
            name = words.get(header_key(cell.text))
            if name is None:
                unknown.append(at)
            elif name in columns:
                twice.append((name, columns[name], at))
            else:
                columns[name] = at
        if columns and (best is None or len(columns) > len(best.columns)):
            best = Recognised(layout, sheet, row, columns, tuple(twice), tuple(unknown))
    return best


@cache
def header_words(layout: SheetLayout) -> Mapping[str, str]:
    """Folded header → column key; real headers win over aliases."""
    words = {header_key(alias): column.key for column in layout.columns for alias in column.aliases}
    return words | {
        header_key(name): column.key for column in layout.columns for name in (column.zh, column.en)
    }


@cache
def _titles(layout: SheetLayout) -> frozenset[str]:
    return frozenset(key(name) for name in (layout.zh, layout.en, *layout.aliases))


def _required(layout: SheetLayout) -> int:
    return sum(column.required for column in layout.columns)
