"""Seals: every row is under one, every way of changing rows renews it, and a changed row shows at opening."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.model import Indicator, Product
from compare_app.errors import AppError
from compare_app.progress import Cancelled, Quiet
from compare_app.storage import migrations
from compare_app.storage import verify as looks
from compare_app.storage.seals import ROWS, Seals
from compare_app.storage.store import Store
from compare_app.storage.verify import verify
from compare_app.text.message import M
from tests.storage.conftest import measured, scheme
from tests.wine import on_wine


def broken(path: Path) -> list[tuple[str, int]]:
    with closing(sqlite3.connect(path)) as connection:
        seals = Seals(connection)
        return list(seals.broken(seals.blocks()))


def spoil(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as hand:
        hand.execute("PRAGMA foreign_keys = OFF")
        hand.execute(statement)
        hand.commit()


def tables() -> list[str]:
    return sorted(name for kind, name, _, _ in migrations.expected(migrations.NEWEST) if kind == "table")


def test_whatever_changes_rows_renews_their_seals(store: Store) -> None:
    """Edits, undo, redo, removed owners, the cache of columns, bodies, a barrier: after each of them all is sealed."""
    many = tuple(Product(f"n{at}", "c", f"n{at}") for at in range(3 * ROWS))
    steps = [
        lambda: store.apply(Edit(M("Many"), many)),
        lambda: store.apply(Edit(M("Value"), (measured("p0", "i0", 1, "7.5"),))),
        lambda: store.apply(Edit(M("Less"), removes=(Ref(type(measured("p0", "i0", 1, "1")), "p0/i0/1"),))),
        store.undo,
        store.redo,
        store.undo,
        store.undo,
        lambda: store.apply(Edit(M("Away"), removes=(Ref(Product, "p1"), Ref(Indicator, "i1")))),
        store.undo,
        store.redo,
        lambda: store.pool("c"),
        lambda: store.keep_body(b"x"),
        lambda: store.apply(Edit(M("More"), tuple(scheme(products=4)))),
        lambda: store.pool("c"),
    ]
    for at, step in enumerate(steps):
        step()
        assert broken(store.path) == [], at
    store.close()
    assert broken(store.path) == []


def test_an_edit_that_fails_leaves_the_seals_alone(store: Store) -> None:
    with pytest.raises(AppError):
        store.apply(Edit(M("Edit"), (Product("x", "c", "x"), Product("y", "nowhere", "y"))))
    with suppress(ZeroDivisionError), store.database.transaction() as connection:
        connection.execute("UPDATE product SET name = 'other'")
        1 / 0  # noqa: B018
    store.apply(Edit(M("Edit"), (Product("z", "c", "z"),)))
    assert broken(store.path) == []


@pytest.mark.parametrize("table", tables())
def test_every_table_is_under_a_seal(store: Store, table: str) -> None:
    """A row put into any table by another hand shows; bodies of attachments have their own digests."""
    store.close()
    with closing(sqlite3.connect(store.path)) as hand:
        columns = [(row[1], row[2]) for row in hand.execute(f"PRAGMA table_info({table})")]
        kinds = {"TEXT": "'" + "a" * 64 + "'", "INTEGER": "900", "BLOB": "X'00'"}
        values = ", ".join(kinds[kind] for _, kind in columns)
        hand.execute("PRAGMA ignore_check_constraints = ON")
        hand.execute(f"INSERT INTO {table} VALUES ({values})")
        hand.commit()
    assert bool(broken(store.path)) is (table != "attachment_body")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE result SET raw = '9.99' WHERE indicator = 1 AND product = 1", "产品 0"),
        ("UPDATE result SET context = context + 1 WHERE product = 2", "产品 1"),
        ("DELETE FROM result WHERE product = 2", "产品 1"),
        ("UPDATE indicator SET name = 'x'", "indicator"),
        ("DELETE FROM seal WHERE place = 'product'", "product"),
        ("UPDATE undo_record SET record = 'x'", "undo_record"),
    ],
)
def test_a_wrong_row_is_seen_before_it_is_used(store: Store, statement: str, said: str) -> None:
    store.close()
    spoil(store.path, statement)
    with closing(sqlite3.connect(store.path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with pytest.raises(AppError) as caught:
        Store.open(store.path)
    assert caught.value.code == "PROJECT-DAMAGED"
    assert said in str(caught.value.what)


def test_a_large_project_opens_at_once_and_is_looked_at_beside(
    store: Store,
) -> None:
    store.close()
    spoil(store.path, "UPDATE result SET raw = '9.99' WHERE product = 1")
    opened = Store.open(store.path, check_up_to=0)
    assert [str(one) for one in opened.verify(Quiet())] == ["The results of 产品 0 are not what was stored"]

    class Stop:
        def step(self, done: int, total: int) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        opened.verify(Stop())
    opened.close()


def test_derived_columns_that_are_wrong_are_made_again(store: Store) -> None:
    low = list(store.pool("c").columns["i0"].low)
    store.close()
    with closing(sqlite3.connect(store.path)) as hand:
        (body,) = hand.execute("SELECT body FROM pool_column WHERE indicator = 1").fetchone()
        hand.execute(
            "UPDATE pool_column SET body = ? WHERE indicator = 1",
            (body[:9] + bytes([body[9] ^ 1]) + body[10:],),
        )
        hand.commit()
    opened = Store.open(store.path)
    assert list(opened.pool("c").columns["i0"].low) == low
    opened.close()
    assert broken(store.path) == []


def test_the_text_under_a_seal_stays_the_same_whatever_sqlite_writes() -> None:
    """Another SQLite must not spell rows of results in another way: every project would be called damaged."""
    with closing(sqlite3.connect(":memory:")) as connection:
        (text,) = connection.execute(
            "SELECT json_array(?, ?, ?, ?)", (12, None, "a\"\\/\b\f\n\r\t\x01\x1f\x7f'", "≥5 ℃ 𠮷é")
        ).fetchone()
    assert text == '[12,null,"a\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\'","≥5 ℃ 𠮷é"]'


@pytest.mark.skipif(on_wine(), reason="its locks let readers in before a writer that waits")
def test_a_project_that_another_window_is_writing_is_not_called_damaged(store: Store) -> None:
    """Rows and seals are read as they stood together: in between the other window may store something."""
    stop = threading.Event()
    edits: list[int] = []

    def write() -> None:
        other = Store.open(store.path)
        while not stop.is_set():
            product = other.project.all(Product)["p0"]
            other.apply(Edit(M("Edit"), (replace(product, note=f"{len(edits)}"),)))
            edits.append(1)
        other.database.close()

    writer = threading.Thread(target=write)
    store.database.close()
    writer.start()
    try:
        while len(edits) < 60:
            assert writer.is_alive(), "the other window gave up"
            Store.open(store.path).database.close()
            assert verify(store.path, Quiet()) == ()
            time.sleep(0.01)  # whoever opens without a pause leaves the other no lock
    finally:
        stop.set()
        writer.join()


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_NOMEM])
def test_a_drive_that_does_not_answer_says_nothing_of_damage(
    store: Store, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def fails(*anything: object) -> NoReturn:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = code
        raise error

    monkeypatch.setattr(looks, "damage", fails)
    with pytest.raises(AppError) as caught:
        store.verify(Quiet())
    assert caught.value.code in ("PROJECT-IO", "PROJECT-LOCKED", "OUT-OF-MEMORY")
