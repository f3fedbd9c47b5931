"""What every builder of a chart is given, the pad it draws on, and the parts that all charts share: head and foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from compare_app.domain.tone import Mark, Tone
from compare_app.text.wording import Wording
from ui.charts.lettering import Lettering
from ui.charts.marks import hatched_box, mark_ops, signal_mark
from ui.charts.picture import Box, Op, Panel, Patch, Picture, Size, Spot, Strip, Strokes, Words
from ui.theme import Theme

Align = Literal["left", "center", "right"]
Kind = Literal["mark", "signal", "arrow", "class", "bar", "line", "limit", "box"]
SIGNS: Final[dict[Kind, float]] = {
    "mark": 12, "signal": 12, "arrow": 28, "class": 18, "bar": 18, "line": 26, "limit": 18, "box": 22,
}  # fmt: skip
"""Widths of the signs before the words of a legend, px."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The size in logical pixels, the look, the type and the language. Paper shows all it can and says what it left
    out; the screen scrolls.
    """

    width: float
    height: float
    theme: Theme
    type: Lettering
    words: Wording
    paper: bool = False

    def px(self, length: float) -> float:
        """A length that grows with the type."""
        return length * self.type.scale

    @property
    def margin(self) -> float:
        """The white around the chart."""
        return self.px(12 if min(self.width, self.height) >= self.px(300) else 8)

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return max(40.0, self.width - 2 * self.margin)

    def more(self, count: int) -> str:
        """… and n more."""
        return self.words("… and {n} more", n=count)


@dataclass(slots=True)
class Pad:
    """Collects what is drawn, top to bottom."""

    frame: Frame
    ops: list[Op] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)

    def text(
        self,
        x: float,
        top: float,
        text: str,
        size: Size = Size.BODY,
        colour: str = "",
        *,
        bold: bool = False,
        align: Align = "left",
        width: float = 0.0,
        patch: bool = False,
    ) -> float:
        """One line of text in the line box that starts at `top`; with `width` it is elided and aligned in it, with
        `patch` it stands on clean ground.

        Returns its length. A cut text answers with the whole on hover.
        """
        type_ = self.frame.type
        shown = type_.elide(text, size, width, bold) if width else text
        length = type_.width(shown, size, bold)
        left = x + {"left": 0.0, "center": (width - length) / 2, "right": width - length}[align]
        ink = colour or self.frame.theme.text
        if shown and patch:
            height = type_.line(size)
            self.ops.append(Patch(left - 2, top + height * 0.08, length + 4, height * 0.84))
        if shown:
            self.ops.append(Words(left, top + type_.ascent(size), shown, ink, size, bold))
        if shown != " ".join(text.split()):
            self.spots.append(Spot(x, top, max(width, 8.0), type_.line(size), "", text))
        return length

    def lines(
        self,
        x: float,
        top: float,
        lines: Sequence[str],
        size: Size = Size.BODY,
        colour: str = "",
        *,
        bold: bool = False,
        align: Align = "left",
        width: float = 0.0,
        patch: bool = False,
    ) -> float:
        """Lines already wrapped, one under the other; returns the height they took."""
        pitch = self.frame.type.line(size)
        for index, line in enumerate(lines):
            self.text(
                x, top + index * pitch, line, size, colour, bold=bold, align=align, width=width, patch=patch
            )
        return pitch * len(lines)

    def add(self, *ops: Op) -> None:
        """Draw something."""
        self.ops.extend(ops)

    def spot(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        key: str = "",
        story: str = "",
        *,
        ground: bool = False,
        ring: float = 0.0,
    ) -> None:
        """Make a place answer."""
        self.spots.append(Spot(x, y, width, height, key, story, ground, ring))

    def strip(self, top: float, bottom: float) -> Strip:
        """What was drawn, as one strip."""
        return Strip(top, bottom, tuple(self.ops), tuple(self.spots))


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of a legend and the sign before it: a mark, a class, a line, a limit, quartiles, a bar or a signal."""

    label: str
    tone: Tone = Tone.NEUTRAL
    mark: Mark = Mark.SOLID
    kind: Kind = "mark"
    step: int | None = None
    dashed: bool = False


def name_column(frame: Frame, names: Sequence[str]) -> float:
    """The width to keep for the names of rows."""
    widest = max((frame.type.width(name, Size.BODY) for name in names), default=0.0)
    return min(widest + frame.px(4), frame.inner * 0.34, frame.px(260))


def name_lines(frame: Frame, name: str, width: float, height: float) -> tuple[tuple[str, ...], Size]:
    """A row's name in one line of body type, otherwise in as many smaller ones as the row has room for, two at most."""
    if frame.type.width(name, Size.BODY) <= width and "\n" not in name:
        return frame.type.wrap(name, Size.BODY, width), Size.BODY
    size = Size.SMALL
    if frame.type.line(size) * 2 > height + frame.px(2):
        return frame.type.wrap(name, size, width, 1), size
    return frame.type.wrap(name, size, width, 2), size


def is_whole(name: str, lines: Sequence[str]) -> bool:
    """Whether lines say all of a name."""
    return "".join(name.split()) == "".join("".join(lines).split())


def told_whole(text: str, story: str) -> str:
    """What a place says whose label may be cut: the label first, unless the story holds it."""
    return story if text in story else f"{text}\n{story}".strip()


def panel(
    x: float, y: float, width: float, height: float, strips: Sequence[Strip], **scrolling: float
) -> Panel:
    """A panel that shows its content whole, unless `across` or `down` name a larger content."""
    across, down = scrolling.get("across", width), scrolling.get("down", height)
    return Panel(
        x,
        y,
        width,
        height,
        across,
        down,
        tuple(strips),
        sideways="across" in scrolling,
        downwards="down" in scrolling,
    )


def head(frame: Frame, title: str, entries: Sequence[Entry] = (), axis: str = "") -> tuple[Panel, float]:
    """Title, legend and the axis' caption; returns the panel and where it ends."""
    pad = Pad(frame)
    margin, inner = frame.margin, frame.inner
    y = margin
    size = Size.TITLE if frame.width >= frame.px(420) else Size.STRONG
    most = 2 if frame.height >= frame.px(320) else 1
    wrapped = frame.type.wrap(title, size, inner, most, bold=True)
    if frame.type.wrap(title, size, inner, bold=True) != wrapped:
        pad.spot(margin, y, inner, frame.type.line(size) * len(wrapped), "", title)
    y += pad.lines(margin, y, wrapped, size, bold=True)
    if entries:
        y += frame.px(4)
        y += legend(pad, margin, y, inner, entries)
    if axis:
        y += frame.px(3)
        most = 2 if frame.height >= frame.px(300) else 1
        lines = frame.type.wrap(axis, Size.SMALL, inner, most)
        if not is_whole(axis, lines):
            pad.spot(margin, y, inner, frame.type.line(Size.SMALL) * len(lines), "", axis)
        y += pad.lines(margin, y, lines, Size.SMALL, frame.theme.text_quiet, width=inner)
    y += frame.px(6)
    return panel(0, 0, frame.width, y, [pad.strip(0, y)]), y


def legend(pad: Pad, left: float, top: float, width: float, entries: Sequence[Entry]) -> float:
    """Signs and words flowing from left to right; returns the height."""
    frame = pad.frame
    theme, type_, size = frame.theme, frame.type, Size.SMALL
    pitch = type_.line(size) + frame.px(3)
    x, y = left, top
    radius = frame.px(4.5)
    for entry in entries:
        sign = frame.px(SIGNS[entry.kind])
        label = type_.elide(entry.label, size, width - sign - frame.px(6))
        length = sign + frame.px(5) + type_.width(label, size)
        if x > left and x + length > left + width:
            x, y = left, y + pitch
        middle = y + type_.line(size) / 2
        if entry.kind == "mark":
            pad.add(
                *mark_ops(entry.tone, entry.mark, x + sign / 2, middle, radius, theme, theme.surface_raised)
            )
        elif entry.kind == "signal":
            pad.add(signal_mark(entry.tone, x + sign / 2, middle, radius, theme, theme.surface_raised))
        elif entry.kind == "bar":
            pad.add(
                Box(x, middle - frame.px(4), sign, frame.px(8), theme.fill(entry.tone), radius=frame.px(2))
            )
        elif entry.kind == "arrow":
            pad.add(
                *mark_ops(
                    entry.tone, entry.mark, x + frame.px(6), middle, radius, theme, theme.surface_raised
                )
            )
        elif entry.kind == "line":
            pad.add(Strokes(((x, middle, x + sign, middle),), theme.ink(entry.tone), 2.0, entry.dashed))
            pad.add(
                *mark_ops(entry.tone, entry.mark, x + sign / 2, middle, radius, theme, theme.surface_raised)
            )
        elif entry.kind == "limit":
            pad.add(*limit_swatch(frame, x, middle - frame.px(5), sign, frame.px(10)))
        elif entry.kind == "box":
            pad.add(*quartile_box(frame, x, middle - frame.px(4.5), sign, frame.px(9), x + sign * 0.42))
        else:
            pad.add(*class_swatch(frame, x, middle - frame.px(6), sign, frame.px(12), entry.step))
        pad.text(x + sign + frame.px(5), y, label, size, theme.text_quiet)
        x += length + frame.px(14)
    return y + pitch - top


def class_swatch(frame: Frame, x: float, y: float, width: float, height: float, step: int | None) -> list[Op]:
    """The ground of a heat-map class; hatched where there is none."""
    theme = frame.theme
    if step is not None:
        return [Box(x, y, width, height, theme.heat_colour(step), theme.line, 0.5)]
    return [
        Box(x, y, width, height, theme.unknown_tint, theme.line, 0.5),
        Strokes(hatched_box(x, y, width, height, 5.0), theme.line_strong, 0.6),
    ]


def limit_swatch(frame: Frame, x: float, y: float, width: float, height: float) -> list[Op]:
    """A limit as charts of values draw it: a line, and hatching where values fail."""
    theme = frame.theme
    at = x + width * 0.6
    return [
        Box(x, y, width, height, theme.surface_sunken),
        Strokes(hatched_box(x, y, at - x, height, frame.px(5)), theme.line_strong, 0.8),
        Strokes(((at, y, at, y + height),), theme.text, 2.0),
    ]


def quartile_box(frame: Frame, x: float, y: float, width: float, height: float, middle: float) -> list[Op]:
    """The middle half of many values, and their median as a line at `middle`."""
    theme = frame.theme
    return [
        Box(x, y, max(width, 2.0), height, theme.level_tint, theme.level, 1.0),
        Strokes(((middle, y, middle, y + height),), theme.level, 2.2),
    ]


def foot(frame: Frame, note: str, more: str = "") -> tuple[list[str], float]:
    """The footnote in lines and the height to keep for it; `more` is what was left out, said first."""
    lines: list[str] = []
    room = 3 if frame.height >= frame.px(300) else 1
    if more:
        lines.append(more)
    if note:
        lines += frame.type.wrap(note, Size.SMALL, frame.inner, max(1, room - len(lines)))
    height = len(lines) * frame.type.line(Size.SMALL) + frame.margin + (frame.px(4) if lines else 0)
    return lines, height


def foot_panel(frame: Frame, lines: Sequence[str], height: float, note: str = "") -> Panel:
    """The footnote at the lower edge."""
    pad = Pad(frame)
    pad.lines(frame.margin, frame.px(4), lines, Size.SMALL, frame.theme.text_quiet)
    if note and lines and lines[-1].endswith("…"):
        pad.spot(0, 0, frame.width, height, "", note)
    return panel(0, frame.height - height, frame.width, height, [pad.strip(0, height)])


def compose(
    frame: Frame,
    title: str,
    panels: Sequence[Panel],
    keys: Sequence[str] = (),
    left_out: int = 0,
    told: str = "",
    start: str = "",
) -> Picture:
    """The finished picture."""
    summary = f"{title}. {told}" if told else title
    return Picture(
        frame.width,
        frame.height,
        frame.theme.surface_raised,
        tuple(panels),
        summary,
        tuple(keys),
        start,
        left_out,
    )
