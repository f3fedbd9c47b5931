"""The bars of a histogram: as wide as the spread asks for, never finer than the values were read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from statistics import quantiles
from typing import Final

MOST_BINS: Final = 20


@dataclass(frozen=True, slots=True)
class Count:
    """How many values lie from `low` to below `high`."""

    low: Decimal
    high: Decimal
    count: int


def width_factors(n: int) -> tuple[float, float]:
    """What the width of the bars is of the quartile range, and of the whole span where that range is nothing.

    Freedman and Diaconis (1981): 2 · IQR / ∛n. Sturges (1926): as many bars as ⌈log₂ n⌉ + 1. `n` is at least 1.
    """
    return 2 / n ** (1 / 3), 1 / (math.ceil(math.log2(n)) + 1)


def bins_of(values: Sequence[Decimal], digit: Decimal) -> tuple[Count, ...]:
    """Bars of equal width over all values, empty ones in between included; none for no values.

    The width is that of `width_factors`, up to a whole number of `digit`s and with at most `MOST_BINS` bars. Edges lie
    half a digit off, so that no value lies on one.
    """
    if not values:
        return ()
    low, high = min(values), max(values)
    width = max(
        digit, _whole(_wanted(values, low, high), digit), _whole((high - low + digit) / MOST_BINS, digit)
    )
    start = (low / digit).to_integral_value() * digit - digit / 2
    number = int((high - start) / width) + 1
    counts = [0] * number
    for value in values:
        counts[int((value - start) / width)] += 1
    return tuple(Count(start + at * width, start + (at + 1) * width, n) for at, n in enumerate(counts))


def _wanted(values: Sequence[Decimal], low: Decimal, high: Decimal) -> Decimal:
    of_quartiles, of_span = width_factors(len(values))
    if len(values) > 1:
        first, _, third = quantiles(values, n=4, method="inclusive")
        if third > first:
            return (third - first) * Decimal(repr(of_quartiles))
    return (high - low) * Decimal(repr(of_span))


def _whole(width: Decimal, digit: Decimal) -> Decimal:
    return (width / digit).to_integral_value(ROUND_CEILING) * digit
