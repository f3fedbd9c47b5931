"""A class that one standard asks for and another defines by values: “能效等级不低于2级” against a ladder in W/W."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare_app.domain.comparison import Comparison
from compare_app.domain.record import Record
from compare_app.domain.terms import Conformity, Difference, Role, Verdict
from tests.engine import made

OURS = made.product("ours", Role.OURS)
GB = made.edition("GB 21455-2019")
OWN = made.own_standard()
LADDER = "1级≥5.00; 2级≥4.50; 3级≥4.00"


def found(demand: str, value: str, *ladders: str, levels: tuple[str, ...] = ()) -> Comparison:
    apf = made.indicator("apf", unit="(W·h)/(W·h)", levels=levels)
    records: list[Record] = [
        apf, OURS, GB, OWN, *made.executes("ours", GB, OWN),
        *(replace(made.requirement(GB.id, "apf", text), id=f"gb{at}") for at, text in enumerate(ladders)),
        replace(made.requirement(OWN.id, "apf", demand), id="own"),
    ]  # fmt: skip
    return made.compared(records, made.results("ours", "apf", value))


def own_judgement(comparison: Comparison):
    (row,) = comparison.indicators
    return next(one for one in row.judgements if one.requirement_id == "own")


@pytest.mark.parametrize(
    ("value", "conformity"),
    [
        ("5.20", Conformity.PASS),
        ("4.50", Conformity.PASS),
        ("4.49", Conformity.FAIL),
        ("＜4.50", Conformity.FAIL),
        ("＞4.40", Conformity.UNDECIDED),
    ],
)
def test_a_class_is_judged_by_the_ladder_that_defines_it(value: str, conformity: Conformity) -> None:
    judged = own_judgement(found("不低于2级", value, LADDER))
    assert judged.conformity is conformity
    assert judged.note is not None
    assert "GB 21455-2019" in str(judged.note)
    assert judged.declared


def test_without_a_ladder_or_with_two_nothing_is_judged() -> None:
    assert own_judgement(found("不低于2级", "5.20")).conformity is Conformity.UNDECIDED
    twice = found("不低于2级", "5.20", LADDER, "1级≥6.00; 2级≥5.50")
    assert own_judgement(twice).conformity is Conformity.UNDECIDED
    assert own_judgement(found("不低于5级", "5.20", LADDER)).conformity is Conformity.UNDECIDED


def test_a_ladder_that_does_not_apply_defines_nothing_here() -> None:
    other = "厚度≥7.5 mm：1级≥6.00; 2级≥5.50"
    assert own_judgement(found("不低于2级", "5.20", other, LADDER)).conformity is Conformity.PASS


def test_a_class_and_its_ladder_are_ordered_by_the_pass_line() -> None:
    (row,) = found("不低于2级", "5.20", LADDER).standards
    assert row.verdict is Verdict.STRICTER  # the ladder alone lets 3级 pass
    (row,) = found("不低于3级", "5.20", LADDER).standards
    assert row.verdict is Verdict.EQUAL
    (row,) = found("不低于3级", "5.20", f"{LADDER}; 合格线=2级").standards
    assert row.verdict is Verdict.LOOSER
    (row,) = found("不低于4级", "5.20", LADDER).standards
    assert (row.verdict, row.reasons) == (Verdict.DIFFERENT, (Difference.FORM,))
