"""Seals: a digest over every block of rows, so that a wrong row on a sound page is seen (`integrity_check` does not).

Temporary triggers note which blocks a transaction touches, whatever code touches them; before COMMIT their digests are
made anew. Only the two tables that hold a million rows are noted by those who write them (`note`), once for many rows.
A digest tells damage and slips of other tools; whoever wants to deceive can compute it anew, see docs/file-format.md.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from compare_app.storage.codec import Scalar

ROWS: Final = 32  # of one block of a table of records: what a small edit reads again
RESULTS: Final = "result"
WAY_BACK: Final = "undo_result"
DERIVED: Final = frozenset({"pool_column", "pool_stale"})
"""Made of other rows: where they are wrong they are thrown away and made again."""
_BY_ROWS: Final = f"seq / {ROWS}"
_SINGLE: Final = frozenset({"snapshot", "export_base"})  # bodies of megabytes: one row a block
_BLOCKS: Final[Mapping[str, str]] = {
    "project": "0",
    "result_context": _BY_ROWS,
    RESULTS: "product",
    "operation": _BY_ROWS,
    "undo_record": "operation",
    WAY_BACK: "operation",
    "vacated": "0",
    "audit": "0",
    "pool_column": "category",
    "pool_stale": "category",
}
_ENCODE: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_NOTED: Final = frozenset({RESULTS, WAY_BACK})
_APART: Final = frozenset({"seal", "attachment_body"})  # bodies lie under their own digest


@dataclass(frozen=True, slots=True)
class Sealed:
    """A table under seals: how its rows fall into blocks, and what is read of them."""

    name: str
    block: str  # SQL expression over one row
    rows: str  # SQL: one block, its number is parameter 1
    blocks: str  # SQL: the numbers of all blocks


class Seals:
    """The seals of one connection. Nothing but the table `seal` is ever written into the file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tables = {table.name: table for table in _tables(connection)}
        found = connection.execute("SELECT 1 FROM main.sqlite_schema WHERE name = 'seal'").fetchone()
        self.there = found is not None  # not before version 5

    def watch(self) -> None:
        """From now on note what is touched."""
        run = self._connection.execute
        run("CREATE TEMP TABLE touched (place TEXT, block INTEGER, PRIMARY KEY (place, block)) WITHOUT ROWID")
        for table in self._tables.values():
            if table.name in _NOTED:
                continue
            for event, row in (("INSERT", "new"), ("DELETE", "old"), ("UPDATE", "new"), ("UPDATE", "old")):
                block = table.block if table.block.isdecimal() else f"{row}.{table.block}"
                run(
                    f"CREATE TEMP TRIGGER note_{table.name}_{event}_{row} AFTER {event} ON main.{table.name} BEGIN"
                    f" INSERT INTO touched VALUES ('{table.name}', {block}) ON CONFLICT DO NOTHING; END"
                )

    def renew(self) -> None:
        """Seal anew what this transaction touched; the last thing before COMMIT."""
        touched = self._connection.execute("SELECT place, block FROM touched").fetchall()
        self._write(touched)
        if touched:
            self._connection.execute("DELETE FROM touched")

    def seal_all(self) -> None:
        """Seal a file that has no seals yet; the caller holds the transaction."""
        self._connection.execute("DELETE FROM seal")
        self._write(self._there())

    def blocks(self) -> list[tuple[str, int]]:
        """Every block that there is or that has a seal: what `broken` is asked of, a part at a time."""
        sealed: Iterable[tuple[str, int]] = self._connection.execute("SELECT place, block FROM seal")
        return sorted({*sealed, *self._there()})

    def broken(self, asked: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
        """The blocks whose rows are not what was sealed: changed, gone, or never put there by this program."""
        for place, block in asked:
            stored = self._connection.execute(
                "SELECT digest FROM seal WHERE place = ? AND block = ?", (place, block)
            ).fetchone()
            if (stored[0] if stored else None) != self._digest(place, block):
                yield place, block

    def _there(self) -> Iterator[tuple[str, int]]:
        for table in self._tables.values():
            for (block,) in self._connection.execute(table.blocks).fetchall():
                yield table.name, block

    def _write(self, blocks: Iterable[tuple[str, int]]) -> None:
        for place, block in blocks:
            digest = self._digest(place, block)
            if digest is None:
                self._connection.execute("DELETE FROM seal WHERE place = ? AND block = ?", (place, block))
            else:
                self._connection.execute(
                    "INSERT INTO seal (place, block, digest) VALUES (?, ?, ?)"
                    " ON CONFLICT (place, block) DO UPDATE SET digest = excluded.digest",
                    (place, block, digest),
                )

    def _digest(self, place: str, block: int) -> str | None:
        """SHA-256 over the rows of a block, in the order of their key; None where there is none."""
        table = self._tables.get(place)
        rows = self._connection.execute(table.rows, (block,)) if table is not None else ()
        text = "\n".join(row[0] for row in rows) if place in _NOTED else "\n".join(_text(row) for row in rows)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if text else None


def note(connection: sqlite3.Connection, place: str, blocks: Iterable[int]) -> None:
    """These blocks of one of the two great tables are being changed in this transaction."""
    connection.executemany(
        "INSERT INTO touched VALUES (?, ?) ON CONFLICT DO NOTHING", ((place, one) for one in blocks)
    )


def _text(row: tuple[Scalar | bytes, ...]) -> str:
    """One row as it is sealed; bytes by their digest."""
    return _ENCODE([hashlib.sha256(one).hexdigest() if isinstance(one, bytes) else one for one in row])


def _tables(connection: sqlite3.Connection) -> Iterator[Sealed]:
    columns: dict[str, list[str]] = {}
    keys: dict[str, list[tuple[int, str]]] = {}
    for table, name, key in connection.execute(
        "SELECT t.name, c.name, c.pk FROM main.sqlite_schema AS t, pragma_table_info(t.name) AS c"
        " WHERE t.type = 'table' ORDER BY t.name, c.cid"
    ):
        columns.setdefault(table, []).append(f'"{name}"')
        if key:
            keys.setdefault(table, []).append((key, f'"{name}"'))
    for name, there in columns.items():
        if name not in _APART:
            yield _sealed(name, there, ", ".join(one for _, one in sorted(keys[name])))


def _sealed(name: str, columns: list[str], key: str) -> Sealed:
    block = "seq" if name in _SINGLE else _BLOCKS.get(name, _BY_ROWS)
    blocks = f"SELECT DISTINCT {block} FROM {name}"
    where = f"WHERE {block} = ?1"
    if block == _BY_ROWS:
        where = f"WHERE seq BETWEEN ?1 * {ROWS} AND ?1 * {ROWS} + {ROWS - 1}"
    if name == "audit":  # each row carries the digest of the one before: the last stands for all
        return Sealed(
            name,
            block,
            "SELECT seq, hash FROM audit WHERE ?1 = 0 ORDER BY seq DESC LIMIT 1",
            blocks + " LIMIT 1",
        )
    if (
        name in _NOTED
    ):  # SQLite writes the text: four times as fast as fetching a hundred thousand rows for it
        rows = f"SELECT json_array({', '.join(columns)}) FROM {name} {where} ORDER BY {key}"
        return Sealed(name, block, rows, blocks)
    return Sealed(name, block, f"SELECT {', '.join(columns)} FROM {name} {where} ORDER BY {key}", blocks)
