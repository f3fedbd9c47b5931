"""Small parts: plain text stays plain, copies keep what they copy, the table knows Excel's keys."""

from __future__ import annotations

import csv
import io

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QToolButton
from pytestqt.qtbot import QtBot

from compare_app.text.wording import Wording
from ui.app import dress
from ui.assets import icon
from ui.models.cell import Cell, Column, Grid, ReadyRows
from ui.models.grid_model import GridModel
from ui.tables.grid_view import GridView
from ui.theme import theme_of
from ui.widgets.broken_text import BrokenText
from ui.widgets.clip import to_html, to_tsv
from ui.widgets.inspector import Answer, Inspection, Inspector
from ui.widgets.message_bar import MessageBar
from ui.widgets.plain import PlainLabel, tip
from ui.widgets.rail import Rail

Key = Qt.Key
EVIL = '<img src="file:///nowhere/x.png"><b>9</b>'


def test_labels_and_tips_show_markup_as_it_is(app: QApplication) -> None:
    label = PlainLabel(EVIL)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == EVIL
    assert "<img" not in tip(EVIL)
    assert tip("") == ""


def test_copied_cells_come_back_as_they_were() -> None:
    rows = [["001000", "a\tb"], ["line\nbreak", 'say "so"'], ["5.00", ""]]
    read = list(csv.reader(io.StringIO(to_tsv(rows)), delimiter="\t"))
    assert read == rows
    html = to_html([["001000", "<b>"]])
    assert "mso-number-format:'\\@'" in html
    assert "&lt;b&gt;" in html


@pytest.fixture
def view(app: QApplication, qtbot: QtBot, english: Wording) -> GridView:
    columns = (
        Column("k", "Key"),
        Column("v", "Value\nkg"),
        Column("c", "Choice", choices=(("1", "one"), ("2", "two"))),
    )
    rows = [
        (f"r{i}", (Cell(f"r{i}"), Cell(f"00{i}", edit=f"00{i}"), Cell("one", edit="1"))) for i in range(4)
    ]
    model = GridModel()
    model.show(Grid(columns, ReadyRows(rows)))
    made = GridView(english, "table", frozen=1)
    model.setParent(made)
    made.setModel(model)
    qtbot.addWidget(made)
    made.resize(300, 300)
    made.show()
    return made


def test_copy_with_and_without_headers(view: GridView, qtbot: QtBot) -> None:
    flags = QItemSelectionModel.SelectionFlag.Select
    for row, column in ((0, 0), (0, 1), (1, 1)):
        view.selectionModel().select(view.model().index(row, column), flags)
    qtbot.keyClick(view, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "r0\t000\n\t001"
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view, Key.Key_C, both)
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == "Key\tValue kg\nr0\t000\n\t001"
    assert "<th" in mime.html()


def test_enter_goes_down_and_delete_empties(view: GridView, qtbot: QtBot) -> None:
    asked: list[tuple[object, ...]] = []
    view.model().edits_requested.connect(
        lambda edits: asked.extend((c.row, c.column, c.text) for c in edits.changes)
    )
    view.setCurrentIndex(view.model().index(0, 1))
    qtbot.keyClick(view, Key.Key_Return)
    assert view.currentIndex().row() == 1
    qtbot.keyClick(view, Key.Key_Delete)
    assert asked == [("r1", "v", "")]


def test_delete_is_no_choice(view: GridView, qtbot: QtBot) -> None:
    asked: list[tuple[object, ...]] = []
    view.model().edits_requested.connect(
        lambda edits: asked.extend((c.row, c.column, c.text) for c in edits.changes)
    )
    view.setCurrentIndex(view.model().index(1, 2))
    qtbot.keyClick(view, Key.Key_Delete)
    assert asked == []
    assert view.model().setData(view.currentIndex(), "2")
    assert asked == [("r1", "c", "2")]


def test_typing_and_enter_asks_for_the_edit_and_moves_on(view: GridView, qtbot: QtBot) -> None:
    asked: list[tuple[object, ...]] = []
    view.model().edits_requested.connect(
        lambda edits: asked.extend((c.row, c.column, c.text) for c in edits.changes)
    )
    view.setCurrentIndex(view.model().index(0, 1))
    qtbot.keyClick(view, Key.Key_F2)
    editor = view.focusWidget()
    assert editor is not view
    editor.selectAll()
    qtbot.keyClicks(editor, "7.50")
    qtbot.keyClick(editor, Key.Key_Return)
    assert asked == [("r0", "v", "7.50")]
    assert view.currentIndex().row() == 1


def test_a_choice_is_a_drop_down(view: GridView, qtbot: QtBot) -> None:
    asked: list[tuple[object, ...]] = []
    view.model().edits_requested.connect(
        lambda edits: asked.extend((c.row, c.column, c.text) for c in edits.changes)
    )
    view.setCurrentIndex(view.model().index(2, 2))
    view.edit(view.currentIndex())
    box = view.findChild(QComboBox)
    assert box is not None
    assert [box.itemText(i) for i in range(box.count())] == ["one", "two"]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert asked == [("r2", "c", "2")]


def test_the_first_column_stays_while_the_rest_scrolls(view: GridView, qtbot: QtBot) -> None:
    view.resize(150, 200)
    view.setColumnWidth(1, 400)
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    frozen = view.frozen
    assert frozen is not None
    assert frozen.isVisible()
    assert frozen.columnViewportPosition(0) == 0
    assert frozen.width() == view.columnWidth(0) + 1
    assert frozen.isColumnHidden(1)


def test_frozen_rows_stay_beside_theirs_when_a_title_takes_two_lines(view: GridView, qtbot: QtBot) -> None:
    frozen = view.frozen
    assert frozen is not None
    model = view.rows_model
    for titles in (("Key", "Value"), ("Key", "Value\nkg"), ("Key", "Value")):
        columns = tuple(Column(key, title) for key, title in zip("kv", titles, strict=True))
        model.show(Grid(columns, ReadyRows([("r0", (Cell("r0"), Cell("5")))])))
        qtbot.waitUntil(lambda: view.header.height() == view.header.sizeHint().height())
        assert frozen.viewport().mapTo(view, QPoint(0, 0)).y() == view.viewport().y()


def test_the_third_click_on_a_header_gives_back_the_order(view: GridView, qtbot: QtBot) -> None:
    model = view.model()
    first = [model.key_at(row) for row in range(4)]
    orders = []
    for _ in range(3):
        view.horizontalHeader().sectionClicked.emit(1)
        orders.append([model.key_at(row) for row in range(4)])
    assert orders == [first, first[::-1], first]


def test_the_message_bar_waits_with_trouble_and_offers_one_button(
    app: QApplication, qtbot: QtBot, english: Wording
) -> None:
    bar = MessageBar(english)
    qtbot.addWidget(bar)
    assert bar.isHidden()
    done: list[int] = []
    bar.say(EVIL, "trouble", "Mend it", lambda: done.append(1))
    assert (bar.text, bar.kind) == (EVIL, "trouble")
    bar._button.click()
    assert done == [1]
    assert bar.text == ""
    assert bar.isHidden()


def test_the_inspector_shows_all_text_selectable(app: QApplication, qtbot: QtBot) -> None:
    inspector = Inspector("nothing", "Inspector")
    qtbot.addWidget(inspector)
    assert inspector.text() == "nothing"
    inspector.show_inspection(Inspection("APF", "5.32", (Answer("From?", ("a.xlsx!C7", EVIL)),)))
    assert inspector.text().splitlines() == ["APF", "5.32", "From?", "a.xlsx!C7", EVIL]
    label, code = inspector.findChildren(PlainLabel)[3], inspector.findChild(BrokenText)
    assert label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    assert code is not None
    assert code.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse


@pytest.mark.parametrize("width", [268, 400, 900])
def test_a_word_wider_than_the_inspector_is_broken_and_seen_whole(
    app: QApplication, qtbot: QtBot, width: int
) -> None:
    word = "Polytetrafluoroethylene" * 4
    inspector = Inspector("nothing", "Inspector")
    qtbot.addWidget(inspector)
    inspector.show_inspection(Inspection(word, "5.32", (Answer("From?", (f"b {word} e", f" {word}")),)))
    inspector.resize(width, 600)
    inspector.show()
    qtbot.waitExposed(inspector)
    texts = inspector.findChildren(BrokenText)
    assert [one.text() for one in texts] == [word, f"b {word} e", word]
    qtbot.waitUntil(lambda: all(one.height() == one.sizeHint().height() for one in texts))
    for one in texts:
        assert one.document().size().width() <= one.viewport().width()
        assert one.document().size().height() <= one.viewport().height() + 1
        lines = 92 * one.fontMetrics().averageCharWidth() / one.viewport().width()
        assert one.height() < (lines + 2) * one.fontMetrics().lineSpacing()


def test_the_open_page_is_written_in_bold_and_not_cut_off(app: QApplication, qtbot: QtBot) -> None:
    theme = theme_of(dark=False)
    dress(app, theme)
    name = "Improvement plan of all enterprises"  # long: what bold takes more outgrows the padding
    rail = Rail([(name, icon("plan", theme))], "Pages")
    qtbot.addWidget(rail)
    rail.mark(0)
    rail.show()
    natural = rail.sizeHint()
    rail.resize(natural + QSize(60, 0))
    whole = inked_columns(rail)
    rail.resize(natural)
    assert inked_columns(rail) == whole > 100


def inked_columns(rail: Rail) -> int:
    """How many columns of pixels the icon and the name of the only page take."""
    button = rail.findChild(QToolButton)
    assert button is not None
    seen, place = rail.grab().toImage(), button.geometry()
    background = seen.pixelColor(place.left() + 12, place.center().y())
    rows = range(place.center().y() - 10, place.center().y() + 11)
    columns = range(place.left() + 12, place.right() - 12)
    return sum(any(seen.pixelColor(x, y) != background for y in rows) for x in columns)
