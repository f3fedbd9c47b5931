"""Verdicts that came out wrong: small projects whose answer follows from the rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from compare_app.domain.comparison import Judgement
from compare_app.domain.limit_text import parse_limit
from compare_app.domain.model import DecisionRule, Equivalence, Replacement, Result, TestMethod
from compare_app.domain.record import Record
from compare_app.domain.result_text import parse_result
from compare_app.domain.terms import (
    Basis,
    Comparability,
    Conformity,
    Difference,
    Direction,
    Force,
    GuardBand,
    Outcome,
    Role,
    Scale,
    Verdict,
)
from compare_app.domain.value import Grade
from tests.engine import made

OWN = made.own_standard()


def on_specimens(*pairs: tuple[str, str], **fields: object) -> list[Result]:
    """Results with their specimens."""
    return [
        Result("ours", "x", at, text, parse_result(text)[0].value, specimen=name, **fields)  # type: ignore[arg-type]
        for at, (name, text) in enumerate(pairs, 1)
    ]


def judged(limit: str, rows: list[Result], *more: Record, **fields: object) -> Judgement:
    records = [made.indicator("x", **fields), OWN, made.requirement(OWN.id, "x", limit)]
    records += [made.product("ours", Role.OURS), *made.executes("ours", OWN), *more]
    (one,) = made.compared(records, rows).indicators[0].judgements
    return one


# --- repeats on one specimen (R31) -----------------------------------------------------------------------------------


def test_bounds_on_one_specimen_count_once_in_the_mean() -> None:
    """One specimen shows 10, three readings of the other are below 2: the mean lies below 6, not below 4."""
    rows = on_specimens(("A", "10"), ("B", "<2"), ("B", "<2"), ("B", "<2"))
    assert judged("平均值≤5", rows).conformity is Conformity.UNDECIDED
    assert judged("平均值≤6", rows).conformity is Conformity.PASS


def test_numbers_and_bounds_on_one_specimen_are_averaged_together() -> None:
    rows = on_specimens(("A", "1"), ("B", "10"), ("B", "<2"))
    assert judged("平均值≤3.4", rows).conformity is Conformity.UNDECIDED  # (1 + <6) / 2 = <3.5
    assert judged("平均值≤3.5", rows).conformity is Conformity.PASS


# --- the day of production (R17) -------------------------------------------------------------------------------------


def test_a_clause_binds_by_the_day_of_production() -> None:
    """A limit that was raised for products made since 2025 does not fail one of 2024; the old one still does."""
    law = made.edition("GB 1-2020", force=Force.MANDATORY)
    records: list[Record] = [
        made.indicator("x"),
        law,
        made.requirement(law.id, "x", "≥28", valid_to=date(2024, 12, 31)),
        made.requirement(law.id, "x", "≥32", valid_from=date(2025, 1, 1)),
    ]

    def limits(produced: date | None) -> list[tuple[str, Conformity]]:
        ours = made.product("ours", Role.OURS, produced=produced)
        found = made.compared([*records, ours], made.results("ours", "x", "30"))
        return [(one.limit_text, one.conformity) for one in found.indicators[0].judgements]

    assert limits(date(2024, 6, 1)) == [("≥28 MPa", Conformity.PASS)]
    assert limits(date(2025, 6, 1)) == [("≥32 MPa", Conformity.FAIL)]
    assert limits(None) == [("≥32 MPa", Conformity.FAIL)]


def test_an_old_edition_without_a_date_binds_until_its_successor_starts() -> None:
    old = made.edition("GB 2-2008", force=Force.MANDATORY, effective=None)
    new = made.edition("GB 2-2022", force=Force.MANDATORY, effective=date(2023, 1, 1))
    found = made.compared(
        [
            made.indicator("x"),
            old,
            new,
            Replacement("r", new.id, old.id),
            made.requirement(old.id, "x", "≥32"),
            made.requirement(new.id, "x", "≥28"),
            made.product("ours", Role.OURS, produced=date(2021, 6, 1)),
        ],
        made.results("ours", "x", "30"),
    )
    binding = [one.standard for one in found.indicators[0].judgements if one.mandatory]
    assert binding == ["GB 2-2008"]
    assert found.assessment.overall.outcome is Outcome.NONCONFORMING


# --- scores and orders that do not exist -----------------------------------------------------------------------------


def test_a_name_without_order_has_no_score() -> None:
    """类型=热泵型 is no better than 单冷型; it stood with 100 points in the weighted score."""
    kind = made.indicator(
        "t", scale=Scale.NOMINAL, direction=Direction.GRADE, unit="", levels=("热泵型", "单冷型")
    )
    found = made.compared(
        [kind, made.product("ours", Role.OURS), made.product("dom", Role.DOMESTIC, primary=True)],
        [
            Result("ours", "t", 1, "单冷型", Grade("单冷型")),
            Result("dom", "t", 1, "热泵型", Grade("热泵型")),
        ],
    )
    assert found.indicators[0].score is None
    assert [(one.value, one.covered) for one in found.scores] == [(None, 0)]


# --- an unstated statistic (rulings 8) -------------------------------------------------------------------------------


def rows_between(ours: tuple[str, ...], theirs: tuple[str, ...]) -> list[tuple[str, str, Verdict]]:
    abroad = made.edition("GB/T 1-2020")
    records: list[Record] = [made.indicator("x"), OWN, abroad, made.product("ours", Role.OURS)]
    records += made.executes("ours", OWN)
    for edition, texts in ((OWN, ours), (abroad, theirs)):
        records += [
            made.requirement(edition.id, "x", text, statistic=parse_limit(text).rows[0].statistic)
            for text in texts
        ]
    return [
        (row.ours.text if row.ours else "—", row.theirs.text if row.theirs else "—", row.verdict)
        for row in made.compared(records, []).standards
    ]


def test_an_unstated_limit_stands_beside_the_mean_and_not_beside_single_values_too() -> None:
    """A mean of 35 says nothing of single values: counted as stricter than ≥32 on each, it raised the rate."""
    both = ("平均值≥35", "单值≥32")
    assert rows_between(("≥35",), both) == [
        ("≥35 MPa", "≥35 MPa", Verdict.EQUAL),
        ("—", "≥32 MPa", Verdict.MISSING_OURS),
    ]
    assert rows_between(both, ("≥35",)) == [
        ("≥35 MPa", "≥35 MPa", Verdict.EQUAL),
        ("≥32 MPa", "—", Verdict.MISSING_THEIRS),
    ]


def test_an_unstated_limit_stands_beside_the_only_one_there_is() -> None:
    assert rows_between(("≥35",), ("单值≥32",)) == [("≥35 MPa", "≥32 MPa", Verdict.STRICTER)]


# --- ladders and the uncertainty (domain.md §6.4) --------------------------------------------------------------------

LADDER = "1级≥5.00; 2级≥4.50; 3级≥4.00; 合格线=3级"


def on_ladder(value: str, u: str, guard: GuardBand = GuardBand.NONE, *, four: bool = False) -> Judgement:
    rows = made.results("ours", "x", value, uncertainty=D(u))
    return judged(LADDER, rows, DecisionRule("r", "cat", guard, four))


def test_the_distance_to_the_next_grade_counts_the_guard_band() -> None:
    """4.55 with U = 0.1 is held off 2级, which asks for 4.60 then: 0.05 are missing, not −0.05."""
    found = on_ladder("4.55", "0.1", GuardBand.EXPANDED)
    assert (found.grade, found.next_grade, found.next_distance) == ("3级", "2级", D("0.05"))
    assert on_ladder("4.55", "0.1").next_distance == D("0.45")


def test_what_only_the_guard_band_holds_off_is_not_said_to_reach_no_grade() -> None:
    for four, state in ((False, Conformity.FAIL), (True, Conformity.CONDITIONAL_PASS)):
        found = on_ladder("4.02", "0.1", GuardBand.EXPANDED, four=four)
        assert found.conformity is state
        assert "guard band" in str(found.reason), found.reason


@pytest.mark.parametrize(
    ("value", "possible", "near"),
    [
        ("4.55", ("3级",), True),
        ("4.02", (), True),
        ("3.95", ("3级",), True),
        ("3.80", (), False),
        ("4.20", (), False),
    ],
)
def test_a_pass_line_within_u_is_borderline(value: str, possible: tuple[str, ...], near: bool) -> None:
    found = on_ladder(value, "0.1")
    assert (found.possible_grades, found.borderline) == (possible, near)


# --- what a formula computes is as comparable as what it computes from (R5, R24) -------------------------------------


def efficacy(equivalent: bool = False, **theirs: str) -> tuple[Comparability, tuple[Difference, ...]]:
    """Ours against a benchmark, lm/W from flux and power, whose flux was found otherwise."""
    records: list[Record] = [
        made.indicator("flux", unit="lm", position=1),
        made.indicator("power", unit="W", direction=Direction.SMALLER, position=2),
        made.indicator("eff", unit="lm/W", formula="flux/power", position=3),
        TestMethod("m1", "GB/T 9468"),
        TestMethod("m2", "LM-79"),
        made.product("ours", Role.OURS),
        made.product("dom", Role.DOMESTIC, primary=True),
    ]
    if equivalent:
        groups = ("GB/T 9468#", "LM-79#")
        records.append(Equivalence("e", "cat", "flux", *groups, reason="同一积分球法", author="赵工"))
    rows = [
        *made.results("ours", "flux", "1000", method_id="m1", condition="25 ℃"),
        *made.results("ours", "power", "10"),
        *made.results("dom", "flux", "900", **({"method_id": "m1", "condition": "25 ℃"} | theirs)),
        *made.results("dom", "power", "10"),
    ]
    (gap,) = made.compared(records, rows).indicators[2].gaps
    return gap.comparability, gap.reasons


def test_a_formula_does_not_open_the_gate_of_its_inputs() -> None:
    assert efficacy() == (Comparability.COMPARABLE, ())
    assert efficacy(method_id="m2") == (Comparability.NOT_COMPARABLE, (Difference.METHOD,))
    assert efficacy(condition="40 ℃") == (Comparability.NOT_COMPARABLE, (Difference.CONDITION,))
    assert efficacy(equivalent=True, method_id="m2") == (Comparability.COMPARABLE, ())


def test_a_probability_is_never_rounded_to_certainty() -> None:
    """The plan said p_c = 100.0 %, its appendix > 99.9 %: the rounded figure went into the sentence again."""
    rows = made.results("ours", "x", "40", uncertainty=D("1"))
    assert judged("≥30", rows).probability == D("0.9999")
    assert judged("≥50", rows).probability == D("0.0001")
    assert judged("≥40", rows).probability == D("0.5000")


# --- Δ (rulings 2) ---------------------------------------------------------------------------------------------------


def delta_of(limit: str, *rows: Result) -> D | None:
    records: list[Record] = [
        made.indicator("x", rounding=D("0.01")),
        OWN,
        made.requirement(OWN.id, "x", limit),
    ]
    records += [made.product("ours", Role.OURS), made.product("dom", Role.DOMESTIC, primary=True)]
    records += made.executes("ours", OWN)
    results = [*made.results("ours", "x", "48"), *rows, *made.results("dom", "x", "50")]
    return made.compared(records, results).indicators[0].gaps[0].delta


def test_delta_knows_limits_of_the_declared_value_and_pass_lines() -> None:
    """The limit that the product is judged by was not looked at, and Δ fell back to the rounding interval."""
    stated = made.results("ours", "x", "50", basis=Basis.DECLARED)
    assert delta_of("≥40") == D("0.80")
    assert delta_of("≥标称值的80%", *stated) == D("0.80")
    assert delta_of("1级≥45; 2级≥40; 3级≥35; 合格线=2级") == D("0.80")
    assert delta_of("≥标称值的80%") == D("0.01")  # nothing is declared: the limit is not known
