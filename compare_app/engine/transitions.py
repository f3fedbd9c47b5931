"""The standards in use by a product whose state changes within 24 months, or that are no longer in force (R16, R18)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from compare_app.domain.assessment import Transition
from compare_app.domain.model import Product, StandardEdition
from compare_app.domain.project import Project
from compare_app.domain.transition import GONE, Shelf, transition_of


def transitions(
    project: Project, product: Product, on: date, dated: Iterable[StandardEdition] = ()
) -> tuple[Transition, ...]:
    """Every edition that the product executes or that limits an indicator of its category, where something changes.

    `dated` are editions that stand for standards declared without a year (R17); they count as executed.
    What is no longer in force comes first, then by the day of the next change; stale adoptions alone come last.
    """
    executed = {edition.id for edition in (*project.executed(product.id), *dated)}
    concerned = executed | {
        one.edition_id
        for indicator in project.indicators(product.category_id)
        for one in project.requirements(indicator.id)
    }
    shelf = Shelf(project, on)
    found = [
        change
        for edition in project.all(StandardEdition).values()
        if edition.id in concerned
        if (change := transition_of(shelf, edition, executed=edition.id in executed)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.status not in GONE, _next(one, on), one.number)))


def _next(change: Transition, on: date) -> date:
    """The next day on which something changes."""
    return min(
        (day for day in (change.starts, change.ends) if day is not None and day > on), default=date.max
    )
