"""Bins of equal width for any number of values: they show the shape, and a grid of decimals fills them evenly."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from compare_app.domain.bins import width_factors
from compare_app.domain.grid import UNKNOWN

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST: Final = 120  # bins; more are thinner than two pixels on a page
FAR: Final = 5.0  # quartile ranges beyond the quartiles; what lies further is counted, not drawn
_FEW: Final = 1 << 20  # possible values that are counted one by one whatever the number of products
_EXACT: Final = 2.0**53  # whole numbers up to here are float64 themselves


@dataclass(frozen=True, slots=True)
class Bins:
    """Counts between edges, and how many values lie below the first and above the last edge."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    beyond: tuple[int, int]
    quartiles: tuple[float, float, float]


def bins_of(values: NDArray[np.float64], places: NDArray[np.int8], behind: NDArray[np.int32]) -> Bins:
    """Bins of finite values, at least one; `places` are the decimals and `behind` the single values behind each.

    The width is that of `width_factors`, which far values do not widen. It is made a whole multiple of the step that
    all values share (0.01, 5, …), and edges lie half a step off: every bin then holds equally many possible values, or
    the picture would show a comb that is not in the data. Values beyond FAR quartile ranges are counted apart, so that
    a slip of the comma does not squeeze all others into one bar.
    """
    grid = _grid(values, places, behind)
    return _by_width(values) if grid is None else _by_steps(grid, len(values))


@dataclass(frozen=True, slots=True)
class _Grid:
    """How many values there are of each possible one: `start`, `start` + 1, … times `unit`."""

    start: int
    unit: float
    counts: NDArray[np.int64]


def _grid(values: NDArray[np.float64], places: NDArray[np.int8], behind: NDArray[np.int32]) -> _Grid | None:
    """The values counted as whole numbers of their last digit; None where it is not known or there are too many.

    Means of several values lie on a finer grid than the values do (`domain.grid`).
    """
    import numpy as np

    if int(places.min()) == UNKNOWN:
        return None
    scale = float(math.lcm(*np.flatnonzero(np.bincount(behind)).tolist()) * 10 ** int(places.max()))
    low, high = float(values.min()) * scale, float(values.max()) * scale
    if max(abs(low), abs(high)) >= _EXACT or high - low > max(_FEW, 4 * len(values)):
        return None
    start = round(low)
    return _Grid(start, 1 / scale, np.bincount(np.rint(values * scale).astype(np.int64) - start))


def _by_steps(grid: _Grid, n: int) -> Bins:
    """Bins of a whole number of steps, from the counts of the possible values alone: no value is looked at again."""
    import numpy as np

    taken = np.flatnonzero(grid.counts)
    upto = np.cumsum(grid.counts[taken])
    step = int(np.gcd.reduce(taken)) or 1  # the first one is 0

    def at(rank: int) -> int:
        return int(taken[np.searchsorted(upto, rank, "right")])

    def quantile(share: float) -> float:
        place = share * (n - 1)
        low = at(int(place))
        return low + (at(min(int(place) + 1, n - 1)) - low) * (place - int(place))

    first, middle, last = (quantile(share) for share in (0.25, 0.5, 0.75))
    low, high = _window(taken, first, last)
    width = math.ceil(_width(last - first, high - low, n) / step - 1e-9) * step or step
    count = (high - low) // width + 1
    counts = np.zeros(count * width, dtype=np.int64)
    inside = grid.counts[low : low + len(counts)]
    counts[: len(inside)] = inside
    edges = tuple((grid.start + low + width * index - step / 2) * grid.unit for index in range(count + 1))
    figures = ((grid.start + one) * grid.unit for one in (first, middle, last))
    below = int(grid.counts[:low].sum())
    counted = counts.reshape(count, width).sum(axis=1)
    beyond = below, n - below - int(counted.sum())
    return Bins(edges, tuple(counted.tolist()), beyond, tuple(figures))  # type: ignore[arg-type]


def _by_width(values: NDArray[np.float64]) -> Bins:
    """Bins of figures without a common step, such as those of a formula."""
    import numpy as np

    first, middle, last = (float(one) for one in np.percentile(values, (25, 50, 75)))
    low, high = _window(values, first, last)
    width = _width(last - first, high - low, len(values)) or abs(low) or 1.0
    count = max(1, math.ceil((high - low) / width - 1e-9))
    start = low - (count * width - (high - low)) / 2  # what is left over on both sides alike
    at = np.clip(np.floor((values - start) / width), 0, count - 1).astype(np.int64)
    below, above = values < low, values > high
    counts = np.bincount(at[~(below | above)], minlength=count)
    edges = tuple(start + width * index for index in range(count + 1))
    return Bins(edges, tuple(counts.tolist()), (int(below.sum()), int(above.sum())), (first, middle, last))


def _window(values: NDArray[Any], first: float, last: float) -> tuple[Any, Any]:
    """The smallest and the largest value that is drawn."""
    if last > first:
        reach = FAR * (last - first)
        values = values[(values >= first - reach) & (values <= last + reach)]
    return values.min().item(), values.max().item()


def _width(spread: float, span: float, n: int) -> float:
    """The width of a bin before it meets the step."""
    of_quartiles, of_span = width_factors(n)
    return max(spread * of_quartiles or span * of_span, span / MOST)
