"""From the text of a result cell to values, and back: what is not surely understood stays `Unread` and says why.

Sources of the rules: domain.md §6.6 (censored and special results), rulings 9 (absences), reliability.md D1–D30.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from compare_app.domain.grade import plausible
from compare_app.domain.notation import (
    NOTHING_WRITTEN,
    STATISTIC_LABEL,
    fold_signs,
    may_be_sign,
    measured,
    span,
    statistic_of,
)
from compare_app.domain.number import MANTISSA, NUMBER, UNSIGNED, parse_decimal, written
from compare_app.domain.terms import Absence, Statistic
from compare_app.domain.units import listed, spell
from compare_app.domain.value import (
    Absent,
    Censored,
    Grade,
    NotDetected,
    Number,
    Operator,
    PassFail,
    Span,
    Unread,
    Value,
)
from compare_app.text.fold import key
from compare_app.text.message import M, Message


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of a cell. `statistic` is None and `unit` empty where the text does not state them.

    `problem` says in one sentence why an `Unread` was not understood; it is None for everything else. `doubt` is worth
    a look although the value was understood.
    """

    value: Value
    statistic: Statistic | None = None
    unit: str = ""
    problem: Message | None = None
    doubt: Message | None = None


def parse_result(text: str, absences: Mapping[str, Absence] | None = None) -> tuple[Reading, ...]:
    """Every value a cell holds, at least one: `43 39~45` is a mean and the span of its single values.

    `absences` overrules what a word of absence means (rulings 9). Never raises; never turns a word into zero.
    """
    stated = _stated_absence(text, absences) if absences else None
    if stated is not None:
        return (Reading(Absent(stated)),)
    if _PLAIN.fullmatch(text):
        return (Reading(Number(Decimal(text))),)
    if len(text) > _LONGEST:
        return (Reading(Unread(), problem=M("A text of {count} characters is no value", count=len(text))),)
    folded = fold_signs(text)
    return (
        _single(folded)
        or _mean_and_span(folded)
        or _labelled(folded)
        or _joined(folded)
        or (_unread(folded),)
    )


def print_value(value: Value) -> str:
    """The value in signs of no language; `parse_result` reads it back to the same value."""
    match value:
        case Number(number):
            return written(number)
        case Censored(operator, bound):
            return f"{operator.value}{written(bound)}"
        case NotDetected(lod):
            return "ND" if lod is None else f"ND(<{written(lod)})"
        case Span(low, high):
            return f"{written(low)}~{written(high)}"
        case Grade(label):
            return label
        case PassFail(passed):
            return "✓" if passed else "✗"
        case Absent(kind):
            return _ABSENT[kind]
        case Unread():
            return "?"


_ABSENT: Final = {Absence.MISSING: "—", Absence.NOT_APPLICABLE: "N/A", Absence.NOT_TESTED: "N/T"}
_PLAIN: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,20})(?:\.[0-9]{1,20})?")  # most cells of most files
_LONGEST: Final = 200


def _stated_absence(text: str, absences: Mapping[str, Absence]) -> Absence | None:
    found = absences.get(text.strip())
    if found is None and not _PLAIN.fullmatch(text):
        wanted = key(text)
        found = next((absence for word, absence in absences.items() if key(word) == wanted), None)
    return found


# --- one value ----------------------------------------------------------------------------------------------------


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MISSING: Final = _words(
    "查不到 缺失 无数据 暂无 暂无数据 不详 未知 未提供 未标注 未公布 unknown missing notreported nodata notstated"
)
_NOT_APPLICABLE: Final = _words("n/a na n.a. 不适用 notapplicable")
_NOT_TESTED: Final = _words("未检 未测 未检测 未测试 未检验 未测定 未做 nottested untested n/t")
_PASSED: Final = _words(
    "合格 符合 符合要求 符合标准 符合标准要求 通过 达标 满足 满足要求 "
    "pass passed ok qualified qualifed conform conforms complies eligible fullyresistance fullyresistant √ ✓ ✔"
)
_FAILED: Final = _words(
    "不合格 不符合 不符合要求 不符合标准 不通过 未通过 不达标 不满足 fail failed ng unqualified notqualified "
    "notconform doesnotconform ✗ ✘"
)
_YES_NO: Final = _words("是 否 有 无 yes no true false y n × x")

_NOT_DETECTED: Final = re.compile(
    r"(?:n\.?d\.?|n\.n\.|未检出|未检测出|不検出|not\s?detected|none\s?detected)(?P<bound>\W.*)?",
    re.IGNORECASE,
)
_BOUND: Final = re.compile(
    r"[\s(\[;,:]*(?:(?:方法|最低)?检出限|定量限|lod|loq|mdl|dl)?[\s为:=<≤]*(?P<bound>[0-9.].*?)\s*[)\]]?",
    re.IGNORECASE,
)
_BELOW_LIMIT: Final = re.compile(
    r"(?:[<≤]|低于|小于|below|under)\s?(?:lod|mdl|dl|(?:方法|最低)?检出限|detection limit)", re.IGNORECASE
)
_CENSORED: Final = re.compile(
    r"(不大于|不超过|不高于|不小于|不低于|不少于|小于|低于|大于|高于|超过|[<≤>≥])\s*(.+)"
)
_OPERATORS: Final = {
    **dict.fromkeys(("不大于", "不超过", "不高于"), Operator.AT_MOST),
    **dict.fromkeys(("不小于", "不低于", "不少于"), Operator.AT_LEAST),
    **dict.fromkeys(("小于", "低于"), Operator.BELOW),
    **dict.fromkeys(("大于", "高于", "超过"), Operator.ABOVE),
    **{operator.value: operator for operator in Operator},
}


def _single(text: str) -> tuple[Reading] | None:
    """One value from folded text, or None."""
    reading = _word(text) or _figure(text)
    return (reading,) if reading else None


def _word(text: str) -> Reading | None:
    word = text.replace(" ", "").casefold()
    if not word or word in _MISSING or NOTHING_WRITTEN.fullmatch(word):
        return Reading(Absent(Absence.MISSING))
    if word in _NOT_APPLICABLE:
        return Reading(Absent(Absence.NOT_APPLICABLE))
    if word in _NOT_TESTED:
        return Reading(Absent(Absence.NOT_TESTED))
    if word in _PASSED or word in _FAILED:
        return Reading(PassFail(word in _PASSED))
    if _BELOW_LIMIT.fullmatch(text):
        return Reading(NotDetected())
    if found := _NOT_DETECTED.fullmatch(text):
        return _not_detected(found["bound"] or "")
    return Reading(Grade(text)) if plausible(text) else None


def _not_detected(rest: str) -> Reading | None:
    if not rest:
        return Reading(NotDetected())
    found = _BOUND.fullmatch(rest)
    bound = measured(found["bound"]) if found else None
    return Reading(NotDetected(bound[0]), unit=bound[1]) if bound else None


def _figure(text: str) -> Reading | None:
    if _DATE.fullmatch(text) or _YEARS.fullmatch(text) or _LITRES.fullmatch(text):
        return None
    if found := _CENSORED.fullmatch(text):
        bound = measured(found[2])
        return Reading(Censored(_OPERATORS[found[1]], bound[0]), unit=bound[1]) if bound else None
    if one := measured(text):
        return Reading(Number(one[0]), unit=one[1])
    ends = span(text)
    if ends is None or ends[0] > ends[1]:
        return None
    return Reading(Span(ends[0], ends[1]), unit=ends[2])


# --- several values -----------------------------------------------------------------------------------------------

_PAIR: Final = re.compile(rf"({NUMBER}\s?[^\s\d,;(~-]*)\s*([,;(]|\s)\s*([^()]+)\)?")
_LABELLED: Final = re.compile(
    rf"(?:{STATISTIC_LABEL}|(?P<min>min\.?|最小|最低)|(?P<max>max\.?|最大|最高))\s*[:=为]?\s*", re.IGNORECASE
)


def _mean_and_span(text: str) -> tuple[Reading, ...] | None:
    """`43 39~45`, `0.07, 0.05~0.08`: the mean and, beside it, the ends of the single values that hold it."""
    found = _PAIR.fullmatch(text)
    if found is None or (found[2] == "," and "." not in found[1]):
        return None  # `41, 39~42` may be 41.39~42 where commas are decimal
    mean, ends = measured(found[1].strip()), span(found[3])
    if mean is None or ends is None or not ends[0] <= mean[0] <= ends[1]:
        return None
    if mean[1] and ends[2] and mean[1] != ends[2]:
        return None
    unit = mean[1] or ends[2]
    return (
        Reading(Number(mean[0]), Statistic.MEAN, unit),
        Reading(Span(ends[0], ends[1]), Statistic.SINGLE, unit),
    )


def _labelled(text: str) -> tuple[Reading, ...] | None:
    """`平均值 43，单值 39~45`: every part has a label and every part is understood."""
    labels = list(_LABELLED.finditer(text))
    if not labels or labels[0].start():
        return None
    readings: list[Reading] = []
    for label, follower in zip(labels, [*labels[1:], None]):
        part = text[label.end() : follower.start() if follower else None].strip(" ;,")
        reading = _figure(part)
        statistic = statistic_of(label)
        if label["min"] or label["max"]:
            statistic = Statistic.MINIMUM if label["min"] else Statistic.MAXIMUM
        if reading is None or (isinstance(reading.value, Span) and statistic is not Statistic.SINGLE):
            return None
        readings.append(Reading(reading.value, statistic, reading.unit))
    return tuple(readings) if len({reading.statistic for reading in readings}) == len(readings) else None


_JOINED: Final = re.compile(
    rf"{MANTISSA}(?P<joint>[-/]){MANTISSA}(?:(?P=joint){MANTISSA})+\s?(?P<unit>[^\s\d.~/-][^\s\d]*)"
)


def _joined(text: str) -> tuple[Reading] | None:
    """`22-42-47dB`, three figures and more with one unit: the range of them all. Without a unit it may be a day."""
    found = _JOINED.fullmatch(text)
    if found is None or not listed(found["unit"]):
        return None
    written_ones = text[: found.start("unit")].strip().split(found["joint"])
    figures = [one for one in map(parse_decimal, written_ones) if one is not None]
    if len(figures) != len(written_ones):
        return None
    doubt = M("one value; {count} are taken as the range that holds them", count=len(figures))
    return (Reading(Span(min(figures), max(figures)), unit=spell(found["unit"]), doubt=doubt),)


# --- why not ------------------------------------------------------------------------------------------------------

_DATE: Final = re.compile(
    r"(?:19|20)[0-9]{2}(?:\s?[-/年]\s?[0-9]{1,2}(?:\s?[-/月]\s?[0-9]{1,2}\s?日?)?月?|\.[0-9]{1,2}\.[0-9]{1,2})"
    r"(?:[ T][0-9:.]+)?"
    r"|[0-9]{1,2}[-/][0-9]{1,2}[-/](?:19|20)?[0-9]{2}|[0-9]{1,2}月[0-9]{1,2}日?"
    r"|[0-9]{1,2}[-/]0[1-9]|0[1-9][-/][0-9]{1,2}"
)
_YEARS: Final = re.compile(r"(?:19|20)[0-9]{2}\s?-\s?(?:19|20)[0-9]{2}")
_ERROR: Final = re.compile(r"#[A-Z0-9/]+[!?]?|Err:[0-9]+", re.IGNORECASE)
_ESTIMATE: Final = re.compile(
    r"(?:约|大约|近|[~≈]|about\b|approx\.?|ca?\.)\s*[0-9.].*|[0-9.]+\s*\S*(?:左右|上下)", re.IGNORECASE
)
_QUANTIFIED: Final = re.compile(r"blq|bql|(?:[<≤]|低于|小于)\s?(?:loq|定量限)", re.IGNORECASE)
_LITRES: Final = re.compile(rf"{NUMBER}\s?\(L\)")
_COMMA: Final = re.compile(r"[-+<>≤≥±]?\s*[0-9][0-9.]*,\s?[0-9]+(?:[.,][0-9]+)*(?:\D.*)?")
_UNIT: Final = re.compile(rf"[<≤>≥]?\s*{NUMBER}\s?([^\W\d_][^\s;~<>≤≥±]*|[²³])")
_SIGN_OR_RANGE: Final = re.compile(rf"{NUMBER}\s?[^\s;~\d-]*\s?-{UNSIGNED}\s?[^\s;~\d-]*")
_SEVERAL: Final = re.compile(rf"{NUMBER}[^;/\d]*(?:[;/,]\s*{NUMBER}[^;/\d]*)+")


def _unread(text: str) -> Reading:
    return Reading(Unread(), problem=_problem(text))


def _problem(text: str) -> Message:
    """Why folded text is no value, and what to write instead."""
    if len(text) > 80:
        text = f"{text[:79]}…"
    if _ERROR.fullmatch(text):
        return M("“{text}” is an error of a formula; put the value there", text=text)
    if _DATE.fullmatch(text):
        return M("“{text}” is a date where a value should stand", text=text)
    if _YEARS.fullmatch(text):
        return M("“{text}” looks like years; write a range with ~", text=text)
    if text.casefold() in _YES_NO:
        return M("“{text}” does not say whether that is good; write pass or fail", text=text)
    if _QUANTIFIED.fullmatch(text):
        return M("“{text}” needs the limit of quantification; write < and the number", text=text)
    if _LITRES.fullmatch(text):
        return M(
            "“{text}” can mean litres or below the limit of detection; write the unit, or < and the number",
            text=text,
        )
    if _ESTIMATE.fullmatch(text):
        return M("“{text}” is an estimate; write the number and set its basis to estimated", text=text)
    ends = span(text)
    if ends and ends[0] > ends[1]:
        return M("“{text}” is a range whose first number is the larger one", text=text)
    if _SIGN_OR_RANGE.fullmatch(text) and any(may_be_sign(text, at) for at in range(len(text))):
        return M("The dash in “{text}” may be a sign or a range; write a range with ~", text=text)
    if "±" in text:
        return M("“{text}” holds a value and its uncertainty; write them in two columns", text=text)
    if _COMMA.fullmatch(text):
        return M(
            "The comma in “{text}” may be a decimal sign, a thousands sign or a separator; write it without",
            text=text,
        )
    if (found := _UNIT.fullmatch(text)) and not listed(found[1]):
        return M("{unit} in “{text}” is no unit we know", unit=found[1], text=text)
    if _SEVERAL.fullmatch(text):
        return M("“{text}” holds several values; write one value a row", text=text)
    return M("“{text}” is no number, class or word of result that we know", text=text)
