"""Figures that stand beside each other agree: no score without a comparison, no lead that fails, no lonely rank."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from compare_app.domain.charts import Diverging, QuadrantChart
from compare_app.domain.comparison import Comparison, IndicatorRow
from compare_app.domain.model import CellRef, Indicator, Result, Sample
from compare_app.domain.record import Record
from compare_app.domain.terms import (
    Basis,
    Comparability,
    Direction,
    Market,
    Role,
    Route,
    SampleKind,
    Scale,
    Standing,
    Verdict,
)
from compare_app.domain.tone import Tone
from compare_app.engine.boards import quadrant_chart
from compare_app.engine.gap import practical_margin
from compare_app.engine.gap_charts import diverging
from compare_app.engine.scene import Scene
from compare_app.text.wording import Wording
from tests.engine import made
from tests.engine.test_compare import ABROAD, DOMESTIC, NATIONAL, OURS, OWN

ENGLISH = Wording.load("en")
VERDICT = made.indicator("drop", unit="", scale=Scale.NOMINAL, direction=Direction.PASS_FAIL)
CLASS = made.indicator(
    "coat", unit="", scale=Scale.ORDINAL, direction=Direction.GRADE, levels=("0级", "1级", "2级")
)
AIM = made.indicator("volume", unit="mL", direction=Direction.TARGET, target=D(500), tolerance=D(10))


def said(row: IndicatorRow, at: int = 0) -> list[str]:
    return [str(step.message) for step in row.gaps[at].steps]


def both(*records: Record, rows: list[Result]) -> Comparison:
    return made.compared([OURS, DOMESTIC, ABROAD, *records], rows)


def test_what_is_not_comparable_with_the_benchmark_has_no_score_against_it() -> None:
    rows = [
        *made.results("ours", "drop", "合格"),
        *made.results("ours", "coat", "1级"),
        *made.results("ours", "volume", "504"),
        *made.results("dom", "coat", "0级"),
    ]
    found = both(VERDICT, CLASS, AIM, rows=rows)
    (domestic, abroad) = found.scores
    assert (domestic.covered, domestic.value, domestic.weakest_id) == (1, D(50), "coat")
    assert domestic.weight_covered == D(1) / 3
    assert (abroad.covered, abroad.value, abroad.weakest_id) == (0, None, "")
    assert [found.row(name).score for name in ("drop", "volume")] == [None, None]  # type: ignore[union-attr]
    assert any("Not comparable with the benchmark" in str(step.message) for step in domestic.steps)
    (stable,) = found.assessment.sensitivity
    assert stable.role is Role.DOMESTIC


def test_a_failed_item_forbids_a_score_whatever_the_benchmark_has() -> None:
    rows = [
        *made.results("ours", "drop", "不合格"),
        *made.results("ours", "coat", "1级"),
        *made.results("dom", "coat", "0级"),
    ]
    assert both(VERDICT, CLASS, rows=rows).scores[0].value is None


def test_a_mixed_pair_of_classes_counts_as_it_did() -> None:
    rows = [*made.results("ours", "coat", "1级"), *made.results("dom", "coat", "0级", basis=Basis.DECLARED)]
    assert both(CLASS, rows=rows).scores[0].covered == 1


def test_a_min_max_score_says_what_it_was_taken_among() -> None:
    warm = made.indicator("warm", unit="℃", scale=Scale.INTERVAL)
    rows = [
        row
        for name, text in (("ours", "68"), ("dom", "71"), ("int", "66"))
        for row in made.results(name, "warm", text)
    ]
    found = both(warm, rows=rows).scores[0]
    assert found.value == D(40)
    (line,) = [str(step.message) for step in found.steps if "min–max" in str(step.message)]
    assert "x = 68, worst 66, best 71 ℃ among the 3 comparable products" in line


@pytest.mark.parametrize(("own", "route"), [("≥38", Route.RAISE_PRODUCT), ("≥34", Route.RAISE_BOTH)])
def test_what_fails_a_binding_limit_never_keeps_a_lead(own: str, route: Route) -> None:
    mor = made.indicator("mor")
    records = [
        mor, OWN, NATIONAL, *made.executes("ours", OWN, NATIONAL),
        made.requirement(OWN.id, "mor", own), made.requirement(NATIONAL.id, "mor", "≥35"),
    ]  # fmt: skip
    rows = [row for name, text in (("ours", "33"), ("dom", "30")) for row in made.results(name, "mor", text)]
    found = both(*records, rows=rows)
    (quadrant,) = [one for one in found.quadrants if one.market is Market.DOMESTIC]
    assert (quadrant.route, quadrant.product, quadrant.failed) == (route, Standing.AHEAD, True)
    assert "is not met: first meet it" in str(quadrant.reason)
    chart = quadrant_chart(made.project_of([OURS, DOMESTIC, *records]), found, ENGLISH, Role.DOMESTIC)
    assert isinstance(chart, QuadrantChart)
    assert (chart.items[0].row, chart.items[0].tone) == (0, Tone.FAIL)


@pytest.mark.parametrize(("theirs", "tone"), [("45", Tone.LEVEL), ("40", Tone.BETTER)])
def test_level_is_no_lead_in_the_quadrants(theirs: str, tone: Tone) -> None:
    records = [
        made.indicator("mor"), OWN, NATIONAL, *made.executes("ours", OWN),
        made.requirement(OWN.id, "mor", "≥38"), made.requirement(NATIONAL.id, "mor", "≥35"),
    ]  # fmt: skip
    rows = [
        row for name, text in (("ours", "45"), ("dom", theirs)) for row in made.results(name, "mor", text)
    ]
    chart = quadrant_chart(
        made.project_of([OURS, DOMESTIC, *records]), both(*records, rows=rows), ENGLISH, Role.DOMESTIC
    )
    assert isinstance(chart, QuadrantChart)
    assert [one.tone for one in chart.items] == [tone]


def test_near_a_target_the_row_shows_the_single_values_that_the_gap_comes_from() -> None:
    rows = [
        *made.results("ours", "volume", "505", "511", "498"),
        *made.results("dom", "volume", "503", "504"),
    ]
    row = both(AIM, rows=rows).row("volume")
    assert row is not None
    assert row.gaps[0].absolute == D(-7)  # 511 is 11 away, 504 is 4
    assert [str(one) for one in row.gaps[0].remarks] == ["farthest single values: ours 511, theirs 504"]
    assert "Compared as numbers only: significance is not computed near a target" in said(row)
    plain = both(AIM, rows=[*made.results("ours", "volume", "505"), *made.results("dom", "volume", "503")])
    assert plain.row("volume").gaps[0].remarks == ()  # type: ignore[union-attr]


def test_numbers_only_says_what_is_missing() -> None:
    one = [*made.results("ours", "x", "40"), *made.results("dom", "x", "44", "45")]
    row = both(made.indicator("x"), rows=one).row("x")
    assert row is not None
    assert any("not several single values on both sides" in line for line in said(row))
    stated = [replace(result, basis=Basis.DECLARED) for result in one]
    row = both(made.indicator("x"), rows=stated).row("x")
    assert row is not None
    assert any("needs tested values on both sides" in line for line in said(row))


@pytest.mark.parametrize(
    ("fields", "bounds", "words"),
    [
        (
            {"scale": Scale.INTERVAL, "unit": "℃", "rounding": D("0.1")},
            [D(68)],
            "the rounding interval alone",
        ),
        ({"scale": Scale.INTERVAL, "unit": "℃", "rounding": None}, [D(68)], "no rounding interval is given"),
        ({"rounding": D("0.1")}, [], "no limit of its own"),
        ({"rounding": D("0.1")}, [D(68)], "the larger of"),
    ],
)
def test_delta_says_which_part_of_the_rule_it_used(
    fields: dict[str, object], bounds: list[D], words: str
) -> None:
    assert words in str(practical_margin(made.indicator("x", **fields), bounds).trace.message)


@pytest.mark.parametrize(
    ("indicator", "words"),
    [
        (made.indicator("x", unit="℃", scale=Scale.INTERVAL), "no per cent on this scale"),
        (
            made.indicator("x", direction=Direction.TARGET, target=D(500), tolerance=D(10)),
            "distance to the target",
        ),
    ],
)
def test_a_missing_per_cent_has_its_own_reason(indicator: Indicator, words: str) -> None:
    rows = [*made.results("ours", "x", "490"), *made.results("dom", "x", "504")]
    records = [OURS, DOMESTIC, indicator]
    chart = diverging(Scene(made.project_of(records), made.compared(records, rows), ENGLISH, Role.DOMESTIC))
    assert isinstance(chart, Diverging)
    assert [words in bar.note for bar in chart.bars] == [True]


def test_an_input_that_a_formula_cannot_use_is_named_with_its_cell() -> None:
    capacity, mass = made.indicator("Cap", name="额定容量"), made.indicator("W", name="质量")
    density = made.indicator("ed", formula="Cap / W")
    cell = CellRef("电池.xlsx", "实测", "D5")
    rows = [
        *made.results("ours", "Cap", "12"), *made.results("ours", "W", "4"),
        *made.results("dom", "Cap", "13.0~13.4", cell=cell), *made.results("dom", "W", "4"),
    ]  # fmt: skip
    row = both(capacity, mass, density, rows=rows).row("ed")
    assert row is not None
    assert row.gaps[0].comparability is Comparability.NOT_COMPARABLE
    (remark,) = map(str, row.gaps[0].remarks)
    assert "额定容量 (Cap): 13.0~13.4 is no single number" in remark
    assert str(cell) in remark


def test_alone_there_is_no_rank() -> None:
    row = both(made.indicator("x"), rows=made.results("ours", "x", "40")).row("x")
    assert row is not None
    assert row.pool is not None
    assert row.pool.alone
    assert str(row.pool.steps[0].message) == "No rank: fewer than two comparable products"


def test_a_prototype_beside_an_unstated_sample_is_compared_and_said() -> None:
    sample = Sample("s", "dom", "P1", kind=SampleKind.PROTOTYPE)
    rows = [*made.results("ours", "x", "40"), *made.results("dom", "x", "44", sample_id="s")]
    row = both(made.indicator("x"), sample, rows=rows).row("x")
    assert row is not None
    assert row.gaps[0].comparability is Comparability.COMPARABLE
    assert "the other is a prototype" in str(row.gaps[0].remarks[0])


def test_a_declared_edition_that_began_after_production_binds_and_is_said() -> None:
    late = replace(OWN, effective=date(2025, 4, 1))
    early = replace(OURS, produced=date(2025, 3, 6))
    records = [early, DOMESTIC, made.indicator("mor"), late, *made.executes("ours", late)]
    found = made.compared(
        [*records, made.requirement(late.id, "mor", "≥38")], made.results("ours", "mor", "40")
    )
    assert any(
        "on the day of production" in str(one) and "binds as declared" in str(one) for one in found.warnings
    )
    assert found.row("mor").judgements[0].declared  # type: ignore[union-attr]


def test_limits_that_look_alike_say_by_which_comparison_one_is_the_stricter() -> None:
    from compare_app.domain.digest import mode_reason
    from compare_app.domain.terms import ComparisonMode

    records = [
        OURS, made.indicator("mor"), OWN, NATIONAL, *made.executes("ours", OWN),
        made.requirement(OWN.id, "mor", "≥12.0"),
        made.requirement(NATIONAL.id, "mor", "≥12.0", mode=ComparisonMode.ROUNDED_VALUE),
    ]  # fmt: skip
    (row,) = [one for one in made.compared(records, []).standards if one.ours and one.theirs]
    assert row.verdict is Verdict.STRICTER
    assert str(mode_reason(row)) == "ours by full_value, theirs by rounded_value"
