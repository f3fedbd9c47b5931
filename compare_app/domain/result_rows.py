"""Many new results of one table, kept by column: what repeats stands once, a result is an object only when asked for.

A table of 100 000 products with 30 indicators has three million results and a few thousand different cells.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from compare_app.domain.model import CellRef, Result
from compare_app.domain.terms import Basis, Statistic
from compare_app.domain.value import Value
from compare_app.text.letters import letters


@dataclass(frozen=True, slots=True)
class RowsColumn:
    """What the results of one column share. `at` counts from 0; in a turned table it is the row of the file."""

    indicator_id: str
    basis: Basis
    file: str
    sheet: str
    at: int
    turned: bool = False

    def address(self, row: int) -> str:
        """The A1 address in the file of a row of the table."""
        return f"{letters(row - 1)}{self.at + 1}" if self.turned else f"{letters(self.at)}{row}"


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says: its text, and what was understood of it."""

    raw: str
    value: Value
    unit: str
    statistic: Statistic


class ResultRows(Sequence[Result]):
    """Results in the order in which they were read; each is the first of its key."""

    def __init__(self) -> None:
        self.products: list[str] = []
        self.columns: list[RowsColumn] = []
        self.said: list[Said] = []
        self.product = array("i")  # … of each result its place in these lists, its replicate, its row
        self.column = array("i")
        self.what = array("i")
        self.replicate = array("i")
        self.row = array("i")
        self._places: dict[str, int] = {}

    def place_of(self, product_id: str) -> int:
        """Where a product stands among `products`."""
        found = self._places.get(product_id)
        if found is None:
            found = self._places[product_id] = len(self.products)
            self.products.append(product_id)
        return found

    def add_column(self, column: RowsColumn) -> int:
        """A column, and its place."""
        self.columns.append(column)
        return len(self.columns) - 1

    def add_said(self, said: Said) -> int:
        """What a cell says, and its place."""
        self.said.append(said)
        return len(self.said) - 1

    def add(self, product: int, column: int, what: int, replicate: int, row: int) -> None:
        """One result, by places."""
        self.product.append(product)
        self.column.append(column)
        self.what.append(what)
        self.replicate.append(replicate)
        self.row.append(row)

    def __len__(self) -> int:
        return len(self.row)

    @overload
    def __getitem__(self, index: int) -> Result: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Result]: ...
    def __getitem__(self, index: int | slice) -> Result | Sequence[Result]:
        if isinstance(index, slice):
            return [self._made(at) for at in range(*index.indices(len(self)))]
        return self._made(range(len(self))[index])

    def __iter__(self) -> Iterator[Result]:
        return map(self._made, range(len(self)))

    def _made(self, at: int) -> Result:
        column, said = self.columns[self.column[at]], self.said[self.what[at]]
        return Result(
            self.products[self.product[at]],
            column.indicator_id,
            self.replicate[at],
            said.raw,
            said.value,
            said.unit,
            column.basis,
            said.statistic,
            cell=CellRef(column.file, column.sheet, column.address(self.row[at])),
        )
