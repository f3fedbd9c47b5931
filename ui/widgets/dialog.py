"""What all dialogs share: they open large enough for their words, and no larger than the screen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog

from ui.widgets.room import least_size

FRAME: Final = QSize(0, 40)  # px: the title bar that the system puts above a window


class Dialog(QDialog):
    """A dialog whose size may be too small for its words is made larger before it is seen, within the screen."""

    def fit(self) -> None:
        """Be large enough for what is said now."""
        layout = self.layout()
        if layout is not None:
            if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
                self.adjustSize()  # as Qt does when a window is shown that nobody gave a size
            room = self.screen().availableSize() - FRAME
            self.resize(least_size(layout, self.size().boundedTo(room)).boundedTo(room))

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)
