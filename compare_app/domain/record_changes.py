"""What would be overwritten, in words a person can check: which record, which of its fields, before and after."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from compare_app.domain.condition_text import print_conditions
from compare_app.domain.edit import Ref
from compare_app.domain.limit import Condition
from compare_app.domain.model import (
    Adoption,
    Category,
    Executed,
    GradingScheme,
    IndexFigure,
    Indicator,
    Inspection,
    Product,
    Provenance,
    Replacement,
    Requirement,
    Result,
    Sample,
    StandardEdition,
    TestMethod,
    TestReport,
)
from compare_app.domain.record import Record
from compare_app.domain.workbook_layout import (
    INDEX_FIGURES,
    INDICATORS,
    INSPECTIONS,
    PRODUCTS,
    REQUIREMENTS,
    RESULTS,
    SCHEMES,
    STANDARDS,
    SheetLayout,
)
from compare_app.text.message import M
from compare_app.text.wording import Wording

Find = Callable[[type, str], object]
"""Any record by kind and id; None where there is none."""

_LAYOUTS: Final[Mapping[type, SheetLayout]] = {
    Category: INDICATORS,
    Indicator: INDICATORS,
    StandardEdition: STANDARDS,
    Requirement: REQUIREMENTS,
    TestMethod: REQUIREMENTS,
    Product: PRODUCTS,
    Result: RESULTS,
    TestReport: RESULTS,
    Sample: RESULTS,
    GradingScheme: SCHEMES,
    Inspection: INSPECTIONS,
    IndexFigure: INDEX_FIGURES,
}
_COLUMNS: Final[Mapping[tuple[type, str], str]] = {
    (Result, "raw"): "result",
    (Requirement, "raw"): "limit",
    (Result, "method_id"): "method",
    (Requirement, "method_id"): "method",
    (Result, "report_id"): "report",
    (TestReport, "number"): "report",
    (Result, "sample_id"): "sample",
    (Sample, "code"): "sample",
    (Requirement, "edition_id"): "standard",
    (GradingScheme, "edition_id"): "standard",
    (Requirement, "indicator_id"): "indicator",
    (Category, "name"): "category",
    (Category, "note"): "category_note",
    (Category, "name_en"): "category_en",
    (TestMethod, "title"): "method_title",
    (TestMethod, "conditions"): "method_conditions",
    (TestMethod, "group"): "method_group",
    (TestMethod, "standard"): "method",
}
_NAMED_BY_ID: Final[Mapping[str, type]] = {
    "method_id": TestMethod,
    "report_id": TestReport,
    "sample_id": Sample,
    "edition_id": StandardEdition,
    "base_id": StandardEdition,
    "indicator_id": Indicator,
    "product_id": Product,
    "category_id": Category,
}
MENDED: Final = re.compile(r"[A-Z]{1,3}[0-9]+: .* → ", re.DOTALL)  # the note of a cell mended in the wizard
_UNTOLD: Final = frozenset({"id", "cell", "trust", "position"})
_FOLLOWS: Final = {"value": "raw", "limit": "raw"}  # read from another field, which tells it better


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record, before and after."""

    kind: type
    field: str
    before: object
    after: object

    def name(self, words: Wording) -> str:
        """The field as our workbook heads it; its own name where no sheet has it."""
        layout = _LAYOUTS.get(self.kind)
        key = _COLUMNS.get((self.kind, self.field), self.field)
        found = next((one for one in layout.columns if one.key == key), None) if layout is not None else None
        return found.header(words.language).rstrip("*") if found is not None else self.field.replace("_", " ")


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that would take another's place. `typed`: what stands in the project was typed there by a person."""

    ref: Ref
    subject: str
    fields: tuple[FieldChange, ...]
    typed: bool = False


def changes_of(pairs: Iterable[tuple[Record, Record]], find: Find) -> tuple[RecordChange, ...]:
    """Pairs of what stands in the project and what would take its place; names are looked up with `find`."""
    return tuple(
        RecordChange(Ref(type(new), new.id), subject_of(new, find), _fields(old, new, find), _is_typed(old))
        for old, new in pairs
    )


def typed(pairs: Iterable[tuple[Record, Record]]) -> frozenset[Ref]:
    """Those pairs of which a person wrote what stands in the project."""
    return frozenset(Ref(type(new), new.id) for old, new in pairs if _is_typed(old))


def _is_typed(record: Record) -> bool:
    """Whether a person wrote it here: typed in the window, or mended while a file was taken in."""
    if isinstance(record, Result) and MENDED.match(record.note):
        return True
    return isinstance(record, Result | Product | Requirement) and not record.cell.file


def _fields(old: Record, new: Record, find: Find) -> tuple[FieldChange, ...]:
    differing = {
        one.name: (getattr(old, one.name), getattr(new, one.name))
        for one in fields(new)
        if one.name not in _UNTOLD and getattr(old, one.name) != getattr(new, one.name)
    }
    found = []
    for name, (before, after) in differing.items():
        if _FOLLOWS.get(name) in differing:
            continue
        if (kind := _NAMED_BY_ID.get(name)) is not None:
            before, after = (_name_of(kind, one, find) for one in (before, after))
        found.append(FieldChange(type(new), name, before, after))
    return tuple(found)


def _name_of(kind: type, record_id: object, find: Find) -> str:
    record = find(kind, str(record_id)) if record_id else None
    return subject_of(record, find) if record is not None else ""


def subject_of(record: object, find: Find) -> str:
    """What a record is about, by the names that people know it by."""

    def name(kind: type, record_id: str) -> str:
        return _name_of(kind, record_id, find)

    match record:
        case Category() | Indicator() | Product() | GradingScheme():
            return record.name
        case StandardEdition() | TestReport():
            return record.number
        case Requirement():
            standard, indicator = (
                name(StandardEdition, record.edition_id),
                name(Indicator, record.indicator_id),
            )
            return _joined(standard, record.clause, indicator)
        case Result():
            return _joined(name(Product, record.product_id), name(Indicator, record.indicator_id))
        case TestMethod():
            return _joined(record.standard, record.clause, record.title if not record.standard else "")
        case Sample():
            return _joined(name(Product, record.product_id), record.code)
        case Executed():
            return _joined(name(Product, record.product_id), name(StandardEdition, record.edition_id))
        case Replacement():
            return _joined(name(StandardEdition, record.new_id), name(StandardEdition, record.old_id))
        case Adoption():
            return _joined(name(StandardEdition, record.edition_id), record.base_number)
        case Inspection():
            return _joined(record.product_class, record.organiser, record.enterprise)
        case IndexFigure():
            return _joined(str(record.year), record.item.value)
    return ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def value_text(value: object, words: Wording) -> str:
    """A field's value as text; the dash for none."""
    match value:
        case None | "" | ():
            return "—"
        case Enum():
            return words.term(value)
        case bool():
            return words(M("yes")) if value else words(M("no"))
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case Provenance():
            return _joined(value.document, value.place) or "—"
        case tuple() if all(isinstance(one, Condition) for one in value):
            return print_conditions(value)
        case tuple():
            return "; ".join(value_text(one, words) for one in value)
        case _:
            return str(value)
