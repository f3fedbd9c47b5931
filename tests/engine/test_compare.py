"""The comparison as a whole: gaps, ranks, scores, ladder and quadrants on a small project made by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.comparison import Comparison, Gap
from compare_app.domain.model import Indicator, LadderRule, Result, TestMethod
from compare_app.domain.record import Record
from compare_app.domain.terms import (
    Basis,
    Comparability,
    Conclusion,
    Difference,
    Direction,
    Force,
    Market,
    Role,
    Route,
    Scale,
    StandardScope,
    Standing,
    Step,
    Verdict,
)
from compare_app.engine.compare import compare
from tests.engine import made

STRENGTH = made.indicator("mor", position=1)
WATER = made.indicator(
    "water", position=2, unit="%", direction=Direction.SMALLER, rounding=D("0.01"), weight=D(2)
)
OWN = made.own_standard()
NATIONAL = made.edition("GB/T 4100-2015")
MANDATORY = made.edition("GB 6566-2010", force=Force.MANDATORY)
INTERNATIONAL = made.edition(
    "ISO 13006:2018",
    scope=StandardScope.INTERNATIONAL,
    market=Market.INTERNATIONAL,
    region="ISO",
    force=Force.FOREIGN,
)
OURS = made.product("ours", Role.OURS)
DOMESTIC = made.product("dom", Role.DOMESTIC, primary=True)
ABROAD = made.product("int", Role.INTERNATIONAL, primary=True)
PEER = made.product("peer", Role.PEER)

RECORDS: list[Record] = [
    STRENGTH,
    WATER,
    OWN,
    NATIONAL,
    INTERNATIONAL,
    OURS,
    DOMESTIC,
    ABROAD,
    PEER,
    *made.executes("ours", OWN, NATIONAL),
    *made.executes("int", INTERNATIONAL),
    made.requirement(OWN.id, "mor", "≥38"),
    made.requirement(OWN.id, "water", "≤0.4"),
    made.requirement(NATIONAL.id, "mor", "≥35"),
    made.requirement(NATIONAL.id, "water", "≤0.5"),
    made.requirement(INTERNATIONAL.id, "mor", "≥35"),
    made.requirement(INTERNATIONAL.id, "water", "≤0.5"),
]


def rows(mor: str = "45", water: str = "0.10", **basis: Basis) -> list[Result]:
    return [
        *made.results("ours", "mor", mor, basis=basis.get("ours", Basis.TESTED)),
        *made.results("ours", "water", water),
        *made.results("dom", "mor", "44", basis=basis.get("dom", Basis.TESTED)),
        *made.results("dom", "water", "0.12"),
        *made.results("int", "mor", "44.5"),
        *made.results("int", "water", "0.11"),
        *made.results("peer", "mor", "40"),
        *made.results("peer", "water", "0.30"),
    ]


def gap_of(found: Comparison, code: str, name: str) -> Gap:
    row = found.row(code)
    assert row is not None
    return next(gap for gap in row.gaps if gap.product_id == name)


def test_better_is_positive_whatever_the_direction() -> None:
    found = made.compared(RECORDS, rows())
    assert gap_of(found, "mor", "dom").absolute == D(1)
    assert gap_of(found, "water", "dom").absolute == D("0.02")
    relative = gap_of(found, "water", "dom").relative
    assert relative is not None
    assert round(relative, 4) == D("16.6667")


def test_delta_is_two_per_cent_of_the_own_limit_or_the_rounding_interval() -> None:
    found = made.compared(RECORDS, rows())
    assert gap_of(found, "mor", "dom").delta == D("0.76")
    assert gap_of(found, "mor", "int").standing is Standing.LEVEL  # 45 − 44.5 = 0.5 within Δ
    assert gap_of(found, "water", "dom").delta == D("0.01")


def test_one_value_a_side_is_numeric_only() -> None:
    found = gap_of(made.compared(RECORDS, rows()), "mor", "dom")
    assert (found.conclusion, found.numeric_only, found.interval95) == (Conclusion.NUMERIC_BETTER, True, None)


def test_replicates_are_judged_by_interval() -> None:
    more = [
        *made.results("ours", "mor", "4.98", "5.03", "5.01"),
        *made.results("dom", "mor", "5.20", "5.26", "5.17"),
    ]
    found = gap_of(made.compared(RECORDS, more), "mor", "dom")
    assert found.conclusion is Conclusion.EQUIVALENT  # Δ = 0.76: significant, but practically nothing
    assert found.significant_small
    assert found.interval95 is not None
    assert [round(end, 3) for end in found.interval95] == [D("-0.298"), D("-0.109")]
    sharp = [replace(one, delta=D("0.05")) if isinstance(one, Indicator) else one for one in RECORDS]
    found = gap_of(made.compared(sharp, more), "mor", "dom")
    assert found.conclusion is Conclusion.CLEARLY_WORSE


def test_measurement_uncertainty_can_make_level() -> None:
    close = rows("45")
    found = gap_of(made.compared(RECORDS, close), "mor", "dom")
    assert found.standing is Standing.AHEAD
    wide = [replace(one, uncertainty=D(2)) if one.indicator_id == "mor" else one for one in close]
    assert gap_of(made.compared(RECORDS, wide), "mor", "dom").standing is Standing.LEVEL


def test_mixed_basis_shows_a_gap_and_claims_nothing() -> None:
    found = gap_of(made.compared(RECORDS, rows(dom=Basis.DECLARED)), "mor", "dom")
    assert (found.comparability, found.absolute) == (Comparability.MIXED_BASIS, D(1))
    assert found.interval95 is None


def test_other_methods_get_no_number() -> None:
    methods: list[Record] = [TestMethod("a", "GB/T 3810.4", group="A"), TestMethod("b", "JIS A", group="B")]
    mine = [
        replace(one, method_id="a" if one.product_id == "ours" else "b") if one.indicator_id == "mor" else one
        for one in rows()
    ]
    found = gap_of(made.compared([*RECORDS, *methods], mine), "mor", "dom")
    assert (found.comparability, found.reasons) == (Comparability.NOT_COMPARABLE, (Difference.METHOD,))
    assert found.absolute is found.relative is found.ratio is None


def test_no_per_cent_off_the_ratio_scale() -> None:
    noise = made.indicator(
        "noise", unit="dB(A)", scale=Scale.LOGARITHMIC, direction=Direction.SMALLER, rounding=D(1)
    )
    values = [*made.results("ours", "noise", "40"), *made.results("dom", "noise", "42")]
    found = made.compared([noise, OURS, DOMESTIC], values)
    gap = gap_of(found, "noise", "dom")
    assert (gap.absolute, gap.relative, gap.ratio) == (D(2), None, None)


def test_censored_values_are_ordered_only_where_sets_are_apart() -> None:
    found = made.compared(
        RECORDS, [*made.results("ours", "water", "<0.05"), *made.results("dom", "water", "0.12")]
    )
    gap = gap_of(found, "water", "dom")
    assert (gap.standing, gap.absolute) == (Standing.AHEAD, None)
    found = made.compared(
        RECORDS, [*made.results("ours", "water", "<0.5"), *made.results("dom", "water", "0.12")]
    )
    assert gap_of(found, "water", "dom").reasons == (Difference.CENSORED,)


def test_rank_and_percentile() -> None:
    found = made.compared(RECORDS, rows())
    row = found.row("water")
    assert row is not None
    assert row.pool is not None
    assert (row.pool.rank, row.pool.of, row.pool.percentile) == (1, 4, D("87.5"))
    tied = made.compared(RECORDS, rows(water="0.12")).row("water")
    assert tied is not None
    assert tied.pool is not None
    assert (tied.pool.rank, tied.pool.percentile) == (2, D(50))  # 1, 2, 2, 4: one worse, two tied of four


def test_standards_beside_each_other() -> None:
    found = made.compared(RECORDS, rows())
    verdicts = {(row.indicator_id, row.theirs.standard): row.verdict for row in found.standards if row.theirs}
    assert set(verdicts.values()) == {Verdict.STRICTER}
    domestic = next(one for one in found.consistency if one.market is Market.DOMESTIC)
    assert (domestic.rate, domestic.rate_of, domestic.counts[Verdict.STRICTER]) == (D(1), 2, 2)


def test_missing_both_ways() -> None:
    lead = made.indicator("lead", unit="mg/kg", direction=Direction.SMALLER)
    gloss = made.indicator("gloss", unit="%")
    extra = [
        lead,
        gloss,
        made.requirement(NATIONAL.id, "lead", "≤90"),
        made.requirement(OWN.id, "gloss", "≥80"),
    ]
    found = made.compared([*RECORDS, *extra], rows())
    verdicts = {(row.indicator_id, row.market): row.verdict for row in found.standards}
    assert verdicts["lead", Market.DOMESTIC] is Verdict.MISSING_OURS
    assert verdicts["gloss", Market.INTERNATIONAL] is Verdict.MISSING_THEIRS
    domestic = next(one for one in found.consistency if one.market is Market.DOMESTIC)
    assert domestic.rate_of == 2  # the missing ones are in no denominator
    assert domestic.rows == 4


def test_the_whole_ladder() -> None:
    found = made.compared(RECORDS, rows()).ladder
    assert (found.step, found.blockers, found.numeric_only) == (Step.L5, (), True)


def step(values: list[Result], records: list[Record] | None = None) -> tuple[Step, bool]:
    ladder = made.compared(records or RECORDS, values).ladder
    return ladder.step, ladder.assessed


def test_what_stops_the_climb() -> None:
    assert step(rows("37")) == (Step.L0, True)  # the own declared limit is ≥38
    assert step(rows("—")) == (Step.L0, False)  # untested: not assessed, and not called failed
    assert step(rows("39")) == (Step.L2, True)  # below the domestic median of 40
    assert step(rows("43")) == (Step.L3, True)
    assert step(rows("45", dom=Basis.DECLARED))[0] <= Step.L3  # mixed basis carries no step above L2


def test_a_mandatory_failure_is_not_compliant() -> None:
    radiation = made.indicator("ira", unit="1", direction=Direction.SMALLER, position=3)
    extra: list[Record] = [radiation, MANDATORY, made.requirement(MANDATORY.id, "ira", "≤1.0")]
    assert step([*rows(), *made.results("ours", "ira", "1.1")], [*RECORDS, *extra]) == (Step.L0, True)
    ladder = made.compared([*RECORDS, *extra], rows()).ladder
    assert (ladder.step, ladder.assessed) == (Step.L0, False)
    assert ladder.blockers[0].unknown


def test_nothing_is_true_by_emptiness() -> None:
    bare: list[Record] = [STRENGTH, OURS]
    ladder = made.compared(bare, made.results("ours", "mor", "45")).ladder
    assert (ladder.step, ladder.assessed) == (Step.L0, False)
    empty = made.compared([OURS], [])
    assert empty.indicators == ()
    assert empty.ladder.step is Step.L0


def test_an_incomparable_core_indicator_stops_at_l3_unless_a_minimum_is_set() -> None:
    values = [one for one in rows() if not (one.product_id == "dom" and one.indicator_id == "water")]
    values += made.results("peer2", "water", "0.31")
    peers: list[Record] = [*RECORDS, made.product("peer2", Role.PEER)]
    assert step(values, peers) == (Step.L3, False)
    lenient: list[Record] = [*peers, LadderRule("l", "cat", 1)]
    assert step(values, lenient)[0] >= Step.L4


def test_quadrants_name_the_route() -> None:
    loose = [made.requirement(NATIONAL.id, "mor", "≥39")]
    found = made.compared([*RECORDS, *loose], rows("45", "0.20"))
    routes = {(one.indicator_id, one.market): one.route for one in found.quadrants}
    assert routes["mor", Market.DOMESTIC] is Route.RAISE_STANDARD
    assert routes["water", Market.DOMESTIC] is Route.RAISE_PRODUCT
    assert routes["mor", Market.INTERNATIONAL] is Route.KEEP_LEAD


def test_the_score_caps_each_indicator_and_prints_its_coverage() -> None:
    found = made.compared(RECORDS, rows("22", "0.06"))
    score = next(one for one in found.scores if one.role is Role.DOMESTIC)
    assert score.value is not None
    assert round(score.value, 4) == D("83.3333")  # (1·50 + 2·100) / 3: the lead does not pay for the lag
    assert (score.covered, score.total, score.weakest_id, score.weakest_score) == (2, 2, "mor", D(50))
    partial = made.compared(RECORDS, made.results("ours", "mor", "22") + made.results("dom", "mor", "44"))
    score = next(one for one in partial.scores if one.role is Role.DOMESTIC)
    assert (score.covered, score.total) == (1, 2)
    assert round(score.weight_covered, 4) == D("0.3333")


def test_a_failed_veto_item_leaves_no_score() -> None:
    safe = made.indicator("safe", unit="", direction=Direction.PASS_FAIL, scale=Scale.NOMINAL)
    values = [*rows(), *made.results("ours", "safe", "不合格")]
    found = made.compared([*RECORDS, safe], values)
    assert all(one.value is None for one in found.scores)


def test_derived_indicators_follow_their_inputs() -> None:
    flux = made.indicator("flux", unit="lm", position=1)
    power = made.indicator("power", unit="W", direction=Direction.SMALLER, position=2)
    efficacy = made.indicator("eta", unit="lm/W", formula="flux / power", position=3, rounding=D("0.1"))
    values = [
        *made.results("ours", "flux", "988"),
        *made.results("ours", "power", "5.0"),
        *made.results("dom", "flux", "2140"),
        *made.results("dom", "power", "19.9"),
    ]
    row = made.compared([flux, power, efficacy, OURS, DOMESTIC], values).row("eta")
    assert row is not None
    assert (row.ours.text, row.ours.derived) == ("197.6", True)
    assert row.gaps[0].standing is Standing.AHEAD
    assert row.pool is not None
    assert row.pool.of == 2


numbers = st.decimals(min_value=38, max_value=60, places=1, allow_nan=False)


@given(numbers, numbers)
def test_a_better_value_never_lowers_step_rank_or_score(first: D, second: D) -> None:
    low, high = sorted((first, second))
    worse, better = (made.compared(RECORDS, rows(str(value))) for value in (low, high))
    assert worse.ladder.step <= better.ladder.step
    a, b = worse.row("mor"), better.row("mor")
    assert a is not None
    assert b is not None
    assert a.pool is not None
    assert b.pool is not None
    assert a.pool.rank >= b.pool.rank
    assert (a.score or 0) <= (b.score or 0)


@pytest.mark.parametrize("seed", range(3))
def test_row_order_changes_nothing(seed: int) -> None:
    import random

    shuffled = list(RECORDS)
    random.Random(seed).shuffle(shuffled)
    values = rows()
    random.Random(seed + 10).shuffle(values)
    there, back = made.compared(RECORDS, rows()), made.compared(shuffled, values)
    assert there.ladder == back.ladder or there.ladder.step is back.ladder.step
    assert {(row.indicator_id, row.pool) for row in there.indicators} == {
        (row.indicator_id, row.pool) for row in back.indicators
    }
    assert {row.key: row.verdict for row in there.standards} == {
        row.key: row.verdict for row in back.standards
    }


def test_a_tie_across_units_is_a_tie() -> None:
    force = made.indicator("force", unit="cfm", rounding=D("0.1"))
    values = [*made.results("ours", "force", "0.3"), *made.results("dom", "force", "0.1")]
    project = made.project_of([force, OURS, DOMESTIC])
    pool = made.pool_of(project, values)
    pool.columns["force"].low[:] = [0.1 + 0.2, 0.3]  # what float arithmetic makes of one number
    pool.columns["force"].high[:] = pool.columns["force"].low
    pool.columns["force"].places[:] = -1  # no decimals are known behind them
    values = [*made.results("ours", "force", "0.3"), *made.results("dom", "force", "0.30")]
    details = {name: tuple(row for row in values if row.product_id == name) for name in ("ours", "dom")}
    row = compare(project, "ours", details, pool, made.ON).row("force")
    assert row is not None
    assert row.pool is not None
    assert (row.pool.rank, row.pool.rank_last, row.pool.percentile) == (1, 1, D(50))


def test_what_a_whole_market_lacks_is_said_once() -> None:
    abroad = {"scope": StandardScope.FOREIGN, "market": Market.INTERNATIONAL, "force": Force.FOREIGN}
    here, there = (made.edition(f"X {region} 1", region=region, **abroad) for region in ("EU", "US"))
    gloss = made.indicator("gloss", unit="%", position=3)
    extra: list[Record] = [
        gloss,
        here,
        there,
        made.requirement(OWN.id, "gloss", "≥80"),
        made.requirement(here.id, "mor", "≥30"),
        made.requirement(there.id, "mor", "≥31"),
        made.requirement(here.id, "water", "≤0.6"),
    ]
    base = [
        one
        for one in RECORDS
        if one is not INTERNATIONAL and "ISO" not in str(getattr(one, "edition_id", ""))
    ]
    found = made.compared([*base, *extra], rows())
    missing = [
        (row.indicator_id, row.region)
        for row in found.standards
        if row.verdict is Verdict.MISSING_THEIRS and row.market is Market.INTERNATIONAL
    ]
    assert sorted(missing) == [("gloss", ""), ("water", "US")]
    regions = {one.region: one.counts[Verdict.MISSING_THEIRS] for one in found.consistency if one.region}
    assert regions == {"EU": 1, "US": 2}


def test_a_rise_in_kelvin_is_no_temperature() -> None:
    rise = made.indicator("rise", unit="℃", direction=Direction.SMALLER)
    values = [*made.results("ours", "rise", "35.2"), *made.results("dom", "rise", "33.1K")]
    gap = gap_of(made.compared([rise, OURS, DOMESTIC], values), "rise", "dom")
    assert (gap.comparability, gap.absolute) == (Comparability.NOT_COMPARABLE, None)
    temperature = replace(rise, scale=Scale.INTERVAL)
    values = [*made.results("ours", "rise", "35.2"), *made.results("dom", "rise", "306.25K")]
    gap = gap_of(made.compared([temperature, OURS, DOMESTIC], values), "rise", "dom")
    assert gap.absolute == D("-2.10")


def test_deviations_to_both_sides_do_not_cancel() -> None:
    edge = made.indicator(
        "edge", unit="%", direction=Direction.TARGET, target=D(0), tolerance=D("0.5"), rounding=D("0.01")
    )
    values = [*made.results("ours", "edge", "0.5", "-0.5"), *made.results("dom", "edge", "0.1", "0.1")]
    found = made.compared([edge, OURS, DOMESTIC], values).row("edge")
    assert found is not None
    assert (found.gaps[0].absolute, found.gaps[0].standing) == (D("-0.4"), Standing.BEHIND)
    assert found.score == 0
    assert found.pool is not None
    assert (found.pool.rank, found.pool.of) == (
        2,
        2,
    )  # by the value farthest from the target, as the gap has it
