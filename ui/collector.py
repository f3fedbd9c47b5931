"""Cycles of objects are collected in the window's thread only.

Python collects in whichever thread happens to make the next object. A widget that dies in a worker holds a lock of Qt
while it waits for the interpreter, and the window, which has the interpreter, waits for that lock: the program stands
still for ever. So nothing is collected by itself, and a timer of the window does it.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY_MS: Final = 1000
YOUNG: Final = 2_000  # objects made and not let go since the last look: fewer are not worth it
MIDDLE_EVERY: Final = 5  # looks at the young before one at what survived
OLD_EVERY: Final = 100  # looks before one at everything, which takes a tenth of a second in a large project


class Collector(QObject):
    """Lives as long as its parent; `stop` gives Python its own way back."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._before = gc.get_threshold()
        self._looks = 0
        gc.set_threshold(0)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)

    def look(self) -> None:
        """Collect what there is; nothing while something large is being made (`memory.uncollected`)."""
        if not gc.isenabled() or gc.get_count()[0] < YOUNG:
            return
        self._looks += 1
        gc.collect(2 if self._looks % OLD_EVERY == 0 else 1 if self._looks % MIDDLE_EVERY == 0 else 0)

    def stop(self) -> None:
        """Python collects by itself again."""
        self._timer.stop()
        gc.set_threshold(*self._before)
