"""Diverging bars: the gap to the benchmark from a common zero, right = better; no value is a word, never a zero."""

from __future__ import annotations

from dataclasses import dataclass

from compare_app.domain.charts import Bar, Diverging
from compare_app.domain.tone import Tone
from ui.charts.axis import Axis, tick_text, ticks
from ui.charts.bars import lay_out_bars
from ui.charts.frame import (
    Frame,
    Pad,
    is_whole,
    name_column,
    name_lines,
    told_whole,
)
from ui.charts.marks import chevrons, hatched_box
from ui.charts.picture import Box, Picture, Size, Strip, Strokes

SIGNS = {Tone.BETTER: "▲", Tone.LEVEL: "●", Tone.WORSE: "▼", Tone.FAIL: "✕", Tone.UNKNOWN: "○"}


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things stand in the body."""

    label_width: float
    axis: Axis
    pitch: float


def lay_out(spec: Diverging, frame: Frame) -> Picture:
    """The chart at the frame's size; bars keep the order of the spec."""
    return lay_out_bars(
        spec,
        frame,
        frame.px(22 if frame.paper else 30),
        plan=lambda pitch: _plan(spec, frame, pitch),
        ruler=lambda plan, height: _ruler(frame, plan, height),
        rules=lambda plan, height: _rules(frame, plan, height),
        bar=lambda bar, plan, top: _bar(bar, frame, plan, top),
    )


def _said(bar: Bar) -> str:
    """The figure at the end of a bar with the sign of its standing."""
    sign = SIGNS.get(bar.tone, "")
    return f"{sign} {bar.text}".strip()


def _plan(spec: Diverging, frame: Frame, pitch: float) -> Plan:
    type_ = frame.type
    label_width = name_column(frame, [bar.label for bar in spec.bars])
    values = [bar.value for bar in spec.bars if bar.value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    span = max(high - low, 1.0)
    low, high = min(low, -span * 0.12), max(high, span * 0.12)

    def end_width(bar: Bar) -> float:
        note = f" {bar.note}" if bar.note else ""
        extra = frame.px(14 if bar.clipped else 0)
        return (
            type_.width(_said(bar), Size.SMALL, bold=True)
            + type_.width(note, Size.TINY)
            + extra
            + frame.px(10)
        )

    left = frame.margin + label_width + frame.px(12)
    right = frame.width - frame.margin
    # room for the figures beyond the bars' ends, taken only on the sides where bars reach far
    on_left = max(
        (end_width(bar) for bar in spec.bars if bar.value is not None and bar.value < 0), default=0.0
    )
    on_right = max(
        (end_width(bar) for bar in spec.bars if bar.value is not None and bar.value >= 0), default=0.0
    )
    limit = (right - left) * 0.46  # in a narrow chart the figures need most of it
    return Plan(label_width, Axis(low, high, left + min(on_left, limit), right - min(on_right, limit)), pitch)


def _tick_values(frame: Frame, plan: Plan) -> tuple[float, ...]:
    axis = plan.axis
    return ticks(axis.low, axis.high, max(2, int((axis.right - axis.left) // frame.px(64))))


def _ruler(frame: Frame, plan: Plan, height: float) -> Strip:
    pad = Pad(frame)
    edge = -1e9
    for value in _tick_values(frame, plan):
        text = ("+" if value > 0 else "") + tick_text(value) + (" %" if value == 0 else "")
        bold = value == 0
        width = frame.type.width(text, Size.SMALL, bold)
        left = plan.axis.at(value) - width / 2
        if left < edge:
            continue
        pad.text(left, 0, text, Size.SMALL, frame.theme.text if bold else frame.theme.text_quiet, bold=bold)
        edge = left + width + frame.px(4)
    return pad.strip(0, height)


def _rules(frame: Frame, plan: Plan, bottom: float) -> Strip:
    axis, theme = plan.axis, frame.theme
    faint = tuple((axis.at(v), 0.0, axis.at(v), bottom) for v in _tick_values(frame, plan) if v)
    zero = axis.at(0)
    return Strip(
        0,
        bottom,
        (Strokes(faint, theme.line, 0.8), Strokes(((zero, 0.0, zero, bottom),), theme.text_quiet, 1.6)),
    )


def _bar(bar: Bar, frame: Frame, plan: Plan, top: float) -> Strip:
    pad = Pad(frame)
    theme, type_, axis = frame.theme, frame.type, plan.axis
    middle = top + plan.pitch / 2
    pad.spot(frame.margin / 2, top, frame.width - frame.margin, plan.pitch, bar.key, bar.story, ground=True)
    lines, size = name_lines(frame, bar.label, plan.label_width, plan.pitch)
    pad.lines(frame.margin, middle - type_.line(size) * len(lines) / 2, lines, size)
    if not is_whole(bar.label, lines):
        story = told_whole(bar.label, bar.story)
        pad.spot(frame.margin, top, plan.label_width, plan.pitch, bar.key, story)
    zero = axis.at(0)
    text_top = middle - type_.line(Size.SMALL) / 2
    if bar.value is None:
        left = frame.margin + plan.label_width + frame.px(12)
        text = f"{SIGNS[Tone.UNKNOWN]} {bar.note}" if bar.note else SIGNS[Tone.UNKNOWN]
        after = zero + frame.px(8)
        if type_.width(text, Size.SMALL) <= frame.width - frame.margin - after:
            left = after
        wrapped = type_.wrap(
            text,
            Size.SMALL,
            frame.width - frame.margin - left,
            max(1, int(plan.pitch // type_.line(Size.SMALL))),
        )
        pad.lines(
            left,
            middle - type_.line(Size.SMALL) * len(wrapped) / 2,
            wrapped,
            Size.SMALL,
            theme.unknown,
            patch=True,
        )
        if bar.note:
            pad.spot(left, top, frame.width - left, plan.pitch, bar.key, bar.story or bar.note)
        return pad.strip(top, top + plan.pitch)
    end = axis.at(bar.value)
    way = -1 if bar.value < 0 else 1
    thick = min(frame.px(18), plan.pitch * 0.62)
    left, length = min(zero, end), max(abs(end - zero), 1.5)
    fill = theme.fill(bar.tone)
    if bar.tone is Tone.UNKNOWN:  # a figure that carries no statement: hatched, not filled
        pad.add(Box(left, middle - thick / 2, length, thick, theme.unknown_tint, fill, 1.0))
        pad.add(Strokes(hatched_box(left, middle - thick / 2, length, thick, frame.px(5)), fill, 0.8))
    else:
        pad.add(Box(left, middle - thick / 2, length, thick, fill))
    edge = end
    if bar.clipped or axis.beyond(bar.value):
        pad.add(chevrons(end + way * frame.px(2), middle, way, theme.ink(bar.tone), frame.px(4)))
        edge += way * frame.px(13)
    said = _said(bar)
    said_width = type_.width(said, Size.SMALL, bold=True)
    note_width = type_.width(bar.note, Size.TINY) + frame.px(5) if bar.note else 0.0
    low_end = frame.margin + plan.label_width + frame.px(6)
    high_end = frame.width - frame.margin
    room_left = (edge - low_end) if way < 0 else (high_end - edge)
    note = bar.note
    if note and said_width + note_width + frame.px(6) > room_left:
        note = type_.elide(bar.note, Size.TINY, room_left - said_width - frame.px(11))
        note_width = type_.width(note, Size.TINY) + frame.px(5) if note else 0.0
        pad.spot(low_end, top, high_end - low_end, plan.pitch, bar.key, f"{bar.note}\n{bar.story}".strip())
    x = edge + frame.px(6) if way > 0 else edge - frame.px(6) - said_width
    pad.text(x, text_top, said, Size.SMALL, theme.ink(bar.tone), bold=True, patch=True)
    if note:
        at = x + said_width + frame.px(5) if way > 0 else x - note_width
        pad.text(at, middle - type_.line(Size.TINY) / 2, note, Size.TINY, theme.unknown, patch=True)
    return pad.strip(top, top + plan.pitch)
