"""How much room text takes on a slide, reckoned without the font: the computer that writes may not have it.

Widths are those of Microsoft YaHei, rounded up; every line gets its height exactly, so that no other font changes it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

LINE: Final = 1.3  # height of a line in sizes of type
_BOLD: Final = 1.14
_CAREFUL: Final = 1.04
_SPACE: Final = 0.32


@lru_cache(maxsize=4096)
def _advance(character: str) -> float:
    """Width of a character in sizes of type."""
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    if character in " .,:;'|!ijlI()[]/":
        return _SPACE
    if character.isupper() or character in "mwMW%@&—…":
        return 0.78 if character not in "MW%@—…" else 1.0
    return 0.63


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line in points."""
    return sum(map(_advance, text)) * size * (_BOLD if bold else 1.0) * _CAREFUL


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """The lines of a text in a box of that width in points, at least one; words longer than a line are broken."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if text_width((line + piece).rstrip(), size, bold=bold) <= width:
                line += piece
                continue
            if line:
                lines.append(line.rstrip())
            line = piece.lstrip()
            while text_width(line.rstrip(), size, bold=bold) > width and len(line) > 1:
                taken = next(
                    (at for at in range(len(line), 1, -1) if text_width(line[:at], size, bold=bold) <= width),
                    1,
                )
                lines.append(line[:taken])
                line = line[taken:]
        lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> Iterator[str]:
    """Where a line may end: after a blank, and around every ideograph."""
    word = ""
    for character in text:
        if unicodedata.east_asian_width(character) in "WF":
            if word:
                yield word
            word = ""
            yield character
        elif character == " ":
            yield word + character
            word = ""
        else:
            word += character
    if word:
        yield word


def shortened(text: str, size: float, width: float, lines: int, *, bold: bool = False) -> str:
    """The text as far as so many lines hold it, with an ellipsis where it was longer."""
    if len(wrapped(text, size, width, bold=bold)) <= lines:
        return text
    for end in range(len(text) - 1, 0, -1):
        cut = text[:end].rstrip() + "…"
        if len(wrapped(cut, size, width, bold=bold)) <= lines:
            return cut
    return "…"


def is_broken(text: str, size: float, width: float, *, bold: bool = False) -> bool:
    """Whether a word of Latin letters is longer than a line."""
    return any(
        text_width(piece.rstrip(), size, bold=bold) > width
        for line in text.split("\n")
        for piece in _pieces(line)
    )
