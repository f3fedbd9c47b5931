"""One sheet while it is written: safe cells, tables, headings and the print set-up that all sheets share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias

from compare_app.domain.tone import Tone
from compare_app.exporters.cells import fitting, line_width, starts_formula
from compare_app.exporters.plan.look import HEAD_FONT, LINE, NAVY, QUIET, Formats, toned
from compare_app.progress import pause
from compare_app.text.message import M
from compare_app.text.wording import Wording

LINE_HEIGHT: Final = 15.5  # points of one line of 10 pt text
Spans: TypeAlias = Sequence[int]

_GRID: Final[dict[str, object]] = {"border": 1, "border_color": LINE, "text_wrap": True, "indent": 1}
_HEAD: Final[dict[str, object]] = {
    "bold": True,
    "bg_color": NAVY,
    "font_color": "#FFFFFF",
    "align": "center",
    "indent": 0,
}


@dataclass(frozen=True, slots=True)
class Number:
    """A figure for a cell: a real number shown with `places` decimals.

    A computed figure has more digits than a spreadsheet keeps; the exact text stands in the traceability sheet.
    """

    value: Decimal | None
    places: int = 0
    signed: bool = False
    suffix: str = ""  # shown behind the number, e.g. " %"

    @property
    def format(self) -> str:
        """The number format of the cell."""
        digits = "0." + "0" * self.places if self.places else "0"
        tail = f'"{self.suffix}"' if self.suffix else ""
        return f"+{digits}{tail};-{digits}{tail};{digits}{tail}" if self.signed else f"{digits}{tail}"


@dataclass(frozen=True, slots=True)
class Styled:
    """A cell's content with its tone or properties."""

    content: str | Number | int | date | None
    tone: Tone = Tone.NEUTRAL
    properties: tuple[tuple[str, object], ...] = ()


Content = Styled | Number | str | int | date | None


@dataclass(slots=True)
class Page:
    """A worksheet, the row that is written next, and the words."""

    sheet: Any
    formats: Formats
    words: Wording
    widths: Sequence[float]  # in characters
    row: int = 0
    written: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width, self.formats.get(text_wrap=True))
        self.sheet.hide_gridlines(2)

    # --- cells -----------------------------------------------------------------------------------------------------

    def put(self, row: int, column: int, content: Content, **properties: object) -> None:
        """Write one cell. Text is always text, numbers are numbers, None is an empty cell with its borders."""
        while isinstance(content, Styled):
            properties.update(toned(content.tone))
            properties.update(content.properties)
            content = content.content
        match content:
            case str():  # nearly every cell
                self.sheet.write_string(row, column, fitting(content), self._style(content, properties))
            case None:
                self.sheet.write_blank(row, column, None, self.formats.of(properties))
            case Number(None):
                self.text(row, column, "—", **{**properties, "align": "right"})
            case Number(Decimal() as value) if not value.is_finite():
                self.text(row, column, "—", **{**properties, "align": "right"})
            case Number(Decimal() as value):
                style = {**properties, "align": "right", "num_format": content.format}
                self.sheet.write_number(row, column, float(value), self.formats.get(**style))
            case bool() | int():
                style = {**properties, "align": "right", "num_format": "0"}
                self.sheet.write_number(row, column, int(content), self.formats.get(**style))
            case date():
                style = {**properties, "num_format": "yyyy-mm-dd", "align": "center", "indent": 0}
                self.sheet.write_datetime(row, column, content, self.formats.get(**style))

    def text(self, row: int, column: int, text: str, **properties: object) -> None:
        """Write text that stays text, whatever it starts with."""
        self.sheet.write_string(row, column, fitting(text), self._style(text, properties))

    def _style(self, text: str, properties: dict[str, object]) -> Any:
        if starts_formula(text):
            properties = {**properties, "quote_prefix": True}
        return self.formats.of(properties)

    # --- blocks ----------------------------------------------------------------------------------------------------

    def title(self, text: str, subtitle: str = "") -> None:
        """The head of the sheet: a large line, and a quiet one below."""
        self.sheet.set_row(self.row, 28)
        self.text(self.row, 0, text, font_name=HEAD_FONT, font_size=16, bold=True, font_color=NAVY)
        self.row += 1
        if subtitle:
            self.paragraph(subtitle, font_color=QUIET, font_size=9)

    def heading(self, text: str) -> None:
        """The head of a block, with air above."""
        self.row += 1
        self.sheet.set_row(self.row, 20)
        self.text(
            self.row, 0, text, font_name=HEAD_FONT, font_size=12, bold=True, font_color=NAVY, text_wrap=False
        )
        self.row += 1

    def paragraph(
        self, text: str, *, tone: Tone = Tone.NEUTRAL, columns: int = 0, **properties: object
    ) -> None:
        """Text over the whole width; merged cells do not grow by themselves, so the height is reckoned here."""
        last = (columns or len(self.widths)) - 1
        shown = fitting(text)
        style: dict[str, object] = {"text_wrap": True, "valign": "top", **toned(tone), **properties}
        size = style.get("font_size", 10)
        scale = float(size) / 10 if isinstance(size, int | float) else 1.0
        lines = wrapped_lines(shown, sum(self.widths[: last + 1]) / scale)
        self.sheet.set_row(self.row, min(409, lines * LINE_HEIGHT * scale + 3))
        self.sheet.merge_range(self.row, 0, self.row, last, "", self.formats.get(**style))
        self.sheet.write_string(self.row, 0, shown, self._style(text, style))
        self.row += 1

    def header(self, titles: Sequence[str], spans: Spans = (), *, first: int = 0) -> int:
        """A row of column heads; returns its row. `spans` says how many columns each takes, 1 where it ends."""
        self._cells(titles, spans, {**_GRID, **_HEAD}, first)
        return self.row - 1

    def line(self, contents: Sequence[Content], spans: Spans = (), **properties: object) -> None:
        """One row of a table, as high as its longest wrapped text: WPS and LibreOffice do not all reckon it."""
        pause()
        self._cells(contents, spans, {**_GRID, **properties}, 0)

    def table(
        self, titles: Sequence[str], rows: Sequence[Sequence[Content]], spans: Spans = (), *, empty: str = ""
    ) -> None:
        """A whole table; a table without rows says so instead of standing there empty."""
        if not rows:
            self.paragraph(empty or self.words(M("Nothing to list")), font_color=QUIET)
            return
        self.header(titles, spans)
        for row in rows:
            self.line(row, spans)

    def _cells(
        self, contents: Sequence[Content], spans: Spans, properties: dict[str, object], first: int
    ) -> None:
        height, column = 1, first
        for at, content in enumerate(contents):
            taken = spans[at] if at < len(spans) else 1
            if _wraps(content) and (text := _plain(content)):
                room = self.widths[column] if taken == 1 else sum(self.widths[column : column + taken])
                height = max(height, wrapped_lines(text, room))
            if taken > 1:
                last = column + taken - 1
                self.sheet.merge_range(self.row, column, self.row, last, "", self.formats.get(**properties))
            self.put(self.row, column, content, **properties)
            column += taken
        self.sheet.set_row(self.row, min(409, height * LINE_HEIGHT + 5))
        self.row += 1

    # --- print -----------------------------------------------------------------------------------------------------

    def printing(self, footer: str, repeat: tuple[int, int] | None = None, *, tall: int = 0) -> None:
        """A4 landscape, one page wide, page x / y and the note that ladder and score are our own; repeated heads."""
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        self.sheet.fit_to_pages(1, tall)
        self.sheet.center_horizontally()
        note = self.words(M("Enterprise's own evaluation, not official"))
        font = f'&"{HEAD_FONT},Regular"&8 '
        self.sheet.set_footer(f"&L{font}{note}&C{font}&P / &N&R{font}{_command_free(footer, 60)}")
        if repeat is not None:
            self.sheet.repeat_rows(*repeat)

    def printed_header(self, title: str, text: str) -> None:
        """A line at the top of every printed page."""
        font = f'&"{HEAD_FONT},Bold"&11 '
        rest = f'&"{HEAD_FONT},Regular"&8 '
        self.sheet.set_header(f"&L{font}{_command_free(title, 40)}&R{rest}{_command_free(text, 120)}")


def _command_free(text: str, most: int) -> str:
    """Text for a header or footer: one line, cut, and an ampersand doubled because it is a command there."""
    short = text if len(text) <= most else text[: most - 1] + "…"
    return " ".join(short.split()).replace("&", "&&")


def wrapped_lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of `width` characters; a Chinese character takes two."""
    room = max(1.0, width - 1)
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, math.ceil(line_width(line) / room)) for line in text.split("\n"))


def _wraps(content: Content) -> bool:
    return not (isinstance(content, Styled) and ("text_wrap", False) in content.properties)


def _plain(content: Content) -> str:
    match content:
        case Styled(inner):
            return _plain(inner)
        case str():
            return content
        case Number(value) if value is not None:
            return f"{value:.{content.places}f}{content.suffix}"
    return ""
