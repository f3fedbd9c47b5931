"""Status of a standard edition on a reference date (R2), what is due soon (R16), and stale adoptions (R18).

Nothing here is stored: the dates are the truth, the status follows from them and the day one looks.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date

from compare_app.domain.model import Adoption, Replacement, StandardEdition
from compare_app.domain.project import Project
from compare_app.domain.standard_number import parse_standard_number
from compare_app.domain.terms import AdoptionDegree, EditionStatus, StandardScope

TRANSITION_MONTHS = 24
"""How far ahead changes are worth a warning (R16)."""


def starts(edition: StandardEdition) -> date | None:
    """The day an edition takes effect; ISO and IEC state none, there it is the day of issue."""
    if edition.effective is None and edition.scope is StandardScope.INTERNATIONAL:
        return edition.issued
    return edition.effective


def status(
    edition: StandardEdition,
    replacements: Iterable[Replacement],
    on: date,
    editions: Mapping[str, StandardEdition] | None = None,
) -> EditionStatus:
    """即将实施 / 现行 / 被代替 / 废止 on a date; UNKNOWN where no date tells.

    An edition ends on its stated day, otherwise when one that wholly replaces it takes effect (`editions` gives the
    dates); a replacement in part ends nothing. It is called superseded where another edition replaces it. Between the
    start of the new and the stated end of the old both are in force: the transition window.
    """
    successors = [one.new_id for one in replacements if one.old_id == edition.id and not one.partial]
    begin = starts(edition)
    if edition.withdrawn is not None:
        if edition.withdrawn <= on:
            return EditionStatus.SUPERSEDED if successors else EditionStatus.WITHDRAWN
    elif successors and editions is not None:
        days = [starts(editions[one]) if one in editions else None for one in successors]
        if any(day is not None and day <= on for day in days):
            return EditionStatus.SUPERSEDED
        if begin is not None and begin <= on and all(day is None for day in days):
            return EditionStatus.UNKNOWN  # replaced, nobody says when
    if begin is not None:
        return EditionStatus.UPCOMING if begin > on else EditionStatus.IN_FORCE
    issued_later = edition.issued is not None and edition.issued > on
    return EditionStatus.UPCOMING if issued_later else EditionStatus.UNKNOWN


def status_in(project: Project, edition: StandardEdition, on: date) -> EditionStatus:
    """Status of an edition within a project, with every replacement the project knows."""
    return status(edition, project.replaced_by(edition.id), on, project.all(StandardEdition))


def ends(project: Project, edition: StandardEdition) -> date | None:
    """The day an edition stops being in force: its stated day, or when the first whole replacement takes effect."""
    if edition.withdrawn is not None:
        return edition.withdrawn
    editions = project.all(StandardEdition)
    days = [
        day
        for one in project.replaced_by(edition.id)
        if not one.partial and one.new_id in editions
        if (day := starts(editions[one.new_id])) is not None
    ]
    return min(days, default=None)


def months_later(day: date, months: int) -> date:
    """The same day some months on; the last day of a month that is shorter."""
    count = day.month - 1 + months
    year, month = day.year + count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def stale_adoptions(project: Project, on: date) -> tuple[tuple[Adoption, StandardEdition], ...]:
    """Adoptions whose base has a newer edition in force: ``MOD ISO 13006:2012`` where ISO 13006:2018 is known (R18).

    The newer edition is one that replaces the adopted one, or bears the same number with a later year.
    """
    adoptions = [
        one
        for one in project.all(Adoption).values()
        if one.degree is not AdoptionDegree.NEQ  # GB/T 20000.2: not an adoption, so it cannot go stale
    ]
    if not adoptions:
        return ()
    editions = project.all(StandardEdition)
    current = {
        one.id: one for one in editions.values() if status_in(project, one, on) is EditionStatus.IN_FORCE
    }
    namesakes: dict[str, list[StandardEdition]] = {}
    for one in current.values():
        namesakes.setdefault(parse_standard_number(one.number).undated, []).append(one)
    found: list[tuple[Adoption, StandardEdition]] = []
    for adoption in adoptions:
        base = editions.get(adoption.base_id)
        number = base.number if base is not None else adoption.base_number
        newer = [current[one] for one in _above(project, adoption.base_id) if one in current]
        like = namesakes.get(parse_standard_number(number).undated, ())
        newer += [one for one in like if _later(one.number, number)]
        if newer:
            found.append((adoption, max(newer, key=lambda one: (starts(one) or date.min, one.number))))
    return tuple(found)


def _above(project: Project, old_id: str) -> set[str]:
    """The editions that replace another, directly or through editions between."""
    reached, waiting = {old_id}, [old_id]
    while waiting:
        for one in project.replaced_by(waiting.pop()):
            if not one.partial and one.new_id not in reached:
                reached.add(one.new_id)
                waiting.append(one.new_id)
    return reached - {old_id}


def _later(number: str, than: str) -> bool:
    """Whether two numbers name the same standard and the first a later year."""
    first, second = parse_standard_number(number), parse_standard_number(than)
    if not (first.recognised and second.recognised and first.year and second.year):
        return False
    return first.undated == second.undated and first.year > second.year
