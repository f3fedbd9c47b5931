"""The gap of one product to every other of its pool for one indicator, as arrays: `engine.gap` for all pairs at once.

float64 does the bulk, without a loop over products. A pair within the noise of float64 of a threshold is only noted
here; `pairs_exact` decides it again (rulings 15).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from compare_app.domain.against_pool import COMPARABILITIES, CONCLUSIONS, STANDINGS
from compare_app.domain.gate_keys import NUMBER
from compare_app.domain.grid import UNKNOWN
from compare_app.domain.pool import CODE, Mark
from compare_app.domain.student import TABLE_ERROR, Spread, Welches, critical, exactly, welches
from compare_app.domain.terms import Comparability, Conclusion, Difference, Direction, Scale, Standing
from compare_app.engine.gate import unranked
from compare_app.engine.pairs_exact import BY_STANDING, Case, Near, Row, decide
from compare_app.engine.rivals import distances, room

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BLOCK: Final = 16_384
"""Products at a time: their arrays stay in the processor's cache, so time grows with the pool and no faster."""

_NOISE: Final = 1e-13  # of figures whose decimals are known: the last places of a difference
_ROUGH: Final = 1e-12  # of the others, and of what comes out of a standard deviation
_TESTED: Final = 2

_COMPARABLE, _CONVERTED, _MIXED, _NOT = (
    COMPARABILITIES.index(one)
    for one in (
        Comparability.COMPARABLE,
        Comparability.CONVERTED,
        Comparability.MIXED_BASIS,
        Comparability.NOT_COMPARABLE,
    )
)
_AHEAD, _LEVEL, _BEHIND, _OPEN = (
    STANDINGS.index(one) for one in (Standing.AHEAD, Standing.LEVEL, Standing.BEHIND, Standing.UNDECIDED)
)
_FIRST: Final = BY_STANDING[_AHEAD]
"""Numeric conclusions stand in the order of the standings, so one is had from the other by adding."""

_WELCH: Final = tuple(
    (CONCLUSIONS.index(conclusion), STANDINGS.index(standing))
    for conclusion, standing in (
        (Conclusion.UNDECIDED, Standing.UNDECIDED),
        (Conclusion.UNDECIDED, Standing.UNDECIDED),
        (Conclusion.WORSE, Standing.BEHIND),
        (Conclusion.BETTER, Standing.AHEAD),
        (Conclusion.CLEARLY_WORSE, Standing.BEHIND),
        (Conclusion.CLEARLY_BETTER, Standing.AHEAD),
        (Conclusion.EQUIVALENT, Standing.LEVEL),
    )
)
"""By 2 · (beyond 0) + 2 · (beyond Δ) + (positive), and 6 where the 90 % interval lies within ±Δ (rulings 3)."""


class Pairs:
    """One indicator of our product against all products of the pool."""

    def __init__(self, case: Case, codes: NDArray[np.uint8]) -> None:
        """`codes` says who passes the gate beside ours, see `rivals.left_out`."""
        self._case = case
        self._codes = codes
        self._indicator = indicator = case.indicator
        self._column = column = case.column
        self._seat = seat = case.seat
        self._classes = case.pool.table.keys[column.key[seat]].form != NUMBER
        self._mine = float(column.low[seat])
        self._marks = int(column.marks[seat])
        self._ends = bool(self._marks & Mark.ENDS)
        self._delta = 0.0 if self._classes else float(case.margin.value)
        self._aim = None if self._classes else case.aim
        self._ordered = not self._classes and indicator.direction in (Direction.LARGER, Direction.SMALLER)
        self._sign = -1.0 if indicator.direction is Direction.SMALLER and not self._classes else 1.0
        self._away = None if self._aim is None else distances(column, self._aim)
        self._seen = column.marked()
        self._certain = column.certain()
        self._tested = column.basis[seat] == _TESTED
        self._spread = self._own_spread()
        self._near = Near()

    def _own_spread(self) -> Spread | None:
        """Ours for Welch's test; None where there is no test."""
        column, seat = self._column, self._seat
        deviation = float(column.deviation[seat])
        if not (self._ordered and self._tested) or deviation != deviation or self._marks & Mark.PARTIAL:
            return None
        return Spread(self._mine, deviation, int(column.count[seat]))

    def fill(self, row: Row) -> None:
        """Every array of the row."""
        import numpy as np

        if unranked(self._indicator) or np.isnan(self._mine):
            nobody = Difference.UNRANKED if unranked(self._indicator) else Difference.ABSENT
            row.comparability[:], row.reason[:] = _NOT, CODE[nobody]
            row.absolute[:] = row.relative[:] = np.nan
            row.standing[:], row.conclusion[:] = _OPEN, 0
            return
        if self._spread is not None:
            row.welch = Welches(*(np.empty(len(row.absolute)) for _ in range(3)))
        # NaN and infinite ends go through as what they are
        with np.errstate(all="ignore"):
            for start in range(0, len(row.absolute), BLOCK):
                part = slice(start, min(start + BLOCK, len(row.absolute)))
                self._block(row.part(part), part)
        decide(self._case, row, self._near)

    def _block(self, row: Row, part: slice) -> None:
        """The arrays of some products; `row` is their part of the whole row."""
        import numpy as np

        marks = self._column.marks[part]
        row.reason[:] = self._codes[part]
        mixed = row.reason == CODE[Difference.BASIS]
        refused = row.reason != 0
        refused ^= mixed
        row.comparability[:] = _CONVERTED if self._marks & Mark.CONVERTED else _COMPARABLE
        if self._seen & Mark.CONVERTED:
            row.comparability[marks & Mark.CONVERTED != 0] = _CONVERTED
        self._distances(row, part)
        np.subtract(
            (row.absolute < -self._delta).view(np.int8),
            (row.absolute > self._delta).view(np.int8),
            out=row.standing.view(np.int8),
        )
        row.standing += 1  # ahead 0, level 1, behind 2: the order of the vocabulary
        np.add(row.standing, _FIRST, out=row.conclusion)
        decided = refused
        if self._spread is not None:
            decided = decided | self._by_statistics(row, part, ~(refused | mixed))
        spoken = self._by_uncertainty(row, part, ~(decided | mixed))
        if self._seen & Mark.ENDS:
            sets = (marks & Mark.ENDS != 0) | self._ends
            sets &= ~refused
            overlap = self._by_sets(row, part, sets)
            row.absolute[sets] = row.relative[sets] = np.nan
            row.reason[overlap] = CODE[Difference.CENSORED]
            refused, decided = refused | overlap, decided | sets
            mixed &= ~overlap
        self._note_close(row.absolute, decided, spoken, part)
        if mixed.any():  # the gap is shown, and nothing is said (rulings 6)
            row.comparability[mixed] = _MIXED
            row.standing[mixed], row.conclusion[mixed] = _OPEN, 0
        if refused.any():
            row.comparability[refused] = _NOT
            row.standing[refused], row.conclusion[refused] = _OPEN, 0
            row.absolute[refused] = row.relative[refused] = np.nan

    def _distances(self, row: Row, part: slice) -> None:
        """Better = positive, and the same in per cent of theirs where the scale allows it (R28, rulings 5)."""
        import numpy as np

        low = self._column.low[part]
        if self._away is not None:
            np.subtract(self._away[part], self._away[self._seat], out=row.absolute)
        elif self._sign > 0:
            np.subtract(self._mine, low, out=row.absolute)
        else:
            np.subtract(low, self._mine, out=row.absolute)
        if not self._ordered or self._indicator.scale is not Scale.RATIO:
            row.relative[:] = np.nan
            return
        np.divide(row.absolute, np.abs(low), out=row.relative)
        row.relative *= 100
        row.relative[low == 0] = np.nan

    def _note_close(
        self,
        distance: NDArray[np.float64],
        decided: NDArray[np.bool_],
        spoken: NDArray[np.bool_] | None,
        part: slice,
    ) -> None:
        """Differences so near to ±Δ that float64 does not tell on which side they lie; of some U has a say as well."""
        import numpy as np

        if self._classes or (self._certain and self._delta == 0):
            return  # whole steps; or equal floats are equal values, and the sign of a difference is right
        noise = (_NOISE if self._certain else _ROUGH) * (
            abs(self._mine) + self._delta + room(self._indicator)
        )
        close = np.abs(np.abs(distance) - self._delta) <= noise
        close &= ~decided
        found = np.flatnonzero(close)
        if len(found) and spoken is not None:
            self._near.texts.append(found[spoken[found]] + part.start)
            found = found[~spoken[found]]
        if len(found):
            self._near.numbers.append(found + part.start)

    def _by_statistics(
        self,
        row: Row,
        part: slice,
        free: NDArray[np.bool_],
    ) -> NDArray[np.bool_]:
        """Welch's interval against ±Δ in the order of rulings 3; gives the pairs that were tested."""
        import numpy as np

        assert self._spread is not None
        assert row.welch is not None
        column = self._column
        deviation = column.deviation[part]
        tested = free & ~np.isnan(deviation)
        if self._seen & Mark.PARTIAL:
            tested &= column.marks[part] & Mark.PARTIAL == 0
        if self._spread.deviation == 0:
            tested &= deviation != 0  # neither side spreads: there is nothing to test
        found = welches(self._spread, column.low[part], deviation, column.count[part])
        size = np.abs(row.absolute)
        edges = _edges(size, found.se, self._delta, *critical(found.df))
        nearest = np.minimum(np.minimum(np.abs(edges[0]), np.abs(edges[1])), np.abs(edges[2]))
        coarse = TABLE_ERROR * (size + self._delta + abs(self._mine)) + TABLE_ERROR * 13 * found.se
        again = np.flatnonzero((nearest <= coarse) & tested)
        if len(again):
            fine = _edges(size[again], found.se[again], self._delta, *exactly(found.df[again]))
            for edge, better in zip(edges, fine):
                edge[again] = better
            nearest = np.minimum(np.minimum(np.abs(fine[0]), np.abs(fine[1])), np.abs(fine[2]))
            noise = _ROUGH * (size[again] + self._delta + abs(self._mine) + 13 * found.se[again])
            self._near.texts.append(again[nearest <= noise] + part.start)
        within, beyond, far = (edge > 0 for edge in edges)
        which = beyond.view(np.uint8) + far.view(np.uint8)
        which *= 2
        which += (row.absolute > 0).view(np.uint8)
        which[within] = 6
        table = np.array(_WELCH, dtype=np.uint8)
        np.copyto(row.conclusion, table[:, 0].take(which), where=tested)
        np.copyto(row.standing, table[:, 1].take(which), where=tested)
        row.significant_small[:] = within & beyond & tested
        for kept, fresh in zip((row.welch.se, row.welch.t, row.welch.df), (found.se, found.t, found.df)):
            kept[:] = fresh if tested.all() else np.where(tested, fresh, np.nan)
        return tested

    def _by_uncertainty(self, row: Row, part: slice, free: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
        """One value a side, each with its U: what E does not bear out (R31). Gives the pairs that E speaks of."""
        import numpy as np

        column = self._column
        own = float("nan") if column.uncertainty is None else float(column.uncertainty[self._seat])
        one_number = not (self._classes or self._ends) and column.count[self._seat] == 1
        if column.uncertainty is None or not (self._tested and one_number and own > 0):
            return None
        theirs = column.uncertainty[part]
        asked: NDArray[np.bool_] = (
            free & (theirs > 0) & (column.count[part] == 1) & (column.marks[part] & Mark.ENDS == 0)
        )
        apart = (column.low[part] - self._mine) ** 2
        allowed = theirs**2 + own**2
        within = asked & (apart <= allowed)
        row.standing[within & (row.standing == _BEHIND)] = _OPEN
        row.standing[within & (row.standing != _OPEN)] = _LEVEL
        np.copyto(row.conclusion, np.array(BY_STANDING, dtype=np.uint8).take(row.standing), where=within)
        close = asked & (np.abs(apart - allowed) <= _ROUGH * allowed)
        self._near.texts.append(np.flatnonzero(close) + part.start)
        return asked

    def _by_sets(self, row: Row, part: slice, sets: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Bounds and spans: ordered only where what is possible does not meet (domain.md §6.6). Gives those that do."""
        import numpy as np

        if not self._ordered:
            return sets.copy()
        column = self._column
        low, high, marks = column.low[part], column.high[part], column.marks[part]
        my_low, my_high = float(column.low[self._seat]), float(column.high[self._seat])
        above, below = my_low - high, low - my_high  # infinite ends never lie apart
        open_above = (marks & Mark.HIGH_OPEN != 0) | bool(self._marks & Mark.LOW_OPEN)
        open_below = (marks & Mark.LOW_OPEN != 0) | bool(self._marks & Mark.HIGH_OPEN)
        higher = (above > 0) | ((above == 0) & open_above)
        lower = (below > 0) | ((below == 0) & open_below)
        apart = np.where(higher, above, below)
        better = higher if self._sign > 0 else lower
        found = np.where(
            apart > self._delta, np.where(better, _AHEAD, _BEHIND), np.where(better, _LEVEL, _OPEN)
        )
        np.copyto(row.standing, found.astype(np.uint8), where=sets)
        np.copyto(row.conclusion, np.array(BY_STANDING, dtype=np.uint8).take(row.standing), where=sets)
        certain = (column.places[part] != UNKNOWN) & (column.places[self._seat] != UNKNOWN)
        noise = _ROUGH * (
            abs(self._mine if np.isfinite(self._mine) else my_high) + self._delta + room(self._indicator)
        )
        close = np.abs(apart - self._delta) <= noise if self._delta else np.zeros(sets.shape, dtype=bool)
        close |= ((np.abs(above) <= noise) | (np.abs(below) <= noise)) & ~certain
        self._near.bounds.append(np.flatnonzero(close & sets) + part.start)
        if self._seen & Mark.LOOSE:
            loose = (marks & Mark.LOOSE != 0) | bool(self._marks & Mark.LOOSE)
            self._near.texts.append(np.flatnonzero(loose & sets) + part.start)
        overlap: NDArray[np.bool_] = sets & ~(higher | lower)
        return overlap


def _edges(
    size: NDArray[np.float64],
    se: NDArray[np.float64],
    delta: float,
    wide: NDArray[np.float64],
    narrow: NDArray[np.float64],
) -> list[NDArray[np.float64]]:
    """How far the 90 % interval lies within ±Δ, the 95 % interval beyond 0, and beyond Δ; positive: it does."""
    beyond = size - wide * se
    return [delta - size - narrow * se, beyond, beyond - delta]
