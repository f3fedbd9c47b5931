"""The columns say what the engine's summary says, however they came about: built, mended, or read from the file."""

from __future__ import annotations

import math
import tempfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from compare_app.domain.comparison import Summary
from compare_app.domain.edit import Edit, Ref
from compare_app.domain.gate_keys import CLASS, NUMBER, VERDICT, GateKey, sample_key
from compare_app.domain.grid import UNKNOWN, exact
from compare_app.domain.model import Category, Indicator, Product, Result, Sample, TestMethod
from compare_app.domain.pool import Mark, Pool
from compare_app.domain.quantity import quantity_key
from compare_app.domain.record import Record
from compare_app.domain.replicates import possible
from compare_app.domain.terms import Absence, Basis, Direction, SampleKind, Scale, Statistic
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
from compare_app.engine.compare import units_of
from compare_app.engine.gap import farthest
from compare_app.engine.levels import level_index
from compare_app.engine.summary import summarise
from compare_app.storage.figure import (
    BASIS_CODE,
    EXTREMES,
    NOTHING,
    UNUSABLE,
    Figure,
    aim,
    figure,
    kinds_of,
)
from compare_app.storage.step import Step
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
AIMED = replace(MASS, id="aimed", position=3, code="a", direction=Direction.TARGET, target=Decimal("0.5"))
SCHEME = (MASS, GRADE, AIMED)
SAMPLES = {
    "s1": Sample("s1", "p", "1", kind=SampleKind.SERIES),
    "s2": Sample("s2", "p", "2", kind=SampleKind.PROTOTYPE),
    "s3": Sample("s3", "q", "3"),
}
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
        st.sampled_from(["mass", "grade", "aimed"]),
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
    "condition": st.sampled_from(["", "23 ℃", "23℃", "湿态"]),
    "uncertainty": st.sampled_from([None, Decimal("0.3"), Decimal(0), Decimal(-1)]),
    "coverage": st.sampled_from([None, Decimal(2), Decimal("1.96"), Decimal(0)]),
    "sample_id": st.sampled_from(["", "s1", "s2", "s3"]),
}
odd_fields = st.lists(st.sampled_from(sorted(ODDITIES)), max_size=3, unique=True)
shared_fields = st.fixed_dictionaries({}, optional=ODDITIES)
"""What all results of a batch have in common, as those of one report do: such products are built in one sweep."""


def batch_of(
    values: st.SearchStrategy[Value], odd: list[str], shared: dict[str, object]
) -> st.SearchStrategy[list[Result]]:
    fields = {name: ODDITIES[name] for name in odd} | {name: st.just(one) for name, one in shared.items()}
    return st.lists(results_of(values, **fields), max_size=10)


batches = st.tuples(st.sampled_from(families), odd_fields, st.just({}) | shared_fields).flatmap(
    lambda chosen: batch_of(*chosen)
)


def expected(indicator: Indicator, own: list[Result]) -> Figure:
    """The entry that follows from the engine's summary."""
    nothing = UNUSABLE if own else NOTHING
    summary = summarise("p", indicator, own, {method.id: method for method in METHODS})
    if summary.basis is None:
        return nothing
    form, ends, step = NUMBER, possible(summary.value), math.nan
    match summary.value:
        case PassFail(passed):
            form, step = VERDICT, float(passed)
        case Grade(label):
            at = level_index(indicator, label)
            form, step = CLASS, math.nan if at is None else float(len(indicator.levels) - at)
    if form == NUMBER and ends is not None:
        low = -math.inf if ends.low is None else float(ends.low)
        high = math.inf if ends.high is None else float(ends.high)
    else:
        low = high = step
    if math.isnan(low):
        return nothing
    quantity = quantity_key(summary.quantity, indicator)
    extreme = summary.statistic in (Statistic.MINIMUM, Statistic.MAXIMUM)
    return Figure(
        low,
        high,
        math.nan if len(units_of(summary)) < 2 else float(summary.deviation or 0),
        summary.n,
        BASIS_CODE[summary.basis],
        GateKey(
            "" if quantity == quantity_key("", indicator) else quantity,
            form,
            summary.method_group,
            key(summary.condition),
            summary.statistic.value if extreme else "",
            sample_key(SAMPLES[one.sample_id].kind for one in behind(indicator, own) if one.sample_id),
        ),
        marks_of(summary, form),
        # the pool asks U for E only, which speaks of one reported number a side
        uncertainty=float(summary.uncertainty)
        if summary.uncertainty is not None and summary.stated.alone
        else math.nan,
        far=farthest_of(summary, indicator),
    )


def behind(indicator: Indicator, own: list[Result]) -> list[Result]:
    """The results that a summary rests on: changing the text of any other leaves it as it is."""
    methods = {method.id: method for method in METHODS}

    def read(results: list[Result]) -> tuple[object, ...]:
        return summarise("p", indicator, results, methods).raw

    marked = [replace(one, raw=f"#{at}") for at, one in enumerate(own)]
    used = set(read(marked))
    return [one for one, marked_one in zip(own, marked) if marked_one.raw in used]


def marks_of(summary: Summary, form: str) -> int:
    """What the gate and the statistics ask, as bits."""
    marks = Mark.CONVERTED if summary.converted else Mark(0)
    marks |= Mark.PARTIAL if summary.partial else Mark(0)
    left = possible(summary.value)
    if form != NUMBER or left is None:
        return int(marks)
    if not isinstance(summary.value, Number):
        marks |= Mark.ENDS
        marks |= Mark.LOW_OPEN if left.low is not None and not left.low_closed else Mark(0)
        marks |= Mark.HIGH_OPEN if left.high is not None and not left.high_closed else Mark(0)
    elif len(summary.means) == 1 and summary.means[0] != left and summary.statistic not in EXTREMES:
        marks |= Mark.LOOSE
    return int(marks)


def farthest_of(summary: Summary, indicator: Indicator) -> float:
    """How far the farthest single value lies from the target."""
    target = aim(indicator)
    far = None if target is None or not isinstance(summary.value, Number) else farthest(summary, target)
    return math.nan if far is None else float(far)


def entry(pool: Pool, product: str, indicator: Indicator) -> Figure:
    column, at = pool.columns[indicator.id], pool.seat(product)
    assert at is not None
    target = aim(indicator)
    far = math.nan if column.far is None or target is None else abs(float(column.far[at]) - float(target))
    return Figure(
        float(column.low[at]),
        float(column.high[at]),
        float(column.deviation[at]),
        int(column.count[at]),
        int(column.basis[at]),
        pool.table.keys[int(column.key[at])],
        int(column.marks[at]),
        int(column.places[at]),
        math.nan if column.uncertainty is None else float(column.uncertainty[at]),
        far,
    )


def agree(found: Figure, wanted: Figure, mean: Decimal | None = None) -> bool:
    """Equal up to the noise of float64; certified figures are the exact decimal."""
    for one, other in zip(numbers_of(found), numbers_of(wanted)):
        if not np.allclose(one, other, rtol=1e-12, atol=1e-12, equal_nan=True):
            return False
    if found.places != UNKNOWN and mean is not None and exact(found.low, found.count, found.places) != mean:
        return False
    loose = int(Mark.LOOSE)  # values under several conditions may carry it or not: it only asks for the text
    return found.key == wanted.key and found.marks | loose == wanted.marks | loose


def numbers_of(one: Figure) -> tuple[float, ...]:
    return (one.low, one.high, one.deviation, one.count, one.basis, one.uncertainty, one.far)


def mean_of(indicator: Indicator, own: list[Result]) -> Decimal | None:
    summary = summarise("p", indicator, own, {method.id: method for method in METHODS})
    return summary.value.value if isinstance(summary.value, Number) else None


@settings(max_examples=300)
@given(batches)
def test_an_entry_is_the_summary_in_numbers(given_results: list[Result]) -> None:
    for indicator in SCHEME:
        own = [
            replace(one, indicator_id=indicator.id, replicate=at) for at, one in enumerate(given_results, 1)
        ]
        found = figure(indicator, own, {method.id: method for method in METHODS}, kinds_of(SAMPLES))
        target = aim(indicator)
        if target is not None:
            found = replace(found, far=abs(found.far - float(target)))
        if found.marks & Mark.PARTIAL:  # statistics ask the mark first
            found = replace(found, deviation=math.nan)
        wanted = expected(indicator, own)
        event("a value" if not math.isnan(wanted.low) else "nothing")
        event("certified" if found.places != UNKNOWN else "not certified")
        assert agree(found, wanted, mean_of(indicator, own))


@settings(max_examples=40)
@given(batches, batches)
def test_built_mended_and_read_columns_agree(first: list[Result], second: list[Result]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "x.dcmp", "x")
        products = (Product("p", "c", "p"), Product("q", "c", "q"))
        store.apply(
            Edit(M("Base"), (Category("c", "c"), *SCHEME, *products, *METHODS, *SAMPLES.values())),
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
            for indicator in SCHEME:
                mine = [one for one in own if one.indicator_id == indicator.id]
                wanted = expected(indicator, mine)
                for pool in (mended, read, built):
                    found = entry(pool, product, indicator)
                    if found.marks & Mark.PARTIAL:
                        found = replace(found, deviation=math.nan)
                    assert agree(found, wanted, mean_of(indicator, mine))
        store.close()


def lows(store: Store, indicator: str = "i0") -> list[float]:
    return [round(float(value), 9) for value in store.pool("c").columns[indicator].low]


def test_means_in_the_canonical_unit(store: Store) -> None:
    assert lows(store) == [0.005, 1.005]
    pool = store.pool("c")
    one = entry(pool, "p0", store.project.all(Indicator)["i1"])
    assert (one.low, one.high, one.count, one.basis) == (0.105, 0.105, 2, 2)
    assert one.deviation == pytest.approx(math.sqrt(0.00005))


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
    assert store.database.rows("SELECT count(*) FROM pool_column") == [
        (4,)
    ]  # two columns, the order of the products, the gate keys
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


@pytest.mark.parametrize("restart", [False, True])
def test_a_sample_of_another_kind_changes_the_gate_of_its_products(store: Store, restart: bool) -> None:
    """No result changes, and the columns do: also undone, also after a restart."""
    sample = Sample("s", "p0", "S-1", kind=SampleKind.SERIES)
    store.apply(Edit(M("Sample"), (sample,)))
    store.apply(Edit(M("Result"), (replace(measured("p0", "i0", 1, "1"), sample_id="s"),)))

    def kinds() -> list[str]:
        nonlocal store
        if restart:
            store.close()
            store = Store.open(store.path)
        pool = store.pool("c")
        return [pool.table.keys[one].sample for one in pool.columns["i0"].key.tolist()]

    assert kinds() == ["series", ""]
    store.apply(Edit(M("Kind"), (replace(sample, kind=SampleKind.PROTOTYPE),)))
    assert kinds() == ["prototype", ""]
    store.undo()
    assert kinds() == ["series", ""]
    store.redo()
    assert kinds() == ["prototype", ""]
    store.apply(Edit(M("Remove"), (), (Ref(Sample, "s"),)))
    assert kinds() == ["", ""]
    store.close()


def test_the_first_uncertainty_of_a_column_makes_room_for_itself(store: Store) -> None:
    assert store.pool("c").columns["i0"].uncertainty is None
    store.apply(Edit(M("Remove"), (), (Ref(Result, "p1/i0/2"),)))
    stated = replace(measured("p1", "i0", 1, "1"), uncertainty=Decimal("0.3"), coverage=Decimal(3))
    store.apply(Edit(M("U"), (stated,)))
    for _ in range(2):
        column = store.pool("c").columns["i0"]
        assert column.uncertainty is not None
        assert column.uncertainty.tolist() == pytest.approx([math.nan, 0.2], nan_ok=True)  # U for k = 2
        store.close()
        store = Store.open(store.path)
    store.close()


@pytest.mark.parametrize("gone", [Ref(Indicator, "i1"), Ref(Category, "c")], ids=lambda one: one.id)
def test_a_project_closes_after_a_scheme_lost_what_the_columns_still_name(store: Store, gone: Ref) -> None:
    """The columns were mended, not yet saved, and nobody asked for them again: closing still makes its backup."""
    store.pool("c")
    store.apply(Edit(M("Edit"), (measured("p0", "i0", 1, "7"),)))
    store.pool("c")
    store.apply(Edit(M("Remove"), (), (gone,)))
    store.close()
    assert list(store.path.parent.rglob("*.dcmp*")) != [store.path]
    with_rest = Store.open(store.path)
    assert set(with_rest.pool("c").columns) == ({"i0"} if gone.id == "i1" else set())
    with_rest.close()


def test_nobody_reads_between_the_file_and_the_memory_that_follows_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new product is committed, the snapshot does not know it yet, and a comparison in a thread asks."""
    seen: list[object] = []

    def ask() -> None:
        try:
            seen.append(store.pool("c").product_ids)
        except KeyError as error:
            seen.append(error)

    thread, take = Thread(target=ask), store._take

    def slowly(step: Step) -> None:
        thread.start()
        thread.join(0.3)
        take(step)

    monkeypatch.setattr(store, "_take", slowly)
    store.apply(Edit(M("New"), (Product("p9", "c", "p9"), measured("p9", "i0", 1, "1"))))
    thread.join()
    assert seen == [("p0", "p1", "p9")]


def test_a_cache_of_another_format_is_built_anew(store: Store) -> None:
    store.pool("c")
    store.close()
    store = Store.open(store.path)
    with store.database.transaction() as connection:
        connection.execute("UPDATE pool_column SET fingerprint = '2' WHERE indicator = 0")
        connection.execute("UPDATE pool_column SET body = zeroblob(58) WHERE indicator > 0")
    store.close()
    store = Store.open(store.path)
    assert lows(store) == [0.005, 1.005]
    store.close()


def test_equal_means_are_equal_floats_however_they_came_about(store: Store) -> None:
    """0.1, 0.2, 0.3 in kg or in g, one by one or as six values: the same mean, the same 64 bits."""
    store.apply(Edit(M("Scheme"), (Indicator("w", "c", 9, "w", "w", unit="kg"),)))
    ways = {
        "a": [("0.1", "kg"), ("0.2", "kg"), ("0.4", "kg")],
        "b": [("100", "g"), ("200", "g"), ("400", "g")],
        "c": [("0.4", "kg"), ("0.2", "kg"), ("0.1", "kg"), ("0.1", "kg"), ("0.4", "kg"), ("0.2", "kg")],
        "d": [("0.10", "kg"), ("200", "g"), ("0.4", "kg")],  # two units: one by one
    }
    records: list[Record] = [Product(name, "c", name) for name in ways]
    records += [
        replace(measured(name, "w", at, text), unit=unit)
        for name, values in ways.items()
        for at, (text, unit) in enumerate(values, 1)
    ]
    store.apply(Edit(M("Results"), tuple(records)))
    column = store.pool("c").columns["w"]
    assert len(set(column.low[2:].tolist())) == 1
    behind_it = zip(column.low[2:].tolist(), column.count[2:].tolist(), column.places[2:].tolist())
    assert {exact(*one) for one in behind_it} == {Decimal("0.7") / 3}


@pytest.mark.parametrize("rebuilt", [False, True])
def test_what_the_gate_asks_is_there_however_the_column_was_made(store: Store, rebuilt: bool) -> None:
    """Mended one by one, or built in one sweep from plain numbers."""
    samples = (Sample("s", "x", "S-1", kind=SampleKind.PROTOTYPE),)
    told = {"condition": "23 ℃", "sample_id": "s", "method_id": "m1", "quantity": "另一个量"}
    results = [replace(measured("x", "i0", at, text), **told) for at, text in enumerate(("1", "2"), 1)]  # type: ignore[arg-type]
    unread = [
        measured("y", "i0", 1, "1"),
        measured("y", "i0", 2, "2"),
        replace(measured("y", "i0", 3, "3"), value=Unread()),
    ]
    if not rebuilt:
        store.pool("c")
    products = (Product("x", "c", "x"), Product("y", "c", "y"), Product("z", "c", "z"))
    silent = replace(measured("z", "i0", 1, "0"), raw="未检", value=Absent(Absence.NOT_TESTED))
    store.apply(Edit(M("Edit"), (*METHODS, *products, *samples, *results, *unread, silent)))
    if rebuilt:
        with store.database.transaction() as connection:
            connection.execute("DELETE FROM pool_column")
        store.close()
        store = Store.open(store.path)
    indicator = store.project.all(Indicator)["i0"]
    pool = store.pool("c")
    assert entry(pool, "x", indicator).key == GateKey("另一个量", NUMBER, "a", "23°c", "", "prototype")
    assert entry(pool, "y", indicator).marks & Mark.PARTIAL
    assert entry(pool, "p0", indicator).key == GateKey(form=NUMBER)
    assert not entry(pool, "p0", indicator).marks & Mark.PARTIAL
    nothing = entry(pool, "z", indicator)
    assert math.isnan(nothing.low)
    assert nothing.marks == Mark.REPORTED
    store.close()
