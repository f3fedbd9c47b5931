"""The data behind a chart as CSV: one header, one row a mark, as every CSV here is written (`csv_text`)."""

from __future__ import annotations

import io
from pathlib import Path

from compare_app.domain.report import Table
from compare_app.exporters.cells import guarded
from compare_app.exporters.csv_text import csv_writer, write_csv_text


def write_chart_csv(to: Path, table: Table) -> None:
    """Write header and rows; the old file survives a failure."""
    buffer = io.StringIO()
    writer = csv_writer(buffer)
    writer.writerow([guarded(title) for title in table.header])
    writer.writerows([guarded(cell.text) for cell in row] for row in table.rows)
    write_csv_text(to, buffer.getvalue())
