"""Scores: bars from the lowest possible score; what has none is a word, never an empty bar."""

from __future__ import annotations

from dataclasses import dataclass

from compare_app.domain.charts import ScoreBar, Scores
from compare_app.domain.tone import Tone
from ui.charts.axis import Axis, tick_text
from ui.charts.bars import lay_out_bars
from ui.charts.frame import (
    Frame,
    Pad,
    is_whole,
    name_lines,
    told_whole,
)
from ui.charts.picture import Box, Picture, Size, Strip, Strokes


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things stand in the body."""

    label_width: float
    axis: Axis
    pitch: float


def lay_out(spec: Scores, frame: Frame) -> Picture:
    """The chart at the frame's size; bars keep the order of the spec."""
    return lay_out_bars(
        spec,
        frame,
        frame.px(18),
        plan=lambda pitch: _plan(spec, frame, pitch),
        ruler=lambda plan, height: _ruler(spec, frame, plan, height),
        rules=lambda plan, height: _rules(spec, frame, plan, height),
        bar=lambda bar, plan, top: _bar(bar, frame, plan, top),
    )


def _plan(spec: Scores, frame: Frame, pitch: float) -> Plan:
    label_width = _name_column(spec, frame)
    widest = max((_end_width(bar, frame) for bar in spec.bars if bar.value is not None), default=0.0)
    left = frame.margin + label_width + frame.px(10)
    right = frame.width - frame.margin
    room = min(widest + frame.px(8), (right - left) * 0.5)
    return Plan(label_width, Axis(spec.low, spec.high, left, max(left + frame.px(20), right - room)), pitch)


def _name_column(spec: Scores, frame: Frame) -> float:
    """The room for the names: more of a narrow chart than elsewhere, because bars from 60 to 100 need little."""
    widest = max(
        (frame.type.width(bar.label, Size.BODY, bar.bold) for bar in spec.bars if bar.label), default=0.0
    )
    return min(widest + frame.px(4), frame.inner * 0.42, frame.px(260))


def _end_width(bar: ScoreBar, frame: Frame) -> float:
    """The room that the figure and the note take behind the bar."""
    note = frame.type.width(bar.note, Size.TINY) + frame.px(5) if bar.note else 0.0
    return frame.type.width(bar.text, Size.SMALL, bold=True) + note


def _ruler(spec: Scores, frame: Frame, plan: Plan, height: float) -> Strip:
    """Both ends and the borders; where they stand too close, those that fit."""
    pad = Pad(frame)
    edge = -1e9
    reserved = frame.type.width(tick_text(spec.high), Size.SMALL) / 2 + frame.px(4)  # before the upper end
    for value in sorted({spec.low, spec.high, *(border for border, _ in spec.rules)}):
        text = tick_text(value)
        width = frame.type.width(text, Size.SMALL)
        left = plan.axis.at(value) - width / 2
        crowded = value != spec.high and left + width > plan.axis.right - reserved
        if left < edge or crowded:
            continue
        pad.text(left, 0, text, Size.SMALL, frame.theme.text_quiet)
        edge = left + width + frame.px(4)
    told = "\n".join(f"≥ {tick_text(border)}  {name}" for border, name in spec.rules)
    pad.spot(plan.axis.left, 0, plan.axis.right - plan.axis.left, height, "", told)
    return pad.strip(0, height)


def _rules(spec: Scores, frame: Frame, plan: Plan, bottom: float) -> Strip:
    axis, theme = plan.axis, frame.theme
    borders = tuple((axis.at(border), 0.0, axis.at(border), bottom) for border, _ in spec.rules)
    ends = tuple((axis.at(end), 0.0, axis.at(end), bottom) for end in (spec.low, spec.high))
    return Strip(
        0, bottom, (Strokes(borders, theme.line, 0.8, dashed=True), Strokes(ends, theme.line_strong, 1.0))
    )


def _bar(bar: ScoreBar, frame: Frame, plan: Plan, top: float) -> Strip:
    pad = Pad(frame)
    theme, type_, axis = frame.theme, frame.type, plan.axis
    middle = top + plan.pitch / 2
    pad.spot(frame.margin / 2, top, frame.width - frame.margin, plan.pitch, bar.key, bar.story, ground=True)
    lines, size = name_lines(frame, bar.label, plan.label_width, plan.pitch)
    pad.lines(frame.margin, middle - type_.line(size) * len(lines) / 2, lines, size, bold=bar.bold)
    if not is_whole(bar.label, lines):
        pad.spot(frame.margin, top, plan.label_width, plan.pitch, bar.key, told_whole(bar.label, bar.story))
    if bar.value is None:
        left = axis.left + frame.px(6)
        text = type_.elide(f"○ {bar.note}".rstrip(), Size.SMALL, frame.width - frame.margin - left)
        pad.text(left, middle - type_.line(Size.SMALL) / 2, text, Size.SMALL, theme.unknown, patch=True)
        pad.spot(left, top, frame.width - left, plan.pitch, bar.key, bar.story or bar.note)
        return pad.strip(top, top + plan.pitch)
    end = axis.at(bar.value)
    thick = min(frame.px(16), plan.pitch * 0.62)
    fill = theme.ink(Tone.OURS) if bar.bold else theme.fill(Tone.LEVEL)
    pad.add(Box(axis.left, middle - thick / 2, max(end - axis.left, 1.5), thick, fill))
    x = end + frame.px(6)
    x += pad.text(
        x, middle - type_.line(Size.SMALL) / 2, bar.text, Size.SMALL, theme.text, bold=True, patch=True
    )
    room = frame.width - frame.margin - x - frame.px(5)
    note = bar.note if type_.width(bar.note, Size.TINY) <= room else ""  # on hover, where there is no room
    if note:
        pad.text(
            x + frame.px(5), middle - type_.line(Size.TINY) / 2, note, Size.TINY, theme.text_quiet, patch=True
        )
    if note != bar.note:
        pad.spot(x, top, max(room, frame.px(12)), plan.pitch, bar.key, f"{bar.note}\n{bar.story}".strip())
    return pad.strip(top, top + plan.pitch)
