"""Status on a date: the published transitions (domain.md §7.4)."""

from __future__ import annotations

from datetime import date

import pytest

from compare_app.domain.editions import status
from compare_app.domain.model import Replacement, StandardEdition
from compare_app.domain.terms import EditionStatus

OLD = StandardEdition("old", "GB 38448-2019", effective=date(2021, 1, 1))
NEW = StandardEdition("new", "GB 38448-2025", effective=date(2027, 4, 1))
LINK = (Replacement("r", "new", "old"),)
SHELF = {"old": OLD, "new": NEW}


@pytest.mark.parametrize(
    ("edition", "on", "expected"),
    [
        (OLD, date(2026, 11, 23), EditionStatus.IN_FORCE),
        (NEW, date(2026, 11, 23), EditionStatus.UPCOMING),
        (OLD, date(2027, 4, 1), EditionStatus.SUPERSEDED),
        (NEW, date(2027, 4, 1), EditionStatus.IN_FORCE),
        (OLD, date(2020, 12, 31), EditionStatus.UPCOMING),
    ],
)
def test_transition(edition: StandardEdition, on: date, expected: EditionStatus) -> None:
    assert status(edition, LINK, on, SHELF) is expected


def test_partial_replacement_leaves_it_in_force() -> None:
    partly = (Replacement("r", "new", "old", partial=True),)
    assert status(OLD, partly, date(2028, 1, 1), SHELF) is EditionStatus.IN_FORCE


def test_withdrawn_without_successor() -> None:
    gone = StandardEdition("x", "GB 1", effective=date(2000, 1, 1), withdrawn=date(2010, 1, 1))
    assert status(gone, (), date(2026, 1, 1)) is EditionStatus.WITHDRAWN
    assert status(gone, (), date(2009, 1, 1)) is EditionStatus.IN_FORCE


def test_no_date_is_unknown() -> None:
    assert status(StandardEdition("x", "ISO 1"), (), date(2026, 1, 1)) is EditionStatus.UNKNOWN
