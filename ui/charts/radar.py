"""Radar, a cover picture with guard rails: fixed rings, 100 % bold, no fill, three axes, four products.

Area and order of axes mislead (Cleveland & McGill 1984 rank position above area), hence the rails.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from compare_app.domain.charts import NoChart, Radar, RadarSeries
from compare_app.domain.tone import Mark, Tone
from compare_app.text.wording import Wording
from ui.charts.frame import Align, Entry, Frame, Pad, compose, foot, foot_panel, head, panel
from ui.charts.marks import mark_ops
from ui.charts.picture import Picture, Shape, Size, Strokes

RINGS = (20, 40, 60, 80, 100, 120)
LEAST_AXES, MOST_SERIES = 3, 4


@dataclass(frozen=True, slots=True)
class Wheel:
    """Centre, outer radius and how many spokes."""

    x: float
    y: float
    radius: float
    spokes: int

    def at(self, spoke: int, value: float) -> tuple[float, float]:
        """The point of a value on a spoke; the first points upwards, 120 is the rim and nothing lies beyond."""
        angle = 2 * math.pi * spoke / self.spokes - math.pi / 2
        reach = self.radius * max(0.0, min(RINGS[-1], value)) / RINGS[-1]
        return self.x + reach * math.cos(angle), self.y + reach * math.sin(angle)


@dataclass(frozen=True, slots=True)
class AxisName:
    """The name of an axis, wrapped and measured."""

    text: str
    lines: tuple[str, ...]
    width: float
    height: float


def refuse(spec: Radar, words: Wording) -> NoChart | None:
    """Why this radar would mislead, or None."""
    full = [
        axis for axis in range(len(spec.axes)) if any(_value(one, axis) is not None for one in spec.series)
    ]
    if len(full) < LEAST_AXES:
        return NoChart(
            spec.title,
            words(
                "A radar needs at least {n} comparable indicators; there are {found}",
                n=LEAST_AXES,
                found=len(full),
            ),
            words("The dumbbell shows the same figures and needs only one."),
        )
    if len(spec.series) > MOST_SERIES:
        return NoChart(
            spec.title,
            words(
                "A radar shows at most {n} products; there are {found}", n=MOST_SERIES, found=len(spec.series)
            ),
            words("The heat map shows them all."),
        )
    return None


def _value(series: RadarSeries, axis: int) -> float | None:
    return series.values[axis] if axis < len(series.values) else None


def lay_out(spec: Radar, frame: Frame) -> Picture:
    """The chart at the frame's size; call `refuse` first."""
    entries = [
        Entry(one.name, one.tone, _mark(one.tone), "line", dashed=_dashed(one.tone)) for one in spec.series
    ]
    over = any((value or 0) > RINGS[-1] for one in spec.series for value in one.values)
    top, y = head(frame, spec.title, entries)
    note = spec.footnote
    if over:
        cut = frame.words("Marks on the rim stand for more than {n} %", n=RINGS[-1])
        note = f"{cut}{'；' if frame.words.language == 'zh_CN' else '; '}{note}" if note else cut
    lines, foot_height = foot(frame, note)
    room = max(frame.px(60), frame.height - y - foot_height)
    pad = Pad(frame)
    names = _axis_names(spec.axes, frame, room)
    wheel = _wheel(names, frame, room)
    _rings(pad, wheel)
    for axis, name in enumerate(names):
        _axis_name(pad, wheel, axis, name)
    for one in spec.series:
        _series(pad, wheel, one, spec.axes)
    _ring_numbers(pad, wheel)
    body = panel(0, y, frame.width, room, [pad.strip(0, room)])
    told = ", ".join(one.name for one in spec.series)
    return compose(frame, spec.title, [top, body, foot_panel(frame, lines, foot_height, note)], told=told)


def _rings(pad: Pad, wheel: Wheel) -> None:
    theme = pad.frame.theme
    for ring in RINGS:
        points = tuple(wheel.at(spoke, ring) for spoke in range(wheel.spokes))
        bold = ring == 100
        pad.add(Shape(points, "", theme.line_strong if bold else theme.line, 3.2 if bold else 0.9))
    spokes = tuple((wheel.x, wheel.y, *wheel.at(spoke, RINGS[-1])) for spoke in range(wheel.spokes))
    pad.add(Strokes(spokes, theme.line, 0.9))


def _ring_numbers(pad: Pad, wheel: Wheel) -> None:
    """The numbers stand beside the first spoke, above all lines."""
    frame, theme = pad.frame, pad.frame.theme
    for ring in (0, *RINGS) if wheel.radius > frame.px(100) else (60, 100):
        x, y = wheel.at(0, ring)
        text = f"{ring} %" if ring == 100 else str(ring)
        pad.text(x + frame.px(8), y - frame.type.line(Size.TINY) * 0.5, text, Size.TINY,
                 theme.text if ring == 100 else theme.text_quiet, bold=ring == 100, patch=True)  # fmt: skip


def _axis_names(axes: Sequence[str], frame: Frame, room: float) -> list[AxisName]:
    width = max(frame.px(50), min(frame.px(170), frame.inner * 0.26))
    most = 2 if room > frame.px(120) else 1
    names = []
    for name in axes:
        lines = frame.type.wrap(name, Size.SMALL, width, most)
        longest = max((frame.type.width(line, Size.SMALL) for line in lines), default=0.0)
        names.append(AxisName(name, lines, longest, frame.type.line(Size.SMALL) * len(lines)))
    return names


def _direction(axis: int, spokes: int) -> tuple[float, float]:
    angle = 2 * math.pi * axis / spokes - math.pi / 2
    return math.cos(angle), math.sin(angle)


def _label_box(name: AxisName, axis: int, wheel: Wheel, air: float) -> tuple[float, float, Align]:
    """Left, top and alignment of an axis' name beyond the rim."""
    across, down = _direction(axis, wheel.spokes)
    reach = wheel.radius + air
    x, y = wheel.x + reach * across, wheel.y + reach * down
    top = y - name.height / 2 + down * name.height / 2
    if abs(across) < 0.2:
        return x - name.width / 2, top, "center"
    return (x, top, "left") if across > 0 else (x - name.width, top, "right")


def _wheel(names: Sequence[AxisName], frame: Frame, room: float) -> Wheel:
    """The largest wheel that leaves every name inside the panel, as far up as its names allow."""
    air, spokes = frame.px(8), len(names)
    small, large = frame.px(14), max(frame.inner, room)
    best = Wheel(frame.width / 2, room / 2, small, spokes)
    for _ in range(24):
        radius = (small + large) / 2
        at_origin = Wheel(0.0, 0.0, radius, spokes)
        boxes = [_label_box(name, axis, at_origin, air) for axis, name in enumerate(names)]
        left = min(box[0] for box in boxes)
        right = max(box[0] + name.width for box, name in zip(boxes, names))
        top = min(box[1] for box in boxes)
        bottom = max(box[1] + name.height for box, name in zip(boxes, names))
        fits = max(-left, right) <= frame.inner / 2 and bottom - top <= room - frame.px(4)
        if fits:
            small = radius
            best = Wheel(frame.width / 2, (room - bottom - top) / 2, radius, spokes)
        else:
            large = radius
    return best


def _axis_name(pad: Pad, wheel: Wheel, axis: int, name: AxisName) -> None:
    left, top, align = _label_box(name, axis, wheel, pad.frame.px(8))
    pad.lines(left, top, name.lines, Size.SMALL, align=align, width=name.width + 1)
    if " ".join(name.lines) != " ".join(name.text.split()):
        pad.spot(left, top, name.width, name.height, "", name.text)


def _mark(tone: Tone) -> Mark:
    return Mark.SOLID if tone is not Tone.PEER else Mark.HOLLOW


def _dashed(tone: Tone) -> bool:
    return tone is not Tone.OURS


def _series(pad: Pad, wheel: Wheel, series: RadarSeries, axes: tuple[str, ...]) -> None:
    """The outline of one product. Where a value is missing the line has a gap: nothing is guessed across it."""
    frame, theme = pad.frame, pad.frame.theme
    ink = theme.ink(series.tone)
    values = [_value(series, axis) for axis in range(wheel.spokes)]
    segments = []
    for axis, value in enumerate(values):
        after = values[(axis + 1) % wheel.spokes]
        if value is not None and after is not None:
            segments.append((*wheel.at(axis, value), *wheel.at((axis + 1) % wheel.spokes, after)))
    wide = 2.4 if series.tone is Tone.OURS else 1.6
    for segment in segments:
        pad.add(Strokes((segment,), ink, wide, _dashed(series.tone)))
    radius = frame.px(4.2)
    for axis, value in enumerate(values):
        if value is None:
            continue
        x, y = wheel.at(axis, value)
        pad.add(*mark_ops(series.tone, _mark(series.tone), x, y, radius, theme, theme.surface_raised))
        pad.spot(x - radius - 3, y - radius - 3, 2 * radius + 6, 2 * radius + 6, "",
                 f"{series.name}\n{axes[axis]}：{value:g} %")  # fmt: skip
