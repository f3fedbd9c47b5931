"""The sheet of a file as it stands, coloured by what was understood of each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from compare_app.domain.draft import Draft, SheetPreview
from compare_app.domain.mapping import ColumnMapping, ColumnUse, Orientation, TableMapping
from compare_app.domain.tone import Tone
from compare_app.errors import Issue, Level
from compare_app.text.letters import letters
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording
from ui.models.cell import Cell, Column, Grid, RowsOnSight
from ui.models.mapping_grid import USES
from ui.wording import labelled

_VALUES: Final = (ColumnUse.INDICATOR, ColumnUse.LIMIT, ColumnUse.VALUE)
_HEADER: Final = M("header")
_UNITS: Final = M("units")
_HELD: Final = frozenset({Level.HOLD, Level.REFUSE})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell lies in the table: row and column as the mapping counts them, from 1 and from 0."""

    row: int
    column: int


def place_of(mapping: TableMapping, row: int, column: int) -> Place:
    """Of a cell in the file (row from 1, column from 0); where products are columns both are exchanged."""
    if mapping.orientation is Orientation.COLUMNS:
        return Place(column + 1, row - 1)
    return Place(row, column)


def sheet_grid(
    sheet: SheetPreview,
    mapping: TableMapping | None,
    draft: Draft | None,
    words: Wording,
    corrections: Mapping[str, str],
) -> Grid:
    """One row a row of the file, one column a column, named as a spreadsheet names them; without a mapping (a workbook
    of ours) only issues are coloured. `corrections`: texts that the user typed, by address.
    """
    width = max((len(row) for row in sheet.rows), default=0)
    lettered = (Column(at, letters(at), width=18) for at in range(width))
    columns = (Column("row", "", align="right", width=4), *lettered)
    by_column = {one.index: one for one in (mapping.columns if mapping is not None else ())}
    issues = _by_cell(draft.issues if draft is not None else (), sheet.name)

    def cell(number: int, at: int, text: str) -> Cell:
        address = f"{letters(at)}{number}"
        typed = corrections.get(address)
        made = _cell(
            text if typed is None else typed, number, at, mapping, by_column, issues.get(address), words
        )
        if typed is None:
            return replace(made, edit=text)
        said = words(M("typed here; the file says {text}", text=text or "—"))
        return replace(made, text=f"✓ {made.text}", tip=said, bold=True, edit=typed)

    def line(at: int) -> Sequence[Cell]:
        row, number = sheet.rows[at], at + 1
        cells = (cell(number, column, row[column] if column < len(row) else "") for column in range(width))
        return (Cell(str(number), quiet=True, align="right", sort=(0, number)), *cells)

    return Grid(columns, RowsOnSight(range(1, len(sheet.rows) + 1), line))


def _cell(
    text: str,
    number: int,
    at: int,
    mapping: TableMapping | None,
    by_column: Mapping[int, ColumnMapping],
    issue: Issue | None,
    words: Wording,
) -> Cell:
    shown = " ".join(text.split())
    if issue is not None:
        why = labelled(words(issue.expected), words(issue.effect), words)
        held = issue.level in _HELD
        mark = "? " if held else "ⓘ "
        return Cell(mark + shown, tip=why, tone=Tone.WORSE if held else Tone.LEVEL, shaded=True, copy=text)
    if mapping is None:
        return Cell(shown)
    place = place_of(mapping, number, at)
    column = by_column.get(place.column)
    use = column.use if column is not None else ColumnUse.IGNORE
    if place.row == mapping.header_row:
        return Cell(
            shown,
            tip=_tip(_HEADER, use, words),
            bold=True,
            tone=Tone.OURS,
            shaded=use is not ColumnUse.IGNORE,
        )
    if mapping.unit_row and place.row == mapping.unit_row:
        return Cell(shown, tip=words(_UNITS), quiet=True)
    inside = place.row >= mapping.first_row and (not mapping.last_row or place.row <= mapping.last_row)
    if not inside or use is ColumnUse.IGNORE:
        return Cell(shown, tip=words(USES[ColumnUse.IGNORE]) if shown else "", quiet=True)
    return Cell(
        shown,
        tip=_tip(USES[use], use, words) if shown else "",
        tone=Tone.BETTER if use in _VALUES else Tone.NEUTRAL,
        bold=use is ColumnUse.NAME,
    )


def _tip(said: Message, use: ColumnUse, words: Wording) -> str:
    return labelled(words(said), words(USES[use]), words) if said is _HEADER else words(said)


def _by_cell(issues: Sequence[Issue], sheet: str) -> dict[str, Issue]:
    """The gravest issue of each cell of a sheet."""
    found: dict[str, Issue] = {}
    for one in issues:
        if one.place.cell and one.place.sheet in ("", sheet):
            present = found.get(one.place.cell)
            if present is None or (one.level in _HELD and present.level not in _HELD):
                found[one.place.cell] = one
    return found
