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

from compare_app.domain.gate_keys import CLASS, NUMBER, UNSTATED, VERDICT, GateKey, sample_key
from compare_app.domain.grade import grade_key
from compare_app.domain.grid import UNKNOWN, nearest, places_of
from compare_app.domain.limit import Interval
from compare_app.domain.model import Indicator, Result, Sample, TestMethod
from compare_app.domain.number import interval_of, plain
from compare_app.domain.pool import Mark
from compare_app.domain.quantity import group_of, quantity_key
from compare_app.domain.replicates import Pooled, Reading, in_unit, pool_readings, possible
from compare_app.domain.scheme import is_class
from compare_app.domain.terms import Basis, Direction, SampleKind, Statistic
from compare_app.domain.units import Conversion, conversion_on
from compare_app.domain.value import (
    Absent,
    Grade,
    Number,
    PassFail,
    Unread,
    Value,
)
from compare_app.text.fold import key

BASIS_ORDER: Final = (Basis.TESTED, Basis.DECLARED, Basis.ESTIMATED)
BASIS_CODE: Final = {Basis.DECLARED: 1, Basis.TESTED: 2, Basis.ESTIMATED: 3}
EXTREMES: Final = (Statistic.MINIMUM, Statistic.MAXIMUM)

Kinds = Mapping[str, SampleKind]
"""The kind of each sample, by its id."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One entry of a column, see `domain.pool.Column`."""

    low: float
    high: float
    deviation: float
    count: int
    basis: int
    key: GateKey = UNSTATED
    marks: int = 0
    places: int = UNKNOWN
    uncertainty: float = math.nan
    far: float = math.nan


NOTHING: Final = Figure(math.nan, math.nan, math.nan, 0, 0)
UNUSABLE: Final = Figure(math.nan, math.nan, math.nan, 0, 0, marks=int(Mark.REPORTED))
"""Results stand there, and none gives a value that could be compared."""


def aim(indicator: Indicator) -> Decimal | None:
    """The target from which the farthest single value is kept; None where larger or smaller is better."""
    return indicator.target if indicator.direction in (Direction.TARGET, Direction.RANGE) else None


def kinds_of(samples: Mapping[str, Sample]) -> Kinds:
    """The samples whose kind is stated."""
    return {name: one.kind for name, one in samples.items() if one.kind is not SampleKind.UNSTATED}


def figure(
    indicator: Indicator,
    results: Sequence[Result],
    methods: Mapping[str, TestMethod],
    kinds: Kinds | None = None,
) -> Figure:
    """The entry of one product. Tested values come before declared ones, declared before estimated; the indicator's own
    quantity before others; among several method groups the one with most values. What cannot be converted or combined
    is NaN.
    """
    telling = [result for result in results if not isinstance(result.value, Absent | Unread)]
    for basis in BASIS_ORDER:
        chosen = [result for result in telling if result.basis is basis]
        if chosen:
            break
    else:
        return UNUSABLE if results else NOTHING
    better = BASIS_ORDER[: BASIS_ORDER.index(basis) + 1]
    unread = any(isinstance(one.value, Unread) and one.basis in better for one in results)
    chosen, quantity = _one_quantity(chosen, indicator)
    chosen, method = _one_method(chosen, methods)
    found = [(result, _change(result, indicator)) for result in chosen]
    readings = [
        _reading(result, change)
        for result, change in found
        if change is not None or isinstance(result.value, Grade | PassFail)
    ]
    if not readings:
        return UNUSABLE
    came = _Came(
        basis=BASIS_CODE[basis],
        quantity="" if quantity == quantity_key("", indicator) else quantity,
        method=method,
        condition=key("; ".join(sorted({one.result.condition for one in readings} - {""}))),
        sample=sample_key((kinds or {}).get(one.result.sample_id, SampleKind.UNSTATED) for one in readings),
        partial=unread or len(readings) < len(found),
        converted=any(
            change is not None and not change.identity and not isinstance(result.value, Grade | PassFail)
            for result, change in found
        ),
    )
    if is_class(indicator) or any(isinstance(one.value, Grade | PassFail) for one in readings):
        return _worst_class(indicator, [(one.result, one.value) for one in readings], came)
    return _number(indicator, readings, came)


@dataclass(frozen=True, slots=True)
class _Came:
    """What the gate and the statistics ask of the results behind an entry."""

    basis: int
    quantity: str
    method: str
    condition: str
    sample: str
    partial: bool
    converted: bool

    def key(self, form: str, extreme: str = "") -> GateKey:
        return GateKey(self.quantity, form, self.method, self.condition, extreme, self.sample)

    @property
    def marks(self) -> Mark:
        return (Mark.PARTIAL if self.partial else Mark(0)) | (Mark.CONVERTED if self.converted else Mark(0))


def _one_quantity(results: list[Result], indicator: Indicator) -> tuple[list[Result], str]:
    kinds = Counter(quantity_key(result.quantity, indicator) for result in results)
    own = quantity_key("", indicator)
    wanted = own if own in kinds else max(sorted(kinds), key=kinds.__getitem__)
    return [one for one in results if quantity_key(one.quantity, indicator) == wanted], wanted


def _one_method(results: list[Result], methods: Mapping[str, TestMethod]) -> tuple[list[Result], str]:
    groups = Counter(group_of(result.method_id, methods) for result in results)
    wanted = max(sorted(groups), key=lambda group: (groups[group], bool(group)))
    return [one for one in results if group_of(one.method_id, methods) == wanted], wanted


def _change(result: Result, indicator: Indicator) -> Conversion | None:
    return conversion_on(indicator.scale, result.unit or indicator.unit, indicator.unit)


def _reading(result: Result, change: Conversion | None) -> Reading:
    """The value in the indicator's unit, with U at k = 2."""
    if change is None or isinstance(result.value, Grade | PassFail):
        return Reading(result, result.value)
    digit = interval_of(result.value.value) if isinstance(result.value, Number) else Decimal(0)
    factor = Decimal(2) if result.coverage is None else result.coverage
    expanded = None
    if result.uncertainty is not None and result.uncertainty >= 0 and factor > 0:
        expanded = change.difference(result.uncertainty) * 2 / factor
    return Reading(result, in_unit(result.value, change), expanded, abs(change.difference(digit)))


def _worst_class(indicator: Indicator, pairs: Sequence[tuple[Result, Value]], came: _Came) -> Figure:
    """The worst class stands for the product, as its step from the worst level (1); a verdict is 1 or 0."""
    count = len({result.specimen or str(result.replicate) for result, _ in pairs})
    values = [value for _, value in pairs]
    if all(isinstance(value, PassFail) for value in values):
        worst = int(all(isinstance(value, PassFail) and value.passed for value in values))
        form = VERDICT
    else:
        steps = [_step(indicator, value) for value in values]
        known = [step for step in steps if step is not None]
        if len(known) < len(steps):
            return UNUSABLE
        worst, form = min(known), CLASS
    step = float(worst)
    return Figure(step, step, math.nan, count, came.basis, came.key(form), int(came.marks), 0)


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


def _number(indicator: Indicator, readings: Sequence[Reading], came: _Came) -> Figure:
    """The representative value as the ends of what it leaves possible; a known minimum or maximum stands for itself."""
    pooled = pool_readings(readings)
    left = None if pooled.value is None else possible(pooled.value)
    if left is None:
        return UNUSABLE
    target = aim(indicator)
    if isinstance(pooled.value, Number):
        mean = pooled.value.value
        far = None if target is None else _farthest(pooled, mean, target)
        places = places_of(mean, pooled.n, *([] if far is None else [far]))
        low = high = nearest(mean, pooled.n, places)
        extreme = pooled.statistic.value if pooled.statistic in EXTREMES else ""
    else:
        far, extreme = None, ""
        ends = [end for end in (left.low, left.high) if end is not None]
        places = places_of(ends[0], pooled.n, *ends[1:])
        low = -math.inf if left.low is None else nearest(left.low, pooled.n, places)
        high = math.inf if left.high is None else nearest(left.high, pooled.n, places)
    uncertainty = _uncertainty(readings)
    return Figure(
        low,
        high,
        _deviation(pooled),
        pooled.n,
        came.basis,
        came.key(NUMBER, extreme),
        int(came.marks | _ends(pooled, left)),
        places,
        math.nan if uncertainty is None else float(uncertainty),
        math.nan if far is None else nearest(far, 1, places),
    )


def _farthest(pooled: Pooled, mean: Decimal, target: Decimal) -> Decimal:
    """The single value farthest from the target: deviations to both sides cancel in a mean."""
    ends = [end for end in (pooled.low, pooled.high, mean) if end is not None]
    return max(ends, key=lambda end: abs(end - target))


def _deviation(pooled: Pooled) -> float:
    """Equal values have none, whatever digits their mean was cut to."""
    if pooled.deviation is None:
        return math.nan
    return float(pooled.deviation) if len(set(pooled.units)) > 1 else 0.0


def _uncertainty(readings: Sequence[Reading]) -> Decimal | None:
    """U of the one number that was reported; of several single values nobody stated a common one."""
    numbers = [one for one in readings if isinstance(one.value, Number)]
    stated = [one for one in numbers if one.result.statistic is Statistic.MEAN] or numbers
    return stated[0].uncertainty if len(stated) == 1 else None


def _ends(pooled: Pooled, left: Interval) -> Mark:
    """Which ends are open, and whether there is more behind the value than itself."""
    marks = Mark(0)
    if not isinstance(pooled.value, Number):
        marks |= Mark.ENDS
        marks |= Mark.LOW_OPEN if left.low is not None and not left.low_closed else Mark(0)
        marks |= Mark.HIGH_OPEN if left.high is not None and not left.high_closed else Mark(0)
    elif pooled.statistic not in EXTREMES and pooled.means != (left,) and len(pooled.means) == 1:
        marks |= Mark.LOOSE
    return marks
