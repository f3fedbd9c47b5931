"""Days as people type them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from compare_app.errors import AppError
from compare_app.text.message import M

_DAY: Final = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})|([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?"
)


def typed_day(text: str) -> date | None:
    """A typed day: 2027-01-31, 20270131, 2027/1/31, 2027.1.31 or 2027年1月31日; None for anything else."""
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def entered_day(text: str) -> date | None:
    """The day that was typed into a field; None for an empty one, an AppError for what is no day."""
    if not text:
        return None
    day = typed_day(text)
    if day is None:
        raise AppError(
            "PLAN-DATE",
            M("“{text}” is no date", text=text),
            M("Write it as year-month-day, e.g. 2026-12-31"),
        )
    return day
