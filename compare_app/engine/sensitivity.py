"""Does the rank hold when the weights are somewhat different (R35)? Every weight may move by ±20 % for itself.

A product stays above another whatever the weights do exactly where Σ w·d > 0.2 · Σ w·|d|, d being the difference of
their scores: the worst case lowers the weight of every lead and raises that of every lag. So no weights are tried out.
The whole pool is looked at in columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from compare_app.domain.assessment import Sensitivity, Stability
from compare_app.domain.comparison import Gap, IndicatorRow, Trace
from compare_app.domain.model import Indicator, Product
from compare_app.domain.number import plain
from compare_app.domain.pool import Pool
from compare_app.domain.terms import Role
from compare_app.domain.value import PassFail
from compare_app.engine.pool_scores import scores
from compare_app.engine.rivals import counting, left_out
from compare_app.engine.score import indicator_score, is_veto
from compare_app.text.message import M

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from compare_app.engine.assess import Whole

SPREAD: Final = Decimal("0.2")
_NEIGHBOURS: Final = 3  # of the pool, on either side of ours
_NOISE: Final = 1e-9  # of a score: weighted scores nearer than this are a tie
_ROLES: Final = (Role.DOMESTIC, Role.INTERNATIONAL)


@dataclass(frozen=True, slots=True)
class _Scored:
    """One indicator in which ours has a score."""

    indicator: Indicator
    row: IndicatorRow
    gap: Gap | None
    score: Decimal


def sensitivity(whole: Whole) -> tuple[Sensitivity, ...]:
    """Ranks by weighted score against each primary benchmark, and those that ±20 % of each weight can make of them."""
    found = (_against(whole, role, whole.primaries[role]) for role in _ROLES if role in whole.primaries)
    return tuple(one for one in found if one is not None)


def _against(whole: Whole, role: Role, benchmark: Product) -> Sensitivity | None:
    """None where ours has no weighted score: nothing is covered, or a failed item forbids one."""
    import numpy as np

    pool, ours = whole.pool, whole.product.id
    scored = _scored(whole, benchmark)
    if not scored or pool.seat(ours) is None or any(map(is_veto, whole.rows)):
        return None
    weights = np.array([float(one.indicator.weight) for one in scored])
    matrix = _matrix(whole, scored)
    complete = np.flatnonzero(~np.isnan(weights @ matrix))
    if complete.size < len(pool.product_ids):
        matrix = np.ascontiguousarray(matrix[:, complete])
    total = weights @ matrix
    rows = [
        stability(matrix, total, weights, at, pool.product_ids[int(complete[at])])
        for at in _shown(whole, complete, total)
    ]
    exact = _exact(scored)
    rows = [replace(one, score=exact) if one.product_id == ours else one for one in rows]
    left_out = len(pool.product_ids) - int(complete.size)
    return Sensitivity(
        role=role,
        spread=SPREAD,
        rows=tuple(sorted(rows, key=lambda one: (one.rank, one.product_id != ours))),
        of=int(complete.size),
        left_out=left_out,
        steps=_steps(scored, int(complete.size), left_out),
    )


def _scored(whole: Whole, benchmark: Product) -> list[_Scored]:
    by_id = {indicator.id: indicator for indicator in whole.indicators}
    found = []
    for row in whole.rows:
        indicator = by_id[row.indicator_id]
        gap = next((one for one in row.gaps if one.product_id == benchmark.id), None)
        score = indicator_score(row.ours, gap, indicator, whole.pool)
        if score is not None and indicator.weight > 0:
            found.append(_Scored(indicator, row, gap, score))
    return found


def _exact(scored: Sequence[_Scored]) -> Decimal:
    weights = sum((one.indicator.weight for one in scored), Decimal(0))
    return sum((one.indicator.weight * one.score for one in scored), Decimal(0)) / weights


# --- scores of the whole pool (rulings 10) ------------------------------------------------------------------------


def _matrix(whole: Whole, scored: Sequence[_Scored]) -> NDArray[np.float64]:
    """Indicators × products, NaN where a product has no score; ours is exact."""
    import numpy as np

    pool = whole.pool
    mine = pool.seat(whole.product.id)
    assert mine is not None  # asked before
    rows = []
    for one in scored:
        values = pool_scores(one.row, one.gap, one.indicator, pool, mine)
        values[mine] = float(one.score)
        rows.append(values)
    return np.stack(rows)


def pool_scores(
    row: IndicatorRow, gap: Gap | None, indicator: Indicator, pool: Pool, ours: int
) -> NDArray[np.float64]:
    """The score of every product for one indicator, as `indicator_score` has it; NaN where there is none.

    Only products on the market that may be compared with ours count; a failed pass/fail item leaves no score at all.
    """
    import numpy as np

    column = pool.columns.get(indicator.id)
    if column is None:
        return np.full(len(pool.product_ids), np.nan)
    codes = left_out(pool, column, indicator, ours)
    yardstick = pool.seat(gap.product_id) if gap is not None else None
    found = scores(pool, indicator, ours if yardstick is None else yardstick, codes)
    found[~counting(pool, codes)] = np.nan
    if isinstance(row.ours.value, PassFail):
        found[found == 0] = np.nan
    return found


# --- ranks --------------------------------------------------------------------------------------------------------


def _shown(whole: Whole, complete: NDArray[np.intp], total: NDArray[np.float64]) -> list[int]:
    """Ours, the benchmarks, and the nearest of the pool above and below ours, as places among the complete ones."""
    import numpy as np

    wanted = [whole.product.id, *dict.fromkeys(gap.product_id for row in whole.rows for gap in row.gaps)]
    known = np.array([seat for one in wanted if (seat := whole.pool.seat(one)) is not None])
    places = np.minimum(np.searchsorted(complete, known), complete.size - 1)
    chosen = [int(at) for at in places[complete[places] == known]]
    order = np.argsort(-total, kind="stable")
    middle = int((order == chosen[0]).argmax())
    near = order[max(0, middle - _NEIGHBOURS) : middle + _NEIGHBOURS + 1]
    return list(dict.fromkeys([*chosen, *(int(at) for at in near)]))


def stability(
    matrix: NDArray[np.float64],
    total: NDArray[np.float64],
    weights: NDArray[np.float64],
    at: int,
    product_id: str,
) -> Stability:
    """Rank of one product (a column of the scores), and how many stay or can come above it, over all at once."""
    import numpy as np

    lead, swing, apart = total - total[at], np.zeros_like(total), np.empty_like(total)
    for weight, scores_of in zip(
        weights, matrix
    ):  # row by row in one buffer: the whole at once is all page faults
        np.abs(np.subtract(scores_of, scores_of[at], out=apart), out=apart)
        swing += np.multiply(apart, weight * float(SPREAD), out=apart)
    noise = _NOISE * float(weights.sum())
    return Stability(
        product_id=product_id,
        score=Decimal(f"{total[at] / weights.sum():.6f}"),
        rank=1 + int((lead > noise).sum()),
        best=1 + int((lead - swing > noise).sum()),
        worst=1 + int((lead + swing > noise).sum()),
    )


def _steps(scored: Sequence[_Scored], of: int, left_out: int) -> tuple[Trace, ...]:
    spread = f"{SPREAD:%}".removesuffix("%")
    steps = [
        Trace(
            M(
                "Ranked by weighted score over the indicators in which ours has one: {names}",
                names=[one.indicator.name for one in scored],
            ),
            "rulings 10",
        ),
        Trace(
            M(
                "Each weight moves by ±{spread} % for itself. The best rank counts the products that stay above "
                "whatever the weights do, the worst one those that can come above: Σ w·d against {share} · Σ w·|d|",
                spread=spread,
                share=plain(SPREAD),
            ),
            "R35",
        ),
        Trace(
            M(
                "Products ranked: {of}; without one of these scores, not ranked: {count}",
                of=of,
                count=left_out,
            )
        ),
    ]
    return tuple(steps)
