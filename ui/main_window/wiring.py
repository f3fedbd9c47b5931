"""From actions to what they do: the menus of the window, connected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup

from compare_app.text.wording import LANGUAGES
from ui.main_window.commands import PAGE_KEYS
from ui.main_window.packs import choose_pack, write_pack
from ui.main_window.returns import choose_plans
from ui.widgets.commands import menu_of
from ui.widgets.plain import tip

if TYPE_CHECKING:
    from ui.main_window.window import MainWindow


def connect_actions(window: MainWindow) -> None:
    """Every action does its chore."""
    actions = window.actions_by_key
    doers: dict[str, Callable[[], object]] = {
        "new": window.chores.new_project,
        "open": window.chores.open_project,
        "sample": window.chores.open_sample,
        "import": window.chores.import_file,
        "paste_table": window.chores.paste_table,
        "import_folder": window.chores.import_folder,
        "take_pack": lambda: choose_pack(window),
        "write_pack": lambda: write_pack(window),
        "take_plans": lambda: choose_plans(window),
        "template": window.files_out.save_template,
        "export_project": window.files_out.export_project,
        "check": window.chores.check,
        "backup": window.chores.backup,
        "close": window.session.close,
        "quit": window.close,
        "undo": window.session.undo,
        "redo": window.session.redo,
        "history": window.chores.show_history,
        "settings": window.chores.show_settings,
        "ladder_rules": window.chores.change_ladder,
        "print": window.chores.print_page,
        "present": window.chores.present,
        "next_window": window.show_next,
        "reset_layout": window.reset_layout,
        "manual": window.chores.show_manual,
        "tour": window.chores.start_tour,
        "help_keys": window.chores.show_keys,
        "selftest": window.chores.show_selftest,
        "check_update": window.chores.check_update,
        "about": window.chores.show_about,
        "out_plan": window.files_out.export_plan,
        "out_page": window.files_out.export_one_page,
        "out_report": window.files_out.export_report,
        "out_proposals": window.files_out.export_proposals,
        "changes": window.chores.show_changes,
        "out_csv": window.files_out.export_csv,
        "out_json": window.files_out.export_json,
        "export_profile": window.files_out.export_profile,
    }
    for key, do in doers.items():
        actions[key].triggered.connect(do)
    for key in PAGE_KEYS:
        actions[f"page_{key}"].setData(key)
        actions[f"page_{key}"].triggered.connect(window.open_page_of_action)
    actions["theme"].setChecked(window.theme.dark)
    actions["theme"].toggled.connect(window.choose_theme)
    fill_recent(window)
    fill_languages(window)


def fill_languages(window: MainWindow) -> None:
    """The languages as a choice of one."""
    menu = menu_of(window.actions_by_key["language"])
    group = QActionGroup(window)
    for language, name in zip(LANGUAGES, ("简体中文", "English"), strict=True):
        action = QAction(name, window, checkable=True, checked=language == window.settings.language)
        action.setData(language)
        group.addAction(action)
        menu.addAction(action)
    group.triggered.connect(window.choose_language)


def fill_recent(window: MainWindow) -> None:
    """The recent projects; those that are gone are grey."""
    menu = menu_of(window.actions_by_key["recent"])
    menu.clear()
    for path in window.settings.recent:
        action = menu.addAction(Path(path).name, window.open_recent)
        action.setData(path)
        action.setToolTip(tip(path))
        action.setEnabled(Path(path).exists())
    menu.setEnabled(bool(window.settings.recent))
