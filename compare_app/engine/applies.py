"""Whether a requirement concerns a product: its conditions, evaluated on the product's own values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from compare_app.domain.comparison import Summary
from compare_app.domain.interval import is_disjoint, is_subset
from compare_app.domain.limit import Condition
from compare_app.domain.model import Indicator, Requirement
from compare_app.domain.quantity import quantity_key
from compare_app.domain.terms import Statistic
from compare_app.domain.units import conversion_on
from compare_app.engine.figures import converted, possible_figures
from compare_app.text.fold import key

Applies = Callable[[Requirement], bool | None]
"""True or False where every condition can be evaluated, None where one cannot."""


def conditions_of(indicators: Sequence[Indicator], summaries: Mapping[str, Summary]) -> Applies:
    """An evaluator of conditions for the product whose summaries (by indicator id) are given.

    A condition names an indicator by code, name, English name or alias. What the product does not state is unknown,
    not false; a scope in words is unknown too.
    """
    named: dict[str, Indicator] = {}
    for indicator in indicators:
        for name in (indicator.code, indicator.name, indicator.name_en, *indicator.aliases):
            if name:
                named.setdefault(key(name), indicator)

    def applies(requirement: Requirement) -> bool | None:
        answer: bool | None = None if requirement.scope_text else True
        for condition in requirement.conditions:
            indicator = named.get(key(condition.indicator))
            summary = summaries.get(indicator.id) if indicator else None
            holds = None if indicator is None or summary is None else _holds(condition, indicator, summary)
            if holds is False:
                return False
            if holds is None:
                answer = None
        return answer

    return applies


def _holds(condition: Condition, indicator: Indicator, summary: Summary) -> bool | None:
    """Whether what is known of the value lies in the condition, outside of it, or leaves it open."""
    change = conversion_on(indicator.scale, indicator.unit, condition.unit or indicator.unit)
    own = quantity_key("", indicator)
    if change is None or summary.partial or quantity_key(summary.quantity, indicator) != own:
        return None
    sets = tuple(converted(one, change) for one in possible_figures(summary, Statistic.MEAN))
    if sets and all(is_subset(one, condition.interval) for one in sets):
        return True
    if sets and all(is_disjoint(one, condition.interval) for one in sets):
        return False
    return None
