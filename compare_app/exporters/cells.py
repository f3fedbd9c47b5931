"""What may stand in a cell: text that never turns into a formula, and numbers that never lose a digit (E1, E2, E5).

Pure functions; the workbook and the CSV writer apply them.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final

CELL_LIMIT: Final = 32_767
"""UTF-16 units that Excel keeps in one cell."""

_WIDE: Final = Context(prec=400)  # quantize refuses results longer than its precision
_STARTS_FORMULA: Final = frozenset("=+-@\t\r\n＝＋－＠")
_REFERENCE: Final = re.compile(r"!(?=\$?[A-Z]+\$?\d)")
_SHEET_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula, full-width signs and leading blanks included."""
    return (
        text[:1] in _STARTS_FORMULA or text.lstrip(" \u3000\u00a0")[:1] in _STARTS_FORMULA if text else False
    )


def visible(text: str) -> str:
    """The text with control, direction and half characters shown: ``␀``, ``⟨U+202E⟩``; tabs and line feeds stay."""
    if text.isprintable():  # true for nearly every cell, and fast; Zs other than the blank is not printable
        return text
    return "".join(_shown(character) for character in text.replace("\r\n", "\n"))


def _shown(character: str) -> str:
    code = ord(character)
    if character in "\n\t":
        return character
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    hidden = unicodedata.category(character) in ("Cc", "Cs") or code & 0xFFFE == 0xFFFE
    directs = 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
    return f"⟨U+{code:04X}⟩" if hidden or directs else character


def fitting(text: str) -> str:
    """The text as a cell holds it: visible, and where Excel would refuse it cut, with the full length at the end.

    The mark is the same in every language, because a plan that comes back is compared with what this function gave.
    """
    shown = visible(text)
    if len(shown) * 2 <= CELL_LIMIT or _units(shown) <= CELL_LIMIT:
        return shown
    mark = f" … ⟨{len(shown)}⟩"
    return shown.encode("utf-16-le")[: (CELL_LIMIT - _units(mark)) * 2].decode("utf-16-le", "ignore") + mark


def chart_text(text: str) -> str:
    """The text as a title, name or label of a native chart.

    XlsxWriter takes what looks like a reference (``x!A1``, with = or without) for one and writes a formula; a
    full-width exclamation mark is none to it and the same to a reader.
    """
    return _REFERENCE.sub("！", fitting(text))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def guarded(text: str) -> str:
    """Text for a CSV field: an apostrophe before what a spreadsheet would compute. Never for numbers of ours."""
    shown = visible(text)
    return f"'{shown}" if starts_formula(text) or starts_formula(shown) else shown


def exact(value: Decimal) -> bool:
    """Whether a spreadsheet's number (a float of 15 shown digits) says the same as the decimal."""
    return (
        value.is_finite()
        and len(value.normalize().as_tuple().digits) <= 15
        and Decimal(repr(float(value))) == value
    )


def places_of(text: str) -> int:
    """How many decimals a printed number has; 0 where the text is no plain number."""
    match = re.fullmatch(r"[^\d]*\d+(?:\.(\d+))?[^\d]*", text.strip())
    return len(match[1]) if match and match[1] else 0


def natural_places(value: Decimal, most: int = 6) -> int:
    """The decimals a decimal has of itself, at most `most`: for figures whose places nobody states."""
    exponent = value.normalize().as_tuple().exponent
    return min(most, max(0, -exponent)) if isinstance(exponent, int) else 0


def rounded(value: Decimal, places: int) -> Decimal:
    """Half-even at `places` decimals, once (GB/T 8170-2008 3.2)."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN, context=_WIDE)


def figure(value: Decimal | None, places: int, *, signed: bool = False) -> str:
    """A number as people read it, e.g. ``+0.12`` with a true minus where signed; a dash where there is none."""
    if value is None:
        return "—"
    shown = rounded(value, places)
    if not shown:
        return format(abs(shown), "f")
    return format(shown, "+f").replace("-", "−") if signed else format(shown, "f")


def percent(fraction: Decimal | None, places: int = 1) -> str:
    """A fraction in per cent, e.g. ``79.3 %``; a dash where there is none."""
    return "—" if fraction is None else f"{rounded(fraction * 100, places):f} %"


def sheet_name(text: str) -> str:
    """A name that Excel accepts for a sheet: 31 characters at most, none of ``[]:*?/\\``, no apostrophe at the ends."""
    return _SHEET_FORBIDDEN.sub(" ", visible(text)).strip().strip("'")[:31].strip() or "Sheet"


def line_width(line: str) -> int:
    """Width of one line in character cells."""
    return (
        len(line)
        if line.isascii()
        else sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)
    )
