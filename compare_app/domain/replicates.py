"""From the readings of one product to what they show: one value, and what is possible for mean and single values.

Every reading is a set of numbers; nothing is invented to make it one number. A limit on the mean is judged by `means`,
a limit on single values by `singles`: all sets must conform, and what a report leaves open stays open (domain.md §6.6).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from compare_app.domain.interval import EVERYTHING, exactly
from compare_app.domain.limit import Interval
from compare_app.domain.model import Result
from compare_app.domain.terms import Difference, Statistic
from compare_app.domain.units import Conversion
from compare_app.domain.value import Censored, NotDetected, Number, Operator, Span, Value

Sets = tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A result with its value in the indicator's unit; `digit` is the last digit it was typed to, in that unit."""

    result: Result
    value: Value
    uncertainty: Decimal | None = None
    digit: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Pooled:
    """What the readings show together. `value` is None where they cannot be combined, `problem` says why."""

    value: Value | None
    statistic: Statistic = Statistic.SINGLE
    n: int = 1
    mean: Decimal | None = None
    deviation: Decimal | None = None
    low: Decimal | None = None  # smallest and largest single value, where they are known
    high: Decimal | None = None
    units: tuple[Decimal, ...] = ()  # one value a specimen, where every one is known as a number
    means: Sets = ()
    singles: Sets = ()
    problem: Difference | None = None
    contradiction: bool = False  # a reported mean is not the mean of the single values beside it


def pool_readings(readings: Sequence[Reading]) -> Pooled:
    """Combine numbers, bounds and spans of one indicator in one unit.

    A mean that a report states comes first, every stated one counts; then the mean over specimens (repeats on one
    specimen are averaged, R31); then the ends of which a report speaks. A list of single values beside a stated mean,
    minimum, maximum or span that it does not reach is a part of the values only, and is never taken for all of them.
    """
    stated = [one for one in readings if one.result.statistic is Statistic.MEAN]
    rest = [one for one in readings if one.result.statistic is not Statistic.MEAN]
    lows, highs = _claimed_ends(rest)
    extremes = (Statistic.MINIMUM, Statistic.MAXIMUM)
    singles = [one for one in rest if one.result.statistic not in extremes]
    units = by_specimen(one for one in singles if isinstance(one.value, Number))
    bounds = [one.value for one in singles if isinstance(one.value, Censored | NotDetected)]
    listed = bool(units or bounds) and _reaches(units, lows, highs)
    if stated:
        return _stated_means(stated, units, bounds, lows, highs)
    if listed and bounds:
        return _bounded(units, bounds, _ends_by_specimen(singles))
    if listed:
        return _listed(units)
    return _ends(units, bounds, lows, highs)


def by_specimen(readings: Iterable[Reading]) -> list[Decimal]:
    """One value a specimen: repeats on one specimen are no replicates of the product (R31)."""
    groups: dict[tuple[str, str], list[Decimal]] = {}
    for one in readings:
        if isinstance(one.value, Number):
            groups.setdefault(_specimen(one), []).append(one.value.value)
    return [sum(values, Decimal(0)) / len(values) for values in groups.values()]


def _specimen(one: Reading) -> tuple[str, str]:
    """Which specimen a reading is of; a reading without one is of its own."""
    name = one.result.specimen
    return (one.result.sample_id, name) if name else ("", f"#{one.result.replicate}")


def _ends_by_specimen(readings: Iterable[Reading]) -> list[Decimal]:
    """The mean of each specimen with every bound at its end: what a mean over specimens with bounds is bounded by."""
    groups: dict[tuple[str, str], list[Decimal]] = {}
    for one in readings:
        inside = possible(one.value)
        end = None if inside is None else inside.low if inside.high is None else inside.high
        if end is not None:
            groups.setdefault(_specimen(one), []).append(end)
    return [sum(values, Decimal(0)) / len(values) for values in groups.values()]


def possible(value: Value) -> Interval | None:
    """The numbers that a value leaves possible; None for a class, a word, and 未检出 without a limit of detection."""
    match value:
        case Number(number):
            return exactly(number)
        case Span(low, high):
            return Interval(low, high)
        case Censored(Operator.BELOW | Operator.AT_MOST as operator, bound):
            return Interval(high=bound, high_closed=operator is Operator.AT_MOST)
        case Censored(operator, bound):
            return Interval(low=bound, low_closed=operator is Operator.AT_LEAST)
        case NotDetected(lod) if lod is not None:
            return Interval(high=lod, high_closed=False)
        case _:
            return None


def least(sets: Sets) -> Interval:
    """What is left possible for the smallest of the values."""
    low = min(sets, key=_low_place)
    high = min(sets, key=_high_place)
    return Interval(low.low, high.high, low.low_closed, high.high_closed)


def greatest(sets: Sets) -> Interval:
    """What is left possible for the largest of the values."""
    low = max(sets, key=_low_place)
    high = max(sets, key=_high_place)
    return Interval(low.low, high.high, low.low_closed, high.high_closed)


def _low_place(one: Interval) -> tuple[bool, Decimal, bool]:
    return one.low is not None, one.low or Decimal(0), not one.low_closed


def _high_place(one: Interval) -> tuple[bool, Decimal, bool]:
    return one.high is None, one.high or Decimal(0), one.high_closed


def _claimed_ends(readings: Sequence[Reading]) -> tuple[list[Decimal], list[Decimal]]:
    """The smallest and the largest single values of which reports speak: spans, minima, maxima."""
    lows: list[Decimal] = []
    highs: list[Decimal] = []
    for one in readings:
        match one.value:
            case Span(low, high):
                if one.result.statistic is not Statistic.MAXIMUM:
                    lows.append(low)
                if one.result.statistic is not Statistic.MINIMUM:
                    highs.append(high)
            case Number(value) if one.result.statistic is Statistic.MINIMUM:
                lows.append(value)
            case Number(value) if one.result.statistic is Statistic.MAXIMUM:
                highs.append(value)
    return lows, highs


def _reaches(units: Sequence[Decimal], lows: Sequence[Decimal], highs: Sequence[Decimal]) -> bool:
    """Whether a list of single values holds the ends that are claimed, so that it may be all of them."""
    if not units:
        return not lows and not highs
    return min(units) <= min(lows, default=min(units)) and max(units) >= max(highs, default=max(units))


def _listed(units: Sequence[Decimal]) -> Pooled:
    mean = sum(units, Decimal(0)) / len(units)
    return Pooled(
        value=Number(mean),
        statistic=Statistic.SINGLE if len(units) == 1 else Statistic.MEAN,
        n=len(units),
        mean=mean,
        deviation=deviation(units, mean),
        low=min(units),
        high=max(units),
        units=tuple(units),
        means=(exactly(mean),),
        singles=tuple(exactly(one) for one in units),
    )


def deviation(units: Sequence[Decimal], mean: Decimal) -> Decimal | None:
    """Standard deviation (n − 1); None for fewer than two values."""
    if len(units) < 2:
        return None
    return (sum(((value - mean) ** 2 for value in units), Decimal(0)) / (len(units) - 1)).sqrt()


def _stated_means(
    stated: Sequence[Reading],
    units: Sequence[Decimal],
    bounds: Sequence[Value],
    lows: Sequence[Decimal],
    highs: Sequence[Decimal],
) -> Pooled:
    """Reports that state a mean: every one must conform, and their mean stands for the product."""
    means = tuple(possible(one.value) or EVERYTHING for one in stated)
    numbers = [one.value.value for one in stated if isinstance(one.value, Number)]
    if len(numbers) < len(stated):
        value = stated[0].value if len(stated) == 1 and not isinstance(stated[0].value, Span) else None
        problem = None if value else Difference.CENSORED
        singles = (*_cover(units, None, None, means), *_rays(bounds))
        return Pooled(value, Statistic.MEAN, means=means, singles=singles, problem=problem)
    contradiction = False
    if len(stated) == 1 and units and not bounds and _reaches(units, lows, highs):
        whole = _listed(units)
        if (
            abs(numbers[0] - (whole.mean or Decimal(0))) <= stated[0].digit / 2
        ):  # what rounding the mean can explain
            return replace(whole, statistic=Statistic.MEAN)
        contradiction = True
    mean = sum(numbers, Decimal(0)) / len(numbers)
    low = min([*lows, *units]) if lows else None
    high = max([*highs, *units]) if highs else None
    singles = (*_cover(units, low, high, means), *_rays(bounds))
    return Pooled(
        Number(mean), Statistic.MEAN, 1, mean, None, low, high,
        means=means, singles=singles, contradiction=contradiction,
    )  # fmt: skip


def _cover(units: Sequence[Decimal], low: Decimal | None, high: Decimal | None, means: Sets) -> Sets:
    """The single values that are known, and sets for those that are not: some lie on either side of every mean."""
    known = tuple(exactly(one) for one in dict.fromkeys((*units, low, high)) if one is not None)
    if low is not None and high is not None:
        return known
    below = tuple(Interval(low, one.high, high_closed=one.high_closed) for one in means)
    above = tuple(Interval(one.low, high, low_closed=one.low_closed) for one in means)
    return (*known, *below, *above)


def _rays(bounds: Iterable[Value]) -> Sets:
    return tuple(possible(one) or EVERYTHING for one in bounds)


def _ends(
    units: Sequence[Decimal], bounds: Sequence[Value], lows: Sequence[Decimal], highs: Sequence[Decimal]
) -> Pooled:
    """Only ends are known, or a list that is not all: the mean lies between them, and nobody knows where."""
    low = min([*lows, *units]) if lows else None
    high = max([*highs, *units]) if highs else None
    hull = (Interval(low, high),)
    base = Pooled(
        None, low=low, high=high, means=hull, singles=(*_cover(units, low, high, hull), *_rays(bounds))
    )
    if units:  # the mean of the list stands for the product, and nothing is judged by it
        mean = sum(units, Decimal(0)) / len(units)
        statistic = Statistic.SINGLE if len(units) == 1 else Statistic.MEAN
        return replace(base, value=Number(mean), statistic=statistic, n=len(units), mean=mean)
    if low is not None and high is not None:
        return replace(base, value=Span(low, high))
    if low is not None:
        return replace(base, value=Number(low), statistic=Statistic.MINIMUM, mean=low)
    if high is not None:
        return replace(base, value=Number(high), statistic=Statistic.MAXIMUM, mean=high)
    return Pooled(None, problem=Difference.FORM)


def _bounded(units: Sequence[Decimal], bounds: Sequence[Value], specimens: Sequence[Decimal]) -> Pooled:
    """A mean with censored values has a bound where all point one way; half a detection limit is never put in (R9).

    `specimens` are the ends of each specimen, so that several bounds on one of them count once (R31).
    """
    singles = (*(exactly(one) for one in units), *_rays(bounds))
    if len(bounds) == 1 and not units:
        return Pooled(bounds[0], n=1, means=singles, singles=singles)
    if EVERYTHING in singles:  # 未检出 without a limit of detection: no bound for the mean
        return Pooled(NotDetected(), n=len(singles), means=(EVERYTHING,), singles=singles)
    below = any(one.low is None for one in singles)
    if below and any(one.high is None for one in singles):
        return Pooled(None, n=len(singles), means=(EVERYTHING,), singles=singles, problem=Difference.CENSORED)
    n = len(specimens)
    bound = sum(specimens, Decimal(0)) / n
    strict = any(not one.high_closed or not one.low_closed for one in singles)
    if below:
        mean = Censored(Operator.BELOW if strict else Operator.AT_MOST, bound)
    else:
        mean = Censored(Operator.ABOVE if strict else Operator.AT_LEAST, bound)
    return Pooled(mean, n=n, means=(possible(mean) or EVERYTHING,), singles=singles)


def in_unit(value: Value, change: Conversion) -> Value:
    """A value in another unit; classes, verdicts and absences have none."""
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
