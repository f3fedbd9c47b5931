"""When the window's thread stands still for more than two seconds, the log says where.

Python's own watchdog waits in a thread of C, so it also sees a call that never gives the interpreter back. It is set
anew by a timer of the window; a window that stands still does not set it, and its stacks are written. The clock behind
it stands while a laptop sleeps, so that waking up is no alarm. Nothing is counted, read or written meanwhile.
"""

from __future__ import annotations

import faulthandler
import logging
import time
from typing import Final

from PySide6.QtCore import QObject, QTimer

from ui.black_box import BlackBox

log = logging.getLogger("ui")

PATIENCE_S: Final = 2.0
BEAT_MS: Final = 500
MOST: Final = 10  # dumps of one run of the program: the eleventh would say nothing new


class Standstill(QObject):
    """Watches the thread that it is made in, until `stop`."""

    def __init__(self, box: BlackBox, parent: QObject, patience_s: float = PATIENCE_S) -> None:
        super().__init__(parent)
        self._box = box
        self._patience = patience_s
        self.told = 0
        self._last = time.monotonic()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)
        self._arm()

    def stop(self) -> None:
        """Nobody is watched any longer."""
        self._timer.stop()
        faulthandler.cancel_dump_traceback_later()

    def _arm(self) -> None:
        if self._box.file is not None and self.told < MOST:
            faulthandler.dump_traceback_later(self._patience, file=self._box.file)

    def _beat(self) -> None:
        """The window lives; what was written while it did not goes into the log."""
        now = time.monotonic()
        stood, self._last = now - self._last, now
        if stood > self._patience:
            faulthandler.cancel_dump_traceback_later()
            stacks = self._box.take_stacks()
            if stacks:
                self.told += 1
                log.error("the window stood still for %.1f s\n%s", stood, stacks)
        self._arm()
