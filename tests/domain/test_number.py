"""Numbers are read strictly, rounded once and printed with the same digits."""

from __future__ import annotations

import csv
from decimal import Decimal as D
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.number import interval_of, parse_decimal, plain, round_to, signed, written

decimals = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=D("-1e12"), max_value=D("1e12"), places=6
)
any_exponent = st.builds(
    lambda digits, power: D(digits).scaleb(power), st.integers(-(10**9), 10**9), st.integers(-9, 9)
)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("5.00", "5.00"),
        (" 5 ", "5"),
        ("5.", "5"),
        (".5", "0.5"),
        ("+1.1", "1.1"),
        ("-0.036", "-0.036"),
        ("−1.5", "-1.5"),
        ("–1.5", "-1.5"),
        ("１２．５", "12.5"),
        ("1.2×10³", "1.2E+3"),
        ("1.2x10^3", "1.2E+3"),
        ("1.2*10**3", "1.2E+3"),
        ("1.2E3", "1.2E+3"),
        ("1×10⁻³", "0.001"),
        ("1,234,567", "1234567"),
        ("1,234.5", "1234.5"),
        ("\u00a05\u00a0", "5"),
    ],
)
def test_read_with_digits(text: str, digits: str) -> None:
    found = parse_decimal(text)
    assert found is not None
    assert str(found) == digits


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "1_000",
        "nan",
        "inf",
        "-Infinity",
        "1e400",
        "1E-99",
        "٣.٥",
        "१२",
        "(5.0)",
        "1,234",
        "0,5",
        "1.234,5",
        "1'234.5",
        "1 234",
        "1\u202f234",
        "0012",
        "00.5",
        "10²",
        "½",
        "①",
        "12-5",
        "1.2.3",
        "5%",
        "0x10",
        "1.2×103",
        "9" * 61,
        "+" + "9" * 61,
    ],
)
def test_not_surely_a_number(text: str) -> None:
    assert parse_decimal(text) is None


@given(any_exponent)
def test_written_keeps_value_and_digits(number: D) -> None:
    back = parse_decimal(written(number))
    assert back == number
    assert back.as_tuple().exponent == number.as_tuple().exponent or number == 0


@given(decimals)
def test_plain_has_no_exponent(number: D) -> None:
    assert "E" not in plain(number)
    assert D(plain(number)) == number


def test_published_rounding(shared_dir: Path) -> None:
    rows = list(
        csv.DictReader((shared_dir / "vectors/rounding_gbt8170.csv").read_text(encoding="utf-8").splitlines())
    )
    assert len(rows) == 12
    for row in rows:
        assert round_to(D(row["value"]), D(row["interval"])) == D(row["rounded"]), row


intervals = st.builds(
    lambda lead, power: D(lead).scaleb(power), st.sampled_from([1, 2, 5]), st.integers(-4, 4)
)


@given(decimals, intervals)
def test_rounding_is_nearest_even_and_odd_in_the_sign(value: D, interval: D) -> None:
    rounded = round_to(value, interval)
    assert (rounded / interval) % 1 == 0
    assert abs(rounded - value) <= interval / 2
    if abs(rounded - value) == interval / 2:
        assert (rounded / interval) % 2 == 0
    assert round_to(-value, interval) == -rounded
    assert round_to(rounded, interval) == rounded
    assert str(round_to(value * 0, interval))[0] != "-"


@pytest.mark.parametrize("interval", ["0", "-1", "3", "0.25", "NaN", "Infinity"])
def test_no_rounding_interval(interval: str) -> None:
    with pytest.raises(ValueError, match="rounding interval"):
        round_to(D(1), D(interval))


def test_digits_of_a_limit() -> None:
    assert interval_of(D("5")) == 1
    assert interval_of(D("5.00")) == D("0.01")
    assert interval_of(D("1.2E+3")) == 100
    with pytest.raises(ValueError, match="no number"):
        interval_of(D("NaN"))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0.00", "0"),
        ("1.5", "+1.5"),
        ("-0.123456", "−0.1235"),
        ("123456", "+123500"),
        ("1.2345", "+1.234"),
        ("7E+2", "+700"),
    ],
)
def test_signed_difference(number: str, text: str) -> None:
    assert signed(D(number)) == text
