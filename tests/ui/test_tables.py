"""Tables as in Excel, by gestures: filters, find, go to, blocks pasted and undone, columns, input methods."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

from compare_app.domain.loop import Action
from compare_app.domain.model import Product
from compare_app.domain.terms import ActionStatus
from compare_app.text.wording import Wording
from compare_app.view_memory import TableView, ViewMemory
from ui.models.cell import Cell, Column, Grid, ReadyRows, RowsOnSight
from ui.models.cell_edits import CellEdits
from ui.models.grid_model import GridModel
from ui.pages.data import DataPage
from ui.pages.plan import PlanPage
from ui.session import Session
from ui.tables.grid_view import GridView
from ui.tables.pane import TablePane
from ui.theme import theme_of
from ui.widgets.check_list import CheckListPopup
from ui.widgets.roles import KEY

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier

CITIES = ("广州", "深圳", "佛山", "广州", "东莞", "", "深圳", "广州")


def table(count: int = len(CITIES), width: int = 5) -> Grid:
    columns = (
        Column("name", "Name"),
        Column("city", "City", width=12),
        Column("size", "Size\nmm", align="right"),
        *(Column(f"c{at}", f"Column {at}") for at in range(width - 3)),
    )
    rows = [
        (
            f"r{row}",
            (
                Cell(f"row {row}"),
                Cell(CITIES[row % len(CITIES)], edit=CITIES[row % len(CITIES)]),
                Cell(f"{row}.5", align="right", sort=(0, row + 0.5), edit=f"{row}.5"),
                *(Cell(f"{row}/{at}", edit=f"{row}/{at}") for at in range(width - 3)),
            ),
        )
        for row in range(count)
    ]
    return Grid(columns, ReadyRows(rows))


@pytest.fixture
def view(app: QApplication, qtbot: QtBot, english: Wording) -> Iterator[GridView]:
    model = GridModel()
    model.show(table())
    made = GridView(english, "table", frozen=1)
    model.setParent(made)
    made.setModel(model)
    pane = TablePane(made, english)
    qtbot.addWidget(pane)
    pane.resize(640, 400)
    pane.show()
    qtbot.waitExposed(pane)
    yield made  # noqa: PT022  the pane lives as long as the test


def pane_of(view: GridView) -> TablePane:
    pane = view.parentWidget()
    assert isinstance(pane, TablePane)
    return pane


def shown(view: GridView) -> list[object]:
    return [view.model().index(row, 0).data(KEY) for row in range(view.row_count())]


def edits_of(view: GridView) -> list[CellEdits]:
    asked: list[CellEdits] = []
    view.rows_model.edits_requested.connect(asked.append)
    return asked


# --- filters ------------------------------------------------------------------------------------------------------


def test_the_funnel_of_a_header_opens_its_values_with_their_counts(view: GridView, qtbot: QtBot) -> None:
    place = view.header.funnel(1).center()
    qtbot.mouseClick(view.header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    popup = view.findChild(CheckListPopup)
    assert popup is not None
    assert popup.isVisible()
    labels = [popup.items.index(row).data() for row in range(popup.items.rowCount())]
    assert labels == ["东莞   1", "佛山   1", "广州   3", "深圳   2", "(empty)   1"]
    assert view.rows_model.sorting[0] == -1  # the funnel does not sort


def test_unticking_hides_rows_and_the_strip_says_so_until_all_is_cleared(
    view: GridView, qtbot: QtBot
) -> None:
    strip = pane_of(view).filter_strip
    assert not strip.isVisible()
    popup = view.open_filter(1)
    qtbot.mouseClick(popup.none_button, Qt.MouseButton.LeftButton)
    assert not popup.take_button.isEnabled()  # a table without rows is never meant
    for row in range(popup.items.rowCount()):
        if "深圳" in popup.items.index(row).data():
            popup.items.setData(popup.items.index(row), 2, Qt.ItemDataRole.CheckStateRole)
    qtbot.mouseClick(popup.take_button, Qt.MouseButton.LeftButton)
    assert shown(view) == ["r1", "r6"]
    assert strip.isVisible()
    assert strip.said.text() == "2/8 rows, filtered by City"
    qtbot.mouseClick(strip.clear_button, Qt.MouseButton.LeftButton)
    assert len(shown(view)) == 8
    assert not strip.isVisible()


def test_a_search_in_the_list_and_enter_keeps_what_is_found(view: GridView, qtbot: QtBot) -> None:
    view.setCurrentIndex(view.model().index(0, 1))
    qtbot.keyClick(view, Key.Key_L, CONTROL | SHIFT)
    popup = view.findChild(CheckListPopup)
    assert popup is not None
    popup.search_edit.setText("山")
    qtbot.keyClick(popup.search_edit, Key.Key_Return)
    assert shown(view) == ["r2"]


def test_a_second_filter_lists_only_what_the_first_lets_through(view: GridView) -> None:
    view.rows_model.set_filter("city", frozenset({"广州"}))
    assert view.rows_model.choices_of(0) == [("row 0", 1), ("row 3", 1), ("row 7", 1)]
    assert dict(view.rows_model.choices_of(1))["深圳"] == 2  # its own column still lists all


def test_sorting_and_filters_go_together_and_the_current_row_stays(view: GridView) -> None:
    view.select_key("r7")
    view.rows_model.set_filter("city", frozenset({"广州", "深圳"}))
    view.sort(2, Qt.SortOrder.DescendingOrder)
    assert shown(view) == ["r7", "r6", "r3", "r1", "r0"]
    assert view.currentIndex().data(KEY) == "r7"
    view.clear_filters()
    assert shown(view) == [f"r{row}" for row in range(7, -1, -1)]


def test_only_rows_with_this_value(view: GridView) -> None:
    view.setCurrentIndex(view.model().index(1, 1))
    action = next(one for one in view.menu().actions() if one.text() == "Only rows with this value")
    action.trigger()
    assert shown(view) == ["r1", "r6"]


def test_an_edited_cell_does_not_vanish_under_the_hand(view: GridView) -> None:
    view.rows_model.set_filter("city", frozenset({"佛山"}))
    rows = [
        (f"r{row}", tuple(Cell("广州" if at == 1 else "x", edit="x") for at in range(5))) for row in range(8)
    ]
    view.rows_model.show(Grid(table().columns, ReadyRows(rows)))
    assert shown(view) == ["r2"]


def test_a_long_lazy_table_makes_no_rows_to_be_filtered_by_its_name(
    app: QApplication, english: Wording
) -> None:
    made: list[int] = []

    def make(row: int) -> list[Cell]:
        made.append(row)
        return [Cell(f"row {row}")]

    model = GridModel()
    model.show(Grid((Column("name", "Name"),), RowsOnSight(range(100_000), make)))
    assert made == []
    model.index(99_999, 0).data()
    assert made == [99_999]


# --- find and go --------------------------------------------------------------------------------------------------


def test_find_goes_on_around_the_end_and_back(view: GridView, qtbot: QtBot) -> None:
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.keyClick(view, Key.Key_F, CONTROL)
    strip = pane_of(view).find_strip
    assert strip.isVisible()
    strip.edit.setText("广州")
    seen = []
    for _ in range(4):
        qtbot.keyClick(strip.edit, Key.Key_Return)
        seen.append(view.currentIndex().row())
    assert seen == [0, 3, 7, 0]
    qtbot.keyClick(strip.edit, Key.Key_Return, SHIFT)
    assert view.currentIndex().row() == 7
    qtbot.keyClick(strip.edit, Key.Key_Escape)
    assert not strip.isVisible()
    assert view.hasFocus()
    qtbot.keyClick(view, Key.Key_F3)
    assert view.currentIndex().row() == 0


def test_what_is_nowhere_is_said(view: GridView, qtbot: QtBot) -> None:
    strip = pane_of(view).find_strip
    strip.open()
    strip.edit.setText("珠海")
    qtbot.keyClick(strip.edit, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(strip.said.text()) and "…" not in strip.said.text())
    assert strip.said.text() == "Not found in the rows that are shown"


def test_find_does_not_hold_the_window_on_a_long_table(view: GridView, qtbot: QtBot) -> None:
    view.rows_model.show(
        Grid((Column("name", "Name"),), RowsOnSight(range(30_000), lambda row: [Cell(f"row {row}")]))
    )
    strip = pane_of(view).find_strip
    strip.open()
    strip.edit.setText("row 29999")
    strip.again()
    assert strip.said.text() == "Searching…"  # it came back before it was done
    qtbot.waitUntil(lambda: view.currentIndex().row() == 29_999, timeout=20_000)


def test_go_to_a_row(view: GridView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Key.Key_G, CONTROL)
    strip = pane_of(view).go_strip
    assert strip.said.text() == "1 to 8"
    qtbot.keyClicks(strip.edit, "99")
    qtbot.keyClick(strip.edit, Key.Key_Return)
    assert strip.isVisible()
    qtbot.keyClicks(strip.edit, "6")
    qtbot.keyClick(strip.edit, Key.Key_Return)
    assert view.currentIndex().row() == 5
    assert not strip.isVisible()


# --- keys of Excel ------------------------------------------------------------------------------------------------


def test_enter_and_shift_enter_go_down_and_up_tab_goes_right(view: GridView, qtbot: QtBot) -> None:
    view.setCurrentIndex(view.model().index(2, 1))
    qtbot.keyClick(view, Key.Key_Return)
    qtbot.keyClick(view, Key.Key_Return)
    qtbot.keyClick(view, Key.Key_Return, SHIFT)
    qtbot.keyClick(view, Key.Key_Tab)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (3, 2)
    qtbot.keyClick(view, Key.Key_Home, CONTROL)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (0, 0)
    qtbot.keyClick(view, Key.Key_End, CONTROL)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (7, 4)


def test_delete_empties_a_range_in_one_step(view: GridView, qtbot: QtBot) -> None:
    asked = edits_of(view)
    select(view, 0, 0, 1, 2)
    qtbot.keyClick(view, Key.Key_Delete)
    assert len(asked) == 1
    changes = asked[0].changes
    assert {(one.row, one.column) for one in changes} == {
        ("r0", "city"), ("r0", "size"), ("r1", "city"), ("r1", "size"),
    }  # fmt: skip
    assert {one.text for one in changes} == {""}


def test_ctrl_d_fills_down_and_from_above(view: GridView, qtbot: QtBot) -> None:
    asked = edits_of(view)
    select(view, 0, 1, 2, 1)
    qtbot.keyClick(view, Key.Key_D, CONTROL)
    assert [(one.row, one.text) for one in asked[0].changes] == [("r1", "广州"), ("r2", "广州")]
    select(view, 2, 2, 2, 2)
    qtbot.keyClick(view, Key.Key_D, CONTROL)
    assert [(one.row, one.text) for one in asked[1].changes] == [("r2", "1.5")]


def test_a_block_is_pasted_cell_by_cell_and_what_cannot_change_is_told(view: GridView, qtbot: QtBot) -> None:
    asked, told = edits_of(view), []
    view.told.connect(told.append)
    view.setCurrentIndex(view.model().index(6, 1))
    QGuiApplication.clipboard().setText('肇庆\t9.5\n"带\t制表符"\t8\n多余\t7\n')
    qtbot.keyClick(view, Key.Key_V, CONTROL)
    assert [(one.row, one.column, one.text) for one in asked[0].changes] == [
        ("r6", "city", "肇庆"), ("r6", "size", "9.5"), ("r7", "city", "带\t制表符"), ("r7", "size", "8"),
    ]  # fmt: skip
    assert asked[0].new_rows == ()
    assert told[0].params["count"] == 2  # the third row: this table does not grow


def test_rows_pasted_below_the_last_one_are_new_where_the_table_grows(view: GridView) -> None:
    asked = edits_of(view)
    view.grows = True
    view.setCurrentIndex(view.model().index(7, 1))
    QGuiApplication.clipboard().setText("a\t1\nb\t2\n")
    view.blocks.paste()
    assert asked[0].new_rows == ((("city", "b"), ("size", "2")),)


def test_a_header_finds_the_columns_by_their_names(view: GridView) -> None:
    asked = edits_of(view)
    view.setCurrentIndex(view.model().index(0, 0))
    QGuiApplication.clipboard().setText("Size mm\tCity\n7\t中山\n")
    view.blocks.paste()
    assert [(one.row, one.column, one.text) for one in asked[0].changes] == [
        ("r0", "size", "7"), ("r0", "city", "中山"),
    ]  # fmt: skip


def test_a_first_row_that_looks_like_a_header_is_asked_about_once(view: GridView, qtbot: QtBot) -> None:
    asked = edits_of(view)
    view.setCurrentIndex(view.model().index(0, 2))
    QGuiApplication.clipboard().setText("Breite\tHöhe\n7\t8\n")
    view.blocks.paste()
    menu = view.findChild(QMenu)
    assert menu is not None
    assert asked == []
    menu.actions()[0].trigger()
    assert [(one.row, one.text) for one in asked[0].changes] == [("r0", "7"), ("r0", "8")]
    menu.close()


def test_one_cell_fills_the_whole_selection(view: GridView) -> None:
    asked = edits_of(view)
    select(view, 0, 1, 3, 1)
    QGuiApplication.clipboard().setText("江门\n")
    view.blocks.paste()
    assert {one.text for one in asked[0].changes} == {"江门"}
    assert len(asked[0].changes) == 4


def test_what_was_copied_is_pasted_back_unchanged(view: GridView, qtbot: QtBot) -> None:
    """A value with a tab, a line break, a quotation mark and leading zeros survives the clipboard."""
    nasty = 'a\tb\n"001000"'
    rows = [("r", (Cell("x"), Cell(nasty, edit=nasty), Cell("0010", edit="0010"), Cell(""), Cell("")))]
    view.rows_model.show(Grid(table().columns, ReadyRows(rows)))
    select(view, 0, 1, 0, 2)
    qtbot.keyClick(view, Key.Key_C, CONTROL)
    view.rows_model.show(table())
    asked = edits_of(view)
    view.setCurrentIndex(view.model().index(3, 1))
    qtbot.keyClick(view, Key.Key_V, CONTROL)
    assert [one.text for one in asked[0].changes] == [nasty, "0010"]


def select(view: GridView, top: int, left: int, bottom: int, right: int) -> None:
    from PySide6.QtCore import QItemSelection, QItemSelectionModel

    model = view.model()
    flags = QItemSelectionModel.SelectionFlag
    view.setCurrentIndex(model.index(top, left))
    block = QItemSelection(model.index(top, left), model.index(bottom, right))
    view.selectionModel().select(block, flags.ClearAndSelect)


# --- editors and input methods --------------------------------------------------------------------------------------


def test_an_input_method_that_begins_on_a_cell_loses_nothing(view: GridView, qtbot: QtBot) -> None:
    """Typing Pinyin on a cell: the composition opens the editor, and the first letters are part of it."""
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 1))
    QApplication.sendEvent(view, QInputMethodEvent("n", []))
    editor = view.findChild(QLineEdit)
    assert editor is not None
    assert editor.isVisible()
    for composed in ("ni", "ni h", "ni hao"):
        QApplication.sendEvent(editor, QInputMethodEvent(composed, []))
    done = QInputMethodEvent()
    done.setCommitString("你好")
    QApplication.sendEvent(editor, done)
    assert editor.text().endswith("你好")
    assert "n" not in editor.text()


def test_alt_enter_begins_a_line_and_enter_ends_the_edit(qtbot: QtBot, view: GridView) -> None:
    columns = (Column("name", "Name"), Column("long", "Long", kind="long", width=10))
    rows = [(f"r{row}", (Cell("x"), Cell("", edit=""))) for row in range(3)]
    view.rows_model.show(Grid(columns, ReadyRows(rows)))
    asked = edits_of(view)
    view.setCurrentIndex(view.model().index(0, 1))
    qtbot.keyClick(view, Key.Key_F2)
    editor = view.findChild(QPlainTextEdit)
    assert editor is not None
    low = editor.height()
    qtbot.keyClicks(editor, "one")
    qtbot.keyClick(editor, Key.Key_Return, ALT)
    qtbot.keyClicks(editor, "two")
    qtbot.keyClick(editor, Key.Key_Return, ALT)
    assert editor.height() > low
    qtbot.keyClicks(editor, "three")
    qtbot.keyClick(editor, Key.Key_Return)
    assert [one.text for one in asked[0].changes] == ["one\ntwo\nthree"]
    assert view.currentIndex().row() == 1


def test_numbers_stand_at_their_decimal_sign(view: GridView) -> None:
    texts = ("2501.1", "45.99", "98", "0.044", "合格")
    columns = (Column("name", "Name"), Column("v", "Value", align="right"))
    rows = [(text, (Cell("x"), Cell(text, align="right"))) for text in texts]
    view.rows_model.show(Grid(columns, ReadyRows(rows)))
    view.rows_model.setParent(view)
    pane_of(view).resize(500, 300)
    image = view.viewport().grab().toImage()
    metrics = view.fontMetrics()
    right = view.columnViewportPosition(1) + view.columnWidth(1)
    ratio = image.devicePixelRatio()

    def last_ink(row: int) -> int:
        top, height = view.rowViewportPosition(row), view.rowHeight(row)
        ground = image.pixelColor(round((right - 3) * ratio), round((top + 3) * ratio))
        for x in range(round((right - 3) * ratio), 0, -1):
            column = (image.pixelColor(x, round((top + y) * ratio)) for y in range(4, height - 4))
            if any(abs(colour.lightness() - ground.lightness()) > 60 for colour in column):
                return round(x / ratio)
        return 0

    digit = metrics.horizontalAdvance("0")
    assert last_ink(3) - last_ink(0) == pytest.approx(2 * digit, abs=2)  # .044 against .1
    assert last_ink(3) - last_ink(1) == pytest.approx(digit, abs=2)
    assert last_ink(3) - last_ink(2) == pytest.approx(metrics.horizontalAdvance(".044"), abs=3)


# --- columns and what is remembered --------------------------------------------------------------------------------


def test_columns_are_chosen_and_hidden_ones_are_not_copied(view: GridView, qtbot: QtBot) -> None:
    popup = view.columns.choose()
    assert popup.items.rowCount() == 4  # the frozen one stays
    popup.items.setData(popup.items.index(0), 0, Qt.ItemDataRole.CheckStateRole)
    popup.take()
    assert view.isColumnHidden(1)
    view.selectRow(0)
    qtbot.keyClick(view, Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text().startswith("row 0\t0.5")


def test_the_menu_of_a_header_sorts_filters_and_hides(view: GridView) -> None:
    names = [one.text() for one in view.header_menu(2).actions() if one.text()]
    assert names == ["Sort ascending", "Sort descending", "Original order", "Filter this column…",
                     "Clear all filters", "Hide this column", "Choose columns…", "Fit column widths",
                     "Columns in their first order"]  # fmt: skip


def test_a_scrolled_table_keeps_its_first_column_in_sight(view: GridView) -> None:
    view.rows_model.show(table(8, width=24))
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    frozen = view.frozen
    assert frozen is not None
    assert frozen.isVisible()
    assert frozen.indexAt(QPoint(4, 4)).data() == "row 0"


def test_a_table_is_found_again_as_it_was_left(tmp_path: Path) -> None:
    path = tmp_path / "views.json"
    memory = ViewMemory(path)
    left = TableView({"city": 210}, frozenset({"c0"}), {"city": frozenset({"广州"})}, "size", True)
    memory.keep_table("project", "plan", left)
    memory.keep_place("project", "plan", "product")
    assert memory.save()
    again = ViewMemory(path)
    assert again.table("project", "plan") == left
    assert again.place("project").page == "plan"
    other = again.table("another project", "plan")
    assert (other.widths, other.hidden, other.filters) == ({"city": 210}, frozenset({"c0"}), {})


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{", '{"tables": 3, "projects": []}', '{"projects": {"p": {"page": 4, "tables": {"t": []}}}}',
     '{"tables": {"t": {"widths": {"a": "x", "b": -4, "c": 99999}, "hidden": [1, null]}}}'],
)  # fmt: skip
def test_a_damaged_memory_is_forgotten(tmp_path: Path, body: str) -> None:
    path = tmp_path / "views.json"
    path.write_text(body, encoding="utf-8")
    memory = ViewMemory(path)
    assert memory.table("p", "t") == TableView()
    assert memory.save()
    assert isinstance(json.loads(path.read_text(encoding="utf-8")), dict)


# --- on the pages --------------------------------------------------------------------------------------------------


def plan_page(opened: Session, english: Wording, qtbot: QtBot) -> PlanPage:
    page = PlanPage(opened, english, theme_of(dark=False))
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    qtbot.waitUntil(lambda: opened.comparison() is not None, timeout=20_000)
    return page


def test_a_pasted_block_of_the_plan_is_one_step_of_undo(
    opened: Session, english: Wording, qtbot: QtBot
) -> None:
    """200 rows of 12 cells, most of them new rows; one undo gives back the plan as it was."""
    page = plan_page(opened, english, qtbot)
    page.propose()
    before = dict(opened.project.all(Action))
    status = page.model.column_of("status")
    page.view.setCurrentIndex(page.model.index(0, status))
    line = ["in progress", "王工", "2027-01-31", "更换\u3000模具", "0.05", "", "", "质量部", "2 万元", "2026-12-01",
            "复测", "报告 7"]  # fmt: skip
    QGuiApplication.clipboard().setText("\n".join("\t".join(line) for _ in range(200)))
    page.view.blocks.paste()
    after = opened.project.all(Action)
    assert len(after) == 200
    assert {one.owner for one in after.values()} == {"王工"}
    assert {one.status for one in after.values()} == {ActionStatus.RUNNING}
    assert {str(one.due) for one in after.values()} == {"2027-01-31"}
    opened.undo()
    assert dict(opened.project.all(Action)) == before


def test_what_cannot_be_meant_is_told_and_the_rest_goes_on(
    opened: Session, english: Wording, qtbot: QtBot
) -> None:
    page = plan_page(opened, english, qtbot)
    page.propose()
    troubles = []
    opened.troubled.connect(troubles.append)
    count = len(opened.project.all(Action))
    page.view.setCurrentIndex(page.model.index(0, page.model.column_of("due")))
    QGuiApplication.clipboard().setText("\n".join(["2027-02-01"] * (count - 1) + ["never"]))
    page.view.blocks.paste()
    dues = sorted(str(one.due) for one in opened.project.all(Action).values())
    assert dues.count("2027-02-01") == count - 1
    assert len(troubles) == 1


def test_whole_rows_from_a_spreadsheet_become_rows_of_the_plan(
    opened: Session, english: Wording, qtbot: QtBot
) -> None:
    """Copied with number, indicator and gap, which nobody types: what can be typed comes in, the rest is told."""
    page = plan_page(opened, english, qtbot)
    page.propose()
    count, told = len(opened.project.all(Action)), []
    page.view.told.connect(told.append)
    page.view.setCurrentIndex(page.model.index(page.model.rowCount() - 1, 0))
    line = ["8", "光效", "差距", "Process", "not started", "赵工", "2027-03-31", "换驱动"]
    QGuiApplication.clipboard().setText("\n".join(["\t" * 7, "\t".join(line)]))
    page.view.blocks.paste()
    assert len(opened.project.all(Action)) == count + 1
    new = max(opened.project.all(Action).values(), key=lambda one: one.position)
    assert (new.owner, str(new.due), new.measure, new.gap) == ("赵工", "2027-03-31", "换驱动", "")
    assert told
    assert told[0].params["count"] >= 3


def test_products_are_renamed_and_added_in_place(opened: Session, english: Wording, qtbot: QtBot) -> None:
    page = DataPage(opened, english, theme_of(dark=False))
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    tab = page.results_tab
    count = len(opened.project.all(Product))
    last = tab.model.rowCount() - 1
    tab.view.setCurrentIndex(tab.model.index(last, 0))
    QGuiApplication.clipboard().setText("改名的产品\n新来的产品\n")
    tab.view.blocks.paste()
    names = {one.name for one in opened.project.all(Product).values()}
    assert {"改名的产品", "新来的产品"} <= names
    assert len(opened.project.all(Product)) == count + 1
    opened.undo()
    assert len(opened.project.all(Product)) == count


def test_a_filter_is_there_again_when_the_project_is_opened_again(
    opened: Session, english: Wording, qtbot: QtBot
) -> None:
    page = plan_page(opened, english, qtbot)
    page.propose()
    page.view.rows_model.set_filter(
        "status", frozenset({page.model.index(0, page.model.column_of("status")).data()})
    )
    path = opened.path
    assert path is not None
    opened.close()
    assert page.view.rows_model.filters == {}
    assert opened.open(path)
    qtbot.waitUntil(lambda: page.model.total > 0)
    pane = page.view.parentWidget()
    assert isinstance(pane, TablePane)
    assert "status" in page.view.rows_model.filters
    assert pane.filter_strip.isVisible()
