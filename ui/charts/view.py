"""The chart widget of the pages: give it a spec, it answers with the key of the row that was clicked."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontDatabase,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QScrollBar, QSizePolicy, QToolTip, QWidget

from compare_app.domain.charts import ChartSpec
from compare_app.text.wording import Wording
from ui.assets import icon, load_fonts
from ui.charts.frame import Frame
from ui.charts.layout import lay_out
from ui.charts.lettering import Lettering
from ui.charts.paint import Brushes, Highlight, paint
from ui.charts.picture import Picture, Spot
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.charts.stage import Stage

BAR = 12  # px, the width of a scroll bar; it lies over the margin of the picture
COPY_RATIO = 2  # a copied picture has twice the pixels of the screen


class ChartView(QWidget):
    """Shows one chart. Hover tells the story of a mark; a click selects and tells; arrow keys move the selection.

    The wheel scrolls where rows are out of sight and is otherwise left to the page around. Nothing zooms.
    """

    row_clicked = Signal(str)
    save_requested = Signal()

    def __init__(self, words: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._spec: ChartSpec | None = None
        self._fresh = True
        self._picture: Picture | None = None
        self._highlight = Highlight()
        self._stage: Stage | None = None
        self._lettering: Lettering | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._down = QScrollBar(Qt.Orientation.Vertical, self)
        self._across = QScrollBar(Qt.Orientation.Horizontal, self)
        for bar in (self._down, self._across):
            bar.hide()
            bar.valueChanged.connect(self._on_scrolled)

    # --- what pages call ------------------------------------------------------------------------------------------

    @property
    def spec(self) -> ChartSpec | None:
        """What is shown."""
        return self._spec

    @property
    def selected(self) -> str:
        """The key of the highlighted row, empty for none."""
        return self._highlight.selected

    @property
    def picture(self) -> Picture | None:
        """What is drawn now; None before the first showing."""
        return self._picture

    def show_spec(self, spec: ChartSpec) -> None:
        """Show a chart; the selection and, for the same kind, the place in a long chart stay."""
        same_kind = type(spec) is type(self._spec)
        self._spec = spec
        self.setAccessibleName(spec.title)
        if not same_kind:
            self._down.setValue(0)
            self._across.setValue(0)
        self._picture = None  # drawn when shown
        self._fresh = not same_kind
        if self.isVisible():
            self._draw()

    def select(self, key: str) -> None:
        """Highlight a row (empty: none) and scroll to it; nothing is emitted."""
        self._highlight = replace(self._highlight, selected=key)
        self._scroll_to(key)
        self._update_highlight()

    def copy_picture(self) -> None:
        """Put the chart as seen, sharper, on the clipboard."""
        image = self.image(COPY_RATIO)
        if image is not None:
            QGuiApplication.clipboard().setImage(image)

    def image(self, ratio: float = 1.0) -> QImage | None:
        """The whole chart in the size of the widget, as an image of `ratio` × its pixels."""
        if self._spec is None:
            return None
        frame = self._frame(paper=True)
        picture = lay_out(self._spec, frame)
        image = QImage(round(frame.width * ratio), round(frame.height * ratio), QImage.Format.Format_RGB32)
        painter = QPainter(image)
        painter.scale(ratio, ratio)
        paint(picture, painter, Brushes(frame.type), self._theme)
        painter.end()
        return image

    def context_menu(self) -> QMenu:
        """Our own menu in place of pyqtgraph's."""
        words = self._words
        menu = QMenu(self)
        menu.addAction(icon("copy", self._theme), words("Copy picture"), self.copy_picture)
        menu.addAction(icon("image", self._theme), words("Save picture…"), self.save_requested.emit)
        return menu

    # --- drawing --------------------------------------------------------------------------------------------------

    def _frame(self, *, paper: bool = False) -> Frame:
        if self._lettering is None:
            families = tuple(self.font().families()) or (self.font().family(),)
            if not set(families) & set(QFontDatabase.families()):
                families = load_fonts()
            points = self.font().pointSizeF()
            scale = points / 9.0 if points > 0 else 1.0
            self._lettering = Lettering(families, max(0.75, min(2.0, scale)))
        width, height = max(self.width(), 120), max(self.height(), 90)
        return Frame(width, height, self._theme, self._lettering, self._words, paper)

    def _draw(self) -> None:
        if self._spec is None or self.width() < 2 or self.height() < 2:
            return
        frame = self._frame()
        picture = lay_out(self._spec, frame)
        self._picture = picture
        self.setAccessibleDescription(picture.summary)
        stage = self._ensure_stage()
        stage.item.show_picture(picture, self._theme, frame.type)
        across, down = picture.scroll_range
        for bar, length, page in ((self._down, down, self.height()), (self._across, across, self.width())):
            bar.setRange(0, round(length))
            bar.setPageStep(max(1, page // 2))
            bar.setSingleStep(round(frame.px(30)))
            bar.setVisible(length >= 1)
        self._place_bars()
        if self._fresh:
            self._scroll_to(self.selected or picture.start)
            self._fresh = False
        self._on_scrolled()

    def _ensure_stage(self) -> Stage:
        if self._stage is None:
            from ui.charts.stage import Stage

            self._stage = Stage(self, self._theme.surface_raised)
            self._stage.item.hovered.connect(self._on_hovered)
            self._stage.item.clicked.connect(self._on_clicked)
            self._stage.wheel_turned.connect(self._on_wheel)
            self._stage.setGeometry(self.rect())
            self._stage.lower()
            self._stage.show()
        return self._stage

    def _place_bars(self) -> None:
        if self._picture is None:
            return
        body = max(self._picture.panels, key=lambda panel: (panel.downwards or panel.sideways, panel.height))
        self._down.setGeometry(self.width() - BAR, round(body.y), BAR, max(20, round(body.height)))
        bottom = round(body.y + body.height)
        self._across.setGeometry(
            round(body.x), min(bottom, self.height() - BAR), max(20, round(body.width)), BAR
        )

    def _update_highlight(self) -> None:
        if self._stage is not None:
            self._stage.item.show_highlight(self._highlight)

    # --- answering ------------------------------------------------------------------------------------------------

    def _on_scrolled(self) -> None:
        self._highlight = replace(
            self._highlight, across=float(self._across.value()), down=float(self._down.value())
        )
        self._update_highlight()

    def _on_hovered(self, spot: Spot | None, at: QPointF) -> None:
        key = spot.key if spot is not None else ""
        self._highlight = replace(self._highlight, hovered=key)
        self._update_highlight()
        stage = self._stage
        if stage is None:
            return
        if spot is not None and spot.story:
            # rich text on purpose, with everything escaped: Qt would guess, and open what a data cell names
            told = "<qt>" + html.escape(spot.story).replace("\n", "<br>") + "</qt>"
            QToolTip.showText(stage.mapToGlobal(stage.mapFromScene(at)), told, stage)
        else:
            QToolTip.hideText()

    def _on_clicked(self, key: str) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.select(key)
        self.row_clicked.emit(key)

    def _on_wheel(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        sideways = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) or abs(delta.x()) > abs(
            delta.y()
        )
        bar = self._across if sideways else self._down
        steps = delta.x() or delta.y() if sideways else delta.y()
        before = bar.value()
        bar.setValue(before - round(steps / 120 * 3 * bar.singleStep()))
        event.setAccepted(bar.value() != before)

    def _scroll_to(self, key: str) -> None:
        found = self._picture.place_of(key) if self._picture is not None and key else None
        if found is None:
            return
        panel, spot = found
        if panel.downwards:
            low, high = spot.y + spot.height - panel.height, spot.y
            self._down.setValue(round(max(low, min(high, self._down.value()))))
        if panel.sideways and spot.width < panel.width:
            low, high = spot.x + spot.width - panel.width, spot.x
            self._across.setValue(round(max(low, min(high, self._across.value()))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = [key for key in self._picture.keys if key] if self._picture is not None else []
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up | Qt.Key.Key_Home | Qt.Key.Key_End if keys:
                here = keys.index(self.selected) if self.selected in keys else -1
                to = {
                    Qt.Key.Key_Down: min(here + 1, len(keys) - 1),
                    Qt.Key.Key_Up: max(here - 1, 0),
                    Qt.Key.Key_Home: 0,
                    Qt.Key.Key_End: len(keys) - 1,
                }[Qt.Key(event.key())]
                self.select(keys[to])
                self.row_clicked.emit(keys[to])
            case Qt.Key.Key_PageDown:
                self._down.triggerAction(QScrollBar.SliderAction.SliderPageStepAdd)
            case Qt.Key.Key_PageUp:
                self._down.triggerAction(QScrollBar.SliderAction.SliderPageStepSub)
            case Qt.Key.Key_C if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.copy_picture()
            case _:
                super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.context_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos() if event.globalPos() != QPoint() else self.mapToGlobal(QPoint(20, 20)))

    # --- Qt -------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(640, 400)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 180)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._picture is None:
            self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._stage is not None:
            self._stage.setGeometry(self.rect())
        if self.isVisible():
            self._draw()
        else:
            self._picture = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = event.reason() not in (
            Qt.FocusReason.MouseFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        )
        self._highlight = replace(self._highlight, framed=by_key)
        self._update_highlight()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._highlight = replace(self._highlight, framed=False)
        self._update_highlight()
