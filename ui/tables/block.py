"""Blocks of cells: what of a table is copied, and what a pasted, filled or cleared block changes in it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from compare_app.domain.number import parse_decimal
from compare_app.text.fold import key as folded
from ui.models.cell_edits import CellChange, CellEdits
from ui.models.grid_model import GridModel


def rows_of(text: str) -> list[list[str]]:
    """The cells of a block as spreadsheets put it on the clipboard: tabs, line ends, cells with either in quotes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").splitlines(keepends=True)
    return list(csv.reader(lines, "excel-tab"))


def is_header(row: Sequence[str]) -> bool:
    """More words than figures."""
    filled = [cell for cell in row if cell.strip()]
    figures = sum(parse_decimal(cell.strip().rstrip("%")) is not None for cell in filled)
    return bool(filled) and 2 * figures < len(filled)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a block goes: the first row of the view, and the columns of the model in the order they are seen."""

    row: int
    columns: tuple[int, ...]


def named_columns(header: Sequence[str], model: GridModel, seen: Sequence[int]) -> tuple[int, ...] | None:
    """The columns that a pasted header names, one for each of its cells; None where it does not name them all.

    A title of two lines (name, unit) is met by its name, by both, or by its tooltip's first line.
    """
    titles: dict[str, int] = {}
    for at in seen:
        title = model.grid.columns[at].title
        for name in (title, title.splitlines()[0] if title else ""):
            titles.setdefault(folded(" ".join(name.split())), at)
    found = [titles.get(folded(" ".join(cell.split()))) for cell in header]
    if not found or any(at is None for at in found) or len(set(found)) < len(found):
        return None
    return tuple(at for at in found if at is not None)


def pasted(block: Sequence[Sequence[str]], model: GridModel, target: Target) -> tuple[CellEdits, int]:
    """What a block changes from the target on, and how many of its cells meet one that cannot be edited.

    Rows beyond the last one are new rows. A cell that already holds its text counts as done.
    """
    changes: list[CellChange] = []
    new_rows: list[tuple[tuple[object, str], ...]] = []
    skipped = 0
    for down, cells in enumerate(block):
        row = target.row + down
        placed = list(zip(target.columns, cells))
        if row >= model.rowCount():
            filled = [(at, model.grid.columns[at], text) for at, text in placed if text.strip()]
            meant = [
                (column.key, column.meant(text) if _takes_input(model, at) else None)
                for at, column, text in filled
            ]
            new_rows.append(tuple((key, text) for key, text in meant if text is not None))
            skipped += sum(text is None for _, text in meant)
            continue
        skipped += max(0, len(cells) - len(target.columns))
        for at, text in placed:
            index = model.index(row, at)
            change = model.change(index, text)
            if change is not None:
                changes.append(change)
            elif model.cell(index).edit is None or not _is_there(model, row, at, text):
                skipped += 1
    return CellEdits(tuple(changes), tuple(row for row in new_rows if row)), skipped


def _takes_input(model: GridModel, at: int) -> bool:
    """Whether a new row can be given a text in a column: as the last row can."""
    return model.cell(model.index(model.rowCount() - 1, at)).edit is not None


def _is_there(model: GridModel, row: int, at: int, text: str) -> bool:
    index = model.index(row, at)
    return model.column(index).meant(text) == model.cell(index).edit


def filled_down(model: GridModel, cells: Sequence[tuple[int, int]]) -> CellEdits:
    """The first row of a range repeated over the rest of it, column by column; one single row takes the one above."""
    changes: list[CellChange] = []
    rows = sorted({row for row, _ in cells})
    if len(rows) == 1:
        rows.insert(0, rows[0] - 1)
    if not rows or rows[0] < 0:
        return CellEdits()
    for at in sorted({column for _, column in cells}):
        source = model.cell(model.index(rows[0], at))
        text = source.edit if source.edit is not None else None
        for row in rows[1:]:
            change = model.change(model.index(row, at), text) if text is not None else None
            if change is not None:
                changes.append(change)
    return CellEdits(tuple(changes))


def same_in_all(model: GridModel, cells: Sequence[tuple[int, int]], text: str) -> CellEdits:
    """One text in every cell of a range; empty to clear it. What offers choices keeps its choice."""
    made = (model.change(model.index(row, at), text) for row, at in cells)
    return CellEdits(tuple(one for one in made if one is not None))
