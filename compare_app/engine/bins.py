"""Bins of equal width for any number of values: they show the shape, and a grid of decimals fills them evenly."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from compare_app.domain.grid import UNKNOWN

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST: Final = 120  # bins; more are thinner than two pixels on a page
FAR: Final = 5.0  # quartile ranges beyond the quartiles; what lies further is counted, not drawn
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

    The width is that of Freedman and Diaconis (1981), 2 · IQR · n^(−1/3), which far values do not widen; where half of
    all values are one, that of Sturges. It is made a whole multiple of the step that all values share (0.01, 5, …), and
    edges lie half a step off: every bin then holds equally many possible values, or the picture would show a comb that
    is not in the data. Values beyond FAR quartile ranges are counted apart, so that a slip of the comma does not
    squeeze all others into one bar.
    """
    import numpy as np

    first, middle, last = (float(one) for one in np.percentile(values, (25, 50, 75)))
    spread = last - first
    near = values
    if spread > 0:
        near = values[(values >= first - FAR * spread) & (values <= last + FAR * spread)]
    low, high = float(near.min()), float(near.max())
    step = _step(values, places, behind)
    width = 2 * spread / len(values) ** (1 / 3) or (high - low) / (math.log2(len(values)) + 1)
    width = max(width, (high - low) / MOST) or step or abs(low) or 1.0
    if step:
        width = math.ceil(width / step - 1e-9) * step
        low -= step / 2
        count = max(1, math.ceil((high + step / 2 - low) / width - 1e-9))
    else:
        count = max(1, math.ceil((high - low) / width - 1e-9))
        low -= (count * width - (high - low)) / 2  # what is left over on both sides alike
    at = np.floor((values - low) / width).astype(np.int64)
    if not step:
        at[values == low + count * width] = count - 1  # the last bin holds its upper edge
    inside = (at >= 0) & (at < count)
    counts = np.bincount(at[inside], minlength=count)
    return Bins(
        tuple(low + width * index for index in range(count + 1)),
        tuple(counts.tolist()),
        (int((at < 0).sum()), int((at >= count).sum())),
        (first, middle, last),
    )


def _step(values: NDArray[np.float64], places: NDArray[np.int8], behind: NDArray[np.int32]) -> float:
    """The largest step by which all values are whole numbers of steps apart; 0: none is known.

    Means of several values lie on a finer grid than the values do (`domain.grid`).
    """
    import numpy as np

    if bool((places == UNKNOWN).any()):
        return 0.0
    scale = float(math.lcm(*np.flatnonzero(np.bincount(behind)).tolist()) * 10 ** int(places.max()))
    if float(np.abs(values).max()) * scale >= _EXACT:
        return 0.0
    whole = np.rint(values * scale).astype(np.int64)
    return (int(np.gcd.reduce(whole - whole.min())) or 1) / scale
