"""The presentation: slide by slide by keys and clicks, everything on the screen at any shape of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from compare_app.text.wording import Wording
from ui.assets import load_fonts
from ui.charts.picture import Words
from ui.charts.slide import slide_picture
from ui.dialogs.presentation import Presentation
from ui.main_window import MainWindow
from ui.pages.overview import OverviewPage
from ui.session import Session
from ui.theme import theme_of

Key = Qt.Key


def test_keys_and_clicks_go_through_the_slides(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_key["present"].trigger()
    show = window.findChild(Presentation)
    assert show is not None
    assert show.isFullScreen()
    last = len(show._slides) - 1
    assert last >= 4
    qtbot.keyClick(show, Key.Key_Right)
    qtbot.keyClick(show, Key.Key_Space)
    assert show.at == 2
    qtbot.keyClick(show, Key.Key_Left)
    assert show.at == 1
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(show, Qt.MouseButton.RightButton)
    assert show.at == 1
    qtbot.keyClick(show, Key.Key_End)
    qtbot.keyClick(show, Key.Key_Right)
    assert show.at == last
    assert f"{last + 1} / {last + 1}" in show.accessibleName()
    qtbot.keyClick(show, Key.Key_Home)
    assert show.at == 0
    with qtbot.waitSignal(show.destroyed):
        qtbot.keyClick(show, Key.Key_Escape)


def test_the_overview_has_its_button(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("overview")
    assert isinstance(page, OverviewPage)
    page.open_product("ours")
    qtbot.waitUntil(page.product.isVisible, timeout=20_000)
    qtbot.mouseClick(page.product.present_button, Qt.MouseButton.LeftButton)
    show = window.findChild(Presentation)
    assert show is not None
    show.close()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(1280, 720), (1024, 768), (3840, 2160), (800, 1200)])
def test_every_slide_stays_on_the_screen(opened: Session, language: str, size: tuple[int, int]) -> None:
    words = Wording.load(language)
    slides = opened.workspace.slides("ours", words, opened.on)
    look = (theme_of(dark=False), load_fonts(), words)
    for at, slide in enumerate(slides):
        sheet, figures, frame = slide_picture(slide, f"{at + 1} / {len(slides)}", *map(float, size), look)
        for panel in sheet.panels:
            for op in panel.ops:
                if isinstance(op, Words):
                    right = panel.x + op.x + frame.type.width(op.text, op.size, op.bold)
                    assert right <= size[0] + 1, (slide.title, op.text)
                    assert panel.y + op.y <= size[1], (slide.title, op.text)
        for picture, x, y in figures:
            assert x >= 0
            assert x + picture.width <= size[0] + 1
            assert y + picture.height <= size[1] + 1
