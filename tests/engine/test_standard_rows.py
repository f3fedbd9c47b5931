"""A row about our own standard is closed by what the standard says, at every door."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action
from compare_app.domain.model import StandardEdition
from compare_app.domain.project import Project
from compare_app.domain.record import Record
from compare_app.domain.terms import ActionStatus, ActionType, Direction, Role
from compare_app.engine.standard_rows import unproven
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.workspace import Workspace
from tests.engine import made

ON = date(2026, 11, 27)
OWN = made.own_standard()
HOME = made.edition("GB/T 1-2024")
THEIRS = made.requirement(HOME.id, "x", "≥40 MPa")


def row(target: str = "≥40", unit: str = "MPa", answers: str = "") -> Action:
    return Action(
        "a",
        "ours",
        1,
        "",
        indicator_id="x",
        requirement_id=answers,
        action_type=ActionType.STANDARD,
        target_text=target,
        unit=unit,
    )


def filled(*records: Record, own: StandardEdition = OWN) -> list[Record]:
    return [
        made.CATEGORY,
        made.indicator("x", unit="MPa", direction=Direction.LARGER),
        made.product("ours", Role.OURS),
        own,
        HOME,
        THEIRS,
        *made.executes("ours", own),
        *records,
    ]


def project(*records: Record, own: StandardEdition = OWN) -> Project:
    return made.project_of(filled(*records, own=own))


@pytest.mark.parametrize(
    ("limit", "target", "unit", "kept"),
    [
        ("≥40 MPa", "≥40", "MPa", True),
        ("≥42 MPa", "≥40", "MPa", True),
        ("≥39.9 MPa", "≥40", "MPa", False),
        ("≥0.04 GPa", "≥40", "MPa", True),
        ("≥40 MPa", "≥0.041", "GPa", False),
        ("≥40 MPa", "尽快修订", "", False),
    ],
)
def test_the_limit_of_our_standard_is_held_against_the_promise(
    limit: str, target: str, unit: str, kept: bool
) -> None:
    found = unproven(project(made.requirement(OWN.id, "x", limit)), row(target, unit), ON)
    assert (found is None) is kept, found


def test_a_row_that_answers_a_limit_is_held_against_that_one() -> None:
    loose, strict = made.requirement(OWN.id, "x", "≥35 MPa"), made.requirement(OWN.id, "x", "≥40 MPa")
    promised = row("", "", THEIRS.id)
    assert "35" in str(unproven(project(loose), promised, ON))
    assert unproven(project(strict), promised, ON) is None
    assert unproven(project(strict), replace(promised, target_text="≥45", unit="MPa"), ON) is not None


def test_our_standard_must_be_in_force_and_say_something() -> None:
    later = replace(OWN, effective=date(2027, 3, 1))
    promise = made.requirement(later.id, "x", "≥45 MPa")
    assert unproven(project(promise, own=later), row(), ON) is not None
    assert unproven(project(promise, own=later), row(), date(2027, 3, 2)) is None
    assert unproven(project(), row(), ON) is not None


def test_one_looser_limit_of_ours_is_enough_to_keep_it_open() -> None:
    both = [
        replace(made.requirement(OWN.id, "x", "≥42 MPa"), id="new"),
        replace(made.requirement(OWN.id, "x", "≥30 MPa"), id="old"),
    ]
    assert "30" in str(unproven(project(*both), row(), ON))


def test_the_new_edition_closes_the_row_and_nothing_else_does(tmp_path: Path) -> None:
    old = made.requirement(OWN.id, "x", "≥35 MPa")
    with closing(Workspace.create(tmp_path / "x.dcmp")) as workspace:
        workspace.apply(Edit(M("Fill"), (*filled(old), row())))
        closed = replace(row(), status=ActionStatus.VERIFIED)
        with pytest.raises(AppError) as refused:
            workspace.apply(Edit(M("Close"), (closed,)))
        assert refused.value.code == "PLAN-VERIFY"
        assert "35" in str(refused.value.what)
        raised = made.requirement(OWN.id, "x", "≥40 MPa")
        workspace.apply(Edit(M("Raise"), (replace(raised, id=old.id),)))
        workspace.apply(Edit(M("Close"), (closed,)))
        assert workspace.project.all(Action)["a"].status is ActionStatus.VERIFIED
