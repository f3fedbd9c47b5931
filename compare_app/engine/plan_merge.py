"""A plan that left and came back, merged cell by cell: theirs where only they changed it, ours where only we did.

A cell changed on both sides to different values is a conflict: ours stays and a person decides (E6 of the promises on
files out). Nothing is ever removed because a row is missing in the workbook.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from compare_app.domain.closing import lack, refusal
from compare_app.domain.digest import actions_of
from compare_app.domain.model import Action, Verification, new_id
from compare_app.domain.number import parse_decimal
from compare_app.domain.project import Project
from compare_app.domain.returned_plan import Conflict, PlanMerge, ReturnedPlan, ReturnedRow
from compare_app.domain.terms import ActionStatus, ActionType
from compare_app.errors import AppError, Issue, Level, Place
from compare_app.text.message import M

Canonical = Callable[[Action, str], Mapping[str, str | None]]
"""The texts that an action would leave with: action and its latest re-test → column key → canonical text."""

RESULT = "result"
TARGET = "target"
STATUS = "status"
KEPT = M("The status stays as it is")


def merge(project: Project, returned: ReturnedPlan, canonical: Canonical) -> PlanMerge:
    """What a returned plan changes in a project. A plan of another project or an unknown product is an AppError."""
    if returned.project_id != project.id:
        raise AppError(
            "PLAN-PROJECT",
            M("{file} is the plan of another project", file=returned.file),
            M("Open the project from which the plan was exported"),
        )
    present = {action.id: action for action in actions_of(project, returned.product_id)}
    results = _latest_results(project)
    changed: list[Action] = []
    added: list[Action] = []
    verifications: list[Verification] = []
    conflicts: list[Conflict] = []
    unknown: list[Place] = []
    issues = list(returned.issues)
    position = max((action.position for action in present.values()), default=0)
    for row in returned.rows:
        if not row.action_id:
            if any(row.cells.values()):
                position += 1
                action = Action(new_id(), returned.product_id, position, gap="")
                action = _with(action, _proven(project, action, dict(row.cells), row, issues))
                added.append(action)
                verifications += _verification(action, row.cells.get(RESULT, ""))
            continue
        action_now = present.get(row.action_id)
        if action_now is None:
            unknown.append(row.place)
            continue
        taken, clashes = _three_way(
            row,
            action_now,
            returned.bases.get(row.action_id, {}),
            canonical(action_now, results.get(row.action_id, "")),
        )
        conflicts += clashes
        if RESULT in taken:
            verifications += _verification(action_now, taken.pop(RESULT))
        taken = _proven(project, action_now, taken, row, issues)
        if taken:
            changed.append(_with(action_now, taken))
    back = {row.action_id for row in returned.rows}
    return PlanMerge(
        changed=tuple(changed),
        added=tuple(added),
        verifications=tuple(verifications),
        conflicts=tuple(conflicts),
        issues=tuple(issues),
        unknown=tuple(unknown),
        gone=tuple(action for key, action in present.items() if key in returned.bases and key not in back),
    )


def _proven(
    project: Project, action: Action, cells: dict[str, str], row: ReturnedRow, issues: list[Issue]
) -> dict[str, str]:
    """The cells without a status that closes a row which is not proven: a workbook is no evidence (R50)."""
    why = lack(project, action) if cells.get(STATUS) == ActionStatus.VERIFIED.value else None
    if why is None:
        return cells
    said = refusal(action, why)
    issues.append(Issue(said.code, Level.HOLD, row.place, cells[STATUS], said.what, KEPT, said.remedy))
    return {name: text for name, text in cells.items() if name != STATUS}


def _three_way(
    row: ReturnedRow, action: Action, left: Mapping[str, str | None], now: Mapping[str, str | None]
) -> tuple[dict[str, str], list[Conflict]]:
    """The cells to take from the workbook, and those changed on both sides."""
    taken: dict[str, str] = {}
    clashes: list[Conflict] = []
    for column, theirs in row.cells.items():
        base, ours = _text(left, column), _text(now, column)
        if _same(column, theirs, base) or _same(column, theirs, ours):
            continue
        if _same(column, ours, base):
            taken[column] = theirs
        else:
            clashes.append(Conflict(row.place, action, column, base, ours, theirs))
    return taken, clashes


def _same(column: str, one: str, other: str) -> bool:
    """Equal texts; a target also where the spreadsheet dropped its last zeros."""
    if one == other or column != TARGET:
        return one == other
    numbers = parse_decimal(one), parse_decimal(other)
    return None not in numbers and numbers[0] == numbers[1]


def _text(values: Mapping[str, str | None], column: str) -> str:
    """The canonical text of a column; a target is its number or, where it is none, its words."""
    if column == TARGET:
        return values.get(TARGET) or values.get("target_text") or ""
    return values.get(column) or ""


def _with(action: Action, cells: Mapping[str, str]) -> Action:
    """The action with the cells put in."""
    fields: dict[str, Any] = {}
    for column, text in cells.items():
        match column:
            case "start" | "due":
                fields[column] = date.fromisoformat(text) if text else None
            case "status":
                fields[column] = ActionStatus(text) if text else ActionStatus.WAITING
            case "action_type":
                fields[column] = ActionType(text) if text else action.action_type
            case "target":
                number = parse_decimal(text)
                fields["target"] = number
                fields["target_text"] = text if number is None else ""
            case "result":
                continue
            case _:
                fields[column] = text
    return replace(action, **fields)


def _verification(action: Action, raw: str) -> Sequence[Verification]:
    """A re-test as typed; whether it meets the target is judged when it is released, not here."""
    return [Verification(new_id(), action.id, raw=raw)] if raw else []


def _latest_results(project: Project) -> dict[str, str]:
    return {
        one.action_id: f"{one.raw} {one.unit}".strip()
        for one in project.all(Verification).values()
        if one.raw
    }
