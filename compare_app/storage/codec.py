"""How values, limits and messages are kept as text, so that every digit comes back as it was typed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

from compare_app.domain import terms
from compare_app.domain.limit import (
    ClassAtLeast,
    Classes,
    Combined,
    Computed,
    Condition,
    Grades,
    GradeStep,
    Interval,
    Limit,
    NoLimit,
    NotDetectable,
    Part,
    Required,
    UnreadLimit,
)
from compare_app.domain.model import LadderLine, SchemeLevel
from compare_app.domain.terms import Absence, LadderCondition, Step
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
from compare_app.text.message import Message

Scalar = str | int | None
"""What a column holds; floating numbers are kept in derived caches only."""


class Unreadable(ValueError):
    """A stored text that no version of the program has written: the file is damaged or was changed by hand."""


# --- numbers and JSON ------------------------------------------------------------------------------------------------


def decimal_text(number: Decimal) -> str:
    """The text of a number, digits and exponent kept. NaN and infinities are no values: ValueError."""
    if not number.is_finite():
        raise ValueError(f"{number} is not a number")
    return str(number)


def decimal_from(text: str) -> Decimal:
    """The number of a stored text."""
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise Unreadable(f"{text!r} is no number") from error
    if not number.is_finite():
        raise Unreadable(f"{text!r} is no number")
    return number


def json_text(body: object) -> str:
    """The one spelling of a JSON body: sorted, compact, characters as they are."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def json_body(text: str) -> Any:
    """The body of a stored JSON text."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise Unreadable(f"{text[:40]!r} is no JSON") from error


# --- values of results -----------------------------------------------------------------------------------------------

NUMBER: Final = "="
NOT_DETECTED: Final = "nd"
SPAN: Final = ".."
GRADE: Final = "grade"
PASS: Final = "pass"
FAIL: Final = "fail"
UNREAD: Final = "?"
OPERATORS: Final = {operator.value: operator for operator in Operator}
ABSENCES: Final = {absence.value: absence for absence in Absence}


def encode_value(value: Value, raw: str) -> tuple[str, str | None, str | None]:
    """A value as its kind and one or two texts; the first is None where it would only repeat the raw text."""
    match value:
        case Number(number):
            text = decimal_text(number)
            return NUMBER, None if text == raw else text, None
        case Censored(operator, bound):
            return operator.value, decimal_text(bound), None
        case NotDetected(lod):
            return NOT_DETECTED, None if lod is None else decimal_text(lod), None
        case Span(low, high):
            return SPAN, decimal_text(low), decimal_text(high)
        case Grade(label):
            return GRADE, None if label == raw else label, None
        case PassFail(passed):
            return PASS if passed else FAIL, None, None
        case Absent(kind):
            return kind.value, None, None
        case Unread():
            return UNREAD, None, None


def decode_value(kind: str, first: str | None, second: str | None, raw: str) -> Value:
    """The value of its stored form; `Unreadable` where the form is none of ours."""
    if kind == NUMBER:
        return Number(decimal_from(raw if first is None else first))
    if kind in OPERATORS and first is not None:
        return Censored(OPERATORS[kind], decimal_from(first))
    if kind == NOT_DETECTED:
        return NotDetected(None if first is None else decimal_from(first))
    if kind == SPAN and first is not None and second is not None:
        return Span(decimal_from(first), decimal_from(second))
    if kind == GRADE:
        return Grade(raw if first is None else first)
    if kind in (PASS, FAIL):
        return PassFail(kind == PASS)
    if kind in ABSENCES:
        return Absent(ABSENCES[kind])
    if kind == UNREAD:
        return Unread()
    raise Unreadable(f"{kind!r} is no kind of value")


# --- limits and conditions -------------------------------------------------------------------------------------------


def _interval_body(interval: Interval) -> dict[str, object]:
    body: dict[str, object] = {}
    for name in ("low", "high", "nominal"):
        number = getattr(interval, name)
        if number is not None:
            body[name] = decimal_text(number)
    if not interval.low_closed:
        body["low_open"] = True
    if not interval.high_closed:
        body["high_open"] = True
    return body


def _interval_from(body: Mapping[str, Any]) -> Interval:
    def number(name: str) -> Decimal | None:
        return decimal_from(body[name]) if name in body else None

    return Interval(
        number("low"),
        number("high"),
        not body.get("low_open", False),
        not body.get("high_open", False),
        number("nominal"),
    )


def encode_limit(limit: Limit) -> str:
    """A limit as JSON text, e.g. ``{"interval":{"low":"5.00"}}``."""
    body: object
    match limit:
        case Interval():
            body = {"interval": _interval_body(limit)}
        case Grades(steps, pass_level):
            body = {"grades": _rungs_body(steps), "pass_level": pass_level}
        case Classes(steps, wanted):
            body = {"classes": _rungs_body(steps), "wanted": wanted}
        case ClassAtLeast(label):
            body = {"class_at_least": label}
        case Combined(parts, every):
            pieces = [{"interval": _interval_body(part.interval), "unit": part.unit} for part in parts]
            body = {"combined": pieces, "every": every}
        case Computed(low, high, low_closed, high_closed):
            ends = {"low": low, "high": high, "low_open": not low_closed, "high_open": not high_closed}
            body = {"computed": {name: end for name, end in ends.items() if end}}
        case Required(text):
            body = {"required": text}
        case NotDetectable():
            body = "not_detectable"
        case NoLimit():
            body = "none"
        case UnreadLimit():
            body = "unread"
    return json_text(body)


def _rungs_body(steps: tuple[GradeStep, ...]) -> list[object]:
    return [{"name": step.name, "interval": _interval_body(step.interval)} for step in steps]


def _rungs_from(body: list[Any]) -> tuple[GradeStep, ...]:
    return tuple(GradeStep(rung["name"], _interval_from(rung["interval"])) for rung in body)


def decode_limit(text: str) -> Limit:
    """The limit of its JSON text; `Unreadable` where it is none of ours."""
    match json_body(text):
        case {"interval": dict(body)}:
            return _interval_from(body)
        case {"grades": list(rungs), "pass_level": str(pass_level)}:
            return Grades(_rungs_from(rungs), pass_level)
        case {"classes": list(rungs), "wanted": str(wanted)}:
            return Classes(_rungs_from(rungs), wanted)
        case {"class_at_least": str(label)}:
            return ClassAtLeast(label)
        case {"combined": list(pieces), "every": bool(every)}:
            return Combined(
                tuple(Part(_interval_from(piece["interval"]), piece["unit"]) for piece in pieces), every
            )
        case {"computed": dict(body)}:
            return Computed(
                body.get("low", ""),
                body.get("high", ""),
                not body.get("low_open", False),
                not body.get("high_open", False),
            )
        case {"required": str(words)}:
            return Required(words)
        case "not_detectable":
            return NotDetectable()
        case "none":
            return NoLimit()
        case "unread":
            return UnreadLimit()
        case _:
            raise Unreadable(f"{text[:40]!r} is no limit")


def encode_conditions(conditions: tuple[Condition, ...]) -> str:
    """Conditions as a JSON list."""
    return json_text(
        [
            {"indicator": one.indicator, "interval": _interval_body(one.interval), "unit": one.unit}
            | ({"labels": list(one.labels)} if one.labels else {})
            for one in conditions
        ]
    )


def decode_conditions(text: str) -> tuple[Condition, ...]:
    """The conditions of their JSON list."""
    try:
        return tuple(
            Condition(
                one["indicator"], _interval_from(one["interval"]), one["unit"], tuple(one.get("labels", ()))
            )
            for one in json_body(text)
        )
    except (TypeError, KeyError) as error:
        raise Unreadable(f"{text[:40]!r} is no list of conditions") from error


# --- tables of rules -------------------------------------------------------------------------------------------------


def encode_ladder(lines: tuple[LadderLine, ...]) -> str:
    """The lines of a ladder's table as a JSON list of condition and step."""
    return json_text([[one.condition.value, None if one.step is None else int(one.step)] for one in lines])


def decode_ladder(text: str) -> tuple[LadderLine, ...]:
    """The lines of their JSON list."""
    try:
        return tuple(
            LadderLine(LadderCondition(condition), None if step is None else Step(step))
            for condition, step in json_body(text)
        )
    except (TypeError, ValueError) as error:
        raise Unreadable(f"{text[:40]!r} is no table of a ladder") from error


def encode_levels(levels: tuple[SchemeLevel, ...]) -> str:
    """The levels of a grading scheme as a JSON list."""
    return json_text(
        [
            {"name": one.name, "limits": [list(pair) for pair in one.limits]}
            | ({} if one.points is None else {"points": decimal_text(one.points)})
            | ({} if one.share is None else {"share": decimal_text(one.share)})
            for one in levels
        ]
    )


def decode_levels(text: str) -> tuple[SchemeLevel, ...]:
    """The levels of their JSON list."""
    try:
        return tuple(
            SchemeLevel(
                one["name"],
                tuple((str(indicator), str(limit)) for indicator, limit in one["limits"]),
                decimal_from(one["points"]) if "points" in one else None,
                decimal_from(one["share"]) if "share" in one else None,
            )
            for one in json_body(text)
        )
    except (TypeError, KeyError, ValueError) as error:
        raise Unreadable(f"{text[:40]!r} is no list of levels") from error


# --- messages --------------------------------------------------------------------------------------------------------


def encode_message(message: Message) -> str:
    """A marked sentence with its gaps, so that a label of undo can be said in any language later."""
    return json_text(_message_body(message))


def _message_body(message: Message) -> dict[str, object]:
    body: dict[str, object] = {"template": message.template}
    if message.params:
        body["params"] = {name: _tagged(value) for name, value in message.params.items()}
    return body


def _tagged(value: object) -> object:
    match value:
        case Message():
            return {"message": _message_body(value)}
        case Enum():
            return {"term": [type(value).__name__, value.name]}
        case Decimal():
            return {"decimal": str(value)}
        case datetime():
            return {"datetime": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case list() | tuple():
            return [_tagged(item) for item in value]
        case None | bool() | int() | str():
            return value
        case _:
            return str(value)


def decode_message(text: str) -> Message:
    """The sentence of its JSON text."""
    body = json_body(text)
    if not isinstance(body, dict):
        raise Unreadable(f"{text[:40]!r} is no message")
    return _message_from(body)


def message_or_text(text: str) -> Message:
    """The sentence of its JSON text, or a plain text that an earlier program kept."""
    return decode_message(text) if text.startswith('{"') else Message(text)


def _message_from(body: Mapping[str, Any]) -> Message:
    params = {name: _untagged(value) for name, value in body.get("params", {}).items()}
    return Message(body["template"], MappingProxyType(params)) if params else Message(body["template"])


def _untagged(value: Any) -> object:
    match value:
        case {"message": dict(body)}:
            return _message_from(body)
        case {"term": [str(kind), str(name)]}:
            member: object = getattr(getattr(terms, kind, None), name, name)
            return member
        case {"decimal": str(text)}:
            return Decimal(text)
        case {"datetime": str(text)}:
            return datetime.fromisoformat(text)
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case list():
            return [_untagged(item) for item in value]
        case _:
            return value
