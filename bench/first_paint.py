"""The two windows of the first paint: `python -m bench.first_paint NAME FOLDER` prints seconds and megabytes as JSON.

A module of its own, because the scenes import what our window would have to import: here neither finds anything
loaded. The clock runs from the first line to the window painted where it is seen; what Python needs to start is in
neither. Bytecode lies ready, as in an installed program.
"""

from __future__ import annotations

import sys
import time

START = time.perf_counter()

TYPE_CHECKING = False  # the module `typing` is one of the things that are measured
if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QMainWindow

SIZE = (1280, 800)


def bare_window(folder: str) -> float:
    """An empty QMainWindow."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(*SIZE)
    window.show()
    return painted(application, window)


def our_window(folder: str) -> float:
    """Our window as `main.py` makes it, start page with two recent projects, log and settings in the folder."""
    import os

    os.environ["XDG_CONFIG_HOME"] = os.environ["LOCALAPPDATA"] = folder
    from compare_app.memory import uncollected
    from ui.options import parse
    from ui.plain_imports import plain_imports

    options = parse([])
    with uncollected(), plain_imports():
        import ui.app
    application = ui.app.make_application()
    program = ui.app.Program(application, options)
    program.window.resize(*SIZE)
    taken = painted(application, program.window)
    program.take_down()
    return taken


def painted(application: QApplication, window: QMainWindow) -> float:
    """Seconds from the first line until the window is on the screen and its picture stands in it."""
    handle = window.windowHandle()
    while not handle.isExposed():
        application.processEvents()
    application.processEvents()
    return time.perf_counter() - START


if __name__ == "__main__":
    name, place = sys.argv[1:]
    seconds = {"bare_window": bare_window, "our_window": our_window}[name](place)
    import json

    from bench.scenes import peak_megabytes

    print(json.dumps({"seconds": seconds, "megabytes": peak_megabytes()}))
