"""Pareto: gaps in the order of urgency, bars from zero, the cumulated share as a tick; one axis for both, 0 … 100 %."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from compare_app.domain.charts import Pareto, ParetoBar
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
from ui.charts.picture import Box, Picture, Size, Strip, Strokes

SIGNS: Final = {Tone.FAIL: "×", Tone.WORSE: "▼"}
MOST: Final = 80.0  # the share that a Pareto analysis looks for, as a dashed line


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things stand in the body."""

    label_width: float
    axis: Axis
    pitch: float
    share_right: float  # right end of the column of shares
    cumulated_right: float


def lay_out(spec: Pareto, frame: Frame) -> Picture:
    """The chart at the frame's size; bars keep the order of the spec."""
    return lay_out_bars(
        spec,
        frame,
        frame.px(22 if frame.paper else 28),
        plan=lambda pitch: _plan(spec, frame, pitch),
        ruler=lambda plan, height: _ruler(frame, plan, height),
        rules=lambda plan, height: _rules(frame, plan, height),
        bar=lambda bar, plan, top: _bar(bar, frame, plan, top),
    )


def _said(bar: ParetoBar) -> str:
    return f"{SIGNS.get(bar.tone, '')} {bar.text}".strip()


def _total(bar: ParetoBar) -> str:
    return f"Σ {bar.cumulated:.1f} %"


def _plan(spec: Pareto, frame: Frame, pitch: float) -> Plan:
    type_ = frame.type
    label_width = name_column(frame, [bar.label for bar in spec.bars])
    share = max(type_.width(_said(bar), Size.SMALL, bold=True) for bar in spec.bars)
    total = max(type_.width(_total(bar), Size.SMALL) for bar in spec.bars)
    right = frame.width - frame.margin
    share_right = right - total - frame.px(10)
    left = frame.margin + label_width + frame.px(12)
    end = max(left + frame.px(30), share_right - share - frame.px(12))
    return Plan(label_width, Axis(0.0, 100.0, left, end), pitch, share_right, right)


def _values(plan: Plan, frame: Frame) -> tuple[float, ...]:
    axis = plan.axis
    return ticks(0.0, 100.0, max(2, int((axis.right - axis.left) // frame.px(56))))


def _ruler(frame: Frame, plan: Plan, height: float) -> Strip:
    pad = Pad(frame)
    edge = -1e9
    for value in _values(plan, frame):
        text = tick_text(value) + (" %" if value == 0 else "")
        width = frame.type.width(text, Size.SMALL, value == 0)
        left = plan.axis.at(value) - (0 if value == 0 else width / 2)
        if left < edge:
            continue
        ink = frame.theme.text if value == 0 else frame.theme.text_quiet
        pad.text(left, 0, text, Size.SMALL, ink, bold=value == 0)
        edge = left + width + frame.px(4)
    return pad.strip(0, height)


def _rules(frame: Frame, plan: Plan, bottom: float) -> Strip:
    axis, theme = plan.axis, frame.theme
    faint = tuple((axis.at(v), 0.0, axis.at(v), bottom) for v in _values(plan, frame) if v)
    zero, most = axis.at(0), axis.at(MOST)
    return Strip(
        0,
        bottom,
        (
            Strokes(faint, theme.line, 0.8),
            Strokes(((most, 0.0, most, bottom),), theme.text_quiet, 1.0, dashed=True),
            Strokes(((zero, 0.0, zero, bottom),), theme.text_quiet, 1.6),
        ),
    )


def _bar(bar: ParetoBar, frame: Frame, plan: Plan, top: float) -> Strip:
    pad = Pad(frame)
    theme, type_, axis = frame.theme, frame.type, plan.axis
    middle = top + plan.pitch / 2
    pad.spot(frame.margin / 2, top, frame.width - frame.margin, plan.pitch, bar.key, bar.story, ground=True)
    lines, size = name_lines(frame, bar.label, plan.label_width, plan.pitch)
    pad.lines(frame.margin, middle - type_.line(size) * len(lines) / 2, lines, size)
    if not is_whole(bar.label, lines):
        story = told_whole(bar.label, bar.story)
        pad.spot(frame.margin, top, plan.label_width, plan.pitch, bar.key, story)
    thick = min(frame.px(18), plan.pitch * 0.62)
    zero, end = axis.at(0), axis.at(bar.share)
    pad.add(Box(zero, middle - thick / 2, max(end - zero, 1.5), thick, theme.fill(bar.tone)))
    at = axis.at(bar.cumulated)
    reach = min(plan.pitch * 0.42, thick * 0.8)
    pad.add(Strokes(((at, middle - reach, at, middle + reach),), theme.text, 2.0))
    text_top = middle - type_.line(Size.SMALL) / 2
    said, total = _said(bar), _total(bar)
    pad.text(
        plan.share_right - type_.width(said, Size.SMALL, bold=True),
        text_top,
        said,
        Size.SMALL,
        theme.ink(bar.tone),
        bold=True,
        patch=True,
    )
    pad.text(
        plan.cumulated_right - type_.width(total, Size.SMALL),
        text_top,
        total,
        Size.SMALL,
        theme.text_quiet,
        patch=True,
    )
    return pad.strip(top, top + plan.pitch)
