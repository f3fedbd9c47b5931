"""A product on the whole screen, slide by slide: arrow keys, space and clicks go on, Escape ends it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from compare_app.domain.report import Slide
from compare_app.text.wording import Wording
from ui.assets import load_fonts
from ui.charts.paint import Brushes, paint
from ui.charts.slide import slide_picture
from ui.theme import Theme

Keys = Qt.Key
ON = (Keys.Key_Right, Keys.Key_Down, Keys.Key_Space, Keys.Key_PageDown, Keys.Key_Return, Keys.Key_Enter)
BACK = (Keys.Key_Left, Keys.Key_Up, Keys.Key_Backspace, Keys.Key_PageUp)


class Presentation(QWidget):
    """Draws one slide at the size of its window; it can be resized, so that a beamer of any shape does."""

    def __init__(
        self, slides: Sequence[Slide], words: Wording, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setWindowTitle(words("Present"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._slides = tuple(slides)
        self._look = (theme, load_fonts(), words)
        self._at = 0
        self._tell()

    @property
    def at(self) -> int:
        """Which slide is seen, from 0."""
        return self._at

    def go(self, at: int) -> None:
        """Show another slide, the first or the last one at most."""
        self._at = max(0, min(len(self._slides) - 1, at))
        self._tell()
        self.update()

    def _tell(self) -> None:
        slide = self._slides[self._at]
        self.setAccessibleName(f"{slide.title} {self._place()}")

    def _place(self) -> str:
        return f"{self._at + 1} / {len(self._slides)}"

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look[0]
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.surface_raised))
        size = (float(self.width()), float(self.height()))
        sheet, figures, frame = slide_picture(self._slides[self._at], self._place(), *size, self._look)
        brushes = Brushes(frame.type)
        paint(sheet, painter, brushes, theme)
        for picture, x, y in figures:
            painter.save()
            painter.translate(x, y)
            paint(picture, painter, brushes, theme)
            painter.restore()
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Keys(event.key())
        if key == Keys.Key_Escape:
            self.close()
        elif key in ON:
            self.go(self._at + 1)
        elif key in BACK:
            self.go(self._at - 1)
        elif key == Keys.Key_Home:
            self.go(0)
        elif key == Keys.Key_End:
            self.go(len(self._slides) - 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.go(self._at + (1 if event.button() == Qt.MouseButton.LeftButton else -1))
