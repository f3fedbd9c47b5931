"""Which editions count for a product: its own, the executed ones and all others, on the reference date and the day of
its production (R1, R4, R17).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from compare_app.domain.editions import status_in
from compare_app.domain.limit import NoLimit
from compare_app.domain.model import Executed, Product, Requirement, StandardEdition
from compare_app.domain.project import Project
from compare_app.domain.standard_number import parse_standard_number
from compare_app.domain.terms import EditionStatus, Role, StandardScope

OWN_SCOPES = (StandardScope.ENTERPRISE, StandardScope.GROUP)
GONE = (EditionStatus.SUPERSEDED, EditionStatus.WITHDRAWN, EditionStatus.UPCOMING)


@dataclass(frozen=True, slots=True)
class Library:
    """The editions of a project on a reference date, sorted into ours and theirs for one product."""

    ours: tuple[
        StandardEdition, ...
    ]  # the product's own standards; the executed ones where it has none of its own
    executed: tuple[StandardEdition, ...]
    theirs: tuple[StandardEdition, ...]
    status: dict[str, EditionStatus]
    on: date
    made: date  # the day that decides which edition binds the product: its production, else the reference date (R17)
    status_made: dict[str, EditionStatus]
    undated: tuple[
        tuple[StandardEdition, StandardEdition], ...
    ] = ()  # declared without year, and what applies instead

    def holds(self, requirement: Requirement, day: date | None = None) -> bool:
        """Whether a requirement sets a limit on a day, the reference date: some clauses start later or end (R4)."""
        return holds(requirement, day or self.on)


def holds(requirement: Requirement, day: date) -> bool:
    """Whether a requirement sets a limit on a day (R4)."""
    started = requirement.valid_from is None or requirement.valid_from <= day
    ended = requirement.valid_to is not None and requirement.valid_to < day
    return started and not ended and not isinstance(requirement.limit, NoLimit)


def library(project: Project, product: Product, on: date) -> Library:
    """Sort the editions for a product on a date.

    Ours are the enterprise and group standards that the product executes, or all executed ones where there are none:
    a limit of our own is what the enterprise can raise. Theirs are all others in force (or of unknown status); the
    own standards of other products of ours stay out. A standard that is declared without a year is the edition in
    force on the day of production, or on the reference date where that day is not known (domain.md §1.4, R17).
    """
    editions = tuple(project.all(StandardEdition).values())
    states = {edition.id: status_in(project, edition, on) for edition in editions}
    made = product.produced or on
    states_made = (
        states if made == on else {edition.id: status_in(project, edition, made) for edition in editions}
    )
    executed, undated = dated(project.executed(product.id), editions, states_made)
    own = tuple(edition for edition in executed if edition.scope in OWN_SCOPES)
    ours = own or executed
    ours_ids = {edition.id for edition in ours}
    siblings = {
        link.edition_id
        for link in project.all(Executed).values()
        if link.product_id != product.id and _is_ours(project, link.product_id)
    }
    theirs = tuple(
        edition
        for edition in editions
        if edition.id not in ours_ids
        and states[edition.id] not in GONE
        and not (edition.id in siblings and edition.scope is StandardScope.ENTERPRISE)
    )
    return Library(ours, executed, theirs, states, on, made, states_made, undated)


def dated(
    executed: Sequence[StandardEdition],
    editions: Sequence[StandardEdition],
    states: Mapping[str, EditionStatus],
) -> tuple[tuple[StandardEdition, ...], tuple[tuple[StandardEdition, StandardEdition], ...]]:
    """Declared standards with those without a year replaced by the one edition in force, and which were replaced.

    Where no edition, or more than one, is in force on that day the undated one stays: nothing is guessed.
    """
    found: list[StandardEdition] = []
    replaced: list[tuple[StandardEdition, StandardEdition]] = []
    for one in executed:
        number = parse_standard_number(one.number)
        if not number.recognised or number.year:
            found.append(one)
            continue
        candidates = [
            other
            for other in editions
            if other.id != one.id
            and (there := parse_standard_number(other.number)).year
            and there.undated == number.undated
            and states[other.id] is EditionStatus.IN_FORCE
        ]
        if len(candidates) == 1:
            replaced.append((one, candidates[0]))
            found.append(candidates[0])
        else:
            found.append(one)
    return tuple(dict.fromkeys(found)), tuple(replaced)


def _is_ours(project: Project, product_id: str) -> bool:
    product = project.get(Product, product_id)
    return product is not None and product.role is Role.OURS
