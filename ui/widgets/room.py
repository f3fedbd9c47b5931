"""Room for everything: what a page says is never squeezed; where the window is too small for it, it scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QScrollArea, QWidget


class Room(QScrollArea):
    """Holds one widget as large as itself, and never smaller than the widget's text and controls need.

    Qt's own `widgetResizable` asks for the preferred height as soon as one label wraps its words, so that charts and
    tables would scroll that could well be smaller. Here the least height counts, and more is given only where words
    that wrap are cut.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._asked = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what has the focus is scrolled to
        self.setWidget(content)
        content.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.give_room()
            if not self._asked:
                self._asked = True
                QTimer.singleShot(0, self, self._look_again)
        return super().eventFilter(watched, event)

    def _look_again(self) -> None:
        """Layouts within layouts take their places after the outer one."""
        self._asked = False
        self.give_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.give_room()

    def minimumSizeHint(self) -> QSize:
        """Any size will do."""
        return QSize(0, 0)

    def sizeHint(self) -> QSize:
        """What the content would like."""
        content = self.widget()
        return content.sizeHint() if content is not None else super().sizeHint()

    def give_room(self) -> None:
        """Make the content as large as what is seen of it, or as it must be."""
        content = self.widget()
        layout = content.layout() if content is not None else None
        if content is None or layout is None:
            return
        seen = self.maximumViewportSize()
        least = layout.totalMinimumSize()
        size = least.expandedTo(seen)
        bar = self.verticalScrollBar().sizeHint().width()
        if least.height() <= seen.height() and least.width() > seen.width():
            size.setHeight(max(least.height(), seen.height() - bar))
        content.resize(size)
        layout.activate()
        if any(is_cut(label, content) for label in content.findChildren(QLabel)):
            size = least_size(layout, QSize(max(least.width(), seen.width() - bar), size.height()))
        elif size.height() > seen.height():
            size.setWidth(max(least.width(), seen.width() - bar))
        content.resize(size)


def is_cut(label: QLabel, content: QWidget) -> bool:
    """Whether a label that wraps its words has less height than they take."""
    seen = label.isVisibleTo(content) and label.wordWrap()
    return seen and label.heightForWidth(label.width()) > label.height()


def least_size(layout: QLayout, wanted: QSize) -> QSize:
    """The smallest size not below `wanted` in which nothing of a layout is cut off."""
    width = max(wanted.width(), layout.totalMinimumSize().width())
    height = layout.totalMinimumSize().height()
    if layout.hasHeightForWidth():
        height = max(height, layout.totalMinimumHeightForWidth(width))
    return QSize(width, max(wanted.height(), height))
