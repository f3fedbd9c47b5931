"""Which backups stay, by dates: time travels, nothing is written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from compare_app.storage.thinning import DAILY, MONTHLY, MOST_RECENT, WEEKLY, staying

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def back(**span: float) -> datetime:
    return NOW - timedelta(**span)


def test_all_of_two_days_stay() -> None:
    recent = {back(hours=hour) for hour in range(48)}
    assert staying(recent, NOW) == recent


def test_even_of_two_days_so_many() -> None:
    recent = [back(minutes=at) for at in range(200)]
    assert staying(recent, NOW) == set(recent[:MOST_RECENT])


def test_before_that_the_newest_of_a_day() -> None:
    day = [datetime(2026, 11, 20, hour, tzinfo=UTC) for hour in (8, 12, 17)]
    assert staying(day, NOW) == {day[-1]}


def test_days_then_weeks_then_months() -> None:
    years = [back(days=day) for day in range(3, 1500)]
    kept = sorted(staying(years, NOW), reverse=True)
    assert kept[:DAILY] == [back(days=day) for day in range(3, 3 + DAILY)]
    weeks = kept[DAILY : DAILY + WEEKLY]
    assert len({one.isocalendar()[:2] for one in weeks}) == WEEKLY
    assert all(one.isoweekday() == 7 for one in weeks[1:]), "the newest of each week"
    months = kept[DAILY + WEEKLY :]
    assert len({(one.year, one.month) for one in months}) == MONTHLY == len(months)
    assert NOW - kept[-1] >= timedelta(days=300)


def test_whoever_comes_back_after_a_year_still_has_days() -> None:
    then = [NOW - timedelta(days=400 + day) for day in range(DAILY)]
    assert staying(then, NOW) == set(then)


def test_used_every_day_for_three_years() -> None:
    """One backup an hour of every working day, thinned each time: what stays is bounded and reaches back."""
    there: set[datetime] = set()
    now = datetime(2024, 1, 1, 8, tzinfo=UTC)
    for day in range(1000):
        for hour in (8, 11, 14, 17):
            now = datetime(2024, 1, 1, hour, tzinfo=UTC) + timedelta(days=day)
            there = staying(there | {now}, now)
    assert len(there) <= 9 + DAILY + WEEKLY + MONTHLY
    assert now in there
    assert now - min(there) >= timedelta(days=300)


def test_a_clock_that_was_set_back_loses_nothing() -> None:
    ahead = {NOW + timedelta(days=at) for at in range(5)}
    assert staying(ahead, NOW) == ahead


@given(st.sets(st.integers(-1000, 60_000).map(lambda hours: back(hours=hours))))
def test_the_newest_stays_and_thinning_twice_is_thinning_once(moments: set[datetime]) -> None:
    kept = staying(moments, NOW)
    assert kept <= moments
    assert not moments or max(moments) in kept
    assert staying(kept, NOW) == kept
