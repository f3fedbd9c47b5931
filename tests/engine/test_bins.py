"""Bins: every value once, no comb that is not in the data, no far value that squeezes the others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from compare_app.domain.grid import UNKNOWN
from compare_app.engine.bins import MOST, Bins, bins_of


def binned(values: NDArray[np.float64], places: int = UNKNOWN, behind: int = 1) -> Bins:
    n = len(values)
    return bins_of(values.astype(float), np.full(n, places, np.int8), np.full(n, behind, np.int32))


@given(
    st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=200),
    st.integers(0, 4),
    st.booleans(),
)
def test_every_value_is_counted_once(whole: list[int], places: int, known: bool) -> None:
    values = np.array(whole, dtype=float) / 10**places
    found = binned(values, places if known else UNKNOWN)
    assert sum(found.counts) + sum(found.beyond) == len(values)
    assert 0 < len(found.counts) <= MOST + 2
    assert len(found.edges) == len(found.counts) + 1
    assert list(found.edges) == sorted(found.edges)
    for low, high, count in zip(found.edges, found.edges[1:], found.counts, strict=False):
        slack = (high - low) * 1e-6
        assert count <= int(((values >= low - slack) & (values <= high + slack)).sum())


@pytest.mark.parametrize("step", [0.01, 0.05, 1.0, 5.0, 7.0])
@pytest.mark.parametrize("start", [0.0, 3.0, -40.0])
@pytest.mark.parametrize("each", [3, 40])
def test_a_grid_fills_bins_evenly(step: float, start: float, each: int) -> None:
    """As many products on every possible value: every bin but the last is as high as its neighbour."""
    values = np.repeat(start + np.round(np.arange(97) * step, 2), each)
    found = binned(values, 2)
    assert len(set(found.counts[:-1])) == 1
    assert found.counts[-1] <= found.counts[0]
    inside = (np.array(found.edges) - start) / step
    assert np.abs(inside - np.round(inside)).min() > 0.4  # edges lie between the possible values


def test_means_of_several_values_lie_on_a_finer_grid() -> None:
    values = np.round(np.arange(300) / 3, 12)  # means of three whole numbers
    found = binned(np.repeat(values, 5), 0, behind=3)
    assert len(set(found.counts[:-1])) == 1


def test_a_slip_of_the_comma_is_counted_and_does_not_squeeze_the_others() -> None:
    generator = np.random.default_rng(1)
    values = np.round(generator.normal(50, 2, 5000), 2)
    slipped = np.r_[values, 5023.0, 0.05]
    clean, found = binned(values, 2), binned(slipped, 2)
    assert found.beyond == (1, 1)
    assert abs(len(found.counts) - len(clean.counts)) <= 2


def test_many_values_make_no_more_bins_than_can_be_seen() -> None:
    values = np.random.default_rng(1).normal(0, 1, 200_000)
    assert 60 < len(binned(values).counts) <= MOST + 1


def test_one_value_for_all_is_one_bar() -> None:
    assert binned(np.full(50, 3.2), 1).counts == (50,)
    assert sum(binned(np.full(50, 3.2)).counts) == 50
    assert sum(binned(np.zeros(9)).counts) == 9


def test_half_of_all_alike_still_shows_the_rest() -> None:
    found = binned(np.r_[np.zeros(80), np.arange(1.0, 21.0)], 0)
    assert found.counts[0] >= 80
    assert sum(found.counts) == 100
    assert len(found.counts) > 4


def test_quartiles_are_those_of_the_values() -> None:
    assert binned(np.arange(1.0, 6.0), 0).quartiles == (2.0, 3.0, 4.0)
