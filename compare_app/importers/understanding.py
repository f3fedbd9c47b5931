"""From a cell to the values of an indicator: parsed, and checked against the indicator's unit and direction.

Nothing is converted here: a value is kept in the unit in which it was written, conversion belongs to the comparison.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from compare_app.domain.grade import grade_key
from compare_app.domain.model import Indicator
from compare_app.domain.result_text import Reading, parse_result
from compare_app.domain.terms import Absence, Direction, Statistic
from compare_app.domain.units import conversion, known, spell
from compare_app.domain.value import Grade, Number, PassFail, Span, Unread
from compare_app.importers.cells import Cell, CellKind
from compare_app.importers.fields import CALCULATE, Trouble, day_as_typed
from compare_app.text.message import M

_NUMERIC = frozenset({Direction.LARGER, Direction.SMALLER, Direction.TARGET, Direction.RANGE})


@dataclass(frozen=True, slots=True)
class Understood:
    """The readings of a cell, at least one, each with its unit as written; trouble where one is `Unread`.

    `remark` is worth a look and holds nothing back.
    """

    readings: tuple[Reading, ...]
    trouble: Trouble | None = None
    remark: Trouble | None = None

    @property
    def unread(self) -> bool:
        """Whether the text was not understood."""
        return self.trouble is not None


def understand(
    cell: Cell,
    indicator: Indicator,
    unit: str,
    absences: Mapping[str, Absence] | None = None,
    quantity: str = "",
    statistic: Statistic | None = None,
) -> Understood:
    """What a result cell says. `unit` is that of its column or row, empty: the indicator's or the cell's own.

    `quantity` set: it is another quantity than the indicator's, so its unit need not fit.
    """
    match cell.kind:
        case CellKind.DATE:
            typed = day_as_typed(cell.text)
            return _unread(
                Trouble(
                    "IMP-DATE",
                    M("a value; Excel stored a date here, the original may have been {text}", text=typed),
                    M("Type the value again as text and import again"),
                )
            )
        case CellKind.UNCALCULATED:
            return _unread(
                Trouble("IMP-FORMULA", M("a calculated value; this formula was never calculated"), CALCULATE)
            )
        case CellKind.ERROR:
            return _unread(
                Trouble(
                    "IMP-ERROR", M("a value instead of an error"), M("Put the value there and import again")
                )
            )
    readings = parse_result(cell.text, absences)
    for reading in readings:
        if isinstance(reading.value, Unread):
            why = reading.problem or M("not understood")
            return _unread(
                Trouble(
                    "IMP-VALUE", M("a result such as 5.02, <0.01, ND(<0.5), 39~45 or 合格: {why}", why=why)
                )
            )
    if len(readings) == 1 and readings[0].statistic is None and statistic is not None:
        readings = (replace(readings[0], statistic=statistic),)
    trouble = (
        None if quantity and quantity != indicator.quantity else _unit_trouble(readings, indicator, unit)
    )
    trouble = trouble or _form_trouble(readings, indicator)
    if trouble is not None:
        return _unread(trouble)
    return Understood(
        tuple(replace(one, unit=one.unit or unit) for one in readings) if unit else readings,
        remark=_remark(readings, indicator),
    )


def _unread(trouble: Trouble) -> Understood:
    return Understood((Reading(Unread()),), trouble)


def _unit_trouble(readings: tuple[Reading, ...], indicator: Indicator, unit: str) -> Trouble | None:
    for reading in readings:
        if isinstance(reading.value, Grade | PassFail):
            continue
        if (
            reading.unit
            and unit
            and spell(reading.unit) != spell(unit)
            and conversion(reading.unit, unit) is None
        ):
            return Trouble(
                "IMP-TWO-UNITS",
                M(
                    "one unit; the cell says {one}, its column or row says {other}",
                    one=reading.unit,
                    other=unit,
                ),
            )
        written = reading.unit or unit
        if not written or spell(written) == spell(indicator.unit):
            continue
        if not known(written):
            return Trouble("IMP-UNIT", M("a known unit that fits {unit}", unit=indicator.unit or "—"))
        if conversion(written, indicator.unit) is None:
            return Trouble(
                "IMP-UNIT",
                M(
                    "a unit that converts to {unit}, the unit of {indicator}; {found} does not",
                    unit=indicator.unit or "—",
                    indicator=indicator.name,
                    found=written,
                ),
            )
    return None


def _form_trouble(readings: tuple[Reading, ...], indicator: Indicator) -> Trouble | None:
    if indicator.direction in _NUMERIC and any(isinstance(one.value, Grade) for one in readings):
        return Trouble("IMP-CLASS", M("a number; {indicator} is no class", indicator=indicator.name))
    return None


def _remark(readings: tuple[Reading, ...], indicator: Indicator) -> Trouble | None:
    value = readings[0].value
    if indicator.direction in _NUMERIC and isinstance(value, PassFail):
        return Trouble("IMP-NO-NUMBER", M("a number; a mere pass cannot be ranked"))
    if (
        indicator.direction is Direction.GRADE
        and indicator.levels
        and isinstance(value, Grade | Number | Span)
    ):
        label = value.label if isinstance(value, Grade) else ""
        if grade_key(label) not in {grade_key(level) for level in indicator.levels}:
            return Trouble("IMP-LEVEL", M("one of the levels: {levels}", levels=indicator.levels))
    return None
