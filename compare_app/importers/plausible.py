"""Whether the numbers of a column can be meant: asked as notes, with what is odd and why; nothing is changed.

A value far from its neighbours, a share among percentages, a zero that may be a blank, a column in another unit than
its header says: each is rare in good tables and common in hand-made ones.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from compare_app.domain.model import Indicator
from compare_app.domain.terms import Direction, Scale
from compare_app.domain.units import alike, conversion
from compare_app.text.message import M, Message

_ENOUGH: Final = 4  # numbers, before one is called odd among them
_FAR: Final = 300.0  # as many times the median, or its part
_UNLIKE: Final = 8.0  # … of the project's values
_NEAR: Final = 0.08  # to a factor between two units
_MOST_TOLD: Final = 5  # of one kind in a column


_ASKED: Final[dict[str, Callable[[str], Message]]] = {
    "IMP-ZERO": lambda middle: M("a value near {middle}; a zero may stand for a blank", middle=middle),
    "IMP-SHARE": lambda middle: M("a percentage near {middle}; this may be a share of 1", middle=middle),
    "IMP-BELOW-LOD": lambda least: M(
        "a value from {least} on, the limit of detection in this column; less may mean not detected",
        least=least,
    ),
    "IMP-NEGATIVE": lambda middle: M(
        "a value near {middle}; no other of this column is below zero", middle=middle
    ),
    "IMP-ABOVE-ALL": lambda middle: M(
        "a percentage near {middle}; no other of this column is above 100", middle=middle
    ),
    "IMP-FAR": lambda middle: M(
        "a value near {middle}; the unit or the decimal point may differ", middle=middle
    ),
}


@dataclass(slots=True)
class Figures:
    """The numbers of one column with the rows where they stand."""

    rows: array[int] = field(default_factory=lambda: array("i"))
    values: array[float] = field(default_factory=lambda: array("d"))

    least: float = 0.0  # the smallest limit of detection that the column states

    def detects(self, limit: float | None) -> None:
        """A limit of detection stated by one of its cells (<0.01, ND(0.01)); None: by this one not."""
        if limit is not None and limit > 0:
            self.least = min(self.least or limit, limit)

    def add(self, row: int, value: float) -> None:
        """One number."""
        self.rows.append(row)
        self.values.append(value)


@dataclass(frozen=True, slots=True)
class Odd:
    """Something odd: in a row, or (0) of the whole column."""

    code: str
    row: int
    expected: Message


def odd(figures: Figures, indicator: Indicator, unit: str, known: Sequence[float]) -> Iterator[Odd]:
    """What is odd about a column in `unit`; `known` are values that the project has, in the indicator's unit."""
    values = figures.values
    if indicator.scale in (Scale.LOGARITHMIC, Scale.ORDINAL, Scale.NOMINAL) or not values:
        return
    if figures.least:
        low = [row for row, value in zip(figures.rows, values) if 0 <= value < figures.least]
        for row in low[:_MOST_TOLD]:
            yield Odd("IMP-BELOW-LOD", row, _ASKED["IMP-BELOW-LOD"](_short(figures.least)))
    sizes = sorted(abs(one) for one in values if one)
    middle = median(sizes) if sizes else 0.0
    if len(sizes) >= _ENOUGH and middle:
        yield from _among(figures, indicator, unit, middle)
    yield from _beside(middle, len(sizes), indicator, unit, known)


def _among(figures: Figures, indicator: Indicator, unit: str, middle: float) -> Iterator[Odd]:
    """Against the other values of the column."""
    told: dict[str, int] = {}
    ends_at_zero = indicator.direction is Direction.SMALLER or min(figures.values) < 0
    smallest = min(abs(one) for one in figures.values if one)
    zeros = sum(1 for one in figures.values if not one)
    others = [one for one in figures.values if one >= 0]
    lone = unit == "%" and len(others) == len(figures.values) - 1 and min(others) > 0.2 * middle
    above = unit == "%" and sum(1 for one in figures.values if one > 100) == 1
    for row, value in zip(figures.rows, figures.values):
        size = abs(value)
        if not value:
            may_be_blank = not ends_at_zero and smallest > 0.05 * middle and zeros * 2 < len(figures.values)
            code = "IMP-ZERO" if may_be_blank and not figures.least else ""
        elif value < 0 and lone:
            code = "IMP-NEGATIVE"
        elif value > 100 and above:
            code = "IMP-ABOVE-ALL"
        elif unit == "%" and middle > 20 and 0 < value <= 1:
            code = "IMP-SHARE"
        else:
            code = "IMP-FAR" if size > _FAR * middle or size * _FAR < middle else ""
        if code and told.get(code, 0) < _MOST_TOLD:
            told[code] = told.get(code, 0) + 1
            yield Odd(code, row, _ASKED[code](_short(middle)))


def _beside(
    middle: float, count: int, indicator: Indicator, unit: str, known: Sequence[float]
) -> Iterator[Odd]:
    """Against what the project knows of the indicator."""
    sizes = [abs(one) for one in known if one]
    change = conversion(unit, indicator.unit) if unit else None
    if len(sizes) < _ENOUGH or not middle or indicator.scale is not Scale.RATIO or (unit and change is None):
        return
    usual = median(sizes)
    ratio = middle * (float(change.factor) if change is not None else 1.0) / usual
    if 1 / 1.6 < ratio < 1.6 or count < _ENOUGH:
        return
    meant = [
        other
        for other in alike(unit or indicator.unit)
        if (step := conversion(unit or indicator.unit, other)) is not None
        and step.factor
        and abs(float(step.factor) - 1) > 0.5
        and abs(ratio / float(step.factor) - 1) < _NEAR
    ]
    if meant:
        yield Odd(
            "IMP-OTHER-UNIT",
            0,
            M(
                "values near {usual} {unit}, as the project has; these would be, were they in {meant}",
                usual=_short(usual),
                unit=indicator.unit,
                meant=meant[:3],
            ),
        )
    elif not 1 / _UNLIKE < ratio < _UNLIKE:
        yield Odd(
            "IMP-UNLIKE",
            0,
            M(
                "values near {usual} {unit}, as the project has; these are near {found}",
                usual=_short(usual),
                unit=indicator.unit,
                found=_short(ratio * usual),
            ),
        )


def _short(number: float) -> str:
    return f"{number:.4g}"
