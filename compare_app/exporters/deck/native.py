"""Charts of the deck in PowerPoint's own form, with data that can be edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from compare_app.domain.charts import Diverging, Dumbbell, DumbbellRow, Pareto, Point
from compare_app.domain.report import TableCell
from compare_app.domain.tone import Mark, Tone
from compare_app.exporters.cells import visible
from compare_app.exporters.deck.canvas import Canvas, east_asian, rgb, row_height
from compare_app.exporters.deck.look import FILLS, FONT, INK, LINE, QUIET, ROOM, SIDE, STRONG, WHITE
from compare_app.exporters.deck.measure import shortened

SIZE: Final = 10.5
NAMES: Final = 108.0  # points for the names of the series and the figures of the axis
MOST_COLUMNS: Final = 8
MOST_BARS: Final = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One horizontal bar; without a value its note stands beside the name."""

    label: str
    value: float | None
    text: str
    tone: Tone


def columns_of(spec: Dumbbell) -> list[list[DumbbellRow]]:
    """The rows that have marks, as many at a time as a slide can name."""
    drawn = [row for row in spec.rows if row.points]
    return [drawn[at : at + MOST_COLUMNS] for at in range(0, len(drawn), MOST_COLUMNS)]


def dumbbell(
    canvas: Canvas, spec: Dumbbell, rows: Sequence[DumbbellRow], axis: str, top: float, bottom: float
) -> float:
    """Marks over their columns, joined from the lowest to the highest; names and figures stand below as a table.

    What is right in the other pictures is up here, which `axis` says. Returns where the table ends.
    """
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    used = sorted({point.series for row in rows for point in row.points})
    widths = [NAMES, *([(ROOM - NAMES) / len(rows)] * len(rows))]
    table = _figures(spec, rows, used, axis)
    height = sum(row_height(row, widths, SIZE, bold=not at) for at, row in enumerate(table))
    data: Any = CategoryChartData(number_format="0.0")
    data.categories = [visible(row.label) for row in rows]
    for series in used:
        data.add_series(visible(spec.legend[series][0]), [_x(row, series) for row in rows])
    room = bottom - top - height
    chart = canvas.chart(XL_CHART_TYPE.LINE_MARKERS, SIDE, top, ROOM, room, data)
    chart.has_legend = chart.has_title = False
    _axes(chart, spec)
    _plot(chart, NAMES / ROOM, room)
    for series, drawn in zip(used, chart.plots[0].series, strict=True):
        points = [_point(row, series) for row in rows]
        _marks(drawn, spec.legend[series], points)
    _joined(chart.plots[0])
    return top + room + canvas.table(SIDE, top + room, widths, table, SIZE)


def _figures(
    spec: Dumbbell, rows: Sequence[DumbbellRow], used: Sequence[int], axis: str
) -> list[list[TableCell]]:
    """The names of the columns, and what is printed at each mark."""
    head = [TableCell(axis), *(TableCell(row.label, align="center") for row in rows)]
    lines = [head]
    for series in used:
        name, tone, mark = spec.legend[series]
        line = [TableCell(f"{_glyph(series, mark)} {name}", tone, bold=True)]
        for row in rows:
            point = _point(row, series)
            line.append(TableCell(point.label if point else "—", tone if point else Tone.UNKNOWN, "center"))
        lines.append(line)
    if any(row.change or row.note for row in rows):
        said = [
            TableCell(" ".join(part for part in (row.change, row.note) if part), row.tone, "center")
            for row in rows
        ]
        lines.append([TableCell(""), *said])
    return lines


def _glyph(series: int, mark: Mark) -> str:
    return {0: "●", 1: "◆", 2: "■", 3: "▲"}.get(series, "●") if mark is Mark.SOLID else "○"


def _point(row: DumbbellRow, series: int) -> Point | None:
    return next((point for point in row.points if point.series == series), None)


def _x(row: DumbbellRow, series: int) -> float | None:
    point = _point(row, series)
    return None if point is None else point.x


def _axes(chart: Any, spec: Dumbbell) -> None:
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK

    values = [point.x for row in spec.rows for point in row.points] + [spec.reference]
    low, high = min(values), max(values)
    margin = max(5.0, (high - low) * 0.08)
    axis, names = chart.value_axis, chart.category_axis
    axis.minimum_scale, axis.maximum_scale = _floor(low - margin), _floor(high + margin) + 5
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = rgb(LINE)
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0", False
    axis.tick_labels.font.color.rgb = rgb(QUIET)
    names.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = rgb(STRONG)
    _crossing(axis, spec.reference)


def _floor(value: float) -> float:
    return float(int(value // 5) * 5)


def _crossing(axis: Any, reference: float) -> None:
    """The line of the names crosses at the benchmark: what is above it is better."""
    if axis.minimum_scale <= reference <= axis.maximum_scale:
        axis.crosses_at = reference


def _plot(chart: Any, left: float, height: float) -> None:
    """The inner plot area over the columns of the table below it."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    area = chart._chartSpace.find(".//" + qn("c:plotArea"))
    old = area.find(qn("c:layout"))
    if old is not None:
        area.remove(old)
    edge = 8 / height
    parts = "".join(
        f'<c:{name} val="{value}"/>'
        for name, value in (
            ("layoutTarget", "inner"),
            ("xMode", "edge"),
            ("yMode", "edge"),
            ("x", f"{left:.4f}"),
            ("y", f"{edge:.4f}"),
            ("w", f"{1 - left:.4f}"),
            ("h", f"{1 - 2 * edge:.4f}"),
        )
    )
    area.insert(0, parse_xml(f"<c:layout {nsdecls('c')}><c:manualLayout>{parts}</c:manualLayout></c:layout>"))


def _marks(series: Any, legend: tuple[str, Tone, Mark], points: Sequence[Point | None]) -> None:
    """Marks without a line; a declared value is hollow, one that is only bounded points where the truth lies."""
    from pptx.enum.chart import XL_MARKER_STYLE

    styles = (
        XL_MARKER_STYLE.CIRCLE,
        XL_MARKER_STYLE.DIAMOND,
        XL_MARKER_STYLE.SQUARE,
        XL_MARKER_STYLE.TRIANGLE,
    )
    colour = rgb(FILLS[legend[1]])
    series.format.line.fill.background()
    series.smooth = False
    place = next((point.series for point in points if point), 0)
    _marker(series.marker, styles[place % len(styles)], colour, hollow=False)
    for at, point in enumerate(points):
        if point is not None and point.mark is not Mark.SOLID:
            arrow = point.mark in (Mark.ARROW_LEFT, Mark.ARROW_RIGHT)
            style = XL_MARKER_STYLE.TRIANGLE if arrow else styles[place % len(styles)]
            _marker(series.points[at].marker, style, colour, hollow=not arrow)


def _marker(marker: Any, style: Any, colour: Any, *, hollow: bool) -> None:
    marker.style, marker.size = style, 10
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = rgb(WHITE) if hollow else colour
    marker.format.line.color.rgb = colour


def _joined(plot: Any) -> None:
    """A line from the lowest to the highest mark of each column (ECMA-376 21.2.2.80)."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    line = parse_xml(
        f'<c:hiLowLines {nsdecls("c", "a")}><c:spPr><a:ln w="22225"><a:solidFill><a:srgbClr val="{STRONG}"/>'
        "</a:solidFill></a:ln></c:spPr></c:hiLowLines>"
    )
    chart = plot._element
    chart.find(qn("c:marker")).addprevious(line)


def bars_of(spec: Diverging | Pareto) -> list[Bar]:
    """Every bar of a chart; of shares the cumulated one stands in brackets."""
    if isinstance(spec, Pareto):
        return [
            Bar(one.label, one.share, f"{one.text} ({one.cumulated:.1f} %)", one.tone) for one in spec.bars
        ]
    return [
        Bar(one.label, one.value, one.text if one.value is not None else one.note, one.tone)
        for one in spec.bars
    ]


def bars(canvas: Canvas, axis: str, rows: Sequence[Bar], top: float, bottom: float) -> None:
    """Horizontal bars in their order from the top; each says its figure, one without a value says why in grey."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK

    data: Any = CategoryChartData(number_format="0.0")
    room = ROOM * 0.34
    data.categories = [shortened(visible(row.label), 11, room, 1) for row in rows]
    data.add_series(visible(axis), [row.value for row in rows])
    chart = canvas.chart(XL_CHART_TYPE.BAR_CLUSTERED, SIDE, top, ROOM, bottom - top, data)
    chart.has_legend = chart.has_title = False
    plot = chart.plots[0]
    plot.gap_width = 55
    names, values = chart.category_axis, chart.value_axis
    names.reverse_order = True
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = rgb(STRONG)
    values.visible = False
    values.has_major_gridlines = False
    known = [row.value for row in rows if row.value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    wide = (high - low) or 1.0
    values.minimum_scale = low - 0.35 * wide if low < 0 else 0.0
    values.maximum_scale = high + 0.35 * wide if high > 0 else 0.15 * wide
    series = plot.series[0]
    series.invert_if_negative = False
    for at, row in enumerate(rows):
        if row.value is None:
            continue
        point = series.points[at]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = rgb(FILLS[row.tone])
        label = point.data_label
        frame = label.text_frame
        frame.word_wrap = False
        run = frame.paragraphs[0].add_run()
        run.text = visible(row.text)
        run.font.size, run.font.name = 139700, FONT
        run.font.color.rgb = rgb(INK)
        east_asian(run.font)
        label.position = XL_LABEL_POSITION.OUTSIDE_END
