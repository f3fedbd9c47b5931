"""Chart specs: plain data in the reader's language, drawn by the face, written natively by the exporters.

The core decides what a picture says; a `Renderer` only draws. Colours are roles, never values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from compare_app.domain.quality_charts import QUALITY_CHARTS, QualityChart
from compare_app.domain.tone import Mark, Tone
from compare_app.domain.value_charts import Bullet, Distribution, Parallel


@dataclass(frozen=True, slots=True)
class Point:
    """One mark on a row: `x` in the chart's axis, `label` as printed beside it, `story` when asked."""

    x: float
    label: str
    tone: Tone
    mark: Mark = Mark.SOLID
    series: int = 0  # index into the chart's legend
    error: tuple[float, float] | None = None  # ends of the interval or U, in the axis
    story: str = ""


@dataclass(frozen=True, slots=True)
class DumbbellRow:
    """One indicator: our mark and the benchmarks', on the achievement axis (100 = benchmark, right = better)."""

    key: str  # indicator id
    label: str
    points: tuple[Point, ...]
    note: str = ""  # why there is nothing to draw, e.g. 不可比：检测方法不同
    change: str = ""  # from the first point to the last, where the chart shows changes
    tone: Tone = Tone.UNKNOWN  # of the change


@dataclass(frozen=True, slots=True)
class Dumbbell:
    title: str
    axis: str
    legend: tuple[tuple[str, Tone, Mark], ...]
    rows: tuple[DumbbellRow, ...]
    reference: float = 100.0
    footnote: str = ""
    changes: bool = (
        False  # rows are changes: an arrow from the first point to the last, and what it amounts to
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """One diverging bar; `value` None draws the note in grey instead, never a zero."""

    key: str
    label: str
    value: float | None
    text: str
    tone: Tone
    note: str = ""
    clipped: bool = False
    story: str = ""


@dataclass(frozen=True, slots=True)
class Diverging:
    title: str
    axis: str
    bars: tuple[Bar, ...]
    footnote: str = ""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """`tone_step` −2…+2 (worse…better) or None for hatched grey; `text` is the number in the cell."""

    text: str
    tone_step: int | None
    key: str = ""
    story: str = ""


@dataclass(frozen=True, slots=True)
class Heatmap:
    title: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    keys: tuple[str, ...]  # one per row
    cells: tuple[tuple[HeatCell, ...], ...]
    legend: tuple[tuple[str, int | None], ...] = ()
    footnote: str = ""


@dataclass(frozen=True, slots=True)
class LadderStepSpec:
    code: str  # L0 … L5
    name: str
    state: Literal["reached", "current", "blocked", "unknown"]
    lines: tuple[str, ...]  # blockers, or the evidence


@dataclass(frozen=True, slots=True)
class LadderChart:
    title: str
    steps: tuple[LadderStepSpec, ...]
    footnote: str = ""


@dataclass(frozen=True, slots=True)
class QuadrantItem:
    key: str
    label: str
    column: int  # standard: 0 looser / missing, 1 equal or stricter
    row: int  # product: 0 behind, 1 level or ahead
    tone: Tone
    story: str = ""


@dataclass(frozen=True, slots=True)
class QuadrantChart:
    title: str
    x_axis: str
    y_axis: str
    names: tuple[str, str, str, str]  # (col 0,row 0), (1,0), (0,1), (1,1)
    items: tuple[QuadrantItem, ...]
    unassessed: tuple[str, ...] = ()
    footnote: str = ""


@dataclass(frozen=True, slots=True)
class RadarSeries:
    name: str
    tone: Tone
    values: tuple[float | None, ...]  # achievement in per cent, one per axis, None: gap in the line


@dataclass(frozen=True, slots=True)
class Radar:
    """Cover picture only: rings fixed at 0…120 %, 100 % bold, no fill, at most four products, at least three axes."""

    title: str
    axes: tuple[str, ...]
    series: tuple[RadarSeries, ...]
    footnote: str = ""


@dataclass(frozen=True, slots=True)
class ParetoBar:
    """One gap: its share of the sum of all priorities and the share up to and with it, both in per cent."""

    key: str  # indicator id
    label: str
    share: float
    cumulated: float
    text: str
    tone: Tone
    story: str = ""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One year or state of a trend: a figure, its interval where there is one, and perhaps a second figure beside it,
    in the chart's axis.
    """

    key: str
    label: str  # the year, or the day of the state
    value: float
    text: str  # as printed at the mark
    interval: tuple[float, float] | None
    note: str = ""  # its counts, under the label
    second: float | None = None
    second_text: str = ""
    story: str = ""


@dataclass(frozen=True, slots=True)
class Pareto:
    """Bars in the order of urgency on one axis of 0…100 %; the cumulated share is a tick, never a line across names."""

    title: str
    axis: str
    bars: tuple[ParetoBar, ...]
    footnote: str = ""


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure over years or over released states.

    A rate in per cent unless `span` gives the ends of the axis. Years that do not follow each other are not joined by a
    line; states are, each to the next one.
    """

    title: str
    axis: str
    points: tuple[TrendPoint, ...]
    legend: tuple[tuple[str, Tone, Mark], ...]  # of the figure, and of the second one where there is one
    footnote: str = ""
    span: tuple[float, float] | None = None
    states: bool = False


@dataclass(frozen=True, slots=True)
class ScoreBar:
    """One bar of scores; `value` None draws the note instead, never an empty bar. A bold bar sums up those below it."""

    key: str
    label: str
    value: float | None
    text: str
    note: str = ""
    bold: bool = False
    story: str = ""


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores from `low` to `high`; `rules` are borders with the name of what begins there."""

    title: str
    axis: str
    bars: tuple[ScoreBar, ...]
    low: float
    high: float
    rules: tuple[tuple[float, str], ...] = ()
    footnote: str = ""


@dataclass(frozen=True, slots=True)
class NoChart:
    """Why there is no chart: a sentence and what to do, drawn as an empty state."""

    title: str
    reason: str
    remedy: str = ""


ChartSpec = (
    Dumbbell
    | Bullet
    | Diverging
    | Heatmap
    | Distribution
    | Parallel
    | LadderChart
    | QuadrantChart
    | Radar
    | Pareto
    | Trend
    | Scores
    | QualityChart
    | NoChart
)

CHART_KINDS = (
    "dumbbell",
    "bullet",
    "diverging",
    "heatmap",
    "distribution",
    "before_after",
    "parallel",
    "ladder",
    "quadrant",
    "radar",
    "pareto",
    "trend",
    *QUALITY_CHARTS,
)
PROFILE_CHARTS = ("own_rates", "market_rates", "index")  # of the enterprise, not of a product
