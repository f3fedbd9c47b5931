"""The sheet 产品: products, their roles and the standards they declare."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from compare_app.domain.model import Product, new_id
from compare_app.importers.own.reading import Fields
from compare_app.importers.standard_doubt import UNRECOGNISED, number_doubt
from compare_app.text.message import M

_STATED: Final = (
    "brand", "model", "enterprise", "credit_code", "role", "primary", "reason", "fictional", "produced", "origin",
    "price", "note",
)  # fmt: skip
_BLANK: Final = Product("", "", "")


def take(row: Fields) -> None:
    """One product. A role that was not understood leaves it a peer, which drives nothing."""
    if row.missing(("category", "name")):
        return
    category = row.category()
    if category is None:
        return
    records, name = row.reading.records, row.text("name")
    old = records.product(category.id, name)
    if old is not None:
        first = row.reading.seen.setdefault((old.id,), row.row.number)
        if first != row.row.number:
            row.hold_row(
                "name",
                "IMP-TWICE",
                M("each product once; {name} stands in row {row} already", name=name, row=first),
                M("Delete one of the two rows, or tell them apart in the name"),
            )
            return
    product = old or Product(new_id(), category.id, name)
    row.reading.seen[product.id,] = row.row.number
    if row.value("role") is None:
        row.hold("role", "IMP-REQUIRED", M("a role such as 本企业 (our product) or 同类产品 (peer)"))
    changes = row.changes(_STATED, _BLANK) | _earlier(row, product)
    if old is not None and row.value("role") is None:
        changes.pop("role", None)
    records.put_product(
        replace(product, name=name, **changes, cell=row.ref("name"), source=row.provenance(product.source))
    )
    _executed(row, product)


def _earlier(row: Fields, product: Product) -> dict[str, str]:
    """Whose earlier state a product keeps: without it every product of ours would be compared with it."""
    name = row.text("earlier_of")
    owner = row.reading.records.product(product.category_id, name) if name else None
    if owner is not None and owner.id != product.id:
        return {"earlier_of": owner.id}
    if name:
        expected = M("a product of the same category, in the project or in a row above")
        row.hold("earlier_of", "IMP-PRODUCT", expected)
    return {}


def _executed(row: Fields, product: Product) -> None:
    """The standards a product declares are those of a filled-in cell, no others; a blank cell changes nothing."""
    numbers = row.texts("standards")
    if not numbers:
        return
    records = row.reading.records
    editions: dict[str, None] = {}
    for number in numbers:
        edition = records.edition(number)
        if edition is None:
            edition = records.new_edition(number)
            row.note(
                "standards",
                "IMP-NEW-STANDARD",
                M("standards of the sheet 标准 (Standards); {number} is none of them", number=number),
                M("It is added with its number only; its force follows from the prefix"),
            )
            if doubt := number_doubt(number):
                row.note("standards", "IMP-NUMBER-FORM", doubt, UNRECOGNISED)
        editions[edition.id] = None
    gone = records.executed_only(product.id, editions)
    if gone:
        row.note(
            "standards",
            "IMP-STANDARD-GONE",
            M(
                "also {numbers}, which the project names for this product",
                numbers=tuple(one.number for one in gone),
            ),
            M("The product no longer declares them; undo brings them back"),
        )
