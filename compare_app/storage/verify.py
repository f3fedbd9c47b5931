"""Is a project what was stored: its pages, the seals of its rows, the chain of its change record.

Reads in short steps on a connection of its own, so that a window can go on working: nobody waits longer than for one
step. SQLite's own checks see pages that do not fit together; the seals see rows that are wrong on sound pages.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

from compare_app.progress import Progress
from compare_app.storage import history
from compare_app.storage.database import connect
from compare_app.storage.failures import TROUBLE, failure
from compare_app.storage.seals import DERIVED, RESULTS, Seals
from compare_app.text.message import M, Message

_NOT_READ: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,  # somebody else is at work
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_IOERR,  # the drive did not answer
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOMEM,
    }
)
"""What says nothing of the content of a file."""
STEP: Final = 32  # blocks between two looks at the clock and at those who wait


def verify(path: Path, progress: Progress) -> tuple[Message, ...]:
    """What is wrong with the file of an open project; empty: it is what was stored. Cancelled by `progress`.

    Derived columns are not told: they are computed anew where they do not fit. AppError where the file cannot be read
    just now, by the drive or because somebody else is at work: nothing is known of damage then.
    """
    try:
        with closing(connect(path, "ro")) as connection:
            connection.execute("PRAGMA busy_timeout = 5000")
            return tuple(damage(connection, progress))
    except TROUBLE as error:
        code = getattr(error, "sqlite_errorcode", None)
        if isinstance(error, OSError | MemoryError) or (code is not None and code & 0xFF in _NOT_READ):
            raise failure(error, path) from error
        return (M("The file is damaged: {detail}", detail=str(error)),)


def damage(connection: sqlite3.Connection, progress: Progress) -> Iterator[Message]:
    """One sentence for each thing that is not as it was stored."""
    for (text,) in connection.execute("PRAGMA quick_check(5)").fetchall():
        if text != "ok":
            yield M("The file is damaged: {detail}", detail=text)
    yield from wrong_rows(connection, progress)


def wrong_rows(connection: sqlite3.Connection, progress: Progress) -> Iterator[Message]:
    """The same of a file whose pages fit together: rows against their seals, the chain of the change record."""
    yield from _rows(connection, progress)
    if (broken := history.first_broken(connection)) is not None:
        yield M("The change record was altered at entry {number}", number=broken)


def _rows(connection: sqlite3.Connection, progress: Progress) -> Iterator[Message]:
    seals = Seals(connection)
    blocks = seals.blocks() if seals.there else []
    asked = iter(blocks)
    wrong: Counter[str] = Counter()
    done = 0
    while part := list(islice(asked, STEP)):
        progress.step(done, len(blocks))
        with _one_moment(connection):
            broken = list(seals.broken(part))
        for place, block in broken:
            if place == RESULTS:
                yield M("The results of {product} are not what was stored", product=_name(connection, block))
            elif place not in DERIVED:
                wrong[place] += 1
        done += len(part)
    for place, count in wrong.items():
        yield M("Rows of {table} are not what was stored (blocks: {count})", table=place, count=count)


@contextmanager
def _one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """Rows and seals as they stood together: between two looks another window may store something."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def _name(connection: sqlite3.Connection, seat: int) -> str:
    row = connection.execute("SELECT name FROM product WHERE seq = ?", (seat,)).fetchone()
    return str(row[0]) if row else f"#{seat}"
