"""What the readers of the sheets share: the import under way, and one row of a sheet by column keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from compare_app.domain.model import Category, CellRef, Indicator, Product, Provenance, TestMethod
from compare_app.domain.terms import Trust
from compare_app.domain.workbook_layout import Column, SheetLayout
from compare_app.importers.cells import EMPTY, Cell, Row, Sheet
from compare_app.importers.fields import Trouble, read_field
from compare_app.importers.ledger import KEPT, Ledger, did_you_mean, near
from compare_app.importers.records import Records
from compare_app.importers.vocabulary import Vocabulary
from compare_app.text.message import M, Message


@dataclass(slots=True)
class Reading:
    """An import under way: what was found so far and where trouble is told."""

    ledger: Ledger
    records: Records
    vocabulary: Vocabulary
    seen: dict[tuple[object, ...], int] = field(default_factory=dict)  # natural key → row, within one sheet


@dataclass(slots=True)
class Fields:
    """One row. Each cell is understood once; trouble is told once and marks the row as held."""

    reading: Reading
    layout: SheetLayout
    sheet: Sheet
    row: Row
    columns: Mapping[str, int]
    held: bool = False  # some cell of the row is
    dropped: bool = False  # nothing of the row is taken in
    _values: dict[str, Any] = field(default_factory=dict)

    def has(self, key: str) -> bool:
        """Whether the sheet has the column and this cell, if filled, was understood."""
        return key in self.columns and not isinstance(self.value(key), Trouble)

    def cell(self, key: str) -> Cell:
        """The cell of a column; an empty one where the sheet lacks the column."""
        at = self.columns.get(key)
        return EMPTY if at is None else self.row.at(at)

    def address(self, key: str) -> str:
        """The A1 address of a column's cell."""
        return self.sheet.address(self.row.number, self.columns.get(key, 0))

    def ref(self, key: str) -> CellRef:
        """Where a datum was read."""
        return CellRef(self.reading.ledger.file, self.sheet.name, self.address(key))

    def value(self, key: str) -> Any:
        """The value of a field; None for a blank cell, a `Trouble` where it was not understood."""
        if key not in self._values:
            cell = self.cell(key)
            found = (
                None if not cell.text.strip() else read_field(self.column(key), cell, self.reading.vocabulary)
            )
            self._values[key] = found
            if isinstance(found, Trouble):
                self.hold(key, found.code, found.expected, remedy=found.remedy)
        return self._values[key]

    def good(self, key: str) -> Any:
        """The value of a field; None for a blank cell and for one that was not understood."""
        value = self.value(key)
        return None if isinstance(value, Trouble) else value

    def text(self, key: str) -> str:
        """A text; empty where blank."""
        value = self.good(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str) -> Decimal | None:
        """A number or None."""
        value = self.good(key)
        return value if isinstance(value, Decimal) else None

    def day(self, key: str) -> date | None:
        """A date or None."""
        value = self.good(key)
        return value if isinstance(value, date) else None

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list cell."""
        value = self.good(key)
        return value if isinstance(value, tuple) else ()

    def column(self, key: str) -> Column:
        """The description of a column."""
        return self.layout.column(key)

    def changes(self, keys: Iterable[str], blank: object) -> dict[str, Any]:
        """The fields that this row states, for `replace`: blanks as `blank` has them, absent columns left out."""
        found: dict[str, Any] = {}
        for key in keys:
            if self.has(key):
                value = self.value(key)
                found[key] = getattr(blank, key) if value is None else value
        return found

    def missing(self, keys: Iterable[str]) -> bool:
        """Hold the row and say so if one of these has no value."""
        for key in keys:
            cell = self.cell(key)
            if not cell.text.strip():
                language = "zh_CN" if self.sheet.name == self.layout.zh else "en"
                column = self.column(key).header(language).rstrip("*")
                self.hold_row(key, "IMP-REQUIRED", M("a value for {column}", column=column))
                return True
            found = read_field(self.column(key), cell, self.reading.vocabulary)
            if isinstance(found, Trouble):
                self.hold_row(key, found.code, found.expected, found.remedy)
                return True
        return False

    def hold(
        self, key: str, code: str, expected: Message, effect: Message = KEPT, remedy: Message | None = None
    ) -> None:
        """Hold one cell."""
        self.held = True
        self.reading.ledger.hold(
            code,
            self.sheet,
            self.address(key),
            self.cell(key).text,
            expected,
            effect,
            remedy or M("Mend the cell, in the wizard or in the file, or go on without it"),
        )

    def hold_row(self, key: str, code: str, expected: Message, remedy: Message | None = None) -> None:
        """Hold the whole row because of one cell."""
        self.held = self.dropped = True
        self.reading.ledger.hold_row(
            code,
            self.sheet,
            self.row,
            self.columns.get(key, 0),
            expected,
            remedy or M("Mend the cell, in the wizard or in the file, or go on without it"),
        )

    def note(self, key: str, code: str, expected: Message, effect: Message | None = None) -> None:
        """Tell of something worth a look."""
        self.reading.ledger.note(
            code, self.sheet, self.address(key), self.cell(key).text, expected, effect or M("It is taken in")
        )

    # --- what several sheets hold -----------------------------------------------------------------------------------

    def category(self, fallback: Category | None = None) -> Category | None:
        """The category of the row; the row is held where it is unknown."""
        name = self.text("category")
        if not name:
            return fallback
        category = self.reading.records.category(name)
        if category is None:
            names = near(name, self.reading.records.category_names())
            self.hold_row(
                "category",
                "IMP-CATEGORY",
                M("a category of this project or of the sheet 指标 (Indicators)"),
                did_you_mean(M("Add the category with its indicators first"), names),
            )
        return category

    def indicator(self, category: Category | None) -> Indicator | None:
        """The indicator of the row, by name, alias or code; the row is held where it is unknown."""
        records, name = self.reading.records, self.text("indicator")
        if category is not None:
            found = records.indicator(category.id, name)
            names = near(name, records.indicator_names(category.id))
        else:
            several = records.indicators_named(name)
            found = several[0] if len(several) == 1 else None
            names = ()
            if len(several) > 1:
                self.hold_row(
                    "indicator",
                    "IMP-AMBIGUOUS",
                    M(
                        "a category as well: {name} stands in {count} categories",
                        name=name,
                        count=len(several),
                    ),
                    M("Fill in the column 品类 (Category)"),
                )
                return None
        if found is None:
            self.hold_row(
                "indicator",
                "IMP-INDICATOR",
                M("an indicator of the scheme"),
                did_you_mean(M("Add it to the sheet 指标 (Indicators), or correct the name"), names),
            )
        return found

    def product(self) -> Product | None:
        """The product of the row; the row is held where it is unknown or stands in several categories."""
        records, name = self.reading.records, self.text("product")
        if self.text("category"):
            category = self.category()
            if category is None:
                return None
            found = records.product(category.id, name)
            names = records.product_names(category.id)
        else:
            several = records.products_named(name)
            names = records.product_names()
            if len(several) > 1:
                self.hold_row(
                    "product",
                    "IMP-AMBIGUOUS",
                    M(
                        "a category as well: {name} stands in {count} categories",
                        name=name,
                        count=len(several),
                    ),
                    M("Fill in the column 品类 (Category)"),
                )
                return None
            found = several[0] if several else None
        if found is None:
            self.hold_row(
                "product",
                "IMP-PRODUCT",
                M("a product of this project or of the sheet 产品 (Products)"),
                did_you_mean(M("Add the product first, or correct its name"), near(name, names)),
            )
        return found

    def provenance(self, old: Provenance) -> Provenance:
        """Document, place and trust as the row states them."""
        stated = self.changes(("document", "place", "trust", "checked_by", "checked_on"), Provenance())
        return Provenance(
            document=stated.get("document", old.document),
            place=stated.get("place", old.place),
            checked_by=stated.get("checked_by", old.checked_by),
            checked_on=stated.get("checked_on", old.checked_on),
            trust=stated.get("trust") or Trust.USER if "trust" in stated else old.trust,
        )

    def method_id(self, old: str) -> str:
        """The method of the row, made where it is new; the old one where the sheet has no such columns."""
        if not any(key in self.columns for key in ("method", "method_group", "method_title")):
            return old
        standard, clause = split_method(self.text("method"))
        wanted = TestMethod(
            "",
            standard,
            clause,
            self.text("method_title"),
            self.text("method_conditions"),
            self.text("method_group"),
        )
        return self.reading.records.method(wanted).id


def split_method(text: str) -> tuple[str, str]:
    """Standard and clause of a method: `GB/T 3810.3-2016, 5.2`, `GB/T 7725 § 6.3`."""
    for sign in ("，", ", ", " § ", " §"):
        standard, found, clause = text.partition(sign)
        if found:
            return standard.strip(), clause.strip()
    return text.strip(), ""
