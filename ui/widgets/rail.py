"""The left rail: the pages in the order of the work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget


class Rail(QFrame):
    """Checkable buttons, one a page; Up and Down move between them."""

    chosen = Signal(int)

    def __init__(self, names: Sequence[str], accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(accessible_name)
        self._group = QButtonGroup(self, exclusive=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(0)
        for index, name in enumerate(names):
            button = QToolButton(text=f"{index + 1}  {name}", checkable=True, autoRaise=True)
            button.setAccessibleName(name)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setObjectName("railButton")
            size = button.sizePolicy()
            size.setHorizontalPolicy(size.Policy.Expanding)
            button.setSizePolicy(size)
            self._group.addButton(button, index)
            column.addWidget(button)
        column.addStretch(1)
        self._group.idClicked.connect(self.chosen)

    def mark(self, index: int) -> None:
        """Show which page is open, without asking for it."""
        self._group.button(index).setChecked(True)
