"""Our place in the pool of the category (rulings 10): competition rank and percentile among comparable products.

The columns are float64; every product within a few units in the last place of ours is decided again from the text,
so that a tie is a tie (rulings 15).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from compare_app.domain.comparison import PoolPlace
from compare_app.domain.model import Indicator
from compare_app.domain.pool import Column, Pool
from compare_app.domain.terms import Direction, Scale

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ULPS = 8.0

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
    if np.isnan(low[ours]) or indicator.scale is Scale.NOMINAL:
        return None
    known = ~np.isnan(low) & (column.basis == column.basis[ours])
    better = known & (low > high[ours])
    maybe_better = known & (high > low[ours])
    worse = known & (high < low[ours])
    if exact is not None:
        close = known & (np.abs(low - low[ours]) <= _ULPS * np.spacing(np.abs(low[ours]))) & (low == high)
        close[ours] = False
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


def median(
    pool: Pool, indicator: Indicator, members: NDArray[np.bool_], basis: int
) -> tuple[Decimal, int] | None:
    """The median of the members' values of one basis, and how many there are; None for fewer than three.

    `members` is a mask in product order.
    """
    import numpy as np

    column = pool.columns.get(indicator.id)
    if column is None:
        return None
    values = column.low[members & (column.basis == basis) & (column.low == column.high)]
    if values.size < 3:
        return None
    return Decimal(repr(float(np.median(values)))), int(values.size)
