"""The header of a table: a click sorts, the funnel at the right end filters; both states are drawn where they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from ui.models.grid_model import GridModel
from ui.widgets.plain import tip

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

FUNNEL: Final = 20  # px at the right end of a section that open the filter


class TableHeader(QHeaderView):
    """A horizontal header over a grid model. It only asks; the view sorts and filters."""

    sort_asked = Signal(int)
    filter_asked = Signal(int)
    menu_asked = Signal(int, QPoint)  # column, global place
    height_changed = Signal()

    def __init__(self, parent: QWidget, filter_tip: Callable[[int], str], *, filters: bool) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._filter_tip = filter_tip
        self._filters = filters
        self._pressed = -1  # the section whose funnel is held
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(False)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self.sectionClicked.connect(self._on_clicked)
        if filters:
            self.setStyleSheet(f"QHeaderView::section {{ padding-right: {FUNNEL + 2}px; }}")

    @property
    def filters(self) -> bool:
        """Whether the columns can be filtered."""
        return self._filters

    def funnel(self, section: int) -> QRect:
        """Where the funnel of a section is, in the viewport; empty where the columns cannot be filtered."""
        if not self._filters or section < 0:
            return QRect()
        right = self.sectionViewportPosition(section) + self.sectionSize(section)
        return QRect(right - FUNNEL, 0, FUNNEL - 2, self.height())

    # --- drawing ------------------------------------------------------------------------------------------------

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._filters:
            at = QPointF(rect.right() - FUNNEL / 2, rect.center().y() + 0.5)
            self._paint_funnel(painter, at, logicalIndex)
        order = self._sorted(logicalIndex)
        if order is not None:
            self._paint_arrow(painter, QPointF(rect.center().x(), rect.top() + 4), order)
        painter.restore()

    def _paint_funnel(self, painter: QPainter, at: QPointF, section: int) -> None:
        active = self._is_filtered(section)
        colour = self.palette().color(QPalette.ColorRole.Accent if active else QPalette.ColorRole.Dark)
        painter.setPen(QPen(colour, 1.2, j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(colour if active else Qt.BrushStyle.NoBrush)
        outline = ((-5, -4), (5, -4), (1.4, 0.4), (1.4, 4.6), (-1.4, 3.4), (-1.4, 0.4))
        painter.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in outline]))

    def _paint_arrow(self, painter: QPainter, at: QPointF, order: Qt.SortOrder) -> None:
        """Above the words, where it takes no room from them."""
        colour = self.palette().color(QPalette.ColorRole.Accent)
        painter.setPen(QPen(colour, 1.6, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        up = -1 if order == Qt.SortOrder.AscendingOrder else 1
        top = at + QPointF(0, 1.5 * up)
        painter.drawPolyline([top + QPointF(-4, -3 * up), top, top + QPointF(4, -3 * up)])

    def _grid_model(self) -> GridModel | None:
        model = self.model()
        return model if isinstance(model, GridModel) else None

    def _key(self, section: int) -> Hashable:
        model = self._grid_model()
        return model.grid.columns[section].key if model is not None else None

    def _is_filtered(self, section: int) -> bool:
        model = self._grid_model()
        return model is not None and model.is_filtered(self._key(section))

    def _sorted(self, section: int) -> Qt.SortOrder | None:
        model = self._grid_model()
        if model is None:
            return None
        column, order = model.sorting
        return order if column == section else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Titles of two lines come and go with the grid, without a word to the table."""
        super().resizeEvent(event)
        if event.oldSize().height() != event.size().height():
            self.height_changed.emit()

    # --- asking -------------------------------------------------------------------------------------------------

    def viewportEvent(self, event: QEvent) -> bool:
        """Over a funnel the tip says what it keeps away."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            section = self.logicalIndexAt(event.pos())
            if self.funnel(section).contains(event.pos()):
                QToolTip.showText(event.globalPos(), tip(self._filter_tip(section)), self)
                return True
        return super().viewportEvent(event)

    def mousePressEvent(self, e: QMouseEvent) -> None:
        section = self.logicalIndexAt(e.position().toPoint())
        if e.button() == Qt.MouseButton.LeftButton and self.funnel(section).contains(e.position().toPoint()):
            self._pressed = section
            return
        self._pressed = -1
        super().mousePressEvent(e)

    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        if self._pressed >= 0:
            section, self._pressed = self._pressed, -1
            if self.funnel(section).contains(e.position().toPoint()):
                self.filter_asked.emit(section)
            return
        super().mouseReleaseEvent(e)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        section = self.logicalIndexAt(event.pos())
        if section >= 0:
            self.menu_asked.emit(section, event.globalPos())

    def _on_clicked(self, section: int) -> None:
        self.sort_asked.emit(section)
