"""Backups are carried to a second place: whole, read again, thinned, and only those of this very project."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from compare_app.domain.edit import Edit
from compare_app.domain.model import Product
from compare_app.errors import AppError
from compare_app.progress import Cancelled, Progress, Quiet
from compare_app.storage import backups, recovery, second_place
from compare_app.storage.checkout import digest
from compare_app.storage.second_place import carry, folder_of
from compare_app.storage.store import Store
from compare_app.text.message import M
from compare_app.workspace import Workspace


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "共享盘" / "备份"
    folder.mkdir(parents=True)
    return folder


def add(store: Store, name: str) -> None:
    store.apply(Edit(M("Edit"), (Product(name, "c", name),)))


def put(store: Store, place: Path, progress: Progress | None = None) -> Path | None:
    return carry(store.path, store.path, store.project.id, place, progress or Quiet())


def everything(place: Path) -> list[Path]:
    return sorted(one for one in place.rglob("*") if one.is_file())


def test_the_newest_backup_is_carried_and_is_a_whole_project(store: Store, place: Path) -> None:
    store.backup()
    carried = put(store, place)
    assert carried is not None
    assert everything(place) == [carried]
    with closing(Store.open(carried, reading=True)) as there:
        assert there.results("p0") == store.results("p0")
    assert put(store, place) is None, "it is there"
    add(store, "later")
    store.backup()
    put(store, place)
    assert len(everything(place)) == 2, "older copies stay"


def test_what_is_not_there_is_not_made_and_what_was_made_stays(store: Store, place: Path) -> None:
    store.backup()
    missing = place.parent / "stick that is not in"
    with pytest.raises(AppError) as refused:
        put(store, missing)
    assert refused.value.code == "SECOND-PLACE"
    assert str(missing) in str(refused.value.what)
    assert not missing.exists()
    assert backups.kept(store.path)


def test_a_share_that_does_not_answer_keeps_nobody_waiting(
    store: Store, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.backup()
    answered = Event()
    real = Path.is_dir
    monkeypatch.setattr(Path, "is_dir", lambda path: answered.wait(60) if path == place else real(path))
    monkeypatch.setattr(second_place, "PATIENCE_S", 0.05)
    with pytest.raises(AppError) as refused:
        put(store, place)
    answered.set()
    assert "does not answer" in str(refused.value.what)
    monkeypatch.undo()
    assert put(store, place) is not None


def test_a_drive_that_lies_is_noticed(store: Store, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.backup()

    def lying(path: Path) -> str:
        with path.open("rb+") as file:
            file.write(b"?")
        return digest(path)

    monkeypatch.setattr(second_place, "digest", lying)
    with pytest.raises(AppError) as refused:
        put(store, place)
    assert "did not come back" in str(refused.value.what)
    assert "not reliable" in str(refused.value.remedy)
    assert everything(place) == []


def test_it_is_left_when_nobody_waits_any_more(store: Store, place: Path) -> None:
    class Impatient:
        def step(self, done: int, total: int) -> None:
            raise Cancelled

    store.backup()
    with pytest.raises(Cancelled):
        put(store, place, Impatient())
    assert everything(place) == []
    assert put(store, place) is not None


def test_what_a_pulled_out_stick_left_unfinished_goes(store: Store, place: Path) -> None:
    store.backup()
    put(store, place)
    folder = folder_of(store.path, store.project.id, place)
    old, fresh = folder / "x.dcmp.1.part", folder / "x.dcmp.2.part"
    for one in (old, fresh):
        one.write_bytes(b"half")
    os.utime(old, (0, 0))
    add(store, "later")
    store.backup()
    put(store, place)
    assert not old.exists()
    assert fresh.exists(), "another window may be at it"


def test_two_copies_of_a_project_do_not_share_a_folder(store: Store, place: Path, tmp_path: Path) -> None:
    """Name and id are the same; the copies of the one must not push out those of the other."""
    store.backup()
    first = put(store, place)
    (tmp_path / "2026").mkdir()
    other_path = tmp_path / "2026" / store.path.name
    store.database.close()
    shutil.copy(store.path, other_path)
    other = Store.open(other_path)
    add(other, "only there")
    other.backup()
    second = put(other, place)
    other.close()
    assert first is not None
    assert second is not None
    assert first.parent != second.parent
    assert first.exists()


def test_asked_twice_at_once_it_is_carried_once(store: Store, place: Path) -> None:
    came: list[object] = []

    def ask() -> None:
        try:
            store.backup()
            came.append(put(store, place))
        except AppError as error:
            came.append(error)

    for number in range(10):
        add(store, f"n{number}")
        came.clear()
        both = [Thread(target=ask) for _ in range(2)]
        for one in both:
            one.start()
        for one in both:
            one.join()
        assert sorted(type(one).__name__ for one in came) == ["NoneType", type(place).__name__], came


def test_a_full_place_says_what_helps(store: Store, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.backup()

    def full(*_: object) -> bool:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(second_place, "_copied", full)
    with pytest.raises(AppError) as refused:
        put(store, place)
    assert "Make room there" in str(refused.value.remedy)


def test_a_place_without_a_whole_path_is_none(store: Store) -> None:
    store.backup()
    with pytest.raises(AppError):
        put(store, Path("backup"))
    with pytest.raises(AppError):
        put(store, Path())


def test_old_copies_go_there_too(store: Store, place: Path) -> None:
    store.backup()
    newest = backups.kept(store.path)[0]
    folder = folder_of(store.path, store.project.id, place)
    folder.mkdir()
    for day in range(1, 29):  # January of an old year: more days than are kept
        for hour in (9, 17):
            shutil.copy(newest, folder / f"{store.path.stem}-0000001-201901{day:02}T{hour:02}0000.dcmp")
    put(store, place)
    left = {one.name[-20:-5] for one in everything(place)}
    assert newest.name[-20:-5] in left
    assert all(f"201901{day:02}T170000" in left for day in range(17, 29)), "twelve days"
    assert len(left) < 20, "then weeks and months, as beside the project"


def test_a_namesake_is_neither_carried_nor_offered(store: Store, place: Path, tmp_path: Path) -> None:
    """A project of that name once lay in the same folder; its backups are still beside it, and newer."""
    store.backup()
    mine = backups.kept(store.path)[0]
    other = Store.create(tmp_path / store.path.name, "别的项目")
    other.backup()
    theirs = backups.kept(other.path)[0]
    other.close()
    shutil.copy(theirs, mine.with_name(f"{store.path.stem}-0009999-20990101T000000.dcmp"))
    carried = put(store, place)
    assert carried is not None
    assert carried.name == mine.name
    offered = recovery.offer(store.path)
    assert offered is not None
    assert offered.backup == mine


def test_a_damaged_file_gets_none_of_a_namesake(store: Store, tmp_path: Path) -> None:
    """It never had a backup of its own, and it still says whose it is."""
    other = Store.create(tmp_path / store.path.name, "别的项目")
    other.backup()
    theirs = backups.kept(other.path)[0]
    other.close()
    store.database.close()
    shutil.rmtree(store.path.with_name(f"{store.path.name}.backups"), ignore_errors=True)
    beside = backups.folder_of(store.path, writing=True)
    shutil.copy(theirs, beside / f"{store.path.stem}-0009999-20990101T000000.dcmp")
    assert recovery.offer(store.path) is None


def test_a_file_that_no_longer_says_whose_it_is_is_offered_what_there_is(store: Store) -> None:
    store.backup()
    store.close()
    store.path.write_bytes(bytes(store.path.stat().st_size))
    offered = recovery.offer(store.path)
    assert offered is not None
    assert offered.backup == backups.kept(store.path)[0]


def test_an_unfinished_copy_leaves_nothing(
    store: Store, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.backup()

    def pulled_out(part: Path) -> str:
        if part.suffix == ".part":
            raise OSError(5, "Input/output error")
        return "digest"

    monkeypatch.setattr(second_place, "digest", pulled_out)
    with pytest.raises(AppError) as refused:
        put(store, place)
    assert "Input/output error" in str(refused.value.what)
    assert everything(place) == []


@pytest.mark.parametrize("there", [True, False])
def test_where_no_backup_can_be_made_the_newest_is_carried_and_that_is_told(
    store: Store, path: Path, place: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    """A full disk is when the second place matters most; and what is told is not that backups are made as before."""
    store.backup()
    store.database.close()
    workspace = Workspace.open(path)
    workspace.apply(Edit(M("Edit"), (Product("x", "c", "x"),)))

    def full(*_: object, **__: object) -> None:
        raise AppError(
            "DISK-FULL", M("The drive of {file} is full ({free} kB free)", file="p", free=0), M("")
        )

    monkeypatch.setattr(backups, "make", full)
    with pytest.raises(AppError) as refused:
        workspace.carry_backup(place if there else place / "away")
    assert refused.value.code == "BACKUP-FAILED"
    assert len(everything(place)) == int(there)
    monkeypatch.undo()
    workspace.close()
