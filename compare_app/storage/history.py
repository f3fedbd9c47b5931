"""Operations and the audit trail: what can be taken back, and who changed what, chained by hashes (reliability H2)."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Final, Literal

from compare_app.domain.edit import Changes, Edit, HistoryEntry, Ref
from compare_app.domain.model import Result
from compare_app.domain.proof import Trail
from compare_app.domain.record import KINDS, Record
from compare_app.storage import shelf
from compare_app.storage.change import RELEASED, Change
from compare_app.storage.codec import Scalar, Unreadable, decode_message, encode_message, json_body, json_text
from compare_app.storage.records import KIND_NAMES, kind_of, table_of
from compare_app.storage.results import described
from compare_app.text.fold import clean
from compare_app.text.message import Message

State = Literal["done", "undone", "settled"]
DEPTH: Final = 500  # edits that can be taken back; older ones are settled and their shelves emptied
_ASIDE: Final = ("Snapshot", "SignOff", "ExportBase", "Attachment", "RoundMove", "Case", "Remedy")
"""Of these no state of a product is made."""
AT_ONCE: Final = 1000  # lines read in one go: who writes meanwhile waits no longer than for that
SINGLE_UP_TO: Final = 100  # records: a larger edit is one line of the audit trail for each kind


@dataclass(frozen=True, slots=True)
class Operation:
    """A stored operation: its number, its label, what it touched, its id."""

    seq: int
    label: Message
    changes: Changes
    id: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the audit trail: a field of a record, or a whole record where `field` is empty."""

    entity: str
    record: str
    field: str
    old: str | None
    new: str | None


# --- operations ------------------------------------------------------------------------------------------------------


def begin(
    connection: sqlite3.Connection,
    operation_id: str,
    author: str,
    kind: Literal["edit", "undo", "redo"],
    label: Message,
    of: int | None = None,
) -> int:
    """Write the row of an operation and give its number; it cannot be taken back yet."""
    row = connection.execute(
        "INSERT INTO operation (id, at, author, kind, state, label, changes, of_operation)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq",
        (operation_id, _now(), clean(author), kind, "settled", clean(encode_message(label)), 0, of),
    ).fetchone()
    return int(row[0])


def last(connection: sqlite3.Connection, state: State) -> Operation | None:
    """The operation that undo (done) or redo (undone) would take."""
    order = "DESC" if state == "done" else "ASC"
    row = connection.execute(
        f"SELECT seq, label, changes, id FROM operation WHERE state = ? ORDER BY seq {order} LIMIT 1",
        (state,),
    ).fetchone()
    return None if row is None else Operation(row[0], decode_message(row[1]), Changes(row[2]), row[3])


def steps(connection: sqlite3.Connection, most: int) -> list[HistoryEntry]:
    """The changes within reach, newest first."""
    rows = connection.execute(
        "SELECT seq, label, at, author, state FROM operation WHERE state <> 'settled' ORDER BY seq DESC LIMIT ?",
        (most,),
    )
    return [
        HistoryEntry(seq, decode_message(label), datetime.fromisoformat(at), author, state == "done")
        for seq, label, at, author, state in rows
    ]


def size(connection: sqlite3.Connection, operation: Operation) -> int:
    """How many rows are remembered for the way back."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM undo_record WHERE operation = ?1)"
        " + (SELECT count(*) FROM undo_result WHERE operation = ?1)",
        (operation.seq,),
    ).fetchone()
    return int(row[0])


def newest(connection: sqlite3.Connection) -> int:
    """The number of the last operation, 0 for a new project: equal numbers mean equal content."""
    return int(connection.execute("SELECT coalesce(max(seq), 0) FROM operation").fetchone()[0])


def reachable(
    connection: sqlite3.Connection, seq: int, changes: Changes, puts: Iterable[Record], removes: Iterable[Ref]
) -> None:
    """Put an operation within reach of undo, and the deepest one out of it."""
    connection.execute("UPDATE operation SET state = 'done', changes = ? WHERE seq = ?", (changes.value, seq))
    _keep_way_back(connection, seq, puts, removes)
    settle(connection, "deep")


def turn_over(
    connection: sqlite3.Connection,
    operation: Operation,
    state: State,
    puts: Iterable[Record],
    removes: Iterable[Ref],
) -> None:
    """An operation was taken back, or done again: remember the way in the other direction."""
    connection.execute("UPDATE operation SET state = ? WHERE seq = ?", (state, operation.seq))
    _keep_way_back(connection, operation.seq, puts, removes)


def forget(connection: sqlite3.Connection, seq: int) -> None:
    """An edit that changed nothing leaves no trace."""
    connection.execute("DELETE FROM operation WHERE seq = ?", (seq,))


def settle(connection: sqlite3.Connection, where: Literal["undone", "all", "deep"]) -> None:
    """Put operations out of reach and empty their shelves: those undone, all at a barrier, or the deepest."""
    conditions = {
        "undone": "state = 'undone'",
        "all": "state <> 'settled'",
        "deep": f"state = 'done' AND seq <= (SELECT seq FROM operation WHERE state = 'done'"
        f" ORDER BY seq DESC LIMIT 1 OFFSET {DEPTH})",
    }
    for (seq,) in connection.execute(f"SELECT seq FROM operation WHERE {conditions[where]}").fetchall():
        connection.execute("DELETE FROM undo_record WHERE operation = ?", (seq,))
        shelf.clear(connection, seq)
        connection.execute("UPDATE operation SET state = 'settled' WHERE seq = ?", (seq,))


def _keep_way_back(
    connection: sqlite3.Connection, seq: int, puts: Iterable[Record], removes: Iterable[Ref]
) -> None:
    """Remember the records that take an operation back, in place of what was remembered before."""
    connection.execute("DELETE FROM undo_record WHERE operation = ?", (seq,))
    rows: list[tuple[str, str, str | None]] = [(ref.kind.__name__, ref.id, None) for ref in removes]
    rows += [(type(record).__name__, record.id, record_text(record)) for record in puts]
    connection.executemany(
        "INSERT INTO undo_record (operation, position, kind, record, body) VALUES (?, ?, ?, ?, ?)",
        ((seq, position, *row) for position, row in enumerate(rows)),
    )


def way_back(connection: sqlite3.Connection, operation: Operation) -> Edit:
    """The records that take an operation back; its results wait on their shelf."""
    puts: list[Record] = []
    removes: list[Ref] = []
    for kind, record_id, body in connection.execute(
        "SELECT kind, record, body FROM undo_record WHERE operation = ? ORDER BY position", (operation.seq,)
    ):
        if body is None:
            removes.append(Ref(KIND_NAMES[kind], record_id))
        else:
            puts.append(record_from(kind, body))
    return Edit(operation.label, tuple(puts), tuple(removes))


def record_text(record: Record) -> str:
    """A record as one JSON text, named columns, absent ones left out."""
    table = table_of(kind_of(record))
    return json_text(
        {name: value for name, value in zip(table.columns, table.encode(record)) if value is not None}
    )


def record_from(kind: str, text: str) -> Record:
    """The record of its JSON text."""
    table = table_of(KIND_NAMES[kind])
    body = json_body(text)
    if not isinstance(body, dict):
        raise Unreadable(f"{text[:40]!r} is no record")
    record: Record = table.decode([tuple(body.get(name) for name in table.columns)])[0]
    return record


# --- audit trail -----------------------------------------------------------------------------------------------------


def lines(change: Change, stood: Sequence[Result], products: int, single: bool) -> Iterator[Line]:
    """What an edit did. A single edit: one line a changed field, and a new or removed record is one line with all of
    it. A larger one: one line for each kind with the counts; signatures and releases are always told one by one.
    """
    removes = [ref for ref in change.removes if single or ref.kind in RELEASED]
    puts = [record for record in change.puts if single or isinstance(record, RELEASED)]
    for ref in removes:
        yield Line(ref.kind.__name__, ref.id, "", _record_text(change.before[ref]), None)
    for record in puts:
        yield from _fields(change.before[Ref(type(record), record.id)], record)
    if single:
        yield from _results(change, stood)
        return
    put, removed = (
        Counter(type(record) for record in change.puts),
        Counter(ref.kind for ref in change.removes),
    )
    for kind in KINDS:
        if put[kind] or removed[kind]:
            yield Line(
                kind.__name__, "", "", json_text({"removed": removed[kind]}), json_text({"stored": put[kind]})
            )
    stored = len(change.results) + len(change.rows)
    if stored or change.result_removes or stood:
        counts = {"stored": stored, "products": products}
        yield Line("Result", "", "", json_text({"displaced": len(stood)}), json_text(counts))


def _fields(before: Record | None, record: Record) -> Iterator[Line]:
    table = table_of(kind_of(record))
    if before is None:
        yield Line(table.kind.__name__, record.id, "", None, record_text(record))
        return
    for name, was, now in zip(table.columns, table.encode(before), table.encode(record)):
        if was != now:
            yield Line(table.kind.__name__, record.id, name, _text(was), _text(now))


def _results(change: Change, stood: Sequence[Result]) -> Iterator[Line]:
    before = {result.id: result for result in stood}
    for result in chain(change.results, change.rows):
        old = before.pop(result.id, None)
        if old is None:
            yield Line("Result", result.id, "", None, json_text(described(result)))
            continue
        was, now = described(old), described(result)
        for field in sorted(was.keys() | now.keys()):
            if was.get(field) != now.get(field):
                yield Line("Result", result.id, field, _text(was.get(field)), _text(now.get(field)))
    for result in before.values():
        yield Line("Result", result.id, "", json_text(described(result)), None)


def travelled(kind: str, operation: Operation) -> Line:
    """The line of an undo or a redo."""
    return Line("operation", str(operation.seq), kind, None, str(operation.label))


def _record_text(record: Record | None) -> str | None:
    return None if record is None else record_text(record)


def _text(value: Scalar) -> str | None:
    return None if value is None else str(value)


def write(connection: sqlite3.Connection, operation: int, author: str, audit: Iterable[Line]) -> None:
    """Append lines to the trail, each carrying the hash of the one before."""
    row = connection.execute("SELECT hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    previous = row[0] if row else ""
    at, author = _now(), clean(author)
    for line in audit:
        body = (operation, at, author, line.entity, line.record, line.field, line.old, line.new, "")
        digest = _hash(previous, body)
        connection.execute(
            "INSERT INTO audit (operation, at, author, entity, record, field, old_value, new_value, reason,"
            " previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*body, previous, digest),
        )
        previous = digest


def first_broken(connection: sqlite3.Connection) -> int | None:
    """The number of the first line whose hash does not follow from the one before; None: the trail is whole.

    Lines are numbered without a gap: none is ever removed.
    """
    previous, number = "", 0
    while rows := connection.execute(
        "SELECT seq, previous_hash, hash, operation, at, author, entity, record, field, old_value, new_value, reason"
        f" FROM audit WHERE seq > ? ORDER BY seq LIMIT {AT_ONCE}",
        (number,),
    ).fetchall():
        for seq, before, digest, *body in rows:
            number += 1
            if seq != number or before != previous or digest != _hash(previous, tuple(body)):
                return int(seq)
            previous = digest
    return None


def trail(connection: sqlite3.Connection) -> Trail:
    """How long the trail is, and the hash of its last line."""
    count, head = connection.execute(
        "SELECT count(*), coalesce((SELECT hash FROM audit ORDER BY seq DESC LIMIT 1), '') FROM audit"
    ).fetchone()
    return Trail(int(count), str(head))


def goes_on_from(connection: sqlite3.Connection, earlier: Trail) -> bool:
    """Whether the trail is an earlier one and what came after it; a cut or recomputed one is not (H3)."""
    if not earlier.entries:
        return True
    row = connection.execute("SELECT 1 FROM audit WHERE hash = ?", (earlier.head,)).fetchone()
    return row is not None and trail(connection).entries >= earlier.entries


def untouched_since(connection: sqlite3.Connection, snapshot_id: str) -> bool:
    """Whether only signatures, releases and files out were stored since a release: then its state still stands.

    False says that something was stored, not that it mattered.
    """
    row = connection.execute(
        "SELECT max(seq) FROM audit WHERE entity = 'Snapshot' AND record = ?", (snapshot_id,)
    ).fetchone()
    if row[0] is None:
        return False
    later = connection.execute(
        f"SELECT 1 FROM audit WHERE seq > ? AND entity NOT IN ({', '.join('?' * len(_ASIDE))}) LIMIT 1",
        (row[0], *_ASIDE),
    ).fetchone()
    return later is None


def _hash(previous: str, body: tuple[Scalar, ...]) -> str:
    return hashlib.sha256((previous + json_text(list(body))).encode("utf-8")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
