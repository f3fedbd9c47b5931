"""The cells of a plan row as canonical texts: put into an action, compared, and shown (docs/plan-workbook.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import Any, Final

from compare_app.domain.loop import Action
from compare_app.domain.number import parse_decimal
from compare_app.domain.terms import ActionStatus, ActionType
from compare_app.text.wording import Wording

DATES: Final = ("start", "due")
TERMS: Final[Mapping[str, type[Enum]]] = {"status": ActionStatus, "action_type": ActionType}
TARGET: Final = "target"
RESULT: Final = "result"


def with_cells(action: Action, cells: Mapping[str, str]) -> Action:
    """The action with canonical texts put into its fields; a re-test is no field of it."""
    fields: dict[str, Any] = {}
    for column, text in cells.items():
        if column in DATES:
            fields[column] = date.fromisoformat(text) if text else None
        elif column in TERMS:
            if text:
                fields[column] = TERMS[column](text)
        elif column == TARGET:
            number = parse_decimal(text)
            fields["target"] = number
            fields["target_text"] = text if number is None else ""
        elif column != RESULT:
            fields[column] = text
    return replace(action, **fields)


def with_line(note: str, line: str) -> str:
    """A note with one more line at its end; one that it has already is not written twice."""
    if line in note.split("\n"):
        return note
    return f"{note}\n{line}" if note else line


def same_cell(column: str, one: str, other: str) -> bool:
    """Equal texts; a target also where the spreadsheet dropped its last zeros, a text where it changed line ends."""
    return one == other or settled(column, one) == settled(column, other)


def settled(column: str, text: str) -> str:
    """What of a text no spreadsheet changes by itself: to compare with, never to keep."""
    number = parse_decimal(text) if column == TARGET else None
    if number is not None:
        return format(number.normalize(), "f")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
    return "\n".join(line.rstrip() for line in lines)


def text_of(values: Mapping[str, str | None], column: str) -> str:
    """The canonical text of a column; a target is its number or, where it is none, its words."""
    if column == TARGET:
        return values.get(TARGET) or values.get("target_text") or ""
    return values.get(column) or ""


def shown_cell(column: str, text: str, words: Wording) -> str:
    """A canonical text as people read it: words for codes."""
    if column in TERMS and text:
        return words.term(TERMS[column](text))
    return text
