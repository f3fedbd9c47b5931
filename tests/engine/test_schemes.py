"""Grades in grading schemes (R11): each rule of combination, what is unknown, and what a better value never does."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare_app.domain.assessment import SchemeGrade
from compare_app.domain.grading import grade_sentence
from compare_app.domain.model import DecisionRule, GradingScheme, Provenance, Result, SchemeLevel
from compare_app.domain.record import Record
from compare_app.domain.terms import Basis, Combination, Direction, GuardBand, IndicatorClass, Role, Trust
from compare_app.engine.scheme_levels import attained
from tests.engine import made

# the three indicators of T/CZGX 001-2022 that domain.md §8.6 gives limits of
AVERAGE = made.indicator("avg", name="冲洗平均用水量", unit="L", direction=Direction.SMALLER, position=1)
FULL = made.indicator("full", name="全冲用水量最大限定值", unit="L", direction=Direction.SMALLER, position=2)
HALF = made.indicator("half", name="半冲/全冲", unit="%", direction=Direction.SMALLER, position=3)
OURS = made.product("ours", Role.OURS)
RECORDS: list[Record] = [AVERAGE, FULL, HALF, OURS]
LIMITS = {"领先": ("≤4.0", "≤5.0", "≤70"), "优等": ("≤5.0", "≤6.0", "≤70"), "合格": ("≤5.6", "≤7.0", "≤70")}


def scheme(combination: Combination = Combination.WEAKEST, **fields: object) -> GradingScheme:
    points = {"领先": D(5), "优等": D(4), "合格": D(3)}
    levels = tuple(
        SchemeLevel(
            name, tuple(zip(("avg", "full", "half"), texts, strict=True)), points=points[name], share=None
        )
        for name, texts in LIMITS.items()
    )
    values: dict[str, object] = {
        "id": "s", "category_id": "cat", "edition_id": "", "name": "智能坐便器分级",
        "combination": combination, "levels": levels,
        "source": Provenance("T/CZGX 001-2022", trust=Trust.UNCONFIRMED),
    }  # fmt: skip
    return GradingScheme(**(values | fields))  # type: ignore[arg-type]


def values(avg: str = "", full: str = "", half: str = "", **fields: object) -> list[Result]:
    texts = {"avg": avg, "full": full, "half": half}
    return [one for code, text in texts.items() if text for one in made.results("ours", code, text, **fields)]


def graded(rows: list[Result], *records: Record, kind: GradingScheme | None = None) -> SchemeGrade:
    (found,) = made.compared([*RECORDS, kind or scheme(), *records], rows).assessment.grades
    return found


# --- 短板 -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "level", "deciding"),
    [
        (("3.9", "4.9", "60"), "领先", ()),
        (("4.0", "5.0", "70"), "领先", ()),
        (("4.1", "4.9", "60"), "优等", ("avg",)),
        (("4.1", "6.5", "60"), "合格", ("full",)),
        (("4.1", "6.5", "71"), "", ("half",)),
    ],
)
def test_the_weakest_link(row: tuple[str, str, str], level: str, deciding: tuple[str, ...]) -> None:
    found = graded(values(*row))
    assert (found.level, found.assessed, found.deciding) == (level, True, deciding)
    assert found.coverage == 1


def test_the_next_level_and_its_distance_are_told() -> None:
    found = graded(values("4.3", "4.9", "60"))
    one = next(line for line in found.indicators if line.indicator_id == "avg")
    assert (one.level, one.next_level, one.next_limit) == ("优等", "领先", "≤4.0 L")
    assert (one.next_distance, one.unit) == (D("0.3"), "L")
    best = next(line for line in found.indicators if line.indicator_id == "half")
    assert (best.level, best.next_level, best.next_distance) == ("领先", "", None)


def test_an_unknown_stops_the_grade_only_where_it_could_change_it() -> None:
    open_ = graded(values("3.9", "4.9"))
    assert (open_.level, open_.assessed) == ("", False)  # half is one limit for all levels: nothing is sure
    assert any("missing: ['半冲/全冲']" in str(one.message) for one in open_.steps)
    assert graded(values("3.9", "4.9", "<70")).level == "领先"
    lowest = graded(values("3.9", "", "71"))
    assert (lowest.level, lowest.assessed) == ("", True)  # it can be no worse, whatever the missing one is


def test_a_bound_gives_the_level_that_is_sure() -> None:
    found = graded(values("<5.0", "4.9", "60"))
    assert (found.level, found.assessed) == ("优等", False)
    assert "not lower than 优等" in str(grade_sentence(found))
    assert found.indicators[0].unknown


def test_what_is_not_official_or_not_confirmed_says_so() -> None:
    found = graded(values("3.9", "4.9", "60"))
    assert (found.official, found.trust) == (False, Trust.UNCONFIRMED)
    assert "not official" in str(grade_sentence(found))
    assert found.statistic_unconfirmed  # no limit says whether it speaks of the mean
    sure = scheme(official=True, source=Provenance(trust=Trust.CONFIRMED))
    assert graded(values("3.9", "4.9", "60"), kind=sure).trust is Trust.CONFIRMED
    shaky = values("3.9", "4.9", "60", trust=Trust.UNCONFIRMED)
    assert graded(shaky, kind=sure).trust is Trust.UNCONFIRMED
    foreign = made.edition("T/CZGX 001-2022", source=Provenance(trust=Trust.UNCONFIRMED))
    assert graded(values("3.9"), foreign, kind=scheme(edition_id=foreign.id, source=Provenance())).trust is (
        Trust.UNCONFIRMED
    )
    declared = graded(values("3.9", "4.9", "60", basis=Basis.DECLARED), kind=sure)
    assert any("declared or estimated values" in str(one.message) for one in declared.steps)


def test_units_rounding_and_the_decision_rule_hold_at_each_threshold() -> None:
    assert graded(values("4000 mL", "4.9", "60")).level == "领先"
    guard = DecisionRule("d", "cat", guard=GuardBand.EXPANDED)
    tight = values("3.9", "4.9", "60", uncertainty=D("0.2"))
    assert graded(tight).level == "领先"
    held = graded(tight, guard)
    assert held.level == "优等"  # 3.9 + 0.2 and 4.9 + 0.2 pass the limits of 领先
    assert held.indicators[0].next_distance is None  # it lies inside the limit; the guard band holds it off


def test_where_u_spans_a_threshold_both_levels_are_shown() -> None:
    found = graded(values("4.1", "4.9", "60", uncertainty=D("0.15")))
    assert "spans the threshold: ['领先']" in str(found.indicators[0].reason)
    assert "spans the threshold: ['优等']" in str(found.indicators[1].reason)
    assert "possible" not in str(found.indicators[2].reason)


def test_two_demands_in_one_text_must_both_hold() -> None:
    kind = scheme(levels=(SchemeLevel("一级", (("avg", "平均≤4.0, 单值≤4.2"),)),))
    assert graded(made.results("ours", "avg", "3.9", "4.0"), kind=kind).level == "一级"
    assert graded(made.results("ours", "avg", "3.6", "4.3"), kind=kind).level == ""


def test_what_does_not_apply_is_left_out_and_nothing_is_true_by_emptiness() -> None:
    found = graded(values("3.9", "4.9", "不适用"))
    assert (found.level, found.assessed, found.coverage) == ("领先", True, 1)
    nothing = graded(values("不适用", "N/A", "不适用"))
    assert (nothing.level, nothing.assessed) == ("", False)
    bare = graded(values("3.9", "4.9", "60"), kind=scheme(levels=(SchemeLevel("5星"), SchemeLevel("4星"))))
    assert (bare.level, bare.assessed, bare.coverage) == ("", False, 0)


def test_an_unread_limit_or_a_lost_indicator_leaves_the_grade_open() -> None:
    odd = scheme(levels=(SchemeLevel("一级", (("avg", "大概 4 左右"), ("full", "≤5.0"))),))
    assert graded(values("3.9", "4.9"), kind=odd).assessed is False
    lost = scheme(levels=(SchemeLevel("一级", (("gone", "≤4"), ("full", "≤5.0"))),))
    found = graded(values("3.9", "4.9"), kind=lost)
    assert (found.assessed, found.level, found.coverage) == (False, "", D("0.5"))


def test_levels_that_ask_nothing_of_an_indicator_are_had_with_the_next_worse_one() -> None:
    assert attained({0: True, 2: False}, hope=False) == 0
    assert attained({2: True}, hope=False) == 0  # the better levels ask nothing
    assert attained({0: False, 2: True}, hope=False) == 1  # level 1 asks nothing
    assert attained({0: False}, hope=False) == 1
    assert attained({0: None, 1: True}, hope=True) == 0
    assert attained({0: None, 1: True}, hope=False) == 1


# --- 门槛+计数 -------------------------------------------------------------------------------------------------

SAFE = made.indicator(
    "safe",
    name="电气安全",
    unit="",
    direction=Direction.PASS_FAIL,
    indicator_class=IndicatorClass.BASE,
    position=4,
)
STARS = GradingScheme(
    "g", "cat", "", "先进/平均/基准", combination=Combination.GATE_AND_COUNT,
    levels=(
        SchemeLevel("5星", (("avg", "≤4.0"), ("full", "≤5.0")), share=D(1)),
        SchemeLevel("4星", (("avg", "≤5.0"), ("full", "≤6.0")), share=D("0.5")),
        SchemeLevel("3星", (("avg", "≤5.6"), ("full", "≤7.0"), ("safe", "合格"))),
    ),
)  # fmt: skip


def starred(avg: str, full: str, safe: str) -> SchemeGrade:
    rows = [*values(avg, full), *(made.results("ours", "safe", safe) if safe else [])]
    return graded(rows, SAFE, kind=STARS)


@pytest.mark.parametrize(
    ("row", "level", "assessed"),
    [
        (("3.9", "4.9", "合格"), "5星", True),
        (("3.9", "6.9", "合格"), "4星", True),  # half of the core indicators is enough for it
        (("5.5", "6.9", "合格"), "3星", True),
        (("5.7", "6.9", "合格"), "", True),
        (("3.9", "4.9", "不合格"), "", True),  # the gate
        (("3.9", "4.9", ""), "", False),
        (("3.9", "", "合格"), "4星", False),
        (("5.7", "", "合格"), "", False),
        (("5.7", "7.1", ""), "", True),
    ],
)
def test_gate_and_count(row: tuple[str, str, str], level: str, assessed: bool) -> None:
    found = starred(*row)
    assert (found.level, found.assessed) == (level, assessed)


def test_the_gate_names_what_closes_it() -> None:
    closed = starred("3.9", "4.9", "不合格")
    assert closed.deciding[0] == "safe"
    assert next(one for one in closed.indicators if one.indicator_id == "safe").level == ""
    assert starred("3.9", "6.9", "合格").deciding == ("full",)


def test_innovative_indicators_are_listed_and_not_counted() -> None:
    extra = made.indicator(
        "half", name="半冲", unit="%", indicator_class=IndicatorClass.INNOVATIVE, position=3
    )
    kind = GradingScheme(
        "g", "cat", "", "星级", combination=Combination.GATE_AND_COUNT,
        levels=(SchemeLevel("5星", (("avg", "≤4.0"), ("half", "≤70"))),),
    )  # fmt: skip
    (found,) = made.compared([AVERAGE, extra, OURS, kind], values("3.9")).assessment.grades
    assert (found.level, found.assessed, len(found.indicators)) == ("5星", True, 2)


# --- 加权 -----------------------------------------------------------------------------------------------------


def test_weighted_points() -> None:
    found = graded(values("3.9", "6.5", "60"), kind=scheme(Combination.WEIGHTED))
    assert found.points == (D(5) + D(3) + D(5)) / 3
    assert (found.level, found.deciding) == ("优等", ("full",))
    none = graded(values("3.9", "4.9", "71"), kind=scheme(Combination.WEIGHTED))
    assert (none.points, none.level) == (D(10) / 3, "合格")  # no level gives no points, and no veto


def test_weighted_points_with_an_unknown_are_a_range() -> None:
    found = graded(values("3.9", "4.9"), kind=scheme(Combination.WEIGHTED))
    assert (found.points, found.level, found.assessed) == (None, "合格", False)
    assert any("between 3.33 and 5" in str(one.message) for one in found.steps)


def test_a_weighted_scheme_needs_descending_points() -> None:
    for points in ((None, D(4)), (D(4), D(4)), (D(3), D(4))):
        levels = tuple(SchemeLevel(str(at), (("avg", "≤4.0"),), points=one) for at, one in enumerate(points))
        found = graded(values("3.9"), kind=scheme(Combination.WEIGHTED, levels=levels))
        assert (found.assessed, found.level, found.points) == (False, "", None)


# --- a better value never lowers the grade (rulings 16) -------------------------------------------------------

litres = st.integers(300, 800).map(lambda one: str(D(one) / 100))
states = st.sampled_from(["合格", "不合格", ""])


def place(found: SchemeGrade, kind: GradingScheme) -> int:
    names = [level.name for level in kind.levels]
    return names.index(found.level) if found.level else len(names)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(Combination), litres, litres, st.sampled_from(["60", "75", ""]), st.integers(0, 300))
def test_a_better_value_never_lowers_the_grade(
    rule: Combination, avg: str, full: str, half: str, better: int
) -> None:
    kind = scheme(rule)
    first = graded(values(avg, full, half), kind=kind)
    second = graded(values(str(D(avg) - D(better) / 100), full, half), kind=kind)
    assert place(second, kind) <= place(first, kind)


@settings(max_examples=60, deadline=None)
@given(litres, litres, states)
def test_what_becomes_known_never_takes_back_what_was_sure(avg: str, full: str, safe: str) -> None:
    before, after = starred(avg, "", safe), starred(avg, full, safe)
    if before.assessed:
        assert (after.level, after.assessed) == (before.level, True)
    assert place(after, STARS) <= place(before, STARS)
