"""The outbox: every confirmed edit once more, as a line of JSON beside the backups (reliability D9).

A project that has to be restored from a backup is brought forward by the lines that came after it. The file is no
second truth: what cannot be written here is not missed, and the lines that a newer backup holds are dropped.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.model import CellRef, Result
from compare_app.domain.record import Record
from compare_app.storage import backups
from compare_app.storage.codec import Unreadable, decode_message, encode_message
from compare_app.storage.history import record_from, record_text
from compare_app.storage.pack_file import RESULT_COLUMNS, result_row, results_from
from compare_app.storage.records import KIND_NAMES
from compare_app.text.message import Message

LARGE: Final = 2000  # records and results: a larger edit is only named, its file is taken in again
KEEP: Final = 8_000_000  # bytes
_RESULT: Final = "Result"
_NARROW: Final = len(RESULT_COLUMNS)


@dataclass(frozen=True, slots=True)
class Sent:
    """One line: what was confirmed, by whom, after which operation. `edit` is None for what is only named."""

    operation: str  # id of the operation that stored it
    before: str  # … and of the one before it
    at: str
    author: str
    kind: Literal["edit", "undo", "redo"]
    of: str  # id of the operation that was taken back or done again
    label: Message
    edit: Edit | None


def path_of(project: Path, *, writing: bool = False) -> Path:
    """Where the lines of a project lie."""
    for folder in backups.folders(project):
        if (found := folder / "outbox.jsonl").exists():
            return found
    return backups.folder_of(project, writing=writing) / "outbox.jsonl"


def send(project: Path, sent: Sent) -> None:
    """Append a line and force it to the disk; where that fails, the project itself is as safe as before."""
    body: dict[str, object] = {
        "operation": sent.operation,
        "before": sent.before,
        "at": sent.at,
        "author": sent.author,
        "kind": sent.kind,
        "of": sent.of,
        "label": encode_message(sent.label),
    }
    if sent.edit is not None and len(sent.edit.puts) + len(sent.edit.removes) + len(sent.edit.rows) <= LARGE:
        body["puts"] = [_put(record) for record in (*sent.edit.puts, *sent.edit.rows)]
        body["removes"] = [[ref.kind.__name__, ref.id] for ref in sent.edit.removes]
    with suppress(OSError), path_of(project, writing=True).open("ab") as file:
        file.write((json.dumps(body) + "\n").encode("ascii"))
        file.flush()
        os.fsync(file.fileno())


def read(project: Path) -> Iterator[Sent]:
    """The lines, oldest first. One that was cut short or altered ends the reading: what follows rests on it."""
    with suppress(OSError):
        for line in path_of(project).read_bytes().splitlines():
            try:
                yield _sent(json.loads(line))
            except (Unreadable, ValueError, TypeError, KeyError, AttributeError):
                return


def since(project: Path, operation: str) -> list[Sent]:
    """The lines that were confirmed after an operation, in an unbroken row; empty where there are none."""
    found: list[Sent] = []
    last = operation
    for sent in read(project):
        if sent.before == last:
            found.append(sent)
            last = sent.operation
        elif found:
            break
    return found


def trim(project: Path) -> None:
    """Keep the newest lines where the file grew large; called when a backup was made."""
    path = path_of(project)
    with suppress(OSError):
        if path.stat().st_size <= KEEP:
            return
        body = path.read_bytes()[-KEEP // 2 :]
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        part.write_bytes(body[body.index(b"\n") + 1 :])
        part.replace(path)


def now() -> str:
    """The time as it stands in a line."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _put(record: Record) -> list[object]:
    if isinstance(record, Result):
        cell = record.cell
        return [_RESULT, [*result_row(record), cell.file, cell.sheet, cell.cell]]
    return [type(record).__name__, record_text(record)]


def _sent(body: dict[str, Any]) -> Sent:
    edit = None
    label = decode_message(body["label"])
    if "puts" in body:
        removes = (Ref(Result if kind == _RESULT else KIND_NAMES[kind], one) for kind, one in body["removes"])
        edit = Edit(label, tuple(_record(*one) for one in body["puts"]), tuple(removes))
    if body["kind"] not in ("edit", "undo", "redo"):
        raise Unreadable(body["kind"])
    operation, before, at, author, of = (
        str(body[name]) for name in ("operation", "before", "at", "author", "of")
    )
    return Sent(operation, before, at, author, body["kind"], of, label, edit)


def _record(kind: str, body: Any) -> Record:
    if kind != _RESULT:
        return record_from(kind, body)
    (result,) = results_from([tuple(body[:_NARROW])])
    return replace(result, cell=CellRef(*body[_NARROW:]))
