"""Which cells of a column satisfy the conditions of a filter.

Numbers are compared as decimals. A cell that is no number (missing, not comparable, held) never satisfies a condition
on numbers, not even ≠; the same holds for days.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from compare_app.domain.cell_conditions import (
    AVERAGES,
    OF_DAYS,
    OF_FIGURES,
    RANKS,
    Condition,
    Conditions,
    Day,
    Fact,
    Figure,
    Relation,
    operand,
)
from compare_app.domain.day_text import typed_day
from compare_app.domain.month import Month
from compare_app.text.fold import half_width
from compare_app.text.fold import key as folded

_COMPARED: Final[dict[Relation, Callable[[Decimal, Decimal], bool]]] = {
    Relation.AT_LEAST: operator.ge,
    Relation.AT_MOST: operator.le,
    Relation.ABOVE: operator.gt,
    Relation.BELOW: operator.lt,
    Relation.EQUAL: operator.eq,
    Relation.UNEQUAL: operator.ne,
}
_READ: Final[dict[Relation, Callable[[str, str], bool]]] = {
    Relation.CONTAINS: lambda text, wanted: wanted in text,
    Relation.LACKS: lambda text, wanted: wanted not in text,
    Relation.BEGINS: lambda text, wanted: text.startswith(wanted),
    Relation.EMPTY: lambda text, _: not text.strip(),
    Relation.FILLED: lambda text, _: bool(text.strip()),
}


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """A column as conditions look at it, row by row: what the cells are, what they say; and which day it is."""

    facts: Sequence[Fact | None]
    texts: Sequence[str]
    on: date | None = None

    @property
    def figures(self) -> list[Figure]:
        """The cells that are numbers."""
        return [one for one in self.facts if isinstance(one, Figure)]

    @property
    def days(self) -> list[Day]:
        """The cells that are days."""
        return [one for one in self.facts if isinstance(one, Day)]

    @property
    def units(self) -> tuple[str, ...]:
        """The units of the numbers, each once."""
        return tuple(dict.fromkeys(one.unit for one in self.figures))

    @property
    def can_be_averaged(self) -> bool:
        """Whether every cell that says something is a number, and all are of one unit."""
        said = (fact for fact, text in zip(self.facts, self.texts) if fact is not None or text.strip())
        return len(self.units) == 1 and all(isinstance(fact, Figure) for fact in said)


def passes(conditions: Conditions, column: ColumnFacts) -> list[bool]:
    """For each row whether its cell satisfies the conditions; what cannot be read is satisfied by none."""
    met = [_passes(one, column) for one in conditions.parts]
    return [any(row) if conditions.either else all(row) for row in zip(*met, strict=True)]


def outside(conditions: Conditions, column: ColumnFacts) -> tuple[int, int]:
    """How many cells can satisfy none of the conditions because they are no number, and because they are no day."""
    asked = {one.relation for one in conditions.parts}
    kinds = (Figure if asked & set(OF_FIGURES) else None, Day if asked & set(OF_DAYS) else None)
    figures, days = (
        0 if kind is None else sum(not isinstance(one, kind) for one in column.facts) for kind in kinds
    )
    return figures, days


def _passes(condition: Condition, column: ColumnFacts) -> list[bool]:
    relation = condition.relation
    if not condition.is_whole:
        return [False] * len(column.facts)
    if relation in _READ:
        wanted, holds = _letters(condition.first), _READ[relation]
        return [holds(_letters(text), wanted) for text in column.texts]
    if relation in OF_DAYS:
        good = _on_days(condition, column)
        return [isinstance(one, Day) and good(one) for one in column.facts]
    holds_for = _on_figures(condition, column)
    return [isinstance(one, Figure) and holds_for(one) for one in column.facts]


def _on_figures(condition: Condition, column: ColumnFacts) -> Callable[[Figure], bool]:
    relation = condition.relation
    if relation in RANKS:
        if len(column.units) > 1:
            return lambda _: False  # a number of volts is neither larger nor smaller than one of hours
        return _among(column.figures, int(condition.first), largest=relation is Relation.LARGEST)
    if relation in AVERAGES:
        return _beside_average(column, above=relation is Relation.ABOVE_AVERAGE)
    first = operand(condition.first) or Figure(Decimal(0))
    if relation is Relation.BETWEEN:
        second = operand(condition.second) or first
        low, high = sorted((first.number, second.number))
        unit = first.unit or second.unit
        return lambda one: _in(unit, one) and low <= one.number <= high
    compare = _COMPARED[relation]
    return lambda one: _in(first.unit, one) and compare(one.number, first.number)


def _in(unit: str, one: Figure) -> bool:
    return not unit or folded(unit) == folded(one.unit)


def _among(figures: Sequence[Figure], count: int, *, largest: bool) -> Callable[[Figure], bool]:
    """Those among the `count` first ones; equal ones at the edge all stay, as in spreadsheets."""
    numbers = sorted((one.number for one in figures), reverse=largest)
    if not numbers:
        return lambda _: False
    edge = numbers[min(count, len(numbers)) - 1]
    return lambda one: one.number >= edge if largest else one.number <= edge


def _beside_average(column: ColumnFacts, *, above: bool) -> Callable[[Figure], bool]:
    if not column.can_be_averaged:
        return lambda _: False
    figures = column.figures
    average = sum((Fraction(one.number) for one in figures), Fraction()) / len(figures)
    return lambda one: one.number > average if above else one.number < average


def _on_days(condition: Condition, column: ColumnFacts) -> Callable[[Day], bool]:
    match condition.relation:
        case Relation.OVERDUE:
            return lambda one: one.late is True
        case Relation.THIS_MONTH:
            on = column.on
            if on is None:
                return lambda _: False
            month = Month(on.year, on.month)
            return lambda one: month.first <= one.day <= month.last
    first = typed_day(condition.first) or date.min
    match condition.relation:
        case Relation.BEFORE:
            return lambda one: one.day < first
        case Relation.AFTER:
            return lambda one: one.day > first
    low, high = sorted((first, typed_day(condition.second) or first))
    return lambda one: low <= one.day <= high


def _letters(text: str) -> str:
    """Whatever their case and width; blanks of several lines are one."""
    return half_width(" ".join(text.split())).casefold()
