"""A text whose words are broken anywhere where they are wider than the room: codes, paths, formulas."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from ui.widgets.choose import choose


class BrokenText(QTextEdit):
    """As a label is: as high as its lines, no frame, its text selectable; shown as it is, never read as HTML."""

    def __init__(self, text: str, look: str = "", indent: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("brokenText")
        self.setAcceptRichText(False)
        self.setPlainText(text)
        self.setReadOnly(True)
        choose(self, textInteractionFlags="TextSelectableByMouse|TextSelectableByKeyboard")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(indent, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if look:
            self.setProperty("look", look)

    def text(self) -> str:
        """What it says."""
        return self.toPlainText()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), round(self.document().size().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.height() != self.sizeHint().height():
            self.updateGeometry()
