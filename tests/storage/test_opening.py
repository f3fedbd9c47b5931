"""What is no sound project of ours is refused in one sentence with a remedy, and never touched."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from compare_app.domain.edit import Edit
from compare_app.domain.model import Category, Product
from compare_app.errors import AppError
from compare_app.storage import migrations
from compare_app.storage.database import SETTINGS
from compare_app.storage.store import Store
from compare_app.text.message import M
from compare_app.text.wording import Wording


@pytest.fixture
def closed(store: Store) -> Path:
    """A sound project file that nobody has open."""
    store.close()
    return store.path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def patch_header(path: Path, at: int, number: int) -> None:
    with path.open("rb+") as file:
        file.seek(at)
        file.write(struct.pack(">I", number))


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def drop_index(path: Path) -> None:
    run(path, "DROP INDEX product_category")


def overwrite(path: Path, at: int, body: bytes) -> None:
    with path.open("rb+") as file:
        file.seek(at)
        file.write(body)


def spoil_schema(path: Path) -> None:
    """Bytes in the text of the schema that are no UTF-8: Python fails with another error than SQLite's."""
    body = path.read_bytes()
    spoilt = body.replace(b"CREATE TABLE category", b"CREATE \xc9T\xc9BLEcategory")
    assert spoilt != body  # an earlier page may hold an old copy: all of them
    path.write_bytes(spoilt)


def spoil_results(path: Path) -> None:
    """Damage that reading the snapshot does not meet: a page of results."""
    with closing(sqlite3.connect(path)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'result'").fetchone()[0]
    overwrite(path, 4096 * (page - 1) + 3, b"\xff\xff")


REFUSED: list[tuple[str, str, Callable[[Path], object]]] = [
    ("missing", "PROJECT-MISSING", lambda path: path.unlink()),
    ("folder", "PROJECT-IS-FOLDER", lambda path: (path.unlink(), path.mkdir())),
    ("empty", "PROJECT-EMPTY", lambda path: path.write_bytes(b"")),
    ("text", "PROJECT-NOT-OURS", lambda path: path.write_text("产品,吸水率\n", encoding="utf-8")),
    ("zip", "PROJECT-NOT-OURS", lambda path: path.write_bytes(b"PK\x03\x04" + bytes(200))),
    ("cut short", "PROJECT-NOT-OURS", lambda path: path.write_bytes(path.read_bytes()[:60])),
    ("other program", "PROJECT-NOT-OURS", lambda path: patch_header(path, 68, 0x0F055112)),
    ("from the future", "PROJECT-FROM-FUTURE", lambda path: patch_header(path, 60, migrations.NEWEST + 1)),
    ("truncated", "PROJECT-DAMAGED", lambda path: os.truncate(path, 3 * 4096)),
    ("garbage", "PROJECT-DAMAGED", lambda path: overwrite(path, 4096 * 5, b"\xa5" * 4096)),
    ("damaged results", "PROJECT-DAMAGED", spoil_results),
    ("schema that is no text", "PROJECT-DAMAGED", spoil_schema),
    (
        "planted trigger",
        "PROJECT-FOREIGN-SCHEMA",
        lambda path: run(path, "CREATE TRIGGER t AFTER UPDATE ON product BEGIN DELETE FROM audit; END"),
    ),
    ("planted view", "PROJECT-FOREIGN-SCHEMA", lambda path: run(path, "CREATE VIEW v AS SELECT 1")),
    ("planted table", "PROJECT-FOREIGN-SCHEMA", lambda path: run(path, "CREATE TABLE stray (x TEXT)")),
    ("missing index", "PROJECT-FOREIGN-SCHEMA", drop_index),
    ("wrong word", "PROJECT-DAMAGED", lambda path: run(path, "UPDATE product SET role = 'champion'")),
    ("wrong number", "PROJECT-DAMAGED", lambda path: run(path, "UPDATE indicator SET weight = 'heavy'")),
    ("no project row", "PROJECT-DAMAGED", lambda path: run(path, "DELETE FROM project")),
]


@pytest.mark.parametrize(("code", "spoil"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(closed: Path, code: str, spoil: Callable[[Path], object]) -> None:
    spoil(closed)
    before = digest(closed) if closed.is_file() else None
    listing = sorted(one.name for one in closed.parent.iterdir())
    with pytest.raises(AppError) as caught:
        Store.open(closed)
    assert caught.value.code == code
    words = Wording.load("zh_CN")
    for message in (caught.value.what, caught.value.remedy):
        assert words.knows(message.template)
        assert words(message)
    assert (digest(closed) if closed.is_file() else None) == before, "a refused file is byte-identical"
    assert sorted(one.name for one in closed.parent.iterdir()) == listing, "nothing is left beside it"


def test_a_missing_file_is_not_made(path: Path) -> None:
    with pytest.raises(AppError):
        Store.open(path)
    assert not path.exists()


def test_the_settings_hold(store: Store) -> None:
    wanted = {
        "application_id": 0x44434D50,
        "user_version": migrations.NEWEST,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "temp_store": 2,
        "mmap_size": 0,
        "busy_timeout": 5000,
        "synchronous": 2,
    }
    assert {name: store.database.rows(f"PRAGMA {name}")[0][0] for name in wanted} == wanted
    assert store.database.rows("PRAGMA journal_mode") == [("truncate",)]
    with pytest.raises(AppError):
        store.database.rows("ATTACH ':memory:' AS other")


def test_a_locked_file_is_told(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SETTINGS, "busy_timeout", 50)
    with closing(sqlite3.connect(closed, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(AppError) as caught:
            Store.open(closed)
    assert caught.value.code == "PROJECT-LOCKED"
    Store.open(closed).close()


def test_an_edit_while_another_program_writes_is_refused_whole(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SETTINGS, "busy_timeout", 50)
    store = Store.open(closed)
    with closing(sqlite3.connect(closed, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(AppError) as caught:
            store.apply(Edit(M("Edit"), (Category("d", "x"),)))
        assert caught.value.code == "PROJECT-LOCKED"
        other.execute("ROLLBACK")
    assert store.apply(Edit(M("Edit"), (Category("d", "x"),))).changes
    store.close()


def test_a_file_left_in_wal_mode_is_brought_back(closed: Path) -> None:
    run(closed, "PRAGMA journal_mode = WAL")
    with closed.open("rb") as file:
        assert file.read(20)[18] == 2
    store = Store.open(closed)
    assert store.result_count() == 8
    store.close()
    with closed.open("rb") as file:
        assert file.read(20)[18] == 1
    assert not closed.with_name(closed.name + "-wal").exists()


def test_no_journal_stays_beside_a_closed_project(closed: Path) -> None:
    store = Store.open(closed)
    store.apply(Edit(M("Edit"), (Product("p5", "c", "x"),)))
    store.close()
    assert sorted(one.name for one in closed.parent.iterdir()) == [closed.name, closed.name + ".backups"]


# --- read-only places ------------------------------------------------------------------------------------------------

CHILD = """
import os, sys
from pathlib import Path
path, scratch, drop = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
from compare_app.domain.edit import Edit
from compare_app.domain.model import Category
from compare_app.errors import AppError
from compare_app.storage.store import Store
from compare_app.text.message import M
warm = Store.create(scratch / "warm.dcmp", "x")  # all imports, while the interpreter's own folder may be read
warm.apply(Edit(M("Edit"), (Category("c", "x"),)))
warm.pool("c")
warm.close()
if os.geteuid() == 0:
    os.setgroups([])
    getattr(os, drop)(65534)
store = Store.open(path)
assert store.read_only
assert store.result_count() == 8
assert store.pool("c").columns["i0"].low[0] == 0.005, store.pool("c").columns["i0"].low
assert store.backup() is None
try:
    store.apply(Edit(M("Edit"), (Category("d", "x"),)))
except AppError as error:
    assert error.code == "PROJECT-READ-ONLY"
else:
    raise AssertionError("written")
assert store.undo_label is not None
try:
    store.undo()
except AppError as error:
    assert error.code == "PROJECT-READ-ONLY"
else:
    raise AssertionError("undone")
store.close()
"""


@pytest.mark.skipif(os.name == "nt", reason="rights are set by icacls there; see the drill")
@pytest.mark.parametrize(
    "drop", ["setuid", "seteuid"]
)  # seteuid: the system says "writable", SQLite finds out
@pytest.mark.parametrize("what", ["folder", "file", "both"])
def test_a_read_only_place_opens_to_read(closed: Path, tmp_path: Path, what: str, drop: str) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as outside:
        folder = Path(outside) / "只读"
        folder.mkdir()
        path = folder / closed.name
        shutil.copy(closed, path)
        Path(outside).chmod(0o755)
        folder.chmod(0o777 if what == "file" else 0o555)
        path.chmod(0o666 if what == "folder" else 0o444)
        before = digest(path)
        script = Path(outside) / "child.py"
        script.write_text(CHILD, encoding="utf-8")
        root = Path(__file__).resolve().parents[2]
        done = subprocess.run(
            [sys.executable, str(script), str(path), str(tmp_path), drop],
            env={**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            cwd=outside,
        )
        assert done.returncode == 0, done.stderr
        assert digest(path) == before
        assert [one.name for one in folder.iterdir()] == [path.name]
