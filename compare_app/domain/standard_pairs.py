"""Two numbers in one text: a double number and its degree of adoption, or a list that names more than one standard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from compare_app.domain.standard_parts import StandardNumber
from compare_app.domain.terms import StandardScope

Parse = Callable[[str], "StandardNumber | None"]

_DEGREES: Final = (
    ("NEQ", r"neq|非等效采用|非等效"),
    ("EQV", r"eqv|等效采用|等效"),
    ("IDT", r"idt|identical|等同采用|等同"),
    ("MOD", r"mod|modified|修改采用|修改"),
)
_DEGREE: Final = "|".join(pattern for _, pattern in _DEGREES)
# a run of stops is taken whole and from its beginning only: three hundred brackets would be tried in every division
_JOINT: Final = re.compile(
    rf"(?<![\s/(,;:])(?P<stop>[\s/(,;:]*+)(?P<degree>(?<![A-Z]){_DEGREE}(?![A-Z]))?(?P<more>[\s/(,;:.]*+)$",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(rf"(?<![\s,(;])[\s,(;]++(?P<degree>{_DEGREE})\s?\)?$", re.IGNORECASE)
_FIGURE: Final = re.compile("[0-9]")
_START: Final = re.compile(r"(?<=[\s/(,;:.用同改效])(?=[A-ZГ(])", re.IGNORECASE)


def adoption(text: str, parse: Parse) -> StandardNumber | None:
    """GB/T 19001-2016/ISO 9001:2015, also with IDT, MOD or NEQ, in brackets, in either order.

    A stroke alone says identical (GB/T 20000.2); brackets alone leave the degree open.
    """
    for first, second, degree, stroke, bracket in _pairs(text, parse):
        ours, theirs = (second, first) if _adopts(second, first) else (first, second)
        if not _adopts(ours, theirs) or ours.adopts or theirs.adopts:
            continue
        chinese = ours.region == "CN"
        if not (degree or bracket or (stroke and chinese)):
            continue
        degree = degree or ("IDT" if stroke else "")
        behind = (
            f"/{theirs.text}"
            if degree == "IDT" and chinese
            else f" ({degree} {theirs.text})".replace("( ", "(")
        )
        return replace(ours, text=ours.own + behind, adopts=theirs.text, degree=degree)
    return None


def _adopts(ours: StandardNumber, theirs: StandardNumber) -> bool:
    """Whether one can adopt the other: a Chinese standard any foreign one, a regional or foreign one ISO and IEC."""
    if ours.region == "CN":
        return theirs.region != "CN" and theirs.scope is not StandardScope.REGULATION
    return (
        ours.scope in (StandardScope.REGIONAL, StandardScope.FOREIGN)
        and theirs.scope is StandardScope.INTERNATIONAL
    )


def _pairs(text: str, parse: Parse) -> Iterator[tuple[StandardNumber, StandardNumber, str, bool, bool]]:
    """Every way to cut a text into two numbers: both, the degree said between or behind, stroke, brackets."""
    for found in _START.finditer(text):
        left, right = text[: found.start()], text[found.start() :]
        joint = _JOINT.search(left)
        if joint is None:
            continue
        between = f"{joint['stop']}{joint['more']}"
        degree = joint["degree"]
        bracket = "(" in between and right.endswith(")")
        if bracket:
            right = right[:-1]
        if tail := _TAIL.search(right if bracket else right.rstrip(")")):
            degree = degree or tail["degree"]
            right = right[: tail.start()]
        first = _parsed(left[: joint.start()], parse)
        second = _parsed(right.strip(), parse) if first is not None else None
        if first is not None and second is not None:
            yield first, second, _degree(degree), "/" in between, bracket


def _parsed(text: str, parse: Parse) -> StandardNumber | None:
    """One side of a pair; what has no figure is no number, and a long text has many such sides."""
    return parse(text) if _FIGURE.search(text) else None


def _degree(text: str | None) -> str:
    return next(
        (name for name, pattern in _DEGREES if text and re.fullmatch(pattern, text, re.IGNORECASE)), ""
    )


_SEPARATORS: Final = re.compile(
    r"\s?[;,、&]\s?|\s?(?:以及|[和及与或])\s?|\s/\s?|/\s|(?<=[0-9])\s(?=[A-Z])", re.IGNORECASE
)


def readings(text: str, parse: Parse) -> tuple[str, ...]:
    """What a text can be that was not recognised because it is more than one thing; empty where it is nothing known."""
    for look in (_listed, _earthquake_or_local, _part_or_year, _amendment):
        made = look(text, parse)
        if len(made) > 1:
            return made
    return ()


def _listed(text: str, parse: Parse) -> tuple[str, ...]:
    """Several numbers in one text: none of them is the one."""
    pieces = [piece for piece in _SEPARATORS.split(text) if piece]
    numbers = [parse(piece) for piece in pieces] if 1 < len(pieces) < 20 else []
    if numbers and all(numbers):
        return tuple(dict.fromkeys(one.text for one in numbers if one))
    for first, second, *_ in _pairs(text, parse):
        return first.text, second.text
    return ()


def _earthquake_or_local(text: str, parse: Parse) -> tuple[str, ...]:
    """DB4412-2000: number 4412 of the sector of earthquakes, or number 12 of Guangdong (R15)."""
    found = re.fullmatch(
        r"DB(?P<digits>[0-9]{3,})(?P<rest>(?:\.[0-9]+)*(?:\s?[-:]\s?[0-9]{4})?)", text, re.IGNORECASE
    )
    if found is None:
        return ()
    digits, rest = found["digits"], found["rest"]
    forms = [f"DB {digits}{rest}"]
    forms += [f"DB{digits[:cut]}/ {digits[cut:]}{rest}" for cut in (2, 4, 6) if len(digits) > cut]
    return tuple(one.text for form in forms if (one := parse(form)))


def _part_or_year(text: str, parse: Parse) -> tuple[str, ...]:
    """GB/T 4706-12: part 12, or the year 2012 cut short."""
    found = re.fullmatch(r"(?P<number>.*[0-9])\s?-\s?(?P<two>[0-4][0-9])", text)
    if found is None:
        return ()
    forms = (f"{found['number']}.{int(found['two'])}", f"{found['number']}-20{found['two']}")
    return tuple(one.text for form in forms if (one := parse(form)))


def _amendment(text: str, parse: Parse) -> tuple[str, ...]:
    """EN 71-3:2019 A1:2021: the consolidated text, or the amendment alone."""
    found = re.fullmatch(
        r"(?P<number>.*[0-9])\s(?P<amendment>(?:AMD|A|AC)\.?\s?[0-9]*(?::[0-9]{4})?)", text, re.IGNORECASE
    )
    if found is None:
        return ()
    forms = (f"{found['number']}{joint}{found['amendment']}" for joint in "+/")
    return tuple(one.text for form in forms if (one := parse(form)))
