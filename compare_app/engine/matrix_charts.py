"""Charts of all benchmarks at once: the heat map, and the radar with its guard rails."""

from __future__ import annotations

from decimal import Decimal

from compare_app.domain.charts import ChartSpec, HeatCell, Heatmap, NoChart, Radar, RadarSeries
from compare_app.domain.comparison import Gap, IndicatorRow
from compare_app.domain.differences import gap_words, has_figure
from compare_app.domain.model import Indicator, Product
from compare_app.domain.terms import Comparability, IndicatorClass, Role, Scale, Standing
from compare_app.domain.tone import Tone
from compare_app.engine.scene import (
    TONES,
    Scene,
    achievement,
    footnote,
    gap_to,
    is_shown,
    no_benchmark,
    percent,
    story_of,
)

_STRONG = 10.0


_RADAR_AXES = 8


def heatmap(scene: Scene) -> ChartSpec:
    """Indicators × benchmarks, the gap in each cell; five classes, hatched where nothing may be compared."""
    words = scene.words
    title = scene.title(words("Gaps at a glance"))
    products = list(dict.fromkeys(gap.product_id for row in scene.comparison.indicators for gap in row.gaps))
    if not products:
        return no_benchmark(scene, title)
    rows = scene.rows
    cells = tuple(tuple(_heat(scene, row, gap_to(row, one)) for one in products) for row in rows)
    return Heatmap(
        title=title,
        columns=tuple(scene.project.all(Product)[one].name for one in products),
        rows=tuple(scene.name(scene.indicator(row)) for row in rows),
        keys=tuple(row.indicator_id for row in rows),
        cells=cells,
        legend=(
            (words("behind by more than 10 %"), -2),
            (words("behind"), -1),
            (words("level"), 0),
            (words("ahead"), 1),
            (words("ahead by more than 10 %"), 2),
            (words("not comparable, undecided or no value"), None),
        ),
        footnote=footnote(scene),
    )


def _heat(scene: Scene, row: IndicatorRow, gap: Gap | None) -> HeatCell:
    words = scene.words
    if gap is None or not is_shown(gap):
        reasons = gap.reasons if gap else ()
        text = words("{reasons}", reasons=reasons) if reasons else words("no value")
        return HeatCell(text, None, row.indicator_id, text)
    text = percent(gap.relative) if gap.relative is not None else gap_words(gap, words)
    if not has_figure(gap) or (gap.relative is None and gap.theirs.unit == "%"):
        text = words.term(
            gap.standing
        )  # a percentage here would be read as a relative gap; the story has the figure
    if gap.comparability is Comparability.MIXED_BASIS or gap.standing is Standing.UNDECIDED:
        return HeatCell(text, None, row.indicator_id, story_of(scene, row, gap))
    base = {Standing.AHEAD: 1, Standing.BEHIND: -1}.get(gap.standing, 0)
    strong = gap.relative is not None and abs(gap.relative) > _STRONG
    return HeatCell(text, base * 2 if strong else base, row.indicator_id, story_of(scene, row, gap))


def radar(scene: Scene) -> ChartSpec:
    """Cover picture with guard rails: achievement of comparable ratio-scale indicators, at least three, core first."""
    words = scene.words
    title = scene.title(words("Profile against the benchmark"))
    yardstick = scene.yardstick()
    if yardstick is None:
        return no_benchmark(scene, title)
    usable = [
        (row, scene.indicator(row), gap)
        for row in scene.comparison.indicators
        if (gap := gap_to(row, yardstick.id)) is not None
        and gap.comparability in (Comparability.COMPARABLE, Comparability.CONVERTED)
        and gap.ratio is not None
        and scene.indicator(row).scale is Scale.RATIO
    ]
    usable.sort(key=lambda item: item[1].indicator_class is not IndicatorClass.CORE)
    usable = usable[:_RADAR_AXES]
    if len(usable) < 3:
        return NoChart(
            title,
            words(
                "A radar needs at least three comparable indicators on a ratio scale; there are {n}",
                n=len(usable),
            ),
            words("Read the dumbbell instead: it shows every indicator"),
        )
    total = len(scene.comparison.indicators)
    series = [
        RadarSeries(words.term(Role.OURS), Tone.OURS, tuple(_capped(gap.ratio) for _, _, gap in usable))
    ]
    for role, tone in TONES.items():
        values = tuple(_profile(row, indicator, gap, role) for row, indicator, gap in usable)
        if any(value is not None for value in values):
            series.append(RadarSeries(words.term(role), tone, values))
    return Radar(
        title=title,
        axes=tuple(scene.name(indicator) for _, indicator, _ in usable),
        series=tuple(series),
        footnote=words(
            "{n} of {total} indicators; {benchmark} = 100 %; drawn to 120 % at most. Overview only: read the dumbbell",
            n=len(usable),
            total=total,
            benchmark=yardstick.name,
        ),
    )


def _capped(ratio: Decimal | None) -> float | None:
    return None if ratio is None else min(120.0, float(ratio * 100))


def _profile(row: IndicatorRow, indicator: Indicator, gap: Gap, role: Role) -> float | None:
    other = next((one for one in row.gaps if one.role is role and one.primary and is_shown(one)), None)
    if other is None or other.theirs.mean is None:
        return None
    return _capped(achievement(other.theirs.mean, gap.theirs.mean, indicator))
