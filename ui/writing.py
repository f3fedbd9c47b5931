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
from compare_app.progress import Progress, watched_by
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


@dataclass(slots=True)
class _Order:
    """A file that is being written; `answers` has what the writer answered once the file stands there."""

    path: Path
    write: Write
    answers: list[object]

    def fill(self, progress: Progress) -> object:
        with watched_by(progress):
            answer = self.write(self.path)
        self.answers.append(answer)
        return answer


class Writing(QObject):
    """Starts what writes and tells how it went: exactly one of `written`, `held`, `failed`, `given_up` for each start.

    What is given up leaves the old file as it was: a new one is put in its place at the very end.
    """

    written = Signal(object, object)  # Path, what the writer answered
    held = Signal(object)  # HeldTarget
    failed = Signal(object)  # the exception
    given_up = Signal(object)  # Path
    changed = Signal()  # another file is being written, or one less

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._under_way: dict[Job, _Order] = {}

    def start(self, path: Path, write: Write) -> Job:
        """Let `write` make the file at `path`, in a thread."""
        order = _Order(path, write, [])
        job = self._tasks.start(order.fill, lasting=True)
        self._under_way[job] = order
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_cancelled)
        job.ended.connect(self._on_ended)
        self.changed.emit()
        return job

    @property
    def paths(self) -> tuple[Path, ...]:
        """What is being written."""
        return tuple(one.path for one in self._under_way.values())

    def give_up(self) -> None:
        """Write none of it."""
        for job in self._under_way:
            job.cancel()

    def _on_done(self, answer: object) -> None:
        self.written.emit(self._asked().path, answer)

    def _on_failed(self, error: BaseException) -> None:
        order = self._asked()
        if isinstance(error, AppError) and error.code in HELD:
            self.held.emit(HeldTarget(order.path, error, lambda to: self._again(to, order.write)))
        else:
            self.failed.emit(error)

    def _on_cancelled(self) -> None:
        order = self._asked()
        if order.answers:  # it stood there when the word came
            self.written.emit(order.path, order.answers[0])
        else:
            self.given_up.emit(order.path)

    def _on_ended(self) -> None:
        self._under_way.pop(self._job(), None)
        self.changed.emit()

    def _again(self, path: Path, write: Write) -> None:
        self.start(path, write)

    def _asked(self) -> _Order:
        return self._under_way[self._job()]

    def _job(self) -> Job:
        job = self.sender()
        assert isinstance(job, Job)
        return job
