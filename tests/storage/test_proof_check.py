"""`check` sees a hand in the rows that prove something: each column of each of them is changed once."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.loop import Attachment, Round, SignOff, Snapshot
from compare_app.domain.model import Product
from compare_app.domain.state import canonical, digest_of
from compare_app.domain.terms import SignOffKind
from compare_app.errors import AppError, Level
from compare_app.storage import proof_check
from compare_app.storage.check import check_store
from compare_app.storage.seals import Seals
from compare_app.storage.store import Store
from compare_app.text.message import M
from compare_app.text.wording import Wording
from tests.storage.conftest import scheme

NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)
ON = date(2026, 11, 23)
TABLES = ("audit", "snapshot", "sign_off")


def snapshot(name: str) -> Snapshot:
    body = {"on": "2026-11-01", "frozen": {"name": name}}
    return Snapshot(name, "p0", NOW, f"状态 {name}", canonical(body), digest_of(body), "r", "甲")


@pytest.fixture(scope="module")
def proven(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two releases, signatures under both, and a change in between."""
    path = tmp_path_factory.mktemp("proof") / "项目.dcmp"
    store = Store.create(path, "项目")
    store.apply(
        Edit(M("Fill"), (*scheme(products=1, indicators=1, replicates=1), Round("r", "p0", "轮"))), "甲"
    )
    for name in ("s1", "s2"):
        one = snapshot(name)
        store.apply(Edit(M("Release"), (one,)), "甲")
        for kind in list(SignOffKind)[: 2 if name == "s1" else 1]:
            sign = SignOff(
                f"{name}{kind}", "p0", kind, "乙", NOW, False, "好", snapshot_id=name, digest=one.digest
            )
            store.apply(Edit(M("Sign"), (sign,)), "乙")
    store.close()
    return path


def leave(hand: sqlite3.Connection) -> None:
    """A careful hand seals what it changed: the change record alone must tell."""
    hand.commit()
    Seals(hand).seal_all()
    hand.commit()
    hand.close()


def findings(path: Path) -> list[str]:
    """What `check` calls damage; a file that it cannot open any more is found too."""
    try:
        store = Store.open(path)
    except AppError as error:
        return [str(error.what)]
    try:
        words = Wording.load("zh_CN")
        found = check_store(store, ON)
        assert all(words.knows(one.message.template) for one in found)
        return [str(one.message) for one in found if one.level is Level.REFUSE]
    finally:
        store.close()


def cells() -> Iterator[tuple[str, str]]:
    columns = {
        "audit": "seq operation at author entity record field old_value new_value reason previous_hash hash",
        "snapshot": "seq version id product_id at title body digest round_id author",
        "sign_off": "seq version id product_id kind name at veto reason snapshot_id digest",
    }
    for table in TABLES:
        for column in columns[table].split():
            yield table, column


def altered(old: object) -> object:
    """Another value of the same type."""
    match old:
        case None:
            return "x"
        case int():
            return old + 1000 if old > 1 else 1 - old if old in (0,) else old + 1000
        case str() if old.startswith("2026"):
            return "2025" + old[4:]
        case str():
            return old[:-1] + ("x" if old[-1:] != "x" else "y")
    raise AssertionError(old)


def test_an_untouched_project_is_sound(proven: Path) -> None:
    assert findings(proven) == []


def test_every_column_is_looked_at(proven: Path) -> None:
    connection = sqlite3.connect(proven)
    for table in TABLES:
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        assert [column for one, column in cells() if one == table] == names
    connection.close()


@pytest.mark.parametrize(("table", "column"), list(cells()))
def test_a_changed_cell_is_found(proven: Path, tmp_path: Path, table: str, column: str) -> None:
    """In every row; references are not checked while it is changed, as a hand with a tool would not."""
    connection = sqlite3.connect(proven)
    rows = connection.execute(f'SELECT rowid, "{column}" FROM {table}').fetchall()
    connection.close()
    assert rows
    for rowid, old in rows:
        copy = tmp_path / f"{rowid}.dcmp"
        copy.write_bytes(proven.read_bytes())
        hand = sqlite3.connect(copy)
        hand.execute("PRAGMA ignore_check_constraints = ON")
        hand.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (altered(old), rowid))
        leave(hand)
        assert findings(copy), (table, column, rowid, old)
        copy.unlink()


@pytest.mark.parametrize("table", TABLES)
def test_a_removed_row_is_found(proven: Path, tmp_path: Path, table: str) -> None:
    copy = tmp_path / "x.dcmp"
    copy.write_bytes(proven.read_bytes())
    hand = sqlite3.connect(copy)
    (first,) = hand.execute(f"SELECT min(rowid) FROM {table}").fetchone()
    hand.execute(f"DELETE FROM {table} WHERE rowid = ?", (first,))
    leave(hand)
    assert findings(copy)


def test_a_row_put_in_by_hand_is_found(proven: Path, tmp_path: Path) -> None:
    copy = tmp_path / "x.dcmp"
    copy.write_bytes(proven.read_bytes())
    hand = sqlite3.connect(copy)
    hand.execute(
        "INSERT INTO sign_off (id, product_id, kind, name, at, veto, reason, snapshot_id, digest)"
        " SELECT 'forged', product_id, kind, '王总', at, veto, reason, snapshot_id, digest FROM sign_off LIMIT 1"
    )
    leave(hand)
    assert any("forged" in one for one in findings(copy))


def test_what_goes_with_its_product_is_not_missed(proven: Path, tmp_path: Path) -> None:
    copy = tmp_path / "x.dcmp"
    copy.write_bytes(proven.read_bytes())
    store = Store.open(copy)
    store.apply(Edit(M("Round away"), removes=(Ref(Round, "r"),)))  # clears a link of both releases
    store.close()
    assert findings(copy) == []
    store = Store.open(copy)
    store.apply(Edit(M("Away"), removes=(Ref(Product, "p0"),)))
    store.close()
    assert findings(copy) == []


@pytest.mark.parametrize("harm", ["UPDATE attachment_body SET body = X'00'", "DELETE FROM attachment_body"])
def test_a_kept_file_is_held_against_its_digest(store: Store, path: Path, harm: str) -> None:
    body = b"%PDF report"
    sha256 = hashlib.sha256(body).hexdigest()
    store.apply(Edit(M("Attach"), (Attachment("f", sha256, "报告.pdf", len(body)),)))
    with store.database.transaction() as connection:
        connection.execute("INSERT INTO attachment_body (sha256, body) VALUES (?, ?)", (sha256, body))
    store.close()
    assert findings(path) == []
    hand = sqlite3.connect(path)
    hand.execute(harm)
    leave(hand)
    assert any("报告.pdf" in one for one in findings(path))


def test_what_went_with_its_product_and_came_back_is_not_called_altered(proven: Path, tmp_path: Path) -> None:
    """An undo is one line of the change record: the rows it brings back are in the lines of the step it names."""
    path = tmp_path / "项目.dcmp"
    path.write_bytes(proven.read_bytes())
    store = Store.open(path)
    try:
        kept = list(store.project.all(Snapshot))
        assert len(kept) == 2
        store.apply(Edit(M("Remove"), (), (Ref(Product, "p0"),)), "甲")
        for travel in (store.undo, store.redo, store.undo, store.redo, store.undo):
            travel()
            wrong = [str(one.message) for one in check_store(store, ON) if one.level is Level.REFUSE]
            assert wrong == []
        assert list(store.project.all(Snapshot)) == kept
    finally:
        store.close()


def test_a_record_that_makes_no_sense_is_told_and_not_stumbled_over(proven: Path, tmp_path: Path) -> None:
    path = tmp_path / "项目.dcmp"
    path.write_bytes(proven.read_bytes())
    with closing(Store.open(path)) as store:
        project = store.project
    with closing(sqlite3.connect(path)) as hand:
        hand.execute("UPDATE audit SET entity = 'operation' WHERE seq = 2")
        hand.execute("UPDATE audit SET record = 'nobody', field = 'title' WHERE entity = 'Snapshot'")
        assert list(proof_check.altered(hand, project))
