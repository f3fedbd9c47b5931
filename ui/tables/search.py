"""Finding a text in a table without holding the window: rows are looked at in slices, from the current cell on."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from ui.models.grid_model import GridModel

if TYPE_CHECKING:
    from ui.tables.grid_view import GridView

SLICE: Final = 0.02  # seconds of searching between two turns of the window


class GridSearch(QObject):
    """One search at a time; the found cell becomes the current one."""

    ended = Signal(bool)  # whether a cell was found

    def __init__(self, view: GridView, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._wanted = ""
        self._step = 1
        self._row = 0
        self._place = 0  # where the columns of the row begin, as they are seen
        self._left = 0  # rows still to look at, the first one twice: before and behind the current cell
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._look)

    def start(self, text: str, step: int) -> None:
        """Look for a text, whatever its case, forwards (1) or backwards (−1), around the end to the beginning."""
        model = self._view.model()
        if not isinstance(model, GridModel) or not model.rowCount():
            self.ended.emit(False)
            return
        current = self._view.currentIndex()
        self._wanted = text.strip().casefold()
        self._step = step
        self._row = current.row() if current.isValid() else 0
        self._place = self._view.header.visualIndex(current.column()) if current.isValid() else -step
        self._left = model.rowCount() + 1
        self._look()
        if self._left:
            self._timer.start()

    def stop(self) -> None:
        """Give up."""
        self._timer.stop()
        self._left = 0

    def _look(self) -> None:
        model = self._view.model()
        if not isinstance(model, GridModel):
            self.stop()
            return
        until = time.perf_counter() + SLICE
        count = model.rowCount()
        while self._left and count:
            self._left -= 1
            self._row %= count  # rows may have been filtered away meanwhile
            found = self._in_row(model)
            if found >= 0:
                self.stop()
                self._view.setCurrentIndex(model.index(self._row, found))
                self.ended.emit(True)
                return
            self._row = (self._row + self._step) % count
            self._place = -1 if self._step > 0 else model.columnCount()
            if time.perf_counter() > until:
                return
        self.stop()
        self.ended.emit(False)

    def _in_row(self, model: GridModel) -> int:
        """The next column of the row that holds the text, as they are seen, −1 for none."""
        cells = model.grid.rows.cells(model.source_row(self._row))
        place = self._view.header.visualIndex
        columns = [at for at in self._view.columns.seen() if (place(at) - self._place) * self._step > 0]
        if self._step < 0:
            columns.reverse()
        return next((at for at in columns if self._wanted in cells[at].text.casefold()), -1)
