"""Improvement plans that come back, from the main window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from compare_app.text.message import M

if TYPE_CHECKING:
    from ui.main_window.window import MainWindow

PLAN_PATTERN: Final = M("Improvement plans (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv)")


def choose_plans(window: MainWindow) -> None:
    """Ask for edited plans and review them one after the other."""
    title = window.words("Take improvement plans back")
    take_plans(window, window.ask.open_files(window, title, window.words(PLAN_PATTERN)))


def take_plans(window: MainWindow, files: Sequence[Path]) -> None:
    """Review plans beside the window."""
    from ui.dialogs.plan_return import PlanReturnDialog

    if not files or not window.session.is_open:
        return
    if window.desk.form("plans") is not None:  # what was decided there must not be lost
        said = window.words("One review of plans is open already: finish it or close it, then take the next")
        window.message_bar.say(said, "info")
    window.desk.show(
        "plans",
        lambda: PlanReturnDialog(window.session, window.words, window.theme, files, window),
        remade=False,
    )
