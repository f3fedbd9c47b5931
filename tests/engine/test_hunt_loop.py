"""The loop as a quick eye lets it pass: what if over a person's verdict, notes beside values, plans taken half."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from compare_app.domain.edit import Edit
from compare_app.domain.model import Action, Override, Record, Sample, TestReport
from compare_app.domain.retest import Retest, values_of
from compare_app.domain.terms import ActionStatus, ActionType, Conformity, Role
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.workspace import Workspace
from tests.engine import made

DAY, ON = date(2026, 11, 20), date(2026, 11, 23)
OWN = made.own_standard()
ON_X, ON_D = made.requirement(OWN.id, "x", "≥35"), made.requirement(OWN.id, "d", "≥70")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    found = Workspace.create(tmp_path / "x.dcmp")
    fill(
        found,
        made.CATEGORY,
        made.indicator("x"),
        made.indicator("d", formula="x * 2", position=2, rounding=None),
        made.product("ours", Role.OURS),
        OWN,
        ON_X,
        ON_D,
        *made.executes("ours", OWN),
        *made.results("ours", "x", "33", "34", "35"),
    )
    yield found
    found.close()


def fill(workspace: Workspace, *records: Record) -> None:
    workspace.apply(Edit(M("Fill"), records))


def row(target: str, name: str = "a") -> Action:
    return Action(name, "ours", 1, "gap", "x", target=Decimal(target), unit="MPa")


def given(workspace: Workspace, number: str, *texts: str, day: date = DAY) -> Retest:
    indicator = next(one for one in workspace.project.indicators("cat") if one.code == "x")
    report, sample = TestReport("", number), Sample("", "ours", f"S{number}")
    return Retest("ours", values_of(indicator, texts), report, sample, day, "李")


# --- what if ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "target"), [(Conformity.FAIL, "50"), (Conformity.PASS, "20"), (Conformity.FAIL, "20")]
)
def test_a_verdict_on_a_present_value_says_nothing_of_a_target(
    workspace: Workspace, said: Conformity, target: str
) -> None:
    for demand in (ON_X, ON_D):
        fill(workspace, Override(demand.id, f"result:ours:{demand.id}", said.value, "复核", "王"))
    supposed = workspace.what_if("ours", {"x": target}, ON).after
    assert [one.conformity for one in workspace.compare("ours", ON).indicators[0].judgements] == [said]
    workspace.retest(given(workspace, "1", target))
    stored = workspace.compare("ours", ON)
    assert [row.judgements for row in supposed.indicators] == [row.judgements for row in stored.indicators]
    assert supposed.ladder == stored.ladder


# --- before and after ------------------------------------------------------------------------------------------------


def test_a_note_beside_a_value_is_no_re_test(workspace: Workspace) -> None:
    before = workspace.release("ours", "一", ON, "王")
    first = workspace.results("ours")[0]
    fill(workspace, replace(first, note="已核对原始记录"))
    changes = workspace.improvement("ours", before.id, on=ON).indicators
    assert [(one.gap, str(one.reason)) for one in changes] == [(None, "not tested again")] * 2


# --- closing ---------------------------------------------------------------------------------------------------------


def test_no_way_round_by_the_kind_of_a_row(workspace: Workspace) -> None:
    fill(workspace, row("36"))
    workspace.retest(given(workspace, "1", "37"))
    closed = workspace.project.all(Action)["a"]
    assert closed.status is ActionStatus.VERIFIED
    about_standard = replace(closed, action_type=ActionType.STANDARD, target=Decimal(50))
    fill(workspace, about_standard)
    with pytest.raises(AppError) as refused:
        fill(workspace, replace(about_standard, action_type=closed.action_type))
    assert refused.value.code == "PLAN-VERIFY"
