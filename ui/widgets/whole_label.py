"""Words that wrap and are never squeezed, also in a splitter or a stack, which ask nobody how high words are."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStyle

from ui.widgets.plain import PlainLabel


class WholeLabel(PlainLabel):
    """A plain label whose least height is that of its words at its width, less that of a scroll bar: the height
    asked for may bring one, which takes the width away.
    """

    def __init__(self, text: str = "", look: str = "") -> None:
        super().__init__(text, look, wrap=True)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._hold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hold()

    def _hold(self) -> None:
        width = max(1, self.width() - self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent))
        self.setMinimumHeight(self.heightForWidth(width) if self.text() else 0)
