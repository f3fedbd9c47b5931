"""Conditions of a requirement (`制冷量≤4500 W`, `类型=热泵型`): what can be computed, and the words that cannot."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from compare_app.domain.interval_text import Bounds, Unclear, fold_words, print_interval, read_interval
from compare_app.domain.limit import Condition, Interval
from compare_app.domain.notation import fold_signs, measured

_NAME: Final = r"(?:\[(?P<quoted>[^\[\]]+)\]|(?P<name>[^<≤>≥=±~;&\[\]]*[^\W\d][^<≤>≥=±~;&\[\]]*))"
_TURNED: Final = {"<": ">", "≤": "≥", ">": "<", "≥": "≤"}
_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (
        re.compile(rf"(?P<number>[^<≤>≥=]+[<≤>≥])\s*{_NAME}\s*(?P<rest>[<≤>≥].+)"),
        lambda found: f"{found['number']}x{found['rest']}",
    ),
    (re.compile(rf"{_NAME}\s*(?P<rest>[<≤>≥=].+)"), lambda found: found["rest"]),
    (
        re.compile(rf"(?P<number>[^<≤>≥=]+)(?P<sign>[<≤>≥])\s*{_NAME}"),
        lambda found: _TURNED[found["sign"]] + found["number"],
    ),
)
_OPENING: Final = re.compile(
    r"(?:当|若|如果|对于|适用于|(?:when|where|if|for)\b)\s*(?:the\b\s*)?", re.IGNORECASE
)
_CLASS: Final = re.compile(rf"{_NAME}\s*(?:=|为|is\b)\s*(?P<labels>[^<≤>≥=±~;&\[\]]+)")
_OR: Final = re.compile(r"\s*(?:/|或|\bor\b)\s*")
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")


def split_parts(text: str, separators: str = ";") -> list[str]:
    """Parts between separators, but not inside brackets."""
    parts = re.split(rf"[{separators}](?![^(\[]*[)\]])", text)
    return [part.strip() for part in parts if part.strip()]


def parse_conditions(text: str) -> tuple[tuple[Condition, ...], str]:
    """The computable conditions of a text, and what is left of it in words: `热泵型 CC≤4500W` gives one of each."""
    conditions: list[Condition] = []
    words: list[str] = []
    for part in split_parts(_fold(text), ";,&"):
        condition, rest = read_condition(part)
        if condition is not None:
            conditions.append(condition)
        if rest:
            words.append(rest)
    return tuple(conditions), "; ".join(words)


def read_condition(text: str) -> tuple[Condition | None, str]:
    """One condition from folded text, and the words beside it; (None, the text) where there is none."""
    bare = strip_opening(text)
    for form, expression in _FORMS:
        found = form.fullmatch(bare)
        bounds = _bounds(expression(found)) if found else None
        if found and bounds:
            name, words = found["quoted"] or found["name"].strip(" :"), ""
            if (
                not found["quoted"] and " " in name and _CHINESE.search(name)
            ):  # a Chinese name has no blank inside
                words, _, name = name.rpartition(" ")
            return Condition(name, bounds.interval, bounds.unit), words.strip(" :")
    found = _CLASS.fullmatch(bare)
    labels = tuple(_OR.split(found["labels"].strip())) if found else ()
    if found and all(labels) and not any(measured(one) for one in labels):
        return Condition(found["quoted"] or found["name"].strip(" :"), Interval(), "", labels), ""
    return None, bare


def strip_opening(text: str) -> str:
    """Without 当 … 时, when the …: what stays is the condition itself."""
    bare = _OPENING.sub("", text, count=1) if _OPENING.match(text) else text
    return bare.removesuffix("时").strip(" :")


def print_conditions(conditions: Sequence[Condition]) -> str:
    """`4500<制冷量≤7100 W; [屈服强度 Rel]≥400 MPa`: read back to the same conditions."""
    return "; ".join(_print(condition) for condition in conditions)


def _print(condition: Condition) -> str:
    name = condition.indicator
    if condition.labels:
        said = f"{name}={'/'.join(condition.labels)}"
        return (
            said if read_condition(_fold(said))[0] == condition else f"[{name}]={'/'.join(condition.labels)}"
        )
    if read_condition(_fold(f"{name}≥1")) != (Condition(name, Interval(low=Decimal(1))), ""):
        name = f"[{name}]"
    interval = replace(condition.interval, nominal=None)
    if interval.low is not None and interval.high is not None and interval.low != interval.high:
        first, second = "≤" if interval.low_closed else "<", "≤" if interval.high_closed else "<"
        low, high = replace(interval, high=None), replace(interval, low=None)
        return f"{print_interval(low)[1:]}{first}{name}{second}{print_interval(high, condition.unit)[1:]}"
    return name + print_interval(interval, condition.unit)


def _bounds(expression: str) -> Bounds | None:
    try:
        return read_interval(expression)
    except Unclear:
        return None


def _fold(text: str) -> str:
    """Signs and words folded outside of quoted names."""
    parts = re.split(r"(\[[^\[\]]*\])", fold_signs(text))
    return "".join(part if part.startswith("[") else fold_words(part) for part in parts)
