"""Intervals as sets of numbers: membership, containment, the region that a comparison method accepts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from compare_app.domain.limit import Interval
from compare_app.domain.number import interval_of
from compare_app.domain.terms import ComparisonMode

EVERYTHING = Interval()


def exactly(value: Decimal) -> Interval:
    """The set of one number."""
    return Interval(value, value)


def contains(interval: Interval, value: Decimal) -> bool:
    """Whether a number lies in an interval, each end open or closed for itself."""
    return _above_low(interval, value) and _below_high(interval, value)


def _above_low(interval: Interval, value: Decimal) -> bool:
    return interval.low is None or value > interval.low or (value == interval.low and interval.low_closed)


def _below_high(interval: Interval, value: Decimal) -> bool:
    return interval.high is None or value < interval.high or (value == interval.high and interval.high_closed)


def is_empty(interval: Interval) -> bool:
    """Whether no number lies between the ends."""
    if interval.low is None or interval.high is None:
        return False
    if interval.low == interval.high:
        return not (interval.low_closed and interval.high_closed)
    return interval.low > interval.high


def is_subset(inner: Interval, outer: Interval) -> bool:
    """Whether every number of `inner` lies in `outer`; an empty set lies in every set."""
    if is_empty(inner):
        return True
    return _low_rank(inner) >= _low_rank(outer) and _high_rank(inner) <= _high_rank(outer)


def _low_rank(interval: Interval) -> tuple[int, Decimal, int]:
    if interval.low is None:
        return (0, Decimal(0), 0)
    return (1, interval.low, 0 if interval.low_closed else 1)


def _high_rank(interval: Interval) -> tuple[int, Decimal, int]:
    if interval.high is None:
        return (2, Decimal(0), 0)
    return (1, interval.high, 0 if interval.high_closed else -1)


def same_set(first: Interval, second: Interval) -> bool:
    """Whether two intervals hold the same numbers, however written."""
    return is_subset(first, second) and is_subset(second, first)


def is_disjoint(first: Interval, second: Interval) -> bool:
    """Whether no number lies in both."""
    if is_empty(first) or is_empty(second):
        return True
    return _lies_below(first, second) or _lies_below(second, first)


def _lies_below(first: Interval, second: Interval) -> bool:
    if first.high is None or second.low is None:
        return False
    return first.high < second.low or (
        first.high == second.low and not (first.high_closed and second.low_closed)
    )


def common(first: Interval, second: Interval) -> Interval:
    """The numbers that lie in both; an empty interval where none does."""
    low = max((first, second), key=_low_rank)
    high = min((first, second), key=_high_rank)
    return Interval(low.low, high.high, low.low_closed, high.high_closed)


def without(whole: Interval, part: Interval) -> tuple[Interval, ...]:
    """What is left of an interval without the numbers of another: none, one or two pieces, none of them empty."""
    pieces = []
    if part.low is not None:
        pieces.append(common(whole, Interval(high=part.low, high_closed=not part.low_closed)))
    if part.high is not None:
        pieces.append(common(whole, Interval(low=part.high, low_closed=not part.high_closed)))
    if is_empty(common(whole, part)):
        return () if is_empty(whole) else (whole,)
    return tuple(piece for piece in pieces if not is_empty(piece))


def accepted(limit: Interval, mode: ComparisonMode) -> Interval:
    """The unrounded values that conform to a limit.

    Full-value comparison (GB/T 8170-2008 4.3.2): the limit itself. Rounded-value comparison (4.3.3): the values which,
    rounded once to the digits of each end, lie in the limit. A value half-way to the next digit goes to the even one
    (3.2), so an end moves by half a digit and is closed exactly when the last digit it must round to is even.
    """
    if mode is ComparisonMode.FULL_VALUE:
        return limit
    low, low_closed = limit.low, limit.low_closed
    if low is not None:
        digit = interval_of(low)
        first = low if low_closed else low + digit
        low, low_closed = first - digit / 2, _is_even(first, digit)
    high, high_closed = limit.high, limit.high_closed
    if high is not None:
        digit = interval_of(high)
        last = high if high_closed else high - digit
        high, high_closed = last + digit / 2, _is_even(last, digit)
    return replace(limit, low=low, high=high, low_closed=low_closed, high_closed=high_closed)


def _is_even(value: Decimal, digit: Decimal) -> bool:
    return (value / digit) % 2 == 0


def narrowed(limit: Interval, width: Decimal) -> Interval:
    """The limit less a guard band of `width` at each end (negative: widened); ILAC-G8:09/2019."""
    return replace(
        limit,
        low=None if limit.low is None else limit.low + width,
        high=None if limit.high is None else limit.high - width,
    )


def depth(limit: Interval, value: Decimal) -> Decimal | None:
    """How far inside the nearer end a value lies (negative: outside), None for an unbounded interval."""
    distances = []
    if limit.low is not None:
        distances.append(value - limit.low)
    if limit.high is not None:
        distances.append(limit.high - value)
    return min(distances) if distances else None
