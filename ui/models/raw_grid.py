"""A sheet as it stands, cell by cell, under the letters of its columns."""

from __future__ import annotations

from compare_app.domain.draft import SheetPreview
from compare_app.text.letters import letters
from ui.models.cell import Cell, Column, Grid, ReadyRows


def raw_grid(sheet: SheetPreview) -> Grid:
    """The first rows of a sheet as they stand, under the letters of their columns."""
    width = max((len(row) for row in sheet.rows), default=0)
    columns = tuple(Column(at, letters(at)) for at in range(width))
    rows = [
        (number, tuple(Cell(row[at] if at < len(row) else "") for at in range(width)))
        for number, row in enumerate(sheet.rows, 1)
    ]
    return Grid(columns, ReadyRows(rows))
