"""Backups are carried to a second place: whole, read again, thinned, and only those of this very project."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from compare_app.domain.edit import Edit
from compare_app.domain.model import Product
from compare_app.errors import AppError
from compare_app.storage import backups, recovery, second_place
from compare_app.storage.second_place import carry, folder_of
from compare_app.storage.store import Store
from compare_app.text.message import M


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "共享盘" / "备份"
    folder.mkdir(parents=True)
    return folder


def add(store: Store, name: str) -> None:
    store.apply(Edit(M("Edit"), (Product(name, "c", name),)))


def everything(place: Path) -> list[Path]:
    return sorted(one for one in place.rglob("*") if one.is_file())


def test_the_newest_backup_is_carried_and_is_a_whole_project(store: Store, place: Path) -> None:
    store.backup()
    carried = carry(store.path, store.project.id, place)
    assert carried is not None
    assert everything(place) == [carried]
    with closing(Store.open(carried, reading=True)) as there:
        assert there.results("p0") == store.results("p0")
    assert carry(store.path, store.project.id, place) is None, "it is there"
    add(store, "later")
    store.backup()
    carry(store.path, store.project.id, place)
    assert len(everything(place)) == 2, "older copies stay"


def test_what_is_not_there_is_not_made_and_what_was_made_stays(store: Store, place: Path) -> None:
    store.backup()
    missing = place.parent / "stick that is not in"
    with pytest.raises(AppError) as refused:
        carry(store.path, store.project.id, missing)
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
        carry(store.path, store.project.id, place)
    answered.set()
    assert "does not answer" in str(refused.value.what)
    monkeypatch.undo()
    assert carry(store.path, store.project.id, place) is not None


def test_a_drive_that_lies_is_noticed(store: Store, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.backup()

    def lying(source: Path, to: Path) -> None:
        to.write_bytes(source.read_bytes()[:-1] + b"?")

    monkeypatch.setattr(shutil, "copyfile", lying)
    with pytest.raises(AppError) as refused:
        carry(store.path, store.project.id, place)
    assert "did not come back" in str(refused.value.what)
    assert everything(place) == []


def test_old_copies_go_there_too(store: Store, place: Path) -> None:
    store.backup()
    newest = backups.kept(store.path)[0]
    folder = folder_of(store.path, store.project.id, place)
    folder.mkdir()
    for day in range(1, 29):  # January of an old year: more days than are kept
        for hour in (9, 17):
            shutil.copy(newest, folder / f"{store.path.stem}-0000001-201901{day:02}T{hour:02}0000.dcmp")
    carry(store.path, store.project.id, place)
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
    carried = carry(store.path, store.project.id, place)
    assert carried is not None
    assert carried.name == mine.name
    offered = recovery.offer(store.path)
    assert offered is not None
    assert offered.backup == mine


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
        carry(store.path, store.project.id, place)
    assert "Input/output error" in str(refused.value.what)
    assert everything(place) == []
