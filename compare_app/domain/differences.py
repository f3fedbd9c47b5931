"""How a difference is written: two percentages differ by percentage points (pp), everything else by its unit."""

from __future__ import annotations

from compare_app.domain.comparison import Gap
from compare_app.domain.number import signed
from compare_app.domain.terms import Conclusion, Standing
from compare_app.domain.value import Grade, PassFail
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording


def difference(figure: str, unit: str) -> Message | str:
    """A gap, margin or distance with its unit, as a sentence takes it."""
    if unit == "%":
        return M("{figure} pp", figure=figure)
    return f"{figure} {unit}".strip()


def difference_text(figure: str, unit: str, words: Wording) -> str:
    """A gap, margin or distance with its unit; nothing where there is no figure."""
    if not figure:
        return figure
    said = difference(figure, unit)
    return said if isinstance(said, str) else words(said)


def has_figure(gap: Gap) -> bool:
    """Whether the absolute gap says something as a number: pass or fail has none, nor have classes that are level."""
    match gap.theirs.value:
        case PassFail():
            return False
        case Grade():
            return bool(gap.absolute)
        case _:
            return gap.absolute is not None


def outcome(gap: Gap) -> Conclusion | Standing:
    """What may be said of a comparable pair; of classes and of pass or fail only who is ahead: no numbers were
    compared, so none of the conclusions from numbers (rulings 3) fits them.
    """
    if gap.conclusion is None or isinstance(gap.theirs.value, PassFail | Grade):
        return gap.standing
    return gap.conclusion


def gap_words(gap: Gap, words: Wording) -> str:
    """The absolute gap with its sign and unit, steps between classes, or a dash where there is no figure."""
    if gap.absolute is None or not has_figure(gap):
        return "—"
    if isinstance(gap.theirs.value, Grade):
        return words(M("{count} steps", count=signed(gap.absolute)))
    return difference_text(signed(gap.absolute), gap.theirs.unit, words)
