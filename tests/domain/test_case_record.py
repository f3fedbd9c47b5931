"""What a case keeps: diagnosis and prescription written and read again, parts typed, closed only with what it takes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.case_fields import edited, typed_cause, with_field
from compare_app.domain.case_proof import close, met
from compare_app.domain.cause import Cause, diagnosis_text, parse_diagnosis
from compare_app.domain.loop import Action, Case, Remedy, Verification
from compare_app.domain.prescription import Measure, measures, with_measure
from compare_app.domain.project import Project
from compare_app.domain.record import Record
from compare_app.domain.remedy_library import EXPERIENCE, found, library, shipped, suitable
from compare_app.domain.terms import CaseKind, CaseOutcome, CauseBranch, CauseState, Trust, Urgency
from compare_app.errors import AppError
from tests.domain.test_cause import KEYS
from tests.engine.made import CATEGORY, indicator

CASE = Case("c1", "p1", number="2026-001", complaint="噪声大")
ON = date(2026, 11, 27)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS | st.text(), inner),
)


# --- diagnosis --------------------------------------------------------------------------------------------------------


@given(JSON)
def test_what_was_read_is_written_and_read_again(value: object) -> None:
    causes = parse_diagnosis(json.dumps(value))
    assert parse_diagnosis(diagnosis_text(causes)) == causes


def test_writing_is_canonical_and_keeps_what_is_not_ours() -> None:
    typed = '[{"站位": "3#", "branch": "钱", "why": "贵", "cause": "换料", "confidence": "七成"}]'
    written = diagnosis_text(parse_diagnosis(typed))
    assert json.loads(written) == [
        {"branch": "钱", "cause": "换料", "confidence": "七成", "why": ["贵"], "站位": "3#"}
    ]
    assert diagnosis_text(parse_diagnosis(written)) == written
    assert diagnosis_text(()) == ""


def test_a_new_state_and_branch_replace_the_words_that_no_longer_hold() -> None:
    (one,) = parse_diagnosis('[{"branch": "钱", "cause": "x", "confidence": "七成"}]')
    after = one.in_state(CauseState.CONFIRMED).on_branch(CauseBranch.MATERIAL)
    assert json.loads(diagnosis_text([after])) == [{"branch": "料", "cause": "x", "confidence": "confirmed"}]
    assert one.in_state(CauseState.OPEN).confidence == "七成"


@pytest.mark.parametrize("name", ["prescription", "处方", "Prescription"])
def test_a_part_is_named_by_its_name_or_by_its_caption(name: str) -> None:
    assert with_field(CASE, name, "换风轮").prescription == "换风轮"


# --- prescription -----------------------------------------------------------------------------------------------------


def test_measures_of_a_prescription() -> None:
    assert measures("1. 铜线偏粗 → 复检\n\n- 换模具\n2.5 mm 改 3 mm\n a -> b -> c") == (
        Measure("复检", "铜线偏粗"),
        Measure("换模具"),
        Measure("2.5 mm 改 3 mm"),
        Measure("b -> c", "a"),
    )


def test_a_measure_is_written_once() -> None:
    once = with_measure("换模具", Measure("复检", "铜线偏粗"))
    assert once == "换模具\n铜线偏粗 → 复检"
    assert with_measure(once, Measure("复 检")) == once
    assert [str(one) for one in measures(once)] == once.splitlines()


# --- typed parts ------------------------------------------------------------------------------------------------------


def test_parts_by_word_and_value() -> None:
    assert with_field(CASE, "kind", "治未病（强身健体）").kind is CaseKind.PREVENT
    assert with_field(CASE, "urgency", "urgent").urgency is Urgency.URGENT
    assert with_field(CASE, "opened", "2026-05-01").opened == date(2026, 5, 1)
    assert with_field(CASE, "opened", "").opened is None
    assert edited(CASE, "complaint", " 噪声大 ") is None
    for name, text in (("kind", "感冒"), ("opened", "昨天"), ("diagnosis", "x"), ("id", "x")):
        with pytest.raises(AppError):
            with_field(CASE, name, text)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("料: 铜线偏粗", Cause("铜线偏粗", CauseBranch.MATERIAL)),
        ("工艺：温度低", Cause("温度低", CauseBranch.METHOD)),
        ("比例 1:2 不对", Cause("比例 1:2 不对")),
        ("料:", Cause("料:")),
    ],
)
def test_causes_as_typed(typed: str, wanted: Cause) -> None:
    assert typed_cause(typed) == wanted


# --- closing ----------------------------------------------------------------------------------------------------------


def project(*more: Record) -> Project:
    return Project("p", "p").with_records([CASE, Action("a1", "p1", 1, "", case_id="c1"), *more])


def test_closing_needs_a_follow_up_and_cured_needs_proof_or_a_reason() -> None:
    with pytest.raises(AppError, match="CASE-FOLLOW-UP"):
        close(project(), CASE, CaseOutcome.IMPROVED, " ", ON)
    with pytest.raises(AppError, match="CASE-PROOF"):
        close(project(), CASE, CaseOutcome.CURED, "复测", ON)
    (given_reason,) = close(project(), CASE, CaseOutcome.CURED, "复测", ON, "客户现场验收").puts
    assert isinstance(given_reason, Case)
    assert (given_reason.follow_up, given_reason.closed) == ("复测\n客户现场验收", ON)
    proved = project(Verification("v1", "a1", ON, met=True))
    (closed,) = close(proved, CASE, CaseOutcome.CURED, "复测", ON).puts
    assert isinstance(closed, Case)
    assert (closed.outcome, closed.follow_up, closed.closed) == (CaseOutcome.CURED, "复测", ON)
    (again,) = close(proved, closed, CaseOutcome.OPEN, "", ON).puts
    assert isinstance(again, Case)
    assert (again.outcome, again.closed, again.follow_up) == (CaseOutcome.OPEN, None, "复测")


def test_only_the_latest_retest_of_a_row_of_this_case_proves() -> None:
    early = Verification("v1", "a1", date(2026, 1, 1), met=True)
    late = Verification("v2", "a1", date(2026, 2, 1), met=False)
    assert met(project(early), CASE) == (early,)
    assert met(project(late, early), CASE) == ()
    same_day = replace(late, on=early.on, at=datetime(2026, 1, 2, tzinfo=UTC))
    assert met(project(same_day, early), CASE) == ()
    assert met(project(replace(early, waived_by="张三")), CASE) == ()
    assert met(project(replace(early, action_id="other")), CASE) == ()


# --- library ----------------------------------------------------------------------------------------------------------


def test_the_shipped_table_speaks_of_the_three_sample_categories_and_is_marked() -> None:
    by_category: dict[str, dict[str, list[Remedy]]] = {}
    for one in shipped().values():
        by_category.setdefault(one.category, {}).setdefault(one.symptom, []).append(one)
        assert one.source.trust is Trust.UNCONFIRMED
        assert one.source.document
        assert one.branch is not None
        assert one.cause
        assert one.measure
        assert one.source.document == EXPERIENCE or one.source.place
    assert set(by_category) == {"房间空气调节器", "LED 光源", "陶瓷砖"}
    for symptoms in by_category.values():
        assert len(symptoms) >= 8
        assert all(2 <= len(causes) <= 5 for causes in symptoms.values())
        assert {one.branch for causes in symptoms.values() for one in causes} >= {
            CauseBranch.MATERIAL,
            CauseBranch.METHOD,
            CauseBranch.MACHINE,
            CauseBranch.MEASUREMENT,
        }


def test_no_shipped_line_states_a_figure_of_its_own() -> None:
    """A number in a cause or a measure would be a limit that nobody sourced; names of quantities may have digits."""
    digits = [
        one.id
        for one in shipped().values()
        if any(sign.isdigit() for sign in one.symptom + one.cause + one.measure + one.advice)
        and one.source.document == EXPERIENCE
    ]
    assert digits == []


def test_a_project_overrules_hides_and_adds() -> None:
    first = next(iter(shipped().values()))
    own = Remedy("mine", "异响", cause="松动", measure="紧固")
    mended = replace(first, measure="自己的措施")
    lines = library(Project("p", "p").with_records([mended, own]))
    assert lines[0] is mended
    assert lines[-1] is own
    assert len(lines) == len(shipped()) + 1
    away = Project("p", "p").with_records([replace(first, hidden=True)])
    assert first.id not in {one.id for one in library(away)}
    assert first.id in {one.id for one in library(away, hidden=True)}


def test_searching_and_fitting() -> None:
    lines = library(Project("p", "p"))
    assert {one.id for one in found(lines, "风轮 动平衡")} == {"ac-noise-in-1"}
    assert found(lines, "") == lines
    tile = replace(CATEGORY, name="陶瓷砖 BIa")
    named = suitable(lines, tile, indicator("E", name="吸水率"))
    assert named
    assert {one.indicator for one in named} <= {"吸水率", ""}
    assert {one.category for one in named} == {"陶瓷砖"}
    assert {one.category for one in suitable(lines, replace(CATEGORY, name="玩具"), None)} == set()
