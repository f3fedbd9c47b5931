"""Hunting wrong verdicts of standards: order of limits, partners, both absences, editions, dates, overrides, rates."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.comparison import Comparison, StandardRow
from compare_app.domain.limit import Interval
from compare_app.domain.model import Adoption, Override, Replacement, Requirement, TestMethod
from compare_app.domain.record import Record
from compare_app.domain.terms import (
    AdoptionDegree,
    ComparisonMode,
    Conformity,
    Difference,
    Direction,
    Force,
    Market,
    Role,
    Scale,
    StandardScope,
    Statistic,
    Step,
    Verdict,
)
from compare_app.engine.consistency import consistency
from compare_app.engine.order import Order, order
from tests.engine import made
from tests.engine.oracle import conforms

OWN = made.own_standard()
NATIONAL = made.edition("GB/T 1-2020")
MANDATORY = made.edition("GB 2-2020", force=Force.MANDATORY)
ABROAD = made.edition(
    "ISO 3:2018",
    scope=StandardScope.INTERNATIONAL,
    market=Market.INTERNATIONAL,
    region="ISO",
    force=Force.FOREIGN,
)
OURS = made.product("ours", Role.OURS)


def ordered(ours: str, theirs: str, *, both: dict[str, object] | None = None, **scheme: object) -> Order:
    fields = both or {}
    return order(
        made.requirement("a", "x", ours, **fields),
        made.requirement("b", "x", theirs, **fields),
        made.indicator("x", **scheme),
        {},
    )


# --- two limits ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("1级≥5; 2级≥4; 合格线=1级", "1级≥5; 2级≥4; 合格线=2级", Verdict.STRICTER),
        ("1级≥5; 2级≥4", "1级≥5; 2级≥4; 合格线=1级", Verdict.LOOSER),
        ("1级≥5; 2级≥4; 合格线=2级", "1级≥5; 2级≥4", Verdict.EQUAL),
        ("1级≥6; 2级≥4; 合格线=2级", "1级≥5; 2级≥4; 合格线=1级", Verdict.DIFFERENT),
        ("0.20~0.40", "≤0.80", Verdict.STRICTER),
        ("≤0.80", "0.20~0.40", Verdict.LOOSER),
        ("±0.6", "≤0.6", Verdict.STRICTER),
        ("0.5~0.6", "0.6~0.7", Verdict.DIFFERENT),
        ("应符合", "不应有裂纹", Verdict.PENDING),
        ("应符合", "应符合", Verdict.EQUAL),
        ("≤0.5", "不得检出", Verdict.DIFFERENT),
        ("≤100 ℃", "≤212 ℉", Verdict.EQUAL),
        ("≤0.5", "不应有裂纹", Verdict.DIFFERENT),
    ],
)
def test_verdicts(ours: str, theirs: str, expected: Verdict) -> None:
    scheme = {"unit": "℃", "scale": Scale.INTERVAL} if "℃" in ours else {"unit": "MPa"}
    assert ordered(ours, theirs, **scheme).verdict is expected


def test_from_zero_says_no_more_than_at_most_where_less_is_better() -> None:
    assert ordered("≤0.5", "0~0.5", direction=Direction.SMALLER).verdict is Verdict.EQUAL
    assert ordered("≤0.5", "0.1~0.5", direction=Direction.SMALLER).verdict is Verdict.LOOSER
    assert ordered("≤0.5", "0~0.5", direction=Direction.LARGER).verdict is Verdict.LOOSER


def test_conditions_that_exclude_each_other_are_another_scope() -> None:
    indicator = made.indicator("x")
    thick = made.requirement("a", "x", "≥1300 (厚度≥7.5 mm)")
    thin = made.requirement("b", "x", "≥700 (厚度<7.5 mm)")
    found = order(thick, thin, indicator, {})
    assert (found.verdict, found.reasons) == (Verdict.DIFFERENT, (Difference.SCOPE,))
    in_cm = made.requirement("b", "x", "≥700 (厚度<0.75 cm)")
    assert order(thick, in_cm, indicator, {}).reasons == (Difference.SCOPE,)
    wider = made.requirement("b", "x", "≥1000 (厚度≥5 mm)")
    assert order(thick, wider, indicator, {}).verdict is Verdict.STRICTER


ends = st.integers(0, 40).map(D)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(ends), draw(ends)))
    kind = draw(st.sampled_from(["low", "high", "both"]))
    closed = (low == high and kind == "both") or draw(st.booleans())
    return Interval(
        low=None if kind == "high" else low,
        high=None if kind == "low" else high,
        low_closed=closed,
        high_closed=closed if low == high and kind == "both" else draw(st.booleans()),
    )


def as_limit(edition: str, limit: Interval, mode: ComparisonMode) -> Requirement:
    return made.requirement(edition, "x", "≥1", limit=limit, mode=mode)


POINTS = [D(at) / 20 for at in range(-40, 840)]


def kept(limit: Interval, mode: ComparisonMode) -> set[D]:
    """The points a limit accepts, found one by one."""
    return {value for value in POINTS if conforms(value, limit, mode)}


@given(intervals(), intervals(), st.sampled_from(ComparisonMode), st.sampled_from(ComparisonMode))
def test_the_verdict_is_what_the_accepted_points_say(
    a: Interval, b: Interval, first: ComparisonMode, second: ComparisonMode
) -> None:
    found = order(as_limit("a", a, first), as_limit("b", b, second), made.indicator("x"), {}).verdict
    mine, other = kept(a, first), kept(b, second)
    if not mine or not other:
        return  # an empty limit, or one narrower than the grid
    if mine == other:
        wanted = Verdict.EQUAL
    elif mine < other:
        wanted = Verdict.STRICTER
    elif mine > other:
        wanted = Verdict.LOOSER
    else:
        wanted = Verdict.DIFFERENT
    assert found is wanted


@given(intervals(), intervals(), intervals())
def test_stricter_is_transitive_over_all_forms(a: Interval, b: Interval, c: Interval) -> None:
    def stands(one: Interval, other: Interval) -> Verdict:
        mode = ComparisonMode.FULL_VALUE
        return order(as_limit("a", one, mode), as_limit("b", other, mode), made.indicator("x"), {}).verdict

    if stands(a, b) is stands(b, c) is Verdict.STRICTER:
        assert stands(a, c) is Verdict.STRICTER
    opposite = {Verdict.STRICTER: Verdict.LOOSER, Verdict.LOOSER: Verdict.STRICTER}
    there, back = stands(a, b), stands(b, a)
    assert opposite.get(there, there) is back


@given(st.integers(1, 999), st.integers(1, 999))
def test_the_unit_of_a_limit_changes_no_verdict(a: int, b: int) -> None:
    plain = ordered(f"≥{a} MPa", f"≥{b} MPa").verdict
    assert ordered(f"≥{a} MPa", f"≥{b} N/mm²").verdict is plain
    assert ordered(f"≥{a * 1000} kPa", f"≥{b} MPa").verdict is plain
    assert ordered(f"≥{a} MPa", f"≥{b * 1_000_000} Pa").verdict is plain


@given(st.integers(1, 200))
def test_a_factor_without_end_still_meets_itself(speed: int) -> None:
    assert ordered(f"≥{speed * 10} m/s", f"≥{speed * 36} km/h", unit="m/s").verdict is Verdict.EQUAL
    assert ordered(f"≥{speed * 36} km/h", f"≥{speed * 10} m/s", unit="m/s").verdict is Verdict.EQUAL


# --- rows of a comparison -----------------------------------------------------------------------------------


def rows_of(*records: Record, results: tuple[str, ...] = ("40",)) -> tuple[StandardRow, ...]:
    return compared(*records, results=results).standards


def compared(*records: Record, results: tuple[str, ...] = ("40",)) -> Comparison:
    return made.compared(
        [made.indicator("x"), OWN, NATIONAL, ABROAD, OURS, *made.executes("ours", OWN), *records],
        made.results("ours", "x", *results),
    )


def said(rows: tuple[StandardRow, ...]) -> dict[tuple[str, str], Verdict]:
    return {
        (row.ours.text if row.ours else "—", row.theirs.text if row.theirs else row.region): row.verdict
        for row in rows
    }


def limit(edition: str, text: str, **fields: object) -> Requirement:
    return made.requirement(edition, "x", text, **fields)


MEAN, SINGLE = {"statistic": Statistic.MEAN}, {"statistic": Statistic.SINGLE}


def test_mean_stands_beside_mean_and_single_beside_single() -> None:
    found = said(
        rows_of(
            limit(OWN.id, "≥38", **MEAN),
            limit(OWN.id, "≥30", **SINGLE),
            limit(NATIONAL.id, "≥35", **MEAN),
            limit(NATIONAL.id, "≥32", **SINGLE),
        )
    )
    assert found == {
        ("≥38 MPa", "≥35 MPa"): Verdict.STRICTER,
        ("≥30 MPa", "≥32 MPa"): Verdict.LOOSER,
    }


def test_a_single_limit_without_counterpart_is_missing_on_either_side() -> None:
    """Turning the sides turns the verdict: what only they limit is 我方缺失, what only we limit 对方缺失."""
    theirs = said(
        rows_of(
            limit(OWN.id, "≥38", **MEAN), limit(ABROAD.id, "≥35", **MEAN), limit(ABROAD.id, "≥32", **SINGLE)
        )
    )
    assert theirs == {("≥38 MPa", "≥35 MPa"): Verdict.STRICTER, ("—", "≥32 MPa"): Verdict.MISSING_OURS}
    ours = said(
        rows_of(limit(OWN.id, "≥35", **MEAN), limit(OWN.id, "≥32", **SINGLE), limit(ABROAD.id, "≥38", **MEAN))
    )
    assert ours == {("≥35 MPa", "≥38 MPa"): Verdict.LOOSER, ("≥32 MPa", "ISO"): Verdict.MISSING_THEIRS}


def test_another_statistic_alone_is_a_difference() -> None:
    rows = rows_of(limit(OWN.id, "≥38", **MEAN), limit(ABROAD.id, "≥32", **SINGLE))
    assert [(row.verdict, row.reasons) for row in rows] == [(Verdict.DIFFERENT, (Difference.STATISTIC,))]


def test_two_executed_standards_stand_with_the_stricter_limit_and_neither_is_missing() -> None:
    group = made.edition("T/X 1-2025", scope=StandardScope.GROUP, force=Force.SELF_DECLARED)
    records: list[Record] = [
        group,
        *made.executes("ours", group),
        limit(OWN.id, "≥36"),
        limit(group.id, "≥38"),
        limit(ABROAD.id, "≥37"),
    ]
    for seed in range(4):
        random.Random(seed).shuffle(records)
        assert said(rows_of(*records)) == {("≥38 MPa", "≥37 MPa"): Verdict.STRICTER}


def test_the_partner_has_the_same_quantity_scope_and_conditions() -> None:
    found = said(
        rows_of(
            limit(OWN.id, "≤20", scope_text="A类"),
            limit(OWN.id, "≤75", scope_text="B类"),
            limit(NATIONAL.id, "≤80", scope_text="B类"),
            limit(NATIONAL.id, "≤30", scope_text="A类"),
        )
    )
    assert found == {
        ("≤75 MPa", "≤80 MPa"): Verdict.STRICTER,
        ("≤20 MPa", "≤30 MPa"): Verdict.STRICTER,
    }
    found = said(
        rows_of(
            limit(OWN.id, "≥5.0", quantity="APF"),
            limit(OWN.id, "≥6.0", quantity="SEER"),
            limit(ABROAD.id, "≥4.6", quantity="SEER"),
        )
    )
    assert found[("≥6.0 MPa", "≥4.6 MPa")] is Verdict.STRICTER
    assert found[("≥5.0 MPa", "ISO")] is Verdict.MISSING_THEIRS


def test_conditions_that_do_not_hold_leave_no_row() -> None:
    thickness = made.indicator("厚度", unit="mm", position=2)
    records = [
        thickness,
        limit(OWN.id, "≥1300 (厚度≥7.5 mm)"),
        limit(OWN.id, "≥700 (厚度<7.5 mm)"),
        limit(NATIONAL.id, "≥1200 (厚度≥7.5 mm)"),
        limit(NATIONAL.id, "≥600 (厚度<7.5 mm)"),
    ]
    base = [made.indicator("x"), OWN, NATIONAL, OURS, *made.executes("ours", OWN), *records]
    for text in ("10", "9.4~10.0", "最小值 8"):
        found = made.compared(base, made.results("ours", "厚度", text)).standards
        assert said(found) == {("≥1300 MPa", "≥1200 MPa"): Verdict.STRICTER}
    unknown = made.compared(base, made.results("ours", "厚度", "7~8")).standards
    assert said(unknown) == {
        ("≥1300 MPa", "≥1200 MPa"): Verdict.STRICTER,
        ("≥700 MPa", "≥600 MPa"): Verdict.STRICTER,
    }


def test_editions_that_are_not_in_force_are_no_yardstick() -> None:
    old = made.edition("GB/T 9-2010")
    coming = made.edition("GB/T 9-2027", effective=date(2027, 4, 1))
    gone = made.edition("GB/T 8-2001", withdrawn=date(2020, 1, 1))
    new = made.edition("GB/T 9-2020")
    rows = rows_of(
        limit(OWN.id, "≥38"),
        old,
        coming,
        gone,
        new,
        Replacement("r", new.id, old.id),
        Replacement("s", coming.id, new.id),
        *(limit(one.id, f"≥{30 + at}") for at, one in enumerate((old, coming, gone, new))),
    )
    assert {row.theirs.standard for row in rows if row.theirs} == {"GB/T 9-2020"}


def test_a_requirement_counts_within_its_own_dates() -> None:
    later = limit(NATIONAL.id, "≥45", valid_from=date(2027, 1, 1))
    ended = limit(NATIONAL.id, "≥50", valid_to=date(2026, 11, 22))
    now = limit(NATIONAL.id, "≥35", valid_from=made.ON, valid_to=made.ON)
    found = compared(limit(OWN.id, "≥38"), later, ended, now)
    assert said(found.standards) == {("≥38 MPa", "≥35 MPa"): Verdict.STRICTER}
    row = found.row("x")
    assert row is not None
    assert {one.limit_text for one in row.judgements} == {"≥38 MPa", "≥35 MPa"}


def test_an_override_stands_beside_the_automatic_verdict() -> None:
    mine, theirs = limit(OWN.id, "≥38"), limit(NATIONAL.id, "≥35")
    key = rows_of(mine, theirs)[0].key
    note = Override("o", f"standard:{key}", "different", "另一种试样", "李工")
    row = rows_of(mine, theirs, note)[0]
    assert (row.automatic, row.verdict) == (Verdict.STRICTER, Verdict.DIFFERENT)
    assert (row.override_author, row.override_reason) == ("李工", "另一种试样")
    counted = consistency([row])[0]
    assert (counted.counts[Verdict.DIFFERENT], counted.rate) == (1, D(0))
    broken = rows_of(mine, theirs, replace(note, verdict="?"))[0]
    assert broken.verdict is Verdict.STRICTER


def test_the_published_rates() -> None:
    """SAC 2015: 2 299 / 728 / 529 / 260 give 79.3 % and, of the orderable ones, 85.1 % (rulings 4)."""
    counts = {Verdict.STRICTER: 2299, Verdict.EQUAL: 728, Verdict.LOOSER: 529, Verdict.DIFFERENT: 260}
    counts |= {Verdict.MISSING_OURS: 100, Verdict.MISSING_THEIRS: 50, Verdict.PENDING: 7}
    rows = [
        StandardRow(f"{verdict}{at}", "x", Market.INTERNATIONAL, "EU", None, None, verdict, verdict)
        for verdict, count in counts.items()
        for at in range(count)
    ]
    found = consistency(rows)[0]
    assert found.rate is not None
    assert found.orderable_rate is not None
    assert (found.rate_of, found.orderable_of, found.rows) == (3816, 3556, 3973)
    assert (round(found.rate, 3), round(found.orderable_rate, 3)) == (D("0.793"), D("0.851"))


# --- what binds ---------------------------------------------------------------------------------------------


def test_an_enterprise_standard_looser_than_the_mandatory_one_is_judged_by_the_mandatory_one() -> None:
    records = [MANDATORY, limit(OWN.id, "≥30"), limit(MANDATORY.id, "≥35")]
    found = compared(*records, results=("32",))
    row = found.row("x")
    assert row is not None
    states = {one.standard: one.conformity for one in row.judgements}
    assert states == {OWN.number: Conformity.PASS, MANDATORY.number: Conformity.FAIL}
    assert (found.ladder.step, found.ladder.assessed) == (Step.L0, True)
    assert any(MANDATORY.number in str(one) for one in found.warnings)


def test_a_declaration_looser_than_a_recommended_standard_is_judged_by_the_declaration() -> None:
    found = compared(limit(OWN.id, "≥30"), limit(NATIONAL.id, "≥35"), results=("32",))
    assert (found.ladder.step, found.ladder.assessed) == (Step.L1, True)


def test_a_stricter_declaration_is_the_one_that_fails() -> None:
    found = compared(limit(OWN.id, "≥40"), limit(NATIONAL.id, "≥35"), results=("38",))
    assert (found.ladder.step, found.ladder.assessed) == (Step.L0, True)


def test_the_flag_of_a_requirement_wins_over_its_edition() -> None:
    advice = limit(MANDATORY.id, "≥45", mandatory=False)
    found = compared(MANDATORY, advice, limit(OWN.id, "≥30"), results=("40",))
    assert (found.ladder.step, found.ladder.assessed) == (Step.L1, True)  # recommended: blocks L2, not L1
    must = limit(NATIONAL.id, "≥45", mandatory=True)
    assert compared(must, limit(OWN.id, "≥30"), results=("40",)).ladder.step is Step.L0


@pytest.mark.parametrize(
    "fields",
    [
        {"effective": date(2027, 4, 1)},
        {"withdrawn": date(2026, 1, 1)},
        {"market": Market.INTERNATIONAL},
    ],
)
def test_a_mandatory_edition_binds_at_home_and_in_force_only(fields: dict[str, object]) -> None:
    other = made.edition("GB 9-2020", force=Force.MANDATORY, **fields)
    found = compared(other, limit(other.id, "≥99"), limit(OWN.id, "≥30"), limit(NATIONAL.id, "≥30"))
    assert found.ladder.step >= Step.L1


def test_an_executed_standard_binds_even_before_and_after_its_time() -> None:
    for fields in ({"effective": date(2027, 4, 1)}, {"withdrawn": date(2026, 1, 1)}):
        other = made.edition("GB/T 9-2020", **fields)
        found = compared(other, *made.executes("ours", other), limit(other.id, "≥99"), limit(OWN.id, "≥30"))
        assert (found.ladder.step, found.ladder.assessed) == (Step.L0, True)
        assert found.warnings


def test_an_executed_standard_of_which_nothing_is_known_is_not_met() -> None:
    silent = made.edition("GB/T 9-2020")
    found = compared(silent, *made.executes("ours", silent), limit(OWN.id, "≥30"), limit(NATIONAL.id, "≥30"))
    assert (found.ladder.step, found.ladder.assessed) == (Step.L0, False)


def test_a_result_by_another_method_than_the_limit_s_leaves_the_ladder_open() -> None:
    methods: list[Record] = [TestMethod("a", "GB/T 1", group="A"), TestMethod("b", "ISO 2", group="B")]
    records = [*methods, made.indicator("x"), OWN, OURS, *made.executes("ours", OWN)]
    values = made.results("ours", "x", "40", method_id="a")
    for method, assessed in (("a", Step.L1), ("b", Step.L0), ("", Step.L1)):
        demand = limit(OWN.id, "≥35", method_id=method)
        assert made.compared([*records, demand], values).ladder.step is assessed


def test_not_equivalent_is_no_adoption_that_goes_stale() -> None:
    from compare_app.domain.editions import stale_adoptions

    base = made.edition("ISO 13006:2018", scope=StandardScope.INTERNATIONAL)
    for degree, count in ((AdoptionDegree.MOD, 1), (AdoptionDegree.NEQ, 0)):
        project = made.project_of([NATIONAL, base, Adoption("a", NATIONAL.id, "ISO 13006:2012", degree)])
        assert len(stale_adoptions(project, made.ON)) == count


def test_of_limits_that_cannot_be_ordered_the_same_one_stands_beside_theirs_whatever_their_ids() -> None:
    """Ids are random: an import of the same workbook into another project gives the same comparison."""
    second = made.edition("Q/SL 2-2025", scope=StandardScope.ENTERPRISE, force=Force.SELF_DECLARED)
    seen = set()
    for first_id, second_id in (("a", "b"), ("b", "a")):
        records = [
            made.indicator("x"), OURS, OWN, second, NATIONAL, *made.executes("ours", OWN, second),
            made.requirement(OWN.id, "x", "3~6", id=first_id), made.requirement(second.id, "x", "≥5", id=second_id),
            made.requirement(NATIONAL.id, "x", "≥4"),
        ]  # fmt: skip
        (row,) = made.compared(records, []).standards
        assert row.ours is not None
        seen.add((row.ours.text, row.verdict))
    assert seen == {("3~6 MPa", Verdict.DIFFERENT)}
