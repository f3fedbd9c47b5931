"""Folding text into keys, so that equal names meet; values and units are never folded this way (rulings 25)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_WIDTH: Final = {0x3000: " ", **{0xFF01 + offset: chr(0x21 + offset) for offset in range(0x5E)}}
_INVISIBLE: Final = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD), None)


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as their ASCII twins, by a fixed table; nothing else changes.

    Unlike NFKC this keeps ``10²`` and ``½`` as they are: NFKC would make a thousandfold error of them.
    """
    return text.translate(_WIDTH)


@lru_cache(8192)
def key(text: str) -> str:
    """The form under which names, headers and standard numbers are compared: NFKC, no blanks, lower case."""
    folded = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).casefold()
    return "".join(folded.split())


def clean(text: str) -> str:
    """Text as we keep it: no lone surrogates, no NUL; everything else stays as typed."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
