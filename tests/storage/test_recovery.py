"""A damaged project comes back: from the newest good backup, with the edits since; nothing that lay there is lost."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.loop import Attachment, SignOff, Snapshot
from compare_app.domain.model import Category, Indicator, Product, Result
from compare_app.domain.record import Record
from compare_app.domain.state import canonical, digest_of
from compare_app.domain.terms import SignOffKind
from compare_app.errors import AppError
from compare_app.storage import backups, outbox, recovery
from compare_app.storage.store import Store
from compare_app.text.message import M
from compare_app.text.wording import Wording
from tests.storage.conftest import measured


def put(store: Store, *records: Record, label: str = "Edit", removes: tuple[Ref, ...] = ()) -> None:
    store.apply(Edit(M(label), records, removes), "甲")


def spoil(path: Path) -> bytes:
    with path.open("rb+") as file:
        file.seek(4096 * 5)
        file.write(b"\xa5" * 4096)
    return path.read_bytes()


def content(store: Store) -> object:
    return store.project, {one: store.results(one) for one in store.project.all(Product)}


def crash(store: Store) -> None:
    """Leave without closing: no backup is made."""
    store.database.close()


def test_back_and_forward_again(store: Store) -> None:
    assert store.backup() is not None
    put(store, Product("new", "c", "新品"), measured("new", "i0", 1, "5.00"), label="One")
    put(
        store,
        replace(measured("p0", "i0", 1, "7.5"), note="复测"),
        removes=(Ref(Result, "p0/i1/2"),),
        label="Two",
    )
    put(store, Product("gone", "c", "x"), label="Taken back")
    store.undo()
    put(store, removes=(Ref(Indicator, "i1"),), label="Three")
    wanted = content(store)
    crash(store)
    bad = spoil(store.path)
    with pytest.raises(AppError) as caught:
        Store.open(store.path)
    assert caught.value.code == "PROJECT-DAMAGED"

    offered = recovery.offer(store.path)
    assert offered is not None
    assert offered.edits == 5, "three edits, one more and its undo"
    found = recovery.recover(store.path)
    assert (found.again, found.left) == (3, ())
    assert found.damaged is not None
    assert found.damaged.read_bytes() == bad, "the damaged file is kept as it was"
    with closing(Store.open(store.path)) as again:
        assert content(again) == wanted
        again.undo()
        assert "new" not in again.project.all(Product), "one step of undo"
        assert "i1" in again.project.all(Indicator)
    assert sorted(one.name for one in store.path.parent.iterdir()) == sorted(
        [store.path.name, f"{store.path.name}.backups", found.damaged.name]
    )


def test_a_second_damage_goes_on_from_the_first_recovery(store: Store) -> None:
    store.backup()
    put(store, Product("a", "c", "a"))
    crash(store)
    spoil(store.path)
    recovery.recover(store.path)
    again = Store.open(store.path)
    put(again, Product("b", "c", "b"))
    wanted = content(again)
    crash(again)
    spoil(store.path)
    found = recovery.recover(store.path)
    assert found.again == 1
    with closing(Store.open(store.path)) as last:
        assert content(last) == wanted


def test_a_damaged_backup_is_passed_over(store: Store) -> None:
    store.backup()
    put(store, Product("a", "c", "a"))
    store.backup()
    put(store, Product("b", "c", "b"))
    crash(store)
    newest = backups.kept(store.path)[0]
    spoil(newest)
    spoil(store.path)
    offered = recovery.offer(store.path)
    assert offered is not None
    assert offered.skipped == 1
    assert offered.backup != newest
    assert recovery.recover(store.path).again == 2, "the outbox reaches back behind the damaged one"


def test_what_cannot_be_done_again_is_told(store: Store) -> None:
    sha256 = store.keep_body(b"first")
    store.backup()
    body = {"on": "2026-11-01"}
    at = datetime(2026, 11, 1, tzinfo=UTC)
    state = Snapshot("s", "p0", at, "状态", canonical(body), digest_of(body))
    put(store, state, label="Release")
    put(store, SignOff("o", "p0", next(iter(SignOffKind)), "乙", at, False, "", digest=""), label="Sign")
    put(store, Attachment("f", store.keep_body(b"second"), "b.pdf", 6), label="Attach")
    put(store, Attachment("g", sha256, "a.pdf", 5), label="Attach")
    put(store, *(Category(f"c{at}", "x") for at in range(outbox.LARGE + 1)), label="Import")
    crash(store)
    spoil(store.path)
    # the large edit was preceded by a backup, which holds all but itself
    newest = backups.kept(store.path)[0]
    newest.unlink()
    found = recovery.recover(store.path)
    words = Wording.load("zh_CN")
    assert found.again == 1
    assert [str(one).partition(":")[0] for one in found.left] == ["Release", "Sign", "Import", "Attach"]
    assert all(words.knows(one.template) and words.knows(one.params["reason"].template) for one in found.left)


def test_an_undo_of_what_the_backup_holds_is_told(store: Store) -> None:
    put(store, Product("a", "c", "a"))
    store.backup()
    store.undo()
    crash(store)
    spoil(store.path)
    found = recovery.recover(store.path)
    assert (found.again, len(found.left)) == (0, 1)


def test_without_a_backup_nothing_is_touched(store: Store) -> None:
    crash(store)
    bad = spoil(store.path)
    assert recovery.offer(store.path) is None
    with pytest.raises(AppError) as caught:
        recovery.recover(store.path)
    assert caught.value.code == "NO-BACKUP"
    assert store.path.read_bytes() == bad


def test_a_project_that_is_gone_comes_back_too(store: Store) -> None:
    put(store, Product("a", "c", "a"))
    wanted = content(store)
    store.close()
    store.path.unlink()
    found = recovery.recover(store.path)
    assert found.damaged is None
    with closing(Store.open(store.path)) as again:
        assert content(again) == wanted


def test_a_journal_goes_aside_with_its_file(store: Store) -> None:
    store.backup()
    crash(store)
    spoil(store.path)
    journal = store.path.with_name(store.path.name + "-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))
    found = recovery.recover(store.path)
    assert not journal.exists()
    assert found.damaged is not None
    assert found.damaged.with_name(found.damaged.name + "-journal").exists()


@pytest.mark.parametrize("cut", [1, 40])
def test_a_line_that_was_cut_ends_the_reading(store: Store, cut: int) -> None:
    store.backup()
    for name in "abc":
        put(store, Product(name, "c", name))
    crash(store)
    lines = outbox.path_of(store.path)
    lines.write_bytes(lines.read_bytes()[:-cut])
    spoil(store.path)
    assert recovery.recover(store.path).again == 3 - (cut > 1)


def test_the_outbox_does_not_grow_without_end(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "KEEP", 4000)
    for at in range(40):
        put(store, Product(f"n{at}", "c", "x" * 100))
    store.backup()
    path = outbox.path_of(store.path)
    assert path.stat().st_size <= 4000
    assert list(outbox.read(store.path))[-1].edit is not None
    crash(store)


def test_where_no_line_can_be_written_the_edit_is_stored_all_the_same(store: Store) -> None:
    outbox.path_of(store.path, writing=True).unlink(missing_ok=True)
    outbox.path_of(store.path, writing=True).mkdir()
    put(store, Product("a", "c", "a"))
    assert "a" in store.project.all(Product)
