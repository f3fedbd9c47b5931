"""Carrying out a change inside a transaction: records, results and their shelf, so that all of it can be taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import Final

from compare_app.domain.edit import Changes
from compare_app.domain.model import Category, Indicator, Product, Result, Sample, TestMethod, TestReport
from compare_app.domain.project import Project
from compare_app.domain.record import Record
from compare_app.domain.result_rows import ResultRows
from compare_app.storage import results, shelf
from compare_app.storage.change import Change
from compare_app.storage.failures import unknown
from compare_app.storage.records import kind_of, table_of
from compare_app.storage.results import Key, Row
from compare_app.storage.seals import WAY_BACK, note
from compare_app.storage.seats import SeatTable

CHUNK: Final = 20_000  # rows given to SQLite at a time
STALE_UP_TO: Final = 256  # products: where more changed, the columns of the category are computed anew
NAMED_IN_CONTEXT: Final = {TestMethod: "method_id", Sample: "sample_id", TestReport: "report_id"}


class Step:
    """One change on its way into the file. `turn` is the shelf that takes what is displaced."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        project: Project,
        seats: SeatTable,
        contexts: results.Contexts,
        operation: int,
        turn: int,
    ) -> None:
        self._connection = connection
        self._before = project
        self._seats = seats
        self._contexts = contexts
        self._operation = operation
        self._turn = turn
        self.project = project
        self.changes = Changes.NOTHING
        self.touched: set[int] = set()  # products (by seat) whose results changed
        self.outdated: set[int] = set()  # … and those whose columns no longer hold for another reason
        self._products = seats.ids(Product)  # before anything leaves: the shelf names them by seat
        self._indicators = seats.ids(Indicator)

    # --- records -----------------------------------------------------------------------------------------------------

    def records(self, change: Change) -> None:
        """Store and remove records; what they own in results goes onto the shelf."""
        for ref in change.removes:
            if ref.kind in (Product, Indicator):
                self._shelve(ref.kind, ref.id)
        for ref in change.removes:
            table = table_of(ref.kind)
            self._connection.execute(
                f"INSERT INTO vacated (kind, record, seq, version) SELECT ?, id, seq, version FROM {table.name}"
                " WHERE id = ? ON CONFLICT (kind, record) DO UPDATE SET seq = excluded.seq, version = excluded.version",
                (ref.kind.__name__, ref.id),
            )
            self._connection.execute(f"DELETE FROM {table.name} WHERE id = ?", (ref.id,))
            self._seats.leave(ref.kind, ref.id)
        by_kind: dict[type, list[Record]] = {}
        for record in change.puts:
            by_kind.setdefault(type(record), []).append(record)
        returned = {kind for kind, records in by_kind.items() if self._put(kind, records)}
        self.project = self._ordered(
            self._before.with_records(change.puts, ((ref.kind, ref.id) for ref in change.removes)), returned
        )
        self.changes |= change.changes
        self._regauge(change)
        for record in change.puts:
            for reference in table_of(kind_of(record)).references:
                named = getattr(record, reference.field)
                if (named or reference.bond == "part") and self.project.get(reference.kind, named) is None:
                    raise unknown(reference.kind, type(record))

    def _put(self, kind: type, records: Sequence[Record]) -> bool:
        """Store records of one kind; True if one of them came back to its old place."""
        table = table_of(kind)
        columns = table.columns
        fresh: list[tuple[object, ...]] = []
        known: list[tuple[object, ...]] = []
        back = False
        for record in records:
            row = table.encode(record)
            if self._seats.number(kind, record.id) is not None:
                known.append((*row, record.id))
                continue
            vacated = self._connection.execute(
                "DELETE FROM vacated WHERE kind = ? AND record = ? RETURNING seq, version",
                (kind.__name__, record.id),
            ).fetchone()
            seat, version = vacated or (None, 0)
            back = back or vacated is not None
            fresh.append((self._seats.take(kind, record.id, seat), version + 1, *row))
        names = ", ".join(f'"{name}"' for name in columns)
        self._connection.executemany(
            f"INSERT INTO {table.name} (seq, version, {names}) VALUES ({', '.join('?' * (len(columns) + 2))})",
            fresh,
        )
        self._connection.executemany(
            f"UPDATE {table.name} SET version = version + 1, "
            + ", ".join(f'"{name}" = ?' for name in columns)
            + " WHERE id = ?",
            known,
        )
        return back

    def _ordered(self, project: Project, kinds: Iterable[type]) -> Project:
        """The snapshot in the order of the file, where records came back to their old places."""
        tables = dict(project.tables)
        for kind in kinds:
            seats = self._seats.of(kind)
            tables[kind] = dict(sorted(tables[kind].items(), key=lambda item: seats[item[0]]))
        return Project(project.id, project.name, tables)

    def _regauge(self, change: Change) -> None:
        """A sample of another kind makes other columns of the products tested on it, whatever their results say."""
        other = {
            record.id
            for record in change.puts
            if isinstance(record, Sample)
            and (before := self._before.get(Sample, record.id)) is not None
            and before.kind is not record.kind
        }
        for number, context in self._contexts.by_number.items() if other else ():
            if context.sample_id in other:
                self.outdated |= {
                    row[0]
                    for row in self._connection.execute(
                        "SELECT DISTINCT product FROM result WHERE context = ?", (number,)
                    )
                }

    # --- results -----------------------------------------------------------------------------------------------------

    def swap(self) -> None:
        """Exchange the results that the operation displaced with those that stand there now."""
        self.touched |= shelf.swap(self._connection, self._operation, 1 - self._turn)
        if self.touched:
            self.changes |= Changes.RESULTS

    def _shelve(self, kind: type, record_id: str) -> None:
        seat = self._seats.number(kind, record_id)
        if seat is None:
            return
        column = "product" if kind is Product else "indicator"
        moved = shelf.shelve_all(self._connection, self._operation, self._turn, column, seat)
        if moved:
            self.changes |= Changes.RESULTS
        self.touched |= moved

    def results(self, change: Change) -> None:
        """Store and remove results; what they replace goes onto the shelf. Call it after `records`."""
        for text in change.result_removes:
            key = self._key(text)
            row = self._row(key) if key is not None else None
            if key is None or row is None:
                continue
            shelf.shelve_row(self._connection, self._operation, self._turn, key, row)
            shelf.remove(self._connection, key)
            self._count(key[0])
        seats = results.Seats(self._seats.of(Product), self._seats.of(Indicator))
        listed = results.encode(
            (*self._unlinked(change), *change.results) if self._lost(change) else change.results,
            seats,
            self._contexts,
            self._connection,
            self.project,
        )
        many: Iterator[Row] = iter(())
        if isinstance(change.rows, ResultRows):
            many = results.encode_rows(change.rows, seats, self._contexts, self._connection)
        rows = chain(listed, many)
        fresh = {
            self._seats.of(Product)[record.id]
            for record in change.puts
            if isinstance(record, Product) and change.is_new(record)
        }
        different = self._different(rows, fresh)
        while chunk := list(islice(different, CHUNK)):
            shelf.put(self._connection, chunk)
        note(self._connection, WAY_BACK, (self._operation,))

    def _different(self, rows: Iterator[Row], fresh: set[int]) -> Iterator[Row]:
        """The rows that change something. Those of a new product need no shelf: they go when the product goes."""
        present: dict[int, dict[Key, Row]] = {}
        for row in rows:
            product: int = row[0]  # type: ignore[assignment]
            if product not in fresh:
                if product not in present:
                    present[product] = {
                        one[:3]: one
                        for one in self._connection.execute(
                            f"SELECT {results.ALL} FROM result WHERE product = ?", (product,)
                        )
                    }
                key: Key = row[:3]  # type: ignore[assignment]
                old = present[product].get(key)
                if old is not None:
                    if old[results.BODY] == row[results.BODY]:
                        continue
                    row = (*key, int(old[3] or 0) + 1, *row[results.BODY])
                shelf.shelve_row(self._connection, self._operation, self._turn, key, old)
            self._count(product)
            yield row

    def _count(self, product: int) -> None:
        if product not in self.touched:
            self.touched.add(product)
            self.changes |= Changes.RESULTS

    def _key(self, text: str) -> Key | None:
        """The key of a result's id; None where its product or indicator is not there."""
        pair, _, replicate = text.rpartition("/")
        names = pair.split("/")
        for at in range(1, len(names)):  # ids may hold a slash themselves
            product = self._seats.number(Product, "/".join(names[:at]))
            indicator = self._seats.number(Indicator, "/".join(names[at:]))
            if product is not None and indicator is not None and replicate.isdecimal():
                return product, indicator, int(replicate)
        return None

    def _row(self, key: Key) -> Row | None:
        row: Row | None = self._connection.execute(
            f"SELECT {results.ALL} FROM result WHERE product = ? AND indicator = ? AND replicate = ?", key
        ).fetchone()
        return row

    def _lost(self, change: Change) -> list[int]:
        """Contexts that name a method, sample or report which this change removes."""
        gone = {
            (NAMED_IN_CONTEXT[ref.kind], ref.id) for ref in change.removes if ref.kind in NAMED_IN_CONTEXT
        }
        return [
            number
            for number, context in self._contexts.by_number.items()
            if gone and any(getattr(context, field) == record_id for field, record_id in gone)
        ]

    def _unlinked(self, change: Change) -> Iterator[Result]:
        """The results that lose their link to a removed method, sample or report."""
        gone = {ref.id for ref in change.removes if ref.kind in NAMED_IN_CONTEXT}
        given = {result.id for result in change.results}
        for number in self._lost(change):
            rows = self._connection.execute(
                f"SELECT {results.ALL} FROM result WHERE context = ?", (number,)
            ).fetchall()
            for result in self.decode(rows):
                if result.id not in given:
                    yield replace(
                        result,
                        method_id="" if result.method_id in gone else result.method_id,
                        sample_id="" if result.sample_id in gone else result.sample_id,
                        report_id="" if result.report_id in gone else result.report_id,
                    )

    def decode(self, rows: Iterable[Row]) -> Iterator[Result]:
        """Results of rows, by the names that held before this step."""
        return results.decode(rows, self._products, self._indicators, self._contexts.by_number)

    def displaced(self) -> tuple[tuple[Result, ...], tuple[str, ...]]:
        """What this step moved onto its shelf: the results that stood there, and the ids where none stood."""
        rows = self._connection.execute(
            f"SELECT {results.ALL} FROM undo_result WHERE operation = ? AND turn = ?",
            (self._operation, self._turn),
        ).fetchall()
        stood = tuple(self.decode(row for row in rows if row[4] is not None))
        products, indicators = self._seats.ids(Product), self._seats.ids(Indicator)
        none = tuple(f"{products[row[0]]}/{indicators[row[1]]}/{row[2]}" for row in rows if row[4] is None)
        return stood, none

    # --- afterwards --------------------------------------------------------------------------------------------------

    def mark_stale(self) -> None:
        """Note whose columns no longer hold, in the same transaction."""
        ids = self._seats.ids(Product)
        by_category: dict[int, set[int]] = {}
        for seat in self.touched | self.outdated:
            product = self.project.get(Product, ids.get(seat, ""))
            if product is not None:
                category = self._seats.of(Category)[product.category_id]
                by_category.setdefault(category, set()).add(seat)
        for category, products in by_category.items():
            if len(products) > STALE_UP_TO:
                self._connection.execute("DELETE FROM pool_column WHERE category = ?", (category,))
                self._connection.execute("DELETE FROM pool_stale WHERE category = ?", (category,))
            else:
                self._connection.executemany(
                    "INSERT INTO pool_stale (category, product) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    ((category, product) for product in products),
                )
