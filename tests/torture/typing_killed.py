"""P22: killed while one types, the program comes back with what was typed and at the step where it was.

A child is the program itself: it opens a project and types into a form, a cell or the import wizard, a letter every
thirty milliseconds, and says each. It is killed at a random moment; another start says what it brought back.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any, Final

from tests.torture.figures import Figures

ROOT: Final = Path(__file__).resolve().parents[2]
WORKS: Final = ("form", "release", "wizard", "cell")
LETTER_MS: Final = 30
MOST_LOST_S: Final = 2.0
PATIENCE_S: Final = 90
COMMIT_STEP: Final = 2  # the wizard is killed on the mapping, the step on which one types


def run(rounds: int) -> Figures:
    """Kill it so many times."""
    counts: Counter[str] = Counter()
    failures: list[str] = []
    worst = 0.0
    for number in range(rounds):
        work, chance = WORKS[number % len(WORKS)], random.Random(number)
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            typed = _killed(folder, work, chance.uniform(0.3, 3.0))
            found = _looked(folder)
        counts["kills"] += 1
        if not typed:
            failures.append(f"{number} {work}: nothing was typed")
            continue
        letters, seconds = _back(work, found), typed[-1][1] - typed[0][1]
        kept = [at for count, at in typed if count <= letters]
        lost = typed[-1][1] - (kept[-1] if kept else typed[0][1] - LETTER_MS / 1000)
        worst = max(worst, lost)
        counts["brought back"] += letters > 0
        counts[f"letters typed ({work})"] += typed[-1][0]
        if lost > MOST_LOST_S:
            failures.append(f"{number} {work}: {lost:.1f} of {seconds:.1f} s lost, {found}")
        elif work == "wizard" and found.get("step") != COMMIT_STEP:
            failures.append(f"{number} {work}: opened at step {found.get('step')}")
        elif seconds > MOST_LOST_S and not letters:
            failures.append(f"{number} {work}: not brought back")
    counts["milliseconds of typing lost at most"] = round(worst * 1000)
    return Figures(
        promises=("P22",),
        what="the program killed while one types into a form, a cell and the import wizard, and started again",
        counts=dict(counts),
        reached=f"{counts['kills']} kills: at most {worst:.1f} s of typing lost, {len(failures)} not brought back",
        held=not failures,
        failures=tuple(failures[:5]),
    )


def _start(folder: Path, mode: str, work: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.torture.typing_killed", mode, str(folder), work],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )


def _killed(folder: Path, work: str, after: float) -> list[tuple[int, float]]:
    """What the child said it typed, by number of letters and time, until it was killed."""
    typed: list[tuple[int, float]] = []
    with _start(folder, "type", work) as child:
        assert child.stdout is not None
        for line in child.stdout:
            count, at = line.split()
            typed.append((int(count), float(at)))
            if typed[-1][1] - typed[0][1] > after:
                break
        child.kill()
    return typed


def _looked(folder: Path) -> dict[str, Any]:
    with _start(folder, "look") as child:
        out, _ = child.communicate(timeout=PATIENCE_S)
    return json.loads(out) if out.strip() else {}


def _back(work: str, found: dict[str, Any]) -> int:
    said = {"form": "role", "release": "releases", "wizard": "category", "cell": "typing"}[work]
    return str(found.get(said, "")).count("x")


# --- in the child ---------------------------------------------------------------------------------------------------


def be_the_program(mode: str, folder: Path, work: str) -> int:
    """Type until killed, or say what came back."""
    from PySide6.QtCore import QTimer

    from compare_app import settings as settings_file
    from compare_app.settings import Settings
    from tests.ui.made import make
    from ui.app import Program, make_application
    from ui.options import Options

    project, path = folder / "made.dcmp", folder / "settings.json"
    if mode == "type":
        make(project).close()
        settings_file.save(Settings(user="李工").with_recent(project), path)
    app = make_application()
    program = Program(app, Options(settings_file.load(path), path))
    window = program.window
    step = _Typist(window, folder, work).go_on if mode == "type" else _Looker(window).go_on
    clock = QTimer(window, interval=LETTER_MS)
    clock.timeout.connect(step)
    clock.start()
    app.exec()
    return 0


class _Typist:
    """Opens what is typed into, then types."""

    def __init__(self, window: Any, folder: Path, work: str) -> None:
        self._window, self._folder, self._work = window, folder, work
        self._count = 0
        self._field: Any = None
        self._rest = 0

    def go_on(self) -> None:
        """A letter, or a step towards the field."""
        session = self._window.session
        if self._field is None:
            self._rest = self._rest + 1 if session.is_open and session.tasks.running == 0 else 0
            if self._rest > 3:
                self._field = self._open()
            return
        from PySide6.QtTest import QTest

        QTest.keyClicks(self._field, "x")
        self._count += 1
        print(self._count, time.monotonic(), flush=True)

    def _open(self) -> Any:
        from compare_app.domain.model import Product

        window = self._window
        match self._work:
            case "form":
                window.chores.open_dialog("role", window.session.project.get(Product, "peer"))
                return window.desk.forms[0].reason_edit
            case "release":
                window.chores.open_dialog("releases", "ours")
                return window.desk.forms[0].title_edit
            case "wizard":
                return self._in_the_wizard()
            case _:
                page = window.show_page("plan")
                if not page.actions_shown():
                    page.propose()
                    return None
                index = page.model.index(0, page.model.column_of("measure"))
                page.view.setCurrentIndex(index)
                page.view.edit(index)
                return window.focusWidget()

    def _in_the_wizard(self) -> Any:
        wizard = self._window.import_under_way()
        if wizard is None:
            table = self._folder / "table.csv"
            table.write_text(
                "产品名称,产地,光效(lm/W)\n台灯 甲,广东,101\n台灯 乙,广东,99\n", encoding="utf-8"
            )
            self._window.chores.take_files((table,))
        elif wizard.step < COMMIT_STEP:
            wizard.go_on()
        else:
            edit = wizard.mapping_step.category_box.lineEdit()
            edit.clear()
            return edit
        return None


class _Looker:
    """Waits until everything rests, then says what is open and ends."""

    def __init__(self, window: Any) -> None:
        self._window = window
        self._rest = 0

    def go_on(self) -> None:
        """Look."""
        session = self._window.session
        self._rest = self._rest + 1 if session.is_open and session.tasks.running == 0 else 0
        if self._rest < 25:
            return
        found: dict[str, Any] = {"typing": self._window.message_bar.text}
        for key, form in self._window.standing_forms():
            if isinstance(key, tuple):
                found[str(key[0])] = getattr(form, "reason_edit", None) or form.title_edit
                found[str(key[0])] = found[str(key[0])].text()
        wizard = self._window.import_under_way()
        if wizard is not None:
            found |= {"step": wizard.step, "category": wizard.mapping_step.category_box.currentText()}
        print(json.dumps(found), flush=True)
        self._rest = -10_000
        self._window.close()


if __name__ == "__main__":
    raise SystemExit(be_the_program(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
