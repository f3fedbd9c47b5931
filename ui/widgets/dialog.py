"""What all dialogs share: they open large enough for their words, whatever the size of the letters."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog

from ui.widgets.room import least_size


class Dialog(QDialog):
    """A dialog whose size may be too small for its words is made larger before it is seen, within the screen."""

    def fit(self) -> None:
        """Be large enough for what is said now."""
        layout = self.layout()
        if layout is not None:
            room = self.screen().availableSize()
            self.resize(least_size(layout, self.size()).boundedTo(room).expandedTo(self.size()))

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)
