"""Conformity: each kind of value against each kind of limit, by hand and by property."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.comparison import Judgement
from compare_app.domain.model import DecisionRule, Result
from compare_app.domain.terms import ComparisonMode, Conformity, Direction, GuardBand, Scale, Statistic
from compare_app.engine.judge import Binding, judge
from compare_app.engine.summary import summarise
from tests.engine import made

BINDING = Binding(mandatory=False, declared=True, recommended=False)


def judged(
    limit: str, *texts: str, unit: str = "MPa", rule: DecisionRule | None = None, **fields: object
) -> Judgement:
    scheme = {"direction": Direction.LARGER, "unit": unit} | {
        name: fields.pop(name) for name in ("scale", "levels", "direction", "quantity") if name in fields
    }
    indicator = made.indicator("x", **scheme)
    of_result = {name: fields.pop(name) for name in ("uncertainty", "specimen") if name in fields}
    rows: list[Result] = made.results("ours", "x", *texts, **of_result)
    summary = summarise("ours", indicator, rows, {})
    edition = made.own_standard()
    return judge(
        summary, made.requirement(edition.id, "x", limit, **fields), edition, indicator, rule, BINDING, True
    )


@pytest.mark.parametrize(
    ("limit", "text", "expected"),
    [
        ("≥35", "35", Conformity.PASS),
        (">35", "35", Conformity.FAIL),
        ("≤0.5", "<0.5", Conformity.PASS),
        ("≤0.5", "<0.6", Conformity.UNDECIDED),
        ("≥0.5", "<0.5", Conformity.FAIL),
        ("≥0.5", "<0.6", Conformity.UNDECIDED),
        ("≤5", ">5", Conformity.FAIL),
        ("≤5", "≥5", Conformity.UNDECIDED),
        ("≥5", ">5", Conformity.PASS),
        ("≤0.5", "未检出", Conformity.UNDECIDED),
        ("≤0.5", "ND(<0.1)", Conformity.PASS),
        ("不得检出", "未检出", Conformity.PASS),
        ("不得检出", "0.2", Conformity.FAIL),
        ("10.0±0.1", "10.10", Conformity.PASS),
        ("10.0±0.1(不含+0.1)", "10.10", Conformity.FAIL),
        ("≥35", "—", Conformity.NOT_TESTED),
        ("≥35", "不适用", Conformity.NOT_APPLICABLE),
        ("≥35", "乱写的字", Conformity.UNDECIDED),
    ],
)
def test_value_against_limit(limit: str, text: str, expected: Conformity) -> None:
    assert judged(limit, text).conformity is expected


def test_the_limit_s_unit_is_the_one_that_counts() -> None:
    found = judged("≥1.300 kN", "1299.9", unit="N")
    assert found.conformity is Conformity.FAIL
    assert judged("≥1.300 kN", "1300", unit="N").conformity is Conformity.PASS
    assert judged("≥1.300 kg", "1300", unit="N").conformity is Conformity.UNDECIDED


def test_rounded_value_uses_the_digits_of_the_limit() -> None:
    rounded = {"mode": ComparisonMode.ROUNDED_VALUE}
    assert judged("≥97.0", "96.96", **rounded).conformity is Conformity.PASS
    assert judged("≥97.00", "96.96", **rounded).conformity is Conformity.FAIL
    assert judged("≥97.0", "96.96").conformity is Conformity.FAIL


def test_mean_and_single_are_different_questions() -> None:
    values = ("33", "34", "41")
    assert judged("≥35", *values, statistic=Statistic.MEAN).conformity is Conformity.PASS
    assert judged("≥35", *values, statistic=Statistic.SINGLE).conformity is Conformity.FAIL
    assert judged("≥32", *values, statistic=Statistic.SINGLE).conformity is Conformity.PASS
    assert judged("≥33", *values, statistic=Statistic.MINIMUM).conformity is Conformity.PASS
    assert judged("≤40", *values, statistic=Statistic.MAXIMUM).conformity is Conformity.FAIL


def test_a_reported_mean_says_nothing_of_single_values() -> None:
    indicator = made.indicator()
    rows = made.results("ours", "x", "36", statistic=Statistic.MEAN)
    summary = summarise("ours", indicator, rows, {})
    edition = made.own_standard()
    single = made.requirement(edition.id, "x", "≥32", statistic=Statistic.SINGLE)
    assert judge(summary, single, edition, indicator, None, BINDING, True).conformity is Conformity.UNDECIDED
    # a mean that fails proves that some single value fails
    strict = made.requirement(edition.id, "x", "≥37", statistic=Statistic.SINGLE)
    assert judge(summary, strict, edition, indicator, None, BINDING, True).conformity is Conformity.FAIL


def test_mean_with_its_range_answers_both() -> None:
    found = judged("≥32", "43 39~45", statistic=Statistic.SINGLE)
    assert found.conformity is Conformity.PASS
    assert judged("≥40", "43 39~45", statistic=Statistic.SINGLE).conformity is Conformity.FAIL
    assert judged("≥40", "43 39~45", statistic=Statistic.MEAN).conformity is Conformity.PASS


def test_repeats_on_one_specimen_are_averaged_first() -> None:
    assert judged("≥35", "34", "36.5", statistic=Statistic.SINGLE, specimen="1").conformity is Conformity.PASS
    assert judged("≥35", "34", "36.5", statistic=Statistic.SINGLE).conformity is Conformity.FAIL


def test_unstated_statistic_is_marked() -> None:
    found = judged("≥35", "36", statistic=Statistic.UNSTATED)
    assert found.conformity is Conformity.PASS
    assert found.statistic_unconfirmed


LADDER = "1级≥5.00; 2级≥4.50; 3级≥4.00; 合格线=2级"


@pytest.mark.parametrize(
    ("text", "grade", "conformity", "distance"),
    [
        ("5.00", "1级", Conformity.PASS, None),
        ("4.99", "2级", Conformity.PASS, D("0.01")),
        ("4.20", "3级", Conformity.FAIL, D("0.30")),
        ("3.90", "", Conformity.FAIL, D("0.10")),
    ],
)
def test_grades(text: str, grade: str, conformity: Conformity, distance: D | None) -> None:
    found = judged(LADDER, text, unit="W/W")
    assert (found.grade, found.conformity, found.next_distance) == (grade, conformity, distance)


def test_a_bound_can_leave_the_grade_open() -> None:
    found = judged(LADDER, "≥4.6", unit="W/W")
    assert found.conformity is Conformity.PASS
    assert found.grade == ""


def test_classes_follow_the_scheme_s_order() -> None:
    classes = {"scale": Scale.ORDINAL, "direction": Direction.GRADE, "levels": ("GA", "GB", "GC"), "unit": ""}
    assert judged("不低于GB级", "GA", **classes).conformity is Conformity.PASS
    assert judged("不低于GB级", "GC", **classes).conformity is Conformity.FAIL
    unordered = classes | {"levels": ()}
    assert judged("不低于GB级", "GA", **unordered).conformity is Conformity.UNDECIDED


def test_another_quantity_is_never_judged() -> None:
    found = judged("≥4.6", "5.2", unit="W/W", quantity="APF")
    assert found.conformity is Conformity.PASS
    indicator = made.indicator("x", quantity="APF", unit="W/W")
    summary = summarise("ours", indicator, made.results("ours", "x", "5.2"), {})
    edition = made.edition("EU 206/2012")
    foreign = made.requirement(edition.id, "x", "≥4.6", quantity="SEER")
    assert judge(summary, foreign, edition, indicator, None, BINDING, True).conformity is Conformity.UNDECIDED


@pytest.mark.parametrize(
    ("four", "guard", "text", "expected"),
    [
        (False, GuardBand.EXPANDED, "111", Conformity.FAIL),
        (True, GuardBand.EXPANDED, "111", Conformity.CONDITIONAL_PASS),
        (True, GuardBand.EXPANDED, "112", Conformity.PASS),
        (True, GuardBand.EXPANDED, "109", Conformity.CONDITIONAL_FAIL),
        (True, GuardBand.EXPANDED, "107", Conformity.FAIL),
        (True, GuardBand.ONE_SIDED_95, "111", Conformity.CONDITIONAL_PASS),
        (False, GuardBand.ONE_SIDED_95, "111.7", Conformity.PASS),
    ],
)
def test_guard_bands(four: bool, guard: GuardBand, text: str, expected: Conformity) -> None:
    rule = DecisionRule("r", "cat", guard, four, "me", datetime(2026, 1, 1, tzinfo=UTC))
    found = judged("≥110", text, unit="lm/W", rule=rule, uncertainty=D(2))
    assert found.conformity is expected


def test_a_guard_band_without_uncertainty_cannot_judge() -> None:
    rule = DecisionRule("r", "cat", GuardBand.EXPANDED)
    assert judged("≥110", "120", unit="lm/W", rule=rule).conformity is Conformity.UNDECIDED


ORDER = [Conformity.FAIL, Conformity.PASS]
values = st.decimals(min_value=20, max_value=50, places=2, allow_nan=False)


@given(values, values, st.sampled_from(list(ComparisonMode)))
def test_a_better_value_never_lowers_conformity(first: D, second: D, mode: ComparisonMode) -> None:
    low, high = sorted((first, second))
    worse, better = (judged("≥35.0", str(value), mode=mode).conformity for value in (low, high))
    assert ORDER.index(worse) <= ORDER.index(better)


@given(values)
def test_the_unit_of_entry_changes_nothing(value: D) -> None:
    in_mpa = judged("≥35.0", f"{value} MPa").conformity
    assert judged("≥35.0", f"{value} N/mm²").conformity is in_mpa
    assert judged("≥35.0", f"{value * 1000} kPa").conformity is in_mpa


@given(st.permutations(["33.1", "36.2", "41.0", "35.0"]))
def test_the_order_of_rows_changes_nothing(texts: list[str]) -> None:
    found = judged("≥35", *texts, statistic=Statistic.MEAN)
    assert (found.conformity, found.value_text) == (Conformity.PASS, "36.32")


def test_every_judgement_carries_its_steps() -> None:
    found = judged("≥35", "34.9")
    said = [str(step.message) for step in found.steps]
    assert any("34.9" in one for one in said)
    assert found.steps[-1].rule.startswith("GB/T 8170")
    assert found.margin == D("-0.1")


# --- uncertainty beside the verdict ---------------------------------------------------------------------------


def test_the_conformance_probability_is_shown_whatever_the_rule() -> None:
    """JCGM 106: ≥110, y = 111.0, U = 2.0 → 0.841; the verdict stays that of simple acceptance."""
    found = judged("≥110", "111.0", uncertainty=D("2.0"), unit="lm/W")
    assert (found.conformity, found.probability, found.borderline) == (Conformity.PASS, D("0.8413"), True)
    far = judged("≥110", "113.0", uncertainty=D("2.0"), unit="lm/W")
    assert (far.conformity, far.borderline) == (Conformity.PASS, False)
    assert judged("≥110", "111.0").probability is None


@pytest.mark.parametrize(
    ("typed", "four_state", "state"),
    [
        ("111.65", False, Conformity.PASS),
        ("111.64", False, Conformity.UNDECIDED),
        ("108.36", False, Conformity.UNDECIDED),
        ("108.35", False, Conformity.FAIL),
        ("111.0", True, Conformity.CONDITIONAL_PASS),
        ("109.0", True, Conformity.CONDITIONAL_FAIL),
    ],
)
def test_conformity_proven_with_95_per_cent(typed: str, four_state: bool, state: Conformity) -> None:
    rule = DecisionRule("r", "cat", GuardBand.CONFORMANCE_95, four_state)
    found = judged("≥110", typed, uncertainty=D("2.0"), unit="lm/W", rule=rule)
    assert found.conformity is state
    unknown = judged("≥110", "120", rule=rule)
    assert unknown.conformity is Conformity.UNDECIDED


THREE_GRADES = "1级≥5.00; 2级≥4.50; 3级≥4.00; 合格线=3级"


@pytest.mark.parametrize(
    ("typed", "grade", "others"),
    [
        ("4.95", "2级", ("1级",)),
        ("5.05", "1级", ("2级",)),
        ("5.20", "1级", ()),
        ("4.52", "2级", ("3级",)),
    ],
)
def test_grades_that_the_uncertainty_leaves_possible(typed: str, grade: str, others: tuple[str, ...]) -> None:
    found = judged(THREE_GRADES, typed, uncertainty=D("0.1"))
    assert (found.grade, found.possible_grades) == (grade, others)
    assert judged(THREE_GRADES, typed).possible_grades == ()


def test_a_grade_is_proven_or_it_is_the_one_below() -> None:
    rule = DecisionRule("r", "cat", GuardBand.CONFORMANCE_95)
    assert judged(THREE_GRADES, "5.09", uncertainty=D("0.1"), rule=rule).grade == "1级"
    assert judged(THREE_GRADES, "5.05", uncertainty=D("0.1"), rule=rule).grade == "2级"


# --- replicates with U: the largest stands for each value and for the mean --------------------------------------------


WIDE = DecisionRule("r", "cat", GuardBand.EXPANDED, False, "me", datetime(2026, 1, 1, tzinfo=UTC))


def with_u(
    limit: str, *values: tuple[str, str | None], rule: DecisionRule | None = None, **fields: object
) -> Judgement:
    indicator = made.indicator("x", direction=Direction.LARGER, unit="MPa")
    rows = [
        replace(one, uncertainty=None if u is None else D(u), specimen=f"{at}#", replicate=at)
        for at, (text, u) in enumerate(values)
        for one in made.results("ours", "x", text)
    ]
    summary = summarise("ours", indicator, rows, {})
    edition = made.own_standard()
    wanted = made.requirement(edition.id, "x", limit, **fields)
    return judge(summary, wanted, edition, indicator, rule, BINDING, True)


def test_the_largest_uncertainty_stands_for_every_single_value_and_unreduced_for_the_mean() -> None:
    values = (("112.0", "1"), ("115.0", "1.5"))
    single = with_u("≥110", *values, rule=WIDE, statistic=Statistic.SINGLE)
    assert single.conformity is Conformity.PASS, single.reason  # 112.0 − 1.5 ≥ 110
    assert with_u("≥110.6", *values, rule=WIDE, statistic=Statistic.SINGLE).conformity is Conformity.FAIL
    assert with_u("≥112.0", *values, rule=WIDE, statistic=Statistic.MEAN).conformity is Conformity.PASS
    assert (
        with_u("≥112.1", *values, rule=WIDE, statistic=Statistic.MEAN).conformity is Conformity.FAIL
    )  # not 1.5/√2
    assert any("cautious choice" in str(step.message) for step in single.steps)


def test_every_single_value_is_held_against_the_guard_band_not_the_first_one() -> None:
    rows = (("115.0", "1"), ("110.5", "1"), ("116.0", "1"))
    found = with_u("≥110", *rows, rule=WIDE, statistic=Statistic.SINGLE)
    assert (found.conformity, found.borderline, found.worst) == (Conformity.FAIL, True, D("110.5"))
    four = replace(WIDE, four_state=True)
    assert (
        with_u("≥110", *rows, rule=four, statistic=Statistic.SINGLE).conformity is Conformity.CONDITIONAL_PASS
    )
    proof = replace(WIDE, guard=GuardBand.CONFORMANCE_95)
    low = with_u("≥110", *rows, rule=proof, statistic=Statistic.SINGLE)
    assert low.conformity is Conformity.UNDECIDED
    assert low.probability == D("0.8413")  # of 110.5 with u = 0.5
    assert any("of the worst of 3 values" in str(step.message) for step in low.steps)


def test_where_only_some_values_state_u_none_is_used_and_that_is_what_is_said() -> None:
    found = with_u("≥110", ("115", "1"), ("116", None), rule=WIDE, statistic=Statistic.SINGLE)
    assert found.conformity is Conformity.UNDECIDED
    assert str(found.reason).endswith("uncertainty of every value; 1 of 2 state it")
    assert any(str(step.message) == "1 of 2 values state U: none is used" for step in found.steps)
    assert with_u("≥110", ("115", "1"), ("116", None)).probability is None


@pytest.mark.parametrize("rule", [None, WIDE])
def test_rounded_value_comparison_says_that_rounding_decides_and_the_guard_band_does_not(
    rule: DecisionRule | None,
) -> None:
    found = with_u("≥12.0", ("11.96", "0.1"), rule=rule, mode=ComparisonMode.ROUNDED_VALUE)
    assert found.conformity is Conformity.PASS
    assert "(rounded value 12.0)" in str(found.reason)
    assert ("guard band of the rule does not apply" in str(found.reason)) is (rule is not None)
    assert any("p_c is for information" in str(step.message) for step in found.steps)
    plain = with_u("≥12.0", ("12.04", "0.1"), rule=rule, mode=ComparisonMode.ROUNDED_VALUE)
    assert "rounded value" not in str(plain.reason)  # it passes unrounded as well


def test_margin_and_distance_name_the_single_value_they_come_from() -> None:
    found = with_u("≥40", ("43", None), ("41", None), ("45", None), statistic=Statistic.SINGLE)
    assert (found.margin, found.worst) == (D(1), D(41))
    ladder = with_u("1级≥50; 2级≥40", ("43", None), ("41", None), statistic=Statistic.SINGLE)
    assert (ladder.grade, ladder.next_distance, ladder.worst) == ("2级", D(9), D(41))
    assert with_u("≥40", ("43", None)).worst is None


def test_e_speaks_of_one_reported_number_a_side_not_of_several_stated_means() -> None:
    from compare_app.domain.terms import Role

    def rows(name: str, *texts: str) -> list[Result]:
        return made.results(name, "x", *texts, uncertainty=D(2), statistic=Statistic.MEAN)

    records = [
        made.indicator("x"),
        made.product("ours", Role.OURS),
        made.product("dom", Role.DOMESTIC, primary=True),
    ]
    single = made.compared(records, [*rows("ours", "40"), *rows("dom", "41")]).row("x")
    several = made.compared(records, [*rows("ours", "40", "40.5"), *rows("dom", "41")]).row("x")
    assert single is not None
    assert several is not None
    assert single.gaps[0].e_ratio is not None
    assert (several.ours.uncertainty, several.gaps[0].e_ratio) == (D(2), None)
