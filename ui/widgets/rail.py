"""The left rail: the pages in the order of the work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

ICON: Final = 20


class _PageButton(QToolButton):
    """As wide as its name in bold: the page that is open is written so."""

    def sizeHint(self) -> QSize:
        bold = QFont(self.font())
        bold.setBold(True)
        spare = self.fontMetrics().horizontalAdvance("  ")  # what Qt gives a tool button beyond its text
        plain, wide = (QFontMetrics(one).horizontalAdvance(self.text()) for one in (self.font(), bold))
        return super().sizeHint() + QSize(max(0, wide - plain - spare), 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Rail(QFrame):
    """Checkable buttons, one a page; Up and Down move between them."""

    chosen = Signal(int)

    def __init__(
        self, items: Sequence[tuple[str, QIcon]], accessible_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(accessible_name)
        self._group = QButtonGroup(self, exclusive=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(0)
        for index, (name, icon) in enumerate(items):
            button = _PageButton()
            button.setText(f"  {name}")
            button.setCheckable(True)
            button.setIcon(icon)
            button.setIconSize(QSize(ICON, ICON))
            button.setAccessibleName(name)
            button.setObjectName("railButton")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        target = self._group.button(self._group.checkedId() + step) if step else None
        if target is None:
            super().keyPressEvent(event)
            return
        target.setFocus()
        target.click()
