"""Heat map: rows × columns, a figure and a sign in every cell, five classes at most, hatched where nothing stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from compare_app.domain.charts import HeatCell, Heatmap
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
    told_whole,
)
from ui.charts.marks import hatched_box
from ui.charts.picture import Box, Op, Picture, Size, Spot, Strip, Strokes, Words

BLOCK = 25  # columns that are painted, or left out of sight, together
SIGNS = {-2: "▼▼", -1: "▼", 0: "●", 1: "▲", 2: "▲▲"}


@dataclass(frozen=True, slots=True)
class Plan:
    """The measures of the matrix and how much of it is shown."""

    label_width: float
    cell_width: float
    row_height: float
    size: Size
    rows: int
    columns: int
    signs: bool


class Label(NamedTuple):
    """The look of all cells that say the same: the words and where they begin in the cell, px."""

    text: str
    x: float
    length: float
    ground: str
    ink: str
    bold: bool


def lay_out(spec: Heatmap, frame: Frame) -> Picture:
    """The chart at the frame's size. On screen names and columns stay while the rest scrolls."""
    entries = [Entry(label if step is None else f"{SIGNS[_held(step)]} {label}", kind="class", step=step)
               for label, step in spec.legend]  # fmt: skip
    top, y = head(frame, spec.title, entries)
    label_width = name_column(frame, spec.rows)
    left = frame.margin + label_width + frame.px(6)
    room_across = frame.width - frame.margin - left
    least_width = frame.px(50) if frame.paper else frame.px(72)
    columns = len(spec.columns)
    if frame.paper:
        columns = min(columns, max(1, int(room_across // least_width)))
    cell_width = max(min(room_across / columns, frame.px(200)), min(least_width, room_across))
    header_height, header = _column_names(spec, frame, columns, cell_width)
    lines, foot_height = foot(frame, spec.footnote)
    body_top = y + header_height
    bar = (
        frame.px(14) if not frame.paper and columns * cell_width > room_across + 1 else 0.0
    )  # the scroll bar's room
    room_down = max(frame.px(24), frame.height - body_top - foot_height - bar)
    least_height = frame.px(20 if frame.paper else 30)
    rows = len(spec.rows)
    if frame.paper and (rows * least_height > room_down or columns < len(spec.columns)):
        _, foot_height = foot(frame, spec.footnote, frame.more(rows))
        room_down = max(frame.px(20), frame.height - body_top - foot_height)
        rows = min(rows, max(1, int(room_down // least_height)))
    left_out = (len(spec.rows) - rows) + (len(spec.columns) - columns)
    if left_out:
        lines, foot_height = foot(frame, spec.footnote, _left_out(spec, frame, rows, columns))
    row_height = max(least_height, min(frame.px(40), room_down / rows))
    size = Size.SMALL if cell_width >= frame.px(64) and row_height >= frame.px(22) else Size.TINY
    plan = Plan(label_width, cell_width, row_height, size, rows, columns, cell_width >= frame.px(56))
    content_down, content_across = rows * row_height, columns * cell_width
    height = content_down if frame.paper else min(room_down, content_down)
    width = content_across if frame.paper else min(room_across, content_across)
    panels = [
        top,
        panel(left, y, width, header_height, [header], across=content_across),
        panel(0, body_top, left, height, _row_names(spec, frame, plan, left), down=content_down),
        panel(
            left, body_top, width, height, _cells(spec, frame, plan), across=content_across, down=content_down
        ),
        foot_panel(frame, lines, foot_height, spec.footnote),
    ]
    return compose(frame, spec.title, panels, spec.keys, left_out)


def _held(step: int) -> int:
    return max(-2, min(2, step))


def _left_out(spec: Heatmap, frame: Frame, rows: int, columns: int) -> str:
    words = frame.words
    parts = []
    if len(spec.rows) > rows:
        parts.append(words("… more rows: {n}", n=len(spec.rows) - rows))
    if len(spec.columns) > columns:
        parts.append(words("… more columns: {n}", n=len(spec.columns) - columns))
    return " ".join(parts)


def _column_names(spec: Heatmap, frame: Frame, columns: int, cell_width: float) -> tuple[float, Strip]:
    pad = Pad(frame)
    size = Size.SMALL if cell_width >= frame.px(64) else Size.TINY
    longest = max((word for name in spec.columns[:columns] for word in name.split()), key=len, default="")
    if longest.isascii() and frame.type.width(longest, size, bold=True) > cell_width - frame.px(6):
        size = Size.TINY  # rather small type than a broken word
    pitch = frame.type.line(size)
    wrapped = [
        frame.type.wrap(name, size, cell_width - frame.px(6), 3, bold=True) for name in spec.columns[:columns]
    ]
    height = pitch * max(len(lines) for lines in wrapped) + frame.px(6)
    for index, (name, lines) in enumerate(zip(spec.columns, wrapped)):
        x = index * cell_width
        if " ".join(name.split()) != " ".join(lines):
            pad.spot(x, 0, cell_width, height, "", name)
        top = height - frame.px(4) - pitch * len(lines)
        for number, line in enumerate(lines):
            pad.text(x + frame.px(3), top + number * pitch, line, size, bold=True, align="center",
                     width=cell_width - frame.px(6))  # fmt: skip
    return height, pad.strip(0, height)


def _row_names(spec: Heatmap, frame: Frame, plan: Plan, width: float) -> list[Strip]:
    strips = []
    for index in range(plan.rows):
        pad = Pad(frame)
        top = index * plan.row_height
        key = spec.keys[index] if index < len(spec.keys) else ""
        pad.spot(frame.margin / 2, top, width - frame.margin / 2, plan.row_height, key, "", ground=True)
        lines, size = name_lines(frame, spec.rows[index], plan.label_width, plan.row_height)
        block = frame.type.line(size) * len(lines)
        pad.lines(frame.margin, top + (plan.row_height - block) / 2, lines, size)
        if not is_whole(spec.rows[index], lines):
            pad.spot(frame.margin, top, plan.label_width, plan.row_height, key, spec.rows[index])
        strips.append(pad.strip(top, top + plan.row_height))
    return strips


def _cells(spec: Heatmap, frame: Frame, plan: Plan) -> list[Strip]:
    """A row of the matrix is a strip."""
    labels: dict[tuple[str, int | None], Label] = {}
    strips = []
    for index in range(plan.rows):
        pad = Pad(frame)
        top = index * plan.row_height
        key = spec.keys[index] if index < len(spec.keys) else ""
        pad.spot(0, top, plan.columns * plan.cell_width, plan.row_height, key, ring=frame.px(3))
        row = spec.cells[index][: plan.columns]
        for start in range(0, len(row), BLOCK):
            _block(pad, row[start : start + BLOCK], start * plan.cell_width, top, plan, labels)
        strips.append(pad.strip(top, top + plan.row_height))
    return strips


def _block(
    pad: Pad,
    cells: Sequence[HeatCell],
    x: float,
    top: float,
    plan: Plan,
    labels: dict[tuple[str, int | None], Label],
) -> None:
    """Cells in layers, all grounds before all words, those of one look side by side: each layer is painted at once."""
    frame = pad.frame
    gap = frame.px(1)
    width, height = plan.cell_width - 2 * gap, plan.row_height - 2 * gap
    text_top = top + (plan.row_height - frame.type.line(plan.size)) / 2
    baseline = text_top + frame.type.ascent(plan.size)
    grounds: list[Box] = []
    words: list[Words] = []
    hatching: list[Op] = []
    for column, cell in enumerate(cells):
        left = x + column * plan.cell_width + gap
        said = cell.text, cell.tone_step
        label = labels.get(said) or labels.setdefault(said, _label(frame, plan, *said))
        ground = Box(left, top + gap, width, height, label.ground)
        grounds.append(ground)
        if cell.tone_step is None:
            hatching += _hatching(frame, label, ground, text_top, plan.size)
        if label.text:
            words.append(Words(left + label.x, baseline, label.text, label.ink, plan.size, label.bold))
        pad.spots.append(Spot(left, top, width, plan.row_height, cell.key, told_whole(cell.text, cell.story)))
    unknown, heat = (
        frame.theme.unknown,
        frame.theme.heat,
    )  # one order for all themes: not that of the colours' names
    grounds.sort(key=lambda box: heat.index(box.fill) if box.fill in heat else -1)
    words.sort(key=lambda one: (one.colour == unknown, one.bold))
    pad.add(*grounds, *hatching, *words)


def _label(frame: Frame, plan: Plan, text: str, tone_step: int | None) -> Label:
    """The words of a cell, cut where they must be; without the sign where it has no room."""
    theme, type_ = frame.theme, frame.type
    width = plan.cell_width - 2 * frame.px(1)
    room = width - frame.px(6)
    bold = False
    if tone_step is None:
        shown, ground, ink = text, theme.unknown_tint, theme.unknown
    else:
        step = _held(tone_step)
        ground, ink, bold = theme.heat_colour(step), theme.text, abs(step) == 2
        shown = f"{SIGNS[step][0]} {text}" if plan.signs else text
        if type_.width(shown, plan.size, bold) > room:
            shown = text
    shown = type_.elide(shown, plan.size, room, bold)
    length = type_.width(shown, plan.size, bold)
    return Label(shown, (width - length) / 2, length, ground, ink, bold)


def _hatching(frame: Frame, label: Label, ground: Box, text_top: float, size: Size) -> list[Op]:
    """Hatching, and a clean patch under the words: it never runs through letters."""
    x, y, width, height, fill = ground[:5]
    found: list[Op] = [Strokes(hatched_box(x, y, width, height, frame.px(6)), frame.theme.line, 0.7)]
    if label.text:
        patch = frame.type.line(size) - 2
        found.append(Box(x + label.x - 3, text_top + 1, label.length + 6, patch, fill, radius=2))
    return found
