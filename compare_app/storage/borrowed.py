"""Projects in places where nothing can be written, although something would have to be: what they hold, in memory.

A journal that a crash left cannot be put back there, and an older version cannot be brought up to date there. Both is
done to a copy; the file on the medium is only read.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Final

_BESIDE: Final = ("", "-journal", "-wal")


def put_back(path: Path) -> sqlite3.Connection:
    """The content of a file after what stands in its journal was put back, in memory."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / path.name
        for end in _BESIDE:
            one = path.with_name(path.name + end)
            if one.exists():
                shutil.copyfile(one, copy.with_name(copy.name + end))
        with closing(
            sqlite3.connect(f"{copy.as_uri()}?mode=rw", uri=True, isolation_level=None)
        ) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return lifted(copy.read_bytes())


def lifted(image: bytes) -> sqlite3.Connection:
    """A connection to the bytes of a project file, in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        connection.deserialize(image)
    except BaseException:
        connection.close()
        raise
    return connection
