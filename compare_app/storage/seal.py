"""The seal of a project file: a digest of all its pages, written with every change, compared at opening.

SQLite has no checksums: it notices pages that do not fit together, not a flipped bit in a figure or a page that an old
copy brought back (`../shared/reliability.md`, M5). The seal is no signature: who can write the file can write it too.
It stands on a page of its own, which it leaves out, as it does with the counters that SQLite moves at COMMIT. That
counter also tells whether another program wrote the file since.
"""

from __future__ import annotations

import hashlib
import sqlite3
import struct
from enum import Enum
from typing import Final

from compare_app.text.message import M

UP_TO: Final = 2_000_000  # bytes: larger files are sealed when they are closed, not with every change
MOST: Final = 200_000_000  # bytes: beyond that a file stays open, for its pages are read into memory
_COUNTER: Final = slice(24, 28)  # of the header: the file change counter
_MOVED: Final = slice(92, 100)  # version-valid-for and the number of the library that wrote last
_COUNTS: Final = 2**32


UNLIKE: Final = M("its bytes are not those that this program wrote")


class Seal(Enum):
    """What the seal of a file says."""

    WHOLE = "whole"  # every byte is as this program wrote it
    OPEN = "open"  # a large file in work, or one whose program was killed: nothing is claimed
    FOREIGN = "foreign"  # another program wrote into the file
    BROKEN = "broken"  # bytes changed that no program wrote


def write(connection: sqlite3.Connection, *, up_to: int = UP_TO) -> None:
    """Seal what a transaction leaves, as its last statement; files larger than `up_to` are marked as open."""
    if _size(connection) > up_to:
        connection.execute("UPDATE seal SET digest = '' WHERE digest <> ''")
        return
    counter, digest = _taken(connection)
    connection.execute(
        "INSERT INTO seal (seq, counter, digest) VALUES (1, ?, ?)"
        " ON CONFLICT (seq) DO UPDATE SET counter = excluded.counter, digest = excluded.digest",
        ((counter + 1) % _COUNTS, digest),
    )


def look(connection: sqlite3.Connection) -> Seal:
    """Hold the file against its seal; reads every page."""
    row = connection.execute("SELECT counter, digest FROM seal").fetchone()
    if row is not None and not row[1]:
        return Seal.OPEN
    counter, found = _taken(connection)
    if row is None or row[0] != counter:
        return Seal.FOREIGN
    return Seal.WHOLE if row[1] == found else Seal.BROKEN


def is_open(connection: sqlite3.Connection) -> bool:
    """Whether the file waits for its seal."""
    return connection.execute("SELECT 1 FROM seal WHERE digest = ''").fetchone() is not None


def _size(connection: sqlite3.Connection) -> int:
    pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages * size)


def _taken(connection: sqlite3.Connection) -> tuple[int, str]:
    """The change counter and the digest of the pages as this connection sees them, its own changes included."""
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'seal'").fetchone()[0]
    with memoryview(connection.serialize()) as image:
        digest = hashlib.blake2b(image[: _COUNTER.start], digest_size=32)
        digest.update(image[_COUNTER.stop : _MOVED.start])
        digest.update(image[_MOVED.stop : (page - 1) * size])
        digest.update(image[page * size :])
        return struct.unpack(">I", image[_COUNTER])[0], digest.hexdigest()
