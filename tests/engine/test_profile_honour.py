"""The estimate of the honour list (domain.md §5.5): what is not known never helps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.model import Inspection
from compare_app.domain.profile import HonourEstimate, WindowState
from compare_app.domain.terms import HonourList
from compare_app.engine.profile.honour import honour_estimate, years_before

ON = date(2026, 6, 30)
TEN, FIVE, THREE, NONE = HonourList.TEN_YEARS, HonourList.FIVE_YEARS, HonourList.THREE_YEARS, HonourList.NONE
MET, FAILED, OPEN = WindowState.MET, WindowState.FAILED, WindowState.OPEN
NOTHING, TOO_EARLY = WindowState.NOTHING, WindowState.TOO_EARLY


def on_day(day: date | None, failed: int = 0, year: int | None = None) -> Inspection:
    return Inspection(f"{day}-{failed}-{year}", "灯", 2, failed, inspected_on=day, year=year)


def passed(*years: int) -> list[Inspection]:
    return [on_day(date(year, 3, 1)) for year in years]


def states(found: HonourEstimate) -> list[WindowState]:
    return [one.state for one in found.windows]


def test_ten_clean_years() -> None:
    found = honour_estimate(passed(*range(2016, 2027)), ON)
    assert found.honour is TEN
    assert states(found) == [MET, MET, MET]
    first = found.windows[0]
    assert (first.first, first.last) == (date(2016, 7, 1), ON)
    assert first.inspections == 10  # March 2016 lies before it
    assert first.empty_years == (2016,)


@pytest.mark.parametrize(
    ("failed_on", "honour"),
    [
        (date(2016, 6, 30), TEN),  # the day before the window of ten years
        (date(2016, 7, 1), FIVE),
        (date(2021, 6, 30), FIVE),
        (date(2021, 7, 1), THREE),
        (date(2023, 6, 30), THREE),
        (date(2023, 7, 1), NONE),
        (date(2026, 6, 30), NONE),
        (date(2026, 7, 1), TEN),  # after the reference date
        (date(2010, 12, 31), TEN),  # before results count
    ],
)
def test_one_failure_by_its_day(failed_on: date, honour: HonourList) -> None:
    found = honour_estimate([*passed(*range(2011, 2027)), on_day(failed_on, failed=1)], ON)
    assert found.honour is honour


def test_a_window_without_any_inspection_does_not_count() -> None:
    found = honour_estimate(passed(2022), ON)
    assert states(found) == [MET, MET, NOTHING]
    assert found.honour is TEN
    assert "2023" in str(found.open[1])  # years without an inspection are an open question, said


def test_nothing_entered_is_no_estimate() -> None:
    for rows in ([], passed(2008), passed(2027)):
        found = honour_estimate(rows, ON)
        assert found.honour is None
        assert found.inspections == 0
        assert len(found.open) == 1


def test_results_count_since_2011_only() -> None:
    on = date(2020, 12, 30)
    found = honour_estimate(passed(*range(2005, 2021)), on)
    assert states(found)[0] is TOO_EARLY
    assert found.honour is FIVE
    assert (
        states(honour_estimate(passed(*range(2011, 2021)), date(2020, 12, 31)))[0] is MET
    )  # from 2011-01-01


def test_a_failure_of_a_year_without_its_day_may_lie_in_the_window() -> None:
    found = honour_estimate([*passed(2024, 2025), on_day(None, failed=1, year=2023)], ON)
    assert states(found) == [FAILED, FAILED, OPEN]
    assert found.honour is None  # neither three years nor none
    assert any("day is not known" in str(one) for one in found.open)
    earlier = honour_estimate([*passed(2024, 2025), on_day(None, failed=1, year=2022)], ON)
    assert earlier.honour is THREE


def test_the_last_day_of_a_year_is_a_possible_day_too() -> None:
    found = honour_estimate([*passed(2025), on_day(None, failed=1, year=2023)], date(2026, 12, 30))
    assert found.windows[2].first == date(2023, 12, 31)
    assert states(found)[2] is OPEN


def test_a_failure_without_any_date_may_lie_anywhere() -> None:
    found = honour_estimate([*passed(2024), on_day(None, failed=1)], ON)
    assert states(found) == [OPEN, OPEN, OPEN]
    assert found.honour is None


def test_an_inspection_of_this_year_without_its_day_lies_before_the_reference_date() -> None:
    found = honour_estimate([on_day(None, year=2026)], ON)
    assert states(found) == [MET, MET, MET]
    assert found.windows[2].inspections == 1


def test_a_passed_inspection_without_its_day_does_not_prove_one_in_the_window() -> None:
    found = honour_estimate([on_day(None, year=2023)], ON)
    assert states(found) == [MET, MET, OPEN]


def test_counts_that_cannot_be_right_are_left_out_and_said() -> None:
    found = honour_estimate([*passed(2024), Inspection("x", "灯", 1, 2, inspected_on=date(2024, 1, 1))], ON)
    assert found.honour is TEN
    assert "cannot be right" in str(found.open[-1])


def test_the_last_failure_and_its_steps() -> None:
    found = honour_estimate([*passed(2025), on_day(date(2019, 5, 1), failed=2)], ON)
    assert found.last_failed == date(2019, 5, 1)
    assert found.first_inspected == date(2019, 5, 1)
    assert "failed 2" in str(found.steps[0].message)
    assert [str(step.message)[:8] for step in found.steps[1:]] == ["10 years", "5 years ", "3 years "]


def test_years_before_a_leap_day() -> None:
    assert years_before(date(2024, 2, 29), 3) == date(2021, 2, 28)
    assert years_before(date(2024, 2, 29), 4) == date(2020, 2, 29)


days = st.dates(date(2005, 1, 1), date(2027, 12, 31))
histories = st.lists(
    st.one_of(
        st.builds(on_day, days, st.integers(0, 2)),
        st.builds(on_day, st.none(), st.integers(0, 2), st.integers(2005, 2027)),
        st.builds(on_day, st.none(), st.integers(0, 2)),
    ),
    max_size=8,
)
ORDER = [None, NONE, THREE, FIVE, TEN]


@given(histories, days)
def test_a_failure_more_never_helps(rows: list[Inspection], day: date) -> None:
    before, after = honour_estimate(rows, ON), honour_estimate([*rows, on_day(day, failed=1)], ON)
    for one, other in zip(before.windows, after.windows):
        if one.state is not MET:
            assert other.state is not MET


@given(histories)
def test_the_estimate_is_what_plain_counting_says(rows: list[Inspection]) -> None:
    """Day by day: a window is met only if no possible day of a failed inspection lies in it and one inspection does."""
    found = honour_estimate(rows, ON)
    for window in found.windows:
        inside = [one for one in rows if _surely(one, window.first)]
        clean = not any(one.failed and _maybe(one, window.first) for one in rows)
        assert (window.state is MET) == (clean and bool(inside))
    met = [one.honour for one in found.windows if one.state is MET]
    assert found.honour is met[0] if met else found.honour in (None, NONE)


def _days(one: Inspection) -> set[date]:
    if one.inspected_on is not None:
        return {one.inspected_on}
    first, last = (
        (date(2000, 1, 1), ON) if one.year is None else (date(one.year, 1, 1), date(one.year, 12, 31))
    )
    last = min(last, ON) if first <= ON else last
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}


def _maybe(one: Inspection, first: date) -> bool:
    return any(first <= day <= ON for day in _days(one))


def _surely(one: Inspection, first: date) -> bool:
    return all(first <= day <= ON for day in _days(one))
