"""When a row of the plan may be closed (R50): every door asks here, so that none of them closes what was not proven."""

from __future__ import annotations

from compare_app.domain.loop import Action, Attachment, Verification
from compare_app.domain.model import TestReport
from compare_app.domain.project import Project
from compare_app.errors import AppError
from compare_app.text.message import M, Message


def deciding(project: Project, action_id: str) -> Verification | None:
    """The latest verification of an action that says something: a re-test that was judged, or a waiver.

    A later one takes the place of an earlier one (rulings 21); a re-test that nobody could judge takes no place.
    """
    found = None
    for one in project.all(Verification).values():
        if one.action_id == action_id and (one.met is not None or one.waived_by):
            found = one
    return found


def has_evidence(project: Project, one: Verification) -> bool:
    """Whether a report stands behind a re-test, or a file that is kept with it, its action or its report."""
    if project.get(TestReport, one.report_id) is not None:
        return True
    places = {("Verification", one.id), ("Action", one.action_id)}
    return any((file.kind, file.record) in places for file in project.all(Attachment).values())


def lack(project: Project, action: Action) -> Message | None:
    """What an action still lacks to be closed as 已验证; None: it is proven, or waived with a name and a reason."""
    one = deciding(project, action.id)
    if one is None:
        tested = any(
            other.action_id == action.id and other.raw for other in project.all(Verification).values()
        )
        if tested:
            return M("whether its re-test meets the target is not known")
        return M("there is no re-test that meets the target, and no waiver")
    if one.waived_by:
        return None if one.reason.strip() else M("its waiver gives no reason")
    if not one.met:
        return M("its last re-test does not meet the target")
    if not has_evidence(project, one):
        return M("its re-test has neither a report nor a file as evidence")
    return None


def refusal(action: Action, why: Message) -> AppError:
    """The sentence that every door says, with what to do."""
    return AppError(
        "PLAN-VERIFY",
        M("Row {number} cannot be closed: {why}", number=action.position, why=why),
        M("Take in a re-test with its report, or waive it with a name and a reason"),
    )
