"""What a table shows, as values: cells, columns and rows, prepared before anything is painted."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from compare_app.domain.cell_conditions import Day, Fact, Figure
from compare_app.domain.tone import Tone

Align = Literal["left", "right", "center"]
SortKey = tuple[int, float | str]

NOT_SORTED: SortKey = (9, "")  # what has no value comes last, whichever way a column is sorted


def figure(number: Decimal | int | None, unit: str = "") -> Figure | None:
    """The fact of a cell that is a number; None for none."""
    return None if number is None else Figure(Decimal(number), unit)


def share(fraction: Decimal) -> Figure:
    """The fact of a cell that shows a fraction as per cent."""
    return Figure(fraction * 100, "%")


def day_fact(day: date | None, *, late: bool | None = None) -> Day | None:
    """The fact of a cell that is a day; None for none."""
    return None if day is None else Day(day, late)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `edit` is the text an editor starts with; None means that the cell cannot be edited."""

    text: str
    tip: str = ""
    tone: Tone = Tone.NEUTRAL
    align: Align = "left"
    bold: bool = False
    quiet: bool = False
    shaded: bool = False  # the tone colours the ground, not only the text
    edit: str | None = None
    fact: Fact | None = (
        None  # the number or the day that it is: what conditions compare, and what it is sorted by
    )
    sort: SortKey | None = None  # None: by the fact, without one by the text
    copy: str | None = None  # None: the text
    group: str | None = None  # what a filter lists it under; None: the text

    @property
    def order(self) -> SortKey:
        """What the cell is sorted by."""
        if self.sort is not None:
            return self.sort
        match self.fact:
            case Figure(number):
                return (0, float(number))
            case Day(day):
                return (1, day.isoformat())
        return (1, self.text.casefold()) if self.text else NOT_SORTED

    @property
    def listed(self) -> str:
        """What the list of a filter says."""
        return self.text if self.group is None else self.group


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `choices` makes its editor a drop-down, `kind` "date" one for ISO dates, "long" one for lines."""

    key: Hashable
    title: str
    tip: str = ""
    width: int = 0  # at most, in characters of about half an ideograph; 0: as wide as its cells
    choices: tuple[tuple[str, str], ...] = ()  # (value, label)
    kind: Literal["text", "long", "date", "choice"] = "text"
    align: Align = "left"
    on: date | None = None  # of a column of days: the day that is today for the table
    room_for: tuple[str, ...] = ()  # texts that fit whatever the cells hold when the columns are fitted

    def meant(self, text: str) -> str | None:
        """The value that a typed or pasted text means; of choices their value, from their label with or without its
        sign. None: there is no such choice.
        """
        if not self.choices:
            return text
        said = text.strip()
        names = ((value, (value, label, label.partition(" ")[2])) for value, label in self.choices)
        return next((value for value, known in names if said in known and said), None)


class Rows(Protocol):
    """The rows of a table. A long table makes its cells when they are first asked for."""

    def __len__(self) -> int:
        """How many rows."""
        ...

    def key(self, index: int) -> Hashable:
        """What the row is about."""
        ...

    def cells(self, index: int) -> Sequence[Cell]:
        """The cells of a row; the second call is a look-up."""
        ...

    def order(self, column: int) -> Sequence[SortKey]:
        """The sort keys of a column, one per row."""
        ...

    def listed(self, column: int) -> Sequence[str]:
        """What a filter of a column lists, one per row."""
        ...

    def facts(self, column: int) -> Sequence[Fact | None]:
        """The numbers and days of a column, one per row."""
        ...

    def texts(self, column: int) -> Sequence[str]:
        """What the cells of a column say, one per row."""
        ...


class CellRows(ABC):
    """Columns read off the cells; for them every row is made."""

    @abstractmethod
    def __len__(self) -> int:
        """How many rows."""

    @abstractmethod
    def cells(self, index: int) -> Sequence[Cell]:
        """The cells of a row."""

    def order(self, column: int) -> Sequence[SortKey]:
        """The sort keys of a column."""
        return [self.cells(index)[column].order for index in range(len(self))]

    def listed(self, column: int) -> Sequence[str]:
        """What a filter of a column lists."""
        return [self.cells(index)[column].listed for index in range(len(self))]

    def facts(self, column: int) -> Sequence[Fact | None]:
        """The numbers and days of a column."""
        return [self.cells(index)[column].fact for index in range(len(self))]

    def texts(self, column: int) -> Sequence[str]:
        """What the cells of a column say."""
        return [self.cells(index)[column].text for index in range(len(self))]


class ReadyRows(CellRows):
    """Rows whose cells are all there."""

    def __init__(self, rows: Sequence[tuple[Hashable, Sequence[Cell]]] = ()) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def key(self, index: int) -> Hashable:
        """What the row is about."""
        return self._rows[index][0]

    def cells(self, index: int) -> Sequence[Cell]:
        """The cells of a row."""
        return self._rows[index][1]


class RowsOnSight(CellRows):
    """Rows whose cells are made when first asked for, then kept: a long table makes only what is seen."""

    def __init__(self, keys: Sequence[Hashable], make: Callable[[int], Sequence[Cell]]) -> None:
        self._keys = keys
        self._make = make
        self._ready: dict[int, Sequence[Cell]] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def key(self, index: int) -> Hashable:
        """What the row is about."""
        return self._keys[index]

    def cells(self, index: int) -> Sequence[Cell]:
        """The cells of a row; the second call is a look-up."""
        found = self._ready.get(index)
        if found is None:
            found = self._ready[index] = self._make(index)
        return found


@dataclass(frozen=True)
class Grid:
    """A whole table."""

    columns: tuple[Column, ...] = ()
    rows: Rows = ReadyRows()  # noqa: RUF009  empty and immutable
