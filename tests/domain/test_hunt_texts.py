"""Texts that were read as something else than what standards and reports mean by them."""

from __future__ import annotations

import pytest

from compare_app.domain.limit import UnreadLimit
from compare_app.domain.limit_text import parse_limit, print_limit
from compare_app.domain.result_text import parse_result, print_value
from compare_app.domain.value import Unread


def limit(text: str) -> str:
    parsed = parse_limit(text)
    assert parsed.problem is None, (text, parsed.problem)
    (row,) = parsed.rows
    return print_limit(row.limit, row.unit)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("+2.0 -3.0", "+2.0/-3.0"),  # 水洗尺寸变化率, superscript and subscript of a standard side by side
        ("+2.0-3.0", "+2.0/-3.0"),
        ("+2.0% -3.0%", "+2.0%/-3.0%"),
        ("0 -0.5", "+0/-0.5"),
        ("+0 -0.5", "+0/-0.5"),
        ("10 +0.2 -0.1", "10 +0.2/-0.1"),
        ("-20-60℃", "-20~60 ℃"),  # a dash without blanks, or with two, joins two ends
        ("-20 – 60 ℃", "-20~60 ℃"),
        ("-3--1", "-3~-1"),
        ("35 - 45", "35~45"),
    ],
)
def test_a_sign_before_a_number_is_no_dash(text: str, printed: str) -> None:
    assert limit(text) == printed


@pytest.mark.parametrize("text", ["-1 -3", "-0.02 -0.05", "35 -45", "10 -0.1"])
def test_a_limit_with_a_dash_that_may_be_a_sign_is_held(text: str) -> None:
    parsed = parse_limit(text)
    assert isinstance(parsed.rows[0].limit, UnreadLimit)


@pytest.mark.parametrize("text", ["+0.02 -0.03", "+0.02-0.03", "0.02 -0.03", "-1 -3"])
def test_a_result_with_a_dash_that_may_be_a_sign_is_held(text: str) -> None:
    (reading,) = parse_result(text)
    assert isinstance(reading.value, Unread)
    assert "sign" in str(reading.problem)


@pytest.mark.parametrize(
    ("text", "printed"), [("-0.02~+0.03", "-0.02~0.03"), ("39 - 45", "39~45"), ("39-45", "39~45")]
)
def test_ranges_of_results_stay(text: str, printed: str) -> None:
    (reading,) = parse_result(text)
    assert print_value(reading.value) == printed


@pytest.mark.parametrize(
    "text",
    [
        "A类≤20mg/kg；B类≤75mg/kg；C类≤300mg/kg",
        "I类≤0.75; II类≤0.25",
        "A类:≤20;B类:≤75;C类:≤300",
        "A型≥5；B型≥4",
    ],
)
def test_limits_of_kinds_of_products_are_no_ladder(text: str) -> None:
    """GB 18401: with the last kind as pass line 200 mg/kg formaldehyde would conform on a garment for infants."""
    parsed = parse_limit(text)
    assert isinstance(parsed.rows[0].limit, UnreadLimit)
    assert "合格线" in str(parsed.problem)


def test_a_ladder_of_kinds_with_its_pass_line_is_read() -> None:
    assert limit("A类≤20；B类≤75；C类≤300；合格线=A类") == "A类 ≤20; B类 ≤75; C类 ≤300; ✓=A类"


@pytest.mark.parametrize("text", ["R9>0", "R9≥0", "HB≤187", "P1≥3000"])
def test_a_symbol_before_one_limit_is_no_level(text: str) -> None:
    parsed = parse_limit(text)
    assert isinstance(parsed.rows[0].limit, UnreadLimit)


def test_one_level_with_its_word_is_read() -> None:
    assert limit("E1级≤0.124mg/m³") == "E1级 ≤0.124 mg/m³"


@pytest.mark.parametrize(
    "text",
    [
        "不超过额定功率15%",  # by more than 15 % (IEC), not 15 % of it
        "不应超过标称值10%",
        "不低于额定值10%",  # 10 % of the declared value would conform
        "偏差不超过标称值的10%",  # to either side: 1 % of the declared value would conform to ≤1.10·x₀
    ],
)
def test_a_share_that_may_be_a_deviation_is_held(text: str) -> None:
    parsed = parse_limit(text)
    assert isinstance(parsed.rows[0].limit, UnreadLimit), print_limit(parsed.rows[0].limit)
    assert "deviation" in str(parsed.problem)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("不低于额定值90%", "≥0.90·x₀"),
        ("不大于额定功率110%", "≤1.10·额定功率"),
        ("≤额定功率的15%", "≤0.15·额定功率"),
        ("≤15%额定功率", "≤0.15·额定功率"),
        ("偏差不超过标称值的±10%", "≥0.90·x₀ & ≤1.10·x₀"),
        ("≤标称值×1.1", "≤x₀·1.1"),
        ("≥0.9×标称值", "≥0.9·x₀"),
    ],
)
def test_shares_of_the_declared_value_stay(text: str, printed: str) -> None:
    assert limit(text) == printed


def test_the_unit_of_one_band_is_that_of_all() -> None:
    """Without it a scheme in kW would find 5 kW in neither band, and no limit would apply."""
    rows = parse_limit("制冷量≤4500W：≥5.00；4500<制冷量≤7100：≥4.50").rows
    assert [[one.unit for one in row.conditions] for row in rows] == [["W"], ["W"]]
    rows = parse_limit("制冷量≤4.5 kW: ≥5.00; 4500 W<制冷量≤7100 W: ≥4.50").rows
    assert [[one.unit for one in row.conditions] for row in rows] == [["kW"], ["W"]]
    rows = parse_limit("CADR≤150: ≤55; 150<CADR≤300: ≤61").rows
    assert [[one.unit for one in row.conditions] for row in rows] == [[""], [""]]
