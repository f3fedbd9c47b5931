"""P14: a target that is open in another program is a choice, whichever door writes.

Every door of the window writes over a file that refuses to be replaced as Windows refuses it (errors 5, 32, 33): for
half a second, then for ever. The refusal is put in the place of `os.replace`; everything else is the program.
"""

from __future__ import annotations

import errno
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer

from compare_app.domain.document import DOCUMENTS
from compare_app.settings import Settings
from tests.torture.figures import Figures
from tests.torture.loop_gaps import LoopGaps
from tests.ui.made import make
from ui.app import dress, make_application, take_down
from ui.dialogs.files import FileAsker
from ui.dialogs.held_target import HeldTargetDialog
from ui.main_window import MainWindow
from ui.main_window.files_out import OUTPUTS
from ui.session import Session
from ui.theme import theme_of

OLD: Final = b"what stood there before"
LET_GO_S: Final = 0.5
LONGEST_GAP_MS: Final = 100
PATIENCE_S: Final = 60
REFUSALS: Final = (5, 32, 33)


class Refusing:
    """`os.replace` while another program holds a file: refused for so many seconds, for ever where None."""

    def __init__(self, path: Path, seconds: float | None, winerror: int) -> None:
        self._path = path
        self._until = None if seconds is None else time.monotonic() + seconds
        self._winerror = winerror
        self._replace = os.replace
        self.refused = 0

    def __call__(self, source: object, target: object, **more: object) -> None:
        if target == self._path and (self._until is None or time.monotonic() < self._until):
            self.refused += 1
            trouble = PermissionError(errno.EACCES, "held")
            trouble.winerror = self._winerror
            raise trouble
        self._replace(source, target, **more)  # type: ignore[arg-type]

    def __enter__(self) -> Refusing:
        os.replace = self  # type: ignore[assignment]
        return self

    def __exit__(self, *error: object) -> None:
        os.replace = self._replace


class _Asker(FileAsker):
    def __init__(self) -> None:
        super().__init__()
        self.to: Path | None = None

    def save_file(self, parent: object, title: str, suggestion: str, pattern: str) -> Path | None:
        return self.to


def run(rounds: int) -> Figures:
    """Each round writes by so many doors, each let go after half a second and held for ever."""
    counts: Counter[str] = Counter()
    failures: list[str] = []
    app = make_application()
    dress(app, theme_of(dark=False))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        project = folder / "made.dcmp"
        make(project).close()
        session, asker = Session("李工"), _Asker()
        window = MainWindow(session, Settings(), None, asker)
        window.show()
        window.open_project(project)
        _wait(lambda: session.tasks.running == 0)
        try:
            for number, (name, suffix, write) in enumerate(_doors(window)[: rounds or None]):
                asker.to = folder / f"{name}{suffix}"
                winerror = REFUSALS[number % len(REFUSALS)]
                failures += _one(window, write, asker.to, winerror, counts)
                counts["doors"] += 1
        finally:
            take_down(window)
    return Figures(
        promises=("P14",),
        what="every door of the window writes over a file that is held for half a second, and for ever",
        counts=dict(counts),
        reached=f"{counts['doors']} doors: {counts['saved after half a second']} saved when let go, "
        f"{counts['choices']} choices when not, {counts['old files intact']} old files intact, "
        f"{counts['written beside']} written beside them",
        held=not failures,
        failures=tuple(failures[:8]),
    )


def _doors(window: MainWindow) -> list[tuple[str, str, Callable[[], object]]]:
    page = window.show_page("indicators")
    _wait(lambda: window.session.tasks.running == 0 and page.chart.spec is not None)  # type: ignore[union-attr]
    doors: list[tuple[str, str, Callable[[], object]]] = [
        (key, suffix, lambda key=key: window.files_out.export(key)) for key, (suffix, _, _) in OUTPUTS.items()
    ]
    doors += [
        ("template", ".xlsx", window.files_out.save_template),
        ("project", ".xlsx", window.files_out.export_project),
        ("profile", ".pdf", window.files_out.export_profile),
    ]
    doors += [
        (kind.key, suffix, lambda kind=kind: window.files_out.export(kind.key))
        for kind in DOCUMENTS
        for suffix in kind.suffixes
    ]
    from ui.dialogs.picture_size import PictureSize

    spec = page.chart.spec  # type: ignore[union-attr]
    for suffix in ("png", "svg", "pdf"):
        size = PictureSize(suffix=suffix)
        doors.append(
            (f"picture-{suffix}", f".{suffix}", lambda size=size: window.files_out._write_picture(spec, size))
        )
    return doors


def _one(
    window: MainWindow, write: Callable[[], object], path: Path, winerror: int, counts: Counter[str]
) -> list[str]:
    faults: list[str] = []
    told: list[Path] = []
    window.session.writing.written.connect(lambda to, said: told.append(to))
    path.write_bytes(OLD)
    with LoopGaps() as gaps, Refusing(path, LET_GO_S, winerror):
        write()
        _wait(lambda: bool(told) or _dialog(window) is not None)
    if told and path.read_bytes() != OLD:
        counts["saved after half a second"] += 1
    else:
        faults.append(f"{path.name}: not saved when it was let go")
    told.clear()
    path.write_bytes(OLD)
    with gaps, Refusing(path, None, winerror):
        write()
        _wait(lambda: bool(told) or _dialog(window) is not None)
    dialog = _dialog(window)
    if dialog is None:
        return [*faults, f"{path.name}: no choice where it stays held"]
    counts["choices"] += 1
    if path.read_bytes() == OLD:
        counts["old files intact"] += 1
    else:
        faults.append(f"{path.name}: the old file is not what it was")
    dialog.other_button.click()
    _wait(lambda: bool(told))
    other = path.with_name(f"{path.stem} (2){path.suffix}")
    if told == [other] and other.stat().st_size > 0 and path.read_bytes() == OLD:
        counts["written beside"] += 1
    else:
        faults.append(f"{path.name}: not written under another name")
    if list(path.parent.glob(".*")):
        faults.append(f"{path.name}: something was left beside it")
    counts["longest stop, ms"] = max(counts["longest stop, ms"], gaps.longest_own_ms)
    return faults


def _dialog(window: MainWindow) -> HeldTargetDialog | None:
    return next((one for one in window.desk.forms if isinstance(one, HeldTargetDialog)), None)


def _wait(until: Callable[[], bool]) -> None:
    loop, end = QEventLoop(), time.monotonic() + PATIENCE_S
    look = QTimer(interval=5)
    look.timeout.connect(lambda: loop.quit() if until() or time.monotonic() > end else None)
    look.start()
    loop.exec()
    look.stop()
