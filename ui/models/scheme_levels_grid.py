"""A grading scheme as a table to be edited: levels beside each other, best first, indicators below (R11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from compare_app.domain.assessment import LevelReached
from compare_app.domain.edit import Edit
from compare_app.domain.limit_text import parse_limit
from compare_app.domain.model import GradingScheme, Indicator, SchemeLevel
from compare_app.domain.number import parse_decimal
from compare_app.domain.terms import Combination, Trust
from compare_app.domain.tone import Tone
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.cell import Cell, Column, Grid, ReadyRows
from ui.wording import named

NAME, POINTS, SHARE = "@name", "@points", "@share"  # keys of the rows above the indicators
_NAME_CELL: Final = "indicator"


def scheme_levels_grid(
    scheme: GradingScheme,
    indicators: Sequence[Indicator],
    reached: Mapping[str, LevelReached],
    words: Wording,
    *,
    editable: bool,
) -> Grid:
    """Rows for the names, points and shares of the levels, then one row an indicator with its limit at each level."""
    columns = (
        Column(_NAME_CELL, words("Indicator"), width=22),
        Column("unit", words("Unit"), width=10),
        *(
            Column(str(at), words("Level {number}", number=at + 1), words("Best level first"), width=16)
            for at in range(len(scheme.levels))
        ),
        Column("reached", words("Our product"), words("The level of the product looked at"), width=20),
    )
    rows = [
        (
            NAME,
            _head_row(words("Name of the level"), [one.name for one in scheme.levels], editable, bold=True),
        )
    ]
    if scheme.combination is Combination.WEIGHTED:
        texts = ["" if one.points is None else format(one.points, "f") for one in scheme.levels]
        rows.append((POINTS, _head_row(words("Points"), texts, editable)))
    if scheme.combination is Combination.GATE_AND_COUNT:
        texts = ["" if one.share is None else format(one.share, "f") for one in scheme.levels]
        rows.append((SHARE, _head_row(words("Share of core indicators"), texts, editable)))
    rows += [
        (one.id, _indicator_row(scheme, one, reached.get(one.id), words, editable)) for one in indicators
    ]
    return Grid(columns, ReadyRows(rows))


def _head_row(title: str, texts: Sequence[str], editable: bool, *, bold: bool = False) -> tuple[Cell, ...]:
    cells = [Cell(text, bold=bold, edit=text if editable else None) for text in texts]
    return (Cell(title, quiet=True), Cell(""), *cells, Cell(""))


def _indicator_row(
    scheme: GradingScheme, indicator: Indicator, reached: LevelReached | None, words: Wording, editable: bool
) -> tuple[Cell, ...]:
    cells = []
    for level in scheme.levels:
        text = limit_of(level, indicator.id)
        problem = parse_limit(text, indicator.unit).problem if text else None
        cells.append(
            Cell(
                text if problem is None else f"? {text}",
                tip="" if problem is None else words(problem),
                tone=Tone.NEUTRAL if problem is None else Tone.UNKNOWN,
                edit=text if editable else None,
                copy=text,
            )
        )
    return (
        Cell(named(indicator, words), bold=True),
        Cell(indicator.unit, quiet=True),
        *cells,
        _reached(reached, words),
    )


def _reached(one: LevelReached | None, words: Wording) -> Cell:
    if one is None:
        return Cell("")
    if one.unknown:
        return Cell(f"○ {words('not assessed')}", tip=words(one.reason), tone=Tone.UNKNOWN)
    return Cell(one.level or f"▼ {words('no level reached')}", tip=words(one.reason))


def limit_of(level: SchemeLevel, indicator_id: str) -> str:
    """What a level asks of an indicator, as people wrote it; several demands are one text."""
    return "; ".join(text for name, text in level.limits if name == indicator_id)


def edited_scheme(scheme: GradingScheme, row: str, column: str, text: str) -> Edit:
    """The edit that puts a typed text into a cell of the table; what cannot stand there is an AppError."""
    at, text = int(column), text.strip()
    level = scheme.levels[at]
    match row:
        case "@name":
            if not text or any(one.name == text for place, one in enumerate(scheme.levels) if place != at):
                raise AppError(
                    "SCHEME-LEVEL",
                    M("“{text}” cannot be the name of a level", text=text),
                    M("Every level needs a name of its own"),
                )
            level = replace(level, name=text)
        case "@points":
            level = replace(level, points=_number(text, None))
        case "@share":
            level = replace(level, share=_number(text, Decimal(1)))
        case indicator_id:
            kept = tuple(one for one in level.limits if one[0] != indicator_id)
            level = replace(level, limits=(*kept, (indicator_id, text)) if text else kept)
    levels = (*scheme.levels[:at], level, *scheme.levels[at + 1 :])
    return Edit(M("Edit the grading scheme {name}", name=scheme.name), (replace(scheme, levels=levels),))


def _number(text: str, most: Decimal | None) -> Decimal | None:
    number = parse_decimal(text) if text else None
    if text and (number is None or number < 0 or (most is not None and number > most)):
        raise AppError(
            "SCHEME-NUMBER",
            M("“{text}” is no number that can stand here", text=text),
            M("Points are not negative; a share is a number from 0 to 1; empty: not stated"),
        )
    return number


def with_level(scheme: GradingScheme, words: Wording) -> Edit:
    """The edit that adds a level below the others, with a name nobody uses yet."""
    names = {one.name for one in scheme.levels}
    number = len(scheme.levels) + 1
    while words("Level {number}", number=number) in names:
        number += 1
    made = SchemeLevel(words("Level {number}", number=number))
    label = M("Add a level to {name}", name=scheme.name)
    return Edit(label, (replace(scheme, levels=(*scheme.levels, made)),))


def without_level(scheme: GradingScheme, at: int) -> Edit:
    """The edit that takes a level away with its limits."""
    levels = (*scheme.levels[:at], *scheme.levels[at + 1 :])
    label = M("Remove the level {level} of {name}", level=scheme.levels[at].name, name=scheme.name)
    return Edit(label, (replace(scheme, levels=levels),))


def with_head(
    scheme: GradingScheme,
    *,
    name: str,
    combination: Combination,
    official: bool,
    trust: Trust,
    document: str,
) -> Edit | None:
    """The edit that changes what holds for the whole scheme; None where nothing changes."""
    source = replace(scheme.source, trust=trust, document=document.strip())
    changed = replace(
        scheme,
        name=name.strip() or scheme.name,
        combination=combination,
        official=official,
        source=source,
    )
    label = M("Edit the grading scheme {name}", name=changed.name)
    return None if changed == scheme else Edit(label, (changed,))
