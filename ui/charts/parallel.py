"""Parallel coordinates: an upright axis an indicator, up = better, ours bold; a missing value breaks its line."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from compare_app.domain.tone import Mark, Tone
from compare_app.domain.value_charts import Parallel, ParallelAxis, ParallelLine
from ui.charts.frame import Entry, Frame, Pad, compose, foot, foot_panel, head, panel
from ui.charts.marks import mark_ops
from ui.charts.picture import Patch, Picture, Size, Strip, Strokes

LEAST_COLUMN = 92.0  # px; narrower ones cannot carry a value with its unit
NAME_LINES = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things stand in the body."""

    column: float  # width of an axis with its words
    top: float  # of the axes: the best value
    bottom: float
    columns: int

    def x(self, column: int) -> float:
        """The middle of a column."""
        return (column + 0.5) * self.column

    def y(self, height: float) -> float:
        """The place of a value, 0 at the worst and 1 at the best."""
        return self.bottom - height * (self.bottom - self.top)


def lay_out(spec: Parallel, frame: Frame) -> Picture:
    """The chart at the frame's size; the screen scrolls sideways where axes would stand too close, paper says so."""
    entries = [_entry(line) for line in (*spec.lines[-1:], *spec.lines[:-1])]  # ours first
    entries += [Entry(label, tone, mark) for label, tone, mark in spec.legend]
    top, y = head(frame, spec.title, entries, spec.axis)
    shown = len(spec.axes)
    if frame.paper:
        shown = max(1, min(shown, int(frame.inner // frame.px(LEAST_COLUMN))))
    left_out = len(spec.axes) - shown
    more = frame.words("… more columns: {n}", n=left_out) if left_out else ""
    lines, foot_height = foot(frame, spec.footnote, more)
    column = max(frame.px(LEAST_COLUMN), frame.inner / shown)
    bar = (
        frame.px(14) if not frame.paper and column * shown > frame.inner + 1 else 0.0
    )  # the scroll bar's room
    room = max(frame.px(90), frame.height - y - foot_height - bar)
    plan = _plan(spec, frame, room, column, shown)
    strips = [_axis(one, frame, plan, index, room) for index, one in enumerate(spec.axes[:shown])]
    strips.append(_lines(spec, frame, plan, room))
    width = min(frame.inner, column * shown)
    panels = [
        top,
        panel(frame.margin, y, width, room, strips, across=column * shown),
        foot_panel(frame, lines, foot_height, spec.footnote),
    ]
    told = "; ".join(
        f"{line.name}: " + ", ".join(
            f"{axis.label} {point.label}" for axis, point in zip(spec.axes, line.points) if point is not None
        )
        for line in spec.lines[::-1]
    )  # fmt: skip
    return compose(frame, spec.title, panels, [axis.key for axis in spec.axes], left_out, told)


def _entry(line: ParallelLine) -> Entry:
    label = f"{line.tag} {line.name}".strip()
    return Entry(label, line.tone, Mark.SOLID, "line", dashed=line.tone is not Tone.OURS)


def _plan(spec: Parallel, frame: Frame, room: float, column: float, shown: int) -> Plan:
    type_ = frame.type
    names = [
        type_.wrap(axis.label, Size.SMALL, column - frame.px(8), _most(frame, room), bold=True)
        for axis in spec.axes
    ]
    deep = max(len(lines) for lines in names[:shown]) * type_.line(Size.SMALL)
    value = type_.line(Size.SMALL) + frame.px(8)
    top = deep + type_.line(Size.TINY) + value
    bottom = room - value - frame.px(2)
    return Plan(column, top, max(bottom, top + frame.px(20)), shown)


def _most(frame: Frame, room: float) -> int:
    """Lines of a name: fewer where the axes would shrink to nothing."""
    return NAME_LINES if room > frame.px(190) else 1


def _axis(axis: ParallelAxis, frame: Frame, plan: Plan, index: int, room: float) -> Strip:
    """One column: name, which way is better, both end values, the axis between them."""
    pad = Pad(frame)
    theme, type_ = frame.theme, frame.type
    left, width = index * plan.column, plan.column
    pad.spot(left + 1, 0, width - 2, room, axis.key, "", ground=True)
    inner = width - frame.px(8)
    lines = type_.wrap(axis.label, Size.SMALL, inner, _most(frame, room), bold=True)
    value = type_.line(Size.SMALL) + frame.px(8)
    y = plan.top - value - type_.line(Size.TINY) - type_.line(Size.SMALL) * len(lines)
    pad.spot(
        left,
        y,
        width,
        type_.line(Size.SMALL) * len(lines),
        axis.key,
        f"{axis.label}\n{axis.direction}".strip(),
    )
    y += pad.lines(left + frame.px(4), y, lines, Size.SMALL, bold=True, align="center", width=inner)
    pad.text(left + frame.px(4), y, axis.direction, Size.TINY, theme.text_quiet, align="center", width=inner)
    for text, at, ink in (
        (axis.best, plan.top - value, theme.text),
        (axis.worst, plan.bottom + frame.px(8), theme.text_quiet),
    ):
        size = Size.SMALL if type_.width(text, Size.SMALL) <= inner else Size.TINY
        pad.text(left + frame.px(4), at, text, size, ink, align="center", width=inner)
    x = plan.x(index)
    cap = frame.px(5)
    ends = tuple((x - cap, at, x + cap, at) for at in (plan.top, plan.bottom))
    pad.add(Strokes(((x, plan.top, x, plan.bottom), *ends), theme.line_strong, 1.2))
    return pad.strip(0, room)


def _lines(spec: Parallel, frame: Frame, plan: Plan, room: float) -> Strip:
    """Benchmarks first, ours over them; then the marks, so that no line runs through one."""
    pad = Pad(frame)
    for line in spec.lines:
        _line(pad, line, plan)
    for line in spec.lines:
        _marks(pad, line, spec, plan)
    return pad.strip(0, room)


def _line(pad: Pad, line: ParallelLine, plan: Plan) -> None:
    ours = line.tone is Tone.OURS
    points = line.points[: plan.columns]
    for index, (one, after) in enumerate(pairwise(points)):
        if one is None or after is None:  # nothing is guessed across a missing value
            continue
        segment = plan.x(index), plan.y(one.height), plan.x(index + 1), plan.y(after.height)
        pad.add(Strokes((segment,), pad.frame.theme.ink(line.tone), 2.8 if ours else 1.5, not ours))


def _marks(pad: Pad, line: ParallelLine, spec: Parallel, plan: Plan) -> None:
    frame, theme = pad.frame, pad.frame.theme
    radius = frame.px(5 if line.tone is Tone.OURS else 4.2)
    for index, point in enumerate(line.points[: plan.columns]):
        if point is None:
            continue
        x, y = plan.x(index), plan.y(point.height)
        pad.add(*mark_ops(line.tone, point.mark, x, y, radius, theme, theme.surface_raised))
        if line.tag:
            _tag(pad, line, spec, x, y, index)
        side = radius + 3
        story = point.story or f"{line.name}\n{point.label}"
        pad.spot(x - side, y - side, 2 * side, 2 * side, spec.axes[index].key, story)


def _tag(pad: Pad, line: ParallelLine, spec: Parallel, x: float, y: float, index: int) -> None:
    """The letter of a peer beside its mark; of several at one height the letters stand side by side."""
    frame = pad.frame
    mine = line.points[index]
    same = [
        other.tag
        for other in spec.lines
        if other.tag and (point := other.points[index]) and mine and abs(point.height - mine.height) < 0.04
    ]
    step = frame.px(9) * same.index(line.tag)
    top = y - frame.type.line(Size.TINY) / 2
    left = x + frame.px(8) + step
    pad.add(Patch(left - 1, top + 1, frame.px(8), frame.type.line(Size.TINY) - 2))
    pad.text(left, top, line.tag, Size.TINY, frame.theme.ink(line.tone), bold=True)
