"""Signs that an old encoding could not write: `m?/h` was m³/h. Recognised and asked about, never changed silently."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from compare_app.domain.units import listed, spell
from compare_app.text.fold import half_width

Replacements = Sequence[tuple[str, str]]
"""Pairs of a text as it stands and what it was."""

_SIGNS: Final = "³²°℃μΩ·"
_UNIT: Final = re.compile(r"[A-Za-zΩμ%°·/()]*\?[A-Za-z0-9Ωμ%°·/()?]*")
_MOST: Final = 5  # different lost units in one table


def lost_units(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The units with a question mark in them of which only one is meant, the most frequent first."""
    counted: Counter[str] = Counter()
    for text in texts:
        if "?" in text or "？" in text:
            counted.update(_bare(one) for one in _UNIT.findall(half_width(text)))
    found = [(one, meant) for one, _ in counted.most_common() if (meant := what_was(one))]
    return tuple(found[:_MOST])


def what_was(unit: str) -> str:
    """The one known unit that a text with lost signs can have been; empty where there is none, or several."""
    texts = [unit]
    while len(unit) > 1 and any("?" in text for text in texts):
        texts = [text.replace("?", sign, 1) for text in texts for sign in _SIGNS]
        if len(texts) > len(_SIGNS) ** 2:
            return ""
    meant = {spell(text) for text in texts if listed(text)}
    return meant.pop() if len(meant) == 1 else ""


def _bare(text: str) -> str:
    """Without the brackets around the whole, or half of them: those of a header."""
    whole = text.startswith("(") and text.endswith(")")
    return text.strip("()") if whole or text.count("(") != text.count(")") else text


def restored(text: str, replacements: Replacements) -> str:
    """A text with what was lost put back."""
    for lost, was in replacements:
        if lost in text:
            text = text.replace(lost, was)
        elif (wide := lost.replace("?", "？")) in text:
            text = text.replace(wide, was)
    return text
