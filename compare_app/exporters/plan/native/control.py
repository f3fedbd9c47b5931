"""The control chart: location above spread, each a line chart with its centre, its limits and its signals."""

from __future__ import annotations

from typing import Final

from compare_app.domain.quality_charts import Control, ControlTrack
from compare_app.domain.tone import Tone
from compare_app.exporters.cells import chart_text
from compare_app.exporters.plan.look import INK, QUIET, SERIES
from compare_app.exporters.plan.native.cells import (
    GRID,
    NO_LINE,
    NO_MARK,
    Cells,
    axis,
    ends,
    font,
    labels,
    number,
    plain,
)
from compare_app.exporters.plan.native.desk import WHOLE, Desk
from compare_app.exporters.plan.page import Content
from compare_app.text.message import M

_HEIGHT: Final = 290
_WIDTH: Final = 5  # columns of a track: figure, centre, upper limit, lower limit, signal


def control(desk: Desk, spec: Control) -> None:
    """Both charts over one table. Limits come from the process: no limit of a standard stands here."""
    words = desk.material.words
    desk.block(spec.title, 2 * _HEIGHT + 60)
    desk.say(spec.verdict, bold=True)
    tracks = (spec.location, spec.spread)
    heads = [spec.axis]
    for track in tracks:
        heads += [track.name, track.centre_text, track.high_text, track.low_text or "—", words(M("Signals"))]
    table: list[tuple[Content, ...]] = [
        (place.label, *_cells(spec.location, at), *_cells(spec.spread, at))
        for at, place in enumerate(spec.places)
    ]
    cells = desk.table(spec.title, heads, table)
    desk.show(
        (_chart(desk, spec, track, cells, 1 + _WIDTH * at), f"{spec.title}: {track.name}", _HEIGHT)
        for at, track in enumerate(tracks)
    )
    tests = "   ".join(f"◆{at} {rule}" for at, rule in enumerate(spec.rules, 1))
    desk.say(spec.axis, tests, spec.footnote)


def _cells(track: ControlTrack, at: int) -> tuple[Content, ...]:
    point = track.points[at]
    signal = point.value if point.marks else None
    return tuple(number(one) for one in (point.value, track.centre, track.high, track.low, signal))


def _chart(desk: Desk, spec: Control, track: ControlTrack, cells: Cells, first: int) -> object:
    drawn = desk.chart("line")
    plain_name, signal_name = spec.legend
    drawn.add_series(
        {
            "name": chart_text(plain_name),
            **cells.bound(first, 0),
            "line": {"color": SERIES[Tone.OURS], "width": 1.25},
            "marker": {
                "type": "circle",
                "size": 5,
                "fill": {"color": SERIES[Tone.OURS]},
                "border": {"color": SERIES[Tone.OURS]},
            },
        }
    )
    for at, (text, value, look) in enumerate(
        (
            (track.centre_text, track.centre, {"color": INK, "width": 1.25}),
            (track.high_text, track.high, {"color": QUIET, "width": 1.25, "dash_type": "dash"}),
            (track.low_text, track.low, {"color": QUIET, "width": 1.25, "dash_type": "long_dash"}),
        ),
        first + 1,
    ):
        if value is None:
            continue
        said = ["" for _ in spec.places]
        said[-1] = text
        drawn.add_series(
            {
                "name": chart_text(text),
                **cells.bound(at, 0),
                "line": look,
                "marker": NO_MARK,
                "data_labels": labels(said, "right", size=9),
            }
        )
    marks = ["" if not one.marks else "◆" + ",".join(map(str, one.marks)) for one in track.points]
    if any(marks):
        drawn.add_series(
            {
                "name": chart_text(signal_name),
                **cells.bound(first + 4, 0),
                "line": NO_LINE,
                "marker": {
                    "type": "diamond",
                    "size": 10,
                    "fill": {"color": SERIES[Tone.WORSE]},
                    "border": {"color": SERIES[Tone.WORSE]},
                },
                "data_labels": labels(marks, "above", size=9, bold=True),
            }
        )
    figures = [one.value for one in track.points if one.value is not None]
    figures += [one for one in (track.centre, track.high, track.low) if one is not None]
    drawn.set_x_axis(axis(label_position="low"))
    drawn.set_y_axis(axis(track.name, **ends(figures, zero=track is spec.spread), major_gridlines=GRID))
    drawn.set_legend({"position": "top", "font": font(9)})
    drawn.set_plotarea({"layout": {"x": 0.07, "y": 0.13, "width": 0.78, "height": 0.58}})
    return plain(drawn, WHOLE, _HEIGHT)
