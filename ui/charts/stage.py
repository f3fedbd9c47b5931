"""The pyqtgraph side of a chart: a view that never zooms by accident, and the item that draws a picture in it.

Imported by `ui.charts.view` when the first chart is shown: pyqtgraph costs a fifth of a second.
"""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui.charts.lettering import Lettering
from ui.charts.paint import Brushes, Highlight, paint
from ui.charts.picture import Picture, Spot
from ui.theme import Theme


class ChartItem(pg.GraphicsObject):  # type: ignore[misc]
    """One picture in a pyqtgraph scene: scrolled, highlighted, and answering with the spot under the mouse."""

    hovered = Signal(object, object)  # Spot or None, scene position
    clicked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.picture: Picture | None = None
        self.highlight = Highlight()
        self._theme: Theme | None = None
        self._brushes: Brushes | None = None

    def show_picture(self, picture: Picture, theme: Theme, lettering: Lettering) -> None:
        """Draw another picture."""
        self.prepareGeometryChange()
        self.picture, self._theme, self._brushes = picture, theme, Brushes(lettering)
        self.update()

    def show_highlight(self, highlight: Highlight) -> None:
        """Draw the same picture scrolled or highlighted otherwise."""
        if highlight != self.highlight:
            self.highlight = highlight
            self.update()

    def spot_at(self, at: QPointF) -> Spot | None:
        """What answers under a point of the scene."""
        if self.picture is None:
            return None
        return self.picture.spot_at(at.x(), at.y(), self.highlight.across, self.highlight.down)

    def boundingRect(self) -> QRectF:
        if self.picture is None:
            return QRectF()
        return QRectF(0, 0, self.picture.width, self.picture.height)

    def paint(self, painter: QPainter, *_options: object) -> None:
        if self.picture is not None and self._brushes is not None and self._theme is not None:
            paint(self.picture, painter, self._brushes, self._theme, self.highlight)

    def hoverEvent(self, event: Any) -> None:
        """pyqtgraph's hover event, also when the mouse leaves."""
        if event.isExit():
            self.hovered.emit(None, QPointF())
            return
        self.hovered.emit(self.spot_at(event.pos()), event.scenePos())

    def mouseClickEvent(self, event: Any) -> None:
        """pyqtgraph's click event: press and release on one place."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        spot = self.spot_at(event.pos())
        if spot is not None and spot.key:
            event.accept()
            self.clicked.emit(spot.key)


class Stage(pg.GraphicsView):  # type: ignore[misc]
    """A pyqtgraph view in pixels without zoom, pan, menu or frame; the wheel is handed on."""

    wheel_turned = Signal(object)  # QWheelEvent; the receiver accepts or ignores it

    def __init__(self, parent: QWidget, ground: str) -> None:
        super().__init__(parent, background=ground)
        self.enableMouse(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # the chart view has its own
        # the picture covers everything: no ground is filled under it three times, none is kept as a pixmap
        self.setCacheMode(pg.GraphicsView.CacheModeFlag.CacheNone)
        self.setBackground(None)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.item = ChartItem()
        self.addItem(self.item)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheel_turned.emit(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click is a click: pyqtgraph's own meaning of it would ask for its menus."""
        self.mousePressEvent(event)
