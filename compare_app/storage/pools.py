"""The pool of a category as columns, kept in the file beside the rows: derived, versioned, rebuilt when in doubt.

Rows for truth, columns for reading: opening the columns is a hundred times cheaper than asking the rows. A column
names what it was made from; products whose results changed since are noted in `pool_stale` by the same transaction.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final

import compare_app
from compare_app.domain.model import Category, Indicator, Product, Result, TestMethod
from compare_app.domain.pool import Column, Pool
from compare_app.domain.project import Project
from compare_app.domain.quantity import group_of
from compare_app.domain.terms import Statistic
from compare_app.domain.units import conversion_on
from compare_app.storage import results
from compare_app.storage.codec import ABSENCES, NUMBER, UNREAD, json_text
from compare_app.storage.column import ENTRY, copied, from_bytes, holds, reordered, set_entry, to_bytes
from compare_app.storage.figure import BASIS_CODE, NOTHING, Figure, figure, is_class
from compare_app.storage.results import Context, Contexts
from compare_app.storage.seats import SeatTable
from compare_app.text.fold import key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT: Final = 2
STALE_UP_TO: Final = 256  # products brought up to date one by one; for more the columns are computed anew
CHUNK: Final = 100_000  # rows turned into arrays at a time
_SEATS: Final = 0  # the "indicator" under which the order of the products is kept


@dataclass(slots=True)
class Columns:
    """The columns of one category in memory. `stale` are seats of products to be computed anew."""

    seats: NDArray[np.int64]
    fingerprints: dict[str, str]  # by indicator id
    columns: dict[str, Column]
    stale: set[int] = field(default_factory=set)
    unsaved: bool = False
    rebuilt: bool = False


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
        return Pool(category_id, products, columns.columns)

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
        connection.execute("DELETE FROM pool_column WHERE category = ?", (category,))
        connection.execute("DELETE FROM pool_stale WHERE category = ?", (category,))
        rows = [(category, _SEATS, str(FORMAT), columns.seats.astype("<i8").tobytes())]
        rows += [
            (
                category,
                seats.of(Indicator)[indicator],
                columns.fingerprints[indicator],
                to_bytes(column),
            )
            for indicator, column in columns.columns.items()
        ]
        connection.executemany(
            "INSERT INTO pool_column (category, indicator, fingerprint, body) VALUES (?, ?, ?, ?)", rows
        )
        connection.executemany(
            "INSERT INTO pool_stale (category, product) VALUES (?, ?)",
            ((category, product) for product in columns.stale),
        )
        columns.unsaved = columns.rebuilt = False


# --- cache -----------------------------------------------------------------------------------------------------------


def load(connection: sqlite3.Connection, category: int, source: _Source) -> Columns | None:
    """The columns as saved; None where there are none or they are of another make."""
    import numpy as np

    rows = {
        row[0]: row[1:]
        for row in connection.execute(
            "SELECT indicator, fingerprint, body FROM pool_column WHERE category = ?", (category,)
        )
    }
    if rows.get(_SEATS, ("",))[0] != str(FORMAT):
        return None
    seats = np.frombuffer(rows.pop(_SEATS)[1], dtype="<i8").astype(np.int64)
    names = source.seats.ids(Indicator)
    fingerprints: dict[str, str] = {}
    columns: dict[str, Column] = {}
    for number, (fingerprint, body) in rows.items():
        if number in names and len(body) == ENTRY * len(seats):
            fingerprints[names[number]] = fingerprint
            columns[names[number]] = from_bytes(body, len(seats))
    stale = {
        row[0] for row in connection.execute("SELECT product FROM pool_stale WHERE category = ?", (category,))
    }
    return Columns(seats, fingerprints, columns, stale)


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
            columns.seats, columns.columns = fresh.seats, fresh.columns
            columns.unsaved = columns.rebuilt = True
        elif stale:
            places = {seat: at for at, seat in enumerate(self._names)}
            fresh_columns: dict[str, Column] = {}
            for seat in stale:
                for name, entry in self._entries(seat, self._indicators).items():
                    if name not in fresh_columns:
                        if holds(columns.columns[name], places[seat], entry):
                            continue
                        fresh_columns[name] = copied(columns.columns[name])
                    set_entry(fresh_columns[name], places[seat], entry)
            columns.columns = {**columns.columns, **fresh_columns}
            columns.unsaved = True
        columns.stale = set()

    def build(self) -> Columns:
        """All columns anew, in one pass over the rows; only what is not plain is looked at one by one."""
        import numpy as np

        size, width = len(self._order), len(self._indicators)
        low = np.full((width, size), np.nan)
        deviation = np.full((width, size), np.nan)
        count = np.zeros((width, size), dtype=np.int32)
        basis = np.zeros((width, size), dtype=np.int8)
        columns = {
            indicator.id: Column(low[at], low[at].copy(), deviation[at], count[at], basis[at])
            for at, indicator in enumerate(self._indicators)
        }
        product, indicator, value, context = self._read()
        if len(product):
            odd = self._plain(product, indicator, value, context, low, deviation, count, basis)
            for at, one in enumerate(self._indicators):
                columns[one.id].high[:] = low[at]
            for at, pairs in groupby(odd, key=lambda pair: pair[0]):
                wanted = [self._indicators[number] for _, number in pairs]
                for name, entry in self._entries(int(self._order[at]), wanted).items():
                    set_entry(columns[name], at, entry)
        return Columns(self._order, dict(self.fingerprints), columns, set(), unsaved=True, rebuilt=True)

    def _read(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
        """Place of the product, place of the indicator, value (NaN: not a plain number) and context of each row."""
        import numpy as np

        places = {seat: at for at, seat in enumerate(self._names)}
        scheme = {self.seats.of(Indicator)[one.id]: at for at, one in enumerate(self._indicators)}
        silent = {UNREAD, *ABSENCES}
        cursor = self._connection.execute(
            "SELECT product, indicator, kind, coalesce(first_text, raw), context, specimen FROM result"
            " WHERE product IN (SELECT seq FROM product WHERE category_id = ?)"
            " ORDER BY product, indicator, replicate",
            (self._category_id,),
        )
        parts: list[tuple[NDArray[np.int64], ...]] = []
        values: list[NDArray[np.float64]] = []
        nan = float("nan")
        while rows := cursor.fetchmany(CHUNK):
            telling = [row for row in rows if row[2] not in silent and row[1] in scheme]
            if telling:
                products, indicators, kinds, texts, contexts, specimens = zip(*telling)
                parts.append(
                    (
                        np.fromiter(map(places.__getitem__, products), np.int64, len(products)),
                        np.fromiter(map(scheme.__getitem__, indicators), np.int64, len(products)),
                        np.array(contexts, dtype=np.int64),
                    )
                )
                values.append(
                    np.fromiter(
                        (
                            float(text) if kind == NUMBER and specimen is None else nan
                            for kind, text, specimen in zip(kinds, texts, specimens)
                        ),
                        np.float64,
                        len(products),
                    )
                )
        if not parts:
            nothing = np.zeros(0, dtype=np.int64)
            return nothing, nothing, np.zeros(0), nothing
        product, indicator, context = (np.concatenate(columns) for columns in zip(*parts))
        return product, indicator, np.concatenate(values), context

    def _plain(
        self,
        product: NDArray[np.int64],
        indicator: NDArray[np.int64],
        value: NDArray[np.float64],
        context: NDArray[np.int64],
        low: NDArray[np.float64],
        deviation: NDArray[np.float64],
        count: NDArray[np.int32],
        basis: NDArray[np.int8],
    ) -> list[tuple[int, int]]:
        """Fill in the products whose values are plain single numbers of one kind; give the others back."""
        import numpy as np

        wide = int(context.max()) + 1
        both = indicator * wide + context
        known, inverse = np.unique(both, return_inverse=True)
        rules = [
            self._rule(self._indicators[int(one) // wide], self._contexts[int(one) % wide]) for one in known
        ]
        factor = np.array([rule[0] for rule in rules])[inverse]
        offset = np.array([rule[1] for rule in rules])[inverse]
        code = np.array([rule[2] for rule in rules], dtype=np.int8)[inverse]
        value = value * factor + offset  # NaN where the pair of indicator and context is not plain
        starts = np.flatnonzero(np.r_[True, (np.diff(product) != 0) | (np.diff(indicator) != 0)])
        n = np.diff(np.r_[starts, len(product)])
        mean = np.add.reduceat(value, starts) / n
        one_context = np.minimum.reduceat(context, starts) == np.maximum.reduceat(context, starts)
        with np.errstate(invalid="ignore", divide="ignore"):
            square = np.add.reduceat((value - np.repeat(mean, n)) ** 2, starts)
            spread = np.sqrt(square / (n - 1))
        plain = one_context & np.isfinite(mean)
        rows, places = indicator[starts][plain], product[starts][plain]
        low[rows, places] = mean[plain]
        deviation[rows, places] = np.where(n[plain] > 1, spread[plain], np.nan)
        count[rows, places] = n[plain]
        basis[rows, places] = code[starts][plain]
        odd = starts[~plain]
        return list(zip(product[odd].tolist(), indicator[odd].tolist()))

    def _rule(self, indicator: Indicator, context: Context) -> tuple[float, float, int]:
        """Factor, offset and basis code of a plain pair; NaN where it has to be looked at one by one."""
        change = conversion_on(indicator.scale, context.unit or indicator.unit, indicator.unit)
        plain = (
            change is not None
            and not is_class(indicator)
            and context.statistic in (Statistic.SINGLE, Statistic.UNSTATED)
            and key(context.quantity or indicator.quantity) == key(indicator.quantity)
        )
        if change is None or not plain:
            return float("nan"), 0.0, 0
        return float(change.factor), float(change.offset), BASIS_CODE[context.basis]

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
            one.id: figure(one, by_indicator[one.id], self._methods) if one.id in by_indicator else NOTHING
            for one in indicators
        }


def _fingerprint(indicator: Indicator, groups: str) -> str:
    """What a column depends on beside the results."""
    said = (
        compare_app.__version__,
        FORMAT,
        indicator.unit,
        indicator.quantity,
        indicator.scale.value,
        indicator.direction.value,
        list(indicator.levels),
        groups,
    )
    return hashlib.sha256(json_text(said).encode("utf-8")).hexdigest()
