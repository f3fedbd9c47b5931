"""Histogram: counts over the axis of values, limits and mean as lines with their words above; few values as marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from compare_app.domain.quality_charts import Bin, Histogram, ValueRule
from compare_app.domain.tone import Mark, Tone
from ui.charts.axis import Axis, nice_step, spread, tick_text, ticks
from ui.charts.frame import Frame, Pad, compose, foot, foot_panel, head, panel
from ui.charts.marks import chevrons, mark_ops
from ui.charts.picture import Box, Picture, Size, Strokes

FAR = 1.2  # spans of the values; a limit farther off is told at the edge and does not press them together
STRIP = 110.0  # px, the least height of a strip plot
LEAST_PLOT = 40.0  # px in which bars can still be told apart
PILE = 8.0  # px between two marks of one value


@dataclass(frozen=True, slots=True)
class Label:
    """The words of a line, in one of the rows above the plot."""

    rule: ValueRule
    row: int
    left: float
    width: float
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things stand: values rightwards, counts upwards (`left` of `count` is its foot)."""

    value: Axis
    count: Axis
    labels: tuple[Label, ...]
    rows: int  # of labels
    height: float


def lay_out(spec: Histogram, frame: Frame) -> Picture:
    """The chart at the frame's size, all bars side by side. Where the words of the lines leave no room for bars the
    screen scrolls; paper leaves the last of them out and says how many.
    """
    told = " · ".join(f"{name} {value}" for name, value in spec.facts)
    top, y = head(frame, spec.title, (), told)
    lines, foot_height = foot(frame, spec.footnote)
    room = max(frame.px(60), frame.height - y - foot_height)
    plan = _plan(spec, frame, room)
    left_out = sum(not one.shown for one in plan.labels)
    if left_out:
        lines, foot_height = foot(frame, spec.footnote, frame.more(left_out))
        room = max(frame.px(60), frame.height - y - foot_height)
        plan = _plan(spec, frame, room)
        left_out = sum(not one.shown for one in plan.labels)
        lines, _ = foot(frame, spec.footnote, frame.more(left_out))
    pad = Pad(frame)
    pad.spot(0, 0, frame.width, plan.height, spec.key, ground=True)
    _grid(pad, spec, plan)
    for one in spec.bins:
        _bar(pad, plan, one, spec.key)
    _rules(pad, plan, spec.key)
    _counts(pad, spec, plan)
    _marks(pad, spec, plan)
    down = {"down": plan.height} if plan.height > room + 0.5 else {}
    panels = [
        top,
        panel(0, y, frame.width, room, [pad.strip(0, plan.height)], **down),
        foot_panel(frame, lines, foot_height, spec.footnote),
    ]
    limits = (one.label for one in spec.rules if not one.mean)
    said = "; ".join([told, *limits, *(one.story for one in spec.bins)])
    return compose(frame, spec.title, panels, [spec.key], left_out, said)


def _plan(spec: Histogram, frame: Frame, room: float) -> Plan:
    line = frame.type.line(Size.SMALL)
    most = max((one.count for one in spec.bins), default=1)
    left = frame.margin + (
        frame.type.width(str(most), Size.SMALL) + frame.px(8) if spec.bins else frame.px(6)
    )
    value = _values(spec, left, frame.width - frame.margin - frame.px(6))
    labels = _labels(spec.rules, value, frame)
    rows = max((one.row for one in labels), default=-1) + 1
    under = 2 * line + frame.px(8)  # the values of the axis and its name
    over = line + frame.px(4)  # a count above the highest bar, or the words of a pile
    needed = frame.px(LEAST_PLOT) + under + over
    if frame.paper:
        rows = max(0, min(rows, int((room - needed) // line)))
        labels = tuple(replace(one, shown=one.row < rows) for one in labels)
        height = room
    else:
        height = max(room, needed + rows * line)
    ceiling, floor = rows * line + over, height - under
    if not spec.bins:  # a few marks in a row need no height
        floor = min(floor, ceiling + max(frame.px(STRIP), (floor - ceiling) * 0.45))
    floor = max(floor, ceiling + frame.px(12))
    return Plan(value, Axis(0.0, float(most), floor, ceiling), labels, rows, height)


def _values(spec: Histogram, left: float, right: float) -> Axis:
    """From the smallest to the largest value, and to the limits that are near enough."""
    ends = [end for one in spec.bins for end in (one.low, one.high)] + [one.value for one in spec.marks]
    low, high = min(ends), max(ends)
    span = (high - low) or abs(high) * 0.1 or 1.0
    near = [one.value for one in spec.rules if low - FAR * span <= one.value <= high + FAR * span]
    low, high = min(low, *near, low), max(high, *near, high)
    spare = (high - low or span) * 0.04
    return Axis(low - spare, high + spare, left, right)


def _labels(rules: Sequence[ValueRule], axis: Axis, frame: Frame) -> tuple[Label, ...]:
    """Each label above its line, in the lowest row where it does not lie over another; far ones at the edge."""
    rows: list[list[tuple[float, float]]] = []
    found: list[Label] = []
    gap = frame.px(8)
    for rule in sorted(rules, key=lambda one: one.value):
        width = min(frame.type.width(rule.label, Size.SMALL, bold=rule.mean) + 1, axis.right - axis.left)
        left = max(axis.left, min(axis.right - width, axis.at(rule.value) - width / 2))
        row = 0
        while row < len(rows) and any(
            left < end + gap and start < left + width + gap for start, end in rows[row]
        ):
            row += 1
        if row == len(rows):
            rows.append([])
        rows[row].append((left, left + width))
        found.append(Label(rule, row, left, width))
    return tuple(found)


def _grid(pad: Pad, spec: Histogram, plan: Plan) -> None:
    frame, theme = pad.frame, pad.frame.theme
    line = frame.type.line(Size.SMALL)
    floor, ceiling = plan.count.left, plan.count.right
    if spec.bins:
        step = max(1.0, nice_step(plan.count.high / max(2.0, min(6.0, (floor - ceiling) / (line * 1.8)))))
        count = step
        while count <= plan.count.high:
            y = plan.count.at(count)
            pad.add(Strokes(((plan.value.left, y, plan.value.right, y),), theme.line, 0.8))
            text = tick_text(count)
            width = frame.type.width(text, Size.SMALL)
            pad.text(plan.value.left - frame.px(6) - width, y - line / 2, text, Size.SMALL, theme.text_quiet)
            count += step
    pad.add(Strokes(((plan.value.left, floor, plan.value.right, floor),), theme.line_strong, 1.2))
    edge = -1e9
    for value in ticks(
        plan.value.low, plan.value.high, max(2, int((plan.value.right - plan.value.left) // frame.px(64)))
    ):
        text = tick_text(value)
        width = frame.type.width(text, Size.SMALL)
        x = plan.value.at(value)
        left = max(frame.margin, min(plan.value.right - width, x - width / 2))
        pad.add(Strokes(((x, floor, x, floor + frame.px(4)),), theme.line_strong, 1.0))
        if left >= edge:
            pad.text(left, floor + frame.px(4), text, Size.SMALL, theme.text_quiet)
            edge = left + width + frame.px(6)
    caption = f"{spec.axis} · {spec.count_axis}" if spec.count_axis else spec.axis
    pad.text(
        plan.value.left,
        floor + frame.px(4) + line,
        caption,
        Size.SMALL,
        theme.text_quiet,
        align="center",
        width=plan.value.right - plan.value.left,
    )


def _bar(pad: Pad, plan: Plan, one: Bin, key: str) -> None:
    left, right = plan.value.at(one.low), plan.value.at(one.high)
    pad.spot(left, 0, right - left, plan.height, key, one.story)
    if not one.count:
        return
    top = plan.count.at(one.count)
    pad.add(
        Box(
            left + 0.5,
            top,
            max(1.0, right - left - 1),
            plan.count.left - top,
            pad.frame.theme.fill(Tone.LEVEL),
        )
    )


def _counts(pad: Pad, spec: Histogram, plan: Plan) -> None:
    """How many, above each bar; over the lines, so that none runs through a figure."""
    frame = pad.frame
    line = frame.type.line(Size.SMALL)
    for one in spec.bins:
        left, right = plan.value.at(one.low), plan.value.at(one.high)
        text = str(one.count)
        width = frame.type.width(text, Size.SMALL)
        if one.count and width <= right - left:
            top = plan.count.at(one.count) - line
            pad.text((left + right - width) / 2, top, text, Size.SMALL, patch=True)


def _marks(pad: Pad, spec: Histogram, plan: Plan) -> None:
    """Single values as marks, equal ones in a pile, each value said once above its pile where there is room."""
    frame, theme = pad.frame, pad.frame.theme
    line, radius = frame.type.line(Size.SMALL), frame.px(4.5)
    piles: dict[float, int] = {}
    base = plan.count.left - frame.px(10)
    for one in spec.marks:
        height = piles.get(one.value, 0)
        piles[one.value] = height + 1
        x, y = plan.value.at(one.value), base - height * frame.px(PILE)
        pad.add(*mark_ops(Tone.OURS, Mark.SOLID, x, y, radius, theme, theme.surface_raised))
        pad.spot(x - radius * 1.5, y - radius, radius * 3, radius * 2, spec.key, one.story)
    texts = {one.value: one.text for one in spec.marks}
    values = sorted(texts)
    widths = [frame.type.width(texts[value], Size.SMALL) for value in values]
    if sum(widths) + frame.px(6) * len(widths) > plan.value.right - plan.value.left:
        return
    lefts = spread(
        [plan.value.at(value) for value in values], widths, plan.value.left, plan.value.right, frame.px(6)
    )
    top = base - max(piles.values(), default=1) * frame.px(PILE) - line
    if top < plan.count.right:
        return
    for value, left in zip(values, lefts, strict=True):
        pad.text(left, top, texts[value], Size.SMALL, theme.text, patch=True)


def _rules(pad: Pad, plan: Plan, key: str) -> None:
    frame, theme = pad.frame, pad.frame.theme
    line = frame.type.line(Size.SMALL)
    for one in plan.labels:
        rule, x = one.rule, plan.value.at(one.rule.value)
        beyond = plan.value.beyond(rule.value)
        ink = theme.ink(rule.tone)
        if not beyond:
            foot_of = (one.row + 1 if one.shown else plan.rows) * line
            pad.add(
                Strokes(((x, foot_of, x, plan.count.left),), ink, 2.0 if rule.mean else 1.4, not rule.mean)
            )
            pad.spot(x - frame.px(3), foot_of, frame.px(6), plan.count.left - foot_of, key, rule.story)
        else:
            below = (plan.rows + 0.5) * line
            pad.add(chevrons(x - beyond * frame.px(9), below, beyond, ink, frame.px(4)))
    for one in plan.labels:
        rule = one.rule
        if not one.shown:
            continue
        pad.text(
            one.left,
            one.row * line,
            rule.label,
            Size.SMALL,
            theme.ink(rule.tone),
            bold=rule.mean,
            width=one.width,
            patch=True,
        )
        pad.spot(one.left, one.row * line, one.width, line, key, rule.story)
