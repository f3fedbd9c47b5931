"""The quality engineer's charts by kind; control, histogram and fishbone may name an indicator: ``control:mor``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from compare_app.domain.charts import ChartSpec
from compare_app.domain.model import Indicator, Result
from compare_app.domain.scheme import by_name
from compare_app.engine.control_chart import control
from compare_app.engine.fishbone import fishbone
from compare_app.engine.gantt import gantt
from compare_app.engine.histogram import histogram
from compare_app.engine.scene import Scene
from compare_app.engine.series import by_indicator
from compare_app.errors import AppError
from compare_app.text.fold import key
from compare_app.text.message import M

Results = Callable[[], Sequence[Result]]
"""Reads every result of our product; asked only by the charts that draw single values."""


def quality_chart(scene: Scene, name: str, which: str, results: Results) -> ChartSpec:
    """One of `QUALITY_CHARTS`; an indicator that the category lacks is an AppError, another kind a KeyError."""
    indicator = _indicator(scene, which) if which else None
    match name:
        case "control":
            return control(scene, by_indicator(results()), indicator)
        case "histogram":
            return histogram(scene, by_indicator(results()), indicator)
        case "gantt":
            return gantt(scene)
        case "fishbone":
            return fishbone(scene, indicator)
    raise KeyError(name)


def _indicator(scene: Scene, which: str) -> Indicator:
    """By id, otherwise by code or any of its names."""
    indicators = scene.project.indicators(scene.comparison.category_id)
    found = next((one for one in indicators if one.id == which), None) or by_name(indicators).get(key(which))
    if found is None:
        raise AppError(
            "CHART-INDICATOR",
            M("There is no indicator {name} in this category", name=which),
            M("Choose one of: {kinds}", kinds=[one.code for one in indicators]),
        )
    return found
