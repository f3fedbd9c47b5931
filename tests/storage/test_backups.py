"""Backups exist, are whole, and do not pile up."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from compare_app.domain.edit import Edit
from compare_app.domain.model import Product
from compare_app.errors import AppError
from compare_app.storage import backups
from compare_app.storage.store import Store
from compare_app.text.message import M
from tests.storage.conftest import measured

ROOT = Path(__file__).resolve().parents[2]


def add(store: Store, name: str) -> None:
    store.apply(Edit(M("Edit"), (Product(name, "c", name), measured(name, "i0", 1, "1.50"))))


def test_a_backup_is_a_whole_project(store: Store) -> None:
    copy = store.backup()
    assert copy is not None
    add(store, "later")
    restored = Store.open(copy)
    assert "later" not in restored.project.all(Product)
    assert restored.results("p0") == store.results("p0")
    assert str(restored.undo_label) == "Fill", "what could be undone then can be undone in the copy"
    restored.close()


def test_nothing_new_makes_no_backup(store: Store) -> None:
    assert store.backup() is not None
    assert store.backup() is None
    add(store, "new")
    assert store.backup() is not None
    store.undo()
    assert store.backup() is not None, "an undo is a change too"


def test_closing_backs_up_what_changed(store: Store) -> None:
    store.close()
    count = len(backups.kept(store.path))
    assert count >= 1
    again = Store.open(store.path)
    again.pool("c")
    again.close()
    assert len(backups.kept(store.path)) == count, "only looking makes no copy"
    again = Store.open(store.path)
    add(again, "new")
    again.close()
    assert len(backups.kept(store.path)) == count + 1


def test_a_large_edit_is_preceded_by_a_backup(store: Store) -> None:
    store.apply(Edit(M("Import"), tuple(Product(f"n{at}", "c", "x") for at in range(150))))
    newest = Store.open(backups.kept(store.path)[0])
    assert len(newest.project.all(Product)) == 2
    newest.close()


def test_old_copies_go_and_recent_ones_stay(store: Store) -> None:
    first = store.backup()
    assert first is not None
    names = [f"{first.stem.rpartition('-')[0]}-{day:%Y%m%d}T120000" for day in days(date(2026, 1, 1), 40)]
    for name in names:
        shutil.copy(first, first.with_name(f"{name}.dcmp"))
    foreign = first.with_name(f"{store.path.stem}-notes.dcmp")
    foreign.write_bytes(b"somebody else's")
    add(store, "n")
    newest = store.backup()
    left = {one.stem for one in backups.kept(store.path)}
    assert {first.stem, newest.stem if newest else ""} <= left
    assert len(left & set(names)) == 12 + 5 + 0, "twelve days and the weeks before them"
    assert set(names[-12:]) <= left
    assert foreign.exists(), "only what this program made is ever removed"


def days(start: date, count: int) -> list[date]:
    return [start + timedelta(days=at) for at in range(count)]


def test_after_a_recovery_the_same_number_is_another_state(store: Store) -> None:
    first = store.backup()
    assert first is not None
    add(store, "one")
    assert store.backup() is not None
    store.close()
    shutil.copy(first, store.path)
    again = Store.open(store.path)
    add(again, "other")
    copy = again.backup()
    again.close()
    assert copy is not None, "as many edits, but not the same"


def test_unfinished_copies_are_swept(store: Store) -> None:
    store.backup()
    folder = backups.folder_of(store.path)
    old, fresh = folder / "x.dcmp.1.part", folder / "y.dcmp.2.part"
    for one in (old, fresh):
        one.write_bytes(b"half")
    past = time.time() - 2 * backups.STALE_AFTER
    os.utime(old, (past, past))
    store.close()
    Store.open(store.path).close()
    assert not old.exists()
    assert fresh.exists(), "another window may be writing it"


def test_a_damaged_copy_is_never_called_a_backup(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoil(copy: Path, path: Path) -> None:
        with copy.open("rb+") as file:
            file.seek(4096 * 4)
            file.write(b"\xa5" * 4096)
        verify(copy, path)

    verify = backups._verify
    monkeypatch.setattr(backups, "_verify", spoil)
    with pytest.raises(AppError) as caught:
        store.backup()
    assert caught.value.code == "BACKUP-FAILED"
    assert [one.name for one in backups.folder_of(store.path).iterdir()] == ["outbox.jsonl"]
    monkeypatch.undo()
    assert store.backup() is not None


def test_where_nothing_can_be_made_beside_it_the_copy_goes_elsewhere(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(tmp_path / "own"))
    shutil.rmtree(backups.folder_of(store.path))  # the outbox lies there from the first edit on
    backups.folder_of(store.path).write_bytes(b"a file in the way")
    copy = store.backup()
    assert copy is not None
    assert tmp_path / "own" in copy.parents
    assert backups.kept(store.path) == [copy]
    backups.folder_of(store.path).unlink()


WRITER = """
import sys
from pathlib import Path
from compare_app.domain.edit import Edit
from compare_app.domain.model import Product
from compare_app.storage.store import Store
from compare_app.text.message import M
store = Store.open(Path(sys.argv[1]))
for at in range(int(sys.argv[2])):
    store.apply(Edit(M("Edit"), (Product(f"w{at}", "c", "x" * 2000),)))
print("done", flush=True)
store._database.close()
"""


def test_a_copy_made_while_another_program_writes_is_whole(store: Store) -> None:
    store.close()
    reader = Store.open(store.path)
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(store.path), "150"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as child:
        made = []
        while child.poll() is None:
            made.append(backups.make(reader._database, 1000 + len(made)))
            time.sleep(0.02)
        assert child.wait() == 0
    for copy in made[-10:]:
        assert copy is not None
        one = Store.open(copy)
        names = [name for name in one.project.all(Product) if name.startswith("w")]
        assert names == [f"w{at}" for at in range(len(names))]
        one._database.close()
    reader._database.close()


def test_a_full_drive_before_a_large_edit_says_that_nothing_was_imported(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from compare_app.text.wording import Wording

    usage = shutil.disk_usage(store.path.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=476_000))
    before = store.project
    label = M("Import {file}", file="a.xlsx")
    many = tuple(Product(f"x{at}", "c", f"x{at}") for at in range(200))
    with pytest.raises(AppError) as caught:
        store.apply(Edit(label, many))
    monkeypatch.undo()
    assert store.project is before
    chinese = Wording.load("zh_CN")
    said = chinese(caught.value.what)
    assert "a.xlsx" in said
    assert "未执行" in said
    assert "476 kB" in said
    assert chinese.knows(caught.value.remedy.template)
