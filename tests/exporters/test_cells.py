"""Text never becomes a formula, characters nobody sees are shown, numbers keep their digits."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.exporters.cells import (
    CELL_LIMIT,
    exact,
    figure,
    fitting,
    guarded,
    percent,
    places_of,
    rounded,
    sheet_name,
    starts_formula,
    visible,
)
from tests.exporters.made import INJECTIONS


@pytest.mark.parametrize("text", INJECTIONS)
def test_every_way_to_start_a_formula_is_known_and_guarded(text):
    assert starts_formula(text)
    assert guarded(text).startswith("'")


@pytest.mark.parametrize("text", ["", "吸水率", "5.0", "a=1", "≥5.00", "—", "−1", "  text", "'=1+1"])
def test_ordinary_text_is_left_alone(text):
    assert not starts_formula(text)
    assert guarded(text) == text


@given(st.text(st.characters(exclude_categories=())))
def test_a_cell_holds_no_control_or_half_character_and_never_too_much(text):
    shown = fitting(text)
    shown.encode("utf-8")
    assert not [one for one in shown if ord(one) < 32 and one not in "\n\t"]
    assert len(shown.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert visible(visible(text)) == visible(text)


@given(st.text())
def test_a_guarded_field_starts_no_formula(text):
    field = guarded(text)
    assert field[:1] not in "=+-@\t\r＝＋－＠" or not field


def test_hidden_characters_become_visible():
    assert visible("a\x00b\x07c\x7fd") == "a␀b␇c␡d"
    assert visible("好\u202e坏") == "好⟨U+202E⟩坏"
    assert visible("\ud800") == "⟨U+D800⟩"
    assert visible("two\r\nlines\tand a tab") == "two\nlines\tand a tab"
    assert visible("lone\rreturn") == "lone␍return"


@pytest.mark.parametrize("piece", ["x", "中", "😀"])
def test_a_text_that_is_too_long_is_cut_with_its_length(piece):
    text = piece * 40_000
    shown = fitting(text)
    assert len(shown.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert shown.endswith("⟨40000⟩")
    assert shown.startswith(piece * 1000)
    assert fitting(piece * 100) == piece * 100


@pytest.mark.parametrize(
    ("text", "keeps"),
    [("5.00", True), ("123456789012345", True), ("0.1", True), ("1234567890123456", False),
     ("0.12345678901234567890", False), ("0.3333333333333333333333333333", False), ("Infinity", False), ("-0", True)],
)  # fmt: skip
def test_numbers_that_a_spreadsheet_keeps(text, keeps):
    assert exact(D(text)) is keeps


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**8), max_value=10**8))
def test_exact_means_the_number_read_back_is_the_number(value):
    if exact(value):
        assert D(f"{float(value):.15g}") == value


def test_figures_are_rounded_half_even_once_and_zero_has_no_sign():
    assert figure(D("0.125"), 2) == "0.12"
    assert figure(D("0.135"), 2) == "0.14"
    assert figure(D("-3.8"), 1, signed=True) == "−3.8"
    assert figure(D("3.8"), 2, signed=True) == "+3.80"
    assert figure(D("-0.001"), 1, signed=True) == "0.0"
    assert figure(None, 1) == "—"
    assert percent(D("0.793")) == "79.3 %"
    assert percent(None) == "—"
    assert rounded(D("1E+50"), 2) == D("1E+50")


@pytest.mark.parametrize(
    ("text", "places"),
    [("5.00", 2), ("<0.01", 2), ("12", 0), ("4级", 0), ("", 0), ("39~45", 0), ("1.5 MPa", 1)],
)
def test_places_are_read_from_the_printed_text(text, places):
    assert places_of(text) == places


def test_sheet_names_are_what_excel_takes():
    assert sheet_name("a/b:c[d]*?\\") == "a b c d"
    assert len(sheet_name("很" * 50)) == 31
    assert sheet_name("'x'") == "x"
    assert sheet_name("[]") == "Sheet"
