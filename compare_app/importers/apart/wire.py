"""What the reading child says, one JSON object a line, and what the parent makes of it: nothing is taken on trust.

No pickle: a child that a file has taken over can only say wrong texts, never run code here (reliability.md B3).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from compare_app.errors import Issue, Level, Place, RefusedFile
from compare_app.importers.cells import EMPTY, LONGEST, Cell, CellKind, Merge, Row, Sheet
from compare_app.text.message import Message

ROWS: Final = 1_000  # in one line
MOST_LINE: Final = 256_000_000  # bytes; a row of the widest sheet with the longest texts is less
_KINDS: Final = tuple(CellKind)


class Garbled(ValueError):
    """The child said something that it never says."""


def line_of(answer: Mapping[str, object]) -> bytes:
    """One object as a line."""
    return json.dumps(answer, separators=(",", ":")).encode("ascii") + b"\n"


def answer_of(line: bytes) -> dict[str, Any]:
    """The object of a line."""
    try:
        answer = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Garbled from error
    if not isinstance(answer, dict):
        raise Garbled
    return answer


# --- sentences -----------------------------------------------------------------------------------------------------


def refusal(error: RefusedFile) -> dict[str, object]:
    """Why a file is refused, to send."""
    return {
        "code": error.code,
        "what": _said(error.what),
        "remedy": _said(error.remedy),
        "place": [error.place.file, error.place.sheet, error.place.cell],
    }


def refusal_of(body: object) -> RefusedFile:
    """… and as received."""
    match body:
        case {"code": str(code), "what": what, "remedy": remedy, "place": place}:
            return RefusedFile(code, _message(what), _message(remedy), _place(place))
    raise Garbled


def notes(issues: list[Issue]) -> list[object]:
    """What is worth a note about a file, to send."""
    return [
        [one.code, one.level.value, [one.place.file, one.place.sheet, one.place.cell], one.found]
        + [_said(part) for part in (one.expected, one.effect, one.remedy)]
        for one in issues
    ]


def notes_of(body: object) -> list[Issue]:
    """… and as received."""
    if not isinstance(body, list):
        raise Garbled
    return [_issue(one) for one in body]


def _issue(body: object) -> Issue:
    match body:
        case [str(code), str(level), place, str(found), expected, effect, remedy] if level in set(Level):
            words = (_message(expected), _message(effect), _message(remedy))
            return Issue(code, Level(level), _place(place), found, *words)
    raise Garbled


def _place(body: object) -> Place:
    match body:
        case [str(file), str(sheet), str(cell)]:
            return Place(file, sheet, cell)
    raise Garbled


def _said(message: Message) -> list[object]:
    return [message.template, {name: _plain(value) for name, value in message.params.items()}]


def _plain(value: object) -> object:
    match value:
        case Message():
            return {"message": _said(value)}
        case list() | tuple():
            return [_plain(one) for one in value]
        case str() | int() | float():
            return value
        case _:
            raise TypeError(f"{value!r} cannot be sent")


def _message(body: object) -> Message:
    match body:
        case [str(template), dict(params)]:
            return Message(template, {str(name): _param(value) for name, value in params.items()})
    raise Garbled


def _param(value: object) -> object:
    match value:
        case {"message": said}:
            return _message(said)
        case list():
            return [_param(one) for one in value]
        case str() | int() | float():
            return value
        case _:
            raise Garbled


# --- sheets --------------------------------------------------------------------------------------------------------


def blocks(sheet: Sheet) -> Iterator[dict[str, object]]:
    """A sheet in blocks of rows; equal cells are sent once and named by number, number 0 is the empty cell."""
    numbers: dict[int, int] = {id(EMPTY): 0}
    for start in range(0, len(sheet.rows), ROWS):
        rows = sheet.rows[start : start + ROWS]
        fresh: list[object] = []
        for row in rows:
            for cell in row.cells:
                if id(cell) not in numbers:
                    numbers[id(cell)] = len(numbers)
                    fresh.append([cell.text, _KINDS.index(cell.kind), cell.number_format])
        yield {
            "cells": fresh,
            "rows": [[row.number, [numbers[id(cell)] for cell in row.cells]] for row in rows],
        }
    yield {
        "sheet": sheet.name,
        "merges": [[one.top, one.left, one.bottom, one.right] for one in sheet.merges],
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "since_1904": sheet.since_1904,
    }


class Assembly:
    """Puts a sheet together from its blocks."""

    def __init__(self) -> None:
        self._cells: list[Cell] = [EMPTY]
        self._rows: list[Row] = []

    def add(self, block: Mapping[str, Any]) -> None:
        """A block of rows."""
        cells = self._cells
        try:
            cells += [_cell(text, kind, form) for text, kind, form in block["cells"]]
            for number, places in block["rows"]:
                if type(number) is not int or number < 1 or (places and min(places) < 0):
                    raise Garbled
                if self._rows and number <= self._rows[-1].number:
                    raise Garbled
                self._rows.append(Row(number, [cells[at] for at in places]))
        except (KeyError, TypeError, IndexError, ValueError) as error:
            raise Garbled from error

    def finished(self, end: Mapping[str, Any]) -> Sheet:
        """The sheet, by the last answer about it."""
        match end:
            case {
                "sheet": str(name),
                "merges": list(merges),
                "hidden_rows": list(rows),
                "hidden_columns": list(columns),
                "since_1904": bool(since_1904),
            }:
                return Sheet(
                    name,
                    self._rows,
                    tuple(Merge(*numbers(one, 4)) for one in merges),
                    frozenset(numbers(rows)),
                    frozenset(numbers(columns)),
                    since_1904=since_1904,
                )
        raise Garbled


def _cell(text: object, kind: object, form: object) -> Cell:
    if type(text) is not str or type(form) is not str or type(kind) is not int:
        raise Garbled
    return Cell(text, CellKind.LONG if len(text) > LONGEST else _KINDS[kind], form)


def numbers(body: object, count: int | None = None) -> tuple[int, ...]:
    """Whole numbers, as many as are asked for."""
    if not isinstance(body, list) or any(type(one) is not int for one in body):
        raise Garbled
    if count is not None and len(body) != count:
        raise Garbled
    return tuple(body)
