"""Scores of every product of a pool against one yardstick, as arrays: `engine.score` for all at once (rulings 10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compare_app.domain.gate_keys import CLASS, NUMBER, VERDICT
from compare_app.domain.model import Indicator
from compare_app.domain.pool import CODE, Column, Mark, Pool
from compare_app.domain.terms import Difference, Direction, IndicatorClass, Scale
from compare_app.engine.gate import unranked
from compare_app.engine.rivals import counting, distances, goodness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def scores(pool: Pool, indicator: Indicator, yardstick: int, codes: NDArray[np.uint8]) -> NDArray[np.float64]:
    """0…100 of each product for one indicator, NaN where nothing comparable stands behind it.

    `codes` says who passes the gate beside the yardstick, see `rivals.left_out`.
    On interval and logarithmic scales min–max among the products that are comparable with the yardstick, so that all
    of one table are measured alike.
    """
    import numpy as np

    column = pool.columns[indicator.id]
    forms = {pool.table.keys[at].form for at in np.flatnonzero(np.bincount(column.key)).tolist()}
    found = (
        _numbers(pool, column, indicator, yardstick, codes)
        if NUMBER in forms
        else np.full(column.low.shape, np.nan)
    )
    for form in forms & {CLASS, VERDICT}:
        here = np.array([one.form == form for one in pool.table.keys], dtype=bool)[column.key]
        if form == VERDICT:
            found[here] = 100 * column.low[here]
        else:
            last = len(indicator.levels) - 1
            found[here] = 100 * (column.low[here] - 1) / last if last > 0 else np.nan
    apart = (codes != 0) & (codes != CODE[Difference.BASIS])  # what differs by its basis alone shows a gap
    if apart.any():
        found[apart] = np.nan
    return found


def _numbers(
    pool: Pool, column: Column, indicator: Indicator, yardstick: int, codes: NDArray[np.uint8]
) -> NDArray[np.float64]:
    import numpy as np

    if indicator.direction in (Direction.TARGET, Direction.RANGE):
        if indicator.target is None or not indicator.tolerance or column.marks[yardstick] & Mark.ENDS:
            return np.full(column.low.shape, np.nan)
        found = np.maximum(
            0, 100 * (1 - distances(column, indicator.target) / float(abs(indicator.tolerance)))
        )
        return np.where(column.marks & Mark.ENDS == 0, found, np.nan)
    unit = float(column.low[yardstick])
    if unit != unit or unranked(indicator):
        return np.full(column.low.shape, np.nan)
    if indicator.scale in (Scale.INTERVAL, Scale.LOGARITHMIC):
        low, high = goodness(column, indicator, pool.table.keys[column.key[yardstick]].form)
        members = counting(pool, codes) & (low == high)
        shown = members if not column.marks[yardstick] & Mark.ENDS else members & _beside(column, yardstick)
        values = low[members]
        least, most = (values.min(), values.max()) if values.size else (0.0, 0.0)
        return np.where(shown, 100 * (low - least) / (most - least), np.nan) if most > least else low * np.nan
    return _ratios(column, indicator, unit, codes, bool(column.marks[yardstick] & Mark.ENDS))


def _beside(column: Column, yardstick: int) -> NDArray[np.bool_]:
    """Which numbers lie outside of what a bounded yardstick leaves possible: only these can be compared with it."""
    low, high, marks = column.low[yardstick], column.high[yardstick], column.marks[yardstick]
    above = column.low >= high if marks & Mark.HIGH_OPEN else column.low > high
    below = column.low <= low if marks & Mark.LOW_OPEN else column.low < low
    found: NDArray[np.bool_] = above | below
    return found


def _ratios(
    column: Column, indicator: Indicator, unit: float, codes: NDArray[np.uint8], bounded: bool
) -> NDArray[np.float64]:
    """100·x/b or 100·b/x; zero is nothing where more is better, and nothing is less than it where less is."""
    import numpy as np

    value = column.low
    if indicator.scale is not Scale.RATIO or bounded:
        return np.full(value.shape, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        if indicator.direction is Direction.LARGER and unit > 0:
            found = value * (100 / unit)
            fits = value >= 0
        elif indicator.direction is Direction.SMALLER and unit >= 0:
            found = np.where(value == 0, 100.0, 100 * unit / value)
            fits = value >= 0
        else:
            return np.full(value.shape, np.nan)
    np.minimum(found, 100.0, out=found)
    fits &= codes == 0
    if column.marked() & Mark.ENDS:
        fits &= column.marks & Mark.ENDS == 0
    if not fits.all():
        found[~fits] = np.nan
    return found


@dataclass(frozen=True, slots=True)
class Weighted:
    """One figure a product from its scores."""

    value: NDArray[np.float64]
    covered: NDArray[np.int32]
    weight_covered: NDArray[np.float64]
    weakest: NDArray[np.int32]


def weighted(pool: Pool, indicators: Sequence[Indicator], score: NDArray[np.float64]) -> Weighted:
    """The weighted mean of the scores of each product with its coverage; a failed pass/fail indicator is a veto."""
    import numpy as np

    size = score.shape[1]
    verdicts = np.array([one.form == VERDICT for one in pool.table.keys], dtype=bool)
    total, weights = np.zeros(size), np.zeros(size)
    covered, weakest = np.zeros(size, dtype=np.int32), np.full(size, -1, dtype=np.int32)
    lowest = np.full(size, np.inf)
    vetoed = np.zeros(size, dtype=bool)
    for at, indicator in enumerate(indicators):
        there = ~np.isnan(score[at])
        weight = float(indicator.weight)
        covered += there
        weights += weight * there
        np.add(total, weight * score[at], out=total, where=there)
        if indicator.indicator_class is IndicatorClass.CORE:
            lower = score[at] < lowest
            np.copyto(lowest, score[at], where=lower)
            weakest[lower] = at
        if verdicts.any():
            column = pool.columns[indicator.id]
            vetoed |= verdicts[column.key] & (column.low == 0)
    every = float(sum(indicator.weight for indicator in indicators))
    known = (weights > 0) & ~vetoed
    return Weighted(
        np.divide(total, weights, out=np.full(size, np.nan), where=known),
        covered,
        weights / every if every else np.zeros(size),
        weakest,
    )
