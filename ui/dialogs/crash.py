"""The dialog that tells of a mistake of ours, with the record to hand on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from compare_app import __version__
from compare_app.text.wording import Wording
from ui.widgets.dialog import Dialog
from ui.widgets.plain import PlainLabel


class CrashDialog(Dialog):
    """Something of ours broke: what is safe, where the record is, and the record itself."""

    def __init__(self, details: str, log_path: Path, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("Something went wrong"))
        self.setMinimumSize(640, 380)
        column = QVBoxLayout(self)
        column.addWidget(
            PlainLabel(
                words("The last step did not finish because of a mistake in this program."), "lead", wrap=True
            )
        )
        column.addWidget(
            PlainLabel(
                words("Everything shown as saved is in the project file. You can go on working."), wrap=True
            )
        )
        column.addWidget(
            PlainLabel(
                words("Please send this record to those who look after the program: {path}", path=log_path),
                "quiet",
                wrap=True,
            ).selectable()
        )
        record = QPlainTextEdit(f"Dual Compare {__version__}\n\n{details}")
        record.setReadOnly(True)
        record.setAccessibleName(words("Record"))
        column.addWidget(record, 1)
        buttons = QDialogButtonBox()
        copy = buttons.addButton(words("Copy the record"), QDialogButtonBox.ButtonRole.ActionRole)
        go_on = buttons.addButton(words("Go on"), QDialogButtonBox.ButtonRole.AcceptRole)
        copy.clicked.connect(record.selectAll)
        copy.clicked.connect(record.copy)
        go_on.clicked.connect(self.accept)
        column.addWidget(buttons)
        self.record = record
