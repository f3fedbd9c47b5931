"""Storing results, shelving what they displace, and bringing it back: rows change places inside SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import chain
from typing import Final

from compare_app.storage.results import ALL, COLUMNS, Key, Row
from compare_app.storage.seals import RESULTS, WAY_BACK, note

_ROW: Final = f"({', '.join('?' * len(COLUMNS))})"
_INSERT: Final = f"INSERT INTO result ({ALL}) VALUES "
_AT_ONCE: Final = 60  # rows a statement: a third faster than one by one
_REPLACE: Final = f"{_INSERT}{_ROW} ON CONFLICT (product, indicator, replicate) DO UPDATE SET " + ", ".join(
    f"{name} = excluded.{name}" for name in COLUMNS[3:]
)
_SHELF: Final = f"INSERT INTO undo_result (operation, turn, {ALL}) "


def put(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    """Store rows: those of version 1 are new, the others replace what stands at their key."""
    new = [row for row in rows if row[3] == 1]
    whole = len(new) - len(new) % _AT_ONCE
    connection.executemany(
        _INSERT + ", ".join((_ROW,) * _AT_ONCE),
        (tuple(chain.from_iterable(new[at : at + _AT_ONCE])) for at in range(0, whole, _AT_ONCE)),
    )
    connection.executemany(_INSERT + _ROW, new[whole:])
    connection.executemany(_REPLACE, [row for row in rows if row[3] != 1])
    note(connection, RESULTS, {row[0] for row in rows})  # type: ignore[misc]


def remove(connection: sqlite3.Connection, key: Key) -> None:
    """Remove what stands at a key."""
    connection.execute("DELETE FROM result WHERE product = ? AND indicator = ? AND replicate = ?", key)
    note(connection, RESULTS, key[:1])


def shelve_row(connection: sqlite3.Connection, operation: int, turn: int, key: Key, row: Row | None) -> None:
    """Keep what stood at a key before an operation; None: nothing. The caller notes the shelf, once for all rows."""
    if row is None:
        connection.execute(
            "INSERT INTO undo_result (operation, turn, product, indicator, replicate, version)"
            " VALUES (?, ?, ?, ?, ?, 1)",
            (operation, turn, *key),
        )
    else:
        connection.execute(
            f"{_SHELF} VALUES (?, ?, {', '.join('?' * len(COLUMNS))})", (operation, turn, *row)
        )


def shelve_all(
    connection: sqlite3.Connection, operation: int, turn: int, column: str, number: int
) -> set[int]:
    """Move every result of a product or an indicator onto a shelf; gives the products that had some."""
    found = connection.execute(f"SELECT DISTINCT product FROM result WHERE {column} = ?", (number,))
    products = {row[0] for row in found}
    if products:
        connection.execute(
            f"{_SHELF} SELECT ?, ?, {ALL} FROM result WHERE {column} = ?"
            " ON CONFLICT (operation, turn, product, indicator, replicate) DO NOTHING",
            (operation, turn, number),
        )
        connection.execute(f"DELETE FROM result WHERE {column} = ?", (number,))
        note(connection, RESULTS, products)
        note(connection, WAY_BACK, (operation,))
    return products


def swap(connection: sqlite3.Connection, operation: int, turn: int) -> set[int]:
    """Exchange the results with those on the shelf of an operation; what stood there goes onto the other turn's shelf.

    All of it happens inside SQLite, so that taking back an import of a million results needs no Python loop. Gives
    the products whose results changed.
    """
    products = {
        row[0]
        for row in connection.execute(
            "SELECT DISTINCT product FROM undo_result WHERE operation = ? AND turn = ?", (operation, turn)
        )
    }
    key = "product, indicator, replicate"
    shelf = ", ".join(f"now.{name}" for name in COLUMNS[4:])
    connection.execute(
        f"{_SHELF} SELECT operation, 1 - turn, then_.product, then_.indicator, then_.replicate,"
        f" coalesce(now.version, then_.version), {shelf}"
        " FROM undo_result AS then_ LEFT JOIN result AS now ON now.product = then_.product"
        " AND now.indicator = then_.indicator AND now.replicate = then_.replicate"
        " WHERE then_.operation = ? AND then_.turn = ?",
        (operation, turn),
    )
    connection.execute(
        f"DELETE FROM result WHERE ({key}) IN"
        f" (SELECT {key} FROM undo_result WHERE operation = ? AND turn = ?)",
        (operation, turn),
    )
    connection.execute(
        f"INSERT INTO result ({ALL}) SELECT {key}, version + 2, {', '.join(COLUMNS[4:])} FROM undo_result"
        " WHERE operation = ? AND turn = ? AND raw IS NOT NULL",
        (operation, turn),
    )
    connection.execute("DELETE FROM undo_result WHERE operation = ? AND turn = ?", (operation, turn))
    note(connection, RESULTS, products)
    note(connection, WAY_BACK, (operation,))
    return products


def clear(connection: sqlite3.Connection, operation: int) -> None:
    """Nothing brings back any more what an operation displaced."""
    connection.execute("DELETE FROM undo_result WHERE operation = ?", (operation,))
    note(connection, WAY_BACK, (operation,))
