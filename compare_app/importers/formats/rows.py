"""Rows as they are put together from the cells of any format, with the limits that hold for all."""

from __future__ import annotations

from typing import Final

from compare_app.importers import refuse
from compare_app.importers.cells import EMPTY, Cell, Row
from compare_app.text.message import M

MOST_CELLS: Final = 40_000_000  # places, blanks between filled cells included
MOST_COLUMNS: Final = 16_384
MOST_ROWS: Final = 1_048_576


class Rows:
    """The rows of one sheet. A row or place that no spreadsheet has, or too many of them, is a RefusedFile."""

    def __init__(self, file: str, sheet: str) -> None:
        self._file = file
        self._sheet = sheet
        self._rows: dict[int, Row] = {}
        self._places = 0
        self.widest = 0

    def put(self, number: int, cells: list[Cell]) -> None:
        """A row by its number from 1; one without a filled cell is not kept."""
        while cells and cells[-1] is EMPTY:
            cells.pop()
        if not cells:
            return
        if not 1 <= number <= MOST_ROWS or number in self._rows or len(cells) > MOST_COLUMNS:
            raise refuse.damaged(self._file, f"{self._sheet}, {number}")
        self._places += len(cells)
        self.widest = max(self.widest, len(cells))
        if self._places > MOST_CELLS:
            raise refuse.refused(
                "IMP-TOO-LARGE",
                self._file,
                M(
                    "Sheet {sheet} of {file} holds more than {limit} cells",
                    sheet=self._sheet,
                    file=self._file,
                    limit=MOST_CELLS,
                ),
                M("Split the table into several files, or delete empty formatted rows and columns"),
            )
        self._rows[number] = Row(number, cells)

    def all(self) -> list[Row]:
        """In the order of their numbers."""
        return [self._rows[number] for number in sorted(self._rows)]
