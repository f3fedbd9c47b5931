"""No text is cut off: every page, tab and dialog in both languages, with letters up to twice their size."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from tests.ui.fit import cut_texts
from ui.app import dress
from ui.main_window import MainWindow
from ui.main_window.sample import sample_folder
from ui.pages.indicators import IndicatorsPage
from ui.pictures.dialogs import dialogs
from ui.pictures.imports import again, steps
from ui.pictures.pages import pages, plain_pages
from ui.pictures.proof import proof
from ui.pictures.stage import Scene, Stage
from ui.theme import TYPE, theme_of
from ui.widgets.room import Room

Windows = Callable[..., MainWindow]
WHOLE: tuple[Scene, ...] = (pages, dialogs, proof)
PLAIN: tuple[Scene, ...] = (partial(plain_pages, name="open"),)
WIZARD: tuple[Scene, ...] = (
    lambda stage: steps(stage, sample_folder() / "rough" / "messy_lab_table.gbk.csv", "wizard"),
    again,
)


@pytest.mark.parametrize(
    ("scenes", "language", "scale"),
    [
        (WHOLE, "zh_CN", 1.0),
        (PLAIN, "zh_CN", 1.25),
        (PLAIN, "zh_CN", 1.5),
        (WHOLE, "zh_CN", 2.0),
        (WIZARD, "zh_CN", 1.0),
        (WHOLE, "en", 1.0),
        (PLAIN, "en", 1.25),
        (PLAIN, "en", 1.5),
        (WHOLE, "en", 2.0),
        (WIZARD, "en", 1.5),
    ],
    ids=lambda one: {WHOLE: "whole", PLAIN: "pages", WIZARD: "wizard"}.get(one, str(one)),
)
def test_no_text_is_cut_off(
    app: QApplication,
    make_window: Windows,
    project_path: Path,
    qtbot: QtBot,
    scenes: tuple[Scene, ...],
    language: str,
    scale: float,
) -> None:
    """A window of 1280 × 720 logical pixels: what Windows scales is as large in them as before, so that the letters
    themselves are made larger here, as with another font or a larger type."""
    dress(app, theme_of(dark=False), TYPE.times(scale))
    window = make_window(language)
    assert window.open_project(project_path)
    stage = Stage(window, rest_ms=20)
    cut: dict[str, str] = {}  # what is cut → where it was seen first
    looked = 0
    scrolled: set[str] = set()
    for scene in scenes:
        for name, widget in scene(stage):
            looked += 1
            if scale == 1.0:
                scrolled |= {name for room in widget.findChildren(Room) if room.isVisible() and scrolls(room)}
            for found in cut_texts(widget):
                cut.setdefault(found, name)
    assert looked > 1
    assert not scrolled, f"larger than the window of the first day: {sorted(scrolled)}"
    assert not cut, "\n".join([f"{len(cut)} cut off", *(f"{where}: {what}" for what, where in cut.items())])


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_text_is_cut_off_in_the_least_window(
    app: QApplication, make_window: Windows, project_path: Path, language: str
) -> None:
    """What a screen of 1366 × 768 at 125 % leaves: pages scroll, nothing is cut, product and date stay in sight."""
    window = make_window(language)
    assert window.minimumSize().width() <= 960
    assert window.minimumSize().height() <= 560
    window.resize(window.minimumSize())
    assert window.open_project(project_path)
    stage = Stage(window, rest_ms=20)
    cut: dict[str, str] = {}
    for name, widget in plain_pages(stage, name="least"):
        assert window.size() == window.minimumSize(), name  # no page makes it larger
        assert window.selectors.isVisible()
        for found in cut_texts(widget):
            cut.setdefault(found, name)
    assert not cut, "\n".join(f"{where}: {what}" for what, where in cut.items())


def scrolls(room: Room) -> bool:
    """Whether a page is larger than what is seen of it."""
    return room.verticalScrollBar().maximum() > 0 or room.horizontalScrollBar().maximum() > 0


def test_an_elided_cell_says_the_whole_text_to_who_rests_on_it(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("indicators")
    assert isinstance(page, IndicatorsPage)
    Stage(window, rest_ms=20).settle()
    view, column = page.view, page.model.column_of("name")
    index = page.model.index(page.model.row_of("ra"), max(0, column))
    said = index.data(Qt.ItemDataRole.ToolTipRole)
    view.setColumnWidth(index.column(), 30)
    view.follow_columns()
    table = view.frozen if view.frozen is not None and index.column() < view.frozen_count else view
    place = table.visualRect(index).center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)
    assert str(index.data()) in QToolTip.text()
    assert QToolTip.text() != said
    QToolTip.hideText()
