"""Closing a case: what became of it, from what it is known, and whether a re-test says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.loop import Action, Case, Remedy, Verification
from compare_app.domain.project import Project
from compare_app.domain.terms import CaseOutcome
from compare_app.errors import AppError
from compare_app.text.message import M

_NEVER: Final = datetime.min.replace(tzinfo=UTC)
LEARNT_FROM: Final = (CaseOutcome.CURED, CaseOutcome.IMPROVED)
"""The outcomes after which the library may learn from a case."""


def actions_of_case(project: Project, case_id: str) -> tuple[Action, ...]:
    """The rows of the plan that were born from a case, in order."""
    rows = (one for one in project.all(Action).values() if one.case_id == case_id)
    return tuple(sorted(rows, key=lambda one: (one.position, one.id)))


def met(project: Project, case: Case) -> tuple[Verification, ...]:
    """The re-tests that say that a measure of a case reached its target; of each row the latest, if it says so.

    A waiver is no re-test, and a later one supersedes (rulings 21).
    """
    rows = {one.id for one in actions_of_case(project, case.id)}
    latest: dict[str, Verification] = {}
    for one in project.all(Verification).values():
        if one.action_id in rows and not one.waived_by:
            known = latest.get(one.action_id)
            if known is None or _when(one) >= _when(known):
                latest[one.action_id] = one
    return tuple(one for one in latest.values() if one.met)


def _when(one: Verification) -> tuple[date, datetime]:
    return (one.on or date.min, one.at or _NEVER)


def without_case(project: Project, case: Case) -> Edit:
    """The edit that removes a case; its rows of the plan and what the library learnt from it stay."""
    rows = tuple(replace(one, case_id="") for one in actions_of_case(project, case.id))
    lines = tuple(replace(one, case_id="") for one in project.all(Remedy).values() if one.case_id == case.id)
    return Edit(M("Remove case {number}", number=case.number), (*rows, *lines), (Ref(Case, case.id),))


def close(
    project: Project, case: Case, outcome: CaseOutcome, follow_up: str, on: date, reason: str = ""
) -> Edit:
    """The edit that closes a case with its follow-up (复诊), or opens it again where the outcome is OPEN.

    An AppError without a follow-up, and where 治愈 has neither a met re-test of a measure of this case nor a reason;
    the reason then stands in the follow-up.
    """
    label = M("Close case {number}", number=case.number)
    if outcome is CaseOutcome.OPEN:
        reopened = replace(case, outcome=outcome, closed=None, follow_up=follow_up.strip() or case.follow_up)
        return Edit(M("Open case {number} again", number=case.number), (reopened,))
    follow_up, reason = follow_up.strip() or case.follow_up.strip(), reason.strip()
    if not follow_up:
        raise AppError(
            "CASE-FOLLOW-UP",
            M("Case {number} cannot be closed without its follow-up", number=case.number),
            M("Write what the follow-up showed: the re-test, its date and its report"),
        )
    if outcome is CaseOutcome.CURED and not met(project, case):
        if not reason:
            raise AppError(
                "CASE-PROOF",
                M(
                    "Case {number} has no re-test that met the target of one of its measures",
                    number=case.number,
                ),
                M("Close it as improved, enter the re-test first, or give the reason why it counts as cured"),
            )
        if reason not in follow_up:
            follow_up = f"{follow_up}\n{reason}"
    return Edit(label, (replace(case, outcome=outcome, follow_up=follow_up, closed=on),))
