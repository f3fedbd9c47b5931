"""The plan over time as stacked bars whose first series nobody sees; the upright axis is the reference date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from compare_app.domain.quality_charts import Gantt, GanttRow
from compare_app.domain.tone import Tone
from compare_app.exporters.cells import chart_text
from compare_app.exporters.plan.look import INK, SERIES
from compare_app.exporters.plan.native.cells import GRID, Cells, axis, clipped, font, labels, plain, serial
from compare_app.exporters.plan.native.desk import WHOLE, Desk, Drawn
from compare_app.exporters.plan.page import Content
from compare_app.text.message import M

_PAGE_ROWS: Final = 30  # bars on one printed page
_MOST_UNDATED: Final = 10  # the plan itself lists them all
_PITCH: Final = 22  # pixels of a bar with its gap
_REST: Final = 84  # pixels of axis and legend
_WORDS: Final = 23  # character cells of the words behind a bar: more would be broken into lines
_TONES: Final = (Tone.LEVEL, Tone.BETTER, Tone.WORSE)
_NAME, _START, _DUE, _STATE, _FROM, _DAYS, _TAIL = 0, 1, 2, 3, 4, 5, 8
"""Columns of the table; from `_DAYS` on a column for each of `_TONES`."""


def gantt(desk: Desk, spec: Gantt) -> None:
    """One chart for every thirty actions on the same axis; actions without dates are named below."""
    words = desk.material.words
    first, last = _ends(spec)
    tail = max(1, (last - first).days // 6)  # room for the words behind a bar
    names = {tone: name for name, tone in spec.legend}
    heads = (
        words(M("Action")),
        words(M("Start date")),
        words(M("Due date")),
        words(M("Status")),
        words(M("Bar from")),
        *(f"{names.get(tone, tone)} ({words(M('days'))})" for tone in _TONES),
        words(M("Room for words")),
    )
    dated = [row for row in spec.rows if row.start is not None or row.due is not None]
    undated = [row for row in spec.rows if row.start is None and row.due is None]
    whole = desk.table(spec.title, heads, [_row(row, tail) for row in (*dated, *undated)])
    pages = [dated[at : at + _PAGE_ROWS] for at in range(0, len(dated), _PAGE_ROWS)]
    desk.block(spec.title, _height(pages[0]) if pages else 0)
    desk.say(f"│ {spec.today_text}", bold=True)
    drawn: list[Drawn] = []
    for at, rows in enumerate(pages):
        start = at * _PAGE_ROWS
        cells = whole.part(start, start + len(rows))
        chart = _chart(desk, spec, rows, cells, (first, last + timedelta(days=tail)))
        drawn.append((plain(chart, WHOLE, _height(rows)), spec.title, _height(rows)))
    desk.show(drawn)
    rest = len(undated) - _MOST_UNDATED
    desk.say(
        *(f"{row.state}   {row.label}   {row.note}" for row in undated[:_MOST_UNDATED]),
        words(M("… and {n} more", n=rest)) if rest > 0 else "",
        spec.footnote,
    )


def _ends(spec: Gantt) -> tuple[date, date]:
    """From the first to the last day that anything happens on, the reference date among them."""
    days = [spec.today, *(day for one in spec.rows for day in (one.start, one.due) if day is not None)]
    return min(days) - timedelta(days=3), max(days) + timedelta(days=3)


def _height(rows: Sequence[GanttRow]) -> int:
    return _REST + _PITCH * max(3, len(rows))


def _row(row: GanttRow, tail: int) -> tuple[Content, ...]:
    begin = row.start if row.start is not None and row.due is not None else row.due or row.start
    days = (row.due - row.start).days if row.start is not None and row.due is not None else None
    return (
        clipped(row.label, 56),
        row.start,
        row.due,
        row.state,
        begin,
        *(days if one is _tone(row) else None for one in _TONES),
        tail if begin is not None else None,
    )


def _tone(row: GanttRow) -> Tone:
    return Tone.WORSE if row.overdue else Tone.BETTER if row.tone is Tone.BETTER else Tone.LEVEL


def _chart(desk: Desk, spec: Gantt, rows: Sequence[GanttRow], cells: Cells, span: tuple[date, date]) -> Any:
    drawn = desk.chart("bar", "stacked")
    unseen = {"fill": {"none": True}, "border": {"none": True}, "gap": 45}
    drawn.add_series(
        {
            "name": desk.material.words(M("Bar from")),
            **cells.bound(_FROM, _NAME),
            **unseen,
        }
    )
    names = {tone: name for name, tone in spec.legend}
    drawn_tones = {_tone(row) for row in rows if row.start is not None and row.due is not None}
    for at, tone in enumerate(_TONES, _DAYS):
        if tone not in drawn_tones:
            continue
        drawn.add_series(
            {
                "name": chart_text(names.get(tone, tone)),
                **cells.bound(at),
                "fill": {"color": SERIES[tone]},
            }
        )
    drawn.add_series(
        {
            "name": desk.material.words(M("Room for words")),
            **cells.bound(_TAIL),
            **unseen,
            "data_labels": labels([_said(row) for row in rows], "inside_base", size=9),
        }
    )
    drawn.set_y_axis(
        axis(
            reverse=True,
            label_position="low",
            line={"color": INK, "width": 2},
            major_tick_mark="none",
        )
    )
    drawn.set_x_axis(
        axis(
            num_format="yyyy-mm-dd",
            min=serial(span[0]),
            max=serial(span[1]),
            crossing=serial(spec.today),
            major_gridlines=GRID,
        )
    )
    drawn.set_legend({"position": "bottom", "font": font(9), "delete_series": [0, len(drawn_tones) + 1]})
    return drawn


def _said(row: GanttRow) -> str:
    """Behind the bar: its state; a diamond where only one end is known."""
    lone = row.start is None or row.due is None
    return clipped("  ".join(part for part in ("◆" if lone else "", row.state, row.note) if part), _WORDS)
