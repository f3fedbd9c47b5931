"""Whether a re-test meets the target of an action: in the target's unit, by the category's rule, never by guess."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.loop import Action
from compare_app.domain.model import DecisionRule
from compare_app.domain.terms import Direction, GuardBand, Scale
from compare_app.engine.summary import summarise
from compare_app.engine.targets import Met, meets
from tests.engine import made


def answer(action: Action, *texts: str, rule: DecisionRule | None = None, **fields: object) -> Met:
    stated = {"uncertainty": fields.pop("u")} if "u" in fields else {}
    indicator = made.indicator("x", **fields)
    rows = made.results("ours", "x", *texts, **stated)
    return meets(action, indicator, summarise("ours", indicator, rows, {}), rule)


def target(number: str = "", text: str = "", unit: str = "MPa") -> Action:
    return Action(
        "a", "ours", 1, "gap", "x", target=Decimal(number) if number else None, target_text=text, unit=unit
    )


@pytest.mark.parametrize(
    ("aim", "texts", "fields", "met"),
    [
        (target("35"), ("35.0",), {}, True),
        (target("35"), ("34.99",), {}, False),
        (target("35"), ("34", "37"), {}, True),  # the mean counts
        (target("35"), (), {}, None),
        (target("35"), ("<36",), {}, None),  # only a bound is known
        (target("35"), ("<35",), {}, False),
        (target("35"), ("≥36",), {}, True),
        (target("35"), ("0.036 GPa",), {}, True),
        (target("35"), ("36 dB",), {}, None),  # a unit that does not convert
        (target("35", unit="kPa"), ("0.036",), {}, True),
        (target("5"), ("4.9",), {"direction": Direction.SMALLER}, True),
        (target("5"), ("5.1",), {"direction": Direction.SMALLER}, False),
        (target("10"), ("10",), {"direction": Direction.TARGET, "target": Decimal(10)}, None),
        (target("", "10.0±0.1"), ("10.05",), {"direction": Direction.TARGET, "target": Decimal(10)}, True),
        (target("", "10.0±0.1"), ("10.2",), {"direction": Direction.TARGET, "target": Decimal(10)}, False),
        (target("", "平均值≥35；单值≥32"), ("40", "31"), {}, False),
        (target("", "平均值≥35；单值≥32"), ("40", "33"), {}, True),
        (target("", "≥35 (厚度≥7.5 mm)"), ("36",), {}, None),
        (target("", "尽量高"), ("36",), {}, None),
        (target(), ("36",), {}, None),
    ],
)
def test_a_target_is_met_only_where_the_figures_say_so(
    aim: Action, texts: tuple[str, ...], fields: dict[str, object], met: bool | None
) -> None:
    found = answer(aim, *texts, **fields)
    assert found.met is met, str(found.reason)
    assert str(found.reason)


GRADED = {"direction": Direction.GRADE, "scale": Scale.ORDINAL, "levels": ("A++", "A+", "A", "B"), "unit": ""}


@pytest.mark.parametrize(
    ("aim", "text", "met"),
    [
        ("A+", "A++", True),
        ("A+", "A+", True),
        ("A++", "A+", False),  # read as a class, not as “A+ and better”
        ("≥A", "B", False),
        ("A+", "C", None),
    ],
)
def test_classes_follow_the_levels(aim: str, text: str, met: bool | None) -> None:
    assert answer(target("", aim, unit=""), text, **GRADED).met is met


def test_pass_and_fail() -> None:
    fields = {"direction": Direction.PASS_FAIL, "scale": Scale.NOMINAL, "unit": ""}
    assert answer(target("", "合格", unit=""), "合格", **fields).met is True
    assert answer(target("", "合格", unit=""), "不合格", **fields).met is False


def test_a_guard_band_leaves_no_proof_without_uncertainty() -> None:
    rule = DecisionRule("r", "cat", GuardBand.EXPANDED)
    assert answer(target("35"), "36", rule=rule).met is None
    assert answer(target("35"), "36", rule=rule, u=Decimal("0.5")).met is True
    assert answer(target("35"), "35.2", rule=rule, u=Decimal("0.5")).met is False
    four = DecisionRule("r", "cat", GuardBand.EXPANDED, four_state=True)
    assert answer(target("35"), "35.2", rule=four, u=Decimal("0.5")).met is None  # a conditional pass


@given(st.decimals(-1000, 1000, places=3), st.decimals(-1000, 1000, places=3), st.sampled_from(Direction))
def test_a_better_value_never_unmeets_a_target(value: Decimal, aim: Decimal, direction: Direction) -> None:
    if direction not in (Direction.LARGER, Direction.SMALLER):
        return
    better = value + 1 if direction is Direction.LARGER else value - 1
    fields = {"direction": direction, "scale": Scale.INTERVAL}
    if answer(target(str(aim)), str(value), **fields).met:
        assert answer(target(str(aim)), str(better), **fields).met
