"""Whether what proves something is as it was stored: releases and signatures against the change record and their
digests, files kept beside records against theirs.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from compare_app.domain.loop import Attachment, SignOff, Snapshot
from compare_app.domain.project import Project
from compare_app.domain.record import Record
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
    told = _Told(connection, kind)
    rows: Mapping[str, Record] = project.all(kind)
    for record in told.order:
        row = rows.get(record)
        if row is None:
            yield M("{kind}: one is missing that the change record holds ({id})", kind=word, id=record)
            continue
        wrong = _different(kind, told.bodies[record], json.loads(record_text(row)))
        if wrong:
            yield M("{kind} ({id}) was altered: {fields}", kind=word, id=record, fields=wrong)
    for record in rows:
        if record not in told.bodies:
            yield M("{kind}: one is there that the change record does not hold ({id})", kind=word, id=record)
    yield from _places(connection, kind, told)


class _Told:
    """What the change record says of the rows of one kind: their columns, their order, and which steps changed each.

    An undo or a redo is one line that names the step; what it did to these rows is that step's own lines, back or
    forth. A row that comes back by an undo has its old place, and one change more.
    """

    def __init__(self, connection: sqlite3.Connection, kind: type) -> None:
        self.bodies: dict[str, dict[str, Any]] = {}
        self.steps: dict[str, set[int]] = {}
        self.removed = False
        self._places: dict[str, int] = {}
        self._last = 0
        done: dict[str, list[_Line]] = {}
        for entity, record, field, old, new, step in connection.execute(
            "SELECT entity, record, field, old_value, new_value, operation FROM audit"
            " WHERE entity IN (?, 'operation') ORDER BY seq",
            (kind.__name__,),
        ):
            if entity == "operation":
                self._travel(done.get(record, []), field, step)
            elif record:  # otherwise a count of many
                line = _Line(record, field, old, new)
                done.setdefault(str(step), []).append(line)
                self._take(line, step)

    @property
    def order(self) -> list[str]:
        """The rows that are there, in the order of their places."""
        return sorted(self.bodies.keys() & self._places.keys(), key=lambda record: self._places[record])

    def _take(self, line: _Line, step: int) -> None:
        if line.field:
            self.bodies.setdefault(line.record, {})[line.field] = line.new
            self.steps.setdefault(line.record, set()).add(step)
        elif line.new is None:
            self.bodies.pop(line.record, None)
            self.removed = self.removed or line.old is not None
        else:
            self.bodies[line.record] = _body(line.new)
            self.steps[line.record] = set()
            self._last += 1
            self._places[line.record] = self._last

    def _travel(self, lines: list[_Line], way: str, step: int) -> None:
        for line in reversed(lines) if way == "undo" else lines:
            then = line.new if way == "redo" else line.old
            if line.field:
                self.bodies.setdefault(line.record, {})[line.field] = then
            elif then is None:
                self.bodies.pop(line.record, None)
                continue
            else:
                self.bodies[line.record] = _body(then)
            self.steps.setdefault(line.record, set()).add(step)


class _Line(NamedTuple):
    record: str
    field: str
    old: str | None
    new: str | None


def _places(connection: sqlite3.Connection, kind: type, told: _Told) -> Iterator[Message]:
    """Order and count of changes of the rows, which no record holds."""
    word, order = WORDS[kind], told.order
    found = connection.execute(f"SELECT seq, id, version FROM {table_of(kind).name} ORDER BY seq").fetchall()
    if [row[1] for row in found if row[1] in order] != order or (
        not told.removed and [row[0] for row in found] != list(range(1, len(found) + 1))
    ):
        yield M("{kind}: their order was altered", kind=word)
    for _, record, version in found:
        if version != 1 + len(told.steps.get(record, ())):
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
