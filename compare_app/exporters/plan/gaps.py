"""Gap analysis: native Excel charts over a block of data, the heat map as coloured cells, routes, pictures."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, Final

from compare_app.domain.charts import Diverging, Dumbbell, DumbbellRow, Heatmap, NoChart, Point
from compare_app.domain.signs import tone
from compare_app.domain.tone import Mark, Tone
from compare_app.exporters.cells import fitting, line_width
from compare_app.exporters.phrases import indicator_name, spoken
from compare_app.exporters.plan.look import BODY_FONT, HEAT, INK, LINE, QUIET, SERIES
from compare_app.exporters.plan.material import Material
from compare_app.exporters.plan.page import Content, Page, Styled
from compare_app.exporters.plan.pictures import insert_picture
from compare_app.exporters.plan.rating import priorities_block, stability_block
from compare_app.text.letters import letters
from compare_app.text.message import M

_COLUMNS: Final = 12  # printed columns; what only feeds the charts stands to their right
_HELP: Final = 13  # first column of it
_ROW_PIXELS: Final = 20
_CHART_WIDTH: Final = 555
_MOST_ROWS: Final = 30  # bars that can still be read on one page


def write_gaps(material: Material) -> None:
    """Charts first, then the figures they are drawn from, the heat map, the routes, the pictures."""
    words = material.words
    page = material.page(words(M("Gap analysis")), [20.0] + [13.0] * (_COLUMNS - 1))
    page.title(
        words(M("Gap analysis")),
        words(M("Right of the line, and blue with ▲, is better than the benchmark; orange with ▼ is worse.")),
    )
    diverging, dumbbell = material.charts.get("diverging"), material.charts.get("dumbbell")
    top = page.row + 1
    bars = min(len(diverging.bars), _MOST_ROWS) if isinstance(diverging, Diverging) else 0
    pairs = min(len(dumbbell.rows), _MOST_ROWS) if isinstance(dumbbell, Dumbbell) else 0
    height = max(300, 120 + 30 * max(bars, pairs))
    page.row = top + (height // _ROW_PIXELS + 2 if bars or pairs else 0)
    _diverging(material, page, diverging, top, height)
    _dumbbell(material, page, dumbbell, top, height)
    priorities_block(material, page)
    stability_block(material, page)
    _heatmap(material, page)
    _routes(material, page)
    _pictures(material, page)
    page.sheet.print_area(0, 0, page.row, _COLUMNS - 1)
    page.printing(material.footer)


def _nothing(page: Page, chart: object) -> None:
    if isinstance(chart, NoChart):
        page.heading(chart.title)
        page.paragraph(
            "○ " + " ".join(part for part in (chart.reason, chart.remedy) if part), font_color=QUIET
        )


# --- diverging bars ------------------------------------------------------------------------------------------------


def _diverging(material: Material, page: Page, chart: object, top: int, height: int) -> None:
    if not isinstance(chart, Diverging) or not chart.bars:
        _nothing(page, chart)
        return
    words, bars = material.words, chart.bars[:_MOST_ROWS]
    page.heading(words(M("Data of the chart: {title}", title=chart.title)))
    tones = (Tone.BETTER, Tone.LEVEL, Tone.WORSE)
    names = (words(M("▲ ahead")), words(M("● level")), words(M("▼ behind")))
    spans = (1, 1, 1, 1, 1, 7)
    head = page.header(
        (words(M("Indicator")), *names, words(M("Label in the chart")), words(M("Note"))), spans
    )
    first = page.row
    for bar in bars:
        column = 1 + tones.index(bar.tone) if bar.tone in tones else (1 if (bar.value or 0) >= 0 else 3)
        note = bar.note + (" " + words(M("(bar cut off)")) if bar.clipped else "")
        page.line((bar.label, None, None, None, bar.text or "—", note), spans)
        if bar.value is not None:
            style = material.formats.get(
                border=1, border_color=LINE, num_format="+0.0;-0.0;0.0", align="right"
            )
            page.sheet.write_number(page.row - 1, column, bar.value, style)
        label = bar.label if bar.value is not None else f"{bar.label} ○ {bar.note}"
        page.text(page.row - 1, _HELP, _short(label), font_color=QUIET, font_size=8)
    last = page.row - 1
    page.text(head, _HELP, words(M("feeds the chart")), font_color=QUIET, font_size=8)
    if chart.footnote:
        page.paragraph(chart.footnote, font_color=QUIET)
    drawn = material.workbook.add_chart({"type": "bar"})
    sheet = page.sheet.get_name()
    for at, (name, colour) in enumerate(zip(names, tones, strict=True)):
        labels = [
            {"value": fitting(bar.text)} if _column(bar.tone, bar.value) == at else {"delete": True}
            for bar in bars
        ]
        drawn.add_series(
            {
                "name": name,
                "categories": [sheet, first, _HELP, last, _HELP],
                "values": [sheet, first, 1 + at, last, 1 + at],
                "fill": {"color": SERIES[colour]},
                "gap": 55,
                "overlap": 100,
                "data_labels": {"value": True, "custom": labels, "font": _font(9), "position": "outside_end"},
            }
        )
    drawn.set_title({"name": fitting(chart.title), "name_font": _font(12, bold=True), "overlay": False})
    drawn.set_y_axis(  # XlsxWriter names the axes of a bar chart by where they lie: names upright, values level
        {
            "reverse": True,
            "label_position": "low",
            "num_font": _font(9),
            "crossing": "max",
            "line": {"color": QUIET},
        }
    )
    drawn.set_x_axis(
        {
            "name": fitting(chart.axis),
            "name_font": _font(9),
            "num_font": _font(9),
            "num_format": "0",
            **_ends([bar.value for bar in bars if bar.value is not None]),
            "major_gridlines": {"visible": True, "line": {"color": "#E3E7EA"}},
        }
    )
    drawn.set_legend({"position": "bottom", "font": _font(9)})
    drawn.set_size({"width": _CHART_WIDTH, "height": height})
    page.sheet.insert_chart(top, 0, drawn, {"object_position": 2, "description": chart.title})


def _ends(values: list[float]) -> dict[str, float]:
    """Ends of the axis with room for the figures beside the bars: a label must not run into the names."""
    widest = max((abs(value) for value in values), default=0.0)
    if not widest:
        return {"min": -1, "max": 1}
    room = 0.3 * widest
    return {
        "min": -math.ceil(room - min(values)) if min(values) < 0 else 0,
        "max": math.ceil(room + max(values)) if max(values) > 0 else math.ceil(room),
    }


def _column(colour: Tone, value: float | None) -> int:
    """Which of the three series draws a bar; −1: none."""
    if value is None:
        return -1
    match colour:
        case Tone.BETTER:
            return 0
        case Tone.LEVEL:
            return 1
        case Tone.WORSE:
            return 2
    return 0 if value >= 0 else 2


# --- dumbbell ------------------------------------------------------------------------------------------------------


def _dumbbell(material: Material, page: Page, chart: object, top: int, height: int) -> None:
    """Points on a scatter chart; error bars draw the line between them and the uncertainty of ours."""
    if not isinstance(chart, Dumbbell) or not chart.rows:
        _nothing(page, chart)
        return
    words, rows = material.words, chart.rows[:_MOST_ROWS]
    drawn_series = sorted(
        {point.series for row in rows for point in row.points if point.series < len(chart.legend)}
    )
    legend = [chart.legend[at] for at in drawn_series]  # the rest of the legend explains the marks
    rows = tuple(
        replace(
            row,
            points=tuple(
                replace(point, series=drawn_series.index(point.series))
                for point in row.points
                if point.series in drawn_series
            ),
        )
        for row in rows
    )
    series = len(legend)
    page.heading(words(M("Data of the chart: {title}", title=chart.title)))
    spans = (*[1] * (series + 1), max(1, _COLUMNS - series - 1))
    head = page.header((words(M("Indicator")), *(name for name, _, _ in legend), words(M("Note"))), spans)
    helpers = ("y", "x₀", "→", *(f"{kind}{at + 1}" for at in range(series) for kind in ("−", "+")))
    for at, name in enumerate(helpers):
        page.text(head, _HELP + at, name, font_color=QUIET, font_size=8)
    first = page.row
    left = _left_end(rows)
    for at, row in enumerate(rows):
        page.line((row.label, *(None for _ in range(series)), row.note), spans)
        _numbers(material, page, row, len(rows) - at, series)
        page.sheet.write_number(page.row - 1, _HELP + 3 + 2 * series, left, material.formats.get(font_size=8))
    last = page.row - 1
    page.paragraph(" ".join(part for part in (chart.axis, chart.footnote) if part), font_color=QUIET)
    sheet = page.sheet.get_name()

    def column(offset: int) -> list[object]:
        return [sheet, first, offset, last, offset]

    def reference(offset: int) -> str:
        letter = letters(offset)
        return f"='{sheet.replace(chr(39), chr(39) * 2)}'!${letter}${first + 1}:${letter}${last + 1}"

    drawn = material.workbook.add_chart({"type": "scatter"})
    drawn.add_series(  # the line from the leftmost to the rightmost mark of a row
        {
            "name": words(M("Distance")),
            "categories": column(_HELP + 1),
            "values": column(_HELP),
            "marker": {"type": "none"},
            "line": {"none": True},
            "x_error_bars": {
                "type": "custom",
                "direction": "plus",
                "end_style": 0,
                "plus_values": reference(_HELP + 2),
                "minus_values": reference(_HELP + 2),
                "line": {"color": "#AAB4BD", "width": 2.5},
            },
        }
    )
    for at, (name, colour, _) in enumerate(legend):
        options: dict[str, object] = {
            "name": fitting(name),
            "categories": column(1 + at),
            "values": column(_HELP),
            "marker": _marker(colour, at),
            "points": _points(rows, at, colour),
            "line": {"none": True},
        }
        if any(point.error for row in rows for point in row.points if point.series == at):
            options["x_error_bars"] = {
                "type": "custom",
                "direction": "both",
                "end_style": 1,
                "plus_values": reference(_HELP + 4 + 2 * at),
                "minus_values": reference(_HELP + 3 + 2 * at),
                "line": {"color": SERIES[colour], "width": 1},
            }
        drawn.add_series(options)
    drawn.add_series(  # names of the rows: a scatter chart has no names on its axis
        {
            "name": words(M("Row names")),
            "categories": column(_HELP + 3 + 2 * series),
            "values": column(_HELP),
            "marker": {"type": "none"},
            "line": {"none": True},
            "data_labels": {
                "value": True,
                "position": "left",
                "font": _font(9),
                "custom": [
                    {"value": _short(row.label if row.points else f"{row.label} ○", 20)} for row in rows
                ],
            },
        }
    )
    drawn.set_title({"name": fitting(chart.title), "name_font": _font(12, bold=True), "overlay": False})
    drawn.set_x_axis(
        {
            "name": fitting(chart.axis),
            "name_font": _font(9),
            "num_font": _font(9),
            "num_format": "0",
            "min": left,
            "major_gridlines": {"visible": True, "line": {"color": "#E3E7EA"}},
        }
    )
    drawn.set_y_axis(
        {"visible": False, "min": 0, "max": len(rows) + 1, "major_gridlines": {"visible": False}}
    )
    drawn.set_plotarea({"layout": {"x": 0.26, "y": 0.13, "width": 0.70, "height": 0.64}})
    drawn.set_legend({"position": "bottom", "font": _font(9), "delete_series": [0, series + 1]})
    drawn.set_size({"width": _CHART_WIDTH, "height": height})
    drawn.show_blanks_as("gap")
    page.sheet.insert_chart(top, 6, drawn, {"object_position": 2, "description": chart.title})


def _numbers(material: Material, page: Page, row: DumbbellRow, y: int, series: int) -> None:
    """The figures of one row: the marks where people read them, what only the chart needs at the right."""
    at, shown = (
        page.row - 1,
        material.formats.get(border=1, border_color=LINE, num_format="0.0", align="right"),
    )
    hidden = material.formats.get(font_size=8, font_color=QUIET, num_format="0.0##")
    page.sheet.write_number(at, _HELP, y, hidden)
    ends = [point.x for point in row.points]
    if len(ends) > 1:
        page.sheet.write_number(at, _HELP + 1, min(ends), hidden)
        page.sheet.write_number(at, _HELP + 2, max(ends) - min(ends), hidden)
    for point in row.points:
        if not 0 <= point.series < series:
            continue
        page.sheet.write_number(at, 1 + point.series, point.x, shown)
        if point.error is not None:
            low, high = point.error
            page.sheet.write_number(at, _HELP + 3 + 2 * point.series, max(0.0, point.x - low), hidden)
            page.sheet.write_number(at, _HELP + 4 + 2 * point.series, max(0.0, high - point.x), hidden)


def _left_end(rows: tuple[DumbbellRow, ...]) -> float:
    """Where the axis begins: a ten below the leftmost mark, so that differences near 100 can be seen."""
    ends = [end for row in rows for point in row.points for end in _reach(point)]
    return max(0.0, (min(ends) - 5) // 10 * 10) if ends else 0.0


def _reach(point: Point) -> tuple[float, ...]:
    return (point.x,) if point.error is None else (point.x, *point.error)


def _marker(colour: Tone, at: int) -> dict[str, object]:
    """A shape for each series: never colour alone."""
    ink = SERIES[colour]
    shape = ("circle", "diamond", "square", "triangle")[at % 4]
    return {"type": shape, "size": 9, "fill": {"color": ink}, "border": {"color": ink, "width": 1.5}}


def _points(rows: tuple[DumbbellRow, ...], at: int, colour: Tone) -> list[dict[str, object] | None]:
    """Hollow marks where the value is declared or estimated; solid ones are tested."""
    hollow = {"fill": {"color": "#FFFFFF"}, "border": {"color": SERIES[colour], "width": 1.5}}
    return [
        hollow if any(point.series == at and point.mark is not Mark.SOLID for point in row.points) else None
        for row in rows
    ]


def _font(size: int, *, bold: bool = False) -> dict[str, object]:
    return {"name": BODY_FONT, "size": size, "bold": bold, "color": INK}


def _short(text: str, most: int = 44) -> str:
    """The text cut to so many character cells: a Chinese character takes two."""
    if line_width(text) <= most:
        return text
    while line_width(text) > most - 1:
        text = text[:-1]
    return text + "…"


# --- heat map, routes, pictures ------------------------------------------------------------------------------------


def _heatmap(material: Material, page: Page) -> None:
    chart = material.charts.get("heatmap")
    if not isinstance(chart, Heatmap) or not chart.rows:
        _nothing(page, chart)
        return
    columns = chart.columns[: _COLUMNS - 1]
    page.heading(chart.title)
    page.header((material.words(M("Indicator")), *columns))
    for name, cells in zip(chart.rows, chart.cells, strict=True):
        line: list[Content] = [name]
        line += [Styled(cell.text, properties=_ground(cell.tone_step)) for cell in cells[: len(columns)]]
        page.line(line)
    legend: list[Content] = [
        Styled(text, properties=(*_ground(step), ("font_size", 8)))
        for text, step in chart.legend[: _COLUMNS - 1]
    ]
    page.line(["", *legend])
    if chart.footnote:
        page.paragraph(chart.footnote, font_color=QUIET)


def _ground(step: int | None) -> tuple[tuple[str, object], ...]:
    align: tuple[tuple[str, object], ...] = (("align", "center"), ("indent", 0))
    if step is None:
        return (*align, ("pattern", 14), ("fg_color", "#C9CED3"), ("bg_color", "#F5F6F7"))
    return (*align, ("bg_color", HEAT[max(-2, min(2, step))]))


def _routes(material: Material, page: Page) -> None:
    words = material.words
    page.heading(words(M("Standard gap × product gap: which way to improve")))
    rows: list[tuple[Content, ...]] = [
        (
            indicator_name(material.project, one.indicator_id, words),
            words.term(one.market),
            Styled(spoken(one.standard, words), tone(one.standard)) if one.standard else "—",
            Styled(spoken(one.product, words), tone(one.product)) if one.product else "—",
            words.term(one.route),
            words(one.reason),
        )
        for one in material.comparison.quadrants
    ]
    heads = (M("Indicator"), M("Market"), M("Standard"), M("Product"), M("Route"), M("Reason"))
    page.table([words(head) for head in heads], rows, (1, 1, 1, 1, 2, 6))


def _pictures(material: Material, page: Page) -> None:
    """What Excel has no form for: the ladder and the 2×2, as pictures of the program's own drawing."""
    shown: list[tuple[str, Any]] = [
        (kind, material.charts.get(kind))
        for kind in ("ladder", "quadrant")
        if kind in material.pictures and not isinstance(material.charts.get(kind), NoChart)
    ]
    if not shown:
        return
    page.heading(material.words(M("Pictures")))
    height = 0
    for at, (kind, chart) in enumerate(shown):
        described = chart.title if chart is not None else kind
        height = max(
            height, insert_picture(page, page.row, 6 * at, material.pictures[kind], described, _CHART_WIDTH)
        )
    page.row += height // _ROW_PIXELS + 2
