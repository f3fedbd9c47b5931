"""Conformity of a product's value with one requirement (R26, R27, R30), by sets: every value is a set of possible
numbers, every limit a set of accepted ones. Inside is 合格, outside is 不合格, anything else is 无法判定.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from compare_app.domain.comparison import Judgement, Summary, Trace
from compare_app.domain.grade import grade_key
from compare_app.domain.interval import (
    accepted,
    contains,
    depth,
    exactly,
    is_disjoint,
    is_empty,
    is_subset,
    narrowed,
)
from compare_app.domain.limit import (
    ClassAtLeast,
    Grades,
    GradeStep,
    Interval,
    NoLimit,
    NotDetectable,
    Required,
    UnreadLimit,
)
from compare_app.domain.limit_text import print_limit
from compare_app.domain.model import DecisionRule, Indicator, Requirement, StandardEdition
from compare_app.domain.number import interval_of, plain, round_to
from compare_app.domain.terms import (
    Absence,
    ComparisonMode,
    Conformity,
    GuardBand,
    Scale,
    Statistic,
)
from compare_app.domain.units import conversion
from compare_app.domain.value import (
    Absent,
    Censored,
    Grade,
    NotDetected,
    Number,
    Operator,
    PassFail,
    Span,
    Unread,
)
from compare_app.engine.summary import label_of, level_index
from compare_app.text.fold import key
from compare_app.text.message import M, Message

_FULL = "GB/T 8170-2008 4.3.2"
_ROUNDED = "GB/T 8170-2008 4.3.3"


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
) -> Judgement:
    """Judge one product's summary against one requirement.

    `applies` says whether the requirement's conditions hold for the product, None where that is not known. The result
    is converted into the limit's unit, never the limit into the result's (rulings 13).
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
    early = _without_value(summary, requirement, indicator, applies)
    if early is not None:
        conformity, reason = early
        return replace(base, conformity=conformity, reason=reason, steps=(*summary.steps, Trace(reason)))
    match requirement.limit:
        case Interval() | Grades():
            return _by_figures(base, summary, requirement, indicator, rule, unit)
        case ClassAtLeast(label):
            return _by_class(base, summary, indicator, label)
        case Required():
            return _by_word(base, summary)
        case NotDetectable():
            return _by_detection(base, summary)
        case _:  # pragma: no cover - the other limits ended in _without_value
            return base


def _without_value(
    summary: Summary, requirement: Requirement, indicator: Indicator, applies: bool | None
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
        case Unread():
            if summary.problem is not None:
                return Conformity.UNDECIDED, M("The result cannot be used: {reason}", reason=summary.problem)
            return Conformity.UNDECIDED, M("The result {raw} was not understood", raw=", ".join(summary.raw))
    if requirement.quantity and key(requirement.quantity) != key(summary.quantity or indicator.quantity):
        return Conformity.UNDECIDED, M(
            "The limit is on {theirs}, the result is {ours}: not the same quantity",
            theirs=requirement.quantity,
            ours=summary.quantity or indicator.quantity or indicator.name,
        )
    if applies is None:
        return Conformity.UNDECIDED, M("Whether the condition of the requirement holds is not known")
    return None


# --- numbers ----------------------------------------------------------------------------------------------------------


def possible(summary: Summary, statistic: Statistic) -> tuple[Interval, ...] | None:
    """The sets of numbers that a limit's statistic may take, in the summary's unit; all of them must conform.

    None where the report does not say: a mean says nothing of the single values.
    """
    match summary.value:
        case Censored(operator, bound):
            return (_ray(operator, bound),)
        case NotDetected(lod):
            return None if lod is None else (Interval(high=lod, high_closed=False),)
        case Number() | Span():
            pass
        case _:
            return None
    ends = tuple(exactly(end) for end in (summary.low, summary.high) if end is not None)
    match statistic:
        case Statistic.MEAN | Statistic.UNSTATED:
            if summary.statistic in (Statistic.MINIMUM, Statistic.MAXIMUM):
                return None
            if summary.mean is not None:
                return (exactly(summary.mean),)
            return (Interval(summary.low, summary.high),) if len(ends) == 2 else None
        case Statistic.SINGLE:
            return ends if len(ends) == 2 else None
        case Statistic.MINIMUM:
            return (exactly(summary.low),) if summary.low is not None else None
        case Statistic.MAXIMUM:
            return (exactly(summary.high),) if summary.high is not None else None


def _ray(operator: Operator, bound: Decimal) -> Interval:
    match operator:
        case Operator.BELOW:
            return Interval(high=bound, high_closed=False)
        case Operator.AT_MOST:
            return Interval(high=bound)
        case Operator.ABOVE:
            return Interval(low=bound, low_closed=False)
        case Operator.AT_LEAST:
            return Interval(low=bound)


def _by_figures(
    base: Judgement,
    summary: Summary,
    requirement: Requirement,
    indicator: Indicator,
    rule: DecisionRule | None,
    unit: str,
) -> Judgement:
    if isinstance(summary.value, Grade) and isinstance(requirement.limit, Grades):
        return _declared_grade(base, summary, requirement.limit)
    change = conversion(indicator.unit, unit)
    if change is None:
        return replace(
            base,
            reason=M(
                "{unit} cannot be converted to {target}", unit=indicator.unit or "1", target=unit or "1"
            ),
        )
    figures = possible(summary, requirement.statistic)
    steps = list(summary.steps)
    unconfirmed = requirement.statistic is Statistic.UNSTATED
    if figures is None:
        figures = possible(summary, Statistic.MEAN)
        only_fail = True
    else:
        only_fail = False
    if figures is None:
        return replace(
            base, reason=M("The report does not give the {statistic}", statistic=requirement.statistic)
        )
    sets = tuple(
        replace(
            figure,
            low=None if figure.low is None else change.value(figure.low),
            high=None if figure.high is None else change.value(figure.high),
        )
        for figure in figures
    )
    shown = _printed(sets, summary, change.identity)
    if not change.identity:
        steps.append(Trace(M("In the unit of the limit: {value} {unit}", value=shown, unit=unit), "R25"))
    base = replace(base, value_text=shown, statistic_unconfirmed=unconfirmed)
    match requirement.limit:
        case Grades() as ladder:
            judged = _in_ladder(base, sets, ladder, requirement.mode, steps)
        case Interval() as limit:
            judged = _in_interval(base, sets, limit, requirement.mode, steps)
            expanded = None if summary.uncertainty is None else change.difference(summary.uncertainty)
            judged = _with_guard(judged, sets, limit, requirement.mode, rule, expanded)
            judged = _with_margin(judged, sets, limit, indicator)
        case _:  # pragma: no cover
            judged = base
    if only_fail and judged.conformity is not Conformity.FAIL:
        reason = M("The report gives the mean, not the {statistic}", statistic=requirement.statistic)
        judged = replace(
            judged, conformity=Conformity.UNDECIDED, reason=reason, steps=(*judged.steps, Trace(reason))
        )
    return judged


def _printed(sets: tuple[Interval, ...], summary: Summary, as_typed: bool) -> str:
    if len(sets) == 1 and sets[0].low is not None and sets[0].low == sets[0].high:
        return summary.text if as_typed and summary.mean == sets[0].low else _short(sets[0].low)
    if len(sets) == 2 and sets[0] == sets[1] and sets[0].low is not None:
        return _short(sets[0].low)
    if len(sets) == 2 and sets[0].low is not None and sets[1].high is not None:
        return f"{_short(sets[0].low)}~{_short(sets[1].high)}"
    one = sets[0]
    if one.low is not None and one.high is not None:
        return f"{_short(one.low)}~{_short(one.high)}"
    if one.high is not None:
        return f"{'≤' if one.high_closed else '<'}{_short(one.high)}"
    return f"{'≥' if one.low_closed else '>'}{_short(one.low)}" if one.low is not None else "—"


def _short(value: Decimal) -> str:
    """At most twelve significant digits: a mean of three values need not fill the line."""
    digits = value.as_tuple().digits
    if len(digits) <= 12 or value == 0:
        return plain(value)
    return plain(round_to(value, Decimal(1).scaleb(value.adjusted() - 11)))


def _rule_of(mode: ComparisonMode) -> str:
    return _FULL if mode is ComparisonMode.FULL_VALUE else _ROUNDED


def _in_interval(
    base: Judgement, sets: tuple[Interval, ...], limit: Interval, mode: ComparisonMode, steps: list[Trace]
) -> Judgement:
    region = accepted(limit, mode)
    if mode is ComparisonMode.ROUNDED_VALUE:
        steps.extend(_rounding_steps(sets, limit))
    inside = all(is_subset(one, region) for one in sets)
    outside = any(is_disjoint(one, region) for one in sets)
    if inside:
        conformity, reason = (
            Conformity.PASS,
            M("{value} meets {limit}", value=base.value_text, limit=base.limit_text),
        )
    elif outside:
        conformity, reason = (
            Conformity.FAIL,
            M("{value} does not meet {limit}", value=base.value_text, limit=base.limit_text),
        )
    else:
        conformity, reason = (
            Conformity.UNDECIDED,
            M("{value} leaves open whether {limit} is met", value=base.value_text, limit=base.limit_text),
        )
    steps.append(Trace(reason, _rule_of(mode)))
    return replace(base, conformity=conformity, reason=reason, steps=tuple(steps))


def _rounding_steps(sets: tuple[Interval, ...], limit: Interval) -> list[Trace]:
    end = limit.low if limit.low is not None else limit.high
    if end is None:
        return []
    digit = interval_of(end)
    return [
        Trace(
            M(
                "Rounded once to {digit}: {value} → {rounded}",
                digit=digit,
                value=_short(one.low),
                rounded=plain(round_to(one.low, digit)),
            ),
            _ROUNDED,
        )
        for one in dict.fromkeys(sets)
        if one.low is not None and one.low == one.high
    ]


def _with_guard(
    judged: Judgement,
    sets: tuple[Interval, ...],
    limit: Interval,
    mode: ComparisonMode,
    rule: DecisionRule | None,
    expanded: Decimal | None,
) -> Judgement:
    """Apply the guard band of the decision rule; it acts on unrounded values only (rulings 12).

    `expanded` is U (k = 2) in the unit of the limit, None where the report does not give it.
    """
    if rule is None or (rule.guard is GuardBand.NONE and not rule.four_state):
        return judged
    if mode is ComparisonMode.ROUNDED_VALUE or judged.conformity is Conformity.UNDECIDED:
        return judged
    if expanded is None or len(sets) != 1 or sets[0].low is None or sets[0].low != sets[0].high:
        reason = M("The guard band needs the uncertainty of the result, which is not stated")
        return replace(
            judged,
            conformity=Conformity.UNDECIDED,
            reason=reason,
            steps=(*judged.steps, Trace(reason, "ILAC-G8:09/2019")),
        )
    value = sets[0].low
    width = expanded * Decimal("1.645") / 2 if rule.guard is GuardBand.ONE_SIDED_95 else expanded
    inner = narrowed(limit, width)
    outer = narrowed(limit, -width)
    if not is_empty(inner) and contains(inner, value):
        state = Conformity.PASS
    elif contains(limit, value):
        state = Conformity.CONDITIONAL_PASS if rule.four_state else Conformity.FAIL
    elif contains(outer, value) and rule.four_state:
        state = Conformity.CONDITIONAL_FAIL
    else:
        state = Conformity.FAIL
    reason = M(
        "With a guard band of {width} {unit} the acceptance region is {region}",
        width=plain(width),
        unit=judged.unit,
        region=print_limit(inner, judged.unit) if not is_empty(inner) else "∅",
    )
    return replace(
        judged, conformity=state, reason=reason, steps=(*judged.steps, Trace(reason, "ILAC-G8:09/2019"))
    )


def _with_margin(
    judged: Judgement, sets: tuple[Interval, ...], limit: Interval, indicator: Indicator
) -> Judgement:
    values = [one.low for one in sets if one.low is not None and one.low == one.high]
    margins = [margin for margin in (depth(limit, value) for value in values) if margin is not None]
    if not margins or len(values) != len(sets):
        return judged
    margin = min(margins)
    one_sided = (limit.low is None) != (limit.high is None)
    end = limit.low if limit.low is not None else limit.high
    percent = None
    if indicator.scale is Scale.RATIO and one_sided and end is not None and end != 0:
        percent = 100 * margin / abs(end)
    return replace(judged, margin=margin, margin_percent=percent)


# --- ladders and words ----------------------------------------------------------------------------------------------


def _in_ladder(
    base: Judgement, sets: tuple[Interval, ...], ladder: Grades, mode: ComparisonMode, steps: list[Trace]
) -> Judgement:
    regions = [accepted(step.interval, mode) for step in ladder.steps]
    pass_index = _pass_index(ladder)
    best = next(
        (at for at, region in enumerate(regions) if all(is_subset(one, region) for one in sets)), None
    )
    hope = next(
        (at for at, region in enumerate(regions) if not any(is_disjoint(one, region) for one in sets)), None
    )
    if best is None and hope is None:
        reason = M("{value} reaches no grade of {limit}", value=base.value_text, limit=base.limit_text)
        steps.append(Trace(reason, _rule_of(mode)))
        distance = _distance(sets, ladder.steps[-1])
        return replace(
            base,
            conformity=Conformity.FAIL,
            reason=reason,
            next_grade=ladder.steps[-1].name,
            next_distance=distance,
            steps=tuple(steps),
        )
    if best != hope:
        reason = M(
            "{value} leaves the grade open: up to {grade}",
            value=base.value_text,
            grade=ladder.steps[hope or 0].name,
        )
        sure = best is not None and best <= pass_index
        steps.append(Trace(reason, _rule_of(mode)))
        return replace(
            base,
            conformity=Conformity.PASS if sure else Conformity.UNDECIDED,
            reason=reason,
            steps=tuple(steps),
        )
    assert best is not None
    grade = ladder.steps[best].name
    passed = best <= pass_index
    reason = M("{value} is grade {grade}", value=base.value_text, grade=grade)
    steps.append(Trace(reason, _rule_of(mode)))
    above = ladder.steps[best - 1] if best > 0 else None
    return replace(
        base,
        conformity=Conformity.PASS if passed else Conformity.FAIL,
        reason=reason,
        grade=grade,
        next_grade=above.name if above else "",
        next_distance=_distance(sets, above) if above else None,
        steps=tuple(steps),
    )


def _pass_index(ladder: Grades) -> int:
    if not ladder.pass_level:
        return len(ladder.steps) - 1
    wanted = key(ladder.pass_level)
    return next(
        (at for at, step in enumerate(ladder.steps) if key(step.name) == wanted), len(ladder.steps) - 1
    )


def _distance(sets: tuple[Interval, ...], step: GradeStep) -> Decimal | None:
    values = [one.low for one in sets if one.low is not None and one.low == one.high]
    gaps = [depth(step.interval, value) for value in values]
    known = [-gap for gap in gaps if gap is not None]
    return max(known) if known else None


def _declared_grade(base: Judgement, summary: Summary, ladder: Grades) -> Judgement:
    label = label_of(summary.value) or ""
    wanted = grade_key(label)
    at = next((at for at, step in enumerate(ladder.steps) if grade_key(step.name) == wanted), None)
    if at is None:
        return replace(
            base,
            value_text=label,
            reason=M("{label} is no grade of {limit}", label=label, limit=base.limit_text),
        )
    reason = M("The grade {grade} is stated, not computed from a value", grade=ladder.steps[at].name)
    return replace(
        base,
        value_text=label,
        conformity=Conformity.PASS if at <= _pass_index(ladder) else Conformity.FAIL,
        grade=ladder.steps[at].name,
        next_grade=ladder.steps[at - 1].name if at else "",
        reason=reason,
        steps=(*summary.steps, Trace(reason)),
    )


def _by_class(base: Judgement, summary: Summary, indicator: Indicator, label: str) -> Judgement:
    mine = label_of(summary.value)
    if mine is None:
        return replace(base, value_text=summary.text, reason=M("The result is no class"))
    ours, theirs = level_index(indicator, mine), level_index(indicator, label)
    if grade_key(mine) == grade_key(label):
        ours = theirs = 0
    if ours is None or theirs is None:
        return replace(
            base,
            value_text=mine,
            reason=M("The order of {ours} and {theirs} is not known", ours=mine, theirs=label),
        )
    passed = ours <= theirs
    reason = (
        M("{value} is not lower than {limit}", value=mine, limit=label)
        if passed
        else M("{value} is lower than {limit}", value=mine, limit=label)
    )
    return replace(
        base,
        value_text=mine,
        conformity=Conformity.PASS if passed else Conformity.FAIL,
        reason=reason,
        margin=Decimal(theirs - ours),
        steps=(*summary.steps, Trace(reason)),
    )


def _by_word(base: Judgement, summary: Summary) -> Judgement:
    match summary.value:
        case PassFail(passed):
            reason = M("Reported as passed") if passed else M("Reported as failed")
            conformity = Conformity.PASS if passed else Conformity.FAIL
            return replace(base, conformity=conformity, reason=reason, steps=(*summary.steps, Trace(reason)))
        case _:
            return replace(
                base,
                value_text=summary.text,
                reason=M("The requirement is in words; the report must say whether it is met"),
            )


def _by_detection(base: Judgement, summary: Summary) -> Judgement:
    match summary.value:
        case NotDetected():
            reason, conformity = M("Not detected"), Conformity.PASS
        case Censored(Operator.BELOW, bound):
            reason, conformity = (
                M("Below {bound}, taken as the detection limit", bound=bound),
                Conformity.PASS,
            )
        case Number(value) if value > 0:
            reason, conformity = M("{value} was detected", value=value), Conformity.FAIL
        case Censored(Operator.ABOVE | Operator.AT_LEAST, bound) if bound >= 0:
            reason, conformity = M("{value} was detected", value=summary.text), Conformity.FAIL
        case _:
            reason, conformity = (
                M("The result does not say whether anything was detected"),
                Conformity.UNDECIDED,
            )
    return replace(
        base,
        value_text=summary.text,
        conformity=conformity,
        reason=reason,
        steps=(*summary.steps, Trace(reason)),
    )
