"""P17: the upgrade of a file of every released version, killed and failing at every operation of the drive."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from compare_app.errors import AppError
from compare_app.storage import backups, migrations
from compare_app.storage.store import Store
from tests.torture import content
from tests.torture.figures import Figures
from tests.torture.shim import KILL, NO_COMPILER, Shim, built, staged

OLDER: Final = Path(__file__).parents[1] / "storage" / "files"
ERRORS: Final = {"SIGKILL": KILL, "ENOSPC": errno.ENOSPC, "EIO": errno.EIO, "EACCES": errno.EACCES}
WHAT: Final = "files of every released version, the upgrade killed or failing at every operation of the drive"
KINDS: Final = ("between", "unsound", "rows changed", "raw errors", "without a copy")


def run(rounds: int) -> Figures:
    """So many cases, drawn from all of them."""
    if built() is None:
        return Figures(("P17",), WHAT, {}, "", False, NO_COMPILER)
    found = staged("upgrades", rounds)
    counts: dict[str, int] = found["counts"]
    reached = (
        f"{counts['cases']:,} of {counts['possible']:,} points ({counts['old']:,} old, {counts['new']:,} new): "
        + ", ".join(f"{counts[kind]} {kind}" for kind in KINDS)
    )
    held = not any(counts[kind] for kind in KINDS)
    return Figures(("P17",), WHAT, counts, reached, held, failures=tuple(found["failures"][:20]))


class Stage:
    """The folder of the cases."""

    def __init__(self, folder: Path) -> None:
        self.shim = Shim()
        self.folder = folder
        self.counts: Counter[str] = Counter(dict.fromkeys((*KINDS, "old", "new"), 0))
        self.failures: list[str] = []

    def _place(self, older: Path) -> Path:
        place = self.folder / "case"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        return Path(shutil.copy(older, place / "p.dcmp"))

    def points(self, older: Path) -> tuple[int, str]:
        """How many operations an upgrade has, and what the project then holds."""
        path = self._place(older)
        self.shim.watch(path.parent)
        self.shim.arm(-1, 0)
        store = Store.open(path)
        points = self.shim.disarm()
        logical = content.logical(store)
        store.close()
        return points, logical

    def tried(self, older: Path, at: int, error: str, once: bool, logical: str) -> None:
        """One operation of an upgrade fails."""
        path = self._place(older)
        child = os.fork()
        if not child:
            self.shim.watch(path.parent)
            self.shim.arm(at, ERRORS[error], once=once)
            code = 0
            try:
                Store.open(path).database.close()
            except AppError:
                code = 1
            except BaseException as problem:  # noqa: BLE001 - a raw error is what is looked for
                print(repr(problem), file=sys.stderr)
                code = 2
            os._exit(code)
        _, status = os.waitpid(child, 0)
        where = f"{older.stem} @{at} {error} {'once' if once else 'from there on'}"
        if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status) == 2:
            self._wrong("raw errors", where)
        self._look(path, older, logical, where)

    def _look(self, path: Path, older: Path, logical: str, where: str) -> None:
        copy = path.parent / "copy"
        copy.mkdir()
        for one in (path, path.with_name(f"{path.name}-journal")):
            if one.exists():
                shutil.copy(one, copy / one.name)
        with closing(sqlite3.connect(copy / path.name)) as connection:  # rolls back what was under way
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            shape = migrations.shape(connection)
        whole = migrations.expected(version) == shape
        if not whole or version not in (int(older.stem[-1]), migrations.NEWEST):
            self._wrong("between", where)
        self.counts["new" if version == migrations.NEWEST else "old"] += 1
        if version == migrations.NEWEST and not backups.kept(path):
            self._wrong("without a copy", where)
        try:
            store = Store.open(path)
        except AppError as error:
            self._wrong("unsound", f"{where}: {error.code}")
            return
        if content.unsound(store):
            self._wrong("unsound", where)
        if content.logical(store) != logical:
            self._wrong("rows changed", where)
        store.database.close()
        if not [one for one in backups.kept(path) if "-before-v" in one.name]:
            self._wrong("without a copy", where)

    def _wrong(self, kind: str, where: str) -> None:
        self.counts[kind] += 1
        self.failures.append(f"{where}: {kind}")


def main(rounds: int) -> dict[str, Any]:
    """Every case, or `rounds` of them."""
    chance = random.Random(20261127)
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        stage = Stage(Path(name))
        cases = []
        for older in sorted(OLDER.glob("version_*.dcmp")):
            points, logical = stage.points(older)
            cases += [
                (older, at, error, once, logical)
                for at in range(points)
                for error in ERRORS
                for once in (True, False)
                if once or error != "SIGKILL"
            ]
        stage.counts["possible"] = len(cases)
        for case in chance.sample(cases, min(rounds, len(cases))):
            stage.tried(*case)
            stage.counts["cases"] += 1
    return {"counts": stage.counts, "failures": stage.failures}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
