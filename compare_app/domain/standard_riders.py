"""What rides on a standard number wherever it is typed: 湾区编号, 修改单, the edition, the stage of a draft."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from compare_app.domain.standard_parts import YEAR, StandardNumber
from compare_app.domain.standard_words import Typed
from compare_app.domain.terms import StandardScope

_FIGURES: Final = {figure: str(number) for number, figure in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True, slots=True)
class Rider:
    """One such piece, and what it does to the number it goes with; None where it does not go with it."""

    kind: str
    text: str  # in its normal form
    apply: Callable[[StandardNumber], StandardNumber | None]


def riders_of(seen: Typed) -> tuple[Typed, tuple[Rider, ...]]:
    """The text without its riders, and the riders."""
    found: list[Rider] = []
    for pattern, make in _RIDERS:
        if piece := pattern.search(seen.text):
            found.append(make(piece))
            seen = seen.without(*piece.span())
    return seen, tuple(found)


def _bay_area(piece: re.Match[str]) -> Rider:
    """WQ 1-8: an identifier beside the ordinary number (domain.md §5.4)."""
    text = f"WQ {piece['number']}"
    return Rider("wq", text, lambda number: replace(number, wq=text))


def _changes(piece: re.Match[str]) -> Rider:
    """第1号修改单 of a Chinese standard: /XG1, with its year where that is stated."""
    numbers = [_FIGURES.get(one, one) for one in re.findall(r"[0-9]+|[一二三四五六七八九]", piece["numbers"])]
    year = f"-{piece['year']}" if piece["year"] else ""
    marks = tuple(f"/XG{one}{year}" for one in numbers)

    def apply(number: StandardNumber) -> StandardNumber | None:
        return _amended(number, marks, "") if number.region == "CN" and not number.amendments else None

    return Rider("changes", "".join(marks), apply)


def _draft(piece: re.Match[str]) -> Rider:
    """A draft is another text than the standard it becomes."""
    mark = f"({piece['stage']})"

    def apply(number: StandardNumber) -> StandardNumber | None:
        return _amended(number, (mark,), " ") if number.region == "CN" else None

    return Rider("draft", mark, apply)


def _edition(piece: re.Match[str]) -> Rider:
    """Ed. 5.2 tells which edition is meant where no year does; beside a year it says nothing new."""
    mark = f"Ed.{(piece['after'] or piece['before']).removesuffix('.0')}"

    def apply(number: StandardNumber) -> StandardNumber | None:
        if number.scope not in (StandardScope.INTERNATIONAL, StandardScope.FOREIGN, StandardScope.REGIONAL):
            return None
        if number.year:
            return replace(number, remark="; ".join(part for part in (number.remark, mark) if part))
        return _amended(number, (mark,), " ")

    return Rider("edition", mark, apply)


def _amended(number: StandardNumber, marks: tuple[str, ...], joint: str) -> StandardNumber:
    """The number with marks behind its own form; the number it adopts stays last."""
    own = number.own + "".join(joint + mark for mark in marks)
    text = own + number.text[len(number.own) :]
    return replace(number, text=text, own=own, amendments=(*number.amendments, *marks), written=text)


_RIDERS: Final = (
    (re.compile(r"(?:[/,;:]\s?|(?<![0-9A-Z]))WQ\s?(?P<number>[0-9]+(?:-[0-9]+)+)(?![0-9])", re.IGNORECASE), _bay_area),
    (
        re.compile(
            r"(?:含|及|和|的|国家标准|行业标准)?第?(?P<numbers>(?:[0-9]+|[一二三四五六七八九])(?:[、,和及](?:[0-9]+|[一二三四五六七八九]))*)"
            rf"\s?号修改单(?:\s?[-(]?\s?(?P<year>{YEAR})年?\)?)?"
        ),
        _changes,
    ),
    (re.compile(r"\(?(?P<stage>征求意见稿|讨论稿|送审稿|报批稿|草案)(?:\)|$)"), _draft),
    (
        re.compile(
            r"(?<=[0-9])[,\s]\s?\(?\s?(?:(?:Edition|Ed)\b\.?\s?(?P<after>[0-9]+(?:\.[0-9]+)?)(?:\s?b)?(?![0-9A-Z])"
            r"|(?P<before>[0-9]{1,2})(?:st|nd|rd|th)\s?(?:Edition|Ed)\b\.?)\)?",
            re.IGNORECASE,
        ),
        _edition,
    ),
)  # fmt: skip
