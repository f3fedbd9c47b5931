"""Whether a requirement concerns a product: its conditions, evaluated on the product's own values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from compare_app.domain.comparison import Summary
from compare_app.domain.interval import contains
from compare_app.domain.model import Indicator, Requirement
from compare_app.domain.units import conversion
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
            if indicator is None or summary is None or summary.mean is None:
                answer = None
                continue
            change = conversion(indicator.unit, condition.unit or indicator.unit)
            if change is None:
                answer = None
                continue
            if not contains(condition.interval, change.value(summary.mean)):
                return False
        return answer

    return applies
