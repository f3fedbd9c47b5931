"""Whether what proves something is as it was stored: releases and signatures against the change record and their
digests, files kept beside records against theirs.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from compare_app.domain.model import Attachment, Record, SignOff, Snapshot
from compare_app.domain.project import Project
from compare_app.domain.state import digest_of
from compare_app.storage.codec import Unreadable, json_body
from compare_app.storage.history import record_text
from compare_app.storage.kinds import WORDS
from compare_app.storage.pack_file import defaults_of
from compare_app.storage.records import table_of
from compare_app.text.message import M, Message


def altered(connection: sqlite3.Connection, project: Project) -> Iterator[Message]:
    """One sentence for everything that is not as it was stored."""
    for kind in (Snapshot, SignOff):
        yield from _against_record(connection, project, kind)
    yield from _digests(project)
    yield from _files(connection, project)


def _against_record(connection: sqlite3.Connection, project: Project, kind: type) -> Iterator[Message]:
    """The rows of a table against what the change record says was stored. The record is chained: see `history`."""
    word = WORDS[kind]
    told: dict[str, dict[str, Any]] = {}
    order: list[str] = []
    steps: dict[str, set[int]] = {}
    removed = False
    for record, field, old, new, operation in connection.execute(
        "SELECT record, field, old_value, new_value, operation FROM audit WHERE entity = ? ORDER BY seq",
        (kind.__name__,),
    ):
        if not record:
            continue  # a count of many
        if field:
            told.setdefault(record, {})[field] = new
            steps.setdefault(record, set()).add(operation)
        elif new is None:
            told.pop(record, None)
            order = [one for one in order if one != record]
            removed = removed or old is not None
        else:
            told[record] = _body(new)
            steps[record] = set()
            order.append(record)
    rows: Mapping[str, Record] = project.all(kind)
    for record in order:
        row = rows.get(record)
        if row is None:
            yield M("{kind}: one is missing that the change record holds ({id})", kind=word, id=record)
            continue
        wrong = _different(kind, told[record], json.loads(record_text(row)))
        if wrong:
            yield M("{kind} ({id}) was altered: {fields}", kind=word, id=record, fields=wrong)
    for record in rows:
        if record not in told:
            yield M("{kind}: one is there that the change record does not hold ({id})", kind=word, id=record)
    yield from _places(connection, kind, order, steps, removed=removed)


def _places(
    connection: sqlite3.Connection,
    kind: type,
    order: list[str],
    steps: Mapping[str, set[int]],
    *,
    removed: bool,
) -> Iterator[Message]:
    """Order and count of changes of the rows, which no record holds."""
    word = WORDS[kind]
    found = connection.execute(f"SELECT seq, id, version FROM {table_of(kind).name} ORDER BY seq").fetchall()
    if [row[1] for row in found if row[1] in order] != order or (
        not removed and [row[0] for row in found] != list(range(1, len(found) + 1))
    ):
        yield M("{kind}: their order was altered", kind=word)
    for _, record, version in found:
        if version != 1 + len(steps.get(record, ())):
            yield M("{kind} ({id}) was altered: {fields}", kind=word, id=record, fields=["version"])


def _different(kind: type, told: Mapping[str, Any], stored: Mapping[str, Any]) -> list[str]:
    """The columns that differ; one that the record did not know yet has its default."""
    defaults = defaults_of(kind)
    return [
        name
        for name in table_of(kind).columns
        if _same(stored.get(name, defaults.get(name))) != _same(told.get(name, defaults.get(name)))
    ]


def _same(value: object) -> str | None:
    return None if value is None or value == "" else str(value)


def _body(text: str) -> dict[str, Any]:
    try:
        body = json_body(text)
    except Unreadable:
        return {}  # the chain says that it was altered
    return body if isinstance(body, dict) else {}


def _digests(project: Project) -> Iterator[Message]:
    """Each release against its own digest, each signature against that of its release."""
    snapshots = project.all(Snapshot)
    for one in snapshots.values():
        if _digest(one) != one.digest:
            yield M("The released state “{title}” does not match its digest", title=one.title)
    for sign in project.all(SignOff).values():
        under = snapshots.get(sign.snapshot_id)
        if (under is None and sign.digest) or (under is not None and under.digest != sign.digest):
            yield M("The signature of {name} does not stand under the state it was given for", name=sign.name)


def _digest(one: Snapshot) -> str | None:
    try:
        body = json.loads(one.body)
        return digest_of(body) if isinstance(body, dict) else None
    except (ValueError, RecursionError):
        return None


def _files(connection: sqlite3.Connection, project: Project) -> Iterator[Message]:
    """Each kept file against its digest and size."""
    known: dict[str, tuple[str, int]] = {}
    for sha256, body in connection.execute("SELECT sha256, body FROM attachment_body"):
        known[sha256] = (hashlib.sha256(body).hexdigest(), len(body))
    for one in project.all(Attachment).values():
        found = known.get(one.sha256)
        if found is None:
            yield M("The file {name} is not in the project any more", name=one.name)
        elif found != (one.sha256, one.size):
            yield M("The file {name} was altered", name=one.name)
