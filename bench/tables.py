"""A table of 100 000 rows under the wheel, beside a plain QTableView over a model that does nothing but answer texts.

Processor time of one frame, the median of forty: `scrolling` moves by three rows, as a notch of the wheel does,
`paging` by a whole page. Both show the same texts in the same number of pixels, sixteen columns, ours with two frozen.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QTableView

ROWS, FIGURES, FRAMES = 100_000, 14, 40
SIZE = (1300, 800)
ROW_HEIGHT = 28  # px


def texts() -> Callable[[int], list[str]]:
    """The texts of a row by its number."""
    generator = random.Random(5)
    figures = [[f"{generator.gauss(50, 20):.2f}" for _ in range(FIGURES)] for _ in range(997)]
    return lambda row: [f"产品 {row}", "GB/T 4100-2015", *figures[row % 997]]


def _ours(rows: int) -> float:
    from compare_app.text.wording import Wording
    from ui.app import dress, make_application
    from ui.models.cell import Cell, Column, Grid, RowsOnSight
    from ui.models.grid_model import GridModel
    from ui.tables.grid_view import GridView
    from ui.theme import LIGHT

    application = make_application()
    dress(application, LIGHT)
    said = texts()

    def make(row: int) -> list[Cell]:
        return [Cell(text, align="left" if at < 2 else "right") for at, text in enumerate(said(row))]

    columns = tuple(
        Column(str(at), f"列 {at}", align="left" if at < 2 else "right") for at in range(2 + FIGURES)
    )
    model = GridModel()
    model.dress(LIGHT, application.font())
    model.show(Grid(columns, RowsOnSight(range(ROWS), make)))
    view = GridView(Wording.load("zh_CN"), "bench", frozen=2)
    view.setModel(model)
    return _frame(application, view, rows)


def _plain(rows: int) -> float:
    from typing import Any

    from PySide6.QtCore import QAbstractTableModel, Qt
    from PySide6.QtWidgets import QApplication, QTableView

    said = texts()

    class Texts(QAbstractTableModel):
        def rowCount(self, *_parent: object) -> int:
            return ROWS

        def columnCount(self, *_parent: object) -> int:
            return 2 + FIGURES

        def data(self, index: Any, role: int = 0) -> Any:
            return said(index.row())[index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    application = QApplication([])
    application.setStyle("Fusion")
    view = QTableView()
    model = Texts(view)
    view.setModel(model)
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    view.horizontalHeader().setDefaultSectionSize(SIZE[0] // (2 + FIGURES))
    return _frame(application, view, rows)


def _frame(application: QApplication, view: QTableView, rows: int) -> float:
    view.resize(*SIZE)
    view.show()
    for _ in range(5):
        application.processEvents()
    bar, taken = view.verticalScrollBar(), []
    for _ in range(FRAMES):
        start = time.process_time()
        bar.setValue(bar.value() + rows * ROW_HEIGHT)
        application.processEvents()
        taken.append(time.process_time() - start)
    view.close()
    return statistics.median(taken)


SCENES: dict[str, Callable[[Path], float]] = {
    f"{who}_{name}": partial(lambda frame, rows, folder: frame(rows), frame, rows)
    for who, frame in (("our", _ours), ("plain", _plain))
    for name, rows in (("scrolling", 3), ("paging", SIZE[1] // ROW_HEIGHT))
}
