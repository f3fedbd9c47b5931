"""Where a chart's table stands, as XlsxWriter wants to be told, and the few options all our charts share."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from compare_app.domain.tone import Mark, Tone
from compare_app.exporters.cells import chart_text, fitting, line_width, natural_places
from compare_app.exporters.plan.look import BODY_FONT, INK, SERIES
from compare_app.exporters.plan.page import Content, Number, Styled
from compare_app.text.letters import letters

GRID: Final = {"visible": True, "line": {"color": "#E3E7EA"}}
NO_LINE: Final = {"none": True}
NO_MARK: Final = {"type": "none"}

_SHAPES: Final = {Tone.OURS: "circle", Tone.DOMESTIC: "diamond", Tone.INTERNATIONAL: "square"}
SIGNS: Final = {"circle": "●", "diamond": "◆", "square": "■", "triangle": "▲"}
"""How the shapes of marks look in a line of text."""


Reach = tuple[str, list[Any]]
"""Cells of error bars, and what stands in them."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The table of a chart: its sheet, its first row and its contents; rows and columns count from 0.

    A chart keeps a copy of what its cells hold, for programs that show a file without reckoning. XlsxWriter would
    fill the blanks of that copy with zeros, so it is given here.
    """

    sheet: str
    first: int
    rows: Sequence[Sequence[Content]]

    def part(self, start: int, stop: int) -> Cells:
        """Some of the rows."""
        return Cells(self.sheet, self.first + start, self.rows[start:stop])

    def bound(self, values: int, places: int | None = None) -> dict[str, object]:
        """What binds a series to a column of values, and to one of names or places."""
        found: dict[str, object] = {"values": self._column(values), "values_data": self._held(values)}
        if places is not None:
            found |= {"categories": self._column(places), "categories_data": self._held(places)}
        return found

    def reach(self, at: int) -> Reach:
        """A column as error bars want it."""
        sheet, first, _, last, _ = self._column(at)
        name = str(sheet).replace("'", "''")
        return f"='{name}'!${letters(at)}${first + 1}:${letters(at)}${last + 1}", self._held(at)

    def _column(self, at: int) -> list[Any]:
        return [self.sheet, self.first, at, self.first + len(self.rows) - 1, at]

    def _held(self, at: int) -> list[Any]:
        return [_plain(row[at]) for row in self.rows]


def _plain(content: Content) -> object:
    match content:
        case Number(value):
            return None if value is None else float(value)
        case date():
            return serial(content)
        case Styled(inner):
            return _plain(inner)
        case str():
            return fitting(content)
    return content


def serial(day: date) -> int:
    """The day as a spreadsheet counts it, from the last days of 1899."""
    return (day - date(1899, 12, 30)).days


def font(size: int, *, bold: bool = False, colour: str = INK) -> dict[str, object]:
    """The house's font in a chart."""
    return {"name": BODY_FONT, "size": size, "bold": bold, "color": colour}


def clipped(text: str, most: int = 44) -> str:
    """The text cut to so many character cells: a Chinese character takes two."""
    shown = fitting(text)
    if line_width(shown) <= most:
        return shown
    while line_width(shown) > most - 1:
        shown = shown[:-1]
    return shown + "…"


def folded(text: str, most: int) -> str:
    """The text on lines of so many character cells, broken at blanks where there are any: a chart breaks no Chinese."""
    lines = [""]
    for word in re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+", text):
        if lines[-1] and line_width(lines[-1] + word.rstrip()) > most:
            lines.append("")
        lines[-1] += word
    return "\n".join(line.strip() for line in lines)


def number(value: float | None) -> Number | None:
    """A figure of a chart as its cell holds it, with the digits it has; nothing where there is none."""
    if value is None:
        return None
    exact = Decimal(f"{value:.12g}")  # without the noise of the last bits
    return Number(exact, natural_places(exact))


def shape(tone: Tone) -> str:
    """A shape for each side: never colour alone."""
    return _SHAPES.get(tone, "triangle")


def marker(tone: Tone, mark: Mark = Mark.SOLID, *, size: int = 8) -> dict[str, object]:
    """A mark of a side; hollow where the value is not tested or only a bound."""
    ink = SERIES[tone]
    ground = ink if mark is Mark.SOLID else "#FFFFFF"
    return {
        "type": shape(tone),
        "size": size,
        "fill": {"color": ground},
        "border": {"color": ink, "width": 1.5},
    }


def error_bars(
    below: Reach, above: Reach, line: dict[str, object], direction: str = "both", *, cap: bool = False
) -> dict[str, object]:
    """Error bars as long as their cells say."""
    return {
        "type": "custom",
        "direction": direction,
        "end_style": int(cap),
        "plus_values": above[0],
        "plus_data": above[1],
        "minus_values": below[0],
        "minus_data": below[1],
        "line": line,
    }


def axis(name: str = "", **more: Any) -> dict[str, object]:
    """An axis with our fonts; figures as they are."""
    said: dict[str, object] = {"num_font": font(9), "num_format": "General", **more}
    return {**said, "name": chart_text(name), "name_font": font(9)} if name else said


def labels(texts: Sequence[str], position: str, *, size: int = 8, bold: bool = False) -> dict[str, Any]:
    """Labels that say these texts on one line, one a point; an empty one is none."""
    look = font(size, bold=bold)  # each label needs it of its own, or Excel gives it ten points
    custom = [
        {"value": chart_text(text).replace(" ", "\u00a0"), "font": look} if text else {"delete": True}
        for text in texts
    ]
    return {"value": True, "custom": custom, "position": position, "font": look}


def ends(values: list[float], *, zero: bool = False, steps: int = 5) -> dict[str, Any]:
    """Ends of a value axis on round figures with some room, and its step; from zero where bars stand on it.

    They are XlsxWriter's `min`, `max` and `major_unit`. Left to itself Excel begins most axes at zero, where small
    differences vanish.
    """
    low, high = min(values), max(values)
    low = min(low, 0.0) if zero else low
    span = high - low or abs(high) or 1.0
    step = _round_step(span * 1.2 / steps)
    bottom = 0.0 if zero and low == 0 else math.floor((low - span * 0.06) / step) * step
    top = math.ceil((high + span * 0.06) / step) * step
    digits = max(0, 2 - math.floor(math.log10(step)))
    return {"min": round(bottom, digits), "max": round(top, digits), "major_unit": round(step, digits)}


def _round_step(raw: float) -> float:
    power = 10.0 ** math.floor(math.log10(raw))
    return next(one * power for one in (1, 2, 2.5, 5, 10) if raw <= one * power * 1.0001)


def plain(drawn: Any, width: int, height: int) -> Any:
    """A chart without a title of its own (its heading stands above), blank cells as gaps, at a size in pixels."""
    drawn.set_title({"none": True})
    drawn.show_blanks_as("gap")
    drawn.set_size({"width": width, "height": height})
    drawn.set_chartarea({"border": {"color": "#D8DDE4"}})
    return drawn
