"""Words that wrap and are never squeezed, also in a splitter or a stack, which ask nobody how high words are."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent

from ui.widgets.plain import PlainLabel


class WholeLabel(PlainLabel):
    """A plain label whose least height is that of its words at its width."""

    def __init__(self, text: str = "", look: str = "") -> None:
        super().__init__(text, look, wrap=True)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._hold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hold()

    def _hold(self) -> None:
        self.setMinimumHeight(self.heightForWidth(self.width()) if self.text() else 0)
