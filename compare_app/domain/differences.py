"""How a difference is written: between two percentages it is percentage points, everywhere else it has their unit."""

from __future__ import annotations

from compare_app.domain.comparison import Gap
from compare_app.domain.number import signed
from compare_app.domain.value import Grade
from compare_app.text.message import M
from compare_app.text.wording import Wording


def difference_text(figure: str, unit: str, words: Wording) -> str:
    """A gap, margin or distance with its unit; nothing where there is no figure."""
    if not figure or not unit:
        return figure
    if unit == "%":
        return words(M("{figure} percentage points", figure=figure))
    return f"{figure} {unit}"


def gap_words(gap: Gap, words: Wording) -> str:
    """The absolute gap with its sign and unit, steps between classes, or a dash."""
    if gap.absolute is None:
        return "—"
    if isinstance(gap.theirs.value, Grade):
        return words(M("{count} steps", count=signed(gap.absolute)))
    return difference_text(signed(gap.absolute), gap.theirs.unit, words)
