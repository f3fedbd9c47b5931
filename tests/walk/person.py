"""Somebody at the program: starts it, answers its dialogs, copies out of its tables, looks at the screen."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.walk.screen import SIZE, NotSeen, Screen

ROOT = Path(__file__).resolve().parents[2]
NAME = "双比对工作台"  # what every title of the main window ends with
HAND = "files to drag"  # the title of the window that files are dragged from, see qt_hand
HAND_AT = (1330, 720)


class Person:
    """Works the program through screen, keys and mouse only. `out` keeps the pictures and everything written."""

    def __init__(self, out: Path, python: str) -> None:
        home = out / "home"
        home.mkdir(parents=True, exist_ok=True)
        lent = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config"), "XDG_RUNTIME_DIR": str(home)}
        environment = {**os.environ, **lent, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
        home.chmod(0o700)
        self.out = out
        self.python = python
        self.screen = Screen(environment)
        self._errors = (out / "stderr.txt").open("w", encoding="utf-8")
        self._program: subprocess.Popen[bytes] | None = None
        self._pictures = 0

    def leave(self) -> None:
        """Go, whatever is still open."""
        if self._program is not None and self._program.poll() is None:
            self._program.kill()
            self._program.wait(10)
        self._errors.close()
        self.screen.close()

    # --- the program ----------------------------------------------------------------------------------------------

    def start(self, title: str) -> None:
        """Start the program as from the desktop, with settings of its own, and wait for its window."""
        command = [self.python, str(ROOT / "main.py"), "--settings", str(self.out / "settings.json")]
        self._program = subprocess.Popen(
            [*command, "--lang", "zh_CN"], env=self.screen.environment, stderr=self._errors, cwd=self.out
        )
        self.screen.wait_window(title)

    def quit(self) -> None:
        """Ctrl+Q, and the program ends in order."""
        self.screen.key("ctrl+q")
        assert self._program is not None
        code = self._program.wait(20)
        assert code == 0, f"the program ended with {code}"

    def on_the_command_line(self, *arguments: str) -> str:
        """What a verb of main.py answers; it must succeed."""
        done = subprocess.run(
            [self.python, str(ROOT / "main.py"), *arguments],
            env=self.screen.environment,
            capture_output=True,
            encoding="utf-8",
            cwd=self.out,
            check=False,
        )
        assert done.returncode == 0, f"main.py {arguments[0]}: {done.stderr}"
        return done.stdout

    def read_workbook(self, path: Path, sheet: str) -> str:
        """The cells of a sheet as JSON, row by row, read by a library that had no part in writing them."""
        code = (
            "import json, sys, openpyxl; rows = openpyxl.load_workbook(sys.argv[1])[sys.argv[2]].values;"
            "print(json.dumps([['' if one is None else str(one) for one in row] for row in rows]))"
        )
        command = [self.python, "-c", code, str(path), sheet]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout

    def complaints(self) -> list[str]:
        """What the program wrote to stderr, and the warnings and errors of its log."""
        log = self.out / "logs" / "dual-compare.log"
        lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        bad = [line for line in lines if "ERROR" in line or "WARNING" in line or "CRITICAL" in line]
        return (self.out / "stderr.txt").read_text(encoding="utf-8").splitlines() + bad

    # --- gestures -------------------------------------------------------------------------------------------------

    def press(self, *keys: str, what: str = "") -> None:
        """Press keys that must change what is seen."""
        before = self.screen.wait_still()
        self.screen.key(*keys)
        self.screen.wait_other(before, what or f"{' '.join(keys)} changes nothing")

    def answer_file(self, title: str, path: Path) -> None:
        """Type a path into the file dialog that stands open."""
        dialog = self.screen.wait_window(title)
        self.screen.key("ctrl+a")
        self.screen.type(str(path))
        self.screen.wait_still()
        self.screen.key("Return")
        self.screen.wait(lambda: self.screen.find(title) != dialog, f"the dialog “{title}” stays")

    def drop(self, *files: Path) -> None:
        """Drag files from another program into the middle of the window."""
        command = [self.python, "-m", "tests.walk.qt_hand", "drag", *map(str, files)]
        hand = subprocess.Popen(command, env=self.screen.environment, cwd=ROOT)
        try:
            self.screen.wait_window(HAND)
            self.screen.drag(HAND_AT, (SIZE[0] // 2, SIZE[1] // 2))
            self.screen.wait_gone(HAND)
            self.screen.wait_window("导入")  # the files are fetched from the hand only now
        finally:
            hand.terminate()
            hand.wait(10)

    def copied(self, *keys: str) -> str:
        """What stands on the clipboard after keys that copy."""
        self.screen.key(*keys)
        self.screen.wait_still()
        command = [self.python, "-m", "tests.walk.qt_hand", "text"]
        done = subprocess.run(
            command, env=self.screen.environment, capture_output=True, encoding="utf-8", cwd=ROOT, check=True
        )
        return done.stdout

    def table(self) -> list[list[str]]:
        """The table that has the focus, with its headers, by selecting and copying it."""
        return [line.split("\t") for line in self.copied("ctrl+a", "ctrl+shift+c").splitlines()]

    def click_in_window(self, across: int, down: int) -> None:
        """Click at a place of the main window; negative ones count from the right and from below."""
        window = self.screen.find(NAME)
        width, height = self.screen.size(window)
        place = (across if across >= 0 else width + across, down if down >= 0 else height + down)
        self.screen.click(window, *place)
        self.screen.wait_still()

    def picture(self, name: str) -> None:
        """Keep what the screen shows, as long as there is a program on it."""
        if self._program is None or self._program.poll() is not None:
            return
        self._pictures += 1
        self.screen.frame().save(self.out / f"{self._pictures:02}-{name}.png")


def expect(found: object, wanted: object, what: str) -> None:
    """A person finds what was expected, or the walk ends."""
    if found != wanted:
        raise NotSeen(f"{what}: {found!r} instead of {wanted!r}")


def held(found: Sequence[str], wanted: str, what: str) -> None:
    """One of the lines holds a text, or the walk ends."""
    if not any(wanted in one for one in found):
        raise NotSeen(f"{what}: no {wanted!r} in {list(found)!r}")
