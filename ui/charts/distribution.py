"""Distribution: counts of products over one indicator, with our place, the benchmarks, the limit and the quartiles."""

from __future__ import annotations

from dataclasses import dataclass

from compare_app.domain.tone import Mark, Tone
from compare_app.domain.value_charts import Distribution, LimitEnd, ValueMark
from ui.charts.axis import Axis, tick_text, ticks
from ui.charts.frame import Entry, Frame, Pad, compose, foot, foot_panel, head, panel, quartile_box
from ui.charts.lanes import Label, lane
from ui.charts.marks import chevrons, hatched_box, mark_ops
from ui.charts.picture import Box, Picture, Size, Strokes

LEAST_PLOT = 60.0  # px; the facts above it are cut before it gets lower
STRIP = 110.0  # px; single marks need no more height
BOX = 9.0  # px, the strip of the quartiles
REACH = 0.6  # of the bins' width: marks and limits farther off stand at the edge with a sign


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things stand in the body."""

    axis: Axis  # of the values
    count: Axis  # upwards: `left` is its foot
    marks: float  # the height at which products stand


def lay_out(spec: Distribution, frame: Frame) -> Picture:
    """The chart at the frame's size."""
    top, y = head(frame, spec.title, _entries(spec, frame), spec.axis)
    lines, foot_height = foot(frame, spec.footnote)
    room = max(frame.px(80), frame.height - y - foot_height)
    pad = Pad(frame)
    pad.spot(
        frame.margin / 2, 0, frame.width - frame.margin, room, spec.key, "\n".join(spec.facts), ground=True
    )
    used = _facts(pad, spec, room)
    plan = _plan(spec, frame, used, room)
    _sides(pad, spec, plan, used)
    for end in spec.limits:
        _failing(pad, end, plan)
    if spec.counts:
        _counts(pad, spec, plan)
        _bars(pad, spec, plan)
        _quartiles(pad, spec, plan)
    else:
        _singles(pad, spec, plan)
    _ruler(pad, spec, plan)
    _products(pad, spec, plan)
    body = panel(0, y, frame.width, room, [pad.strip(0, room)])
    told = ". ".join(spec.facts)
    return compose(frame, spec.title, [top, body, foot_panel(frame, lines, foot_height, spec.footnote)], [spec.key],
                   told=told)  # fmt: skip


def _entries(spec: Distribution, frame: Frame) -> list[Entry]:
    entries = [Entry(label, tone, mark) for label, tone, mark in spec.legend]
    if spec.singles:
        entries.append(Entry(frame.words("other products"), Tone.PEER))
    if spec.limits:
        entries.append(Entry(frame.words("limit; the hatched side fails"), kind="limit"))
    if spec.quartiles:
        entries.append(Entry(frame.words("middle half of the products, with the median"), kind="box"))
    return entries


def _facts(pad: Pad, spec: Distribution, room: float) -> float:
    """Our place in bold, then the rest in small; as many lines as leave room for the plot. Returns their height."""
    frame = pad.frame
    type_, theme = frame.type, frame.theme
    free = room - frame.px(LEAST_PLOT) - 5 * type_.line(Size.SMALL)
    y = 0.0
    for index, fact in enumerate(spec.facts):
        size, most = (Size.BODY, 2) if index == 0 else (Size.SMALL, 2)
        fitting = int((free - y) // type_.line(size))
        if fitting < 1 and index:
            break
        lines = type_.wrap(fact, size, frame.inner, max(1, min(most, fitting)), bold=index == 0)
        colour = theme.text if index == 0 else theme.text_quiet
        y += pad.lines(frame.margin, y, lines, size, colour, bold=index == 0)
    return y + frame.px(4)


def _plan(spec: Distribution, frame: Frame, used: float, room: float) -> Plan:
    line = frame.type.line(Size.SMALL)
    gutter = frame.type.width(f"{max(spec.counts, default=0):,}", Size.TINY) + frame.px(10)
    left, right = frame.margin + gutter, frame.width - frame.margin - frame.px(14)
    low, high = _span(spec)
    labels = used + 2 * line  # what lies beyond, then the values of the products
    marks = labels + frame.px(9)
    box = frame.px(BOX + 7) if spec.quartiles else frame.px(4)
    bottom = room - line - box - frame.px(4)
    if not spec.counts:
        bottom = min(bottom, marks + frame.px(STRIP))
    top = min(marks + frame.px(10), bottom - frame.px(12))
    most = max(spec.counts, default=1) or 1
    return Plan(Axis(low, high, left, max(left + 20, right)), Axis(0.0, most * 1.04, bottom, top), marks)


def _span(spec: Distribution) -> tuple[float, float]:
    """The ends of the axis: all bins, and the marks and limits that do not lie far off."""
    drawn = [one.value for one in (*spec.singles, *spec.marks) if one.value is not None]
    low, high = (spec.edges[0], spec.edges[-1]) if spec.edges else (min(drawn), max(drawn))
    if spec.names:
        return min(low, spec.names[0][0] - 0.5), max(high, spec.names[-1][0] + 0.5)
    reach = (high - low or abs(high) or 1.0) * REACH
    beside = [
        value
        for value in (*drawn, *(end.value for end in spec.limits))
        if low - reach <= value <= high + reach
    ]
    low, high = min([low, *beside]), max([high, *beside])
    air = (high - low or abs(high) * 0.2 or 1.0) * 0.03
    return low - air, high + air


def _sides(pad: Pad, spec: Distribution, plan: Plan, top: float) -> None:
    """Which side is better, and how many products lie beyond either end."""
    frame = pad.frame
    (below, above), words = spec.beyond, frame.words
    starts = [spec.better_text] if spec.better == "left" else []
    ends = [] if spec.better == "left" else [spec.better_text]
    if below:
        starts.append(words("{n} below {value}, not drawn", n=below, value=tick_text(spec.edges[0])))
    if above:
        ends.insert(0, words("{n} above {value}, not drawn", n=above, value=tick_text(spec.edges[-1])))
    left, width = plan.axis.left, plan.axis.right - plan.axis.left
    share = (width - frame.px(16)) / 2 if starts and ends else width
    pad.text(left, top, " · ".join(starts), Size.SMALL, width=share)
    pad.text(left + width - share, top, " · ".join(ends), Size.SMALL, align="right", width=share)


def _failing(pad: Pad, end: LimitEnd, plan: Plan) -> None:
    """The line of a limit and, hatched, the side on which a value fails; far off it is told at the edge."""
    frame, theme, axis = pad.frame, pad.frame.theme, plan.axis
    at, y, bottom = axis.at(end.value), plan.count.right, plan.count.left
    left, right = (axis.left, at) if end.fails == "below" else (at, axis.right)
    if right - left > 1:
        pad.add(Strokes(hatched_box(left, y, right - left, bottom - y, frame.px(7)), theme.line, 0.8))
    beyond = axis.beyond(end.value)
    if beyond:
        pad.add(chevrons(at + beyond * frame.px(2), y + frame.px(5), beyond, theme.text_quiet, frame.px(4)))
    else:
        pad.add(Strokes(((at, y - frame.px(4), at, bottom),), theme.text, 2.0))


def _counts(pad: Pad, spec: Distribution, plan: Plan) -> None:
    """The ruler of the counts at the left; whole numbers only."""
    frame, theme = pad.frame, pad.frame.theme
    line = frame.type.line(Size.TINY)
    height = plan.count.left - plan.count.right
    values = [
        one
        for one in ticks(0, plan.count.high, max(2, min(6, int(height // (line * 1.8)))))
        if one == int(one)
    ]
    for value in values:
        y = plan.count.at(value)
        pad.add(Strokes(((plan.axis.left, y, plan.axis.right, y),), theme.line, 0.8))
        text = f"{int(value):,}".replace(",", "\N{NO-BREAK SPACE}")
        width = frame.type.width(text, Size.TINY)
        pad.text(plan.axis.left - frame.px(5) - width, y - line / 2, text, Size.TINY, theme.text_quiet)


def _bars(pad: Pad, spec: Distribution, plan: Plan) -> None:
    """One bar a bin, a hair apart while they are wide enough; each tells its range and count."""
    frame, theme = pad.frame, pad.frame.theme
    foot_y = plan.count.left
    names = dict(spec.names)
    for low, high, count in zip(spec.edges, spec.edges[1:], spec.counts):
        left, right = plan.axis.at(low), plan.axis.at(high)
        gap = frame.px(10) if names else min(1.0, (right - left) * 0.12)
        if count:
            y = min(plan.count.at(count), foot_y - 1.0)  # a few are seen, too
            pad.add(Box(left + gap / 2, y, right - left - gap, foot_y - y, theme.level_fill))
        story = (
            frame.words("{title}: {text}", title=names[(low + high) / 2], text=count)
            if names
            else frame.words(
                "{low} to {high}: {n} products", low=tick_text(low), high=tick_text(high), n=count
            )
        )
        pad.spot(left, plan.count.right, right - left, foot_y - plan.count.right, spec.key, story)
    pad.add(Strokes(((plan.axis.left, foot_y, plan.axis.right, foot_y),), theme.line_strong, 1.2))


def _quartiles(pad: Pad, spec: Distribution, plan: Plan) -> None:
    """The middle half of the products as a box under the bars, its median as a line."""
    if len(spec.quartiles) != 3:
        return
    frame = pad.frame
    low, middle, high = (plan.axis.at(value) for value, _ in spec.quartiles)
    y, height = plan.count.left + frame.px(4), frame.px(BOX)
    pad.add(*quartile_box(frame, low, y, high - low, height, middle))
    story = "\n".join(text for _, text in spec.quartiles)
    pad.spot(low - 4, y - 2, high - low + 8, height + 4, spec.key, story)


def _singles(pad: Pad, spec: Distribution, plan: Plan) -> None:
    """Fewer products than make a shape: a mark each, with its value."""
    frame, theme = pad.frame, pad.frame.theme
    y = plan.count.left
    pad.add(Strokes(((plan.axis.left, y, plan.axis.right, y),), theme.line_strong, 1.2))
    y -= frame.px(34)
    labels = []
    for one in spec.singles:
        if one.value is None:
            continue
        x = plan.axis.at(one.value)
        pad.add(*mark_ops(one.tone, one.mark, x, y, frame.px(5), theme, theme.surface_raised))
        pad.spot(x - 8, y - 8, 16, 16, spec.key, one.story)
        labels.append(Label(x, one.label, one.tone, one.mark, one.story))
    ends = plan.axis.left - frame.px(8), plan.axis.right + frame.px(12)
    lane(pad, labels, y + frame.px(8), Size.SMALL, ends)


def _ruler(pad: Pad, spec: Distribution, plan: Plan) -> None:
    """Figures of the axis, or the names of classes."""
    frame, theme, axis = pad.frame, pad.frame.theme, plan.axis
    y = plan.count.left + (frame.px(BOX + 7) if spec.quartiles else frame.px(4))
    if spec.names:
        room = (axis.right - axis.left) / len(spec.names)
        for value, name in spec.names:
            left = axis.at(value) - room / 2 + 2
            pad.text(left, y, name, Size.SMALL, theme.text_quiet, align="center", width=room - 4)
        return
    edge = -1e9
    for value in ticks(axis.low, axis.high, max(2, int((axis.right - axis.left) // frame.px(64)))):
        text = tick_text(value)
        width = frame.type.width(text, Size.SMALL)
        left = axis.at(value) - width / 2
        foot_y = plan.count.left
        pad.add(
            Strokes(((axis.at(value), foot_y, axis.at(value), foot_y + frame.px(3)),), theme.line_strong, 0.8)
        )
        if left > edge and left + width < frame.width:
            pad.text(left, y, text, Size.SMALL, theme.text_quiet)
            edge = left + width + frame.px(6)


def _products(pad: Pad, spec: Distribution, plan: Plan) -> None:
    """Benchmarks and ours above the bars with a line down to the axis, ours last; the limit's words among them."""
    frame, theme, axis = pad.frame, pad.frame.theme, plan.axis
    radius = frame.px(5.5)
    labels = [Label(axis.at(end.value), end.label, Tone.NEUTRAL, None) for end in spec.limits if end.label]
    for mark in spec.marks:
        x = axis.at(_place(mark, axis))
        ink = theme.ink(mark.tone)
        ours = mark.tone is Tone.OURS
        pad.add(Strokes(((x, plan.marks, x, plan.count.left),), ink, 2.4 if ours else 1.4, not ours))
        if mark.error is not None:
            low, high = (axis.at(end) for end in mark.error)
            cap = frame.px(4)
            caps = tuple((at, plan.marks - cap, at, plan.marks + cap) for at in (low, high))
            pad.add(Strokes(((low, plan.marks, high, plan.marks), *caps), ink, 1.2))
        shape = mark.mark if mark.value is not None else Mark.HATCHED
        pad.add(*mark_ops(mark.tone, shape, x, plan.marks, radius, theme, theme.surface_raised))
        beyond = axis.beyond(mark.value) if mark.value is not None else 0
        if beyond:
            pad.add(chevrons(x + beyond * (radius + 1), plan.marks, beyond, ink, frame.px(4)))
        side = radius + 3
        pad.spot(x - side, plan.marks - side, 2 * side, 2 * side, spec.key, mark.story or mark.label)
        labels.append(Label(x, mark.label, mark.tone, mark.mark, mark.story))
    ends = axis.left - frame.px(10), axis.right + frame.px(14)
    lane(pad, labels, plan.marks - frame.px(9) - frame.type.line(Size.SMALL), Size.SMALL, ends)


def _place(mark: ValueMark, axis: Axis) -> float:
    """The value, or the middle of what is known."""
    if mark.value is not None:
        return mark.value
    low, high = mark.error or (axis.low, axis.high)
    return (low + high) / 2
