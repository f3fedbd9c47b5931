"""Which record lives in which table: one description for each kind, from which every statement is made."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from compare_app.domain import loop, model
from compare_app.domain.limit import Condition
from compare_app.domain.model import CellRef, LadderLine, Provenance, SchemeLevel
from compare_app.domain.record import KINDS, Record
from compare_app.storage.codec import (
    Scalar,
    Unreadable,
    decimal_from,
    decimal_text,
    decode_conditions,
    decode_ladder,
    decode_levels,
    decode_limit,
    encode_conditions,
    encode_ladder,
    encode_levels,
    encode_limit,
    encode_message,
    json_body,
    json_text,
    message_or_text,
)
from compare_app.text.fold import clean
from compare_app.text.message import Message


@dataclass(frozen=True, slots=True)
class Reference:
    """A field that names another record. A part goes with its owner, a follower too, but it may have none; a link is
    only cleared.
    """

    field: str
    kind: type
    bond: Literal["part", "follower", "link"]


def _part(field: str, kind: type) -> Reference:
    return Reference(field, kind, "part")


def _link(field: str, kind: type) -> Reference:
    return Reference(field, kind, "link")


def _follower(field: str, kind: type) -> Reference:
    return Reference(field, kind, "follower")


TABLES: Final[Mapping[type, tuple[str, tuple[Reference, ...]]]] = {
    model.Category: ("category", ()),
    model.Indicator: ("indicator", (_part("category_id", model.Category),)),
    model.StandardEdition: ("standard_edition", ()),
    model.Replacement: (
        "replacement",
        (_part("new_id", model.StandardEdition), _part("old_id", model.StandardEdition)),
    ),
    model.Adoption: (
        "adoption",
        (_part("edition_id", model.StandardEdition), _link("base_id", model.StandardEdition)),
    ),
    model.TestMethod: ("test_method", ()),
    model.Requirement: (
        "requirement",
        (
            _part("edition_id", model.StandardEdition),
            _part("indicator_id", model.Indicator),
            _link("method_id", model.TestMethod),
        ),
    ),
    model.Product: (
        "product",
        (_part("category_id", model.Category), _follower("earlier_of", model.Product)),
    ),
    model.Executed: (
        "executed",
        (_part("product_id", model.Product), _part("edition_id", model.StandardEdition)),
    ),
    model.Sample: ("sample", (_part("product_id", model.Product),)),
    model.TestReport: ("test_report", ()),
    model.DecisionRule: ("decision_rule", (_part("category_id", model.Category),)),
    model.LadderRule: ("ladder_rule", (_part("category_id", model.Category),)),
    model.Override: ("verdict_override", ()),
    model.Equivalence: (
        "equivalence",
        (_part("category_id", model.Category), _part("indicator_id", model.Indicator)),
    ),
    model.GradingScheme: (
        "grading_scheme",
        (_part("category_id", model.Category), _link("edition_id", model.StandardEdition)),
    ),
    model.Feasibility: (
        "feasibility",
        (_part("product_id", model.Product), _part("indicator_id", model.Indicator)),
    ),
    model.Inspection: ("inspection", (_link("product_id", model.Product),)),
    model.IndexFigure: ("index_figure", ()),
    model.PackImport: ("pack_import", ()),
    model.ImportMapping: ("import_mapping", ()),
    model.ImportBatch: ("import_batch", ()),
    model.HeldCell: ("held_cell", (_part("batch_id", model.ImportBatch),)),
    loop.Round: ("round", (_part("product_id", model.Product),)),
    loop.RoundMove: ("round_move", (_part("round_id", loop.Round),)),
    loop.Remedy: ("remedy", (_link("case_id", loop.Case),)),
    loop.Case: ("case_record", (_part("product_id", model.Product), _link("indicator_id", model.Indicator))),
    loop.Action: (
        "action",
        (
            _part("product_id", model.Product),
            _link("indicator_id", model.Indicator),
            _link("case_id", loop.Case),
            _link("requirement_id", model.Requirement),
        ),
    ),
    loop.Verification: (
        "verification",
        (
            _part("action_id", loop.Action),
            _link("report_id", model.TestReport),
            _link("sample_id", model.Sample),
            _link("earlier_id", model.Product),
        ),
    ),
    loop.Snapshot: ("snapshot", (_part("product_id", model.Product), _link("round_id", loop.Round))),
    loop.SignOff: ("sign_off", (_part("product_id", model.Product), _link("snapshot_id", loop.Snapshot))),
    loop.Attachment: ("attachment", ()),
    loop.ExportBase: ("export_base", (_part("product_id", model.Product),)),
}
"""Table and references of each kind. Results have a table of their own, see `results`."""

KIND_NAMES: Final[Mapping[str, type]] = {kind.__name__: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its SQL type, whether it may be NULL."""

    name: str
    sql_type: str
    nullable: bool


Load = Callable[[Any], Any] | None  # None: as it is


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record: the columns it fills, and the way there and back."""

    name: str
    columns: tuple[Column, ...]
    dump: Callable[[Any], tuple[Scalar, ...]]
    load: Load
    plain: type | None = None  # a compound of texts only: the class takes the columns as they are


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of record and its table."""

    kind: type
    name: str
    fields: tuple[Field, ...]
    references: tuple[Reference, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that hold the record, without `seq` and `version`."""
        return tuple(column.name for field in self.fields for column in field.columns)

    def encode(self, record: Record) -> tuple[Scalar, ...]:
        """The row of a record."""
        row: list[Scalar] = []
        for field in self.fields:
            row += field.dump(getattr(record, field.name))
        return tuple(row)

    def decode(self, rows: Sequence[tuple[Scalar, ...]]) -> list[Record]:
        """The records of many rows, field by field: much faster than row by row. `Unreadable` if a text is not ours."""
        if not rows:
            return []
        stored = list(zip(*rows))
        arguments: list[Iterable[Any]] = []
        at = 0
        field = self.fields[0]
        try:
            for field in self.fields:
                width = len(field.columns)
                if field.load is None:
                    arguments.append(stored[at])
                elif width == 1:
                    arguments.append(_each(field.load, stored[at]))
                elif field.plain is not None:
                    arguments.append(list(map(field.plain, *stored[at : at + width])))
                else:
                    arguments.append(_each(field.load, list(zip(*stored[at : at + width]))))
                at += width
            return list(map(self.kind, *arguments))
        except Unreadable:
            raise
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise Unreadable(f"{self.name}.{field.name}: {error}") from error


def _each(load: Callable[[Any], Any], column: Sequence[Any]) -> list[Any]:
    """Load a column; equal texts are loaded once, because most columns repeat a few."""
    known = {stored: load(stored) for stored in set(column)}
    return [known[stored] for stored in column]


@cache
def table_of(kind: type) -> Table:
    """The table of a kind of record."""
    name, references = TABLES[kind]
    links = {reference.field for reference in references if reference.bond != "part"}
    hints = get_type_hints(kind)
    fields = tuple(
        _field(field.name, hints[field.name], field.name in links) for field in dataclasses.fields(kind)
    )
    return Table(kind, name, fields, references)


def kind_of(record: Record) -> type:
    """The class of a record."""
    return type(record)


def cleaned(record: Record) -> Record:
    """The record as it can be stored: no NUL and no lone surrogates in its texts."""
    changes: dict[str, Any] = {}
    for name in record.__dataclass_fields__:
        value = getattr(record, name)
        if isinstance(value, str) and not isinstance(value, Enum) and (kept := clean(value)) != value:
            changes[name] = kept
        elif isinstance(value, Provenance | CellRef) and (inner := _cleaned_part(value)) != value:
            changes[name] = inner
    return dataclasses.replace(record, **changes) if changes else record


def _cleaned_part(part: Provenance | CellRef) -> Provenance | CellRef:
    texts = {
        field.name: clean(value)
        for field in dataclasses.fields(part)
        if isinstance(value := getattr(part, field.name), str) and not isinstance(value, Enum)
    }
    changed: Provenance | CellRef = dataclasses.replace(part, **texts)  # type: ignore[arg-type]
    return changed


def with_field(record: Record, field: str, value: object) -> Record:
    """The record with another value in one field."""
    changed: Record = dataclasses.replace(record, **{field: value})  # type: ignore[arg-type]
    return changed


# --- one field at a time ---------------------------------------------------------------------------------------------

_PARTS: Final[Mapping[type, tuple[str, ...]]] = {
    Provenance: ("document", "place", "checked_by", "checked_on", "trust"),
    CellRef: ("file", "sheet", "address"),
}


def _field(name: str, hint: Any, link: bool) -> Field:
    if hint in _PARTS:
        return _compound(name, hint)
    if link:
        return Field(
            name, (Column(name, "TEXT", True),), lambda text: (text or None,), lambda text: text or ""
        )
    inner, optional = _optional(hint)
    sql_type, dump, load = _simple(inner)
    column = (Column(name, sql_type, optional),)
    if not optional:
        return Field(
            name, column, (lambda value: (value,)) if dump is None else (lambda value: (dump(value),)), load
        )

    def dump_optional(value: Any) -> tuple[Scalar, ...]:
        return (None,) if value is None else (value if dump is None else dump(value),)

    def load_optional(stored: Any) -> Any:
        return stored if stored is None or load is None else load(stored)

    return Field(name, column, dump_optional, load_optional)


def _optional(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, UnionType) and type(None) in get_args(hint):
        return next(one for one in get_args(hint) if one is not type(None)), True
    return hint, False


def _simple(hint: Any) -> tuple[str, Callable[[Any], Scalar] | None, Load]:
    """SQL type and codec of a type of field; None as codec: kept as it is."""
    if isinstance(hint, type) and issubclass(hint, Enum):
        return "TEXT", attrgetter("value"), hint
    match hint:
        case _ if hint is str:
            return "TEXT", None, None
        case _ if hint is bool:
            return "INTEGER", int, bool
        case _ if hint is int:
            return "INTEGER", None, None
        case _ if hint is Decimal:
            return "TEXT", decimal_text, decimal_from
        case _ if hint is date:
            return "TEXT", date.isoformat, date.fromisoformat
        case _ if hint is datetime:
            return "TEXT", datetime.isoformat, datetime.fromisoformat
        case _ if hint is Message:
            return "TEXT", encode_message, message_or_text
        case _ if hint == tuple[str, ...]:
            return "TEXT", lambda texts: json_text([clean(text) for text in texts]), _texts
        case _ if hint == tuple[Condition, ...]:
            return "TEXT", encode_conditions, decode_conditions
        case _ if hint == tuple[LadderLine, ...]:
            return "TEXT", encode_ladder, decode_ladder
        case _ if hint == tuple[SchemeLevel, ...]:
            return "TEXT", encode_levels, decode_levels
        case _:
            return "TEXT", encode_limit, decode_limit


def _texts(text: str) -> tuple[str, ...]:
    body = json_body(text)
    if not isinstance(body, list) or not all(isinstance(one, str) for one in body):
        raise Unreadable(f"{text[:40]!r} is no list of texts")
    return tuple(body)


def _compound(name: str, kind: type) -> Field:
    hints = get_type_hints(kind)
    inner = [_field(field.name, hints[field.name], False) for field in dataclasses.fields(kind)]
    columns = tuple(
        Column(f"{name}_{spelling}", field.columns[0].sql_type, field.columns[0].nullable)
        for spelling, field in zip(_PARTS[kind], inner)
    )

    def dump(value: Any) -> tuple[Scalar, ...]:
        return tuple(field.dump(getattr(value, field.name))[0] for field in inner)

    def load(stored: tuple[Scalar, ...]) -> Any:
        return kind(*(text if field.load is None else field.load(text) for field, text in zip(inner, stored)))

    texts = all(field.load is None for field in inner)
    return Field(name, columns, dump, load, kind if texts else None)
