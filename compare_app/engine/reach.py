"""Which measures can move what blocks a step: what each indicator of a comparison depends on.

Whatever the ladder says of one indicator follows from the values of the indicators that it is computed from or judged
under, and from our limits on it. A set of measures that leaves all of these as they are leaves the blocker where it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compare_app.domain.comparison import Blocker
from compare_app.domain.computed_text import DECLARED, declared_name
from compare_app.domain.formula import FormulaError, names
from compare_app.domain.ladder_table import rule_of
from compare_app.domain.limit import Computed
from compare_app.domain.model import Indicator, Requirement
from compare_app.domain.project import Project
from compare_app.domain.scheme import by_name, is_class
from compare_app.domain.terms import ActionType, IndicatorClass
from compare_app.domain.way_up import Measure
from compare_app.text.fold import key


class Reach:
    """For each blocker the measures that can move it, by their place among all measures."""

    def __init__(self, project: Project, category_id: str, measures: Sequence[Measure]) -> None:
        indicators = project.indicators(category_id)
        inputs = {one.id: _inputs(project, one, indicators) for one in indicators}
        self._closed = {one.id: _closure(one.id, inputs) for one in indicators}
        self._core = [one.id for one in indicators if one.indicator_class is IndicatorClass.CORE]
        rule = rule_of(project, category_id)
        self._minimum = rule is not None and rule.minimum_comparable is not None
        self._values = [_subjects(one, standard=False) for one in measures]
        self._limits = [_subjects(one, standard=True) for one in measures]
        self._asked = {name for one in indicators for name in _conditions(project, one, indicators)}

    def movers(self, blocker: Blocker) -> frozenset[int]:
        """The measures without which a blocker stays as it is.

        What concerns the whole depends on which limits apply and which ours are. Under a stated minimum of comparable
        core indicators (rulings 1) what is not known of one can be forgiven for the others' sake.
        """
        if blocker.unknown and self._minimum and blocker.indicator_id:
            return frozenset().union(*(self._of(one) for one in (*self._core, blocker.indicator_id)))
        if blocker.indicator_id:
            return self._of(blocker.indicator_id)
        asked = frozenset().union(*(self._closed[one] for one in self._asked)) if self._asked else frozenset()
        return frozenset(
            at for at in range(len(self._values)) if self._limits[at] or self._values[at] & asked
        )

    def _of(self, indicator_id: str) -> frozenset[int]:
        depends = self._closed.get(indicator_id, frozenset())
        return frozenset(
            at
            for at in range(len(self._values))
            if self._values[at] & depends or indicator_id in self._limits[at]
        )


def _subjects(measure: Measure, *, standard: bool) -> frozenset[str]:
    return frozenset(
        one.indicator_id
        for one in measure.actions
        if (one.action_type is ActionType.STANDARD) is standard and one.indicator_id
    )


def _closure(start: str, inputs: dict[str, frozenset[str]]) -> frozenset[str]:
    found, waiting = {start}, [start]
    while waiting:
        fresh = inputs.get(waiting.pop(), frozenset()) - found
        found |= fresh
        waiting += fresh
    return frozenset(found)


def _inputs(project: Project, indicator: Indicator, scheme: Sequence[Indicator]) -> frozenset[str]:
    """What an indicator's value, limits and the scope of these are computed from."""
    named = by_name(scheme)
    texts: set[str] = set()
    if indicator.formula:
        texts |= _names(indicator.formula)
    for requirement in project.requirements(indicator.id):
        if isinstance(requirement.limit, Computed):
            texts |= _names(requirement.limit.low) | _names(requirement.limit.high)
    found = {named[key(text)].id for text in texts if key(text) in named}
    return frozenset(found) | _conditions(project, indicator, scheme)


def _names(formula: str) -> set[str]:
    """The names in a formula, and what they are declared values of."""
    try:
        found = set(names(formula)) if formula else set()
    except FormulaError:
        return set()
    found.discard(DECLARED)
    return found | {declared_name(one) for one in found}


def _conditions(project: Project, indicator: Indicator, scheme: Iterable[Indicator]) -> frozenset[str]:
    """What decides whether the limits of an indicator apply; words of a scope can name the class of any indicator."""
    scheme = tuple(scheme)
    named = by_name(scheme)
    requirements: Sequence[Requirement] = project.requirements(indicator.id)
    found = {
        named[key(condition.indicator)].id
        for one in requirements
        for condition in one.conditions
        if key(condition.indicator) in named
    }
    if any(one.scope_text.strip() for one in requirements):
        found |= {one.id for one in scheme if is_class(one)}
    return frozenset(found)
