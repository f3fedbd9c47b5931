"""The dumbbell as a scatter chart: error bars draw the line between the marks of a row and the interval of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from compare_app.domain.charts import Dumbbell, DumbbellRow
from compare_app.domain.tone import Mark, Tone
from compare_app.exporters.cells import chart_text
from compare_app.exporters.plan.look import LINE, QUIET, SERIES
from compare_app.exporters.plan.material import Material
from compare_app.exporters.plan.native.cells import (
    GRID,
    NO_LINE,
    NO_MARK,
    Cells,
    axis,
    clipped,
    error_bars,
    font,
    labels,
    marker,
    number,
)
from compare_app.exporters.plan.page import Page
from compare_app.text.message import M
from compare_app.text.wording import Wording

MOST_ROWS: Final = 30  # rows that can still be read on one page


def dumbbell(material: Material, page: Page, spec: Dumbbell, *, room: int = 20) -> Any:
    """Write the table, which has at least one row, and give the chart over it, without title and size; None where no
    row has a mark.

    People read the columns of `page`; what only the chart needs stands one column to their right. The names of the
    rows have `room` for so many character cells.
    """
    rows, legend = _used(spec)
    at = _Columns(len(page.widths) + 1, len(legend))
    cells = _table(material, page, spec, rows, at, [name for name, _, _ in legend])
    if not legend:
        return None
    drawn = material.workbook.add_chart({"type": "scatter"})
    paired = any(len(row.points) > 1 for row in rows)
    if paired:
        length = cells.reach(at.length)
        drawn.add_series(  # the line from the leftmost to the rightmost mark of a row
            {
                "name": material.words(M("Distance")),
                **cells.bound(at.y, at.left),
                "marker": NO_MARK,
                "line": NO_LINE,
                "x_error_bars": error_bars(length, length, {"color": "#AAB4BD", "width": 2.5}, "plus"),
            }
        )
    for series, (name, tone, _) in enumerate(legend):
        options: dict[str, object] = {
            "name": chart_text(name),
            **cells.bound(at.y, 1 + series),
            "marker": marker(tone, size=9),
            "points": [_hollow(row, series, marker(tone, Mark.HOLLOW)) for row in rows],
            "line": NO_LINE,
        }
        if any(point.error for row in rows for point in row.points if point.series == series):
            options["x_error_bars"] = error_bars(
                cells.reach(at.below(series)),
                cells.reach(at.above(series)),
                {"color": SERIES[tone], "width": 1},
                cap=True,
            )
        drawn.add_series(options)
    drawn.add_series(  # names of the rows: a scatter chart has no names on its axis
        {
            "name": material.words(M("Row names")),
            **cells.bound(at.y, at.names),
            "marker": NO_MARK,
            "line": NO_LINE,
            "data_labels": labels(
                [clipped(row.label if row.points else f"{row.label} ○", room) for row in rows], "left", size=9
            ),
        }
    )
    if spec.changes:
        drawn.add_series(  # what each change amounts to, to the right of both marks
            {
                "name": material.words(M("Label in the chart")),
                **cells.bound(at.y, at.right),
                "marker": NO_MARK,
                "line": NO_LINE,
                "data_labels": _changes(rows),
            }
        )
    drawn.set_x_axis(axis(spec.axis, num_format="0", min=_left_end(rows), major_gridlines=GRID))
    drawn.set_y_axis(
        {"visible": False, "min": 0, "max": len(rows) + 1, "major_gridlines": {"visible": False}}
    )
    drawn.set_legend(
        {
            "position": "bottom",
            "font": font(9),
            "delete_series": [
                *range(paired),
                *range(len(legend) + paired, len(legend) + paired + 1 + spec.changes),
            ],
        }
    )
    drawn.show_blanks_as("gap")
    return drawn


class _Columns:
    """Where the columns stand that only the chart needs."""

    def __init__(self, first: int, series: int) -> None:
        self.y, self.left, self.length = first, first + 1, first + 2
        self.names = first + 3 + 2 * series
        self.right = self.names + 1
        self._first = first

    def below(self, series: int) -> int:
        """How far the interval of a mark reaches to the left."""
        return self._first + 3 + 2 * series

    def above(self, series: int) -> int:
        """How far it reaches to the right."""
        return self._first + 4 + 2 * series


def _used(spec: Dumbbell) -> tuple[tuple[DumbbellRow, ...], list[tuple[str, Tone, Mark]]]:
    """The rows drawn, and the part of the legend that has marks in them; the rest of it explains the marks."""
    rows = spec.rows[:MOST_ROWS]
    used = sorted({point.series for row in rows for point in row.points if point.series < len(spec.legend)})
    return (
        tuple(
            replace(
                row,
                points=tuple(
                    replace(point, series=used.index(point.series))
                    for point in row.points
                    if point.series in used
                ),
            )
            for row in rows
        ),
        [spec.legend[at] for at in used],
    )


def _table(
    material: Material,
    page: Page,
    spec: Dumbbell,
    rows: Sequence[DumbbellRow],
    at: _Columns,
    names: Sequence[str],
) -> Cells:
    words, width = material.words, len(page.widths)
    page.heading(words(M("Data of the chart: {title}", title=spec.title)))
    spans = (*[1] * (len(names) + 1), max(1, width - len(names) - 1))
    head = page.header((words(M("Indicator")), *names, words(M("Note"))), spans)
    helpers = (
        "y",
        "x₀",
        "→",
        *(f"{kind}{series + 1}" for series in range(len(names)) for kind in ("−", "+")),
    )
    for place, name in enumerate(helpers):
        page.text(head, at.y + place, name, font_color=QUIET, font_size=8)
    first, left = page.row, _left_end(rows)
    table = [_figures(row, len(rows) - place, left, at) for place, row in enumerate(rows)]
    shown = material.formats.get(border=1, border_color=LINE, num_format="0.0", align="right")
    hidden = material.formats.get(font_size=8, font_color=QUIET, num_format="0.0##")
    for row, figures in zip(rows, table, strict=True):
        page.line((row.label, *(None for _ in names), _note(row)), spans)
        for column, figure in enumerate(figures):
            if figure is not None:
                look = shown if column <= len(names) else hidden
                page.sheet.write_number(page.row - 1, column, figure, look)
    cells = Cells(page.sheet.get_name(), first, [[number(one) for one in figures] for figures in table])
    said = (spec.axis, spec.footnote, covered(len(rows), len(spec.rows), words))
    page.paragraph("  ".join(part for part in said if part), font_color=QUIET)
    return cells


def covered(shown: int, total: int, words: Wording) -> str:
    """How many of the indicators stand in a chart that is cut; nothing where all do."""
    return words(M("{covered} of {total} indicators", covered=shown, total=total)) if shown < total else ""


def _note(row: DumbbellRow) -> str:
    """What a change amounts to, from which value to which, and what is to be known of the row."""
    said = f"{row.points[0].label} → {row.points[-1].label}  {row.change}" if row.change else ""
    return "  ".join(part for part in (said, row.note) if part)


def _figures(row: DumbbellRow, y: int, left: float, at: _Columns) -> list[float | None]:
    """The figures of one row by column: the marks where people read them, what only the chart needs at the right."""
    found: list[float | None] = [None] * (at.right + 1)
    found[at.y], found[at.names] = y, left
    ends = [point.x for point in row.points]
    if len(ends) > 1:
        found[at.left], found[at.length] = min(ends), max(ends) - min(ends)
    if row.change:
        found[at.right] = max(ends)
    for point in row.points:
        found[1 + point.series] = point.x
        if point.error is not None:
            low, high = point.error
            found[at.below(point.series)] = max(0.0, point.x - low)
            found[at.above(point.series)] = max(0.0, high - point.x)
    return found


def _left_end(rows: Sequence[DumbbellRow]) -> float:
    """Where the axis begins: a ten below the leftmost mark, so that differences near 100 can be seen."""
    ends = [end for row in rows for point in row.points for end in (point.x, *(point.error or ()))]
    return max(0.0, (min(ends) - 5) // 10 * 10) if ends else 0.0


def _hollow(row: DumbbellRow, series: int, look: dict[str, object]) -> dict[str, object] | None:
    """A hollow mark where the value is declared or estimated; solid ones are tested."""
    hollow = any(point.series == series and point.mark is not Mark.SOLID for point in row.points)
    return {"fill": look["fill"], "border": look["border"]} if hollow else None


def _changes(rows: Sequence[DumbbellRow]) -> dict[str, Any]:
    """What each change amounts to, beside the later mark, in its tone; the sign stands before the figure."""
    said = labels([f"  {row.change}" if row.change else "" for row in rows], "right", size=9)
    for one, row in zip(said["custom"], rows, strict=True):
        one["font"] = font(9, bold=True, colour=SERIES[row.tone])
    return said
