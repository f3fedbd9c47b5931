"""Limits beyond the interval: formulas, shares of the declared value, two tolerances, classes, bands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.comparison import Comparison, Judgement
from compare_app.domain.limit import Interval
from compare_app.domain.limit_text import parse_limit
from compare_app.domain.model import Indicator, Requirement, Result, StandardEdition
from compare_app.domain.record import Record
from compare_app.domain.terms import (
    Basis,
    Conformity,
    Difference,
    Direction,
    Force,
    Market,
    Role,
    Scale,
    Verdict,
)
from tests.engine import made

OURS = made.product("ours", Role.OURS)
OWN = made.own_standard()
NATIONAL = made.edition("GB/T 1-2020")

VOLUME = made.indicator("AV", name="有效容积", unit="L", direction=Direction.LARGER)
ENERGY = made.indicator("E", name="耗电量", unit="kW·h/a", direction=Direction.SMALLER, rounding=None)
CADR = made.indicator("CADR", unit="m³/h")
NOISE = made.indicator("L", name="噪声", unit="dB(A)", direction=Direction.SMALLER, scale=Scale.LOGARITHMIC)
KIND = made.indicator(
    "kind", name="类型", unit="", scale=Scale.NOMINAL, direction=Direction.GRADE, levels=("热泵型", "单冷型")
)
SIZE = made.indicator("dim", name="长度偏差", unit="%", direction=Direction.TARGET, target=D(0))
WATER = made.indicator("W", name="吸水率", unit="%", direction=Direction.SMALLER)


def demands(edition: StandardEdition, code: str, text: str, unit: str = "") -> list[Requirement]:
    """Every requirement of a limit text, as an import makes them."""
    return [
        replace(
            made.requirement(edition.id, code, text),
            id=f"{edition.id}/{code}/{text}/{at}",
            limit=row.limit,
            unit=row.unit or unit,
            conditions=row.conditions,
            scope_text=row.scope_text,
        )
        for at, row in enumerate(parse_limit(text, unit).rows)
    ]


def compared(
    indicators: Sequence[Indicator],
    ours: Sequence[Requirement],
    theirs: Sequence[Requirement],
    rows: Sequence[Result] = (),
    more: Sequence[Record] = (),
) -> Comparison:
    records: list[Record] = [
        *indicators,
        OURS,
        OWN,
        NATIONAL,
        *made.executes("ours", OWN),
        *ours,
        *theirs,
        *more,
    ]
    return made.compared(records, rows)


def judged(found: Comparison, code: str) -> list[Judgement]:
    row = found.row(code)
    assert row is not None
    return list(row.judgements)


# --- formulas -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "state"), [("3058", Conformity.PASS), ("3058.3", Conformity.FAIL)])
def test_a_limit_that_depends_on_another_value(typed: str, state: Conformity) -> None:
    rows = [*made.results("ours", "AV", "350"), *made.results("ours", "E", typed)]
    found = compared([VOLUME, ENERGY], demands(OWN, "E", "≤8.07·AV+233.7"), [], rows)
    (one,) = judged(found, "E")
    assert (one.conformity, one.limit_text) == (state, "≤8.07·AV+233.7 kW·h/a → ≤3058.20 kW·h/a")
    assert one.margin == D("3058.20") - D(typed)
    assert any("AV = 350 L" in str(step.message) for step in one.steps)


def test_a_limit_that_depends_on_a_value_nobody_knows_is_open() -> None:
    found = compared(
        [VOLUME, ENERGY], demands(OWN, "E", "≤8.07·AV+233.7"), [], made.results("ours", "E", "3000")
    )
    (one,) = judged(found, "E")
    assert one.conformity is Conformity.UNDECIDED
    assert "AV" in str(one.reason)
    between = [*made.results("ours", "AV", "340~360"), *made.results("ours", "E", "3000")]
    (one,) = judged(compared([VOLUME, ENERGY], demands(OWN, "E", "≤8.07·AV+233.7"), [], between), "E")
    assert one.conformity is Conformity.UNDECIDED


@pytest.mark.parametrize(
    ("tested", "state"),
    [("3325", Conformity.PASS), ("3324.9", Conformity.FAIL), ("—", Conformity.NOT_TESTED)],
)
def test_a_share_of_the_declared_value(tested: str, state: Conformity) -> None:
    cooling = made.indicator("CC", name="制冷量", unit="W")
    declared = made.results("ours", "CC", "3.5 kW", basis=Basis.DECLARED)
    rows = [*declared, *[replace(one, replicate=2) for one in made.results("ours", "CC", tested)]]
    for text in ("≥95 % of 标称", "不低于额定制冷量的95%"):
        (one,) = judged(compared([cooling], demands(OWN, "CC", text), [], rows), "CC")
        assert one.conformity is state, text
    if state is Conformity.PASS:
        assert "≥3325" in one.limit_text


def test_formulas_are_ordered_for_the_product_and_shares_for_all() -> None:
    rows = made.results("ours", "AV", "100")
    ours, theirs = demands(OWN, "E", "≤8·AV+200"), demands(NATIONAL, "E", "≤9·AV+150")
    assert verdicts(compared([VOLUME, ENERGY], ours, theirs, rows)) == [Verdict.STRICTER]  # 1000 against 1050
    small = made.results("ours", "AV", "20")
    assert verdicts(compared([VOLUME, ENERGY], ours, theirs, small)) == [Verdict.LOOSER]  # 360 against 330
    assert verdicts(compared([VOLUME, ENERGY], ours, theirs)) == [Verdict.PENDING]
    same = demands(NATIONAL, "E", "≤ 8 · AV + 200")
    assert verdicts(compared([VOLUME, ENERGY], ours, same)) == [Verdict.EQUAL]
    shares = demands(OWN, "E", "≤105% of rated"), demands(NATIONAL, "E", "≤标称值的110%")
    assert verdicts(compared([VOLUME, ENERGY], *shares)) == [Verdict.STRICTER]


def verdicts(found: Comparison) -> list[Verdict]:
    return [row.verdict for row in found.standards if row.theirs is not None]


# --- two tolerances -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("per_cent", "millimetres", "both", "either"),
    [
        ("0.5", "1.9", Conformity.PASS, Conformity.PASS),
        ("0.5", "2.1", Conformity.FAIL, Conformity.PASS),
        ("0.7", "1.9", Conformity.FAIL, Conformity.PASS),
        ("0.7", "2.1", Conformity.FAIL, Conformity.FAIL),
        ("0.5", "", Conformity.UNDECIDED, Conformity.PASS),
        ("0.7", "", Conformity.FAIL, Conformity.UNDECIDED),
        ("", "1.9", Conformity.UNDECIDED, Conformity.PASS),
        ("", "2.1", Conformity.FAIL, Conformity.UNDECIDED),
        ("-0.6~+0.6", "", Conformity.UNDECIDED, Conformity.PASS),
    ],
)
def test_both_tolerances_or_the_larger(
    per_cent: str, millimetres: str, both: Conformity, either: Conformity
) -> None:
    rows = made.results("ours", "dim", *filter(None, [per_cent])) if per_cent else []
    if millimetres:
        rows += [replace(one, replicate=9) for one in made.results("ours", "dim", f"{millimetres} mm")]
    for text, state in (("±0.6 % 且不超过 ±2.0 mm", both), ("±0.6 % 或 ±2.0 mm，取较大者", either)):
        (one,) = judged(compared([SIZE], demands(OWN, "dim", text), [], rows), "dim")
        assert one.conformity is state, (text, one.reason)


@pytest.mark.parametrize(
    ("ours", "theirs", "verdict"),
    [
        ("±0.6 % 且不超过 ±2.0 mm", "±0.6 %", Verdict.STRICTER),
        ("±0.6 %", "±0.6 % 且不超过 ±2.0 mm", Verdict.LOOSER),
        ("±0.6 % 且不超过 ±2.0 mm", "±0.60 % max ±0.20 cm", Verdict.EQUAL),
        ("±0.5 % 且不超过 ±2.5 mm", "±0.6 % 且不超过 ±2.0 mm", Verdict.DIFFERENT),
        ("±0.6 %", "±0.6 % 或 ±2.0 mm，取较大者", Verdict.STRICTER),
        ("±0.6 % 或 ±2.0 mm，取较大者", "±0.6 % 且不超过 ±2.0 mm", Verdict.LOOSER),
        ("±0.6 % 或 ±2.0 mm，取较大者", "±0.7 % 或 ±2.0 mm，取较大者", Verdict.STRICTER),
        ("±0.5 %", "±0.6 % 且不超过 ±2.0 mm", Verdict.DIFFERENT),
    ],
)
def test_two_tolerances_are_ordered_as_sets(ours: str, theirs: str, verdict: Verdict) -> None:
    found = compared([SIZE], demands(OWN, "dim", ours), demands(NATIONAL, "dim", theirs))
    assert verdicts(found) == [verdict]


# --- classes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "typed", "state", "grade"),
    [
        ("属于BIIa类: 3<E≤6", "4.5", Conformity.PASS, "BIIa"),
        ("属于BIIa类: 3<E≤6", "3", Conformity.FAIL, ""),
        ("属于BIIa类: 3<E≤6", "6.0", Conformity.PASS, "BIIa"),
        ("属于BIIa类: 3<E≤6", "5~7", Conformity.UNDECIDED, ""),
        ("分类: BIa E≤0.5; BIb 0.5<E≤3; BIIa 3<E≤6", "0.5", Conformity.NOT_APPLICABLE, "BIa"),
        ("分类: BIa E≤0.5; BIb 0.5<E≤3; BIIa 3<E≤6", "7", Conformity.UNDECIDED, ""),
        ("∈BIa: BIa ≤0.5 | BIb 0.5<E≤3", "0.6", Conformity.FAIL, "BIb"),
    ],
)
def test_a_value_that_defines_the_class(text: str, typed: str, state: Conformity, grade: str) -> None:
    rows = made.results("ours", "W", typed)
    (one,) = judged(compared([WATER], demands(OWN, "W", text), [], rows), "W")
    assert (one.conformity, one.grade) == (state, grade)


def test_classes_are_the_same_or_others_never_stricter() -> None:
    same = demands(NATIONAL, "W", "属于BIIa类: 3%<E≤6%")
    assert verdicts(compared([WATER], demands(OWN, "W", "属于BIIa类: 3<E≤6"), same)) == [Verdict.EQUAL]
    found = compared([WATER], demands(OWN, "W", "属于BIIa类: 3<E≤5"), same)
    (row,) = found.standards
    assert (row.verdict, row.reasons) == (Verdict.DIFFERENT, (Difference.SCOPE,))


# --- bands --------------------------------------------------------------------------------------------------------

STEPS = "CADR≤150 m³/h: ≤55; 150<CADR≤300 m³/h: ≤61; CADR>300 m³/h: ≤66"


def rows_of(found: Comparison) -> list[tuple[str, Verdict]]:
    return [(row.scope, row.verdict) for row in found.standards if row.theirs is not None]


def test_band_by_band_stricter_in_one_and_looser_in_the_next() -> None:
    theirs = demands(NATIONAL, "L", "CADR≤200 m³/h: ≤56; CADR>200 m³/h: ≤60")
    found = compared([CADR, NOISE], demands(OWN, "L", STEPS), theirs)
    assert rows_of(found) == [
        ("CADR≤150 m³/h", Verdict.STRICTER),
        ("150<CADR≤200 m³/h", Verdict.LOOSER),
        ("200<CADR≤300 m³/h", Verdict.LOOSER),
        ("CADR>300 m³/h", Verdict.LOOSER),
    ]


def test_only_the_band_of_the_product_counts_the_others_stand_apart() -> None:
    theirs = demands(NATIONAL, "L", "CADR≤200 m³/h: ≤56; CADR>200 m³/h: ≤60")
    found = compared([CADR, NOISE], demands(OWN, "L", STEPS), theirs, made.results("ours", "CADR", "100"))
    assert rows_of(found) == [("CADR≤150 m³/h", Verdict.STRICTER)]
    domestic = next(one for one in found.consistency if one.market is Market.DOMESTIC)
    assert domestic.rows == 1
    assert [(row.scope, row.verdict) for row in found.other_scopes] == [
        ("150<CADR≤200 m³/h", Verdict.LOOSER),
        ("200<CADR≤300 m³/h", Verdict.LOOSER),
        ("CADR>300 m³/h", Verdict.LOOSER),
    ]


def test_a_band_that_ours_leaves_out_is_missing() -> None:
    ours = demands(OWN, "L", "CADR≤150 m³/h: ≤55")
    found = compared([CADR, NOISE], ours, demands(NATIONAL, "L", "CADR≤400 m³/h: ≤60"))
    assert rows_of(found) == [
        ("CADR≤150 m³/h", Verdict.STRICTER),
        ("150<CADR≤400 m³/h", Verdict.MISSING_OURS),
    ]
    keys = [row.key for row in found.standards]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(("typed", "state"), [("54", Conformity.PASS), ("56", Conformity.FAIL)])
def test_the_step_of_the_product_is_judged(typed: str, state: Conformity) -> None:
    rows = [*made.results("ours", "CADR", "150"), *made.results("ours", "L", typed)]
    found = judged(compared([CADR, NOISE], demands(OWN, "L", STEPS), [], rows), "L")
    assert [one.conformity for one in found] == [state, Conformity.NOT_APPLICABLE, Conformity.NOT_APPLICABLE]


@pytest.mark.parametrize(
    ("kind", "state"),
    [("热泵型", Conformity.PASS), ("单冷型", Conformity.NOT_APPLICABLE), ("", Conformity.UNDECIDED)],
)
def test_limits_of_a_type_of_product(kind: str, state: Conformity) -> None:
    """In a condition and in the scope in words: a class of the scheme is looked up, other words are not known."""
    from compare_app.domain.value import Grade

    power = made.indicator("APF", unit="")
    rows = made.results("ours", "APF", "5.1")
    if kind:
        rows.append(Result("ours", "kind", 1, kind, Grade(kind)))
    for text, fields in (("类型=热泵型：≥5.00", {}), ("≥5.00", {"scope_text": "热泵型"})):
        limit = [replace(one, **fields) for one in demands(OWN, "APF", text)]
        (one,) = judged(compared([KIND, power], limit, [], rows), "APF")
        assert one.conformity is state, text


@given(
    st.lists(st.integers(0, 20), min_size=2, max_size=2, unique=True),
    st.lists(st.integers(0, 20), min_size=2, max_size=2, unique=True),
)
def test_what_is_left_out_and_what_is_common_make_the_whole(first: list[int], second: list[int]) -> None:
    from compare_app.domain.interval import common, contains, without

    one, other = (Interval(D(min(pair)), D(max(pair)), low_closed=False) for pair in (first, second))
    pieces = [common(one, other), *without(one, other)]
    for number in (D(at) / 2 for at in range(-2, 44)):
        assert contains(one, number) == any(contains(piece, number) for piece in pieces)
        assert sum(contains(piece, number) for piece in pieces) <= 1


# --- what binds ---------------------------------------------------------------------------------------------------


def mandatory(number: str, **fields: object) -> StandardEdition:
    return made.edition(number, force=Force.MANDATORY, **fields)


def test_the_edition_of_the_day_of_production_binds() -> None:
    from datetime import date

    from compare_app.domain.model import Replacement

    old = mandatory("GB 12021.3-2010", effective=date(2010, 6, 1))
    new = mandatory("GB 21455-2019", effective=date(2020, 7, 1))
    older = replace(OURS, produced=date(2020, 6, 30))
    newer = replace(OURS, produced=date(2020, 7, 1))
    limits = [*demands(old, "x", "≥3.20"), *demands(new, "x", "≥3.50")]
    for product, binding in ((older, old.id), (newer, new.id), (OURS, new.id)):
        records = [made.indicator("x"), product, old, new, Replacement("r", new.id, old.id), *limits]
        found = made.compared(records, made.results("ours", "x", "3.30"))
        assert [one.edition_id for one in judged(found, "x") if one.mandatory] == [binding]


def test_a_standard_declared_without_a_year_is_the_edition_of_that_day() -> None:
    from datetime import date

    undated = made.edition("GB/T 4100", effective=None)
    first = made.edition("GB/T 4100-2006", effective=date(2006, 9, 1), withdrawn=date(2015, 12, 1))
    second = made.edition("GB/T 4100-2015", effective=date(2015, 12, 1))
    limits = [*demands(first, "x", "≥32"), *demands(second, "x", "≥35")]
    for day, number in (
        (date(2014, 1, 1), first.number),
        (date(2016, 1, 1), second.number),
        (None, second.number),
    ):
        product = replace(OURS, produced=day)
        records = [
            made.indicator("x"), product, undated, first, second, *made.executes("ours", undated), *limits,
        ]  # fmt: skip
        found = made.compared(records, made.results("ours", "x", "33"))
        assert [one.standard for one in judged(found, "x") if one.declared] == [number]
        assert any("without a year" in str(one) for one in found.warnings)


def test_a_declared_value_below_the_mandatory_limit_is_told() -> None:
    forced = mandatory("GB 1-2020")
    declared = made.results("ours", "x", "34", basis=Basis.DECLARED)
    tested = [replace(one, replicate=2) for one in made.results("ours", "x", "36")]
    records = [made.indicator("x"), OURS, forced, *demands(forced, "x", "≥35")]
    (one,) = judged(made.compared(records, [*declared, *tested]), "x")
    assert one.conformity is Conformity.PASS
    assert "declared value 34" in str(one.note)


@pytest.mark.parametrize(
    ("tested", "held"), [("5.01", Conformity.PASS), ("4.99", Conformity.FAIL), ("4.40", Conformity.FAIL)]
)
def test_a_declared_grade_must_hold(tested: str, held: Conformity) -> None:
    label = mandatory("GB 21455-2019")
    ladder = demands(label, "x", "1级≥5.00; 2级≥4.50; 3级≥4.00")
    declared = made.results("ours", "x", "5.27", basis=Basis.DECLARED)
    rows = [*declared, *[replace(one, replicate=2) for one in made.results("ours", "x", tested)]]
    records = [made.indicator("x"), OURS, label, *ladder]
    plain, grade = judged(made.compared(records, rows), "x")
    assert plain.conformity is Conformity.PASS
    assert (grade.conformity, grade.declared) == (held, True)
    assert grade.requirement_id == f"{plain.requirement_id}#declared"


def test_a_person_may_overrule_one_result_and_the_rules_stay_beside_it() -> None:
    from datetime import UTC, datetime

    from compare_app.domain.model import Override

    limit = demands(OWN, "x", "≥35")
    said = Override(
        "o", f"result:ours:{limit[0].id}", "pass", "复检合格", "李工", datetime(2026, 1, 1, tzinfo=UTC)
    )
    found = compared([made.indicator("x")], limit, [], made.results("ours", "x", "34"), [said])
    (one,) = judged(found, "x")
    assert (one.conformity, one.automatic) == (Conformity.PASS, Conformity.FAIL)
    assert (one.override_author, one.override_reason) == ("李工", "复检合格")
    assert "李工" in str(one.steps[-1].message)


@pytest.mark.parametrize(
    ("force", "ours", "theirs", "said"),
    [
        (Force.MANDATORY, "≥40", "≥35", "judged by the declaration"),
        (Force.MANDATORY, "≥30", "≥35", "judged by the mandatory standard"),
        (Force.RECOMMENDED, "≥40", "≥35", "judged by the declaration"),
        (Force.RECOMMENDED, "≥30", "≥35", "and noted"),
        (Force.MANDATORY, "", "≥35", "Not declared: judged by the mandatory standard"),
        (Force.RECOMMENDED, "", "≥35", "Not declared: not binding"),
    ],
)
def test_the_declaration_beside_the_standard(force: Force, ours: str, theirs: str, said: str) -> None:
    standard = made.edition("GB 1-2020", force=force)
    mine = demands(OWN, "x", ours) if ours else []
    records = [made.indicator("x"), OURS, OWN, standard, *made.executes("ours", OWN), *mine]
    found = made.compared([*records, *demands(standard, "x", theirs)], made.results("ours", "x", "38"))
    notes = [str(one.note) for one in judged(found, "x") if one.note is not None]
    assert len(notes) == 1
    assert said in notes[0]


def test_a_formula_that_divides_by_the_declared_value_does_not_end_the_comparison() -> None:
    """Whether it is a mere share of the declared value was asked with 0, where it has no value at all."""
    found = compared([ENERGY], demands(OWN, "E", "≤100/x0"), demands(NATIONAL, "E", "≤95 % 额定值"))
    assert [row.verdict for row in found.standards] == [Verdict.PENDING]
