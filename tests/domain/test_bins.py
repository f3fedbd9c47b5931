"""Bars of a histogram: every value in one bar, none finer than the values, never too many."""

from __future__ import annotations

from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.bins import MOST_BINS, bins_of

DIGIT = D("0.1")


def test_the_width_is_that_of_freedman_and_diaconis() -> None:
    values = [D(at) / 10 for at in range(100)]  # quartiles 2.475 and 7.425: 2 · 4.95 / ∛100 = 2.133 → 2.2
    found = bins_of(values, DIGIT)
    assert [one.high - one.low for one in found] == [D("2.2")] * 5
    assert [one.count for one in found] == [22, 22, 22, 22, 12]
    assert found[0].low == D("-0.05")  # half a digit off: no value lies on an edge


def test_one_value_is_one_bar_and_none_is_none() -> None:
    (only,) = bins_of([D("5.0")] * 9, DIGIT)
    assert (only.low, only.high, only.count) == (D("4.95"), D("5.05"), 9)
    assert bins_of([], DIGIT) == ()


def test_a_middle_of_one_value_still_shows_the_rest() -> None:
    found = bins_of([D("5.0")] * 14 + [D("4.0"), D("6.0")], DIGIT)
    assert sum(one.count for one in found) == 16
    assert len([one for one in found if one.count]) == 3


def test_a_value_far_away_does_not_make_a_thousand_bars() -> None:
    found = bins_of([D(at) / 10 for at in range(40)] + [D(9000)], DIGIT)
    assert len(found) <= MOST_BINS
    assert found[-1].count == 1


@given(st.lists(st.integers(-5000, 5000), min_size=1, max_size=80))
def test_no_value_is_lost_and_no_bar_is_finer_than_a_digit(tenths: list[int]) -> None:
    values = [D(one) / 10 for one in tenths]
    found = bins_of(values, DIGIT)
    assert sum(one.count for one in found) == len(values)
    assert 1 <= len(found) <= MOST_BINS
    assert found[0].count
    assert found[-1].count
    for one in found:
        assert one.high - one.low >= DIGIT
        assert one.count == sum(one.low <= value < one.high for value in values)
