"""The data behind a chart, to be read and copied."""

from __future__ import annotations

from compare_app.domain.chart_table import table_of
from compare_app.domain.charts import ChartSpec
from compare_app.text.wording import Wording
from ui.models.cell import Cell, Column, Grid, ReadyRows


def chart_grid(spec: ChartSpec, words: Wording) -> Grid:
    """One row a mark, as `table_of` says them; the keys are the places of the rows."""
    table = table_of(spec, words)
    columns = tuple(Column(f"c{at}", title, width=30) for at, title in enumerate(table.header))
    rows = [
        (at, tuple(Cell(cell.text, tip=cell.text, bold=not place) for place, cell in enumerate(row)))
        for at, row in enumerate(table.rows)
    ]
    return Grid(columns, ReadyRows(rows))
