"""The left rail: the pages in the order of the work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

ICON: int = 20
MARGIN: int = 40


class Rail(QListWidget):
    """One item a page; a click or an arrow key opens it."""

    chosen = Signal(int)

    def __init__(
        self, items: Sequence[tuple[str, QIcon]], accessible_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(accessible_name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIconSize(QSize(ICON, ICON))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for name, icon in items:
            self.addItem(QListWidgetItem(icon, name))
        self.currentRowChanged.connect(self._on_row)
        widest = max(self.fontMetrics().horizontalAdvance(name) for name, _ in items)
        self.setFixedWidth(widest + ICON + MARGIN + 16)

    def mark(self, index: int) -> None:
        """Show which page is open, without asking for it."""
        self.blockSignals(True)
        self.setCurrentRow(index)
        self.blockSignals(False)

    def _on_row(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(row)
