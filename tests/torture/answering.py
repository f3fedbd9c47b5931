"""P27 and P6 at the window: it answers while large files come in and go out, and stops at once where one says so.

A timer of the window beats every five milliseconds; the longest gap between two beats, by what the program computed
meanwhile, is how long it did not answer.
Work is cancelled at random moments; the project must be what it was, by its content.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer

from compare_app.settings import Settings
from tests.torture.figures import Figures, by_the_clock
from tests.torture.loop_gaps import LoopGaps
from tests.ui.made import make
from ui.app import dress, make_application, take_down
from ui.collector import Collector
from ui.dialogs.files import FileAsker
from ui.dialogs.import_wizard import ImportWizard
from ui.main_window import MainWindow
from ui.session import Session
from ui.theme import theme_of

LONGEST_MS: Final = 100
STOPS_MS: Final = 1000
ROWS: Final = 20_000
COLUMNS: Final = 12
OUTPUTS: Final = ("plan", "report", "csv", "json", "deck", "forms")


class _Asker(FileAsker):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._number = 0

    def save_file(self, parent: object, title: str, suggestion: str, pattern: str) -> Path | None:
        self._number += 1
        return self._folder / f"{self._number}{Path(suggestion).suffix}"


def run(rounds: int) -> Figures:
    """Each round reads a large table into the wizard and cancels it, and writes one kind of file."""
    counts: Counter[str] = Counter()
    failures: list[str] = []
    allowed = by_the_clock(LONGEST_MS, rounds)
    app = make_application()
    dress(app, theme_of(dark=False))
    collector = Collector(app)  # as in the program: a collection in a worker would be none of the window
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        project, table = folder / "made.dcmp", _large_table(folder)
        make(project).close()
        session = Session("李工")
        window = MainWindow(session, Settings(), None, _Asker(folder))
        window.show()
        window.open_project(project)
        window.show_page("report")
        _rest(session)
        try:
            for number in range(rounds):
                chance, before = random.Random(number), session.project.tables
                with LoopGaps() as gaps:
                    wizard = _opened(window, table)
                    counts["slowest stop, ms"] = max(
                        counts["slowest stop, ms"], _cancelled(session, wizard, chance)
                    )
                _note(counts, failures, gaps, f"{number} import", allowed)
                if session.project.tables != before:
                    failures.append(f"{number}: a cancelled import left something in the project")
                output = OUTPUTS[number % len(OUTPUTS)]
                with LoopGaps() as gaps:
                    window.files_out.export(output)
                    _rest(session)
                _note(counts, failures, gaps, f"{number} {output}", allowed)
                counts["exports"] += 1
        finally:
            take_down(window)
            collector.stop()
    if counts["slowest stop, ms"] > by_the_clock(STOPS_MS, rounds):
        failures.append(f"work stopped after {counts['slowest stop, ms']} ms")
    return Figures(
        promises=("P27",),
        what=f"imports of {ROWS} × {COLUMNS} cells cancelled at random moments, and exports, with the window's beat",
        counts=dict(counts),
        reached=f"longest stop of the window {counts['longest gap, ms']} ms, {counts['gaps above 100 ms']} above "
        f"{LONGEST_MS} ms; work stopped within {counts['slowest stop, ms']} ms; "
        f"{counts['imports cancelled']} cancelled imports left nothing",
        held=not failures,
        failures=tuple(failures[:8]),
    )


def _large_table(folder: Path) -> Path:
    path = folder / "large.csv"
    head = ["产品名称", "产地", *(f"指标{number}(mm)" for number in range(COLUMNS - 2))]
    rows = [
        [f"台灯 {row}", "广东", *(f"{90 + (row * column) % 30}.{column}" for column in range(COLUMNS - 2))]
        for row in range(ROWS)
    ]
    path.write_text("\n".join(",".join(row) for row in [head, *rows]), encoding="utf-8")
    return path


def _opened(window: MainWindow, table: Path) -> ImportWizard:
    window.chores.take_files((table,))
    wizard = window.desk.form("import")
    assert isinstance(wizard, ImportWizard)
    return wizard


def _cancelled(session: Session, wizard: ImportWizard, chance: random.Random) -> int:
    """Let it read and close it at a random moment; the milliseconds until nothing works on it."""
    _pass(chance.randint(0, 1500))
    if wizard.next_button.isEnabled():
        wizard.go_on()
        _pass(chance.randint(0, 1500))
    began = time.monotonic()
    wizard.reject()
    _rest(session)
    return round((time.monotonic() - began) * 1000)


def _note(counts: Counter[str], failures: list[str], gaps: LoopGaps, what: str, allowed: float) -> None:
    counts["longest gap, ms"] = max(counts["longest gap, ms"], gaps.longest_own_ms)
    counts["longest gap by the wall, ms"] = max(counts["longest gap by the wall, ms"], gaps.longest_ms)
    above = sum(one > LONGEST_MS for one in gaps.own)
    counts["gaps above 100 ms"] += above
    counts["imports cancelled"] += what.endswith("import")
    if gaps.longest_own_ms > allowed:
        failures.append(f"{what}: {gaps.longest_own_ms} ms")


def _pass(ms: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def _rest(session: Session) -> None:
    loop, look = QEventLoop(), QTimer(interval=5)
    look.timeout.connect(lambda: loop.quit() if session.tasks.running == 0 else None)
    look.start()
    loop.exec()
    look.stop()
