"""Where limits hold: the common scope of two, whether they can meet at all, and what of one the others leave out.

A scope is the set of products whose other values lie in every condition. Two limits are compared only where both hold,
so that one indicator can be 严于 in one band and 宽于 in another (R20, R21).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from compare_app.domain.grade import grade_key
from compare_app.domain.interval import common, is_empty, without
from compare_app.domain.limit import Condition, Interval
from compare_app.domain.model import Requirement
from compare_app.domain.terms import Scale
from compare_app.domain.units import conversion_on
from compare_app.engine.figures import converted
from compare_app.text.fold import key

Scope = tuple[Condition, ...]


def apart(ours: Requirement, theirs: Requirement) -> bool:
    """Whether no product can lie in the conditions of both: 厚度≥7.5 mm against 厚度<7.5 mm."""
    return any(
        (met := _met(mine, other)) is not None and _is_nothing(met)
        for mine in ours.conditions
        for other in theirs.conditions
    )


def joint(ours: Requirement, theirs: Requirement) -> Scope:
    """The conditions under which both limits hold, those on one quantity drawn together."""
    scope = list(ours.conditions)
    for other in theirs.conditions:
        for at, mine in enumerate(scope):
            met = _met(mine, other)
            if met is not None:
                scope[at] = met
                break
        else:
            scope.append(other)
    return tuple(scope)


def left_out(theirs: Requirement, ours: Sequence[Requirement]) -> tuple[Scope, ...]:
    """The bands of their limit in which none of ours holds; empty where that cannot be told for sure.

    Told for one numeric condition on each side, over the same quantity: CADR ≤ 400 less CADR ≤ 150 leaves 150…400.
    """
    if len(theirs.conditions) != 1 or theirs.conditions[0].labels:
        return ()
    band = theirs.conditions[0]
    rest: list[Interval] = [replace(band.interval, nominal=None)]
    for one in ours:
        if len(one.conditions) != 1:
            return ()
        inside = _in_terms_of(one.conditions[0], band)
        if inside is None:
            return ()
        rest = [piece for part in rest for piece in without(part, inside)]
    return tuple((replace(band, interval=piece),) for piece in rest if not is_empty(piece))


def _in_terms_of(condition: Condition, other: Condition) -> Interval | None:
    """The interval of a condition in the unit of another one on the same quantity."""
    same = key(condition.indicator) == key(other.indicator) and bool(condition.unit) == bool(other.unit)
    if not same or condition.labels or other.labels:
        return None
    change = conversion_on(Scale.RATIO, condition.unit, other.unit)
    return None if change is None else replace(converted(condition.interval, change), nominal=None)


def _met(mine: Condition, other: Condition) -> Condition | None:
    """Both conditions in one, where they speak of the same quantity; None where they do not."""
    if key(mine.indicator) != key(other.indicator):
        return None
    if mine.labels or other.labels:
        if not (mine.labels and other.labels):
            return None
        wanted = {grade_key(label) for label in other.labels}
        labels = tuple(label for label in mine.labels if grade_key(label) in wanted)
        return replace(mine, labels=labels) if labels else replace(mine, interval=_NOTHING, labels=())
    inside = _in_terms_of(other, mine)
    if inside is None:
        return None
    return replace(mine, interval=common(replace(mine.interval, nominal=None), inside))


_NOTHING: Final = Interval(Decimal(0), Decimal(0), low_closed=False, high_closed=False)


def _is_nothing(condition: Condition) -> bool:
    return not condition.labels and is_empty(condition.interval)
