"""Numbers and stated grades against a ladder of grades: the grade, the next one, and how far it is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from compare_app.domain.comparison import Judgement, Summary, Trace
from compare_app.domain.grade import grade_key
from compare_app.domain.interval import (
    accepted,
    depth,
    is_disjoint,
    is_empty,
    is_subset,
    narrowed,
)
from compare_app.domain.limit import (
    Grades,
    GradeStep,
    Interval,
)
from compare_app.domain.model import DecisionRule
from compare_app.domain.number import short
from compare_app.domain.terms import (
    ComparisonMode,
    Conformity,
)
from compare_app.engine.levels import label_of, pass_index
from compare_app.text.message import M, Message

_FULL = "GB/T 8170-2008 4.3.2"


ROUNDED = "GB/T 8170-2008 4.3.3"


def rule_of(mode: ComparisonMode) -> str:
    return _FULL if mode is ComparisonMode.FULL_VALUE else ROUNDED


_WORST_FIRST = (
    Conformity.FAIL,
    Conformity.CONDITIONAL_FAIL,
    Conformity.CONDITIONAL_PASS,
    Conformity.PASS,
)


def guarded(values: tuple[Interval, ...], limit: Interval, width: Decimal, *, four_state: bool) -> Conformity:
    """Numbers against a limit with a guard band, the worst of them decides (ILAC-G8:09/2019; rulings 12)."""
    return min((_guarded(one, limit, width, four_state=four_state) for one in values), key=_WORST_FIRST.index)


def _guarded(value: Interval, limit: Interval, width: Decimal, *, four_state: bool) -> Conformity:
    """One number: two states, or four."""
    inner = narrowed(limit, width)
    if not is_empty(inner) and is_subset(value, inner):
        return Conformity.PASS
    if is_subset(value, limit):
        return Conformity.CONDITIONAL_PASS if four_state else Conformity.FAIL
    if four_state and is_subset(value, narrowed(limit, -width)):
        return Conformity.CONDITIONAL_FAIL
    return Conformity.FAIL


def in_ladder(
    base: Judgement,
    sets: tuple[Interval, ...],
    ladder: Grades,
    mode: ComparisonMode,
    steps: list[Trace],
    width: Decimal | Message,
    rule: DecisionRule | None,
) -> Judgement:
    """The grade of the worst of the values. A guard band acts at every threshold (domain.md §6.4).

    Where levels lie beside each other instead of within each other a guard band would leave values without any level;
    then nothing is said.
    """
    regions = [accepted(step.interval, mode) for step in ladder.steps]
    beside = not all(is_subset(a, b) for a, b in pairwise(regions))
    if isinstance(width, Message) or (width and beside):
        reason = (
            width
            if isinstance(width, Message)
            else M("A guard band does not go with levels that lie beside each other")
        )
        return replace(base, reason=reason, steps=(*steps, Trace(reason, "ILAC-G8:09/2019")))
    best, hope = _levels(sets, [narrowed(region, width) for region in regions])
    found = _graded(base, sets, ladder, steps, rule_of(mode), best, hope, width)
    if not width:
        return found
    reason = M(
        "With a guard band of {width} {unit} at every level: {reason}",
        width=short(width),
        unit=base.unit,
        reason=found.reason,
    )
    found = replace(found, reason=reason, steps=(*found.steps[:-1], Trace(reason, "ILAC-G8:09/2019")))
    if rule is not None and rule.four_state:
        return replace(found, conformity=guarded(sets, regions[pass_index(ladder)], width, four_state=True))
    return found


def _levels(sets: tuple[Interval, ...], regions: list[Interval]) -> tuple[int | None, int | None]:
    """The level that is sure and the best one possible for the worst of the values, as places from the best."""
    sure = [next((at for at, one in enumerate(regions) if is_subset(each, one)), None) for each in sets]
    hopes = [
        next((at for at, one in enumerate(regions) if not is_disjoint(each, one)), None) for each in sets
    ]
    known = [at for at in sure if at is not None]
    possible = [at for at in hopes if at is not None]
    return (
        max(known) if len(known) == len(sets) else None,
        max(possible) if len(possible) == len(sets) else None,
    )


def _graded(
    base: Judgement,
    sets: tuple[Interval, ...],
    ladder: Grades,
    steps: list[Trace],
    rule: str,
    best: int | None,
    hope: int | None,
    width: Decimal,
) -> Judgement:
    last = pass_index(ladder)
    if hope is None:
        reason = M("{value} reaches no grade of {limit}", value=base.value_text, limit=base.limit_text)
        lowest = ladder.steps[-1]
        return replace(
            base,
            conformity=Conformity.FAIL,
            reason=reason,
            next_grade=lowest.name,
            next_distance=_distance(sets, lowest, width),
            steps=(*steps, Trace(reason, rule)),
        )
    if best != hope:
        reason = M(
            "{value} leaves the grade open: up to {grade}",
            value=base.value_text,
            grade=ladder.steps[hope].name,
        )
        state = Conformity.UNDECIDED
        if hope > last:
            state = Conformity.FAIL  # the best it can be is not enough
        elif best is not None and best <= last:
            state = Conformity.PASS
        return replace(base, conformity=state, reason=reason, steps=(*steps, Trace(reason, rule)))
    grade = ladder.steps[hope].name
    reason = M("{value} is grade {grade}", value=base.value_text, grade=grade)
    above = ladder.steps[hope - 1] if hope > 0 else None
    return replace(
        base,
        conformity=Conformity.PASS if hope <= last else Conformity.FAIL,
        reason=reason,
        grade=grade,
        next_grade=above.name if above else "",
        next_distance=_distance(sets, above, width) if above else None,
        steps=(*steps, Trace(reason, rule)),
    )


def _distance(sets: tuple[Interval, ...], step: GradeStep, width: Decimal) -> Decimal | None:
    """What the worst value lacks of a level, its guard band included."""
    values = [one.low for one in sets if one.low is not None and one.low == one.high]
    gaps = [depth(narrowed(step.interval, width), value) for value in values]
    known = [-gap for gap in gaps if gap is not None]
    return max(known) if known else None


def declared_grade(base: Judgement, summary: Summary, ladder: Grades) -> Judgement:
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
        conformity=Conformity.PASS if at <= pass_index(ladder) else Conformity.FAIL,
        grade=ladder.steps[at].name,
        next_grade=ladder.steps[at - 1].name if at else "",
        reason=reason,
        steps=(*summary.steps, Trace(reason)),
    )
