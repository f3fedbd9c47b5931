"""Numbers of a column stand under each other at the decimal sign: each is shifted left by what it lacks behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QFontMetrics

_NUMBER: Final = re.compile(r"([+−-]?[0-9]+)((?:\.[0-9]+)?(?: ?[*%])?)")


@dataclass(frozen=True, slots=True)
class Tail:
    """What the numbers of a column have behind the integer part at most, and how much wider that makes the column."""

    width: int = 0  # px
    extra: int = 0  # px


def tail_of(text: str) -> str | None:
    """What stands behind the integer part of a number, its marks included; None for what is no plain number."""
    found = _NUMBER.fullmatch(text)
    return found[2] if found is not None else None


def measured(texts: Iterable[str], metrics: QFontMetrics) -> Tail:
    """The tail of a column from the texts of its first rows. Texts that are no plain numbers do not count."""
    heads, tails, whole = [0], [0], [0]
    for text in texts:
        tail = tail_of(text)
        if tail is not None:
            heads.append(metrics.horizontalAdvance(text.removesuffix(tail) if tail else text))
            tails.append(metrics.horizontalAdvance(tail))
        whole.append(metrics.horizontalAdvance(text))
    return Tail(max(tails), max(0, max(heads) + max(tails) - max(whole)))
