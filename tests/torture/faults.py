"""P4, P5, P12: an error of the drive at every operation of everything that people do with a project.

Each case is a process of its own (forked), with its own copy of the project: one operation of the drive, or every one
from it on, answers ENOSPC, EIO or EACCES. What was told is held against what a fresh look at the files finds; then the
drive is well again, and the same step must go through in the same window.
"""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from compare_app.errors import AppError
from compare_app.storage import backups
from compare_app.storage.store import Store
from compare_app.workspace import Workspace
from tests.torture import content
from tests.torture.figures import Figures
from tests.torture.shim import NO_COMPILER, Shim, built, staged
from tests.torture.works import WORKS, Work, base

ERRORS: Final = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO, "EACCES": errno.EACCES}
OLD: Final = b"PK what stood there before"


def run(rounds: int) -> Figures:
    """So many cases, drawn from all of them; every case where there are no more."""
    promises = ("P4", "P5", "P12")
    what = "an error at every operation of the drive, in five imports, edits, signatures, backups, exports"
    if built() is None:
        return Figures(promises, what, {}, "", False, NO_COMPILER)
    found = staged("faults", rounds)
    counts: dict[str, int] = found["counts"]
    wrong = sum(counts[kind] for kind in KINDS)
    reached = f"{counts['cases']:,} of {counts['possible']:,} failure points: " + ", ".join(
        f"{counts[kind]} {kind}" for kind in KINDS
    )
    return Figures(promises, what, counts, reached, wrong == 0, failures=tuple(found["failures"][:20]))


KINDS: Final = (
    "unsound",
    "partial",
    "false statements",
    "raw errors",
    "memory unlike the file",
    "not repeatable",
    "undo unequal",
    "exports damaged",
    "backups unsound",
)
"""What may go wrong in a case."""


@dataclass(frozen=True, slots=True)
class Case:
    """One operation of one work that fails."""

    work: int
    at: int
    error: str
    once: bool

    def __str__(self) -> str:
        return f"{WORKS[self.work].name} @{self.at} {self.error} {'once' if self.once else 'from there on'}"


class Stage:
    """The folder of the cases, what each work was prepared with and what it comes to where nothing fails."""

    def __init__(self, folder: Path) -> None:
        self.shim = Shim()
        self.folder = folder
        self.base = folder / "base.dcmp"
        base(self.base).close()
        self.prepared: dict[int, Any] = {}
        self.after: dict[int, dict[str, int]] = {}

    def prepare(self, number: int) -> None:
        """Everything of a work that is not to fail, done once."""
        place = self._place("prepare")
        workspace = Workspace.open(place / "p.dcmp")
        self.prepared[number] = WORKS[number].prepare(workspace, place)
        workspace.close()

    def _place(self, name: str) -> Path:
        place = self.folder / name
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        shutil.copy(self.base, place / "p.dcmp")
        return place

    def points(self, number: int) -> dict[str, int]:
        """How many operations a work has, with reads (for EIO) and without, and what the project then holds."""
        counts = {}
        for reads in (False, True):
            found = self._apart(lambda place, reads=reads: self._measured(place, number, reads))
            counts["EIO" if reads else "ENOSPC"] = found["points"]
            self.after[number] = found["after"]
        return counts | {"EACCES": counts["ENOSPC"]}

    def _measured(self, place: Path, number: int, reads: bool) -> dict[str, Any]:
        work = WORKS[number]
        self.shim.watch(place)
        workspace = Workspace.open(place / "p.dcmp")
        self.shim.arm(-1, 0, reads=reads)
        work.act(workspace, place, self.prepared[number])
        points = self.shim.disarm()
        workspace.close()
        store = Store.open(place / "p.dcmp")
        return {"points": points, "after": content.size(store)}

    def tried(self, case: Case) -> dict[str, Any]:
        """What came of a case."""
        return self._apart(lambda place: self._tried(place, case))

    def _tried(self, place: Path, case: Case) -> dict[str, Any]:
        work = WORKS[case.work]
        path = place / "p.dcmp"
        if work.leaves:
            (place / work.leaves).write_bytes(OLD)
        self.shim.watch(place)
        workspace = Workspace.open(path)
        before, logical = content.whole(workspace._store), content.logical(workspace._store)
        self.shim.arm(case.at, ERRORS[case.error], once=case.once, reads=case.error == "EIO")
        told = "saved"
        wrong: list[str] = []
        try:
            work.act(workspace, place, self.prepared[case.work])
        except AppError as error:
            told = error.code
        except Exception as error:  # noqa: BLE001 - a raw error is what is looked for
            told = f"raw {type(error).__name__}: {error}"
            wrong.append("raw errors")
        self.shim.disarm()
        self.shim.watch(Path("/nowhere"))
        wrong += self._judged(place, work, case, told, before, workspace)
        if not wrong:
            wrong += self._afterwards(place, work, case, told, logical, workspace)
        return {"told": told, "wrong": wrong}

    def _judged(
        self, place: Path, work: Work, case: Case, told: str, before: str, workspace: Workspace
    ) -> Iterator[str]:
        """What was told against what somebody finds who opens the files now."""
        copy = place / "copy"
        copy.mkdir()
        for one in place.glob("p.dcmp*"):
            if one.is_file():
                shutil.copy(one, copy / one.name)
        try:
            fresh = Store.open(copy / "p.dcmp")
        except AppError as error:
            yield f"unsound: {error.code}"
            return
        try:
            if content.unsound(fresh):
                yield "unsound"
            unchanged = content.whole(fresh) == before
            whole = content.size(fresh) == self.after[case.work]
            if not unchanged and not whole:
                yield "partial"
            elif work.stores and told != "OUTCOME-UNKNOWN" and (told == "saved") == unchanged:
                yield "false statements"
            if told != "OUTCOME-UNKNOWN" and content.logical(fresh) != content.logical(workspace._store):
                yield "memory unlike the file"
        finally:
            fresh.close()
            shutil.rmtree(copy)
        if work.leaves:
            yield from _left(place / work.leaves, told)
        for one in backups.kept(place / "p.dcmp"):
            try:
                Store.open(one).close()
            except AppError:
                yield "backups unsound"

    def _afterwards(
        self, place: Path, work: Work, case: Case, told: str, logical: str, workspace: Workspace
    ) -> Iterator[str]:
        """The drive is well again: a failed step goes through, a stored one is taken back."""
        if told == "OUTCOME-UNKNOWN":  # the project is opened again before anything else is done with it
            workspace.close()
            return
        try:
            if told != "saved":
                work.act(workspace, place, self.prepared[case.work])
            if work.stores and content.size(workspace._store) != self.after[case.work]:
                yield "not repeatable"
            if work.undone:
                workspace.undo()
                if content.logical(workspace._store) != logical:
                    yield "undo unequal"
            workspace.close()
        except AppError as error:
            yield f"not repeatable: {error.code}"

    def _apart(self, act: Any) -> dict[str, Any]:
        """Run in a forked process with a fresh copy of the project; its answer is JSON."""
        place = self._place("case")
        out, into = os.pipe()
        child = os.fork()
        if not child:
            os.close(out)
            try:
                answer = json.dumps(act(place))
            except BaseException as error:  # noqa: BLE001 - whatever it is, the parent tells it
                import traceback

                answer = json.dumps({"died": repr(error) + traceback.format_exc()[-600:]})
            os.write(into, answer.encode())
            os._exit(0)
        os.close(into)
        with os.fdopen(out, "rb") as pipe:
            answer = pipe.read().decode()
        os.waitpid(child, 0)
        found: dict[str, Any] = json.loads(answer or '{"died": "without a word"}')
        if "died" in found:
            found = {"told": found["died"], "wrong": ["raw errors"]}
        return found


def _left(target: Path, told: str) -> Iterator[str]:
    data = target.read_bytes() if target.exists() else b""
    old = data == OLD
    if not old:
        whole = zipfile.is_zipfile(target) if target.suffix == ".xlsx" else len(data) > 100
        if not whole or (target.suffix == ".xlsx" and zipfile.ZipFile(target).testzip() is not None):
            yield "exports damaged"
    if old == (told == "saved"):
        yield "false statements"


def main(rounds: int) -> dict[str, Any]:
    """Every case, or `rounds` of them."""
    chance = random.Random(20261127)
    counts: Counter[str] = Counter(dict.fromkeys(KINDS, 0))
    failures: list[str] = []
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        stage = Stage(Path(name))
        cases: list[Case] = []
        chosen = range(len(WORKS)) if rounds > len(WORKS) * 20 else _few(len(WORKS), chance)
        for number in chosen:
            stage.prepare(number)
            points = stage.points(number)
            cases += [
                Case(number, at, error, once)
                for error in ERRORS
                for at in range(points[error])
                for once in (True, False)
            ]
        counts["possible"] = len(cases)
        if rounds < len(cases):
            cases = chance.sample(cases, rounds)
        for case in cases:
            found = stage.tried(case)
            counts["cases"] += 1
            counts["told a failure"] += found["told"] != "saved"
            counts["told outcome unknown"] += found["told"] == "OUTCOME-UNKNOWN"
            for wrong in found["wrong"]:
                counts[next(kind for kind in KINDS if wrong.startswith(kind))] += 1
                failures.append(f"{case}: told {found['told']}; {wrong}")
                print(failures[-1], file=sys.stderr, flush=True)
    return {"counts": counts, "failures": failures}


def _few(most: int, chance: random.Random) -> list[int]:
    """The works of a sample: those that are quick to prepare."""
    quick = [at for at, work in enumerate(WORKS) if work.name in QUICK]
    assert len(quick) == len(QUICK)
    return quick


QUICK: Final = (
    "import: library pack",
    "edit",
    "remove a product",
    "undo",
    "attach",
    "backup",
    "export: pack",
)

if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
