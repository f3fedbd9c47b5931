"""The spread of a pool for one indicator: on ratio scales only, where a ratio means something (rulings 5)."""

from __future__ import annotations

from decimal import Decimal

from compare_app.domain.model import Indicator
from compare_app.domain.number import short
from compare_app.domain.pool import Pool
from compare_app.domain.spread import Spread
from compare_app.domain.terms import Direction, Scale
from compare_app.engine.rivals import counting, left_out


def spread_of(pool: Pool, product_id: str, indicator: Indicator) -> Spread | None:
    """Smallest and largest known value of the products that may be compared with ours (rulings 6).

    None below two products, on other scales, for classes, and where a value is zero or below: nothing is a multiple
    of nothing.
    """
    import numpy as np

    column, ours = pool.columns.get(indicator.id), pool.seat(product_id)
    ranked = indicator.direction in (Direction.LARGER, Direction.SMALLER)
    if column is None or ours is None or indicator.scale is not Scale.RATIO or not ranked:
        return None
    beside = counting(pool, left_out(pool, column, indicator, ours))
    known = (column.low == column.high) & np.isfinite(column.low) & beside
    values = column.low[known]
    if not known[ours] or values.size < 2 or values.min() <= 0:
        return None
    low, high = (Decimal(short(Decimal(repr(float(end))))) for end in (values.min(), values.max()))
    return Spread(low, high, int(values.size), indicator.unit)
