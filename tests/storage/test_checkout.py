"""Check-out and check-in: nothing published is lost, nothing of anybody is overwritten, and the person chooses."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from compare_app.domain.edit import Edit
from compare_app.domain.model import Product
from compare_app.errors import AppError
from compare_app.storage import backups, checkout, home, residence
from compare_app.storage.checkout import Medium
from compare_app.storage.store import Store
from compare_app.text.message import M
from compare_app.text.wording import Wording
from compare_app.workspace import Workspace


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own data of this test."""
    folder = tmp_path / "own"
    for module in (backups, checkout, residence):
        monkeypatch.setattr(module, "own_folder", lambda: folder)
    return folder


@pytest.fixture
def stick(store: Store, tmp_path: Path) -> Path:
    """A project in a folder that a known program synchronises."""
    store.close()
    folder = tmp_path / "OneDrive" / "质量"
    folder.mkdir(parents=True)
    path = folder / "项目.dcmp"
    shutil.copyfile(store.path, path)
    assert not home.home_of(path).safe
    return path


def add(workspace: Workspace, name: str) -> None:
    workspace.apply(Edit(M("Edit"), (Product(name, "c", name),)), "甲")


def products(path: Path) -> set[str]:
    with closing(Store.open(path, bare=True)) as store:
        return set(store.project.all(Product))


def test_worked_on_here_and_published_there(stick: Path) -> None:
    before = stick.read_bytes()
    workspace = Workspace.open(stick)
    assert workspace.is_copy
    assert workspace.path == stick
    add(workspace, "new")
    assert stick.read_bytes() == before, "nothing is written there until it is checked in"
    assert [one.name for one in stick.parent.iterdir()] == [stick.name]
    assert workspace.check_in()
    assert not workspace.check_in(), "nothing changed since"
    assert "new" in products(stick)
    add(workspace, "more")
    workspace.close()
    assert "more" in products(stick)
    assert [one.name for one in stick.parent.iterdir()] == [stick.name]


def test_the_copy_goes_on_where_it_was(stick: Path) -> None:
    first = checkout.begin(stick)
    with closing(Store.open(first.local)) as store:
        store.apply(Edit(M("Edit"), (Product("never", "c", "x"),)))
    assert [one.home for one in checkout.waiting()] == [stick]
    workspace = Workspace.open(stick)
    assert "never" in workspace.project.all(Product)
    workspace.close()
    assert "never" in products(stick)
    assert checkout.waiting() == []


def test_somebody_else_published_meanwhile(stick: Path) -> None:
    workspace = Workspace.open(stick)
    add(workspace, "mine")
    with closing(Store.open(stick, bare=True)) as other:
        other.apply(Edit(M("Edit"), (Product("theirs", "c", "x"),)))
    theirs = stick.read_bytes()
    with pytest.raises(AppError) as caught:
        workspace.close()
    assert caught.value.code == "HOME-CHANGED"
    assert stick.read_bytes() == theirs, "nothing is overwritten"
    with pytest.raises(AppError) as caught:
        Workspace.open(stick)
    assert caught.value.code == "PROJECT-BOTH-CHANGED"


@pytest.mark.parametrize(
    ("which", "goes_on", "kept"), [("mine", "mine", "theirs"), ("theirs", "theirs", "mine")]
)
def test_the_person_chooses_and_both_are_kept(stick: Path, which: str, goes_on: str, kept: str) -> None:
    test_somebody_else_published_meanwhile(stick)
    said = Workspace.repair(stick, which)  # type: ignore[arg-type]
    assert Wording.load("zh_CN").knows(said.template)
    workspace = Workspace.open(stick)
    assert goes_on in workspace.project.all(Product)
    assert kept not in workspace.project.all(Product)
    workspace.close()
    assert goes_on in products(stick)
    (other,) = [one for one in stick.parent.iterdir() if "kept" in one.name]
    assert kept in products(other)


def test_a_newer_version_of_somebody_else_is_taken(stick: Path) -> None:
    Workspace.open(stick).close()
    with closing(Store.open(stick, bare=True)) as other:
        other.apply(Edit(M("Edit"), (Product("theirs", "c", "x"),)))
    workspace = Workspace.open(stick)
    assert "theirs" in workspace.project.all(Product)
    workspace.close()


@pytest.mark.parametrize("harm", ["damaged", "gone", "older"])
def test_a_home_that_lost_what_was_published_gets_it_back(stick: Path, harm: str) -> None:
    workspace = Workspace.open(stick)
    first = stick.read_bytes()
    add(workspace, "new")
    workspace.close()
    if harm == "damaged":
        stick.write_bytes(stick.read_bytes()[:9000])
    elif harm == "older":
        stick.write_bytes(first)
    else:
        stick.unlink()
    with pytest.raises(AppError) as caught:
        Workspace.open(stick)
    assert caught.value.code == "HOME-DAMAGED"
    Workspace.repair(stick)
    assert "new" in products(stick)
    kept = [one for one in stick.parent.iterdir() if "damaged" in one.name]
    assert len(kept) == (harm != "gone"), "what lay there is kept"


class Broken(Medium):
    """A medium on which one thing goes wrong."""

    def __init__(self, what: str) -> None:
        self._what = what

    def write(self, source: Path, target: Path) -> None:
        if self._what == "full":
            target.write_bytes(b"half")
            raise OSError(28, "No space left on device")
        super().write(source, target)
        if self._what == "garbled":
            body = target.read_bytes()
            target.write_bytes(body[:-512] + bytes(512))

    def move(self, source: Path, target: Path) -> None:
        if self._what == "held" and source.name.endswith(checkout.PART):
            raise PermissionError(13, "Permission denied")
        super().move(source, target)
        if self._what == "lost" and source.name.endswith(checkout.PART):
            target.write_bytes(b"something else")


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("full", "HOME-GONE"),
        ("garbled", "HOME-UNRELIABLE"),
        ("held", "HOME-GONE"),
        ("lost", "HOME-UNRELIABLE"),
    ],
)
def test_a_check_in_that_fails_leaves_the_former_version(stick: Path, what: str, code: str) -> None:
    before = stick.read_bytes()
    known = checkout.begin(stick)
    with closing(Store.open(known.local)) as store:
        store.apply(Edit(M("Edit"), (Product("new", "c", "x"),)))
        with pytest.raises(AppError) as caught:
            checkout.publish(known, store.database, Broken(what))
        assert caught.value.code == code
        words = Wording.load("zh_CN")
        assert words.knows(caught.value.what.template)
        assert words.knows(caught.value.remedy.template)
        assert stick.read_bytes() == before
        assert [one.name for one in stick.parent.iterdir()] == [stick.name]
        checkout.publish(known, store.database)
    assert "new" in products(stick)


def test_a_home_that_cannot_be_reached_loses_nothing(stick: Path) -> None:
    workspace = Workspace.open(stick)
    add(workspace, "new")
    away = stick.parent.with_name("away")
    stick.parent.rename(away)
    with pytest.raises(AppError) as caught:
        workspace.close()
    assert caught.value.code == "HOME-GONE"
    away.rename(stick.parent)
    Workspace.open(stick).close()
    assert "new" in products(stick)


def test_an_interrupted_check_in_is_settled(stick: Path) -> None:
    known = checkout.begin(stick)
    stick.rename(stick.with_name(stick.name + checkout.FORMER))
    stick.with_name(stick.name + checkout.PART).write_bytes(b"half")
    assert checkout.begin(stick) == known
    assert [one.name for one in stick.parent.iterdir()] == [stick.name]


def test_the_second_window_only_reads(stick: Path, store: Store) -> None:
    first = Workspace.open(store.path, "甲")
    second = Workspace.open(store.path, "乙")
    assert second.read_only
    assert second.reading_only is not None
    assert second.reading_only.params["user"] == "甲"
    with pytest.raises(AppError) as caught:
        add(second, "x")
    assert caught.value.code == "PROJECT-READ-ONLY"
    second.close()
    add(first, "x")
    first.close()
    third = Workspace.open(store.path, "乙")
    assert not third.read_only
    third.close()


def test_a_new_project_on_a_stick_is_a_copy_at_once(stick: Path) -> None:
    workspace = Workspace.create(stick.with_name("新.dcmp"))
    assert workspace.is_copy
    workspace.close()
    assert sorted(one.name for one in stick.parent.iterdir()) == ["新.dcmp", stick.name]
