"""Decimal commas: `0,35` may be 0.35 or a list of two, so it is read only where a person says what commas are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_THOUSANDS: Final = re.compile(r"(?<![0-9.,])([0-9]{1,3}(?:\.[0-9]{3})+)(?=,[0-9])")
_COMMA: Final = re.compile(r"(?<=[0-9]),(?=[0-9])")
_LIKE_ONE: Final = re.compile(r"[<>≤≥＜＞]?\s*[-+]?[0-9]+,[0-9]+(?:\s?[^\s0-9,]+)?")


def with_points(text: str) -> str:
    """A text with decimal points in place of decimal commas, and without the points that part thousands."""
    return _COMMA.sub(".", _THOUSANDS.sub(lambda found: found[1].replace(".", ""), text))


def look_decimal(texts: Iterable[str]) -> bool:
    """Whether commas in these cells can hardly be anything else: several, and not all before three digits."""
    found = [text for text in texts if _LIKE_ONE.fullmatch(text.strip())]
    return len(found) >= 2 and any(not re.search(r",[0-9]{3}(?![0-9])", text) for text in found)
