"""The columns say what the engine's summary says, however they came about: built, mended, or read from the file."""

from __future__ import annotations

import math
import tempfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.model import Category, Indicator, Product, Record, Result, TestMethod
from compare_app.domain.pool import Pool
from compare_app.domain.terms import Absence, Basis, Direction, Scale, Statistic
from compare_app.domain.value import (
    Absent,
    Censored,
    Grade,
    NotDetected,
    Number,
    Operator,
    PassFail,
    Span,
    Unread,
    Value,
)
from compare_app.engine.levels import level_index
from compare_app.engine.summary import summarise
from compare_app.storage.figure import BASIS_CODE, figure
from compare_app.storage.store import Store
from compare_app.text.fold import key
from compare_app.text.message import M
from tests.storage.conftest import measured, scheme

MASS = Indicator("mass", "c", 1, "m", "质量", unit="kg", quantity="质量")
GRADE = Indicator(
    "grade",
    "c",
    2,
    "g",
    "等级",
    scale=Scale.ORDINAL,
    direction=Direction.GRADE,
    levels=("1级", "2级", "3级"),
)
METHODS = (
    TestMethod("m1", "GB 1", "5.1", group="A"),
    TestMethod("m2", "GB 2", group="B"),
    TestMethod("m3", "GB 3", group="A"),
)

numbers = st.decimals(-1000, 1000, places=2)
number = st.builds(Number, numbers)
below = st.builds(Censored, st.sampled_from([Operator.BELOW, Operator.AT_MOST]), numbers)
above = st.builds(Censored, st.sampled_from([Operator.ABOVE, Operator.AT_LEAST]), numbers)
unseen = st.builds(NotDetected, numbers)
span = st.tuples(numbers, numbers).map(lambda ends: Span(min(ends), max(ends)))
step = st.builds(Grade, st.sampled_from(["1级", "二级", "2级", "3", "Class 3"]))
whole = st.builds(Number, st.sampled_from([Decimal(1), Decimal(2), Decimal("3.0")]))
silent = st.builds(Absent, st.sampled_from(Absence)) | st.just(Unread())
families: list[st.SearchStrategy[Value]] = [
    number,
    number | silent,
    number | span,
    number | below | unseen,
    number | above,
    below,
    below | above,
    unseen | st.just(NotDetected()),
    span,
    step | whole,
    step | st.builds(Grade, st.just("A")),
    st.builds(PassFail, st.booleans()),
    st.one_of(number, below, above, unseen, span, step, silent, st.builds(PassFail, st.booleans())),
]
"""What one laboratory sends for one indicator: mostly of a kind."""


def results_of(
    values: st.SearchStrategy[Value], **given_fields: st.SearchStrategy[object]
) -> st.SearchStrategy[Result]:
    fields: dict[str, st.SearchStrategy[object]] = {
        "unit": st.just("g"),
        "basis": st.just(Basis.TESTED),
        "statistic": st.just(Statistic.SINGLE),
        "specimen": st.just(""),
        "quantity": st.just(""),
        "method_id": st.just(""),
        **given_fields,
    }
    return st.builds(
        Result,
        st.sampled_from(["p", "q"]),
        st.sampled_from(["mass", "grade"]),
        st.integers(1, 6),
        st.just("raw"),
        values,
        **fields,
    )


ODDITIES: dict[str, st.SearchStrategy[object]] = {
    "unit": st.sampled_from(["", "kg", "g", "m"]),
    "basis": st.sampled_from(Basis),
    "statistic": st.sampled_from(Statistic),
    "specimen": st.sampled_from(["", "s1", "s2"]),
    "quantity": st.sampled_from(["", "质量", "重量"]),
    "method_id": st.sampled_from(["", "m1", "m2", "m3"]),
}
odd_fields = st.lists(st.sampled_from(sorted(ODDITIES)), max_size=3, unique=True)
batches = st.tuples(st.sampled_from(families), odd_fields).flatmap(
    lambda chosen: st.lists(
        results_of(chosen[0], **{name: ODDITIES[name] for name in chosen[1]}), max_size=10
    )
)


def expected(indicator: Indicator, own: list[Result]) -> tuple[float, float, float, int, int]:
    """The entry that follows from the engine's summary."""
    nothing = (math.nan, math.nan, math.nan, 0, 0)
    summary = summarise("p", indicator, own, {method.id: method for method in METHODS})
    if summary.basis is None or key(summary.quantity) != key(indicator.quantity):
        return nothing
    basis = BASIS_CODE[summary.basis]
    deviation = math.nan if summary.deviation is None else float(summary.deviation)
    match summary.value:
        case Number(number) if summary.statistic is Statistic.MINIMUM:  # the mean lies above, nobody knows where
            return float(number), math.inf, deviation, summary.n, basis
        case Number(number) if summary.statistic is Statistic.MAXIMUM:
            return -math.inf, float(number), deviation, summary.n, basis
        case Number(number):
            return float(number), float(number), deviation, summary.n, basis
        case Censored(Operator.BELOW | Operator.AT_MOST, bound):
            return -math.inf, float(bound), math.nan, summary.n, basis
        case Censored(_, bound):
            return float(bound), math.inf, math.nan, summary.n, basis
        case NotDetected(lod) if lod is not None:
            return -math.inf, float(lod), math.nan, summary.n, basis
        case Span(low, high):
            return float(low), float(high), math.nan, summary.n, basis
        case PassFail(passed):
            return float(passed), float(passed), math.nan, summary.n, basis
        case Grade(label):
            at = level_index(indicator, label)
            step = math.nan if at is None else float(len(indicator.levels) - at)
            return nothing if at is None else (step, step, math.nan, summary.n, basis)
        case _:
            return nothing


def entry(pool: Pool, product: str, indicator: str) -> tuple[float, float, float, int, int]:
    column, at = pool.columns[indicator], pool.product_ids.index(product)
    return (
        float(column.low[at]),
        float(column.high[at]),
        float(column.deviation[at]),
        int(column.count[at]),
        int(column.basis[at]),
    )


def agree(found: tuple[float, ...], wanted: tuple[float, ...]) -> bool:
    return bool(np.allclose(found, wanted, rtol=1e-12, atol=1e-12, equal_nan=True))


@settings(max_examples=300)
@given(batches)
def test_an_entry_is_the_summary_in_numbers(given_results: list[Result]) -> None:
    for indicator in (MASS, GRADE):
        own = [
            replace(one, indicator_id=indicator.id, replicate=at) for at, one in enumerate(given_results, 1)
        ]
        one = figure(indicator, own, {method.id: method for method in METHODS})
        found = (one.low, one.high, one.deviation, one.count, one.basis)
        wanted = expected(indicator, own)
        event("a value" if not math.isnan(wanted[0]) else "nothing")
        assert agree(found, wanted)


@settings(max_examples=40)
@given(batches, batches)
def test_built_mended_and_read_columns_agree(first: list[Result], second: list[Result]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "x.dcmp", "x")
        store.apply(
            Edit(
                M("Base"),
                (Category("c", "c"), MASS, GRADE, Product("p", "c", "p"), Product("q", "c", "q"), *METHODS),
            )
        )
        for batch in (first, second):
            store.apply(Edit(M("Results"), tuple(batch)))
            mended = store.pool("c")
        store.close()
        store = Store.open(store.path)
        read = store.pool("c")
        with store.database.transaction() as connection:
            connection.execute("DELETE FROM pool_column")
        store.close()
        store = Store.open(store.path)
        built = store.pool("c")
        for product in ("p", "q"):
            own = store.results(product)
            for indicator in (MASS, GRADE):
                wanted = expected(indicator, [one for one in own if one.indicator_id == indicator.id])
                for pool in (mended, read, built):
                    assert agree(entry(pool, product, indicator.id), wanted)
        store.close()


def lows(store: Store, indicator: str = "i0") -> list[float]:
    return [round(float(value), 9) for value in store.pool("c").columns[indicator].low]


def test_means_in_the_canonical_unit(store: Store) -> None:
    assert lows(store) == [0.005, 1.005]
    pool = store.pool("c")
    assert entry(pool, "p0", "i1") == pytest.approx((0.105, 0.105, math.sqrt(0.00005), 2, 2))


@pytest.mark.parametrize(
    ("other", "wanted"),
    [
        ({"basis": Basis.DECLARED}, 2),
        ({"basis": Basis.ESTIMATED}, 2),
        ({"quantity": "别的量"}, 2),
        ({"unit": "m"}, 2),
        ({"statistic": Statistic.MAXIMUM}, 2),
        ({"method_id": "m1"}, 2),
        ({"unit": "kg"}, 2668),
        ({"specimen": "s"}, 4),
    ],
    ids=lambda given: "-".join(given) if isinstance(given, dict) else str(given),
)
def test_a_stranger_among_the_results_is_not_averaged_in(
    store: Store, other: dict[str, object], wanted: int
) -> None:
    """Built from all rows at once, where a stranger is easiest to overlook; the unit is g."""
    stranger = replace(measured("x", "i0", 3, "8"), **other)  # type: ignore[arg-type]
    own = (measured("x", "i0", 1, "1"), measured("x", "i0", 2, "3"))
    store.apply(Edit(M("Edit"), (*METHODS, Product("x", "c", "x"), *own, stranger)))
    assert lows(store)[2] == wanted


def test_a_pool_that_was_handed_out_never_changes(store: Store) -> None:
    before = store.pool("c")
    kept = before.columns["i0"].low.copy()
    store.apply(Edit(M("Edit"), (measured("p0", "i0", 1, "9"),)))
    assert lows(store)[0] == pytest.approx(4.505)
    assert np.array_equal(before.columns["i0"].low, kept)


@pytest.mark.parametrize("restart", [False, True])
def test_columns_follow_every_kind_of_change(store: Store, restart: bool) -> None:
    def settled() -> None:
        nonlocal store
        if restart:
            store.close()
            store = Store.open(store.path)

    store.pool("c")
    indicator = store.project.all(Indicator)["i0"]

    def check(records: tuple[Record, ...], removes: tuple[Ref, ...], wanted: list[float]) -> None:
        before = lows(store)
        store.apply(Edit(M("Edit"), records, removes))
        settled()
        assert lows(store) == pytest.approx(wanted, nan_ok=True)
        store.undo()
        settled()
        assert lows(store) == pytest.approx(before, nan_ok=True)
        store.redo()
        settled()
        assert lows(store) == pytest.approx(wanted, nan_ok=True)

    check((measured("p0", "i0", 1, "9"),), (), [4.505, 1.005])
    check((Product("p2", "c", "new"), measured("p2", "i0", 1, "7")), (), [4.505, 1.005, 7])
    check((), (Ref(Product, "p1"),), [4.505, 7])
    check((replace(indicator, unit="kg"),), (), [4.505, 7])
    check((replace(measured("p2", "i0", 1, "7000"), unit="g"),), (), [4.505, 7])
    check((), (Ref(Result, "p2/i0/1"),), [4.505, math.nan])
    check((Category("d", "other"), replace(store.project.all(Product)["p2"], category_id="d")), (), [4.505])
    store.close()


def test_a_large_import_builds_the_columns_anew(store: Store) -> None:
    store.pool("c")
    many = [record for record in scheme(products=400) if isinstance(record, Product | Result)]
    store.apply(Edit(M("Import"), tuple(many)))
    assert store.database.rows("SELECT count(*) FROM pool_column") == [(0,)]
    assert lows(store)[399] == 399.005
    assert store.database.rows("SELECT count(*) FROM pool_column") == [(3,)]
    assert store.database.rows("SELECT count(*) FROM pool_stale") == [(0,)]


def test_derived_indicators_are_left_to_the_engine(store: Store) -> None:
    store.apply(Edit(M("Edit"), (Indicator("d", "c", 9, "d", "derived", formula="e0 / e1"),)))
    assert np.isnan(store.pool("c").columns["d"].low).all()


def test_an_unknown_category_has_an_empty_pool(store: Store) -> None:
    assert store.pool("nothing") == Pool("nothing", (), {})


def test_a_category_without_products_survives_a_restart(store: Store) -> None:
    store.apply(Edit(M("Edit"), (Category("empty", "x"), replace(MASS, category_id="empty"))))
    assert store.pool("empty").columns["mass"].low.size == 0
    store.close()
    again = Store.open(store.path)
    assert again.pool("empty").columns["mass"].low.size == 0
    again.apply(Edit(M("Edit"), (Product("first", "empty", "x"), measured("first", "mass", 1, "2"))))
    assert again.pool("empty").columns["mass"].low.tolist() == [2.0]
    again.close()
