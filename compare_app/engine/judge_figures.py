"""Numbers against limits: the sets a report leaves possible, and the set a limit accepts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from compare_app.domain.comparison import Judgement, Summary, Trace
from compare_app.domain.interval import (
    EVERYTHING,
    accepted,
    depth,
    is_disjoint,
    is_empty,
    is_subset,
    narrowed,
)
from compare_app.domain.interval_text import print_interval
from compare_app.domain.limit import (
    Grades,
    Interval,
)
from compare_app.domain.limit_text import print_limit
from compare_app.domain.model import DecisionRule, Indicator, Requirement
from compare_app.domain.number import interval_of, plain, round_to, short
from compare_app.domain.replicates import greatest, least
from compare_app.domain.statistics import guard_width
from compare_app.domain.terms import (
    ComparisonMode,
    Conformity,
    GuardBand,
    Scale,
    Statistic,
)
from compare_app.domain.units import conversion_on
from compare_app.domain.value import Grade, NotDetected, PassFail
from compare_app.engine.figures import converted, possible_figures
from compare_app.engine.judge_grades import ROUNDED, declared_grade, guarded, in_ladder, rule_of
from compare_app.engine.judge_uncertainty import (
    Spread,
    by_probability,
    graded_by_probability,
    spread_of,
    with_possible_grades,
    with_probability,
)
from compare_app.text.message import M, Message


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
    if isinstance(summary.value, Grade | PassFail):
        reason = M("The limit is a number, the report gives none")
        return replace(base, value_text=summary.text, reason=reason, steps=(*summary.steps, Trace(reason)))
    change = conversion_on(indicator.scale, indicator.unit, unit)
    if change is None:
        return replace(
            base,
            reason=M(
                "{unit} cannot be converted to {target}", unit=indicator.unit or "1", target=unit or "1"
            ),
        )
    sets = tuple(
        dict.fromkeys(converted(one, change) for one in possible_figures(summary, requirement.statistic))
    )
    if not sets or sets == (EVERYTHING,):
        return _silent(base, summary, requirement.statistic)
    steps = list(summary.steps)
    shown = _printed(sets, summary, change.identity)
    if not change.identity:
        steps.append(Trace(M("In the unit of the limit: {value} {unit}", value=shown, unit=unit), "R25"))
    unconfirmed = requirement.statistic is Statistic.UNSTATED
    base = replace(base, value_text=shown, statistic_unconfirmed=unconfirmed)
    spread = spread_of(summary, change, sets, requirement.statistic)
    width = _width(spread, requirement.mode, rule)
    proof = rule is not None and rule.guard is GuardBand.CONFORMANCE_95
    match requirement.limit:
        case Grades() as ladder:
            judged = in_ladder(base, sets, ladder, requirement.mode, steps, width, rule)
            if proof and rule is not None:
                judged = graded_by_probability(
                    judged, spread, ladder, requirement.mode, four_state=rule.four_state
                )
            judged = _unguarded(replace(judged, worst=_worst(sets, ladder)), rule)
            return with_possible_grades(judged, spread, ladder, requirement.mode)
        case Interval() as limit:
            judged = _in_interval(base, sets, limit, requirement.mode, steps)
            judged = _with_guard(judged, sets, limit, rule, width)
            if proof and rule is not None and judged.conformity is not Conformity.UNDECIDED:
                region = accepted(limit, requirement.mode)
                judged = by_probability(judged, spread, region, four_state=rule.four_state)
            judged = _unguarded(judged, rule)
            judged = with_probability(judged, spread, limit, requirement.mode)
            return _with_margin(judged, sets, limit, indicator)
        case _:  # pragma: no cover
            return base


def shortened(limit: Interval) -> Interval:
    """A computed interval with at most twelve digits at each end, for reading."""
    return replace(
        limit,
        low=None if limit.low is None else Decimal(short(limit.low)),
        high=None if limit.high is None else Decimal(short(limit.high)),
    )


def _silent(base: Judgement, summary: Summary, statistic: Statistic) -> Judgement:
    if isinstance(summary.value, NotDetected):
        reason = M("Not detected, without a detection limit: only a ban on detection can be judged")
    else:
        reason = M("The report does not give the {statistic}", statistic=statistic)
    return replace(base, value_text=summary.text, reason=reason, steps=(*summary.steps, Trace(reason)))


def _printed(sets: tuple[Interval, ...], summary: Summary, as_typed: bool) -> str:
    """The figure that is judged: one number as it stands in the report, otherwise from the least to the greatest."""
    low, high = least(sets), greatest(sets)
    if len(sets) == 1 and low.low is not None and low.low == high.high:
        return summary.text if as_typed and summary.mean == low.low else short(low.low)
    if low.low is None and high.high is None:
        return summary.text
    ends = [None if end is None else Decimal(short(end)) for end in (low.low, high.high)]
    return print_interval(Interval(ends[0], ends[1], low.low_closed, high.high_closed))


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
    if mode is ComparisonMode.ROUNDED_VALUE and (rounded := _turned(sets, limit, region)):
        reason = M("{said} (rounded value {rounded})", said=reason, rounded=", ".join(rounded))
    steps.append(Trace(reason, rule_of(mode)))
    return replace(base, conformity=conformity, reason=reason, steps=tuple(steps))


def _turned(sets: tuple[Interval, ...], limit: Interval, region: Interval) -> list[str]:
    """The rounded values of those numbers whose verdict would be another one unrounded."""
    end = limit.low if limit.low is not None else limit.high
    return [
        plain(round_to(one.low, interval_of(end)))
        for one in sets
        if end is not None
        and one.low is not None
        and one.low == one.high
        and is_subset(one, limit) != is_subset(one, region)
    ]


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
                value=short(one.low),
                rounded=plain(round_to(one.low, digit)),
            ),
            ROUNDED,
        )
        for one in dict.fromkeys(sets)
        if one.low is not None and one.low == one.high
    ]


def _width(spread: Spread | Message, mode: ComparisonMode, rule: DecisionRule | None) -> Decimal | Message:
    """Width of the guard band in the limit's unit; 0: none applies; a sentence: it is needed and U is not known.

    It acts on unrounded values, so that it does not go with rounded-value comparison (rulings 12), and on numbers with
    their U.
    """
    if rule is None or mode is ComparisonMode.ROUNDED_VALUE:
        return Decimal(0)
    if rule.guard in (GuardBand.NONE, GuardBand.CONFORMANCE_95):
        return Decimal(0)
    return guard_width(rule.guard, spread.expanded) if isinstance(spread, Spread) else spread


def _unguarded(judged: Judgement, rule: DecisionRule | None) -> Judgement:
    """Rounded-value comparison under a rule with a guard band says that the band does not act there (rulings 12)."""
    banded = rule is not None and rule.guard not in (GuardBand.NONE, GuardBand.CONFORMANCE_95)
    if judged.mode is not ComparisonMode.ROUNDED_VALUE or not banded:
        return judged
    reason = M(
        "{said}; rounded-value comparison: the guard band of the rule does not apply", said=judged.reason
    )
    return replace(judged, reason=reason, steps=(*judged.steps, Trace(reason, "ILAC-G8:09/2019")))


def _with_guard(
    judged: Judgement,
    sets: tuple[Interval, ...],
    limit: Interval,
    rule: DecisionRule | None,
    width: Decimal | Message,
) -> Judgement:
    """Apply the guard band of the decision rule to every number that is judged (ILAC-G8:09/2019)."""
    if rule is None or width == 0 or judged.conformity is Conformity.UNDECIDED:
        return judged
    if isinstance(width, Message):
        trace = Trace(width, "ILAC-G8:09/2019")
        return replace(judged, conformity=Conformity.UNDECIDED, reason=width, steps=(*judged.steps, trace))
    inner = narrowed(limit, width)
    reason = M(
        "With a guard band of {width} {unit} the acceptance region is {region}",
        width=short(width),
        unit=judged.unit,
        region=print_limit(inner, judged.unit) if not is_empty(inner) else "∅",
    )
    return replace(
        judged,
        conformity=guarded(sets, limit, width, four_state=rule.four_state),
        reason=reason,
        steps=(*judged.steps, Trace(reason, "ILAC-G8:09/2019")),
    )


def _with_margin(
    judged: Judgement, sets: tuple[Interval, ...], limit: Interval, indicator: Indicator
) -> Judgement:
    values = [one.low for one in sets if one.low is not None and one.low == one.high]
    margins = [(margin, value) for value in values if (margin := depth(limit, value)) is not None]
    if not margins or len(values) != len(sets):
        return judged
    margin, worst = min(margins)
    one_sided = (limit.low is None) != (limit.high is None)
    end = limit.low if limit.low is not None else limit.high
    percent = None
    if indicator.scale is Scale.RATIO and one_sided and end is not None and end != 0:
        percent = 100 * margin / abs(end)
    return replace(
        judged, margin=margin, margin_percent=percent, worst=worst if len(set(values)) > 1 else None
    )


def _worst(sets: tuple[Interval, ...], ladder: Grades) -> Decimal | None:
    """Of several numbers the one whose grade, and distance to the next, stands for the product; None for one number."""
    values = [one.low for one in sets if one.low is not None and one.low == one.high]
    if len(set(values)) < 2 or len(values) != len(sets):
        return None
    depths = [(depth(ladder.steps[0].interval, value), value) for value in values]
    return min(((far, value) for far, value in depths if far is not None), default=(None, None))[1]
