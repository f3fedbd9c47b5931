"""The plan as a board, its quick filters, and what would be if."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action, Verification
from compare_app.domain.terms import ActionStatus
from compare_app.text.message import M
from ui.main_window import MainWindow
from ui.pages.plan import PlanPage
from ui.pages.plan_what_if import WhatIfPanel

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def settled(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.session.comparison() is not None, timeout=20_000)
    qtbot.waitUntil(lambda: window.session.tasks.running == 0, timeout=20_000)
    QCoreApplication.processEvents()  # what was put into layouts is shown


@pytest.fixture
def plan(window: MainWindow, qtbot: QtBot) -> PlanPage:
    """The plan of the made enterprise, with rows from its gaps."""
    page = window.show_page("plan")
    assert isinstance(page, PlanPage)
    settled(window, qtbot)
    page.propose()
    settled(window, qtbot)
    return page


def change(plan: PlanPage, number: int, **fields: object) -> Action:
    """Store other fields of a row."""
    row = replace(plan.actions_shown()[number], **fields)  # type: ignore[arg-type]
    assert plan.session.apply(Edit(M("Edit"), (row,)))
    return row


def said(panel: WhatIfPanel) -> str:
    return panel.result.text()


# --- table ----------------------------------------------------------------------------------------------------------


def test_a_date_is_read_whole_when_it_becomes_due(plan: PlanPage) -> None:
    at = plan.model.column_of("due")
    for late in (timedelta(days=-400), timedelta(days=3)):
        row = change(plan, 0, due=plan.session.on + late, status=ActionStatus.RUNNING)
        shown = plan.model.index(plan.model.row_of(row.id), at)
        assert len(str(shown.data()).split(" ")) >= 3
        assert plan.view.columnWidth(at) >= plan.view.sizeHintForIndex(shown).width()


# --- board ----------------------------------------------------------------------------------------------------------


def test_the_board_shows_every_row_in_the_column_of_its_status(plan: PlanPage) -> None:
    change(plan, 0, status=ActionStatus.RUNNING)
    change(plan, 1, status=ActionStatus.CANCELLED)
    plan.board_button.click()
    assert plan.board.isVisible()
    columns = plan.board.columns
    assert columns[ActionStatus.RUNNING].row_ids() == [plan.actions_shown()[0].id]
    total = sum(len(one.row_ids()) for one in columns.values())
    assert total == len(plan.actions_shown()) - 1
    assert "已取消的 1 行" in plan.board.note.text()


def test_a_card_moves_by_keyboard_as_one_step_of_undo(
    plan: PlanPage, window: MainWindow, qtbot: QtBot
) -> None:
    plan.board_button.click()
    waiting, running = plan.board.columns[ActionStatus.WAITING], plan.board.columns[ActionStatus.RUNNING]
    key = waiting.row_ids()[1]
    waiting.take(key)
    qtbot.keyClick(waiting, Key.Key_Right, CTRL)
    settled(window, qtbot)
    assert running.row_ids() == [key]
    assert running.current_key() == key  # the keyboard goes along: the next press moves it on
    window.actions_by_key["undo"].trigger()
    assert key in waiting.row_ids()
    assert not running.row_ids()


def test_the_board_guards_as_the_table_does(plan: PlanPage, window: MainWindow, qtbot: QtBot) -> None:
    change(plan, 0, status=ActionStatus.TO_VERIFY, evidence="")
    plan.board_button.click()
    column = plan.board.columns[ActionStatus.TO_VERIFY]
    (key,) = column.row_ids()
    column.take(key)
    qtbot.keyClick(column, Key.Key_Right, CTRL)
    assert "没有达到目标的复测" in window.message_bar.text
    assert column.row_ids() == [key]
    change(plan, 0, evidence="报告 7")  # words are no proof
    column.take(key)
    qtbot.keyClick(column, Key.Key_Right, CTRL)
    assert column.row_ids() == [key]
    waiver = Verification("v", str(key), waived_by="王", reason="停产")
    assert plan.session.apply(Edit(M("Waive"), (waiver,)))
    column.take(key)
    qtbot.keyClick(column, Key.Key_Right, CTRL)
    assert plan.board.columns[ActionStatus.VERIFIED].row_ids() == [key]


def test_several_cards_dropped_are_one_step_of_undo(plan: PlanPage, window: MainWindow) -> None:
    plan.board_button.click()
    keys = tuple(plan.board.columns[ActionStatus.WAITING].row_ids()[:2])
    plan.board.columns[ActionStatus.RUNNING].moved.emit(keys, ActionStatus.RUNNING)
    assert set(plan.board.columns[ActionStatus.RUNNING].row_ids()) == set(keys)
    window.actions_by_key["undo"].trigger()
    assert plan.board.columns[ActionStatus.RUNNING].row_ids() == []


def test_board_and_gantt_are_never_both(plan: PlanPage) -> None:
    plan.board_button.click()
    plan.gantt_button.click()
    assert not plan.board_button.isChecked()
    assert plan.chart.isVisible()
    plan.board_button.click()
    assert plan.board.isVisible()
    assert not plan.gantt_button.isChecked()


# --- due ------------------------------------------------------------------------------------------------------------


def test_what_is_due_is_counted_marked_and_filtered(plan: PlanPage) -> None:
    day = plan.session.on
    late = change(plan, 0, due=day - timedelta(days=1))
    soon = change(plan, 1, due=day + timedelta(days=7))
    change(plan, 2, due=day + timedelta(days=8))
    for number in range(3, len(plan.actions_shown())):
        change(plan, number, due=day + timedelta(days=90))
    assert "逾期 1" in plan.late_chip.text()
    assert "7 天内到期 1" in plan.soon_chip.text()
    due = plan.model.column_of("due")
    shown = {
        plan.model.key_at(row): plan.model.index(row, due).data() for row in range(plan.model.rowCount())
    }
    assert "!" in shown[late.id]
    assert "将到期" in shown[soon.id]
    assert sum("将到期" in text for text in shown.values()) == 1
    plan.soon_chip.click()
    assert [plan.model.key_at(row) for row in range(plan.model.rowCount())] == [soon.id]
    plan.late_chip.click()
    assert not plan.soon_chip.isChecked()
    assert [plan.model.key_at(row) for row in range(plan.model.rowCount())] == [late.id]
    change(plan, 0, due=day + timedelta(days=60))  # a row that is edited stays in sight
    assert plan.model.rowCount() == 1
    plan.add_button.click()  # and so does a new one
    assert plan.model.rowCount() == 2
    plan.late_chip.click()
    assert plan.model.rowCount() == len(plan.actions_shown())
    assert not plan.late_chip.isVisible()


# --- what if --------------------------------------------------------------------------------------------------------


def test_supposed_values_are_typed_in_place_and_stored_nowhere(
    plan: PlanPage, window: MainWindow, qtbot: QtBot
) -> None:
    project = window.session.project
    plan.what_if_button.click()
    settled(window, qtbot)
    panel = plan.what_if
    model = panel.model
    before = said(panel)
    index = model.index(model.row_of("efficacy"), model.column_of("supposed"))
    panel.view.setCurrentIndex(index)
    qtbot.keyClick(panel.view, "1")  # typing begins to edit, as in a spreadsheet
    editor = panel.view.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "50")
    qtbot.keyClick(editor, Key.Key_Return)
    settled(window, qtbot)
    assert panel.typed == {"efficacy": "150"}
    assert index.data() == "150"
    assert said(panel) != before
    assert "假设后为" in said(panel)
    assert "假设" in panel.notice.text()
    assert window.session.project is project
    panel.clear_button.click()
    settled(window, qtbot)
    assert panel.typed == {}
    assert said(panel) == before


def test_what_is_no_value_is_told_beside_the_table(plan: PlanPage, window: MainWindow, qtbot: QtBot) -> None:
    plan.what_if_button.click()
    settled(window, qtbot)
    model = plan.what_if.model
    model.setData(model.index(model.row_of("efficacy"), model.column_of("supposed")), "很亮")
    settled(window, qtbot)
    assert "很亮" in said(plan.what_if)
    model.setData(model.index(model.row_of("efficacy"), model.column_of("supposed")), "")
    settled(window, qtbot)
    assert "很亮" not in said(plan.what_if)


def test_the_cheapest_way_marks_its_rows_and_changes_nothing(
    plan: PlanPage, window: MainWindow, qtbot: QtBot
) -> None:
    rows = plan.actions_shown()
    project = window.session.project
    plan.what_if_button.click()
    settled(window, qtbot)
    plan.what_if.plan_button.click()
    settled(window, qtbot)
    assert plan.what_if.typed
    plan.what_if.way_button.click()
    settled(window, qtbot)
    text = said(plan.what_if)
    assert "可达到" in text or "达不到" in text
    assert window.session.project is project
    marked = {
        plan.model.key_at(row)
        for row in range(plan.model.rowCount())
        if plan.model.index(row, plan.model.column_of("position")).data().startswith("◆")
    }
    assert marked == plan.what_if.way_rows
    assert marked <= {one.id for one in rows}
    plan.what_if_button.click()
    assert not plan.what_if.isVisible()
    position = plan.model.column_of("position")
    assert not any(
        plan.model.index(row, position).data().startswith("◆") for row in range(plan.model.rowCount())
    )


def test_another_product_starts_with_nothing_supposed(
    plan: PlanPage, window: MainWindow, qtbot: QtBot
) -> None:
    plan.what_if_button.click()
    settled(window, qtbot)
    model = plan.what_if.model
    model.setData(model.index(model.row_of("efficacy"), model.column_of("supposed")), "150")
    settled(window, qtbot)
    window.session.look_at("ours2")
    settled(window, qtbot)
    assert plan.what_if.typed == {}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_drag_of_a_card_is_a_real_one(
    make_window: Callable[..., MainWindow], project_path: object, qtbot: QtBot, language: str
) -> None:
    """What Qt drops is only the wish: the column that takes it asks for the status and moves nothing itself."""
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDropEvent

    window = make_window(language)
    assert window.open_project(project_path)  # type: ignore[arg-type]
    page = window.show_page("plan")
    assert isinstance(page, PlanPage)
    settled(window, qtbot)
    page.propose()
    page.board_button.click()
    waiting, running = page.board.columns[ActionStatus.WAITING], page.board.columns[ActionStatus.RUNNING]
    waiting.take(waiting.row_ids()[0])
    count = len(waiting.row_ids())

    class Dropped(QDropEvent):
        def source(self) -> object:
            return waiting

    event = Dropped(
        QPoint(5, 5),
        Qt.DropAction.MoveAction,
        QMimeData(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    running.dropEvent(event)
    assert len(waiting.row_ids()) == count - 1
    assert len(running.row_ids()) == 1
