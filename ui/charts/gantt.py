"""Gantt: one row an action, a bar from start to due, today as a line; the status stands beside in sign and words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from compare_app.domain.quality_charts import Gantt, GanttRow
from compare_app.domain.tone import Tone
from ui.charts.axis import Axis
from ui.charts.frame import (
    Entry,
    Frame,
    Pad,
    compose,
    foot,
    foot_panel,
    head,
    is_whole,
    name_lines,
    panel,
    told_whole,
)
from ui.charts.marks import hatched_box, outline
from ui.charts.picture import Box, Picture, Shape, Size, Strip, Strokes

MOST_ON_PAPER: Final = 30
STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120)  # months between two words of the ruler


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things stand in the body."""

    label_width: float
    axis: Axis  # days, as `date.toordinal`
    months: tuple[tuple[float, str], ...]  # where a month begins, and its words where it has some
    state_left: float
    pitch: float


def lay_out(spec: Gantt, frame: Frame) -> Picture:
    """The chart at the frame's size, rows in the order of the plan; paper holds 30 at most and counts the rest."""
    entries = [Entry(label, tone, kind="bar") for label, tone in spec.legend]
    top, y = head(frame, spec.title, entries)
    least = frame.px(24 if frame.paper else 32)
    line = frame.type.line(Size.SMALL)
    ruler_height = 2 * line + frame.px(4)
    lines, foot_height = foot(frame, spec.footnote)
    room = max(frame.px(24), frame.height - y - ruler_height - foot_height)
    shown = len(spec.rows)
    if frame.paper and (shown * least > room or shown > MOST_ON_PAPER):
        _, foot_height = foot(frame, spec.footnote, frame.more(shown))
        room = max(frame.px(24), frame.height - y - ruler_height - foot_height)
        shown = max(1, min(MOST_ON_PAPER, int(room // least)))
        lines, foot_height = foot(frame, spec.footnote, frame.more(len(spec.rows) - shown))
    pitch = max(least, min(frame.px(40), room / max(1, shown)))
    content = shown * pitch
    height = content if frame.paper else room
    plan = _plan(spec, frame, pitch)
    strips = [_row(one, spec, frame, plan, at * pitch) for at, one in enumerate(spec.rows[:shown])]
    panels = [
        top,
        panel(0, y, frame.width, ruler_height, [_ruler(spec, frame, plan, ruler_height)]),
        panel(
            0,
            y + ruler_height,
            frame.width,
            height,
            [_rules(spec, frame, plan, max(height, content)), *strips],
            down=content,
        ),
        foot_panel(frame, lines, foot_height, spec.footnote),
    ]
    late = sum(one.overdue for one in spec.rows)
    told = "; ".join(
        [spec.today_text, *(f"{one.label} {one.state}" for one in spec.rows if one.overdue or not late)]
    )
    keys = [one.key for one in spec.rows]
    return compose(frame, spec.title, panels, keys, len(spec.rows) - shown, told)


def _plan(spec: Gantt, frame: Frame, pitch: float) -> Plan:
    type_ = frame.type
    widest = max((type_.width(one.label, Size.BODY) for one in spec.rows), default=0.0)
    label_width = min(widest + frame.px(4), frame.inner * 0.36, frame.px(320))
    states = max(type_.width(one.state, Size.SMALL, one.overdue) for one in spec.rows)
    state_width = min(states + frame.px(2), frame.inner * 0.26)
    left = frame.margin + label_width + frame.px(14)
    right = frame.width - frame.margin - state_width - frame.px(12)
    right = max(left + frame.px(40), right)
    low, high = _days(spec)
    axis = Axis(low, high, left, right)
    return Plan(label_width, axis, _months(axis, frame), right + frame.px(12), pitch)


def _days(spec: Gantt) -> tuple[float, float]:
    """From the first of the first month to the end of the last one, today among them."""
    days = [spec.today, *(day for one in spec.rows for day in (one.start, one.due) if day is not None)]
    first, last = min(days), max(days)
    return first.replace(day=1).toordinal(), _next(last.replace(day=1), 1).toordinal()


def _next(month: date, step: int) -> date:
    number = month.year * 12 + month.month - 1 + step
    return date(min(9999, number // 12), number % 12 + 1, 1)


def _months(axis: Axis, frame: Frame) -> tuple[tuple[float, str], ...]:
    """The beginnings of months, as many as can carry their words side by side."""
    first, last = date.fromordinal(int(axis.low)), date.fromordinal(int(axis.high))
    total = (last.year - first.year) * 12 + last.month - first.month
    room = max(1.0, (axis.right - axis.left) // (frame.type.width("2000-00", Size.SMALL) + frame.px(10)))
    step = next((one for one in STEPS if total / one <= room), STEPS[-1])
    month = first
    if step > 1:  # quarters and halves begin where the year divides
        month = _next(first, -(first.month - 1) % step)
    found: list[tuple[float, str]] = []
    while month <= last and month.year < 9999:
        found.append((axis.at(month.toordinal()), f"{month.year}-{month.month:02}" if month < last else ""))
        month = _next(month, step)
    return tuple(found)


def _ruler(spec: Gantt, frame: Frame, plan: Plan, height: float) -> Strip:
    """The words of the reference date above, months below."""
    pad = Pad(frame)
    line = frame.type.line(Size.SMALL)
    x = plan.axis.at(spec.today.toordinal())
    width = frame.type.width(spec.today_text, Size.SMALL, bold=True)
    left = max(frame.margin, min(frame.width - frame.margin - width, x - width / 2))
    pad.text(left, 0, spec.today_text, Size.SMALL, frame.theme.accent, bold=True)
    edge = -1e9
    for at, text in plan.months:
        if text and at >= edge:
            pad.text(at + frame.px(2), line, text, Size.SMALL, frame.theme.text_quiet)
            edge = at + frame.type.width(text, Size.SMALL) + frame.px(8)
    return pad.strip(0, height)


def _rules(spec: Gantt, frame: Frame, plan: Plan, bottom: float) -> Strip:
    theme = frame.theme
    today = plan.axis.at(spec.today.toordinal())
    return Strip(
        0,
        bottom,
        (
            Strokes(tuple((x, 0.0, x, bottom) for x, _ in plan.months), theme.line, 0.8),
            Strokes(((today, 0.0, today, bottom),), theme.accent, 1.6),
        ),
    )


def _row(one: GanttRow, spec: Gantt, frame: Frame, plan: Plan, top: float) -> Strip:
    pad = Pad(frame)
    type_ = frame.type
    middle = top + plan.pitch / 2
    pad.spot(frame.margin / 2, top, frame.width - frame.margin, plan.pitch, one.key, one.story, ground=True)
    lines, size = name_lines(frame, one.label, plan.label_width, plan.pitch)
    pad.lines(frame.margin, middle - type_.line(size) * len(lines) / 2, lines, size)
    if not is_whole(one.label, lines):
        pad.spot(frame.margin, top, plan.label_width, plan.pitch, one.key, told_whole(one.label, one.story))
    _bar(pad, one, spec, plan, middle)
    _state(pad, one, plan, top, middle)
    return pad.strip(top, top + plan.pitch)


def _bar(pad: Pad, one: GanttRow, spec: Gantt, plan: Plan, middle: float) -> None:
    """The bar, or the mark of the end that is known; what is overdue goes on hatched to today."""
    frame, theme, axis = pad.frame, pad.frame.theme, plan.axis
    line = frame.type.line(Size.SMALL)
    thick = min(frame.px(14), plan.pitch * 0.5)
    fill = theme.fill(Tone.LEVEL if one.tone is Tone.NEUTRAL else one.tone)
    start = None if one.start is None else axis.at(one.start.toordinal())
    due = None if one.due is None else axis.at(one.due.toordinal())
    end = axis.left
    if due is not None and one.overdue:
        today = axis.at(spec.today.toordinal())
        if today - due > 1:
            pad.add(Box(due, middle - thick / 2, today - due, thick, theme.worse_tint, fill, 1.0))
            pad.add(Strokes(hatched_box(due, middle - thick / 2, today - due, thick, frame.px(5)), fill, 1.0))
    if start is not None and due is not None:
        pad.add(
            Box(start, middle - thick / 2, max(due - start, frame.px(3)), thick, fill, radius=frame.px(2))
        )
        end = due
    elif due is not None:
        pad.add(Shape(outline(Tone.DOMESTIC, due, middle, frame.px(5)), fill))
        end = due + frame.px(6)
    elif start is not None:
        pad.add(Strokes(((start, middle - thick / 2, start, middle + thick / 2),), fill, 2.4))
        end = start
    if one.note:
        width = frame.type.width(one.note, Size.SMALL)
        left = end + frame.px(8) if end > axis.left else axis.left
        room = plan.state_left - frame.px(12) - left
        if width > room and end - frame.px(12) - axis.left > room:  # more room before the mark
            left = max(axis.left, end - frame.px(16) - width)
            room = end - frame.px(12) - left
        pad.text(
            left, middle - line / 2, one.note, Size.SMALL, theme.unknown, width=max(room, 1.0), patch=True
        )


def _state(pad: Pad, one: GanttRow, plan: Plan, top: float, middle: float) -> None:
    frame = pad.frame
    line = frame.type.line(Size.SMALL)
    room = frame.width - frame.margin - plan.state_left
    most = max(1, int((plan.pitch + frame.px(2)) // line))
    lines = frame.type.wrap(one.state, Size.SMALL, room, most, bold=one.overdue)
    ink = frame.theme.ink(one.tone)
    pad.lines(
        plan.state_left, middle - line * len(lines) / 2, lines, Size.SMALL, ink, bold=one.overdue, width=room
    )
    if not is_whole(one.state, lines):
        pad.spot(plan.state_left, top, room, plan.pitch, one.key, told_whole(one.state, one.story))
