"""Grades, ladder rules, priorities and the front-runner view through gestures: what is seen, and what is stored."""

from __future__ import annotations

from decimal import Decimal as D
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from compare_app.domain.model import Feasibility, GradingScheme, Indicator, LadderRule
from compare_app.domain.terms import Combination, LadderCondition, Step, Trust
from tests.ui.test_window import Windows, ready, seen
from ui.dialogs.ladder_rules import LadderRulesDialog
from ui.main_window import MainWindow
from ui.pages.data import DataPage
from ui.pages.data_schemes import SchemesTab
from ui.pages.diagnosis import DiagnosisPage
from ui.pages.overview import OverviewPage
from ui.pages.standards import StandardsPage


def diagnosis(window: MainWindow, qtbot: QtBot) -> DiagnosisPage:
    page = window.show_page("diagnosis")
    ready(window, qtbot)
    assert isinstance(page, DiagnosisPage)
    return page


def column(page: DiagnosisPage, key: str) -> list[str]:
    at = page.model.column_of(key)
    return [str(page.model.index(row, at).data()) for row in range(page.model.rowCount())]


# --- priorities -----------------------------------------------------------------------------------------------


def test_gaps_stand_by_priority_and_the_feasibility_can_be_typed_and_undone(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = diagnosis(window, qtbot)
    before = column(page, "value")
    lags = [row for row, text in enumerate(column(page, "gap")) if "%" in text]
    assert [before[row] for row in lags] == sorted((before[row] for row in lags), reverse=True)
    first = str(page.model.key_at(lags[0]))
    at = page.model.column_of("feasibility")
    assert page.model.setData(page.model.index(lags[0], at), "0.01")
    ready(window, qtbot)
    (stated,) = window.session.project.all(Feasibility).values()
    assert (stated.indicator_id, stated.value, stated.author) == (first, D("0.01"), "检验员")
    assert str(page.model.key_at(lags[0])) != first  # another gap is more urgent now
    row = page.model.row_of(first)
    page.view.setCurrentIndex(page.model.index(row, 1))
    assert "可行性 0.01（检验员 给出）" in window.inspector.text()
    window.session.undo()
    ready(window, qtbot)
    assert column(page, "value") == before
    assert not window.session.project.all(Feasibility)


def test_a_feasibility_that_is_none_is_told_and_an_empty_one_takes_it_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = diagnosis(window, qtbot)
    at = page.model.column_of("feasibility")
    page.model.setData(page.model.index(0, at), "1.5")
    assert "不是 0～1 的数" in window.message_bar.text
    assert not window.session.project.all(Feasibility)
    key = str(page.model.key_at(0))
    page.model.setData(page.model.index(0, at), "0.9")
    ready(window, qtbot)
    page.model.setData(page.model.index(page.model.row_of(key), at), "")
    ready(window, qtbot)
    assert not window.session.project.all(Feasibility)


def test_below_the_gaps_stand_pareto_two_by_two_and_ranks(window: MainWindow, qtbot: QtBot) -> None:
    page = diagnosis(window, qtbot)
    assert type(page.chart.spec).__name__ == "Pareto"
    page._kinds.button(1).click()
    assert type(page.chart.spec).__name__ == "QuadrantChart"
    page._kinds.button(2).click()
    assert page.rank_view.isVisible()
    assert page.rank_model.rowCount() > 0
    assert "企业内部评价，非官方" in seen(window)
    states = {str(page.rank_model.index(row, 5).data()) for row in range(page.rank_model.rowCount())}
    assert states <= {"● 稳定", "○ 不稳定"}
    for row in range(page.rank_model.rowCount()):
        bold = page.rank_model.index(row, 1).data(Qt.ItemDataRole.FontRole) is not None
        assert bold is (page.rank_model.index(row, 5).data() == "● 稳定")


def test_a_mark_of_the_pareto_leads_to_its_row(window: MainWindow, qtbot: QtBot) -> None:
    page = diagnosis(window, qtbot)
    key = str(page.model.key_at(page.model.rowCount() - 1))
    page.chart.selected.emit(key)
    assert page.view.currentIndex().row() == page.model.rowCount() - 1
    assert "优先级如何得出？" in window.inspector.text()


# --- the ladder's table ---------------------------------------------------------------------------------------


def ladder_dialog(window: MainWindow) -> LadderRulesDialog:
    window.actions_by_key["ladder_rules"].trigger()
    return next(one for one in window.findChildren(LadderRulesDialog) if one.isVisible())


def test_the_ladder_is_changed_with_reason_and_name_and_printed_and_undone(
    window: MainWindow, qtbot: QtBot
) -> None:
    ready(window, qtbot)
    dialog = ladder_dialog(window)
    assert not dialog.boxes[LadderCondition.BINDING_MET].isEnabled()
    box = dialog.boxes[LadderCondition.RECOMMENDED_MET]
    box.setCurrentIndex(box.count() - 1)
    assert not dialog._ok.isEnabled()
    assert "L2 达标 未设任何条件" in dialog._warning.text()
    median = dialog.boxes[LadderCondition.NOT_BELOW_MEDIAN]
    median.setCurrentIndex(median.findData(2))
    assert "未设任何条件" not in dialog._warning.text()
    qtbot.keyClicks(dialog.reason_edit, "trial")
    assert dialog._ok.isEnabled()
    dialog.accept()
    ready(window, qtbot)
    (rule,) = window.session.project.all(LadderRule).values()
    assert {line.condition: line.step for line in rule.lines} == {
        LadderCondition.RECOMMENDED_MET: None,
        LadderCondition.NOT_BELOW_MEDIAN: Step.L2,
    }
    assert (rule.note, rule.author, rule.at is not None) == ("trial", "检验员", True)
    page = window.page
    assert isinstance(page, OverviewPage)
    page.open_product("ours")
    assert "trial" in page.product.step.rules.text()
    qtbot.mouseClick(
        next(
            one
            for one in page.product.step.findChildren(QPushButton)
            if one.text() == "查看各项条件、等级和得分"
        ),
        Qt.MouseButton.LeftButton,
    )
    assert "L2 达标的条件是“核心指标实测不劣于国内中位数”" in window.inspector.text()
    window.session.undo()
    ready(window, qtbot)
    assert not window.session.project.all(LadderRule)
    assert "trial" not in page.product.step.rules.text()


def test_the_default_table_takes_the_rule_away(window: MainWindow, qtbot: QtBot) -> None:
    ready(window, qtbot)
    dialog = ladder_dialog(window)
    dialog.minimum_box.setValue(1)
    qtbot.keyClicks(dialog.reason_edit, "few")
    dialog.accept()
    ready(window, qtbot)
    again = ladder_dialog(window)
    assert again.minimum_box.value() == 1
    assert again.reason_edit.text() == "few"
    again._to_default()
    again.accept()
    ready(window, qtbot)
    assert not window.session.project.all(LadderRule)


# --- grading schemes ------------------------------------------------------------------------------------------


def schemes(window: MainWindow, qtbot: QtBot) -> SchemesTab:
    page = window.show_page("data")
    assert isinstance(page, DataPage)
    page.select("schemes")
    ready(window, qtbot)
    return page.schemes_tab


def put(tab: SchemesTab, row: str, at: int, text: str) -> None:
    tab.model.setData(tab.model.index(tab.model.row_of(row), tab.model.column_of(str(at))), text)


def test_a_scheme_is_made_edited_graded_and_undone(window: MainWindow, qtbot: QtBot) -> None:
    tab = schemes(window, qtbot)
    assert tab.scheme is None
    tab.add_button.menu().actions()[-1].trigger()
    ready(window, qtbot)
    assert tab.scheme is not None
    put(tab, "@name", 0, "优")
    put(tab, "efficacy", 0, "≥100")
    put(tab, "efficacy", 1, "≥90")
    put(tab, "efficacy", 2, "≥60")
    put(tab, "ra", 1, "≥80")
    ready(window, qtbot)
    scheme = tab.scheme
    assert [level.name for level in scheme.levels] == ["优", "等级 2", "等级 3"]
    assert scheme.levels[1].limits == (("efficacy", "≥90"), ("ra", "≥80"))
    reached = tab.model.column_of("reached")
    assert tab.model.index(tab.model.row_of("efficacy"), reached).data() == "等级 2"
    assert "本企业产品：等级 2（非官方" in tab.grade.text()
    put(tab, "efficacy", 0, "大概一百")
    ready(window, qtbot)
    cell = tab.model.index(tab.model.row_of("efficacy"), tab.model.column_of("0"))
    assert cell.data() == "? 大概一百"
    assert cell.data(Qt.ItemDataRole.ToolTipRole)
    for _ in range(7):
        window.session.undo()
    ready(window, qtbot)
    assert not window.session.project.all(GradingScheme)


def test_what_holds_for_the_whole_scheme_is_stored_when_a_field_is_left(
    window: MainWindow, qtbot: QtBot
) -> None:
    tab = schemes(window, qtbot)
    tab.add_button.menu().actions()[-1].trigger()
    ready(window, qtbot)
    tab.name_edit.setText("分级")
    tab.name_edit.editingFinished.emit()
    ready(window, qtbot)
    tab.rule_box.setCurrentIndex(list(Combination).index(Combination.WEIGHTED))
    tab.rule_box.activated.emit(tab.rule_box.currentIndex())
    ready(window, qtbot)
    put(tab, "@points", 0, "5")
    put(tab, "@points", 1, "-1")
    assert "不能写在这里" in window.message_bar.text or "“-1”" in window.message_bar.text
    scheme = tab.scheme
    assert scheme is not None
    assert (scheme.name, scheme.combination, scheme.levels[0].points, scheme.levels[1].points) == (
        "分级", Combination.WEIGHTED, D(5), None,
    )  # fmt: skip
    tab.add_level_button.click()
    ready(window, qtbot)
    assert len(tab.scheme.levels) == 4
    tab.view.setCurrentIndex(tab.model.index(1, tab.model.column_of("1")))
    tab.remove_level_button.click()
    ready(window, qtbot)
    assert [level.name for level in tab.scheme.levels] == ["等级 1", "等级 3", "等级 4"]
    tab.remove_button.click()
    ready(window, qtbot)
    assert tab.scheme is None


def test_a_template_is_taken_in_with_its_mark_and_the_indicators_it_needs(
    window: MainWindow, qtbot: QtBot
) -> None:
    tab = schemes(window, qtbot)
    before = len(window.session.project.all(Indicator))
    action = next(one for one in tab.add_button.menu().actions() if one.data() == "t_czgx_001_2022")
    action.trigger()
    ready(window, qtbot)
    assert tab.scheme is not None
    assert tab.scheme.source.trust is Trust.UNCONFIRMED
    assert len(window.session.project.all(Indicator)) == before + 3
    assert "未核实" in tab.grade.text()
    assert tab.trust_box.currentText() == "未核实"
    window.session.undo()
    assert len(window.session.project.all(Indicator)) == before


# --- the front-runner view ------------------------------------------------------------------------------------


def test_the_front_runner_view_stands_beside_the_limits(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("standards")
    assert isinstance(page, StandardsPage)
    page.tabs.setCurrentWidget(page.front_runner_tab)
    ready(window, qtbot)
    tab = page.front_runner_tab
    assert tab.entrant_model.rowCount() == 1
    assert "Q/SL 001-2025" in str(tab.entrant_model.index(0, 0).data())
    assert "核心指标" in tab.head.text()
    assert "企业内部评价" in seen(window)
    assert tab.model.rowCount() > 0


def test_a_category_without_schemes_says_what_one_is(
    make_window: Windows, project_path: Path, qtbot: QtBot
) -> None:
    window = make_window("en", "dark")
    assert window.open_project(project_path)
    schemes(window, qtbot)
    assert "This category has no grading scheme" in seen(window)
