"""编制 → 审核 → 批准: the order holds whatever is tried, a veto ends the round, a plan with a hole is not approved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.loop import Action, SignOff, Snapshot
from compare_app.domain.project import Project
from compare_app.domain.sign_off import (
    last_approval,
    same_person,
    sign_round,
    signatures,
    signed,
    uncovered,
    why_not,
)
from compare_app.domain.terms import ActionStatus, ActionType, Role, Severity, SignOffKind
from compare_app.errors import AppError
from tests.engine import made

START = datetime(2026, 11, 1, 8, tzinfo=UTC)
DRAWN_UP, CHECKED, APPROVED = SignOffKind


def attempt(project: Project, kind: SignOffKind, veto: bool, at: int, name: str = "甲") -> Project:
    """The project after an attempt to sign, or the same one where it is refused."""
    moment = START + timedelta(minutes=at)
    fresh = None
    if kind is DRAWN_UP and not veto:
        fresh = Snapshot(f"s{at}", "p", moment, "t", "{}", f"digest {at}")
    try:
        one = signed(
            project, "p", kind, name, moment, record_id=f"g{at}", snapshot=fresh, veto=veto, reason="r"
        )
    except AppError:
        return project
    return project.with_records([*([fresh] if fresh else []), one])


@given(st.lists(st.tuples(st.sampled_from(SignOffKind), st.booleans()), max_size=14))
def test_no_order_of_attempts_breaks_the_order_of_signatures(steps: list[tuple[SignOffKind, bool]]) -> None:
    """An oracle that only knows: what was drawn up last, and how far it came."""
    project = Project("p", "test")
    stage, state, approved = 0, "", ""
    for at, (kind, veto) in enumerate(steps):
        project = attempt(project, kind, veto, at)
        number = list(SignOffKind).index(kind) + 1
        if veto:
            approved = "" if stage == 3 else approved
            stage = 0
        elif number == 1:
            stage, state = 1, f"s{at}"
        elif stage >= number - 1 and stage > 0:
            stage = max(stage, number)
        if not veto and stage == 3 and number == 3:
            approved = state
        present = sign_round(project, "p")
        under = {one.snapshot_id for one in present.signatures.values()}
        assert len(under) <= 1
        if stage == 3:
            assert [one.snapshot_id for one in present.signatures.values()] == [state] * 3
        found = last_approval(project, "p")
        if approved:
            assert found is not None
            assert found.snapshot_id == approved
        rows = list(project.all(SignOff).values())
        assert all(one.digest == f"digest {one.snapshot_id[1:]}" for one in rows)


def test_a_veto_ends_the_round() -> None:
    project = attempt(Project("p", "test"), DRAWN_UP, False, 1)
    project = attempt(project, CHECKED, True, 2)
    assert signatures(project, "p")[CHECKED].veto
    assert why_not(project, "p", CHECKED) is not None
    assert why_not(project, "p", APPROVED, veto=True) is not None  # it was sent back already
    assert attempt(project, APPROVED, False, 3) is project
    project = attempt(project, DRAWN_UP, False, 4)
    assert signatures(project, "p")[DRAWN_UP].snapshot_id == "s4"
    assert CHECKED not in signatures(project, "p")


def test_a_signature_needs_a_name_and_a_veto_a_reason() -> None:
    project = attempt(Project("p", "test"), DRAWN_UP, False, 1)
    with pytest.raises(AppError, match="needs a name") as error:
        signed(project, "p", CHECKED, "  ", START, record_id="x")
    assert error.value.code == "SIGN-NAME"
    with pytest.raises(AppError, match="needs a reason"):
        signed(project, "p", CHECKED, "乙", START, record_id="x", veto=True, reason=" ")


def test_one_person_is_known_by_name() -> None:
    project = attempt(Project("p", "test"), DRAWN_UP, False, 1, "Li Wei")
    assert same_person(sign_round(project, "p"), APPROVED, "li  wei ")
    assert not same_person(sign_round(project, "p"), CHECKED, "Li Wei")
    assert not same_person(sign_round(project, "p"), APPROVED, "王")


@pytest.mark.parametrize(
    ("action", "covered"),
    [
        (None, False),
        (Action("a", "ours", 1, "gap", "x"), True),
        (Action("a", "ours", 1, "gap", "x", status=ActionStatus.VERIFIED), True),
        (Action("a", "ours", 1, "gap", "x", status=ActionStatus.CANCELLED), False),
        (Action("a", "ours", 1, "gap", "x", action_type=ActionType.STANDARD), False),
        (Action("a", "ours", 1, "gap", "other"), False),
        (Action("a", "another", 1, "gap", "x"), False),
    ],
)
def test_an_a_item_that_fails_asks_for_a_row(action: Action | None, covered: bool) -> None:
    own = made.own_standard()
    records = [
        made.product("ours", Role.OURS),
        made.indicator("x", severity=Severity.A),
        own,
        made.requirement(own.id, "x", "≥35"),
        *made.executes("ours", own),
        *([action] if action else []),
    ]
    comparison = made.compared(records, made.results("ours", "x", "30"))
    found = uncovered(made.project_of(records), comparison)
    assert [one.id for one in found] == ([] if covered else ["x"])
