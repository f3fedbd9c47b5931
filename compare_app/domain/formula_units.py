"""Whether a formula fits the unit of what it computes (R24): flux in lm over power in W gives lm/W, in kW it does not.

Values enter a formula as plain numbers in the units of their indicators. Pint does the algebra of dimensions; units
without a dimension of their own (dB, pH, classes) are said to be unchecked, never taken as right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache
from typing import Any, Final

from compare_app.domain.formula import FormulaError, evaluate, evaluate_with, names
from compare_app.domain.units import amount, is_share
from compare_app.text.message import M, Message


@dataclass(frozen=True, slots=True)
class Fit:
    """`wrong` is what does not fit; `unchecked` why nothing can be said; both None: the units fit."""

    wrong: Message | None = None
    unchecked: Message | None = None


_FITS: Final = Fit()
_SIX: Final = Context(prec=6)


def fit(formula: str, units: Mapping[str, str], target: str) -> Fit:
    """Check a formula over codes with their units against the unit of its result; a FormulaError where it is none.

    A number without a unit that is added to a quantity (233.7 in 8.07·AV + 233.7) leaves the formula unchecked: its
    unit is not written anywhere.
    """
    needed = names(formula)
    return _fit(
        formula, tuple(sorted((code, unit) for code, unit in units.items() if code in needed)), target
    )


@lru_cache(maxsize=512)
def _fit(formula: str, units: tuple[tuple[str, str], ...], target: str) -> Fit:
    from pint.errors import PintError

    stated = dict(units)
    quantities: dict[str, Any] = {}
    for name in sorted(names(formula)):
        one = amount(stated[name]) if name in stated else None
        if one is None:
            return Fit(unchecked=M("the unit of {code} has no dimension to check", code=name))
        quantities[name] = one
    wanted = amount(target)
    if wanted is None:
        return Fit(unchecked=M("the unit {unit} has no dimension to check", unit=target or "1"))
    try:
        found = evaluate_with(formula, quantities, leave=(PintError,))
    except FormulaError:
        return Fit(unchecked=M("the formula cannot be computed with units"))
    except PintError as error:
        return _apart(error)
    dimensions = getattr(found, "dimensionality", wanted.dimensionless and wanted.dimensionality)
    if dimensions != wanted.dimensionality:
        return Fit(
            wrong=M(
                "the formula gives {found}, not {unit}",
                found=_said(found),
                unit=target or M("a plain number"),
            )
        )
    if is_share(target) or any(is_share(stated[name]) and stated[name] for name in quantities):
        return _FITS  # a per cent may be meant as 87.3 or as 0.873: that cannot be seen from units
    ones = dict.fromkeys(quantities, Decimal(1))
    try:
        plain = evaluate(formula, ones)
    except FormulaError:
        return _FITS
    factor = (found / wanted).to_base_units().magnitude
    if (
        plain and not factor
    ):  # 1 kg − 1000 · 1 g: at this one point nothing is left to hold against the plain number
        return Fit(unchecked=M("the formula cannot be computed with units"))
    if plain and abs(factor / plain - 1) > Decimal("1e-12"):
        return Fit(wrong=M("the result is {factor} times what the unit says; bring the units of its inputs together",
                           factor=format(_SIX.create_decimal(plain / factor).normalize(), "f")))  # fmt: skip
    return _FITS


def _apart(error: Any) -> Fit:
    """Two quantities that were added or compared: a bare number has a unit that nobody wrote, others are a mistake."""
    sides = [getattr(error, "units1", None), getattr(error, "units2", None)]
    bare = any(side is None or str(side) in ("dimensionless", "") for side in sides)
    if bare:
        return Fit(unchecked=M("a number without unit is added to a quantity"))
    return Fit(wrong=M("the formula adds {one} and {other}", one=str(sides[0]), other=str(sides[1])))


def _said(found: Any) -> str:
    units = getattr(found, "units", None)
    return f"{units:~P}" if units is not None and str(units) != "dimensionless" else "1"
