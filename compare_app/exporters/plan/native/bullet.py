"""Bullets as small multiples: every indicator has a chart of its own, because no two share an axis."""

from __future__ import annotations

from dataclasses import replace

from compare_app.domain.tone import Tone
from compare_app.domain.value_charts import Bullet, BulletRow
from compare_app.exporters.cells import chart_text
from compare_app.exporters.plan.look import INK, SERIES
from compare_app.exporters.plan.native.cells import clipped, font
from compare_app.exporters.plan.native.desk import HALF, Desk, Drawn
from compare_app.exporters.plan.native.marks import marked, unit_of
from compare_app.exporters.plan.native.strip import SPANS, Spot, Strip, draw, heads, rows
from compare_app.exporters.plan.page import Content
from compare_app.text.message import M

_HEIGHT = 200
_MOST = 40  # charts that a book opens at once
_LANES = {Tone.OURS: 3, Tone.DOMESTIC: 2, Tone.INTERNATIONAL: 1}


def bullet(desk: Desk, spec: Bullet) -> None:
    """A chart for each indicator with something on an axis; classes and refusals in words below."""
    whose: dict[Tone, str] = {tone: name for name, tone, _ in spec.legend if tone is not Tone.NEUTRAL}
    marked_rows = [_marked(desk, row) for row in spec.rows]
    found = [(row, _strip(desk, row, whose)) for row in marked_rows]
    drawn = [(row, strip) for row, strip in found if strip.spots][:_MOST]
    desk.block(spec.title, _HEIGHT if drawn else 0)
    desk.say(spec.axis)
    if drawn:
        desk.legend(spec.legend)
        _charts(desk, spec, drawn)
    shown = {row.key for row, _ in drawn}
    rest = (_in_words(desk, row, whose) for row in marked_rows if row.key not in shown)
    desk.say(*rest, spec.footnote)


def _marked(desk: Desk, row: BulletRow) -> BulletRow:
    marks = (replace(one, label=marked(desk.material, row.key, one.tone, one.label)) for one in row.marks)
    return replace(row, marks=tuple(marks))


def _strip(desk: Desk, row: BulletRow, whose: dict[Tone, str]) -> Strip:
    note = "  ".join(part for part in (row.verdict, row.source, row.note) if part)
    spots = tuple(
        Spot(row.label, whose.get(one.tone, ""), one, _LANES.get(one.tone, 1), note)
        for one in row.marks
        if one.value is not None or one.error is not None
    )
    return Strip(spots, row.limits if spots else (), row.label, unit_of(desk.material, row.key))


def _charts(desk: Desk, spec: Bullet, drawn: list[tuple[BulletRow, Strip]]) -> None:
    table: list[tuple[Content, ...]] = []
    starts = []
    for _, strip in drawn:
        starts.append(len(table))
        table += rows(desk, strip)
    cells = desk.table(spec.title, heads(desk), table, SPANS)
    charts: list[Drawn] = []
    for (row, strip), first in zip(drawn, starts, strict=True):
        ours = next((at for at, one in enumerate(strip.spots) if one.value.tone is Tone.OURS), None)
        chart = draw(desk, strip, cells, first, HALF, _HEIGHT, bar=ours if row.from_zero else None)
        title = "   ".join(part for part in (row.label, row.direction, row.verdict, row.source) if part)
        colour = SERIES[Tone.FAIL] if row.tone is Tone.FAIL else INK
        chart.set_title(
            {
                "name": chart_text(clipped(title, 76)),
                "name_font": font(9, bold=True, colour=colour),
                "layout": {"x": 0.012, "y": 0.02},
            }
        )
        chart.set_plotarea({"layout": {"x": 0.03, "y": 0.15, "width": 0.94, "height": 0.68}})
        charts.append((chart, title, _HEIGHT))
    desk.show(charts, HALF)


def _in_words(desk: Desk, row: BulletRow, whose: dict[Tone, str]) -> str:
    """An indicator without an axis: classes, verdicts, or why there is nothing."""
    words = desk.material.words
    said = [words(M("{title}: {text}", title=whose.get(one.tone, ""), text=one.label)) for one in row.marks]
    parts = [row.label, *said, row.demand, row.source, row.verdict, row.note]
    return "○ " + "   ".join(part for part in parts if part)
