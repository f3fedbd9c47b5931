"""Columns made in one pass over the rows: what is plain is computed as arrays, what is not is named and left.

Plain is a product whose values for an indicator are single numbers that share everything else: unit, basis, method,
condition, sample. That is nearly all of a large pool. The rules are those of `figure`, a test holds both together.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from compare_app.domain.gate_keys import NUMBER as FORM
from compare_app.domain.gate_keys import GateKey, sample_key
from compare_app.domain.grid import FINEST, LARGEST, MOST, UNKNOWN
from compare_app.domain.model import Indicator, TestMethod
from compare_app.domain.pool import Column, Mark
from compare_app.domain.quantity import group_of, quantity_key
from compare_app.domain.scheme import is_class
from compare_app.domain.terms import SampleKind, Statistic
from compare_app.domain.units import conversion_on
from compare_app.storage.codec import ABSENCES, NUMBER, UNREAD
from compare_app.storage.figure import BASIS_CODE, Kinds, aim
from compare_app.storage.results import Context
from compare_app.text.fold import key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHUNK: Final = 100_000  # rows turned into arrays at a time
_ROUGH: Final = FINEST + 1  # decimals of a number that lies on no grid


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a category that say something, in the order of products and indicators (by place)."""

    product: NDArray[np.int64]
    indicator: NDArray[np.int64]
    context: NDArray[np.int64]
    value: NDArray[np.float64]  # NaN: no plain number
    places: NDArray[np.int64]  # decimals as typed
    uncertainty: NDArray[np.float64]
    silent: NDArray[np.int64]  # product · indicators + indicator of every row without a value
    unread: NDArray[np.int64]  # … and of those that were not understood


def rows_of(
    connection: sqlite3.Connection, category_id: str, places: Mapping[int, int], scheme: Mapping[int, int]
) -> Rows:
    """Read them. `places` and `scheme` give the place of a product and of an indicator by its seat."""
    import numpy as np

    cursor = connection.execute(
        "SELECT product, indicator, kind, coalesce(first_text, raw), context, specimen, uncertainty FROM result"
        " WHERE product IN (SELECT seq FROM product WHERE category_id = ?)"
        " ORDER BY product, indicator, replicate",
        (category_id,),
    )
    quiet = {UNREAD, *ABSENCES}
    parts: list[tuple[NDArray[Any], ...]] = []
    silent: list[int] = []
    unread: list[int] = []
    width = len(scheme)
    while rows := cursor.fetchmany(CHUNK):
        telling = [row for row in rows if row[2] not in quiet and row[1] in scheme]
        if len(telling) < len(rows):
            for row in rows:
                if row[2] in quiet and row[1] in scheme:
                    silent.append(places[row[0]] * width + scheme[row[1]])
                    if row[2] == UNREAD:
                        unread.append(silent[-1])
        if not telling:
            continue
        products, indicators, kinds, texts, contexts, specimens, wide = zip(*telling)
        n = len(products)
        numbers = [
            text if kind == NUMBER and specimen is None else "nan"
            for kind, text, specimen in zip(kinds, texts, specimens)
        ]
        parts.append(
            (
                np.fromiter(map(places.__getitem__, products), np.int64, n),
                np.fromiter(map(scheme.__getitem__, indicators), np.int64, n),
                np.array(contexts, dtype=np.int64),
                np.fromiter(map(float, numbers), np.float64, n),
                _decimals(numbers),
                np.array(wide, dtype=np.float64),  # None becomes NaN
            )
        )
    nothing = np.zeros(0, dtype=np.int64)
    columns: list[NDArray[Any]] = [nothing, nothing, nothing, np.zeros(0), nothing, np.zeros(0)]
    if parts:
        columns = [np.concatenate(column) for column in zip(*parts)]
    product, indicator, context, value, decimals, uncertainty = columns
    return Rows(
        product,
        indicator,
        context,
        value,
        decimals,
        uncertainty,
        np.array(silent, dtype=np.int64),
        np.array(unread, dtype=np.int64),
    )


def _decimals(numbers: Sequence[str]) -> NDArray[np.int64]:
    """Digits behind the point of each, found in all texts at once; a power of ten lies on no grid here."""
    import numpy as np

    signs = np.frombuffer("\n".join((*numbers, "")).encode("ascii"), dtype=np.uint8)
    ends = np.flatnonzero(signs == ord("\n"))
    points = np.flatnonzero(signs == ord("."))
    found = np.zeros(len(numbers), dtype=np.int64)
    which = np.searchsorted(ends, points)
    found[which] = ends[which] - points - 1
    found[np.searchsorted(ends, np.flatnonzero(signs == ord("E")))] = _ROUGH
    return found


class _Rule(NamedTuple):
    """What the values of one indicator in one context become; the factor is NaN where each must be looked at."""

    factor: float
    offset: float
    places: int  # decimals that the conversion adds
    floor: int  # decimals of the offset
    basis: int
    key: int
    marks: int
    spread: float  # factor of U, brought to k = 2


class Plain:
    """Fills the columns of plain products and names the others."""

    def __init__(
        self,
        indicators: Sequence[Indicator],
        size: int,
        contexts: Mapping[int, Context],
        methods: Mapping[str, TestMethod],
        kinds: Kinds,
        number: Callable[[GateKey], int],
    ) -> None:
        import numpy as np

        self._indicators = indicators
        self._contexts = contexts
        self._methods = methods
        self._kinds = kinds
        self._number = number
        shape = (len(indicators), size)
        self._low = np.full(shape, np.nan)
        self._deviation = np.full(shape, np.nan)
        self._far = np.full(shape if any(aim(one) is not None for one in indicators) else (0, 0), np.nan)
        self._uncertainty: NDArray[np.float64] | None = None
        self._count = np.zeros(shape, dtype=np.int32)
        self._key = np.zeros(shape, dtype=np.int32)
        self._basis = np.zeros(shape, dtype=np.int8)
        self._marks = np.zeros(shape, dtype=np.uint8)
        self._places = np.full(shape, UNKNOWN, dtype=np.int8)

    @property
    def columns(self) -> dict[str, Column]:
        """The columns by indicator id."""
        import numpy as np

        wide = self._uncertainty
        return {
            one.id: Column(
                low=self._low[at],
                high=self._low[at].copy(),
                deviation=self._deviation[at],
                count=self._count[at],
                basis=self._basis[at],
                key=self._key[at],
                marks=self._marks[at],
                places=self._places[at],
                uncertainty=None if wide is None or np.isnan(wide[at]).all() else wide[at],
                far=None if aim(one) is None else self._far[at],
            )
            for at, one in enumerate(self._indicators)
        }

    def fill(self, rows: Rows) -> list[tuple[int, int]]:
        """Fill in what is plain; the rest comes back as (place of product, place of indicator), by product."""
        import numpy as np

        width = len(self._indicators)
        self._marks[rows.silent % max(width, 1), rows.silent // max(width, 1)] = Mark.REPORTED
        if not len(rows.product):
            return []
        rules, which = self._rules(rows)
        product, indicator = rows.product, rows.indicator
        starts = np.flatnonzero(np.r_[True, (np.diff(product) != 0) | (np.diff(indicator) != 0)])
        n = np.diff(np.r_[starts, len(product)])
        rule = which[starts]
        value = rows.value * rules["factor"][which] + rules["offset"][which]
        places = np.maximum.reduceat(
            np.maximum(rows.places + rules["places"][which], rules["floor"][which]), starts
        )
        value, mean, places = _means(value, starts, n, places)
        lowest, highest = np.minimum.reduceat(value, starts), np.maximum.reduceat(value, starts)
        with np.errstate(invalid="ignore", divide="ignore"):
            square = np.add.reduceat((value - np.repeat(mean, n)) ** 2, starts)
            spread = np.where(lowest == highest, 0.0, np.sqrt(square / (n - 1)))
        one_context = np.minimum.reduceat(rows.context, starts) == np.maximum.reduceat(rows.context, starts)
        pairs = product[starts] * width + indicator[starts]
        plain = one_context & np.isfinite(mean) & ~np.isin(pairs, rows.unread)
        row, seat, rule = indicator[starts][plain], product[starts][plain], rule[plain]
        self._low[row, seat] = mean[plain]
        self._deviation[row, seat] = np.where(n[plain] > 1, spread[plain], np.nan)
        self._count[row, seat] = n[plain]
        self._places[row, seat] = places[plain]
        self._basis[row, seat] = rules["basis"][rule]
        self._key[row, seat] = rules["key"][rule]
        self._marks[row, seat] = rules["marks"][rule]
        self._aside(rows.uncertainty[starts], rules["spread"], rule, plain & (n == 1), plain, row, seat)
        self._farthest(lowest[plain], highest[plain], row, seat)
        odd = starts[~plain]
        return list(zip(product[odd].tolist(), indicator[odd].tolist()))

    def _aside(
        self,
        stated: NDArray[np.float64],
        spread: NDArray[np.float64],
        rule: NDArray[np.int64],
        single: NDArray[np.bool_],
        plain: NDArray[np.bool_],
        row: NDArray[np.int64],
        seat: NDArray[np.int64],
    ) -> None:
        """U of the products with one value."""
        import numpy as np

        wide = np.where(single & (stated >= 0), stated, np.nan)[plain] * spread[rule]
        if not np.isnan(wide).all():
            self._uncertainty = np.full(self._low.shape, np.nan)
            self._uncertainty[row, seat] = wide

    def _farthest(
        self,
        lowest: NDArray[np.float64],
        highest: NDArray[np.float64],
        row: NDArray[np.int64],
        seat: NDArray[np.int64],
    ) -> None:
        """The single value farthest from the target, for the indicators that have one."""
        import numpy as np

        for at, one in enumerate(self._indicators):
            target = aim(one)
            if target is not None:
                mine = row == at
                low, high = lowest[mine], highest[mine]
                nearer = np.abs(low - float(target)) < np.abs(high - float(target))
                self._far[at, seat[mine]] = np.where(nearer, high, low)

    def _rules(self, rows: Rows) -> tuple[dict[str, NDArray[Any]], NDArray[np.int64]]:
        """The rules of all pairs of indicator and context that occur, and which of them each row follows."""
        import numpy as np

        wide = int(rows.context.max()) + 1
        known, which = np.unique(rows.indicator * wide + rows.context, return_inverse=True)
        rules = [
            self._rule(self._indicators[int(one) // wide], self._contexts[int(one) % wide]) for one in known
        ]
        return {name: np.array([getattr(one, name) for one in rules]) for name in _Rule._fields}, which

    def _rule(self, indicator: Indicator, context: Context) -> _Rule:
        change = conversion_on(indicator.scale, context.unit or indicator.unit, indicator.unit)
        single = context.statistic in (Statistic.SINGLE, Statistic.UNSTATED)
        if change is None or is_class(indicator) or not single:
            return _Rule(float("nan"), 0.0, 0, 0, 0, 0, 0, 0.0)
        quantity = quantity_key(context.quantity, indicator)
        gate = GateKey(
            quantity="" if quantity == quantity_key("", indicator) else quantity,
            form=FORM,
            method=group_of(context.method_id, self._methods),
            condition=key(context.condition),
            sample=sample_key([self._kinds.get(context.sample_id, SampleKind.UNSTATED)]),
        )
        coverage = 2.0 if context.coverage is None else float(context.coverage)
        return _Rule(
            factor=float(change.factor),
            offset=float(change.offset),
            places=_places(change.factor),
            floor=_places(change.offset),
            basis=BASIS_CODE[context.basis],
            key=self._number(gate),
            marks=0 if change.identity else int(Mark.CONVERTED),
            spread=float(change.factor) * 2 / coverage if coverage > 0 else float("nan"),
        )


def _places(number: Decimal) -> int:
    """Decimals of a factor; a repeating one lies on no grid."""
    exponent = number.normalize().as_tuple().exponent
    return min(max(0, -exponent), _ROUGH) if isinstance(exponent, int) else _ROUGH


def _means(
    value: NDArray[np.float64], starts: NDArray[np.int64], n: NDArray[np.int64], places: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """The values, their means, and the decimals behind these: summed as whole numbers where they are few (`grid`)."""
    import numpy as np

    scale = 10.0 ** np.minimum(places, FINEST)
    each = np.repeat(scale, n)
    with np.errstate(invalid="ignore", over="ignore"):
        whole = np.rint(value * each)
        total = np.add.reduceat(whole, starts)
        largest = np.maximum.reduceat(np.abs(whole), starts)
        known = (places <= FINEST) & (n <= MOST) & (largest <= LARGEST) & (np.abs(total) <= LARGEST)
        value = np.where(np.repeat(known, n), whole / each, value)
        mean = np.where(known, total / (n * scale), np.add.reduceat(value, starts) / n)
    return value, mean, np.where(known, places, UNKNOWN)
