"""Help where it is needed: the manual at the right chapter, the tour in five steps, the sheet of shortcuts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.dialogs.manual import CHAPTER_OF, ManualWindow
from ui.dialogs.update import UpdateDialog
from ui.main_window import MainWindow
from ui.main_window.commands import PAGE_KEYS
from ui.main_window.tour import STEPS, Tour


def manual(window: MainWindow) -> ManualWindow:
    window.actions_by_key["manual"].trigger()
    shown = window.chores._manual
    assert shown is not None
    return shown


@pytest.mark.parametrize("name", PAGE_KEYS)
def test_the_manual_opens_at_the_page_that_is_seen(window: MainWindow, qtbot: QtBot, name: str) -> None:
    window.show_page(name)
    shown = manual(window)
    current = shown.chapters.currentItem().text().strip()
    assert current.startswith(CHAPTER_OF[name])
    block = shown.text.textCursor().block()
    assert block.text().strip() == current
    top = shown.text.cursorRect(shown.text.textCursor()).top()
    bar = shown.text.verticalScrollBar()
    assert 0 <= top <= 40 or bar.value() == bar.maximum()


def test_every_page_has_its_chapter(window: MainWindow) -> None:
    shown = manual(window)
    titles = [shown.chapters.item(at).text().strip() for at in range(shown.chapters.count())]
    for name, start in CHAPTER_OF.items():
        assert any(title.startswith(start) for title in titles), name


def test_the_manual_has_its_pictures_and_can_be_searched(window: MainWindow, qtbot: QtBot) -> None:
    shown = manual(window)
    page = shown.text.document().toHtml()
    assert page.count("<img") >= 10
    assert "数据的开始或结束" in shown.text.toPlainText(), "a broken line of Chinese is one line"
    shown.find_edit.setText("库包")
    qtbot.keyClick(shown.find_edit, Qt.Key.Key_Return)
    assert shown.text.textCursor().selectedText() == "库包"
    shown.find_edit.setText("这个词不在手册里")
    qtbot.keyClick(shown.find_edit, Qt.Key.Key_Return)
    assert shown.said.text() == "手册中未找到"
    assert shown.isVisible()


def test_an_english_window_has_an_english_manual(make_window: Callable[..., MainWindow]) -> None:
    shown = manual(make_window("en"))
    titles = [shown.chapters.item(at).text().strip() for at in range(shown.chapters.count())]
    assert "2.2 Import" in titles
    for name, start in CHAPTER_OF.items():
        assert any(title.startswith(start) for title in titles), name
    assert shown.text.document().toHtml().count("-en-light.png") >= 10


def test_pictures_of_the_manual_fit_and_no_paragraph_is_lost(window: MainWindow, qtbot: QtBot) -> None:
    shown = manual(window)
    shown.resize(780, 600)
    before = shown.text.document().size().height()
    shown.resize(620, 600)
    room = shown.text.viewport().width()
    assert all(width <= room for width in picture_widths(shown))
    shown.resize(780, 600)
    assert shown.text.document().size().height() == before
    blocks = shown.text.document().blockCount()
    assert before > blocks * 15, "Qt laid paragraphs over each other"


def picture_widths(shown: ManualWindow) -> list[float]:
    """Pixels of each picture as it stands in the text."""
    block, found = shown.text.document().begin(), []
    while block.isValid():
        found += [
            part.fragment().charFormat().toImageFormat().width()
            for part in block
            if part.fragment().charFormat().isImageFormat()
        ]
        block = block.next()
    assert len(found) >= 10
    return found


def test_the_tour_has_five_steps_on_the_window_itself(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_key["tour"].trigger()
    tour = window.findChild(Tour)
    assert tour is not None
    seen = []
    for at in range(len(STEPS)):
        qtbot.waitUntil(lambda: window.session.tasks.running == 0, timeout=20_000)
        qtbot.wait(30)
        assert tour.count.text() == f"{at + 1} / 5"
        assert window.rect().contains(tour.geometry())
        seen.append(type(window.page).__name__)
        qtbot.mouseClick(tour.next_button, Qt.MouseButton.LeftButton)
    assert seen == ["OverviewPage", "DataPage", "StandardsPage", "IndicatorsPage", "PlanPage"]
    qtbot.waitUntil(lambda: window.findChild(Tour) is None)
    assert window.settings.toured


def test_the_tour_can_be_left_at_any_time(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_key["tour"].trigger()
    tour = window.findChild(Tour)
    assert tour is not None
    assert isinstance(tour.skip_button, QPushButton)
    qtbot.keyClick(tour, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(Tour) is None)
    assert window.settings.toured


def test_an_update_file_is_compared_as_the_published_value_is_typed(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "dual-compare-9.9.9-windows-x64-setup.exe"
    path.write_bytes(b"x")
    window.ask.open_file = lambda *_: path  # type: ignore[method-assign]
    window.actions_by_key["check_update"].trigger()
    dialog = window.findChild(UpdateDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: len(dialog.digest.text()) == 64 + 1)
    assert "尚无可对照的值" in dialog.verdict.text()
    assert "运行该安装包" not in dialog.more.text()
    dialog.given_edit.setText("0" * 64)
    assert dialog.verdict.text().startswith("✕")
    dialog.given_edit.setText(dialog.digest.text())
    assert dialog.verdict.text().startswith("✓")
    assert "9.9.9" in dialog.more.text()
    assert "运行该安装包" in dialog.more.text()
    other = tmp_path / "setup.exe"
    other.write_bytes(b"y")
    window.ask.open_file = lambda *_: other  # type: ignore[method-assign]
    window.actions_by_key["check_update"].trigger()
    qtbot.waitUntil(lambda: len(window.findChildren(UpdateDialog)) == 1)
    fresh = window.findChild(UpdateDialog)
    assert fresh is not None
    qtbot.waitUntil(lambda: len(fresh.digest.text()) == 64 + 1)
    assert not fresh.verdict.text().startswith("✓"), "the verdict of the file before"
