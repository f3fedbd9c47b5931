"""House rules of every test: no screen, no network, nothing left running, no unexpected log record."""

import gc
import itertools
import logging
import os
import socket
import sys
import threading
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTEST_QT_API", "pyside6")

ROOT = Path(__file__).resolve().parent.parent
SHARED_ABSENT = "../shared is not beside the checkout"

# the machine decides how long an example takes; a slow one is no fault of the code
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# what lands must not hang on chance: CI tries the same examples every time, people's runs look for new ones
settings.register_profile("ci", settings.get_profile("house"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The material beside the checkout (vectors, tables, workbooks); without it the test is not run."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(SHARED_ABSENT)
    return folder


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how much was not tested because the shared material is absent."""
    not_run = sum(
        SHARED_ABSENT in str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])
    )
    if not_run:
        terminalreporter.write_line(f"tests not run: {not_run} ({SHARED_ABSENT})", yellow=True)


# ---------------------------------------------------------------- no network


def forbid_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Audit hook: the program is offline, so an internet socket or a name look-up is a mistake."""
    if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
        raise AssertionError("the program opened an internet socket")
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        raise AssertionError(f"the program looked up a name: {arguments[0]!r}")


sys.addaudithook(forbid_network)


# ---------------------------------------------------------------- no class of Qt in a worker

OF_QT = ("PySide6", "pyqtgraph", "shiboken6", "ui")


def forbid_qt_in_workers(event: str, arguments: tuple[Any, ...]) -> None:
    """Audit hook: a class of Qt that an import makes in a worker may end the program (`ui.warming`)."""
    if (
        event == "import"
        and arguments[0].partition(".")[0] in OF_QT
        and threading.current_thread() is not threading.main_thread()
    ):
        raise AssertionError(f"{arguments[0]} is imported in a worker")


sys.addaudithook(forbid_qt_in_workers)


# ---------------------------------------------------------------- nothing logged, nothing left running


class UnexpectedRecords(logging.Handler):
    """Keeps what was logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in the log fails the test; a test that expects one takes `caplog` and looks at it."""
    if "caplog" in request.fixturenames:
        yield
        return
    handler = UnexpectedRecords()
    root = logging.getLogger()
    root.addHandler(handler)
    yield
    root.removeHandler(handler)
    assert not handler.messages, f"logged: {handler.messages}"


@pytest.fixture(autouse=True)
def nothing_left_running(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A test that leaves a thread or a timer running would disturb the ones after it."""
    threads_before = set(threading.enumerate())
    if not {"qtbot", "qapp"} & set(request.fixturenames):
        yield
    else:
        yield from watch_qt(monkeypatch)
    left = [
        t.name for t in threading.enumerate() if t not in threads_before and not t.daemon and t.is_alive()
    ]
    # a thread that Qt started and that called Python shows up as a dummy until it ends
    left = [name for name in left if not name.startswith("Dummy-")]
    assert not left, f"threads left running: {left}"


# ---------------------------------------------------------------- no widget dies while Qt is at work

FULL_EVERY = 40  # tests between two looks at everything, which take a third of a second
_tests = itertools.count(1)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Cycles are collected between two tests only. Python would do it anywhere: in a worker (`ui.collector`), or while
    pytest-qt lets Qt hand out events before and after a test, to a window that is being deleted.
    """
    before = gc.get_threshold()
    gc.set_threshold(0)
    try:
        return (yield)
    finally:
        qt = sys.modules.get("PySide6.QtCore")
        if qt is not None:
            qt.QCoreApplication.sendPostedEvents(None, qt.QEvent.Type.DeferredDelete.value)
            gc.collect(2 if next(_tests) % FULL_EVERY == 0 else 1)
        gc.set_threshold(*before)


@pytest.fixture(scope="session", autouse=True)
def clipboard_left_empty() -> Iterator[None]:
    """Empty the offscreen clipboard before Python ends: Qt would delete its Python content after the interpreter."""
    yield
    qt = sys.modules.get("PySide6.QtGui")
    if qt is not None and qt.QGuiApplication.instance() is not None:
        qt.QGuiApplication.clipboard().clear()


def watch_qt(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Note every QTimer and QThread that starts; afterwards none of them may be alive and running."""
    import shiboken6
    from PySide6.QtCore import QCoreApplication, QEvent, QThread, QThreadPool, QTimer

    started: list[QTimer | QThread] = []

    def noting(original: Any) -> Any:
        def start(this: Any, *arguments: Any) -> Any:
            started.append(this)
            return original(this, *arguments)

        return start

    monkeypatch.setattr(QTimer, "start", noting(QTimer.start))
    monkeypatch.setattr(QThread, "start", noting(QThread.start))
    yield
    QThreadPool.globalInstance().waitForDone(5000)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    alive = [thing for thing in started if shiboken6.isValid(thing)]
    left = [repr(t) for t in alive if (t.isActive() if isinstance(t, QTimer) else t.isRunning())]
    assert not left, f"left running: {left}"
    assert not QThreadPool.globalInstance().activeThreadCount(), "the thread pool is still busy"
