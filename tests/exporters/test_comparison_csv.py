"""The CSV opens in a Chinese Excel, computes nothing, and holds both comparisons with their coverage."""

import csv
import io
from decimal import Decimal as D

import pytest

from compare_app.exporters.comparison_csv import COLUMNS, comparison_csv, write_csv
from compare_app.text.wording import Wording
from tests.exporters.made import made_comparison, made_project


@pytest.fixture(params=["zh_CN", "en"])
def rows(request) -> list[dict[str, str]]:
    text = comparison_csv(made_project(), made_comparison(), Wording.load(request.param))
    keys = [key for key, _ in COLUMNS]
    table = list(csv.reader(io.StringIO(text)))
    assert all(len(row) == len(keys) for row in table)
    return [dict(zip(keys, row)) for row in table[1:]]


def test_it_starts_with_a_bom_and_ends_lines_as_windows_does(tmp_path):
    target = tmp_path / "比对.csv"
    write_csv(target, made_project(), made_comparison(), Wording.load("zh_CN"))
    body = target.read_bytes()
    assert body.startswith(b"\xef\xbb\xbf")
    assert body.count(b"\r\n") == body.count(b"\n")
    assert body.decode("utf-8-sig").startswith('"行类别","指标"')


def test_no_field_starts_a_formula_but_our_numbers_stay_numbers(rows):
    numeric = {"gap", "gap_percent", "share", "n", "of", "rank"}
    for row in rows:
        for key, field in row.items():
            if key in numeric:
                assert not field or D(field).is_finite()
            else:
                assert field[:1] not in "=+-@\t\r＝＋－＠" or not field, (key, field)
    assert {row["indicator"] for row in rows} >= {"'=1+1"}


def test_every_pair_of_both_comparisons_is_there_with_its_digits(rows):
    comparison = made_comparison()
    codes = [row["code"] for row in rows]
    for standard in comparison.standards:
        assert standard.verdict.value in codes
    standards = [row for row in rows if row["row"] in ("标准比对", "Standard comparison")]
    assert len(standards) == len(comparison.standards)
    gaps = {row["gap"] for row in rows}
    percents = {row["gap_percent"] for row in rows}
    for line in comparison.indicators:
        for gap in line.gaps:
            if gap.absolute is not None:
                assert format(gap.absolute, "f") in gaps
            if gap.relative is not None:
                assert format(gap.relative, "f") in percents


def test_rates_stand_with_denominator_and_coverage_and_the_rule_is_last(rows):
    rates = [(row["share"], row["of"]) for row in rows if row["unit"] == "%" and row["share"]]
    assert ("50.0", "4") in rates  # (1 + 1) / 4 of the international market
    assert ("80.0", "5") in rates  # coverage
    assert rows[-1]["reason"].startswith("判定规则：简单接受")
    assert rows[-2]["code"] == "L2"
    assert "非官方" in rows[-2]["marks"] or "not official" in rows[-2]["marks"]
    assert any("未核实" in row["marks"] or "unconfirmed" in row["marks"] for row in rows)


def test_grades_priorities_and_ranks_are_rows_of_their_own(rows):
    grades = [row for row in rows if row["grade"] == "4A" and row["other"] == "'=分级方案"]
    assert len(grades) == 2  # the product, and the indicator that holds it there
    assert "未核实" in grades[0]["marks"] or "unconfirmed" in grades[0]["marks"]
    assert grades[1]["gap"] == "-1.8"
    failed = next(row for row in rows if row["code"] == "failed")
    assert (failed["rank"], failed["of"], failed["share"]) == ("1", "2", "0.2")
    ranks = [(row["rank"], row["of"], row["code"]) for row in rows if row["code"] in ("stable", "shaky")]
    assert ranks == [("1", "5", "stable"), ("2", "5", "shaky")]


def test_every_judgement_has_a_row_with_its_margin_probability_and_marks(rows):
    comparison = made_comparison()
    judged = [row for row in rows if row["row"] in ("符合性", "Conformity")]
    told = [one for line in comparison.indicators for one in line.judgements]
    assert [row["code"] for row in judged] == [one.conformity.value for one in told]
    for row, one in zip(judged, told, strict=True):
        assert row["gap"] == ("" if one.margin is None else format(one.margin, "f"))
        assert row["share"] == ("" if one.probability is None else format(one.probability * 100, "f"))
        assert row["our_standard"] == one.standard
    whole = next(row for row in rows if row["code"] == comparison.assessment.overall.outcome.value)
    assert (whole["n"], whole["of"]) == (
        str(comparison.assessment.overall.judged),
        str(comparison.assessment.overall.judged + len(comparison.assessment.overall.open)),
    )


def test_limits_of_other_scopes_are_rows_of_their_own_kind(rows):
    others = [
        row
        for row in rows
        if row["row"] in ("标准比对（不适用于本产品的范围）", "Standard comparison, other scopes")
    ]
    assert len(others) == len(made_comparison().other_scopes)


def test_our_uncertainty_stands_in_its_own_column(rows):
    pairs = [row for row in rows if row["code"] and row["uncertainty"]]
    assert {row["uncertainty"] for row in pairs} == {"0.02"}
