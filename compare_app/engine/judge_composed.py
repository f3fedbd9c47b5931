"""Limits made of others: formulas that become an interval for the product, two tolerances together."""

from __future__ import annotations

from dataclasses import replace

from compare_app.domain.comparison import Judgement, Summary, Trace
from compare_app.domain.computed_text import DECLARED, declared_name
from compare_app.domain.formula import names
from compare_app.domain.interval import is_empty
from compare_app.domain.limit import Combined, Computed, Limit
from compare_app.domain.limit_text import print_limit
from compare_app.domain.model import DecisionRule, Indicator, Requirement
from compare_app.domain.terms import Basis, ComparisonMode, Conformity
from compare_app.domain.units import conversion
from compare_app.domain.value import Absent
from compare_app.engine.judge_figures import by_figures, shortened
from compare_app.engine.resolve import Resolve
from compare_app.text.message import M


def by_formula(
    base: Judgement,
    summary: Summary,
    requirement: Requirement,
    indicator: Indicator,
    rule: DecisionRule | None,
    resolve: Resolve | None,
) -> Judgement:
    """A limit that is a formula: first the interval it is for this product, then as any interval.

    A computed limit has no last digit of its own, so that it is always compared in full value (GB/T 8170-2008 4.3.2).
    """
    if summary.basis is Basis.DECLARED and _names_declared(requirement.limit):
        reason = M("There is no tested value to hold against the declared one")
        return replace(
            base, conformity=Conformity.NOT_TESTED, reason=reason, steps=(*summary.steps, Trace(reason))
        )
    if resolve is None:
        reason = M("The limit cannot be computed without the product's other values")
        return replace(
            base, value_text=summary.text, reason=reason, steps=(*summary.steps, Trace(reason, "R4"))
        )
    resolved = resolve(requirement, indicator)
    if resolved.interval is None:
        reason = resolved.problem or M("The limit cannot be computed")
        return replace(base, value_text=summary.text, reason=reason, steps=(*summary.steps, *resolved.steps))
    limit = print_limit(shortened(resolved.interval), base.unit)
    if is_empty(resolved.interval):
        reason = M("For this product the limit contradicts itself: {limit}", limit=limit)
        return replace(
            base, value_text=summary.text, reason=reason, steps=(*resolved.steps, Trace(reason, "R4"))
        )
    steps = [*resolved.steps, Trace(M("For this product the limit is {limit}", limit=limit), "R4")]
    plain = replace(requirement, limit=resolved.interval, mode=ComparisonMode.FULL_VALUE)
    judged = by_figures(
        replace(base, limit_text=limit, mode=ComparisonMode.FULL_VALUE),
        summary,
        plain,
        indicator,
        rule,
        base.unit,
    )
    if requirement.mode is ComparisonMode.ROUNDED_VALUE:
        steps.append(
            Trace(
                M("A computed limit has no last digit to round to: full-value comparison"),
                "GB/T 8170-2008 4.3",
            )
        )
    return replace(judged, limit_text=f"{base.limit_text} → {limit}", steps=(*steps, *judged.steps))


def _names_declared(limit: Limit) -> bool:
    return isinstance(limit, Computed) and any(
        name == DECLARED or declared_name(name)
        for end in (limit.low, limit.high)
        if end
        for name in names(end)
    )


_EVERY = (
    Conformity.FAIL,
    Conformity.CONDITIONAL_FAIL,
    Conformity.UNDECIDED,
    Conformity.CONDITIONAL_PASS,
    Conformity.PASS,
)
"""The first of these among the parts decides where all must hold; read backwards where one is enough."""


def by_parts(
    base: Judgement,
    summary: Summary,
    requirement: Requirement,
    limit: Combined,
    indicator: Indicator,
    rule: DecisionRule | None,
) -> Judgement:
    """Two tolerances together: each is judged by the results in its own unit, then both must hold, or one of them."""
    parts: list[Judgement] = []
    for part in limit.parts:
        unit = part.unit or base.unit
        side = _in_kind(summary, unit)
        said = print_limit(part.interval, unit)
        alone = replace(base, limit_text=said, unit=unit)
        if side is None:
            reason = M("There is no result in {unit}", unit=unit or "1")
            parts.append(replace(alone, reason=reason, steps=(Trace(reason, "R4"),)))
            continue
        piece = replace(requirement, limit=part.interval, unit=unit)
        parts.append(by_figures(alone, side, piece, replace(indicator, unit=side.unit), rule, unit))
    order = _EVERY if limit.every else _EVERY[::-1]
    deciding = min(parts, key=lambda one: order.index(one.conformity))
    steps = [step for one in parts for step in one.steps]
    joint = (
        M("Both tolerances must hold")
        if limit.every
        else M("The larger tolerance counts: one of them is enough")
    )
    return replace(
        base,
        value_text="; ".join(f"{one.value_text or '—'} {one.unit}".strip() for one in parts),
        conformity=deciding.conformity,
        reason=deciding.reason,
        borderline=deciding.borderline,
        statistic_unconfirmed=any(one.statistic_unconfirmed for one in parts),
        steps=(*dict.fromkeys(steps), Trace(joint, "R4")),
    )


def _in_kind(summary: Summary, unit: str) -> Summary | None:
    """The results whose unit converts to `unit`: the summary itself or one of those beside it."""
    for side in (summary, *summary.asides):
        if conversion(side.unit, unit) is not None and not isinstance(side.value, Absent):
            return side
    return None
