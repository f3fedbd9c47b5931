"""What a filter of spreadsheets asks of the cells of a column: ≥ 5, the ten largest, contains, overdue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from compare_app.domain.day_text import typed_day
from compare_app.domain.number import NUMBER, fold_number, parse_decimal

_WITH_UNIT: Final = re.compile(rf"({NUMBER})\s*([^\s0-9.,].*)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell is this number, in this unit."""

    number: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A cell is this day; `late` where something was due on it and is not done, None where nothing falls due."""

    day: date
    late: bool | None = None


Fact = Figure | Day
"""What a cell is beside its text."""


class Relation(StrEnum):
    """What a condition asks. The values stand in the remembered views and must not change."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOVE = "above"
    BELOW = "below"
    EQUAL = "equal"
    UNEQUAL = "unequal"
    BETWEEN = "between"
    LARGEST = "largest"
    SMALLEST = "smallest"
    ABOVE_AVERAGE = "above_average"
    BELOW_AVERAGE = "below_average"
    BEFORE = "before"
    AFTER = "after"
    FROM_TO = "from_to"
    THIS_MONTH = "this_month"
    OVERDUE = "overdue"
    CONTAINS = "contains"
    LACKS = "lacks"
    BEGINS = "begins"
    EMPTY = "empty"
    FILLED = "filled"


AVERAGES: Final = (Relation.ABOVE_AVERAGE, Relation.BELOW_AVERAGE)
RANKS: Final = (Relation.LARGEST, Relation.SMALLEST)
OF_FIGURES: Final = (
    Relation.AT_LEAST, Relation.AT_MOST, Relation.ABOVE, Relation.BELOW, Relation.EQUAL, Relation.UNEQUAL,
    Relation.BETWEEN, *RANKS, *AVERAGES,
)  # fmt: skip
OF_DAYS: Final = (Relation.BEFORE, Relation.AFTER, Relation.FROM_TO, Relation.THIS_MONTH, Relation.OVERDUE)
OF_TEXTS: Final = (Relation.CONTAINS, Relation.LACKS, Relation.BEGINS, Relation.EMPTY, Relation.FILLED)
_BARE: Final = (*AVERAGES, Relation.THIS_MONTH, Relation.OVERDUE, Relation.EMPTY, Relation.FILLED)


def operands(relation: Relation) -> int:
    """How many texts are to be typed for it: none, one or two."""
    if relation in _BARE:
        return 0
    return 2 if relation in (Relation.BETWEEN, Relation.FROM_TO) else 1


@dataclass(frozen=True, slots=True)
class Condition:
    """A relation and what was typed for it. A number may be typed with its unit: then only cells in that unit count."""

    relation: Relation
    first: str = ""
    second: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether everything that the relation needs was typed and can be read."""
        return all(_readable(self.relation, text) for text in (self.first, self.second)[: self._needed])

    @property
    def _needed(self) -> int:
        return operands(self.relation)


@dataclass(frozen=True, slots=True)
class Conditions:
    """One condition on a column, or two of which both or either must hold."""

    first: Condition
    second: Condition | None = None
    either: bool = False

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The conditions themselves."""
        return (self.first,) if self.second is None else (self.first, self.second)

    @property
    def is_whole(self) -> bool:
        """Whether all of them can be read."""
        return all(one.is_whole for one in self.parts)


def _readable(relation: Relation, text: str) -> bool:
    if relation in RANKS:
        return text.isdecimal() and text.isascii() and int(text[:9]) > 0
    if relation in OF_FIGURES:
        return operand(text) is not None
    if relation in OF_DAYS:
        return typed_day(text) is not None
    return bool(text.strip())


def operand(text: str) -> Figure | None:
    """A typed number, perhaps with its unit (`-5 %`); None where it is not surely one."""
    number = parse_decimal(text)
    if number is not None:
        return Figure(number)
    found = _WITH_UNIT.fullmatch(fold_number(text).strip())
    number = parse_decimal(found[1]) if found is not None else None
    return Figure(number, found[2].strip()) if found is not None and number is not None else None
