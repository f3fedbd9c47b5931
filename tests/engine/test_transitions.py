"""What changes soon: the published cases of domain.md §7.4 and §0, merges, splits, parts, stale adoptions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.assessment import Transition
from compare_app.domain.editions import months_later, status_in
from compare_app.domain.model import Adoption, Provenance, Replacement, StandardEdition
from compare_app.domain.record import Record
from compare_app.domain.terms import AdoptionDegree, EditionStatus, Force, Market, Role, StandardScope, Trust
from compare_app.engine.transitions import transitions
from tests.engine.made import ON, compared, edition, executes, indicator, product, project_of, requirement

OURS = product("ours", Role.OURS)


def found(
    *records: Record, on: date = ON, executed: tuple[StandardEdition, ...] = ()
) -> dict[str, Transition]:
    """The transitions of a product that executes these editions, by number."""
    project = project_of([OURS, indicator("x"), *executed, *records, *executes("ours", *executed)])
    return {one.number: one for one in transitions(project, OURS, on)}


def sentences(change: Transition) -> list[str]:
    return [str(step.message) for step in change.steps]


# --- published cases ------------------------------------------------------------------------------------------------


def test_a_mandatory_standard_that_is_upcoming() -> None:
    """GB 38448-2025 takes effect on 2027-04-01 and replaces GB 38448-2019, in force until then."""
    old = edition("GB 38448-2019", force=Force.MANDATORY, effective=date(2021, 1, 1))
    new = edition("GB 38448-2025", force=Force.MANDATORY, effective=date(2027, 4, 1), issued=date(2025, 8, 1))
    link = Replacement("r", new.id, old.id)
    change = found(new, link, executed=(old,))["GB 38448-2019"]
    assert (change.status, change.ends, change.successors) == (
        EditionStatus.IN_FORCE, date(2027, 4, 1), ("GB 38448-2025",),
    )  # fmt: skip
    assert not change.force_changes
    assert change.executed
    assert sentences(change)[0] == "GB 38448-2019 is in force until 2027-04-01 only"
    after = found(new, link, executed=(old,), on=date(2027, 4, 1))["GB 38448-2019"]
    assert after.status is EditionStatus.SUPERSEDED
    assert sentences(after)[:2] == [
        "GB 38448-2019 is in use but no longer in force (superseded)", "GB 38448-2019 ended on 2027-04-01",
    ]  # fmt: skip


def test_the_force_changes_with_the_edition() -> None:
    """GB 4706.1-2005 (mandatory) → GB/T 4706.1-2024 (recommended), in force from 2026-08-01."""
    old = edition("GB 4706.1-2005", force=Force.MANDATORY, effective=date(2006, 8, 1))
    new = edition("GB/T 4706.1-2024", effective=date(2026, 8, 1))
    link = Replacement("r", new.id, old.id)
    before = found(new, link, executed=(old,), on=date(2025, 1, 1))["GB 4706.1-2005"]
    assert before.force_changes
    assert (
        "The legal force changes: GB 4706.1-2005 is mandatory, GB/T 4706.1-2024 is recommended"
        in sentences(before)
    )
    ahead = found(old, link, executed=(new,), on=date(2025, 1, 1))["GB/T 4706.1-2024"]
    assert ahead.force_changes
    assert ahead.predecessors == ("GB 4706.1-2005",)
    assert sentences(ahead)[0] == "GB/T 4706.1-2024 takes effect on 2026-08-01"


def test_two_merge_into_one() -> None:
    """GB 21455-2019 replaces GB 12021.3-2010 and GB 21455-2013 from 2020-07-01."""
    new = edition("GB 21455-2019", effective=date(2020, 7, 1))
    olds = [
        edition("GB 12021.3-2010", effective=date(2010, 6, 1)),
        edition("GB 21455-2013", effective=date(2013, 10, 1)),
    ]
    links = [Replacement(f"r{at}", new.id, one.id) for at, one in enumerate(olds)]
    on = date(2020, 1, 15)
    here = found(*links, *olds, on=on, executed=(new,))["GB 21455-2019"]
    assert here.predecessors == ("GB 12021.3-2010", "GB 21455-2013")
    both = found(*links, new, on=on, executed=tuple(olds))
    assert {name: one.ends for name, one in both.items()} == dict.fromkeys(
        here.predecessors, date(2020, 7, 1)
    )
    assert all(one.successors == ("GB 21455-2019",) for one in both.values())


def test_seven_merge_into_one() -> None:
    """GB/T 4100-2006 replaced seven standards."""
    new = edition("GB/T 4100-2006", effective=date(2006, 9, 1))
    olds = [edition(f"GB/T 4100.{n}-1999", effective=date(2000, 4, 1)) for n in range(1, 8)]
    change = found(
        new,
        *olds,
        *(Replacement(one.id, new.id, one.id) for one in olds),
        on=date(2006, 3, 1),
        executed=(new,),
    )
    assert len(change["GB/T 4100-2006"].predecessors) == 7


def test_one_is_split() -> None:
    old = edition("GB/T 1-2010")
    parts = [
        edition("GB/T 1.1-2027", effective=date(2027, 5, 1)),
        edition("GB/T 1.2-2027", effective=date(2027, 9, 1)),
    ]
    links = [Replacement(one.id, one.id, old.id) for one in parts]
    change = found(*parts, *links, executed=(old,))["GB/T 1-2010"]
    assert change.successors == ("GB/T 1.1-2027", "GB/T 1.2-2027")
    assert change.ends == date(2027, 5, 1)
    assert "GB/T 1-2010 is replaced by" in sentences(change)[1]


def test_a_part_that_is_replaced_leaves_the_rest_in_force() -> None:
    old, new = edition("GB/T 1-2010"), edition("GB/T 2-2027", effective=date(2027, 5, 1))
    change = found(new, Replacement("r", new.id, old.id, partial=True), executed=(old,))["GB/T 1-2010"]
    assert (change.status, change.ends, change.successors) == (EditionStatus.IN_FORCE, None, ("GB/T 2-2027",))
    assert str(change.message).startswith("GB/T 1-2010 is replaced in part by")
    later = replace(new, effective=date(2030, 1, 1))
    assert not found(later, Replacement("r", new.id, old.id, partial=True), executed=(old,))


def test_the_window_in_which_both_are_in_force() -> None:
    old = edition("EN 1:2010", market=Market.INTERNATIONAL, withdrawn=date(2027, 6, 30))
    new = edition("EN 1:2025", market=Market.INTERNATIONAL, effective=date(2025, 1, 1))
    change = found(new, Replacement("r", new.id, old.id), executed=(old,))["EN 1:2010"]
    assert "Until 2027-06-30 EN 1:2010 and ['EN 1:2025'] are both in force" in sentences(change)


def test_what_is_in_force_now_is_found_through_editions_between() -> None:
    chain = [edition(f"GB 1-20{year}", effective=date(2000 + year, 1, 1)) for year in (10, 15, 20)]
    links = [Replacement(f"r{at}", chain[at + 1].id, chain[at].id) for at in range(2)]
    change = found(*chain[1:], *links, executed=(chain[0],))["GB 1-2010"]
    assert change.successors == ("GB 1-2015",)
    assert "The edition now in force is ['GB 1-2020']" in sentences(change)


def test_a_circle_of_replacements_ends() -> None:
    one, two = edition("GB 1-2010"), edition("GB 1-2011")
    links = Replacement("a", one.id, two.id), Replacement("b", two.id, one.id)
    assert set(found(two, *links, executed=(one,))) == {"GB 1-2010"}


def test_a_stale_adoption() -> None:
    """GB/T 4100-2015 MOD ISO 13006:2012 while ISO 13006:2018 is in force (R18); nothing else changes."""
    gb = edition("GB/T 4100-2015", effective=date(2015, 12, 1))
    iso = edition(
        "ISO 13006:2018", scope=StandardScope.INTERNATIONAL, issued=date(2018, 9, 1), effective=None
    )
    change = found(iso, Adoption("a", gb.id, "ISO 13006:2012", AdoptionDegree.MOD), executed=(gb,))[
        "GB/T 4100-2015"
    ]
    assert (change.stale_base, change.status) == ("ISO 13006:2018", EditionStatus.IN_FORCE)
    assert str(change.message) == (
        "GB/T 4100-2015 adopts ISO 13006:2012; the edition now in force is ISO 13006:2018"
    )
    assert change.steps[0].rule == "R18"


# --- what is in use, and when it is worth a word ----------------------------------------------------------------------


def test_only_editions_in_use_are_told() -> None:
    gone = edition("GB 1-2000", withdrawn=date(2010, 1, 1))
    assert not found(gone)
    limiting = found(gone, requirement(gone.id, "x", "≥1"))["GB 1-2000"]
    assert not limiting.executed
    assert limiting.status is EditionStatus.WITHDRAWN
    elsewhere = indicator("y", category_id="other")
    assert not found(gone, elsewhere, requirement(gone.id, "y", "≥1"))


def test_a_standard_declared_without_a_year_is_its_edition() -> None:
    """The edition in force counts as executed (R17)."""
    undated = edition("GB 38448", effective=None)
    old = edition("GB 38448-2019", withdrawn=date(2027, 4, 1))
    comparison = compared([OURS, indicator("x"), old, undated, *executes("ours", undated)], [])
    (change,) = comparison.assessment.transitions
    assert (change.number, change.executed) == ("GB 38448-2019", True)


@pytest.mark.parametrize(("days", "told"), [(0, True), (1, False)])
def test_twenty_four_months_and_no_more(days: int, told: bool) -> None:
    end = months_later(ON, 24) + timedelta(days=days)
    old = edition("GB 1-2000", withdrawn=end)
    new = edition("GB 2-2030", effective=end)
    assert bool(found(executed=(old,))) is told
    assert bool(found(new, requirement(new.id, "x", "≥1"))) is told
    assert found(executed=(new,)), "a product that declares what is not in force is always told"


def test_a_successor_without_a_day() -> None:
    old, new = edition("GB 1-2000"), edition("GB 1-2027", effective=None)
    change = found(new, Replacement("r", new.id, old.id), executed=(old,))["GB 1-2000"]
    assert change.status is EditionStatus.UNKNOWN
    assert "since when is not known" in str(change.message)


def test_unconfirmed_dates_are_marked() -> None:
    unsure = Provenance("某公告", trust=Trust.UNCONFIRMED)
    sure = Provenance("GB 38448-2019", trust=Trust.CONFIRMED)
    old = edition("GB 38448-2019", source=sure)
    new = edition("GB 38448-2025", effective=date(2027, 4, 1), source=unsure)
    change = found(new, Replacement("r", new.id, old.id), executed=(old,))["GB 38448-2019"]
    assert change.trust is Trust.UNCONFIRMED
    assert sentences(change)[-1] == "Dates and replacement not confirmed: ['GB 38448-2025']"


def test_the_gravest_first_then_by_day() -> None:
    records = [
        edition("GB 1-2000", withdrawn=date(2027, 6, 1)),
        edition("GB 2-2000", withdrawn=date(2027, 1, 1)),
        edition("GB 3-2000", withdrawn=date(2010, 1, 1)),
    ]
    assert list(found(executed=tuple(records))) == ["GB 3-2000", "GB 2-2000", "GB 1-2000"]


def test_a_comparison_carries_them() -> None:
    old = edition("GB 38448-2019", withdrawn=date(2027, 4, 1))
    comparison = compared([OURS, indicator("x"), old, *executes("ours", old)], [])
    assert [one.number for one in comparison.assessment.transitions] == ["GB 38448-2019"]


# --- properties -------------------------------------------------------------------------------------------------------

DAYS = st.none() | st.dates(date(2015, 1, 1), date(2032, 1, 1))


@given(
    st.lists(st.tuples(DAYS, DAYS), min_size=2, max_size=6),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=8),
)
def test_whatever_the_dates_say(
    days: list[tuple[date | None, date | None]], links: list[tuple[int, int, bool]]
) -> None:
    """Any dates, any replacements: every change has its sentence, what is gone is told, what is told is in use."""
    editions = [
        edition(f"GB {at}-2000", effective=begin, withdrawn=end) for at, (begin, end) in enumerate(days)
    ]
    replaced = [
        Replacement(f"r{at}", editions[new].id, editions[old].id, partial=partial)
        for at, (new, old, partial) in enumerate(links)
        if max(new, old) < len(editions)
    ]
    changes = found(*replaced, executed=tuple(editions))
    project = project_of([OURS, *editions, *replaced])
    for one in editions:
        gone = status_in(project, one, ON) in (EditionStatus.SUPERSEDED, EditionStatus.WITHDRAWN)
        assert not gone or one.number in changes
    for change in changes.values():
        assert change.steps[0].message == change.message
