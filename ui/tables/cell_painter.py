"""Draws the cells of a grid model: ground, words, decimals under each other, the frame of the current cell.

A style sheet would ask for every role of every cell and draw through three layers; on a page of 500 cells that is the
difference between a table that follows the wheel and one that stutters.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QWidget

from ui.models.cell import Cell
from ui.models.grid_model import GridModel
from ui.widgets.decimal_tails import Tail, tail_of
from ui.widgets.editors import CellDelegate
from ui.widgets.option import Option

Index = QModelIndex | QPersistentModelIndex
MOST_FITS: Final = 20_000  # cells whose fit is remembered: measuring a text costs as much as drawing it
PADDING: Final = 7  # px left and right of the words
_SINGLE: Final = Qt.TextFlag.TextSingleLine
_FLAGS: Final = {
    "left": int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(_SINGLE),
    "right": int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter) | int(_SINGLE),
    "center": int(Qt.AlignmentFlag.AlignCenter) | int(_SINGLE),
}
_SELECTED: Final = (
    QStyle.StateFlag.State_Selected.value
)  # plain numbers: flags of Python cost a tenth of a cell
_FOCUSED: Final = QStyle.StateFlag.State_HasFocus.value
_ELIDE: Final = Qt.TextElideMode.ElideRight


class Fit(NamedTuple):
    """What of a text is shown in a cell, and by how many pixels it moves left."""

    text: str
    shift: int


class CellPainter(CellDelegate):
    """The delegate of every table; `tails` gives the decimal tail of a column."""

    def __init__(self, parent: QWidget, tails: Callable[[int], Tail]) -> None:
        super().__init__(parent)
        self._tails = tails
        self._widths: dict[str, int] = {}  # of the decimal tails met so far
        self._fits: dict[tuple[str, str, bool, int, int, int], Fit] = {}
        self._bold = QFont(parent.font())
        self._bold.setBold(True)
        self._bold_metrics = QFontMetrics(self._bold)
        self._widest = self._bold_metrics.horizontalAdvance("国") + 1

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        model = index.model()
        if not isinstance(model, GridModel):
            super().paint(painter, option, index)
            return
        cell = model.cell(index)
        rect: QRect = option.rect
        palette: QPalette = option.palette
        state: int = option.state.value
        if state & _SELECTED:
            painter.fillRect(rect, palette.brush(QPalette.ColorRole.Highlight))
            painter.setPen(palette.color(QPalette.ColorRole.HighlightedText))
        else:
            if cell.shaded:
                painter.fillRect(rect, model.ground(cell))
            ink = model.ink(cell)
            painter.setPen(palette.color(QPalette.ColorRole.Text) if ink is None else ink.color())
        if cell.text:
            self._draw_words(painter, rect, cell, option, index.column())
        if state & _FOCUSED:
            painter.setPen(palette.color(QPalette.ColorRole.Accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def sizeHint(self, option: Option, index: Index) -> QSize:
        """As wide as its words in one line."""
        model = index.model()
        if not isinstance(model, GridModel):
            return super().sizeHint(option, index)
        cell = model.cell(index)
        metrics: QFontMetrics = self._bold_metrics if cell.bold else option.fontMetrics
        return QSize(
            metrics.horizontalAdvance(" ".join(cell.text.split())) + 2 * PADDING + 2, metrics.height() + 8
        )

    def _draw_words(self, painter: QPainter, rect: QRect, cell: Cell, option: Option, column: int) -> None:
        tail = self._tails(column).width if cell.align == "right" else 0
        key = cell.text, cell.align, cell.bold, tail, rect.width(), option.fontMetrics.height()
        fit = self._fits.get(key)
        if fit is None:
            if len(self._fits) >= MOST_FITS:
                self._fits.clear()
            metrics = self._bold_metrics if cell.bold else option.fontMetrics
            fit = self._fits[key] = self._fit(cell, rect.width(), tail, metrics)
        painter.setFont(self._bold if cell.bold else option.font)
        painter.drawText(rect.adjusted(PADDING, 0, -PADDING - fit.shift, 0), _FLAGS[cell.align], fit.text)

    def _fit(self, cell: Cell, width: int, tail: int, metrics: QFontMetrics) -> Fit:
        shift = self._shift(cell.text, tail, metrics)
        room = width - 2 * PADDING - shift
        text = cell.text
        if len(text) * self._widest > room:  # it may be too long: only then it is measured
            text = metrics.elidedText(" ".join(text.split()), _ELIDE, room)
        return Fit(text, shift)

    def _shift(self, text: str, tail: int, metrics: QFontMetrics) -> int:
        """Pixels by which a number moves left; one with a longer tail than was measured stays."""
        own = tail_of(text) if tail else None
        if own is None:
            return 0
        width = self._widths.get(own)
        if width is None:
            width = self._widths[own] = metrics.horizontalAdvance(own)
        return max(0, tail - width)
