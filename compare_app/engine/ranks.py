"""The place of every product among those that are comparable with ours (rulings 10), counted instead of sorted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from compare_app.domain.gate_keys import NUMBER
from compare_app.domain.model import Indicator
from compare_app.domain.pool import Column, Mark, Pool
from compare_app.domain.terms import Scale
from compare_app.engine.gate import unranked
from compare_app.engine.ranking import open_ends
from compare_app.engine.rivals import counting, goodness, room

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TYPED: Final = 4e-15  # relative: floats nearer than this are one value, where their decimals are not known …
_COMPUTED: Final = 1e-12  # … and where a formula made them
_FEW: Final = (
    65_536  # steps between the smallest and the largest value that are counted whatever the size of the pool
)
_EXACT: Final = 2.0**53


@dataclass(frozen=True, slots=True)
class Ranks:
    """Competition rank from and to, and percentile, by product; 0 and NaN for those that do not count beside ours."""

    first: NDArray[np.int32]
    last: NDArray[np.int32]
    percentile: NDArray[np.float64]


def ranks(pool: Pool, indicator: Indicator, seat: int, codes: NDArray[np.uint8], found: Ranks) -> None:
    """Fill in the places of all products that pass the gate beside the one at `seat`, as `codes` of `left_out` say."""
    import numpy as np

    column = pool.columns[indicator.id]
    found.first[:] = found.last[:] = 0
    found.percentile[:] = np.nan
    if indicator.scale is Scale.NOMINAL or unranked(indicator) or np.isnan(column.low[seat]):
        return
    known = counting(pool, codes)
    if not known[seat]:
        return
    form = pool.table.keys[column.key[seat]].form
    low, high = goodness(column, indicator, form)
    members: slice | NDArray[np.intp] = slice(None) if known.all() else np.flatnonzero(known)
    low, high = low[members], high[members]
    sure = column.certain()
    if not sure:
        low, high = _merged(low, high, _COMPUTED if indicator.formula else _TYPED, room(indicator))
    if column.marked() & Mark.ENDS:
        ends = [None if one is None else one[members] for one in open_ends(column, indicator)]
        better, worse, last = _bounded(low, high, *ends)
    else:
        whole = _whole(column, low, members, form, indicator) if sure else None
        better, worse = _counted(low, whole)
        last = better
    of = len(low)
    found.first[members] = better + 1
    found.last[members] = found.first[members] if last is better else np.maximum(last, better) + 1
    found.percentile[members] = (of + worse - better) * (50 / of)  # worse and half of the ties


def _merged(
    low: NDArray[np.float64], high: NDArray[np.float64], near: float, size: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The ends with floats that can stand for one value made equal: the smallest of them."""
    import numpy as np

    ends = np.unique(np.r_[low, high])
    known = ends[np.isfinite(ends)]
    firsts = known[np.r_[True, np.diff(known) > near * (np.abs(known[1:]) + size)]] if len(known) else known

    def first(values: NDArray[np.float64]) -> NDArray[np.float64]:
        at = np.maximum(np.searchsorted(firsts, values, "right") - 1, 0)
        return np.where(np.isfinite(values), firsts[at], values) if len(firsts) else values

    return first(low), first(high)


def _whole(
    column: Column,
    values: NDArray[np.float64],
    members: slice | NDArray[np.intp],
    form: str,
    indicator: Indicator,
) -> NDArray[np.int64] | None:
    """The values as whole numbers of their last digit, None where these are too long."""
    import numpy as np

    if form != NUMBER:
        return values.astype(np.int64)
    finest, common = int(column.places[members].max()), 1
    if indicator.target is not None:  # distances of single values
        exponent = indicator.target.normalize().as_tuple().exponent
        finest = max(finest, -exponent if isinstance(exponent, int) else 0)
    if column.far is None:
        common = math.lcm(*np.flatnonzero(np.bincount(column.count[members])).tolist())
    scaled = values * float(common * 10**finest)
    if np.abs(scaled).max() * 8 >= _EXACT:
        return None
    return np.rint(scaled).astype(np.int64)


def _counted(
    values: NDArray[np.float64], whole: NDArray[np.int64] | None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many are better than each and how many worse: counted by whole numbers where there are few, else sorted."""
    import numpy as np

    size = len(values)
    if whole is not None:
        whole = whole - whole.min()
        if int(whole.max()) < max(4 * size, _FEW):
            same = np.bincount(whole)
            upto = np.cumsum(same)
            reached = upto.take(whole)
            return size - reached, reached - same.take(whole)
    order = np.argsort(values)
    ordered = values[order]
    starts = np.flatnonzero(np.r_[True, np.diff(ordered) > 0])
    ends = np.r_[starts[1:], size]
    better, worse = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    better[order] = np.repeat(size - ends, ends - starts)
    worse[order] = np.repeat(starts, ends - starts)
    return better, worse


def _bounded(
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    open_low: NDArray[np.bool_] | None,
    open_high: NDArray[np.bool_] | None,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The same where some values are only bounded, and how many may be better than each."""
    import numpy as np

    def equal(ends: NDArray[np.float64], to: NDArray[np.float64]) -> NDArray[np.int64]:
        ends = np.sort(ends)
        return np.searchsorted(ends, to, "right") - np.searchsorted(ends, to, "left")

    size = len(low)
    better = size - np.searchsorted(np.sort(low), high, "right")
    worse = np.searchsorted(np.sort(high), low, "left").astype(np.int64)
    if open_low is not None and open_high is not None:  # <5 lies below 5, and nothing lies between
        better += np.where(open_high, equal(low, high), equal(low[open_low], high))
        worse += np.where(open_low, equal(high, low), equal(high[open_high], low))
    maybe = size - np.searchsorted(np.sort(high), low, "right") - (high > low)
    return better, worse, maybe
