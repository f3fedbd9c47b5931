"""Shewhart control limits (GB/T 17989.2-2020, ISO 7870-2:2013) and the signals of a chart.

Limits lie three standard deviations of the plotted figure from its centre; the deviation comes from the spread within
subgroups (or between neighbours), never from that of all values together, which would hide a process that wanders.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

FEWEST_VALUES: Final = 20
FEWEST_GROUPS: Final = 2
ENOUGH_GROUPS: Final = 25  # limits from fewer are preliminary (ISO 7870-2:2013)
MOST_IN_RANGE: Final = 10  # the range wastes what larger subgroups know


@dataclass(frozen=True, slots=True)
class RangeFactors:
    """Factors of the mean range R̄ for the limits of means and of ranges."""

    mean: Decimal  # A₂
    low: Decimal  # D₃
    high: Decimal  # D₄


INDIVIDUAL: Final = Decimal("2.660")  # E₂ = 3 / d₂(2), of the mean moving range of two
RANGE_FACTORS: Final = {
    n: RangeFactors(Decimal(mean), Decimal(low), Decimal(high))
    for n, mean, low, high in (
        (2, "1.880", "0", "3.267"),
        (3, "1.023", "0", "2.574"),
        (4, "0.729", "0", "2.282"),
        (5, "0.577", "0", "2.114"),
        (6, "0.483", "0", "2.004"),
        (7, "0.419", "0.076", "1.924"),
        (8, "0.373", "0.136", "1.864"),
        (9, "0.337", "0.184", "1.816"),
        (10, "0.308", "0.223", "1.777"),
    )
}


class ControlKind(StrEnum):
    """Which pair of charts: by how many values a subgroup holds."""

    INDIVIDUALS = "individuals"
    MEANS_RANGES = "means_ranges"
    MEANS_DEVIATIONS = "means_deviations"


@dataclass(frozen=True, slots=True)
class Track:
    """One of the two charts: what is plotted, its centre and limits; `low` None: there is no lower limit.

    A value None (the first moving range) has nothing to plot.
    """

    values: tuple[Decimal | None, ...]
    centre: Decimal
    low: Decimal | None
    high: Decimal


@dataclass(frozen=True, slots=True)
class ControlLimits:
    """Location above, spread below, one value a subgroup."""

    kind: ControlKind
    size: int  # values in a subgroup
    location: Track
    spread: Track


def control_limits(groups: Sequence[Sequence[Decimal]]) -> ControlLimits:
    """Limits for subgroups of one size in their order; ValueError for fewer than two, or for unequal or empty ones."""
    sizes = {len(group) for group in groups}
    if len(groups) < FEWEST_GROUPS or len(sizes) != 1 or 0 in sizes:
        raise ValueError("a control chart needs at least two subgroups of one size")
    size = sizes.pop()
    if size == 1:
        return _individuals([group[0] for group in groups])
    means = [_mean(group) for group in groups]
    centre = _mean(means)
    if size <= MOST_IN_RANGE:
        factors = RANGE_FACTORS[size]
        ranges = [max(group) - min(group) for group in groups]
        mean = _mean(ranges)
        kind, reach = ControlKind.MEANS_RANGES, factors.mean * mean
        spread = Track(tuple(ranges), mean, factors.low * mean or None, factors.high * mean)
    else:
        deviations = [_deviation(group) for group in groups]
        mean = _mean(deviations)
        a3, b3, b4 = (Decimal(repr(one)) for one in deviation_factors(size))
        kind, reach = ControlKind.MEANS_DEVIATIONS, a3 * mean
        spread = Track(tuple(deviations), mean, b3 * mean or None, b4 * mean)
    return ControlLimits(kind, size, Track(tuple(means), centre, centre - reach, centre + reach), spread)


def _individuals(values: Sequence[Decimal]) -> ControlLimits:
    moving = [abs(after - before) for before, after in itertools.pairwise(values)]
    mean, centre = _mean(moving), _mean(values)
    reach = INDIVIDUAL * mean
    return ControlLimits(
        ControlKind.INDIVIDUALS,
        1,
        Track(tuple(values), centre, centre - reach, centre + reach),
        Track((None, *moving), mean, None, RANGE_FACTORS[2].high * mean),
    )


def deviation_factors(size: int) -> tuple[float, float, float]:
    """A₃, B₃ and B₄ of the mean standard deviation for subgroups of `size` ≥ 2, from c₄ in closed form."""
    c4 = math.sqrt(2 / (size - 1)) * math.exp(math.lgamma(size / 2) - math.lgamma((size - 1) / 2))
    wide = 3 * math.sqrt(1 - c4**2) / c4
    return 3 / (c4 * math.sqrt(size)), max(0.0, 1 - wide), 1 + wide


def _mean(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def _deviation(values: Sequence[Decimal]) -> Decimal:
    mean = _mean(values)
    return (sum(((value - mean) ** 2 for value in values), Decimal(0)) / (len(values) - 1)).sqrt()


# --- signals ----------------------------------------------------------------------------------------------------------


class Signal(StrEnum):
    """Tests 1 to 4 of the eight of GB/T 4091-2001 (ISO 8258:1991), which GB/T 17989.2-2020 replaced.

    Tests 5 to 8 cut the band into zones of one deviation each; all eight together raise too many false alarms.
    """

    BEYOND = "beyond"
    ONE_SIDE = "one_side"
    TREND = "trend"
    ALTERNATING = "alternating"


ONE_SIDE_RUN: Final = 9
TREND_RUN: Final = 6
ALTERNATING_RUN: Final = 14


def signals(track: Track, *, runs: bool = True) -> dict[int, tuple[Signal, ...]]:
    """The places (from 0) at which a test gives a signal: of a run the place that completes it and each after it.

    Without `runs` only points beyond a limit: ranges lean to one side, and moving ranges hang together.
    """
    found: dict[int, list[Signal]] = {}
    for place, value in enumerate(track.values):
        if value is not None and (value > track.high or (track.low is not None and value < track.low)):
            found.setdefault(place, []).append(Signal.BEYOND)
    if runs:
        values = [value for value in track.values if value is not None]
        sides = [_way(value - track.centre) for value in values]
        steps = [_way(after - before) for before, after in itertools.pairwise(values)]
        turns = [-before * after for before, after in itertools.pairwise(steps)]
        for signal, ways, length, shift in (
            (Signal.ONE_SIDE, sides, ONE_SIDE_RUN, 0),
            (Signal.TREND, steps, TREND_RUN - 1, 1),
            (Signal.ALTERNATING, [max(0, turn) for turn in turns], ALTERNATING_RUN - 2, 2),
        ):
            for place in _completed(ways, length):
                found.setdefault(place + shift, []).append(signal)
    return {place: tuple(found[place]) for place in sorted(found)}


def _way(difference: Decimal) -> int:
    return (difference > 0) - (difference < 0)


def _completed(ways: Sequence[int], length: int) -> list[int]:
    """Where at least `length` equal ways other than 0 end; 0 (on the line, no change) breaks a run."""
    ends = range(length - 1, len(ways))
    return [at for at in ends if ways[at] and len(set(ways[at - length + 1 : at + 1])) == 1]
