"""Actions as data: one list makes the menus, the toolbar and the shortcut sheet."""

# annotations are values here, not texts: each text of a named tuple's field would be compiled at every start

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar

from compare_app.text.message import Message
from compare_app.text.wording import Wording
from ui.widgets.plain import tip


class Command(NamedTuple):
    """One thing the user can do. `key` names it, `menu` is the menu it stands in, `bar` its place in the toolbar."""

    key: str
    text: Message
    menu: Message
    shortcut: str = ""
    hint: Message | None = None
    bar: bool = False
    submenu: bool = False  # filled by the window, e.g. the recent files
    group: int = 0  # a change of group within a menu draws a line
    checkable: bool = False
    icon: str = ""
    short: Message | None = None  # the words under the icon in the toolbar


def make_actions(
    window: QMainWindow, commands: Iterable[Command], words: Wording, picture: Callable[[str], QIcon]
) -> dict[str, QAction]:
    """One action for each command, with its shortcut and its tooltip; submenus are actions of menus."""
    actions: dict[str, QAction] = {}
    for command in commands:
        text = words(command.text)
        if command.submenu:
            menu = QMenu(text, window)
            menu.setToolTipsVisible(True)
            action = menu.menuAction()
        else:
            action = QAction(text, window)
        action.setObjectName(command.key)
        action.setCheckable(command.checkable)
        if command.shortcut:
            action.setShortcuts([QKeySequence(one) for one in command.shortcut.split(" / ")])
        hint = words(command.hint) if command.hint is not None else plain_text(text)
        shown = f"{hint} ({shown_keys(command)})" if command.shortcut else hint
        action.setToolTip(tip(shown))
        if command.icon:
            action.setIcon(picture(command.icon))
        action.setIconText(words(command.short) if command.short is not None else plain_text(text))
        actions[command.key] = action
    return actions


def fill_menus(
    window: QMainWindow, commands: Iterable[Command], actions: Mapping[str, QAction], words: Wording
) -> None:
    """The menu bar in the order of the list."""
    menus: dict[str, QMenu] = {}
    groups: dict[str, int] = {}
    for command in commands:
        name = command.menu.template
        if name not in menus:
            menus[name] = window.menuBar().addMenu(words(command.menu))
            menus[name].setToolTipsVisible(True)
        elif groups[name] != command.group:
            menus[name].addSeparator()
        groups[name] = command.group
        menus[name].addAction(actions[command.key])


def fill_toolbar(bar: QToolBar, commands: Iterable[Command], actions: Mapping[str, QAction]) -> None:
    """The toolbar: what is used every day, with words."""
    group: int | None = None
    for command in commands:
        if command.bar:
            if group is not None and group != command.group:
                bar.addSeparator()
            group = command.group
            bar.addAction(actions[command.key])
            button = bar.widgetForAction(actions[command.key])
            button.setAccessibleName(actions[command.key].iconText())


def menu_of(action: QAction) -> QMenu:
    """The submenu that an action opens; asking an action without one is a defect of ours."""
    menu = action.menu()
    if not isinstance(menu, QMenu):
        raise TypeError(f"{action.objectName()} opens no menu")
    return menu


def shown_keys(command: Command) -> str:
    """The shortcut as the platform writes it."""
    return " / ".join(
        QKeySequence(one).toString(QKeySequence.SequenceFormat.NativeText)
        for one in command.shortcut.split(" / ")
    )


def plain_text(text: str) -> str:
    """A menu text without its mnemonic and its dots: ``文件(&F)`` becomes 文件."""
    return re.sub(r"\(&\w\)", "", text).replace("&", "").rstrip("…")
