"""P13: places where nothing can be written: folders and files without the right, media mounted for reading.

Every place holds a project as closed, older versions, one whose program was killed in the middle of a commit, and one
that another program left in WAL mode. Each must open to read, hold what it held, and leave nothing behind.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from compare_app.domain.edit import Edit
from compare_app.domain.model import Category, Product
from compare_app.errors import AppError
from compare_app.storage.store import Store
from compare_app.text.message import M
from tests.torture import content
from tests.torture.figures import Figures
from tests.torture.shim import ROOT
from tests.torture.works import base

OLDER: Final = Path(__file__).parents[1] / "storage" / "files"
NOBODY: Final = 65534
OWN: Final = "own"  # temporary files of somebody without rights: those of a test run are its owner's
WHAT: Final = "folders and files without the right to write, and a medium mounted for reading"


def run(rounds: int) -> Figures:
    """Every place and state once; more rounds change nothing."""
    del rounds
    if not sys.platform.startswith("linux") or os.geteuid() or not _may_mount():
        return Figures(
            ("P13",), WHAT, {}, "", False, "needs Linux and the right to mount; icacls is in the drill"
        )
    if not _readable():
        return Figures(
            ("P13",), WHAT, {}, "", False, "needs a checkout that somebody without rights may read"
        )
    done = subprocess.run(
        ["unshare", "-m", sys.executable, "-m", "tests.torture.places"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
        encoding="utf-8",
    )
    found = json.loads(done.stdout.splitlines()[-1])
    counts = found["counts"]
    reached = (
        f"{counts['opened']} of {counts['places']} opened to read, {counts['left']} left something behind"
    )
    held = counts["opened"] == counts["places"] and not counts["left"]
    return Figures(("P13",), WHAT, counts, reached, held, failures=tuple(found["failures"]))


def _may_mount() -> bool:
    """Whether a mount of our own can be made and taken down with its namespace."""
    if shutil.which("unshare") is None:
        return False
    test = ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(test, capture_output=True, check=False).returncode == 0


def _readable() -> bool:
    """Whether somebody without rights reaches the program itself."""
    child = os.fork()
    if not child:
        try:
            os.setuid(NOBODY)
            (ROOT / "compare_app/storage/schema/001.sql").read_bytes()
            os._exit(0)
        except OSError:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _mounted(folder: Path) -> None:
    """The folder becomes a medium that can only be read."""
    aside = folder.with_name("aside")
    shutil.copytree(folder, aside)
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(folder)], check=True)
    for one in aside.iterdir():
        shutil.copy(one, folder / one.name)
    shutil.rmtree(aside)
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)


def _no_folder(folder: Path) -> None:
    folder.chmod(0o555)
    for one in folder.iterdir():
        one.chmod(0o666)


def _no_file(folder: Path) -> None:
    folder.chmod(0o777)
    for one in folder.iterdir():
        one.chmod(0o444)


def _neither(folder: Path) -> None:
    folder.chmod(0o555)
    for one in folder.iterdir():
        one.chmod(0o444)


PLACES: Final[dict[str, Callable[[Path], None]]] = {
    "medium for reading": _mounted,
    "folder": _no_folder,
    "file": _no_file,
    "folder and file": _neither,
}


def _killed(folder: Path, sound: Path) -> None:
    """A project as it lies after a kill in the middle of a commit: half of the pages new, the journal beside it."""
    made = folder.with_name("made")
    made.mkdir()
    path = Path(shutil.copy(sound, made / "p.dcmp"))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("PRAGMA cache_size = 1")  # pages go to the file before COMMIT
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE result SET raw = raw || 'x', version = version + 1")
        connection.execute("UPDATE product SET name = name || 'x'")
        for one in made.iterdir():
            shutil.copy(one, folder / one.name)
        connection.execute("ROLLBACK")
    shutil.rmtree(made)


def _wal(folder: Path, sound: Path) -> None:
    """As another program leaves it that likes the other kind of journal."""
    path = shutil.copy(sound, folder / "p.dcmp")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


SAME: Final = ("closed", "killed", "left in WAL mode")
"""States that hold the same project."""


def main() -> dict[str, Any]:
    """Every state in every place, looked at by somebody without rights."""
    counts: Counter[str] = Counter(places=0, opened=0, left=0)
    failures: list[str] = []
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        root = Path(name)
        root.chmod(0o755)
        (root / OWN).mkdir()
        (root / OWN).chmod(0o777)
        sound = root / "base.dcmp"
        base(sound).close()
        store = Store.open(sound)
        logical = content.logical(store)
        store.close()
        states = [*SAME, *(one.stem for one in sorted(OLDER.glob("version_*.dcmp")))]
        for place, prepare in PLACES.items():
            for state in states:
                folder = root / f"{place} {state}".replace(" ", "_")
                folder.mkdir()
                if state == "closed":
                    shutil.copy(sound, folder / "p.dcmp")
                elif state == "killed":
                    _killed(folder, sound)
                elif state == "left in WAL mode":
                    _wal(folder, sound)
                else:
                    shutil.copy(OLDER / f"{state}.dcmp", folder / "p.dcmp")
                prepare(folder)
                before = _bytes(folder)
                wrong = _looked(folder / "p.dcmp", logical if state in SAME else "")
                counts["places"] += 1
                counts["opened"] += not wrong
                # where file and journal may be written, the crash is mended in place; nothing else ever changes
                left = _bytes(folder) != before and (place, state) != ("folder", "killed")
                counts["left"] += left
                if wrong or left:
                    failures.append(f"{place}, {state}: {wrong or 'something is left'}")
                if place == "medium for reading":
                    subprocess.run(["umount", str(folder)], check=True)
                folder.chmod(0o777)
    return {"counts": counts, "failures": failures}


def _bytes(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


def _looked(path: Path, logical: str) -> str:
    """What goes wrong for somebody without rights; empty where all is well."""
    out, into = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.setgroups([])
            os.setuid(NOBODY)
            tempfile.tempdir = str(path.parents[1] / OWN)
            answer = _as_nobody(path, logical)
        except AppError as error:
            answer = error.code
        except BaseException as error:  # noqa: BLE001 - told
            answer = repr(error)
        os.write(into, answer.encode())
        os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        answer = pipe.read().decode()
    os.waitpid(child, 0)
    return answer


def _as_nobody(path: Path, logical: str) -> str:
    store = Store.open(path)
    if not store.read_only:
        return "it says that it can be written"
    if logical and content.logical(store) != logical:
        return "other rows"
    for category in store.project.all(Category):
        store.pool(category)
    if not store.project.all(Product) or content.unsound(store):
        return "unsound"
    try:
        store.apply(Edit(M("Edit"), (Category("d", "x"),)))
    except AppError as error:
        if error.code != "PROJECT-READ-ONLY":
            return error.code
    else:
        return "written"
    store.close()
    return ""


if __name__ == "__main__":
    print(json.dumps(main()))
