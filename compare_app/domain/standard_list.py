"""The standards that one cell names: split where one number ends and the next begins, never within a title."""

from __future__ import annotations

import re
from typing import Final

from compare_app.domain.standard_number import parse_standard_number

_STOPS: Final = ";；、\n,，"
_OPEN: Final = "(（《[【〈"
_CLOSE: Final = ")）》]】〉"
_AND: Final = re.compile(r"\s*(?:以及|[和及与&])\s*|\s+/\s+|(?<=[0-9])\s+(?=[A-Za-zА-я])")


def split_numbers(text: str) -> tuple[str, ...]:
    """Every standard a cell names, as typed; ``GB/T 19001-2016（ISO 9001:2015，IDT）`` is one, ``A、B 和 C`` are three.

    A piece that is no number belongs to the one before it where both together are one: a title behind a comma.
    """
    found: list[str] = []
    for stop, piece in _pieces(text):
        together = f"{found[-1]}{stop}{piece}" if found else ""
        if together and not _known(piece) and _known(together):
            found[-1] = together
        elif piece:
            found.append(piece)
    return tuple(dict.fromkeys(one for piece in found for one in _several(piece)))


def _known(text: str) -> bool:
    return parse_standard_number(text).recognised


def _pieces(text: str) -> list[tuple[str, str]]:
    """(separator before, piece); separators within brackets do not count, unless a bracket is left open."""
    found: list[tuple[str, str]] = []
    depth, stop, start = 0, "", 0
    closed = sum(sign in _OPEN for sign in text) == sum(sign in _CLOSE for sign in text)
    for at, sign in enumerate(text):
        depth += (sign in _OPEN) - (sign in _CLOSE)
        if sign in _STOPS and (depth <= 0 or not closed):
            found.append((stop, text[start:at].strip()))
            stop, start = sign, at + 1
    return [*found, (stop, text[start:].strip())]


def _several(piece: str) -> list[str]:
    """Numbers of one region joined by 和 or a blank; a Chinese and a foreign one may be a double number and stay."""
    if _known(piece):
        return [piece]
    parts = [part.strip() for part in _AND.split(piece) if part.strip()]
    numbers = [parse_standard_number(part) for part in parts]
    one_region = len({number.region for number in numbers}) == 1
    return parts if all(number.recognised for number in numbers) and one_region else [piece]
