"""One product against every product of its pool: gates, gaps, conclusions, ranks and scores, indicator by indicator.

What `compare` says of a benchmark is said here of ten thousand products, as arrays; a test holds both together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from compare_app.domain.against_pool import AgainstPool
from compare_app.domain.comparison import Summary
from compare_app.domain.model import Indicator, Product, Result, Sample, TestMethod
from compare_app.domain.pool import Pool
from compare_app.domain.project import Project
from compare_app.domain.student import Welches
from compare_app.domain.terms import Role
from compare_app.engine.applies import conditions_of
from compare_app.engine.binding import bounds_of
from compare_app.engine.compare import exact_of, primaries_of, summaries_of, units_of
from compare_app.engine.gap import practical_margin
from compare_app.engine.library import library
from compare_app.engine.pairs import Pairs
from compare_app.engine.pairs_exact import Case, Row, Texts
from compare_app.engine.pool import prepared
from compare_app.engine.pool_scores import scores, weighted
from compare_app.engine.ranking import place
from compare_app.engine.ranks import Ranks, ranks
from compare_app.engine.resolve import resolver_of
from compare_app.engine.rivals import left_out

if TYPE_CHECKING:
    from numpy.typing import NDArray

Fetch = Callable[[str], Sequence[Result]]
"""The results of one product, by its id."""


def against_pool(
    project: Project,
    product_id: str,
    pool: Pool,
    on: date,
    fetch: Fetch,
    yardstick_id: str = "",
    known: Mapping[str, Summary] | None = None,
) -> AgainstPool:
    """Compare one product with all of its category. A KeyError is raised for a product that is not in the pool.

    `fetch` gives the results of any product: ours, and those that float64 cannot tell from a threshold (rulings 15).
    `known` are our summaries by indicator id, where a comparison has made them already. Scores are measured by
    `yardstick_id`, else by the primary benchmark as in `compare`, else by ours.
    """
    product = project.all(Product)[product_id]
    indicators = project.indicators(product.category_id)
    pool = prepared(project, product.category_id, pool)
    seat = pool.seat(product_id)
    if seat is None:
        raise KeyError(product_id)
    if not yardstick_id:
        chosen = primaries_of(project.benchmarks_of(product))
        found = chosen.get(Role.DOMESTIC) or chosen.get(Role.INTERNATIONAL)
        yardstick_id = found.id if found else product_id
    yardstick = pool.seat(yardstick_id)
    if yardstick is None:
        raise KeyError(yardstick_id)
    methods, samples = project.all(TestMethod), project.all(Sample)
    mine = known or summaries_of(product_id, indicators, fetch(product_id), methods, samples)
    applies, shelf = conditions_of(indicators, mine), library(project, product, on)
    resolve = resolver_of(indicators, mine)
    texts = _texts(indicators, fetch, methods, samples)
    arrays = _arrays(len(indicators), len(pool.product_ids))
    welch: dict[int, Welches] = {}
    for at, indicator in enumerate(indicators):
        margin = practical_margin(indicator, bounds_of(project, indicator, shelf, applies, resolve))
        ours = mine[indicator.id]
        codes = left_out(pool, pool.columns[indicator.id], indicator, seat)
        row = Row(**{name: arrays[name][at] for name in Row.NAMES})
        Pairs(Case(pool, indicator, seat, ours, units_of(ours), margin, texts), codes).fill(row)
        if row.welch is not None:
            welch[at] = row.welch
        places = Ranks(arrays["rank"][at], arrays["rank_last"][at], arrays["percentile"][at])
        ranks(pool, indicator, seat, codes, places)
        if places.first[seat] and not pool.columns[indicator.id].certain():
            own = place(pool, product_id, indicator, exact_of(indicator, indicators, {}, fetch, methods))
            assert own is not None
            places.first[seat], places.last[seat] = own.rank, own.rank_last
            places.percentile[seat] = float(own.percentile)
        codes = (
            codes if yardstick == seat else left_out(pool, pool.columns[indicator.id], indicator, yardstick)
        )
        arrays["score"][at] = scores(pool, indicator, yardstick, codes)
    total = weighted(pool, indicators, arrays["score"])
    return AgainstPool(
        product_id=product_id,
        category_id=product.category_id,
        on=on,
        product_ids=pool.product_ids,
        indicator_ids=tuple(one.id for one in indicators),
        seat=seat,
        yardstick_id=yardstick_id,
        low=tuple(pool.columns[one.id].low for one in indicators),
        high=tuple(pool.columns[one.id].high for one in indicators),
        welch=welch,
        weighted=total.value,
        covered=total.covered,
        weight_covered=total.weight_covered,
        weakest=total.weakest,
        **arrays,
    )


def _texts(
    indicators: Sequence[Indicator],
    fetch: Fetch,
    methods: Mapping[str, TestMethod],
    samples: Mapping[str, Sample],
) -> Texts:
    """Summaries of other products; of each product all are made once, as a formula needs several."""
    known: dict[str, dict[str, Summary]] = {}

    def theirs(product_id: str, indicator: Indicator) -> tuple[Summary, Sequence[Decimal]]:
        if product_id not in known:
            known[product_id] = summaries_of(product_id, indicators, fetch(product_id), methods, samples)
        summary = known[product_id][indicator.id]
        return summary, units_of(summary)

    return theirs


def _arrays(height: int, width: int) -> dict[str, NDArray[Any]]:
    """Room for everything that is known of a pair."""
    import numpy as np

    kinds = {
        "comparability": np.uint8, "reason": np.uint8, "absolute": np.float64, "relative": np.float64,
        "standing": np.uint8, "conclusion": np.uint8, "significant_small": np.bool_, "rank": np.int32,
        "rank_last": np.int32, "percentile": np.float64, "score": np.float64,
    }  # fmt: skip
    return {name: np.zeros((height, width), dtype=kind) for name, kind in kinds.items()}
