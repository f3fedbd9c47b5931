"""What this program is, and what it is not."""

from __future__ import annotations

import platform

from PySide6 import __version__ as qt_version
from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from compare_app import __version__
from compare_app.text.wording import Wording
from ui.widgets.dialog import Dialog
from ui.widgets.plain import PlainLabel


class AboutDialog(Dialog):
    """Name, version, what the ladder and scores are, and where the data stay."""

    def __init__(self, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("About Dual Compare"))
        self.setMinimumWidth(460)
        self.finished.connect(self.deleteLater)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(PlainLabel(words("Dual Compare"), "headline"))
        column.addWidget(PlainLabel(words("Version {version}", version=__version__), "quiet").selectable())
        for text in (
            words("Ladder, score and index are an evaluation of your own enterprise. They are not official."),
            words("Everything stays on this computer: the program opens no network connection."),
            words("Facts marked “unconfirmed” have not been checked against the original document."),
        ):
            column.addWidget(PlainLabel(text, wrap=True))
        column.addWidget(
            PlainLabel(
                f"Python {platform.python_version()} · Qt for Python {qt_version} (LGPL-3.0)", "quiet"
            ).selectable()
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
