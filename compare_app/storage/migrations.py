"""The schema, version by version: numbered .sql files, each run in one transaction together with its number."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from compare_app.storage.failures import refused
from compare_app.storage.header import APPLICATION_ID
from compare_app.text.message import M

Shape = frozenset[tuple[str, str, str, str | None]]
"""Every object of a schema: type, name, table and the text that made it."""

NEWEST: Final = 5
"""The version of project files that this program writes."""

SEALED: Final = 5
"""From this version on rows are under seals."""


def statements(version: int) -> Iterator[str]:
    """The statements of one migration; `executescript` would commit the open transaction, so they come one by one."""
    text = files("compare_app.storage.schema").joinpath(f"{version:03}.sql").read_text(encoding="utf-8")
    pending = ""
    for line in text.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending.strip()
            pending = ""
    if pending.strip():
        raise ValueError(f"migration {version} ends in the middle of a statement")


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring the schema from the version before to this one; the caller holds the transaction."""
    for statement in statements(version):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")


def shape(connection: sqlite3.Connection) -> Shape:
    """What stands in the schema of a file."""
    return frozenset(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))


@cache
def expected(version: int) -> Shape:
    """What must stand in the schema of a version, byte for byte: made by running the migrations on nothing."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for number in range(1, version + 1):
            migrate(connection, number)
        return shape(connection)
    finally:
        connection.close()


def check_shape(connection: sqlite3.Connection, version: int, path: Path) -> None:
    """Refuse a file with a table, view or trigger that is not ours: a planted trigger can erase the history (M11)."""
    found, known = shape(connection), expected(version)
    if found != known:
        names = sorted({one[1] for one in found ^ known})[:5]
        raise refused(
            "PROJECT-FOREIGN-SCHEMA",
            path,
            M(
                "{file} holds tables or rules that this program did not make: {names}",
                file=path.name,
                names=names,
            ),
            M("The file was changed by another tool. Open a backup made before that"),
        )
