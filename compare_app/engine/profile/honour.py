"""红榜预估 (R39; domain.md §5.5): years in a row without a failed supervision inspection, counted since 2011.

The published rule is ten, five or three consecutive years without a failed inspection. How it counts years without any
inspection is not published: here a window counts if there is at least one inspection in it, and the empty years are
named. Whatever is not known (a day, a record) never helps.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from compare_app.domain.comparison import Trace
from compare_app.domain.model import Inspection
from compare_app.domain.profile import HonourEstimate, HonourWindow, WindowState
from compare_app.domain.terms import HonourList, Trust
from compare_app.engine.profile.records import possible_days, told, usable
from compare_app.text.message import M, Message

SINCE: Final = date(2011, 1, 1)  # results before do not count
WINDOWS: Final = ((HonourList.TEN_YEARS, 10), (HonourList.FIVE_YEARS, 5), (HonourList.THREE_YEARS, 3))


def honour_estimate(inspections: Sequence[Inspection], on: date) -> HonourEstimate:
    """The longest window up to `on` that holds an inspection and surely no failed one."""
    wrong = sum(not usable(one) for one in inspections)
    rows = [one for one in inspections if usable(one) and _counts(one, on)]
    dated = [(one, days) for one in rows if (days := possible_days(one, on)) is not None]
    windows = tuple(_window(honour, years, rows, on) for honour, years in WINDOWS)
    met = next((one for one in windows if one.state is WindowState.MET), None)
    failed = [last for one, (_, last) in dated if one.failed]
    steps = [told(one) for one in rows if one.failed] + [Trace(one.reason) for one in windows]
    undecided = not rows or any(one.state is WindowState.OPEN for one in windows)
    honour = met.honour if met is not None else None if undecided else HonourList.NONE
    return HonourEstimate(
        honour=honour,
        windows=windows,
        inspections=len(rows),
        first_inspected=min((first for _, (first, _) in dated), default=None),
        last_failed=max(failed, default=None),
        open=_open(rows, windows, met, wrong),
        steps=tuple(steps),
    )


def _counts(one: Inspection, on: date) -> bool:
    """Not surely before 2011, not surely after the reference date."""
    days = possible_days(one, on)
    return days is None or (days[1] >= SINCE and days[0] <= on)


def years_before(on: date, years: int) -> date:
    """The same day years earlier; the 28th where there is no 29 February."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return on.replace(year=on.year - years, day=28)


def _window(honour: HonourList, years: int, rows: Sequence[Inspection], on: date) -> HonourWindow:
    first = years_before(on, years) + timedelta(days=1)
    inside: list[Inspection] = []
    perhaps: list[Inspection] = []
    for one in rows:
        days = possible_days(one, on)
        if days is None or days[0] < first <= days[1]:
            perhaps.append(one)
        elif days[0] >= first:
            inside.append(one)
    failed = [one for one in inside if one.failed]
    state, what = _state(first, inside, perhaps)
    seen = {day.year for one in inside if (span := possible_days(one, on)) is not None for day in span}
    return HonourWindow(
        honour=honour,
        years=years,
        first=first,
        last=on,
        state=state,
        inspections=len(inside),
        failed=tuple(one.id for one in failed),
        what=what,
        reason=M(
            "{years} years from {first} to {last}: {what}", years=years, first=first, last=on, what=what
        ),
        empty_years=tuple(year for year in range(first.year, on.year + 1) if year not in seen),
    )


def _state(
    first: date, inside: Sequence[Inspection], perhaps: Sequence[Inspection]
) -> tuple[WindowState, Message]:
    failed = sum(bool(one.failed) for one in inside)
    if first < SINCE:
        return WindowState.TOO_EARLY, M("results count since {day} only", day=SINCE)
    if failed:
        return WindowState.FAILED, M("inspections with failed batches: {count}", count=failed)
    if any(one.failed for one in perhaps):
        return WindowState.OPEN, M("an inspection with failed batches may lie in it, its day is not known")
    if inside:
        return WindowState.MET, M("inspections: {count}, none with failed batches", count=len(inside))
    if perhaps:
        return WindowState.OPEN, M("whether an inspection lies in it is open, its day is not known")
    return WindowState.NOTHING, M("no inspection")


def _open(
    rows: Sequence[Inspection], windows: Sequence[HonourWindow], met: HonourWindow | None, wrong: int
) -> tuple[Message, ...]:
    """What is not known and could change the estimate."""
    if not rows:
        return (M("No inspection of the enterprise since 2011 is entered"),)
    said = [
        M(
            "Only inspections entered here are known: national, provincial and city ones since 2011 belong to it"
        )
    ]
    if met is not None and met.empty_years:
        said.append(
            M(
                "No inspection in {years}: how the list counts such years is not published",
                years=tuple(str(year) for year in met.empty_years),
            )
        )
    vague = sum(one.inspected_on is None for one in rows)
    if vague and any(one.state is WindowState.OPEN for one in windows):
        said.append(M("Inspections whose day is not known: {count}", count=vague))
    unconfirmed = sum(one.source.trust is Trust.UNCONFIRMED for one in rows)
    if unconfirmed:
        said.append(M("Inspections that nobody has checked: {count}", count=unconfirmed))
    if wrong:
        said.append(M("Inspections whose counts cannot be right, left out: {count}", count=wrong))
    return tuple(said)
