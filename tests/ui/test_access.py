"""For those who work without a mouse or do not see the screen: names, roles, a way by Tab, a focus that is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.app import dress
from ui.charts.view import ChartView
from ui.main_window import MainWindow
from ui.main_window.commands import PAGE_KEYS
from ui.pages.plan import PlanPage
from ui.pages.standards import StandardsPage
from ui.pictures.dialogs import dialogs
from ui.pictures.pages import pages, plain_pages
from ui.pictures.stage import Stage
from ui.theme import theme_of

Windows = Callable[..., MainWindow]
Key = Qt.Key
Role = QAccessible.Role
SEEN = 30  # pixels: a line under a word
MOST_PARTS = 4  # a date has three, and Tab goes through them first


def focusable(root: QWidget) -> Iterator[QWidget]:
    """Every control in sight that the keyboard can reach; parts of a control (the line of a spin box) stand for it."""
    for widget in [root, *root.findChildren(QWidget)]:
        takes_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        part = isinstance(widget.parent(), (QComboBox, QAbstractSpinBox)) and isinstance(widget, QLineEdit)
        if (
            takes_tab
            and widget.isVisible()
            and widget.isEnabled()
            and widget.focusProxy() is None
            and not part
        ):
            yield widget


def described(widget: QWidget) -> str:
    """A control as a failing test names it."""
    around = widget.parentWidget()
    name = widget.accessibleName() or widget.property("text") or widget.objectName()
    return f"{type(widget).__name__} “{name}” in {type(around).__name__ if around else 'nothing'}"


def spoken(control: QWidget) -> tuple[str, QAccessible.Role] | None:
    """What a screen reader is told of a control: its name and its role.

    Qt's own description dies with the control, unknown to Python; whoever kept it would be handed it again
    for the next control made at the same address. So nothing of it leaves here.
    """
    told = QAccessible.queryAccessibleInterface(control)
    return None if told is None else (told.text(QAccessible.Text.Name).strip(), told.role())


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_control_has_a_name_and_a_role(
    make_window: Windows, project_path: Path, qtbot: QtBot, language: str
) -> None:
    window = make_window(language)
    assert window.open_project(project_path)
    stage = Stage(window, rest_ms=20)
    nameless: set[str] = set()
    looked = 0
    for scene in (pages, dialogs):
        for name, widget in scene(stage):
            for control in focusable(widget):
                looked += 1
                told = spoken(control)
                assert told is not None, f"{name}: {described(control)}"
                called, role = told
                if not called:
                    nameless.add(f"{name}: {described(control)} has no name")
                pane = isinstance(
                    control, (QAbstractScrollArea, ChartView)
                )  # Qt's word for a place with contents
                if role in (Role.NoRole, *(() if pane else (Role.Client,))):
                    nameless.add(f"{name}: {described(control)} has no role")
    assert looked > 500
    assert not nameless, "\n".join(sorted(nameless))


def tab(qtbot: QtBot, window: QWidget) -> QWidget | None:
    """Press Tab; out of a table, where Tab goes from cell to cell as in spreadsheets, F6."""
    here = QApplication.focusWidget() or window
    qtbot.keyClick(here, Key.Key_F6 if isinstance(here, QTableView) else Key.Key_Tab)
    return QApplication.focusWidget()


def walk(qtbot: QtBot, window: QWidget) -> set[QWidget]:
    """Everything that Tab comes to until it comes around."""
    met: list[QWidget] = []
    stayed = 0
    while stayed <= MOST_PARTS:
        here = tab(qtbot, window)
        if here is None or (met and here is met[0] and len(met) > 1):
            break
        stayed = stayed + 1 if met and here is met[-1] else 0
        if here not in met:
            met.append(here)
    return set(met)


@pytest.mark.parametrize("name", PAGE_KEYS)
def test_tab_comes_to_every_control_of_a_page(window: MainWindow, qtbot: QtBot, name: str) -> None:
    page = window.show_page(name)
    stage = Stage(window, rest_ms=20)
    stage.settle()
    if isinstance(page, PlanPage):
        page.propose()
        stage.settle()
    window.activateWindow()
    met = walk(qtbot, window) | walk(qtbot, window)  # what is chosen in the first round enables others
    missed = [described(one) for one in focusable(window) if one not in met]
    assert len(met) >= 5
    assert not missed, "\n".join(missed)


def test_tab_comes_to_every_control_of_a_dialog(window: MainWindow, qtbot: QtBot) -> None:
    missed: list[str] = []
    for name, dialog in dialogs(Stage(window, rest_ms=20)):
        dialog.activateWindow()
        met = walk(qtbot, dialog)
        missed += [f"{name}: {described(one)}" for one in focusable(dialog) if one not in met]
    assert not missed, "\n".join(missed)


def test_tab_leaves_a_table_behind_its_last_cell(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("standards")
    assert isinstance(page, StandardsPage)
    Stage(window, rest_ms=20).settle()
    window.activateWindow()
    view, model = page.view, page.model
    view.setFocus()
    view.setCurrentIndex(model.index(0, 0))
    qtbot.keyClick(view, Key.Key_Tab)
    assert view.hasFocus()
    assert view.currentIndex().column() == 1
    view.setCurrentIndex(model.index(model.rowCount() - 1, model.columnCount() - 1))
    qtbot.keyClick(view, Key.Key_Tab)
    after = QApplication.focusWidget()
    assert after is not view
    qtbot.keyClick(after, Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert view.hasFocus()
    view.setCurrentIndex(model.index(0, 0))
    qtbot.keyClick(view, Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    before = QApplication.focusWidget()
    assert before not in (view, after)
    view.setFocus()
    qtbot.keyClick(view, Key.Key_F6)
    assert QApplication.focusWidget() is after
    view.setFocus()
    qtbot.keyClick(view, Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is before


def picture(control: QWidget, focused: QWidget) -> QImage:
    """How a control looks when Tab has come to `focused`."""
    focused.setFocus(Qt.FocusReason.TabFocusReason)
    control.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    return control.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def changed(one: QImage, other: QImage) -> int:
    """Pixels that differ by a quarter of a channel or more; a shade that only a program sees is none."""
    first, second = (np.frombuffer(image.constBits(), np.uint8).astype(int) for image in (one, other))
    if first.size != second.size:
        return max(first.size, second.size)
    return int((abs(first - second).reshape(-1, 4).max(axis=1) >= 64).sum())


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_focus_is_seen(
    app: QApplication, make_window: Windows, project_path: Path, qtbot: QtBot, theme: str
) -> None:
    dress(app, theme_of(dark=theme == "dark"))
    window = make_window("en", theme)
    assert window.open_project(project_path)
    stage = Stage(window, rest_ms=20)
    unseen: set[str] = set()
    kinds: set[object] = set()
    for scene in (partial(plain_pages, name="open"), dialogs):
        for name, widget in scene(stage):
            widget.activateWindow()
            for control in list(focusable(widget)):
                kind = (
                    type(control),
                    control.objectName(),
                    control.property("look"),
                    control.property("primary"),
                )
                if kind in kinds:
                    continue
                kinds.add(kind)
                other = next((one for one in focusable(widget) if one is not control), None)
                if other is None:
                    continue
                with_focus, without = (picture(control, one) for one in (control, other))
                if changed(with_focus, without) < SEEN:
                    unseen.add(f"{name}: {described(control)}")
    assert len(kinds) > 15
    assert not unseen, "\n".join(sorted(unseen))
