"""One slide while it is drawn: text boxes, rectangles, tables and charts at places in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from compare_app.domain.report import Logo, TableCell
from compare_app.domain.tone import Tone
from compare_app.exporters.cells import visible
from compare_app.exporters.deck.look import ACCENT, FONT, INK, INKS, LINE, SUNKEN, TINTS, WHITE
from compare_app.exporters.deck.measure import LINE as LINE_HEIGHT
from compare_app.exporters.deck.measure import wrapped

_PLAIN_TABLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # No Style, No Grid
CELL_SIDE, CELL_TOP = 4.0, 2.5  # white inside a table cell


@dataclass(slots=True)
class Canvas:
    """A slide of python-pptx."""

    slide: Any

    def text(
        self,
        left: float,
        top: float,
        width: float,
        text: str,
        size: float,
        *,
        colour: str = INK,
        bold: bool = False,
        align: str = "left",
    ) -> float:
        """A text in a box of that width; returns its height, as measured."""
        height = len(wrapped(text, size, width, bold=bold)) * size * LINE_HEIGHT
        box = self.slide.shapes.add_textbox(*_emu(left, top, width, height))
        fill_text(box.text_frame, text, size, colour=colour, bold=bold, align=align)
        return height

    def figure(
        self, left: float, top: float, width: float, parts: Sequence[tuple[str, str]], size: float
    ) -> None:
        """A large figure in one line: its (text, colour) parts with a blank between."""
        box = self.slide.shapes.add_textbox(*_emu(left, top, width, size * LINE_HEIGHT))
        runs = [(f" {text}" if at else text, colour) for at, (text, colour) in enumerate(parts)]
        fill_lines(box.text_frame, [runs], size, bold=True)

    def title(self, text: str, left: float, top: float, width: float, size: float) -> None:
        """The title of the slide, in its placeholder: outlines and screen readers look for it there."""
        holder = self.slide.shapes.title
        lines = wrapped(visible(text), size, width, bold=True)
        holder.left, holder.top, holder.width, holder.height = _emu(
            left, top, width, len(lines) * size * LINE_HEIGHT
        )
        fill_text(holder.text_frame, visible(text), size, colour=INK, bold=True)

    def box(self, left: float, top: float, width: float, height: float, fill: str, line: str = "") -> None:
        """A rectangle without words."""
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.oxml.ns import qn

        shape = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *_emu(left, top, width, height))
        shape._element.remove(shape._element.find(qn("p:style")))  # the theme's shadow and colours
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(fill)
        if line:
            shape.line.color.rgb = _rgb(line)
            shape.line.width = 9525
        else:
            shape.line.fill.background()

    def picture(self, logo: Logo, right: float, top: float, room: tuple[float, float]) -> None:
        """The logo with its upper right corner there."""
        width, height = logo.within(*room)
        self.slide.shapes.add_picture(BytesIO(logo.data), *_emu(right - width, top, width, height))

    def table(
        self,
        left: float,
        top: float,
        widths: Sequence[float],
        rows: Sequence[Sequence[TableCell]],
        size: float,
        *,
        head: bool = True,
    ) -> float:
        """A native table; the first row is its head where there is one. Returns its height."""
        heights = [row_height(row, widths, size, bold=head and not at) for at, row in enumerate(rows)]
        frame = self.slide.shapes.add_table(
            len(rows), len(widths), *_emu(left, top, sum(widths), sum(heights))
        )
        table = frame.table
        table.first_row, table.horz_banding = head, False
        _style(frame)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = _emu(width)[0]
        for at, (row, height) in enumerate(zip(rows, heights, strict=True)):
            table.rows[at].height = _emu(height)[0]
            for column, one in enumerate(row):
                _cell(table.cell(at, column), one, size, head=head and not at)
        return sum(heights)

    def chart(self, kind: Any, left: float, top: float, width: float, height: float, data: Any) -> Any:
        """A native chart with its data in a workbook of ours: text in it never turns into a formula."""
        from compare_app.exporters.deck.book import workbook_of

        frame = self.slide.shapes.add_chart(kind, *_emu(left, top, width, height), data)
        chart = frame.chart
        chart.part.chart_workbook.update_from_xlsx_blob(workbook_of(data))
        chart.font.size = _emu(11)[0]
        chart.font.name = FONT
        east_asian(chart.font)
        return chart


def row_height(
    row: Sequence[TableCell], widths: Sequence[float], size: float, *, bold: bool = False
) -> float:
    """Height of a table row: its longest cell, wrapped."""
    lines = max(
        len(wrapped(visible(one.text), size, width - 2 * CELL_SIDE, bold=bold or one.bold))
        for one, width in zip(row, widths, strict=True)
    )
    return lines * size * LINE_HEIGHT + 2 * CELL_TOP


def fill_text(
    frame: Any, text: str, size: float, *, colour: str, bold: bool = False, align: str = "left"
) -> None:
    """Put a text into a frame, one paragraph a line."""
    lines = [[(line or "\u00a0", colour)] for line in text.split("\n")]  # an empty run has the default size
    fill_lines(frame, lines, size, bold=bold, align=align)


def fill_lines(
    frame: Any,
    lines: Sequence[Sequence[tuple[str, str]]],
    size: float,
    *,
    bold: bool = False,
    align: str = "left",
) -> None:
    """Lines of (text, colour) runs: no margins, exact line height, one font for both scripts."""
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
    from pptx.util import Pt

    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.TOP
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
        paragraph.line_spacing = Pt(round(size * LINE_HEIGHT, 1))
        paragraph.space_before = paragraph.space_after = Pt(0)
        paragraph.alignment = _align(align)
        for text, colour in line:
            run = paragraph.add_run()
            run.text = text
            run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
            run.font.color.rgb = _rgb(colour)
            east_asian(run.font)


def east_asian(font: Any) -> None:
    """The typeface of Chinese text too: python-pptx sets that of Latin letters only."""
    from pptx.oxml.ns import qn

    properties = font._element if hasattr(font, "_element") else font._rPr
    for tag in ("a:ea", "a:cs"):
        found = properties.find(qn(tag))
        if found is None:
            found = properties.makeelement(qn(tag), {})
            latin = properties.find(qn("a:latin"))
            last = properties.find(qn("a:ea"))
            (last if last is not None else latin).addnext(found)
        found.set("typeface", FONT)


def _cell(cell: Any, one: TableCell, size: float, *, head: bool) -> None:
    bold = head or one.bold
    colour = INK if head else INKS[one.tone]
    fill_text(cell.text_frame, visible(one.text), size, colour=colour, bold=bold, align=one.align)
    cell.margin_left, cell.margin_right = _emu(CELL_SIDE, CELL_SIDE)
    cell.margin_top, cell.margin_bottom = _emu(CELL_TOP, CELL_TOP)
    cell.fill.solid()
    cell.fill.fore_color.rgb = _rgb(SUNKEN if head else TINTS.get(one.tone, WHITE))
    _border(cell, ACCENT if head else LINE)


def _border(cell: Any, colour: str) -> None:
    """A hairline below the cell."""
    from pptx.oxml.ns import qn

    properties = cell._tc.get_or_add_tcPr()
    line = properties.makeelement(qn("a:lnB"), {"w": "9525"})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": colour}))
    line.append(fill)
    properties.insert(0, line)


def _style(frame: Any) -> None:
    from pptx.oxml.ns import qn

    style = frame._element.find(".//" + qn("a:tableStyleId"))
    if style is not None:
        style.text = _PLAIN_TABLE


def _align(align: str) -> Any:
    from pptx.enum.text import PP_ALIGN

    return {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}[align]


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour)


def _emu(*points: float) -> tuple[Any, ...]:
    """Points as the units of the format."""
    from pptx.util import Emu

    return tuple(Emu(round(one * 12700)) for one in points)


def rgb(colour: str) -> Any:
    """A colour as python-pptx wants it."""
    return _rgb(colour)


def tint(tone: Tone) -> str:
    """The ground of a tone."""
    return TINTS.get(tone, WHITE)
