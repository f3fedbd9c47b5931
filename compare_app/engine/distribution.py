"""One indicator over all products of the category, and our place among those that may be compared with ours."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from compare_app.domain.charts import ChartSpec, NoChart
from compare_app.domain.comparison import IndicatorRow, PoolPlace
from compare_app.domain.digest import NOTICE
from compare_app.domain.gate_keys import NUMBER
from compare_app.domain.model import Indicator, Product
from compare_app.domain.number import chance_text, short
from compare_app.domain.pool import Column, Mark, Pool
from compare_app.domain.terms import Conformity, Difference, Direction
from compare_app.domain.tone import Tone
from compare_app.domain.value_charts import Distribution, LimitEnd, ValueMark
from compare_app.engine.bins import Bins, bins_of
from compare_app.engine.bullet import direction_words
from compare_app.engine.combine import shown
from compare_app.engine.decisive import decisive, limit_ends
from compare_app.engine.gate import unranked
from compare_app.engine.pool import prepared
from compare_app.engine.rivals import counting, left_out, reasons_of
from compare_app.engine.scene import TONES, Scene
from compare_app.engine.value_marks import (
    benchmarks_of,
    class_place,
    legend_of,
    our_story,
    their_story,
    value_mark,
)
from compare_app.errors import AppError
from compare_app.text.message import M

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEW = 5  # values; fewer are shown one by one


def distribution(scene: Scene, pool: Pool, wanted: str = "") -> ChartSpec:
    """The distribution of the indicator that `wanted` names by id or code; another name is an AppError.

    Without one it is the indicator whose gap is most urgent (the first of R34 that has a rank: severity × size × weight
    × feasibility), or, where nothing lags, the one with the largest weight. `pool` are the columns of the category as
    the store gives them.
    """
    words = scene.words
    row = _chosen(scene, wanted)
    if row is None:
        return NoChart(
            scene.title(words("Distribution")),
            words("No indicator has a value of ours that other products may be compared with"),
            words("Import results of this product and of others of the category"),
        )
    indicator = scene.indicator(row)
    title = scene.title(words("Distribution of {indicator}", indicator=scene.name(indicator)))
    pool = _column_alone(scene, pool, indicator)
    column, seat = pool.columns.get(indicator.id), pool.seat(scene.comparison.product_id)
    if column is None or seat is None or column.low[seat] != column.low[seat]:
        return NoChart(
            title,
            words("Our product has no usable value for {indicator}", indicator=scene.name(indicator)),
            words("Import a result, or choose another indicator"),
        )
    return _drawn(scene, title, pool, column, seat, row)


def _chosen(scene: Scene, wanted: str) -> IndicatorRow | None:
    rows = scene.comparison.indicators
    if wanted:
        by_id = {row.indicator_id: row for row in rows}
        by_code = {scene.indicator(row).code: row for row in rows}
        if found := by_id.get(wanted) or by_code.get(wanted):
            return found
        raise AppError(
            "CHART-INDICATOR",
            M("There is no indicator {name} in this category", name=wanted),
            M("Choose one of: {kinds}", kinds=list(by_code)),
        )
    ranked = {row.indicator_id: row for row in rows if row.pool is not None}
    for one in scene.comparison.assessment.priorities:
        if one.indicator_id in ranked:
            return ranked[one.indicator_id]
    return max(ranked.values(), key=lambda row: scene.indicator(row).weight, default=None)


def _column_alone(scene: Scene, pool: Pool, indicator: Indicator) -> Pool:
    """The pool with what one indicator needs: its own column, and the others only where a formula reads them."""
    if not indicator.formula and indicator.id in pool.columns:
        pool = replace(pool, columns={indicator.id: pool.columns[indicator.id]})
    return prepared(scene.project, scene.comparison.category_id, pool)


def _drawn(
    scene: Scene, title: str, pool: Pool, column: Column, seat: int, row: IndicatorRow
) -> Distribution:
    import numpy as np

    words, indicator = scene.words, scene.indicator(row)
    codes = left_out(pool, column, indicator, seat)
    counted = counting(pool, codes)
    known = counted & (column.low == column.high) if column.marked() & Mark.ENDS else counted
    members: slice | NDArray[np.intp] = slice(None) if known.all() else np.flatnonzero(known)
    values = column.low[members]
    classes = pool.table.keys[column.key[seat]].form != NUMBER
    names = _names(scene, indicator) if classes else ()
    few = len(values) < FEW
    bins = None
    if not few:
        bins = (
            _class_bins(values, names)
            if names
            else bins_of(values, column.places[members], column.count[members])
        )
    side, said = _better(scene, indicator, classes=classes)
    marks = _marks(scene, row, indicator)
    judged = decisive(row.judgements)
    limits: tuple[LimitEnd, ...] = (
        limit_ends(scene, row, judged) if judged is not None and not classes else ()
    )
    return Distribution(
        title=title,
        key=indicator.id,
        axis=_axis(scene, indicator, few=few),
        better=side,
        better_text=said,
        edges=bins.edges if bins else (),
        counts=bins.counts if bins else (),
        marks=marks,
        limits=limits,
        facts=(
            _place(scene, row.pool)
            if indicator.direction is not Direction.PASS_FAIL
            else _passed(scene, values),
            *(_quartile_facts(scene, bins, indicator) if bins and not names else ()),
            *_left_out_facts(scene, reasons_of(pool, codes), int(counted.sum()) - len(values)),
        ),
        legend=legend_of(scene, list(marks)),
        singles=_singles(scene, pool, known, indicator, dict(names)) if few else (),
        quartiles=_quartiles(scene, bins, indicator) if bins and not names else (),
        beyond=bins.beyond if bins else (0, 0),
        names=names,
        footnote=words(
            "Only products on the market that may be compared with ours: same quantity, method, condition and basis. "
            "{notice}",
            notice=NOTICE,
        ),
    )


def _axis(scene: Scene, indicator: Indicator, *, few: bool) -> str:
    words = scene.words
    name = scene.name(indicator)
    return (
        words("{indicator}; one mark a product", indicator=name)
        if few
        else words("{indicator}; height = number of products", indicator=name)
    )


def _better(scene: Scene, indicator: Indicator, *, classes: bool) -> tuple[Literal["left", "right", ""], str]:
    words = scene.words
    if unranked(indicator):
        return "", direction_words(scene, indicator)
    if classes or indicator.direction is Direction.LARGER:
        return "right", words("better →")
    if indicator.direction is Direction.SMALLER:
        return "left", words("← better")
    return "", direction_words(scene, indicator)


def _names(scene: Scene, indicator: Indicator) -> tuple[tuple[float, str], ...]:
    """The places of classes as the pool counts them, worst = 1; of verdicts 0 and 1."""
    words = scene.words
    if not indicator.levels:
        return ((0.0, words.term(Conformity.FAIL)), (1.0, words.term(Conformity.PASS)))
    return tuple((float(at), name) for at, name in enumerate(reversed(indicator.levels), 1))


def _class_bins(values: NDArray[np.float64], names: tuple[tuple[float, str], ...]) -> Bins:
    """One bar a class, also for the classes that no product has."""
    import numpy as np

    first = int(names[0][0])
    counts = np.bincount(values.astype(np.int64) - first, minlength=len(names))
    edges = tuple(first - 0.5 + at for at in range(len(names) + 1))
    return Bins(edges, tuple(counts.tolist()), (0, 0), (0.0, 0.0, 0.0))


def _marks(scene: Scene, row: IndicatorRow, indicator: Indicator) -> tuple[ValueMark, ...]:
    """Both primary benchmarks and ours on the axis, ours last; classes at the place of their step."""
    found = [
        (gap.theirs, value_mark(scene, gap.theirs, TONES[gap.role], their_story(scene, row, gap)))
        for gap in benchmarks_of(row)
    ]
    found.append((row.ours, value_mark(scene, row.ours, Tone.OURS, our_story(scene, row))))
    return tuple(
        mark if mark.value is not None else replace(mark, value=class_place(indicator, summary))
        for summary, mark in found
        if mark is not None
    )


def _singles(
    scene: Scene,
    pool: Pool,
    known: NDArray[np.bool_],
    indicator: Indicator,
    names: dict[float, str],
) -> tuple[ValueMark, ...]:
    """Each product that is neither ours nor a benchmark with a mark of its own: fewer than five in all."""
    found = []
    drawn = {scene.comparison.product_id} | {
        gap.product_id
        for row in scene.comparison.indicators
        for gap in row.gaps
        if gap.primary and gap.role in TONES
    }
    for at in known.nonzero()[0].tolist():
        value = float(pool.columns[indicator.id].low[at])
        product = scene.project.get(Product, pool.product_ids[at])
        if product is None or product.id in drawn:
            continue
        said = names.get(value) or f"{short(Decimal(f'{value:.12g}'))} {indicator.unit}".strip()
        story = scene.words("{title}: {text}", title=product.name, text=said)
        found.append(ValueMark(value, said, Tone.PEER, story=story))
    return tuple(found)


def _quartiles(scene: Scene, bins: Bins, indicator: Indicator) -> tuple[tuple[float, str], ...]:
    words = scene.words
    names = (words("lower quartile"), words("median"), words("upper quartile"))
    return tuple(
        (value, words("{title}: {text}", title=name, text=_figure(value, indicator)))
        for value, name in zip(bins.quartiles, names, strict=True)
    )


def _figure(value: float, indicator: Indicator) -> str:
    figure = shown(Decimal(repr(value)), indicator, 4).replace("-", "−")
    return f"{figure} {indicator.unit}".strip()


def _quartile_facts(scene: Scene, bins: Bins, indicator: Indicator) -> tuple[str, ...]:
    low, middle, high = (_figure(one, indicator) for one in bins.quartiles)
    return (scene.words("Quartiles: {low}, median {middle}, {high}", low=low, middle=middle, high=high),)


def _left_out_facts(
    scene: Scene, reasons: tuple[tuple[Difference, int], ...], bounded: int
) -> tuple[str, ...]:
    """Who is not in the bars, and why."""
    words = scene.words
    left = [
        words("{n} without a usable value", n=_count(n))
        if reason is Difference.ABSENT
        else words("{n} not comparable ({reason})", n=_count(n), reason=reason)
        for reason, n in reasons
    ]
    if bounded:
        left.append(words("{n} of which only a bound is known", n=_count(bounded)))
    return (words("Not drawn: {reasons}", reasons=left),) if left else ()


def _passed(scene: Scene, values: NDArray[np.float64]) -> str:
    """Verdicts have no rank: it is only counted how many pass."""
    passed = int(values.sum())
    return scene.words(
        "{passed} of {n} comparable products pass", passed=_count(passed), n=_count(len(values))
    )


def _place(scene: Scene, place: PoolPlace | None) -> str:
    words = scene.words
    if place is None:
        return words("Not ranked: no value is better than another here")
    if place.alone:
        return words("No other product may be compared with ours")
    if place.rank_last > place.rank:
        return words(
            "Rank {first} to {last} of {n} comparable products: of some only a bound is known",
            first=_count(place.rank),
            last=_count(place.rank_last),
            n=_count(place.of),
        )
    # the percentile is the share strictly worse plus half of the ties, and what is neither better nor worse ties
    worse = int(2 * place.percentile * place.of / 100 + Decimal("0.5")) - (place.of - place.rank + 1)
    if not worse:
        return words(
            "None of the {n} comparable products is worse; rank {rank}, percentile {percentile}",
            n=_count(place.of),
            rank=_count(place.rank),
            percentile=f"{place.percentile:.1f}",
        )
    return words(
        "Better than {share} of {n} comparable products ({worse} are worse); rank {rank}, percentile {percentile}",
        share=chance_text(Decimal(worse) / place.of),
        n=_count(place.of),
        worse=_count(worse),
        rank=_count(place.rank),
        percentile=f"{place.percentile:.1f}",
    )


def _count(number: int) -> str:
    """A count with a narrow gap between thousands: 1 234."""
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")
