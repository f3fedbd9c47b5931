"""Every chart as the report draws it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from compare_app.domain.charts import CHART_KINDS, PROFILE_CHARTS, ChartSpec
from compare_app.domain.renderer import Look
from ui.pictures.stage import Stage
from ui.renderer import Renderer

CHART_MM: Final = (160.0, 100.0)
CHART_DPI: Final = 120


def charts(stage: Stage) -> Iterator[tuple[str, ChartSpec]]:
    """Each kind of chart of each of our products, then those of the enterprise's profile."""
    session, words = stage.session, stage.window.words
    for number, product in enumerate(session.our_products(), 1):
        for kind in CHART_KINDS:
            yield (
                f"70-chart-{kind}-{number}",
                session.workspace.chart(product.id, kind, words, session.on),
            )
    for kind in PROFILE_CHARTS:
        yield f"70-chart-profile-{kind}", session.workspace.profile_chart(kind, words, session.on)


def draw(renderer: Renderer, spec: ChartSpec, path: Path, *, dark: bool) -> None:
    """Write one chart as PNG."""
    renderer.chart(
        spec, path, width_mm=CHART_MM[0], height_mm=CHART_MM[1], dpi=CHART_DPI, look=Look(dark=dark)
    )
