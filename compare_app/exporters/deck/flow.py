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
from compare_app.exporters.deck.measure import shortened, wrapped
from compare_app.text.message import M
from compare_app.text.wording import Wording

TITLE: Final = 24.0
GAP: Final = 9.0
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
    made: list[Canvas] = field(default_factory=list)

    def slide(self, slide: Slide) -> None:
        """One slide of the presentation, on as many as it takes."""
        self.title, self.notes, self.parts = slide.title, slide.notes, 0
        first = next((block for block in slide.blocks if isinstance(block, Heading)), None)
        if first is not None:
            self.title = first.text
        self._next()
        for block in slide.blocks:
            if block is not first:
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
        self.canvas.title(shortened(visible(title), TITLE, ROOM, 1, bold=True), SIDE, 30, ROOM, TITLE)
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
        for at in range(0, len(lines), most):
            part = lines[at : at + most]
            canvas = self._room(len(part) * size * LINE_HEIGHT + keep)
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
        canvas.text(SIDE + 14, self.y + 4, ROOM - 24, lines, size)
        self.y += height + GAP

    def _facts(self, block: Facts) -> None:
        """Cards, three at most side by side where there are more than four."""
        items = block.items
        if not items:
            return
        across = len(items) if len(items) <= 4 else 3
        for at in range(0, len(items), across):
            self._cards(items[at : at + across], across)

    def _cards(self, items: Sequence[tuple[str, str, str, Tone]], across: int) -> None:
        gap = 12.0
        width = (ROOM - gap * (across - 1)) / across
        inner = width - 26
        heads = [wrapped(visible(caption), 11, inner) for caption, _, _, _ in items]
        notes = [wrapped(shortened(visible(note), 10.5, inner, 4), 10.5, inner) for _, _, note, _ in items]
        high = max(map(len, heads)) * 11 * LINE_HEIGHT
        low = max(map(len, notes)) * 10.5 * LINE_HEIGHT
        height = high + 24 * LINE_HEIGHT + low + 16
        canvas = self._room(height)
        for at, (_, figure, _, tone) in enumerate(items):
            left = SIDE + at * (width + gap)
            canvas.box(left, self.y, width, height, WHITE, LINE)
            canvas.box(left, self.y + 6, 4, height - 12, FILLS[tone])
            top = self.y + 8
            canvas.text(left + 14, top, inner, heads[at], 11, colour=QUIET)
            size = 24.0
            while len(wrapped(visible(figure), size, inner, bold=True)) > 1 and size > 11:
                size -= 1
            said = wrapped(visible(figure), size, inner, bold=True)[:1]
            canvas.text(left + 14, top + high, inner, said, size, bold=True, colour=INKS[tone])
            canvas.text(left + 14, top + high + 24 * LINE_HEIGHT, inner, notes[at], 10.5, colour=QUIET)
        self.y += height + GAP

    def _table(self, table: Table) -> None:
        """As many rows as fit, then the next slide under the same head; a row is never higher than a slide."""
        if not table.rows:
            return
        count = max([len(table.header), *(len(row) for row in table.rows)])
        shares = table.widths or (1.0,) * count
        widths = [ROOM * share / sum(shares) for share in shares]
        size = 12.0 if count <= 6 else 11.0 if count <= 8 else 10.0
        head = [TableCell(text) for text in table.header] if any(table.header) else []
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
            if waiting:
                self._next()

    @staticmethod
    def _fitted(one: TableCell, width: float, size: float, room: float) -> TableCell:
        """A cell that is higher than a slide is cut with an ellipsis: the whole text stands in the plan workbook."""
        lines = max(1, int((room - 8) // (size * LINE_HEIGHT)))
        text = shortened(visible(one.text), size, width - 9, lines, bold=one.bold)
        return TableCell(text, one.tone, one.align, one.bold)

    def _signatures(self, block: Signatures) -> None:
        gap, height = 14.0, 96.0
        if not block.boxes:
            return
        canvas = self._room(height)
        width = (ROOM - gap * (len(block.boxes) - 1)) / len(block.boxes)
        for at, (caption, name, day) in enumerate(block.boxes):
            left = SIDE + at * (width + gap)
            canvas.box(left, self.y, width, height, WHITE, LINE)
            canvas.text(left + 10, self.y + 7, width - 20, [shortened(caption, 11, width - 20, 1)], 11,
                        colour=QUIET, bold=True)  # fmt: skip
            said = wrapped(shortened(visible(name), 13, width - 20, 2, bold=True), 13, width - 20, bold=True)
            canvas.text(left + 10, self.y + 26, width - 20, said, 13, bold=True)
            canvas.box(left + 10, self.y + 66, width - 20, 0.8, LINE)
            date = f"{self.words('Date:')} {day}".rstrip()
            canvas.text(left + 10, self.y + 72, width - 20, [date], 11, colour=QUIET)
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
                self._table(grids.ladder(spec, self.words))
                self._lines(spec.footnote, 10.5, colour=QUIET) if spec.footnote else None
            case QuadrantChart():
                self._table(grids.quadrant(spec))
                for text in (*spec.unassessed, spec.footnote):
                    self._lines(text, 10.5, colour=QUIET) if text else None
            case Gantt():
                self._table(grids.gantt(spec, self.words))
                self._lines(spec.footnote, 10.5, colour=QUIET) if spec.footnote else None
            case _:
                self._table(table_of(spec, self.words))

    def _dumbbell(self, spec: Dumbbell) -> None:
        """Slides of so many columns each, then in words what has no mark and why."""
        for rows in native.columns_of(spec):
            canvas = self._room(BOTTOM - TOP)
            foot = wrapped(visible(spec.footnote), 10.5, ROOM) if spec.footnote else []
            bottom = BOTTOM - len(foot) * 10.5 * LINE_HEIGHT - 4
            native.dumbbell(canvas, spec, rows, self.y, bottom)
            if foot:
                canvas.text(SIDE, bottom + 4, ROOM, foot, 10.5, colour=QUIET)
            self.y = BOTTOM
        unsaid = [row for row in spec.rows if not row.points]
        if unsaid:
            rows_ = tuple((TableCell(row.label), TableCell(f"○ {row.note}", Tone.UNKNOWN)) for row in unsaid)
            head = (self.words("Indicator"), self.words(M("Why there is no mark")))
            self._table(Table(head, rows_, (1, 3)))

    def _bars(self, spec: Diverging | Pareto) -> None:
        for rows in native.bars_of(spec):
            drawn = [row for row in rows if row.value is not None]
            unsaid = [row for row in rows if row.value is None]
            if drawn:
                canvas = self._room(BOTTOM - TOP)
                axis = wrapped(visible(spec.axis), 11, ROOM)
                self.y += canvas.text(SIDE, self.y, ROOM, axis, 11, colour=QUIET) + 2
                foot = wrapped(visible(spec.footnote), 10.5, ROOM) if spec.footnote else []
                bottom = BOTTOM - len(foot) * 10.5 * LINE_HEIGHT - 4
                bottom = min(bottom, self.y + 40 + 38.0 * len(drawn))
                native.bars(canvas, spec.axis, drawn, self.y, bottom)
                self.y = bottom + 4
                if foot:
                    self.y += canvas.text(SIDE, self.y, ROOM, foot, 10.5, colour=QUIET) + GAP
            if unsaid:
                head = (self.words("Indicator"), self.words(M("Why there is no mark")))
                cells = tuple(
                    (TableCell(row.label), TableCell(f"○ {row.text}", Tone.UNKNOWN)) for row in unsaid
                )
                self._table(Table(head, cells, (1, 3)))
