"""Numbers and stated grades against a ladder of grades: the grade, the next one, and how far it is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from compare_app.domain.comparison import Judgement, Summary, Trace
from compare_app.domain.grade import grade_key
from compare_app.domain.interval import (
    accepted,
    depth,
    is_disjoint,
    is_subset,
)
from compare_app.domain.limit import (
    Grades,
    GradeStep,
    Interval,
)
from compare_app.domain.terms import (
    ComparisonMode,
    Conformity,
)
from compare_app.engine.levels import label_of
from compare_app.text.fold import key
from compare_app.text.message import M

_FULL = "GB/T 8170-2008 4.3.2"


ROUNDED = "GB/T 8170-2008 4.3.3"


def rule_of(mode: ComparisonMode) -> str:
    return _FULL if mode is ComparisonMode.FULL_VALUE else ROUNDED


def in_ladder(
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
        steps.append(Trace(reason, rule_of(mode)))
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
        steps.append(Trace(reason, rule_of(mode)))
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
    steps.append(Trace(reason, rule_of(mode)))
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
        conformity=Conformity.PASS if at <= _pass_index(ladder) else Conformity.FAIL,
        grade=ladder.steps[at].name,
        next_grade=ladder.steps[at - 1].name if at else "",
        reason=reason,
        steps=(*summary.steps, Trace(reason)),
    )
