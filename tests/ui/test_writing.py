"""A file that takes long to write is named at the bottom and can be stopped there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from compare_app.errors import AppError
from compare_app.progress import pause
from compare_app.text.message import M
from tests.ui.conftest import Answers
from ui.main_window import MainWindow

OLD = "what stood there"


def _stop_button(window: MainWindow) -> QPushButton:
    found = window.message_bar.findChildren(QPushButton)
    return next(one for one in found if one.text() == window.words("Stop writing"))


def _endless(path: Path) -> None:
    while True:
        pause()


def test_what_takes_long_is_named_and_can_be_stopped(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "方案.xlsx"
    target.write_text(OLD, encoding="utf-8")
    answers.to_save = target
    window.files_out.write("", "x.xlsx", "", _endless)
    stop = _stop_button(window)
    qtbot.waitUntil(stop.isVisible, timeout=5000)
    assert "方案.xlsx" in " ".join(
        one.text() for one in window.message_bar.findChildren(type(window.message_bar._doing))
    )
    stop.click()
    qtbot.waitUntil(lambda: "停止" in window.message_bar.text, timeout=5000)
    assert "方案.xlsx" in window.message_bar.text
    assert target.read_text(encoding="utf-8") == OLD
    assert not window.session.being_written
    assert not stop.isVisible()


def test_what_stood_there_when_the_word_came_is_told_as_written(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "方案.csv"

    def write(path: Path) -> object:
        path.write_text("whole", encoding="utf-8")
        window.session.stop_writing()  # as by the button, one moment too late
        return M("{n} rows", n=1)

    answers.to_save = target
    window.files_out.write("", "x.csv", "", write)
    qtbot.waitUntil(lambda: "方案.csv" in window.message_bar.text, timeout=5000)
    assert window.words("Written: {name}", name="方案.csv") in window.message_bar.text


def test_closing_the_project_waits_for_what_is_written(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "方案.csv"

    def write(path: Path) -> None:
        for _ in range(200):
            pause()
        path.write_text("whole", encoding="utf-8")

    answers.to_save = target
    window.files_out.write("", "x.csv", "", write)
    window.session.close()
    assert target.read_text(encoding="utf-8") == "whole"


def test_in_several_languages_the_finished_ones_stay(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from compare_app.workspace import Workspace

    target = tmp_path / "比对.csv"
    answers.to_save = target
    window.session.languages = ("zh_CN", "en")
    real: Callable[..., object] = Workspace.export

    def export(self: Workspace, product_id: str, to: Path, words: object, **more: object) -> object:
        if to != target:
            window.session.stop_writing()
        return real(self, product_id, to, words, **more)

    monkeypatch.setattr(Workspace, "export", export)
    window.files_out.export("csv")
    qtbot.waitUntil(lambda: "1/2" in window.message_bar.text, timeout=10_000)
    assert target.exists()
    assert not target.with_stem("比对-en").exists()


def test_a_window_that_writes_closes_when_it_is_written(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    target, go = tmp_path / "方案.csv", Event()

    def write(path: Path) -> None:
        while not go.is_set():
            pause()
        path.write_text("whole", encoding="utf-8")

    answers.to_save = target
    window.files_out.write("", "x.csv", "", write)
    assert not window.close()
    assert window.isVisible()
    assert "方案.csv" in window.message_bar.text
    go.set()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=5000)
    assert target.read_text(encoding="utf-8") == "whole"


def test_asked_again_it_is_stopped(window: MainWindow, answers: Answers, tmp_path: Path) -> None:
    target = tmp_path / "方案.csv"
    target.write_text(OLD, encoding="utf-8")
    answers.to_save = target
    window.files_out.write("", "x.csv", "", _endless)
    assert not window.close()
    assert window.close()
    assert target.read_text(encoding="utf-8") == OLD


def test_what_cannot_be_written_keeps_the_window(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    go = Event()

    def write(path: Path) -> None:
        while not go.is_set():
            pause()
        raise AppError("DISK-FULL", M("The drive is full"), M("Make room"))

    answers.to_save = tmp_path / "方案.csv"
    window.files_out.write("", "x.csv", "", write)
    assert not window.close()
    go.set()
    qtbot.waitUntil(lambda: window.message_bar.kind == "trouble", timeout=5000)
    qtbot.waitUntil(lambda: not window.session.being_written, timeout=5000)
    assert window.isVisible()
