"""The blocks of a report as pieces: measured once, drawn wherever the page has room for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from compare_app.domain.charts import NoChart
from compare_app.domain.report import (
    Block,
    Fact,
    Facts,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
    TableCell,
)
from ui.charts.frame import Frame, Pad
from ui.charts.layout import lay_out
from ui.charts.picture import Box, Picture, Size, Strokes

MM = 96 / 25.4  # logical pixels a millimetre
NO_CHART_MM = 45.0
WIDEST_WORD = 1 / 6  # of a table's width
_WORD = re.compile(r"[^\s/\-·…\u2e80-\uffff]+")  # a date or a code is one word; ideographs may part anywhere


@dataclass(frozen=True, slots=True)
class Piece:
    """What is never cut by the end of a page. `header` is drawn again where a table goes on."""

    height: float
    draw: Callable[[Pad, float], None]  # the pad and the top of the piece
    before: float = 0.0  # white above it, not at the top of a page
    keep: bool = False  # stays with the piece after it
    header: Piece | None = None
    picture: Picture | None = None
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, in pixels."""

    left: float
    width: float


def pieces_of(block: Block, frame: Frame) -> list[Piece]:
    """The pieces of a block; the frame's width is what stands between the margins, its height one page."""
    match block:
        case Heading():
            return [_heading(block, frame)]
        case Paragraph():
            return _paragraph(block, frame)
        case Table():
            return _table(block, frame)
        case Figure():
            return [_figure(block, frame)]
        case Facts():
            return _facts(block, frame)
        case Signatures():
            return [_signatures(block, frame)] if block.boxes else []
        case PageBreak():
            return [Piece(0, lambda pad, top: None, breaks=True)]


def _heading(block: Heading, frame: Frame) -> Piece:
    size = {1: Size.HEADLINE, 2: Size.TITLE}.get(block.level, Size.STRONG)
    lines = frame.type.wrap(block.text, size, frame.width, bold=True)
    height = frame.type.line(size) * len(lines) + frame.px(5)

    def draw(pad: Pad, top: float) -> None:
        pad.lines(0, top, lines, size, frame.theme.text, bold=True)
        if block.level == 1:
            pad.add(Strokes(((0, top + height - 1, frame.width, top + height - 1),), frame.theme.accent, 1.6))

    return Piece(
        height + frame.px(3 if block.level == 1 else 0), draw, frame.px(14 if block.level == 1 else 10), True
    )


def _paragraph(block: Paragraph, frame: Frame) -> list[Piece]:
    """One piece a line or two, so that a long paragraph runs over the end of a page but never leaves one line alone."""
    theme = frame.theme
    size = {"lead": Size.STRONG, "quiet": Size.SMALL}.get(block.style, Size.BODY)
    colour = theme.text_quiet if block.style == "quiet" else theme.text
    bold = block.style == "lead"
    warning = block.style == "warning"
    indent = frame.px(12) if warning else 0.0
    lines = frame.type.wrap(block.text, size, frame.width - 2 * indent, bold=bold)
    groups = [lines[at : at + 2] for at in range(0, len(lines), 2)]
    if len(groups) > 1 and len(groups[-1]) == 1:
        groups = [*groups[:-2], (*groups[-2], *groups[-1])]
    pieces = []
    for index, group in enumerate(groups):
        first, last = index == 0, index == len(groups) - 1
        pad_top = frame.px(4) if warning and first else 0.0
        pad_bottom = frame.px(4) if warning and last else frame.px(2) if last else 0.0
        height = frame.type.line(size) * len(group) + pad_top + pad_bottom

        def draw(
            pad: Pad, top: float, group: Sequence[str] = group, high: float = height, skip: float = pad_top
        ) -> None:
            if warning:
                pad.add(
                    Box(0, top, frame.width, high, theme.worse_tint),
                    Box(0, top, frame.px(3), high, theme.worse_fill),
                )
            pad.lines(indent, top + skip, group, size, colour, bold=bold)

        pieces.append(Piece(height, draw, frame.px(9 if bold else 5) if first else 0.0))
    return pieces


def _figure(block: Figure, frame: Frame) -> Piece:
    width = min(block.width_mm * MM, frame.width)
    tall = min(block.height_mm, NO_CHART_MM) if isinstance(block.chart, NoChart) else block.height_mm
    height = min(tall * MM, frame.height)
    picture = lay_out(block.chart, replace(frame, width=width, height=height))
    return Piece(height, lambda pad, top: None, frame.px(6), picture=picture)


# --- tables -----------------------------------------------------------------------------------------------------------


def _table(block: Table, frame: Frame) -> list[Piece]:
    columns = _columns(block, frame)
    if not columns:
        return []
    pieces: list[Piece] = []
    if block.caption:
        pieces.append(replace(_caption(block.caption, frame), keep=True))
    header = _header(block, columns, frame) if block.header else None
    if header is not None:
        pieces.append(replace(header, before=0.0 if block.caption else frame.px(6), keep=True))
    room = frame.height - (header.height if header else 0.0)
    for index, row in enumerate(block.rows):
        before = frame.px(6) if not pieces and index == 0 else 0.0
        for part in _row(row, columns, frame, room):
            pieces.append(replace(part, before=before, header=header))
            before = 0.0
    return pieces


def _columns(block: Table, frame: Frame) -> list[Column]:
    count = max([len(block.header), *(len(row) for row in block.rows)], default=0)
    shares = [*block.widths[:count], *[1.0] * (count - len(block.widths))]
    total = sum(shares) or 1.0
    left, columns = 0.0, []
    for width in _whole_words([frame.width * share / total for share in shares], block, frame):
        columns.append(Column(left, width))
        left += width
    return columns


def _whole_words(widths: Sequence[float], block: Table, frame: Frame) -> list[float]:
    """The widths as stated, but none narrower than its longest word: what it lacks is taken where there is room.

    Words longer than a sixth of the table are broken all the same: an address or a code is no reason to squeeze others.
    """
    most, margin = frame.width * WIDEST_WORD, frame.px(5)
    needs = []
    for at in range(len(widths)):
        heads = set(_WORD.findall(block.header[at])) if at < len(block.header) else set()
        plain, bold = set[str](), heads
        for row in block.rows:
            if at < len(row):
                (bold if row[at].bold else plain).update(_WORD.findall(row[at].text))
        words = [*((one, False) for one in plain), *((one, True) for one in bold)]
        lengths = [frame.type.width(word, Size.SMALL, is_bold) + 2 * margin + 1 for word, is_bold in words]
        needs.append(max((length for length in lengths if length <= most), default=0.0))
    lacking = sum(max(0.0, need - width) for need, width in zip(needs, widths))
    spare = sum(max(0.0, width - need) for need, width in zip(needs, widths))
    if not lacking or lacking > spare:
        return list(widths)
    return [max(need, width - max(0.0, width - need) * lacking / spare) for need, width in zip(needs, widths)]


def _caption(text: str, frame: Frame) -> Piece:
    lines = frame.type.wrap(text, Size.SMALL, frame.width, bold=True)
    height = frame.type.line(Size.SMALL) * len(lines) + frame.px(3)
    return Piece(
        height,
        lambda pad, top: _discard(pad.lines(0, top, lines, Size.SMALL, frame.theme.text, bold=True)),
        frame.px(8),
    )


def _discard(_value: object) -> None:
    """Drawing tells its height; here nobody asks."""


def _header(block: Table, columns: Sequence[Column], frame: Frame) -> Piece:
    theme, margin = frame.theme, frame.px(5)
    cells = [frame.type.wrap(text, Size.SMALL, column.width - 2 * margin, bold=True)
             for text, column in zip(block.header, columns)]  # fmt: skip
    height = frame.type.line(Size.SMALL) * max((len(lines) for lines in cells), default=1) + 2 * frame.px(4)
    aligns = [
        block.rows[0][at].align if block.rows and at < len(block.rows[0]) else "left"
        for at in range(len(cells))
    ]

    def draw(pad: Pad, top: float) -> None:
        pad.add(Box(0, top, frame.width, height, theme.surface_sunken))
        pad.add(Strokes(((0, top + height, frame.width, top + height),), theme.line_strong, 1.2))
        for lines, column, align in zip(cells, columns, aligns):
            block_height = frame.type.line(Size.SMALL) * len(lines)
            pad.lines(column.left + margin, top + (height - block_height) / 2, lines, Size.SMALL, theme.text,
                      bold=True, align=align, width=column.width - 2 * margin)  # fmt: skip

    return Piece(height, draw)


def _row(row: Sequence[TableCell], columns: Sequence[Column], frame: Frame, room: float) -> list[Piece]:
    """One piece, or several where a row is higher than a page."""
    margin, line = frame.px(5), frame.type.line(Size.SMALL)
    wrapped = [frame.type.wrap(cell.text, Size.SMALL, column.width - 2 * margin, bold=cell.bold)
               for cell, column in zip(row, columns)]  # fmt: skip
    lines = max((len(cell) for cell in wrapped), default=1) or 1
    most = max(1, int((room - 2 * frame.px(3)) // line))
    return [
        _row_part(row, [cell[at : at + most] for cell in wrapped], columns, frame, min(most, lines - at))
        for at in range(0, lines, most)
    ]


def _row_part(
    row: Sequence[TableCell],
    wrapped: Sequence[Sequence[str]],
    columns: Sequence[Column],
    frame: Frame,
    lines: int,
) -> Piece:
    theme, margin = frame.theme, frame.px(5)
    height = frame.type.line(Size.SMALL) * lines + 2 * frame.px(3)

    def draw(pad: Pad, top: float) -> None:
        for cell, texts, column in zip(row, wrapped, columns):
            pad.lines(column.left + margin, top + frame.px(3), texts, Size.SMALL, theme.ink(cell.tone), bold=cell.bold,
                      align=cell.align, width=column.width - 2 * margin)  # fmt: skip
        pad.add(Strokes(((0, top + height, frame.width, top + height),), theme.line, 0.8))

    return Piece(height, draw)


# --- boxes ------------------------------------------------------------------------------------------------------------


def _facts(block: Facts, frame: Frame) -> list[Piece]:
    """Boxes side by side, in rows of equal length where one row would be too narrow."""
    count = len(block.items)
    if not count:
        return []
    most = max(1, int(frame.width // frame.px(148)))
    rows = -(-count // most)
    across = -(-count // rows)
    return [_facts_row(block.items[at : at + across], across, frame) for at in range(0, count, across)]


def _facts_row(items: Sequence[Fact], across: int, frame: Frame) -> Piece:
    theme, type_, gap, margin = frame.theme, frame.type, frame.px(8), frame.px(10)
    width = (frame.width - gap * (across - 1)) / across
    inner = width - 2 * margin
    captions = [type_.wrap(one.caption, Size.SMALL, inner, 2) for one in items]
    notes = [type_.wrap(one.note, Size.SMALL, inner, 3) for one in items]
    caption_height = max(len(lines) for lines in captions) * type_.line(Size.SMALL)
    note_height = max(len(lines) for lines in notes) * type_.line(Size.SMALL)
    height = caption_height + type_.line(Size.HEADLINE) + note_height + frame.px(16)

    def draw(pad: Pad, top: float) -> None:
        for index, one in enumerate(items):
            left = index * (width + gap)
            pad.add(Box(left, top, width, height, theme.surface, theme.line, 0.8, frame.px(4)))
            pad.add(Box(left, top + frame.px(6), frame.px(3), height - frame.px(12), theme.fill(one.tone)))
            y = top + frame.px(7)
            pad.lines(left + margin, y, captions[index], Size.SMALL, theme.text_quiet)
            y += caption_height
            _figure_parts(one, pad, left + margin, y, inner)
            pad.lines(
                left + margin, y + type_.line(Size.HEADLINE), notes[index], Size.SMALL, theme.text_quiet
            )

    return Piece(height, draw, gap)


def _figure_parts(one: Fact, pad: Pad, left: float, top: float, room: float) -> None:
    """The parts of a figure side by side, each in its tone, in the largest type that holds them."""
    frame = pad.frame

    def length(size: Size) -> float:
        return frame.type.width(one.figure, size, True)

    size = next((size for size in (Size.HEADLINE, Size.STRONG) if length(size) <= room), Size.BODY)
    if size is not Size.HEADLINE:
        top += frame.px(3)
    end = left + room
    for text, tone in one.parts:
        left += pad.text(left, top, text, size, frame.theme.ink(tone), bold=True, width=max(1.0, end - left))
        left += frame.type.width(" ", size, True)


def _signatures(block: Signatures, frame: Frame) -> Piece:
    """Boxes to sign by hand or, where a name is known, with it."""
    theme, type_, gap, margin = frame.theme, frame.type, frame.px(8), frame.px(10)
    count = len(block.boxes)
    width = (frame.width - gap * (count - 1)) / count
    names = [type_.wrap(name, Size.BODY, width - 2 * margin, 3, bold=True) for _, name, _ in block.boxes]
    name_height = type_.line(Size.BODY) * max(2, *(len(lines) for lines in names), 2)
    height = type_.line(Size.SMALL) * 2 + name_height + frame.px(18)

    def draw(pad: Pad, top: float) -> None:
        for index, (caption, name, day) in enumerate(block.boxes):
            left = index * (width + gap)
            pad.add(Box(left, top, width, height, "", theme.line_strong, 1.0, frame.px(4)))
            pad.text(left + margin, top + frame.px(6), caption, Size.SMALL, theme.text_quiet, bold=True,
                     width=width - 2 * margin)  # fmt: skip
            y = top + frame.px(8) + type_.line(Size.SMALL)
            pad.lines(left + margin, y, names[index], Size.BODY, theme.text, bold=True)
            rule = y + name_height + frame.px(1)
            if not name:
                pad.text(left + margin, rule - type_.line(Size.SMALL) - frame.px(2), frame.words("Signature:"),
                         Size.SMALL, theme.text_quiet)  # fmt: skip
            pad.add(Strokes(((left + margin, rule, left + width - margin, rule),), theme.line, 0.8))
            pad.text(left + margin, rule + frame.px(4), f"{frame.words('Date:')} {day}".rstrip(), Size.SMALL,
                     theme.text_quiet, width=width - 2 * margin)  # fmt: skip

    return Piece(height, draw, frame.px(12))
