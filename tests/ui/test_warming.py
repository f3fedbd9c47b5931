"""No class of Qt is made in a worker: below Python 3.12 that may end the program (`ui.warming`)."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from compare_app.progress import Progress
from tests.ui.conftest import Answers
from ui.main_window import MainWindow
from ui.main_window.files_out import OUTPUTS
from ui.session import Session
from ui.warming import OF_QT, WITH_QT, Warming, import_plain


def classes() -> set[type]:
    """Every class that PySide has made, and ours that stand on them."""
    found: set[type] = set()
    waiting: list[type] = [Shiboken.Object]
    while waiting:
        for one in waiting.pop().__subclasses__():
            if one not in found:
                found.add(one)
                waiting.append(one)
    return found


def rested(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.session.tasks.running == 0, timeout=30_000)


@pytest.mark.parametrize("output", sorted(OUTPUTS))
def test_what_is_written_in_a_worker_makes_none(
    window: MainWindow, answers: Answers, tmp_path: Path, output: str, qtbot: QtBot
) -> None:
    rested(window, qtbot)
    answers.to_save = tmp_path / f"x{OUTPUTS[output][0]}"
    window.files_out.export(output)  # what the window's thread makes for it is made now
    before = classes()
    rested(window, qtbot)
    assert answers.to_save.exists()
    late = {one.__name__ for one in classes() - before if one.__module__.startswith("PySide6")}
    assert not late


def test_an_import_of_the_face_in_a_worker_is_found(session: Session, qtbot: QtBot) -> None:
    def work(progress: Progress) -> None:
        import ui.pictures.contact  # noqa: F401

    failed: list[BaseException] = []
    job = session.tasks.start(work)
    job.failed.connect(failed.append)
    with qtbot.waitSignal(job.ended):
        pass
    assert [type(one) for one in failed] in ([AssertionError], [])  # nothing, where a test before imported it


def test_the_worker_of_the_warming_knows_nothing_of_qt(session: Session, qtbot: QtBot) -> None:
    job = session.tasks.start(import_plain)
    with qtbot.waitSignal(job.done, timeout=30_000):
        pass


def test_warming_ends_by_itself(window: MainWindow, qtbot: QtBot) -> None:
    warming = Warming(window.session.tasks, window)
    qtbot.waitUntil(lambda: next(warming._steps, None) is None, timeout=60_000)
    assert OF_QT
    assert WITH_QT
