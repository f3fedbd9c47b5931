"""Dumbbell: one row an indicator, marks on a common achievement axis, the yardstick's line at 100."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from compare_app.domain.charts import Dumbbell, DumbbellRow, Point
from compare_app.domain.tone import Mark, Tone
from ui.charts.axis import Axis, tick_text, ticks
from ui.charts.frame import (
    Entry,
    Frame,
    Pad,
    compose,
    foot,
    foot_panel,
    head,
    is_whole,
    name_column,
    name_lines,
    panel,
)
from ui.charts.lanes import Label, lane
from ui.charts.marks import ARROW, chevrons, mark_ops
from ui.charts.picture import Picture, Shape, Size, Strip, Strokes

LEAST_REACH, MOST_REACH = 30.0, 150.0  # per cent beyond the reference; what lies further is marked as clipped
ROOMY = 45.0  # px, a row with a lane of labels on either side of its marks
FEW = 6  # marks on a row that all carry a label


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things stand in the body."""

    label_left: float
    label_width: float
    axis: Axis
    dense: bool  # one lane of small labels under the marks instead of two
    change_right: float  # right end of the column of changes


def lay_out(spec: Dumbbell, frame: Frame) -> Picture:
    """The chart at the frame's size; rows keep the order of the spec."""
    told = {point.mark for row in spec.rows for point in row.points}
    entries = [Entry(label, tone, mark) for label, tone, mark in spec.legend]
    if told & {Mark.ARROW_LEFT, Mark.ARROW_RIGHT}:
        entries.append(
            Entry(frame.words("true value lies towards the arrow"), Tone.NEUTRAL, Mark.ARROW_RIGHT, "arrow")
        )
    top, y = head(frame, spec.title, entries, spec.axis)
    low, high = reach(spec)
    axis_height = frame.type.line(Size.SMALL) + frame.px(4)
    lines, foot_height = foot(frame, spec.footnote)
    body_top = y + axis_height
    room = max(frame.px(30), frame.height - body_top - foot_height)
    heights = _heights(spec, frame, room)
    shown = len(spec.rows)
    if frame.paper and sum(heights) > room + 0.5:
        room -= frame.type.line(Size.SMALL)  # for the line that says what was left out
        ends = list(accumulate(heights))
        shown = max(1, sum(end <= room for end in ends))
        lines, foot_height = foot(frame, spec.footnote, frame.more(len(spec.rows) - shown))
    tops = [0.0, *accumulate(heights[:shown])]
    dense = min((h for h, row in zip(heights, spec.rows) if row.points), default=ROOMY) < frame.px(ROOMY)
    plan = _plan(spec, frame, low, high, dense)
    rows = [_row(row, frame, plan, top, high) for row, top, high in zip(spec.rows[:shown], tops, heights)]
    content = tops[-1]
    height = content if frame.paper else room
    rules = _rules(frame, plan, spec.reference, 0, max(height, content))
    panels = [
        top,
        panel(0, y, frame.width, axis_height, [_ruler(frame, plan, spec.reference, axis_height)]),
        panel(0, body_top, frame.width, height, [rules, *rows], down=content),
        foot_panel(frame, lines, foot_height, spec.footnote),
    ]
    summary = "; ".join((spec.axis, *(f"{row.label} {row.change}" for row in spec.rows if row.change)))
    return compose(frame, spec.title, panels, [row.key for row in spec.rows], len(spec.rows) - shown, summary)


def _heights(spec: Dumbbell, frame: Frame, room: float) -> list[float]:
    """The height of each row: equal where there is room; on tight paper a row of words only takes less."""
    least, most = frame.px(30 if frame.paper else ROOMY + 1), frame.px(56)
    pitch = max(least, min(most, room / len(spec.rows)))
    if pitch > least or not frame.paper:
        return [pitch] * len(spec.rows)
    return [pitch if row.points else frame.px(20) for row in spec.rows]


def reach(spec: Dumbbell) -> tuple[float, float]:
    """The ends of the axis: every mark and error bar with some air. A few far ones must not squeeze all the others:
    nothing beyond three times the third quartile of the distances is kept on the axis.
    """
    values = [spec.reference]
    for row in spec.rows:
        for point in row.points:
            values += [point.x, *(point.error or ())]
    distances = sorted(abs(point.x - spec.reference) for row in spec.rows for point in row.points) or [0.0]
    far = min(MOST_REACH, max(LEAST_REACH, 3 * distances[len(distances) * 3 // 4]))
    low, high = max(min(values), spec.reference - far), min(max(values), spec.reference + far)
    span = max(high - low, 4.0)
    low, high = low - span * 0.08, high + span * 0.08
    if min(values) >= 0:
        low = max(low, 0.0)
    return min(low, spec.reference - span * 0.08), max(high, spec.reference + span * 0.08)


def _plan(spec: Dumbbell, frame: Frame, low: float, high: float, dense: bool) -> Plan:
    label_width = name_column(frame, [row.label for row in spec.rows])
    left = frame.margin + label_width + frame.px(14)
    end = frame.width - frame.margin
    changes = max((frame.type.width(row.change, Size.SMALL, bold=True) for row in spec.rows), default=0.0)
    right = end - frame.px(14) - (changes + frame.px(10) if changes else 0.0)
    return Plan(frame.margin, label_width, Axis(low, high, left, max(left + 20, right)), dense, end)


def _ruler(frame: Frame, plan: Plan, reference: float, height: float) -> Strip:
    """The numbers of the axis; the reference is bold and never covered by a neighbour."""
    pad = Pad(frame)
    axis, theme = plan.axis, frame.theme
    bold = tick_text(reference) + " %"
    reference_width = frame.type.width(bold, Size.SMALL, bold=True)
    at = axis.at(reference)
    pad.text(at - reference_width / 2, 0, bold, Size.SMALL, theme.text, bold=True)
    for value in ticks(axis.low, axis.high, max(2, int((axis.right - axis.left) // frame.px(52)))):
        text = tick_text(value)
        width = frame.type.width(text, Size.SMALL)
        if abs(axis.at(value) - at) < (width + reference_width) / 2 + frame.px(8):
            continue
        pad.text(axis.at(value) - width / 2, 0, text, Size.SMALL, theme.text_quiet)
    return pad.strip(0, height)


def _rules(frame: Frame, plan: Plan, reference: float, top: float, bottom: float) -> Strip:
    axis, theme = plan.axis, frame.theme
    values = ticks(axis.low, axis.high, max(2, int((axis.right - axis.left) // frame.px(52))))
    faint = tuple((axis.at(v), top, axis.at(v), bottom) for v in values if abs(v - reference) > 1e-9)
    at = axis.at(reference)
    return Strip(
        top,
        bottom,
        (Strokes(faint, theme.line, 0.8), Strokes(((at, top, at, bottom),), theme.text_quiet, 1.6)),
    )


def _row(row: DumbbellRow, frame: Frame, plan: Plan, top: float, pitch: float) -> Strip:
    pad = Pad(frame)
    axis, theme, type_ = plan.axis, frame.theme, frame.type
    middle = top + pitch / 2
    line = top + (frame.px(8) if plan.dense else pitch / 2)  # where the marks are
    pad.spot(frame.margin / 2, top, frame.width - frame.margin, pitch, row.key, "", ground=True)
    note_under = bool(row.note and row.points)
    under = type_.line(Size.SMALL) if note_under else 0.0
    label_lines, size = name_lines(frame, row.label, plan.label_width, pitch - under)
    y = middle - (type_.line(size) * len(label_lines) + under) / 2
    y += pad.lines(plan.label_left, y, label_lines, size, width=plan.label_width)
    if not is_whole(row.label, label_lines):
        pad.spot(plan.label_left, top, plan.label_width, pitch, row.key, row.label)
    if note_under:
        pad.text(plan.label_left, y, row.note, Size.SMALL, theme.unknown, width=plan.label_width)
    if not row.points:
        room = plan.change_right - axis.left
        lines = type_.wrap(row.note, Size.SMALL, room, max(1, int(pitch // type_.line(Size.SMALL))))
        pad.lines(
            axis.left,
            middle - type_.line(Size.SMALL) * len(lines) / 2,
            lines,
            Size.SMALL,
            theme.unknown,
            patch=True,
        )
        pad.spot(axis.left, top, room, pitch, row.key, row.note)
        return pad.strip(top, top + pitch)
    places = [axis.at(point.x) for point in row.points]
    if row.change:
        _change(pad, row, places[0], places[-1], line, middle, plan)
    else:
        pad.add(Strokes(((min(places), line, max(places), line),), theme.line_strong, 2.5))
    for point, x in zip(row.points, places):
        _point(pad, row, point, x, line, plan)
    _labels(pad, row, places, line, plan)
    return pad.strip(top, top + pitch)


def _change(
    pad: Pad, row: DumbbellRow, start: float, end: float, line: float, middle: float, plan: Plan
) -> None:
    """An arrow from before to after, in the tone of the change, and what it amounts to at the right."""
    frame, theme = pad.frame, pad.frame.theme
    colour = theme.fill(row.tone)
    way = 1 if end >= start else -1
    tip, wing = end - way * frame.px(7), frame.px(5)
    if abs(end - start) > frame.px(20):
        pad.add(Strokes(((start, line, tip - way * wing, line),), colour, 2.5))
        pad.add(
            Shape(
                ((tip, line), (tip - way * wing * 1.5, line - wing), (tip - way * wing * 1.5, line + wing)),
                colour,
            )
        )
    else:  # too short for a head: the marks themselves say which is which
        pad.add(Strokes(((start, line, end, line),), colour, 2.5))
    width = frame.type.width(row.change, Size.SMALL, bold=True)
    top = middle - frame.type.line(Size.SMALL) / 2
    pad.text(
        plan.change_right - width, top, row.change, Size.SMALL, theme.ink(row.tone), bold=True, patch=True
    )


def _point(pad: Pad, row: DumbbellRow, point: Point, x: float, middle: float, plan: Plan) -> None:
    frame, theme, axis = pad.frame, pad.frame.theme, plan.axis
    radius = frame.px(5.5)
    if point.error is not None:
        low, high = (axis.at(end) for end in point.error)
        cap = frame.px(4)
        whiskers = [(low, middle, high, middle)]
        ends = ((low, point.error[0]), (high, point.error[1]))
        whiskers += [(end, middle - cap, end, middle + cap) for end, value in ends
                     if not axis.beyond(value)]  # fmt: skip
        pad.add(Strokes(tuple(whiskers), theme.ink(point.tone), 1.2))
    pad.add(*mark_ops(point.tone, point.mark, x, middle, radius, theme, theme.surface_raised))
    beyond = axis.beyond(point.x)
    if beyond:
        pad.add(chevrons(x + beyond * (radius + 1), middle, beyond, theme.ink(point.tone), frame.px(4)))
    reach_x = frame.px(ARROW) if point.mark in (Mark.ARROW_LEFT, Mark.ARROW_RIGHT) else 0.0
    pad.spot(x - radius - 3 - reach_x, middle - radius - 3, 2 * (radius + 3 + reach_x), 2 * (radius + 3), row.key,
             point.story or point.label)  # fmt: skip


def _labels(pad: Pad, row: DumbbellRow, places: Sequence[float], middle: float, plan: Plan) -> None:
    """Ours above the line, the others below it (dense: all below); labels that would touch are moved apart."""
    frame, axis = pad.frame, plan.axis
    size = Size.TINY if plan.dense else Size.SMALL
    line = frame.type.line(size)
    above = [i for i, point in enumerate(row.points) if point.tone is Tone.OURS and point.label]
    below = [i for i, point in enumerate(row.points) if point.tone is not Tone.OURS and point.label]
    if len(below) > FEW:
        below = [i for i in below if row.points[i].tone is not Tone.PEER][:FEW]
    low, high = axis.left - frame.px(8), axis.right + frame.px(12)
    lanes = [(above, middle - frame.px(7) - line), (below, middle + frame.px(7))]
    if plan.dense:
        lanes = [([*below, *above], middle + frame.px(6))]
    for chosen, top in lanes:
        labels = [
            Label(places[i], row.points[i].label, row.points[i].tone, row.points[i].mark, row.points[i].story)
            for i in chosen
        ]
        lane(pad, labels, top, size, (low, high))
