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
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench import charts, made, plan, tables

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QMainWindow

    from compare_app.domain.pool import Pool
    from ui.main_window import MainWindow
    from ui.session import Session

GROWTH = (1_000, 10_000, 50_000, 200_000)


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


def libreoffice_load(folder: Path, path: Path | None = None) -> float:
    """A fresh LibreOffice Calc loads the workbook and writes it as CSV, less what it needs for an empty one."""
    program = shutil.which("soffice")
    if program is None:
        sys.exit(charts.NOT_HERE)
    path, small = path or made.workbook(folder), made.small_workbook(folder)
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


def many_imported(folder: Path, products: int) -> float:
    """The same with more products."""
    from compare_app.workspace import Workspace

    path = made.workbook(folder, products)
    workspace = Workspace.create(folder / f"many-{time.time_ns()}.dcmp")
    workspace.apply(made.scheme_edit())
    mapping = replace(made.mapping(), sheet="Sheet1")
    start = time.perf_counter()
    draft = workspace.read(path, mapping)
    workspace.commit(draft, mapping)
    taken = time.perf_counter() - start
    assert workspace.result_count() >= products * made.INDICATORS
    workspace.close()
    return taken


def many_loaded(folder: Path, products: int) -> float:
    """Calc loads them."""
    return libreoffice_load(folder, made.workbook(folder, products))


def modules() -> Path:
    """The public table of photovoltaic modules, where it lies beside the checkout."""
    path = Path(__file__).resolve().parents[2] / "shared" / "data" / "pv_modules_cec.csv"
    if not path.exists():
        sys.exit(charts.NOT_HERE)
    return path


def modules_imported(folder: Path) -> float:
    """The 21 535 modules, from the guess of the columns to committed rows."""
    from compare_app.workspace import Workspace

    path = modules()
    workspace = Workspace.create(folder / f"modules-{time.time_ns()}.dcmp")
    start = time.perf_counter()
    mapping = replace(workspace.propose_mapping(path, ""), category="光伏组件")
    draft = workspace.read(path, mapping)
    workspace.commit(draft, mapping)
    taken = time.perf_counter() - start
    workspace.close()
    return taken


def modules_loaded(folder: Path) -> float:
    """Calc loads them."""
    return libreoffice_load(folder, modules())


def longest_freeze(folder: Path) -> float:
    """The longest time between two turns of the window's loop while 10 000 × 35 come in through the wizard."""
    from ui.dialogs.import_wizard import ImportWizard

    path = made.workbook(folder)
    application, session, window = _window(folder, path)
    last, longest = time.perf_counter(), 0.0

    def turn() -> None:
        nonlocal last, longest
        now = time.perf_counter()
        last, longest = now, max(longest, now - last)

    def wait() -> None:
        end = time.perf_counter() + 0.3
        while time.perf_counter() < end or session.tasks.running:
            application.processEvents()
            turn()
            time.sleep(0.0005)

    window.chores.take_files([path])
    wizard = window.findChild(ImportWizard)
    assert wizard is not None
    wait()
    wizard.next_button.click()
    wait()
    wizard.mapping_step.show_mapping(path, wizard.sheet_step.sheet(), replace(made.mapping(), sheet="Sheet1"))
    wizard.mapping_step.category_box.setCurrentText(made.mapping().category)
    wizard.mapping_step.checked_box.setChecked(True)
    wait()
    wizard.next_button.click()
    wait()
    wizard.issues_step.agree_box.setChecked(True)
    while wizard.step < 4:
        wizard.next_button.click()
        wait()
    wizard.next_button.click()
    wait()
    assert session.workspace.result_count() >= made.PRODUCTS * made.INDICATORS
    session.close()
    return longest


def _window(folder: Path, path: Path) -> tuple[QApplication, Session, MainWindow]:
    """A window on a new project."""
    from compare_app.settings import Settings
    from compare_app.workspace import Workspace
    from ui.app import dress, make_application
    from ui.main_window import MainWindow
    from ui.session import Session
    from ui.theme import theme_of

    target = folder / f"freeze-{time.time_ns()}.dcmp"
    workspace = Workspace.create(target)
    workspace.apply(made.scheme_edit())
    workspace.close()
    application = make_application()
    dress(application, theme_of(dark=False))
    session = Session("bench")
    window = MainWindow(session, Settings(), None)
    window.show()
    window.open_project(target)
    return application, session, window


def calc_recalculation(folder: Path) -> float:
    """LibreOffice Calc computes gap, rank and score of 10 000 × 30 on loading a sheet of formulas without results,
    less what it needs for the same sheet with the results beside the formulas.
    """
    program = shutil.which("soffice")
    if program is None:
        sys.exit(charts.NOT_HERE)
    without, beside = made.formulas(folder, cached=False), made.formulas(folder, cached=True)
    known = _office(program, beside, folder)
    taken = _office(program, without, folder)
    for path in (without, beside):  # both say the same, so the first was computed
        text = (folder / "csv" / f"{path.stem}.csv").read_text(encoding="utf-8")
        assert len(text.splitlines()[0].split(",")) == 61, text[:300]
        assert float(text.splitlines()[5].split(",")[60]) > 50
    return max(0.001, taken - known)


def numpy_arithmetic(folder: Path) -> float:
    """The same figures of the same 10 000 × 30 in bare NumPy, see `_bare`."""
    from compare_app.workspace import Workspace

    workspace = Workspace.open(_thirds(folder))
    pool = workspace.pool("cat")
    workspace.close()
    return _bare(pool)


def _bare(pool: Pool) -> float:
    """The same arrays and the same statistics in bare NumPy and scipy.special: gap, per cent, rank of every product,
    Welch's t, degrees of freedom and p where there are replicates, score and weighted score. No gate, no conclusion,
    no bound, no Decimal, no text.
    """
    import numpy as np
    from scipy.special import stdtr

    columns = list(pool.columns.values())
    mean, spread = (np.stack([getattr(one, name) for one in columns]) for name in ("low", "deviation"))
    count = [int(one.count[0]) for one in columns]

    def once() -> None:
        total = np.zeros(mean.shape[1])
        for at, values in enumerate(mean):
            sign = 1 if at % 2 else -1
            gap = sign * (values[0] - values)
            relative = 100 * gap / values
            order = np.argsort(values)
            rank = np.empty(len(order), dtype=np.int64)
            rank[order] = np.arange(len(order))
            total += np.minimum(100, 100 * values / values[1] if at % 2 else 100 * values[1] / values)
            if count[at] > 1:
                n, own, theirs = count[at], spread[at, 0] ** 2 / count[at], spread[at] ** 2 / count[at]
                t = (values[0] - values) / np.sqrt(own + theirs)
                df = (own + theirs) ** 2 / (own**2 / (n - 1) + theirs**2 / (n - 1))
                p = 2 * stdtr(df, -np.abs(t))
                assert p.shape == relative.shape
        score = total / len(mean)
        assert score.shape == rank.shape

    return _best(once)


def _thirds(folder: Path) -> Path:
    """10 000 products × 30 indicators, three values each for every third of them."""
    return made.project(folder, made.PRODUCTS, made.INDICATORS, 1, third=3)


def _best(once: Callable[[], object]) -> float:
    """Processor time, the best of nine: what else runs on the machine shall not count. One thread, so it is time."""
    once()
    best = float("inf")
    for _ in range(9):
        start = time.process_time()
        once()
        best = min(best, time.process_time() - start)
    return best


def our_pool(folder: Path) -> float:
    """One product against all of 10 000 × 30: gates, gaps, conclusions, Welch, ranks of every product, scores."""
    return _ours(folder, pool=True, whole=False)


def our_comparison(folder: Path) -> float:
    """The comparison of one product in the same category: judgements, gaps, ranks, grades, ladder, every step."""
    return _ours(folder, pool=False, whole=True)


def our_everything(folder: Path) -> float:
    """Both."""
    return _ours(folder, pool=True, whole=True)


def our_what_if(folder: Path) -> float:
    """Three supposed values of the product, and the same comparison over them."""
    from compare_app.workspace import Workspace

    workspace = Workspace.open(_thirds(folder))
    ours = workspace.our_products()[0]
    day = date(2026, 1, 1)
    workspace.compare(ours.id, day)
    targets = {one.id: "60" for one in workspace.project.indicators(ours.category_id)[:3]}
    best = _best(lambda: workspace.what_if(ours.id, targets, day))
    workspace.close()
    return best


def _ours(folder: Path, *, pool: bool, whole: bool) -> float:
    from compare_app.workspace import Workspace

    workspace = Workspace.open(_thirds(folder))
    ours = workspace.our_products()[0]
    workspace.pool(ours.category_id)
    days = iter(date(2026, 1, day) for day in range(1, 31))  # another day is another comparison

    def once() -> None:
        day = next(days)
        if whole:
            workspace.compare(ours.id, day)
        if pool:
            workspace.against_pool(ours.id, day)

    best = _best(once)
    workspace.close()
    return best


def growth(folder: Path, products: int) -> float:
    """One product against a pool of any size, its columns in memory: what grows is time and memory, no file."""
    from compare_app.engine.against_pool import against_pool

    project, pool, fetch = made.pool(products)
    return _best(lambda: against_pool(project, "p0", pool, date(2026, 1, 1), fetch))


def growth_bare(folder: Path, products: int) -> float:
    """The bare arithmetic on the same columns."""
    return _bare(made.pool(products)[1])


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
    from PySide6.QtCore import QEventLoop, QTimer

    loop, timer = QEventLoop(), QTimer()
    timer.timeout.connect(
        lambda: None if session.comparison() is None or session.standings() is None else loop.quit()
    )
    timer.start(2)
    loop.exec()  # a loop of our own around processEvents would spin and take the interpreter from the threads
    application.processEvents()
    window.grab()


SCENES: dict[str, Callable[[Path], float]] = {
    scene.__name__: scene
    for scene in (
        openpyxl_pass,
        libreoffice_load,
        our_import,
        calc_recalculation,
        numpy_arithmetic,
        our_pool,
        our_comparison,
        our_everything,
        our_what_if,
        our_cold_opening,
        our_opening,
        modules_imported,
        modules_loaded,
        longest_freeze,
    )
}
SCENES |= charts.SCENES
SCENES |= plan.SCENES
SCENES |= tables.SCENES
for size in (10_000, 100_000):
    SCENES[f"many_imported_{size}"] = partial(many_imported, products=size)
    SCENES[f"many_loaded_{size}"] = partial(many_loaded, products=size)
for size in GROWTH:
    SCENES[f"growth_{size}"] = partial(growth, products=size)
    SCENES[f"growth_bare_{size}"] = partial(growth_bare, products=size)


def peak_megabytes() -> float:
    """The largest resident size of this process or of one of its children: files are read in one."""
    try:
        import resource
    except ImportError:  # Windows
        return float("nan")
    largest = max(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return float(Decimal(largest) / 1024)


if __name__ == "__main__":
    name, place = sys.argv[1:]
    seconds = SCENES[name](Path(place))
    print(json.dumps({"seconds": seconds, "megabytes": peak_megabytes()}))
