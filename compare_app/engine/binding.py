"""Which requirements a product is judged by, what each means to it, and the limits that Δ is taken from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from compare_app.domain.comparison import Judgement, Summary
from compare_app.domain.model import (
    DecisionRule,
    Equivalence,
    Indicator,
    Requirement,
    StandardEdition,
    TestMethod,
)
from compare_app.domain.project import Project
from compare_app.domain.quantity import group_of, quantity_key
from compare_app.domain.terms import EditionStatus, Force, Market, StandardScope
from compare_app.domain.units import conversion_on
from compare_app.engine.applies import Applies
from compare_app.engine.judge import Binding, judge
from compare_app.engine.order import methods_meet
from compare_app.engine.standards import Library, numeric_bound


def judgements_of(
    project: Project,
    indicators: Sequence[Indicator],
    mine: Mapping[str, Summary],
    shelf: Library,
    applies: Applies,
    rule: DecisionRule | None,
    equivalences: Sequence[Equivalence],
) -> dict[str, tuple[Judgement, ...]]:
    """Every requirement that concerns the product, judged, by indicator id."""
    editions = project.all(StandardEdition)
    methods = project.all(TestMethod)
    executed = {edition.id for edition in shelf.executed}
    looked_at = executed | {edition.id for edition in shelf.theirs} | {edition.id for edition in shelf.ours}
    return {
        indicator.id: tuple(
            judge(
                mine[indicator.id],
                requirement,
                editions[requirement.edition_id],
                indicator,
                rule,
                _binding(requirement, editions[requirement.edition_id], executed, shelf),
                applies(requirement),
                same_method=methods_meet(
                    mine[indicator.id].method_group,
                    group_of(requirement.method_id, methods),
                    indicator,
                    equivalences,
                )[0],
            )
            for requirement in project.requirements(indicator.id)
            if requirement.edition_id in looked_at and shelf.holds(requirement)
        )
        for indicator in indicators
    }


def _binding(
    requirement: Requirement, edition: StandardEdition, executed: set[str], shelf: Library
) -> Binding:
    """What a requirement is to the product: mandatory here, declared by it, or recommended here.

    A clause that a mandatory edition only recommends counts as recommended (R4: the flag of the requirement wins).
    """
    current = shelf.status[edition.id] in (EditionStatus.IN_FORCE, EditionStatus.UNKNOWN)
    home = edition.market is Market.DOMESTIC
    forced = requirement.mandatory if requirement.mandatory is not None else edition.force is Force.MANDATORY
    return Binding(
        mandatory=bool(forced) and home and current,
        declared=edition.id in executed,
        recommended=(
            home
            and current
            and (edition.force is Force.RECOMMENDED or (edition.force is Force.MANDATORY and not forced))
            and edition.scope in (StandardScope.NATIONAL, StandardScope.SECTOR)
        ),
    )


def bounds_of(project: Project, indicator: Indicator, shelf: Library, applies: Applies) -> list[Decimal]:
    """The numbers of our own limits, in the indicator's unit, that Δ is taken from."""
    ours = {edition.id for edition in shelf.ours} | {edition.id for edition in shelf.executed}
    found: list[Decimal] = []
    for requirement in project.requirements(indicator.id):
        foreign = quantity_key(requirement.quantity, indicator) != quantity_key("", indicator)
        if requirement.edition_id not in ours or foreign or not shelf.holds(requirement):
            continue
        if applies(requirement) is False:
            continue
        bound = numeric_bound(requirement)
        change = conversion_on(indicator.scale, requirement.unit or indicator.unit, indicator.unit)
        if bound is not None and change is not None:
            found.append(abs(change.value(bound)))
    return found


def silent(project: Project, category_id: str, shelf: Library) -> tuple[str, ...]:
    """Executed standards of which no requirement is known: nobody can say that they are met (rulings 1)."""
    speaking = {
        one.edition_id
        for indicator in project.indicators(category_id)
        for one in project.requirements(indicator.id)
    }
    return tuple(edition.number for edition in shelf.executed if edition.id not in speaking)
