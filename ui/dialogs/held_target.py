"""A file that was to be replaced is open in another program: again, under another name, or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from compare_app.text.wording import Wording
from ui.widgets.dialog import Dialog
from ui.widgets.plain import PlainLabel, tip
from ui.writing import HeldTarget

LONGEST: Final = 40  # characters of a name on a button; the tooltip has it whole


class HeldTargetDialog(Dialog):
    """Says what stands in the way and what is safe; Escape gives up, which leaves the old file as it was."""

    def __init__(self, held: HeldTarget, other: Path, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = held
        self._other = other
        self.setWindowTitle(words("Not written yet"))
        self.setMinimumWidth(480)
        self.finished.connect(self.deleteLater)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(PlainLabel(words(held.trouble.what), "lead", wrap=True))
        column.addWidget(
            PlainLabel(
                words(
                    "The file there is as it was. Close it in the other program and try again, or keep both."
                ),
                wrap=True,
            )
        )
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.again_button = buttons.addButton(words("Try again"), role.AcceptRole)
        self.other_button = buttons.addButton(words("Save as “{name}”", name=short(other)), role.ActionRole)
        self.other_button.setToolTip(tip(other.name))
        self.leave_button = buttons.addButton(words("Do not write"), role.RejectRole)
        self.again_button.setDefault(True)
        self.again_button.setProperty("primary", True)
        self.again_button.clicked.connect(self._again)
        self.other_button.clicked.connect(self._write_other)
        self.leave_button.clicked.connect(self.reject)
        column.addWidget(buttons)

    def _again(self) -> None:
        self.accept()
        self._held.again(self._held.path)

    def _write_other(self) -> None:
        self.accept()
        self._held.again(self._other)


def short(path: Path) -> str:
    """A name that fits on a button: its beginning, and the end that tells it apart."""
    name = path.name
    return name if len(name) <= LONGEST else f"{name[: LONGEST // 2]}…{name[-LONGEST // 2 :]}"
