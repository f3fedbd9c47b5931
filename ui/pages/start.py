"""The first thing one sees: what to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from compare_app.text.wording import Wording
from ui.widgets.layouts import clear_layout
from ui.widgets.plain import PlainLabel, tip

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent


class RecentButton(QPushButton):
    """A link; the pointer becomes a hand when it first comes here, because its shapes are made with all of `Qt`."""

    def enterEvent(self, event: QEnterEvent) -> None:
        from PySide6.QtCore import Qt

        self.setCursor(Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)


class StartPage(QWidget):
    """Recent projects on one side, the ways to begin on the other."""

    chosen = Signal(str)  # the key of a command
    open_requested = Signal(object)  # Path

    def __init__(self, recent: Sequence[str], words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self._words = words
        row = QHBoxLayout(self)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(PlainLabel(words("Dual Compare"), "headline"))
        column.addWidget(
            PlainLabel(
                words(
                    "Compare your product with the best ones, by standard and by indicator, and leave with a plan."
                ),
                "lead",
                wrap=True,
            )
        )
        column.addSpacing(16)
        ways = (
            (
                "sample",
                words("Open the sample project"),
                words("LED lamps, ceramic tiles, room air conditioners"),
            ),
            ("new", words("New project…"), words("Then drop your workbook onto the window")),
            ("open", words("Open a project…"), ""),
            (
                "template",
                words("Save the import template…"),
                words("A workbook with explanations and drop-downs"),
            ),
        )
        for index, (key, text, hint) in enumerate(ways):
            column.addLayout(self._way(key, text, hint, primary=index == 0))
        column.addSpacing(16)
        self._recent_title = PlainLabel(words("Recent projects"), "subtitle")
        column.addWidget(self._recent_title)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        beside = QHBoxLayout()
        beside.addLayout(self._recent)
        beside.addStretch(1)
        column.addLayout(beside)
        column.addStretch(3)
        row.addLayout(column, 4)
        row.addStretch(1)
        self.show_recent(recent)

    def _way(self, key: str, text: str, hint: str, *, primary: bool) -> QHBoxLayout:
        button = QPushButton(text)
        button.setProperty("primary", primary)
        button.setProperty("command", key)
        button.setMinimumWidth(200)
        button.clicked.connect(self._on_way)
        line = QHBoxLayout()
        line.addWidget(button)
        line.addWidget(PlainLabel(hint, "quiet"), 1)
        return line

    def show_recent(self, recent: Sequence[str]) -> None:
        """List the recent projects; those that are gone stay grey."""
        clear_layout(self._recent)
        for path in recent:
            button = RecentButton(f"{Path(path).stem}    {Path(path).parent}")
            button.setProperty("look", "link")
            button.setProperty("path", path)
            button.setToolTip(tip(path))
            button.setEnabled(Path(path).exists())
            button.clicked.connect(self._on_recent)
            self._recent.addWidget(button)
        self._recent_title.setVisible(bool(recent))

    def _on_way(self) -> None:
        button = self.sender()
        if button is not None:
            self.chosen.emit(str(button.property("command")))

    def _on_recent(self) -> None:
        button = self.sender()
        if button is not None:
            self.open_requested.emit(Path(str(button.property("path"))))
