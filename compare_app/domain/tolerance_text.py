"""An absolute and a relative tolerance together: `±0.6 %, 且不超过 ±2.0 mm` (GB/T 4100 writes it so).

"Whichever is greater" lets one of them be enough. With a nominal value beside them both become one interval.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import Final

from compare_app.domain.interval_text import Bounds, Unclear, of_nominal, print_interval, read_interval
from compare_app.domain.limit import Combined, Interval, Part
from compare_app.domain.notation import measured
from compare_app.domain.number import UNSIGNED
from compare_app.text.message import M

_EXACT: Final = Context(prec=60)
_PER_CENT: Final = "%"
_SMALLER: Final = re.compile(
    r"(?:两者)?(?:之?中)?取?(?:其中?)?(?:较小|最小|小)(?:者|值)?"
    r"|whichever is (?:the )?(?:smaller|lesser|less|stricter)",
    re.IGNORECASE,
)
_LARGER: Final = re.compile(
    r"(?:两者)?(?:之?中)?取?(?:其中?)?(?:较大|最大|大)(?:者|值)|whichever is (?:the )?(?:greater|larger|higher)",
    re.IGNORECASE,
)
_MAX_OF: Final = re.compile(r"max\(([^()]+);([^()]+)\)")
_OR: Final = re.compile(r"\s*(?:或者?|\bor\b)\s*", re.IGNORECASE)
_AND: Final = re.compile(
    r"\s*(?:[&,;]\s*)?(?:≤|max\.?|最大|最多)?\s*(?=\(?\s*(?:±|[+-]\s?[0-9.]))", re.IGNORECASE
)
_TOLERANCE: Final = re.compile(
    rf"(?P<nominal>.*?)\s*(?P<spread>±\s?{UNSIGNED}|[+-]\s?{UNSIGNED}\s?[^\s\d/+-]*\s?/\s?[+-]?\s?{UNSIGNED})\s?\(?(?P<unit>[^\s()±]*)\)?"
)


def read_combined(text: str, unit: str = "") -> tuple[Combined | Interval, str] | None:
    """Two tolerances together from text with folded signs, and the unit of the first; None where there are not two.

    `unit` is that of the column, for a first tolerance without one. With a nominal value both become one interval.
    """
    every = True
    found = _MAX_OF.fullmatch(text)
    if found:
        every, halves = False, [found[1], found[2]]
    else:
        bare = text
        if _LARGER.search(bare):
            every, bare = False, _LARGER.sub("", bare)
        elif _SMALLER.search(bare):
            bare = _SMALLER.sub("", bare)
        elif _OR.search(bare):
            if len([one for one in _OR.split(bare) if _spread(one)]) == 2:
                raise Unclear(
                    M("“{text}” does not say whether the larger or the smaller tolerance counts", text=text)
                )
            return None
        halves = _halves(_OR.sub("&", bare).strip(" ,;&"))
    if len(halves) != 2:
        return None
    parts = [_spread(one) for one in halves]
    if parts[0] is None or parts[1] is None:
        return None
    (nominal, first), (other_nominal, second) = parts[0], parts[1]
    if other_nominal:
        return None
    names = [first.unit or (unit if not nominal else ""), second.unit]
    if nominal:
        return _around_nominal(nominal, first, second, every=every, text=text)
    if not names[1] or names[0] == names[1]:
        raise Unclear(
            M("“{text}” sets two tolerances; write the unit of each: ±0.6 %, max ±2.0 mm", text=text)
        )
    return Combined((Part(first.interval, first.unit), Part(second.interval, second.unit)), every), first.unit


def print_combined(limit: Combined, unit: str = "") -> str:
    """`±0.6% & ±2.0 mm` where both must hold, `max(±1%; ±1 mm)` where the larger counts."""
    parts = [print_interval(part.interval, part.unit or unit) for part in limit.parts]
    return " & ".join(parts) if limit.every else f"max({'; '.join(parts)})"


def _halves(text: str) -> list[str]:
    """Cut before the second tolerance: at a separator, at 不超过 or max, or at the next ±."""
    places = list(re.finditer(r"±|(?<![0-9eE/±])[+-]\s?(?=[0-9.])", text))
    if len(places) < 2:
        return [text]
    for place in places[1:]:
        for joint in _AND.finditer(text, 1):
            if joint[0].strip() and abs(joint.end() - place.start()) <= 1:
                return [text[: joint.start()].strip(" ,;&"), text[joint.end() :].strip()]
    return [text]


def _spread(text: str) -> tuple[str, Bounds] | None:
    """Nominal value (as text, empty: none) and the tolerance around it."""
    found = _TOLERANCE.fullmatch(text.strip(" ()"))
    if found is None:
        return None
    bounds = read_interval(f"{found['spread']} {found['unit']}".strip())
    nominal = found["nominal"].strip()
    if bounds is None or (nominal and measured(nominal) is None):
        return None
    return nominal, bounds


def _around_nominal(
    nominal: str, first: Bounds, second: Bounds, *, every: bool, text: str
) -> tuple[Interval, str]:
    one = measured(nominal)
    assert one is not None
    number, unit = one
    sides: list[Interval] = []
    for part in (first, second):
        if part.unit == _PER_CENT and unit and unit != _PER_CENT:
            sides.append(of_nominal(number, part.interval))
        elif part.unit in ("", unit):
            ends = (part.interval.low or Decimal(0), part.interval.high or Decimal(0))
            sides.append(Interval(_EXACT.add(number, ends[0]), _EXACT.add(number, ends[1]), nominal=number))
        else:
            raise Unclear(
                M("“{text}” has two units: {one} and {other}", text=text, one=unit or "—", other=part.unit)
            )
    low_of, high_of = (max, min) if every else (min, max)
    low = low_of(side.low for side in sides if side.low is not None)
    high = high_of(side.high for side in sides if side.high is not None)
    return Interval(low, high, nominal=number), unit
