"""2×2: standard gap across, product gap upwards, each indicator a chip in the field of its route."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compare_app.domain.charts import QuadrantChart, QuadrantItem
from compare_app.domain.tone import Tone
from ui.charts.frame import Frame, Pad, compose, foot, foot_panel, head, panel, told_whole
from ui.charts.picture import Box, Picture, Shape, Size, Strokes, Words

SIGNS = {Tone.BETTER: "▲", Tone.LEVEL: "●", Tone.WORSE: "▼", Tone.FAIL: "✕", Tone.UNKNOWN: "○"}


@dataclass(frozen=True, slots=True)
class Chip:
    """An item placed in its field, relative to the field's first chip."""

    item: QuadrantItem
    x: float
    y: float
    width: float
    text: str


def lay_out(spec: QuadrantChart, frame: Frame) -> Picture:
    """The chart at the frame's size; a row of fields is as high as its fuller field needs."""
    top, y = head(frame, spec.title)
    type_ = frame.type
    lines, foot_height = foot(frame, spec.footnote)
    room = max(frame.px(80), frame.height - y - foot_height)
    side = type_.line(Size.SMALL) + frame.px(6)  # the captions of the axes
    left = frame.margin + side
    field_width = (frame.width - frame.margin - left - frame.px(6)) / 2
    inner = field_width - frame.px(16)
    aside = _unassessed(spec, frame, room)
    aside_height = len(aside) * type_.line(Size.SMALL) + (frame.px(8) if aside else 0)
    fields_room = room - side - aside_height - frame.px(12 if aside else 6)
    title_height = type_.line(Size.STRONG) + frame.px(10)
    placed = {(column, row): _flow([i for i in spec.items if (i.column, i.row) == (column, row)], frame, inner)
              for column in (0, 1) for row in (0, 1)}  # fmt: skip
    chip_pitch = type_.line(Size.SMALL) + frame.px(8)
    needs = [title_height + chip_pitch * max((_rows(placed[c, row]) for c in (0, 1)), default=0) + frame.px(6)
             for row in (0, 1)]  # fmt: skip
    heights = _share(needs, fields_room, frame.px(56))
    if frame.paper and sum(heights) > fields_room:
        heights = [max(frame.px(40), fields_room * height / sum(heights)) for height in heights]
    pad = Pad(frame)
    left_out = 0
    for row, field_top in ((1, 0.0), (0, heights[1] + frame.px(6))):
        for column in (0, 1):
            x = left + column * (field_width + frame.px(6))
            left_out += _field(pad, spec, (column, row), placed[column, row],
                               (x, field_top, field_width, heights[row]), chip_pitch)  # fmt: skip
    bottom = sum(heights) + frame.px(6)
    _captions(pad, spec, left, bottom, frame)
    bottom += side
    if aside:
        bottom += frame.px(6)
        pad.lines(frame.margin, bottom, aside, Size.SMALL, frame.theme.unknown)
        pad.spot(frame.margin, bottom, frame.inner, aside_height, "", "\n".join(spec.unassessed))
        bottom += aside_height
    height = bottom if frame.paper else min(room, bottom)
    body = panel(0, y, frame.width, height, [pad.strip(0, bottom)], down=bottom)
    return compose(
        frame, spec.title, [top, body, foot_panel(frame, lines, foot_height, spec.footnote)],
        [item.key for item in spec.items], left_out, f"{spec.x_axis}. {spec.y_axis}",
    )  # fmt: skip


def _unassessed(spec: QuadrantChart, frame: Frame, room: float) -> tuple[str, ...]:
    if not spec.unassessed:
        return ()
    joint = "；" if frame.words.language == "zh_CN" else "; "
    text = frame.words(
        "Not assessed ({n}): {items}", n=len(spec.unassessed), items=joint.join(spec.unassessed)
    )
    most = 3 if room > frame.px(260) else 1
    return frame.type.wrap(text, Size.SMALL, frame.inner, most)


def _flow(items: Sequence[QuadrantItem], frame: Frame, width: float) -> list[Chip]:
    """Chips from left to right, line by line."""
    chips: list[Chip] = []
    x, line = 0.0, 0
    gap = frame.px(5)
    for item in items:
        sign = SIGNS.get(item.tone, "")
        text = frame.type.elide(f"{sign} {item.label}".strip(), Size.SMALL, width - frame.px(14))
        length = frame.type.width(text, Size.SMALL) + frame.px(14)
        if x > 0 and x + length > width:
            x, line = 0.0, line + 1
        chips.append(Chip(item, x, line, length, text))
        x += length + gap
    return chips


def _rows(chips: Sequence[Chip]) -> int:
    return int(chips[-1].y) + 1 if chips else 0


def _share(needs: Sequence[float], room: float, least: float) -> list[float]:
    """Heights of the two rows: what they need, the rest in equal parts."""
    wanted = [max(need, least) for need in needs]
    spare = room - sum(wanted)
    if spare <= 0:
        return wanted
    even = room / 2
    if max(wanted) <= even:
        return [even, even]
    larger = wanted.index(max(wanted))
    wanted[1 - larger] += spare
    return wanted


def _field(
    pad: Pad,
    spec: QuadrantChart,
    place: tuple[int, int],
    chips: Sequence[Chip],
    rect: tuple[float, float, float, float],
    pitch: float,
) -> int:
    """One field; returns how many items found no room."""
    frame, theme, type_ = pad.frame, pad.frame.theme, pad.frame.type
    x, y, width, height = rect
    fill = {(1, 1): theme.better_tint, (0, 0): theme.worse_tint}.get(place, theme.surface)
    pad.add(Box(x, y, width, height, fill, theme.line, 1.0, frame.px(5)))
    name = spec.names[place[1] * 2 + place[0]]
    count = str(len(chips))
    count_width = type_.width(count, Size.STRONG, bold=True)
    pad.text(
        x + frame.px(8),
        y + frame.px(5),
        name,
        Size.STRONG,
        bold=True,
        width=width - count_width - frame.px(24),
    )
    pad.text(
        x + width - frame.px(8) - count_width,
        y + frame.px(5),
        count,
        Size.STRONG,
        theme.text_quiet,
        bold=True,
    )
    first = y + type_.line(Size.STRONG) + frame.px(10)
    lines = int((y + height - frame.px(2) - first) // pitch)
    shown = list(chips)
    left_out = 0
    if frame.paper and _rows(chips) > lines:
        shown = [chip for chip in chips if chip.y < max(0, lines - 1)]
        left_out = len(chips) - len(shown)
        text = frame.more(left_out)
        pad.text(x + frame.px(8), first + max(0, lines - 1) * pitch, text, Size.SMALL, theme.text_quiet,
                 width=width - frame.px(16))  # fmt: skip
    for chip in shown:
        left, top = x + frame.px(8) + chip.x, first + chip.y * pitch
        tall = pitch - frame.px(4)
        pad.add(
            Box(left, top, chip.width, tall, theme.surface_raised, theme.fill(chip.item.tone), 1.0, tall / 2)
        )
        pad.spot(
            left,
            top,
            chip.width,
            tall,
            chip.item.key,
            told_whole(chip.item.label, chip.item.story),
            ring=tall / 2,
        )
        pad.text(left + frame.px(7), top + (tall - type_.line(Size.SMALL)) / 2, chip.text, Size.SMALL,
                 theme.ink(chip.item.tone))  # fmt: skip
    return left_out


def _captions(pad: Pad, spec: QuadrantChart, left: float, bottom: float, frame: Frame) -> None:
    """What grows to the right and what grows upwards, each with its arrow."""
    theme, type_ = frame.theme, frame.type
    right = frame.width - frame.margin
    across = type_.elide(spec.x_axis, Size.SMALL, right - left - frame.px(24))
    y = bottom + frame.px(4)
    width = type_.width(across, Size.SMALL)
    pad.text(left + (right - left - width) / 2, y, across, Size.SMALL, theme.text_quiet)
    middle = y + type_.line(Size.SMALL) / 2
    arrow = frame.px(4)
    pad.add(Shape(((right, middle), (right - arrow * 1.6, middle - arrow), (right - arrow * 1.6, middle + arrow)),
                  theme.line_strong))  # fmt: skip
    up = type_.elide(spec.y_axis, Size.SMALL, bottom - frame.px(20))
    length = type_.width(up, Size.SMALL)
    x = frame.margin
    pad.add(Words(x + type_.ascent(Size.SMALL), (bottom + length) / 2 + frame.px(5), up, theme.text_quiet, Size.SMALL,
                  turned=True))  # fmt: skip
    centre = x + type_.line(Size.SMALL) / 2
    pad.add(
        Shape(((centre, 0), (centre - arrow, arrow * 1.6), (centre + arrow, arrow * 1.6)), theme.line_strong)
    )
    if up != spec.y_axis:
        pad.spot(x, 0, type_.line(Size.SMALL), bottom, "", spec.y_axis)
    if across != spec.x_axis:
        pad.spot(left, bottom, right - left, type_.line(Size.SMALL), "", spec.x_axis)
    pad.add(Strokes(((left, y - frame.px(1), right, y - frame.px(1)),), theme.line, 0.8))
