"""What is agreed, in the window: the decision rule, equivalences, flags of outliers, a verdict on one result."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from compare_app.domain.comparison import Comparison
from compare_app.domain.model import DecisionRule, Equivalence, Override
from compare_app.domain.rules import rule_of
from compare_app.domain.terms import Conformity, Difference, GuardBand
from compare_app.text.wording import Wording
from tests.ui.test_window import compose, ready
from ui.dialogs.equivalences import EquivalencesDialog
from ui.dialogs.outliers import OutliersDialog
from ui.dialogs.rule import RuleDialog
from ui.dialogs.verdict import VerdictDialog
from ui.main_window import MainWindow
from ui.pages.data import DataPage
from ui.pages.indicators import IndicatorsPage


def compared(window: MainWindow) -> Comparison:
    product = window.session.product
    assert product is not None
    return window.session.workspace.compare(product.id, window.session.on)


def test_the_decision_rule_is_locked_once_there_are_results(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("data")
    ready(window, qtbot)
    assert isinstance(page, DataPage)
    page.select("scheme")
    qtbot.mouseClick(page.scheme_tab.rule_button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(RuleDialog)
    assert dialog is not None
    assert not dialog._ok.isEnabled()
    dialog.guard_box.setCurrentIndex(dialog.guard_box.findData(GuardBand.CONFORMANCE_95.value))
    compose(dialog.reason_edit, "客户合同要求")
    assert dialog._ok.isEnabled()
    dialog.accept()
    ready(window, qtbot)
    rule = rule_of(window.session.project, page.category_id)
    assert rule is not None
    assert (rule.guard, rule.reason, rule.confirmed_by) == (
        GuardBand.CONFORMANCE_95,
        "客户合同要求",
        "检验员",
    )
    comparison = compared(window)
    assert "客户合同要求" in window.words(comparison.rule)
    window.session.undo()
    assert all(
        one.guard is not GuardBand.CONFORMANCE_95 for one in window.session.project.all(DecisionRule).values()
    )


def test_an_equivalence_is_stated_and_taken_back(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("data")
    ready(window, qtbot)
    assert isinstance(page, DataPage)
    qtbot.mouseClick(page.scheme_tab.equivalences_button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(EquivalencesDialog)
    assert dialog is not None
    dialog.aspect_box.setCurrentIndex(dialog.aspect_box.findData(Difference.SAMPLE.value))
    assert not dialog.add_button.isEnabled()
    compose(dialog.reason_edit, "同一模具同一批料")
    assert dialog.add_button.isEnabled()
    qtbot.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)
    (one,) = window.session.project.all(Equivalence).values()
    assert (one.aspect, one.group_a, one.group_b) == (Difference.SAMPLE, "series", "submitted")
    assert dialog.model.rowCount() == 1
    dialog.view.setCurrentIndex(dialog.model.index(0, 0))
    qtbot.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    assert not window.session.project.all(Equivalence)
    dialog.reject()


def test_outliers_are_flagged_with_a_reason_and_stay_in(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("data")
    ready(window, qtbot)
    assert isinstance(page, DataPage)
    tab = page.results_tab
    product = window.session.product
    assert product is not None
    before = compared(window)
    row = tab.model.row_of(product.id)
    several = next(
        one
        for one in window.session.project.indicators(product.category_id)
        if len(tab._results(product, one)) > 1
    )
    tab.view.setCurrentIndex(tab.model.index(row, tab.model.column_of(several.id)))
    qtbot.mouseClick(tab._outliers_button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(OutliersDialog)
    assert dialog is not None
    dialog.values.item(0).setCheckState(Qt.CheckState.Checked)
    assert not dialog._ok.isEnabled()
    compose(dialog.reason_edit, "夹具松动")
    dialog.accept()
    ready(window, qtbot)
    assert tab._results(product, several)[0].outlier
    after = compared(window)
    one, other = before.row(several.id), after.row(several.id)
    assert one is not None
    assert other is not None
    assert one.ours.mean == other.ours.mean
    assert "夹具松动" in other.ours.suspects[-1].reason


def test_a_result_is_overruled_and_the_rules_verdict_stays(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("indicators")
    ready(window, qtbot)
    assert isinstance(page, IndicatorsPage)
    page.select("life")
    assert page.verdict_button.isEnabled()
    qtbot.mouseClick(page.verdict_button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(VerdictDialog)
    assert dialog is not None
    dialog.verdict_box.setCurrentIndex(dialog.verdict_box.findData(Conformity.UNDECIDED.value))
    compose(dialog.reason_edit, "样品受潮，待复检")
    dialog.accept()
    ready(window, qtbot)
    (override,) = window.session.project.all(Override).values()
    assert override.subject.startswith("result:")
    page.select("life")
    assert "※" in str(page.model.index(page.model.row_of("life"), page.model.column_of("conformity")).data())
    page.view.setCurrentIndex(page.model.index(page.model.row_of("life"), page.model.column_of("conformity")))
    assert "样品受潮" in window.inspector.text()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_dialog_opens_in_both_languages(window: MainWindow, qtbot: QtBot, language: str) -> None:
    words = Wording.load(language)
    ready(window, qtbot)
    product = window.session.product
    assert product is not None
    for dialog in (
        RuleDialog(window.session, product.category_id, words, window),
        EquivalencesDialog(window.session, product.category_id, words, window.theme, window),
        OutliersDialog(window.session, (product.id, "ra"), words, window),
    ):
        dialog.show()
        assert dialog.isVisible()
        assert dialog.windowTitle()
        dialog.reject()
