"""Which backups stay: all of the last two days, then one a day, one a week, one a month, so many of each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

RECENT: Final = timedelta(days=2)
MOST_RECENT: Final = 60  # even of two days: somebody who imports all day long must not fill the drive
DAILY: Final = 12
WEEKLY: Final = 10
MONTHLY: Final = 9


def staying(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """The moments whose backups stay, out of all; the newest one always does.

    Walked from the newest to the oldest. Of the last two days all stay; before that the newest of each day until 12
    days are full, then the newest of each week (Monday to Sunday) until 10 are, then of each month until 9 are. Days
    are counted as they have backups: whoever comes back after a year still finds 12 days. Moments of the future (a
    clock that was set back) count as recent. The counts are those of Anki.
    """
    kept: set[datetime] = set()
    recent = 0
    left = {"day": DAILY, "week": WEEKLY, "month": MONTHLY}
    last: dict[str, tuple[int, ...]] = {}
    for moment in sorted(moments, reverse=True):
        if now - moment <= RECENT:
            recent += 1
            if recent <= MOST_RECENT:
                kept.add(moment)
            continue
        span = next((one for one in left if left[one]), "")
        if not span:
            break
        mark = _mark(moment, span)
        if last.get(span) == mark:
            continue
        last[span] = mark
        left[span] -= 1
        kept.add(moment)
    return kept


def _mark(moment: datetime, span: str) -> tuple[int, ...]:
    if span == "day":
        return moment.year, moment.month, moment.day
    if span == "week":
        return tuple(moment.isocalendar()[:2])
    return moment.year, moment.month
