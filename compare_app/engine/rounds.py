"""What stands between a round of comparison and its next state (R50): each guard in words, nothing where it is free."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from compare_app.domain.comparison import Comparison
from compare_app.domain.digest import actions_of, failures, is_open, worst_gaps
from compare_app.domain.loop import Action
from compare_app.domain.model import Indicator
from compare_app.domain.project import Project
from compare_app.domain.rules import rule_of
from compare_app.domain.sign_off import SignedState, uncovered
from compare_app.domain.terms import Absence, ActionStatus, IndicatorClass, Role, RoundState
from compare_app.domain.value import Absent
from compare_app.engine.standard_rows import unproven
from compare_app.text.message import M, Message

_NAMED: Final = 5  # of those that are missing; the rest is counted

Guard = Callable[[Project, Comparison, SignedState], Iterator[Message]]


def obstacles(
    project: Project, comparison: Comparison, signed: SignedState, to: RoundState
) -> tuple[Message, ...]:
    """Why a product's round cannot come into a state from the one before; empty: it can."""
    guard = _GUARDS.get(to)
    return () if guard is None else tuple(guard(project, comparison, signed))


def _indicators_set(project: Project, comparison: Comparison, signed: SignedState) -> Iterator[Message]:
    """A scheme, and the rule of judgement fixed before the first result (design rule 5)."""
    if not project.indicators(comparison.category_id):
        yield M("the category has no indicator")
    rule = rule_of(project, comparison.category_id)
    if rule is None or not rule.confirmed_by.strip():
        yield M("nobody has confirmed the decision rule")


def _comparing(project: Project, comparison: Comparison, signed: SignedState) -> Iterator[Message]:
    """A benchmark chosen with a reason (rulings 7), and something of ours to compare."""
    chosen = [
        one
        for one in project.products(comparison.category_id)
        if one.role in (Role.DOMESTIC, Role.INTERNATIONAL) and one.primary
    ]
    if not chosen:
        yield M("no primary benchmark is chosen")
    if unreasoned := [one.name for one in chosen if not one.reason.strip()]:
        yield M("the choice of these benchmarks has no reason: {names}", names=unreasoned)
    if all(row.ours.basis is None for row in comparison.indicators):
        yield M("our product has no value yet")


def _gaps_confirmed(project: Project, comparison: Comparison, signed: SignedState) -> Iterator[Message]:
    """Every core indicator has a value of ours, or says why it has none."""
    missing = [
        indicator.name
        for row in comparison.indicators
        if (indicator := project.get(Indicator, row.indicator_id)) is not None
        and indicator.indicator_class is IndicatorClass.CORE
        and row.ours.value == Absent(Absence.MISSING)
    ]
    if missing:
        yield M("core indicators without a value of ours: {names}", names=_few(missing))


def _plan_approved(project: Project, comparison: Comparison, signed: SignedState) -> Iterator[Message]:
    """No A item fails without a row of the plan, gaps have rows, and the present state is approved."""
    if open_ones := uncovered(project, comparison):
        yield M(
            "A items fail without a row in the plan: {names}", names=_few([one.name for one in open_ones])
        )
    if not actions_of(project, comparison.product_id) and (
        failures(comparison) or worst_gaps(project, comparison)
    ):
        yield M("there are gaps and the plan has no row")
    if signed.approved is None or signed.changed:
        yield signed.sentence


def _implementing(project: Project, comparison: Comparison, signed: SignedState) -> Iterator[Message]:
    """Somebody does each row, and knows until when."""
    rows = [one for one in actions_of(project, comparison.product_id) if is_open(one)]
    if nobody := [_row(one) for one in rows if not one.owner.strip()]:
        yield M("rows of the plan without an owner: {names}", names=_few(nobody))
    if undated := [_row(one) for one in rows if one.due is None]:
        yield M("rows of the plan without a due date: {names}", names=_few(undated))


def _verifying(project: Project, comparison: Comparison, signed: SignedState) -> Iterator[Message]:
    """There is something to verify, where there is a plan at all."""
    rows = [
        one for one in actions_of(project, comparison.product_id) if one.status is not ActionStatus.CANCELLED
    ]
    begun = (ActionStatus.TO_VERIFY, ActionStatus.VERIFIED, ActionStatus.NOT_MET)
    if rows and not any(one.status in begun for one in rows):
        yield M("no row of the plan waits for its re-test yet")


def _archived(project: Project, comparison: Comparison, signed: SignedState) -> Iterator[Message]:
    """Every row is proven or waived, or cancelled with a reason (R50)."""
    rows = actions_of(project, comparison.product_id)
    for one in rows:
        if one.status is ActionStatus.CANCELLED:
            continue
        if one.status is not ActionStatus.VERIFIED:
            yield M("row {number} ({status}) is not closed", number=one.position, status=one.status)
        elif (why := unproven(project, one, comparison.on)) is not None:
            yield M("row {number}: {why}", number=one.position, why=why)
    if silent := [_row(one) for one in rows if one.status is ActionStatus.CANCELLED and not one.note.strip()]:
        yield M("rows cancelled without a reason in their remark: {names}", names=_few(silent))


def _row(action: Action) -> str:
    return str(action.position)


def _few(names: list[str]) -> list[str | Message]:
    rest = len(names) - _NAMED
    return [*names] if rest <= 0 else [*names[:_NAMED], M("and {count} more", count=rest)]


_GUARDS: Final[Mapping[RoundState, Guard]] = {
    RoundState.INDICATORS_SET: _indicators_set,
    RoundState.COMPARING: _comparing,
    RoundState.GAPS_CONFIRMED: _gaps_confirmed,
    RoundState.PLAN_APPROVED: _plan_approved,
    RoundState.IMPLEMENTING: _implementing,
    RoundState.VERIFYING: _verifying,
    RoundState.ARCHIVED: _archived,
}
