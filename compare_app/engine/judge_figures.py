"""Numbers against limits: the sets a report leaves possible, and the set a limit accepts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from compare_app.domain.comparison import Judgement, Summary, Trace
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
    Grades,
    Interval,
)
from compare_app.domain.limit_text import print_limit
from compare_app.domain.model import DecisionRule, Indicator, Requirement
from compare_app.domain.number import interval_of, plain, round_to
from compare_app.domain.terms import (
    ComparisonMode,
    Conformity,
    GuardBand,
    Scale,
    Statistic,
)
from compare_app.domain.units import conversion
from compare_app.domain.value import (
    Censored,
    Grade,
    NotDetected,
    Number,
    Operator,
    Span,
)
from compare_app.engine.judge_grades import ROUNDED, declared_grade, in_ladder, rule_of
from compare_app.text.message import M


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


def by_figures(
    base: Judgement,
    summary: Summary,
    requirement: Requirement,
    indicator: Indicator,
    rule: DecisionRule | None,
    unit: str,
) -> Judgement:
    if isinstance(summary.value, Grade) and isinstance(requirement.limit, Grades):
        return declared_grade(base, summary, requirement.limit)
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
            judged = in_ladder(base, sets, ladder, requirement.mode, steps)
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
    steps.append(Trace(reason, rule_of(mode)))
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
            ROUNDED,
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
