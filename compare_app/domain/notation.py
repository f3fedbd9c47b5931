"""One spelling for the signs that people write in many ways, shared by the grammars of results and limits."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from compare_app.domain.number import MINUS_SIGNS, NUMBER, parse_decimal
from compare_app.domain.terms import Statistic
from compare_app.domain.units import listed, spell
from compare_app.text.fold import half_width

NOTHING_WRITTEN: Final = re.compile(r"[-—―/]+")  # a dash, several dashes or a slash in a cell

_SIGNS: Final = str.maketrans(
    dict.fromkeys(MINUS_SIGNS, "-")
    | dict.fromkeys("≦⩽≤⋜", "≤")
    | dict.fromkeys("≧⩾≥⋝", "≥")
    | dict.fromkeys("﹤〈‹", "<")
    | dict.fromkeys("﹥〉›", ">")
    | dict.fromkeys("～∼〜˜∽", "~")
    | dict.fromkeys("，﹐", ",")
    | dict.fromkeys("、；﹔", ";")
    | dict.fromkeys("﹪", "%")
    | dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f\t\r", " ")
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", None)
)
_BARE_POWER: Final = re.compile(  # 10⁶ Ω is 1×10⁶ Ω; 10¹, 10² and 10³ alone may carry the mark of a footnote
    r"(?<![0-9.,×xX*^])(?<![×xX*·] )10(\^[+-]?[0-9]{1,2}|[⁺⁻][⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|[⁴⁵⁶⁷⁸⁹]|¹[⁰¹²³⁴⁵⁶⁷⁸⁹])(?![0-9.])"
)
_PAIRS: Final = re.compile(r"<=|=<|>=|=>|\+/-|\+-|-+(?=\s*[+-][0-9.])")


def fold_signs(text: str) -> str:
    """Half-width, one sign each for ≤ ≥ < > ± ~ − and the separators, single blanks; superscripts stay.

    A full-width comma becomes `;`: unlike the half-width one it is never a decimal comma.
    """
    folded = half_width(text.replace("，", ";").replace("、", ";")).translate(_SIGNS)
    folded = _BARE_POWER.sub(r"1×10\1", folded)
    return " ".join(_PAIRS.sub(_pair, folded).split()) if "\n" not in folded else _lines(folded)


def _lines(folded: str) -> str:
    return fold_signs(";".join(line for line in folded.splitlines() if line.strip()))


def _pair(found: re.Match[str]) -> str:
    match found[0]:
        case "<=" | "=<":
            return "≤"
        case ">=" | "=>":
            return "≥"
        case "+/-" | "+-":
            return "±"
        case dashes:  # `-0.02--+0.04`: dashes before a signed number join two ends
            return "~" if found.start() and found.string[found.start() - 1].isdigit() else dashes


# which figure of the replicates a label names; longer spellings first
STATISTIC_LABEL: Final = (
    r"(?P<mean>平均值|平均|均值|average(?: value)?|mean(?: value)?|avg\.?|moyenne)"
    r"|(?P<single>单个值|单块值|单件值|单值|单个|单块|单件|单片|每个值|每个|每块|每件|每片|任一值|任一"
    r"|single(?: value)?|individu(?:al(?: value)?|el(?:le)?)?|each(?: value)?|any single(?: value)?)"
    r"|(?P<minimum>最小值|最低值|minimum value|min\. value|min value)"
    r"|(?P<maximum>最大值|最高值|maximum value|max\. value|max value)"
)


def statistic_of(found: re.Match[str]) -> Statistic:
    """The statistic of a match of `STATISTIC_LABEL`."""
    return next((member for member in Statistic if found.groupdict().get(member.value)), Statistic.UNSTATED)


def measured(text: str) -> tuple[Decimal, str] | None:
    """One number with or without a unit of the table (`9.5L`, `43 MPa`), on folded text; None for anything else."""
    found = _MEASURED.fullmatch(text)
    if found is None:
        return None
    number, unit = parse_decimal(found[1]), spell(found[2])
    return None if number is None or (found[2] and not (unit and listed(unit))) else (number, unit)


def span(text: str) -> tuple[Decimal, Decimal, str] | None:
    """Two numbers joined by a sign or word of range, and their one unit: `35~45`, `35-45 MPa`, `5%至8%`.

    The ends come as written: the caller looks whether they stand in order. In `+2.0 -3.0` the dash is a sign.
    """
    for joint in _JOINT.finditer(text):
        if may_be_sign(text, joint.start()):
            continue
        low, high = measured(text[: joint.start()].strip()), measured(text[joint.end() :].strip())
        if low and high and (low[1] == high[1] or not low[1] or not high[1]):
            return low[0], high[0], high[1] or low[1]
    return None


def may_be_sign(text: str, at: int) -> bool:
    """Whether the dash at a place may be the sign of the number behind it: after a blank, or where + stands first."""
    close = text[at] == "-" and bool(re.match(r"[0-9.]", text[at + 1 :]))
    return close and at > 0 and (text[at - 1] == " " or text.startswith("+"))


# parts are taken whole (++): a long row of strokes would otherwise be tried in every division
_MEASURED: Final = re.compile(rf"({NUMBER})\s?([^\s/]*+(?:\s?/\s?+[^\s/]++)*+)")
_JOINT: Final = re.compile(r"~|-|—+|至|到|(?<=\s)to(?=\s)")
