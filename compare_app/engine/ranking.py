"""Our place in the pool of the category (rulings 10): competition rank and percentile among comparable products.

The columns are float64. Where the decimals behind both floats are known, equal floats are equal values; every other
product within a few units in the last place of ours is decided again from the text: a tie is a tie (rulings 15).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from compare_app.domain.comparison import PoolPlace, Trace
from compare_app.domain.gate_keys import NUMBER
from compare_app.domain.grid import UNKNOWN
from compare_app.domain.model import Indicator
from compare_app.domain.pool import Column, Mark, Pool
from compare_app.domain.terms import Direction, Scale
from compare_app.engine.gate import unranked
from compare_app.engine.rivals import counting, explained, goodness, left_out, reasons_of, room
from compare_app.text.message import M

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RELATIVE: Final = 1e-12

Exact = Callable[[str], Decimal | None]
"""How good the value of one product (by id) is for the indicator at hand, exactly, larger = better (`goodness_of`)."""


def place(pool: Pool, product_id: str, indicator: Indicator, exact: Exact | None = None) -> PoolPlace | None:
    """Rank and percentile of a product for one indicator, None where it has no comparable value or no order exists.

    Only products that pass the gate beside ours and have a value of the same basis take part. A censored value makes
    the rank a range. `exact` decides pairs too close for float64.
    """
    column, seat = pool.columns.get(indicator.id), pool.seat(product_id)
    if column is None or seat is None or indicator.scale is Scale.NOMINAL or unranked(indicator):
        return None
    if math.isnan(column.low[seat]) or (pool.outside is not None and pool.outside[seat]):
        return None
    codes = left_out(pool, column, indicator, seat)
    known = counting(pool, codes)
    low, high = goodness(column, indicator, pool.table.keys[column.key[seat]].form)
    better, worse = known & (low > high[seat]), known & (high < low[seat])
    maybe_better = known & (high > low[seat])
    open_low, open_high = open_ends(column, indicator)
    if open_low is not None and open_high is not None:  # <5 lies below 5, and nothing lies between
        better |= known & (low == high[seat]) & (open_low | open_high[seat])
        worse |= known & (high == low[seat]) & (open_high | open_low[seat])
    if exact is not None and low[seat] == high[seat]:
        close = _close(column, indicator, seat, known, low, high)
        mine = exact(product_id) if close else None
        for at in close:
            other = exact(pool.product_ids[at])
            if mine is not None and other is not None:
                better[at] = maybe_better[at] = other > mine
                worse[at] = other < mine
    maybe_better[seat] = False
    of, first, beaten = int(known.sum()), int(better.sum()), int(worse.sum())
    last = int((maybe_better | better).sum())
    tied = of - beaten - first
    steps = [
        Trace(
            M("Ranked among the comparable products of the category, ours included: {n}", n=of), "rulings 10"
        )
    ]
    if of < 2:
        steps = [Trace(M("No rank: fewer than two comparable products"), "rulings 10")]
    steps += explained(pool, column, seat, codes)
    if last > first:
        steps.append(Trace(M("Values of which only a bound is known leave the rank open"), "domain §6.6"))
    return PoolPlace(
        rank=1 + first,
        rank_last=1 + last,
        of=of,
        percentile=(Decimal(beaten) + Decimal(tied) / 2) * 100 / of,
        left_out=reasons_of(pool, codes),
        steps=tuple(steps),
    )


def open_ends(
    column: Column, indicator: Indicator
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]] | tuple[None, None]:
    """Which lower and upper ends, turned so that larger is better, are no possible values; None where all are."""
    if not column.marked() & (Mark.LOW_OPEN | Mark.HIGH_OPEN):
        return None, None
    low, high = column.marks & Mark.LOW_OPEN != 0, column.marks & Mark.HIGH_OPEN != 0
    match indicator.direction:
        case Direction.LARGER:
            return low, high
        case Direction.SMALLER:
            return high, low
        case _:
            return None, None


def _close(
    column: Column,
    indicator: Indicator,
    seat: int,
    known: NDArray[np.bool_],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
) -> list[int]:
    """Places of the products whose values are too near to ours for float64, and whose decimals are not known."""
    import numpy as np

    if column.certain():
        return []
    unsure = column.places == UNKNOWN
    close = known & (low == high) & (low != low[seat])
    close &= np.abs(low - low[seat]) <= _noise(column, indicator, seat)
    if column.places[seat] != UNKNOWN:
        close &= unsure
    return np.flatnonzero(close).tolist()


def _noise(column: Column, indicator: Indicator, seat: int) -> float:
    """How far apart two equal values can come out in float64, generously: every pair within is decided from the text.

    The distance to a target and a converted temperature lose digits against the size of the numbers they come from.
    """
    sizes = [abs(float(column.low[seat])), abs(float(column.high[seat])), room(indicator)]
    return _RELATIVE * max(size for size in sizes if size != float("inf"))


@dataclass(frozen=True, slots=True)
class Middle:
    """The median of the members, and whether ours reaches it; None where bounds leave that open."""

    value: float  # the median, as a value; with a target the median distance from it
    count: int
    reached: bool | None


def against_median(
    pool: Pool, product_id: str, indicator: Indicator, members: NDArray[np.bool_], basis: int
) -> Middle | None:
    """Our value against the median of those members that are comparable with it; None for fewer than three.

    The median is taken of how good the values are, so that near a target the middle distance counts. Values with only
    a bound take part with both ends. Equal up to the noise of float64 is not below (rulings 15).
    """
    import numpy as np

    column, seat = pool.columns.get(indicator.id), pool.seat(product_id)
    if column is None or seat is None or np.isnan(column.low[seat]) or column.basis[seat] != basis:
        return None
    form = pool.table.keys[column.key[seat]].form
    low, high = goodness(column, indicator, form)
    chosen = members & counting(pool, left_out(pool, column, indicator, seat))
    count = int(chosen.sum())
    if count < 3:
        return None
    with np.errstate(invalid="ignore"):
        least = float(np.median(low[chosen]))
        most = float(np.median(high[chosen])) if column.marked() & Mark.ENDS else least
    noise = _noise(column, indicator, seat)
    reached: bool | None = None
    if low[seat] >= most - noise:
        reached = True
    elif high[seat] < least - noise:
        reached = False
    turned = form == NUMBER and indicator.direction is not Direction.LARGER
    return Middle(-least if turned else least, count, reached)
