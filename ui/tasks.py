"""Long work beside the window: files are read and figures computed in threads, only the window's thread writes.

A `Job` is a QObject of the window's thread. Whoever starts one connects bound methods to its signals; when the
receiver is deleted Qt drops the connection, so a late result reaches nobody instead of a dead page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, SignalInstance

from compare_app.progress import Cancelled, Progress

if TYPE_CHECKING:
    from threading import Event

BUSY_AFTER_MS = 300
LAST_WAIT_MS = 5000

Work = Callable[[Progress], object]


class Job(QObject):
    """One piece of long work; exactly one of `done`, `failed`, `cancelled` is emitted, then `ended`."""

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)  # the exception
    cancelled = Signal()
    ended = Signal()

    def __init__(self, parent: QObject, group: str) -> None:
        from threading import Event

        super().__init__(parent)
        self.group = group
        self.stop = Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step; its result will not be delivered."""
        self.stop.set()


class _Reporter:
    """The `Progress` that the work is given: it passes reports on, at most one per cent apart."""

    def __init__(self, stop: Event, report: Callable[[int, int], None]) -> None:
        self._stop = stop
        self._report = report
        self._last = (-1, -1)

    def step(self, done: int, total: int) -> None:
        """Report, or raise `Cancelled` when the user no longer wants the result."""
        if self._stop.is_set():
            raise Cancelled
        mark = (done * 100 // total if total else done, total)
        if mark != self._last:
            self._last = mark
            self._report(done, total)


class _Runnable(QRunnable):
    """Runs the work; it holds no QObject, only the emitters of the job's dispatcher."""

    def __init__(
        self, work: Work, stop: Event, ticket: int, progressed: SignalInstance, ended: SignalInstance
    ) -> None:
        super().__init__()
        self._work = work
        self._stop = stop
        self._ticket = ticket
        self._progressed = progressed
        self._ended = ended

    def run(self) -> None:
        """Do the work; whatever happens is told to the window's thread."""
        reporter = _Reporter(self._stop, lambda done, total: self._progressed.emit(self._ticket, done, total))
        result: object = None
        error: BaseException | None = None
        try:
            result = self._work(reporter)
        except BaseException as trouble:  # noqa: BLE001  a reader's panic is no Exception and must not end a thread
            error = trouble
        try:
            self._ended.emit(self._ticket, result, error)
        except RuntimeError:
            return  # the program is closing and the dispatcher is gone: nobody waits for this


class Tasks(QObject):
    """Starts jobs and delivers their results; owned by the session, so that a page may vanish meanwhile."""

    busy_changed = Signal(bool)  # after 300 ms of work, and when all work ended
    _progressed = Signal(int, int, int)
    _ended = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._jobs: dict[int, Job] = {}
        self._next = 0
        self._busy = False
        self._patience = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._patience.timeout.connect(self._show_busy)
        self._progressed.connect(self._on_progressed)
        self._ended.connect(self._on_ended)

    def start(self, work: Work, group: str = "") -> Job:
        """Begin work in a thread. A named group is exclusive: an older job of the group is cancelled."""
        if group:
            for other in self._jobs.values():
                if other.group == group:
                    other.cancel()
        job = Job(self, group)
        self._next += 1
        self._jobs[self._next] = job
        if not self._patience.isActive() and not self._busy:
            self._patience.start()
        self._pool.start(_Runnable(work, job.stop, self._next, self._progressed, self._ended))
        return job

    @property
    def running(self) -> int:
        """How many jobs are not yet delivered."""
        return len(self._jobs)

    def close(self, wait_ms: int = LAST_WAIT_MS) -> bool:
        """Cancel everything and wait; False where a thread did not stop in time."""
        for job in self._jobs.values():
            job.cancel()
        self._patience.stop()
        return self._pool.waitForDone(wait_ms)

    def _on_progressed(self, ticket: int, done: int, total: int) -> None:
        job = self._jobs.get(ticket)
        if job is not None and not job.stop.is_set():
            job.progressed.emit(done, total)

    def _on_ended(self, ticket: int, result: object, error: BaseException | None) -> None:
        job = self._jobs.pop(ticket)
        if not self._jobs:
            self._patience.stop()
            if self._busy:
                self._busy = False
                self.busy_changed.emit(False)
        if job.stop.is_set() or isinstance(error, Cancelled):
            job.cancelled.emit()
        elif error is not None:
            job.failed.emit(error)
        else:
            job.done.emit(result)
        job.ended.emit()
        job.deleteLater()

    def _show_busy(self) -> None:
        if self._jobs:
            self._busy = True
            self.busy_changed.emit(True)
