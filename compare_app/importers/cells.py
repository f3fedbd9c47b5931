"""Cells as a file holds them, whatever the format: the text a person sees, what kind it is, where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from compare_app.text.letters import letters, place


class CellKind(StrEnum):
    """What the file says a cell is; only TEXT and NUMBER can be values."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"  # #N/A, #DIV/0!
    UNCALCULATED = "uncalculated"  # a formula whose value was never stored
    LONG = "long"  # a text longer than any spreadsheet keeps


LONGEST: Final = 32_767
"""Characters that Excel keeps in a cell."""

NO_VALUE: Final = frozenset({CellKind.ERROR, CellKind.UNCALCULATED, CellKind.LONG})
"""Kinds whose text is kept and says nothing."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell without its place, so that equal cells are one object and are understood once.

    `text` of a number keeps the digits that its number format shows (1.10, 87.3%) and never loses a stored one.
    """

    text: str
    kind: CellKind = CellKind.TEXT
    number_format: str = ""
    original: str | None = (
        None  # what the file says, where a person corrected the cell before it was taken in
    )


EMPTY = Cell("")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows count from 1, columns from 0, ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty; `number` counts from 1, cells from column A.

    `merges` are the merged ranges over it, once `MergedCells` has filled the row.
    """

    number: int
    cells: Sequence[Cell]
    merges: Sequence[Merge] = ()

    def at(self, column: int) -> Cell:
        """The cell in a column counted from 0; an empty one beyond the end."""
        return self.cells[column] if 0 <= column < len(self.cells) else EMPTY

    def merge_at(self, column: int) -> Merge | None:
        """The merged range over a column."""
        return next((one for one in self.merges if one.left <= column <= one.right), None)


@dataclass(frozen=True, slots=True)
class SheetName:
    """A sheet of a file, as its table of contents lists it."""

    name: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet in memory: only rows that hold something. In a turned sheet rows are the file's columns."""

    name: str
    rows: Sequence[Row]
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()  # counted from 1
    hidden_columns: frozenset[int] = frozenset()  # counted from 0
    turned: bool = False
    since_1904: bool = False  # the file counts its days from 1904

    @property
    def column_count(self) -> int:
        """The widest row."""
        return max((len(row.cells) for row in self.rows), default=0)

    @property
    def last_row(self) -> int:
        """Number of the last row that holds something; 0 for an empty sheet."""
        return self.rows[-1].number if self.rows else 0

    def address(self, row: int, column: int) -> str:
        """The A1 address in the file; row from 1, column from 0."""
        return f"{letters(row - 1)}{column + 1}" if self.turned else f"{letters(column)}{row}"

    def row(self, number: int) -> Row:
        """A row by its number; an empty one where nothing stands."""
        for row in self.rows:
            if row.number == number:
                return row
        return Row(number, ())

    def corrected(self, texts: Mapping[str, str]) -> Sheet:
        """The sheet with other texts at some A1 addresses."""
        rows = {row.number: list(row.cells) for row in self.rows}
        for address, text in texts.items():
            number, column = place(address)
            cells = rows.setdefault(number, [])
            cells += [EMPTY] * (column + 1 - len(cells))
            cells[column] = Cell(text, original=cells[column].text)
        return replace(self, rows=[Row(number, rows[number]) for number in sorted(rows)])

    def transposed(self) -> Sheet:
        """The sheet with rows and columns exchanged; addresses stay those of the file."""
        width = self.column_count
        height = self.last_row
        grid = [[EMPTY] * height for _ in range(width)]
        for row in self.rows:
            for column, cell in enumerate(row.cells):
                grid[column][row.number - 1] = cell
        return Sheet(
            self.name,
            [Row(at + 1, cells) for at, cells in enumerate(grid) if any(cell.text for cell in cells)],
            tuple(Merge(one.left + 1, one.top - 1, one.right + 1, one.bottom - 1) for one in self.merges),
            frozenset(column + 1 for column in self.hidden_columns),
            frozenset(row - 1 for row in self.hidden_rows),
            not self.turned,
            self.since_1904,
        )
