"""How much memory the children of this process took at most, by the system's own high-water mark of each.

The accounts of ended children (`getrusage`) hold what the parent itself had when it started them, which a run of all
tests makes larger than any reader.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final

BEAT_S: Final = 0.02


class LargestChild:
    """Looks at every child between `with` and its end; `most` is in bytes and 0 where the system keeps no such mark."""

    def __init__(self) -> None:
        self.most = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> LargestChild:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(BEAT_S):
            for listed in Path("/proc/self/task").glob("*/children"):
                for child in _text(listed).split():
                    self.most = max(self.most, _high_water(child))


def _high_water(process: str) -> int:
    """Of a process that runs its own program: one that was only forked still shows the memory of its parent."""
    if _text(Path(f"/proc/{process}/cmdline")) == _text(Path("/proc/self/cmdline")):
        return 0
    for line in _text(Path(f"/proc/{process}/status")).splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""  # it ended meanwhile
