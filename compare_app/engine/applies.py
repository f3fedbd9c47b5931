"""Whether a requirement concerns a product: its conditions, evaluated on the product's own values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from compare_app.domain.comparison import Summary
from compare_app.domain.grade import grade_key
from compare_app.domain.interval import is_disjoint, is_subset
from compare_app.domain.limit import Condition
from compare_app.domain.model import Indicator, Requirement
from compare_app.domain.quantity import quantity_key
from compare_app.domain.scheme import by_name
from compare_app.domain.terms import Direction, Scale, Statistic
from compare_app.domain.units import conversion_on
from compare_app.engine.figures import converted, possible_figures
from compare_app.engine.levels import label_of
from compare_app.text.fold import key

Applies = Callable[[Requirement], bool | None]
"""True or False where every condition can be evaluated, None where one cannot."""


def conditions_of(indicators: Sequence[Indicator], summaries: Mapping[str, Summary]) -> Applies:
    """An evaluator of conditions for the product whose summaries (by indicator id) are given.

    A condition names an indicator by code, name, English name or alias. What the product does not state is unknown,
    not false. A scope in words holds where it names a class that the product has (热泵型), fails where it names another
    class of the same indicator, and is unknown otherwise.
    """
    named = by_name(indicators)
    classes = _classes(indicators)

    def applies(requirement: Requirement) -> bool | None:
        answer: bool | None = True
        for words in filter(None, (part.strip() for part in _PARTS.split(requirement.scope_text))):
            holds = _in_words(words, classes, summaries)
            if holds is False:
                return False
            answer = None if holds is None else answer
        for condition in requirement.conditions:
            indicator = named.get(key(condition.indicator))
            summary = summaries.get(indicator.id) if indicator else None
            holds = None if indicator is None or summary is None else _holds(condition, indicator, summary)
            if holds is False:
                return False
            answer = None if holds is None else answer
        return answer

    return applies


_PARTS: Final = re.compile(r"[;；、,，]")


def _classes(indicators: Sequence[Indicator]) -> Mapping[str, Indicator]:
    """Names of classes that only one indicator of the scheme knows: a word of a scope then speaks of that one."""
    found: dict[str, Indicator] = {}
    twice: set[str] = set()
    for indicator in indicators:
        if (
            indicator.scale not in (Scale.NOMINAL, Scale.ORDINAL)
            and indicator.direction is not Direction.GRADE
        ):
            continue
        for level in indicator.levels:
            name = key(level)
            if found.setdefault(name, indicator) is not indicator:
                twice.add(name)
    return {name: indicator for name, indicator in found.items() if name not in twice}


def _in_words(words: str, classes: Mapping[str, Indicator], summaries: Mapping[str, Summary]) -> bool | None:
    indicator = classes.get(key(words))
    summary = summaries.get(indicator.id) if indicator is not None else None
    if indicator is None or summary is None:
        return None
    return _is_class(summary, (words,))


def _is_class(summary: Summary, labels: Sequence[str]) -> bool | None:
    mine = label_of(summary.value)
    if mine is None or summary.partial:
        return None
    return grade_key(mine) in {grade_key(label) for label in labels}


def _holds(condition: Condition, indicator: Indicator, summary: Summary) -> bool | None:
    """Whether what is known of the value lies in the condition, outside of it, or leaves it open."""
    if condition.labels:
        return _is_class(summary, condition.labels)
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
