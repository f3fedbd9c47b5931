"""病历 (domain.md §4, R53): what a case is opened with, what it still lacks, what becomes of its prescription.

Everything here proposes and nothing is stored: a person looks at it first. What was not measured gets no verdict: such
a case opens with the name of the indicator and a person's own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from compare_app.domain.case_fields import CaseProposal
from compare_app.domain.case_proof import actions_of_case
from compare_app.domain.cause import Cause, diagnosis_text, parse_diagnosis
from compare_app.domain.comparison import Comparison, Gap, IndicatorRow, Judgement
from compare_app.domain.digest import actions_of, failures, primary_gap
from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action, Case, Remedy
from compare_app.domain.model import Category, Indicator, Product, Provenance, new_id
from compare_app.domain.number import plain, short
from compare_app.domain.prescription import Measure, measures, with_measure
from compare_app.domain.project import Project
from compare_app.domain.remedy_library import library
from compare_app.domain.scheme import is_class
from compare_app.domain.signs import sign
from compare_app.domain.terms import (
    ActionType,
    CaseKind,
    CaseSource,
    CauseBranch,
    CauseState,
    Comparability,
    Conformity,
    Role,
    Severity,
    Standing,
    Urgency,
)
from compare_app.engine.plan import row_for
from compare_app.text.fold import key
from compare_app.text.message import M, Message

_NUMBER: Final = re.compile(r"([0-9]{4})-([0-9]+)")
_TYPES: Final = {
    CauseBranch.PEOPLE: ActionType.MANAGEMENT,
    CauseBranch.MATERIAL: ActionType.MATERIAL,
    CauseBranch.MEASUREMENT: ActionType.TESTING,
}
_COMPARED: Final = (Comparability.COMPARABLE, Comparability.CONVERTED)


def propose_case(
    project: Project,
    comparison: Comparison,
    indicator_id: str,
    on: date,
    *,
    requirement_id: str = "",
    complaint: str = "",
) -> CaseProposal:
    """A case of one indicator of a product: number, complaint, kind and urgency filled in; nothing is stored.

    `requirement_id` names the failed item it is opened from; `complaint` the words of a customer, which then are the
    complaint. The complaint found here is made of signs and numbers, so that it reads the same in both languages.
    """
    row = comparison.row(indicator_id)
    indicator = project.get(Indicator, indicator_id)
    failed = _failure(comparison, row, requirement_id)
    lag = _worst_lag(row)
    said, kind, why = _found(project, row, indicator, failed, lag)
    urgency, because = _urgency(indicator, failed)
    if kind is CaseKind.UNSTATED:
        urgency, because = Urgency.UNSTATED, M("The urgency is left to you")
    name = indicator.name if indicator is not None else ""
    own = complaint.strip()
    if own and kind is not CaseKind.CURE:
        kind, why = CaseKind.CURE, M("Cure: somebody complained")
    case = Case(
        id=new_id(),
        product_id=comparison.product_id,
        indicator_id=indicator_id,
        opened=on,
        kind=kind,
        complaint=own or f"{name}: {said}".strip(": "),
        examination=f"{name}: {said}" if own and said else "",
        number=next_number(project, on.year),
        urgency=urgency,
        source=CaseSource.COMPLAINT if own else CaseSource.COMPARISON if said else CaseSource.UNSTATED,
    )
    return CaseProposal(case, (why, because))


def next_number(project: Project, year: int) -> str:
    """The next number of a year: 2026-001, running over the whole project; a number given away is not given again."""
    taken = [
        int(found[2])
        for one in project.all(Case).values()
        if (found := _NUMBER.fullmatch(one.number.strip())) is not None and int(found[1]) == year
    ]
    return f"{year}-{max(taken, default=0) + 1:03d}"


def _failure(comparison: Comparison, row: IndicatorRow | None, requirement_id: str) -> Judgement | None:
    """The failed item that is named, otherwise the first that binds; what is only recommended comes last."""
    failed = [
        one
        for found, one in failures(comparison)
        if found is row
        and (one.requirement_id == requirement_id or one.mandatory or one.declared or one.recommended)
    ]
    return min(
        failed,
        key=lambda one: (one.requirement_id != requirement_id, not (one.mandatory or one.declared)),
        default=None,
    )


def _worst_lag(row: IndicatorRow | None) -> Gap | None:
    lags = [gap for gap in _gaps(row) if gap.standing is Standing.BEHIND]
    return min(lags, key=lambda gap: (gap.relative is None, gap.relative or gap.absolute or 0), default=None)


def _gaps(row: IndicatorRow | None) -> list[Gap]:
    if row is None:
        return []
    found = (primary_gap(row, role) for role in (Role.DOMESTIC, Role.INTERNATIONAL))
    return [gap for gap in found if gap is not None and gap.comparability in _COMPARED]


def _found(
    project: Project,
    row: IndicatorRow | None,
    indicator: Indicator | None,
    failed: Judgement | None,
    lag: Gap | None,
) -> tuple[str, CaseKind, Message]:
    """The finding in signs and numbers, what kind of case it makes, and why."""
    unit = indicator.unit if indicator is not None else ""
    if failed is not None:
        why = M("Cure: {standard} {limit} is not met", standard=failed.standard, limit=failed.limit_text)
        return _judged(failed, sign(failed.conformity)), CaseKind.CURE, why
    if row is not None and lag is not None:
        other = project.get(Product, lag.product_id)
        name = other.name if other is not None else ""
        share = "" if lag.relative is None else f" ({lag.relative:+.1f} %)".replace("-", "−")
        values = " ".join(part for part in (row.ours.text, "▼", lag.theirs.text, unit) if part)
        return f"{values}{share} · {name}", CaseKind.CURE, M("Cure: behind {benchmark}", benchmark=name)
    passed = [one for one in row.judgements if one.conformity is Conformity.PASS] if row is not None else []
    if passed:
        narrow = min(passed, key=lambda one: (one.margin is None, one.margin or 0))
        return _judged(narrow, "●"), CaseKind.PREVENT, _margin(row, narrow, indicator)
    ahead = next((gap for gap in _gaps(row) if gap.standing in (Standing.AHEAD, Standing.LEVEL)), None)
    if row is not None and ahead is not None:
        values = f"{row.ours.text} {sign(ahead.standing)} {ahead.theirs.text} {unit}".strip()
        return values, CaseKind.PREVENT, M("Prevention: nothing fails and nothing lags")
    return "", CaseKind.UNSTATED, M("Nothing is judged of this indicator: the kind is left to you")


def _judged(one: Judgement, mark: str) -> str:
    source = f"{one.standard} {one.clause}".strip()
    value = " ".join(part for part in (one.value_text, mark, one.limit_text) if part)
    return f"{value} ({source})"


def _margin(row: IndicatorRow | None, one: Judgement, indicator: Indicator | None) -> Message:
    """What is met by no more than Δ, or within its uncertainty, can be lost tomorrow."""
    delta = next((gap.delta for gap in _gaps(row) if gap.delta is not None), None)
    if one.borderline:
        return M("Prevention: met, and the limit lies within the uncertainty of the value")
    if one.margin is None:
        return M("Prevention: nothing fails and nothing lags")
    if indicator is not None and is_class(indicator):
        if one.margin > 0:
            return M("Prevention: met with {steps} steps to spare", steps=plain(one.margin))
        return M("Prevention: met with no step to spare")
    margin = f"{short(one.margin)} {one.unit}".strip()
    if delta is not None and one.margin <= delta:
        return M(
            "Prevention: met by only {margin}, no more than Δ {delta}", margin=margin, delta=plain(delta)
        )
    return M("Prevention: met by {margin}", margin=margin)


def _urgency(indicator: Indicator | None, failed: Judgement | None) -> tuple[Urgency, Message]:
    if failed is None or indicator is None:
        return Urgency.ROUTINE, M("Routine: no requirement fails")
    if not (failed.mandatory or failed.declared):
        return Urgency.ROUTINE, M("Routine: only a recommended requirement fails")
    if indicator.severity is Severity.A:
        return Urgency.URGENT, M("Urgent: an A item fails")
    return Urgency.ROUTINE, M("Routine: a B item fails")


# --- what a case still lacks ------------------------------------------------------------------------------------------


def reminders(project: Project, case: Case, comparison: Comparison | None) -> tuple[Message, ...]:
    """What should be done first; `comparison` None: it is not known yet."""
    found: list[Message] = []
    if not case.containment.strip() and _is_grave(project, case, comparison):
        found.append(
            M(
                "An A item fails or the case is urgent: write the immediate containment before looking for causes"
            )
        )
    waiting = new_measures(project, case)
    if waiting:
        found.append(
            M("Measures of the prescription that are no rows of the plan yet: {count}", count=len(waiting))
        )
    return tuple(found)


def _is_grave(project: Project, case: Case, comparison: Comparison | None) -> bool:
    if case.urgency in (Urgency.URGENT, Urgency.EMERGENCY):
        return True
    indicator = project.get(Indicator, case.indicator_id)
    if comparison is None or comparison.product_id != case.product_id or indicator is None:
        return False
    failed = _failure(comparison, comparison.row(case.indicator_id), "")
    return _urgency(indicator, failed)[0] is Urgency.URGENT


# --- from the prescription to the plan --------------------------------------------------------------------------------


def new_measures(project: Project, case: Case) -> tuple[Measure, ...]:
    """Measures of the prescription that no row of the plan of this case holds yet."""
    held = {key(one.measure) for one in actions_of_case(project, case.id)}
    return tuple(one for one in measures(case.prescription) if key(one.text) not in held)


def actions_from(
    project: Project, comparison: Comparison, case: Case, on: date, chosen: Sequence[Measure] | None = None
) -> tuple[Action, ...]:
    """Rows of the plan born from the prescription of a case (F7); those that the plan holds already are not made again.

    Gap, present value, target and due date are those that `engine.plan` proposes for the indicator. A measure without a
    cause of its own is against the one confirmed cause, where there is just one. `chosen`: only these measures.
    """
    born = row_for(project, comparison, case.indicator_id, on)
    if born is None:
        born = Action(
            id="",
            product_id=case.product_id,
            position=0,
            gap=case.complaint,
            indicator_id=case.indicator_id,
            start=on,
        )
    causes = parse_diagnosis(case.diagnosis)
    confirmed = [one.text for one in causes if one.state is CauseState.CONFIRMED]
    types = {key(one.measure): one.action_type for one in library(project)}
    last = max((one.position for one in actions_of(project, case.product_id)), default=0)
    wanted = [one for one in new_measures(project, case) if chosen is None or one in chosen]
    return tuple(
        replace(
            born,
            id=new_id(),
            position=last + at,
            case_id=case.id,
            cause=(cause := one.cause or (confirmed[0] if len(confirmed) == 1 else "")),
            measure=one.text,
            action_type=types.get(key(one.text), _type_of(causes, cause)),
        )
        for at, one in enumerate(wanted, 1)
    )


def _type_of(causes: Sequence[Cause], text: str) -> ActionType:
    branch = next((one.branch for one in causes if key(one.text) == key(text)), None)
    return _TYPES.get(branch, ActionType.PROCESS) if branch is not None else ActionType.PROCESS


# --- the library and the case -----------------------------------------------------------------------------------------


def take_over(case: Case, remedy: Remedy) -> Case:
    """The case with one line of the library: its cause to be checked, its measure, its advice; nothing stands twice."""
    causes = parse_diagnosis(case.diagnosis)
    if remedy.cause and key(remedy.cause) not in {key(one.text) for one in causes}:
        causes = (*causes, Cause(remedy.cause, remedy.branch, state=CauseState.OPEN))
    prescription = case.prescription
    if remedy.measure:
        prescription = with_measure(prescription, Measure(remedy.measure, remedy.cause))
    advice = case.advice
    if remedy.advice and key(remedy.advice) not in key(advice):
        advice = "\n".join(part for part in (advice.rstrip(), remedy.advice) if part)
    return replace(case, diagnosis=diagnosis_text(causes), prescription=prescription, advice=advice)


def lessons(project: Project, case: Case) -> tuple[Remedy, ...]:
    """Lines that the library can learn from a case: measures against confirmed causes that it does not hold yet."""
    indicator = project.get(Indicator, case.indicator_id)
    product = project.get(Product, case.product_id)
    category = project.all(Category)[product.category_id].name if product is not None else ""
    confirmed = {
        key(one.text): one for one in parse_diagnosis(case.diagnosis) if one.state is CauseState.CONFIRMED
    }
    known = {(key(one.cause), key(one.measure)) for one in library(project, hidden=True)}
    types = {key(one.measure): one.action_type for one in actions_of_case(project, case.id)}
    symptom = case.complaint.splitlines()[0] if case.complaint else ""
    found = []
    for measure in measures(case.prescription):
        named = measure.cause or (next(iter(confirmed.values())).text if len(confirmed) == 1 else "")
        cause = confirmed.get(key(named))
        if cause is None or (key(cause.text), key(measure.text)) in known:
            continue
        found.append(
            Remedy(
                id=new_id(),
                symptom=symptom,
                category=category,
                indicator=indicator.name if indicator is not None else "",
                branch=cause.branch,
                cause=cause.text,
                measure=measure.text,
                action_type=types.get(key(measure.text), _type_of((cause,), cause.text)),
                advice=case.advice,
                case_id=case.id,
                source=Provenance(document=case.number),
            )
        )
    return tuple(found)


def learn(lines: Sequence[Remedy]) -> Edit:
    """The edit that adds lines to the library."""
    return Edit(M("Add to the library ({count})", count=len(lines)), tuple(lines))
