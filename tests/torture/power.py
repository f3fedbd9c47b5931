"""P2: the power fails at every operation of a day's work, and what the disk may hold then is opened by the real store.

A session is recorded by the shim: a project is made, imports, edits, undo and redo, a signature's release, an attached
file, a backup, an export over an older one, closing; and the upgrade of a file of the first version. Every acknowledged
step leaves a mark with a digest of all rows. After each operation crash states are drawn (`disk.py`); each must open
without help and hold exactly the rows of the last acknowledged step, or of the one under way.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from compare_app.errors import AppError
from compare_app.storage.store import Store
from compare_app.workspace import Workspace
from tests.torture import content
from tests.torture.disk import Disk, Model, Operation, parse
from tests.torture.figures import Figures
from tests.torture.shim import NO_COMPILER, Shim, built, staged
from tests.torture.works import SAMPLES, WORDS, WORKS, ours

FIRST_VERSION: Final = Path(__file__).parents[1] / "storage" / "files" / "version_1.dcmp"
SCENES: Final = ("session", "upgrade")
SHARE: Final[dict[Model, float]] = {"journaled": 0.8, "weak": 0.1, "lying": 0.1}
OLD: Final = b"what stood there before"
WHAT: Final = "crash states of a recorded session and of an upgrade, opened by the store"


def run(rounds: int) -> Figures:
    """So many crash states."""
    if built() is None:
        return Figures(("P2",), WHAT, {}, "", False, NO_COMPILER)
    counts: Counter[str] = Counter()
    failures: list[str] = []
    for scene in SCENES:
        with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
            recorded = record(scene, Path(name))
            for model, share in SHARE.items():
                tried = Replay(recorded, model, Path(name) / "found")
                tried.run(round(rounds * share / len(SCENES)))
                counts += Counter({f"{model}: {key}": count for key, count in tried.counts.items()})
                failures += [f"{scene}, {model}: {one}" for one in tried.failures if model != "lying"]
    honest = [key for key in counts if not key.startswith("lying")]
    total = {kind: sum(counts[key] for key in honest if key.endswith(f": {kind}")) for kind in KINDS}
    lying = {kind: counts[f"lying: {kind}"] for kind in KINDS}
    reached = (
        f"{total['states']:,} states: {total['corrupt']} corrupt, {total['lost']} acknowledged lost,"
        f" {total['torn']} torn (on media that lie, {lying['states']:,} states: {lying['corrupt']:,} refused as"
        f" damaged, {lying['lost']:,} lost, {lying['torn']:,} torn and not noticed)"
    )
    held = total["states"] > 0 and not (total["corrupt"] or total["lost"] or total["torn"])
    return Figures(("P2",), WHAT, counts, reached, held, failures=tuple(failures[:20]))


KINDS: Final = ("states", "corrupt", "lost", "torn")


@dataclass(frozen=True, slots=True)
class Step:
    """What an acknowledged step left: digests of all rows and of the exported file."""

    name: str
    rows: str
    file: str


@dataclass(frozen=True, slots=True)
class Recording:
    """A scene: the files before it, what was done to them, where."""

    scene: str
    work: Path
    before: dict[str, bytes]
    operations: list[Operation]


def record(scene: str, folder: Path) -> Recording:
    """Play a scene on the stage and read its log."""
    work, log = folder / "work", folder / "log"
    work.mkdir()
    before = {"export.csv": OLD}
    if scene == "upgrade":
        before["p.dcmp"] = FIRST_VERSION.read_bytes()
    for name, data in before.items():
        (work / name).write_bytes(data)
    staged("power", scene, work, log)
    return Recording(scene, work, before, list(parse(log.read_bytes())))


@dataclass(slots=True)
class Replay:
    """What the crash states of a recording came to."""

    recorded: Recording
    model: Model
    place: Path
    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    known: dict[bytes, str] = field(default_factory=dict)  # what a state that was seen before came to

    def run(self, states: int) -> None:
        """Draw so many states, spread evenly over the operations."""
        operations = self.recorded.operations
        chance = random.Random(f"{self.recorded.scene} {self.model}")
        disk = Disk(str(self.recorded.work), self.recorded.before, self.model, chance)
        steps = [Step(**json.loads(one.data)) for one in operations if one.kind == "K"]
        reached = 0
        for number, operation in enumerate(operations):
            if operation.kind == "K":
                reached += 1
                continue
            disk.play(operation)
            due = states * (number + 1) // len(operations) - states * number // len(operations)
            for _ in range(due):
                self._judge(disk.found(), steps, reached, f"@{number} {operation.kind}")

    def _judge(self, found: dict[str, bytes], steps: list[Step], reached: int, where: str) -> None:
        """One state against the last acknowledged step and the one under way."""
        self.counts["states"] += 1
        digest = hashlib.blake2b(repr(sorted(found.items())).encode()).digest()
        rows = self.known.get(digest)
        if rows is None:
            rows = self.known[digest] = _opened(self.place, found)
        # an upgrade changes no row: before its mark the rows are already those after it
        allowed = [step.rows for step in steps[max(0, reached - 1) : reached + 1]]
        earlier = [step.rows for step in steps[: max(0, reached - 1)]]
        if reached == 0 and self.recorded.scene == "session" and rows.startswith("PROJECT-"):
            return  # a project that was not made yet
        if rows not in allowed:
            kind = "lost" if rows in earlier else "torn" if len(rows) == 32 else "corrupt"
            self.counts[kind] += 1
            self.failures.append(f"{where}, {reached} acknowledged: {kind} {rows}")
            return
        old = hashlib.blake2b(OLD).hexdigest()
        files = {old, *(step.file for step in steps[max(0, reached - 1) : reached + 1])}
        if reached and steps[reached - 1].file != old:
            files.discard(old)
        if hashlib.blake2b(found.get("export.csv", b"")).hexdigest() not in files:
            self.counts["torn"] += 1
            self.failures.append(f"{where}: the export is neither the old nor the new one")


def _opened(place: Path, found: dict[str, bytes]) -> str:
    """The digest of all rows as the store opens them without any help, or the code of its refusal.

    Opening looks at the seal of every page, so that equal rows in a sealed file are the whole file as it was.
    """
    shutil.rmtree(place, ignore_errors=True)
    for name, data in found.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    try:
        store = Store.open(place / "p.dcmp")
    except AppError as error:
        return error.code
    try:
        rows = content.whole(store)
    except AppError as error:
        return error.code
    finally:
        store.database.close()
    for copy in (place / "p.dcmp.backups").glob("*.dcmp"):
        try:
            Store.open(copy).database.close()
        except AppError:
            return f"BACKUP of {copy.name}"
    return rows


# --- on the stage ----------------------------------------------------------------------------------------------------


class Recorder:
    """Does the work and leaves a mark after every acknowledged step."""

    def __init__(self, work: Path, log: Path) -> None:
        self.shim = Shim()
        self.work = work
        self.shim.watch(work)
        self.shim.log(os.open(log, os.O_CREAT | os.O_WRONLY))

    def mark(self, name: str, store: Store) -> None:
        """A step was acknowledged."""
        file = hashlib.blake2b((self.work / "export.csv").read_bytes()).hexdigest()
        self.shim.mark(json.dumps({"name": name, "rows": content.whole(store), "file": file}))

    def session(self) -> None:
        """A day's work."""
        path = self.work / "p.dcmp"
        workspace = Workspace.create(path)
        self.mark("create", workspace._store)
        workspace.commit(workspace.read(SAMPLES / "ceramic_tiles.xlsx"), user="甲")
        self.mark("import", workspace._store)
        works = {work.name: work for work in WORKS}
        for name in ("edit", "undo", "redo", "remove a product", "undo", "attach", "import: library pack"):
            work = works[name]
            prepared = work.prepare(workspace, self.work)
            work.act(workspace, self.work, prepared)
            self.mark(name, workspace._store)
        workspace.export(ours(workspace).id, self.work / "export.csv", WORDS)
        self.mark("export", workspace._store)
        for name in ("release", "edit"):
            works[name].act(workspace, self.work, works[name].prepare(workspace, self.work))
            self.mark(name, workspace._store)
        workspace.pool(ours(workspace).category_id)
        workspace.close()

    def upgrade(self) -> None:
        """A file of the first version is opened."""
        store = Store.open(self.work / "p.dcmp")
        self.mark("upgrade", store)
        store.close()


def main(scene: str, work: str, log: str) -> dict[str, Any]:
    """Record a scene."""
    getattr(Recorder(Path(work), Path(log)), scene)()
    return {}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
