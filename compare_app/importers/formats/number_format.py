"""What a number format makes of a stored number: 1.1 under ``0.00`` is 1.10, 0.873 under ``0.0%`` is 87.3%.

A format may add digits, it never takes one away: what a person sees rounded is read with all its digits
(reliability.md D25–D27). Date rule: only y/m/d/h/s tokens outside quotes count (E8), so ``0.00 s`` is a number.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from compare_app.importers.cells import Cell, CellKind

BUILT_IN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    **dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "yyyy/m/d"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm"),
}  # fmt: skip
"""Formats that a workbook names by number only; 27–58 are the East Asian ones."""


class Shape(StrEnum):
    """What a format shows."""

    GENERAL = "general"
    FIXED = "fixed"
    PERCENT = "percent"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A format, understood: its shape, how many decimals it shows at least, and other shapes for some values."""

    code: str
    shape: Shape
    places: int = 0
    branches: tuple[tuple[str, float, NumberFormat], ...] = ()  # sign, bound and the format where it holds

    def of(self, number: float) -> NumberFormat:
        """The format that shows this number: `[<0]"";0%` shows 1 as 100%."""
        for sign, bound, form in self.branches:
            if _HOLDS[sign](number, bound):
                return form
        return self


_HOLDS: Final[dict[str, Callable[[float, float], bool]]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_SECTION: Final = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])+')
_CONDITION: Final = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9.]+)\]")
_UNSEEN: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_TOKENS: Final = re.compile(r"y+|m+|d+|h+|s+|e+|a{3,4}", re.IGNORECASE)
_ELAPSED: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_DECIMALS: Final = re.compile(r"\.([0?]+)")


def understand(code: str) -> NumberFormat:
    """What a format code shows; what is not understood shows numbers as they are stored."""
    sections = _SECTION.findall(code) or [""]
    forms = [_section(code, section) for section in sections[:3]]
    conditions = [_CONDITION.search(section) for section in sections[:3]]
    if not any(conditions):
        if len(forms) == 1 or (forms[0].shape, forms[0].places) == (forms[1].shape, forms[1].places):
            return forms[0]
        return replace(forms[0], branches=(("<", 0.0, forms[1]),))
    usual = (">", 0.0), ("<", 0.0), ("=", 0.0)
    branches: list[tuple[str, float, NumberFormat]] = []
    for at, (form, found) in enumerate(zip(forms[:-1], conditions)):
        sign, bound = (found[1], _bound(found[2])) if found else usual[at]
        branches.append((sign, bound, form))
    last = conditions[len(forms) - 1]
    if last is not None:
        branches.append((last[1], _bound(last[2]), forms[-1]))
        return NumberFormat(code, Shape.GENERAL, branches=tuple(branches))
    return replace(forms[-1], branches=tuple(branches))


def _bound(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _section(code: str, section: str) -> NumberFormat:
    """The shape of one section of a format code."""
    bare = _UNSEEN.sub("", section).strip()
    if bare.casefold() in ("", "general", "standard", "@", "g/通用格式"):
        return NumberFormat(code, Shape.GENERAL)
    if _ELAPSED.search(bare):
        return NumberFormat(code, Shape.DATE)
    tokens = {
        token[0].casefold() for token in _TOKENS.findall(re.sub(r"e[+-]", "", bare, flags=re.IGNORECASE))
    }
    numeric = any(sign in bare for sign in "0#?")
    if len(tokens) >= 2 or (tokens & set("yda") and not numeric):
        return NumberFormat(code, Shape.DATE)
    if not numeric or "/" in bare or re.search(r"e[+-]", bare, re.IGNORECASE):
        return NumberFormat(code, Shape.GENERAL)
    found = _DECIMALS.search(bare)
    places = len(found[1]) if found else 0
    return NumberFormat(code, Shape.PERCENT if "%" in bare else Shape.FIXED, places)


_PLAIN: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]+)?")


def number_cell(stored: str, form: NumberFormat, since_1904: bool) -> Cell:
    """The cell of a stored number: a number or a day as its format shows it; what is neither stays as it is stored."""
    try:
        form = form.of(float(stored)) if form.branches else form
        if form.shape is Shape.DATE:
            return Cell(date_text(stored, since_1904), CellKind.DATE, form.code)
        return Cell(number_text(stored, form), CellKind.NUMBER, form.code)
    except (ValueError, ArithmeticError):
        return Cell(stored, CellKind.DATE if form.shape is Shape.DATE else CellKind.TEXT, form.code)


def stored_text(number: float) -> str:
    """A number that a file holds in binary, as .xlsx would write it: 12.0 is 12."""
    return repr(number).removesuffix(".0")


def number_text(stored: str, form: NumberFormat) -> str:
    """The stored number with the digits its format shows; a ValueError where it is no finite number."""
    if form.branches:
        form = form.of(float(stored))
    plain = stored if len(stored) <= 16 and _PLAIN.fullmatch(stored) else _fifteen_digits(stored)
    if form.shape is Shape.PERCENT:
        return f"{_padded(format(Decimal(plain).scaleb(2), 'f'), form.places)}%"
    return _padded(plain, form.places) if form.shape is Shape.FIXED else plain


def _fifteen_digits(stored: str) -> str:
    """As Excel shows it: fifteen digits, so that 0.1+0.2 is 0.3 and not 0.30000000000000004."""
    number = float(stored)
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueError(stored)
    return format(Decimal(format(number, ".15g")), "f")


def _padded(text: str, places: int) -> str:
    whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0") if len(decimals) > places else decimals
    decimals = decimals.ljust(places, "0")
    return f"{whole}.{decimals}" if decimals else whole


def date_text(stored: str, since_1904: bool) -> str:
    """The day (and time) of a serial number as ISO text; a ValueError where no such day exists.

    Excel's 1900 system counts a 29 February 1900 that never was: serial 60 is refused, earlier ones shift by a day.
    """
    serial = float(stored)
    if not 0 <= serial < 2_958_466:
        raise ValueError(stored)
    days, part = divmod(serial, 1)
    clock = timedelta(seconds=round(part * 86_400))
    if not since_1904 and days == 0:
        return str(clock)
    if not since_1904 and days == 60:
        raise ValueError(stored)
    start = date(1904, 1, 1) if since_1904 else date(1899, 12, 31 if days < 60 else 30)
    moment = datetime.combine(start, datetime.min.time()) + timedelta(days=days) + clock
    return moment.date().isoformat() if not clock else moment.isoformat(" ", "seconds").removesuffix(":00")
