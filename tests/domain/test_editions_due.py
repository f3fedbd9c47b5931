"""What follows from the dates of editions: the end, the transition window, adoptions of an old base."""

from __future__ import annotations

from datetime import date

import pytest

from compare_app.domain.editions import ends, months_later, stale_adoptions, status, status_in
from compare_app.domain.model import Adoption, Replacement, StandardEdition
from compare_app.domain.project import Project
from compare_app.domain.terms import AdoptionDegree, EditionStatus, StandardScope

TODAY = date(2026, 11, 23)


def project(*records: StandardEdition | Replacement | Adoption) -> Project:
    return Project("p", "p").with_records(records)


def test_both_are_in_force_until_the_stated_end() -> None:
    old = StandardEdition("o", "EN 1", effective=date(2010, 1, 1), withdrawn=date(2027, 6, 30))
    new = StandardEdition("n", "EN 1", effective=date(2025, 1, 1))
    book = project(old, new, Replacement("r", "n", "o"))
    assert {status_in(book, one, TODAY) for one in (old, new)} == {EditionStatus.IN_FORCE}
    assert status_in(book, old, date(2027, 6, 30)) is EditionStatus.SUPERSEDED
    assert ends(book, old) == date(2027, 6, 30)


def test_an_end_follows_from_the_successor() -> None:
    book = project(
        StandardEdition("o", "GB 1-2010", effective=date(2011, 1, 1)),
        StandardEdition("n", "GB 1-2026", effective=date(2027, 4, 1)),
        Replacement("r", "n", "o"),
    )
    assert ends(book, book.all(StandardEdition)["o"]) == date(2027, 4, 1)
    assert ends(book, book.all(StandardEdition)["n"]) is None


def test_a_successor_without_dates_leaves_the_old_one_unknown() -> None:
    old, new = (
        StandardEdition("o", "GB 1-2010", effective=date(2011, 1, 1)),
        StandardEdition("n", "GB 1-2026"),
    )
    assert status_in(project(old, new, Replacement("r", "n", "o")), old, TODAY) is EditionStatus.UNKNOWN


@pytest.mark.parametrize(
    ("scope", "expected"),
    [(StandardScope.INTERNATIONAL, EditionStatus.IN_FORCE), (StandardScope.NATIONAL, EditionStatus.UNKNOWN)],
)
def test_only_international_standards_start_with_their_issue(
    scope: StandardScope, expected: EditionStatus
) -> None:
    edition = StandardEdition("x", "ISO 13006:2018", scope=scope, issued=date(2018, 9, 1))
    assert status(edition, (), TODAY) is expected
    assert status(edition, (), date(2018, 8, 31)) is EditionStatus.UPCOMING


@pytest.mark.parametrize("linked", [True, False])
def test_an_adoption_of_an_old_base_is_stale(linked: bool) -> None:
    book = project(
        StandardEdition("gb", "GB/T 4100-2015", effective=date(2015, 12, 1)),
        StandardEdition("old", "ISO 13006:2012", scope=StandardScope.INTERNATIONAL, issued=date(2012, 2, 1)),
        StandardEdition("new", "ISO 13006:2018", scope=StandardScope.INTERNATIONAL, issued=date(2018, 9, 1)),
        Adoption("a", "gb", "ISO 13006:2012", AdoptionDegree.MOD, "old" if linked else ""),
        *((Replacement("r", "new", "old"),) if linked else ()),
    )
    assert [(one.id, newer.id) for one, newer in stale_adoptions(book, TODAY)] == [("a", "new")]
    assert not stale_adoptions(book, date(2018, 8, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 23), 24, date(2028, 11, 23)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_months_later(day: date, months: int, expected: date) -> None:
    assert months_later(day, months) == expected
