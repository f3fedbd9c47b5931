"""What the first project needs is imported while the user still looks for it.

Classes of Qt are made in the window's thread only, also those that an import makes: below Python 3.12 PySide keeps
its classes in a table without a lock, and Qt looks into it while Python is let go. A class made in a worker at such a
moment ends the program with a segmentation fault. So a worker imports what knows nothing of Qt, and the window the
rest, a few milliseconds at a time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from time import perf_counter
from typing import Final

from PySide6.QtCore import QObject, QTimer

from compare_app.progress import Progress
from ui.tasks import Tasks

PLAIN: Final = (
    "compare_app.workspace",
    "numpy",
    "compare_app.engine.compare",
    "compare_app.engine.charts",
    "multiprocessing",  # from here on what pyqtgraph imports of the standard library
    "subprocess",
    "pydoc",
    "cProfile",
    "sysconfig",
    "xml.etree.ElementTree",
)
"""What knows nothing of Qt, in the order in which it is needed."""
OF_QT: Final = ("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtSvg")
"""pyqtgraph names every class of these; made one by one before, its import is not half as long."""
WITH_QT: Final = ("ui.main_window.sides", "pyqtgraph", "ui.pages.overview")
TURN_S: Final = 0.008  # of one turn of the window's loop


class Warming(QObject):
    """Begins at once and ends by itself; what is asked for earlier is imported by whoever asks."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._steps = _steps()
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._go_on)
        job = tasks.start(import_plain)
        job.done.connect(self._begin)

    def _begin(self, result: object) -> None:
        self._turn.start()

    def _go_on(self) -> None:
        """As much as fits into a turn of the loop."""
        began = perf_counter()
        while perf_counter() - began < TURN_S:
            if next(self._steps, None) is None:
                self._turn.stop()
                return


def import_plain(progress: Progress) -> None:
    """Import what knows nothing of Qt."""
    for name in PLAIN:
        progress.step(0, 0)
        import_module(name)


def _steps() -> Iterator[str]:
    """Each step makes a class or imports a module, and says which."""
    yield import_module(WITH_QT[0]).__name__
    for module in OF_QT:
        names = vars(import_module(module)).get("__all__") or dir(sys.modules[module])
        for name in names:
            getattr(sys.modules[module], name, None)
            yield name
    for module in WITH_QT[1:]:
        yield import_module(module).__name__
