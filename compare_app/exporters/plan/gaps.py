"""Gap analysis: native Excel charts over a block of data, the heat map as coloured cells, routes, pictures."""

from __future__ import annotations

import math
from typing import Any, Final

from compare_app.domain.charts import Diverging, Dumbbell, Heatmap, NoChart
from compare_app.domain.signs import tone
from compare_app.domain.tone import Tone
from compare_app.exporters.cells import chart_text
from compare_app.exporters.phrases import indicator_name, spoken
from compare_app.exporters.plan.look import HEAT, LINE, QUIET, SERIES
from compare_app.exporters.plan.material import Material
from compare_app.exporters.plan.native.cells import GRID, clipped, font
from compare_app.exporters.plan.native.dumbbell import MOST_ROWS, covered, dumbbell
from compare_app.exporters.plan.page import Content, Page, Styled
from compare_app.exporters.plan.pictures import insert_picture
from compare_app.exporters.plan.rating import priorities_block, stability_block
from compare_app.text.message import M

_COLUMNS: Final = 12  # printed columns; what only feeds the charts stands to their right
_HELP: Final = 13  # first column of it
_ROW_PIXELS: Final = 20
_CHART_WIDTH: Final = 555


def write_gaps(material: Material) -> None:
    """Charts first, then the figures they are drawn from, the heat map, the routes, the pictures."""
    words = material.words
    page = material.page(words(M("Gap analysis")), [20.0] + [13.0] * (_COLUMNS - 1))
    page.title(
        words(M("Gap analysis")),
        words(M("Right of the line, and blue with ▲, is better than the benchmark; orange with ▼ is worse.")),
    )
    diverging, pairs_chart = material.charts.get("diverging"), material.charts.get("dumbbell")
    top = page.row + 1
    bars = min(len(diverging.bars), MOST_ROWS) if isinstance(diverging, Diverging) else 0
    pairs = min(len(pairs_chart.rows), MOST_ROWS) if isinstance(pairs_chart, Dumbbell) else 0
    height = max(300, 120 + 30 * max(bars, pairs))
    page.row = top + (height // _ROW_PIXELS + 2 if bars or pairs else 0)
    _diverging(material, page, diverging, top, height)
    _dumbbell(material, page, pairs_chart, top, height)
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
    words, bars = material.words, chart.bars[:MOST_ROWS]
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
        page.text(page.row - 1, _HELP, clipped(label), font_color=QUIET, font_size=8)
    last = page.row - 1
    page.text(head, _HELP, words(M("feeds the chart")), font_color=QUIET, font_size=8)
    said = (chart.footnote, covered(len(bars), len(chart.bars), words))
    if any(said):
        page.paragraph("  ".join(part for part in said if part), font_color=QUIET)
    if all(_column(bar.tone, bar.value) < 0 for bar in bars):
        return  # no gap has a figure: a chart without a series is no chart, and XlsxWriter writes none
    drawn = material.workbook.add_chart({"type": "bar"})
    sheet = page.sheet.get_name()
    for at, (name, colour) in enumerate(zip(names, tones, strict=True)):
        if not any(_column(bar.tone, bar.value) == at for bar in bars):
            continue  # a series without a figure is noise in the legend
        labels = [
            {"value": chart_text(bar.text)} if _column(bar.tone, bar.value) == at else {"delete": True}
            for bar in bars
        ]
        drawn.add_series(
            {
                "name": name,
                "categories": [sheet, first, _HELP, last, _HELP],
                "values": [sheet, first, 1 + at, last, 1 + at],
                "values_data": [bar.value if _column(bar.tone, bar.value) == at else None for bar in bars],
                "fill": {"color": SERIES[colour]},
                "gap": 55,
                "overlap": 100,
                "data_labels": {"value": True, "custom": labels, "font": font(9), "position": "outside_end"},
            }
        )
    drawn.set_title({"name": chart_text(chart.title), "name_font": font(12, bold=True), "overlay": False})
    drawn.set_y_axis(  # XlsxWriter names the axes of a bar chart by where they lie: names upright, values level
        {
            "reverse": True,
            "label_position": "low",
            "num_font": font(9),
            "crossing": "max",
            "line": {"color": QUIET},
        }
    )
    drawn.set_x_axis(
        {
            "name": chart_text(chart.axis),
            "name_font": font(9),
            "num_font": font(9),
            "num_format": "0",
            **_ends([bar.value for bar in bars if bar.value is not None]),
            "major_gridlines": GRID,
        }
    )
    drawn.set_legend({"position": "bottom", "font": font(9)})
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
    if not isinstance(chart, Dumbbell) or not chart.rows:
        _nothing(page, chart)
        return
    drawn = dumbbell(material, page, chart)
    if drawn is None:
        return
    drawn.set_title({"name": chart_text(chart.title), "name_font": font(12, bold=True), "overlay": False})
    drawn.set_plotarea({"layout": {"x": 0.26, "y": 0.13, "width": 0.70, "height": 0.64}})
    drawn.set_size({"width": _CHART_WIDTH, "height": height})
    page.sheet.insert_chart(top, 6, drawn, {"object_position": 2, "description": chart.title})


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
