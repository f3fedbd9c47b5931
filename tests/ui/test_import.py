"""The import wizard through gestures, on workbooks made in the test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from compare_app.domain.mapping import ColumnUse
from compare_app.domain.model import DecisionRule, HeldCell, ImportBatch, Indicator, Product
from compare_app.domain.table_files import tables_in
from compare_app.domain.terms import IndicatorClass, Role
from compare_app.domain.tone import Tone
from tests.ui.conftest import ROWS, Answers
from ui.dialogs.import_cells import SheetCells
from ui.dialogs.import_many import ImportManyDialog
from ui.dialogs.import_wizard import COMMIT, FILE, ISSUES, MAPPING, SHEET, ImportWizard
from ui.main_window import MainWindow
from ui.models.files_grid import State
from ui.pages.data import DataPage

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"


def idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.session.tasks.running == 0, timeout=20_000)


def wizard_of(window: MainWindow, qtbot: QtBot) -> ImportWizard:
    idle(window, qtbot)
    wizard = window.findChild(ImportWizard)
    assert wizard is not None
    return wizard


def press_next(wizard: ImportWizard, window: MainWindow, qtbot: QtBot) -> None:
    assert wizard.next_button.isEnabled(), wizard._trouble.text()
    qtbot.mouseClick(wizard.next_button, Qt.MouseButton.LeftButton)
    idle(window, qtbot)


def to_mapping(window: MainWindow, path: Path, qtbot: QtBot) -> ImportWizard:
    """Drop the table and go to the step of the mapping."""
    window.chores.take_files([path])
    wizard = wizard_of(window, qtbot)
    assert wizard.step == FILE
    assert "2 个工作表" in wizard.file_step.found.text()
    press_next(wizard, window, qtbot)
    assert wizard.step == SHEET
    assert wizard.sheet_step.sheet().name == "数据"
    press_next(wizard, window, qtbot)
    assert wizard.step == MAPPING
    return wizard


def map_columns(wizard: ImportWizard, window: MainWindow, qtbot: QtBot, category: str = "新灯具") -> None:
    """Correct whatever was proposed."""
    step = wizard.mapping_step
    step.category_box.setCurrentText(category)
    wanted = {
        "产品名称": ColumnUse.NAME,
        "品牌": ColumnUse.BRAND,
        "光效(lm/W)": ColumnUse.INDICATOR,
        "显色指数": ColumnUse.INDICATOR,
        "待机功率(W)": ColumnUse.INDICATOR,
        "备注": ColumnUse.NOTE,
    }
    for row in range(step.model.rowCount()):
        header = step.model.index(row, 0).data()
        step.model.setData(step.model.index(row, step.model.column_of("use")), wanted[header].value)
    step.ours_edit.setText("甲灯 9W")
    step.ours_edit.editingFinished.emit()
    qtbot.waitUntil(lambda: step.preview_model.rowCount() == 3, timeout=10_000)
    idle(window, qtbot)
    if step.checked_box.isVisible():
        step.checked_box.click()


def test_a_laboratory_table_comes_in_whole_and_can_be_undone(
    window: MainWindow, table: Path, qtbot: QtBot
) -> None:
    session = window.session
    before = set(session.project.all(Product))
    wizard = to_mapping(window, table, qtbot)
    map_columns(wizard, window, qtbot)
    step = wizard.mapping_step
    header = [
        step.preview_model.headerData(c, Qt.Orientation.Horizontal)
        for c in range(step.preview_model.columnCount())
    ]
    assert any("光效" in str(one) for one in header)
    assert "待处理单元格 1 行" in step.outcome.text()
    press_next(wizard, window, qtbot)
    assert wizard.step == ISSUES
    assert not wizard.next_button.isEnabled()  # going on with the rest is a choice
    model = wizard.issues_step.model
    found = [model.index(row, model.column_of("found")).data() for row in range(model.rowCount())]
    cells = [model.index(row, model.column_of("cell")).data() for row in range(model.rowCount())]
    assert "C4" in cells[found.index("看情况")]
    wizard.issues_step.agree_box.click()
    assert set(session.project.all(Product)) == before  # nothing is stored yet
    press_next(wizard, window, qtbot)
    assert wizard.step == COMMIT
    assert wizard.commit_step.rule_group.isVisible()
    press_next(wizard, window, qtbot)
    products = {one.name: one for one in session.project.all(Product).values() if one.id not in before}
    assert set(products) == {"甲灯 9W", "乙灯 9W", "丙灯 9W"}
    assert products["甲灯 9W"].role is Role.OURS
    category = products["甲灯 9W"].category_id
    assert len(session.project.indicators(category)) == 3
    rules = [one for one in session.project.all(DecisionRule).values() if one.category_id == category]
    assert [one.confirmed_by for one in rules] == ["检验员"]
    assert any(one.raw == "看情况" for one in session.project.all(HeldCell).values())
    assert "实验室 数据.xlsx" in window.message_bar.text
    window.actions_by_key["undo"].trigger()
    assert set(session.project.all(Product)) == before
    assert not session.project.all(DecisionRule)


def test_the_category_is_asked_for_and_remembered(window: MainWindow, table: Path, qtbot: QtBot) -> None:
    wizard = to_mapping(window, table, qtbot)
    step = wizard.mapping_step
    assert step.category_box.currentText() == ""
    assert not wizard.next_button.isEnabled()
    assert "请选择品类" in step.reason.text()
    map_columns(wizard, window, qtbot)
    press_next(wizard, window, qtbot)
    wizard.issues_step.agree_box.click()
    press_next(wizard, window, qtbot)
    press_next(wizard, window, qtbot)
    qtbot.wait(10)
    again = to_mapping(window, table, qtbot)
    assert again.mapping_step.category_box.currentText() == "新灯具"
    assert not again.mapping_step.checked_box.isVisible()  # what was confirmed is no guess any more
    again.reject()


def test_guessed_directions_are_marked_counted_and_confirmed(
    window: MainWindow, table: Path, qtbot: QtBot
) -> None:
    wizard = to_mapping(window, table, qtbot)
    step = wizard.mapping_step
    step.category_box.setCurrentText("新灯具")
    column = step.model.column_of("direction")
    said = [str(step.model.index(row, column).data() or "") for row in range(step.model.rowCount())]
    guessed = [row for row, text in enumerate(said) if "猜测，请确认" in text]
    assert guessed
    assert all(said[row].startswith("? ") for row in guessed)
    assert f"{len(guessed)} 个" in step.guesses_label.text()
    assert not wizard.next_button.isEnabled()
    assert "方向" in step.reason.text()
    mapping = step.mapping()
    assert mapping is not None
    assert sum(one.guessed for one in mapping.columns) >= len(guessed)
    step.checked_box.click()
    assert wizard.next_button.isEnabled()
    assert step.reason.text() == ""
    mapping = step.mapping()
    assert mapping is not None
    assert not any(one.guessed for one in mapping.columns)
    note = next(row for row in range(step.model.rowCount()) if step.model.index(row, 0).data() == "备注")
    step.model.setData(step.model.index(note, step.model.column_of("use")), ColumnUse.INDICATOR.value)
    assert not step.checked_box.isChecked()  # the tick does not cover what came after it
    assert not wizard.next_button.isEnabled()
    step.model.setData(step.model.index(note, column), "smaller")
    assert f"{len(guessed)} 个" in step.guesses_label.text()  # a chosen direction is no guess
    wizard.reject()


def test_cancelling_stores_nothing(window: MainWindow, table: Path, qtbot: QtBot) -> None:
    before = window.session.project
    wizard = to_mapping(window, table, qtbot)
    qtbot.mouseClick(wizard.cancel_button, Qt.MouseButton.LeftButton)
    idle(window, qtbot)
    assert window.session.project is before


def test_going_back_keeps_what_was_chosen(window: MainWindow, table: Path, qtbot: QtBot) -> None:
    wizard = to_mapping(window, table, qtbot)
    map_columns(wizard, window, qtbot)
    press_next(wizard, window, qtbot)
    assert wizard.step == ISSUES
    qtbot.mouseClick(wizard.back_button, Qt.MouseButton.LeftButton)
    assert wizard.step == MAPPING
    mapping = wizard.mapping_step.mapping()
    assert mapping is not None
    assert mapping.category == "新灯具"
    assert mapping.our_products == ("甲灯 9W",)
    wizard.reject()


def test_a_mapping_is_saved_and_loaded(
    window: MainWindow, table: Path, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    wizard = to_mapping(window, table, qtbot)
    map_columns(wizard, window, qtbot)
    answers.to_save = answers.to_open = tmp_path / "mapping.json"
    wizard.mapping_step._save()
    qtbot.waitUntil(answers.to_save.exists, timeout=30_000)
    saved = json.loads((tmp_path / "mapping.json").read_text(encoding="utf-8"))
    assert saved["category"] == "新灯具"
    wanted = wizard.mapping_step.mapping()
    wizard.mapping_step.category_box.setCurrentText("别的")
    wizard.mapping_step._load()
    assert wizard.mapping_step.mapping() == wanted
    wizard.reject()


def test_the_sample_workbook_needs_no_mapping_and_comes_in_once(window: MainWindow, qtbot: QtBot) -> None:
    sample = Path(__file__).resolve().parents[2] / "sample_data" / "ceramic_tiles.xlsx"
    for turn in range(2):
        window.chores.take_files([sample])
        wizard = wizard_of(window, qtbot)
        assert "无需设置对应关系" in wizard.file_step.found.text()
        press_next(wizard, window, qtbot)
        if wizard.step == ISSUES:
            wizard.issues_step.agree_box.setChecked(True)
            press_next(wizard, window, qtbot)
        assert wizard.step == COMMIT
        if turn == 0:
            press_next(wizard, window, qtbot)
            count = len(window.session.project.all(Indicator))
            qtbot.wait(10)
        else:
            assert not wizard.next_button.isEnabled()
            assert "不会有任何变化" in wizard.commit_step.summary.text()
            assert wizard.commit_step.notice.isVisible()
            wizard.reject()
    assert len(window.session.project.all(Indicator)) == count
    assert len(window.session.project.all(ImportBatch)) == 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"%PDF-1.7"])
def test_a_file_that_cannot_be_read_says_so_in_the_wizard(
    window: MainWindow, tmp_path: Path, content: bytes, qtbot: QtBot
) -> None:
    path = tmp_path / "bad.xlsx"
    path.write_bytes(content)
    window.chores.take_files([path])
    wizard = wizard_of(window, qtbot)
    assert wizard._trouble.isVisible()
    assert "bad.xlsx" in wizard._trouble.text()
    assert not wizard.next_button.isEnabled()
    wizard.reject()


def test_held_cells_are_listed_and_settled(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("data")
    assert isinstance(page, DataPage)
    page.select("held")
    tab = page.held_tab
    assert tab.model.rowCount() == 1
    assert page.tabs.tabText(page.tabs.indexOf(tab)) == "待处理 (1)"
    tab.view.setCurrentIndex(tab.model.index(0, 0))
    assert "12-03" in window.inspector.text()
    qtbot.mouseClick(tab.settle_button, Qt.MouseButton.LeftButton)
    assert tab.model.rowCount() == 0
    assert window.session.project.all(HeldCell)["h1"].resolved
    window.actions_by_key["undo"].trigger()
    assert tab.model.rowCount() == 1


def test_a_table_dropped_without_a_project_asks_for_one_first(
    make_window: object, answers: Answers, table: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_window()  # type: ignore[operator]
    answers.to_save = tmp_path / "新.dcmp"
    window.chores.take_files([table])
    assert window.session.path == tmp_path / "新.dcmp"
    wizard_of(window, qtbot).reject()


def test_a_password_is_asked_for_once(window: MainWindow, table: Path, tmp_path: Path, qtbot: QtBot) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    secret = tmp_path / "加密.xlsx"
    with table.open("rb") as plain, secret.open("wb") as written:
        OOXMLFile(plain).encrypt("开门", written)
    window.chores.take_files([secret])
    wizard = wizard_of(window, qtbot)
    step = wizard.file_step
    assert step.password_group.isVisible()
    assert not wizard.next_button.isEnabled()
    qtbot.keyClicks(step.password_edit, "falsch")
    qtbot.keyClick(step.password_edit, Qt.Key.Key_Return)
    idle(window, qtbot)
    assert "密码不能打开" in wizard._trouble.text()
    assert step.password_edit.text() == ""
    step.password_edit.setText("开门")
    qtbot.keyClick(step.password_edit, Qt.Key.Key_Return)
    idle(window, qtbot)
    assert not step.password_group.isVisible()
    assert "2 个工作表" in step.found.text()
    press_next(wizard, window, qtbot)
    press_next(wizard, window, qtbot)
    assert wizard.step == MAPPING  # read again with the same password, which nobody asked for


BLOCK = '产品名称\t光效(lm/W)\t备注\r\n甲灯\t101.5\t"两行\n文字"\r\n乙灯\t<110\t\r\n'


@pytest.mark.parametrize("headed", [True, False], ids=["with header", "without"])
def test_a_block_from_the_clipboard(window: MainWindow, qtbot: QtBot, headed: bool) -> None:
    text = BLOCK if headed else "101.5\t83\t甲灯\r\n110\t90\t乙灯\r\n"
    QGuiApplication.clipboard().setText(text)
    window.actions_by_key["paste_table"].trigger()
    wizard = wizard_of(window, qtbot)
    assert wizard.path is not None
    assert wizard.path.name.startswith("剪贴板 ")
    press_next(wizard, window, qtbot)
    assert wizard.step == MAPPING
    mapping = wizard.mapping_step.mapping()
    assert mapping is not None
    heads = [one.header for one in mapping.columns]
    assert heads == (["产品名称", "光效(lm/W)", "备注"] if headed else ["列 A", "列 B", "列 C"])
    assert wizard.preview is not None
    assert wizard.preview.sheets[0].rows[1][0] == ("甲灯" if headed else "101.5")
    folder = wizard.path.parent
    wizard.reject()
    window.close()
    assert not folder.exists()


def test_a_clipboard_without_cells_is_told(window: MainWindow, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("nothing but words")
    window.actions_by_key["paste_table"].trigger()
    assert window.findChild(ImportWizard) is None
    assert "剪贴板" in window.message_bar._text.text()


def test_a_dropped_folder_is_all_its_tables(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a.CSV", "~$b.xlsx", "x.pdf", "deep/c.ods"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    assert [path.name for path in tables_in(tmp_path)] == ["a.CSV", "b.xlsx", "c.ods"]


def test_the_list_of_issues_is_saved_as_a_workbook(
    window: MainWindow, table: Path, tmp_path: Path, answers: Answers, qtbot: QtBot
) -> None:
    wizard = to_mapping(window, table, qtbot)
    wizard.mapping_step.category_box.setCurrentText("灯")
    wizard.mapping_step.checked_box.setChecked(True)
    press_next(wizard, window, qtbot)
    assert wizard.step == ISSUES
    to = tmp_path / "清单.xlsx"
    answers.to_save = to
    wizard.issues_step.report_asked.emit()
    qtbot.waitUntil(to.exists, timeout=30_000)
    names = [cell.value for cell in load_workbook(to)["问题"]["D"]]
    assert "C4" in names


def test_the_sheet_is_shown_coloured_and_leads_to_its_columns(
    window: MainWindow, table: Path, qtbot: QtBot
) -> None:
    wizard = to_mapping(window, table, qtbot)
    step = wizard.mapping_step
    step.category_box.setCurrentText("灯")
    qtbot.waitUntil(lambda: step._draft is not None, timeout=10_000)
    model = step.sheet_view.cells
    held = model.cell(model.index(3, 3))
    assert (held.text, held.tone) == ("? 看情况", Tone.WORSE)
    assert model.cell(model.index(1, 3)).tone is Tone.BETTER
    assert model.cell(model.index(0, 3)).bold
    step._on_sheet_clicked(model.index(2, 4))
    row = step.view.currentIndex().row()
    assert step.model.cell(step.model.index(row, 0)).text == "显色指数"
    step._on_sheet_clicked(model.index(0, 5))
    assert step.view.state() is step.view.State.EditingState


def set_cell(cells: SheetCells, row: int, column: int, text: str) -> None:
    """Type into a cell of the file; row from 1, column from 0."""
    model = cells.cells
    assert model.setData(model.index(model.row_of(row), column + 1), text)


def test_a_cell_is_mended_where_its_issue_leads(window: MainWindow, table: Path, qtbot: QtBot) -> None:
    wizard = to_mapping(window, table, qtbot)
    map_columns(wizard, window, qtbot)
    press_next(wizard, window, qtbot)
    step = wizard.issues_step
    assert "看情况" in step.detail.text()  # the gravest one first, and the sheet stands at its cell
    index = step.cells.currentIndex()
    assert step.cells.cells.cell(index).text == "? 看情况"
    set_cell(step.cells, 4, 2, "99.5")
    idle(window, qtbot)
    assert wizard.step == ISSUES
    assert "✓" in step.cells.cells.cell(step.cells.cells.index(3, 3)).text
    assert not step.agree_box.isVisible()  # nothing is held any more
    press_next(wizard, window, qtbot)
    press_next(wizard, window, qtbot)
    session = window.session
    product = next(one for one in session.project.all(Product).values() if one.name == "丙灯 9W")
    mended = next(one for one in session.workspace.results(product.id) if one.raw == "99.5")
    assert (mended.cell.cell, mended.note) == ("C4", "C4: 看情况 → 99.5")


def test_typing_what_the_file_says_takes_a_correction_back(
    window: MainWindow, table: Path, qtbot: QtBot
) -> None:
    wizard = to_mapping(window, table, qtbot)
    cells = wizard.mapping_step.sheet_view
    set_cell(cells, 4, 2, "99.5")
    assert wizard.corrections == {"数据": {"C4": "99.5"}}
    set_cell(cells, 4, 2, "看情况")
    assert wizard.corrections == {}
    wizard.reject()


def test_the_menu_of_a_cell_says_what_its_row_is(window: MainWindow, table: Path, qtbot: QtBot) -> None:
    wizard = to_mapping(window, table, qtbot)
    step = wizard.mapping_step
    cells = step.sheet_view
    cells.setCurrentIndex(cells.cells.index(1, 2))
    menu = cells.menu()
    named = {one.text(): one for one in menu.actions()}
    named["此行为表头"].trigger()
    idle(window, qtbot)
    mapping = step.mapping()
    assert mapping is not None
    assert (mapping.header_row, mapping.first_row) == (2, 3)
    assert mapping.columns[0].header == "甲灯 9W"  # the columns are guessed anew from that row
    named["数据到此行结束"].trigger()
    mapping = step.mapping()
    assert mapping is not None
    assert mapping.last_row == 2
    menu.deleteLater()
    wizard.reject()


def test_one_of_two_tables_of_a_sheet_is_chosen(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    book = Workbook()
    for row in (*ROWS, [], ["产品名称", "厚度(mm)"], ["丁板", 9.5]):
        book.active.append(row)
    path = tmp_path / "两表.xlsx"
    book.save(path)
    window.chores.take_files([path])
    wizard = wizard_of(window, qtbot)
    press_next(wizard, window, qtbot)
    box = wizard.mapping_step.table_box
    assert [box.itemText(at) for at in range(box.count())] == ["A1:F4", "A6:F7"]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    idle(window, qtbot)
    mapping = wizard.mapping_step.mapping()
    assert mapping is not None
    assert (mapping.header_row, [one.header for one in mapping.columns]) == (6, ["产品名称", "厚度(mm)"])
    assert box.currentIndex() == 1
    wizard.reject()


def test_what_would_be_overwritten_is_shown_and_may_be_kept(
    window: MainWindow, table: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    wizard = to_mapping(window, table, qtbot)
    map_columns(wizard, window, qtbot)
    press_next(wizard, window, qtbot)
    wizard.issues_step.agree_box.click()
    press_next(wizard, window, qtbot)
    assert not wizard.commit_step.overwrites.isVisible()
    press_next(wizard, window, qtbot)
    qtbot.wait(10)
    book = load_workbook(table)
    book["数据"]["C2"] = "102"
    book["数据"]["C3"] = "111"
    book.save(tmp_path / "新版.xlsx")
    again = to_mapping(window, tmp_path / "新版.xlsx", qtbot)
    press_next(again, window, qtbot)
    again.issues_step.agree_box.click()
    press_next(again, window, qtbot)
    step = again.commit_step
    assert "变更 2 条" in step.summary.text()
    shown = [[step.model.index(row, at).data() for at in range(5)] for row in range(step.model.rowCount())]
    assert shown == [
        ["覆盖", "甲灯 9W · 光效", "结果", "101.5", "102"],
        ["覆盖", "乙灯 9W · 光效", "结果", "110", "111"],
    ]
    assert step.model.setData(step.model.index(0, 0), "keep")
    assert "保留原值 1 条" in step.overwrites_label.text()
    press_next(again, window, qtbot)
    session = window.session
    names = {one.name: one.id for one in session.project.all(Product).values()}
    assert "101.5" in {one.raw for one in session.workspace.results(names["甲灯 9W"])}
    assert "111" in {one.raw for one in session.workspace.results(names["乙灯 9W"])}


def many_of(window: MainWindow, qtbot: QtBot) -> ImportManyDialog:
    dialog = window.findChild(ImportManyDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog._job is None, timeout=30_000)
    return dialog


def report_of(folder: Path, name: str, *rows: tuple[str, str, str]) -> Path:
    """A report of a laboratory: the product above the table, an item a row."""
    book = Workbook()
    for row in (["检验报告"], ["样品名称", name], ["检验项目", "单位", "检验结果"], *rows):
        book.active.append(list(row))
    path = folder / f"报告 {name}.xlsx"
    book.save(path)
    return path


def test_a_folder_of_reports_is_taken_in_with_one_summary(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "报告夹"
    (folder / "旧").mkdir(parents=True)
    for name, strength in (("甲砖", "40"), ("乙砖", "41")):
        report_of(folder, name, ("断裂模数", "MPa", strength))
    report_of(folder / "旧", "丙砖", ("断裂模数", "MPa", "大概可以"))
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 not a zip")
    answers.to_open = folder
    before = set(window.session.project.all(Product))
    window.actions_by_key["import_folder"].trigger()
    dialog = many_of(window, qtbot)
    assert {one.path.stem: one.state for one in dialog.files} == {
        "坏": State.REFUSED,
        "报告 甲砖": State.UNMAPPED,
        "报告 乙砖": State.UNMAPPED,
        "报告 丙砖": State.UNMAPPED,
    }
    assert not dialog.import_button.isEnabled()
    dialog.view.select_key(next(at for at, one in enumerate(dialog.files) if one.path.stem == "报告 甲砖"))
    dialog.wizard_button.click()
    wizard = dialog.findChild(ImportWizard)
    assert wizard is not None
    idle(window, qtbot)
    press_next(wizard, window, qtbot)
    wizard.mapping_step.category_box.setCurrentText("瓷砖")
    idle(window, qtbot)
    if wizard.mapping_step.checked_box.isVisible():
        wizard.mapping_step.checked_box.click()
    while wizard.step != COMMIT:
        press_next(wizard, window, qtbot)
    press_next(wizard, window, qtbot)
    many_of(window, qtbot)
    states = {one.path.stem: one.state for one in dialog.files}
    assert states == {
        "坏": State.REFUSED,
        "报告 甲砖": State.STORED,
        "报告 乙砖": State.READY,  # nobody had to say again how it is read
        "报告 丙砖": State.HELD,
    }
    assert set(window.session.project.all(Product)) - before != set()
    dialog.import_button.click()
    many_of(window, qtbot)
    dialog.held_box.setChecked(True)
    dialog.import_button.click()
    many_of(window, qtbot)
    assert [one.state for one in dialog.files].count(State.STORED) == 3
    names = {one.name for one in window.session.project.all(Product).values() if one.id not in before}
    assert names == {"甲砖", "乙砖", "丙砖"}
    answers.to_save = tmp_path / "汇总.xlsx"
    dialog.report_button.click()
    qtbot.waitUntil(answers.to_save.exists, timeout=30_000)
    rows = list(load_workbook(answers.to_save).worksheets[0].iter_rows(values_only=True))
    assert {row[0] for row in rows if row[0]} >= {
        "坏.xlsx",
        "报告 甲砖.xlsx",
        "报告 乙砖.xlsx",
        "报告 丙砖.xlsx",
    }
    dialog.reject()


def test_several_dropped_files_are_listed_and_leaving_stores_nothing(
    window: MainWindow, table: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    before = window.session.project
    window.chores.take_files([table, report_of(tmp_path, "甲砖", ("断裂模数", "MPa", "40"))])
    dialog = window.findChild(ImportManyDialog)
    assert dialog is not None
    dialog.reject()  # in the middle of reading
    idle(window, qtbot)
    assert window.session.project is before


def test_a_table_with_two_header_rows_below_another_is_reached_by_its_header(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        *ROWS,
        [],
        ["附表"],
        ["产品名称", "噪声", None],
        [None, "室内机", "室外机"],
        [None, "dB(A)", "dB(A)"],
    ):
        sheet.append(row)
    sheet.append(["丁机", 38, 50])
    sheet.merge_cells("B7:C7")
    sheet.merge_cells("A7:A8")
    path = tmp_path / "两级表头.xlsx"
    book.save(path)
    window.chores.take_files([path])
    wizard = wizard_of(window, qtbot)
    press_next(wizard, window, qtbot)
    box = wizard.mapping_step.table_box
    assert box.count() == 2
    box.setCurrentIndex(1)
    box.activated.emit(1)
    idle(window, qtbot)
    mapping = wizard.mapping_step.mapping()
    assert mapping is not None
    found = [(one.indicator, one.unit, one.direction.value) for one in mapping.columns if one.indicator]
    assert found == [("噪声 室内机", "dB(A)", "smaller"), ("噪声 室外机", "dB(A)", "smaller")]
    wizard.reject()


def test_decimal_commas_are_asked_about(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "欧洲.csv"
    path.write_text("产品名称;吸水率(%)\n甲;0,35\n乙;1,5\n", encoding="utf-8")
    window.chores.take_files([path])
    wizard = wizard_of(window, qtbot)
    press_next(wizard, window, qtbot)
    step = wizard.mapping_step
    assert step.comma_box.isVisible()
    assert not step.comma_box.isChecked()  # a guess is shown, not taken
    step.comma_box.click()
    mapping = step.mapping()
    assert mapping is not None
    assert mapping.decimal_comma
    wizard.reject()


def test_guessed_directions_are_named_above_the_table_and_new_indicators_come_in_as_basic(
    window: MainWindow, table: Path, qtbot: QtBot
) -> None:
    wizard = to_mapping(window, table, qtbot)
    step = wizard.mapping_step
    mapping = step.mapping()
    assert mapping is not None
    guessed = [one for one in mapping.columns if one.guessed and one.use is ColumnUse.INDICATOR]
    assert guessed
    for one in guessed:
        assert one.indicator in step.directions.text()
        assert one.indicator_class is IndicatorClass.BASE
    assert {step.model.key_at(row) for row in range(len(guessed))} <= {
        at for at, one in enumerate(mapping.columns) if one.use is ColumnUse.INDICATOR
    }
    assert step.directions.isVisible()
    assert "基础" in step.class_hint.text()
    assert step.class_hint.isVisible()
    map_columns(wizard, window, qtbot, "LED 光源")
    press_next(wizard, window, qtbot)
    wizard.issues_step.agree_box.click()
    press_next(wizard, window, qtbot)
    press_next(wizard, window, qtbot)
    fresh = {one.name: one for one in window.session.project.indicators("led")}
    assert fresh["显色指数"].indicator_class is IndicatorClass.BASE


def test_enter_goes_on_and_never_falls_on_cancel(window: MainWindow, qtbot: QtBot) -> None:
    """Keys only: the buttons are disabled while a file is read, and Qt moves the keyboard away from them."""
    before = len(window.session.project.all(Product))
    window.chores.take_files([SAMPLES / "led_light_sources.xlsx"])
    wizard = wizard_of(window, qtbot)
    for _ in range(2):
        focused = wizard.focusWidget()
        assert focused is not None
        assert focused is not wizard.cancel_button
        qtbot.keyClick(focused, Qt.Key.Key_Return)
        idle(window, qtbot)
    assert len(window.session.project.all(Product)) > before


def test_where_nothing_can_be_gone_on_with_the_keys_are_in_the_step(window: MainWindow, qtbot: QtBot) -> None:
    window.chores.take_files([SAMPLES / "rough" / "hopeless.xlsx"])
    wizard = wizard_of(window, qtbot)
    press_next(wizard, window, qtbot)
    assert wizard.step == ISSUES
    assert not wizard.next_button.isEnabled()
    assert wizard.issues_step.isAncestorOf(wizard.focusWidget())
    wizard.reject()
