"""The dialog that tells of a mistake of ours, with the record to hand on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from compare_app import __version__
from compare_app.text.wording import Wording
from ui.widgets.dialog import Dialog
from ui.widgets.plain import PlainLabel


class CrashDialog(Dialog):
    """Something of ours broke: what is safe, where the record is, and the record itself.

    `details` says where; `whole` also what the error says of itself, which may be a cell of the project, and is shown
    only where the person ticks it.
    """

    def __init__(
        self, details: str, log_path: Path, words: Wording, parent: QWidget | None = None, whole: str = ""
    ) -> None:
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
        self._details, self._whole = details, whole
        record = QPlainTextEdit()
        record.setReadOnly(True)
        record.setAccessibleName(words("Record"))
        column.addWidget(record, 1)
        self.whole_box = QCheckBox(
            words("With what the error says of itself; it may name values of the project")
        )
        self.whole_box.setVisible(bool(whole))
        self.whole_box.toggled.connect(self._fill)
        column.addWidget(self.whole_box)
        buttons = QDialogButtonBox()
        copy = buttons.addButton(words("Copy the record"), QDialogButtonBox.ButtonRole.ActionRole)
        go_on = buttons.addButton(words("Go on"), QDialogButtonBox.ButtonRole.AcceptRole)
        copy.clicked.connect(record.selectAll)
        copy.clicked.connect(record.copy)
        go_on.clicked.connect(self.accept)
        column.addWidget(buttons)
        self.record = record
        self._fill(False)

    def _fill(self, with_whole: bool) -> None:
        self.record.setPlainText(
            f"Dual Compare {__version__}\n\n{self._whole if with_whole else self._details}"
        )
