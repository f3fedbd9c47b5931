"""Cells of a returned plan as people fill them in, as canonical texts; what cannot be read is held."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from compare_app.domain.number import parse_decimal, plain
from compare_app.domain.plan_cells import DATES, TARGET, TERMS
from compare_app.domain.terms import ActionStatus
from compare_app.domain.units import conversion, spell
from compare_app.errors import Issue, Level, Place
from compare_app.importers.cells import NO_VALUE, Cell, CellKind, Row, Sheet
from compare_app.text.fold import half_width, key
from compare_app.text.message import M, Message
from compare_app.text.wording import LANGUAGES, Wording

_DATE: Final = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?|(\d{4})(\d{2})(\d{2})"
)
_YEARS: Final = range(2000, 2100)  # as the sheet itself allows
_EPOCHS: Final = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_DAYS: Final = 100_000  # more than either system needs up to 2099
_NUMBER_AND_UNIT: Final = re.compile(r"([-+−]?[\d.,]+)\s*(\D.*)")
_OTHER_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "status": {
        "未开始": ActionStatus.WAITING, "未实施": ActionStatus.WAITING, "待开始": ActionStatus.WAITING,
        "实施中": ActionStatus.RUNNING, "进行": ActionStatus.RUNNING, "正在进行": ActionStatus.RUNNING,
        "ongoing": ActionStatus.RUNNING, "running": ActionStatus.RUNNING,
        "待检验": ActionStatus.TO_VERIFY, "待复测": ActionStatus.TO_VERIFY,
        "已取消": ActionStatus.CANCELLED, "作废": ActionStatus.CANCELLED, "canceled": ActionStatus.CANCELLED,
    },
    "action_type": {},
}  # fmt: skip


class CellReader:
    """Reads the cells of one plan sheet; `issues` collects what is held."""

    def __init__(self, file: str, sheet: Sheet) -> None:
        self._file = file
        self._sheet = sheet
        self.issues: list[Issue] = []
        spoken = [Wording.load(language) for language in LANGUAGES]
        self._words = {
            name: {key(word): str(code) for word, code in _OTHER_WORDS[name].items()}
            | {
                key(word): str(member.value)
                for member in vocabulary
                for word in (str(member.value), *(words.term(member) for words in spoken))
            }
            for name, vocabulary in TERMS.items()
        }

    def canonical(self, name: str, row: Row, at: int, unit: str) -> str | None:
        """The text of an editable cell; None where it changes nothing, because it was not understood or left open."""
        merge = row.merge_at(at)
        if merge is not None and at > merge.left:
            return None  # covered by a cell that says something else
        cell = row.at(at)
        text = cell.text.strip()
        if not text:
            return None if name in TERMS else ""  # a status is never "nothing"
        if cell.kind in NO_VALUE:
            return self._hold(row, at, text, M("a value, not a formula or an error"))
        if name in DATES:
            return self._day(cell, row, at, text)
        if name in TERMS:
            word = self._words[name].get(key(text))
            return word if word is not None else self._hold(row, at, text, M("a word of the list"))
        if name == TARGET:
            return self._target(row, at, text, unit)
        return text

    def _day(self, cell: Cell, row: Row, at: int, text: str) -> str | None:
        found = _DATE.fullmatch(half_width(text))
        if found is not None:
            parts = [int(part) for part in found.groups() if part]
            if parts[0] in _YEARS:  # a 3 typed into a cell of days is 1900-01-03 to the spreadsheet
                with suppress(ValueError):
                    return date(parts[0], parts[1], parts[2]).isoformat()
        elif cell.kind is CellKind.NUMBER:
            day = _serial(text, self._sheet.since_1904)
            if day:
                return day
        return self._hold(row, at, text, M("a date such as 2026-03-31"))

    def _target(self, row: Row, at: int, text: str, unit: str) -> str | None:
        """A number in the unit of the row as a plain decimal; a class or a limit as it was typed."""
        number = parse_decimal(text)
        if number is not None:
            return plain(number)
        found = _NUMBER_AND_UNIT.fullmatch(half_width(text))
        figure = parse_decimal(found[1]) if found is not None else None
        if found is None or figure is None:
            return text
        typed = found[2].strip()
        if unit and spell(typed) == spell(unit):  # never without regard to case: mW is not MW
            return plain(figure)
        if unit and conversion(typed, unit) is not None:  # 5级 is a class, 5600 mW beside W a slip
            return self._hold(row, at, text, M("a number in {unit}", unit=unit))
        return text

    def _hold(self, row: Row, at: int, text: str, expected: Message) -> str | None:
        """Note the cell; None, because it is not taken."""
        self.issues.append(
            Issue(
                "PLAN-CELL",
                Level.HOLD,
                Place(self._file, self._sheet.name, self._sheet.address(row.number, at)),
                text[:80],
                expected,
                M("The cell is not taken; the plan keeps what it has"),
                M("Mend the cell and merge again"),
            )
        )
        return None


def _serial(text: str, since_1904: bool) -> str:
    """The day of a serial number; "" outside the years of a plan, where the two systems have no odd days."""
    number = parse_decimal(text)
    if number is None or not 0 <= number < _DAYS:
        return ""
    day = _EPOCHS[since_1904] + timedelta(days=int(number))
    return day.isoformat() if day.year in _YEARS else ""


def plain_text(cell: Cell) -> str:
    """A cell of a column that is none of ours; errors and formulas without a value say nothing."""
    return "" if cell.kind in NO_VALUE else cell.text.strip()


def joined(texts: Sequence[str]) -> str:
    """Lines of one text in one line, for a note."""
    return " ".join(" ".join(texts).split())
