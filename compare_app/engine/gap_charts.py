"""Charts of gaps, one row an indicator: the dumbbell and the diverging bars."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from compare_app.domain.charts import Bar, ChartSpec, Diverging, Dumbbell, DumbbellRow, Point
from compare_app.domain.comparison import Gap, IndicatorRow, Summary
from compare_app.domain.model import Indicator, Product
from compare_app.domain.terms import Comparability, Role, Standing
from compare_app.domain.tone import Mark, Tone
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
    value_text,
    why_not,
)
from compare_app.engine.value_marks import fillings_of, mark_of

_CLIP = 60.0


def dumbbell(scene: Scene) -> ChartSpec:
    """Our value and the benchmarks' on one achievement axis, the yardstick at 100 %, right = better."""
    words = scene.words
    title = scene.title(words("Distance to the benchmark"))
    yardstick = scene.yardstick()
    if yardstick is None:
        return no_benchmark(scene, title)
    drawn: list[tuple[float, DumbbellRow]] = []
    noted: list[DumbbellRow] = []
    for row in scene.rows:
        indicator = scene.indicator(row)
        gap = gap_to(row, yardstick.id)
        if gap is None or not is_shown(gap) or gap.ratio is None:
            noted.append(DumbbellRow(indicator.id, scene.name(indicator), (), why_not(scene, indicator, gap)))
            continue
        points = _points(scene, row, indicator, gap)
        note = words("different basis") if gap.comparability is Comparability.MIXED_BASIS else ""
        drawn.append((points[-1].x, DumbbellRow(indicator.id, scene.name(indicator), points, note)))
    drawn.sort(key=lambda pair: pair[0])
    return Dumbbell(
        title=title,
        axis=words("Achievement, % of {benchmark} (right = better)", benchmark=yardstick.name),
        legend=_legend(scene, [row for _, row in drawn]),
        rows=(*(row for _, row in drawn), *noted),
        footnote=footnote(scene),
    )


def _legend(scene: Scene, rows: Sequence[DumbbellRow]) -> tuple[tuple[str, Tone, Mark], ...]:
    """Who is who, and what the marks mean where more than one kind is drawn."""
    words = scene.words
    marks = {point.mark for row in rows for point in row.points}
    tones = {point.tone for row in rows for point in row.points}
    entries = [(words.term(Role.OURS), Tone.OURS, Mark.SOLID)]
    entries += [(words.term(role), tone, Mark.SOLID) for role, tone in TONES.items() if tone in tones]
    return (*entries, *fillings_of(scene, marks))


def _points(scene: Scene, row: IndicatorRow, indicator: Indicator, gap: Gap) -> tuple[Point, ...]:
    """Benchmarks first, ours last: it is drawn on top."""
    points: list[Point] = []
    reference = gap.theirs.mean
    for other in row.gaps:
        if not other.primary or other.role not in TONES or not is_shown(other) or other.theirs.mean is None:
            continue
        ratio = achievement(other.theirs.mean, reference, indicator)
        if ratio is None:
            continue
        product = scene.project.get(Product, other.product_id)
        points.append(
            Point(
                x=float(ratio * 100),
                label=value_text(other.theirs, scene.words),
                tone=TONES[other.role],
                mark=mark_of(other.theirs),
                series=1 if other.role is Role.DOMESTIC else 2,
                story=f"{product.name if product else ''}\n{value_text(other.theirs, scene.words)}",
            )
        )
    ours = float((gap.ratio or Decimal(0)) * 100)
    points.append(
        Point(
            x=ours,
            label=value_text(row.ours, scene.words),
            tone=Tone.OURS,
            mark=mark_of(row.ours),
            error=_error(row.ours, reference, indicator),
            story=story_of(scene, row, gap),
        )
    )
    return tuple(points)


def _error(summary: Summary, reference: Decimal | None, indicator: Indicator) -> tuple[float, float] | None:
    if summary.mean is None or summary.uncertainty is None:
        return None
    ends = [
        achievement(summary.mean + sign * summary.uncertainty, reference, indicator)
        for sign in (Decimal(-1), Decimal(1))
    ]
    known = sorted(float(end * 100) for end in ends if end is not None)
    return (known[0], known[1]) if len(known) == 2 else None


def diverging(scene: Scene) -> ChartSpec:
    """Relative gap to the yardstick for each indicator, worst first; what has no per cent is named, never zero."""
    words = scene.words
    yardstick = scene.yardstick()
    title = scene.title(words("Gap to the benchmark"))
    if yardstick is None:
        return no_benchmark(scene, title)
    bars: list[Bar] = []
    notes: list[Bar] = []
    for row in scene.rows:
        indicator = scene.indicator(row)
        gap = gap_to(row, yardstick.id)
        if gap is None or not is_shown(gap) or gap.relative is None:
            notes.append(
                Bar(
                    indicator.id,
                    scene.name(indicator),
                    None,
                    "",
                    Tone.UNKNOWN,
                    note=why_not(scene, indicator, gap),
                )
            )
            continue
        value = float(gap.relative)
        mixed = gap.comparability is Comparability.MIXED_BASIS
        bars.append(
            Bar(
                key=indicator.id,
                label=scene.name(indicator),
                value=max(-_CLIP, min(_CLIP, value)),
                text=percent(gap.relative),
                tone=Tone.UNKNOWN if mixed else tone_of(gap.standing),
                note=words("different basis") if mixed else "",
                clipped=abs(value) > _CLIP,
                story=story_of(scene, row, gap),
            )
        )
    bars.sort(key=lambda bar: bar.value or 0.0)
    return Diverging(
        title=title,
        axis=words("Gap, % of {benchmark} (right = better)", benchmark=yardstick.name),
        bars=(*bars, *notes),
        footnote=footnote(scene),
    )


def tone_of(standing: Standing) -> Tone:
    """The tone of a standing."""
    match standing:
        case Standing.AHEAD:
            return Tone.BETTER
        case Standing.BEHIND:
            return Tone.WORSE
        case Standing.LEVEL:
            return Tone.LEVEL
        case Standing.UNDECIDED:
            return Tone.UNKNOWN
