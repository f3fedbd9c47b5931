"""Long work beside the window: files are read and figures computed in threads, only the window's thread writes.

A `Job` is a QObject of the window's thread. Whoever starts one connects bound methods to its signals; when the
receiver is deleted Qt drops the connection, so a late result reaches nobody instead of a dead page.

The threads are Python's and hold nothing of Qt but the emitter that wakes the window: an object of Qt that dies in one
of them, be it a runnable or the page that a piece of work speaks for, may take the program with it.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from compare_app.progress import Cancelled, Progress

if TYPE_CHECKING:
    from threading import Event

BUSY_AFTER_MS = 300
LAST_WAIT_MS = 5000
GIVING_UP_MS = 1000
THREADS = 2
GIVE_WAY_S = 0.0005
"""How long a thread may compute while another waits for its turn. Between two beats the window takes the interpreter
dozens of times, for a filter, a paint, a slot, and waits so long each time: with Python's own 5 ms it stood still for
a third of a second beside an import (`tests/torture/answering.py`), with half a millisecond for 77 ms at most."""

Work = Callable[[Progress], object]


class Job(QObject):
    """One piece of long work; exactly one of `done`, `failed`, `cancelled` is emitted, then `ended`.

    It belongs to Python, not to `Tasks`: what is connected to it may be the last hold on the session, and a child
    that takes its parent along while it is deleted is deleted twice.
    """

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)  # the exception
    cancelled = Signal()
    ended = Signal()

    def __init__(self, group: str, work: Work, *, lasting: bool = False) -> None:
        from threading import Event

        super().__init__()
        self.group = group
        self.lasting = lasting
        self.work = work  # let go here, where the pages live that it speaks for
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


_Step = tuple[int, int, int]  # ticket, done, total


class _End:
    """What came of a piece of work: a result or an error."""

    def __init__(self, ticket: int, result: object, error: BaseException | None) -> None:
        self.ticket = ticket
        self.result = result
        self.error = error


class _Bench:
    """The threads and what they say, in order; `wake` tells the window's thread to look."""

    def __init__(self, said: deque[_Step | _End], wake: SignalInstance) -> None:
        from concurrent.futures import ThreadPoolExecutor
        from threading import Lock

        sys.setswitchinterval(GIVE_WAY_S)
        self._said = said
        self._wake = wake
        self._heard = True
        self._speaking = Lock()
        self._waiting: dict[int, tuple[Work, Event]] = {}
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="work")

    def begin(self, ticket: int, work: Work, stop: Event) -> None:
        """Do it as soon as a thread is free."""
        self._waiting[ticket] = (work, stop)
        self._pool.submit(self._run, ticket)

    def close(self, wait_ms: int, insist: Callable[[], None]) -> bool:
        """Wait for the threads, insist, wait a little more; one that has not ended by then is not heard any more."""
        from threading import Thread

        ending = Thread(target=self._pool.shutdown, daemon=True)
        ending.start()
        ending.join(wait_ms / 1000)
        if ending.is_alive():
            insist()
            ending.join(GIVING_UP_MS / 1000)
        with self._speaking:
            self._heard = False
        return not ending.is_alive()

    def _run(self, ticket: int) -> None:
        work, stop = self._waiting.pop(ticket)
        result: object = None
        error: BaseException | None = None
        try:
            result = work(_Reporter(stop, lambda done, total: self._say((ticket, done, total))))
        except BaseException as trouble:  # noqa: BLE001  a reader's panic is no Exception and must not end a thread
            error = trouble
        del work  # before the window hears of it: its job has the last hold
        self._say(_End(ticket, result, error))

    def _say(self, what: _Step | _End) -> None:
        with self._speaking:
            if self._heard:
                self._said.append(what)
                self._wake.emit()


class Tasks(QObject):
    """Starts jobs and delivers their results; owned by the session, so that a page may vanish meanwhile."""

    busy_changed = Signal(bool)  # after 300 ms of work, and when all work ended
    went_on = Signal(int, int)  # done, total of whatever is under way
    began = Signal(str)  # where in the program the work was asked for; no name of anything in a project
    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench: _Bench | None = None
        self._said: deque[_Step | _End] = deque()  # its ends are safe in threads
        self._jobs: dict[int, Job] = {}
        self._next = 0
        self._busy = False
        self._patience = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._patience.timeout.connect(self._show_busy)
        self._woken.connect(self._listen)

    def start(self, work: Work, group: str = "", *, lasting: bool = False) -> Job:
        """Begin work in a thread. A named group is exclusive: an older job of the group is cancelled.

        `lasting` work was asked for by a person and is not given up when the project is closed, as long as it ends in
        the time that closing waits.
        """
        if group:
            for other in self._jobs.values():
                if other.group == group:
                    other.cancel()
        job = Job(group, work, lasting=lasting)
        self._next += 1
        self._jobs[self._next] = job
        if not self._patience.isActive() and not self._busy:
            self._patience.start()
        if self._bench is None:
            self._bench = _Bench(self._said, self._woken)
        self.began.emit(f"{group} {getattr(work, '__qualname__', '')}".strip())
        self._bench.begin(self._next, work, job.stop)
        return job

    @property
    def running(self) -> int:
        """How many jobs are not yet delivered."""
        return len(self._jobs)

    def close(self, wait_ms: int = LAST_WAIT_MS) -> bool:
        """Cancel what does not last and wait; False where a thread did not stop in time: its job ends as cancelled."""
        for job in self._jobs.values():
            if not job.lasting:
                job.cancel()
        self._patience.stop()
        bench, self._bench = self._bench, None
        if bench is None or bench.close(wait_ms, self._cancel_all):
            return True
        for ticket in self._jobs:
            self._said.append(_End(ticket, None, Cancelled()))
        QTimer.singleShot(0, self, self._listen)
        return False

    def _cancel_all(self) -> None:
        for job in self._jobs.values():
            job.cancel()

    def _listen(self) -> None:
        while self._said:
            said = self._said.popleft()
            if isinstance(said, _End):
                self._end(said)
                continue
            ticket, done, total = said
            job = self._jobs.get(ticket)
            if job is not None and not job.stop.is_set():
                job.progressed.emit(done, total)
                if self._busy:
                    self.went_on.emit(done, total)

    def _end(self, said: _End) -> None:
        job = self._jobs.pop(said.ticket, None)
        if job is None:
            return  # it stopped just after it was no longer waited for
        if not self._jobs:
            self._patience.stop()
            if self._busy:
                self._busy = False
                self.busy_changed.emit(False)
        if job.stop.is_set() or isinstance(said.error, Cancelled):
            job.cancelled.emit()
        elif said.error is not None:
            job.failed.emit(said.error)
        else:
            job.done.emit(said.result)
        job.ended.emit()

    def _show_busy(self) -> None:
        if self._jobs:
            self._busy = True
            self.busy_changed.emit(True)
