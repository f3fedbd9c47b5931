"""The gaps in the order of their priority (R34), as shares of the whole and cumulated."""

from __future__ import annotations

from decimal import Decimal

from compare_app.domain.assessment import Priority
from compare_app.domain.charts import ChartSpec, NoChart, Pareto, ParetoBar
from compare_app.domain.digest import NOTICE
from compare_app.domain.model import Indicator
from compare_app.domain.tone import Tone
from compare_app.engine.scene import Scene


def pareto(scene: Scene) -> ChartSpec:
    """One bar a gap; what fails stands first and is red, lags are orange."""
    words = scene.words
    title = scene.title(words("Priority of the gaps"))
    found = scene.comparison.assessment.priorities
    total = sum((one.value for one in found), Decimal(0))
    if not total:
        return NoChart(
            title,
            words("No gap to rank: nothing fails and nothing lags behind a primary benchmark")
            if not found
            else words("No gap has a weight and a feasibility above zero"),
        )
    return Pareto(
        title=title,
        axis=words("Share of the sum of all priorities, %; tick = cumulated, dashed line = 80 %"),
        bars=tuple(_bar(scene, one, total) for one in found),
        footnote=words(
            "Priority = severity × size × weight × feasibility; what fails stands first. {notice}",
            notice=NOTICE,
        ),
    )


def _bar(scene: Scene, one: Priority, total: Decimal) -> ParetoBar:
    share = one.value / total * 100
    indicator = scene.project.all(Indicator)[one.indicator_id]
    return ParetoBar(
        key=one.indicator_id,
        label=scene.name(indicator),
        share=float(share),
        cumulated=float(one.cumulated * 100),
        text=f"{share:.1f} %",
        tone=Tone.FAIL if one.role is None else Tone.WORSE,
        story="\n".join(scene.words(step.message) for step in one.steps),
    )
