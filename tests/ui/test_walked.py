"""What a walk through the window with the keyboard alone came upon: where the keys go, and what they must not undo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from compare_app.domain.edit import Edit
from compare_app.domain.model import Indicator
from compare_app.text.message import M
from compare_app.text.wording import Wording
from tests.ui.test_import import map_columns, press_next, wizard_of
from ui.main_window import MainWindow
from ui.models.cell import Cell, Column, Grid, ReadyRows
from ui.models.grid_model import GridModel
from ui.pages.data import DataPage
from ui.pages.indicators import IndicatorsPage
from ui.pages.plan import PlanPage
from ui.pages.standards import StandardsPage
from ui.tables.grid_view import GridView
from ui.tables.pane import TablePane
from ui.widgets.editors import DateEdit

Key = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def ready(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.session.tasks.running == 0, timeout=20_000)
    qtbot.wait(20)


def keys_in(window: QWidget) -> QWidget:
    """What the next key goes to."""
    found = window.focusWidget()
    assert found is not None
    return found


def grid(text: str = "x") -> Grid:
    columns = (Column("name", "Name"), Column("short", "Short"), Column("long", "Long", kind="long"))
    rows = [(f"r{row}", (Cell(f"n{row}"), Cell(text, edit=text), Cell(text, edit=text))) for row in range(4)]
    return Grid(columns, ReadyRows(rows))


@pytest.fixture
def view(app: object, qtbot: QtBot, english: Wording) -> GridView:
    """A table between two buttons, in a window that has the keyboard."""
    model = GridModel()
    model.show(grid())
    made = GridView(english, "table", frozen=1)
    model.setParent(made)
    made.setModel(model)
    window = QWidget()
    column = QVBoxLayout(window)
    for widget in (QPushButton("before"), TablePane(made, english), QPushButton("after")):
        column.addWidget(widget)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    made.setFocus()
    made.window_kept = window  # lives as long as the test
    return made


# --- where the keys go --------------------------------------------------------------------------------------------


def test_a_page_opened_by_its_key_has_the_keys_in_its_table(window: MainWindow, qtbot: QtBot) -> None:
    ready(window, qtbot)
    window.actions_by_key["page_standards"].trigger()
    page = window.page
    assert isinstance(page, StandardsPage)
    assert keys_in(window) is page.view
    qtbot.keyClick(keys_in(window), Key.Key_Down)
    qtbot.keyClick(keys_in(window), Key.Key_Right)
    assert page.view.currentIndex().isValid()
    assert window.inspector.inspection is not None


def test_an_empty_plan_has_the_keys_on_what_fills_it(window: MainWindow, qtbot: QtBot) -> None:
    ready(window, qtbot)
    window.actions_by_key["page_plan"].trigger()
    page = window.page
    assert isinstance(page, PlanPage)
    button = keys_in(window)
    assert isinstance(button, QPushButton)
    assert button.text() == "从差距生成"
    qtbot.keyClick(button, Key.Key_Space)
    assert page.actions_shown()


def test_on_the_rail_the_keys_stay_on_the_rail(window: MainWindow, qtbot: QtBot) -> None:
    ready(window, qtbot)
    window.rail.setFocus()
    window.rail.findChildren(QWidget)[0].setFocus()
    window.show_page("standards")
    assert window.rail.isAncestorOf(keys_in(window))


def test_the_first_cell_is_chosen_when_the_keys_come(view: GridView, qtbot: QtBot) -> None:
    qtbot.waitUntil(view.hasFocus)
    assert view.blocks.texts() == [["n0"]]


def test_f6_leaves_a_table_and_shift_f6_goes_back(view: GridView, qtbot: QtBot) -> None:
    window = view.window()
    qtbot.keyClick(view, Key.Key_Tab)
    assert keys_in(window) is view  # Tab goes to the next cell
    qtbot.keyClick(view, Key.Key_F6)
    after = keys_in(window)
    assert isinstance(after, QPushButton)
    assert after.text() == "after"
    view.setFocus()
    qtbot.keyClick(view, Key.Key_F6, SHIFT)
    before = keys_in(window)
    assert isinstance(before, QPushButton)
    assert before.text() == "before"


def test_a_cell_gone_to_while_ctrl_is_held_is_the_only_one_chosen(view: GridView, qtbot: QtBot) -> None:
    view.setCurrentIndex(view.model().index(2, 1))
    qtbot.keyPress(view, Key.Key_Control, CONTROL)
    view.select_key("r0")
    qtbot.keyRelease(view, Key.Key_Control)
    assert [(one.row(), one.column()) for one in view.selectedIndexes()] == [(0, 1)]


# --- what a table shown anew must leave alone -----------------------------------------------------------------------


@pytest.mark.parametrize(("column", "kind"), [(1, QLineEdit), (2, QPlainTextEdit)])
def test_what_is_being_typed_outlives_a_refresh(
    view: GridView, column: int, kind: type[QLineEdit | QPlainTextEdit], qtbot: QtBot
) -> None:
    view.setCurrentIndex(view.model().index(1, column))
    qtbot.keyClick(view, Key.Key_F2)
    editor = view.findChild(kind)
    assert editor is not None
    qtbot.keyClicks(editor, "typed")  # over the old text, which is marked
    view.rows_model.show(grid())
    said = editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()
    assert said == "typed"


def test_after_tab_a_date_is_typed_over_the_old_one(window: MainWindow, qtbot: QtBot) -> None:
    """The comparison that follows the first cell is ready while the second one is open already."""
    page = window.show_page("plan")
    assert isinstance(page, PlanPage)
    ready(window, qtbot)
    page.propose()
    ready(window, qtbot)
    view = page.view
    view.setCurrentIndex(page.model.index(0, page.model.column_of("owner")))
    qtbot.keyClick(view, Key.Key_F2)
    owner = view.findChild(QLineEdit)
    assert owner is not None
    qtbot.keyClicks(owner, "Li")
    qtbot.keyClick(owner, Key.Key_Tab)
    ready(window, qtbot)
    due = view.findChild(DateEdit)
    assert due is not None
    page.refresh()
    qtbot.keyClicks(due, "2027-03-31")
    qtbot.keyClick(due, Key.Key_Return)
    first = page.actions_shown()[0]
    assert (first.owner, str(first.due)) == ("Li", "2027-03-31")


def test_the_inspector_tells_the_rest_when_the_comparison_is_there(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("plan")
    assert isinstance(page, PlanPage)
    ready(window, qtbot)
    page.propose()
    assert window.session.comparison() is None  # it is made anew
    page.view.setCurrentIndex(page.model.index(1, 1))
    ready(window, qtbot)
    action = page.actions_shown()[1]
    assert window.inspector.inspection is not None
    indicator = window.session.project.get(Indicator, action.indicator_id)
    assert indicator is not None
    assert window.inspector.inspection.title == indicator.name


def test_the_inspector_says_again_what_is_chosen_on_a_page_that_comes_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    ready(window, qtbot)
    page = window.show_page("indicators")
    assert isinstance(page, IndicatorsPage)
    page.view.setCurrentIndex(page.model.index(1, 1))
    told = window.inspector.text()
    window.show_page("indicators")  # the page that is seen already
    assert window.inspector.text() == told
    window.show_page("standards")
    assert window.inspector.text() != told
    window.show_page("indicators")
    assert window.inspector.text() == told
    window.show_page("plan")
    indicator = window.session.project.get(Indicator, str(page.model.key_at(1)))
    assert indicator is not None
    window.session.apply(Edit(M("Rename"), (replace(indicator, name="改了名的指标"),)))
    window.show_page("indicators")
    ready(window, qtbot)
    assert "改了名的指标" in window.inspector.text()  # not as it was remembered
    page.view.rows_model.set_filter("indicator", frozenset({"nothing"}))
    window.show_page("plan")
    window.show_page("indicators")
    assert window.inspector.inspection is None


def test_a_filtered_table_is_drawn_anew_as_far_as_it_is_seen(view: GridView, qtbot: QtBot) -> None:
    model = view.rows_model
    model.set_filter("name", frozenset({"n1", "n2"}))
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.show(grid("y"))
    first, last = changed.args[:2]
    assert (first.row(), last.row(), last.column()) == (0, 1, 2)


def test_a_project_is_closed_while_a_cell_of_its_results_is_chosen(window: MainWindow, qtbot: QtBot) -> None:
    """Rows are loaded when they are drawn; the memory of the current row must not load them from a closed file."""
    page = window.show_page("data")
    assert isinstance(page, DataPage)
    ready(window, qtbot)
    view = next(one for one in page.findChildren(GridView) if one.accessibleName() == "产品 × 指标")
    chosen = view.selectionModel()
    chosen.setCurrentIndex(view.model().index(0, 0), QItemSelectionModel.SelectionFlag.Select)
    page.mark_stale()  # new rows, of which none has been drawn
    window.session.close()
    qtbot.wait(20)
    assert not window.session.is_open


# --- what is told ---------------------------------------------------------------------------------------------------


def test_a_message_that_comes_and_goes_does_not_move_the_page(window: MainWindow, qtbot: QtBot) -> None:
    ready(window, qtbot)
    window.message_bar.clear()
    qtbot.wait(20)
    before = window.stack.height()
    for say in (lambda: window.tell(M("Undo")), lambda: window.tell(M("Undo"), M("Open it"), print)):
        say()
        qtbot.wait(20)
        assert window.stack.height() == before
    window.message_bar.clear()
    qtbot.wait(20)
    assert window.stack.height() == before


def test_rows_with_held_cells_are_counted_as_rows(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    """Two cells of one row: one row, as the wizard says before it stores them."""
    book = Workbook()
    book.active.title = "说明"
    sheet = book.create_sheet("数据")
    header = ("产品名称", "品牌", "光效(lm/W)", "显色指数", "待机功率(W)", "备注")
    for row in (
        header,
        ("甲灯 9W", "甲", "101.5", "83", "0.4", ""),
        ("乙灯 9W", "乙", "看情况", "很好", "0.30", ""),
    ):
        sheet.append(row)
    sheet.append(("丙灯 9W", "丙", "99", "81", "0.45", ""))
    path = tmp_path / "两格.xlsx"
    book.save(path)
    window.chores.take_files([path])
    wizard = wizard_of(window, qtbot)
    for _ in range(2):
        press_next(wizard, window, qtbot)
    map_columns(wizard, window, qtbot)
    assert "待处理单元格 1 行" in wizard.mapping_step.outcome.text()
    press_next(wizard, window, qtbot)
    wizard.issues_step.agree_box.click()
    for _ in range(2):
        press_next(wizard, window, qtbot)
    assert "待处理单元格 1 行" in window.message_bar.text
