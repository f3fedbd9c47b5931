"""The sheet 监督抽查: rows of a bulletin (class, tested and failed batches) and of a name list (one batch a row)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from compare_app.domain.inspection_text import count_of, counts_of, items_of, names_a_item, year_in
from compare_app.domain.model import Inspection, Product, Provenance
from compare_app.importers.ledger import did_you_mean, near
from compare_app.importers.own.reading import Fields
from compare_app.text.message import M, Message

_STATED: Final = ("organiser", "lot", "laboratory", "output")
_BLANK: Final = Inspection("", "", 0, 0)


def take(row: Fields) -> None:
    """One row. Without counts that can be right, or without a year, nothing of it is taken in."""
    if row.missing(("product_class", "own")):
        return
    items = items_of(row.texts("failed_items"))
    counts = _counts(row, items)
    when = _when(row)
    if counts is None or when is None:
        return
    own = row.good("own")
    assert isinstance(own, bool)  # a required column
    inspected_on, year = when
    wanted = Inspection(
        "",
        row.text("product_class"),
        *counts,
        organiser=row.text("organiser"),
        inspected_on=inspected_on,
        year=year,
        own=own,
        enterprise=row.text("enterprise") or row.text("site"),
        product=" ".join(part for part in map(row.text, ("product", "brand", "model")) if part),
        lot=row.text("lot"),
        source=row.provenance(Provenance()),
    )
    old = row.reading.records.inspection(wanted)
    if (old.batches, old.failed) != counts:
        row.note(
            "batches",
            "IMP-REPLACED",
            M("{failed}/{batches} failed, as the project has it", failed=old.failed, batches=old.batches),
            M("They take the place of the earlier ones; undo brings those back"),
        )
    changes = row.changes(_STATED, _BLANK)
    output = changes.get("output")
    if output is not None and output <= 0:
        row.hold("output", "IMP-NUMBER", M("an output above zero"))
        changes["output"] = old.output
    row.reading.records.put(
        replace(
            old,
            product_class=wanted.product_class,
            batches=wanted.batches,
            failed=wanted.failed,
            enterprise=wanted.enterprise if row.has("enterprise") or row.has("site") else old.enterprise,
            product=wanted.product if row.has("product") else old.product,
            failed_items=(items or ()) if row.has("failed_items") else old.failed_items,
            serious=_serious(row, items, old),
            product_id=_linked(row, old),
            note=_note(row, old),
            **changes,
            cell=row.ref("product_class"),
            source=row.provenance(old.source),
        )
    )


def _counts(row: Fields, items: tuple[str, ...] | None) -> tuple[int, int] | None:
    """Tested and failed batches; the row is held where they cannot be known."""
    for key in ("batches", "failed"):
        if row.cell(key).text.strip() and row.missing((key,)):
            return None
        number = row.number(key)
        if number is not None and count_of(number) is None:
            row.hold_row(key, "IMP-COUNT", M("a whole number that is not negative"))
            return None
    batches, failed = count_of(row.number("batches")), count_of(row.number("failed"))
    found = counts_of(batches, failed, items)
    if isinstance(found, Message):
        row.hold_row("batches" if batches is None else "failed", "IMP-COUNT", found)
        return None
    return found


def _when(row: Fields) -> tuple[date | None, int | None] | None:
    """The day, or the year where only that is known."""
    if row.dropped:
        return None
    for key in ("inspected_on", "year"):
        if row.cell(key).text.strip() and row.missing((key,)):
            return None
    day, year = row.day("inspected_on"), year_in(row.number("year"))
    if row.number("year") is not None and year is None:
        row.hold_row("year", "IMP-YEAR", M("a year such as 2024"))
        return None
    if day is None and year is None:
        row.hold_row("inspected_on", "IMP-REQUIRED", M("a day or a year of the inspection"))
        return None
    if day is not None and year is not None and day.year != year:
        row.hold_row("year", "IMP-YEAR", M("the year of the day {day}", day=day))
        return None
    return day, year


def _serious(row: Fields, items: tuple[str, ...] | None, old: Inspection) -> bool:
    """As stated, otherwise as the failed items say; a cell that contradicts them is held."""
    marked = names_a_item(items or ())
    stated = row.good("serious")
    if stated is False and marked:
        row.hold("serious", "IMP-CLASS", M("yes, because an item of class A is named"))
    if isinstance(stated, bool):
        return stated or marked
    return marked if row.has("serious") or row.has("failed_items") else old.serious


def _note(row: Fields, old: Inspection) -> str:
    """The note; where the batch was drawn elsewhere than at its maker's, that place too."""
    site = row.text("site") if row.text("enterprise") else ""
    note = row.text("note") if row.has("note") else old.note
    place = f"受检单位：{site}" if site else ""
    return note if place in note else "；".join(part for part in (note, place) if part)


def _linked(row: Fields, old: Inspection) -> str:
    """The product of the project that the row names, as an export writes it."""
    if not row.has("linked_product"):
        return old.product_id
    name, records = row.text("linked_product"), row.reading.records
    if not name:
        return ""
    category = records.category(row.text("linked_category"))
    found = [
        one for one in records.products_named(name) if category is None or one.category_id == category.id
    ]
    if len(found) == 1:
        return found[0].id
    row.hold(
        "linked_product",
        "IMP-PRODUCT",
        M("a product of this project or of the sheet 产品 (Products)"),
        remedy=did_you_mean(
            M("Add the product first, or correct its name"), near(name, records.product_names())
        ),
    )
    return old.product_id if records.stored(Product, old.product_id) is not None else ""
