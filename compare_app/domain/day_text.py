"""Days as people type them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

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
