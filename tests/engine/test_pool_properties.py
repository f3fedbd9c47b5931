"""What must hold of every pool: the order of products and the unit of entry decide nothing, better is never worse."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal as D

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from compare_app.domain.against_pool import AgainstPool
from compare_app.domain.model import Indicator, TestMethod
from compare_app.domain.student import TABLE_ERROR, critical, exactly
from compare_app.domain.terms import Basis, Direction, Role
from compare_app.engine.against_pool import against_pool
from tests.engine import made

Entry = tuple[tuple[str, ...], dict[str, object]]
"""What a product reports: texts, and how they came about."""

METHODS = (TestMethod("m1", "GB 1", group="A"), TestMethod("m2", "GB 2", group="B"))

number = st.integers(1, 60).map(lambda tenths: str(D(tenths) / 10))
texts = st.one_of(
    st.lists(number, min_size=1, max_size=1),
    st.lists(number, min_size=2, max_size=4),
    st.tuples(st.sampled_from("<≤>≥"), number).map(lambda pair: ["".join(pair)]),
    st.tuples(number, number).map(lambda pair: ["~".join(sorted(pair, key=D))]),
).map(tuple)
fields = st.fixed_dictionaries(
    {},
    optional={
        "method_id": st.sampled_from(["m1", "m2"]),
        "condition": st.sampled_from(["23 ℃", "湿态"]),
        "basis": st.sampled_from([Basis.TESTED, Basis.DECLARED]),
        "uncertainty": st.sampled_from([D("0.1"), D("0.5")]),
    },
)
entries = st.lists(st.tuples(texts, st.just({}) | fields), min_size=2, max_size=9)
indicators = st.sampled_from(
    [
        made.indicator("x", rounding=D("0.1")),
        made.indicator("x", direction=Direction.SMALLER, rounding=D("0.5")),
        made.indicator("x", direction=Direction.TARGET, target=D("2.35"), tolerance=D(3)),
    ]
)


def against(
    reported: Sequence[Entry], indicator: Indicator, order: Sequence[int] | None = None, **more: object
) -> AgainstPool:
    """The first product against all, which stand in the project in the order given."""
    order = range(len(reported)) if order is None else order
    products = [made.product(f"p{at}", Role.OURS if at == 0 else Role.PEER) for at in order]
    rows = {
        f"p{at}": tuple(made.results(f"p{at}", "x", *said, **{**came, **more}))
        for at, (said, came) in enumerate(reported)
    }
    project = made.project_of([indicator, *METHODS, *products])
    pool = made.pool_of(project, [row for own in rows.values() for row in own])
    return against_pool(project, "p0", pool, made.ON, rows.__getitem__)


ARRAYS = (
    "comparability", "reason", "absolute", "relative", "standing", "conclusion", "significant_small", "rank",
    "rank_last", "percentile", "score", "weighted", "covered", "weight_covered", "weakest",
)  # fmt: skip


@given(entries, indicators, st.randoms(use_true_random=False))
def test_permuting_the_products_permutes_the_results(
    reported: list[Entry], indicator: Indicator, shuffle: object
) -> None:
    order = list(range(len(reported)))
    shuffle.shuffle(order)  # type: ignore[attr-defined]
    first, second = against(reported, indicator), against(reported, indicator, order)
    assert second.product_ids == tuple(f"p{at}" for at in order)
    for name in ARRAYS:
        assert np.array_equal(getattr(first, name)[..., order], getattr(second, name), equal_nan=True), name
    assert np.array_equal(first.p(0)[order], second.p(0), equal_nan=True)


@given(
    entries,
    st.sampled_from([Direction.LARGER, Direction.SMALLER]),
    st.sampled_from(["2", "0.5", "1000", "0.3"]),
)
def test_scaling_every_value_changes_no_rank(
    reported: list[Entry], direction: Direction, factor: str
) -> None:
    def scaled(text: str) -> str:
        sign = text[0] if text[0] in "<≤>≥" else ""
        return sign + "~".join(str(D(one) * D(factor)) for one in text[len(sign) :].split("~"))

    indicator = made.indicator("x", direction=direction)
    larger = [(tuple(map(scaled, said)), came) for said, came in reported]
    first, second = against(reported, indicator), against(larger, indicator)
    for name in ("rank", "rank_last", "percentile", "comparability", "reason"):
        assert np.array_equal(getattr(first, name), getattr(second, name), equal_nan=True), name


@given(entries, indicators)
def test_the_unit_of_entry_decides_nothing(reported: list[Entry], indicator: Indicator) -> None:
    plain = [
        (said, {name: one for name, one in came.items() if name != "uncertainty"}) for said, came in reported
    ]

    def in_kilo(text: str) -> str:
        sign = text[0] if text[0] in "<≤>≥" else ""
        return sign + "~".join(str(D(one) * 1000) for one in text[len(sign) :].split("~"))

    kilo = [(tuple(map(in_kilo, said)), came) for said, came in plain]
    first, second = against(plain, indicator), against(kilo, indicator, unit="kPa")
    for name in ("standing", "conclusion", "rank", "rank_last", "percentile", "significant_small", "reason"):
        assert np.array_equal(getattr(first, name), getattr(second, name), equal_nan=True), name


@given(entries, st.sampled_from([Direction.LARGER, Direction.SMALLER]), st.integers(1, 30))
def test_a_better_value_never_lowers_our_rank(
    reported: list[Entry], direction: Direction, tenths: int
) -> None:
    """For one value and for equal shifts of all, bounds and spans included (rulings 16)."""
    shift = D(tenths) / 10 * (1 if direction is Direction.LARGER else -1)

    def better(text: str) -> str:
        sign = text[0] if text[0] in "<≤>≥" else ""
        return sign + "~".join(str(D(one) + shift) for one in text[len(sign) :].split("~"))

    said, came = reported[0]
    indicator = made.indicator("x", direction=direction)
    lifted = [(tuple(better(one) for one in said), came), *reported[1:]]
    if any(D(part) <= 0 for text in lifted[0][0] for part in text.lstrip("<≤>≥").split("~")):
        return
    first, second = against(reported, indicator), against(lifted, indicator)
    assert second.rank[0, 0] <= first.rank[0, 0]
    assert second.rank_last[0, 0] <= first.rank_last[0, 0]
    assert second.percentile[0, 0] >= first.percentile[0, 0]


@settings(max_examples=200)
@given(st.floats(1, 1e6))
def test_a_critical_value_of_the_table_is_near_enough(df: float) -> None:
    degrees = np.array([df])
    for coarse, fine in zip(critical(degrees), exactly(degrees)):
        assert abs(coarse[0] - fine[0]) <= TABLE_ERROR * fine[0]
