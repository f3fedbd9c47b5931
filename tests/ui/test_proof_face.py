"""From gap to proof by gestures: a re-test typed and judged, a waiver, releases and what became better between them."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from compare_app.domain.loop import Action, Snapshot, Verification
from compare_app.domain.model import Product
from compare_app.domain.terms import ActionStatus, ActionType, Role
from compare_app.drafts import load
from compare_app.errors import AppError
from compare_app.text.message import M
from tests.ui.conftest import Answers
from tests.ui.test_beside import standing
from tests.ui.test_plan_views import plan as plan  # the fixture
from tests.ui.test_plan_views import settled
from ui.dialogs.releases import ReleasesDialog
from ui.dialogs.retest import PATIENCE_MS, RetestDialog
from ui.dialogs.waive import WaiveDialog
from ui.main_window import MainWindow
from ui.models.improvement_grid import improvement_grid
from ui.models.retest_grid import VALUES
from ui.pages.overview import OverviewPage
from ui.pages.plan import PlanPage
from ui.pages.report import ReportPage

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def row_of(plan: PlanPage, indicator: str) -> Action:
    """The row of the plan that a measurement of an indicator can meet."""
    return next(
        one
        for one in plan.actions_shown()
        if one.indicator_id == indicator and one.action_type is not ActionType.STANDARD
    )


def opened(window: MainWindow, plan: PlanPage, qtbot: QtBot) -> RetestDialog:
    qtbot.mouseClick(plan.retest_button, LEFT)
    return standing(window, RetestDialog)


def type_values(form: RetestDialog, qtbot: QtBot, indicator: str, text: str, column: str = VALUES) -> None:
    """Type into a cell of the form, and wait for its preview."""
    form.view.setCurrentIndex(form.model.index(form.model.row_of(indicator), form.model.column_of(column)))
    qtbot.keyClick(form.view, Key.Key_F2)
    editor = next(one for one in form.view.findChildren(QLineEdit) if one.isVisible())
    editor.setText(text)
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.wait(PATIENCE_MS + 50)
    qtbot.waitUntil(lambda: form._session.tasks.running == 0, timeout=20_000)


def cell(form: RetestDialog, indicator: str, column: str) -> str:
    model = form.model
    return model.cell(model.index(model.row_of(indicator), model.column_of(column))).text


def take(window: MainWindow, form: RetestDialog, qtbot: QtBot) -> None:
    form.report_edit.setText("WT-1")
    form.sample_edit.setText("S-1")
    assert form.take_button.isEnabled()
    with qtbot.waitSignal(form.finished, timeout=20_000):
        qtbot.mouseClick(form.take_button, LEFT)
    settled(window, qtbot)


def effect_row(plan: PlanPage, indicator: str) -> dict[str, str]:
    model = plan.effect.model
    row = model.row_of(indicator)
    return {str(one.key): model.cell(model.index(row, at)).text for at, one in enumerate(model.grid.columns)}


def release(window: MainWindow, form: ReleasesDialog, qtbot: QtBot, title: str) -> None:
    form.title_edit.setText(title)
    qtbot.keyClick(form.title_edit, Key.Key_Return)
    settled(window, qtbot)


# --- re-test --------------------------------------------------------------------------------------------------------


def test_a_re_test_that_meets_its_target_closes_the_row_and_shows_its_effect(
    window: MainWindow, plan: PlanPage, qtbot: QtBot
) -> None:
    action = row_of(plan, "ra")
    assert action.target == Decimal(90)
    form = opened(window, plan, qtbot)
    assert not form.take_button.isEnabled()
    type_values(form, qtbot, "ra", "91, 92，93")
    assert "达到 · n = 3" in cell(form, "ra", "judged")
    assert "▲ 已验证" in cell(form, "ra", "row")
    assert "▲ 1 行达到目标" not in form.preview.text()  # first of all: what is still missing
    assert "报告编号" in form.preview.text()
    assert row_of(plan, "ra").status is action.status  # nothing is stored yet
    assert "不能撤销" in form.lasting.text()
    take(window, form, qtbot)
    assert row_of(plan, "ra").status is ActionStatus.VERIFIED
    assert plan.session.undo_label is None  # superseded, never undone
    (proof,) = plan.session.project.all(Verification).values()
    assert (proof.met, proof.raw) == (True, "91; 92; 93")
    qtbot.mouseClick(plan.effect_button, LEFT)
    settled(window, qtbot)
    said = effect_row(plan, "ra")
    assert (said["before"], said["change"], said["percent"]) == ("83", "▲ +9", "+10.84 %")
    assert "仅数值比较" in said["statement"]  # one value before
    assert (said["met"], said["report"]) == ("▲ 已达目标", "WT-1")
    rest = effect_row(plan, "life")
    assert (rest["change"], rest["percent"], rest["statement"]) == ("", "", "○ 未复测")
    assert "当时的标准未保存" in plan.effect.limits.text()
    assert plan.effect.head.raised.text() == "—"  # nothing is known of the standards of then


def test_a_value_that_misses_leaves_the_row_not_met(window: MainWindow, plan: PlanPage, qtbot: QtBot) -> None:
    form = opened(window, plan, qtbot)
    type_values(form, qtbot, "ra", "84")
    assert "▼ 未达到" in cell(form, "ra", "judged")
    take(window, form, qtbot)
    assert row_of(plan, "ra").status is ActionStatus.NOT_MET


def test_what_cannot_be_read_is_said_in_its_line_and_blocks(
    window: MainWindow, plan: PlanPage, qtbot: QtBot
) -> None:
    form = opened(window, plan, qtbot)
    form.report_edit.setText("WT-1")
    form.sample_edit.setText("S-1")
    for text, said in (("1,250", "可能是一个值"), ("很好", "不是"), ("未检", "不是")):
        type_values(form, qtbot, "ra", text)
        assert said in cell(form, "ra", "judged")
        assert not form.take_button.isEnabled()
    type_values(form, qtbot, "ra", "91")
    assert form.take_button.isEnabled()
    type_values(form, qtbot, "ra", "-1", "uncertainty")
    assert "不是正数" in cell(form, "ra", "judged")
    assert not form.take_button.isEnabled()
    type_values(form, qtbot, "ra", "0.5", "uncertainty")
    form.day_edit.setText("昨天")
    assert not form.take_button.isEnabled()
    form.reject()


def test_another_indicator_is_added_and_what_is_typed_outlives_a_change(
    window: MainWindow, plan: PlanPage, qtbot: QtBot
) -> None:
    form = opened(window, plan, qtbot)
    assert form.model.row_of("flicker") < 0
    form.more_box.setCurrentIndex(form.more_box.findData("flicker"))
    qtbot.mouseClick(form.add_button, LEFT)
    type_values(form, qtbot, "flicker", "0.7")
    assert "没有可对照的目标" in cell(form, "flicker", "judged")
    type_values(form, qtbot, "ra", "91")
    qtbot.mouseClick(plan.add_button, LEFT)  # the plan changes beneath the form
    settled(window, qtbot)
    qtbot.wait(PATIENCE_MS + 50)
    settled(window, qtbot)
    assert form.notice.isVisible()  # how it stands now
    assert cell(form, "ra", VALUES) == "91"
    assert "达到" in cell(form, "ra", "judged")
    take(window, form, qtbot)
    (flicker,) = (one for one in plan.session.workspace.results("ours") if one.indicator_id == "flicker")
    assert flicker.raw == "0.7"
    earlier = [one for one in plan.session.project.all(Product).values() if one.earlier_of == "ours"]
    assert [one.role for one in earlier] == [Role.OWN_HISTORY]


def test_a_file_fills_the_form_and_says_what_is_wrong_with_it(
    window: MainWindow, plan: PlanPage, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    file = tmp_path / "复测.json"
    body = {
        "date": "2026-11-20",
        "report": {"number": "WT-9", "laboratory": "某检测院", "cma": "2020"},
        "sample": {"code": "S-9", "batch": "B7"},
        "results": [{"indicator": "ra", "values": ["91", "92.50"], "uncertainty": "0.4", "coverage": "2"}],
    }
    file.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")
    answers.to_open = file
    form = opened(window, plan, qtbot)
    qtbot.mouseClick(form.file_button, LEFT)
    qtbot.waitUntil(lambda: cell(form, "ra", VALUES) == "91, 92.50", timeout=20_000)
    qtbot.wait(PATIENCE_MS + 50)
    settled(window, qtbot)
    assert (form.report_edit.text(), form.day_edit.text()) == ("WT-9", "2026-11-20")
    assert "达到" in cell(form, "ra", "judged")
    given = form.given()
    assert (given.report.cma, given.sample.batch) == ("2020", "B7")
    assert [one.coverage for one in given.results] == [Decimal(2)] * 2
    file.write_text("{", encoding="utf-8")
    qtbot.mouseClick(form.file_button, LEFT)
    settled(window, qtbot)
    assert "不是" in form.notice.text()
    form.reject()


def test_what_is_not_comparable_carries_no_figure_and_no_mark(
    window: MainWindow, plan: PlanPage, qtbot: QtBot
) -> None:
    form = opened(window, plan, qtbot)
    type_values(form, qtbot, "ra", "91")
    take(window, form, qtbot)
    found = plan.session.workspace.improvement("ours", on=plan.session.on)
    row = next(one for one in found.indicators if one.indicator_id == "ra")
    assert row.gap is not None
    apart = replace(found, indicators=(replace(row, reason=M("not comparable: {reasons}", reasons="x")),))
    grid = improvement_grid(apart, plan.session.project, plan.words)
    said = {str(column.key): cell.text for column, cell in zip(grid.columns, grid.rows.cells(0), strict=True)}
    assert (said["change"], said["percent"], said["statement"]) == ("", "", "○ 不可比：x")


# --- waiver ---------------------------------------------------------------------------------------------------------


def test_a_row_is_waived_from_its_menu_by_name_and_with_a_reason(
    window: MainWindow, plan: PlanPage, qtbot: QtBot
) -> None:
    action = row_of(plan, "ra")
    plan.view.select_key(action.id)
    menu = plan.view.menu()
    next(one for one in menu.actions() if one.text() == "免于复测…").trigger()
    form = standing(window, WaiveDialog)
    assert "显色指数" in form._subject.text()
    assert not form.waive_button.isEnabled()
    form.name_edit.setText("王总")
    form.reason_edit.setText("停产")
    with qtbot.waitSignal(form.finished, timeout=20_000):
        qtbot.mouseClick(form.waive_button, LEFT)
    settled(window, qtbot)
    assert row_of(plan, "ra").status is ActionStatus.VERIFIED
    (proof,) = plan.session.project.all(Verification).values()
    assert (proof.waived_by, proof.reason, proof.met) == ("王总", "停产", None)


# --- releases -------------------------------------------------------------------------------------------------------


def test_two_releases_are_compared_and_the_overview_knows_since_when(
    window: MainWindow, plan: PlanPage, qtbot: QtBot
) -> None:
    qtbot.mouseClick(plan.effect_button, LEFT)
    settled(window, qtbot)
    assert plan.effect.nothing.isVisible()
    plan.effect.releases_asked.emit()
    form = standing(window, ReleasesDialog)
    assert not form.release_button.isEnabled()
    release(window, form, qtbot, "立项")
    retest = opened(window, plan, qtbot)
    type_values(retest, qtbot, "ra", "91, 92, 93")
    take(window, retest, qtbot)
    release(window, form, qtbot, "复测后")
    first, second = plan.session.workspace.snapshots("ours")
    assert [one.title for one in (first, second)] == ["立项", "复测后"]
    texts = [form.model.cell(form.model.index(0, at)).text for at in range(form.model.columnCount())]
    assert (texts[0], texts[2], texts[3], texts[4]) == ("2", "复测后", "检验员", second.digest[:12])
    assert not form.compare_button.isEnabled()
    form.view.selectAll()
    assert form.chosen() == (first.id, second.id)
    assert plan.effect.to_box.currentData() != second.id
    plan.effect_button.setChecked(False)
    window.show_page("data")
    qtbot.mouseClick(form.compare_button, LEFT)
    settled(window, qtbot)
    assert window.page is plan
    assert plan.effect.isVisible()
    assert (plan.effect.from_box.currentData(), plan.effect.to_box.currentData()) == (first.id, second.id)
    assert effect_row(plan, "ra")["change"] == "▲ +9"
    found = plan.effect.found
    assert found is not None
    assert found.limits_reason is None
    assert plan.effect.head.raised.text() == "0"
    assert "→" in plan.effect.head.passed.text()
    plan.effect.show_trend("passed")
    settled(window, qtbot)
    assert plan.effect.chart.isVisible()
    assert plan.effect.chart.spec is not None
    assert "符合率" in plan.effect.chart.spec.title
    plan.effect.show_trend("ra")
    settled(window, qtbot)
    assert "显色指数" in plan.effect.chart.spec.title
    overview = window.show_page("overview")
    assert isinstance(overview, OverviewPage)
    overview.open_product("ours")
    settled(window, qtbot)
    assert first.at.date().isoformat() in overview.product.step.since.text()


def test_signatures_say_where_the_state_changed_since(
    window: MainWindow, plan: PlanPage, qtbot: QtBot
) -> None:
    from compare_app.domain.terms import SignOffKind

    workspace, words = plan.session.workspace, plan.words
    for kind in SignOffKind:
        plan.session.stored(workspace.sign("ours", kind, "甲", words, on=plan.session.on).changes)
    report = window.show_page("report")
    assert isinstance(report, ReportPage)
    settled(window, qtbot)
    assert "● 已于" in report.release_row.signed.text()
    assert report.release_row.count.text().endswith("1 个")
    plan.session.apply(plan.session.workspace.plan_waiver(row_of(plan, "ra").id, "王", "停产"))
    settled(window, qtbot)
    assert "◆ 自" in report.release_row.signed.text()
    qtbot.mouseClick(report.release_row.button, LEFT)
    form = standing(window, ReleasesDialog)
    settled(window, qtbot)
    assert "签署后有改动" in form.signed.text()


def test_a_release_is_refused_where_the_project_changed_while_it_was_frozen(
    window: MainWindow, plan: PlanPage, qtbot: QtBot
) -> None:
    plan.effect.releases_asked.emit()
    form = standing(window, ReleasesDialog)
    troubles: list[AppError] = []
    plan.session.troubled.connect(troubles.append)
    form.title_edit.setText("立项")
    form.release()
    qtbot.mouseClick(plan.add_button, LEFT)
    settled(window, qtbot)
    assert [one.code for one in troubles] == ["PROJECT-CHANGED"]
    assert not plan.session.project.all(Snapshot)
    form.release()
    settled(window, qtbot)
    assert len(plan.session.project.all(Snapshot)) == 1


@pytest.mark.parametrize("kind", ["retest", "releases"])
def test_every_field_has_a_name_for_who_does_not_see_it(
    window: MainWindow, plan: PlanPage, qtbot: QtBot, kind: str
) -> None:
    window.chores.open_dialog(kind, "ours")
    settled(window, qtbot)
    (form,) = [one for one in window.findChildren(QDialog) if one.isVisible()]
    fields = [one for one in form.findChildren(QLineEdit) if one.isVisible()]
    assert fields
    assert all(one.accessibleName() for one in fields)
    form.reject()


def test_values_half_typed_are_there_again_after_a_kill(
    window: MainWindow, plan: PlanPage, tmp_path: Path, qtbot: QtBot
) -> None:
    window.keep_unfinished(tmp_path / "drafts.json")
    kept = window._unfinished
    assert kept is not None
    form = opened(window, plan, qtbot)
    indicator = next(one.indicator.id for one in form.lines())
    kept.keep()
    type_values(form, qtbot, indicator, "112, 113")
    form.report_edit.setText("WT-9")
    kept.keep()
    begun = load(tmp_path / "drafts.json")
    form.reject()
    kept.bring_back(begun)
    again = standing(window, RetestDialog)
    assert cell(again, indicator, VALUES) == "112, 113"
    assert again.report_edit.text() == "WT-9"
    again.reject()
