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


def bins_of(values: Sequence[Decimal], digit: Decimal) -> tuple[Count, ...]:
    """Bars of equal width over all values, empty ones in between included; none for no values.

    The width is that of Freedman and Diaconis (1981), 2 · IQR / ∛n, up to a whole number of `digit`s and with at most
    `MOST_BINS` bars; where the middle half of the values is one value, that of Sturges (1926). Edges lie half a digit
    off, so that no value lies on one.
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
    n = len(values)
    if n > 1:
        first, _, third = quantiles(values, n=4, method="inclusive")
        if third > first:
            return 2 * (third - first) / Decimal(repr(n ** (1 / 3)))
    return (high - low) / (math.ceil(math.log2(n)) + 1)


def _whole(width: Decimal, digit: Decimal) -> Decimal:
    return (width / digit).to_integral_value(ROUND_CEILING) * digit
