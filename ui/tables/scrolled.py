"""A table that moves its pixels when it is scrolled and paints only the rows that come into sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTableView, QWidget


class ScrolledTable(QTableView):
    """Qt paints the whole viewport anew where a style sheet draws its ground or another widget lies over it. Neither
    is needed: our ground is one colour, and what is covered is not seen.
    """

    cover: QWidget | None = None  # lies over the left end of the viewport and scrolls by itself

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill_ground()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fill_ground()

    def _fill_ground(self) -> None:
        """Every polish by a style sheet takes it away."""
        self.viewport().setAutoFillBackground(True)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        viewport = self.viewport()
        if self.cover is None or not self.cover.isVisible() or not viewport.updatesEnabled():
            super().scrollContentsBy(dx, dy)
            return
        # the attribute, because `setUpdatesEnabled(True)` would ask for a whole repaint; editors still move
        viewport.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, True)
        super().scrollContentsBy(dx, dy)
        viewport.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)
        left = self.cover.geometry().right() + 1 - viewport.x()
        viewport.scroll(dx, dy, QRect(left, 0, viewport.width() - left, viewport.height()))
