"""What one product shows for one indicator as the numbers of a column: the rules of the engine's summary, in brief.

A test holds both against each other (tests/storage/test_pools.py).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from compare_app.domain.grade import grade_key
from compare_app.domain.model import Indicator, Result, TestMethod
from compare_app.domain.number import plain
from compare_app.domain.terms import Basis, Direction, Scale, Statistic
from compare_app.domain.units import Conversion, conversion
from compare_app.domain.value import (
    Absent,
    Censored,
    Grade,
    NotDetected,
    Number,
    Operator,
    PassFail,
    Span,
    Unread,
    Value,
)
from compare_app.text.fold import key

BASIS_ORDER: Final = (Basis.TESTED, Basis.DECLARED, Basis.ESTIMATED)
BASIS_CODE: Final = {Basis.DECLARED: 1, Basis.TESTED: 2, Basis.ESTIMATED: 3}


@dataclass(frozen=True, slots=True)
class Figure:
    """One entry of a column, see `domain.pool.Column`."""

    low: float
    high: float
    deviation: float
    count: int
    basis: int


NOTHING: Final = Figure(math.nan, math.nan, math.nan, 0, 0)


def is_class(indicator: Indicator) -> bool:
    """Whether the values of an indicator are classes, counted in steps."""
    return indicator.scale in (Scale.ORDINAL, Scale.NOMINAL) or indicator.direction in (
        Direction.GRADE,
        Direction.PASS_FAIL,
    )


def method_group(method_id: str, methods: Mapping[str, TestMethod]) -> str:
    """The comparability group of a method: its own where no group is given, empty where none is stated (R5)."""
    method = methods.get(method_id)
    return "" if method is None else key(method.group or f"{method.standard}#{method.clause}")


def figure(indicator: Indicator, results: Sequence[Result], methods: Mapping[str, TestMethod]) -> Figure:
    """The entry of one product. Tested values come before declared ones, declared before estimated; only the
    indicator's own quantity enters; among several method groups the one with most values. What cannot be converted or
    combined is NaN.
    """
    telling = [result for result in results if not isinstance(result.value, Absent | Unread)]
    for basis in BASIS_ORDER:
        chosen = [result for result in telling if result.basis is basis]
        if chosen:
            break
    else:
        return NOTHING
    own = key(indicator.quantity)
    chosen = [result for result in chosen if key(result.quantity or indicator.quantity) == own]
    if not chosen:
        return NOTHING
    groups = Counter(method_group(result.method_id, methods) for result in chosen)
    if len(groups) > 1:
        wanted = max(sorted(groups), key=lambda group: (groups[group], bool(group)))
        chosen = [result for result in chosen if method_group(result.method_id, methods) == wanted]
    pairs = [(result, value) for result in chosen if (value := _in_unit(result, indicator)) is not None]
    if not pairs:
        return NOTHING
    code = BASIS_CODE[basis]
    if is_class(indicator) or any(isinstance(value, Grade | PassFail) for _, value in pairs):
        return _worst_class(indicator, pairs, code)
    return _number(pairs, code)


def _in_unit(result: Result, indicator: Indicator) -> Value | None:
    """The value in the indicator's unit; None where it cannot be converted."""
    if isinstance(result.value, Grade | PassFail):
        return result.value
    change = conversion(result.unit or indicator.unit, indicator.unit)
    return None if change is None else _converted(result.value, change)


def _converted(value: Value, change: Conversion) -> Value:
    match value:
        case Number(number):
            return Number(change.value(number))
        case Censored(operator, bound):
            return Censored(operator, change.value(bound))
        case NotDetected(lod):
            return NotDetected(None if lod is None else change.value(lod))
        case Span(low, high):
            return Span(change.value(low), change.value(high))
        case _:
            return value


def _worst_class(indicator: Indicator, pairs: Sequence[tuple[Result, Value]], basis: int) -> Figure:
    """The worst class stands for the product, as its step from the worst level (1); a verdict is 1 or 0."""
    count = len({result.specimen or str(result.replicate) for result, _ in pairs})
    values = [value for _, value in pairs]
    if all(isinstance(value, PassFail) for value in values):
        passed = all(isinstance(value, PassFail) and value.passed for value in values)
        return Figure(float(passed), float(passed), math.nan, count, basis)
    steps = [_step(indicator, value) for value in values]
    known = [step for step in steps if step is not None]
    if len(known) < len(steps):
        return NOTHING
    return Figure(float(min(known)), float(min(known)), math.nan, count, basis)


def _step(indicator: Indicator, value: Value) -> int | None:
    match value:
        case Grade(label):
            wanted = grade_key(label)
        case Number(number) if number == number.to_integral_value():
            wanted = grade_key(plain(number))
        case _:
            return None
    for index, level in enumerate(indicator.levels):
        if grade_key(level) == wanted:
            return len(indicator.levels) - index
    return None


def _number(pairs: Sequence[tuple[Result, Value]], basis: int) -> Figure:
    reported = [value for result, value in pairs if result.statistic is Statistic.MEAN]
    extremes = [
        value for result, value in pairs if result.statistic in (Statistic.MINIMUM, Statistic.MAXIMUM)
    ]
    singles = [
        (result, value)
        for result, value in pairs
        if result.statistic in (Statistic.SINGLE, Statistic.UNSTATED)
    ]
    numbers = [(result, value.value) for result, value in singles if isinstance(value, Number)]
    bounded = [value for _, value in singles if isinstance(value, Censored | NotDetected)]
    if bounded:
        return _bounded([number for _, number in numbers], bounded, basis)
    units = _by_specimen(numbers)
    if units and not (reported and len(units) == 1):
        mean = sum(units, Decimal(0)) / len(units)
        deviation = _deviation(units, mean)
        return Figure(float(mean), float(mean), deviation, len(units), basis)
    if reported and isinstance(reported[0], Number):
        return Figure(float(reported[0].value), float(reported[0].value), math.nan, 1, basis)
    if reported and isinstance(reported[0], Censored | NotDetected):
        return _bounded([], reported, basis)
    if extremes and isinstance(extremes[0], Number):
        return Figure(float(extremes[0].value), float(extremes[0].value), math.nan, 1, basis)
    spans = [value for _, value in singles if isinstance(value, Span)]
    if spans:
        return Figure(
            float(min(span.low for span in spans)),
            float(max(span.high for span in spans)),
            math.nan,
            1,
            basis,
        )
    return NOTHING


def _by_specimen(numbers: Sequence[tuple[Result, Decimal]]) -> list[Decimal]:
    """Repeats on one specimen are averaged first: they are no replicates of the product (R31)."""
    groups: dict[str, list[Decimal]] = {}
    for result, number in numbers:
        groups.setdefault(result.specimen or f"#{result.replicate}", []).append(number)
    return [sum(values, Decimal(0)) / len(values) for values in groups.values()]


def _deviation(units: Sequence[Decimal], mean: Decimal) -> float:
    if len(units) < 2:
        return math.nan
    return float((sum(((value - mean) ** 2 for value in units), Decimal(0)) / (len(units) - 1)).sqrt())


def _bounded(numbers: Sequence[Decimal], bounded: Sequence[Value], basis: int) -> Figure:
    """A mean with censored values has a bound where all point one way; half a limit is never put in (R9)."""
    below = above = False
    bounds = list(numbers)
    for value in bounded:
        match value:
            case Censored(operator, bound):
                bounds.append(bound)
                below |= operator in (Operator.BELOW, Operator.AT_MOST)
                above |= operator in (Operator.ABOVE, Operator.AT_LEAST)
            case NotDetected(lod) if lod is not None:
                bounds.append(lod)
                below = True
            case _:
                return NOTHING
    if below == above:
        return NOTHING
    mean = float(sum(bounds, Decimal(0)) / len(bounds))
    return Figure(-math.inf if below else mean, math.inf if above else mean, math.nan, len(bounds), basis)
