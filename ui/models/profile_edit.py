"""From typed cells to edits of the profile's inputs; what cannot be meant is an AppError with its remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from compare_app.domain.day_text import entered_day
from compare_app.domain.edit import Edit
from compare_app.domain.index_table import in_per_cent
from compare_app.domain.inspection_text import count_of, counts_of, names_a_item, split_items, year_in
from compare_app.domain.model import IndexFigure, Inspection, new_id
from compare_app.domain.number import parse_decimal
from compare_app.domain.terms import IndexItem, Trust
from compare_app.errors import AppError
from compare_app.text.fold import half_width
from compare_app.text.message import M, Message

NEW: Final = "new"  # key of the row to type in
OURS, MARKET = "ours", "market"
YES, NO = "yes", "no"
INSPECTION_TEXTS: Final = ("product", "lot", "organiser", "enterprise", "laboratory", "note")
INSPECTION_NEEDS: Final = ("product_class", "own", "when", "batches", "failed")
FIGURE_NEEDS: Final = ("year", "item")


def when_text(one: Inspection) -> str:
    """The day, or the year where only that is known."""
    if one.inspected_on is not None:
        return one.inspected_on.isoformat()
    return "" if one.year is None else str(one.year)


# --- inspections ------------------------------------------------------------------------------------------------------


def edited_inspection(inspection: Inspection, column: str, text: str) -> Edit:
    """The edit that puts a typed text into a cell."""
    changed = checked(with_text(inspection, column, text.strip()))
    return Edit(M("Edit inspection {name}", name=changed.product_class), (changed,))


def new_inspection(draft: Mapping[str, str]) -> Inspection | None:
    """The inspection of a row that is typed in; None while something needed is not there. Every typed cell is read."""
    made = Inspection(new_id(), "", 1, 0)
    typed = {column: text.strip() for column, text in draft.items() if text.strip()}
    for column, text in typed.items():
        made = with_text(made, column, text)
    return checked(made) if typed.keys() >= set(INSPECTION_NEEDS) else None


def with_text(one: Inspection, column: str, text: str) -> Inspection:
    """The inspection with one field read from a text; whether the fields agree is `checked` when all are in."""
    match column:
        case "product_class":
            if not text:
                raise _needed(M("a product class"))
            return replace(one, product_class=text)
        case "own":
            if text not in (OURS, MARKET):
                raise _needed(M("whose batches they are"))
            return replace(one, own=text == OURS)
        case "when":
            day, year = _when(text)
            return replace(one, inspected_on=day, year=year)
        case "batches" | "failed":
            number = count_of(parse_decimal(text) if text else None)
            if number is None:
                raise _needed(M("a whole number that is not negative"), text)
            return replace(one, batches=number) if column == "batches" else replace(one, failed=number)
        case "failed_items":
            items = split_items(text) or ()
            return replace(one, failed_items=items, serious=names_a_item(items))
        case "serious":
            return replace(one, serious=text == YES)
        case "output":
            output = _number(text, M("a number above zero"))
            if output is not None and output <= 0:
                raise _needed(M("a number above zero"), text)
            return replace(one, output=output)
        case "document":
            return replace(one, source=replace(one.source, document=text))
        case "trust":
            return replace(one, source=replace(one.source, trust=Trust(text) if text else Trust.USER))
        case _ if column in INSPECTION_TEXTS:
            changed: dict[str, Any] = {column: text}
            return replace(one, **changed)
    raise KeyError(column)


def checked(one: Inspection) -> Inspection:
    """The inspection if its counts, its items and their class agree; an AppError otherwise."""
    found = counts_of(one.batches, one.failed, one.failed_items)
    if isinstance(found, Message):
        raise _needed(found, f"{one.failed}/{one.batches}")
    if names_a_item(one.failed_items) and not one.serious:
        raise AppError(
            "PROFILE-CELL",
            M("A failed item is marked as one of class A"),
            M("Take the mark off the failed item first"),
        )
    return one


def _when(text: str) -> tuple[date | None, int | None]:
    year = year_in(parse_decimal(text) if len(text) == 4 else None)
    if year is not None:
        return None, year
    day = entered_day(text)
    if day is None:
        raise _needed(M("a day or a year of the inspection"))
    return day, None


# --- index figures ----------------------------------------------------------------------------------------------------


def edited_figure(figure: IndexFigure, column: str, text: str, others: Iterable[IndexFigure]) -> Edit:
    """The edit that puts a typed text into a cell; each figure stands once a year."""
    changed = checked_figure(figure_with_text(figure, column, text.strip()), others)
    return Edit(M("Edit index figure {name}, {year}", name=changed.item, year=str(changed.year)), (changed,))


def new_figure(draft: Mapping[str, str], others: Iterable[IndexFigure]) -> IndexFigure | None:
    """The figure of a row that is typed in; None while year or figure is not there. A value may be missing."""
    typed = {column: text.strip() for column, text in draft.items() if text.strip()}
    made = IndexFigure(new_id(), 0, IndexItem(typed.get("item", IndexItem.GRADED_PRODUCTS)))
    for column, text in typed.items():
        made = figure_with_text(made, column, text)
    return checked_figure(made, others) if typed.keys() >= set(FIGURE_NEEDS) else None


def figure_with_text(one: IndexFigure, column: str, text: str) -> IndexFigure:
    """The figure with one field read from a text."""
    match column:
        case "year":
            year = year_in(parse_decimal(text) if text else None)
            if year is None:
                raise _needed(M("a year such as 2024"), text)
            return replace(one, year=year)
        case "item":
            if not text:
                raise _needed(M("one of the twelve figures"))
            return replace(one, item=IndexItem(text))
        case "value" | "low" | "high":
            plain = half_width(text).strip()
            share = plain.removesuffix("%").rstrip() if in_per_cent(one.item) else text
            changed: dict[str, Any] = {column: _number(share, M("a number such as 96.5"))}
            return replace(one, **changed)
        case "weight":
            weight = _number(text, M("a weight that is not negative")) if text else Decimal(1)
            if weight is None or weight < 0:
                raise _needed(M("a weight that is not negative"), text)
            return replace(one, weight=weight)
        case "document":
            return replace(one, source=replace(one.source, document=text))
        case "trust":
            return replace(one, source=replace(one.source, trust=Trust(text) if text else Trust.USER))
        case "note":
            return replace(one, note=text)
    raise KeyError(column)


def checked_figure(one: IndexFigure, others: Iterable[IndexFigure]) -> IndexFigure:
    """The figure if its bounds are in order and no other record is the same figure of the same year."""
    if one.low is not None and one.high is not None and one.low >= one.high:
        raise _needed(M("an upper bound above the lower bound {low}", low=one.low), str(one.high))
    if any((other.year, other.item) == (one.year, one.item) and other.id != one.id for other in others):
        raise AppError(
            "PROFILE-TWICE",
            M("{name} of {year} is in the table already", name=one.item, year=str(one.year)),
            M("Change the row that is there"),
        )
    return one


def figures_of_year(year: int, known: Iterable[IndexFigure]) -> Edit | None:
    """The edit that adds the figures a year lacks, with the bounds and weights of the last year before; None: none."""
    rows = list(known)
    there = {one.item for one in rows if one.year == year}
    before = sorted((one for one in rows if one.year < year), key=lambda one: one.year)
    last = {one.item: one for one in before}
    puts = []
    for item in IndexItem:
        if item not in there:
            old = last.get(item) or IndexFigure("", year, item)
            puts.append(IndexFigure(new_id(), year, item, None, old.low, old.high, old.weight))
    return Edit(M("Add the index figures of {year}", year=str(year)), tuple(puts)) if puts else None


def _number(text: str, expected: Message) -> Decimal | None:
    if not text:
        return None
    number = parse_decimal(text)
    if number is None:
        raise _needed(expected, text)
    return number


def _needed(expected: Message, text: str = "") -> AppError:
    what = M("“{text}” cannot stand here", text=text) if text else M("Something is missing here")
    return AppError("PROFILE-CELL", what, M("Expected: {what}", what=expected))
