"""Numbers as people type them, exactly: read to `Decimal`, round once, print again with the same digits.

Reading is strict on purpose (reliability.md M17): what Python would take for a number (`1_000`, `nan`, digits of
other scripts) is none here, and what can be read in two ways (`1,234`) is not guessed.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final

from compare_app.text.fold import half_width

MINUS_SIGNS: Final = "−–‐‑‒﹣"  # what word processors make of a hyphen; the em dash means "nothing here"
_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_TO_SUPERSCRIPTS: Final = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")

# a leading zero (`0012`) marks an identifier; `1,234,567` and `1,234.5` can only be thousands, `1,234` is open
_GROUPED: Final = r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?|[1-9][0-9]{0,2},[0-9]{3}\.[0-9]+"
GROUPED: Final = re.compile(rf"(?<![0-9.,])(?:{_GROUPED})(?![0-9,])")
MANTISSA: Final = rf"(?:{_GROUPED}|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)"
POWER: Final = r"(?:[eE][+-]?[0-9]{1,3}|\s?[×xX*]\s?10(?:(?:\^|\*\*)[+-]?[0-9]{1,3}|[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))"
UNSIGNED: Final = rf"{MANTISSA}{POWER}?"
NUMBER: Final = rf"[+-]?{UNSIGNED}"  # for the grammars of results and limits, on folded text

_PLAIN: Final = re.compile(r"[+-]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_NUMBER: Final = re.compile(rf"([+-]?\s?{MANTISSA})({POWER})?")
_EXPONENT: Final = re.compile(r"[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+$|[+-]?[0-9]+$")

_LARGEST: Final = 60  # powers of ten either way; nothing that is measured lies outside
_LONGEST: Final = 60  # digits
_EXACT: Final = Context(prec=400, rounding=ROUND_HALF_EVEN)


def parse_decimal(text: str) -> Decimal | None:
    """The number with its digits (`1.10` keeps its zero), or None where the text is not surely one number.

    Full-width digits, typographic minus signs, `1.2×10³`, `1.2x10^3` and `1.2E3` are read. None for `1,234`
    (thousands or decimal comma), `0012` (an identifier), `1_000`, `nan`, `1e400`, `(5.0)` and other digits.
    """
    if _PLAIN.fullmatch(text):
        number = Decimal(text)
        return number if len(text) <= _LONGEST else None
    folded = fold_number(text).strip()
    found = _NUMBER.fullmatch(folded)
    if found is None:
        return None
    mantissa = re.sub(r"[,\s]", "", found[1])
    written_power = _EXPONENT.search(found[2]) if found[2] else None
    power = int(written_power[0].translate(_SUPERSCRIPTS)) if written_power else 0
    if len(mantissa) > _LONGEST or abs(power) > _LARGEST:
        return None
    return Decimal(mantissa).scaleb(power, context=_EXACT)


def fold_number(text: str) -> str:
    """Half-width digits and signs, one minus sign; superscripts stay (NFKC would make 10² a 102)."""
    return half_width(text).translate(_MINUS)


_MINUS: Final = str.maketrans(dict.fromkeys(MINUS_SIGNS, "-"))


def round_to(value: Decimal, interval: Decimal) -> Decimal:
    """Round once to a multiple of `interval`, ties to even (GB/T 8170-2008 3.2, 3.3).

    The interval is 10ⁿ, or 5·10ⁿ and 2·10ⁿ for rounding by 0.5 and 0.2 units. The sign plays no part: negative
    values are rounded by their amount. Any other interval is a ValueError.
    """
    sign, digits, exponent = interval.as_tuple()
    leading = int("".join(map(str, digits)).rstrip("0") or "0")
    if sign or not isinstance(exponent, int) or leading not in (1, 2, 5):
        raise ValueError(f"{interval} is no rounding interval: 1, 2 or 5 times a power of ten")
    steps = _EXACT.divide(value, interval).to_integral_value(ROUND_HALF_EVEN)
    return _EXACT.add(_EXACT.multiply(steps, interval), Decimal(0).scaleb(exponent))


def interval_of(limit_value: Decimal) -> Decimal:
    """The last digit a limit is written to, as a rounding interval: 0.01 for 5.00 (GB/T 8170-2008 4.3.3)."""
    exponent = limit_value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{limit_value} is no number")
    return Decimal((0, (1,), exponent))


def plain(number: Decimal) -> str:
    """Digits without an exponent; the zeros of 5.00 stay."""
    return format(number, "f")


def short(number: Decimal) -> str:
    """At most twelve significant digits for reading: a mean or a converted value need not fill the line."""
    if number == 0:
        return plain(abs(number))  # a typed −0 is a zero
    if len(number.as_tuple().digits) <= 12:
        return plain(number)
    return plain(round_to(number, Decimal(1).scaleb(number.adjusted() - 11)))


def signed(number: Decimal, digits: int = 4) -> str:
    """A difference for reading: with its sign, at most so many significant digits."""
    if number == 0:
        return "0"
    exponent = number.as_tuple().exponent
    last = number.adjusted() - digits + 1
    if isinstance(exponent, int) and exponent < last:
        number = round_to(number, Decimal(1).scaleb(last))
    return f"{number:+f}".replace("-", "−")


def chance_text(share: Decimal) -> str:
    """A probability in per cent for reading: never 100 % or 0 % where it is not."""
    percent = (share * 100).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
    if percent == 100 and share < 1:
        return "> 99.9 %"
    return "< 0.1 %" if percent == 0 and share > 0 else f"{percent} %"


def written(number: Decimal) -> str:
    """Digits that say the same precision when read again: 1.2×10³ where `plain` would claim four digits."""
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int) or exponent <= 0:
        return plain(number)
    figures = "".join(map(str, digits))
    mantissa = figures[0] + ("." + figures[1:] if len(figures) > 1 else "")
    power = exponent + len(figures) - 1
    return f"{'-' if sign else ''}{mantissa}×10{str(power).translate(_TO_SUPERSCRIPTS)}"
