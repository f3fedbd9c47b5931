"""Chart specs of a comparison, in the reader's language: what each picture says is decided here, once, for screen,
paper and workbook. A kind may name its yardstick (``diverging:international_benchmark``) or its indicator
(``control:mor``).
"""

from __future__ import annotations

from collections.abc import Callable

from compare_app.domain.charts import CHART_KINDS, ChartSpec
from compare_app.domain.comparison import Comparison
from compare_app.domain.pool import Pool
from compare_app.domain.project import Project
from compare_app.domain.quality_charts import QUALITY_CHARTS
from compare_app.domain.terms import Role
from compare_app.engine.before_after import before_after
from compare_app.engine.boards import ladder_chart, quadrant_chart
from compare_app.engine.bullet import bullet
from compare_app.engine.distribution import distribution
from compare_app.engine.gap_charts import diverging, dumbbell
from compare_app.engine.matrix_charts import heatmap, radar
from compare_app.engine.parallel import parallel
from compare_app.engine.pareto import pareto
from compare_app.engine.quality_charts import Results, quality_chart
from compare_app.engine.scene import Scene
from compare_app.engine.trend import trend
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.text.wording import Wording


def chart_of(
    project: Project,
    comparison: Comparison,
    kind: str,
    words: Wording,
    *,
    pool: Callable[[], Pool],
    results: Results,
) -> ChartSpec:
    """The spec of one kind of chart; an unknown kind, yardstick or indicator is an AppError.

    `pool` gives the columns of the category and `results` the results of the product; only charts that show them ask.
    """
    name, _, rest = kind.partition(":")
    if name == "distribution":
        return distribution(Scene(project, comparison, words, None), pool(), rest)
    if name == "trend":
        return trend(Scene(project, comparison, words, None), rest)
    if name in QUALITY_CHARTS:
        return quality_chart(Scene(project, comparison, words, None), name, rest, results)
    builders: dict[str, Callable[[Scene], ChartSpec]] = {
        "dumbbell": dumbbell,
        "bullet": bullet,
        "diverging": diverging,
        "heatmap": heatmap,
        "before_after": before_after,
        "parallel": parallel,
        "ladder": lambda scene: ladder_chart(scene.project, scene.comparison, scene.words),
        "quadrant": lambda scene: quadrant_chart(scene.project, scene.comparison, scene.words, scene.role),
        "radar": radar,
        "pareto": pareto,
    }
    if name not in builders or (rest and rest not in [one.value for one in Role]):
        raise AppError(
            "CHART-KIND",
            M("There is no chart {kind}", kind=kind),
            M("Choose one of: {kinds}", kinds=list(CHART_KINDS)),
        )
    return builders[name](Scene(project, comparison, words, Role(rest) if rest else None))
