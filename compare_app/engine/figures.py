"""What a report leaves possible for the figure that a limit or a condition speaks of, as sets of numbers."""

from __future__ import annotations

from dataclasses import replace

from compare_app.domain.comparison import Summary
from compare_app.domain.interval import exactly
from compare_app.domain.limit import Interval
from compare_app.domain.replicates import greatest, least
from compare_app.domain.terms import Statistic
from compare_app.domain.units import Conversion


def possible_figures(summary: Summary, statistic: Statistic) -> tuple[Interval, ...]:
    """The sets of numbers that a limit's statistic may take, in the summary's unit; all of them must conform.

    Empty where the report says nothing of numbers. A limit that does not state its statistic is judged as one on the
    mean (rulings 8). A mean still says something of the single values: some lie on either side of it.
    """
    singles = summary.singles or _between(summary)
    match statistic:
        case Statistic.SINGLE:
            return singles
        case Statistic.MINIMUM:
            return (least(singles),) if singles else ()
        case Statistic.MAXIMUM:
            return (greatest(singles),) if singles else ()
        case _:
            if summary.means:
                return summary.means
            return () if summary.mean is None else (exactly(summary.mean),)


def _between(summary: Summary) -> tuple[Interval, ...]:
    """The single values of a summary that was not made from results: its ends."""
    if summary.low is None or summary.high is None:
        return ()
    return tuple(exactly(end) for end in dict.fromkeys((summary.low, summary.high)))


def converted(one: Interval, change: Conversion) -> Interval:
    """An interval with its ends in another unit."""
    if change.identity:
        return one
    return replace(
        one,
        low=None if one.low is None else change.value(one.low),
        high=None if one.high is None else change.value(one.high),
        nominal=None if one.nominal is None else change.value(one.nominal),
    )
