"""Scores (rulings 10), our own, not official: achievement of one indicator, and the weighted mean of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from compare_app.domain.comparison import Gap, IndicatorRow, Score, Summary, Trace
from compare_app.domain.model import Indicator, Product
from compare_app.domain.number import plain, round_to
from compare_app.domain.pool import Pool
from compare_app.domain.terms import Comparability, Direction, IndicatorClass, Role, Scale
from compare_app.domain.value import Grade, Number, PassFail
from compare_app.engine.gap import farthest
from compare_app.engine.levels import level_index
from compare_app.engine.rivals import counting, goodness, left_out
from compare_app.text.message import M

_HUNDRED = Decimal(100)


def indicator_score(ours: Summary, gap: Gap | None, indicator: Indicator, pool: Pool) -> Decimal | None:
    """0…100 for one indicator, capped at 100, None where nothing comparable stands behind it.

    Ratio scales: 100·x/b or 100·b/x against the benchmark of `gap`. Target and range: 100·max(0, 1−|x−t|/tolerance),
    x the single value farthest from the target. Interval and logarithmic scales: min–max within the pool. Ordered
    classes: by steps; names without order have none. Pass/fail: 100 or 0. What may not be compared with the benchmark
    of `gap` has no score against it. Of a pair of different basis (标称 against 实测) no ratio counts (rulings 6).
    """
    if gap is not None and gap.comparability is Comparability.NOT_COMPARABLE:
        return None
    match ours.value:
        case PassFail(passed):
            return _HUNDRED if passed else Decimal(0)
        case Grade(label):
            at = level_index(indicator, label)
            if at is None or len(indicator.levels) < 2 or indicator.scale is Scale.NOMINAL:
                return None
            last = len(indicator.levels) - 1
            return _HUNDRED * (last - at) / last
        case Number(value):
            return _by_number(value, ours, gap, indicator, pool)
        case _:
            return None


def _by_number(
    value: Decimal, ours: Summary, gap: Gap | None, indicator: Indicator, pool: Pool
) -> Decimal | None:
    if indicator.direction in (Direction.TARGET, Direction.RANGE):
        if indicator.target is None or not indicator.tolerance:
            return None
        far = farthest(ours, indicator.target)
        return None if far is None else _HUNDRED * max(Decimal(0), 1 - far / abs(indicator.tolerance))
    if indicator.scale in (Scale.INTERVAL, Scale.LOGARITHMIC):
        among = _min_max(ours, indicator, pool)
        return None if among is None else among.score
    if gap is None or gap.comparability is Comparability.MIXED_BASIS:
        return None
    if (
        indicator.direction is Direction.SMALLER
        and value == 0
        and gap.absolute is not None
        and gap.absolute >= 0
    ):
        return _HUNDRED  # nothing is less than nothing; the ratio b/0 does not exist
    if gap.ratio is None:
        return None
    return min(_HUNDRED, _HUNDRED * gap.ratio)


@dataclass(frozen=True, slots=True)
class _Among:
    """A min–max score, and the worst and the best value of the products that it is taken among."""

    score: Decimal
    worst: float
    best: float
    of: int


def _min_max(ours: Summary, indicator: Indicator, pool: Pool) -> _Among | None:
    """100·(x − worst) / (best − worst) among the products comparable with ours; None for fewer than two values."""
    import numpy as np

    column, seat = pool.columns.get(indicator.id), pool.seat(ours.product_id)
    if column is None or seat is None or np.isnan(column.low[seat]):
        return None
    low, high = goodness(column, indicator, pool.table.keys[column.key[seat]].form)
    values = low[counting(pool, left_out(pool, column, indicator, seat)) & (low == high)]
    if values.size < 2 or values.min() == values.max():
        return None
    worst, best = float(values.min()), float(values.max())
    share = (float(low[seat]) - worst) / (best - worst)
    score = _HUNDRED * Decimal(repr(min(1.0, max(0.0, share))))  # what is not on the market may lie beyond it
    sign = -1 if indicator.direction is Direction.SMALLER else 1
    return _Among(score, sign * worst, sign * best, int(values.size))


def weighted(
    rows: Sequence[IndicatorRow], indicators: Sequence[Indicator], role: Role, benchmark: Product, pool: Pool
) -> Score:
    """The weighted mean of all indicators with a score, with its coverage and the weakest core indicator beside it.

    A failed pass/fail indicator is a veto: there is no score then, only the weakest indicator.
    """
    by_id = {indicator.id: indicator for indicator in indicators}
    total = Decimal(0)
    weights = Decimal(0)
    all_weights = sum((indicator.weight for indicator in indicators), Decimal(0))
    veto: list[str] = []
    steps: list[Trace] = []
    left_out: list[str] = []
    not_comparable: list[str] = []
    weakest: tuple[Decimal, str] | None = None
    for row in rows:
        indicator = by_id[row.indicator_id]
        gap = next((one for one in row.gaps if one.product_id == benchmark.id), None)
        if is_veto(row):
            veto.append(indicator.name)
        score = indicator_score(row.ours, gap, indicator, pool)
        if score is None:
            apart = gap is not None and gap.comparability is Comparability.NOT_COMPARABLE
            (not_comparable if apart else left_out).append(indicator.name)
            continue
        steps.append(_step(indicator, score, gap, row.ours, pool))
        weights += indicator.weight
        total += indicator.weight * score
        if indicator.indicator_class is IndicatorClass.CORE and (weakest is None or score < weakest[0]):
            weakest = (score, row.indicator_id)
    covered = len(steps)
    value = None if veto or weights == 0 else total / weights
    if not_comparable:
        said = M(
            "Not comparable with the benchmark, no score and no part in the mean: {names}",
            names=not_comparable,
        )
        steps.append(Trace(said, "rulings 10"))
    if left_out:
        steps.append(Trace(M("No score, and no part in the mean: {names}", names=left_out), "rulings 10"))
    if veto:
        steps.append(Trace(M("A failed pass/fail item leaves no score: {names}", names=veto), "rulings 10"))
    elif value is not None:
        steps.append(
            Trace(
                M(
                    "Σ weight × score / Σ weight = {total} / {weights} = {value}",
                    total=plain(_rounded(total)),
                    weights=plain(weights),
                    value=plain(_rounded(value)),
                ),
                "R33",
            )
        )
    return Score(
        role=role,
        benchmark_id=benchmark.id,
        value=value,
        covered=covered,
        total=len(indicators),
        weight_covered=weights / all_weights if all_weights else Decimal(0),
        weakest_id=weakest[1] if weakest else "",
        weakest_score=weakest[0] if weakest else None,
        steps=tuple(steps),
    )


def is_veto(row: IndicatorRow) -> bool:
    """Whether a failed pass/fail item leaves the product without a score, comparable with a benchmark or not."""
    return isinstance(row.ours.value, PassFail) and not row.ours.value.passed


def _step(indicator: Indicator, score: Decimal, gap: Gap | None, ours: Summary, pool: Pool) -> Trace:
    """One indicator's part: its score and weight, the lead that the cap took away, and what min–max was taken among."""
    parts = {"indicator": indicator.name, "score": plain(_rounded(score)), "weight": plain(indicator.weight)}
    ratio = gap.ratio if gap is not None and indicator.scale is Scale.RATIO else None
    if score == _HUNDRED and ratio is not None and ratio > 1:
        whole = plain(_rounded(_HUNDRED * ratio))
        said = M("{indicator}: {whole}, capped at {score}, × weight {weight}", whole=whole, **parts)
        return Trace(said, "rulings 10")
    on_interval = indicator.scale in (Scale.INTERVAL, Scale.LOGARITHMIC)
    directed = indicator.direction in (Direction.LARGER, Direction.SMALLER)
    among = _min_max(ours, indicator, pool) if on_interval and directed else None
    if among is not None and isinstance(ours.value, Number):
        said = M(
            "{indicator}: {score} × weight {weight} (min–max: 100·(x − worst) / (best − worst) with x = {x}, worst "
            "{worst}, best {best} {unit} among the {of} comparable products, ours included)",
            x=ours.text,
            worst=f"{among.worst:.6g}",
            best=f"{among.best:.6g}",
            unit=indicator.unit,
            of=among.of,
            **parts,
        )
        return Trace(said, "rulings 10")
    return Trace(M("{indicator}: {score} × weight {weight}", **parts), "rulings 10")


def _rounded(value: Decimal) -> Decimal:
    return round_to(value, Decimal("0.01"))
