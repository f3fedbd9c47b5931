"""Before and after: figures of what was tested again, silence about everything else; trends over what was released."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from compare_app.domain.charts import NoChart, Trend
from compare_app.domain.edit import Edit
from compare_app.domain.loop import Snapshot
from compare_app.domain.model import Inspection, Override, Sample, TestReport
from compare_app.domain.retest import Retest, values_of
from compare_app.domain.terms import Basis, Conclusion, Conformity, Direction, Role, Scale, Verdict
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.text.wording import Wording
from compare_app.workspace import Workspace
from tests.engine import made

WORDS = Wording.load("en")
DAY = date(2026, 11, 20)
ON = date(2026, 11, 23)
OWN = made.own_standard()
NOISE = made.indicator("noise", unit="dB", scale=Scale.LOGARITHMIC, direction=Direction.SMALLER, position=2)
DERIVED = made.indicator("twice", formula="x * 2", position=3)
LIMIT = made.requirement(OWN.id, "x", "≥35")


@pytest.fixture
def workspace(tmp_path: Path):
    found = Workspace.create(tmp_path / "x.dcmp")
    records = [
        made.CATEGORY,
        made.indicator("x"),
        NOISE,
        DERIVED,
        made.product("ours", Role.OURS),
        made.product("sibling", Role.OURS),
        made.product("home", Role.DOMESTIC),
        OWN,
        LIMIT,
        *made.executes("ours", OWN),
        *made.results("ours", "x", "33", "34", "35"),
        *made.results("ours", "noise", "50"),
        *made.results("home", "x", "40", "41", "42"),
        *made.results("sibling", "x", "30"),
    ]
    found.apply(Edit(M("Fill"), tuple(records)))
    yield found
    found.close()


def given(workspace: Workspace, number: str, *texts: str, day: date = DAY, code: str = "x") -> Retest:
    indicator = next(one for one in workspace.project.indicators("cat") if one.code == code)
    return Retest(
        "ours",
        values_of(indicator, texts),
        TestReport("", number),
        Sample("", "ours", f"S{number}"),
        day,
        "李",
    )


def test_what_was_not_tested_again_says_nothing(workspace: Workspace) -> None:
    workspace.retest(given(workspace, "1", "40", "41", "42"))
    found = workspace.improvement("ours", on=ON)
    x, noise, twice = found.indicators
    assert x.gap is not None
    assert (x.gap.absolute, x.gap.conclusion, x.gap.numeric_only) == (
        Decimal(7),
        Conclusion.CLEARLY_BETTER,
        False,
    )
    assert x.gap.relative is not None
    assert (noise.gap, str(noise.reason)) == (None, "not tested again")
    assert twice.gap is not None  # a formula over what was tested again
    assert twice.gap.absolute == 14
    assert [one.tested for one in found.passed if one] == [1, 1]
    assert [one.passed for one in found.passed if one] == [0, 1]
    comparison = workspace.compare("ours", ON)
    history = {
        row.indicator_id: gap
        for row in comparison.indicators
        for gap in row.gaps
        if gap.role is Role.OWN_HISTORY
    }
    assert history["x"].conclusion is Conclusion.CLEARLY_BETTER
    assert history["noise"].conclusion is None


def test_one_value_is_compared_as_a_number_only(workspace: Workspace) -> None:
    workspace.retest(given(workspace, "1", "48", code="noise"))
    found = workspace.improvement("ours", on=ON).indicators[1]
    assert found.gap is not None
    assert (found.gap.absolute, found.gap.relative, found.gap.interval95) == (Decimal(2), None, None)
    assert found.gap.numeric_only


def test_equal_values_of_a_new_report_are_a_re_test(workspace: Workspace) -> None:
    workspace.retest(given(workspace, "1", "33", "34", "35"))
    found = workspace.improvement("ours", on=ON).indicators[0]
    assert found.gap is not None
    assert found.gap.absolute == 0


def test_the_second_re_test_of_a_day_keeps_the_first_copy(workspace: Workspace) -> None:
    workspace.retest(given(workspace, "1", "38"))
    first = workspace.retest(given(workspace, "2", "39"))
    later = workspace.retest(given(workspace, "3", "40", day=date(2026, 11, 21)))
    assert first.earlier is not None
    assert later.earlier is not None
    assert [one.raw for one in workspace.results(first.earlier.id) if one.indicator_id == "x"] == [
        "33",
        "34",
        "35",
    ]
    assert [one.raw for one in workspace.results(later.earlier.id) if one.indicator_id == "x"] == ["39"]
    marks = [one.primary for one in workspace.project.products("cat") if one.earlier_of == "ours"]
    assert marks == [False, True]
    assert not [
        gap
        for row in workspace.compare("sibling", ON).indicators
        for gap in row.gaps
        if gap.role is Role.OWN_HISTORY
    ]


def test_declared_values_stay_and_verdicts_go_with_the_values(workspace: Workspace) -> None:
    declared = replace(made.results("ours", "x", "36")[0], replicate=2, basis=Basis.DECLARED)
    subject = f"result:ours:{LIMIT.id}"
    verdict = Override("o", subject, Conformity.PASS.value, "复核", "王")
    workspace.apply(Edit(M("More"), (declared, verdict)))
    found = workspace.retest(given(workspace, "1", "30", "31", "32"))
    rows = [
        (one.replicate, one.raw, one.basis) for one in workspace.results("ours") if one.indicator_id == "x"
    ]
    tested = Basis.TESTED
    assert rows == [(1, "30", tested), (2, "36", Basis.DECLARED), (3, "31", tested), (4, "32", tested)]
    assert found.earlier is not None
    assert [one.subject for one in workspace.project.all(Override).values()] == [
        f"result:{found.earlier.id}:{LIMIT.id}"
    ]
    (judged,) = workspace.compare("ours", ON).indicators[0].judgements
    assert judged.conformity is Conformity.FAIL


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"report": TestReport("", " ")}, "RETEST-EVIDENCE"),
        ({"sample": Sample("", "ours", "")}, "RETEST-EVIDENCE"),
        ({"product_id": "home"}, "RETEST-PRODUCT"),
    ],
)
def test_a_re_test_without_evidence_is_none(
    workspace: Workspace, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(AppError) as error:
        workspace.retest(replace(given(workspace, "1", "40"), **changes))  # type: ignore[arg-type]
    assert error.value.code == code
    assert len(workspace.project.products("cat")) == 3


def test_limits_of_then_and_now(workspace: Workspace) -> None:
    state = workspace.release("ours", "当时", ON, "甲")
    harder = made.requirement(OWN.id, "x", "≥40", id=LIMIT.id)
    more = made.requirement(OWN.id, "noise", "≤60", unit="dB")
    workspace.apply(Edit(M("Harder"), (harder, more)))
    found = workspace.improvement("ours", state.id, on=ON)
    said = {one.indicator_id: (one.before, one.after, one.verdict) for one in found.limits}
    assert said["x"] == ("≥35 MPa", "≥40 MPa", Verdict.STRICTER)
    assert said["noise"][2] is Verdict.MISSING_THEIRS
    back = workspace.release("ours", "现在", ON, "甲")
    again = workspace.improvement("ours", back.id, state.id, ON)
    assert {one.indicator_id: one.verdict for one in again.limits} == {
        "x": Verdict.LOOSER,
        "noise": Verdict.MISSING_OURS,
    }


def test_inspections_before_and_since(workspace: Workspace) -> None:
    rows = [
        Inspection("i1", "瓷砖", 4, 1, inspected_on=date(2026, 11, 1), product_id="ours"),
        Inspection("i2", "瓷砖", 6, 0, inspected_on=date(2026, 11, 22), product_id="ours"),
        Inspection("i3", "瓷砖", 9, 9, inspected_on=date(2026, 12, 22), product_id="ours"),
    ]
    workspace.apply(Edit(M("Inspections"), tuple(rows)))
    state = workspace.release("ours", "当时", date(2026, 11, 10), "甲")
    before, after = workspace.improvement("ours", state.id, on=ON).inspections
    assert before is not None
    assert after is not None
    assert (before.passed, before.tested, after.passed, after.tested) == (3, 4, 6, 6)


def test_the_same_state_has_one_digest(workspace: Workspace) -> None:
    first = workspace.release("ours", "一", ON, "甲")
    second = workspace.release("ours", "二", ON, "乙")
    assert first.digest == second.digest
    assert workspace.state_digest("ours", ON) == first.digest
    workspace.apply(Edit(M("x"), tuple(made.results("ours", "noise", "51"))))
    assert workspace.state_digest("ours", ON) != first.digest
    assert workspace.release("ours", "三", ON, "甲").digest == workspace.state_digest("ours", ON)


def test_trends_over_released_states(workspace: Workspace) -> None:
    assert isinstance(workspace.chart("ours", "trend", WORDS, ON), NoChart)
    for number, texts in enumerate((("33", "34", "35"), ("37", "38", "39"), ("43", "44", "45")), 1):
        day = date(2026, number, 20)
        workspace.retest(given(workspace, str(number), *texts, day=day))
        workspace.release("ours", f"第 {number} 轮", day, "甲")
    rate = workspace.chart("ours", "trend", WORDS, ON)
    assert isinstance(rate, Trend)
    assert [one.note for one in rate.points] == ["0/1", "1/1", "1/1"]
    assert all(one.interval is not None for one in rate.points)
    gap = workspace.chart("ours", "trend:x", WORDS, ON)
    assert isinstance(gap, Trend)
    assert [one.text for one in gap.points] == ["−7", "−3", "+3"]
    assert gap.span is not None
    assert gap.span[0] < -7 < 3 < gap.span[1]
    assert isinstance(
        workspace.chart("ours", "trend:noise", WORDS, ON), NoChart
    )  # the benchmark has no value
    step = workspace.chart("ours", "trend:step", WORDS, ON)
    assert isinstance(step, Trend)
    assert step.points[0].text == "L0"
    score = workspace.chart("ours", "trend:score", WORDS, ON)
    assert isinstance(score, Trend)
    assert [one.value for one in score.points] == sorted(one.value for one in score.points)
    with pytest.raises(AppError, match="There is no trend"):
        workspace.chart("ours", "trend:nothing", WORDS, ON)


def test_a_release_that_cannot_be_read_is_no_point(workspace: Workspace) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    workspace.apply(Edit(M("Old"), (Snapshot("s", "ours", at, "旧", '{"ladder": {"step": 1}}'),)))
    assert isinstance(workspace.chart("ours", "trend", WORDS, ON), NoChart)
    with pytest.raises(AppError, match="cannot be read"):
        workspace.improvement("ours", "s", on=ON)
    with pytest.raises(AppError, match="There is no released state"):
        workspace.improvement("ours", "nothing", on=ON)


def test_without_an_earlier_state_there_is_no_before(workspace: Workspace) -> None:
    with pytest.raises(AppError, match="no earlier state") as error:
        workspace.improvement("ours", on=ON)
    assert error.value.code == "IMPROVEMENT-BEFORE"
