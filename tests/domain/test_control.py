"""Control limits against the distribution they come from and published examples; signals against hand-made series."""

from __future__ import annotations

import math
from decimal import Decimal as D

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr

from compare_app.domain.control import (
    INDIVIDUAL,
    RANGE_FACTORS,
    ControlKind,
    Signal,
    Track,
    control_limits,
    deviation_factors,
    signals,
)


def relative_range(n: int) -> tuple[float, float]:
    """d₂ and d₃: mean and standard deviation of the range of n standard normal values, by integration alone."""
    x, step = np.linspace(-8.0, 8.0, 1601, retstep=True)
    below = ndtr(x)
    d2 = float(np.sum(1 - below**n - (1 - below) ** n) * step)
    first, last = below[:, None], below[None, :]
    inner = 1 - last**n - (1 - first) ** n + np.where(last > first, last - first, 0.0) ** n
    weight = np.where(x[None, :] > x[:, None], 1.0, np.where(x[None, :] == x[:, None], 0.5, 0.0))
    square = 2 * float(np.sum(inner * weight) * step * step)
    return d2, math.sqrt(square - d2**2)


@pytest.mark.parametrize("n", RANGE_FACTORS)
def test_the_published_factors_are_those_of_the_distribution(n: int) -> None:
    d2, d3 = relative_range(n)
    factors = RANGE_FACTORS[n]
    assert float(factors.mean) == pytest.approx(3 / (d2 * math.sqrt(n)), abs=0.0011)
    assert float(factors.low) == pytest.approx(max(0.0, 1 - 3 * d3 / d2), abs=0.0011)
    assert float(factors.high) == pytest.approx(1 + 3 * d3 / d2, abs=0.0011)


def test_the_factor_of_single_values_is_three_over_d2() -> None:
    assert float(INDIVIDUAL) == pytest.approx(3 / (2 / math.sqrt(math.pi)), abs=0.0014)  # d₂(2) = 2/√π


@pytest.mark.parametrize(
    ("n", "a3", "b3", "b4"),
    [
        (2, 2.659, 0, 3.267),
        (5, 1.427, 0, 2.089),
        (6, 1.287, 0.030, 1.970),
        (10, 0.975, 0.284, 1.716),
        (25, 0.606, 0.565, 1.435),
    ],
)
def test_factors_of_the_standard_deviation_as_published(n: int, a3: float, b3: float, b4: float) -> None:
    assert deviation_factors(n) == pytest.approx((a3, b3, b4), abs=0.0006)


def test_single_values_as_the_nist_handbook_has_them() -> None:
    """NIST/SEMATECH e-Handbook 6.3.2.2: flow rates of ten batches, centre 50.81, limits 45.8159 and 55.8041."""
    values = [
        D(text) for text in ["49.6", "47.6", "49.9", "51.3", "47.8", "51.2", "52.6", "52.4", "53.6", "52.1"]
    ]
    found = control_limits([[value] for value in values])
    assert found.kind is ControlKind.INDIVIDUALS
    assert found.location.centre == D("50.81")
    assert float(found.spread.centre) == pytest.approx(1.8778, abs=5e-5)
    assert float(found.location.low or 0) == pytest.approx(45.8159, abs=0.002)
    assert float(found.location.high) == pytest.approx(55.8041, abs=0.002)
    assert found.spread.values[0] is None
    assert found.spread.low is None
    assert not signals(found.location)


def test_means_and_ranges_by_hand() -> None:
    found = control_limits([[D(1), D(3)], [D(2), D(6)], [D(4), D(4)]])
    assert (found.kind, found.size) == (ControlKind.MEANS_RANGES, 2)
    assert found.location.values == (2, 4, 4)
    assert found.spread.values == (2, 4, 0)
    assert found.location.high == D(10) / 3 + D("1.880") * 2
    assert found.spread.high == D("3.267") * 2
    assert found.spread.low is None  # D₃ = 0 is no limit: a range cannot fall below nothing


def test_large_subgroups_use_the_standard_deviation() -> None:
    group = [D(at) for at in range(12)]
    found = control_limits([group, [value + 1 for value in group]])
    assert found.kind is ControlKind.MEANS_DEVIATIONS
    s = math.sqrt(13)  # of 0…11
    assert float(found.spread.centre) == pytest.approx(s)
    assert float(found.location.high) == pytest.approx(6 + 0.886 * s, abs=0.002)  # A₃(12)
    assert float(found.spread.low or 0) == pytest.approx(0.354 * s, abs=0.002)  # B₃(12)


@pytest.mark.parametrize("groups", [[], [[D(1)]], [[D(1)], [D(1), D(2)]], [[], []]])
def test_what_is_no_series_of_subgroups_is_an_error(groups: list[list[D]]) -> None:
    with pytest.raises(ValueError, match="two subgroups of one size"):
        control_limits(groups)


@given(
    st.lists(st.lists(st.integers(-99, 99), min_size=3, max_size=3), min_size=2, max_size=9),
    st.integers(-50, 50),
)
def test_moving_all_values_moves_the_limits_and_nothing_else(groups: list[list[int]], shift: int) -> None:
    plain = control_limits([[D(value) for value in group] for group in groups])
    moved = control_limits([[D(value + shift) for value in group] for group in groups])
    assert float(moved.location.high - plain.location.high) == pytest.approx(shift, abs=1e-9)
    assert float(moved.location.centre - plain.location.centre) == pytest.approx(shift, abs=1e-9)
    assert moved.spread == plain.spread


# --- signals ----------------------------------------------------------------------------------------------------------


def track(*values: float | None, low: float | None = -10, high: float = 10) -> Track:
    def exact(value: float | None) -> D | None:
        return None if value is None else D(str(value))

    return Track(tuple(exact(value) for value in values), D(0), exact(low), D(str(high)))


def test_only_what_lies_beyond_a_limit_is_beyond_it() -> None:
    assert signals(track(10, -10, 10.1, -10.1)) == {2: (Signal.BEYOND,), 3: (Signal.BEYOND,)}
    assert signals(track(None, -99, low=None)) == {}


def test_nine_on_one_side_and_not_eight() -> None:
    side = [1, 2] * 5
    assert signals(track(*side[:8])) == {}
    assert signals(track(*side[:9])) == {8: (Signal.ONE_SIDE,)}
    assert signals(track(*side)) == {8: (Signal.ONE_SIDE,), 9: (Signal.ONE_SIDE,)}
    assert signals(track(1, 2, 1, 2, 0, 1, 2, 1, 2)) == {}  # a value on the line is on no side
    assert signals(track(*[0] * 20)) == {}


def test_six_rising_or_falling_and_not_five() -> None:
    assert signals(track(-2, -1, 0, 1, 2)) == {}
    assert signals(track(-3, -2, -1, 0, 1, 2)) == {5: (Signal.TREND,)}
    assert signals(track(3, 2, 1, 0, -1, -2, -3)) == {5: (Signal.TREND,), 6: (Signal.TREND,)}
    assert signals(track(-3, -2, -1, -1, 0, 1)) == {}  # level is not rising


def test_fourteen_up_and_down_and_not_thirteen() -> None:
    swing = [1, -1] * 8
    assert signals(track(*swing[:13])) == {}
    assert signals(track(*swing[:14])) == {13: (Signal.ALTERNATING,)}


def test_ranges_are_looked_at_for_limits_only() -> None:
    assert signals(track(*[1, 2] * 9, 11), runs=False) == {18: (Signal.BEYOND,)}
