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
from compare_app.domain.number import interval_of, plain
from compare_app.domain.quantity import group_of, quantity_key
from compare_app.domain.replicates import Reading, in_unit, pool_readings, possible
from compare_app.domain.terms import Basis, Direction, Scale, Statistic
from compare_app.domain.units import conversion_on
from compare_app.domain.value import (
    Absent,
    Grade,
    Number,
    PassFail,
    Unread,
    Value,
)

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
    own = quantity_key("", indicator)
    chosen = [result for result in chosen if quantity_key(result.quantity, indicator) == own]
    if not chosen:
        return NOTHING
    groups = Counter(group_of(result.method_id, methods) for result in chosen)
    if len(groups) > 1:
        wanted = max(sorted(groups), key=lambda group: (groups[group], bool(group)))
        chosen = [result for result in chosen if group_of(result.method_id, methods) == wanted]
    readings = [one for result in chosen if (one := _in_unit(result, indicator)) is not None]
    if not readings:
        return NOTHING
    code = BASIS_CODE[basis]
    if is_class(indicator) or any(isinstance(one.value, Grade | PassFail) for one in readings):
        return _worst_class(indicator, [(one.result, one.value) for one in readings], code)
    return _number(readings, code)


def _in_unit(result: Result, indicator: Indicator) -> Reading | None:
    """The value in the indicator's unit; None where it cannot be converted."""
    if isinstance(result.value, Grade | PassFail):
        return Reading(result, result.value)
    change = conversion_on(indicator.scale, result.unit or indicator.unit, indicator.unit)
    if change is None:
        return None
    digit = interval_of(result.value.value) if isinstance(result.value, Number) else Decimal(0)
    return Reading(result, in_unit(result.value, change), None, abs(change.difference(digit)))


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


def _number(readings: Sequence[Reading], basis: int) -> Figure:
    """The representative value as the ends of what it leaves possible; an extreme bounds the mean on one side only."""
    pooled = pool_readings(readings)
    spread = math.nan if pooled.deviation is None else float(pooled.deviation)
    if pooled.statistic in (Statistic.MINIMUM, Statistic.MAXIMUM):
        left = pooled.means[0]
    else:
        known = None if pooled.value is None else possible(pooled.value)
        if known is None:
            return NOTHING
        left = known
    low = -math.inf if left.low is None else float(left.low)
    high = math.inf if left.high is None else float(left.high)
    return Figure(low, high, spread, pooled.n, basis)
