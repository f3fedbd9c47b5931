"""Control chart: location above, spread below, over the same places; a signal is a diamond with its test's number."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from compare_app.domain.quality_charts import Control, ControlTrack
from compare_app.domain.tone import Mark, Tone
from ui.charts.axis import Axis, tick_text, ticks
from ui.charts.frame import Entry, Frame, Pad, compose, foot, foot_panel, head, panel
from ui.charts.marks import mark_ops, signal_mark
from ui.charts.picture import Picture, Size, Strip, Strokes

LOCATION_SHARE = 0.58  # of the height that both plots have
SCROLL_BAR = 14.0  # px below the plots, where they may have to be scrolled
LEAST_PITCH = 11.0  # px between two places on the screen, which scrolls; paper shows all
BAND_LINES = 4.5  # lines of text in the height of a plot: its name and three limits


@dataclass(frozen=True, slots=True)
class Band:
    """One of the two plots: its track, its value axis upwards (`left` is its foot) and the words of its lines."""

    track: ControlTrack
    axis: Axis
    top: float
    bottom: float
    lines: tuple[tuple[float, str, bool], ...]  # value, words, whether it is a limit


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things stand."""

    bands: tuple[Band, ...]
    pitch: float
    step: int  # every so many places carry their label
    height: float

    def x(self, at: int) -> float:
        """The middle of a place."""
        return (at + 0.5) * self.pitch


def lay_out(spec: Control, frame: Frame) -> Picture:
    """The chart at the frame's size. The screen scrolls where places stand too close or both plots find no room; paper
    that has room for one shows the location and says that something is left out.
    """
    entries = [
        Entry(spec.legend[0], Tone.OURS, Mark.SOLID),
        Entry(spec.legend[1], Tone.WORSE, kind="signal"),
    ]
    top, y = head(frame, spec.title, entries, f"{spec.verdict}\n{spec.axis}")
    tests = " · ".join(f"◆{number} {rule}" for number, rule in enumerate(spec.rules, 1))
    note = f"{tests}\n{spec.footnote}"
    lines, foot_height = foot(frame, note)
    room = max(frame.px(80), frame.height - y - foot_height)
    if not frame.paper and len(spec.places) * frame.px(LEAST_PITCH) > frame.inner * 0.5:
        room -= frame.px(SCROLL_BAR)
    side = _side_width(spec, frame)
    width = max(frame.px(60), frame.width - frame.margin - side)
    needed = _least(frame) + _label_height(frame)
    left_out = int(frame.paper and room < needed)
    if left_out:
        lines, foot_height = foot(frame, note, frame.more(left_out))
        room = max(frame.px(80), frame.height - y - foot_height)
    height = room if frame.paper else max(room, needed)
    bands = _bands(spec, frame, height)[: 2 - left_out]
    left = frame.margin + _ruler_width(frame, bands)
    plan = _plan(spec, frame, bands, width - left, height)
    content = plan.pitch * len(spec.places)
    grid = Pad(frame)
    for band in plan.bands:
        _lines(grid, band, content)
    strips = [grid.strip(0, height), _places(spec, frame, plan)]
    down = {"down": height} if height > room + 0.5 else {}
    across = {"across": content} if content > width - left + 0.5 else {}
    panels = [
        top,
        panel(0, y, left, room, [_ruler(frame, plan, left)], **down),
        panel(left, y, width - left, room, strips, **down, **across),
        panel(width, y, frame.width - width, room, [_side(frame, plan, side)], **down),
        foot_panel(frame, lines, foot_height, note),
    ]
    keys = [one.key for one in spec.places]
    return compose(frame, spec.title, panels, keys, left_out, f"{spec.verdict}. {spec.axis}")


def _side_width(spec: Control, frame: Frame) -> float:
    """The room for the words of the lines at the right."""
    words = [
        text
        for track in (spec.location, spec.spread)
        for text in (track.high_text, track.centre_text, track.low_text)
    ]
    widest = max(
        *(frame.type.width(text, Size.SMALL) for text in words),
        *(frame.type.width(track.name, Size.SMALL, bold=True) for track in (spec.location, spec.spread)),
    )
    return min(widest + frame.px(10), frame.inner * 0.42)


def _least(frame: Frame) -> float:
    """The height in which both plots still hold their words, without the labels of the places."""
    return 2 * BAND_LINES * frame.type.line(Size.SMALL) + frame.px(8)


def _bands(spec: Control, frame: Frame, height: float) -> tuple[Band, ...]:
    """Both plots, or only that of the location where there is no room for two."""
    plots = height - _label_height(frame)
    if plots < _least(frame):
        return (_band(spec.location, frame, 0.0, plots),)
    least = _least(frame) / 2
    cut = max(least, min(plots - least, plots * LOCATION_SHARE))
    gap = frame.px(4)
    return _band(spec.location, frame, 0.0, cut - gap), _band(spec.spread, frame, cut + gap, plots)


def _label_height(frame: Frame) -> float:
    return frame.type.line(Size.SMALL) + frame.px(6)


def _plan(spec: Control, frame: Frame, bands: tuple[Band, ...], width: float, room: float) -> Plan:
    count = max(1, len(spec.places))
    pitch = width / count if frame.paper else max(width / count, frame.px(LEAST_PITCH))
    widest = max((frame.type.width(one.label, Size.SMALL) for one in spec.places), default=1.0)
    return Plan(bands, pitch, max(1, math.ceil((widest + frame.px(8)) / pitch)), room)


def _ticks(frame: Frame, band: Band) -> tuple[float, ...]:
    height = band.axis.left - band.axis.right
    return ticks(band.axis.low, band.axis.high, max(1, int(height // (frame.type.line(Size.SMALL) * 2))))


def _ruler_width(frame: Frame, bands: Sequence[Band]) -> float:
    texts = [tick_text(value) for band in bands for value in _ticks(frame, band)]
    return max((frame.type.width(text, Size.SMALL) for text in texts), default=0.0) + frame.px(8)


def _ruler(frame: Frame, plan: Plan, width: float) -> Strip:
    """Round values at the left of both plots."""
    pad = Pad(frame)
    line = frame.type.line(Size.SMALL)
    for band in plan.bands:
        if band.bottom - band.top < line * 3:
            continue
        for value in _ticks(frame, band):
            text, y = tick_text(value), band.axis.at(value)
            left = width - frame.px(7) - frame.type.width(text, Size.SMALL)
            pad.text(left, y - line / 2, text, Size.SMALL, frame.theme.text_quiet)
            pad.add(Strokes(((width - frame.px(4), y, width, y),), frame.theme.line_strong, 1.0))
    return pad.strip(0, plan.height)


def _band(track: ControlTrack, frame: Frame, top: float, bottom: float) -> Band:
    """A plot with room for the name of its figure above and the marks at its edges."""
    values = [one.value for one in track.points if one.value is not None]
    values += [track.centre, track.high, *([track.low] if track.low is not None else [])]
    low, high = min(values), max(values)
    spare = (high - low) * 0.06 or abs(high) * 0.05 or 1.0
    line = frame.type.line(Size.SMALL)
    ends = bottom - line / 2, top + line * 1.5
    lines = [(track.high, track.high_text, True), (track.centre, track.centre_text, False)]
    if track.low is not None:
        lines.append((track.low, track.low_text, True))
    return Band(track, Axis(low - spare, high + spare, *ends), top, bottom, tuple(lines))


def _lines(pad: Pad, band: Band, width: float) -> None:
    theme = pad.frame.theme
    for value, _, limit in band.lines:
        y = band.axis.at(value)
        colour = theme.text_quiet if limit else theme.line_strong
        pad.add(Strokes(((0.0, y, width, y),), colour, 1.2, dashed=limit))


def _places(spec: Control, frame: Frame, plan: Plan) -> Strip:
    """Lines between neighbours, marks, labels of places, and a spot over the whole height of each."""
    pad = Pad(frame)
    theme = frame.theme
    for band in plan.bands:
        pad.add(Strokes(_joined(plan, band), theme.line_strong, 1.2))
    for at, place in enumerate(spec.places):
        pad.spot(at * plan.pitch, 0, plan.pitch, plan.height, place.key, place.story, ground=True)
        for band in plan.bands:
            _mark(pad, plan, band, at)
    _labels(pad, spec, plan)
    return pad.strip(0, plan.height)


def _joined(plan: Plan, band: Band) -> tuple[tuple[float, float, float, float], ...]:
    values = [one.value for one in band.track.points]
    return tuple(
        (plan.x(at), band.axis.at(before), plan.x(at + 1), band.axis.at(after))
        for at, (before, after) in enumerate(itertools.pairwise(values))
        if before is not None and after is not None
    )


def _mark(pad: Pad, plan: Plan, band: Band, at: int) -> None:
    frame, theme = pad.frame, pad.frame.theme
    point = band.track.points[at]
    if point.value is None:
        return
    x, y = plan.x(at), band.axis.at(point.value)
    small = min(frame.px(3.6), max(frame.px(1.6), plan.pitch * 0.32))
    if not point.marks:
        pad.add(*mark_ops(Tone.OURS, Mark.SOLID, x, y, small, theme, theme.surface_raised))
        return
    radius = frame.px(4.4)
    pad.add(signal_mark(Tone.WORSE, x, y, radius, theme, theme.surface_raised))
    number = ",".join(str(one) for one in point.marks)
    width = frame.type.width(number, Size.TINY, bold=True)
    if width <= plan.pitch + frame.px(
        4
    ):  # where places are closer the diamond stands alone, its story has the number
        line = frame.type.line(Size.TINY)
        above = point.value >= band.track.centre
        top = y - radius * 1.3 - line if above else y + radius * 1.3
        top = max(band.top, min(band.bottom - line, top))
        pad.text(x - width / 2, top, number, Size.TINY, theme.ink(Tone.WORSE), bold=True)


def _labels(pad: Pad, spec: Control, plan: Plan) -> None:
    frame = pad.frame
    top = plan.height - frame.type.line(Size.SMALL) - frame.px(2)
    end = plan.pitch * len(spec.places)
    edge = end + frame.px(8)
    for at in range(len(spec.places) - 1, -1, -plan.step):  # the last one always has its words
        place = spec.places[at]
        width = frame.type.width(place.label, Size.SMALL)
        left = max(0.0, min(end - width, plan.x(at) - width / 2))
        if left + width > edge - frame.px(8) + 0.5:
            continue
        edge = left
        pad.text(left, top, place.label, Size.SMALL, frame.theme.text_quiet, width=min(width + 1, end))


def _side(frame: Frame, plan: Plan, width: float) -> Strip:
    """The words of the lines beside them, spread so that none lies over another, and the names of the figures."""
    pad = Pad(frame)
    line = frame.type.line(Size.SMALL)
    left, room = frame.px(6), width - frame.px(6)
    for band in plan.bands:
        if band.bottom - band.top < line * 3:
            continue
        pad.text(left, band.top, band.track.name, Size.SMALL, bold=True, width=room)
        tops = _apart(
            [band.axis.at(value) - line / 2 for value, _, _ in band.lines], line, band.top + line, band.bottom
        )
        for (_, text, limit), top in zip(band.lines, tops, strict=True):
            ink = frame.theme.text_quiet if limit else frame.theme.text
            pad.text(left, top, text, Size.SMALL, ink, width=room)
    return pad.strip(0, plan.height)


def _apart(tops: Sequence[float], line: float, low: float, high: float) -> list[float]:
    """Tops of lines of text, kept in order and a line apart inside [low, high] where there is room."""
    placed: list[float] = []
    for top in tops:
        placed.append(max(low if not placed else placed[-1] + line, top))
    edge = high
    for at in range(len(placed) - 1, -1, -1):
        placed[at] = min(placed[at], edge - line)
        edge = placed[at]
    return placed
