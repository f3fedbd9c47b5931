"""Statistics agree with scipy.stats and with what was published."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from compare_app.domain.statistics import (
    clopper_pearson,
    conformance_probability,
    grubbs,
    grubbs_critical,
    guard_limits,
    guard_width,
    sample,
    welch,
)
from compare_app.domain.terms import GuardBand

OURS, THEIRS = [D("4.98"), D("5.03"), D("5.01")], [D("5.20"), D("5.26"), D("5.17")]
samples = st.lists(st.decimals(min_value=D(-1000), max_value=D(1000), places=3), min_size=2, max_size=8)


def near(expected: float | tuple[float, ...]) -> object:
    return pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(samples, samples)
def test_welch_agrees_with_scipy(ours: list[D], theirs: list[D]) -> None:
    assume(len(set(ours)) > 1 and len(set(theirs)) > 1)
    found = welch(ours, theirs)
    expected = stats.ttest_ind([float(v) for v in ours], [float(v) for v in theirs], equal_var=False)
    assume(abs(expected.statistic) < 1e6)
    assert found.t == pytest.approx(expected.statistic, rel=1e-7, abs=1e-9)
    assert found.df == pytest.approx(expected.df, rel=1e-7)
    assert found.p == pytest.approx(expected.pvalue, rel=1e-6, abs=1e-9)
    for level in (0.90, 0.95):
        interval = expected.confidence_interval(level)
        assert found.interval(level) == pytest.approx((interval.low, interval.high), rel=1e-7, abs=1e-7)


def test_welch_as_published() -> None:
    found = welch(OURS, THEIRS)
    assert found.difference == -0.61 / 3
    assert (round(found.se, 4), round(found.t, 3), round(found.df, 3), round(found.p, 4)) == (
        0.0302,
        -6.736,
        3.106,
        0.0060,
    )
    assert [round(end, 3) for end in (*found.interval(0.95), *found.interval(0.90))] == [
        -0.298,
        -0.109,
        -0.273,
        -0.133,
    ]


@pytest.mark.parametrize(("ours", "theirs"), [([D(1)], THEIRS), (OURS, []), ([D(1), D(1)], [D(2), D(2)])])
def test_welch_refuses_what_it_cannot_say(ours: list[D], theirs: list[D]) -> None:
    with pytest.raises(ValueError, match="spread"):
        welch(ours, theirs)


def test_spread_on_one_side_is_enough() -> None:
    """All the variance is theirs, so it is their one-sample test against our mean."""
    expected = stats.ttest_1samp([2.0, 3.0, 4.0], 1.0)
    found = welch([D(1)] * 3, [D(2), D(3), D(4)])
    assert (found.t, found.df, found.p) == near((-expected.statistic, expected.df, expected.pvalue))


def test_a_mean_is_summed_exactly() -> None:
    one = sample([D("0.1")] * 10)
    assert one is not None
    assert (one.mean, one.deviation) == (0.1, 0.0)
    assert sample([D(1)]) is None


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_clopper_pearson_agrees_with_scipy(rate: tuple[int, int]) -> None:
    k, n = rate
    expected = stats.binomtest(k, n).proportion_ci(0.95, method="exact")
    assert clopper_pearson(k, n) == near((expected.low, expected.high))


@pytest.mark.parametrize(
    ("k", "n", "low", "high"), [(3, 3, 0.292, 1.0), (29, 30, 0.828, 0.999), (30, 30, 0.884, 1.0)]
)
def test_clopper_pearson_as_published(k: int, n: int, low: float, high: float) -> None:
    assert tuple(round(end, 3) for end in clopper_pearson(k, n)) == (low, high)


@pytest.mark.parametrize(("k", "n"), [(-1, 3), (4, 3), (0, 0)])
def test_no_rate(k: int, n: int) -> None:
    with pytest.raises(ValueError, match="rate"):
        clopper_pearson(k, n)


def test_conformance_probability() -> None:
    assert conformance_probability(D(111), D(1), D(110), None) == near(stats.norm.cdf(1))
    assert conformance_probability(D(109), D(1), None, D(110)) == near(stats.norm.cdf(1))
    two_sided = conformance_probability(D("10.06"), D("0.03"), D("9.9"), D("10.1"))
    assert two_sided == near(stats.norm.cdf(4 / 3) - stats.norm.cdf(-16 / 3))
    assert round(two_sided, 3) == 0.909
    assert conformance_probability(D(1), D(1), None, None) == 1
    assert [conformance_probability(D(y), D(0), D(1), D(2)) for y in (0, 1, 2, 3)] == [0, 1, 1, 0]
    with pytest.raises(ValueError, match="negative"):
        conformance_probability(D(1), D(-1), None, D(2))


def test_guard_bands() -> None:
    assert guard_width(GuardBand.NONE, D(2)) == 0
    assert guard_width(GuardBand.EXPANDED, D(2)) == 2
    assert guard_width(GuardBand.ONE_SIDED_95, D(2)) == D("1.645")
    assert guard_width(GuardBand.ONE_SIDED_95, D(3), D(3)) == D("1.645")
    assert guard_limits(D(110), None, D("1.645")) == (D("111.645"), None)
    assert guard_limits(None, D("0.5"), D("0.1")) == (None, D("0.4"))


@pytest.mark.parametrize(
    ("n", "five", "one"), [(3, 1.153, 1.155), (5, 1.671, 1.749), (6, 1.822, 1.944), (10, 2.176, 2.410)]
)
def test_grubbs_table(n: int, five: float, one: float) -> None:
    """GB/T 4883-2008, one-sided 0.05 and 0.01."""
    assert (round(grubbs_critical(n, 0.05), 3), round(grubbs_critical(n, 0.01), 3)) == (five, one)


def test_grubbs_flags_the_furthest() -> None:
    found = grubbs([D("5.01"), D("5.02"), D("5.00"), D("4.99"), D("5.90")])
    assert found is not None
    assert found.index == 4
    assert found.straggler
    assert found.outlier
    calm = grubbs([D("5.01"), D("5.02"), D("5.00"), D("4.99"), D("5.03")])
    assert calm is not None
    assert not calm.straggler
    assert not calm.outlier
    assert grubbs([D(1), D(2)]) is None
    assert grubbs([D(1), D(1), D(1)]) is None
    assert grubbs([D(1)]) is None
    with pytest.raises(ValueError, match="three"):
        grubbs_critical(2, 0.05)
