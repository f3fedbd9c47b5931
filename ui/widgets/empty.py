"""What a page shows when it has nothing to show: why, and what to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.widgets.plain import PlainLabel


class EmptyState(QWidget):
    """A sentence, a hint and at most a few buttons, in the middle of the page."""

    def __init__(
        self,
        title: str,
        hint: str = "",
        buttons: tuple[tuple[str, Callable[[], None]], ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.addStretch(2)
        self._title = PlainLabel(title, "title", wrap=True)
        self._hint = PlainLabel(hint, "quiet", wrap=True)
        for label in (self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        row = QHBoxLayout()
        row.addStretch(1)
        for index, (text, act) in enumerate(buttons):
            button = QPushButton(text)
            button.setProperty("primary", index == 0)
            button.clicked.connect(act)
            row.addWidget(button)
            if index == 0:
                self.setFocusProxy(button)
        row.addStretch(1)
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch(3)

    def say(self, title: str, hint: str = "") -> None:
        """Change the words."""
        self._title.setText(title)
        self._hint.setText(hint)
