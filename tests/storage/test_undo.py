"""Whatever was edited: undoing all of it restores the snapshot and the file, redoing all of it brings the end back."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from compare_app.domain.edit import Applied, Changes, Edit
from compare_app.domain.model import ImportBatch, Product
from compare_app.domain.record import Record
from compare_app.errors import AppError
from compare_app.storage import history
from compare_app.storage.store import Store
from compare_app.text.message import M
from tests.storage.worlds import edits, foundation

State = tuple[dict[str, list[str]], dict[str, list[str]]]


def state(store: Store) -> State:
    """The logical content in its order, digits included. Undone imports are kept, so they do not count."""

    def kept(record: Record) -> bool:
        return not (isinstance(record, ImportBatch) and record.undone)

    records = {
        kind.__name__: [repr(record) for record in rows.values() if kept(record)]
        for kind, rows in store.project.tables.items()
    }
    results = {product: list(map(repr, store.results(product))) for product in store.project.all(Product)}
    return {name: rows for name, rows in records.items() if rows}, results


def attempt(store: Store, edit: Edit) -> Applied | None:
    """Apply an edit; None where it names what does not exist."""
    try:
        applied = store.apply(edit)
    except AppError as error:
        if error.code != "EDIT-INCONSISTENT":
            raise
        event("refused")
        return None
    event("applied" if applied.changes else "nothing to do")
    return applied


@settings(max_examples=60)
@given(
    st.lists(edits, min_size=1, max_size=8), st.lists(st.sampled_from(["undo", "redo", "reopen"]), max_size=6)
)
def test_undo_of_all_restores_everything(given_edits: list[Edit], wandering: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "x.dcmp", "x")
        states = [state(store)]
        for edit in (foundation(), *given_edits):
            applied = attempt(store, edit)
            if applied is None or applied.changes is Changes.NOTHING:
                assert state(store) == states[-1]
            else:
                states.append(state(store))
        place = len(states) - 1
        for step in wandering:
            if step == "undo":
                assert (store.undo() is not None) == (place > 0)
                place = max(0, place - 1)
            elif step == "redo":
                assert (store.redo() is not None) == (place < len(states) - 1)
                place = min(len(states) - 1, place + 1)
            else:
                store.close()
                store = Store.open(store.path)
            assert state(store) == states[place]
        while store.undo() is not None:
            place -= 1
            assert state(store) == states[place]
        assert place == 0
        while store.redo() is not None:
            place += 1
            assert state(store) == states[place]
        assert place == len(states) - 1
        store.close()
        store = Store.open(store.path)
        assert state(store) == states[-1]
        store.close()


@settings(max_examples=40)
@given(st.lists(edits, min_size=1, max_size=6))
def test_inverses_in_reverse_order_restore_the_content(given_edits: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "x.dcmp", "x")
        start = state(store)
        tried = [attempt(store, edit) for edit in (foundation(), *given_edits)]
        inverses = [applied.inverse for applied in tried if applied is not None]
        for inverse in reversed(inverses):
            store.apply(inverse)
        assert state(store) == start
        store.close()


def test_the_state_sees_digits_and_order(store: Store) -> None:
    """The yardstick of the tests above is not blind."""
    before = state(store)
    product = store.project.all(Product)["p0"]
    store.apply(Edit(store.undo_label or product.name, (replace(product, note="x"),)))  # type: ignore[arg-type]
    assert state(store) != before


def test_an_edit_beside_a_long_step_is_planned_on_what_that_leaves(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window undoes a large import in another thread while its user goes on."""
    product = next(iter(store.project.all(Product).values()))
    store.apply(Edit(M("Rename"), (replace(product, name="neu"),)))
    inside, go_on = Event(), Event()
    turn_over = history.turn_over

    def slow(*arguments: Any) -> None:
        inside.set()
        assert go_on.wait(20)
        turn_over(*arguments)

    monkeypatch.setattr(history, "turn_over", slow)
    undoing = Thread(target=store.undo)
    undoing.start()
    assert inside.wait(20)
    again = Edit(
        M("Rename"), (replace(product, name="neu"),)
    )  # nothing new before the undo, something after it
    editing = Thread(target=store.apply, args=(again,))
    editing.start()
    editing.join(0.3)
    go_on.set()
    undoing.join(20)
    editing.join(20)
    assert store.project.all(Product)[product.id].name == "neu"
