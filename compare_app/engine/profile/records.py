"""What both readings of the inspections share: when one took place, and whether its counts can be used."""

from __future__ import annotations

from datetime import date

from compare_app.domain.comparison import Trace
from compare_app.domain.model import Inspection
from compare_app.text.message import M, Message


def year_of(one: Inspection) -> int | None:
    """The year that an inspection belongs to; its day decides where both are stated."""
    return one.inspected_on.year if one.inspected_on is not None else one.year


def usable(one: Inspection) -> bool:
    """Whether its counts can be counts: at least one tested batch, no more failed ones than tested ones."""
    return one.batches > 0 and 0 <= one.failed <= one.batches


def when_text(one: Inspection) -> str:
    """Its day, or its year, as printed."""
    if one.inspected_on is not None:
        return one.inspected_on.isoformat()
    return str(one.year) if one.year is not None else "—"


def possible_days(one: Inspection, on: date) -> tuple[date, date] | None:
    """First and last day it may have been on: the whole year where only that is known, at most until `on`."""
    if one.inspected_on is not None:
        return one.inspected_on, one.inspected_on
    if one.year is None:
        return None
    first = date(one.year, 1, 1)
    return first, max(first, min(date(one.year, 12, 31), on))


def told(one: Inspection) -> Trace:
    """The record as a step of an explanation, with the cell it was read from."""
    message: Message = M(
        "{day}, {name}: batches tested {batches}, failed {failed}",
        day=when_text(one),
        name=one.product or one.product_class,
        batches=one.batches,
        failed=one.failed,
    )
    return Trace(message, "", one.cell if str(one.cell) else None)
