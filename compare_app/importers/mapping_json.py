"""A mapping as JSON and back (docs/mapping.md), and the fingerprint of the headers by which it is found again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import MISSING, fields
from enum import Enum
from typing import Any, Final

from compare_app.domain.mapping import MAPPING_VERSION, ColumnMapping, ColumnUse, Orientation, TableMapping
from compare_app.domain.terms import Absence, Basis, Direction, IndicatorClass, Role, Statistic
from compare_app.errors import AppError
from compare_app.text.fold import key
from compare_app.text.message import M, Message

_ENUMS: Final[dict[str, type[Enum]]] = {
    "use": ColumnUse,
    "direction": Direction,
    "indicator_class": IndicatorClass,
    "basis": Basis,
    "statistic": Statistic,
    "orientation": Orientation,
    "default_role": Role,
}
_REMEDY: Final = M("Correct the mapping; docs/mapping.md describes it")


def to_json(mapping: TableMapping) -> str:
    """The mapping as canonical JSON: equal mappings give equal text."""
    body = _plain(mapping)
    body["columns"] = [_plain(column) for column in mapping.columns]
    return json.dumps(body, ensure_ascii=False, indent=2)


def from_json(text: str) -> TableMapping:
    """The mapping of a JSON text; anything wrong in it is an AppError that names the place."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _wrong(M("The mapping is no JSON: {reason}", reason=str(error))) from error
    if not isinstance(body, dict):
        raise _wrong(M("The mapping is no JSON object"))
    version = body.get("version", MAPPING_VERSION)
    if version != MAPPING_VERSION:
        raise _wrong(
            M(
                "The mapping has version {found}; this program reads {known}",
                found=version,
                known=MAPPING_VERSION,
            )
        )
    columns = body.get("columns")
    if not isinstance(columns, list) or not columns:
        raise _wrong(M("The mapping has no columns"))
    values = _values(TableMapping, body, "")
    values["columns"] = tuple(_column(at, one) for at, one in enumerate(columns))
    values["our_products"] = _texts(body.get("our_products", []), "our_products")
    values["absences"] = _absences(body.get("absences", []))
    values["replacements"] = _replacements(body.get("replacements", []))
    return TableMapping(**values)


def fingerprint(mapping: TableMapping) -> str:
    """What mappings of tables with the same headers share, whatever their order."""
    headers = sorted(headers_of(mapping))
    text = json.dumps([mapping.orientation.value, headers], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def headers_of(mapping: TableMapping) -> list[str]:
    """The headers of a mapping as they are compared; a column whose cells are taken apart counts once."""
    places = dict.fromkeys((column.index, key(column.header)) for column in mapping.columns)
    return [header for _, header in places]


def _plain(record: TableMapping | ColumnMapping) -> dict[str, Any]:
    return {
        one.name: _json(getattr(record, one.name))
        for one in fields(record)
        if one.default is MISSING or getattr(record, one.name) != one.default or one.name == "version"
    }


def _json(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case tuple():
            return [_json(one) for one in value]
        case _:
            return value


def _column(at: int, body: object) -> ColumnMapping:
    place = f"columns[{at}]"
    if not isinstance(body, dict):
        raise _wrong(M("{place} is no JSON object", place=place))
    return ColumnMapping(**_values(ColumnMapping, body, place))


def _values(
    kind: type[TableMapping] | type[ColumnMapping], body: dict[str, Any], place: str
) -> dict[str, Any]:
    """The fields of an object, checked; unknown names are refused, because a misspelt one would be lost silently."""
    known = {one.name: one for one in fields(kind)}
    prefix = f"{place}." if place else ""
    for name in body:
        if name not in known:
            raise _wrong(M("{place} is unknown", place=f"{prefix}{name}"))
    values: dict[str, Any] = {}
    for name, one in known.items():
        if name in ("columns", "our_products", "absences", "replacements"):
            continue
        if name not in body:
            if one.default is MISSING:
                raise _wrong(M("{place} is missing", place=f"{prefix}{name}"))
            continue
        values[name] = _value(name, str(one.type), body[name], f"{prefix}{name}")
    return values


def _value(name: str, kind: str, value: object, place: str) -> object:
    if name in _ENUMS:
        try:
            return _ENUMS[name](value)
        except ValueError:
            choices = tuple(str(member.value) for member in _ENUMS[name])
            raise _wrong(
                M(
                    "{place} is {found}; it must be one of {choices}",
                    place=place,
                    found=str(value),
                    choices=choices,
                )
            ) from None
    wanted = {"int": int, "bool": bool}.get(kind, str)
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        raise _wrong(
            M("{place} is {found}; it must be of type {type}", place=place, found=str(value), type=kind)
        )
    if isinstance(value, int) and not 0 <= value <= 2_000_000:
        raise _wrong(
            M(
                "{place} is {found}; it must be one of {choices}",
                place=place,
                found=value,
                choices="0–2000000",
            )
        )
    return value


def _texts(value: object, place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _wrong(M("{place} must be a list of texts", place=place))
    return tuple(value)


def _replacements(value: object) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    for pair in value if isinstance(value, list) else [None]:
        match pair:
            case [str(lost), str(was)] if lost:
                pairs.append((lost, was))
            case _:
                raise _wrong(M("{place} must be a list of pairs of texts", place="replacements"))
    return tuple(pairs)


def _absences(value: object) -> tuple[tuple[str, str], ...]:
    known = {member.value for member in Absence}
    pairs: list[tuple[str, str]] = []
    for pair in value if isinstance(value, list) else [None]:
        if (
            not isinstance(pair, list)
            or len(pair) != 2
            or not isinstance(pair[0], str)
            or pair[1] not in known
        ):
            raise _wrong(
                M(
                    "{place} must be a list of pairs of a text and one of {choices}",
                    place="absences",
                    choices=tuple(known),
                )
            )
        pairs.append((pair[0], pair[1]))
    return tuple(pairs)


def _wrong(what: Message) -> AppError:
    return AppError("IMP-MAPPING", what, _REMEDY)
