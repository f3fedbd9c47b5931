"""Ordering limits in the official words."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.model import Equivalence, TestMethod
from compare_app.domain.terms import ComparisonMode, Difference, Direction, Scale, Statistic, Verdict
from compare_app.engine.order import Order, order
from tests.engine import made

LARGER = made.indicator("x")


def ordered(
    ours: str, theirs: str, mine: dict[str, object] | None = None, other: dict[str, object] | None = None
) -> Order:
    return order(
        made.requirement("ours", "x", ours, **(mine or {})),
        made.requirement("theirs", "x", theirs, **(other or {})),
        LARGER,
        {"a": TestMethod("a", "GB/T 1", group="A"), "b": TestMethod("b", "ISO 2", group="B")},
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("≥35", "≥32", Verdict.STRICTER),
        ("≥32", "≥35", Verdict.LOOSER),
        ("≤0.4", "≤0.5", Verdict.STRICTER),
        ("≤0.50", "≤0.5", Verdict.EQUAL),
        (">35", "≥35", Verdict.STRICTER),
        ("±0.5", "±0.6", Verdict.STRICTER),
        ("10.0±0.1", "9.9~10.1", Verdict.EQUAL),
        ("10.0±0.1(不含+0.1)", "10.0±0.1", Verdict.STRICTER),
        ("4~8", "6~9", Verdict.DIFFERENT),
        ("≤0.25", "0.38~0.45", Verdict.DIFFERENT),
        ("≥35 MPa", "≥35 N/mm²", Verdict.EQUAL),
        ("≥0.035 GPa", "≥36 MPa", Verdict.LOOSER),
        ("≥35 MPa", "≥35 kg", Verdict.DIFFERENT),
        ("1级≥5.00; 2级≥4.50", "1级≥5.00; 2级≥4.40", Verdict.STRICTER),
        ("1级≥5.00; 2级≥4.50", "1级≥5.10; 2级≥4.40", Verdict.DIFFERENT),
        ("1级≥5.00; 2级≥4.50", "≥4.50", Verdict.DIFFERENT),
        ("≥5 且 ≤3", "≥4", Verdict.PENDING),
        ("不得检出", "不得检出", Verdict.EQUAL),
        ("不得检出", "≤20", Verdict.DIFFERENT),
    ],
)
def test_verdicts(ours: str, theirs: str, expected: Verdict) -> None:
    assert ordered(ours, theirs).verdict is expected


def test_barriers_come_before_numbers() -> None:
    found = ordered("≥35", "≥30", {"quantity": "APF"}, {"quantity": "SEER"})
    assert (found.verdict, found.reasons) == (Verdict.DIFFERENT, (Difference.QUANTITY,))
    found = ordered("≥35", "≥30", {"method_id": "a"}, {"method_id": "b"})
    assert (found.verdict, found.reasons) == (Verdict.DIFFERENT, (Difference.METHOD,))
    found = ordered("≥35", "≥30", {"statistic": Statistic.MEAN}, {"statistic": Statistic.SINGLE})
    assert (found.verdict, found.reasons) == (Verdict.DIFFERENT, (Difference.STATISTIC,))
    found = ordered("≥35", "≥30", {"scope_text": "婴幼儿"}, {"scope_text": "成人"})
    assert (found.verdict, found.reasons) == (Verdict.DIFFERENT, (Difference.SCOPE,))


def test_a_documented_equivalence_opens_the_method_gate() -> None:
    known = Equivalence("e", "cat", "x", "A", "B", "same text", "Li")
    found = order(
        made.requirement("ours", "x", "≥35", method_id="a"),
        made.requirement("theirs", "x", "≥30", method_id="b"),
        LARGER,
        {"a": TestMethod("a", "GB/T 1", group="A"), "b": TestMethod("b", "ISO 2", group="B")},
        (known,),
    )
    assert found.verdict is Verdict.STRICTER
    assert any("Li" in str(step.message) for step in found.steps)


def test_an_unstated_statistic_is_compared_and_marked() -> None:
    found = ordered("≥35", "≥30", {"statistic": Statistic.MEAN}, {"statistic": Statistic.UNSTATED})
    assert found.verdict is Verdict.STRICTER
    assert found.statistic_unconfirmed


def test_digits_count_under_rounded_value_comparison() -> None:
    rounded = {"mode": ComparisonMode.ROUNDED_VALUE}
    assert ordered("≥5.00", "≥5", rounded, rounded).verdict is Verdict.STRICTER
    assert ordered("≥5.00", "≥5").verdict is Verdict.EQUAL


def test_classes_need_a_known_order() -> None:
    graded = made.indicator("x", scale=Scale.ORDINAL, direction=Direction.GRADE, levels=("GA", "GB"), unit="")
    ga, gb = (made.requirement("s", "x", f"不低于{one}级") for one in ("GA", "GB"))
    assert order(ga, gb, graded, {}).verdict is Verdict.STRICTER
    bare = made.indicator("x", scale=Scale.ORDINAL, direction=Direction.GRADE, unit="")
    assert order(ga, gb, bare, {}).reasons == (Difference.CLASS_ORDER,)


bounds = st.decimals(min_value=1, max_value=90, places=1, allow_nan=False)
OPPOSITE = {Verdict.STRICTER: Verdict.LOOSER, Verdict.LOOSER: Verdict.STRICTER}


@given(bounds, bounds)
def test_turning_the_question_turns_the_answer(a: D, b: D) -> None:
    there, back = ordered(f"≥{a}", f"≥{b}").verdict, ordered(f"≥{b}", f"≥{a}").verdict
    assert OPPOSITE.get(there, there) is back


@given(bounds, bounds, bounds)
def test_stricter_is_transitive(a: D, b: D, c: D) -> None:
    if ordered(f"≥{a}", f"≥{b}").verdict is ordered(f"≥{b}", f"≥{c}").verdict is Verdict.STRICTER:
        assert ordered(f"≥{a}", f"≥{c}").verdict is Verdict.STRICTER
