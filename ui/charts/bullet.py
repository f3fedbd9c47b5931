"""Bullets: a row an indicator on an axis of its own: the limit, its failing side hatched, and what products show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from compare_app.domain.tone import Mark, Tone
from compare_app.domain.value_charts import Bullet, BulletRow, LimitEnd, ValueMark
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
from ui.charts.marks import ARROW, hatched_box, mark_ops
from ui.charts.picture import Box, Picture, Size, Strip, Strokes

ROOMY, DENSE, WORDS = 72.0, 54.0, 34.0  # px, heights of a row: on screen, on paper, of words only
MORE = 14.0  # px, what a row may grow where there is room
ARROWS = frozenset({Mark.ARROW_LEFT, Mark.ARROW_RIGHT})  # a bound is no length: it has no bar
BAND = 18.0  # px, the ground that marks stand on
ASIDE = 4.5  # px, how far benchmarks stand off the middle where error bars would lie over each other
AIR = 0.08  # of the axis, beyond the outermost figure


@dataclass(frozen=True, slots=True)
class Plan:
    """The columns of every row: names, axis, verdict."""

    name_left: float
    name_width: float
    left: float
    right: float
    verdict_left: float
    verdict_width: float
    lane: Size  # of the labels


def lay_out(spec: Bullet, frame: Frame) -> Picture:
    """The chart at the frame's size; rows keep the order of the spec."""
    top, y = head(frame, spec.title, _entries(spec, frame), spec.axis)
    lines, foot_height = foot(frame, spec.footnote)
    room = max(frame.px(30), frame.height - y - foot_height)
    heights = [_height(row, frame) for row in spec.rows]
    shown = len(spec.rows)
    if frame.paper and sum(heights) > room + 0.5:
        room -= frame.type.line(Size.SMALL)  # for the line that says what was left out
        shown = max(1, sum(end <= room for end in accumulate(heights)))
        lines, foot_height = foot(frame, spec.footnote, frame.more(len(spec.rows) - shown))
    spare = max(0.0, min(frame.px(MORE), (room - sum(heights[:shown])) / shown))
    heights = [height + spare for height in heights]
    tops = [0.0, *accumulate(heights[:shown])]
    plan = _plan(spec, frame)
    rows = [_row(row, frame, plan, at, high) for row, at, high in zip(spec.rows[:shown], tops, heights)]
    panels = [
        top,
        panel(0, y, frame.width, tops[-1] if frame.paper else room, rows, down=tops[-1]),
        foot_panel(frame, lines, foot_height, spec.footnote),
    ]
    told = "; ".join(_told(row) for row in spec.rows)
    return compose(frame, spec.title, panels, [row.key for row in spec.rows], len(spec.rows) - shown, told)


def _entries(spec: Bullet, frame: Frame) -> list[Entry]:
    entries = [Entry(label, tone, mark) for label, tone, mark in spec.legend]
    marks = {mark.mark for row in spec.rows for mark in row.marks}
    if any(row.limits for row in spec.rows):
        entries.append(Entry(frame.words("limit; the hatched side fails"), Tone.NEUTRAL, kind="limit"))
    if marks & ARROWS:
        entries.append(
            Entry(frame.words("true value lies towards the arrow"), Tone.NEUTRAL, Mark.ARROW_RIGHT, "arrow")
        )
    return entries


def _told(row: BulletRow) -> str:
    """A row as a screen reader says it."""
    ours = next((mark.label for mark in row.marks if mark.tone is Tone.OURS), "")
    return ", ".join(part for part in (row.label, ours, row.demand, row.verdict, row.note) if part)


def _is_drawn(row: BulletRow) -> bool:
    """Whether anything of the row stands on an axis."""
    return any(mark.value is not None or mark.error for mark in row.marks)


def _height(row: BulletRow, frame: Frame) -> float:
    if not _is_drawn(row):
        return frame.px(WORDS if frame.paper else WORDS + 6)
    return frame.px(DENSE if frame.paper else ROOMY)


def _plan(spec: Bullet, frame: Frame) -> Plan:
    type_ = frame.type
    name_width = name_column(frame, [row.label for row in spec.rows])
    said = max((type_.width(row.verdict, Size.SMALL, bold=True) for row in spec.rows), default=0.0)
    source = max((type_.width(row.source, Size.TINY) for row in spec.rows), default=0.0)
    verdict_width = min(max(said, min(source, frame.px(120))) + 2, frame.inner * 0.24)
    left = frame.margin + name_width + frame.px(16)
    verdict_left = frame.width - frame.margin - verdict_width
    right = max(left + frame.px(40), verdict_left - frame.px(20))
    size = Size.TINY if frame.paper or frame.width < frame.px(480) else Size.SMALL
    return Plan(frame.margin, name_width, left, right, verdict_left, verdict_width, size)


def _row(row: BulletRow, frame: Frame, plan: Plan, top: float, pitch: float) -> Strip:
    pad = Pad(frame)
    theme = frame.theme
    pad.spot(frame.margin / 2, top, frame.width - frame.margin, pitch, row.key, row.story, ground=True)
    if top:
        pad.add(Strokes(((frame.margin, top, frame.width - frame.margin, top),), theme.line, 0.8))
    _name(pad, row, plan, top, pitch)
    _verdict(pad, row, plan, top, pitch)
    if _is_drawn(row):
        _on_axis(pad, row, plan, top, pitch)
    else:
        _in_words(pad, row, plan, top, pitch)
    return pad.strip(top, top + pitch)


def _name(pad: Pad, row: BulletRow, plan: Plan, top: float, pitch: float) -> None:
    """The indicator, which way is better, and what may not be compared."""
    frame, theme, type_ = pad.frame, pad.frame.theme, pad.frame.type
    quiet = [(row.direction, theme.text_quiet)] if row.direction else []
    if row.note and _is_drawn(row):
        quiet.append((row.note, theme.unknown))
    below = type_.line(Size.TINY) * len(quiet)
    lines, size = name_lines(frame, row.label, plan.name_width, pitch - below - frame.px(4))
    y = top + (pitch - type_.line(size) * len(lines) - below) / 2
    if not is_whole(row.label, lines):
        pad.spot(plan.name_left, y, plan.name_width, type_.line(size) * len(lines), row.key, row.label)
    y += pad.lines(plan.name_left, y, lines, size, width=plan.name_width)
    for text, colour in quiet:
        pad.text(plan.name_left, y, text, Size.TINY, colour, width=plan.name_width)
        y += type_.line(Size.TINY)


def _verdict(pad: Pad, row: BulletRow, plan: Plan, top: float, pitch: float) -> None:
    theme, type_ = pad.frame.theme, pad.frame.type
    below = type_.line(Size.TINY) if row.source else 0.0
    y = top + (pitch - type_.line(Size.SMALL) - below) / 2
    colour = theme.ink(row.tone)
    pad.text(
        plan.verdict_left,
        y,
        row.verdict,
        Size.SMALL,
        colour,
        bold=row.tone is Tone.FAIL,
        width=plan.verdict_width,
    )
    if row.source:
        y += type_.line(Size.SMALL)
        pad.text(plan.verdict_left, y, row.source, Size.TINY, theme.text_quiet, width=plan.verdict_width)


# --- on an axis ------------------------------------------------------------------------------------------------------


def axis_of(row: BulletRow, left: float, right: float) -> Axis:
    """The row's own axis: every figure with some air, from zero where our value is a bar."""
    figures = [mark.value for mark in row.marks if mark.value is not None]
    figures += [end for mark in row.marks for end in mark.error or ()] + [end.value for end in row.limits]
    low, high = min(figures), max(figures)
    if row.from_zero:
        return Axis(0.0, high * (1 + AIR) or 1.0, left, right)
    span = (high - low) or abs(high) * 0.2 or 1.0
    air = span * AIR if high > low else span / 2
    return Axis(low - air, high + air, left, right)


def _on_axis(pad: Pad, row: BulletRow, plan: Plan, top: float, pitch: float) -> None:
    frame, theme = pad.frame, pad.frame.theme
    line = frame.type.line(plan.lane)
    band = frame.px(BAND)
    y = top + (pitch - band - 2 * line - frame.px(4)) / 2 + line + frame.px(2)
    middle = y + band / 2
    axis = axis_of(row, plan.left, plan.right)
    pad.add(Box(plan.left, y, plan.right - plan.left, band, theme.surface_sunken))
    for end in row.limits:
        _failing(pad, end, axis, y, band)
    ours = next((mark for mark in row.marks if mark.tone is Tone.OURS), None)
    if row.from_zero and ours is not None and ours.value is not None and ours.mark not in ARROWS:
        _bar(pad, ours, axis, middle)
    for mark in row.marks:
        _mark(pad, row, mark, axis, middle + _aside(row, mark) * frame.px(ASIDE))
    ends = plan.left - frame.px(10), plan.right + frame.px(16)
    places = {id(mark): _place(mark, axis) for mark in row.marks}
    above = [Label(axis.at(end.value), end.label, Tone.NEUTRAL, None) for end in row.limits if end.label]
    above += [_label(mark, places[id(mark)]) for mark in row.marks if mark.tone is Tone.OURS]
    below = [_label(mark, places[id(mark)]) for mark in row.marks if mark.tone is not Tone.OURS]
    lane(pad, above, y - frame.px(2) - line, plan.lane, ends)
    taken = lane(pad, below, y + band + frame.px(2), plan.lane, ends)
    _ticks(pad, axis, y + band, taken, plan)


def _aside(row: BulletRow, mark: ValueMark) -> int:
    """−1 for the domestic and 1 for the international benchmark where several marks have error bars, otherwise 0."""
    if sum(one.error is not None for one in row.marks) < 2:
        return 0
    return {Tone.DOMESTIC: -1, Tone.INTERNATIONAL: 1}.get(mark.tone, 0)


def _label(mark: ValueMark, x: float) -> Label:
    return Label(x, mark.label, mark.tone, mark.mark, mark.story)


def _place(mark: ValueMark, axis: Axis) -> float:
    """Where a label wants to stand: under its mark, or under the middle of what is known."""
    if mark.value is not None:
        return axis.at(mark.value)
    low, high = mark.error or (axis.low, axis.high)
    return (axis.at(low) + axis.at(high)) / 2


def _failing(pad: Pad, end: LimitEnd, axis: Axis, y: float, band: float) -> None:
    """The line of a limit and, hatched, the side on which a value fails."""
    frame, theme = pad.frame, pad.frame.theme
    at = axis.at(end.value)
    left, right = (axis.left, at) if end.fails == "below" else (at, axis.right)
    if right - left > 1:
        pad.add(Strokes(hatched_box(left, y, right - left, band, frame.px(5)), theme.line_strong, 0.8))
    pad.add(Strokes(((at, y - frame.px(3), at, y + band + frame.px(3)),), theme.text, 2.0))


def _bar(pad: Pad, ours: ValueMark, axis: Axis, middle: float) -> None:
    """Our value as a length from zero, filled as its mark is."""
    frame, theme = pad.frame, pad.frame.theme
    ink = theme.ink(Tone.OURS)
    thick = frame.px(6)
    start, end = axis.at(0.0), axis.at(ours.value or 0.0)
    box = (start, middle - thick / 2, max(end - start, 1.5), thick)
    if ours.mark is Mark.SOLID:
        pad.add(Box(*box, ink))
    else:
        pad.add(Box(*box, theme.surface_raised, ink, 1.2))
    if ours.mark is Mark.HATCHED:
        pad.add(Strokes(hatched_box(*box, frame.px(4)), ink, 0.8))


def _mark(pad: Pad, row: BulletRow, mark: ValueMark, axis: Axis, middle: float) -> None:
    frame, theme = pad.frame, pad.frame.theme
    radius = frame.px(5.5)
    ink = theme.ink(mark.tone)
    if mark.error is not None:
        low, high = (axis.at(end) for end in mark.error)
        cap = frame.px(5)
        whisker = ((low, middle, high, middle), *((x, middle - cap, x, middle + cap) for x in (low, high)))
        pad.add(Strokes(whisker, ink, 1.4 if mark.value is not None else 3.0))
        pad.spot(low - 3, middle - cap - 2, high - low + 6, 2 * cap + 4, row.key, mark.story or mark.label)
    if mark.value is None:
        return
    x = axis.at(mark.value)
    pad.add(*mark_ops(mark.tone, mark.mark, x, middle, radius, theme, theme.surface_raised))
    reach = frame.px(ARROW) if mark.mark in ARROWS else 0.0
    side = radius + 3
    pad.spot(x - side - reach, middle - side, 2 * (side + reach), 2 * side, row.key, mark.story or mark.label)


def _ticks(pad: Pad, axis: Axis, y: float, taken: Sequence[tuple[float, float]], plan: Plan) -> None:
    """Round figures under the axis, where no label of a product stands."""
    frame, theme = pad.frame, pad.frame.theme
    values = ticks(axis.low, axis.high, max(2, int((axis.right - axis.left) // frame.px(84))))
    pad.add(
        Strokes(tuple((axis.at(v), y, axis.at(v), y + frame.px(3)) for v in values), theme.line_strong, 0.8)
    )
    for value in values:
        text = tick_text(value)
        width = frame.type.width(text, Size.TINY)
        left = axis.at(value) - width / 2
        if all(left + width + frame.px(6) < start or left - frame.px(6) > end for start, end in taken):
            pad.text(left, y + frame.px(3), text, Size.TINY, theme.text_quiet)


# --- in words ---------------------------------------------------------------------------------------------------------


def _in_words(pad: Pad, row: BulletRow, plan: Plan, top: float, pitch: float) -> None:
    """Classes and verdicts: the shape of each product and what it shows, then the limit; or why there is nothing."""
    frame, theme, type_ = pad.frame, pad.frame.theme, pad.frame.type
    size = Size.SMALL
    first = sorted(row.marks, key=lambda mark: mark.tone is not Tone.OURS)  # it is read, not drawn over
    said = [(mark, mark.label) for mark in first]
    lines = 1 + bool(row.note and said)
    y = top + (pitch - type_.line(size) * lines) / 2
    x, end = plan.left, plan.verdict_left - frame.px(12)
    for mark, text in said:
        if x + frame.px(40) > end:
            break
        bold = mark.tone is Tone.OURS
        centre = x + frame.px(6), y + type_.line(size) / 2
        pad.add(*mark_ops(mark.tone, mark.mark, *centre, frame.px(4.5), theme, theme.surface_raised))
        x += frame.px(15)
        length = pad.text(
            x, y, text, size, theme.ink(mark.tone), bold=bold, width=min(end - x, frame.px(160))
        )
        pad.spot(x - frame.px(15), y, length + frame.px(15), type_.line(size), row.key, mark.story or text)
        x += length + frame.px(16)
    if row.demand and x + frame.px(40) < end:
        text = frame.words("limit {limit}", limit=row.demand)
        pad.text(x, y, text, size, theme.text_quiet, width=end - x)
    if row.note:
        note_y = y + type_.line(size) if said else y
        pad.text(plan.left, note_y, row.note, size, theme.unknown, width=end - plan.left)
