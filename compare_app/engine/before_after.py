"""Before and after (R48): an earlier state of the product, in the role 自身历史, against the product now."""

from __future__ import annotations

from decimal import Decimal

from compare_app.domain.charts import ChartSpec, Dumbbell, DumbbellRow, NoChart, Point
from compare_app.domain.comparison import NOT_AGAIN, Gap, IndicatorRow, Summary
from compare_app.domain.differences import gap_words
from compare_app.domain.model import Indicator, Product
from compare_app.domain.signs import sign, tone
from compare_app.domain.terms import Comparability, Direction, Role
from compare_app.domain.tone import Mark, Tone
from compare_app.engine.rivals import goodness_of
from compare_app.engine.scene import Scene, footnote, gap_to, is_shown, percent, value_text, why_not
from compare_app.engine.value_marks import fillings_of, mark_of, our_story, their_story


def before_after(scene: Scene) -> ChartSpec:
    """The change of each indicator, worst first; what has no per cent is named with both values, never drawn.

    The place of a mark is 100 plus the change in per cent of the earlier value, better = right, so that mark and
    figure agree for smaller-is-better too: from 5 W to 4 W is 120, +20 %. With a target both ends are scores: 100 at
    the target, 0 at its tolerance (rulings 10).
    """
    words = scene.words
    title = scene.title(words("Before and after"))
    earlier = _earlier(scene, title)
    if isinstance(earlier, NoChart):
        return earlier
    drawn: list[tuple[float, DumbbellRow]] = []
    noted: list[DumbbellRow] = []
    for row in scene.rows:
        gap = gap_to(row, earlier.id)
        ends = _ends(scene.indicator(row), row, gap)
        if gap is None or ends is None or NOT_AGAIN in gap.remarks:
            noted.append(_in_words(scene, row, gap))
        else:
            drawn.append((ends[1] - ends[0], _drawn(scene, row, gap, ends)))
    drawn.sort(key=lambda pair: pair[0])
    rows = tuple(row for _, row in drawn)
    return Dumbbell(
        title=title,
        axis=words("Before = 100 % ({earlier}); right = better", earlier=earlier.name),
        legend=(
            (words("before"), Tone.PEER, Mark.SOLID),
            (words("after"), Tone.OURS, Mark.SOLID),
            *fillings_of(scene, {point.mark for row in rows for point in row.points}),
        ),
        rows=(*rows, *noted),
        footnote=footnote(scene),
        changes=True,
    )


def _earlier(scene: Scene, title: str) -> Product | NoChart:
    """The primary product of the role, or the only one."""
    words = scene.words
    gaps = [gap for row in scene.comparison.indicators for gap in row.gaps if gap.role is Role.OWN_HISTORY]
    primary = next((gap for gap in gaps if gap.primary), None)
    if primary is not None:
        return scene.project.all(Product)[primary.product_id]
    return NoChart(
        title,
        words("Several products are {role}; choose the primary one", role=Role.OWN_HISTORY)
        if gaps
        else words("There is no earlier state of this product to compare with"),
        words("Give the product as it was before the role {role} on the data page", role=Role.OWN_HISTORY),
    )


def _ends(indicator: Indicator, row: IndicatorRow, gap: Gap | None) -> tuple[float, float] | None:
    """Where before and after stand; None where there is no per cent to say."""
    if gap is None or not is_shown(gap):
        return None
    if gap.relative is not None:
        return 100.0, float(100 + gap.relative)
    if indicator.direction not in (Direction.TARGET, Direction.RANGE) or not indicator.tolerance:
        return None
    scores = [_score(one, indicator, indicator.tolerance) for one in (gap.theirs, row.ours)]
    return None if scores[0] is None or scores[1] is None else (scores[0], scores[1])


def _score(summary: Summary, indicator: Indicator, tolerance: Decimal) -> float | None:
    away = goodness_of(summary, indicator)  # minus the distance to the target
    return None if away is None else float(100 * max(Decimal(0), 1 + away / tolerance))


def _drawn(scene: Scene, row: IndicatorRow, gap: Gap, ends: tuple[float, float]) -> DumbbellRow:
    words, indicator = scene.words, scene.indicator(row)
    mixed = gap.comparability is Comparability.MIXED_BASIS
    notes = [words("different basis")] if mixed else []
    if gap.relative is None:
        notes.append(words("100 % = the target"))
    change = percent(gap.relative) if gap.relative is not None else gap_words(gap, words)
    before = Point(
        x=ends[0],
        label=value_text(gap.theirs),
        tone=Tone.PEER,
        mark=mark_of(gap.theirs),
        story=their_story(scene, row, gap),
    )
    after = Point(
        x=ends[1],
        label=value_text(row.ours),
        tone=Tone.OURS,
        mark=mark_of(row.ours),
        series=1,
        story=our_story(scene, row),
    )
    return DumbbellRow(
        key=indicator.id,
        label=scene.name(indicator),
        points=(before, after),
        note=words("{reasons}", reasons=notes) if notes else "",
        change=f"{sign(gap.standing)} {change}",
        tone=Tone.UNKNOWN if mixed else tone(gap.standing),
    )


def _in_words(scene: Scene, row: IndicatorRow, gap: Gap | None) -> DumbbellRow:
    """Both values where they may stand beside each other, and why there is no per cent."""
    words, indicator = scene.words, scene.indicator(row)
    if gap is not None and NOT_AGAIN in gap.remarks:
        said = words("{value}, {remark}", value=value_text(row.ours), remark=NOT_AGAIN)
        return DumbbellRow(
            indicator.id, scene.name(indicator), (), said if row.ours.text else words(NOT_AGAIN)
        )
    why = why_not(scene, indicator, gap)
    if gap is not None and is_shown(gap):
        before, after = value_text(gap.theirs), value_text(row.ours)
        why = words("{before} → {after}: {why}", before=before, after=after, why=why)
    return DumbbellRow(indicator.id, scene.name(indicator), (), why)
