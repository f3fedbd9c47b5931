"""Conformity of a product's value with one requirement (R26, R27, R30), by sets: every value is a set of possible
numbers, every limit a set of accepted ones. Inside is 合格, outside is 不合格, anything else is 无法判定.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from compare_app.domain.comparison import Judgement, Summary, Trace
from compare_app.domain.condition_text import print_conditions
from compare_app.domain.interval import (
    accepted,
    contains,
)
from compare_app.domain.limit import (
    ClassAtLeast,
    Classes,
    Combined,
    Computed,
    Grades,
    Interval,
    NoLimit,
    NotDetectable,
    Required,
    UnreadLimit,
)
from compare_app.domain.limit_text import print_limit
from compare_app.domain.model import DecisionRule, Indicator, Requirement, StandardEdition
from compare_app.domain.quantity import quantity_key
from compare_app.domain.terms import (
    Absence,
    ComparisonMode,
    Conformity,
    Statistic,
)
from compare_app.domain.units import conversion
from compare_app.domain.value import Absent, Unread
from compare_app.engine.judge_classes import by_class, by_detection, by_word, in_classes
from compare_app.engine.judge_composed import by_formula, by_parts
from compare_app.engine.judge_figures import by_figures
from compare_app.engine.resolve import Resolve
from compare_app.text.message import M, Message


@dataclass(frozen=True, slots=True)
class Binding:
    """What a requirement means for this product: whether it binds, and as what."""

    mandatory: bool
    declared: bool
    recommended: bool


def conforms(value: Decimal, limit: Interval, mode: ComparisonMode) -> bool:
    """Whether one number conforms to a limit by full-value or rounded-value comparison (GB/T 8170-2008 4.3)."""
    return contains(accepted(limit, mode), value)


def judge(
    summary: Summary,
    requirement: Requirement,
    edition: StandardEdition,
    indicator: Indicator,
    rule: DecisionRule | None,
    binding: Binding,
    applies: bool | None,
    *,
    same_method: bool = True,
    resolve: Resolve | None = None,
) -> Judgement:
    """Judge one product's summary against one requirement.

    `applies` says whether the requirement's conditions hold for the product, None where that is not known;
    `same_method` whether its test method meets that of the result, or one of them is not stated (R5); `resolve` puts
    the product's values into a limit that is a formula. The result is converted into the limit's unit, never the limit
    into the result's (rulings 13). Where a result beside those that count could not be used, nothing passes, and no
    mean fails.
    """
    unit = requirement.unit or indicator.unit
    base = Judgement(
        requirement_id=requirement.id,
        edition_id=edition.id,
        standard=edition.number,
        clause=requirement.clause,
        limit_text=print_limit(requirement.limit, unit) or requirement.raw,
        unit=unit,
        statistic=requirement.statistic,
        mode=requirement.mode,
        value_text="",
        conformity=Conformity.UNDECIDED,
        reason=M(""),
        mandatory=binding.mandatory,
        declared=binding.declared,
        recommended=binding.recommended,
        trust=requirement.source.trust,
    )
    if applies is False:
        return replace(
            base,
            conformity=Conformity.NOT_APPLICABLE,
            reason=M("The condition of the requirement does not hold"),
        )
    early = _without_value(summary, requirement, indicator, applies, same_method)
    if early is not None:
        conformity, reason = early
        return replace(base, conformity=conformity, reason=reason, steps=(*summary.steps, Trace(reason)))
    judged = _by_limit(base, summary, requirement, indicator, rule, resolve)
    by_mean = requirement.statistic in (Statistic.MEAN, Statistic.UNSTATED)
    sure = judged.conformity is Conformity.FAIL and not (by_mean and summary.means)
    if not _left_out(summary, requirement) or sure or judged.conformity is Conformity.UNDECIDED:
        return judged
    reason = M("A result beside those that were judged could not be used")
    return replace(
        judged, conformity=Conformity.UNDECIDED, reason=reason, steps=(*judged.steps, Trace(reason, "R9"))
    )


def _left_out(summary: Summary, requirement: Requirement) -> bool:
    """Whether a result beside those that were judged could not be used; a tolerance in mm beside % uses both."""
    if not isinstance(requirement.limit, Combined):
        return summary.partial
    units = [part.unit for part in requirement.limit.parts if part.unit]
    return summary.unread or not all(
        any(conversion(side.unit, unit) is not None for unit in units) for side in summary.asides
    )


def _by_limit(
    base: Judgement,
    summary: Summary,
    requirement: Requirement,
    indicator: Indicator,
    rule: DecisionRule | None,
    resolve: Resolve | None,
) -> Judgement:
    match requirement.limit:
        case Interval() | Grades():
            return by_figures(base, summary, requirement, indicator, rule, base.unit)
        case Classes() as classes:
            return in_classes(base, summary, classes, requirement, indicator)
        case Combined() as limit:
            return by_parts(base, summary, requirement, limit, indicator, rule)
        case Computed():
            return by_formula(base, summary, requirement, indicator, rule, resolve)
        case ClassAtLeast(label):
            return by_class(base, summary, indicator, label)
        case Required():
            return by_word(base, summary)
        case NotDetectable():
            return by_detection(base, summary)
        case _:  # pragma: no cover - the other limits ended in _without_value
            return base


def _without_value(
    summary: Summary, requirement: Requirement, indicator: Indicator, applies: bool | None, same_method: bool
) -> tuple[Conformity, Message] | None:
    match requirement.limit:
        case UnreadLimit():
            return Conformity.UNDECIDED, M("The limit {raw} was not understood", raw=requirement.raw)
        case NoLimit():
            return Conformity.NOT_APPLICABLE, M("The standard sets no limit")
    match summary.value:
        case Absent(Absence.NOT_APPLICABLE):
            return Conformity.NOT_APPLICABLE, M("The indicator does not apply to this product")
        case Absent():
            return Conformity.NOT_TESTED, M("There is no result")
        case Unread() if not summary.singles and not (
            isinstance(requirement.limit, Combined) and summary.asides
        ):  # values that bound each other are still single values
            if summary.problem is not None:
                return Conformity.UNDECIDED, M("The result cannot be used: {reason}", reason=summary.problem)
            return Conformity.UNDECIDED, M("The result {raw} was not understood", raw=", ".join(summary.raw))
    if quantity_key(requirement.quantity, indicator) != quantity_key(summary.quantity, indicator):
        return Conformity.UNDECIDED, M(
            "The limit is on {theirs}, the result is {ours}: not the same quantity",
            theirs=requirement.quantity or indicator.quantity or indicator.name,
            ours=summary.quantity or indicator.quantity or indicator.name,
        )
    if not same_method:
        return Conformity.UNDECIDED, M("The result was found by another test method than the limit is for")
    if applies is None:
        where = (requirement.scope_text, print_conditions(requirement.conditions))
        return Conformity.UNDECIDED, M(
            "Whether the requirement applies is not known: {conditions}",
            conditions=[one for one in where if one],
        )
    return None
