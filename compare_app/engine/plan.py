"""Plan rows born from gaps (peers idea 6): failed requirements first, then lags, then standard proposals."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from compare_app.domain.comparison import Comparison, Gap, IndicatorRow, Judgement
from compare_app.domain.digest import actions_of, failures, worst_gaps
from compare_app.domain.limit import Interval
from compare_app.domain.loop import Action
from compare_app.domain.model import Indicator, Requirement, TestMethod, new_id
from compare_app.domain.number import plain
from compare_app.domain.project import Project
from compare_app.domain.signs import sign
from compare_app.domain.terms import ActionStatus, ActionType, Conformity, Direction, Severity, Verdict
from compare_app.domain.units import conversion_on

_FAILED_DAYS = 30  # what does not conform comes first, whatever its class
_DAYS = {Severity.A: 60, Severity.B: 90}


def propose(
    project: Project, comparison: Comparison, on: date, only: Collection[str] = ()
) -> tuple[Action, ...]:
    """Rows for every gap that no open row covers yet, in order of urgency; nothing is stored.

    `only` leaves the rows that ask for these requirements in the next edition of our standard, and no others.

    The target is at least the limit and by default the primary benchmark's value, in the indicator's unit (R51). The
    due date is a suggestion: a month for what does not conform, two for lags of A items, three for others. The gap
    is stated in signs and numbers, without the indicator's name that stands beside it, so that a stored row reads the
    same in both languages.
    """
    present = actions_of(project, comparison.product_id)
    covered = {
        (row.indicator_id, row.action_type is ActionType.STANDARD, row.requirement_id)
        for row in present
        if row.status is not ActionStatus.CANCELLED
    }
    position = max((row.position for row in present), default=0)
    found: list[Action] = []
    for action in _candidates(project, comparison, on):
        if only and action.requirement_id not in only:
            continue
        subject = (action.indicator_id, action.action_type is ActionType.STANDARD, action.requirement_id)
        loose = (action.indicator_id, action.action_type is ActionType.STANDARD, "")
        if (
            subject in covered
            or (not subject[1] and any(one[:2] == subject[:2] for one in covered))
            or loose in covered
        ):
            continue
        covered.add(subject)
        position += 1
        found.append(_placed(action, position))
    return tuple(found)


def row_for(project: Project, comparison: Comparison, indicator_id: str, on: date) -> Action | None:
    """The row that the gap of one indicator would make, covered or not; None: it neither fails nor lags."""
    found = (
        one
        for one in _candidates(project, comparison, on)
        if one.indicator_id == indicator_id and one.action_type is not ActionType.STANDARD
    )
    return next(found, None)


def _placed(action: Action, position: int) -> Action:
    return replace(action, id=new_id(), position=position)


def _candidates(project: Project, comparison: Comparison, on: date) -> Iterator[Action]:
    for row in comparison.indicators:
        if worst := _strictest_failure(project, comparison, row):
            yield _from_failure(project, comparison, row, worst, on)
    for row, gap in worst_gaps(project, comparison):
        yield _from_gap(project, comparison, row, gap, on)
    answered = {one for proposal in comparison.assessment.proposals for one in proposal.covers}
    for line in comparison.standards:
        if line.theirs is None or line.theirs.requirement_id in answered:  # a stricter row answers it too
            continue
        if line.verdict in (Verdict.LOOSER, Verdict.MISSING_OURS):
            indicator = project.all(Indicator)[line.indicator_id]
            ours = line.ours.text if line.ours else "—"
            where = "; ".join(part for part in (line.theirs.standard, line.scope) if part)
            yield Action(
                id="",
                product_id=comparison.product_id,
                position=0,
                gap=f"{ours} {sign(line.verdict)} {line.theirs.text} ({where})",
                indicator_id=indicator.id,
                requirement_id=line.theirs.requirement_id,
                action_type=ActionType.STANDARD,
                baseline=ours,
                target_text=line.theirs.text,
                unit=line.theirs.unit,
                start=on,
                due=on + timedelta(days=180),
            )


def _strictest_failure(project: Project, comparison: Comparison, row: IndicatorRow) -> Judgement | None:
    """Of the limits that bind and are not met the hardest to reach, so that the target meets them all (R51).

    Limits without one number (classes, words) come in the order of the standards.
    """
    failed = [
        one
        for found, one in failures(comparison)
        if found is row and (one.mandatory or one.declared or one.recommended)
    ]
    if not failed:
        return None
    indicator = project.all(Indicator)[row.indicator_id]
    targets = [(_in_own_unit(project, one, indicator), one) for one in failed]
    known = [(target, one) for target, one in targets if target is not None]
    if not known:
        return failed[0]
    hardest = min if indicator.direction is Direction.SMALLER else max
    return hardest(known, key=lambda pair: pair[0])[1]


def _in_own_unit(project: Project, judgement: Judgement, indicator: Indicator) -> Decimal | None:
    target = _limit_target(project.get(Requirement, judgement.requirement_id), indicator)
    change = conversion_on(indicator.scale, judgement.unit, indicator.unit)
    return None if target is None or change is None else change.value(target)


def _from_failure(
    project: Project, comparison: Comparison, row: IndicatorRow, judgement: Judgement, on: date
) -> Action:
    indicator = project.all(Indicator)[row.indicator_id]
    requirement = project.get(Requirement, judgement.requirement_id)
    target = _in_own_unit(project, judgement, indicator)
    worst = next((gap for found, gap in worst_gaps(project, comparison) if found is row), None)
    ahead = _benchmark_target(worst.theirs.mean, indicator) if worst is not None else None
    if (
        target is not None and ahead is not None
    ):  # at least the limit, by default what the benchmark reaches (R51)
        target = min(target, ahead) if indicator.direction is Direction.SMALLER else max(target, ahead)
    value = judgement.value_text or row.ours.text
    return Action(
        id="",
        product_id=comparison.product_id,
        position=0,
        gap=f"{value} {sign(Conformity.FAIL)} {judgement.limit_text} ({judgement.standard})",
        indicator_id=indicator.id,
        action_type=ActionType.PROCESS,
        baseline=f"{row.ours.text} {indicator.unit}".strip(),
        target=target,
        target_text="" if target is not None else judgement.limit_text,
        unit=judgement.unit if target is None else indicator.unit,
        start=on,
        due=on + timedelta(days=_FAILED_DAYS),
        verification=_method(project, requirement),
    )


def _from_gap(project: Project, comparison: Comparison, row: IndicatorRow, gap: Gap, on: date) -> Action:
    indicator = project.all(Indicator)[row.indicator_id]
    theirs = gap.theirs
    target = _benchmark_target(theirs.mean, indicator)
    percent = "" if gap.relative is None else f" ({gap.relative:+.1f} %)".replace("-", "−")
    return Action(
        id="",
        product_id=comparison.product_id,
        position=0,
        gap=f"{row.ours.text} ▼ {theirs.text} {indicator.unit}".rstrip() + percent,
        indicator_id=indicator.id,
        action_type=ActionType.PROCESS,
        baseline=f"{row.ours.text} {indicator.unit}".strip(),
        target=target,
        target_text="" if target is not None else theirs.text,
        unit=indicator.unit,
        start=on,
        due=on + timedelta(days=_DAYS[indicator.severity]),
    )


def _benchmark_target(mean: Decimal | None, indicator: Indicator) -> Decimal | None:
    """The benchmark's value, rounded to the better side so that the target is never short of it."""
    if mean is None or indicator.direction not in (Direction.LARGER, Direction.SMALLER):
        return None
    step = indicator.rounding or Decimal(1).scaleb(mean.adjusted() - 3 if mean else -3)
    better = ROUND_FLOOR if indicator.direction is Direction.SMALLER else ROUND_CEILING
    return Decimal(plain((mean / step).to_integral_value(better) * step))


def _limit_target(requirement: Requirement | None, indicator: Indicator) -> Decimal | None:
    match requirement.limit if requirement else None:
        case Interval(low, high):
            if indicator.direction is Direction.SMALLER:
                return high
            return low if low is not None and high is None else None
        case _:
            return None


def _method(project: Project, requirement: Requirement | None) -> str:
    method = project.get(TestMethod, requirement.method_id) if requirement else None
    return f"{method.standard} {method.clause}".strip() if method else ""
