"""A thin bar of shares: how many are better, level and worse of all that was judged; the words stand beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from compare_app.domain.tone import Tone
from ui.theme import Theme

HEIGHT = 6  # px
GAP = 1.5


class SharesBar(QWidget):
    """Segments in the colours of their tones, as long as their counts; nothing to count draws an empty groove."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts: tuple[tuple[Tone, int], ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: tuple[tuple[Tone, int], ...]) -> None:
        """Draw other counts."""
        self._parts = parts
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        total = sum(count for _, count in self._parts)
        left, width = 0.0, float(self.width())
        if not total:
            painter.fillRect(QRectF(0, 0, width, HEIGHT), QColor(self._theme.line))
        for tone, count in self._parts:
            part = width * count / total if total else 0.0
            if part > 0:
                painter.fillRect(
                    QRectF(left, 0, max(1.0, part - GAP), HEIGHT), QColor(self._theme.fill(tone))
                )
            left += part
        painter.end()
