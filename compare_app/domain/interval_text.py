"""The interval inside a limit: its many written forms, and the one we print.

Words follow GB/T 8170-2008 4.2 (不小于, 超过, 不足, 及以上 …); a plain 以上 or 以下 includes its number (民法典 §1259).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from typing import Final

from compare_app.domain.limit import Interval
from compare_app.domain.notation import measured, span
from compare_app.domain.number import NUMBER, UNSIGNED, parse_decimal, written
from compare_app.text.message import M, Message

_EXACT: Final = Context(prec=200)
_SHARES: Final = ("%", "‰")


class Unclear(ValueError):
    """A limit that is not surely understood; `problem` says why in one sentence."""

    def __init__(self, problem: Message) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Bounds:
    """An interval and the unit its numbers were written in."""

    interval: Interval
    unit: str = ""


# --- words to signs -----------------------------------------------------------------------------------------------

_NOT: Final = r"不(?:应|得|宜|可|能)?"
_BE: Final = r"(?:shall )?not (?:be )?"
_NUMBER_NEXT: Final = r"\s*[:=]?\s*(?=[-+]?\.?[0-9])"
_WORDS: Final = (  # sign, Chinese, English; the longer meaning first
    ("≥", rf"{_NOT}(?:小于|低于|少于)|(?:大于|高于)或?等于|至少",
     rf"at least|{_BE}(?:less|lower) than|no less than|not (?:under|below)\b"),
    ("≤", rf"{_NOT}(?:大于|高于|多于|超过|超出)|(?:小于|低于)或?等于|至多|最多",
     rf"at most|up to|{_BE}(?:more|greater|higher) than|no more than|not exceed(?:ing)?:?|not (?:over|above)\b"),
    (">", "大于|高于|多于|超过", r"(?:more|greater|higher) than|exceeding\b|above\b|over\b"),
    ("<", "小于|低于|少于|不足", r"(?:less|lower) than|below\b|under\b"),
    ("≥", rf"(?:最小|最低|下限){_NUMBER_NEXT}", rf"min(?:imum)?\.?(?:{_NUMBER_NEXT}|\s+(?=[A-Z]{{2}}\b))"),
    ("≤", rf"(?:最大|最高|上限){_NUMBER_NEXT}", rf"max(?:imum)?\.?{_NUMBER_NEXT}"),
    ("=", "等于", r"equal to\b|equals\b"),
    ("&", r"\s*(?:并且|而且|且|同时|&&?)\s*", r"and\b\s*"),
)  # fmt: skip
_WORD: Final = re.compile(
    "|".join(rf"({chinese}|(?<![A-Za-z])(?:{english}))" for _, chinese, english in _WORDS), re.IGNORECASE
)
_SHALL: Final = re.compile(
    r"(?:应当|应该|应为|应|须|必须|shall be|should be|must be)\s*(?=[<≤>≥=±])", re.IGNORECASE
)


def fold_words(text: str) -> str:
    """Words of comparison as signs, on folded text: 不低于 5 → ≥ 5, Max 0.5 → ≤0.5, 且 → &."""
    return _SHALL.sub("", _WORD.sub(lambda found: _WORDS[(found.lastindex or 1) - 1][0], text))


# --- reading ------------------------------------------------------------------------------------------------------

_ADJACENT: Final = re.compile(rf"^([<≤>≥]\s*{NUMBER}\s?[^<≤>≥&\d]*?)\s*(?=[<≤>≥]\s*[0-9+.-])")  # >5<10: both
_ONE_SIDED: Final = re.compile(r"([<≤>≥=])\s*([^<≤>≥=±~&]+)")
_SUFFIX: Final = re.compile(
    r"([^<≤>≥=±~&]+?)\s*(及?以上|及?以下|及?以内|max\.?|min\.?"
    r"|or (?:more|above|higher|greater)|or (?:less|below|lower|fewer))",
    re.IGNORECASE,
)
_SPAN_OF_SUFFIXES: Final = re.compile(
    rf"^({NUMBER}[^<≤>≥&\d]*?及?以上)\s*[,;]?\s*(?={NUMBER}[^<≤>≥&\d]*及?以下$)"
)
_BETWEEN: Final = re.compile(r"([^<≤]+)([<≤])\s*[A-Za-zα-ωΑ-Ω][0-9]?\s*([<≤])([^<≤]+)")
_BETWEEN_DOWN: Final = re.compile(r"([^>≥]+)([>≥])\s*[A-Za-zα-ωΑ-Ω][0-9]?\s*([>≥])([^>≥]+)")
_IN_BRACKETS: Final = re.compile(
    r"\(([^()±]+)±([^()±]+)\)\s*(\S+)"
)  # (10.0 ± 0.1) %, as ISO 80000-1 writes it
_BRACKETS: Final = re.compile(  # [5, 10), and with the marks of people: 10(含)~20(不含)
    r"(?P<left>[(\[])\s*(?P<low>[^,\[\]()]+?)\s*[,;]\s*(?P<high>[^,\[\]()]+?)\s*(?P<right>[)\]])\s*(?P<unit>[^\s()\[\]]*)"
)
_MARKED: Final = re.compile(
    r"(?P<low>[^()~-]+)\((?P<low_out>不)?含\)\s*[~-]\s*(?P<high>[^()~-]+)\((?P<high_out>不)?含\)\s*(?P<unit>\S*)"
)
_SPAN_IN_BRACKETS: Final = re.compile(r"\(([^()±,;]+~[^()±,;]+)\)\s*(\S+)")  # (-5~+40)℃
_WITHIN: Final = re.compile(
    r"(?:介于|在|between|from)\s*(?P<low>.+?)\s*(?:至|到|和|与|~|-|&|to)\s*(?P<high>[^&]+?)\s*(?:之间|之内|范围内|以内)?",
    re.IGNORECASE,
)
_ZERO: Final = r"(?<![0-9.])0(?![0-9.])"
_NOMINAL: Final = rf"(?P<nominal>{NUMBER}\s?[^\s\d()+-]*)?"
_PAIR: Final = (
    rf"(?P<first>[+-]\s?{UNSIGNED}|{_ZERO})\s?(?P<unit1>[^\s\d+/,;()-]*)"
    rf"\s*[/,;]?\s*(?P<second>[+-]\s?{UNSIGNED}|{_ZERO})"
)
_DEVIATIONS: Final = re.compile(rf"{_NOMINAL}\s*{_PAIR}\s*(?P<unit2>)(?P<unit3>\S*)")
_BRACKETED: Final = re.compile(rf"{_NOMINAL}\s*\({_PAIR}\s?(?P<unit2>[^()]*)\)\s*(?P<unit3>\S*)")
_RELATIVE: Final = (
    re.compile(rf"(?P<nominal>{NUMBER}\s?[^\s\d()±%+-]+)\s*(?P<spread>±\s?{UNSIGNED}\s?%|[+-]\s?{UNSIGNED}\s?%?\s?/\s?[+-]?\s?{UNSIGNED}\s?%)"),
    re.compile(rf"(?P<nominal>{NUMBER})\s*(?P<spread>±\s?{UNSIGNED}\s?%)\s*(?P<unit>[^\s\d()±%+-]+)"),
    re.compile(rf"(?P<nominal>{NUMBER}\s?[^\s\d()±%+-]*)\s*[×*·]?\s*\(\s*1\s*(?P<spread>±\s?{UNSIGNED}\s?%)\s*\)\s*(?P<unit>[^\s\d()±%+-]*)"),
)  # fmt: skip
_EXCEPT: Final = re.compile(
    r"(.+?)\s*\(?\s*(?:不含|不包括|不包含|excluding|excl\.?|≠)"
    rf"\s*(±?{NUMBER})(?:\s*(?:和|及|与|[,;/&])\s*({NUMBER}))?\s*\)?\s*(\S*)",
    re.IGNORECASE,
)


def read_interval(text: str) -> Bounds | None:
    """An interval from text with folded signs and words; None where it is none, `Unclear` where it contradicts."""
    if (found := _WITHIN.fullmatch(text)) and (within := _two_ends(found, closed=(True, True))):
        return _in_order(within, text)
    parts = [part.strip() for part in _SPAN_OF_SUFFIXES.sub(r"\1&", _ADJACENT.sub(r"\1&", text)).split("&")]
    bounds = [_read_one(part) for part in parts]
    if any(one is None for one in bounds):
        return None
    whole = bounds[0]
    for other in bounds[1:]:
        whole = meet(whole, other, text.replace("&", " & ")) if whole and other else None
    return _in_order(whole, text.replace("&", " & ")) if whole else None


def meet(one: Bounds, other: Bounds, text: str) -> Bounds:
    """What both demand: a lower end from one and an upper end from the other."""
    if one.unit and other.unit and one.unit != other.unit:
        raise Unclear(
            M("“{text}” has two units: {one} and {other}", text=text, one=one.unit, other=other.unit)
        )
    lower, upper = (
        (one.interval, other.interval) if one.interval.high is None else (other.interval, one.interval)
    )
    if lower.low is None or lower.high is not None or upper.high is None or upper.low is not None:
        raise Unclear(M("“{text}” holds more than one lower and one upper end", text=text))
    interval = Interval(lower.low, upper.high, lower.low_closed, upper.high_closed)
    return _in_order(Bounds(interval, one.unit or other.unit), text)


def _in_order(bounds: Bounds, text: str) -> Bounds:
    low, high = bounds.interval.low, bounds.interval.high
    if low is not None and high is not None:
        closed = bounds.interval.low_closed and bounds.interval.high_closed
        if low > high or (low == high and not closed):
            raise Unclear(M("“{text}” contradicts itself: no value can meet it", text=text))
    return bounds


def _read_one(text: str) -> Bounds | None:
    if bounds := _enclosed(text):
        return bounds
    if found := _EXCEPT.fullmatch(text):
        return _without_ends(found)
    if found := _ONE_SIDED.fullmatch(text):
        return _one_sided(found[1], found[2])
    if found := _SUFFIX.fullmatch(text):
        word = found[2].casefold().rstrip(".")
        upper = word == "max" or word[-1] in "下内" or word.endswith(("less", "below", "lower", "fewer"))
        return _one_sided("≤" if upper else "≥", found[1])
    if found := _BETWEEN.fullmatch(text):
        return _between(found[1], found[2], found[3], found[4])
    if found := _BETWEEN_DOWN.fullmatch(text):
        turn = {">": "<", "≥": "≤"}
        return _between(found[4], turn[found[3]], turn[found[2]], found[1])
    if bounds := _relative(text):
        return bounds
    if found := _IN_BRACKETS.fullmatch(text):
        return _plus_minus(f"{found[1].strip()} {found[3]}±{found[2].strip()} {found[3]}")
    if "±" in text:
        return _plus_minus(text[1:] if text.startswith("≤") else text)  # ≤±0.5 % says ±0.5 %
    if ends := span(text):
        return Bounds(Interval(ends[0], ends[1]), ends[2])
    found = _BRACKETED.fullmatch(text) or _DEVIATIONS.fullmatch(text)
    return _deviations(found) if found else None


def _one_sided(sign: str, text: str) -> Bounds | None:
    one = measured(text.strip())
    if one is None:
        return None
    number, unit = one
    match sign:
        case "≥" | ">":
            return Bounds(Interval(low=number, low_closed=sign == "≥"), unit)
        case "≤" | "<":
            return Bounds(Interval(high=number, high_closed=sign == "≤"), unit)
        case _:
            return Bounds(Interval(number, number), unit)


def _between(low_text: str, first: str, second: str, high_text: str) -> Bounds | None:
    low, high = measured(low_text.strip()), measured(high_text.strip())
    if low is None or high is None or (low[1] and high[1] and low[1] != high[1]):
        return None
    return Bounds(Interval(low[0], high[0], first == "≤", second == "≤"), high[1] or low[1])


def _enclosed(text: str) -> Bounds | None:
    """`[5, 10)`, `10(含)~20(不含)`, `(-5~+40)℃`; (5,10) alone may be 5.10 and is not read."""
    if (found := _BRACKETS.fullmatch(text)) and "[" in found[0] + found["right"].replace("]", "["):
        closed = found["left"] == "[", found["right"] == "]"
    elif found := _MARKED.fullmatch(text):
        closed = not found["low_out"], not found["high_out"]
    elif found := _SPAN_IN_BRACKETS.fullmatch(text):
        return _read_one(f"{found[1]} {found[2]}")
    else:
        return None
    return _two_ends(found, closed=closed)


def _two_ends(found: re.Match[str], *, closed: tuple[bool, bool]) -> Bounds | None:
    unit = found.groupdict().get("unit") or ""
    low, high = measured(found["low"].strip()), measured(f"{found['high'].strip()} {unit}".strip())
    if low is None or high is None or (low[1] and high[1] and low[1] != high[1]):
        return None
    return Bounds(Interval(low[0], high[0], *closed), high[1] or low[1])


def _plus_minus(text: str) -> Bounds | None:
    left, _, right = (part.strip() for part in text.partition("±"))
    tolerance, centre = measured(right), measured(left) if left else (Decimal(0), "")
    if tolerance is None or centre is None or tolerance[0] < 0:
        return None
    if tolerance[1] in _SHARES and left and centre[1] != tolerance[1]:
        raise Unclear(
            M("“{text}” has a tolerance in per cent of the nominal value; write the two ends", text=text)
        )
    if tolerance[1] and centre[1] and tolerance[1] != centre[1]:
        raise Unclear(
            M("“{text}” has two units: {one} and {other}", text=text, one=centre[1], other=tolerance[1])
        )
    return _around(centre[0], -tolerance[0], tolerance[0], tolerance[1] or centre[1])


def _deviations(found: re.Match[str]) -> Bounds | None:
    """`10 +0.2/-0.1`, `+5/-10`: ends by their distances from the nominal value."""
    signs = {found["first"][0], found["second"][0]}
    if not found["nominal"] and signs not in ({"+", "-"}, {"+", "0"}, {"-", "0"}):
        return None
    nominal = measured(found["nominal"].strip()) if found["nominal"] else (Decimal(0), "")
    first, second = (measured(found[name].replace(" ", "")) for name in ("first", "second"))
    units = {unit for name in ("unit1", "unit2", "unit3") if (unit := found[name])}
    unit = measured(f"0 {units.pop()}") if len(units) == 1 else (Decimal(0), "")
    if nominal is None or first is None or second is None or unit is None or units:
        return None
    if unit[1] and nominal[1] and unit[1] != nominal[1]:
        raise Unclear(
            M("“{text}” has two units: {one} and {other}", text=found[0], one=nominal[1], other=unit[1])
        )
    low, high = sorted((first[0], second[0]))
    return _around(nominal[0], low, high, unit[1] or nominal[1])


def _relative(text: str) -> Bounds | None:
    """A nominal value with a tolerance in per cent of it: `220 V±10%`, `220 V(1±10%)`, `50 Hz +2%/-4%`."""
    for form in _RELATIVE:
        found = form.fullmatch(text)
        if found is None:
            continue
        nominal = measured(found["nominal"].strip())
        spread = read_interval(found["spread"])
        stated = found.groupdict().get("unit") or ""
        unit = measured(f"0 {stated}") if stated else None
        if nominal is None or spread is None or (stated and unit is None):
            continue
        name = nominal[1] or (unit[1] if unit else "")
        if not name or name == "%" or spread.unit != "%":
            continue
        return Bounds(of_nominal(nominal[0], spread.interval), name)
    return None


def of_nominal(nominal: Decimal, spread: Interval) -> Interval:
    """The ends of a relative tolerance, written to the digits of the nominal value where that is exact."""

    def end(share: Decimal | None) -> Decimal:
        amount = _EXACT.divide(_EXACT.multiply(abs(nominal), share or Decimal(0)), Decimal(100))
        exponent = nominal.as_tuple().exponent
        whole = _EXACT.add(nominal, amount)
        if isinstance(exponent, int):
            short = whole.quantize(Decimal(1).scaleb(exponent), context=_EXACT)
            if short == whole:
                return short
        return whole.normalize(_EXACT)

    return Interval(end(spread.low), end(spread.high), spread.low_closed, spread.high_closed, nominal)


def _around(nominal: Decimal, low: Decimal, high: Decimal, unit: str) -> Bounds:
    if not nominal:  # adding 0 would write digits that nobody wrote: 1×10¹ is not 10
        return Bounds(Interval(low, high, nominal=nominal), unit)
    return Bounds(Interval(_EXACT.add(nominal, low), _EXACT.add(nominal, high), nominal=nominal), unit)


def _without_ends(found: re.Match[str]) -> Bounds | None:
    """`10.0±0.1(不含+0.1)`: only the named end is open; a number without a sign names both (GB/T 8170-2008 4.3)."""
    bounds = read_interval(f"{found[1]} {found[4]}".strip())
    if bounds is None:
        return None
    interval = bounds.interval
    low, high = interval.low, interval.high
    if low is None or high is None:
        return None
    for text in filter(None, (found[2], found[3])):
        number = parse_decimal(text.lstrip("±"))
        if number is None:
            return None
        names_low, names_high = number == low, number == high
        if interval.nominal is not None:
            signed = text[0] in "+-"
            below, above = _EXACT.subtract(low, interval.nominal), _EXACT.subtract(high, interval.nominal)
            names_low = number == below or (not signed and number == -below)
            names_high = number == above
        if not (names_low or names_high):
            raise Unclear(M("{end} is no end of “{text}”", end=text, text=found[1]))
        interval = replace(
            interval,
            low_closed=interval.low_closed and not names_low,
            high_closed=interval.high_closed and not names_high,
        )
    return Bounds(interval, bounds.unit)


# --- printing -----------------------------------------------------------------------------------------------------


def print_interval(interval: Interval, unit: str = "", symbol: str = "x") -> str:
    """Signs of no language: `≥5.00`, `35~45 MPa`, `10.0±0.1`, `10 +0.2/-0.1`, `3<x≤6`; an open end as `(≠+0.1)`."""
    tail = unit if unit in _SHARES or not unit else f" {unit}"
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        if interval.nominal is not None:
            return _print_around(interval, low, high, interval.nominal, tail)
        return _print_between(interval, low, high, symbol) + tail
    if low is not None:
        return f"{'≥' if interval.low_closed else '>'}{written(low)}{tail}"
    if high is not None:
        return f"{'≤' if interval.high_closed else '<'}{written(high)}{tail}"
    return "—"


def _print_between(interval: Interval, low: Decimal, high: Decimal, symbol: str) -> str:
    if low == high:
        return f"={written(low)}"
    if interval.low_closed and interval.high_closed:
        return f"{written(low)}~{written(high)}"
    first, second = "≤" if interval.low_closed else "<", "≤" if interval.high_closed else "<"
    return f"{written(low)}{first}{symbol}{second}{written(high)}"


def _print_around(interval: Interval, low: Decimal, high: Decimal, nominal: Decimal, tail: str) -> str:
    """A share stands behind each number, because 10±1% could mean one per cent of ten."""
    share, tail = (tail, "") if tail in _SHARES else ("", tail)
    below, above = (_EXACT.subtract(low, nominal), _EXACT.subtract(high, nominal)) if nominal else (low, high)
    one_side = below > 0 or above < 0  # +10/+1 alone would not say that 0 is the nominal value
    centre = f"{written(nominal)}{share}" if nominal or one_side else ""
    if above == -below and above >= 0:
        text = f"{centre}±{written(above)}{share}"
    else:
        text = f"{centre} {_signed(above, '+')}{share}/{_signed(below, '-')}{share}".strip()
    ends = ((interval.high_closed, _signed(above, "+")), (interval.low_closed, _signed(below, "-")))
    opened = [end for closed, end in ends if not closed]
    return text + (f"(≠{';'.join(opened)})" if opened else "") + tail


def _signed(number: Decimal, zero_sign: str) -> str:
    if not number:
        return zero_sign + written(abs(number))
    return written(number) if number < 0 else f"+{written(number)}"
