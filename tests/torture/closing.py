"""Nothing outlives its owner: the window is closed at any moment of any background work.

Children do it, because what goes wrong here ends a process: each closes and takes down one window after another while
imports, comparisons, exports, previews, backups and checks are under way in threads.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.torture.figures import Figures

ROOT: Final = Path(__file__).resolve().parents[2]
A_CHILD: Final = 10  # windows that one child closes
LONGEST_MS: Final = 700  # from the beginning of the work to the closing
PATIENCE_S: Final = 40  # a window that is not gone by then hangs
SLOW_MS: Final = 1000  # what stops, stops within a second (P27)


def run(rounds: int) -> Figures:
    """Close so many windows in the middle of their work."""
    counts: Counter[str] = Counter()
    failures: list[str] = []
    slowest = 0
    for first in range(0, rounds, A_CHILD):
        many = min(A_CHILD, rounds - first)
        said = _child(first, many)
        counts["windows closed"] += len(said.closed_ms)
        counts["closed while something ran"] += said.busy
        counts["threads left"] += said.left
        counts["exceptions"] += said.errors
        counts["slower than a second"] += sum(one > SLOW_MS for one in said.closed_ms)
        slowest = max(slowest, *said.closed_ms, 0)
        if said.code:
            counts["deaths"] += 1
            failures.append(f"seeds {first}…{first + many - 1}: exit {said.code}: {said.last}")
    counts["slowest close, ms"] = slowest
    bad = counts["deaths"] + counts["threads left"] + counts["exceptions"]
    return Figures(
        promises=("P27",),
        what="the window closed at random moments of imports, comparisons, exports, checks and backups",
        counts={"deaths": 0, **counts},
        reached=f"{counts['windows closed']} windows closed, {counts['closed while something ran']} of them at work: "
        f"{counts['deaths']} deaths, {counts['threads left']} threads left; slowest close {slowest} ms",
        held=not bad,
        failures=tuple(failures[:5]),
    )


class _Said:
    """What a child told before it ended, and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.closed_ms: list[int] = []
        self.busy = self.left = self.errors = 0
        self.last = (err.strip().splitlines() or [""])[-1][:200]
        for line in out.splitlines():
            if line.startswith("{"):
                told = json.loads(line)
                self.closed_ms.append(told["ms"])
                self.busy += told["busy"]
                self.left += told["left"]
                self.errors += told["errors"]


def _child(first: int, many: int) -> _Said:
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.torture.closing", str(first), str(many)]
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE_S + many * PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        return _Said(-1, str(late.stdout or ""), "it hung")
    return _Said(done.returncode, done.stdout, done.stderr)


# --- in the child ---------------------------------------------------------------------------------------------------


def close_windows(first: int, many: int) -> int:
    """Close windows at their work, one seed after another."""
    from tests.ui.made import make
    from ui.app import dress, make_application
    from ui.collector import Collector
    from ui.theme import theme_of

    app = make_application()
    dress(app, theme_of(dark=False))
    collector = Collector(app)  # as the program has one: cycles are collected in the window's thread only
    errors: list[str] = []
    sys.excepthook = lambda kind, error, trace: errors.append(f"{kind.__name__}: {error}")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made = folder / "made.dcmp"
        make(made).close()
        for seed in range(first, first + many):
            told = _close_one(seed, folder, made)
            told["errors"] = len(errors)
            for one in errors:
                print(one, file=sys.stderr)
            errors.clear()
            print(json.dumps(told), flush=True)
    collector.stop()
    return 0


def _close_one(seed: int, folder: Path, made: Path) -> dict[str, int]:
    import shutil

    from PySide6.QtCore import QEventLoop, QTimer

    from compare_app.settings import Settings
    from ui.app import take_down
    from ui.main_window import MainWindow
    from ui.session import Session
    from ui.warming import Warming

    chance = random.Random(seed)
    project = folder / f"{seed}.dcmp"
    shutil.copy(made, project)
    session = Session("李工")
    window = MainWindow(session, Settings(), None, _asker(folder, seed))
    window.show()
    Warming(session.tasks, window)
    window.open_project(project)
    for begin in chance.sample(_works(window, folder, seed), chance.randint(1, 4)):
        begin()
    loop = QEventLoop()
    QTimer.singleShot(chance.randint(0, LONGEST_MS), loop.quit)
    loop.exec()
    busy = session.tasks.running
    began = time.monotonic()
    take_down(window)
    took = round((time.monotonic() - began) * 1000)
    del window
    left = [
        one
        for one in threading.enumerate()
        if one is not threading.main_thread() and not one.daemon and not one.name.startswith("Dummy-")
    ]
    return {"seed": seed, "busy": int(busy > 0), "left": len(left), "ms": took}


def _works(window: object, folder: Path, seed: int) -> list[Callable[[], object]]:
    from ui.main_window import MainWindow

    assert isinstance(window, MainWindow)
    chores, session = window.chores, window.session
    table = folder / "table.csv"
    if not table.exists():
        rows = [f"台灯 {number},广东,{90 + number % 30}.5,{80 + number % 15}" for number in range(4000)]
        table.write_text("\n".join(["产品名称,产地,光效(lm/W),显色指数", *rows]), encoding="utf-8")
    works: list[Callable[[], object]] = [
        lambda: chores.take_files((table,)),
        lambda: chores.take_files((table, table)),
        window.files_out.export_plan,
        window.files_out.export_report,
        window.files_out.export_csv,
        window.files_out.export_project,
        chores.show_selftest,
        chores.check,
        lambda: session.tasks.start(lambda progress: session.workspace.backup(), "backup"),
    ]
    works += [lambda name=name: window.show_page(name) for name in ("diagnosis", "report", "profile", "plan")]
    return works


def _asker(folder: Path, seed: int) -> object:
    from ui.dialogs.files import FileAsker

    class Asker(FileAsker):
        """Answers file questions in the place of a person."""

        number = 0

        def save_file(self, parent: object, title: str, suggestion: str, pattern: str) -> Path:
            self.number += 1
            return folder / f"{seed}-{self.number}{Path(suggestion).suffix}"

    return Asker()


if __name__ == "__main__":
    raise SystemExit(close_windows(int(sys.argv[1]), int(sys.argv[2])))
