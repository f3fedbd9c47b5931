"""Hunting wrong verdicts of products: gaps, conclusions, ranks, percentiles, scores, the ladder and the quadrants."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal as D

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.comparison import Comparison, Gap, IndicatorRow
from compare_app.domain.gate_keys import NUMBER, GateKey
from compare_app.domain.loop import SignOff
from compare_app.domain.model import DecisionRule, LadderRule, Result, TestMethod
from compare_app.domain.pool import GateTable, Mark, Pool
from compare_app.domain.record import Record
from compare_app.domain.terms import (
    Basis,
    Comparability,
    Conclusion,
    Conformity,
    Difference,
    Direction,
    GuardBand,
    Market,
    Role,
    Route,
    Scale,
    SignOffKind,
    Standing,
    Statistic,
    Step,
)
from compare_app.engine.compare import compare
from compare_app.engine.overview import standing_of
from compare_app.engine.plan import propose
from compare_app.engine.ranking import place
from compare_app.storage.column import empty
from tests.engine import made
from tests.engine.test_compare import (
    DOMESTIC,
    NATIONAL,
    OURS,
    OWN,
    PEER,
    RECORDS,
    rows,
)

AHEAD, LEVEL, BEHIND, OPEN = Standing.AHEAD, Standing.LEVEL, Standing.BEHIND, Standing.UNDECIDED


def pair(
    mine: tuple[str, ...] | str, other: tuple[str, ...] | str, *records: Record, **scheme: object
) -> Gap:
    """Our results beside the domestic benchmark's; Δ = 0.1 unless said otherwise."""
    indicator = made.indicator("x", **({"delta": D("0.1")} | scheme))
    values = [
        *made.results("ours", "x", *((mine,) if isinstance(mine, str) else mine)),
        *made.results("dom", "x", *((other,) if isinstance(other, str) else other)),
    ]
    return gap(made.compared([indicator, OURS, DOMESTIC, *records], values))


def gap(found: Comparison, code: str = "x", name: str = "dom") -> Gap:
    return next(one for one in row(found, code).gaps if one.product_id == name)


def row(found: Comparison, code: str = "x") -> IndicatorRow:
    one = found.row(code)
    assert one is not None
    return one


# --- conclusions --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("direction", "target", "mine", "other", "standing"),
    [
        (Direction.LARGER, None, "5.2", "5.0", AHEAD),
        (Direction.LARGER, None, "5.1", "5.0", LEVEL),  # exactly Δ is no difference that matters
        (Direction.LARGER, None, "4.8", "5.0", BEHIND),
        (Direction.SMALLER, None, "4.8", "5.0", AHEAD),
        (Direction.TARGET, "5.0", "5.1", "4.7", AHEAD),
        (Direction.TARGET, "5.0", "4.7", "5.3", LEVEL),
        (Direction.RANGE, "5.0", "5.5", "5.1", BEHIND),
    ],
)
def test_numbers(direction: Direction, target: str | None, mine: str, other: str, standing: Standing) -> None:
    found = pair(mine, other, direction=direction, target=None if target is None else D(target))
    assert (found.standing, found.numeric_only, found.interval95) == (standing, True, None)


@pytest.mark.parametrize("direction", [Direction.TARGET, Direction.RANGE])
def test_without_a_target_no_value_is_better(direction: Direction) -> None:
    """Larger is not better where a target is meant and none is given: nothing is said, ranked or averaged."""
    found = pair("9.0", "5.0", direction=direction)
    assert (found.comparability, found.reasons) == (Comparability.NOT_COMPARABLE, (Difference.UNRANKED,))
    indicator = made.indicator("x", direction=direction)
    values = [*made.results("ours", "x", "9"), *made.results("dom", "x", "5")]
    compared = made.compared([indicator, OURS, DOMESTIC], values)
    assert row(compared).pool is None
    assert row(compared).score is None


@pytest.mark.parametrize("direction", [Direction.TARGET, Direction.RANGE])
def test_replicates_near_a_target_are_not_judged_as_if_larger_were_better(direction: Direction) -> None:
    found = pair(
        ("7.0", "7.1", "7.2"), ("5.0", "5.1", "5.2"), direction=direction, target=D("5.1"), tolerance=D(1)
    )
    assert (found.standing, found.interval95) == (BEHIND, None)


@pytest.mark.parametrize(
    ("delta", "conclusion", "small"),
    [
        ("0.30", Conclusion.EQUIVALENT, True),  # 90 % (−0.273, −0.133) inside ±0.30, 95 % excludes 0
        ("0.28", Conclusion.EQUIVALENT, True),
        ("0.27", Conclusion.WORSE, False),
        ("0.11", Conclusion.WORSE, False),  # 95 % (−0.298, −0.109) reaches into −0.11
        ("0.10", Conclusion.CLEARLY_WORSE, False),
    ],
)
def test_the_order_of_rulings_3(delta: str, conclusion: Conclusion, small: bool) -> None:
    found = pair(("4.98", "5.03", "5.01"), ("5.20", "5.26", "5.17"), delta=D(delta))
    assert (found.conclusion, found.significant_small, found.numeric_only) == (conclusion, small, False)
    turned = pair(
        ("4.98", "5.03", "5.01"), ("5.20", "5.26", "5.17"), delta=D(delta), direction=Direction.SMALLER
    )
    mirror = {Conclusion.WORSE: Conclusion.BETTER, Conclusion.CLEARLY_WORSE: Conclusion.CLEARLY_BETTER}
    assert turned.conclusion is mirror.get(conclusion, conclusion)


def test_a_wide_interval_is_undecided() -> None:
    found = pair(("4.0", "6.0"), ("4.5", "6.2"))
    assert (found.conclusion, found.standing) == (Conclusion.UNDECIDED, OPEN)


def test_repeats_on_one_specimen_are_no_replicates() -> None:
    indicator = made.indicator("x", delta=D("0.1"))
    values = [
        *made.results("ours", "x", "4.98", "5.03", "5.01", specimen="1"),
        *made.results("dom", "x", "5.20", "5.26", "5.17", specimen="1"),
    ]
    found = gap(made.compared([indicator, OURS, DOMESTIC], values))
    assert (found.numeric_only, found.interval95) == (True, None)


def test_values_of_another_method_do_not_enter_the_statistics() -> None:
    """Specimens 1 and 2 measured by two methods: only those of one method are compared."""
    methods: list[Record] = [TestMethod("a", "A"), TestMethod("b", "B")]
    own = [
        *made.results("ours", "x", "5.0", "5.2", "5.1", method_id="a"),
        *made.results("ours", "x", "9.0", "9.2", method_id="b"),
    ]
    specimens = ["1", "2", "3", "1", "2"]
    own = [
        replace(one, specimen=name, replicate=at)
        for at, (one, name) in enumerate(zip(own, specimens, strict=True), 1)
    ]
    values = [*own, *made.results("dom", "x", "5.0", "5.2", "5.1", method_id="a")]
    found = gap(made.compared([made.indicator("x", delta=D("1")), OURS, DOMESTIC, *methods], values))
    assert (found.absolute, found.standing) == (D(0), LEVEL)


def test_declared_values_carry_no_statistics() -> None:
    indicator = made.indicator("x", delta=D("0.01"))
    values = [
        *made.results("ours", "x", "5.30", "5.31", "5.32", basis=Basis.DECLARED),
        *made.results("dom", "x", "5.20", "5.21", "5.19", basis=Basis.DECLARED),
    ]
    found = gap(made.compared([indicator, OURS, DOMESTIC], values))
    assert (found.numeric_only, found.interval95, found.standing) == (True, None, AHEAD)


def test_a_mixed_pair_shows_its_gap_and_says_nothing() -> None:
    found = made.compared(RECORDS, rows(dom=Basis.DECLARED))
    mixed = gap(found, "mor")
    assert mixed.absolute == D(1)
    assert (mixed.standing, mixed.conclusion) == (OPEN, None)
    quadrant = next(
        one for one in found.quadrants if (one.indicator_id, one.market) == ("mor", Market.DOMESTIC)
    )
    assert quadrant.route is Route.UNASSESSED
    assert row(found, "mor").score is None


@pytest.mark.parametrize(
    ("mine", "u", "standing"),
    [
        ("5.5", "0.1", AHEAD),  # E = 3.5
        ("5.5", "0.5", LEVEL),  # E = 0.7: the lead is not borne out
        ("4.5", "0.1", BEHIND),
        ("4.5", "0.5", OPEN),  # uncertainty never makes a product not inferior (rulings 2)
        ("4.95", "0.5", LEVEL),  # within Δ
    ],
)
def test_uncertainty_never_widens_delta(mine: str, u: str, standing: Standing) -> None:
    values = [
        *made.results("ours", "x", mine, uncertainty=D(u)),
        *made.results("dom", "x", "5.0", uncertainty=D(u)),
    ]
    found = gap(made.compared([made.indicator("x", delta=D("0.1")), OURS, DOMESTIC], values))
    assert found.standing is standing


def test_e_is_taken_at_one_coverage_factor() -> None:
    """U = 0.3 at k = 3 is U = 0.2 at k = 2: d = 0.3, E = 0.3 / √(0.2² + 0.2²) = 1.06."""
    values = [
        *made.results("ours", "x", "5.3", uncertainty=D("0.3"), coverage=D(3)),
        *made.results("dom", "x", "5.0", uncertainty=D("0.2")),
    ]
    assert gap(made.compared([made.indicator("x", delta=D("0.1")), OURS, DOMESTIC], values)).standing is AHEAD


@pytest.mark.parametrize(
    ("direction", "mine", "other", "standing"),
    [
        (Direction.SMALLER, "<0.05", "0.30", AHEAD),
        (Direction.SMALLER, "<0.05", "0.10", LEVEL),  # 0.05 apart at least, Δ = 0.1: not inferior, no more
        (Direction.SMALLER, "0.30", "<0.05", BEHIND),
        (Direction.SMALLER, "0.10", "<0.05", OPEN),
        (Direction.LARGER, ">9", "8", AHEAD),
        (Direction.LARGER, "3~4", "5~6", BEHIND),
        (Direction.LARGER, "5~6", "3~4", AHEAD),
    ],
)
def test_bounds_are_ordered_by_their_nearest_ends(
    direction: Direction, mine: str, other: str, standing: Standing
) -> None:
    assert pair(mine, other, direction=direction).standing is standing


@pytest.mark.parametrize(
    ("mine", "other"), [("<0.5", "0.3"), ("3~5", "4~6"), ("未检出", "0.3"), ("<0.5", "<0.4")]
)
def test_bounds_that_meet_are_not_compared(mine: str, other: str) -> None:
    assert pair(mine, other, direction=Direction.SMALLER).reasons == (Difference.CENSORED,)


def test_a_minimum_is_not_compared_with_a_mean() -> None:
    assert pair("最小值 39", "43").reasons == (Difference.STATISTIC,)
    assert pair("最小值 39", "最小值 38").standing is AHEAD


@pytest.mark.parametrize("scale", [Scale.INTERVAL, Scale.LOGARITHMIC])
def test_no_per_cent_off_the_ratio_scale(scale: Scale) -> None:
    found = pair("5.5", "5.0", scale=scale)
    assert (found.absolute, found.relative, found.ratio) == (D("0.5"), None, None)


def test_delta_follows_the_strictest_limit_of_ours() -> None:
    """≤10 of an old standard beside our ≤0.1 must not make 0.25 and 0.08 level."""
    indicator = made.indicator("x", direction=Direction.SMALLER, rounding=D("0.01"))
    records: list[Record] = [
        indicator, OWN, NATIONAL, OURS, DOMESTIC, *made.executes("ours", OWN, NATIONAL),
        made.requirement(OWN.id, "x", "≤0.1"), made.requirement(NATIONAL.id, "x", "≤10"),
    ]  # fmt: skip
    values = [*made.results("ours", "x", "0.25"), *made.results("dom", "x", "0.08")]
    found = gap(made.compared(records, values))
    assert (found.delta, found.standing) == (D("0.01"), BEHIND)


def test_two_marked_primaries_are_none() -> None:
    other = made.product("dom2", Role.DOMESTIC, primary=True)
    values = [
        *made.results("ours", "x", "5"),
        *made.results("dom", "x", "4"),
        *made.results("dom2", "x", "6"),
    ]
    found = made.compared([made.indicator("x"), OURS, DOMESTIC, other], values)
    assert not any(one.primary for one in row(found).gaps)
    assert found.scores == ()
    single = made.compared([made.indicator("x"), OURS, DOMESTIC, replace(other, primary=False)], values)
    assert [one.product_id for one in row(single).gaps if one.primary] == ["dom"]


# --- ranks and percentiles ----------------------------------------------------------------------------------


def pool(low: list[float], high: list[float] | None = None) -> Pool:
    n = len(low)
    bounded = np.array(low) != np.array(high or low)
    column = replace(
        empty(n),
        low=np.array(low),
        high=np.array(high or low),
        marks=np.where(bounded, Mark.ENDS, 0).astype(np.uint8),
        count=np.ones(n, dtype=np.int32),
        basis=np.full(n, 2, dtype=np.int8),
    )
    return Pool("cat", tuple(f"p{at}" for at in range(n)), {"x": column}, GateTable((GateKey(form=NUMBER),)))


def test_competition_ranks() -> None:
    found = [place(pool([5, 4, 4, 3]), f"p{at}", made.indicator("x")) for at in range(4)]
    assert [one and one.rank for one in found] == [1, 2, 2, 4]
    assert [one and one.percentile for one in found] == [D("87.5"), D(50), D(50), D("12.5")]


def test_a_censored_value_has_a_range_of_ranks() -> None:
    inf = float("inf")
    field = pool([-inf, 0.1, 0.3, 0.7], [0.5, 0.1, 0.3, 0.7])
    smaller = made.indicator("x", direction=Direction.SMALLER)
    first = place(field, "p0", smaller)
    assert first is not None
    assert (first.rank, first.rank_last, first.of) == (1, 3, 4)
    other = place(field, "p1", smaller)
    assert other is not None
    assert (other.rank, other.rank_last) == (1, 2)
    worst = place(field, "p3", smaller)
    assert worst is not None
    assert (worst.rank, worst.rank_last) == (4, 4)


def test_equal_distances_from_a_target_tie() -> None:
    """1000.1 and 999.9 are equally far from 1000, in float64 too only when asked in Decimal."""
    indicator = made.indicator("x", direction=Direction.TARGET, target=D("1000.3"), tolerance=D(1))
    values = [*made.results("ours", "x", "1000.4"), *made.results("dom", "x", "1000.2")]
    assert abs(1000.4 - 1000.3) != abs(1000.2 - 1000.3)
    found = row(made.compared([indicator, OURS, DOMESTIC], values)).pool
    assert found is not None
    assert (found.rank, found.percentile) == (1, D(50))


def test_equal_quotients_tie() -> None:
    """0.3 / 0.1 and 3 / 1 are one value, whatever float64 makes of it."""
    a, b = made.indicator("a", position=1), made.indicator("b", position=2)
    quotient = made.indicator("q", formula="a / b", unit="", position=3)
    values = [
        *made.results("ours", "a", "0.3"), *made.results("ours", "b", "0.1"),
        *made.results("dom", "a", "3"), *made.results("dom", "b", "1"),
    ]  # fmt: skip
    assert 0.3 / 0.1 != 3 / 1
    found = row(made.compared([a, b, quotient, OURS, DOMESTIC], values), "q").pool
    assert found is not None
    assert (found.rank, found.percentile) == (1, D(50))


@pytest.mark.parametrize("role", [Role.INDUSTRY_AVERAGE, Role.ADVANCED_STANDARD, Role.OWN_HISTORY])
def test_an_average_is_no_competitor(role: Role) -> None:
    values = [*made.results("ours", "x", "5"), *made.results("dom", "x", "4"), *made.results("avg", "x", "9")]
    found = row(made.compared([made.indicator("x"), OURS, DOMESTIC, made.product("avg", role)], values)).pool
    assert found is not None
    assert (found.rank, found.of) == (1, 2)


@given(
    st.lists(st.integers(0, 9), min_size=2, max_size=8),
    st.sampled_from([Direction.LARGER, Direction.SMALLER]),
)
def test_ranks_and_percentiles_by_counting(values: list[int], direction: Direction) -> None:
    indicator = made.indicator("x", direction=direction)
    found = place(pool([float(one) for one in values]), "p0", indicator)
    assert found is not None
    sign = 1 if direction is Direction.LARGER else -1
    better = sum(sign * (one - values[0]) > 0 for one in values)
    worse = sum(sign * (one - values[0]) < 0 for one in values)
    ties = len(values) - better - worse
    assert (found.rank, found.rank_last) == (1 + better, 1 + better)
    assert found.percentile == (D(worse) + D(ties) / 2) * 100 / len(values)


# --- scores -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("direction", "mine", "other", "score"),
    [
        (Direction.LARGER, "22", "44", D(50)),
        (Direction.LARGER, "88", "44", D(100)),
        (Direction.LARGER, "0", "44", D(0)),  # zero is a value: it lowers the score, it does not leave it
        (Direction.SMALLER, "0.2", "0.1", D(50)),
        (Direction.SMALLER, "0", "0.1", D(100)),
        (Direction.SMALLER, "0", "0", D(100)),
        (Direction.SMALLER, "0.1", "0", D(0)),
        (Direction.LARGER, "5", "0", None),  # x / 0 does not exist
    ],
)
def test_ratio_scores(direction: Direction, mine: str, other: str, score: D | None) -> None:
    values = [*made.results("ours", "x", mine), *made.results("dom", "x", other)]
    found = made.compared([made.indicator("x", direction=direction), OURS, DOMESTIC], values)
    assert row(found).score == score


def test_scores_of_the_other_scales() -> None:
    target = made.indicator("x", direction=Direction.TARGET, target=D(0), tolerance=D("0.5"))
    values = [*made.results("ours", "x", "-0.1"), *made.results("dom", "x", "0.2")]
    assert row(made.compared([target, OURS, DOMESTIC], values)).score == D(80)
    far = [*made.results("ours", "x", "-0.9"), *made.results("dom", "x", "0.2")]
    assert row(made.compared([target, OURS, DOMESTIC], far)).score == D(0)
    noise = made.indicator("x", unit="dB(A)", scale=Scale.LOGARITHMIC, direction=Direction.SMALLER)
    values = [
        *made.results("ours", "x", "40"),
        *made.results("dom", "x", "42"),
        *made.results("peer", "x", "44"),
    ]
    assert row(made.compared([noise, OURS, DOMESTIC, PEER], values)).score == D(100)
    classes = made.indicator(
        "x", scale=Scale.ORDINAL, direction=Direction.GRADE, levels=("A", "B", "C"), unit=""
    )
    values = [*made.results("ours", "x", "B级"), *made.results("dom", "x", "A级")]
    assert row(made.compared([classes, OURS, DOMESTIC], values)).score == D(50)


def test_a_failed_verdict_is_a_veto_whatever_the_direction() -> None:
    safe = made.indicator("safe", position=3)
    values = [*rows(), *made.results("ours", "safe", "不合格")]
    assert all(one.value is None for one in made.compared([*RECORDS, safe], values).scores)


amounts = st.decimals(min_value=0, max_value=90, places=1)


@given(amounts, amounts, st.sampled_from([Direction.LARGER, Direction.SMALLER]), st.sampled_from(["0", "44"]))
def test_a_better_value_has_no_lower_score(a: D, b: D, direction: Direction, other: str) -> None:
    worse, better = sorted((a, b), reverse=direction is Direction.SMALLER)

    def score(value: D) -> D | None:
        values = [*made.results("ours", "x", str(value)), *made.results("dom", "x", other)]
        return row(made.compared([made.indicator("x", direction=direction), OURS, DOMESTIC], values)).score

    first, second = score(worse), score(better)
    assert (first is None) is (second is None)
    assert first is None or second is None or first <= second


@given(st.lists(st.decimals(4, 6, places=2), min_size=3, max_size=5), st.decimals("0.01", 1, places=2))
def test_shifting_all_replicates_for_the_better_never_lowers_the_conclusion(
    values: list[D], shift: D
) -> None:
    """rulings 16: equal shifts at fixed spread, so that only the difference moves."""
    order = [BEHIND, OPEN, LEVEL, AHEAD]
    bench = ("5.00", "5.04", "4.97")
    first = pair(tuple(str(one) for one in values), bench)
    second = pair(tuple(str(one + shift) for one in values), bench)
    if OPEN not in (first.standing, second.standing):
        assert order.index(first.standing) <= order.index(second.standing)
    else:  # a wide spread is undecided in the middle; it never turns a lead into a lag
        assert (first.standing, second.standing) not in ((AHEAD, OPEN), (OPEN, BEHIND), (AHEAD, BEHIND))


# --- derived indicators -------------------------------------------------------------------------------------


def test_a_formula_does_not_take_what_is_no_mean_or_another_quantity() -> None:
    flux = made.indicator("flux", position=1, quantity="光通量")
    eta = made.indicator("eta", formula="flux / 2", position=2)
    for fields in ({"statistic": Statistic.MINIMUM}, {"quantity": "辐射通量"}):
        values = made.results("ours", "flux", "988", **fields)
        assert row(made.compared([flux, eta, OURS], values), "eta").ours.mean is None
    assert row(made.compared([flux, eta, OURS], made.results("ours", "flux", "988")), "eta").ours.mean == 494


# --- the ladder ---------------------------------------------------------------------------------------------


def climbed(values: list[Result], *records: Record, drop: tuple[str, ...] = ()) -> tuple[Step, bool]:
    kept = [one for one in RECORDS if getattr(one, "id", "") not in drop]
    ladder = made.compared([*kept, *records], values).ladder
    return ladder.step, ladder.assessed


def without(name: str, *codes: str) -> list[Result]:
    return [
        one for one in rows() if not (one.product_id == name and (not codes or one.indicator_id in codes))
    ]


def test_a_stated_minimum_forgives_no_missing_benchmark() -> None:
    """A lower minimum leaves out what cannot be compared, never the comparison itself (rulings 1)."""
    lenient = LadderRule("l", "cat", 1)
    peers = made.product("peer2", Role.PEER)
    more = [*made.results("peer2", "mor", "40"), *made.results("peer2", "water", "0.31")]
    nobody = [*without("int"), *more]
    assert climbed(nobody, lenient, peers) == (Step.L4, False)
    assert climbed(nobody, lenient, peers, drop=("int",)) == (Step.L4, False)
    assert climbed([*without("int", "water"), *more], lenient, peers)[0] is Step.L5


def test_a_stated_minimum_counts_indicators_and_not_rows() -> None:
    twice = made.edition("JC/T 1-2020")
    limits = [made.requirement(twice.id, "mor", "≥35")]
    untested = [one for one in rows() if one.indicator_id != "water"] + made.results("ours", "water", "0.10")
    lenient = LadderRule("l", "cat", 2)
    step = climbed(untested, lenient, twice, *limits)
    assert step == (Step.L2, False)  # one core indicator has no median: two limits are not two indicators


def test_a_limit_that_only_another_national_standard_sets_is_not_ours() -> None:
    """GB/T A is declared; JC/T B is stricter and is not: our standard sets nothing, so that B blocks L3."""
    stricter = made.edition("JC/T 1-2020", scope=NATIONAL.scope)
    gloss = made.indicator("gloss", position=3)
    records: list[Record] = [
        gloss,
        stricter,
        made.requirement(NATIONAL.id, "gloss", "≥30"),
        made.requirement(stricter.id, "gloss", "≥39"),
    ]
    values = [
        *rows(),
        *(one for name in ("ours", "dom", "int", "peer") for one in made.results(name, "gloss", "40")),
    ]
    assert climbed(values, *records) == (Step.L2, True)
    assert climbed(values, *records[:1], records[2])[0] >= Step.L4


def test_a_core_indicator_without_any_limit_is_not_known() -> None:
    gloss = made.indicator("gloss", position=3)
    values = [
        *rows(),
        *(one for name in ("ours", "dom", "int", "peer") for one in made.results(name, "gloss", "40")),
    ]
    assert climbed(values, gloss) == (Step.L2, False)


def test_the_median_near_a_target_is_the_median_distance() -> None:
    size = made.indicator("size", position=3, direction=Direction.TARGET, target=D(10), tolerance=D(5))
    records: list[Record] = [
        size, made.requirement(OWN.id, "size", "5~15"), made.requirement(NATIONAL.id, "size", "4~16"),
        made.product("peer2", Role.PEER),
    ]  # fmt: skip
    others = {"dom": "8", "peer": "12", "peer2": "13", "int": "10.4"}
    base = [*rows(), *(one for name, text in others.items() for one in made.results(name, "size", text))]
    assert climbed([*base, *made.results("ours", "size", "10.5")], *records)[0] >= Step.L3
    assert climbed([*base, *made.results("ours", "size", "14")], *records) == (Step.L2, True)


def test_the_median_is_ours_when_ours_is_in_the_middle() -> None:
    """Three values whose mean has no end: ours is the median, and float64 must not put it below itself."""
    thirds = [*made.results("ours", "mor", "43.3", "43.3", "43.4")]
    values = [one for one in rows() if (one.product_id, one.indicator_id) != ("ours", "mor")] + thirds
    found = made.compared(RECORDS, values)
    assert found.ladder.step >= Step.L3


def test_a_bound_among_the_domestic_values_takes_part_in_the_median() -> None:
    """Two domestic products lie below 0.05: 0.10 is not as good as the median."""
    import numpy as np

    from compare_app.engine.ranking import against_median

    inf = float("inf")
    field = pool([0.10, -inf, -inf, 0.30], [0.10, 0.05, 0.05, 0.30])
    smaller = made.indicator("x", direction=Direction.SMALLER)
    everyone = np.ones(4, dtype=bool)
    assert (found := against_median(field, "p0", smaller, everyone, 2)) is not None
    assert found.reached is False  # the median lies below 0.075
    wide = pool([0.10, -inf, -inf, 0.30], [0.10, 0.2, 0.2, 0.30])
    assert (found := against_median(wide, "p0", smaller, everyone, 2)) is not None
    assert found.reached is None


def test_an_average_does_not_replace_a_test_of_ours() -> None:
    average = made.product("avg", Role.INDUSTRY_AVERAGE)
    declared = [
        replace(one, basis=Basis.DECLARED) if (one.product_id, one.indicator_id) == ("ours", "mor") else one
        for one in rows()
    ]
    values = [*declared, *made.results("avg", "mor", "40", basis=Basis.DECLARED)]
    assert climbed(values, average)[0] is Step.L2


def test_an_unproven_lag_stops_the_ladder_and_is_not_called_a_failure() -> None:
    wide = [
        replace(one, uncertainty=D(3)) if (one.indicator_id, one.product_id) in (("mor", "ours"), ("mor", "dom"))
        else one
        for one in rows("43")
    ]  # fmt: skip
    assert climbed(wide) == (Step.L3, False)
    assert climbed(rows("43")) == (Step.L3, True)


def test_a_scope_in_words_is_unknown_and_stops() -> None:
    words = made.requirement(OWN.id, "mor", "≥30", scope_text="AAA级", id="words")
    assert climbed(rows(), words) == (Step.L0, False)


def test_not_applicable_is_not_counted_and_does_not_make_a_step_alone() -> None:
    values = [*made.results("ours", "mor", "不适用"), *made.results("ours", "water", "不适用")]
    assert climbed(values) == (Step.L0, False)


def test_a_conditional_pass_is_met_and_a_conditional_fail_is_not() -> None:
    rule = DecisionRule("r", "cat", GuardBand.EXPANDED, True, "me", datetime(2026, 1, 1, tzinfo=UTC))
    old = DecisionRule("q", "cat", GuardBand.NONE, False, "me", datetime(2025, 1, 1, tzinfo=UTC))

    def values(mor: str) -> list[Result]:
        return [
            replace(one, uncertainty=D("0.05") if one.indicator_id == "water" else D(2)) for one in rows(mor)
        ]

    for records in ((rule, old), (old, rule)):  # the rule confirmed last counts
        found = made.compared([*RECORDS, *records], values("39"))
        states = {one.conformity for one in row(found, "mor").judgements if one.declared}
        assert Conformity.CONDITIONAL_PASS in states
        assert found.ladder.step >= Step.L1
        assert made.compared([*RECORDS, *records], values("37")).ladder.step is Step.L0


@given(st.permutations(range(len(RECORDS))), st.integers(0, 9))
def test_no_order_of_records_or_results_changes_the_comparison(order: list[int], seed: int) -> None:
    values = rows()
    random.Random(seed).shuffle(values)
    there, back = made.compared(RECORDS, rows()), made.compared([RECORDS[at] for at in order], values)
    assert (there.ladder.step, there.ladder.numeric_only) == (back.ladder.step, back.ladder.numeric_only)
    assert {one.key: (one.verdict, one.reasons) for one in there.standards} == {
        one.key: (one.verdict, one.reasons) for one in back.standards
    }
    for one in there.indicators:
        other = row(back, one.indicator_id)
        assert (one.score, one.pool, {(g.product_id, g.standing, g.absolute, g.delta) for g in one.gaps}) == (
            other.score,
            other.pool,
            {(g.product_id, g.standing, g.absolute, g.delta) for g in other.gaps},
        )


@given(st.sampled_from(["MPa", "N/mm²", "kPa", "Pa"]))
def test_the_unit_of_entry_changes_nothing(unit: str) -> None:
    factor = {"kPa": D(1000), "Pa": D(1_000_000)}.get(unit, D(1))
    there = made.compared(RECORDS, rows())
    values = [
        *made.results("ours", "mor", f"{45 * factor} {unit}"),
        *(one for one in rows() if (one.product_id, one.indicator_id) != ("ours", "mor")),
    ]
    details = {
        name: tuple(one for one in values if one.product_id == name)
        for name in ("ours", "dom", "int", "peer")
    }
    project = made.project_of(RECORDS)
    back = compare(project, "ours", details, made.pool_of(project, rows()), made.ON)
    assert there.ladder.step is back.ladder.step
    mine, other = row(there, "mor"), row(back, "mor")
    assert (mine.score, mine.pool) == (other.score, other.pool)
    assert [(g.absolute, g.relative, g.standing, g.conclusion) for g in mine.gaps] == [
        (g.absolute, g.relative, g.standing, g.conclusion) for g in other.gaps
    ]
    assert [one.conformity for one in mine.judgements] == [one.conformity for one in other.judgements]


# --- plan and overview --------------------------------------------------------------------------------------


def test_the_target_of_a_plan_row_meets_every_limit_that_is_not_met() -> None:
    records = [*RECORDS, made.requirement(NATIONAL.id, "mor", "≥39")]
    found = made.compared(records, rows("30"))
    project = made.project_of(records)
    first = next(one for one in propose(project, found, made.ON) if one.indicator_id == "mor")
    assert first.target == D("44.5")  # the benchmark that is furthest ahead is above every limit
    alone = [one for one in records if getattr(one, "role", Role.OURS) is Role.OURS]
    found = made.compared(alone, made.results("ours", "mor", "30"))
    first = next(one for one in propose(made.project_of(alone), found, made.ON) if one.indicator_id == "mor")
    assert first.target == D(39)  # ≥38 of our own, ≥35 and ≥39 of the national standard are all missed
    assert first.due == made.ON + timedelta(days=30)


def test_a_veto_is_no_signature() -> None:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    found = made.compared(RECORDS, rows())
    for veto in (False, True):
        sign = SignOff("s", "ours", SignOffKind.APPROVED, "王", at, veto=veto, reason="x")
        assert standing_of(made.project_of([*RECORDS, sign]), found, made.ON).signed is not veto
