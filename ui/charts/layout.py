"""From a chart spec to a picture: one builder a kind."""

from __future__ import annotations

from compare_app.domain.charts import (
    ChartSpec,
    Diverging,
    Dumbbell,
    Heatmap,
    LadderChart,
    NoChart,
    Pareto,
    QuadrantChart,
    Radar,
    Scores,
    Trend,
)
from compare_app.domain.quality_charts import Control, Fishbone, Gantt, Histogram
from compare_app.domain.value_charts import Bullet, Distribution, Parallel
from ui.charts import (
    bullet,
    control,
    distribution,
    diverging,
    dumbbell,
    empty,
    fishbone,
    gantt,
    heatmap,
    histogram,
    ladder,
    parallel,
    pareto,
    quadrant,
    radar,
    scores,
    trend,
)
from ui.charts.frame import Frame
from ui.charts.picture import Picture


def lay_out(spec: ChartSpec, frame: Frame) -> Picture:
    """The picture of a spec at the frame's size. A chart with nothing to draw says so instead of an empty plot."""
    match spec:
        case Dumbbell():
            return (
                dumbbell.lay_out(spec, frame)
                if spec.rows
                else empty.lay_out(_nothing(spec.title, frame), frame)
            )
        case Bullet():
            return (
                bullet.lay_out(spec, frame)
                if spec.rows
                else empty.lay_out(_nothing(spec.title, frame), frame)
            )
        case Distribution():
            return distribution.lay_out(spec, frame)
        case Parallel():
            return parallel.lay_out(spec, frame)
        case Diverging():
            return (
                diverging.lay_out(spec, frame)
                if spec.bars
                else empty.lay_out(_nothing(spec.title, frame), frame)
            )
        case Heatmap():
            filled = spec.rows and spec.columns
            return (
                heatmap.lay_out(spec, frame) if filled else empty.lay_out(_nothing(spec.title, frame), frame)
            )
        case LadderChart():
            return (
                ladder.lay_out(spec, frame)
                if spec.steps
                else empty.lay_out(_nothing(spec.title, frame), frame)
            )
        case QuadrantChart():
            return quadrant.lay_out(spec, frame)
        case Radar():
            refusal = radar.refuse(spec, frame.words)
            return empty.lay_out(refusal, frame) if refusal else radar.lay_out(spec, frame)
        case Pareto():
            return (
                pareto.lay_out(spec, frame)
                if spec.bars
                else empty.lay_out(_nothing(spec.title, frame), frame)
            )
        case Trend():
            return (
                trend.lay_out(spec, frame)
                if spec.points
                else empty.lay_out(_nothing(spec.title, frame), frame)
            )
        case Scores():
            return (
                scores.lay_out(spec, frame)
                if spec.bars
                else empty.lay_out(_nothing(spec.title, frame), frame)
            )
        case Control():
            return control.lay_out(spec, frame)
        case Histogram():
            return histogram.lay_out(spec, frame)
        case Gantt():
            return (
                gantt.lay_out(spec, frame) if spec.rows else empty.lay_out(_nothing(spec.title, frame), frame)
            )
        case Fishbone():
            return fishbone.lay_out(spec, frame)
        case NoChart():
            return empty.lay_out(spec, frame)


def _nothing(title: str, frame: Frame) -> NoChart:
    return NoChart(title, frame.words("There is nothing to draw yet"))
