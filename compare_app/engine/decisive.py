"""The one requirement that decides about a value, and the ends of what it accepts on the indicator's own axis."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from compare_app.domain.comparison import IndicatorRow, Judgement
from compare_app.domain.limit import Computed, Grades, Interval
from compare_app.domain.limit_text import print_limit
from compare_app.domain.model import Indicator, Requirement
from compare_app.domain.quantity import quantity_key
from compare_app.domain.terms import Conformity
from compare_app.domain.units import conversion_on
from compare_app.domain.value_charts import LimitEnd
from compare_app.engine.levels import passing
from compare_app.engine.resolve import resolver_of
from compare_app.engine.scene import Scene

_ORDER = (
    Conformity.FAIL,
    Conformity.CONDITIONAL_FAIL,
    Conformity.UNDECIDED,
    Conformity.CONDITIONAL_PASS,
    Conformity.PASS,
    Conformity.NOT_TESTED,
)


def decisive(judgements: Sequence[Judgement]) -> Judgement | None:
    """What is not met first, then what leaves the least margin: among the mandatory and declared requirements, and
    among recommended ones only where none of these applies. None: no limit binds or is recommended here.
    """
    live = [one for one in judgements if one.conformity in _ORDER]
    binding = [one for one in live if one.mandatory or one.declared]
    found = binding or [one for one in live if one.recommended]
    return min(found, key=_urgency, default=None)


def _urgency(one: Judgement) -> tuple[int, bool, Decimal]:
    margin = one.margin_percent if one.margin_percent is not None else one.margin
    return (_ORDER.index(one.conformity), margin is None, margin or Decimal(0))


def limit_ends(scene: Scene, row: IndicatorRow, judged: Judgement) -> tuple[LimitEnd, ...]:
    """Both ends, one or none of the decisive limit, in the indicator's unit, as what they accept is seen from there.

    None where the limit is no interval of our quantity: a word, a class, two tolerances, a unit that does not convert.
    Of a ladder the pass line counts; a formula has the product's own values put in.
    """
    requirement = scene.project.get(Requirement, judged.requirement_id)
    indicator = scene.indicator(row)
    if requirement is None or quantity_key(requirement.quantity, indicator) != quantity_key(
        row.ours.quantity, indicator
    ):
        return ()
    interval = _interval(scene, requirement, indicator)
    unit = requirement.unit or indicator.unit
    change = conversion_on(indicator.scale, unit, indicator.unit)
    if interval is None or change is None:
        return ()
    text = print_limit(interval, unit)
    found = []
    if interval.low is not None:
        found.append(LimitEnd(float(change.value(interval.low)), "below", text))
    if interval.high is not None:
        found.append(LimitEnd(float(change.value(interval.high)), "above", "" if found else text))
    return tuple(found)


def _interval(scene: Scene, requirement: Requirement, indicator: Indicator) -> Interval | None:
    match requirement.limit:
        case Interval() as interval:
            return interval
        case Grades() as ladder:
            return passing(ladder).interval
        case Computed():
            shown = {one.indicator_id: one.ours for one in scene.comparison.indicators}
            scheme = scene.project.indicators(indicator.category_id)
            return resolver_of(scheme, shown)(requirement, indicator).interval
        case _:
            return None
