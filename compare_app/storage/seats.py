"""The place of every record: a small number that gives the order of a project and stands for its id in results."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from compare_app.domain.record import KINDS
from compare_app.storage.records import table_of


class SeatTable:
    """Seats by kind and id. A removed record keeps its seat in `vacated` and gets it back when it returns."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._seats: dict[type, dict[str, int]] = {}
        self._next: dict[type, int] = {}
        for kind in KINDS:
            table = table_of(kind)
            self._seats[kind] = dict(connection.execute(f"SELECT id, seq FROM {table.name} ORDER BY seq"))
            vacated = connection.execute(
                "SELECT coalesce(max(seq), 0) FROM vacated WHERE kind = ?", (kind.__name__,)
            ).fetchone()[0]
            self._next[kind] = 1 + max(vacated, max(self._seats[kind].values(), default=0))

    def number(self, kind: type, record_id: str) -> int | None:
        """The seat of a record that is in the project."""
        return self._seats[kind].get(record_id)

    def of(self, kind: type) -> Mapping[str, int]:
        """Every seat of a kind."""
        return self._seats[kind]

    def ids(self, kind: type) -> dict[int, str]:
        """Every id of a kind by its seat."""
        return {seat: record_id for record_id, seat in self._seats[kind].items()}

    def take(self, kind: type, record_id: str, seat: int | None = None) -> int:
        """Give a record a seat: the one it had, or the next."""
        if seat is None:
            seat = self._next[kind]
            self._next[kind] += 1
        self._seats[kind][record_id] = seat
        return seat

    def leave(self, kind: type, record_id: str) -> None:
        """A record is gone."""
        self._seats[kind].pop(record_id, None)
