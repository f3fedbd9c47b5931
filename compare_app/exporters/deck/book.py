"""The workbook behind a native chart: people open it to edit the data, so every text in it is text."""

from __future__ import annotations

import io
from typing import Any

from compare_app.exporters.cells import fitting, starts_formula
from compare_app.exporters.plan.look import new_book


def workbook_of(data: Any) -> bytes:
    """Categories in column A from row 2, one column a series, where the chart looks for them."""
    buffer = io.BytesIO()
    book = new_book(buffer)
    sheet = book.add_worksheet("Sheet1")
    text = book.add_format({"num_format": "@"})
    quoted = book.add_format({"num_format": "@", "quote_prefix": True})
    number = book.add_format({"num_format": "0.0"})
    sheet.set_column(0, 0, 36)

    def write(row: int, column: int, said: str) -> None:
        sheet.write_string(row, column, fitting(said), quoted if starts_formula(said) else text)

    for row, category in enumerate(data.categories, 1):
        write(row, 0, str(category.label))
    for column, series in enumerate(data, 1):
        write(0, column, str(series.name))
        for row, value in enumerate(series.values, 1):
            if value is not None:
                sheet.write_number(row, column, value, number)
    book.close()
    return buffer.getvalue()
