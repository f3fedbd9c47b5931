"""Charts of one bar a row: title, ruler, rows of equal height, footnote; on paper what does not fit is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from compare_app.domain.charts import Diverging, Pareto, Scores
from ui.charts.frame import Frame, compose, foot, foot_panel, head, panel
from ui.charts.picture import Picture, Size, Strip

P = TypeVar("P")
BarChart = Diverging | Pareto | Scores


def lay_out_bars(
    spec: BarChart,
    frame: Frame,
    least: float,
    *,
    plan: Callable[[float], P],
    ruler: Callable[[P, float], Strip],
    rules: Callable[[P, float], Strip],
    bar: Callable[[Any, P, float], Strip],
) -> Picture:
    """The chart at the frame's size; bars keep the order of the spec.

    `least` is the smallest height of a row in px. `plan` says where things stand for a height of rows, `ruler` and
    `rules` draw the axis above and behind the rows for a height, `bar` one row from its top.
    """
    top, y = head(frame, spec.title, (), spec.axis)
    axis_height = frame.type.line(Size.SMALL) + frame.px(4)
    lines, foot_height = foot(frame, spec.footnote)
    body_top = y + axis_height
    room = max(frame.px(24), frame.height - body_top - foot_height)
    shown = len(spec.bars)
    if frame.paper and shown * least > room:
        _, foot_height = foot(frame, spec.footnote, frame.more(shown))
        room = max(frame.px(24), frame.height - body_top - foot_height)
        shown = max(1, int(room // least))
        lines, foot_height = foot(frame, spec.footnote, frame.more(len(spec.bars) - shown))
    pitch = max(least, min(frame.px(40), room / max(1, shown)))
    content = shown * pitch
    height = content if frame.paper else room
    where = plan(pitch)
    strips = [bar(one, where, index * pitch) for index, one in enumerate(spec.bars[:shown])]
    panels = [
        top,
        panel(0, y, frame.width, axis_height, [ruler(where, axis_height)]),
        panel(0, body_top, frame.width, height, [rules(where, max(height, content)), *strips], down=content),
        foot_panel(frame, lines, foot_height, spec.footnote),
    ]
    keys = [one.key for one in spec.bars]
    return compose(frame, spec.title, panels, keys, len(spec.bars) - shown, spec.axis)
