"""Parallel coordinates for analysts: a few products over a few comparable indicators, up = better on every axis."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal

from compare_app.domain.charts import ChartSpec, NoChart
from compare_app.domain.comparison import IndicatorRow, Summary
from compare_app.domain.digest import NOTICE
from compare_app.domain.model import Indicator, Product
from compare_app.domain.terms import Comparability, Direction, IndicatorClass, Role
from compare_app.domain.tone import Tone
from compare_app.domain.value_charts import Parallel, ParallelAxis, ParallelLine, ParallelPoint
from compare_app.engine.bullet import direction_words
from compare_app.engine.gate import unranked
from compare_app.engine.rivals import goodness_of
from compare_app.engine.scene import TONES, Scene, gap_to, value_text
from compare_app.engine.value_marks import class_place, fillings_of, mark_of, our_story, their_story

LEAST, MOST_AXES, MOST_PRODUCTS = 3, 10, 7
_TAGS = "ABCDEFG"
_FREE = (Comparability.COMPARABLE, Comparability.CONVERTED)


@dataclass(frozen=True, slots=True)
class _Shown:
    """One product on one axis: how good its value is, larger = better, and what it says."""

    goodness: Decimal
    summary: Summary
    story: str


@dataclass(frozen=True, slots=True)
class _Axis:
    """One indicator with the products that may be compared with ours on it, by id, ours among them."""

    indicator: Indicator
    shown: dict[str, _Shown]


def parallel(scene: Scene) -> ChartSpec:
    """Ours and up to six benchmarks, the primary ones first, over up to ten indicators, core ones first.

    Each axis runs from the worst to the best of the values shown. A line is broken where a product has no single
    value, or one that may not be compared with ours (another basis included). Fewer than three axes or products are
    refused: a dumbbell shows these better.
    """
    words = scene.words
    title = scene.title(words("Profiles side by side"))
    products, left_out = _products(scene)
    axes = _axes(scene, products)
    lines = _tagged([one for one in (_line(scene, product, axes) for product in products) if any(one.points)])
    refusal = _refusal(scene, title, len(axes), len(lines))
    if refusal is not None:
        return refusal
    marks = {point.mark for line in lines for point in line.points if point is not None}
    note = words(
        "{n} of {total} indicators; a line is broken where a value is missing or not comparable. {notice}",
        n=len(axes),
        total=len(scene.comparison.indicators),
        notice=NOTICE,
    )
    if left_out:
        more = words("Not drawn: {reasons}", reasons=[one.name for one in left_out])
        note = words("{left}; {right}", left=more, right=note)
    return Parallel(
        title=title,
        axis=words("Up = better on every axis; each runs from the worst to the best value shown"),
        axes=tuple(_ends(scene, axis) for axis in axes),
        lines=tuple(lines),
        legend=fillings_of(scene, marks),
        footnote=note,
    )


def _products(scene: Scene) -> tuple[list[Product], list[Product]]:
    """Whom to draw, ours last so that it lies on top, and whom not."""
    gaps = {gap.product_id: gap for row in scene.comparison.indicators for gap in row.gaps}
    roles = list(Role)
    order = sorted(gaps.values(), key=lambda gap: (not gap.primary, roles.index(gap.role)))
    others = [scene.project.all(Product)[gap.product_id] for gap in order]
    ours = scene.project.all(Product)[scene.comparison.product_id]
    return [*others[: MOST_PRODUCTS - 1], ours], others[MOST_PRODUCTS - 1 :]


def _axes(scene: Scene, products: list[Product]) -> list[_Axis]:
    """The indicators on which ours and another may be compared, at most ten, in the order of the scheme."""
    found = []
    for row in scene.rows:
        indicator = scene.indicator(row)
        if unranked(indicator) or indicator.direction is Direction.PASS_FAIL:
            continue
        shown = {
            product.id: one
            for product in products
            if (one := _shown(scene, row, indicator, product)) is not None
        }
        if scene.comparison.product_id in shown and len(shown) > 1:
            found.append(_Axis(indicator, shown))
    first = sorted(
        found,
        key=lambda axis: (axis.indicator.indicator_class is not IndicatorClass.CORE, -axis.indicator.weight),
    )[:MOST_AXES]
    return [axis for axis in found if axis in first]


def _shown(scene: Scene, row: IndicatorRow, indicator: Indicator, product: Product) -> _Shown | None:
    if product.id == scene.comparison.product_id:
        summary, story = row.ours, our_story(scene, row)
    else:
        gap = gap_to(row, product.id)
        if gap is None or gap.comparability not in _FREE:
            return None
        summary, story = gap.theirs, their_story(scene, row, gap)
    step = class_place(indicator, summary)
    goodness = goodness_of(summary, indicator) if step is None else Decimal(step)
    return None if goodness is None else _Shown(goodness, summary, story)


def _ends(scene: Scene, axis: _Axis) -> ParallelAxis:
    order = sorted(axis.shown.values(), key=lambda one: one.goodness)
    worst, best = order[0], order[-1]
    return ParallelAxis(
        key=axis.indicator.id,
        label=scene.name(axis.indicator),
        direction=direction_words(scene, axis.indicator),
        best=value_text(best.summary, scene.words),
        worst=value_text(worst.summary, scene.words) if worst.goodness < best.goodness else "",
    )


def _line(scene: Scene, product: Product, axes: list[_Axis]) -> ParallelLine:
    ours = product.id == scene.comparison.product_id
    tone = Tone.OURS if ours else TONES.get(product.role, Tone.PEER)
    return ParallelLine(
        name=scene.words("{title}: {text}", title=product.role, text=product.name),
        tone=tone,
        points=tuple(_point(scene, axis, product.id) for axis in axes),
    )


def _tagged(lines: list[ParallelLine]) -> list[ParallelLine]:
    """Letters for lines of one tone, where there are several: colour and shape do not tell them apart."""
    tones = Counter(line.tone for line in lines)
    tags = iter(_TAGS)
    return [replace(line, tag=next(tags)) if tones[line.tone] > 1 else line for line in lines]


def _point(scene: Scene, axis: _Axis, product_id: str) -> ParallelPoint | None:
    """The place between the worst (0) and the best (1); all equal stand in the middle."""
    one = axis.shown.get(product_id)
    if one is None:
        return None
    figures = [other.goodness for other in axis.shown.values()]
    low, high = min(figures), max(figures)
    height = float((one.goodness - low) / (high - low)) if high > low else 0.5
    return ParallelPoint(height, value_text(one.summary, scene.words), mark_of(one.summary), one.story)


def _refusal(scene: Scene, title: str, axes: int, lines: int) -> NoChart | None:
    words = scene.words
    if lines < LEAST:
        return NoChart(
            title,
            words("Parallel axes need at least {n} products; there are {found}", n=LEAST, found=lines),
            words("Give more products a role of a benchmark, or read the dumbbell"),
        )
    if axes < LEAST:
        return NoChart(
            title,
            words(
                "Parallel axes need at least {n} comparable indicators; there are {found}",
                n=LEAST,
                found=axes,
            ),
            words("Read the dumbbell instead: it shows every indicator"),
        )
    return None
