"""Statistics of replicates, pass rates and conformance: distributions from scipy.special, nothing home-made.

Values come in as Decimal (or float) and leave as float: the judgement itself stays in Decimal elsewhere. Nothing is
said where nothing can be: one value alone has no deviation, and replicates without any spread have no test.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import sqrt
from typing import Final

from compare_app.domain.terms import GuardBand

Figure = Decimal | float | int

ONE_SIDED_95: Final = Decimal("1.645")  # guard band in standard uncertainties, ILAC-G8:09/2019


@dataclass(frozen=True, slots=True)
class Sample:
    """Mean and standard deviation (n − 1) of single values, summed exactly."""

    n: int
    mean: float
    deviation: float


def sample(values: Sequence[Figure]) -> Sample | None:
    """Mean and standard deviation; None for fewer than two values."""
    if len(values) < 2:
        return None
    mean = _mean(values)
    squares = sum(((Fraction(value) - mean) ** 2 for value in values), Fraction(0))
    return Sample(len(values), float(mean), sqrt(squares / (len(values) - 1)))


def _mean(values: Sequence[Figure]) -> Fraction:
    return sum((Fraction(value) for value in values), Fraction(0)) / len(values)


@dataclass(frozen=True, slots=True)
class Welch:
    """Difference ours − theirs of two means with unequal variances (domain.md §6.5)."""

    difference: float
    se: float
    t: float
    df: float
    p: float  # two-sided

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Confidence interval of the difference; the 90 % one decides equivalence (TOST)."""
        from scipy.special import stdtrit

        half = float(stdtrit(self.df, 0.5 + level / 2)) * self.se
        return self.difference - half, self.difference + half


def welch(ours: Sequence[Figure], theirs: Sequence[Figure]) -> Welch:
    """Welch's t with Satterthwaite's degrees of freedom; ValueError for n < 2 on a side, or where neither spreads."""
    from scipy.special import stdtr

    first, second = sample(ours), sample(theirs)
    if first is None or second is None or not (first.deviation or second.deviation):
        raise ValueError("two means need two values each and some spread")
    share_1, share_2 = first.deviation**2 / first.n, second.deviation**2 / second.n
    se = sqrt(share_1 + share_2)
    df = (share_1 + share_2) ** 2 / (share_1**2 / (first.n - 1) + share_2**2 / (second.n - 1))
    difference = float(_mean(ours) - _mean(theirs))
    t = difference / se
    return Welch(difference, se, t, df, 2 * float(stdtr(df, -abs(t))))


def clopper_pearson(k: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """Exact interval of a pass rate k/n (domain.md §5.2); ValueError unless 0 ≤ k ≤ n and n > 0."""
    from scipy.special import betaincinv

    if not 0 <= k <= n or n == 0:
        raise ValueError(f"{k} of {n} is no rate")
    tail = (1 - level) / 2
    low = 0.0 if k == 0 else float(betaincinv(k, n - k + 1, tail))
    high = 1.0 if k == n else float(betaincinv(k + 1, n - k, 1 - tail))
    return low, high


def conformance_probability(y: Figure, u: Figure, low: Figure | None, high: Figure | None) -> float:
    """Probability that the true value conforms: normal, no prior, standard uncertainty `u` (JCGM 106:2012, 7)."""
    from scipy.special import ndtr

    if u < 0:
        raise ValueError("a standard uncertainty is not negative")
    if u == 0:
        return float((low is None or y >= low) and (high is None or y <= high))
    # each difference exactly first: near a limit the digits that matter cancel
    below = 1.0 if high is None else float(ndtr(float((Fraction(high) - Fraction(y)) / Fraction(u))))
    under = 0.0 if low is None else float(ndtr(float((Fraction(low) - Fraction(y)) / Fraction(u))))
    return max(0.0, below - under)


def guard_width(guard: GuardBand, uncertainty: Decimal, coverage: Decimal = Decimal(2)) -> Decimal:
    """Width of the guard band from expanded uncertainty U and its factor k (ILAC-G8:09/2019; rulings 12)."""
    match guard:
        case GuardBand.NONE | GuardBand.CONFORMANCE_95:
            return Decimal(0)
        case GuardBand.EXPANDED:
            return uncertainty
        case GuardBand.ONE_SIDED_95:
            return ONE_SIDED_95 * uncertainty / coverage


def guard_limits(
    low: Decimal | None, high: Decimal | None, width: Decimal
) -> tuple[Decimal | None, Decimal | None]:
    """Acceptance limits: each end moved inwards by the width. They may cross; then nothing is accepted."""
    return None if low is None else low + width, None if high is None else high - width


def grubbs_critical(n: int, alpha: float) -> float:
    """One-sided critical value of Grubbs' test, e.g. 2.176 for n = 10 and 0.05 (GB/T 4883-2008); n ≥ 3."""
    from scipy.special import stdtrit

    if n < 3:
        raise ValueError("Grubbs' test needs three values")
    t = float(stdtrit(n - 2, 1 - alpha / n))
    return (n - 1) / sqrt(n) * sqrt(t**2 / (n - 2 + t**2))


@dataclass(frozen=True, slots=True)
class Grubbs:
    """The value furthest from the mean, tested at both levels of GB/T 4883-2008. It is flagged, never removed (R32)."""

    index: int
    statistic: float
    detection: float  # critical value at the detection level 0.05
    rejection: float  # critical value at the rejection level 0.01

    @property
    def straggler(self) -> bool:
        """离群值: beyond the detection level."""
        return self.statistic > self.detection

    @property
    def outlier(self) -> bool:
        """统计离群值: beyond the rejection level too."""
        return self.statistic > self.rejection


def grubbs(values: Sequence[Figure]) -> Grubbs | None:
    """Two-sided test of the most distant value (either end may be it: α/2 a side); None for n < 3 or no spread."""
    one = sample(values)
    if one is None or one.n < 3 or not one.deviation:
        return None
    distances = [abs(float(value) - one.mean) for value in values]
    index = max(range(one.n), key=distances.__getitem__)
    return Grubbs(
        index,
        distances[index] / one.deviation,
        grubbs_critical(one.n, 0.05 / 2),
        grubbs_critical(one.n, 0.01 / 2),
    )
