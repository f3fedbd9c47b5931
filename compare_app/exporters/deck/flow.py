"""The blocks of a slide onto as many slides as they need: nothing is cut, a table goes on under its head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from compare_app.domain.chart_table import table_of
from compare_app.domain.charts import Diverging, Dumbbell, LadderChart, NoChart, Pareto, QuadrantChart
from compare_app.domain.quality_charts import Gantt
from compare_app.domain.report import (
    Block,
    Fact,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Signatures,
    Slide,
    Table,
    TableCell,
)
from compare_app.domain.tone import Tone
from compare_app.exporters.cells import visible
from compare_app.exporters.deck import grids, native
from compare_app.exporters.deck.canvas import Canvas, row_height
from compare_app.exporters.deck.look import (
    ACCENT,
    BOTTOM,
    FILLS,
    INK,
    INKS,
    LINE,
    QUIET,
    ROOM,
    SIDE,
    TINTS,
    TOP,
    WHITE,
)
from compare_app.exporters.deck.measure import LINE as LINE_HEIGHT
from compare_app.exporters.deck.measure import is_broken, shortened, wrapped
from compare_app.exporters.phrases import joined
from compare_app.text.message import M
from compare_app.text.wording import Wording

TITLE: Final = 24.0
GAP: Final = 9.0
_SIGN: Final = 96.0
_TYPES: Final = (16.0, 14.0, 12.0, 11.0, 10.0, 9.0)
_READABLE: Final = 11.0  # of a table that goes over several slides
_PARAGRAPHS: Final = {
    "lead": (17.0, True),
    "body": (14.0, False),
    "warning": (14.0, False),
    "quiet": (11.0, False),
}


@dataclass(slots=True)
class Flow:
    """Draws one slide of the presentation after the other into a file of python-pptx."""

    deck: Any
    words: Wording
    title: str = ""
    notes: str = ""
    canvas: Canvas | None = None
    y: float = TOP
    parts: int = 0
    after: float = 0.0  # room that what follows a table wants below it
    made: list[Canvas] = field(default_factory=list)

    def slide(self, slide: Slide) -> None:
        """One slide of the presentation, on as many as it takes."""
        self.title, self.notes, self.parts = slide.title, slide.notes, 0
        first = next((block for block in slide.blocks if isinstance(block, Heading)), None)
        if first is not None:
            self.title = first.text
        self._next()
        rest = [block for block in slide.blocks if block is not first]
        for at, block in enumerate(rest):
            self.after = sum(map(self._below, rest[at + 1 :]))
            self._block(block)

    # --- slides ----------------------------------------------------------------------------------------------------

    def _next(self) -> Canvas:
        """A fresh slide under the same title; from the second on it is numbered."""
        made = self.deck.slides.add_slide(self.deck.slide_layouts[5])  # title only
        self.canvas = Canvas(made)
        self.made.append(self.canvas)
        self.parts += 1
        title = self.title
        if self.parts > 1:
            title = self.words(M("{title} ({part})", title=title, part=self.parts))
        size = TITLE
        while size > 16 and len(wrapped(visible(title), size, ROOM, bold=True)) > 1:
            size -= 1
        said = shortened(visible(title), size, ROOM, 1, bold=True)
        self.canvas.title(said, SIDE, 61 - size * LINE_HEIGHT, ROOM, size)
        self.canvas.box(SIDE, 68, ROOM, 1.6, ACCENT)
        if self.notes:
            made.notes_slide.notes_text_frame.text = visible(self.notes)
        self.y = TOP
        return self.canvas

    def _room(self, height: float) -> Canvas:
        """The present slide where it has so much room left, otherwise a fresh one."""
        if self.canvas is None or (self.y + height > BOTTOM and self.y > TOP):
            return self._next()
        return self.canvas

    def _below(self, block: Block) -> float:
        """Room that a block after a table wants on the same slide."""
        match block:
            case Paragraph():
                size, bold = _PARAGRAPHS[block.style]
                return self._height(block.text, size, bold=bold) + (8 if block.style == "warning" else 0)
            case Signatures():
                return _SIGN + GAP
            case _:
                return 0.0

    def _height(self, text: str, size: float, *, bold: bool = False) -> float:
        return len(wrapped(visible(text), size, ROOM, bold=bold)) * size * LINE_HEIGHT + GAP if text else 0.0

    # --- blocks ----------------------------------------------------------------------------------------------------

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._lines(block.text, 16.0, bold=True, keep=60)
            case Paragraph():
                self._paragraph(block)
            case Facts():
                self._facts(block)
            case Table():
                self._table(block)
            case Signatures():
                self._signatures(block)
            case Figure():
                self._figure(block)
            case _:
                pass

    def _lines(
        self, text: str, size: float, *, bold: bool = False, colour: str = INK, keep: float = 0.0
    ) -> None:
        lines = wrapped(visible(text), size, ROOM, bold=bold)
        most = int((BOTTOM - TOP) // (size * LINE_HEIGHT))
        parts = ["\n".join(lines[at : at + most]) for at in range(0, len(lines), most)]
        for part in parts if len(parts) > 1 else [visible(text)]:
            canvas = self._room(self._height(part, size, bold=bold) - GAP + keep)
            self.y += canvas.text(SIDE, self.y, ROOM, part, size, bold=bold, colour=colour) + GAP

    def _paragraph(self, block: Paragraph) -> None:
        size, bold = _PARAGRAPHS[block.style]
        if block.style != "warning":
            self._lines(block.text, size, bold=bold, colour=QUIET if block.style == "quiet" else INK)
            return
        lines = wrapped(visible(block.text), size, ROOM - 24)
        height = len(lines) * size * LINE_HEIGHT + 8
        canvas = self._room(height)
        canvas.box(SIDE, self.y, ROOM, height, TINTS[Tone.WORSE])
        canvas.box(SIDE, self.y, 4, height, FILLS[Tone.WORSE])
        canvas.text(SIDE + 14, self.y + 4, ROOM - 24, visible(block.text), size)
        self.y += height + GAP

    def _facts(self, block: Facts) -> None:
        """Cards, three at most side by side where there are more than four."""
        items = block.items
        if not items:
            return
        across = len(items) if len(items) <= 4 else 3
        for at in range(0, len(items), across):
            self._cards(items[at : at + across], across)

    def _cards(self, items: Sequence[Fact], across: int) -> None:
        gap = 12.0
        width = (ROOM - gap * (across - 1)) / across
        inner = width - 26
        notes = [shortened(visible(one.note), 10.5, inner, 4) for one in items]
        high = max(len(wrapped(visible(one.caption), 11, inner)) for one in items) * 11 * LINE_HEIGHT
        low = max(len(wrapped(note, 10.5, inner)) for note in notes) * 10.5 * LINE_HEIGHT
        height = high + 24 * LINE_HEIGHT + low + 16
        canvas = self._room(height)
        for at, one in enumerate(items):
            left = SIDE + at * (width + gap)
            canvas.box(left, self.y, width, height, WHITE, LINE)
            canvas.box(left, self.y + 6, 4, height - 12, FILLS[one.tone])
            top = self.y + 8
            canvas.text(left + 14, top, inner, visible(one.caption), 11, colour=QUIET)
            size = 24.0
            figure = visible(one.figure)
            while len(wrapped(figure, size, inner, bold=True)) > 1 and size > 11:
                size -= 1
            parts = [(visible(text), INKS[tone]) for text, tone in one.parts]
            if (said := shortened(figure, size, inner, 1, bold=True)) != figure:
                parts = [(said, INKS[one.tone])]
            canvas.figure(left + 14, top + high, inner, parts, size)
            canvas.text(left + 14, top + high + 24 * LINE_HEIGHT, inner, notes[at], 10.5, colour=QUIET)
        self.y += height + GAP

    def _table(self, table: Table) -> None:
        """As many rows as fit, then the next slide under the same head; a row is never higher than a slide."""
        if not table.rows:
            return
        count = max([len(table.header), *(len(row) for row in table.rows)])
        shares = table.widths or (1.0,) * count
        widths = [ROOM * share / sum(shares) for share in shares]
        head = [TableCell(text) for text in table.header] if any(table.header) else []
        size = self._size([head, *table.rows] if head else table.rows, widths)
        top = row_height(head, widths, size, bold=True) if head else 0.0
        rows = [
            [self._fitted(one, width, size, BOTTOM - TOP - top) for one, width in zip(row, widths, strict=True)]
            for row in table.rows
        ]  # fmt: skip
        if table.caption:
            self._lines(table.caption, 12.0, bold=True, keep=top + 40)
        waiting = [(row, row_height(row, widths, size)) for row in rows]
        while waiting:
            canvas = self._room(top + waiting[0][1])
            taken, height = [], top
            while waiting and self.y + height + waiting[0][1] <= BOTTOM + 0.5:
                height += waiting[0][1]
                taken.append(waiting.pop(0)[0])
            if not taken:
                taken.append(waiting.pop(0)[0])
            self.y += canvas.table(
                SIDE, self.y, widths, [head, *taken] if head else taken, size, head=bool(head)
            )
            self.y += GAP

    def _size(self, rows: Sequence[Sequence[TableCell]], widths: Sequence[float]) -> float:
        """The largest type in which the table fits here with no word broken; a long one is set in readable type."""
        for room in (BOTTOM - self.y - self.after - GAP, BOTTOM - TOP - self.after - GAP):
            for size in _TYPES:
                if size < _READABLE:
                    break
                heights = (row_height(row, widths, size, bold=not at) for at, row in enumerate(rows))
                if not _breaks(rows, widths, size) and sum(heights) <= room:
                    return size
        return next(
            (size for size in _TYPES if size <= _READABLE and not _breaks(rows, widths, size)), _TYPES[-1]
        )

    @staticmethod
    def _fitted(one: TableCell, width: float, size: float, room: float) -> TableCell:
        """A cell that is higher than a slide is cut with an ellipsis: the whole text stands in the plan workbook."""
        lines = max(1, int((room - 8) // (size * LINE_HEIGHT)))
        text = shortened(visible(one.text), size, width - 9, lines, bold=one.bold)
        return TableCell(text, one.tone, one.align, one.bold)

    def _signatures(self, block: Signatures) -> None:
        gap, height = 14.0, _SIGN
        if not block.boxes:
            return
        canvas = self._room(height)
        width = (ROOM - gap * (len(block.boxes) - 1)) / len(block.boxes)
        for at, (caption, name, day) in enumerate(block.boxes):
            left = SIDE + at * (width + gap)
            canvas.box(left, self.y, width, height, WHITE, LINE)
            canvas.text(left + 10, self.y + 7, width - 20, shortened(visible(caption), 11, width - 20, 1), 11,
                        colour=QUIET, bold=True)  # fmt: skip
            said = shortened(visible(name), 13, width - 20, 2, bold=True)
            canvas.text(left + 10, self.y + 26, width - 20, said, 13, bold=True)
            canvas.box(left + 10, self.y + 66, width - 20, 0.8, LINE)
            date = f"{self.words('Date:')} {day}".rstrip()
            canvas.text(left + 10, self.y + 72, width - 20, date, 11, colour=QUIET)
        self.y += height + GAP

    # --- figures ---------------------------------------------------------------------------------------------------

    def _figure(self, block: Figure) -> None:
        spec = block.chart
        match spec:
            case NoChart(_, reason, remedy):
                self._lines("○ " + " ".join(part for part in (reason, remedy) if part), 14.0, colour=QUIET)
            case Dumbbell():
                self._dumbbell(spec)
            case Diverging() | Pareto():
                self._bars(spec)
            case LadderChart():
                self._noted(grids.ladder(spec, self.words), spec.footnote)
            case QuadrantChart():
                self._lines(f"↑ {spec.y_axis}    → {spec.x_axis}", 11.0, colour=QUIET)
                foot = joined((*spec.unassessed, spec.footnote), self.words)
                self.after = self._height(foot, 10.5)
                self._table(grids.quadrant(spec, self.words))
                self._lines(foot, 10.5, colour=QUIET)
            case Gantt():
                self._noted(grids.gantt(spec, self.words), spec.footnote)
            case _:
                self._table(table_of(spec, self.words))

    def _noted(self, table: Table, note: str) -> None:
        """A table with its footnote on the same slide, where both have room."""
        self.after = self._height(note, 10.5)
        self._table(table)
        if note:
            self._lines(note, 10.5, colour=QUIET)

    def _dumbbell(self, spec: Dumbbell) -> None:
        """Slides of so many columns each, then in words what has no mark and why."""
        axis = self.words(
            M("Before = 100 %, up is better") if spec.changes else M("Benchmark = 100 %, up is better")
        )
        for rows in native.columns_of(spec):
            canvas = self._room(BOTTOM - TOP)
            foot = visible(spec.footnote)
            bottom = BOTTOM - self._height(foot, 10.5) - 4
            native.dumbbell(canvas, spec, rows, axis, self.y, bottom)
            if foot:
                canvas.text(SIDE, bottom + 4, ROOM, foot, 10.5, colour=QUIET)
            self.y = BOTTOM
        self._unsaid([(row.label, row.note) for row in spec.rows if not row.points])

    def _bars(self, spec: Diverging | Pareto) -> None:
        bars = native.bars_of(spec)
        drawn = [one for one in bars if one.value is not None]
        said = spec.axis
        if isinstance(spec, Pareto):
            said = self.words(M("Share of the sum of all priorities; cumulated in brackets"))
        for at in range(0, len(drawn), native.MOST_BARS):
            rows = drawn[at : at + native.MOST_BARS]
            canvas = self._room(BOTTOM - TOP)
            self.y += canvas.text(SIDE, self.y, ROOM, visible(said), 11, colour=QUIET) + 2
            foot = visible(spec.footnote)
            bottom = BOTTOM - self._height(foot, 10.5) - 4
            bottom = min(bottom, self.y + 40 + 38.0 * len(rows))
            native.bars(canvas, said, rows, self.y, bottom)
            self.y = bottom + 4
            if foot:
                self.y += canvas.text(SIDE, self.y, ROOM, foot, 10.5, colour=QUIET) + GAP
        self._unsaid([(one.label, one.text) for one in bars if one.value is None])

    def _unsaid(self, rows: Sequence[tuple[str, str]]) -> None:
        """What has no mark, with the reason, in grey."""
        if rows:
            head = (self.words("Indicator"), self.words(M("Why there is no mark")))
            cells = tuple((TableCell(name), TableCell(f"○ {why}", Tone.UNKNOWN)) for name, why in rows)
            self._table(Table(head, cells, (1, 3)))


def _breaks(rows: Sequence[Sequence[TableCell]], widths: Sequence[float], size: float) -> bool:
    """Whether some word would be broken; the first row is a head."""
    return any(
        is_broken(one.text, size, width - 9, bold=one.bold or not at)
        for at, row in enumerate(rows)
        for one, width in zip(row, widths)
    )
