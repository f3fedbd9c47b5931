"""Our place in the pool of the category (rulings 10): competition rank and percentile among comparable products.

The columns are float64; every product within a few units in the last place of ours is decided again from the text,
so that a tie is a tie (rulings 15).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from compare_app.domain.comparison import PoolPlace
from compare_app.domain.model import Indicator
from compare_app.domain.pool import Column, Pool
from compare_app.domain.terms import Direction, Scale
from compare_app.engine.gate import unranked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RELATIVE = 1e-12

Exact = Callable[[str], Decimal | None]
"""The exact value of one product (by id) for the indicator at hand, or None."""


def place(pool: Pool, product_id: str, indicator: Indicator, exact: Exact | None = None) -> PoolPlace | None:
    """Rank and percentile of a product for one indicator, None where it has no comparable value or no order exists.

    Only products with a value of the same basis take part. A censored value makes the rank a range. `exact` decides
    pairs too close for float64.
    """
    import numpy as np

    column = pool.columns.get(indicator.id)
    if column is None or product_id not in pool.product_ids:
        return None
    ours = pool.product_ids.index(product_id)
    low, high = oriented(column, indicator)
    if np.isnan(low[ours]) or indicator.scale is Scale.NOMINAL or unranked(indicator):
        return None
    known = ~np.isnan(low) & (column.basis == column.basis[ours])
    if indicator.target is not None and indicator.direction in (Direction.TARGET, Direction.RANGE):
        if column.count[ours] > 1:
            return None  # the pool knows means only, and deviations to both sides cancel in a mean
        known &= column.count <= 1
    better = known & (low > high[ours])
    maybe_better = known & (high > low[ours])
    worse = known & (high < low[ours])
    if exact is not None:
        close = known & (np.abs(low - low[ours]) <= _noise(column, indicator, ours)) & (low == high)
        close &= low[ours] == high[ours]
        mine = exact(product_id)
        for at in np.flatnonzero(close & (low != low[ours])):
            other = exact(pool.product_ids[int(at)])
            if mine is None or other is None:
                continue
            sign = _better(other, mine, indicator)
            better[at], worse[at], maybe_better[at] = sign > 0, sign < 0, sign > 0
    maybe_better[ours] = False
    of = int(known.sum())
    rank = 1 + int(better.sum())
    last = 1 + int((maybe_better | better).sum())
    beaten = int(worse.sum())
    tied = of - beaten - int(better.sum())
    percentile = (Decimal(beaten) + Decimal(tied) / 2) * 100 / of
    return PoolPlace(rank=rank, rank_last=max(rank, last), of=of, percentile=percentile)


def _noise(column: Column, indicator: Indicator, ours: int) -> float:
    """How far apart two equal values can come out in float64, generously: every pair within is decided from the text.

    The distance to a target and a converted temperature lose digits against the size of the numbers they come from.
    """
    sizes = [abs(float(column.low[ours])), abs(float(column.high[ours]))]
    if indicator.target is not None:
        sizes.append(abs(float(indicator.target)))
    if indicator.scale is Scale.INTERVAL:
        sizes.append(1000.0)
    return _RELATIVE * max((size for size in sizes if size != float("inf")), default=0.0)


def _better(other: Decimal, mine: Decimal, indicator: Indicator) -> int:
    match indicator.direction:
        case Direction.SMALLER:
            distance = mine - other
        case Direction.TARGET | Direction.RANGE if indicator.target is not None:
            distance = abs(mine - indicator.target) - abs(other - indicator.target)
        case _:
            distance = other - mine
    return (distance > 0) - (distance < 0)


def oriented(column: Column, indicator: Indicator) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Both ends of every value turned so that larger is better; a target makes it minus the distance to the target."""
    import numpy as np

    if indicator.direction is Direction.SMALLER:
        return -column.high, -column.low
    if indicator.direction in (Direction.TARGET, Direction.RANGE) and indicator.target is not None:
        target = float(indicator.target)
        first, second = -np.abs(column.low - target), -np.abs(column.high - target)
        inside = (column.low <= target) & (column.high >= target)
        return np.minimum(first, second), np.where(inside, 0.0, np.maximum(first, second))
    return column.low, column.high


@dataclass(frozen=True, slots=True)
class Middle:
    """The median of the members, and whether ours reaches it; None where bounds leave that open."""

    value: float  # the median, as a value; with a target the median distance from it
    count: int
    reached: bool | None


def against_median(
    pool: Pool, product_id: str, indicator: Indicator, members: NDArray[np.bool_], basis: int
) -> Middle | None:
    """Our value against the median of the members' values of one basis; None for fewer than three.

    The median is taken of how good the values are, so that near a target the middle distance counts. Values with only
    a bound take part with both ends. Equal up to the noise of float64 is not below (rulings 15).
    """
    import numpy as np

    column = pool.columns.get(indicator.id)
    if column is None or product_id not in pool.product_ids:
        return None
    ours = pool.product_ids.index(product_id)
    low, high = oriented(column, indicator)
    chosen = members & (column.basis == basis) & ~np.isnan(low)
    if int(chosen.sum()) < 3 or np.isnan(low[ours]):
        return None
    with np.errstate(invalid="ignore"):
        least, most = float(np.median(low[chosen])), float(np.median(high[chosen]))
    noise = _noise(column, indicator, ours)
    reached: bool | None = None
    if low[ours] >= most - noise:
        reached = True
    elif high[ours] < least - noise:
        reached = False
    value = least if indicator.direction in (Direction.LARGER, Direction.GRADE) else -least
    return Middle(value, int(chosen.sum()), reached)
