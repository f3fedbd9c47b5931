"""Signs that cannot be seen, or that turn the direction of what stands around them, as signs that can be seen."""

from __future__ import annotations

from typing import Final

SHOWN: Final = 80  # characters of a text of somebody else's that a message shows
_ON_ONE_LINE: Final = str.maketrans({"\n": "↵", "\t": "→", "\u00a0": " ", "\u2007": " ", "\u202f": " "})


def revealed(text: str) -> str:
    """The text with every hidden sign as its code point, ``⟨U+202E⟩``; blanks of any width and line ends stay.

    A name may hold them by accident or to deceive: `Pb` with a mark inside that turns the rest around.
    """
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or _may_stay(sign) else f"⟨U+{ord(sign):04X}⟩" for sign in text)


def _may_stay(sign: str) -> bool:
    import unicodedata  # at the first such sign: the start has none

    return sign in "\n\t" or unicodedata.category(sign) == "Zs"


def shown(text: str) -> str:
    """At most 80 characters on one line, with what cannot be seen made visible."""
    cut = text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
    return revealed(cut).translate(_ON_ONE_LINE)[: SHOWN * 2]
