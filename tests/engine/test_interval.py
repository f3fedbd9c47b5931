"""Intervals as sets, and the region that each comparison method accepts."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.interval import accepted, contains, is_disjoint, is_subset, same_set
from compare_app.domain.limit import Interval
from compare_app.domain.number import interval_of, round_to
from compare_app.domain.terms import ComparisonMode

ROUNDED = ComparisonMode.ROUNDED_VALUE
decimals = st.decimals(min_value=-200, max_value=200, places=3, allow_nan=False)
ends = st.decimals(min_value=-100, max_value=100, places=1, allow_nan=False)


@pytest.mark.parametrize(
    ("low", "high", "value", "full", "rounded"),
    [
        ("97.0", None, "96.96", False, True),
        ("97.0", None, "96.94", False, False),
        (None, "0.5", "0.549", False, True),
        ("1.2", "1.6", "1.151", False, True),
        ("9.9", "10.1", "9.85", False, False),
        ("9.9", "10.1", "9.86", False, True),
    ],
)
def test_published_cases(low: str | None, high: str | None, value: str, full: bool, rounded: bool) -> None:
    limit = Interval(D(low) if low else None, D(high) if high else None)
    assert contains(accepted(limit, ComparisonMode.FULL_VALUE), D(value)) is full
    assert contains(accepted(limit, ROUNDED), D(value)) is rounded


@given(ends, st.booleans(), st.booleans(), decimals)
def test_the_rounded_region_is_what_rounding_says(end: D, closed: bool, is_low: bool, value: D) -> None:
    limit = Interval(low=end, low_closed=closed) if is_low else Interval(high=end, high_closed=closed)
    rounded = round_to(value, interval_of(end))
    assert contains(accepted(limit, ROUNDED), value) is contains(limit, rounded)


@given(ends, ends, st.booleans(), st.booleans(), ends, ends, st.booleans(), st.booleans(), decimals)
def test_subset_and_disjoint_agree_with_membership(
    a: D, b: D, ac: bool, bc: bool, c: D, d: D, cc: bool, dc: bool, value: D
) -> None:
    first = Interval(min(a, b), max(a, b), ac, bc)
    second = Interval(min(c, d), max(c, d), cc, dc)
    if is_subset(first, second) and contains(first, value):
        assert contains(second, value)
    if is_disjoint(first, second):
        assert not (contains(first, value) and contains(second, value))
    assert same_set(first, first)


def test_ends_count() -> None:
    assert is_subset(Interval(low=D(5), low_closed=False), Interval(low=D(5)))
    assert not is_subset(Interval(low=D(5)), Interval(low=D(5), low_closed=False))
    assert is_disjoint(Interval(high=D(5), high_closed=False), Interval(low=D(5)))
    assert not is_disjoint(Interval(high=D(5)), Interval(low=D(5)))
