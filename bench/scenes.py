"""The scenes of the bench: `python -m bench.scenes NAME FOLDER` prints one line of JSON with seconds and megabytes.

FOLDER keeps what several scenes share: the big workbook, the big project.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from bench import made

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QMainWindow

    from ui.session import Session

NOT_HERE = 77
START = time.perf_counter()


def bare_window(folder: Path) -> float:
    """Process start to the first paint of an empty QMainWindow."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(1280, 800)
    return _painted(application, window)


def our_window(folder: Path) -> float:
    """Process start to the first paint of our window, start page."""
    from compare_app.settings import Settings
    from ui.app import dress, make_application
    from ui.main_window import MainWindow
    from ui.session import Session
    from ui.theme import theme_of

    application = make_application()
    dress(application, theme_of(dark=False))
    window = MainWindow(Session(), Settings(), None)
    window.resize(1280, 800)
    return _painted(application, window)


def _painted(application: QApplication, window: QMainWindow) -> float:
    window.show()
    application.processEvents()
    window.grab()
    taken = time.perf_counter() - START
    _take_down(application, window)
    return taken


def _take_down(application: QApplication, window: QMainWindow) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    application.processEvents()


def openpyxl_pass(folder: Path) -> float:
    """openpyxl's read-only pass over the big workbook, rows read and nothing else."""
    path = made.workbook(folder)
    start = time.perf_counter()
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    for sheet in book:
        for _ in sheet.iter_rows(values_only=True):
            pass
    book.close()
    return time.perf_counter() - start


def libreoffice_load(folder: Path) -> float:
    """A fresh LibreOffice Calc loads the workbook and writes it as CSV, less what it needs for an empty one."""
    program = shutil.which("soffice")
    if program is None:
        sys.exit(NOT_HERE)
    path, small = made.workbook(folder), made.small_workbook(folder)
    return max(0.001, _office(program, path, folder) - _office(program, small, folder))


def _office(program: str, path: Path, folder: Path) -> float:
    start = time.perf_counter()
    profile = f"-env:UserInstallation=file://{folder}/office"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", "csv", "--outdir", str(folder / "csv"), str(path)],
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - start


def our_import(folder: Path) -> float:
    """From the file chosen to committed rows: reading, judging every cell, one transaction."""
    from compare_app.workspace import Workspace

    path = made.workbook(folder)
    target = folder / f"import-{time.time_ns()}.dcmp"
    workspace = Workspace.create(target)
    workspace.apply(made.scheme_edit())
    start = time.perf_counter()
    mapping = replace(made.mapping(), sheet="Sheet1")
    draft = workspace.read(path, mapping)
    workspace.commit(draft, mapping)
    taken = time.perf_counter() - start
    assert workspace.result_count() >= made.PRODUCTS * made.INDICATORS
    workspace.close()
    return taken


def numpy_arithmetic(folder: Path) -> float:
    """Gaps, ranks and a weighted score of one product against 10 000 × 30: bare NumPy in float64, no p values."""
    import numpy as np

    generator = np.random.default_rng(7)
    means = generator.normal(50, 5, (made.PRODUCTS, 30))
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        mine = means[0]
        gap = 100 * (means - mine) / mine
        ranks = (means > mine).sum(axis=0)
        score = np.minimum(100, 100 * means / mine).mean(axis=1)
        best = min(best, time.perf_counter() - start)
    assert gap.shape[1] == ranks.shape[0]
    assert score.shape[0] == made.PRODUCTS
    return best


def our_comparison(folder: Path) -> float:
    """The whole comparison of one product in a category of 10 000 products × 30 indicators, steps included."""
    from compare_app.workspace import Workspace

    workspace = Workspace.open(made.project(folder, made.PRODUCTS, 30, 1))
    ours = workspace.our_products()[0]
    workspace.pool(ours.category_id)
    workspace.compare(ours.id, date(2026, 1, 1))
    best = float("inf")
    for day in range(2, 7):
        start = time.perf_counter()
        workspace.compare(ours.id, date(2026, 1, day))
        best = min(best, time.perf_counter() - start)
    workspace.close()
    return best


def our_cold_opening(folder: Path) -> float:
    """Process start to a drawn overview of a project with 1 200 000 results: every import is in it."""
    return _opening(folder, warm=False)


def our_opening(folder: Path) -> float:
    """The same project opened in a window that has shown another one: to the drawn overview."""
    return _opening(folder, warm=True)


def _opening(folder: Path, *, warm: bool) -> float:
    path = made.project(folder, 10_000, 30, 4)
    small = made.project(folder, 50, 30, 3)
    start = time.perf_counter()
    from compare_app.settings import Settings
    from ui.app import dress, make_application
    from ui.main_window import MainWindow
    from ui.session import Session
    from ui.theme import theme_of

    application = make_application()
    dress(application, theme_of(dark=False))
    session = Session()
    window = MainWindow(session, Settings(), None)
    window.resize(1280, 800)
    window.show()
    if warm:
        window.open_project(small)
        _wait_until_drawn(application, session, window)
        start = time.perf_counter()
    window.open_project(path)
    _wait_until_drawn(application, session, window)
    taken = time.perf_counter() - start
    _take_down(application, window)
    return taken


def _wait_until_drawn(application: QApplication, session: Session, window: QMainWindow) -> None:
    from PySide6.QtCore import QEventLoop

    while session.comparison() is None or session.standings() is None:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    application.processEvents()
    window.grab()


SCENES: dict[str, Callable[[Path], float]] = {
    scene.__name__: scene
    for scene in (
        bare_window,
        our_window,
        openpyxl_pass,
        libreoffice_load,
        our_import,
        numpy_arithmetic,
        our_comparison,
        our_cold_opening,
        our_opening,
    )
}


def peak_megabytes() -> float:
    """The largest resident size of this process."""
    try:
        import resource
    except ImportError:  # Windows
        return float("nan")
    return float(Decimal(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024)


if __name__ == "__main__":
    name, place = sys.argv[1:]
    seconds = SCENES[name](Path(place))
    print(json.dumps({"seconds": seconds, "megabytes": peak_megabytes()}))
