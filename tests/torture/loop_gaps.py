"""How long the window's thread does not answer: the gaps between the beats of a timer.

Two clocks: that of the wall, and the time that the whole program computed meanwhile. The second is what the gap would
be on a machine that does nothing else (one thread of Python computes at a time): a busy machine breaks no promise.
"""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import Qt, QTimer

BEAT_MS: Final = 5
TOLD_MS: Final = 20


class LoopGaps:
    """Counts between `with` and its end; the longest are over all uses."""

    def __init__(self) -> None:
        self.longest_ms = 0  # by the wall
        self.longest_own_ms = 0  # of the program's own computing
        self.own: list[int] = []  # each above twenty milliseconds
        self._timer = QTimer(interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last = self._last_own = 0.0

    def __enter__(self) -> LoopGaps:
        self._last, self._last_own = time.perf_counter(), time.process_time()
        self._timer.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        now, own = time.perf_counter(), time.process_time()
        wall_ms, own_ms = round((now - self._last) * 1000) - BEAT_MS, round((own - self._last_own) * 1000)
        self._last, self._last_own = now, own
        own_ms = min(own_ms, wall_ms)  # two threads may compute at once where one is not Python's
        if own_ms > TOLD_MS:
            self.own.append(own_ms)
        self.longest_ms = max(self.longest_ms, wall_ms)
        self.longest_own_ms = max(self.longest_own_ms, own_ms)
