"""Plans that come back, in the window: looked at cell by cell, decided, taken over as one step of undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from compare_app.domain.digest import actions_of
from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action, ExportBase, Verification
from compare_app.domain.plan_columns import PLAN_COLUMNS
from compare_app.text.message import M
from compare_app.text.wording import Wording
from tests.ui.conftest import Answers
from tests.ui.fit import cut_texts
from ui.app import dress
from ui.dialogs.import_wizard import ImportWizard
from ui.dialogs.plan_return import PlanReturnDialog
from ui.main_window import MainWindow
from ui.theme import TYPE, theme_of
from ui.wording import listed

WORDS = Wording.load("zh_CN")
Windows = Callable[..., MainWindow]
Change = Callable[[Worksheet, int, dict[str, int]], None]


def idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.session.tasks.running == 0, timeout=30_000)
    qtbot.wait(10)


def rows(window: MainWindow) -> tuple[Action, ...]:
    product = window.session.product
    assert product is not None
    return actions_of(window.session.project, product.id)


@pytest.fixture
def plan(window: MainWindow, tmp_path: Path) -> Path:
    """The plan of the product looked at, as it left."""
    product, workspace = window.session.product, window.session.workspace
    assert product is not None
    window.session.apply(Edit(M("plan"), workspace.propose_actions(product.id)))
    path = tmp_path / "研发部 方案.xlsx"
    assert workspace.export(product.id, path, WORDS) is None
    return path


def edited(path: Path, change: Change) -> Path:
    """Edited in a spreadsheet: `change` gets the sheet, the row of heads and the columns by key."""
    book = openpyxl.load_workbook(path)
    titles = {WORDS(column.title): column.key for column in PLAN_COLUMNS}
    for sheet in book.worksheets:
        for row in range(1, 12):
            at = {titles[str(cell.value)]: cell.column for cell in sheet[row] if str(cell.value) in titles}
            if "id" in at:
                change(sheet, row, at)
                book.save(path)
                return path
    raise AssertionError("no plan sheet")


def owner_and_measure(sheet: Worksheet, head: int, at: dict[str, int]) -> None:
    sheet.cell(head + 1, at["owner"]).value = "李四"
    sheet.cell(head + 2, at["measure"]).value = "换灯珠"
    sheet.cell(head + 3, at["status"]).value = "已验证"


def review(window: MainWindow, qtbot: QtBot) -> PlanReturnDialog:
    qtbot.waitUntil(
        lambda: any(one.isVisible() for one in window.findChildren(PlanReturnDialog)), timeout=30_000
    )
    idle(window, qtbot)
    (dialog,) = (one for one in window.findChildren(PlanReturnDialog) if one.isVisible())
    return dialog


def column(dialog: PlanReturnDialog, key: str) -> list[str]:
    at = dialog.model.column_of(key)
    return [str(dialog.model.index(row, at).data()) for row in range(dialog.model.rowCount())]


def test_a_plan_is_reviewed_and_taken_over_as_one_step(
    window: MainWindow, plan: Path, answers: Answers, qtbot: QtBot
) -> None:
    before = rows(window)
    window.session.apply(Edit(M("x"), (replace(before[0], owner="张三"),)))
    answers.to_open = edited(plan, owner_and_measure)
    window.actions_by_key["take_plans"].trigger()
    dialog = review(window, qtbot)
    assert column(dialog, "kind") == ["⚠ 冲突", "≠ 改动", "⚠ 未证实"]
    assert column(dialog, "happens") == ["– 保留我方", "✓ 采用", "– 须先复测"]
    assert (column(dialog, "ours")[0], column(dialog, "theirs")[0]) == ("张三", "李四")
    assert "= 改动 3" in dialog.summary.text()
    dialog.view.setCurrentIndex(dialog.model.index(0, 0))
    assert [edit.toPlainText() for edit in dialog.texts] == ["", "张三", "李四"]
    dialog.theirs_button.click()
    assert column(dialog, "happens")[0] == "✓ 采用对方"
    happens = dialog.model.column_of("happens")
    assert not dialog.model.setData(dialog.model.index(2, happens), "take"), "nothing closes without proof"
    dialog.take_button.click()
    idle(window, qtbot)
    assert (rows(window)[0].owner, rows(window)[1].measure, rows(window)[2].status) == (
        "李四", "换灯珠", before[2].status,
    )  # fmt: skip
    label = window.session.undo_label
    assert label is not None
    assert plan.name in WORDS(label)
    assert plan.name in window.message_bar.text
    window.actions_by_key["undo"].trigger()
    assert (rows(window)[0].owner, rows(window)[1].measure) == ("张三", "")


def test_a_plan_dropped_on_the_window_is_no_import(window: MainWindow, plan: Path, qtbot: QtBot) -> None:
    window.chores.take_files([edited(plan, owner_and_measure)])
    dialog = review(window, qtbot)
    assert not [one for one in window.findChildren(ImportWizard) if one.isVisible()]
    assert len(column(dialog, "kind")) == 3


def test_several_come_one_after_the_other_and_a_bad_one_says_what_to_do(
    window: MainWindow, plan: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    from ui.main_window.returns import take_plans

    text = tmp_path / "方案.csv"
    text.write_text("序号,措施\n1,换灯珠\n", encoding="utf-8")
    take_plans(window, [text, edited(plan, owner_and_measure)])
    dialog = review(window, qtbot)
    assert "第 1/2 份" in dialog.heading.text()
    assert "另存" in dialog.trouble.text()
    assert not dialog.take_button.isEnabled()
    dialog.skip_button.click()
    idle(window, qtbot)
    assert not dialog.trouble.isVisible()
    assert not dialog.skip_button.isVisible()
    dialog.take_button.click()
    idle(window, qtbot)
    assert rows(window)[0].owner == "李四"


def test_the_review_follows_the_project_and_keeps_what_was_decided(
    window: MainWindow, plan: Path, qtbot: QtBot
) -> None:
    window.chores.take_files([edited(plan, owner_and_measure)])
    dialog = review(window, qtbot)
    assert column(dialog, "kind")[:2] == ["≠ 改动", "≠ 改动"]
    dialog.view.setCurrentIndex(dialog.model.index(1, 0))
    dialog.ours_button.click()
    window.session.apply(Edit(M("x"), (replace(rows(window)[0], owner="王五"),)))
    assert column(dialog, "kind")[0] == "⚠ 冲突"
    assert column(dialog, "happens")[1] == "– 不采用"
    assert not dialog.take_button.isEnabled(), "nothing is left that would be stored"
    window.actions_by_key["undo"].trigger()
    assert column(dialog, "kind")[0] == "≠ 改动"
    window.session.close()
    assert not dialog.isVisible()


def test_a_retest_is_on_record_and_the_plan_alone_is_undone(
    window: MainWindow, plan: Path, qtbot: QtBot
) -> None:
    def change(sheet: Worksheet, head: int, at: dict[str, int]) -> None:
        owner_and_measure(sheet, head, at)
        sheet.cell(head + 2, at["result"]).value = "112 lm/W"

    window.chores.take_files([edited(plan, change)])
    dialog = review(window, qtbot)
    assert "不能撤销" in dialog.summary.text()
    dialog.take_button.click()
    idle(window, qtbot)
    (test,) = window.session.project.all(Verification).values()
    assert (test.raw, test.met, test.author) == ("112 lm/W", None, "检验员")
    window.actions_by_key["undo"].trigger()
    assert rows(window)[0].owner == ""
    assert window.session.project.all(Verification)
    assert not window.actions_by_key["undo"].isEnabled(), "what lies before a re-test is settled"


def test_the_report_is_copied(window: MainWindow, plan: Path, qtbot: QtBot) -> None:
    window.chores.take_files([edited(plan, owner_and_measure)])
    dialog = review(window, qtbot)
    dialog.copy_button.click()
    text = QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()
    assert plan.name in text
    assert "李四" in text
    assert listed(["换灯珠"], WORDS) in text


def test_each_export_is_noted_and_is_no_step_of_undo(window: MainWindow, plan: Path) -> None:
    (kept,) = window.session.project.all(ExportBase).values()
    assert (kept.file_name, len(rows(window))) == (plan.name, kept.body.count('"position"'))
    label = window.session.undo_label
    assert label is not None
    assert label.template == "plan"


@pytest.mark.parametrize(("language", "scale"), [("zh_CN", 1.0), ("en", 1.5), ("zh_CN", 2.0)])
def test_no_text_of_the_review_is_cut_off(
    app: QApplication,
    make_window: Windows,
    project_path: Path,
    tmp_path: Path,
    qtbot: QtBot,
    language: str,
    scale: float,
) -> None:
    dress(app, theme_of(dark=False), TYPE.times(scale))
    window = make_window(language)
    assert window.open_project(project_path)
    product, workspace = window.session.product, window.session.workspace
    assert product is not None
    window.session.apply(Edit(M("plan"), workspace.propose_actions(product.id)))
    path = tmp_path / "研发部 方案.xlsx"
    workspace.export(product.id, path, WORDS)
    window.chores.take_files([edited(path, owner_and_measure)])
    assert not cut_texts(review(window, qtbot))
