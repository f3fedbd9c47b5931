"""Trend: a figure over years or states with its interval; figures and counts stand under each, clear of the marks."""

from __future__ import annotations

import math
from dataclasses import dataclass

from compare_app.domain.charts import Trend, TrendPoint
from compare_app.domain.tone import Mark, Tone
from ui.charts.axis import Axis, tick_text, ticks
from ui.charts.frame import Entry, Frame, Pad, compose, foot, foot_panel, head, panel
from ui.charts.marks import mark_ops
from ui.charts.picture import Picture, Size, Strokes

LEAST_PLOT = 44.0  # px; below it the counts under the years make room
CAP = 4.0
MOST_TICKS = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things stand in the body."""

    left: float
    right: float
    value: Axis  # upwards: `left` is its foot
    column: float  # width of a year
    step: int  # every so many years carry words
    lines: int  # of words under a year

    def x(self, index: int) -> float:
        """The middle of a year."""
        return self.left + (index + 0.5) * self.column


def lay_out(spec: Trend, frame: Frame) -> Picture:
    """The chart at the frame's size, all years side by side."""
    entries = [Entry(label, tone, mark) for label, tone, mark in spec.legend]
    top, y = head(frame, spec.title, entries, spec.axis)
    lines, foot_height = foot(frame, spec.footnote)
    room = max(frame.px(60), frame.height - y - foot_height)
    plan = _plan(spec, frame, room)
    pad = Pad(frame)
    _grid(pad, plan)
    for index, point in enumerate(spec.points):
        following = spec.points[index + 1] if index + 1 < len(spec.points) else None
        _mark(pad, plan, index, point, following, spec)
        _words(pad, plan, index, point, len(spec.points))
        pad.spot(plan.x(index) - plan.column / 2, 0, plan.column, room, point.key, point.story, ground=True)
    panels = [
        top,
        panel(0, y, frame.width, room, [pad.strip(0, room)]),
        foot_panel(frame, lines, foot_height, spec.footnote),
    ]
    told = "; ".join(f"{one.label} {one.text} ({one.note})" for one in spec.points)
    return compose(frame, spec.title, panels, [one.key for one in spec.points], told=told)


def _plan(spec: Trend, frame: Frame, room: float) -> Plan:
    type_ = frame.type
    line = type_.line(Size.SMALL)
    lines = 3 if room - 3.5 * line - frame.px(8) >= frame.px(LEAST_PLOT) else 2
    bottom = room - (lines + 0.5) * line - frame.px(4)
    low, high = spec.span or (_floor(spec), 100.0)
    most = max(2, min(MOST_TICKS, int(bottom // (line * 1.6))))
    widest_tick = max(
        type_.width(tick_text(value), Size.SMALL) for value in (*ticks(low, high, most), low, high)
    )
    left = frame.margin + widest_tick + frame.px(8)
    right = frame.width - frame.margin
    column = (right - left) / max(1, len(spec.points))
    widest = max(
        (type_.width(text, Size.SMALL, bold=True) for one in spec.points for text in (one.label, one.text, one.note)),
        default=1.0,
    )  # fmt: skip
    step = max(1, math.ceil((widest + frame.px(6)) / column))
    return Plan(left, right, Axis(low, high, bottom, line / 2 + frame.px(2)), column, step, lines)


def _floor(spec: Trend) -> float:
    """Where the axis of a rate begins: a full ten below the lowest mark."""
    ends = [
        end
        for one in spec.points
        for end in (one.value, *(one.interval or ()), *(() if one.second is None else (one.second,)))
    ]
    return max(0.0, math.floor((min(ends, default=4.0) - 4) / 10) * 10)


def _grid(pad: Pad, plan: Plan) -> None:
    frame, theme = pad.frame, pad.frame.theme
    line = frame.type.line(Size.SMALL)
    height = plan.value.left - plan.value.right
    most = max(2, min(MOST_TICKS, int(height // (line * 1.6))))
    for value in ticks(plan.value.low, plan.value.high, most):
        y = plan.value.at(value)
        zero = value == 0 and plan.value.low < 0
        pad.add(Strokes(((plan.left, y, plan.right, y),), theme.line_strong if zero else theme.line, 0.8))
        text = tick_text(value)
        width = frame.type.width(text, Size.SMALL)
        pad.text(plan.left - frame.px(6) - width, y - line / 2, text, Size.SMALL, theme.text_quiet)
    foot_y = plan.value.left
    pad.add(Strokes(((plan.left, foot_y, plan.right, foot_y),), theme.line_strong, 1.2))


def _mark(
    pad: Pad, plan: Plan, index: int, point: TrendPoint, following: TrendPoint | None, spec: Trend
) -> None:
    """The line to the next year, the interval, the mark, and beside it the weighted one."""
    frame, theme = pad.frame, pad.frame.theme
    ink = theme.ink(Tone.OURS)
    shift = min(frame.px(8), plan.column / 4) if len(spec.legend) > 1 else 0.0
    x, y = plan.x(index) - shift, plan.value.at(point.value)
    if following is not None and (spec.states or _consecutive(point, following)):
        end = plan.x(index + 1) - shift
        pad.add(Strokes(((x, y, end, plan.value.at(following.value)),), ink, 1.6))
    if point.interval is not None:
        low, high = (plan.value.at(end) for end in point.interval)
        cap = frame.px(CAP)
        ends = ((x, low, x, high), (x - cap, low, x + cap, low), (x - cap, high, x + cap, high))
        pad.add(Strokes(ends, ink, 1.2))
    radius = frame.px(4.5)
    pad.add(*mark_ops(Tone.OURS, Mark.SOLID, x, y, radius, theme, theme.surface_raised))
    if point.second is not None:
        beside = plan.x(index) + shift
        pad.add(
            *mark_ops(
                Tone.NEUTRAL,
                Mark.HOLLOW,
                beside,
                plan.value.at(point.second),
                radius,
                theme,
                theme.surface_raised,
            )
        )


def _consecutive(point: TrendPoint, following: TrendPoint) -> bool:
    """Whether one year follows the other; a gap is not bridged."""
    return (
        point.label.isdecimal()
        and following.label.isdecimal()
        and int(following.label) - int(point.label) == 1
    )


def _words(pad: Pad, plan: Plan, index: int, point: TrendPoint, count: int) -> None:
    """Year, figure and counts; where years are narrow only every so many of them, the last one always."""
    if (count - 1 - index) % plan.step:
        return
    frame, theme = pad.frame, pad.frame.theme
    line = frame.type.line(Size.SMALL)
    top = plan.value.left + line / 2 + frame.px(2)
    said = (
        (point.label, theme.text_quiet, False),
        (point.text, theme.text, True),
        (point.note, theme.text_quiet, False),
    )
    for row, (text, colour, bold) in enumerate(said[: plan.lines]):
        width = frame.type.width(text, Size.SMALL, bold)
        at = max(frame.margin, min(plan.right - width, plan.x(index) - width / 2))
        pad.text(at, top + row * line, text, Size.SMALL, colour, bold=bold)
