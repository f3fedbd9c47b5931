"""The pool of a category as columns, kept in the file beside the rows: derived, versioned, rebuilt when in doubt.

Rows for truth, columns for reading: opening the columns is a hundred times cheaper than asking the rows. A column
names what it was made from; products whose results changed since are noted in `pool_stale` by the same transaction.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

import compare_app
from compare_app.domain.gate_keys import UNSTATED, GateKey
from compare_app.domain.model import Category, Indicator, Product, Result, Sample, TestMethod
from compare_app.domain.pool import Column, GateTable, Pool
from compare_app.domain.project import Project
from compare_app.domain.quantity import group_of
from compare_app.storage import results
from compare_app.storage.codec import json_text
from compare_app.storage.column import copied, from_bytes, holds, reordered, to_bytes, with_entry
from compare_app.storage.figure import NOTHING, Figure, aim, figure, kinds_of
from compare_app.storage.plain import Plain, rows_of
from compare_app.storage.results import Contexts
from compare_app.storage.seals import DERIVED, Seals
from compare_app.storage.seats import SeatTable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT: Final = 3
STALE_UP_TO: Final = 256  # products brought up to date one by one; for more the columns are computed anew
_SEATS: Final = 0  # the "indicator" under which the order of the products is kept
_KEYS: Final = -1  # … and the table of gate keys


class Keys:
    """The gate keys of a category by number; number 0 is that of no value. Numbers never change their meaning."""

    def __init__(self, known: Iterable[GateKey] = (UNSTATED,)) -> None:
        self._numbers = {one: at for at, one in enumerate(known)}

    def number(self, one: GateKey) -> int:
        """The number of a key; a new one gets the next."""
        return self._numbers.setdefault(one, len(self._numbers))

    def table(self) -> GateTable:
        """The keys so far."""
        return GateTable(tuple(self._numbers))

    def __str__(self) -> str:
        """The text under which they are kept: of reported values, which have no origins."""
        return json_text([list(one)[: len(UNSTATED) - 1] for one in self._numbers])


@dataclass(slots=True)
class Columns:
    """The columns of one category in memory. `stale` are seats of products to be computed anew."""

    seats: NDArray[np.int64]
    fingerprints: dict[str, str]  # by indicator id
    columns: dict[str, Column]
    keys: Keys
    stale: set[int] = field(default_factory=set)
    unsaved: bool = False
    rebuilt: bool = False
    table: GateTable = field(default_factory=GateTable)

    def shared_table(self) -> GateTable:
        """The table of keys, the same object as long as no key is new: what is asked of it is remembered there."""
        fresh = self.keys.table()
        if fresh != self.table:
            self.table = fresh
        return self.table


class Pools:
    """Builds, mends, loads and saves the columns of the categories of one open project."""

    def __init__(self) -> None:
        self._kept: dict[str, Columns] = {}

    def touch(self, products: set[int]) -> None:
        """Results of these products (by seat) changed."""
        if len(products) > STALE_UP_TO:
            self._kept.clear()
        for columns in self._kept.values():
            columns.stale |= products

    def pool(
        self,
        connection: sqlite3.Connection,
        project: Project,
        seats: SeatTable,
        contexts: Contexts,
        category_id: str,
    ) -> Pool:
        """The pool of a category, up to date; empty for an unknown category."""
        category = seats.number(Category, category_id)
        products = tuple(product.id for product in project.products(category_id))
        if category is None:
            return Pool(category_id, (), {})
        source = _Source(connection, project, seats, contexts, category_id, products)
        columns = self._kept.get(category_id) or load(connection, category, source)
        if columns is None or columns.fingerprints != source.fingerprints:
            columns = source.build()
        else:
            source.mend(columns)
        self._kept[category_id] = columns
        return Pool(category_id, products, columns.columns, columns.shared_table())

    def unsaved(self, *, rebuilt_only: bool) -> list[str]:
        """The categories whose columns in the file lag behind; those rebuilt whole are worth saving at once."""
        return [
            category
            for category, columns in self._kept.items()
            if columns.unsaved and (columns.rebuilt or not rebuilt_only)
        ]

    def save(self, connection: sqlite3.Connection, seats: SeatTable, category_id: str) -> None:
        """Write the columns of a category; the caller holds the transaction."""
        columns, category = self._kept[category_id], seats.number(Category, category_id)
        known = seats.of(Indicator)
        if category is None:  # removed since
            del self._kept[category_id]
            return
        connection.execute("DELETE FROM pool_column WHERE category = ?", (category,))
        connection.execute("DELETE FROM pool_stale WHERE category = ?", (category,))
        rows = [
            (category, _SEATS, str(FORMAT), columns.seats.astype("<i8").tobytes()),
            (category, _KEYS, str(FORMAT), str(columns.keys).encode("utf-8")),
        ]
        rows += [
            (
                category,
                known[indicator],
                columns.fingerprints[indicator],
                to_bytes(column),
            )
            for indicator, column in columns.columns.items()
            if indicator in known  # it may have left since the columns were last asked for
        ]
        connection.executemany(
            "INSERT INTO pool_column (category, indicator, fingerprint, body) VALUES (?, ?, ?, ?)", rows
        )
        connection.executemany(
            "INSERT INTO pool_stale (category, product) VALUES (?, ?)",
            ((category, product) for product in columns.stale),
        )
        columns.unsaved = columns.rebuilt = False


def with_results(
    project: Project, pool: Pool, product_id: str, results: Mapping[str, Sequence[Result]]
) -> Pool:
    """The pool with other results of one product, by indicator id; only those columns are copied, nothing is kept."""
    seat = pool.seat(product_id)
    if seat is None or not results:
        return pool
    methods, kinds = project.all(TestMethod), kinds_of(project.all(Sample))
    keys = Keys(pool.table.keys)
    columns = dict(pool.columns)
    for name, rows in results.items():
        entry = figure(project.all(Indicator)[name], rows, methods, kinds)
        columns[name] = with_entry(copied(columns[name]), seat, entry, keys.number(entry.key))
    table = keys.table()
    return replace(pool, columns=columns, table=pool.table if table == pool.table else table)


# --- cache -----------------------------------------------------------------------------------------------------------


def load(connection: sqlite3.Connection, category: int, source: _Source) -> Columns | None:
    """The columns as saved; None where there are none, they are of another make or not what was saved."""
    import numpy as np

    if any(Seals(connection).broken((table, category) for table in DERIVED)):
        return None
    rows = {
        row[0]: row[1:]
        for row in connection.execute(
            "SELECT indicator, fingerprint, body FROM pool_column WHERE category = ?", (category,)
        )
    }
    if any(rows.get(one, ("",))[0] != str(FORMAT) for one in (_SEATS, _KEYS)):
        return None
    seats = np.frombuffer(rows.pop(_SEATS)[1], dtype="<i8").astype(np.int64)
    keys = Keys(GateKey(*one) for one in json.loads(rows.pop(_KEYS)[1]))
    names = source.seats.ids(Indicator)
    fingerprints: dict[str, str] = {}
    columns: dict[str, Column] = {}
    for number, (fingerprint, body) in rows.items():
        column = from_bytes(body, len(seats))
        if number in names and column is not None:
            fingerprints[names[number]] = fingerprint
            columns[names[number]] = column
    stale = {
        row[0] for row in connection.execute("SELECT product FROM pool_stale WHERE category = ?", (category,))
    }
    return Columns(seats, fingerprints, columns, keys, stale)


# --- building --------------------------------------------------------------------------------------------------------


class _Source:
    """The rows of a category, read as columns."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        project: Project,
        seats: SeatTable,
        contexts: Contexts,
        category_id: str,
        products: Sequence[str],
    ) -> None:
        import numpy as np

        self.seats = seats
        self._connection = connection
        self._category_id = category_id
        self._indicators = project.indicators(category_id)
        self._methods = project.all(TestMethod)
        self._kinds = kinds_of(project.all(Sample))
        self._contexts = contexts.by_number
        self._names = {seats.of(Product)[product]: product for product in products}
        self._order = np.fromiter(self._names, dtype=np.int64, count=len(products))
        groups = json_text([(one, group_of(one, self._methods)) for one in sorted(self._methods)])
        self.fingerprints = {indicator.id: _fingerprint(indicator, groups) for indicator in self._indicators}

    def mend(self, columns: Columns) -> None:
        """Bring columns up to date: products that came, went, moved, or have other results."""
        import numpy as np

        if not np.array_equal(columns.seats, self._order):
            columns.stale |= set(self._names) - set(columns.seats.tolist())
            places = {seat: at for at, seat in enumerate(columns.seats.tolist())}
            take = np.fromiter(
                (places.get(seat, -1) for seat in self._names), dtype=np.int64, count=len(self._names)
            )
            columns.columns = {name: reordered(column, take) for name, column in columns.columns.items()}
            columns.seats = self._order
            columns.unsaved = True
        stale = columns.stale & set(self._names)
        if len(stale) > STALE_UP_TO:
            fresh = self.build()
            columns.seats, columns.columns, columns.keys = fresh.seats, fresh.columns, fresh.keys
            columns.unsaved = columns.rebuilt = True
        elif stale:
            places = {seat: at for at, seat in enumerate(self._names)}
            fresh_columns: dict[str, Column] = {}
            for seat in stale:
                for name, entry in self._entries(seat, self._indicators).items():
                    key = columns.keys.number(entry.key)
                    if name not in fresh_columns:
                        if holds(columns.columns[name], places[seat], entry, key):
                            continue
                        fresh_columns[name] = copied(columns.columns[name])
                    fresh_columns[name] = with_entry(fresh_columns[name], places[seat], entry, key)
            columns.columns = {**columns.columns, **fresh_columns}
            columns.unsaved = True
        columns.stale = set()

    def build(self) -> Columns:
        """All columns anew, in one pass over the rows; only what is not plain is looked at one by one."""
        keys = Keys()
        places = {seat: at for at, seat in enumerate(self._names)}
        scheme = {self.seats.of(Indicator)[one.id]: at for at, one in enumerate(self._indicators)}
        rows = rows_of(self._connection, self._category_id, places, scheme)
        plain = Plain(
            self._indicators, len(self._order), self._contexts, self._methods, self._kinds, keys.number
        )
        odd = plain.fill(rows)
        columns = plain.columns
        for at, pairs in groupby(odd, key=lambda pair: pair[0]):
            wanted = [self._indicators[number] for _, number in pairs]
            for name, entry in self._entries(int(self._order[at]), wanted).items():
                columns[name] = with_entry(columns[name], at, entry, keys.number(entry.key))
        return Columns(self._order, dict(self.fingerprints), columns, keys, set(), unsaved=True, rebuilt=True)

    def _entries(self, seat: int, indicators: Sequence[Indicator]) -> dict[str, Figure]:
        """The entries of one product, from its results."""
        rows = self._connection.execute(
            f"SELECT {results.ALL} FROM result WHERE product = ? ORDER BY indicator, replicate", (seat,)
        )
        names = (
            self.seats.ids(Indicator)
            if len(indicators) > 1
            else {self.seats.of(Indicator)[one.id]: one.id for one in indicators}
        )
        wanted = (row for row in rows if row[1] in names)
        by_indicator: dict[str, list[Result]] = {}
        for result in results.decode(wanted, {seat: self._names[seat]}, names, self._contexts):
            by_indicator.setdefault(result.indicator_id, []).append(result)
        return {
            one.id: figure(one, by_indicator[one.id], self._methods, self._kinds)
            if one.id in by_indicator
            else NOTHING
            for one in indicators
        }


def _fingerprint(indicator: Indicator, groups: str) -> str:
    """What a column depends on beside the results and the kinds of samples (another kind makes a product stale)."""
    target = aim(indicator)
    said = (
        compare_app.__version__,
        FORMAT,
        indicator.unit,
        indicator.quantity,
        # its names are what its quantity is called where it states none
        [] if indicator.quantity else [indicator.name, indicator.name_en, indicator.code, *indicator.aliases],
        indicator.scale.value,
        indicator.direction.value,
        list(indicator.levels),
        None if target is None else str(target),
        groups,
    )
    return hashlib.sha256(json_text(said).encode("utf-8")).hexdigest()
