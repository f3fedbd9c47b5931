"""Two sheets side by side: on one the charts are laid out for reading and print, on the other their tables stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from compare_app.domain.tone import Mark, Tone
from compare_app.exporters.plan.look import INK, QUIET, SERIES
from compare_app.exporters.plan.material import Material
from compare_app.exporters.plan.native.cells import SIGNS, Cells, shape
from compare_app.exporters.plan.page import Content, Page, Spans
from compare_app.text.message import M

COLUMNS: Final = 12
COLUMN_WIDTH: Final = 13.0  # characters, 96 pixels
HALF: Final = 566  # pixels: a chart over six columns
WHOLE: Final = 1142  # pixels: over all twelve
_ROW: Final = 20  # pixels of a row that nobody made higher
_LINE: Final = 24  # pixels of a line of words under a chart
_PAGE: Final = 930  # pixels of a printed page at the scale of the sheet
PRINT_SCALE: Final = 70  # per cent: twelve columns on A4 landscape, whichever program reckons their width

Drawn = tuple[Any, str, int]
"""A chart of XlsxWriter, what is said to those who cannot see it, and its height in pixels."""


@dataclass(slots=True)
class Desk:
    """What is drawn, and where the next chart and the next table go."""

    material: Material
    page: Page
    data: Page
    breaks: list[int] = field(default_factory=list)
    top: int = 0  # row where the present printed page begins

    # --- the sheet of the tables ------------------------------------------------------------------------------------

    def table(
        self, title: str, heads: Sequence[str], rows: Sequence[Sequence[Content]], spans: Spans = ()
    ) -> Cells:
        """Write the table of a chart, which has at least one row, and say where it stands."""
        words = self.material.words
        self.data.heading(words(M("Data of the chart: {title}", title=title)))
        self.data.header(heads, spans)
        first = self.data.row
        for row in rows:
            self.data.line(row, spans)
        return Cells(self.data.sheet.get_name(), first, rows)

    def chart(self, kind: str, subtype: str = "") -> Any:
        """A new chart of XlsxWriter's kinds."""
        return self.material.workbook.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})})

    # --- the sheet of the charts ------------------------------------------------------------------------------------

    def block(self, title: str, height: int) -> None:
        """Begin a chart: a heading that stays on one printed page with what follows it, `height` pixels high."""
        self.keep(height + 5 * _ROW)
        self.page.heading(title)

    def show(self, charts: Iterable[Drawn], width: int = WHOLE) -> None:
        """Place charts under each other, or two in a row where they are half as wide."""
        across = 2 if width <= HALF else 1
        drawn = list(charts)
        for at in range(0, len(drawn), across):
            height = max(high for _, _, high in drawn[at : at + across])
            if at:
                self.keep(height)
            for column, (chart, described, _) in enumerate(drawn[at : at + across]):
                place = COLUMNS // across * column
                self.page.sheet.insert_chart(
                    self.page.row,
                    place,
                    chart,
                    {"object_position": 2, "description": described, "y_offset": 3},
                )
            self.page.row += -(-(height + 10) // _ROW)

    def legend(self, entries: Iterable[tuple[str, Tone, Mark]]) -> None:
        """Who is who in one line; a sign in its colour before each word."""
        for at, (name, tone, mark) in enumerate(entries):
            sign = {Mark.HOLLOW: "○", Mark.HATCHED: "◍"}.get(mark) or SIGNS[shape(tone)]
            self.page.text(
                self.page.row, 2 * at, f"{sign} {name}", font_color=SERIES[tone], bold=True, text_wrap=False
            )
        self.page.row += 1

    def say(self, *texts: str, bold: bool = False) -> None:
        """Quiet lines above or under a chart, bold what it comes to; empty ones are none."""
        said = [text for text in texts if text]
        self.keep(_LINE * len(said))
        for text in said:
            self.page.paragraph(text, font_color=INK if bold else QUIET, font_size=9, bold=bold)

    def keep(self, height: int) -> None:
        """Begin a new printed page where `height` pixels no longer fit on this one."""
        used = (self.page.row - self.top) * _ROW
        if used and used + height > _PAGE:
            self.breaks.append(self.page.row)
            self.top = self.page.row
