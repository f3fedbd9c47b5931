"""A sheet as it stands, cell by cell, under the letters of its columns."""

from __future__ import annotations

from collections.abc import Sequence

from compare_app.domain.draft import SheetPreview
from compare_app.text.letters import letters
from ui.models.cell import Cell, Column, Grid, RowsOnSight


def raw_grid(sheet: SheetPreview) -> Grid:
    """The first rows of a sheet as they stand, under the letters of their columns."""
    width = max((len(row) for row in sheet.rows), default=0)
    columns = tuple(Column(at, letters(at)) for at in range(width))

    def line(at: int) -> Sequence[Cell]:
        row = sheet.rows[at]
        return tuple(Cell(row[column] if column < len(row) else "") for column in range(width))

    return Grid(columns, RowsOnSight(range(1, len(sheet.rows) + 1), line))
