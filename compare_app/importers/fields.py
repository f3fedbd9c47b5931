"""From a cell of a known column to the value of a field; what is not understood says what was expected."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from compare_app.domain.number import parse_decimal
from compare_app.domain.standard_list import split_numbers
from compare_app.domain.workbook_layout import LIST_SEPARATORS, Column, Form
from compare_app.importers.cells import LONGEST, Cell, CellKind
from compare_app.importers.vocabulary import Vocabulary, yes_no
from compare_app.text.fold import half_width, key
from compare_app.text.message import M, Message

IDENTIFIERS: Final = frozenset(
    {"name", "code", "model", "specimen", "report", "clause", "number", "product", "indicator", "limit"}
)
"""Text columns in which Excel likes to make a date of what was typed."""

_DATE: Final = re.compile(
    r"((?:1[89]|20)[0-9]{2})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?(?:[ T]00:00(?::00)?)?"
)
_EIGHT: Final = re.compile(r"((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])")
_SPLIT: Final = re.compile(f"[{LIST_SEPARATORS}]")
_OF_NUMBERS: Final = frozenset({"standards", "replaces"})


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a cell was not understood: a stable code, what was expected, what to do."""

    code: str
    expected: Message
    remedy: Message = M("Mend the cell, in the wizard or in the file, or go on without it")


CALCULATE: Final = M("Open the file in Excel or WPS, save it, and import again")


def too_long(cell: Cell) -> Trouble:
    """For a text that no spreadsheet keeps: cutting it would be silent."""
    return Trouble(
        "IMP-LONG",
        M("at most {most} characters; this cell has {count}", most=LONGEST, count=len(cell.text)),
        M("Shorten the text and import again, or go on without it"),
    )


def read_field(column: Column, cell: Cell, vocabulary: Vocabulary) -> object | Trouble:
    """The value of a filled cell: str, Decimal, date, bool, member or tuple of texts, by the form of its column."""
    match cell.kind:
        case CellKind.ERROR:
            return Trouble(
                "IMP-ERROR", M("a value instead of an error"), M("Put the value there and import again")
            )
        case CellKind.UNCALCULATED:
            return Trouble(
                "IMP-FORMULA", M("a calculated value; this formula was never calculated"), CALCULATE
            )
        case CellKind.LONG:
            return too_long(cell)
        case CellKind.DATE if column.form is not Form.DATE and (
            column.form is not Form.TEXT or column.key in IDENTIFIERS
        ):
            return Trouble(
                "IMP-DATE", M("no date; the original may have been {text}", text=day_as_typed(cell.text))
            )
    text = cell.text.strip()
    match column.form:
        case Form.TEXT:
            return text
        case Form.LIST:
            return split_numbers(text) if column.key in _OF_NUMBERS else split_list(text)
        case Form.NUMBER:
            number = parse_decimal(text)
            return Trouble("IMP-NUMBER", M("a number such as 0.5")) if number is None else number
        case Form.RATE:
            number = parse_decimal(without_per_cent(text))
            expected = M("a number such as 96.5, with or without a per cent sign")
            return Trouble("IMP-NUMBER", expected) if number is None else number
        case Form.DATE:
            day = read_date(cell)
            return Trouble("IMP-DAY", M("a date such as 2024-05-31")) if day is None else day
        case Form.YES_NO:
            answer = yes_no(text)
            return Trouble("IMP-YES-NO", M("是 (yes) or 否 (no)")) if answer is None else answer
        case Form.TERM:
            assert column.terms is not None
            member = vocabulary.member(column.terms, text)
            if member is None:
                return Trouble("IMP-TERM", M("one of: {choices}", choices=tuple(column.terms)))
            return member


def without_per_cent(text: str) -> str:
    """The number before a per cent sign; the text itself where there is none."""
    return half_width(text).strip().removesuffix("%").rstrip()


def read_date(cell: Cell) -> date | None:
    """A day from a date cell or from text in an unambiguous order; None for 03/04/2025, serial numbers and no day."""
    text = cell.text.strip()
    if cell.kind is CellKind.NUMBER and not _EIGHT.fullmatch(text):
        return None
    folded = half_width(text)
    found = _DATE.fullmatch(folded) or _EIGHT.fullmatch(folded)
    if found is None and cell.kind is CellKind.DATE:
        found = _DATE.match(folded)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def split_list(text: str) -> tuple[str, ...]:
    """The texts of a list cell, without blanks and without what is there twice."""
    parts = (part.strip() for part in _SPLIT.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def day_as_typed(text: str) -> str:
    """What somebody probably typed before Excel made a date of it: 2025-03-05 → 3-5."""
    found = _DATE.match(text)
    return f"{int(found[2])}-{int(found[3])}" if found else text


def header_key(text: str) -> str:
    """A header as it is compared: folded, without the star of a required column."""
    return key(text).strip("*").removesuffix("(必填)").removesuffix("(required)").strip("*")
