"""Cases as they are proposed, what they lack, the rows their prescription makes, what the library learns from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from compare_app.domain.case_fields import CaseProposal
from compare_app.domain.cause import parse_diagnosis
from compare_app.domain.comparison import Comparison
from compare_app.domain.loop import Case, Remedy
from compare_app.domain.model import Result
from compare_app.domain.project import Project
from compare_app.domain.record import Record
from compare_app.domain.remedy_library import library
from compare_app.domain.terms import (
    ActionType,
    CaseKind,
    CaseOutcome,
    CaseSource,
    CauseBranch,
    Force,
    Role,
    Severity,
    Urgency,
)
from compare_app.engine.cases import (
    actions_from,
    lessons,
    next_number,
    propose_case,
    reminders,
    take_over,
)
from compare_app.text.message import Message
from tests.engine.made import (
    ON,
    compared,
    edition,
    executes,
    indicator,
    own_standard,
    product,
    project_of,
    requirement,
    results,
)

OURS = product("ours", Role.OURS)
BEST = product("best", Role.DOMESTIC, primary=True)
OWN = own_standard()
A = indicator(severity=Severity.A)
B = indicator(severity=Severity.B)


def world(
    one: object, limit: str, ours: Sequence[str], theirs: Sequence[str] = (), *more: Record
) -> tuple[Project, Comparison]:
    records: list[Record] = [one, OURS, BEST, OWN, *executes("ours", OWN), *more]  # type: ignore[list-item]
    if limit:
        records.append(requirement(OWN.id, "x", limit))
    rows: list[Result] = [*results("ours", "x", *ours), *results("best", "x", *theirs)]
    return project_of(records), compared(records, rows)


def proposed(one: object, limit: str, ours: Sequence[str], theirs: Sequence[str] = ()) -> CaseProposal:
    project, comparison = world(one, limit, ours, theirs)
    return propose_case(project, comparison, "x", ON)


def reasons(proposal: CaseProposal) -> list[str]:
    return [one.template for one in proposal.reasons]


def test_a_failed_a_item_is_urgent_and_told_in_signs_and_numbers() -> None:
    found = proposed(A, "≥40", ["38"])
    case = found.case
    assert (case.number, case.opened) == ("2026-001", ON)
    assert (case.kind, case.urgency, case.source) == (CaseKind.CURE, Urgency.URGENT, CaseSource.COMPARISON)
    assert case.complaint == "x: 38 × ≥40 MPa (Q/SL 1-2025)"
    assert reasons(found) == ["Cure: {standard} {limit} is not met", "Urgent: an A item fails"]


def test_a_failed_b_item_and_a_lag_are_routine() -> None:
    failed = proposed(B, "≥40", ["38"]).case
    assert (failed.kind, failed.urgency) == (CaseKind.CURE, Urgency.ROUTINE)
    lag = proposed(A, "", ["38"], ["40"]).case
    assert (lag.kind, lag.urgency) == (CaseKind.CURE, Urgency.ROUTINE)
    assert lag.complaint == "x: 38 ▼ 40 MPa (−5.0 %) · best"


def test_a_recommended_requirement_alone_is_not_urgent() -> None:
    gb = edition("GB/T 1-2020", force=Force.RECOMMENDED)
    project, comparison = world(A, "", ["38"], [], gb, requirement(gb.id, "x", "≥40"))
    case = propose_case(project, comparison, "x", ON).case
    assert (case.kind, case.urgency) == (CaseKind.CURE, Urgency.ROUTINE)


def test_what_holds_by_little_is_prevention() -> None:
    small = proposed(A, "≥40", ["40.1"], ["40.0"])
    assert small.case.kind is CaseKind.PREVENT
    assert reasons(small)[0] == "Prevention: met by only {margin}, no more than Δ {delta}"
    wide = proposed(A, "≥40", ["50"], ["40.0"])
    assert reasons(wide)[0] == "Prevention: met by {margin}"
    ahead = proposed(A, "", ["50"], ["40.0"])
    assert (ahead.case.kind, ahead.case.complaint) == (CaseKind.PREVENT, "x: 50 ▲ 40.0 MPa")


def test_nothing_is_said_of_what_was_not_measured() -> None:
    case = proposed(A, "≥40", []).case
    assert (case.kind, case.urgency, case.source) == (
        CaseKind.UNSTATED,
        Urgency.UNSTATED,
        CaseSource.UNSTATED,
    )
    assert case.complaint == "x"


def test_a_complaint_keeps_the_words_and_the_finding_goes_to_the_examination() -> None:
    project, comparison = world(A, "≥40", ["50"])
    case = propose_case(project, comparison, "x", ON, complaint=" 客户说易裂 ").case
    assert (case.complaint, case.kind, case.source) == ("客户说易裂", CaseKind.CURE, CaseSource.COMPLAINT)
    assert case.examination == "x: 50 ● ≥40 MPa (Q/SL 1-2025)"


def test_the_named_item_is_the_complaint() -> None:
    other = requirement(OWN.id, "x", "≥45")
    project, comparison = world(A, "≥40", ["38"], [], other)
    assert "≥45" in propose_case(project, comparison, "x", ON, requirement_id=other.id).case.complaint


@pytest.mark.parametrize(
    ("numbers", "wanted"),
    [
        ((), "2026-001"),
        (("2026-001", "2026-007", "2025-099", "旧 12"), "2026-008"),
        (("2026-1234",), "2026-1235"),
    ],
)
def test_numbers_run_through_a_year(numbers: Sequence[str], wanted: str) -> None:
    cases = [Case(f"c{at}", "ours", number=number) for at, number in enumerate(numbers)]
    assert next_number(project_of(cases), 2026) == wanted


# --- reminders --------------------------------------------------------------------------------------------------------


def templates(found: Sequence[Message]) -> list[str]:
    return [one.template.partition(":")[0] for one in found]


def test_an_a_fail_without_containment_is_reminded() -> None:
    project, comparison = world(A, "≥40", ["38"])
    case = Case("c", "ours", "x")
    wanted = ["An A item fails or the case is urgent"]
    assert templates(reminders(project, case, comparison)) == wanted
    assert reminders(project, case, None) == ()
    assert templates(reminders(project, replace(case, urgency=Urgency.EMERGENCY), None)) == wanted
    assert reminders(project, replace(case, containment="隔离"), comparison) == ()
    fine, compared_fine = world(A, "≥40", ["48"])
    assert reminders(fine, case, compared_fine) == ()


# --- plan -------------------------------------------------------------------------------------------------------------

SICK = Case(
    "c",
    "ours",
    "x",
    number="2026-001",
    complaint="x: 38 × ≥40",
    diagnosis='[{"branch": "料", "cause": "铜线偏粗", "confidence": "confirmed"}, {"cause": "温度低"}]',
    prescription="换供方\n温度低 → 加保温",
)


def test_rows_are_born_from_the_prescription_once() -> None:
    project, comparison = world(A, "≥40", ["38"], [], SICK)
    rows = actions_from(project, comparison, SICK, ON)
    assert [(one.case_id, one.cause, one.measure, one.position) for one in rows] == [
        ("c", "铜线偏粗", "换供方", 1),
        ("c", "温度低", "加保温", 2),
    ]
    assert {one.target for one in rows} == {Decimal(40)}
    assert rows[0].gap == "38 × ≥40 MPa (Q/SL 1-2025)"
    assert [one.action_type for one in rows] == [ActionType.MATERIAL, ActionType.PROCESS]
    stored = project.with_records(rows[:1])
    assert [one.measure for one in actions_from(stored, comparison, SICK, ON)] == ["加保温"]
    assert templates(reminders(project, replace(SICK, containment="隔离"), comparison)) == [
        "Measures of the prescription that are no rows of the plan yet"
    ]


def test_without_a_gap_the_complaint_is_the_gap_and_no_target_is_made_up() -> None:
    project, comparison = world(A, "≥40", ["48"], [], SICK)
    row = actions_from(project, comparison, SICK, ON)[0]
    assert (row.gap, row.target, row.target_text, row.due) == (SICK.complaint, None, "", None)


# --- library ----------------------------------------------------------------------------------------------------------


def test_a_line_is_taken_over_once_and_stays_to_be_checked() -> None:
    line = Remedy(
        "r", "异响", branch=CauseBranch.MACHINE, cause="轴承磨损", measure="换轴承", advice="每月点检"
    )
    once = take_over(SICK, line)
    added = parse_diagnosis(once.diagnosis)[-1]
    assert (added.text, added.branch, added.state.value) == ("轴承磨损", CauseBranch.MACHINE, "open")
    assert once.prescription.splitlines()[-1] == "轴承磨损 → 换轴承"
    assert once.advice == "每月点检"
    assert take_over(once, line) == once


def test_the_library_learns_confirmed_causes_with_their_measures() -> None:
    closed = replace(SICK, outcome=CaseOutcome.CURED, closed=date(2026, 11, 1))
    project = project_of([A, OURS, closed])
    (line,) = lessons(project, closed)
    assert (line.cause, line.measure, line.branch) == ("铜线偏粗", "换供方", CauseBranch.MATERIAL)
    assert (line.case_id, line.category, line.indicator) == ("c", "瓷砖", "x")
    assert line.source.document == "2026-001"
    taught = project.with_records([line])
    assert lessons(taught, closed) == ()
    assert library(taught)[-1] == line
