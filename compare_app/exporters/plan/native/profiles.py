"""Products over several indicators at once: parallel axes as a line chart, and the radar."""

from __future__ import annotations

from typing import Final

from compare_app.domain.charts import Radar
from compare_app.domain.tone import Mark, Tone
from compare_app.domain.value_charts import Parallel, ParallelLine
from compare_app.exporters.cells import chart_text
from compare_app.exporters.plan.look import INK, SERIES
from compare_app.exporters.plan.native.cells import (
    GRID,
    NO_MARK,
    axis,
    folded,
    font,
    labels,
    marker,
    number,
    plain,
)
from compare_app.exporters.plan.native.desk import HALF, WHOLE, Desk
from compare_app.exporters.plan.native.marks import marked
from compare_app.exporters.plan.page import Content
from compare_app.text.message import M

_HEIGHT: Final = 400
_MOST: Final = 120  # per cent: the outer ring
_RING: Final = 100  # per cent: where the benchmark stands


def parallel(desk: Desk, spec: Parallel) -> None:
    """A line a product, broken where it has no comparable value; the printed values stand in the table."""
    words = desk.material.words
    desk.block(spec.title, _HEIGHT)
    desk.say(spec.axis)
    names = [_name(line) for line in spec.lines]
    table: list[tuple[Content, ...]] = []
    for at, one in enumerate(spec.axes):
        points = [line.points[at] for line in spec.lines]
        between = f"{one.worst} → {one.best}" if one.worst else one.best
        table.append(
            (
                f"{folded(one.label, 16)}\n{folded(between, 16)}",
                *(number(None if point is None else round(point.height, 4)) for point in points),
                *(
                    "—" if point is None else marked(desk.material, one.key, line.tone, point.label)
                    for line, point in zip(spec.lines, points, strict=True)
                ),
            )
        )
    heads = (words(M("Indicator")), *names, *(words(M("{name}: value", name=name)) for name in names))
    cells = desk.table(spec.title, heads, table)
    drawn = desk.chart("line")
    for at, line in enumerate(spec.lines, 1):
        ours = line.tone is Tone.OURS
        hollow = marker(line.tone, Mark.HOLLOW)
        drawn.add_series(
            {
                "name": chart_text(names[at - 1]),
                **cells.bound(at, 0),
                "line": {
                    "color": SERIES[line.tone],
                    "width": 2.5 if ours else 1.25,
                    **({} if ours else {"dash_type": "dash"}),
                },
                "marker": marker(line.tone, size=9 if ours else 7),
                "points": [
                    {"fill": hollow["fill"], "border": hollow["border"]}
                    if point is not None and point.mark is not Mark.SOLID
                    else None
                    for point in line.points
                ],
                **(
                    {
                        "data_labels": labels(
                            [point.label if point else "" for point in line.points], "above", bold=True
                        )
                    }
                    if ours
                    else {}
                ),
            }
        )
    drawn.set_drop_lines({"line": {"color": "#D8DDE4"}})
    drawn.set_x_axis(axis(num_font={**font(9), "rotation": 360}))  # level, whatever room there is
    drawn.set_y_axis(axis(min=0, max=1.1, visible=False, major_gridlines={"visible": False}))
    drawn.set_legend({"position": "bottom", "font": font(9)})
    desk.show([(plain(drawn, WHOLE, _HEIGHT), spec.title, _HEIGHT)])
    desk.say(spec.footnote)


def _name(line: ParallelLine) -> str:
    return f"{line.tag} {line.name}".strip()


def radar(desk: Desk, spec: Radar) -> None:
    """An overview, never evidence: rings fixed at 0…120 %, the ring of the benchmark bold, no filling."""
    words = desk.material.words
    desk.block(spec.title, _HEIGHT)
    ring = f"{_RING} %"
    heads = (words(M("Indicator")), ring, *(one.name for one in spec.series))
    table: list[tuple[Content, ...]] = [
        (name, _RING, *(number(one.values[at]) for one in spec.series)) for at, name in enumerate(spec.axes)
    ]
    cells = desk.table(spec.title, heads, table)
    drawn = desk.chart("radar")
    drawn.add_series(
        {
            "name": ring,
            **cells.bound(1, 0),
            "line": {"color": INK, "width": 2},
            "marker": NO_MARK,
        }
    )
    for at, one in enumerate(spec.series, 2):
        drawn.add_series(
            {
                "name": chart_text(one.name),
                **cells.bound(at, 0),
                "line": {"color": SERIES[one.tone], "width": 2.25 if one.tone is Tone.OURS else 1.5},
                "marker": marker(one.tone, size=7),
            }
        )
    drawn.set_x_axis(axis(major_gridlines=GRID))
    drawn.set_y_axis(axis(min=0, max=_MOST, major_unit=20, num_format='0"%"', major_gridlines=GRID))
    drawn.set_legend({"position": "bottom", "font": font(9)})
    desk.show([(plain(drawn, HALF, _HEIGHT), spec.title, _HEIGHT)], HALF)
    desk.say(spec.footnote)
