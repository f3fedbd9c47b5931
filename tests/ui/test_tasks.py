"""Long work beside the window: delivered once, cancelled for good, never to a page that is gone."""

from __future__ import annotations

import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from compare_app.progress import Progress
from ui.tasks import GIVE_WAY_S, Job, Tasks


@pytest.fixture
def tasks(qapp: object) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


class Listener(QObject):
    """A receiver with bound methods, as pages are."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.heard: list[object] = []
        job.done.connect(self.on_done)
        job.failed.connect(self.on_failed)
        job.cancelled.connect(self.on_cancelled)

    def on_done(self, result: object) -> None:
        self.heard.append(("done", result))

    def on_failed(self, error: object) -> None:
        self.heard.append(("failed", str(error)))

    def on_cancelled(self) -> None:
        self.heard.append("cancelled")


def test_a_result_arrives_in_the_thread_of_the_window(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[threading.Thread] = []
    job = tasks.start(lambda progress: threading.current_thread())
    job.done.connect(lambda result: seen.append(threading.current_thread()))
    with qtbot.waitSignal(job.done) as signal:
        pass
    assert signal.args[0] is not threading.main_thread()
    assert seen == [threading.main_thread()]
    assert tasks.running == 0


def test_work_gives_way_to_the_window(tasks: Tasks, qtbot: QtBot) -> None:
    """Python's own 5 ms, taken dozens of times between two beats of the window, are a window that stands still."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.005)
    try:
        job = tasks.start(lambda progress: sys.getswitchinterval())
        with qtbot.waitSignal(job.done) as signal:
            pass
        assert signal.args[0] <= GIVE_WAY_S * 1.01
    finally:
        sys.setswitchinterval(before)


def test_progress_is_reported_at_most_once_a_per_cent(tasks: Tasks, qtbot: QtBot) -> None:
    def work(progress: Progress) -> None:
        for number in range(10_000):
            progress.step(number, 10_000)

    job = tasks.start(work)
    reports: list[tuple[int, int]] = []
    job.progressed.connect(lambda done, total: reports.append((done, total)))
    with qtbot.waitSignal(job.done):
        pass
    assert 90 <= len(reports) <= 101


def test_a_failure_is_handed_over_not_lost(tasks: Tasks, qtbot: QtBot) -> None:
    def work(progress: Progress) -> None:
        raise ValueError("broken")

    job = tasks.start(work)
    listener = Listener(job)
    with qtbot.waitSignal(job.ended):
        pass
    assert listener.heard == [("failed", "broken")]


def test_a_cancelled_job_delivers_nothing(tasks: Tasks, qtbot: QtBot) -> None:
    gate = threading.Event()

    def work(progress: Progress) -> str:
        gate.wait(5)
        progress.step(1, 2)
        return "late"

    job = tasks.start(work)
    listener = Listener(job)
    job.cancel()
    with qtbot.waitSignal(job.ended):
        gate.set()
    assert listener.heard == ["cancelled"]


def test_a_newer_job_of_a_group_takes_the_place_of_the_older(tasks: Tasks, qtbot: QtBot) -> None:
    gate = threading.Event()
    first = tasks.start(lambda progress: gate.wait(5), "preview")
    old = Listener(first)
    second = tasks.start(lambda progress: "new", "preview")
    new = Listener(second)
    gate.set()
    qtbot.waitUntil(lambda: tasks.running == 0)
    assert old.heard == ["cancelled"]
    assert new.heard == [("done", "new")]


def test_a_deleted_page_hears_nothing(tasks: Tasks, qtbot: QtBot) -> None:
    gate = threading.Event()
    job = tasks.start(lambda progress: gate.wait(5))
    page = Listener(job)
    heard = page.heard
    page.deleteLater()
    qtbot.wait(10)
    with qtbot.waitSignal(job.ended):
        gate.set()
    assert heard == []


def test_the_busy_sign_comes_late_and_goes(tasks: Tasks, qtbot: QtBot) -> None:
    signs: list[bool] = []
    tasks.busy_changed.connect(signs.append)
    quick = tasks.start(lambda progress: None)
    with qtbot.waitSignal(quick.ended):
        pass
    assert signs == []
    gate = threading.Event()
    slow = tasks.start(lambda progress: gate.wait(5))
    with qtbot.waitSignal(tasks.busy_changed):
        pass
    with qtbot.waitSignal(slow.ended):
        gate.set()
    assert signs == [True, False]


def test_closing_waits_for_the_threads(tasks: Tasks) -> None:
    started = threading.Event()

    def work(progress: Progress) -> None:
        started.set()
        while True:
            progress.step(0, 0)

    tasks.start(work)
    assert started.wait(5)
    assert tasks.close()


def test_work_that_does_not_stop_in_time_is_not_heard_any_more(tasks: Tasks, qtbot: QtBot) -> None:
    gate, done = threading.Event(), threading.Event()

    def work(progress: Progress) -> str:
        gate.wait(20)
        done.set()
        return "late"

    listener = Listener(tasks.start(work))
    assert not tasks.close(wait_ms=20)
    qtbot.waitUntil(lambda: tasks.running == 0)
    assert listener.heard == ["cancelled"]
    gate.set()
    assert done.wait(5)
    job = tasks.start(lambda progress: "next")
    with qtbot.waitSignal(job.ended):
        pass
    assert listener.heard == ["cancelled"]


def test_what_a_piece_of_work_holds_is_let_go_in_the_thread_of_the_window(tasks: Tasks, qtbot: QtBot) -> None:
    class Page:
        """Stands for what a job speaks for."""

    where: list[threading.Thread] = []
    for _ in range(50):
        page = Page()
        weakref.finalize(page, lambda: where.append(threading.current_thread()))
        job = tasks.start(lambda progress, page=page: page is None)  # type: ignore[misc]
        del page
        with qtbot.waitSignal(job.ended):
            pass
        del job
    qtbot.waitUntil(lambda: len(where) == 50)
    assert set(where) == {threading.main_thread()}


LAST_HOLD = """
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from ui.tasks import Tasks

class Owner(QObject):
    def __init__(self):
        super().__init__()
        self.tasks = Tasks(self)

app = QCoreApplication([])
for _ in range(20):
    owner = Owner()
    owner.tasks.start(lambda progress: 1).done.connect(lambda result, owner=owner: None)
    owner.tasks.close()
    del owner  # from now on the connection is the last hold on it
    loop = QEventLoop()
    QTimer.singleShot(5, loop.quit)
    loop.exec()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
"""


def test_a_job_that_is_the_last_hold_on_its_owner_is_deleted_once() -> None:
    """It was its owner's child: the owner took it along while it was being deleted, and the program died."""
    done = subprocess.run(
        [sys.executable, "-c", LAST_HOLD], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
