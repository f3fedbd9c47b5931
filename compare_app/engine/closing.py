"""The last look before anything is stored: no edit closes a row of the plan that is not proven (R50)."""

from __future__ import annotations

from datetime import date

from compare_app.domain.closing import deciding, refusal
from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action
from compare_app.domain.model import Result
from compare_app.domain.project import Project
from compare_app.domain.terms import ActionStatus, ActionType
from compare_app.engine.standard_rows import unproven
from compare_app.engine.targets import still_met
from compare_app.text.message import M, Message


def refuse_unproven(project: Project, edit: Edit, on: date) -> None:
    """AppError PLAN-VERIFY where an edit closes a row without proof, or moves the target of a closed one beyond it."""
    closing = [
        one
        for one in edit.puts
        if isinstance(one, Action)
        and one.status is ActionStatus.VERIFIED
        and _aim(project.get(Action, one.id)) != _aim(one)
    ]
    if not closing:
        return
    after = project.with_records(edit.puts, ((ref.kind, ref.id) for ref in edit.removes))
    for action in closing:
        why = unproven(after, action, on) or _missed(after, action, edit)
        if why is not None:
            raise refusal(action, why)


def _aim(action: Action | None) -> object:
    """What a proof is about: a closed row that keeps it stays closed."""
    if action is None:
        return None
    standard = (
        action.action_type is ActionType.STANDARD
    )  # no figure proves such a row, so that it asks for none
    return (action.status, standard, action.indicator_id, action.target, action.target_text, action.unit)


def _missed(project: Project, action: Action, edit: Edit) -> Message | None:
    """Why a re-test that met a target does not meet the one that stands now; None: it does, or was no figure."""
    one = deciding(project, action.id)
    if one is None or one.waived_by or not one.raw or action.action_type is ActionType.STANDARD:
        return None
    about = (action.product_id, action.indicator_id, one.report_id)
    tested = [
        put
        for put in edit.puts
        if isinstance(put, Result) and (put.product_id, put.indicator_id, put.report_id) == about
    ]
    found = still_met(project, action, one, tested)
    if found.met:
        return None
    return M("its re-test does not meet the target as it stands now: {why}", why=found.reason)
