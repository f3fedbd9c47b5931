"""The main window through gestures: what is seen, and what stands in the project afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from compare_app import settings as settings_file
from compare_app.domain.loop import Action
from compare_app.domain.model import Product, Result
from compare_app.domain.terms import ActionStatus, Role
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.text.wording import Wording
from tests.ui.conftest import Answers
from tests.ui.made import make
from ui.dialogs.sign import SignDialog
from ui.main_window import MainWindow
from ui.main_window.commands import COMMANDS, PAGE_KEYS
from ui.main_window.sides import INSPECTOR_WIDTH
from ui.pages.data import DataPage
from ui.pages.indicators import IndicatorsPage
from ui.pages.overview import OverviewPage
from ui.pages.plan import PlanPage
from ui.pages.report import ReportPage
from ui.pages.standards import StandardsPage
from ui.session import Session
from ui.widgets.editors import DateEdit
from ui.widgets.plain import PlainLabel

Key = Qt.Key
Windows = Callable[..., MainWindow]


def ready(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until nothing is computed any more, and until what was put into layouts is shown."""
    qtbot.waitUntil(lambda: window.session.tasks.running == 0, timeout=20_000)
    qtbot.wait(20)


def compose(widget: QWidget, text: str) -> None:
    """Write Chinese as an input method does: a commit string, not keys."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def seen(window: MainWindow) -> str:
    """All words of the page that is seen."""
    page = window.page
    assert page is not None
    return "\n".join(label.text() for label in page.findChildren(PlainLabel) if label.isVisibleTo(page))


def test_without_a_project_the_start_page_offers_the_ways_to_begin(
    make_window: Windows, qtbot: QtBot
) -> None:
    window = make_window()
    assert window.stack.currentWidget() is window.start
    assert not window.rail.isVisible()
    buttons = {button.text() for button in window.start.findChildren(QPushButton)}
    assert {"打开示例项目", "新建项目…", "打开项目…", "保存导入模板…"} <= buttons
    assert not window.actions_by_key["out_plan"].isEnabled()


def test_the_overview_says_the_step_and_what_holds_it(window: MainWindow, qtbot: QtBot) -> None:
    ready(window, qtbot)
    page = window.page
    assert isinstance(page, OverviewPage)
    assert page.enterprise.model.rowCount() == 2
    assert page.enterprise.worst.figure.text() == "2"
    index = page.enterprise.model.index(page.enterprise.model.row_of("ours"), 0)
    page.enterprise.view.setCurrentIndex(index)
    page.enterprise.view.activated.emit(index)
    assert page.product.isVisible()
    assert page.product.step.figure.text() == "L1 合规"
    words = seen(window)
    assert "企业内部评价，非官方" in words
    assert "显色指数 Ra" in words
    assert "▼ 落后 4" in words
    qtbot.mouseClick(page.product.back_button, Qt.MouseButton.LeftButton)
    assert page.enterprise.isVisible()
    assert window.windowTitle() == "示例 企业 – 双比对工作台"


def test_a_blocker_leads_to_its_indicator(window: MainWindow, qtbot: QtBot) -> None:
    ready(window, qtbot)
    page = window.page
    assert isinstance(page, OverviewPage)
    page.open_product("ours")
    button = next(
        one for one in page.product.step.findChildren(QPushButton) if one.property("indicator") == "ra"
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    target = window.page
    assert isinstance(target, IndicatorsPage)
    assert target.model.key_at(target.view.currentIndex().row()) == "ra"
    assert "显色指数 Ra" in window.inspector.text()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_opens_in_both_languages_and_themes(
    make_window: Windows, project_path: Path, qtbot: QtBot, language: str, theme: str
) -> None:
    window = make_window(language, theme)
    assert window.open_project(project_path)
    for name in PAGE_KEYS:
        page = window.show_page(name)
        assert page is not None
        ready(window, qtbot)
        assert page.isVisible()
        assert page._stack.currentWidget() is not page._empty
        if language == "en":
            assert not any("一" <= sign <= "鿿" for sign in page.accessibleName())
    assert window.message_bar.kind != "trouble", window.message_bar.text


def test_language_and_theme_change_while_running(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("standards")
    ready(window, qtbot)
    window.actions_by_key["theme"].trigger()
    qtbot.waitUntil(lambda: window.theme.dark)
    english = window.actions_by_key["language"].menu().actions()[1]
    english.trigger()
    qtbot.waitUntil(lambda: window.words.language == "en")
    ready(window, qtbot)
    page = window.page
    assert isinstance(page, StandardsPage)
    assert page.theme.dark
    assert window.menuBar().actions()[0].text() == "&File"
    assert window.rail.findChildren(QLabel) == []
    assert page.model.rowCount() == 5


@pytest.mark.parametrize("width", [INSPECTOR_WIDTH, 400])
def test_a_restyle_keeps_the_inspector_and_the_splitters(
    window: MainWindow, width: int, qtbot: QtBot
) -> None:
    window.resize(1280, 720)
    page = window.show_page("indicators")
    assert isinstance(page, IndicatorsPage)
    ready(window, qtbot)
    window.resizeDocks([window.dock], [width], Qt.Orientation.Horizontal)
    qtbot.wait(20)
    whole = sum(page.splitter.sizes())
    page.splitter.setSizes([whole - 300, 300])
    before, split = window.dock.width(), page.splitter.sizes()
    assert abs(before - width) <= 2
    for change in ({"theme": "dark"}, {"theme": "light"}, {"language": "en"}):
        window.restyle(**change)
        ready(window, qtbot)
        assert window.width() == 1280
        assert abs(window.dock.width() - before) <= 2
        page = window.page
        assert isinstance(page, IndicatorsPage)
        if "theme" in change:  # English words need other widths
            assert page.splitter.sizes() == pytest.approx(split, abs=4)
    window.actions_by_key["inspector"].trigger()
    window.restyle(theme="dark")
    ready(window, qtbot)
    assert not window.dock.isVisible()
    assert not window.actions_by_key["inspector"].isChecked()
    window.actions_by_key["inspector"].trigger()
    ready(window, qtbot)
    assert window.dock.isVisible()
    assert abs(window.dock.width() - before) <= 2


def test_qt_speaks_chinese_too(make_window: Windows, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QDialogButtonBox

    make_window("zh_CN")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert [button.text() for button in box.buttons()] == ["确定", "取消"]


def test_an_edited_cell_is_stored_judged_anew_and_undone(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("data")
    assert isinstance(page, DataPage)
    tab = page.results_tab
    row, column = tab.model.row_of("ours"), tab.model.column_of("ra")
    tab.view.setCurrentIndex(tab.model.index(row, column))
    tab.view.setFocus()
    qtbot.keyClick(tab.view, Key.Key_F2)
    editor = tab.view.focusWidget()
    assert editor is not tab.view
    editor.selectAll()
    qtbot.keyClicks(editor, "88.0")
    qtbot.keyClick(editor, Key.Key_Return)

    def ra() -> list[Result]:
        return [one for one in window.session.workspace.results("ours") if one.indicator_id == "ra"]

    assert [one.raw for one in ra()] == ["88.0"]
    assert tab.model.index(row, column).data() == "88.0"
    overview = window.show_page("overview")
    ready(window, qtbot)
    assert isinstance(overview, OverviewPage)
    overview.open_product("ours")
    assert overview.product.step.figure.text() != "L1 合规"
    assert "显色指数 Ra" in window.actions_by_key["undo"].text()
    window.actions_by_key["undo"].trigger()
    ready(window, qtbot)
    assert [one.raw for one in ra()] == ["83"]
    assert overview.product.step.figure.text() == "L1 合规"
    assert "已撤销" in window.message_bar.text
    window.actions_by_key["redo"].trigger()
    assert [one.raw for one in ra()] == ["88.0"]


def test_several_values_and_a_word_can_be_typed(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("data")
    assert isinstance(page, DataPage)
    model = page.results_tab.model

    def put(product: str, indicator: str, text: str) -> list[Result]:
        model.setData(model.index(model.row_of(product), model.column_of(indicator)), text)
        return [one for one in window.session.workspace.results(product) if one.indicator_id == indicator]

    assert [one.raw for one in put("ours", "efficacy", "98; 101.5")] == ["98", "101.5"]
    assert [one.raw for one in put("ours2", "life", "看着还行吧")] == ["看着还行吧"]
    shown = model.index(model.row_of("ours2"), model.column_of("life")).data()
    assert "看着还行吧" in shown
    assert put("ours", "flicker", "") == []


def test_a_plan_is_born_from_the_gaps_edited_and_undone(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("plan")
    assert isinstance(page, PlanPage)
    ready(window, qtbot)
    assert page.nothing.isVisible()
    ways = [one for one in page.findChildren(QPushButton) if one.text() == "从差距生成" and one.isVisible()]
    assert len(ways) == 1
    qtbot.mouseClick(ways[0], Qt.MouseButton.LeftButton)
    assert page.propose_button.isVisible()
    rows = page.actions_shown()
    assert {row.indicator_id for row in rows} >= {"efficacy", "ra", "life", "flicker"}
    assert all(row.gap and row.due for row in rows)
    index = page.model.index(0, page.model.column_of("owner"))
    assert page.model.setData(index, "张工")
    assert page.actions_shown()[0].owner == "张工"
    page.model.setData(page.model.index(0, page.model.column_of("due")), "2020-01-31")
    assert page.actions_shown()[0].due == date(2020, 1, 31)
    assert "逾期 1" in page.late_chip.text()
    assert "已逾期" in page.model.index(0, page.model.column_of("due")).data()
    count = len(rows)
    qtbot.mouseClick(page.propose_button, Qt.MouseButton.LeftButton)
    assert len(page.actions_shown()) == count
    for _ in range(3):
        window.actions_by_key["undo"].trigger()
    assert page.actions_shown() == ()
    assert page.nothing.isVisible()


def test_what_cannot_be_meant_is_told_and_nothing_changes(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("plan")
    assert isinstance(page, PlanPage)
    page.propose()
    before = window.session.project
    page.model.setData(page.model.index(0, page.model.column_of("due")), "明天")
    assert "“明天”不是日期" in window.message_bar.text
    assert window.message_bar.kind == "trouble"
    page.model.setData(page.model.index(0, page.model.column_of("status")), ActionStatus.VERIFIED.value)
    assert "没有达到目标的复测" in window.message_bar.text
    assert window.session.project is before


@pytest.mark.parametrize("typed", ["2027-01-31", "20270131", "2027/1/31", "2027年1月31日", "２０２７.1.31"])
def test_a_typed_date_is_stored_as_typed(window: MainWindow, typed: str, qtbot: QtBot) -> None:
    page = window.show_page("plan")
    assert isinstance(page, PlanPage)
    page.propose()
    ready(window, qtbot)
    index = page.model.index(0, page.model.column_of("due"))
    for text in (typed, "2027-02-30"):  # what is no date leaves the old one and says so
        page.view.setCurrentIndex(index)
        qtbot.keyClick(page.view, Key.Key_F2)
        editor = page.view.findChild(DateEdit)
        assert editor is not None
        assert editor.width() >= editor.least_width()
        qtbot.keyClick(editor, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        compose(editor, text) if not text.isascii() else qtbot.keyClicks(editor, text)
        qtbot.keyClick(editor, Key.Key_Return)
        ready(window, qtbot)
        assert page.actions_shown()[0].due == date(2027, 1, 31)
    assert "“2027-02-30”不是日期" in window.message_bar.text
    assert window.message_bar.kind == "trouble"


def test_the_calendar_puts_its_day_into_the_editor(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("plan")
    assert isinstance(page, PlanPage)
    page.propose()
    ready(window, qtbot)
    page.view.setCurrentIndex(page.model.index(0, page.model.column_of("start")))
    qtbot.keyClick(page.view, Key.Key_F2)
    editor = page.view.findChild(DateEdit)
    assert editor is not None
    qtbot.keyClick(editor, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = editor.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.isVisible()
    calendar.clicked.emit(QDate(2028, 2, 29))
    assert editor.text() == "2028-02-29"
    qtbot.keyClick(editor, Key.Key_Return)
    assert page.actions_shown()[0].start == date(2028, 2, 29)


def test_the_report_page_leads_to_signing(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("report")
    assert isinstance(page, ReportPage)
    ready(window, qtbot)
    qtbot.mouseClick(page.sign_button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(SignDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()


def test_a_verdict_is_changed_with_a_reason_only(window: MainWindow, qtbot: QtBot) -> None:
    from ui.dialogs.verdict import VerdictDialog

    page = window.show_page("standards")
    ready(window, qtbot)
    assert isinstance(page, StandardsPage)
    page.select("efficacy")
    page.view.setCurrentIndex(page.model.index(page.view.currentIndex().row(), page.model.column_of("eu")))
    assert "宽于" in window.inspector.text()
    qtbot.mouseClick(page.verdict_button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(VerdictDialog)
    assert dialog is not None
    assert not dialog._ok.isEnabled()
    now = dialog.now()
    assert now is not None
    assert [text.endswith(" lm/W") for _, text in now.facts] == [True, True], "a limit is read with its unit"
    dialog.verdict_box.setCurrentIndex(dialog.verdict_box.findData("equal"))
    compose(dialog.reason_edit, "功率档不同，按附录折算")
    assert dialog._ok.isEnabled()
    dialog.accept()
    ready(window, qtbot)
    row = page.selected_row()
    assert row is not None
    assert (row.verdict.value, row.automatic.value, row.override_author) == ("equal", "looser", "检验员")
    assert (
        page.model.index(page.view.currentIndex().row(), page.model.column_of("eu"))
        .data()
        .startswith("● 一致 ※")
    )


def test_only_differences_leaves_the_lines_that_differ(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("standards")
    ready(window, qtbot)
    assert isinstance(page, StandardsPage)
    before = page.model.rowCount()
    page.only_differences.setChecked(True)
    assert page.model.rowCount() <= before
    for row in range(page.model.rowCount()):
        cells = [page.model.index(row, column).data() for column in range(2, page.model.columnCount())]
        assert any(cell.startswith(("▼", "◆", "○")) for cell in cells)


def test_table_and_chart_share_one_selection(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("indicators")
    ready(window, qtbot)
    assert isinstance(page, IndicatorsPage)
    page.view.setCurrentIndex(page.model.index(page.model.row_of("life"), 0))
    assert page.chart.view is not None
    assert page.chart.view.selected == "life"
    page.chart.view.row_clicked.emit("power")
    assert page.model.key_at(page.view.currentIndex().row()) == "power"
    assert "待机功率" in window.inspector.text()
    for kind in ("diverging", "heatmap", "quadrant", "radar", "dumbbell"):
        page.show_kind(kind)
        assert page.chart.spec is not None


def test_the_product_and_the_date_change_what_is_judged(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("overview")
    ready(window, qtbot)
    assert isinstance(page, OverviewPage)
    window.selectors.product_box.setCurrentIndex(1)
    window.selectors.product_box.activated.emit(1)
    ready(window, qtbot)
    assert page.product.step.figure.text() == "L0 不合规"
    from PySide6.QtCore import QDate

    window.selectors.date_edit.setDate(QDate(2019, 6, 1))
    ready(window, qtbot)
    comparison = window.session.comparison()
    assert comparison is not None
    assert comparison.on == date(2019, 6, 1)


def test_a_role_needs_a_reason(window: MainWindow, qtbot: QtBot) -> None:
    from ui.dialogs.role import RoleDialog

    page = window.show_page("data")
    assert isinstance(page, DataPage)
    tab = page.results_tab
    tab.view.setCurrentIndex(tab.model.index(tab.model.row_of("peer"), 0))
    qtbot.mouseClick(tab._role_button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(RoleDialog)
    assert dialog is not None
    dialog.role_box.setCurrentIndex(list(Role).index(Role.DOMESTIC))
    dialog.reason_edit.clear()
    assert not dialog._ok.isEnabled()
    compose(dialog.reason_edit, "同价位销量第一")
    dialog.primary_box.setChecked(True)
    dialog.accept()
    products = window.session.project.all(Product)
    assert products["peer"].role is Role.DOMESTIC
    assert products["peer"].primary
    assert not products["dom"].primary


def test_recent_files_are_remembered_and_missing_ones_stay_grey(
    make_window: Windows, project_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "settings.json"
    window = make_window(settings_path=path)
    window.open_project(project_path)
    assert json.loads(path.read_text(encoding="utf-8"))["recent"] == [str(project_path)]
    assert settings_file.load(path).recent == (str(project_path),)
    window.session.close()
    project_path.rename(project_path.with_name("gone.dcmp"))
    window.start.show_recent(window.settings.recent)
    qtbot.wait(20)
    buttons = [b for b in window.start.findChildren(QPushButton) if b.property("path") and not b.isHidden()]
    assert [button.isEnabled() for button in buttons] == [False]


def test_a_file_that_is_no_project_is_told_and_the_open_one_stays(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "letter.dcmp"
    bad.write_text("Dear customer", encoding="utf-8")
    here = window.session.path
    assert not window.open_project(bad)
    assert window.message_bar.kind == "trouble"
    assert "letter.dcmp" in window.message_bar.text
    assert window.session.path == here


def test_the_sample_project_is_a_copy_of_ones_own(
    make_window: Windows, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_window()
    answers.to_save = tmp_path / "我的示例.dcmp"
    button = next(b for b in window.start.findChildren(QPushButton) if b.property("command") == "sample")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "示例项目的副本" in window.message_bar.text, timeout=20_000)
    ready(window, qtbot)
    assert window.session.path == answers.to_save
    assert len(window.session.our_products()) == 3
    page = window.page
    assert isinstance(page, OverviewPage)
    assert page.enterprise.model.rowCount() == 3
    page.open_product(window.session.our_products()[0].id)
    assert page.product.step.figure.text().startswith("L")


def test_a_dropped_project_opens(make_window: Windows, project_path: Path, qtbot: QtBot) -> None:
    window = make_window()
    drop(window, project_path)
    assert window.session.path == project_path
    ready(window, qtbot)


def drop(window: MainWindow, path: Path) -> None:
    """Drop a file from the file manager onto the window."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)


def test_outputs_are_written_and_offered(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    ready(window, qtbot)
    for key, name in (
        ("out_plan", "plan.xlsx"),
        ("out_page", "page.pdf"),
        ("out_report", "report.pdf"),
        ("out_csv", "rows.csv"),
        ("out_json", "data.json"),
    ):
        answers.to_save = tmp_path / name
        window.actions_by_key[key].trigger()
        ready(window, qtbot)
        assert (tmp_path / name).stat().st_size > 500, window.message_bar.text
        assert "已写出" in window.message_bar.text
    assert "示例 LED 球泡灯 9W" in (tmp_path / "data.json").read_text(encoding="utf-8")


def test_an_output_that_cannot_be_written_is_told(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    ready(window, qtbot)
    answers.to_save = tmp_path / "no such folder" / "rows.csv"
    window.actions_by_key["out_csv"].trigger()
    ready(window, qtbot)
    assert window.message_bar.kind == "trouble"


def test_the_sheet_of_shortcuts_names_every_key(window: MainWindow, qtbot: QtBot) -> None:
    from ui.dialogs.keys import KeysDialog

    window.actions_by_key["help_keys"].trigger()
    dialog = window.findChild(KeysDialog)
    assert dialog is not None
    text = "\n".join(label.text() for label in dialog.findChildren(PlainLabel))
    for command in COMMANDS:
        if command.shortcut:
            assert command.shortcut.split(" / ")[0] in text
    dialog.reject()


def test_shortcuts_are_unique() -> None:
    keys = [one for command in COMMANDS for one in command.shortcut.split(" / ") if one]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_letter_of_a_menu_means_one_command(language: str) -> None:
    words = Wording.load(language)
    letters = [(str(command.menu), words(command.text).partition("&")[2][:1].lower()) for command in COMMANDS]
    assert all(letter for _, letter in letters)
    assert sorted(letters) == sorted(set(letters))


def test_a_read_only_project_says_so_and_edits_nothing(
    make_window: Windows, project_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window()
    monkeypatch.setattr("os.access", lambda *_args, **_keywords: False)
    assert window.open_project(project_path)
    ready(window, qtbot)
    assert "[只读]" in window.windowTitle()
    assert "只能读取" in window.homes.strip.text
    page = window.show_page("data")
    assert isinstance(page, DataPage)
    model = page.results_tab.model
    assert not model.flags(model.index(0, 2)) & Qt.ItemFlag.ItemIsEditable


def test_trouble_names_place_and_remedy(window: MainWindow) -> None:
    from compare_app.errors import Place

    window.show_trouble(
        AppError(
            "X", M("“{text}” is no date", text="x"), M("Unpack the program whole"), Place("a.xlsx", "S", "C7")
        )
    )
    text = window.message_bar.text
    assert text.startswith("a.xlsx › S › C7：“x”不是日期。")


def test_actions_of_another_product_stay_apart(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("plan")
    assert isinstance(page, PlanPage)
    page.propose()
    mine = len(page.actions_shown())
    assert mine
    window.session.look_at("ours2")
    assert page.actions_shown() == ()
    assert len(window.session.project.all(Action)) == mine


def test_a_session_survives_an_edit_while_a_comparison_is_made(
    app: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    from compare_app.domain.edit import Edit

    path = tmp_path / "p.dcmp"
    make(path).close()
    session = Session("x")
    assert session.open(path)
    assert session.comparison() is None
    action = Action("a", "ours", 1, "gap")
    assert session.apply(Edit(M("Add a row to the plan"), (action,)))
    assert session.comparison() is None
    qtbot.waitUntil(lambda: session.comparison() is not None, timeout=20_000)
    session.close()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_one_product_is_answered_in_one_screen(
    make_window: Windows, project_path: Path, qtbot: QtBot, language: str
) -> None:
    """1366 × 768, without scrolling: step, blockers, both comparisons, gaps, plan, signatures."""
    window = make_window(language=language)
    assert window.open_project(project_path)
    window.resize(1366, 768)
    ready(window, qtbot)
    page = window.show_page("overview")
    assert isinstance(page, OverviewPage)
    page.open_product("ours")
    ready(window, qtbot)
    assert page.product.area.verticalScrollBar().maximum() == 0
    assert page.product.area.horizontalScrollBar().maximum() == 0
    for part in (
        page.product.step,
        page.product.counts,
        page.product.gaps,
        page.product.plan,
        page.product.sign,
    ):
        assert part.isVisible()
        assert page.product.area.viewport().rect().contains(part.geometry())
    assert not window.dock.isVisible()
    page.product.explain_asked.emit()
    assert window.dock.isVisible()
    window.show_page("data")
    assert window.dock.isVisible()
