"""P1: the program is killed at random moments of its work; what was acknowledged is there, and at most one step more.

A child works through edits, imports, undo and redo, removals, files, releases, and the upgrade of older files, and
tells each step it has done. It is killed a random time after a random number of them. Then the project is opened.
"""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from compare_app.domain.edit import Edit
from compare_app.domain.model import Product
from compare_app.errors import AppError
from compare_app.storage.store import Store
from compare_app.text.message import M
from compare_app.workspace import Workspace
from tests.torture import content
from tests.torture.figures import Figures
from tests.torture.works import OURS, WORKS, base, ours

OLDER: Final = Path(__file__).parents[1] / "storage" / "files"
DAY: Final = (
    "edit", "import: library pack", "undo", "redo", "edit", "attach", "undo", "redo", "edit",
    "import: own workbook", "undo", "remove a product", "undo", "redo", "undo", "release", "edit", "backup",
)  # fmt: skip
AFRESH: Final = 25  # rounds in one project
WHAT: Final = "SIGKILL at random moments of edits, imports, undo, redo, releases and upgrades"


def run(rounds: int) -> Figures:
    """So many kills; every fifth in the middle of an upgrade."""
    if os.name == "nt":
        return Figures(
            ("P1",), WHAT, {}, "", False, "ends processes by signals; TerminateProcess is in the drill"
        )
    with tempfile.TemporaryDirectory() as name:
        return Kills(Path(name)).run(rounds)


class Kills:
    """The project that is worked on, and what came of the kills."""

    def __init__(self, folder: Path) -> None:
        self.chance = random.Random(20261127)
        self.counts: Counter[str] = Counter(kills=0, acknowledged=0, lost=0, torn=0, corrupt=0)
        self.failures: list[str] = []
        self.base, self.path = folder / "base.dcmp", folder / "p.dcmp"
        base(self.base).close()
        workspace = Workspace.open(shutil.copy(self.base, folder / "prepare.dcmp"))
        self.works = {work.name: work for work in WORKS}
        self.prepared = {
            name: self.works[name].prepare(workspace, folder)
            for name in dict.fromkeys(DAY)
            if name != "release"
        }
        workspace.close()
        self.pace = 0.05  # seconds a step takes on this machine now

    def run(self, rounds: int) -> Figures:
        """Kill and look."""
        for number in range(rounds):
            if number % 5 == 4:
                self._upgrade(number)
            else:
                self._work(number)
        wrong = sum(self.counts[kind] for kind in ("lost", "torn", "corrupt"))
        reached = (
            f"{rounds:,} kills, {self.counts['acknowledged']:,} acknowledged steps, {self.counts['hot']:,} with a"
            f" journal left: {self.counts['lost']} lost, {self.counts['torn']} torn,"
            f" {self.counts['corrupt']} corrupt, 0 steps by hand"
        )
        return Figures(("P1",), WHAT, self.counts, reached, wrong == 0, failures=tuple(self.failures[:20]))

    def _work(self, number: int) -> None:
        if (
            number % AFRESH == 0 or not self._has_ours()
        ):  # killed after it was removed, or after one undo too many
            shutil.rmtree(self.path.with_name(f"{self.path.name}.backups"), ignore_errors=True)
            shutil.copy(self.base, self.path)
        store = Store.open(self.path)
        start = _state(store)
        store.database.close()
        told = self._killed(lambda: self._day(number), self.chance.randrange(0, 8))
        self.counts["acknowledged"] += len(told)
        self._look(number, told[-1] if told else start)

    def _has_ours(self) -> bool:
        store = Store.open(self.path)
        try:
            return OURS in {one.name for one in store.project.all(Product).values()}
        finally:
            store.database.close()

    def _day(self, number: int) -> Iterator[dict[str, Any]]:
        """In the child: work, one state for each step that was acknowledged."""
        workspace = Workspace.open(self.path)
        for at in range(10_000):
            name = DAY[(at + number) % len(DAY)]
            if name == "edit":
                product = replace(ours(workspace), note=f"{number}.{at}")
                workspace.apply(Edit(M("Edit"), (product,)), "乙")
            else:
                work = self.works[name]
                prepared = (
                    self.prepared[name]
                    if name in self.prepared
                    else work.prepare(workspace, self.path.parent)
                )
                work.act(workspace, self.path.parent, prepared)
            yield _state(workspace._store)

    def _upgrade(self, number: int) -> None:
        older = sorted(OLDER.glob("version_*.dcmp"))
        path = self.path.with_name("older.dcmp")
        shutil.copy(older[number // 5 % len(older)], path)
        whole = Store.open(Path(shutil.copy(path, path.with_name("whole.dcmp"))))
        before = content.logical(whole)
        whole.database.close()

        def upgrade() -> Iterator[dict[str, Any]]:
            store = Store.open(path)
            yield _state(store)
            store.close()

        self._killed(upgrade, self.chance.randrange(0, 2))
        try:
            store = Store.open(path)
        except AppError as error:
            self._wrong("corrupt", number, f"upgrade: {error.code}")
            return
        if content.unsound(store) or content.logical(store) != before:
            self._wrong("torn", number, "upgrade")
        store.database.close()
        shutil.rmtree(path.with_name(f"{path.name}.backups"), ignore_errors=True)

    def _look(self, number: int, last: dict[str, Any]) -> None:
        """What a person finds who opens the project after the kill."""
        journal = self.path.with_name(f"{self.path.name}-journal")
        self.counts["hot"] += journal.exists() and journal.stat().st_size > 0
        try:
            store = Store.open(self.path)
        except AppError as error:
            self._wrong("corrupt", number, error.code)
            return
        try:
            if unsound := content.unsound(store):
                self._wrong("corrupt", number, str(unsound))
            now = _state(store)
            if now["steps"] == last["steps"]:
                if now["rows"] != last["rows"]:
                    self._wrong("torn", number, "the rows are not those of the last step")
            elif now["steps"] != last["steps"] + 1:
                self._wrong("lost", number, f"{last['steps']} steps acknowledged, {now['steps']} there")
            elif store.undo_label is not None and not now["back"]:
                store.undo()  # the step that was under way is there whole: it goes back whole
                if content.logical(store) != last["logical"]:
                    self._wrong("torn", number, "the step under way does not go back")
        finally:
            store.database.close()

    def _wrong(self, kind: str, number: int, what: str) -> None:
        self.counts[kind] += 1
        self.failures.append(f"round {number}: {kind}, {what}")

    def _killed(self, work: Callable[[], Iterator[dict[str, Any]]], steps: int) -> list[dict[str, Any]]:
        """Let a child work, kill it some time after so many steps; the states it acknowledged."""
        out, into = os.pipe()
        child = os.fork()
        if not child:
            os.close(out)
            try:
                for state in work():
                    os.write(into, json.dumps(state).encode() + b"\n")
            except BaseException as error:  # noqa: BLE001 - told, then the child is gone
                print(f"the child: {error!r}", file=sys.stderr, flush=True)
            os._exit(0)
        os.close(into)
        began = time.monotonic()
        told = b""
        while told.count(b"\n") < steps:
            select.select([out], [], [], 60)
            more = os.read(out, 65536)
            if not more:
                break
            told += more
        if steps:
            self.pace = (self.pace + (time.monotonic() - began) / steps) / 2
        time.sleep(self.chance.uniform(0, self.pace * 1.5))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := os.read(out, 65536):
            told += more
        os.close(out)
        self.counts["kills"] += 1
        return [json.loads(line) for line in told.split(b"\n")[:-1]]


def _state(store: Store) -> dict[str, Any]:
    """What an acknowledged step left: number of steps, all rows, what undo restores."""
    steps, kind = store.database.rows(
        "SELECT coalesce(max(seq), 0), (SELECT kind FROM operation ORDER BY seq DESC LIMIT 1) FROM operation"
    )[0]
    return {
        "steps": steps,
        "rows": content.whole(store),
        "logical": content.logical(store),
        "back": kind != "edit",  # the last step was an undo or a redo
    }
