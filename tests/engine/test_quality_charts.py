"""Control chart, histogram, Gantt and fishbone from small projects: what is drawn, and what is refused and why."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from compare_app.domain.charts import ChartSpec, NoChart
from compare_app.domain.loop import Action, Case
from compare_app.domain.model import Result, Sample
from compare_app.domain.pool import Pool
from compare_app.domain.quality_charts import Control, Fishbone, Gantt, Histogram
from compare_app.domain.record import Record
from compare_app.domain.terms import ActionStatus, Basis, Direction, Role, Scale
from compare_app.domain.tone import Tone
from compare_app.engine.charts import chart_of
from compare_app.errors import AppError
from compare_app.text.wording import Wording
from tests.engine import made

EN = Wording.load("en")
OURS = made.product("ours", Role.OURS)
X = made.indicator("x", name="强度", name_en="Strength")
START = date(2026, 1, 5)


def _no_pool() -> Pool:
    raise AssertionError("no chart of quality asks for the pool")


def chart(kind: str, records: Sequence[Record], values: Sequence[Result], words: Wording = EN) -> ChartSpec:
    every = [OURS, *([] if any(one.id == "x" for one in records if hasattr(one, "code")) else [X]), *records]
    comparison = made.compared(every, values)
    mine = [one for one in values if one.product_id == "ours"]
    return chart_of(made.project_of(every), comparison, kind, words, pool=_no_pool, results=lambda: mine)


def control(records: Sequence[Record], values: Sequence[Result]) -> Control:
    found = chart("control:x", records, values)
    assert isinstance(found, Control), found
    return found


def refusal(records: Sequence[Record], values: Sequence[Result], kind: str = "control:x") -> str:
    found = chart(kind, records, values)
    assert isinstance(found, NoChart), found
    return f"{found.reason} | {found.remedy}"


def batches(
    *groups: Sequence[str], names: str = "B-{:02}", dated: bool = True
) -> tuple[list[Sample], list[Result]]:
    """A sample a group with its batch and date of production, and its values."""
    samples, values = [], []
    for at, texts in enumerate(groups):
        produced = START + timedelta(days=at) if dated else None
        samples.append(Sample(f"s{at}", "ours", f"S{at}", batch=names.format(at + 1), produced=produced))
        values += made.results("ours", "x", *texts, sample_id=f"s{at}")
    return samples, numbered(values)


def numbered(values: Sequence[Result]) -> list[Result]:
    return [replace(one, replicate=at + 1) for at, one in enumerate(values)]


def singles(count: int) -> list[list[str]]:
    return [[f"{40 + at % 3}.0"] for at in range(count)]


# --- control chart ----------------------------------------------------------------------------------------------------


def test_twenty_batches_of_one_are_single_values_in_order_of_production() -> None:
    samples, values = batches(*singles(20))
    samples[0], samples[19] = (
        replace(samples[0], produced=samples[19].produced),
        replace(samples[19], produced=samples[0].produced),
    )
    found = control(samples, values)
    assert [one.label for one in found.places][::19] == ["B-20", "B-01"]  # the dates decide, not the names
    assert "(I-MR)" in found.title
    assert found.axis == "20 batches of 1, by date of production · MPa"
    assert [one.text for one in found.location.points][:3] == ["41.0", "41.0", "42.0"]
    assert found.spread.points[0].value is None
    assert "Preliminary: 20 points" in found.footnote
    assert "batch B-20" in found.places[0].story


def test_the_limits_are_those_of_the_values() -> None:
    found = control(*batches(*singles(21)))  # moving ranges 1, 1, 2 in turn, the last one shorter
    assert found.location.centre == 41.0
    mean = (7 * 1 + 7 * 1 + 6 * 2) / 20
    assert found.location.high == pytest.approx(41 + 2.66 * mean)
    assert found.location.high_text == f"UCL {41 + 2.66 * mean:.2f}"
    assert found.spread.high == pytest.approx(3.267 * mean)
    assert found.spread.low is None
    assert found.spread.low_text == ""


def test_equal_batches_are_means_and_ranges() -> None:
    found = control(*batches(*[["40.0", "41.0", "42.0", "43.0"]] * 5))
    assert "(Xbar-R)" in found.title
    assert found.location.name == "mean of 4"
    assert [one.text for one in found.location.points] == ["41.50"] * 5
    assert "values: 40.0, 41.0, 42.0, 43.0" in found.places[0].story
    assert "(Xbar-S)" in control(*batches(*[[str(at) for at in range(11)]] * 2)).title


def test_a_signal_is_told_with_its_place_and_rule() -> None:
    texts = singles(24)
    texts[10] = ["55.0"]
    found = control(*batches(*texts))
    assert found.location.points[10].marks == (1,)
    assert "single value: beyond a control limit (B-11)" in found.verdict
    assert "test 1: beyond a control limit" in found.places[10].story
    assert control(*batches(*singles(24))).verdict.startswith("● No signal")


def test_no_limit_of_a_standard_stands_on_a_control_chart() -> None:
    standard = made.edition("GB/T 1-2020")
    limit = made.requirement(standard.id, "x", "≥41.9")
    samples, values = batches(*singles(20))
    plain, limited = control(samples, values), control([*samples, standard, limit], values)
    assert plain == limited


def test_days_stand_in_for_batches() -> None:
    values = numbered(
        [
            one
            for at in range(20)
            for one in made.results("ours", "x", f"{40 + at % 3}.0", tested_on=START + timedelta(days=at))
        ]
    )
    found = control([], values)
    assert found.axis == "20 days of 1, by date of test · MPa"
    assert found.places[0].label == "2026-01-05"


def test_batch_numbers_order_what_has_no_date() -> None:
    samples, values = batches(*singles(20), names="2026/{}", dated=False)
    found = control([samples[5], *samples[:5], *samples[6:]], values)
    assert "by batch number" in found.axis
    assert [one.label for one in found.places][8:11] == ["2026/9", "2026/10", "2026/11"]


def test_repeats_on_one_specimen_are_one_value() -> None:
    samples, values = batches(*singles(19))
    twice = [replace(one, specimen="a") for one in made.results("ours", "x", "40.0", "42.0", sample_id="s0")]
    assert "there are 19" in refusal(samples, numbered([*values[1:], *twice]))
    more = made.results("ours", "x", "41.0", sample_id="s19")
    samples.append(Sample("s19", "ours", "S", batch="B-20", produced=date(2026, 3, 1)))
    found = control(samples, numbered([*values[1:], *twice, *more]))
    assert found.location.points[0].value == 41.0


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "at least 20 tested single values of one indicator; there are 0"), (19, "there are 19")],
)
def test_too_few_values_are_counted(count: int, said: str) -> None:
    assert said in refusal(*batches(*singles(count)))


def test_a_bound_among_the_values_is_refused() -> None:
    assert "1 of 21 values are only known as a bound or a span (<40)" in refusal(
        *batches(*singles(20), ["<40"])
    )
    assert "(39~45)" in refusal(*batches(*singles(20), ["39~45"]))


def test_another_unit_is_refused_and_one_that_converts_is_not() -> None:
    samples, values = batches(*singles(20))
    assert "1 of 20 values cannot be converted to MPa" in refusal(
        samples, [replace(values[0], unit="kg"), *values[1:]]
    )
    found = control(samples, [replace(values[0], unit="kPa"), *values[1:]])
    assert found.location.points[0].text == "0.0400"


def test_without_an_order_there_is_no_chart() -> None:
    loose = numbered([one for texts in singles(20) for one in made.results("ours", "x", *texts)])
    assert "20 of 20 have neither a batch nor a date" in refusal([], loose)
    samples, values = batches(*singles(20), names="batch {}", dated=False)
    samples[3] = replace(samples[3], batch="the good one")
    assert "their names do not tell the order" in refusal(samples, values)
    half = [replace(one, batch="") for one in samples[:10]]
    half = [replace(one, produced=START + timedelta(days=at)) for at, one in enumerate(half)]
    assert "some have only a batch, others only a date" in refusal([*half, *samples[10:]], values)


def test_batches_of_one_day_need_names_that_tell_the_order() -> None:
    samples, values = batches(*singles(20), names="批{}号")
    same = [replace(one, produced=START) for one in samples]
    assert [one.label for one in control(same, values).places][:2] == ["批1号", "批2号"]
    named = [
        replace(one, batch="甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"[at]) for at, one in enumerate(same)
    ]
    assert "Several batches carry one date (2026-01-05)" in refusal(named, values)


def test_one_batch_and_unequal_batches_are_refused() -> None:
    assert "All 20 values are of one batch" in refusal(*batches([f"{at}.0" for at in range(20)]))
    unequal = refusal(*batches(*[["40.0", "41.0"]] * 9, ["40.0", "41.0", "42.0"]))
    assert "10 batches hold 2 to 3 values each" in unequal
    day = made.results("ours", "x", *[f"{at}.0" for at in range(20)], tested_on=START)
    assert "All 20 values are of one day" in refusal([], numbered(day))


def test_declared_values_and_means_are_no_points() -> None:
    samples, values = batches(*singles(20))
    declared = [replace(one, basis=Basis.DECLARED) for one in values]
    assert "there are 0" in refusal(samples, declared)


def test_another_test_condition_is_left_out_and_counted() -> None:
    samples, values = batches(*singles(23))
    found = control(samples, [*values[:20], *(replace(one, condition="湿态") for one in values[20:])])
    assert len(found.places) == 20
    assert "condition: 3 values" in found.footnote


def test_without_an_indicator_the_first_that_can_be_drawn() -> None:
    other = made.indicator("y", position=0)
    samples, values = batches(*singles(20))
    few = [replace(one, indicator_id="y") for one in values[:7]]
    found = chart("control", [X, other, *samples], [*values, *few])
    assert isinstance(found, Control)
    assert "Strength" in found.title
    none = chart("control", [X, other, *samples], [*values[:12], *few])
    assert isinstance(none, NoChart)
    assert "there are 12" in none.reason
    assert "Strength" in none.title


def test_classes_have_no_control_chart() -> None:
    grade = made.indicator("x", scale=Scale.ORDINAL, direction=Direction.GRADE)
    assert "there are 0" in refusal([grade], made.results("ours", "x", *["5"] * 25))


def test_an_indicator_is_named_by_id_code_or_name_or_refused() -> None:
    assert isinstance(chart("histogram:强度", [], made.results("ours", "x", "40")), Histogram)
    with pytest.raises(AppError) as caught:
        chart("control:nix", [], [])
    assert caught.value.code == "CHART-INDICATOR"
    assert "x" in str(caught.value.remedy)


# --- histogram --------------------------------------------------------------------------------------------------------


def histogram(records: Sequence[Record], values: Sequence[Result]) -> Histogram:
    found = chart("histogram:x", records, values)
    assert isinstance(found, Histogram), found
    return found


def test_seven_values_are_marks_and_eight_are_bars() -> None:
    texts = [f"{40 + at}.0" for at in range(8)]
    few = histogram([], made.results("ours", "x", *texts[:7]))
    assert (len(few.marks), few.bins) == (7, ())
    many = histogram([], made.results("ours", "x", *texts))
    assert many.marks == ()
    assert sum(one.count for one in many.bins) == 8
    assert many.facts == (
        ("n", "8"),
        ("mean", "43.50 MPa"),
        ("s (n − 1)", "2.45 MPa"),
        ("smallest … largest", "40.0 … 47.0 MPa"),
    )


def test_bars_are_never_finer_than_the_rounding_of_the_indicator() -> None:
    coarse = made.indicator("x", rounding=D(5))
    found = histogram([coarse], made.results("ours", "x", *[f"{40 + at % 10}.0" for at in range(60)]))
    assert all((one.high - one.low) % 5 == 0 for one in found.bins)
    fine = made.indicator("x", rounding=D("0.001"))
    found = histogram([fine], made.results("ours", "x", *["40", "41", "42", "43"] * 20))
    assert all(one.high - one.low >= 1 for one in found.bins)


def test_a_bound_is_told_and_takes_the_mean_away() -> None:
    found = histogram([], made.results("ours", "x", "40.0", "41.0", "<39"))
    assert found.facts == (("n", "2"),)
    assert not [one for one in found.rules if one.mean]
    assert "only a bound or a span is known: <39" in found.footnote


def test_one_value_has_no_mean_and_none_has_no_chart() -> None:
    found = histogram([], made.results("ours", "x", "40.0"))
    assert found.facts == (("n", "1"),)
    assert "No tested single value" in refusal([], [], "histogram:x")


def test_limits_stand_as_lines_with_their_verdict() -> None:
    standard = made.edition("GB/T 1-2020")
    limits = [made.requirement(standard.id, "x", text) for text in ("≥45", "≤50")]
    links = made.executes("ours", standard)
    found = histogram([standard, *limits, *links], made.results("ours", "x", "40.0", "41.0"))
    lines = {one.label: one for one in found.rules if not one.mean}
    assert set(lines) == {"≥45 GB/T 1-2020 ×", "≤50 GB/T 1-2020 ●"}
    assert lines["≥45 GB/T 1-2020 ×"].tone is Tone.FAIL
    assert lines["≤50 GB/T 1-2020 ●"].tone is Tone.NEUTRAL


def test_without_an_indicator_the_one_with_most_values() -> None:
    other = made.indicator("y", position=2)
    found = chart(
        "histogram", [X, other], [*made.results("ours", "x", "40"), *made.results("ours", "y", "1", "2")]
    )
    assert isinstance(found, Histogram)
    assert found.key == "y"


# --- Gantt ------------------------------------------------------------------------------------------------------------


def action(name: str, **fields: object) -> Action:
    values: dict[str, object] = {
        "id": name,
        "product_id": "ours",
        "position": 1,
        "gap": "45 ▼ 48",
        "indicator_id": "x",
    }
    return Action(**(values | fields))  # type: ignore[arg-type]


def test_an_action_is_a_bar_a_mark_or_words() -> None:
    day = made.ON
    found = chart(
        "gantt",
        [
            action("a", position=3, start=day, due=day + timedelta(days=9), measure="改进工艺"),
            action("b", position=1, due=day - timedelta(days=2)),
            action("c", position=2, start=day),
            action("d", position=4),
            action("e", position=5, start=day, due=day - timedelta(days=1), status=ActionStatus.VERIFIED),
        ],
        [],
    )
    assert isinstance(found, Gantt)
    rows = {one.key: one for one in found.rows}
    assert list(rows) == ["b", "c", "a", "d", "e"]  # the order of the plan
    assert rows["a"].label == "Strength: 改进工艺"
    assert "start 2026-11-23, due 2026-12-02" in rows["a"].story
    assert rows["b"].overdue
    assert rows["b"].state == "▼ overdue by 2 d, not started"
    assert (rows["b"].start, rows["b"].tone) == (None, Tone.WORSE)
    assert rows["c"].note == "no due date"
    assert rows["d"].note.startswith("no dates")
    assert rows["e"].note == "start after due"
    assert rows["e"].start is None  # no bar runs backwards
    assert (rows["e"].state, rows["e"].overdue) == ("● verified", False)


def test_an_empty_plan_says_what_to_do() -> None:
    assert "The plan has no action yet" in refusal([], [], "gantt")


# --- fishbone ---------------------------------------------------------------------------------------------------------


def fish(records: Sequence[Record], values: Sequence[Result] = ()) -> Fishbone:
    found = chart("fishbone:x", records, values)
    assert isinstance(found, Fishbone), found
    return found


def test_causes_stand_on_their_bones_and_those_of_the_plan_beside() -> None:
    diagnosis = json.dumps(
        [
            {
                "branch": "料",
                "cause": "含水率高",
                "evidence": "检验单",
                "confidence": "confirmed",
                "why": ["雨季", "无棚"],
            },
            {"branch": "钱", "cause": "预算不足"},
        ]
    )
    found = fish(
        [
            Case("c", "ours", "x", diagnosis=diagnosis),
            Case("other", "ours", "y", diagnosis="别的指标"),
            action("a", cause="模具磨损"),
            action("b", cause=" 含水率高 "),
            action("c", cause="模具磨损"),
        ]
    )
    bones = {one.code: one for one in found.bones}
    assert list(bones) == ["people", "machine", "material", "method", "environment", "measurement"]
    (wet,) = bones["material"].causes
    assert (wet.key, wet.text, wet.sign, wet.state) == ("c", "含水率高", "●", "confirmed")
    assert wet.story == "含水率高\n● confirmed\nevidence: 检验单\nwhy: 雨季 ← 无棚"
    assert [(one.key, one.text) for one in found.loose.causes] == [("c", "预算不足"), ("a", "模具磨损")]
    assert not found.hint
    assert sum(len(one.causes) for one in found.bones) == 1


def test_an_empty_fish_keeps_its_bones_and_says_how_to_fill_it() -> None:
    found = fish([], made.results("ours", "x", "45"))
    assert [one.name for one in found.bones][:2] == ["People", "Machine"]
    assert "No cause is entered" in found.hint
    assert found.head == "Strength (MPa)\n45 MPa"


def test_the_head_is_the_gap_of_highest_priority() -> None:
    benchmark = made.product("dom", Role.DOMESTIC, primary=True)
    values = [*made.results("ours", "x", "40"), *made.results("dom", "x", "50")]
    found = chart("fishbone", [benchmark], values)
    assert isinstance(found, Fishbone)
    assert found.head == "Strength (MPa)\n40 ▼ 50 MPa\n−20.0 %\ndom"
    standard = made.edition("GB/T 1-2020")
    limit = made.requirement(standard.id, "x", "≥45")
    failed = chart("fishbone", [benchmark, standard, limit, *made.executes("ours", standard)], values)
    assert isinstance(failed, Fishbone)
    assert failed.head == "Strength (MPa)\n40 × ≥45 MPa\nGB/T 1-2020"
    assert "No gap to explain" in refusal([], made.results("ours", "x", "40"), "fishbone")
