"""Edits go in whole, come back out, and what is removed takes its parts with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from compare_app.domain.edit import Changes, Edit, Ref
from compare_app.domain.loop import Action, ExportBase, SignOff, Verification
from compare_app.domain.model import (
    Category,
    CellRef,
    Executed,
    HeldCell,
    ImportBatch,
    Indicator,
    Product,
    Requirement,
    Result,
    Sample,
    StandardEdition,
    TestMethod,
    TestReport,
)
from compare_app.domain.terms import SignOffKind
from compare_app.domain.value import Number
from compare_app.errors import AppError
from compare_app.storage.store import Store
from compare_app.text.message import M
from tests.storage.conftest import measured

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def edit(*puts: object, removes: tuple[Ref, ...] = ()) -> Edit:
    return Edit(M("Edit"), puts, removes)  # type: ignore[arg-type]


def reopened(store: Store) -> Store:
    store.close()
    return Store.open(store.path)


def test_what_was_stored_is_there_after_a_restart(store: Store) -> None:
    project, results = store.project, store.results("p1")
    again = reopened(store)
    assert again.project == project
    assert [list(rows) for rows in again.project.tables.values()] == [
        list(rows) for rows in project.tables.values()
    ]
    assert again.results("p1") == results
    assert [one.raw for one in results] == ["1.00", "1.01", "1.10", "1.11"]
    assert again.result_count() == 8
    again.close()


def test_an_edit_of_a_snapshot_that_is_gone_is_refused_whole(store: Store) -> None:
    before = store.project
    store.apply(edit(Category("other", "另一类")), on=before)
    with pytest.raises(AppError) as refused:
        store.apply(edit(Category("late", "迟到的")), on=before)
    assert refused.value.code == "PROJECT-CHANGED"
    assert store.project.get(Category, "late") is None
    store.undo()
    with pytest.raises(AppError):  # equal to what was seen, but nobody looked
        store.apply(edit(Category("late", "迟到的")), on=before)
    store.apply(edit(Category("late", "迟到的")), on=store.project)
    assert store.project.get(Category, "late") is not None


def test_changes_say_what_was_touched(store: Store) -> None:
    product = store.project.all(Product)["p0"]
    assert store.apply(edit(replace(product, brand="B"))).changes == Changes.PRODUCTS
    assert store.apply(edit(measured("p0", "i0", 1, "9"))).changes == Changes.RESULTS
    assert store.apply(edit(TestMethod("m", "GB 1"))).changes == Changes.STANDARDS


def test_an_edit_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    before = store.undo_label, store.database.rows("SELECT count(*) FROM operation")
    same = (store.project.all(Product)["p0"], *store.results("p0"))
    applied = store.apply(Edit(M("Again"), same, (Ref(Product, "nobody"), Ref(Result, "p0/i0/99"))))
    assert applied.changes == Changes.NOTHING
    assert (store.undo_label, store.database.rows("SELECT count(*) FROM operation")) == before


def test_a_removed_product_takes_its_parts_and_the_inverse_brings_them_back(store: Store) -> None:
    store.apply(
        edit(
            StandardEdition("s", "GB 1"),
            Executed("x", "p0", "s"),
            Sample("sample", "p0", "S-1"),
            Action("a", "p0", 1, "gap"),
            replace(measured("p0", "i0", 3, "7"), sample_id="sample"),
        )
    )
    project, results = store.project, store.results("p0")
    applied = store.apply(edit(removes=(Ref(Product, "p0"),)))
    assert applied.changes == Changes.PRODUCTS | Changes.RESULTS | Changes.STANDARDS | Changes.PLAN
    assert store.results("p0") == ()
    assert not store.project.all(Executed)
    assert not store.project.all(Action)
    assert store.result_count() == 4
    store.apply(applied.inverse)
    assert store.project == project
    assert list(store.project.all(Product)) == ["p0", "p1"], "a product comes back to its place"
    assert store.results("p0") == results


def test_a_removed_method_is_cleared_where_it_was_named(store: Store) -> None:
    requirement = Requirement("r", "s", "i0", "≥1", method_id="m")
    report = TestReport("t", "R-1")
    named = replace(measured("p0", "i0", 1, "3"), method_id="m", report_id="t")
    store.apply(edit(StandardEdition("s", "GB 1"), TestMethod("m", "GB 2"), report, requirement, named))
    before = store.results("p0")
    store.apply(edit(removes=(Ref(TestMethod, "m"),)))
    assert store.project.all(Requirement)["r"].method_id == ""
    assert [one.method_id for one in store.results("p0")] == [""] * 4
    assert store.results("p0")[0].report_id == "t"
    store.undo()
    assert store.results("p0") == before
    assert store.project.all(Requirement)["r"] == requirement


@pytest.mark.parametrize(
    "wrong",
    [
        Product("p9", "no such category", "x"),
        measured("nobody", "i0", 1, "1"),
        measured("p0", "nothing", 1, "1"),
        replace(measured("p0", "i0", 9, "1"), method_id="no such method"),
        Requirement("r", "no such edition", "i0", "≥1"),
        Action("a", "p0", 1, "gap", case_id="no such case"),
    ],
    ids=lambda record: type(record).__name__,
)
def test_a_record_that_names_nothing_is_refused_and_nothing_changes(store: Store, wrong: object) -> None:
    project, results = store.project, store.results("p0")
    with pytest.raises(AppError) as caught:
        store.apply(edit(Product("fresh", "c", "Fresh"), wrong))
    assert caught.value.code == "EDIT-INCONSISTENT"
    assert (store.project, store.results("p0")) == (project, results)
    store.apply(edit(Product("fresh", "c", "Fresh")))
    assert list(store.project.all(Product)) == ["p0", "p1", "fresh"]
    again = reopened(store)
    assert list(again.project.all(Product)) == ["p0", "p1", "fresh"]
    again.close()


def test_a_record_cannot_be_stored_below_what_the_same_edit_removes(store: Store) -> None:
    unchanged = store.project.all(Product)["p0"]
    with pytest.raises(AppError) as caught:
        store.apply(edit(unchanged, removes=(Ref(Category, "c"),)))
    assert caught.value.code == "EDIT-INCONSISTENT"
    assert store.result_count() == 8


def test_undo_and_redo_work_across_restarts(store: Store) -> None:
    states = [store.project]
    for at in range(3):
        store.apply(
            Edit(
                M("Rename to {name}", name=f"n{at}"), (replace(states[0].all(Product)["p0"], name=f"n{at}"),)
            )
        )
        states.append(store.project)
    again = reopened(store)
    for at in (2, 1, 0):
        assert str(again.undo_label) == f"Rename to n{at}"
        assert again.undo() is not None
        assert again.project == states[at]
        again = reopened(again)
    for at in (0, 1, 2):
        assert str(again.redo_label) == f"Rename to n{at}"
        assert again.redo() is not None
        assert again.project == states[at + 1]
        again = reopened(again)
    assert again.redo() is None
    again.close()


def test_a_new_edit_ends_redo(store: Store) -> None:
    store.apply(edit(Product("p2", "c", "x")))
    store.undo()
    assert store.redo_label is not None
    store.apply(edit(Product("p3", "c", "y")))
    assert store.redo_label is None
    assert store.redo() is None


@pytest.mark.parametrize(
    "final",
    [
        SignOff("s", "p0", SignOffKind.APPROVED, "张三", NOW),
        Verification("v", "a", raw="5.2"),
    ],
    ids=["signature", "re-test"],
)
def test_what_lies_under_a_signature_cannot_be_undone(store: Store, final: SignOff | Verification) -> None:
    store.apply(edit(Action("a", "p0", 1, "gap")))
    store.apply(edit(final))
    assert store.undo_label is None
    assert store.undo() is None
    assert store.project.get(type(final), final.id) == final
    store.apply(edit(Product("p9", "c", "later")))
    assert store.undo() is not None
    assert store.undo() is None
    assert store.database.rows("SELECT count(*) FROM undo_result")[0][0] == 0


def test_what_left_the_program_is_noted_beside_the_line_of_edits(store: Store) -> None:
    store.apply(Edit(M("First"), (Product("p9", "c", "新"),)))
    store.undo()
    base = ExportBase("b", "p0", datetime(2026, 11, 27, tzinfo=UTC), "方案.xlsx", "{}")
    assert store.apply(Edit(M("Note"), (base,))).changes is Changes.EXPORTS
    assert store.undo_label == M("Fill"), "writing a file out is no step of undo"
    assert store.redo() is not None, "and what was undone can still be done again"
    assert store.project.get(Product, "p9")
    path = store.path
    store.close()
    again = Store.open(path)
    assert again.project.all(ExportBase) == {"b": base}
    again.close()


def test_a_signature_is_superseded_never_changed(store: Store) -> None:
    signed = SignOff("s", "p0", SignOffKind.APPROVED, "张三", NOW)
    store.apply(edit(signed))
    for attempt in (edit(replace(signed, name="李四")), edit(removes=(Ref(SignOff, "s"),))):
        with pytest.raises(AppError) as caught:
            store.apply(attempt)
        assert caught.value.code == "RELEASED"
    store.apply(edit(SignOff("s2", "p0", SignOffKind.APPROVED, "李四", NOW)))
    assert [one.name for one in store.project.all(SignOff).values()] == ["张三", "李四"]


def test_an_undone_import_is_kept_as_undone(store: Store) -> None:
    batch = ImportBatch("b", "lab.xlsx", "0" * 64, "", NOW, taken=2, held=1, ignored=0)
    replaced = store.results("p0")[0]
    store.apply(
        edit(
            batch,
            Product("new", "c", "New"),
            measured("new", "i0", 1, "8"),
            measured("p0", "i0", 1, "99"),
            measured("p0", "i1", 7, "5"),
            HeldCell("h", "b", "IMP-NUMBER", CellRef("lab.xlsx", "S", "C7"), "约5", M("a number")),
        )
    )
    after = store.project, store.results("p0"), store.results("new")
    for _ in range(2):
        store.undo()
        assert store.project.all(ImportBatch)["b"] == replace(batch, undone=True)
        assert not store.project.all(HeldCell)
        assert store.results("new") == ()
        assert store.results("p0")[0] == replaced
        assert len(store.results("p0")) == 4
        store.redo()
        assert (store.project, store.results("p0"), store.results("new")) == after


def test_equal_numbers_with_other_digits_are_a_change(store: Store) -> None:
    store.apply(edit(replace(measured("p0", "i0", 1, "5.00"))))
    store.apply(edit(Result("p0", "i0", 1, "5", Number(Decimal("5")))))
    assert repr(store.results("p0")[0].value) == "Number(value=Decimal('5'))"
    store.undo()
    assert repr(store.results("p0")[0].value) == "Number(value=Decimal('5.00'))"


def test_every_change_stands_in_the_audit_trail(store: Store) -> None:
    product = store.project.all(Product)["p0"]
    store.apply(edit(replace(product, name="Neu", brand="B"), measured("p0", "i0", 1, "9.9")), "王五")
    rows = store.database.rows(
        "SELECT author, entity, record, field, old_value, new_value FROM audit"
        " WHERE operation = (SELECT max(seq) FROM operation)"
    )
    assert rows == [
        ("王五", "Product", "p0", "name", "产品 0", "Neu"),
        ("王五", "Product", "p0", "brand", "", "B"),
        ("王五", "Result", "p0/i0/1", "first_text", "0.00", "9.9"),
        ("王五", "Result", "p0/i0/1", "raw", "0.00", "9.9"),
    ]


def test_a_large_edit_is_one_line_a_kind(store: Store) -> None:
    store.apply(
        edit(*(Product(f"n{at}", "c", "x") for at in range(101)), measured("n0", "i0", 1, "1")), "王五"
    )
    rows = store.database.rows(
        "SELECT entity, new_value FROM audit WHERE operation = (SELECT max(seq) FROM operation) ORDER BY seq"
    )
    assert rows == [("Product", '{"stored":101}'), ("Result", '{"products":1,"stored":1}')]


def test_versions_count_every_change(store: Store) -> None:
    def version() -> tuple[int, int]:
        product = store.database.rows("SELECT version FROM product WHERE id = 'p0'")[0][0]
        result = store.database.rows(
            "SELECT version FROM result WHERE product = 1 AND indicator = 1 AND replicate = 1"
        )
        return product, result[0][0]

    seen = [version()]
    product = store.project.all(Product)["p0"]
    for step in (
        lambda: store.apply(edit(replace(product, name="A"), measured("p0", "i0", 1, "2"))),
        store.undo,
        store.redo,
        lambda: store.apply(edit(replace(product, name="B"), measured("p0", "i0", 1, "3"))),
        store.undo,
    ):
        step()
        seen.append(version())
    for column in zip(*seen):
        assert sorted(set(column)) == list(column), "a version never comes back with other content"


def test_create_never_overwrites(path: Path) -> None:
    path.write_bytes(b"mine")
    with pytest.raises(AppError) as caught:
        Store.create(path, "x")
    assert caught.value.code == "PROJECT-EXISTS"
    assert path.read_bytes() == b"mine"


def test_two_windows_never_overwrite_each_other(store: Store) -> None:
    other = Store.open(store.path)
    store.apply(edit(Product("mine", "c", "x")))
    with pytest.raises(AppError) as caught:
        other.apply(edit(Product("theirs", "c", "y")))
    assert caught.value.code == "PROJECT-CHANGED"
    other.close()
    other = Store.open(store.path)
    other.apply(edit(Product("theirs", "c", "y")))
    assert {"mine", "theirs"} <= set(other.project.all(Product))
    other.close()
    with pytest.raises(AppError):
        store.apply(edit(Category("late", "x")))


def test_ids_may_hold_any_sign(store: Store) -> None:
    store.apply(
        edit(Product("a/b", "c", "x"), Indicator("i/j", "c", 9, "z", "Z"), measured("a/b", "i/j", 1, "4"))
    )
    store.apply(edit(removes=(Ref(Result, "a/b/i/j/1"),)))
    assert store.results("a/b") == ()
    store.undo()
    assert [one.raw for one in store.results("a/b")] == ["4"]


def test_a_connection_that_was_let_down_is_replaced(store: Store) -> None:
    store.database._let_down = True
    store.apply(Edit(M("Edit"), (Product("after", "c", "x"),)))
    path = store.path
    store.close()
    again = Store.open(path)  # its seals are looked at
    assert "after" in again.project.all(Product)
    again.close()
