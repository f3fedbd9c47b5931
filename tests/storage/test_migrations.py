"""An older file is brought up to date whole or stays as it was, and a copy of it is kept."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from compare_app.domain.edit import Edit
from compare_app.domain.loop import Case
from compare_app.domain.model import Equivalence, Product, Sample
from compare_app.domain.record import KINDS
from compare_app.domain.terms import CaseKind, CaseOutcome, Difference, SampleKind
from compare_app.errors import AppError
from compare_app.storage import backups, migrations
from compare_app.storage.store import Store
from compare_app.text.message import M

STEP = ["CREATE TABLE later (seq INTEGER PRIMARY KEY) STRICT", "INSERT INTO later VALUES (7)"]


TODAY = migrations.NEWEST
NEXT = TODAY + 1


@pytest.fixture
def old(store: Store) -> Path:
    """A file of today's version, closed."""
    store.close()
    return store.path


@pytest.fixture
def version_next(old: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A program whose newest version is the one after today's; the list holds the statements of its step."""
    known = {version: list(migrations.statements(version)) for version in range(1, NEXT)}
    step = list(STEP)
    monkeypatch.setattr(migrations, "NEWEST", NEXT)
    monkeypatch.setattr(migrations, "statements", lambda version: iter(known.get(version, step)))
    migrations.expected.cache_clear()
    yield step
    migrations.expected.cache_clear()


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_an_older_file_is_brought_up_to_date(old: Path, version_next: list[str]) -> None:
    store = Store.open(old)
    assert store.database.rows("SELECT seq FROM later") == [(7,)]
    assert store.result_count() == 8
    assert store.undo_label is None, "ways back of another version are not taken"
    store.apply(Edit(M("Edit"), (Product("new", "c", "x"),)))
    store.close()
    assert version_of(old) == NEXT
    copies = [one for one in backups.kept(old) if f"before-v{NEXT}" in one.name]
    assert [version_of(one) for one in copies] == [TODAY]
    Store.open(old).close()


def test_the_copy_made_before_outlives_the_rolling_ones(old: Path, version_next: list[str]) -> None:
    store = Store.open(old)
    for at in range(3):
        store.apply(Edit(M("Edit"), (Product(f"n{at}", "c", "x"),)))
        store.backup()
    store.close()
    names = [one.name for one in backups.kept(old)]
    assert sum(f"before-v{NEXT}" in name for name in names) == 1
    assert len(names) > 3


@pytest.mark.parametrize(
    "broken", ["CREATE TABLE category (x TEXT) STRICT", "INSERT INTO nowhere VALUES (1)"]
)
def test_a_step_that_fails_leaves_the_old_version(old: Path, version_next: list[str], broken: str) -> None:
    version_next.append(broken)
    migrations.expected.cache_clear()
    with pytest.raises(AppError):
        Store.open(old)
    assert version_of(old) == TODAY
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT count(*) FROM result").fetchone() == (8,)
        assert not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'later'").fetchall()


def test_every_migration_is_whole() -> None:
    for version in range(1, migrations.NEWEST + 1):
        for statement in migrations.statements(version):
            assert sqlite3.complete_statement(statement)
            assert statement.lstrip("-").strip()


def test_the_schema_is_strict_and_portable() -> None:
    for kind, name, _, sql in migrations.expected(migrations.NEWEST):
        if kind == "table":
            assert sql is not None
            assert "STRICT" in sql, name
            assert "AUTOINCREMENT" not in sql, name
        assert kind in ("table", "index"), f"{name}: views and triggers are not ours"


def test_a_file_of_every_older_version_opens_with_all_it_holds(tmp_path: Path) -> None:
    """`files/version_N.dcmp` was written by the program of that version, with two records of each kind."""
    for version in range(1, TODAY):
        path = tmp_path / f"第 {version} 版.dcmp"
        shutil.copy(Path(__file__).parent / "files" / f"version_{version}.dcmp", path)
        store = Store.open(path)
        kinds = {kind.__name__: len(store.project.all(kind)) for kind in KINDS}
        assert store.result_count() == 4
        assert {kinds[name] for name in ("Category", "Product", "Sample", "Equivalence", "LadderRule")} == {2}
        assert all(one.kind is SampleKind.UNSTATED for one in store.project.all(Sample).values())
        assert all(one.aspect is Difference.METHOD for one in store.project.all(Equivalence).values())
        assert kinds["Case"] == 2
        if version == 3:
            cured, other = store.project.all(Case).values()
            assert (cured.kind, cured.outcome, cured.follow_up) == (CaseKind.CURE, CaseOutcome.IMPROVED, "")
            assert (other.kind, other.outcome) == (CaseKind.UNSTATED, CaseOutcome.OPEN)
            assert other.follow_up == "其他 下月再看", "what a person wrote stays readable"
        if version == 4:
            names = ("Round", "RoundMove", "Remedy", "Snapshot", "SignOff", "Attachment")
            assert {kinds[name] for name in names} == {2}
        store.close()
        assert version_of(path) == TODAY
        Store.open(path).close()  # everything it holds is under seals now
