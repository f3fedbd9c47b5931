"""How long the window's thread does not answer: the gaps between the beats of a timer, less the beat itself."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import Qt, QTimer

BEAT_MS: Final = 5


class LoopGaps:
    """Counts between `with` and its end; `longest_ms` is over all uses."""

    def __init__(self) -> None:
        self.longest_ms = 0
        self.gaps: list[int] = []  # those above twenty milliseconds
        self._timer = QTimer(interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last = 0.0

    def __enter__(self) -> LoopGaps:
        self._last = time.perf_counter()
        self._timer.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        gap = round((now - self._last) * 1000) - BEAT_MS
        self._last = now
        if gap > 20:
            self.gaps.append(gap)
        self.longest_ms = max(self.longest_ms, gap)
