"""A report as a workbook that people go on writing in: the same blocks on sheets that print on A4."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from compare_app.domain.report import (
    Block,
    Fact,
    Facts,
    Heading,
    Logo,
    PageBreak,
    Paragraph,
    Report,
    Signatures,
    Table,
    TableCell,
)
from compare_app.domain.tone import Tone
from compare_app.exporters.atomic import write_bytes
from compare_app.exporters.cells import fitting, sheet_name, starts_formula, visible
from compare_app.exporters.plan.look import Formats, new_book, toned
from compare_app.exporters.plan.page import LINE_HEIGHT, wrapped_lines
from compare_app.exporters.plan.pictures import insert_logo
from compare_app.exporters.plan_workbook import refuse_live_content
from compare_app.progress import pause
from compare_app.text.wording import Wording

WIDTH: Final = 8  # columns of a sheet whose tables have fewer
COLUMN: Final = 17.0  # characters
_NARROW: Final = 11.5  # … of each of more columns
_OWN: Final = 6  # a table of so many columns gives the sheet its columns
_SIZES: Final = {1: 16, 2: 12}
_TALLEST: Final = 409.0  # points that Excel gives a row
_LOGO: Final = (200, 40)  # pixels at most
_PIXELS: Final = 7  # of a character
_FOOTER: Final = 150  # characters; Excel keeps 255 of a whole footer


def write_report_book(to: Path, report: Report, sheet: str, words: Wording) -> None:
    """Write headings, paragraphs, tables and boxes to sign; figures belong into the PDF. Text stays text.

    `sheet` names the first sheet unless the report does; every `PageBreak` with a name begins another one. An AppError
    where the file cannot be written; the old one then is as it was.
    """
    buffer = io.BytesIO()
    book = new_book(buffer)
    formats = Formats(book)
    names: set[str] = set()
    for at, (name, blocks) in enumerate(_sheets(report.blocks, sheet)):
        page = book.add_worksheet(_unused(sheet_name(name), names))
        _Sheet(page, formats, blocks).write(report.footer, None if at else report.logo)
    book.set_properties({"title": report.title, "author": ""})
    book.close()
    refuse_live_content(buffer)
    write_bytes(to, buffer.getvalue())


def _sheets(blocks: Sequence[Block], first: str) -> Iterator[tuple[str, list[Block]]]:
    """The blocks by sheet, with its name."""
    name, gathered = first, list[Block]()
    for block in blocks:
        if isinstance(block, PageBreak) and block.sheet:
            if gathered:
                yield name, gathered
            name, gathered = block.sheet, []
        elif not isinstance(block, PageBreak):
            gathered.append(block)
    yield name, gathered


def _unused(name: str, names: set[str]) -> str:
    """Excel knows a sheet by its name whatever the case: the second of a name is numbered."""
    number, found = 1, name
    while found.casefold() in names:
        number += 1
        found = f"{name[:26]} ({number})"
    names.add(found.casefold())
    return found


@dataclass(slots=True)
class _Sheet:
    """One worksheet while it is written, and the widths of its columns in characters."""

    page: Any
    formats: Formats
    blocks: Sequence[Block]
    widths: list[float] = field(default_factory=list)
    row: int = 0

    def write(self, footer: str, logo: Logo | None) -> None:
        page = self.page
        tables = [block for block in self.blocks if isinstance(block, Table)]
        self.widths = _widths(tables)
        for at, width in enumerate(self.widths):
            page.set_column(at, at, width)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        page.fit_to_pages(1, 0)
        page.hide_gridlines(2)
        page.set_footer(f"&L&8{_command_free(footer)}&R&8&P / &N")
        longest = max(tables, key=lambda one: len(one.rows), default=None)
        for at, block in enumerate(self.blocks):
            if block is longest and any(longest.header):
                page.repeat_rows(self.row, self.row)
                if len(tables) == 1:
                    page.freeze_panes(self.row + 1, 1)
            if at == 0 and logo is not None and isinstance(block, Heading):
                self._headed(block, logo)
            else:
                self._block(block)

    def _headed(self, heading: Heading, logo: Logo) -> None:
        """The first heading leaves the right end of the sheet to the logo."""
        last = len(self.widths) - 1
        free, room = last, self.widths[last]
        while room < _LOGO[0] / _PIXELS and free > 1:
            free -= 1
            room += self.widths[free]
        indent = max(4, round(room * _PIXELS - logo.within(*_LOGO)[0]))
        insert_logo(self.page, 0, free, logo, _LOGO, indent)
        self._line(heading.text, {"bold": True, "font_size": _SIZES[1]}, most=free - 1, least=36.0)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                style: dict[str, object] = {"bold": True, "font_size": _SIZES.get(block.level, 11)}
                self._line(block.text, style, least=30.0 if block.level == 1 else 24.0)
            case Paragraph():
                self._line(block.text, {"valign": "top", **_said(block.style)})
            case Table():
                self._table(block)
            case Facts():
                self._table(_facts(block))
            case Signatures():
                self._signatures(block)
            case _:
                pass

    def _line(self, text: str, style: dict[str, object], most: int | None = None, least: float = 0.0) -> None:
        """Text over the whole width, as high as its lines: merged cells do not grow by themselves."""
        last = len(self.widths) - 1 if most is None else most
        size = style.get("font_size", 10)
        scale = size / 10 if isinstance(size, int | float) else 1.0
        lines = wrapped_lines(fitting(text), sum(self.widths[: last + 1]) / scale)
        self._put(0, last, text, {"text_wrap": True, **style})
        self.page.set_row(self.row, min(_TALLEST, max(least, lines * LINE_HEIGHT * scale + 3)))
        self.row += 1

    def _table(self, table: Table) -> None:
        """Its columns share the width of the sheet as they share the width of a page."""
        count = max([len(table.header), *(len(row) for row in table.rows)], default=0)
        if not count:
            return
        spans = _spans(table.widths or (1.0,) * count, self.widths)
        if table.caption:
            self._line(table.caption, {"bold": True})
        if any(table.header):
            head = {**_GRID, "bold": True, "bg_color": "#ECEFF3", "valign": "vcenter"}
            self._row([TableCell(text) for text in table.header], spans, head)
        for cells in table.rows:
            pause()
            self._row(cells, spans, _GRID)
        self.row += 1

    def _row(
        self, cells: Sequence[TableCell], spans: Sequence[tuple[int, int]], style: dict[str, object]
    ) -> None:
        lines = 1
        for (left, right), one in zip(spans, cells):
            look = {**style, "align": one.align, **toned(one.tone)}
            if one.bold:
                look["bold"] = True
            self._put(left, right, one.text, look)
            lines = max(lines, wrapped_lines(fitting(one.text), sum(self.widths[left : right + 1])))
        self.page.set_row(self.row, min(_TALLEST, lines * LINE_HEIGHT + 5))
        self.row += 1

    def _signatures(self, block: Signatures) -> None:
        spans = _spans((1.0,) * 2 * len(block.boxes), self.widths)
        for at, (name, who, day) in enumerate(block.boxes):
            (left, right), (begin, end) = spans[2 * at], spans[2 * at + 1]
            said = {"text_wrap": True, "bold": True, "align": "right"}
            self._put(left, right, f"{name}:", said, row=self.row + 1)
            self._put(begin, end, f"{who}  {day}".strip(), {"bottom": 1, "text_wrap": True}, row=self.row + 1)
        self.page.set_row(self.row + 1, 2 * LINE_HEIGHT)
        self.row += 3

    def _put(
        self, left: int, right: int, text: str, style: dict[str, object], row: int | None = None
    ) -> None:
        """Text that stays text, whatever it starts with."""
        row = self.row if row is None else row
        made = self.formats.of({**style, "quote_prefix": True} if starts_formula(text) else style)
        if right > left:
            self.page.merge_range(row, left, row, right, "", made)
        self.page.write_string(row, left, fitting(text), made)


_GRID: Final[dict[str, object]] = {"border": 1, "border_color": "#D8DDE4", "text_wrap": True, "valign": "top"}


def _command_free(text: str) -> str:
    """Text for a footer: an ampersand is a command there, and a digit first would belong to the size before it."""
    short = text if len(text) <= _FOOTER else text[: _FOOTER - 1] + "…"
    return " " + " ".join(visible(short).split()).replace("&", "&&")


def _said(style: str) -> dict[str, object]:
    match style:
        case "quiet":
            return {"font_color": "#525D6C", "font_size": 9}
        case "lead":
            return {"bold": True, "font_size": 11}
        case "warning":
            return toned(Tone.WORSE)
    return {}


def _facts(block: Facts) -> Table:
    """Large figures as lines: caption, figure, note."""
    rows = tuple(
        (TableCell(one.caption, bold=True), TableCell(one.figure, _tone(one), bold=True), TableCell(one.note))
        for one in block.items
    )
    return Table(("", "", ""), rows, (2, 1.4, 4))


def _tone(one: Fact) -> Tone:
    """The tone of a cell, which has one: of signs that differ none, each says it by itself."""
    tones = {tone for _, tone in one.parts}
    return tones.pop() if len(tones) == 1 else Tone.NEUTRAL


def _widths(tables: Sequence[Table]) -> list[float]:
    """The columns of a sheet: those of its widest table, so that nothing there is merged; otherwise equal ones."""
    widest = max(tables, key=lambda one: len(one.header), default=None)
    count = len(widest.header) if widest else 0
    if widest is None or count < _OWN:
        return [COLUMN] * WIDTH
    shares = widest.widths or (1.0,) * count
    room = max(WIDTH * COLUMN, count * _NARROW) / sum(shares)
    return [max(5.0, share * room) for share in shares]


def _spans(shares: Sequence[float], widths: Sequence[float]) -> list[tuple[int, int]]:
    """First and last sheet column of each table column: the nearest borders, at least one column for each."""
    borders = [0.0]
    for width in widths:
        borders.append(borders[-1] + width)
    whole, total, reached, left = borders[-1], sum(shares), 0.0, 0
    spans: list[tuple[int, int]] = []
    for at, share in enumerate(shares):
        reached += share
        rest = len(shares) - at - 1
        ends = range(left + 1, len(widths) - rest + 1)
        wanted = reached / total * whole
        end = min(ends, key=lambda border: abs(borders[border] - wanted)) if rest else len(widths)
        spans.append((left, end - 1))
        left = end
    return spans
