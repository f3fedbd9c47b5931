"""Ordered classes: which class a value names, and where it stands among the indicator's levels."""

from __future__ import annotations

from dataclasses import replace

from compare_app.domain.grade import grade_key
from compare_app.domain.limit import ClassAtLeast, Grades, GradeStep
from compare_app.domain.model import Indicator, Requirement
from compare_app.domain.number import plain
from compare_app.domain.value import (
    Grade,
    Number,
    Value,
)


def label_of(value: Value) -> str | None:
    """The class a value names: its label, or a whole number read as one (grade ``1`` is ``1级``)."""
    match value:
        case Grade(label):
            return label
        case Number(number) if number == number.to_integral_value():
            return plain(number)
        case _:
            return None


def level_index(indicator: Indicator, label: str) -> int | None:
    """Place of a class among the indicator's levels, 0 = best; ``1`` meets ``1级``. None where it is not listed."""
    wanted = grade_key(label)
    return next((at for at, level in enumerate(indicator.levels) if grade_key(level) == wanted), None)


def in_levels(demand: Requirement, ladder: Requirement) -> Requirement | None:
    """``≥2级`` as the pass line of a ladder that has this level; None where the one is no class or the other lacks it.

    Enterprise standards name a level and leave its values to the standard that defines it. What is measured, its unit,
    statistic and method are the ladder's; clause, scope and force stay the demand's own.
    """
    if not isinstance(demand.limit, ClassAtLeast) or not isinstance(ladder.limit, Grades):
        return None
    wanted = grade_key(demand.limit.label)
    names = [step.name for step in ladder.limit.steps if grade_key(step.name) == wanted]
    if not names:
        return None
    return replace(
        demand,
        limit=replace(ladder.limit, pass_level=names[0]),
        unit=ladder.unit,
        statistic=ladder.statistic,
        quantity=demand.quantity or ladder.quantity,
        method_id=demand.method_id or ladder.method_id,
        mode=ladder.mode,
    )


def pass_index(ladder: Grades) -> int:
    """Place of the lowest level that conforms; the last one where none is named."""
    last = len(ladder.steps) - 1
    if not ladder.pass_level:
        return last
    wanted = grade_key(ladder.pass_level)
    return next((at for at, step in enumerate(ladder.steps) if grade_key(step.name) == wanted), last)


def passing(ladder: Grades) -> GradeStep:
    """The lowest level that conforms."""
    return ladder.steps[pass_index(ladder)]
