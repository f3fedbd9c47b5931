"""Labels side by side in a lane above or below a row of marks, moved apart where they would touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compare_app.domain.tone import Mark, Tone
from ui.charts.axis import spread
from ui.charts.frame import Frame, Pad, told_whole
from ui.charts.marks import mark_ops
from ui.charts.picture import Patch, Size


@dataclass(frozen=True, slots=True)
class Label:
    """What stands at a place of the lane; without `mark` it belongs to a line, not to a product."""

    x: float
    text: str
    tone: Tone
    mark: Mark | None
    story: str = ""

    @property
    def bold(self) -> bool:
        """Ours stands out."""
        return self.tone is Tone.OURS


def lane(
    pad: Pad, labels: Sequence[Label], top: float, size: Size, ends: tuple[float, float]
) -> list[tuple[float, float]]:
    """Draw the labels between the ends and answer where each stands, left and right.

    Where one cannot stand under its mark, all carry the shape of theirs.
    """
    if not labels:
        return []
    frame, theme, line = pad.frame, pad.frame.theme, pad.frame.type.line(size)
    placed = _place(frame, labels, size, ends, 0.0)
    sign = 0.0
    if any(abs(left + width / 2 - one.x) > frame.px(14) for (_, left, width), one in zip(placed, labels)):
        sign = frame.px(10)
        placed = _place(frame, labels, size, ends, sign)
    for label, (text, left, width) in zip(labels, placed):
        pad.add(Patch(left - 2, top + 1, width + 4, line - 2))
        if text != label.text:
            pad.spot(left, top, width, line, "", told_whole(label.text, label.story))
        room = 0.0
        if sign and label.mark is not None:
            mark = label.mark if label.mark in (Mark.SOLID, Mark.HATCHED) else Mark.HOLLOW
            ground = theme.surface_raised
            pad.add(
                *mark_ops(label.tone, mark, left + sign * 0.35, top + line / 2, frame.px(2.8), theme, ground)
            )
            room = sign
        colour = theme.ink(label.tone) if label.mark is not None else theme.text_quiet
        pad.text(left + room, top, text, size, colour, bold=label.bold)
    return [(left, left + width) for _, left, width in placed]


def _place(
    frame: Frame, labels: Sequence[Label], size: Size, ends: tuple[float, float], sign: float
) -> list[tuple[str, float, float]]:
    """Text, left end and width of each label, `sign` wide room before the text included."""
    low, high = ends
    gap = frame.px(6)
    share = max((high - low + gap) / len(labels) - gap - sign, frame.px(20))
    texts = [frame.type.elide(one.text, size, share, one.bold) for one in labels]
    widths = [
        frame.type.width(text, size, one.bold) + (sign if one.mark is not None else 0.0)
        for text, one in zip(texts, labels)
    ]
    return list(zip(texts, spread([one.x for one in labels], widths, low, high, gap), widths))
