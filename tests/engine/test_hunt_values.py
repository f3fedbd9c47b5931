"""Hunting wrong verdicts of conformity: every kind of value against every kind of limit, and an independent oracle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.comparison import Judgement
from compare_app.domain.limit import Interval
from compare_app.domain.limit_text import print_limit
from compare_app.domain.model import DecisionRule, Result
from compare_app.domain.terms import Basis, ComparisonMode, Conformity, Direction, GuardBand, Scale, Statistic
from compare_app.engine.judge import Binding, judge
from compare_app.engine.summary import summarise
from tests.engine import made
from tests.engine.oracle import conforms

BINDING = Binding(mandatory=True, declared=False, recommended=False)
PASS, FAIL, OPEN = Conformity.PASS, Conformity.FAIL, Conformity.UNDECIDED
EDITION = made.own_standard()


def judged(
    written: str, rows: list[Result], rule: DecisionRule | None = None, unit: str = "MPa", **fields: object
) -> Judgement:
    scheme = {name: fields.pop(name) for name in ("scale", "levels", "direction") if name in fields}
    indicator = made.indicator("x", unit=unit, **scheme)
    summary = summarise("ours", indicator, rows, {})
    demand = made.requirement(EDITION.id, "x", written, **fields)
    return judge(summary, demand, EDITION, indicator, rule, BINDING, True)


def one(*texts: str, **fields: object) -> list[Result]:
    return made.results("ours", "x", *texts, **fields)


def several(*parts: list[Result]) -> list[Result]:
    from dataclasses import replace

    return [replace(row, replicate=at) for at, row in enumerate((row for part in parts for row in part), 1)]


# --- an oracle that knows no intervals ----------------------------------------------------------------------


STEP = D("0.01")
GRID = [STEP * at for at in range(-300, 1301)]  # −3 … 13: beyond every number below


SIGNS: dict[str, Callable[[D, D], bool]] = {
    "<": D.__lt__,
    "≤": D.__le__,
    ">": D.__gt__,
    "≥": D.__ge__,
}
ends = st.integers(0, 100).map(lambda at: D(at) / 10) | st.integers(0, 10).map(D)


@st.composite
def limits(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(ends), draw(ends)))
    match draw(st.sampled_from(["low", "high", "both"])):
        case "low":
            return Interval(low=low, low_closed=draw(st.booleans()))
        case "high":
            return Interval(high=high, high_closed=draw(st.booleans()))
        case _:
            closed = low == high or draw(st.booleans())
            return Interval(low, high, closed, low == high or draw(st.booleans()))


@given(limits(), st.sampled_from(sorted(SIGNS)), ends, st.sampled_from(ComparisonMode))
def test_a_bound_is_judged_as_every_number_it_leaves_possible(
    limit: Interval, sign: str, bound: D, mode: ComparisonMode
) -> None:
    numbers = [value for value in GRID if SIGNS[sign](value, bound)]
    answers = {conforms(value, limit, mode) for value in numbers}
    wanted = PASS if answers == {True} else FAIL if answers == {False} else OPEN
    rows = one(f"{sign}{bound}")
    for statistic in Statistic:
        found = judged(print_limit(limit), rows, limit=limit, mode=mode, statistic=statistic)
        assert found.conformity is wanted, (found.limit_text, rows[0].raw)


@given(limits(), st.integers(-50, 1050), st.sampled_from(ComparisonMode))
def test_a_number_is_judged_as_the_standard_says(limit: Interval, at: int, mode: ComparisonMode) -> None:
    value = D(at) / 100
    found = judged(print_limit(limit), one(str(value)), limit=limit, mode=mode)
    assert found.conformity is (PASS if conforms(value, limit, mode) else FAIL)


@given(limits(), ends, ends, st.sampled_from(Statistic))
def test_a_span_is_judged_by_its_ends(limit: Interval, first: D, second: D, statistic: Statistic) -> None:
    low, high = sorted((first, second))
    between = [low + (high - low) * at / 20 for at in range(21)]
    inside = {value: conforms(value, limit, ComparisonMode.FULL_VALUE) for value in between}
    match statistic:
        case Statistic.SINGLE:
            wanted = PASS if inside[low] and inside[high] else FAIL
        case Statistic.MINIMUM:
            wanted = PASS if inside[low] else FAIL
        case Statistic.MAXIMUM:
            wanted = PASS if inside[high] else FAIL
        case _:  # the mean lies somewhere between
            wanted = PASS if all(inside.values()) else FAIL if not any(inside.values()) else OPEN
    found = judged(print_limit(limit), one(f"{low}~{high}"), limit=limit, statistic=statistic)
    if wanted is FAIL and statistic in (Statistic.MEAN, Statistic.UNSTATED):
        assert found.conformity in (FAIL, OPEN)  # the grid may step over a narrow limit
    else:
        assert found.conformity is wanted


@given(limits(), st.lists(ends, min_size=1, max_size=4), st.sampled_from(Statistic))
def test_single_values_are_judged_by_the_figure_the_limit_names(
    limit: Interval, values: list[D], statistic: Statistic
) -> None:
    figures = {
        Statistic.SINGLE: values,
        Statistic.MINIMUM: [min(values)],
        Statistic.MAXIMUM: [max(values)],
    }.get(statistic, [sum(values, D(0)) / len(values)])
    wanted = PASS if all(conforms(one, limit, ComparisonMode.FULL_VALUE) for one in figures) else FAIL
    found = judged(print_limit(limit), one(*map(str, values)), limit=limit, statistic=statistic)
    assert found.conformity is wanted


# --- values with bounds among them --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "texts", "statistic", "expected"),
    [
        # a bound beside a number: the mean has a bound, the number stays a single value
        ("≤0.6", ("0.9", "<0.1"), Statistic.MEAN, PASS),
        ("≤0.6", ("0.9", "<0.1"), Statistic.SINGLE, FAIL),
        ("≤0.6", ("0.9", "<0.1"), Statistic.MAXIMUM, FAIL),
        ("≤0.4", ("0.3", "<0.5"), Statistic.MAXIMUM, OPEN),
        ("≤0.4", ("0.3", "<0.5"), Statistic.SINGLE, OPEN),
        ("≥0.2", ("0.1", "<0.5"), Statistic.MINIMUM, FAIL),
        ("≥35", ("34", ">40"), Statistic.SINGLE, FAIL),
        ("≥35", ("34", ">40"), Statistic.MEAN, PASS),
        ("≥35", ("36", "<40"), Statistic.MEAN, OPEN),
        ("≤5", ("<4", ">6"), Statistic.SINGLE, FAIL),
        ("≤5", ("<4", ">3"), Statistic.MEAN, OPEN),
        ("≤0.5", ("0.1", "未检出"), Statistic.MEAN, OPEN),
        ("≤0.5", ("0.7", "未检出"), Statistic.SINGLE, FAIL),
        ("≤0.5", ("ND(<0.1)", "ND(<0.2)"), Statistic.SINGLE, PASS),
        # 不得检出: one found is found
        ("不得检出", ("0.2", "未检出"), Statistic.MEAN, FAIL),
        ("不得检出", ("0.2", "<0.1"), Statistic.MEAN, FAIL),
        ("不得检出", ("0~0.2",), Statistic.MEAN, FAIL),
        ("不得检出", (">0",), Statistic.MEAN, FAIL),
        ("不得检出", ("≥0",), Statistic.MEAN, OPEN),
        ("不得检出", ("0",), Statistic.MEAN, OPEN),
        ("不得检出", ("<0.05",), Statistic.MEAN, PASS),
        ("不得检出", ("≤0.05",), Statistic.MEAN, OPEN),
        ("不得检出", ("未检出", "未检出"), Statistic.MEAN, PASS),
    ],
)
def test_bounds_among_values(
    limit: str, texts: tuple[str, ...], statistic: Statistic, expected: Conformity
) -> None:
    assert judged(limit, one(*texts), statistic=statistic).conformity is expected


# --- what a report states: means, extremes, ranges, and parts of a list -------------------------------------


@pytest.mark.parametrize(
    ("limit", "text", "statistic", "expected"),
    [
        ("≥32", "平均值 43", Statistic.SINGLE, OPEN),
        ("≥44", "平均值 43", Statistic.SINGLE, FAIL),  # some single value is 43 or less
        ("≤42", "平均值 43", Statistic.SINGLE, FAIL),
        ("30~40", "平均值 45", Statistic.MINIMUM, OPEN),  # the smallest may well be 35
        ("≥46", "平均值 45", Statistic.MINIMUM, FAIL),
        ("≤44", "平均值 45", Statistic.MAXIMUM, FAIL),
        ("≤46", "平均值 45", Statistic.MAXIMUM, OPEN),
        ("≥32", "最小值 39", Statistic.SINGLE, PASS),
        ("≥40", "最小值 39", Statistic.SINGLE, FAIL),
        ("32~50", "最小值 39", Statistic.SINGLE, OPEN),
        ("≥39", "最小值 39", Statistic.MEAN, PASS),
        ("≥40", "最小值 39", Statistic.MEAN, OPEN),
        ("≤38", "最小值 39", Statistic.MEAN, FAIL),
        ("≤50", "最大值 45", Statistic.MEAN, PASS),
        ("≥46", "最大值 45", Statistic.MEAN, FAIL),
        ("≤42", "最大值 45", Statistic.MAXIMUM, FAIL),
        ("≤0.6", "平均值 <0.5", Statistic.SINGLE, OPEN),  # the mean has a bound, the single values have none
        ("≤0.6", "平均值 <0.5", Statistic.MEAN, PASS),
        ("≥0.5", "平均值 <0.5", Statistic.SINGLE, FAIL),
        ("≥32", "43 39~45", Statistic.MINIMUM, PASS),
        ("≥40", "43 39~45", Statistic.MINIMUM, FAIL),
        ("35~44", "最小值 39，最大值 45", Statistic.SINGLE, FAIL),
        ("35~46", "最小值 39，最大值 45", Statistic.SINGLE, PASS),
        ("35~46", "最小值 39，最大值 45", Statistic.MEAN, PASS),
        ("40~46", "最小值 39，最大值 45", Statistic.MEAN, OPEN),
    ],
)
def test_what_a_report_states(limit: str, text: str, statistic: Statistic, expected: Conformity) -> None:
    rows = one(text.replace("，", ","))
    assert judged(limit, rows, statistic=statistic).conformity is expected


def test_two_reports_each_with_a_mean_must_both_conform() -> None:
    rows = several(one("36", statistic=Statistic.MEAN), one("33", statistic=Statistic.MEAN))
    assert judged("≥35", rows).conformity is FAIL
    assert judged("≥34", rows).conformity is FAIL  # 34.5 on average, and one report says 33
    assert judged("≥33", rows).conformity is PASS
    assert judged("≥35", rows[::-1]).conformity is FAIL


def test_a_list_that_is_not_all_is_not_taken_for_all() -> None:
    mean = one("43", statistic=Statistic.MEAN)
    assert judged("≤42", several(mean, one("41")), statistic=Statistic.SINGLE).conformity is FAIL
    assert judged("≥40", several(mean, one("41")), statistic=Statistic.SINGLE).conformity is OPEN
    assert judged("≥42", several(mean, one("41")), statistic=Statistic.SINGLE).conformity is FAIL
    # 平均 36.2 beside 34 and 37: the stated mean is not theirs, so there are more values
    stated = several(one("36.2", statistic=Statistic.MEAN), one("34", "37"))
    assert judged("≥35.8", stated, statistic=Statistic.MEAN).conformity is PASS
    assert judged("≥33", stated, statistic=Statistic.SINGLE).conformity is OPEN
    agreeing = several(one("35.5", statistic=Statistic.MEAN), one("34", "37"))
    assert judged("≥33", agreeing, statistic=Statistic.SINGLE).conformity is PASS
    # two values listed, and a minimum below both
    short = several(one("41", "42"), one("30", statistic=Statistic.MINIMUM))
    assert judged("≥32", short, statistic=Statistic.SINGLE).conformity is FAIL
    assert judged("≥40", short, statistic=Statistic.MEAN).conformity is OPEN


def test_two_minima_count_with_the_smaller_one() -> None:
    rows = several(one("39", statistic=Statistic.MINIMUM), one("30", statistic=Statistic.MINIMUM))
    assert judged("≥32", rows, statistic=Statistic.SINGLE).conformity is FAIL


def test_specimens_of_two_samples_bear_the_same_number() -> None:
    rows = several(one("34", specimen="1", sample_id="A"), one("37", specimen="1", sample_id="B"))
    assert judged("≥35", rows, statistic=Statistic.SINGLE).conformity is FAIL


def test_means_under_two_conditions_must_both_conform() -> None:
    rows = several(one("40", condition="23 ℃"), one("31", condition="60 ℃"))
    assert judged("≥35", rows, statistic=Statistic.MEAN).conformity is FAIL
    assert judged("≥30", rows, statistic=Statistic.MEAN).conformity is PASS


def test_what_could_not_be_used_leaves_the_verdict_open() -> None:
    assert judged("≥35", one("36", "三十")).conformity is OPEN
    assert judged("≥35", several(one("36"), one("36", unit="kg"))).conformity is OPEN
    assert judged("≥35", one("34", "三十"), statistic=Statistic.SINGLE).conformity is FAIL
    assert judged("≥35", one("34", "三十"), statistic=Statistic.MEAN).conformity is OPEN
    declared = several(one("三十", basis=Basis.TESTED), one("36", basis=Basis.DECLARED))
    assert judged("≥35", declared).conformity is OPEN  # a tested value stands there and is not understood
    other = several(one("36", basis=Basis.TESTED), one("三十", basis=Basis.DECLARED))
    assert judged("≥35", other).conformity is PASS
    assert judged("≥35", one("36", "未检")).conformity is PASS  # not tested is no value


def test_a_word_against_a_number_says_nothing() -> None:
    assert judged("≥35", one("合格")).conformity is OPEN
    assert judged("≥35", one("1级")).conformity is OPEN
    assert judged("应符合", one("36")).conformity is OPEN


# --- quantities, methods, units -----------------------------------------------------------------------------


def test_a_result_of_another_quantity_is_not_judged_by_our_limit() -> None:
    """SEER typed under an indicator of APF: the limit names no quantity, so that it is on APF."""
    indicator = made.indicator("x", quantity="APF", unit="W/W")
    summary = summarise("ours", indicator, one("6.1", quantity="SEER"), {})
    apf = made.requirement(EDITION.id, "x", "≥5.0")
    assert judge(summary, apf, EDITION, indicator, None, BINDING, True).conformity is OPEN
    seer = made.requirement(EDITION.id, "x", "≥5.0", quantity="SEER")
    assert judge(summary, seer, EDITION, indicator, None, BINDING, True).conformity is PASS


def test_the_name_of_the_indicator_is_its_quantity() -> None:
    indicator = made.indicator("x", name="断裂模数")
    summary = summarise("ours", indicator, one("36", quantity="断裂模数"), {})
    demand = made.requirement(EDITION.id, "x", "≥35")
    assert judge(summary, demand, EDITION, indicator, None, BINDING, True).conformity is PASS


def test_another_method_than_the_limit_s_is_not_judged() -> None:
    indicator = made.indicator("x")
    summary = summarise("ours", indicator, one("36"), {})
    demand = made.requirement(EDITION.id, "x", "≥35")
    found = judge(summary, demand, EDITION, indicator, None, BINDING, True, same_method=False)
    assert found.conformity is OPEN


@pytest.mark.parametrize(
    ("limit", "text", "unit", "expected"),
    [
        ("≤100 ℉", "37.7", "℃", PASS),
        ("≤100 ℉", "37.8", "℃", FAIL),  # 100.04 ℉
        ("≤0.1 %", "1000", "mg/kg", OPEN),  # no stated basis: percentage of what
        ("≥1.3 kN", "1299.99", "N", FAIL),
        ("≥12000 BTU/h", "3516.85", "W", FAIL),  # 12 000 BTU/h = 3 516.852 84 W
        ("≥12000 BTU/h", "3516.853", "W", PASS),
        ("≤36 km/h", "10", "m/s", PASS),
        ("≤36 km/h", "10.001", "m/s", FAIL),
    ],
)
def test_units(limit: str, text: str, unit: str, expected: Conformity) -> None:
    scheme = {"scale": Scale.INTERVAL} if unit == "℃" else {}
    assert judged(limit, one(text), unit=unit, **scheme).conformity is expected


# --- decision rules -----------------------------------------------------------------------------------------


def rule(guard: GuardBand, *, four: bool = False) -> DecisionRule:
    return DecisionRule("r", "cat", guard, four, "me", datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    "statistic", [Statistic.SINGLE, Statistic.MEAN, Statistic.MINIMUM, Statistic.UNSTATED]
)
def test_one_value_with_its_uncertainty_is_judged_whatever_the_statistic(statistic: Statistic) -> None:
    wide = rule(GuardBand.EXPANDED)
    rows = one("113", uncertainty=D(2))
    assert judged("≥110", rows, wide, statistic=statistic).conformity is PASS
    assert judged("≥110", one("111", uncertainty=D(2)), wide, statistic=statistic).conformity is FAIL


def test_the_uncertainty_is_brought_to_k_2() -> None:
    wide = rule(GuardBand.EXPANDED)
    three = one("112.5", uncertainty=D(3), coverage=D(3))  # u = 1, U(k = 2) = 2
    assert judged("≥110", three, wide).conformity is PASS
    sharp = rule(GuardBand.ONE_SIDED_95)
    assert judged("≥110", one("111.7", uncertainty=D(3), coverage=D(3)), sharp).conformity is PASS
    assert judged("≥110", one("111.6", uncertainty=D(3), coverage=D(3)), sharp).conformity is FAIL
    for nonsense in ({"uncertainty": D(-2)}, {"uncertainty": D(2), "coverage": D(0)}):
        assert judged("≥110", one("200", **nonsense), wide).conformity is OPEN


def test_the_uncertainty_of_a_temperature_is_a_difference() -> None:
    wide = rule(GuardBand.EXPANDED)
    warm = {"scale": Scale.INTERVAL, "unit": "℃"}
    assert judged("≤100 ℉", one("36.6", uncertainty=D(1)), wide, **warm).conformity is PASS  # 97.88 + 1.8 ℉
    assert judged("≤100 ℉", one("36.8", uncertainty=D(1)), wide, **warm).conformity is FAIL  # 98.24 + 1.8 ℉


def test_four_states_without_a_guard_band_are_two() -> None:
    simple = rule(GuardBand.NONE, four=True)
    assert judged("≥110", one("110.1", uncertainty=D(2)), simple).conformity is PASS
    assert judged("≥110", one("109.9", uncertainty=D(2)), simple).conformity is FAIL
    assert judged("≥110", one("110.1"), simple).conformity is PASS


def test_guard_bands_and_rounded_value_comparison_exclude_each_other() -> None:
    rounded = {"mode": ComparisonMode.ROUNDED_VALUE}
    rows = one("109.6", uncertainty=D(2))
    assert judged("≥110", rows, rule(GuardBand.EXPANDED), **rounded).conformity is PASS


LADDER = "1级≥5.00; 2级≥4.50; 3级≥4.00; 合格线=2级"


@pytest.mark.parametrize(
    ("guard", "four", "text", "grade", "expected"),
    [
        (GuardBand.NONE, False, "5.05", "1级", PASS),
        (GuardBand.EXPANDED, False, "5.05", "2级", PASS),  # 5.05 − 0.10 is short of 5.00
        (GuardBand.EXPANDED, False, "4.55", "3级", FAIL),
        (GuardBand.EXPANDED, False, "4.60", "2级", PASS),
        (GuardBand.EXPANDED, True, "4.55", "3级", Conformity.CONDITIONAL_PASS),
        (GuardBand.EXPANDED, True, "4.45", "3级", Conformity.CONDITIONAL_FAIL),
        (GuardBand.EXPANDED, True, "4.39", "3级", FAIL),
        (GuardBand.EXPANDED, False, "4.05", "", FAIL),
    ],
)
def test_a_guard_band_acts_at_every_threshold_of_a_ladder(
    guard: GuardBand, four: bool, text: str, grade: str, expected: Conformity
) -> None:
    found = judged(LADDER, one(text, uncertainty=D("0.10")), rule(guard, four=four), unit="W/W")
    assert (found.grade, found.conformity) == (grade, expected)


def test_a_ladder_under_a_guard_band_needs_the_uncertainty() -> None:
    assert judged(LADDER, one("6.0"), rule(GuardBand.EXPANDED), unit="W/W").conformity is OPEN
    beside = "A级 0~0.3; B级 0.3~0.6; 合格线=B级"
    rows = one("0.2", uncertainty=D("0.01"))
    assert judged(beside, rows, rule(GuardBand.EXPANDED), unit="%").conformity is OPEN
    assert judged(beside, rows, unit="%").grade == "A级"


# --- ladders of grades --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "statistic", "grade", "expected"),
    [
        ("<4.40", Statistic.MEAN, "", FAIL),  # grade 3 at best, and the pass line is grade 2
        ("<4.50", Statistic.MEAN, "", FAIL),
        ("≤4.50", Statistic.MEAN, "", OPEN),
        ("≥4.50", Statistic.MEAN, "", PASS),
        ("≥5.00", Statistic.MEAN, "1级", PASS),
        ("<4.00", Statistic.MEAN, "", FAIL),
        ("4.6~5.2", Statistic.SINGLE, "2级", PASS),
        ("4.6~5.2", Statistic.MEAN, "", PASS),
        ("4.2~5.2", Statistic.MEAN, "", OPEN),
        ("4.2~5.2", Statistic.SINGLE, "3级", FAIL),
        ("3.2~5.2", Statistic.SINGLE, "", FAIL),
    ],
)
def test_bounds_and_spans_against_a_ladder(
    text: str, statistic: Statistic, grade: str, expected: Conformity
) -> None:
    found = judged(LADDER, one(text), unit="W/W", statistic=statistic)
    assert (found.grade, found.conformity) == (grade, expected)


def test_levels_beside_each_other_count_with_the_worst_value() -> None:
    found = judged("A级 0~0.3; B级 0.3~0.6", one("0.2", "0.5"), unit="%", statistic=Statistic.SINGLE)
    assert (found.grade, found.conformity) == ("B级", PASS)


@given(st.decimals(0, 8, places=3), st.decimals(0, 8, places=3), st.sampled_from(ComparisonMode))
def test_a_better_value_has_no_worse_grade(first: D, second: D, mode: ComparisonMode) -> None:
    names = ["1级", "2级", "3级", ""]
    worse, better = (
        judged(LADDER, one(str(value)), unit="W/W", mode=mode) for value in sorted((first, second))
    )
    assert names.index(better.grade) <= names.index(worse.grade)
    assert (worse.conformity, better.conformity) != (PASS, FAIL)


# --- classes ------------------------------------------------------------------------------------------------


CLASSES = {"scale": Scale.ORDINAL, "direction": Direction.GRADE, "levels": ("5级", "4级", "3级"), "unit": ""}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("4级",), PASS),
        (("Class 4",), PASS),
        (("5",), PASS),
        (("3级",), FAIL),
        (("5级", "3级"), FAIL),  # the worst stands for the product
        (("5级", "A级"), OPEN),
        (("A级",), OPEN),
        (("合格",), OPEN),
        (("5级", "看不清"), OPEN),
        (("3级", "看不清"), FAIL),
    ],
)
def test_classes(texts: tuple[str, ...], expected: Conformity) -> None:
    assert judged("不低于4级", one(*texts), **CLASSES).conformity is expected


def test_one_failure_among_verdicts_fails() -> None:
    assert judged("应符合", one("合格", "不合格")).conformity is FAIL
    assert judged("应符合", one("合格", "合格")).conformity is PASS
    assert judged("应符合", one("合格", "看不清")).conformity is OPEN


@given(st.permutations(["33.1", "<36.2", "41.0", "35.0", "30~36"]), st.sampled_from(Statistic))
def test_the_order_of_readings_changes_no_verdict(texts: list[str], statistic: Statistic) -> None:
    first = judged("≤38", one(*texts), statistic=statistic)
    second = judged("≤38", one(*sorted(texts)), statistic=statistic)
    assert (first.conformity, first.value_text) == (second.conformity, second.value_text)
