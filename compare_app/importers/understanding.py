"""From a cell to the values of an indicator: parsed, and checked against the indicator's unit and direction.

Nothing is converted here: a value is kept in the unit in which it was written, conversion belongs to the comparison.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from compare_app.domain.grade import grade_key
from compare_app.domain.model import Indicator
from compare_app.domain.result_text import Reading, parse_result
from compare_app.domain.terms import Absence, Direction, Statistic
from compare_app.domain.units import conversion, known, spell
from compare_app.domain.value import Absent, Grade, Number, PassFail, Span, Unread
from compare_app.importers.cells import NO_VALUE, Cell, CellKind
from compare_app.importers.fields import CALCULATE, Trouble, day_as_typed, too_long
from compare_app.importers.ledger import TAKEN
from compare_app.importers.lost_signs import lost_units
from compare_app.text.message import M, Message

_NUMERIC = frozenset({Direction.LARGER, Direction.SMALLER, Direction.TARGET, Direction.RANGE})


@dataclass(frozen=True, slots=True)
class Remark:
    """Something worth a look about a value that is taken in."""

    code: str
    expected: Message
    effect: Message = TAKEN


@dataclass(frozen=True, slots=True)
class Understood:
    """The readings of a cell, at least one, each with its unit as written; trouble where one is `Unread`.

    `remarks` hold nothing back. `text` is the part of the cell that was read; empty: the whole cell.
    """

    readings: tuple[Reading, ...]
    trouble: Trouble | None = None
    remarks: tuple[Remark, ...] = ()
    text: str = ""

    @property
    def unread(self) -> bool:
        """Whether the text was not understood."""
        return self.trouble is not None


class Judge:
    """Understands the cells of one indicator in one unit; what depends on the unit alone is looked at once."""

    def __init__(
        self,
        indicator: Indicator,
        unit: str,
        absences: Mapping[str, Absence] | None = None,
        quantity: str = "",
        tolerance_units: Collection[str] = (),
    ) -> None:
        """`unit` is that of the column or row, empty: the indicator's or the cell's own.

        `quantity` set: it is another quantity than the indicator's, so its unit need not fit. `tolerance_units`: a
        limit asks for the indicator in these too, a deviation in mm beside the one in %.
        """
        self._indicator = indicator
        self._unit = unit
        self._absences = absences
        self._tolerance_units = tolerance_units
        self._free = bool(quantity) and quantity != indicator.quantity
        self._unit_trouble = None if self._free else self._misfit(unit)
        self._numeric = indicator.direction in _NUMERIC
        self._classes = {grade_key(level) for level in indicator.levels}

    def understand(self, cell: Cell, statistic: Statistic | None = None) -> Understood:
        """What a result cell says; `statistic` is that of its column or row, used where the text names none."""
        if cell.kind in _UNREADABLE:
            return _unread(kind_trouble(cell))
        readings = parse_result(cell.text, self._absences) if self._absences else _parsed(cell.text)
        first = readings[0]
        if type(first.value) is Unread and (named := self._class(cell.text.strip())) is not None:
            return Understood((Reading(named, statistic),))
        if len(readings) == 1 and type(first.value) is Number and not first.unit and self._numeric:
            if self._unit_trouble is None:  # nearly every cell
                return Understood((Reading(first.value, first.statistic or statistic, self._unit),))
            return _unread(self._unit_trouble)
        return self._several(readings, statistic, cell.text)

    def _class(self, text: str) -> Grade | None:
        """A class that the scheme lists (热泵型, BIIa), whatever its form."""
        return Grade(text) if not self._numeric and grade_key(text) in self._classes else None

    def _several(self, readings: tuple[Reading, ...], statistic: Statistic | None, text: str) -> Understood:
        for reading in readings:
            if isinstance(reading.value, Unread):
                if "?" in text and (lost := lost_units([text])):
                    return _unread(_lost(*lost[0]))
                why = reading.problem or M("not understood")
                return _unread(
                    Trouble(
                        "IMP-VALUE",
                        M("a result such as 5.02, <0.01, ND(<0.5), 39~45 or pass: {why}", why=why),
                    )
                )
            trouble = self._trouble(reading)
            if trouble is not None:
                return _unread(trouble)
        if len(readings) == 1:
            readings = (replace(readings[0], statistic=readings[0].statistic or statistic),)
        return Understood(
            tuple(replace(one, unit=one.unit or self._unit) for one in readings),
            remarks=tuple(_remarks(readings, self._indicator)),
        )

    def _trouble(self, reading: Reading) -> Trouble | None:
        if isinstance(reading.value, Grade) and self._numeric:
            return Trouble(
                "IMP-CLASS", M("a number; {indicator} is no class", indicator=self._indicator.name)
            )
        if isinstance(reading.value, Grade | PassFail | Absent):
            return None
        if not reading.unit:
            return self._unit_trouble
        if (
            self._unit
            and not _same(reading.unit, self._unit)
            and conversion(reading.unit, self._unit) is None
        ):
            return Trouble(
                "IMP-TWO-UNITS",
                M(
                    "one unit; the cell says {one}, its column or row says {other}",
                    one=reading.unit,
                    other=self._unit,
                ),
            )
        return None if self._free else self._misfit(reading.unit)

    def _misfit(self, unit: str) -> Trouble | None:
        """Why a unit does not fit the indicator; None where it does."""
        wanted = self._indicator.unit
        if not unit or _same(unit, wanted):
            return None
        if not known(unit):
            return Trouble("IMP-UNIT", M("a known unit that fits {unit}", unit=wanted or "—"))
        fits = conversion(unit, wanted) is not None
        if not fits and not any(conversion(unit, other) for other in self._tolerance_units):
            return Trouble(
                "IMP-UNIT",
                M(
                    "a unit that converts to {unit}, the unit of {indicator}; {found} does not",
                    unit=wanted or "—",
                    indicator=self._indicator.name,
                    found=unit,
                ),
            )
        return None


@lru_cache(maxsize=65_536)
def _parsed(text: str) -> tuple[Reading, ...]:
    return parse_result(text)


def _same(one: str, other: str) -> bool:
    return one == other or spell(one) == spell(other)


_UNREADABLE = NO_VALUE | {CellKind.DATE}


def kind_trouble(cell: Cell) -> Trouble:
    """Why a cell of a kind that carries no value says nothing."""
    match cell.kind:
        case CellKind.DATE:
            typed = day_as_typed(cell.text)
            return Trouble(
                "IMP-DATE",
                M("a value; Excel stored a date here, the original may have been {text}", text=typed),
                M("Type the value again as text and import again"),
            )
        case CellKind.UNCALCULATED:
            return Trouble(
                "IMP-FORMULA", M("a calculated value; this formula was never calculated"), CALCULATE
            )
        case CellKind.LONG:
            return too_long(cell)
        case _:
            return Trouble(
                "IMP-ERROR", M("a value instead of an error"), M("Put the value there and import again")
            )


def _lost(found: str, unit: str) -> Trouble:
    return Trouble(
        "IMP-LOST-SIGN",
        M("a unit; {found} was probably {unit} before a sign was lost", found=found, unit=unit),
        M("Let the mapping put the sign back, or mend the file"),
    )


def _unread(trouble: Trouble) -> Understood:
    return Understood((Reading(Unread()),), trouble)


def _remarks(readings: tuple[Reading, ...], indicator: Indicator) -> Iterator[Remark]:
    value = readings[0].value
    if readings[0].doubt is not None:
        yield Remark("IMP-SEVERAL", readings[0].doubt)
    if indicator.direction in _NUMERIC and isinstance(value, PassFail):
        yield Remark("IMP-NO-NUMBER", M("a number; a mere pass cannot be ranked"))
    if (
        indicator.direction is Direction.GRADE
        and indicator.levels
        and isinstance(value, Grade | Number | Span)
    ):
        label = value.label if isinstance(value, Grade) else ""
        if grade_key(label) not in {grade_key(level) for level in indicator.levels}:
            yield Remark("IMP-LEVEL", M("one of the levels: {levels}", levels=indicator.levels))
