"""Ranks under ±20 % of every weight (R35): the closed form against every corner, and scores against the exact ones."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from itertools import product as every

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from compare_app.domain.assessment import Sensitivity
from compare_app.domain.model import Result
from compare_app.domain.record import Record
from compare_app.domain.terms import Direction, Role, Scale
from compare_app.engine.score import indicator_score
from compare_app.engine.sensitivity import pool_scores, stability
from tests.engine import made
from tests.engine.test_compare import ABROAD, DOMESTIC, OURS, PEER, RECORDS, rows

Matrix = NDArray[np.float64]


def corner_ranks(matrix: Matrix, weights: Matrix, at: int) -> set[int]:
    """The competition rank of a product under every corner of the box of weights."""
    found = set()
    for signs in every((0.8, 1.2), repeat=len(weights)):
        total = matrix @ (weights * np.array(signs))
        found.add(1 + int((total > total[at] + 1e-7).sum()))
    return found


scores = st.integers(0, 100).map(float)


@st.composite
def cases(draw: st.DrawFn, most: int = 5) -> tuple[Matrix, Matrix]:
    width = draw(st.integers(1, 4))
    height = draw(st.integers(1, most))
    matrix = draw(
        st.lists(st.lists(scores, min_size=width, max_size=width), min_size=height, max_size=height)
    )
    weights = draw(st.lists(st.integers(1, 9).map(float), min_size=width, max_size=width))
    return np.array(matrix), np.array(weights)


@settings(max_examples=200, deadline=None)
@given(cases())
def test_no_weights_give_a_rank_outside_and_stable_means_stable(case: tuple[Matrix, Matrix]) -> None:
    matrix, weights = case
    for at in range(len(matrix)):
        found = stability(matrix.T, matrix @ weights, weights, at, "x")
        ranks = corner_ranks(matrix, weights, at)
        assert found.best <= min(ranks)
        assert max(ranks) <= found.worst
        assert found.best <= found.rank <= found.worst
        if found.stable:
            assert ranks == {found.rank}


@settings(max_examples=200, deadline=None)
@given(cases(most=2))
def test_for_a_pair_the_range_is_exact(case: tuple[Matrix, Matrix]) -> None:
    """Of two products the extreme weights stand in a corner: both ends of the range occur."""
    matrix, weights = case
    for at in range(len(matrix)):
        found = stability(matrix.T, matrix @ weights, weights, at, "x")
        ranks = corner_ranks(matrix, weights, at)
        assert (found.best, found.worst) == (min(ranks), max(ranks))


@settings(max_examples=100, deadline=None)
@given(cases(), st.integers(0, 3), st.integers(0, 40))
def test_a_better_score_never_lowers_a_rank(case: tuple[Matrix, Matrix], column: int, more: int) -> None:
    matrix, weights = case
    before = stability(matrix.T, matrix @ weights, weights, 0, "x")
    better = matrix.copy()
    better[0, column % len(weights)] += more
    after = stability(better.T, better @ weights, weights, 0, "x")
    assert (after.rank, after.best, after.worst) <= (before.rank, before.best, before.worst)
    assert after.best <= before.best
    assert after.worst <= before.worst


def ranked(values: list[Result], *records: Record) -> dict[Role, Sensitivity]:
    found = made.compared([*RECORDS, *records], values).assessment.sensitivity
    return {one.role: one for one in found}


def test_ours_the_benchmarks_and_the_pool_are_ranked_by_the_same_scores() -> None:
    found = ranked(rows("45", "0.10"))[Role.DOMESTIC]
    assert (found.of, found.left_out, found.spread) == (4, 0, D("0.2"))
    assert [(one.product_id, one.rank) for one in found.rows] == [
        ("ours", 1),
        ("dom", 1),
        ("int", 1),
        ("peer", 4),
    ]
    ours, peer = found.rows[0], found.rows[-1]
    assert ours.score == 100
    assert round(peer.score, 4) == round(D(100) * (D(40) / 44 + 2 * D("0.12") / D("0.30")) / 3, 4)
    assert ours.stable
    assert peer.stable


def test_a_trade_off_between_two_indicators_makes_the_rank_shaky() -> None:
    """Ours leads in one and lags in the other by nearly the same weighted score."""
    peer = [
        *(one for one in rows("44", "0.15") if one.product_id != "peer"),
        *made.results("peer", "mor", "28"),
        *made.results("peer", "water", "0.12"),
    ]
    found = {one.product_id: one for one in ranked(peer)[Role.DOMESTIC].rows}
    assert not found["ours"].stable
    assert (found["ours"].best, found["ours"].worst) == (3, 4)
    assert found["dom"].stable


def test_a_product_without_one_of_the_scores_is_counted_and_not_ranked() -> None:
    values = [one for one in rows() if not (one.product_id == "peer" and one.indicator_id == "water")]
    found = ranked(values)[Role.DOMESTIC]
    assert (found.of, found.left_out) == (3, 1)
    assert "peer" not in [one.product_id for one in found.rows]


def test_a_veto_or_nothing_covered_is_no_ranking() -> None:
    safe = made.indicator("safe", unit="", direction=Direction.PASS_FAIL, scale=Scale.NOMINAL, position=3)
    failed = [*rows(), *made.results("ours", "safe", "不合格")]
    assert ranked(failed, safe) == {}
    bare = made.compared([OURS, DOMESTIC], []).assessment.sensitivity
    assert bare == ()


def test_the_scores_of_the_pool_are_those_of_the_score() -> None:
    """Every scale and direction: the column's scores equal `indicator_score` of each product taken for ours."""
    kinds = {
        "larger": {},
        "smaller": {"direction": Direction.SMALLER, "unit": "%"},
        "target": {"direction": Direction.TARGET, "target": D(42), "tolerance": D(8)},
        "heat": {"scale": Scale.INTERVAL, "unit": "℃", "direction": Direction.SMALLER},
    }
    names = ("ours", "dom", "int", "peer")
    texts = {"ours": "41", "dom": "44", "int": "45.5", "peer": "39"}
    for kind, fields in kinds.items():
        indicator = made.indicator("x", **fields)
        records = [indicator, OURS, DOMESTIC, ABROAD, PEER]
        values = [one for name in names for one in made.results(name, "x", texts[name])]
        project = made.project_of(records)
        pool = made.pool_of(project, values)
        row = made.compared(records, values).indicators[0]
        gap = next(one for one in row.gaps if one.product_id == "dom")
        found = pool_scores(row, gap, indicator, pool, pool.product_ids.index("ours"))
        for name in names:
            swapped = [replace(one, role=Role.PEER) if one.id == "ours" else one for one in (OURS, PEER)]
            others = [*swapped, DOMESTIC, ABROAD]
            as_ours = [replace(one, role=Role.OURS) if one.id == name else one for one in others]
            if name == "dom":
                exact: D | None = indicator_score(gap.theirs, None, indicator, pool)
                exact = D(100) if exact is None else exact
            else:
                theirs = made.compared([indicator, *as_ours], values, name).indicators[0]
                against = next(one for one in theirs.gaps if one.product_id == "dom")
                exact = indicator_score(theirs.ours, against, indicator, pool)
            assert exact is not None
            assert abs(found[pool.product_ids.index(name)] - float(exact)) < 1e-9, (kind, name)


def test_near_a_target_the_farthest_single_value_of_every_product_counts() -> None:
    indicator = made.indicator("x", direction=Direction.TARGET, target=D(0), tolerance=D(2))
    values = [
        *made.results("ours", "x", "0.5"),
        *made.results("dom", "x", "-0.5", "0.5"),
        *made.results("peer", "x", "-0.5", "0.5"),
    ]
    (found,) = made.compared([indicator, OURS, DOMESTIC, PEER], values).assessment.sensitivity
    assert (found.of, found.left_out) == (3, 0)
    assert {one.product_id: one.score for one in found.rows} == dict.fromkeys(("ours", "dom", "peer"), D(75))


def test_the_score_explains_itself() -> None:
    found = made.compared(RECORDS, rows("22", "0.06"))
    score = next(one for one in found.scores if one.role is Role.DOMESTIC)
    said = [str(one.message) for one in score.steps]
    assert said == [
        "mor: 50.00 × weight 1",
        "water: 200.00, capped at 100.00, × weight 2",
        "Σ weight × score / Σ weight = 250.00 / 3 = 83.33",
    ]
    partial = made.compared(RECORDS, made.results("ours", "mor", "22") + made.results("dom", "mor", "44"))
    (score,) = [one for one in partial.scores if one.role is Role.DOMESTIC]
    assert "no part in the mean: ['water']" in str(score.steps[1].message)


@settings(max_examples=50, deadline=None)
@given(st.integers(300, 500), st.integers(0, 80), st.integers(5, 60), st.integers(0, 50))
def test_a_better_value_never_lowers_the_weighted_score_or_the_rank(
    mor: int, more: int, water: int, less: int
) -> None:
    first = made.compared(RECORDS, rows(str(D(mor) / 10), str(D(water) / 100)))
    better = rows(str(D(mor + more) / 10), str(max(D("0.01"), D(water - less) / 100)))
    second = made.compared(RECORDS, better)
    for one, two in zip(first.scores, second.scores, strict=True):
        assert one.value is not None
        assert two.value is not None
        assert two.value >= one.value
    for one_, two_ in zip(first.assessment.sensitivity, second.assessment.sensitivity, strict=True):
        before = next(line for line in one_.rows if line.product_id == "ours")
        after = next(line for line in two_.rows if line.product_id == "ours")
        assert after.rank <= before.rank
        assert after.best <= before.best
        assert after.worst <= before.worst
