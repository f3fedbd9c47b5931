"""Welch's comparison of one product with many at once: t and degrees of freedom for all, critical values from a table.

The table replaces `stdtrit` for hundreds of thousands of pairs; whoever decides near a critical value asks `exactly`.
Distributions come from scipy.special, nothing is home-made.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TABLE_ERROR: Final = 1e-7  # relative, of a critical value read from the table; a test holds it
_STEPS: Final = 4096


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean, standard deviation (n − 1) and number of the single values of one product."""

    mean: float
    deviation: float
    n: int


@dataclass(frozen=True, slots=True)
class Welches:
    """Differences ours − theirs of many means with unequal variances (domain.md §6.5); NaN where nothing is tested."""

    se: NDArray[np.float64]
    t: NDArray[np.float64]
    df: NDArray[np.float64]


def welches(
    ours: Spread, mean: NDArray[np.float64], deviation: NDArray[np.float64], n: NDArray[np.int32]
) -> Welches:
    """Welch's t with Satterthwaite's degrees of freedom for each of the others; both need two values or more."""
    import numpy as np

    own = ours.deviation**2 / ours.n
    with np.errstate(invalid="ignore", divide="ignore"):
        share = deviation * deviation / n
        total = share + own
        below = share * share
        below /= n - 1
        below += own * own / (ours.n - 1)
        se = np.sqrt(total)
        return Welches(se, (ours.mean - mean) / se, total * total / below)


def critical(df: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Two-sided critical values of Student's t for 95 % and 90 %, from the table; NaN stays NaN."""
    import numpy as np

    at = np.minimum(_STEPS / df, _STEPS)
    with np.errstate(invalid="ignore"):
        step = np.minimum(at, _STEPS - 1).astype(
            np.intp
        )  # NaN becomes some place; the part below keeps it NaN
    np.clip(step, 0, _STEPS - 1, out=step)
    part = at - step
    wide, narrow = _table()
    return tuple(  # type: ignore[return-value]
        values.take(step) + part * slopes.take(step) for values, slopes in (wide, narrow)
    )


def exactly(df: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The same from scipy.special, where the table is too coarse."""
    from scipy.special import stdtrit

    return stdtrit(df, 0.975), stdtrit(df, 0.95)


def p_values(t: NDArray[np.float64], df: NDArray[np.float64]) -> NDArray[np.float64]:
    """Two-sided p of Welch's t; NaN stays NaN."""
    import numpy as np
    from scipy.special import stdtr

    return np.asarray(2 * stdtr(df, -np.abs(t)))


@cache
def _table() -> tuple[tuple[NDArray[np.float64], NDArray[np.float64]], ...]:
    """Critical values at equal steps of 1/df from 0 (the normal distribution) to 1, and the slopes between them."""
    import numpy as np
    from scipy.special import ndtri, stdtrit

    df = _STEPS / np.arange(1, _STEPS + 1)
    columns = []
    for quantile in (0.975, 0.95):
        values = np.r_[ndtri(quantile), stdtrit(df, quantile)]
        columns.append((values[:-1], np.diff(values)))
    return tuple(columns)
