"""The file of a library pack (docs/pack.md): a zip of tables as JSON lines, each with its checksum in the manifest.

A pack comes from strangers: it is read with limits, nothing of it is executed, and what is not ours is refused.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from compare_app.domain import model
from compare_app.domain.model import CellRef, Result
from compare_app.domain.pack import Pack, PackInfo
from compare_app.domain.record import Record
from compare_app.errors import AppError, Place
from compare_app.storage.codec import (
    Scalar,
    Unreadable,
    decimal_from,
    decimal_text,
    decode_value,
    encode_value,
)
from compare_app.storage.records import TABLES, Table, table_of, with_field
from compare_app.text.fold import clean
from compare_app.text.message import M, Message

CONTRACT: Final = {"name": "dual-compare.pack", "version": 1}
KINDS: Final[tuple[type, ...]] = (
    model.Category,
    model.Indicator,
    model.StandardEdition,
    model.Replacement,
    model.Adoption,
    model.TestMethod,
    model.Requirement,
    model.Product,
    model.Executed,
    model.Sample,
    model.TestReport,
    model.GradingScheme,
    model.Equivalence,
)
"""The kinds of records of a pack beside results, each after what it names."""

MOST_BYTES: Final = 400_000_000  # unpacked
_MANIFEST: Final = "manifest.json"
_RESULTS: Final = "result"
_MOST_MANIFEST: Final = 1_000_000
_WHEN: Final = (1980, 1, 1, 0, 0, 0)  # equal packs are equal files
RESULT_COLUMNS: Final = (
    "product_id", "indicator_id", "replicate", "raw", "kind", "first", "second", "unit", "basis", "statistic",
    "uncertainty", "coverage", "specimen", "quantity", "method_id", "condition", "sample_id", "report_id",
    "tested_on", "outlier", "note", "trust",
)  # fmt: skip


# --- writing ---------------------------------------------------------------------------------------------------------


def packed(info: PackInfo, records: Iterable[Record]) -> bytes:
    """The bytes of a pack. Where a record was imported from (file and cell) stays at home."""
    rows: dict[str, list[Sequence[Scalar]]] = {}
    for record in records:
        if isinstance(record, Result):
            rows.setdefault(_RESULTS, []).append(result_row(record))
        else:
            kind: type = type(record)
            table = table_of(kind)
            rows.setdefault(table.name, []).append(table.encode(_at_home(record)))
    parts: dict[str, bytes] = {}
    for name, lines in rows.items():
        texts = [
            json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in (_columns(name), *lines)
        ]
        parts[f"{name}.jsonl"] = ("\n".join(texts) + "\n").encode("utf-8")
    manifest = {
        "contract": CONTRACT,
        "pack": {one.name: _plain(getattr(info, one.name)) for one in fields(info)},
        "tables": {
            name: {"sha256": hashlib.sha256(data).hexdigest(), "rows": data.count(b"\n") - 1}
            for name, data in sorted(parts.items())
        },
    }
    parts = {_MANIFEST: json.dumps(manifest, ensure_ascii=False, indent=1).encode("utf-8"), **parts}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _WHEN), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _at_home(record: Record) -> Record:
    return with_field(record, "cell", CellRef()) if hasattr(record, "cell") else record


def _columns(name: str) -> Sequence[str]:
    return RESULT_COLUMNS if name == _RESULTS else _table(name).columns


@cache
def _table(name: str) -> Table:
    return next(table_of(kind) for kind in KINDS if TABLES[kind][0] == name)


def result_row(one: Result) -> tuple[Scalar, ...]:
    """A result as the texts of its columns, see `RESULT_COLUMNS`; where it was imported from stays at home."""

    def number(value: Decimal | None) -> str | None:
        return None if value is None else decimal_text(value)

    kind, first, second = encode_value(one.value, "\0")
    return (
        one.product_id, one.indicator_id, one.replicate, one.raw, kind, first, second, one.unit, one.basis.value,
        one.statistic.value, number(one.uncertainty), number(one.coverage), one.specimen, one.quantity, one.method_id,
        one.condition, one.sample_id, one.report_id, one.tested_on.isoformat() if one.tested_on else None, one.outlier,
        one.note, one.trust.value,
    )  # fmt: skip


# --- reading ---------------------------------------------------------------------------------------------------------


def read_pack(path: Path) -> Pack:
    """A pack, whole and checked; anything wrong is an AppError that says what and where."""
    file = path.name
    try:
        data = path.read_bytes()
        archive = zipfile.ZipFile(io.BytesIO(data))
    except FileNotFoundError as error:
        what = M("There is no file {file}", file=str(path))
        raise AppError("PACK-MISSING", what, M("Choose a file that exists")) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise _refused(file, M("{file} cannot be read: {reason}", file=file, reason=reason)) from error
    except zipfile.BadZipFile as error:
        raise _foreign(file) from error
    try:
        with archive:
            body = _manifest(file, archive)
            tables = _tables(file, archive, body)
        info = _info(file, body)
        return Pack(info, _records(file, tables), file, hashlib.sha256(data).hexdigest())
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise _refused(file, M("{file} is damaged: {why}", file=file, why=str(error)[:200])) from error


def _manifest(file: str, archive: zipfile.ZipFile) -> dict[str, Any]:
    names = archive.namelist()
    if _MANIFEST not in names:
        raise _foreign(file)
    body: dict[str, Any] = _json(file, _content(file, archive, _MANIFEST, _MOST_MANIFEST), _MANIFEST)
    match body:
        case {"contract": {"name": "dual-compare.pack", "version": int(version)}}:
            if version != CONTRACT["version"]:
                what = M("{file} is a pack of version {version}, which this program cannot read",
                         file=file, version=version)  # fmt: skip
                raise _refused(file, what, M("Install the newer program"))
        case _:
            raise _foreign(file)
    return body


def _content(file: str, archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """The bytes of an entry; more than is allowed is refused before it is unpacked, whatever the archive claims."""
    with archive.open(name) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise _refused(
            file, M("{file} would unpack to more than {limit} MB", file=file, limit=most // 1_000_000)
        )
    return data


def _tables(file: str, archive: zipfile.ZipFile, body: Mapping[str, Any]) -> dict[str, list[Any]]:
    stated = body.get("tables")
    known = {f"{name}.jsonl": name for name in (_RESULTS, *(TABLES[kind][0] for kind in KINDS))}
    inside = [name for name in archive.namelist() if name != _MANIFEST]
    if not isinstance(stated, dict) or sorted(inside) != sorted(stated) or len(set(inside)) != len(inside):
        raise _refused(file, M("{file} does not hold the tables that its manifest names", file=file))
    room = MOST_BYTES
    found: dict[str, list[Any]] = {}
    for name, said in stated.items():
        if name not in known or not isinstance(said, dict):
            raise _refused(file, M("{file} holds {part}, which no pack has", file=file, part=name))
        data = _content(file, archive, name, room)
        room -= len(data)
        if hashlib.sha256(data).hexdigest() != said.get("sha256"):
            what = M("{part} of {file} is not what was packed: its checksum differs", part=name, file=file)
            raise _refused(file, what, M("Ask for the file again"))
        found[known[name]] = [_json(file, line, name) for line in data.splitlines()]
    return found


def _json(file: str, text: bytes, part: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _refused(file, M("{part} of {file} is no JSON", part=part, file=file)) from error


def _info(file: str, body: Mapping[str, Any]) -> PackInfo:
    match body.get("pack"):
        case {
            "id": str(pack_id),
            "name": str(name),
            "version": str(version),
            "category": str(category),
            "made_at": str(made_at),
            **more,
        } if pack_id:
            try:
                when = datetime.fromisoformat(made_at)
            except ValueError:
                raise _foreign(file) from None
            rest = {one: str(more.get(one, "")) for one in ("author", "source", "note", "program")}
            return PackInfo(pack_id, name, version, category, when, **rest)
    raise _foreign(file)


def _records(file: str, tables: Mapping[str, list[Any]]) -> list[Record]:
    records: list[Record] = []
    seen: set[str] = set()
    for kind in KINDS:
        table = table_of(kind)
        rows = _rows(file, table.name, tables.get(table.name, []), defaults_of(kind))
        try:
            made = table.decode(rows)
        except Unreadable as error:
            raise _refused(file, M("{part} of {file} cannot be understood: {why}",
                                   part=table.name, file=file, why=str(error)[:200])) from error  # fmt: skip
        for one in made:
            if one.id in seen or not one.id:
                raise _refused(file, M("{part} of {file} holds a record twice", part=table.name, file=file))
            seen.add(one.id)
            for reference in table.references:
                named = getattr(one, reference.field)
                if named not in seen and (named or reference.bond == "part"):
                    raise _dangling(file, table.name)
        records += made
    for scheme in records:
        levels = scheme.levels if isinstance(scheme, model.GradingScheme) else ()
        if not {one for level in levels for one, _ in level.limits} <= seen:
            raise _dangling(file, "grading_scheme")
    results = _results(file, _rows(file, _RESULTS, tables.get(_RESULTS, []), {}))
    keys = {one.id for one in results}
    if len(keys) != len(results):
        raise _refused(file, M("{part} of {file} holds a record twice", part=_RESULTS, file=file))
    for one in results:
        links = (one.method_id, one.sample_id, one.report_id)
        if not {one.product_id, one.indicator_id, *filter(None, links)} <= seen:
            raise _dangling(file, _RESULTS)
    return [*records, *results]


def _rows(
    file: str, name: str, lines: Sequence[Any], defaults: Mapping[str, Scalar]
) -> list[tuple[Scalar, ...]]:
    """The rows of a table in the order of our columns; a column that an older program did not know has its default."""
    if not lines:
        return []
    head, *rows = lines
    wanted = _columns(name)
    foreign = _refused(file, M("{part} of {file} has columns that are not ours", part=name, file=file))
    if not isinstance(head, list) or not all(isinstance(one, str) for one in head):
        raise foreign
    if len(set(head)) != len(head) or not set(head) <= set(wanted):
        raise foreign
    places = {column: at for at, column in enumerate(head)}
    if any(column not in places and column not in defaults for column in wanted):
        raise _refused(file, M("{part} of {file} lacks columns", part=name, file=file))
    kinds = [_types(name)[column] for column in head]
    for row in rows:
        if not isinstance(row, list) or len(row) != len(head) or not all(map(_fits, row, kinds)):
            raise foreign
    return [
        tuple(row[places[column]] if column in places else defaults[column] for column in wanted)
        for row in rows
    ]


@cache
def _types(name: str) -> Mapping[str, tuple[str, bool]]:
    """SQL type of every column, and whether it may be empty."""
    if name == _RESULTS:
        loose = dict.fromkeys(("first", "second", "uncertainty", "coverage", "tested_on"), ("TEXT", True))
        return dict.fromkeys(RESULT_COLUMNS, ("TEXT", False)) | loose | {"replicate": ("INTEGER", False)}
    columns = (column for field in _table(name).fields for column in field.columns)
    return {one.name: (one.sql_type, one.nullable) for one in columns}


def _fits(cell: object, kind: tuple[str, bool]) -> bool:
    if cell is None:
        return kind[1]
    if kind[0] == "INTEGER":
        return type(cell) is int and abs(cell) < 2**53
    return isinstance(cell, str) and clean(cell) == cell


def defaults_of(kind: type) -> dict[str, Scalar]:
    """The default of every column whose field has one."""
    found: dict[str, Scalar] = {}
    known = {one.name: one for one in fields(kind)}
    for field in table_of(kind).fields:
        one = known[field.name]
        if one.default is not MISSING or one.default_factory is not MISSING:
            value = one.default if one.default_factory is MISSING else one.default_factory()
            found.update(zip((column.name for column in field.columns), field.dump(value)))
    return found


def _results(file: str, rows: Iterable[tuple[Any, ...]]) -> list[Result]:
    try:
        return results_from(rows)
    except (Unreadable, ValueError, TypeError) as error:
        raise _refused(file, M("{part} of {file} cannot be understood: {why}",
                               part=_RESULTS, file=file, why=str(error)[:200])) from error  # fmt: skip


def results_from(rows: Iterable[tuple[Any, ...]]) -> list[Result]:
    """The results of rows as `result_row` made them; one that is none of ours is Unreadable, ValueError, TypeError."""
    from datetime import date

    from compare_app.domain.terms import Basis, Statistic, Trust

    made: list[Result] = []
    for row in rows:
        (
            product,
            indicator,
            replicate,
            raw,
            kind,
            first,
            second,
            unit,
            basis,
            statistic,
            wide,
            k,
            *rest,
        ) = row
        specimen, quantity, method, condition, sample, report, tested, outlier, note, trust = rest
        texts = (
            product,
            indicator,
            raw,
            unit,
            specimen,
            quantity,
            method,
            condition,
            sample,
            report,
            outlier,
            note,
        )
        if not all(isinstance(text, str) for text in texts) or not isinstance(replicate, int):
            raise Unreadable(str(row)[:80])
        made.append(
            Result(
                product,
                indicator,
                replicate,
                raw,
                decode_value(kind, first, second, "\0"),
                unit,
                Basis(basis),
                Statistic(statistic),
                None if wide is None else decimal_from(wide),
                None if k is None else decimal_from(k),
                specimen,
                quantity,
                method,
                condition,
                sample,
                report,
                date.fromisoformat(tested) if tested else None,
                outlier,
                note,
                Trust(trust),
            )
        )
    return made


def _dangling(file: str, part: str) -> AppError:
    return _refused(
        file, M("{part} of {file} names a record that the pack does not hold", part=part, file=file)
    )


def _foreign(file: str) -> AppError:
    return _refused(file, M("{file} is no library pack", file=file), M("Choose a .dcpack file"))


def _refused(file: str, what: Message, remedy: Message | None = None) -> AppError:
    return AppError(
        "PACK-REFUSED", what, remedy or M("Ask for the file again; nothing was changed"), Place(file)
    )
