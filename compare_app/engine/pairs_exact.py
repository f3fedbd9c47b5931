"""Pairs that float64 cannot decide, decided: by the decimals behind the floats, or from what was typed (rulings 15).

Pairs with the same figures whose decimals are known are decided once, so thousands of equal values cost one decision.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Final

from compare_app.domain.against_pool import COMPARABILITIES, CONCLUSIONS, DIFFERENCES, STANDINGS
from compare_app.domain.comparison import Gap, Summary
from compare_app.domain.grid import UNKNOWN, exact
from compare_app.domain.limit import Interval
from compare_app.domain.model import Indicator, Product
from compare_app.domain.pool import Column, Mark, Pool
from compare_app.domain.student import Welches
from compare_app.domain.terms import Basis, Comparability, Conclusion, Direction, Standing, Statistic, Trust
from compare_app.domain.value import Number, Span
from compare_app.engine.gap import Margin, difference, farthest, gap

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Texts = Callable[[str, Indicator], tuple[Summary, Sequence[Decimal]]]
"""The summary of a product for an indicator and its single values per unit, from what was typed."""

BY_STANDING: Final = tuple(
    CONCLUSIONS.index(
        {
            Standing.AHEAD: Conclusion.NUMERIC_BETTER,
            Standing.LEVEL: Conclusion.NUMERIC_EQUIVALENT,
            Standing.BEHIND: Conclusion.NUMERIC_WORSE,
            Standing.UNDECIDED: Conclusion.UNDECIDED,
        }[one]
    )
    for one in STANDINGS
)
"""The conclusion that a standing allows without statistics, by code."""

_MIXED: Final = COMPARABILITIES.index(Comparability.MIXED_BASIS)
_BASES: Final = (None, Basis.DECLARED, Basis.TESTED, Basis.ESTIMATED)


@dataclass(frozen=True, slots=True)
class Case:
    """One indicator of our product against a pool."""

    pool: Pool
    indicator: Indicator
    seat: int  # ours in the pool
    ours: Summary
    units: Sequence[Decimal]  # our single values
    margin: Margin
    texts: Texts

    @property
    def column(self) -> Column:
        """The figures of all products."""
        return self.pool.columns[self.indicator.id]

    @property
    def aim(self) -> Decimal | None:
        """The target that values are to be near to."""
        aimed = self.indicator.direction in (Direction.TARGET, Direction.RANGE)
        return self.indicator.target if aimed else None


@dataclass(slots=True)
class Row:
    """The arrays of one indicator, filled block by block; see `domain.against_pool`."""

    comparability: NDArray[np.uint8]
    reason: NDArray[np.uint8]
    absolute: NDArray[np.float64]
    relative: NDArray[np.float64]
    standing: NDArray[np.uint8]
    conclusion: NDArray[np.uint8]
    significant_small: NDArray[np.bool_]
    welch: Welches | None = None

    def part(self, part: slice) -> Row:
        """Views of some products."""
        whole = self.welch
        welch = None if whole is None else Welches(whole.se[part], whole.t[part], whole.df[part])
        return Row(**{name: getattr(self, name)[part] for name in Row.NAMES}, welch=welch)

    NAMES: ClassVar = (
        "comparability", "reason", "absolute", "relative", "standing", "conclusion", "significant_small",
    )  # fmt: skip


@dataclass(slots=True)
class Near:
    """Places of pairs within the noise of float64 of a threshold, by what decides them."""

    numbers: list[NDArray[np.intp]] = field(default_factory=list)  # a difference near Δ
    bounds: list[NDArray[np.intp]] = field(default_factory=list)  # ends of what is possible
    texts: list[NDArray[np.intp]] = field(default_factory=list)  # everything else


def decide(case: Case, row: Row, near: Near) -> None:
    """Put right what the arrays say of near pairs: in groups where the decimals are known, else from the texts."""
    import numpy as np

    if not (near.texts or near.numbers or near.bounds):
        return
    texts = np.unique(_joined(near.texts))
    numbers, bounds = _joined(near.numbers), _joined(near.bounds)
    if len(texts):
        numbers, bounds = numbers[~np.isin(numbers, texts)], bounds[~np.isin(bounds, texts)]
    places = case.column.places
    for first, group in _alike(case.column, numbers[places[numbers] != UNKNOWN]):
        code = STANDINGS.index(_standing(case, first))
        said = group[row.comparability[group] != _MIXED]
        row.standing[said], row.conclusion[said] = code, BY_STANDING[code]
    for first, group in _alike(case.column, bounds[places[bounds] != UNKNOWN]):
        _put(row, group, _gap(case, _rebuilt(case, first), ()))
    unsure = np.r_[texts, numbers[places[numbers] == UNKNOWN], bounds[places[bounds] == UNKNOWN]]
    for at in unsure.tolist():
        _put(row, np.array([at]), _gap(case, *case.texts(case.pool.product_ids[at], case.indicator)))


def _standing(case: Case, at: int) -> Standing:
    """The standing of two numbers, in Decimal, as `engine.gap` has it."""
    column, aim = case.column, case.aim
    count, places = int(column.count[at]), int(column.places[at])
    delta = case.margin.value
    if aim is not None and column.far is not None:
        mine = farthest(case.ours, aim) or Decimal(0)
        distance = abs(exact(float(column.far[at]), 1, places) - aim) - mine
    else:
        other = exact(float(column.low[at]), count, places)
        distance = difference(case.ours.mean or Decimal(0), other, case.indicator)
    return Standing.AHEAD if distance > delta else Standing.BEHIND if distance < -delta else Standing.LEVEL


def _gap(case: Case, theirs: Summary, units: Sequence[Decimal]) -> Gap:
    nobody = Product("", case.indicator.category_id, "")
    both = (case.units, units)
    return gap(case.ours, theirs, nobody, case.indicator, case.margin, both, case.pool.equivalences)


def _put(row: Row, group: NDArray[np.intp], found: Gap) -> None:
    row.comparability[group] = COMPARABILITIES.index(found.comparability)
    row.reason[group] = DIFFERENCES.index(found.reasons[0]) if found.reasons else 0
    row.absolute[group] = float("nan") if found.absolute is None else float(found.absolute)
    row.relative[group] = float("nan") if found.relative is None else float(found.relative)
    row.standing[group] = STANDINGS.index(found.standing)
    row.conclusion[group] = CONCLUSIONS.index(found.conclusion)
    row.significant_small[group] = found.significant_small


def _joined(parts: list[NDArray[np.intp]]) -> NDArray[np.intp]:
    import numpy as np

    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.intp)


def _alike(column: Column, places: NDArray[np.intp]) -> list[tuple[int, NDArray[np.intp]]]:
    """The places in groups of the same figures, each with one of its members."""
    import numpy as np

    if not len(places):
        return []
    names = ("low", "high", "far", "count", "places", "key", "basis", "marks")
    figures = [one[places] for name in names if (one := getattr(column, name)) is not None]
    order = np.lexsort(figures)
    places = places[order]
    ordered = [one[order] for one in figures]
    new = np.logical_or.reduce([one[1:] != one[:-1] for one in ordered])
    return [(int(group[0]), group) for group in np.split(places, np.flatnonzero(new) + 1)]


def _rebuilt(case: Case, at: int) -> Summary:
    """The summary behind an entry whose decimals are known, as far as a gap asks for it."""
    pool, column, indicator = case.pool, case.column, case.indicator
    key, marks, n = pool.table.keys[column.key[at]], int(column.marks[at]), int(column.count[at])
    low, high = (
        None if abs(end) == float("inf") else exact(end, n, int(column.places[at]))
        for end in (float(column.low[at]), float(column.high[at]))
    )
    left = Interval(low, high, not marks & Mark.LOW_OPEN, not marks & Mark.HIGH_OPEN)
    number = None if marks & Mark.ENDS else low
    return Summary(
        product_id=pool.product_ids[at],
        value=Span(low or Decimal(0), high or Decimal(0)) if number is None else Number(number),
        text="",
        raw=(),
        unit=indicator.unit,
        basis=_BASES[int(column.basis[at])],
        n=n,
        mean=number,
        deviation=None,
        uncertainty=None,
        low=number,
        high=number,
        method_group=key.method,
        quantity=key.quantity or indicator.quantity,
        trust=Trust.USER,
        statistic=Statistic(key.extreme) if key.extreme else Statistic.SINGLE,
        condition=key.condition,
        converted=bool(marks & Mark.CONVERTED),
        means=(left,),
    )
