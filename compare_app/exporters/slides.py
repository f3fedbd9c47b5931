"""A product on slides, for a meeting: the step first, then one picture a slide, what is due, the boxes to sign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from compare_app.domain.charts import ChartSpec, NoChart
from compare_app.domain.comparison import Comparison
from compare_app.domain.digest import conclusion, headline, notice_of
from compare_app.domain.project import Project
from compare_app.domain.report import Block, Figure, Heading, Paragraph, Slide
from compare_app.exporters.phrases import product_name
from compare_app.exporters.report_parts import failed_blocks, progress_blocks, sign_boxes
from compare_app.exporters.report_tables import facts, gaps_table
from compare_app.text.message import M
from compare_app.text.wording import Wording

KINDS: Final = ("ladder", "dumbbell", "diverging", "quadrant", "pareto", "before_after", "gantt")
"""One slide each, where there is something to draw."""
_ACTIONS: Final = 8
_GAPS: Final = 3
_FILL: Final = 10_000.0  # mm: as large as the screen


def slides_of(
    project: Project, comparison: Comparison, charts: Mapping[str, ChartSpec], words: Wording
) -> tuple[Slide, ...]:
    """The slides in their order; a chart that has nothing to show makes none."""
    name = product_name(project, comparison.product_id, words)
    verdict: list[Block] = [
        Heading(name),
        facts(project, comparison, words),
        Paragraph(words(headline(project, comparison)), "lead"),
        Paragraph(words(conclusion(comparison))),
        *failed_blocks(project, comparison, words),
        Paragraph(words(notice_of(comparison)), "quiet"),
    ]
    slides = [Slide(name, tuple(verdict))]
    gaps = gaps_table(project, comparison, words, _GAPS)
    if gaps.rows:
        title = words(M("The gaps that matter most"))
        slides.append(Slide(title, (Heading(title), gaps)))
    for kind in KINDS:
        chart = charts.get(kind)
        if chart is not None and not isinstance(chart, NoChart):
            slides.append(Slide(chart.title, (Figure(chart, _FILL, _FILL),)))
    slides.append(
        Slide(
            words(M("Improvement plan")),
            (*progress_blocks(project, comparison, words, _ACTIONS), sign_boxes(project, comparison, words)),
        )
    )
    return tuple(slides)
