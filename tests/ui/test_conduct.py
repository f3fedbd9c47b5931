"""How the window behaves: history by name, settings that hold at once, the last project again, everything as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QSplitter
from pytestqt.qtbot import QtBot

from compare_app.domain.loop import Action
from compare_app.settings import Settings, checked
from compare_app.view_memory import ViewMemory
from tests.ui.conftest import Answers
from ui.app import last_project
from ui.dialogs.history import HistoryDialog
from ui.dialogs.settings import SettingsDialog
from ui.main_window import MainWindow
from ui.models.history_grid import START
from ui.options import Options
from ui.pages.plan import PlanPage
from ui.session import Session


def history(window: MainWindow) -> HistoryDialog:
    window.actions_by_key["history"].trigger()
    dialog = window.findChild(HistoryDialog)
    assert dialog is not None
    return dialog


def plan(window: MainWindow) -> PlanPage:
    page = window.show_page("plan")
    assert isinstance(page, PlanPage)
    return page


def test_fifty_mixed_edits_are_taken_back_one_by_one(window: MainWindow) -> None:
    page = plan(window)
    session = window.session
    before, known = session.project.tables, len(session.steps())
    page.propose()
    made = 1
    for turn in range(49):
        match turn % 4:
            case 0:
                page.add_button.click()
            case 1:
                row = turn % page.model.rowCount()
                page.model.setData(page.model.index(row, page.model.column_of("owner")), f"甲{turn}")
            case 2:
                row = page.model.rowCount() - 1
                page.model.setData(
                    page.model.index(row, page.model.column_of("due")), f"2027-01-{turn % 28 + 1:02}"
                )
            case 3:
                page.view.setCurrentIndex(page.model.index(page.model.rowCount() - 1, 0))
                page.remove_button.click()
        made += 1
    assert len(session.steps()) == known + made
    for _ in range(made):
        window.actions_by_key["undo"].trigger()
    assert session.project.tables == before
    assert sum(one.done for one in session.steps()) == known
    for _ in range(made):
        window.actions_by_key["redo"].trigger()
    assert session.redo_label is None


def test_the_history_names_every_change_and_goes_to_any_of_them(window: MainWindow, qtbot: QtBot) -> None:
    page = plan(window)
    page.propose()
    count = len(window.session.project.all(Action))
    page.add_button.click()
    page.add_button.click()
    dialog = history(window)
    texts = [str(dialog.model.index(row, 1).data()) for row in range(dialog.model.rowCount())]
    assert texts[:3] == ["方案增加一行", "方案增加一行", f"从差距生成 {count} 行措施"]
    assert texts[-1] == "可撤销的修改之前"
    assert str(dialog.model.index(0, 0).data()) == "● 当前"
    dialog.view.setCurrentIndex(dialog.model.index(2, 1))
    dialog.go_button.click()
    qtbot.waitUntil(lambda: len(window.session.project.all(Action)) == count)
    qtbot.waitUntil(
        lambda: [str(dialog.model.index(row, 0).data())[0] for row in range(3)] == ["○", "○", "●"]
    )
    assert dialog.model.row_of(START) == dialog.model.rowCount() - 1
    dialog.view.setCurrentIndex(dialog.model.index(3, 1))
    dialog.go_button.click()
    qtbot.waitUntil(lambda: not window.session.project.all(Action))
    dialog.view.setCurrentIndex(dialog.model.index(0, 1))
    dialog.go_button.click()
    qtbot.waitUntil(lambda: len(window.session.project.all(Action)) == count + 2)
    assert not dialog.isModal()
    dialog.close()


def test_the_sign_of_saving_is_quiet_and_tells_the_time(window: MainWindow) -> None:
    assert window.saved_sign.text() == ""
    plan(window).propose()
    assert window.saved_sign.text().startswith("✓ 已保存 ")


def test_settings_hold_at_once(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_key["settings"].trigger()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    dialog.language_box.setCurrentIndex(dialog.language_box.findData("en"))
    dialog.theme_box.setCurrentIndex(dialog.theme_box.findData("dark"))
    dialog.name_edit.setText("Wang")
    dialog.reopen_box.setChecked(False)
    dialog.take_button.click()
    qtbot.waitUntil(lambda: window.theme.dark)
    assert window.words.language == "en"
    assert window.session.user == "Wang"
    assert (window.settings.reopen, window.settings.user) == (False, "Wang")


@pytest.mark.parametrize(
    ("reopen", "smoke", "there", "opens"),
    [
        (True, False, True, True),
        (False, False, True, False),
        (True, True, True, False),
        (True, False, False, False),
    ],
)
def test_the_last_project_opens_where_wanted(
    tmp_path: Path, reopen: bool, smoke: bool, there: bool, opens: bool
) -> None:
    path = tmp_path / "企业.dcmp"
    if there:
        path.touch()
    settings = Settings(recent=(str(path),), reopen=reopen)
    found = last_project(Options(settings, tmp_path / "settings.json", smoke=smoke))
    assert found == (path if opens else None)


def test_a_switch_in_the_settings_file_is_a_switch() -> None:
    assert checked({"reopen": False, "toured": True}) == Settings(reopen=False, toured=True)
    assert checked({"reopen": "no", "user": True}) == Settings()


def test_page_product_and_filters_are_found_again(
    app: object, qtbot: QtBot, project_path: Path, answers: Answers, tmp_path: Path
) -> None:
    """As after a restart: another session, another window, the same files."""
    views = tmp_path / "views.json"
    settings_path = tmp_path / "settings.json"

    def start() -> MainWindow:
        session = Session("检验员", memory=ViewMemory(views))
        window = MainWindow(session, Settings(), settings_path, answers)
        window.show()
        assert window.open_project(project_path)
        return window

    first = start()
    products = first.session.our_products()
    first.session.look_at(products[-1].id)
    page = plan(first)
    page.propose()
    status = str(page.model.index(0, page.model.column_of("status")).data())
    page.view.rows_model.set_filter("status", frozenset({status}))
    page.view.setColumnWidth(page.model.column_of("measure"), 333)
    first.show_page("diagnosis").findChild(QSplitter).setSizes([300, 200])
    left = first.show_page("diagnosis").findChild(QSplitter).sizes()
    first.show_page("plan")
    first.actions_by_key["inspector"].setChecked(False)
    first.close()
    first.deleteLater()

    second = start()
    again = second.page
    assert isinstance(again, PlanPage)
    assert second.session.product is not None
    assert second.session.product.id == products[-1].id
    assert again.view.rows_model.filters == {"status": frozenset({status})}
    assert again.view.columnWidth(again.model.column_of("measure")) == 333
    assert not second.dock.isVisible()
    splitter = second.show_page("diagnosis").findChild(QSplitter)
    qtbot.waitUntil(lambda: abs(splitter.sizes()[0] / sum(splitter.sizes()) - left[0] / sum(left)) < 0.02)
    second.close()
    second.deleteLater()


def test_a_second_place_needs_its_whole_path(window: MainWindow, tmp_path: Path) -> None:
    window.actions_by_key["settings"].trigger()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    dialog.place_edit.setText("备份")
    dialog.take_button.click()
    assert dialog.isVisible()
    assert "完整路径" in dialog.place_hint.text()
    dialog.place_edit.setText(f'"{tmp_path}"')  # as the Explorer copies it
    dialog.take_button.click()
    assert window.settings.second_place == str(tmp_path)
