"""The dumbbell as a scatter chart: error bars draw the line between the marks of a row and the interval of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from compare_app.domain.charts import Dumbbell, DumbbellRow, Point
from compare_app.domain.tone import Mark, Tone
from compare_app.exporters.cells import fitting
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
)
from compare_app.exporters.plan.page import Page
from compare_app.text.message import M

MOST_ROWS: Final = 30  # rows that can still be read on one page


def dumbbell(material: Material, page: Page, spec: Dumbbell, *, room: int = 20) -> Any:
    """Write the table, which has at least one row, and give the chart over it, without title and size.

    People read the columns of `page`; what only the chart needs stands one column to their right. The names of the
    rows have `room` for so many character cells.
    """
    rows, legend = _used(spec)
    at = _Columns(len(page.widths) + 1, len(legend))
    cells = _table(material, page, spec, rows, at, [name for name, _, _ in legend])
    drawn = material.workbook.add_chart({"type": "scatter"})
    length = cells.reach(at.length, [_length(row) for row in rows])
    drawn.add_series(  # the line from the leftmost to the rightmost mark of a row
        {
            "name": material.words(M("Distance")),
            "categories": cells.column(at.left),
            "values": cells.column(at.y),
            "marker": NO_MARK,
            "line": NO_LINE,
            "x_error_bars": error_bars(length, length, {"color": "#AAB4BD", "width": 2.5}, "plus"),
        }
    )
    for series, (name, tone, _) in enumerate(legend):
        options: dict[str, object] = {
            "name": fitting(name),
            "categories": cells.column(1 + series),
            "values": cells.column(at.y),
            "marker": marker(tone, size=9),
            "points": [_hollow(row, series, marker(tone, Mark.HOLLOW)) for row in rows],
            "line": NO_LINE,
        }
        if any(point.error for row in rows for point in row.points if point.series == series):
            options["x_error_bars"] = error_bars(
                cells.reach(at.below(series), _lengths(rows, series, 0)),
                cells.reach(at.above(series), _lengths(rows, series, 1)),
                {"color": SERIES[tone], "width": 1},
                cap=True,
            )
        drawn.add_series(options)
    drawn.add_series(  # names of the rows: a scatter chart has no names on its axis
        {
            "name": material.words(M("Row names")),
            "categories": cells.column(at.names),
            "values": cells.column(at.y),
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
                "categories": cells.column(at.right),
                "values": cells.column(at.y),
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
            "delete_series": [0, *range(len(legend) + 1, len(legend) + 2 + spec.changes)],
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
    for place, row in enumerate(rows):
        page.line((row.label, *(None for _ in names), _note(row)), spans)
        _numbers(material, page, row, len(rows) - place, at)
        page.sheet.write_number(page.row - 1, at.names, left, material.formats.get(font_size=8))
    cells = Cells(page.sheet.get_name(), first, page.row - 1)
    cut = (
        words(M("{covered} of {total} indicators", covered=len(rows), total=len(spec.rows)))
        if len(rows) < len(spec.rows)
        else ""
    )
    page.paragraph("  ".join(part for part in (spec.axis, spec.footnote, cut) if part), font_color=QUIET)
    return cells


def _note(row: DumbbellRow) -> str:
    """What a change amounts to, from which value to which, and what is to be known of the row."""
    said = f"{row.points[0].label} → {row.points[-1].label}  {row.change}" if row.change else ""
    return "  ".join(part for part in (said, row.note) if part)


def _numbers(material: Material, page: Page, row: DumbbellRow, y: int, at: _Columns) -> None:
    """The figures of one row: the marks where people read them, what only the chart needs at the right."""
    line, shown = (
        page.row - 1,
        material.formats.get(border=1, border_color=LINE, num_format="0.0", align="right"),
    )
    hidden = material.formats.get(font_size=8, font_color=QUIET, num_format="0.0##")
    page.sheet.write_number(line, at.y, y, hidden)
    length = _length(row)
    if length is not None:
        page.sheet.write_number(line, at.left, min(point.x for point in row.points), hidden)
        page.sheet.write_number(line, at.length, length, hidden)
    if row.change:
        page.sheet.write_number(line, at.right, max(point.x for point in row.points), hidden)
    for point in row.points:
        page.sheet.write_number(line, 1 + point.series, point.x, shown)
        for column, reach in zip((at.below, at.above), _reach(point), strict=True):
            if reach is not None:
                page.sheet.write_number(line, column(point.series), reach, hidden)


def _length(row: DumbbellRow) -> float | None:
    """From the leftmost to the rightmost mark."""
    ends = [point.x for point in row.points]
    return max(ends) - min(ends) if len(ends) > 1 else None


def _lengths(rows: Sequence[DumbbellRow], series: int, side: int) -> list[float | None]:
    """How far the intervals of a series reach to the left (`side` 0) or to the right (1), row by row."""
    found: list[float | None] = []
    for row in rows:
        point = next((one for one in row.points if one.series == series), None)
        found.append(None if point is None else _reach(point)[side])
    return found


def _reach(point: Point) -> tuple[float | None, float | None]:
    if point.error is None:
        return None, None
    return max(0.0, point.x - point.error[0]), max(0.0, point.error[1] - point.x)


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
