"""Files written beside the window, and what happens when the target is open in another program.

The door that writes waits for it about two and a half seconds (`exporters/atomic`); where it is still held the person
has a choice instead of an error: again, under another name, or not at all. The old file stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from compare_app.errors import AppError
from ui.tasks import Job, Tasks

HELD: Final = frozenset({"EXPORT-OPEN", "EXPORT-PROTECTED"})
"""What another name or a moment of patience mends."""

Write = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class HeldTarget:
    """A file that could not be replaced, what stands in the way, and how it could be written all the same."""

    path: Path
    trouble: AppError
    again: Callable[[Path], None]


class Writing(QObject):
    """Starts what writes and tells how it went: exactly one of the three signals for each start, unless cancelled."""

    written = Signal(object, object)  # Path, what the writer answered
    held = Signal(object)  # HeldTarget
    failed = Signal(object)  # the exception

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._under_way: dict[Job, tuple[Path, Write]] = {}

    def start(self, path: Path, write: Write) -> Job:
        """Let `write` make the file at `path`, in a thread."""
        job = self._tasks.start(lambda progress: write(path))
        self._under_way[job] = (path, write)
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)
        return job

    def _on_done(self, answer: object) -> None:
        path, _ = self._asked()
        self.written.emit(path, answer)

    def _on_failed(self, error: BaseException) -> None:
        path, write = self._asked()
        if isinstance(error, AppError) and error.code in HELD:
            self.held.emit(HeldTarget(path, error, lambda to: self._again(to, write)))
        else:
            self.failed.emit(error)

    def _on_ended(self) -> None:
        self._under_way.pop(self._job(), None)

    def _again(self, path: Path, write: Write) -> None:
        self.start(path, write)

    def _asked(self) -> tuple[Path, Write]:
        return self._under_way[self._job()]

    def _job(self) -> Job:
        job = self.sender()
        assert isinstance(job, Job)
        return job
