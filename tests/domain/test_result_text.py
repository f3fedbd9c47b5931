"""Cells of results as people write them: values where sure, problems where not."""

from __future__ import annotations

import csv
from decimal import Decimal as D
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.result_text import Reading, parse_result, print_value
from compare_app.domain.terms import Absence, Statistic
from compare_app.domain.value import (
    Absent,
    Censored,
    Grade,
    NotDetected,
    Number,
    Operator,
    PassFail,
    Span,
    Unread,
    Value,
)
from compare_app.text.wording import Wording


def only(text: str) -> Reading:
    (reading,) = parse_result(text)
    return reading


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("5.00", Number(D("5.00")), ""),
        ("１２．５", Number(D("12.5")), ""),
        ("−1.5", Number(D("-1.5")), ""),
        ("+1.1", Number(D("1.1")), ""),
        ("43 MPa", Number(D(43)), "MPa"),
        ("43Mpa", Number(D(43)), "MPa"),
        ("9.5L", Number(D("9.5")), "L"),
        ("3L", Number(D(3)), "L"),
        ("0.5％", Number(D("0.5")), "%"),
        ("1.2×10³", Number(D(1200)), ""),
        ("5.00 (W·h)/(W·h)", Number(D("5.00")), "(W·h)/(W·h)"),
        ("2036.5 N", Number(D("2036.5")), "N"),
        ("１９９９.５", Number(D("1999.5")), ""),
        ("12 mg / kg", Number(D(12)), "mg/kg"),
        ("0.12（mg/kg）", Number(D("0.12")), "mg/kg"),
        ("4-5级", Grade("4-5级"), ""),
        ("3~5级", Span(D(3), D(5)), "级"),
        ("2036N", Number(D(2036)), "N"),
        ("＜0.01", Censored(Operator.BELOW, D("0.01")), ""),
        ("﹤0.01", Censored(Operator.BELOW, D("0.01")), ""),
        ("< 0.01", Censored(Operator.BELOW, D("0.01")), ""),
        ("≤0.5%", Censored(Operator.AT_MOST, D("0.5")), "%"),
        ("<=0.5", Censored(Operator.AT_MOST, D("0.5")), ""),
        ("≥80", Censored(Operator.AT_LEAST, D(80)), ""),
        ("不小于80", Censored(Operator.AT_LEAST, D(80)), ""),
        (">10000", Censored(Operator.ABOVE, D(10000)), ""),
        ("＜150㎡", Censored(Operator.BELOW, D(150)), "m²"),
        ("未检出", NotDetected(), ""),
        ("ND", NotDetected(), ""),
        ("n.d.", NotDetected(), ""),
        ("<LOD", NotDetected(), ""),
        ("低于检出限", NotDetected(), ""),
        ("ND(<0.5)", NotDetected(D("0.5")), ""),
        ("ND<0.5", NotDetected(D("0.5")), ""),
        ("未检出(LOD 0.05)", NotDetected(D("0.05")), ""),
        ("未检出（检出限：0.05 mg/kg）", NotDetected(D("0.05")), "mg/kg"),
        ("未检出，检出限 0.05mg/kg", NotDetected(D("0.05")), "mg/kg"),
        ("35~45", Span(D(35), D(45)), ""),
        ("35～45", Span(D(35), D(45)), ""),
        ("35-45", Span(D(35), D(45)), ""),
        ("35—45", Span(D(35), D(45)), ""),
        ("35至45", Span(D(35), D(45)), ""),
        ("5%～8%", Span(D(5), D(8)), "%"),
        ("10-15㎡", Span(D(10), D(15)), "m²"),
        ("-0--+0.07", Span(D(0), D("0.07")), ""),
        ("-0.02--+0.04", Span(D("-0.02"), D("0.04")), ""),
        ("-5--3", Span(D(-5), D(-3)), ""),
        ("GA", Grade("GA"), ""),
        ("A++", Grade("A++"), ""),
        ("5级", Grade("5级"), ""),
        ("Class 5", Grade("Class 5"), ""),
        ("Class GA", Grade("Class GA"), ""),
        ("P4", Grade("P4"), ""),
        ("一级", Grade("一级"), ""),
        ("1级", Grade("1级"), ""),
        ("一等品", Grade("一等品"), ""),
        ("合格", PassFail(True), ""),
        ("不合格", PassFail(False), ""),
        ("符合", PassFail(True), ""),
        ("PASS", PassFail(True), ""),
        ("fail", PassFail(False), ""),
        ("Qualified", PassFail(True), ""),
        ("", Absent(Absence.MISSING), ""),
        ("  ", Absent(Absence.MISSING), ""),
        ("—", Absent(Absence.MISSING), ""),
        ("------", Absent(Absence.MISSING), ""),
        ("-", Absent(Absence.MISSING), ""),
        ("/", Absent(Absence.MISSING), ""),
        ("查不到", Absent(Absence.MISSING), ""),
        ("N/A", Absent(Absence.NOT_APPLICABLE), ""),
        ("不适用", Absent(Absence.NOT_APPLICABLE), ""),
        ("未检", Absent(Absence.NOT_TESTED), ""),
        ("未测", Absent(Absence.NOT_TESTED), ""),
    ],
)
def test_one_value(text: str, value: Value, unit: str) -> None:
    assert only(text) == Reading(value, unit=unit)


def test_digits_as_typed() -> None:
    assert print_value(only("1.10").value) == "1.10"
    assert print_value(only("1.20×10³").value) == "1.20×10³"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("约40", "estimate"),
        ("约40㎡", "estimate"),
        ("40左右", "estimate"),
        ("~40", "estimate"),
        ("2024-05-06", "date"),
        ("2024年5月", "date"),
        ("2024年5月6日", "date"),
        ("2024.5.6", "date"),
        ("2024/5/6 10:30", "date"),
        ("5月6日", "date"),
        ("12-05", "date"),
        ("05-12", "date"),
        ("2020-2024", "years"),
        ("#N/A", "formula"),
        ("#DIV/0!", "formula"),
        ("是", "good"),
        ("TRUE", "good"),
        ("BLQ", "quantification"),
        ("＜定量限", "quantification"),
        ("3(L)", "litres"),
        ("45~35", "larger"),
        ("10±0.5", "uncertainty"),
        ("1,234", "comma"),
        ("0,5", "comma"),
        ("1.234,5", "comma"),
        ("<0,01", "comma"),
        ("-0, 01~+0.01", "comma"),
        ("41, 39-42", "comma"),
        ("1.5匹", "no unit"),
        ("35GW", "no unit"),
        ("10²", "no unit"),
        ("0.12%, 0.10%", "several"),
        ("4.98；5.03；5.01", "several"),
        ("TNTC", "no number"),
        ("0012", "no number"),
        ("foo", "no number"),
        ("KFR-35GW/N1A1", "no number"),
        ("超一级(APF5.65)", "no number"),
        ("内37-41 / 外49dB", "no number"),
        ("Dry method 0.64-0.65", "no number"),
        ("-0.01~+0.02 Max -0.1~+0.3", "no number"),
        ("ND(<-1)", "no number"),
        ("未检出(约0.5)", "no number"),
        ("ND(<0.5 foo)", "no number"),
        ("5 -", "no number"),
        ("(5.0)", "no number"),
        ("nan", "no number"),
        ("٣.٥", "no number"),
        ("1'234.5", "no number"),
        ("平均值 43，平均值 44", "no number"),
        ("最大值 39~45", "no number"),
        ("50 39~45", "no number"),
        ("43 MPa 39~45 N", "no number"),
        ("x" * 81, "no number"),
        ("9" * 201, "characters"),
    ],
)
def test_held_with_a_reason(text: str, problem: str) -> None:
    reading = only(text)
    assert reading.value == Unread()
    assert reading.problem is not None
    assert problem in str(reading.problem)
    assert Wording.load("zh_CN").knows(reading.problem.template)


@pytest.mark.parametrize(
    "text",
    ["43 39~45", "43，39~45", "43 (39~45)", "43; 39-45", "平均值 43，单值 39~45", "Average 43 Single 39~45"],
)
def test_mean_and_single_values(text: str) -> None:
    assert parse_result(text) == (
        Reading(Number(D(43)), Statistic.MEAN),
        Reading(Span(D(39), D(45)), Statistic.SINGLE),
    )


def test_mean_and_span_of_reports() -> None:
    for text, mean, low, high in [
        ("0.07, 0.05~0.08", "0.07", "0.05", "0.08"),
        ("4.5, 4.4-4.6", "4.5", "4.4", "4.6"),
    ]:
        assert [print_value(reading.value) for reading in parse_result(text)] == [mean, f"{low}~{high}"]
    assert [reading.unit for reading in parse_result("43 MPa 39~45")] == ["MPa", "MPa"]


def test_labelled_ends() -> None:
    assert parse_result("最小 39，最大 45") == (
        Reading(Number(D(39)), Statistic.MINIMUM),
        Reading(Number(D(45)), Statistic.MAXIMUM),
    )
    assert parse_result("最大值：45 MPa") == (Reading(Number(D(45)), Statistic.MAXIMUM, "MPa"),)


def test_absences_of_a_mapping_overrule() -> None:
    absences = {"查不到": Absence.NOT_TESTED, "N.A.": Absence.MISSING, "0": Absence.MISSING}
    assert parse_result("查不到", absences)[0].value == Absent(Absence.NOT_TESTED)
    assert parse_result(" 查 不到 ", absences)[0].value == Absent(Absence.NOT_TESTED)
    assert parse_result("n.a.", absences)[0].value == Absent(Absence.MISSING)
    assert parse_result("N/A", absences)[0].value == Absent(Absence.NOT_APPLICABLE)
    assert parse_result("0", absences)[0].value == Absent(Absence.MISSING)
    assert parse_result("0")[0].value == Number(D(0))


# --- properties ---------------------------------------------------------------------------------------------------

numbers = st.builds(
    lambda digits, power: D(digits).scaleb(power), st.integers(-(10**9), 10**9), st.integers(-6, 6)
)
sizes = numbers.map(abs)
labels = st.sampled_from(["GA", "A++", "5级", "Class 5", "P4", "一级", "AA级", "优等品", "A", "IPX7", "R10"])
values = st.one_of(
    st.builds(Number, numbers),
    st.builds(Censored, st.sampled_from(Operator), numbers),
    st.builds(NotDetected, st.none() | sizes),
    st.builds(lambda one, other: Span(min(one, other), max(one, other)), numbers, numbers),
    st.builds(Grade, labels),
    st.builds(PassFail, st.booleans()),
    st.builds(Absent, st.sampled_from(Absence)),
    st.just(Unread()),
)


@given(values)
def test_print_and_read_back(value: Value) -> None:
    (reading,) = parse_result(print_value(value))
    assert reading.value == value
    assert print_value(reading.value) == print_value(value)


@given(st.text(max_size=60))
def test_any_text_is_read_or_held(text: str) -> None:
    readings = parse_result(text)
    assert readings
    for reading in readings:
        assert (reading.value == Unread()) == (reading.problem is not None)


@given(st.text(alphabet="0123456789.,-~+<≤% 约NDmaxgk/±×³E级", max_size=14))
def test_near_numbers_never_gain_a_digit(text: str) -> None:
    """Whatever number is read has only digits that stand in the text, apart from powers of ten."""
    for reading in parse_result(text):
        if isinstance(reading.value, Number) and not set("eE×") & set(text):
            assert format(abs(reading.value.value), "f").strip("0.") in text.replace(",", "").replace(" ", "")


def test_texts_of_real_reports(shared_dir: Path) -> None:
    """Every result text of the tile reports is read, or held with a reason."""
    rows = list(
        csv.DictReader(
            (shared_dir / "data/ceramic_tile_test_reports.csv").read_text(encoding="utf-8").splitlines()
        )
    )
    assert len(rows) > 40
    held = [row["result_text"] for row in rows if parse_result(row["result_text"])[0].problem]
    assert sorted(set(held)) == sorted(
        {
            "41, 39-42",
            "-0.01~+0.02 Max -0.1~+0.3",
            "-0.01~+0.03 Max -0.1~+0.2",
            "+1.1~+3.2 Max +0.3",
            "-0.03~+0.03 Max -0.25~+0.22",
            "-0.03~+0.03 Max -0.22~+0.22",
            "Dry method 0.64-0.65",
            "-0, 01~+0.01",
            "-0, 5~+0.75",
            "-0, 03~+0.04",
            "0.12%, 0.10%",
        }
    )
