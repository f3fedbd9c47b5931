"""A scrolled table moves its pixels: only what comes into sight is painted, and what is seen is what a whole painting
would show.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLineEdit, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from compare_app.text.wording import Wording
from tests.ui.test_tables import table
from ui.app import dress
from ui.models.cell import Cell, Column, Grid, ReadyRows
from ui.models.grid_model import GridModel
from ui.tables.cell_painter import CellPainter
from ui.tables.grid_view import GridView
from ui.theme import theme_of


class Counting(CellPainter):
    """Counts the cells that are painted."""

    painted = 0

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.painted += 1
        super().paint(painter, option, index)


@pytest.fixture
def view(app: QApplication, qtbot: QtBot, english: Wording) -> Iterator[GridView]:
    dress(app, theme_of(dark=False))
    made = GridView(english, "table", frozen=1)
    model = GridModel(made)
    model.show(table(400, 12))
    made.setModel(model)
    qtbot.addWidget(made)
    made.resize(520, 480)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    dress(app, theme_of(dark=False))


def counted(view: GridView) -> list[Counting]:
    found = [Counting(table, view.tail) for table in (view, view.frozen) if table is not None]
    view.setItemDelegate(found[0])
    if view.frozen is not None:
        view.frozen.setItemDelegate(found[1])
    for place in (5, 10):
        view.verticalScrollBar().setValue(place)
        QApplication.processEvents()  # what a new delegate asks for is painted now
    for one in found:
        one.painted = 0
    return found


def seen(view: GridView) -> QImage:
    """What stands on the screen, nothing painted for it."""
    screen = view.screen().grabWindow(view.winId()).toImage()
    return screen.convertToFormat(QImage.Format.Format_RGB32)


def whole(view: GridView) -> QImage:
    return view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize("dark", [False, True])
def test_only_new_rows_are_painted(view: GridView, app: QApplication, dark: bool) -> None:
    dress(app, theme_of(dark=dark))  # every new look takes the ground of a viewport away
    painters = counted(view)
    rows = view.viewport().height() // view.rowHeight(0)
    view.verticalScrollBar().setValue(10 + 3 * view.rowHeight(0))
    QApplication.processEvents()
    for painter, columns in zip(painters, (12, 1), strict=True):
        assert 0 < painter.painted <= 4 * columns < rows * columns


@pytest.mark.parametrize("steps", [((0, 28), (0, 7), (0, -11)), ((60, 0), (-13, 0)), ((40, 300), (0, -290))])
def test_what_is_seen_is_what_a_whole_painting_shows(
    view: GridView, steps: tuple[tuple[int, int], ...]
) -> None:
    QApplication.processEvents()
    before = seen(view)
    for across, down in steps:
        for bar, step in ((view.horizontalScrollBar(), across), (view.verticalScrollBar(), down)):
            bar.setValue(bar.value() + step)
        QApplication.processEvents()
    assert seen(view) != before
    assert seen(view) == whole(view)


def test_an_open_editor_moves_with_its_cell(view: GridView) -> None:
    index = view.model().index(6, 3)
    view.setCurrentIndex(index)
    view.edit(index)
    (editor,) = (one for one in view.viewport().findChildren(QLineEdit) if one.isVisible())
    top = editor.geometry().top()
    view.verticalScrollBar().setValue(28)
    QApplication.processEvents()
    assert editor.geometry().top() == top - 28
    assert seen(view) == whole(view)


def test_a_cell_is_cut_anew_when_its_column_or_its_text_changes(view: GridView) -> None:
    """The painter remembers what of a text is shown; it shows what one without memory would show."""
    columns = (Column("name", "Name"), Column("city", "City"), Column("size", "Size", align="right"))
    painter = view.itemDelegate()
    text = "a text that has no room in its cell"
    for said, width in ((text, 60), (text, 120), (f"{text}!", 120), (text, 60), ("9.5", 60), ("9.25 *", 60)):
        cells = (Cell(""), Cell(said), Cell(said[:9], align="right"))
        view.rows_model.show(Grid(columns, ReadyRows([("one", cells)])))
        view.setColumnWidth(1, width)
        QApplication.processEvents()  # the scroll bar comes or goes
        remembered = whole(view)
        view.setItemDelegate(CellPainter(view, view.tail))
        assert whole(view) == remembered, (said, width)
        view.setItemDelegate(painter)
