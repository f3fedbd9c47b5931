"""The status of a standard's edition, computed for a reference date and never only stored (R2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from compare_app.domain.model import Replacement, StandardEdition
from compare_app.domain.terms import EditionStatus


def status(
    edition: StandardEdition,
    replacements: Iterable[Replacement],
    on: date,
    editions: Mapping[str, StandardEdition] | None = None,
) -> EditionStatus:
    """即将实施 / 现行 / 被代替 / 废止 on a date; UNKNOWN where no date says anything.

    With `editions` by id, an edition is superseded from the day on which one that wholly replaces it takes effect,
    unless its own withdrawal date says another day (both are shown during a transition).
    """
    mine = [one for one in replacements if one.old_id == edition.id and not one.partial]
    if edition.withdrawn is not None:
        if edition.withdrawn <= on:
            return EditionStatus.SUPERSEDED if mine else EditionStatus.WITHDRAWN
    elif any(_effective(editions or {}, one.new_id, on) for one in mine):
        return EditionStatus.SUPERSEDED
    if edition.effective is None:
        return EditionStatus.UNKNOWN
    return EditionStatus.UPCOMING if edition.effective > on else EditionStatus.IN_FORCE


def _effective(editions: Mapping[str, StandardEdition], edition_id: str, on: date) -> bool:
    newer = editions.get(edition_id)
    return newer is not None and newer.effective is not None and newer.effective <= on
