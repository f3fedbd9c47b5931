"""Cases in the window: opened from a row, written, diagnosed on the fishbone, treated, closed; each step undoable."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from compare_app.domain.cause import Cause, parse_diagnosis
from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action, Case, Remedy
from compare_app.domain.quality_charts import Fishbone
from compare_app.domain.remedy_library import library, shipped
from compare_app.domain.terms import CaseOutcome, CauseBranch, CauseState, Urgency
from compare_app.text.message import M
from compare_app.workspace import Workspace
from tests.ui.conftest import Answers
from ui.main_window import MainWindow
from ui.models.cases_grid import NewCase
from ui.pages.data import DataPage
from ui.pages.diagnosis import DiagnosisPage
from ui.pages.indicators import IndicatorsPage
from ui.pages.paper import report_of
from ui.pages.standards import StandardsPage

Key = Qt.Key


def ready(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.session.tasks.running == 0, timeout=20_000)
    qtbot.wait(20)


def diagnosis(window: MainWindow, qtbot: QtBot) -> DiagnosisPage:
    page = window.show_page("diagnosis")
    assert isinstance(page, DiagnosisPage)
    ready(window, qtbot)
    return page


def cases(window: MainWindow) -> list[Case]:
    return list(window.session.project.all(Case).values())


def opened(window: MainWindow, qtbot: QtBot, indicator: str = "efficacy") -> DiagnosisPage:
    """The page with one case of an indicator, agreed on."""
    page = diagnosis(window, qtbot)
    page.select(NewCase(indicator))
    ready(window, qtbot)
    page.cases_tab.strip.open_button.click()
    ready(window, qtbot)
    return page


def causes(window: MainWindow) -> tuple[Cause, ...]:
    return parse_diagnosis(cases(window)[0].diagnosis)


# --- opening ----------------------------------------------------------------------------------------------------------


def test_nothing_is_stored_until_somebody_agrees(window: MainWindow, qtbot: QtBot) -> None:
    page = diagnosis(window, qtbot)
    page.view.select_key("efficacy")
    page.case_button.click()
    ready(window, qtbot)
    strip = page.cases_tab.strip
    assert strip.isVisible()
    assert "光效" in strip.told.text()
    assert cases(window) == []
    strip.refused.emit()
    assert not strip.isVisible()
    assert cases(window) == []


def test_a_case_is_opened_as_one_step(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    (case,) = cases(window)
    assert case.number.endswith("-001")
    assert page.cases_tab.case == case
    assert page.cases_tab.form.parts["complaint"].toPlainText() == case.complaint
    window.session.undo()
    ready(window, qtbot)
    assert cases(window) == []
    assert not page.cases_tab.case_view.isVisible()


def test_a_complaint_in_a_customers_words(window: MainWindow, qtbot: QtBot) -> None:
    page = diagnosis(window, qtbot)
    page.select(NewCase("life"))
    ready(window, qtbot)
    qtbot.keyClicks(page.cases_tab.strip.complaint_edit, "dark after two months")
    qtbot.keyClick(page.cases_tab.strip.complaint_edit, Key.Key_Return)
    ready(window, qtbot)
    assert cases(window)[0].complaint == "dark after two months"


def test_every_comparison_offers_a_case(window: MainWindow, qtbot: QtBot) -> None:
    strip = diagnosis(window, qtbot).cases_tab.strip
    for name in ("indicators", "standards", "data"):
        page = window.show_page(name)
        ready(window, qtbot)
        assert isinstance(page, IndicatorsPage | StandardsPage | DataPage)
        view = page.results_tab.view if isinstance(page, DataPage) else page.view
        model = view.rows_model
        row = model.row_of("ours") if isinstance(page, DataPage) else 0
        view.setCurrentIndex(model.index(row, 2))
        action = next(one for one in view.menu().actions() if one.text() == "开立病历…")
        action.trigger()
        ready(window, qtbot)
        assert isinstance(window.page, DiagnosisPage)
        assert strip.isVisible(), name
        strip.refused.emit()


def test_a_benchmark_gets_no_case(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("data")
    assert isinstance(page, DataPage)
    ready(window, qtbot)
    view = page.results_tab.view
    view.setCurrentIndex(view.rows_model.index(view.rows_model.row_of("dom"), 2))
    next(one for one in view.menu().actions() if one.text() == "开立病历…").trigger()
    assert window.page is page


def test_the_inspector_offers_a_case(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("indicators")
    assert isinstance(page, IndicatorsPage)
    ready(window, qtbot)
    page.view.setCurrentIndex(page.model.index(0, 1))
    button = window.inspector.offer_button
    assert button.isVisible()
    assert button.text() == "开立病历…"
    button.click()
    ready(window, qtbot)
    assert isinstance(window.page, DiagnosisPage)
    assert window.page.cases_tab.strip.isVisible()


# --- the form ---------------------------------------------------------------------------------------------------------


def test_a_part_is_stored_when_its_field_is_left(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    form = page.cases_tab.form
    part = form.parts["containment"]
    part.setFocus()
    qtbot.keyClicks(part, "stock blocked")
    assert cases(window)[0].containment == ""
    qtbot.keyClick(part, Key.Key_Tab)
    ready(window, qtbot)
    assert cases(window)[0].containment == "stock blocked"
    window.session.undo()
    ready(window, qtbot)
    assert cases(window)[0].containment == ""
    assert part.toPlainText() == ""


def test_what_is_typed_survives_a_refresh_and_the_end_of_the_window(
    window: MainWindow, qtbot: QtBot, project_path: Path
) -> None:
    page = opened(window, qtbot)
    part = page.cases_tab.form.parts["examination"]
    part.setFocus()
    qtbot.keyClicks(part, "half")
    page.mark_stale()
    ready(window, qtbot)
    assert part.toPlainText() == "half"
    window.close()
    workspace = Workspace.open(project_path)
    (case,) = workspace.project.all(Case).values()
    workspace.close()
    assert case.examination == "half"


def test_choices_and_dates(window: MainWindow, qtbot: QtBot) -> None:
    form = opened(window, qtbot).cases_tab.form
    box = form.boxes["urgency"]
    box.setCurrentIndex(box.findData("emergency"))
    box.activated.emit(box.currentIndex())
    ready(window, qtbot)
    assert cases(window)[0].urgency is Urgency.EMERGENCY
    line = form.lines["opened"]
    before = line.text()
    line.selectAll()
    qtbot.keyClicks(line, "gestern")
    qtbot.keyClick(line, Key.Key_Return)
    ready(window, qtbot)
    assert line.text() == before
    assert "gestern" in window.message_bar.text


def test_an_a_fail_reminds_of_containment(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    box = page.cases_tab.form.boxes["urgency"]
    box.setCurrentIndex(box.findData("urgent"))
    box.activated.emit(box.currentIndex())
    ready(window, qtbot)
    assert "应急措施" in page.cases_tab.reminders.text()
    page.cases_tab.form.written.emit("containment", "停线")
    ready(window, qtbot)
    assert page.cases_tab.reminders.text() == ""


# --- the fishbone -----------------------------------------------------------------------------------------------------


def test_a_bone_begins_a_cause_and_a_cause_is_edited(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    page.cases_tab.show_body(1)
    fish = page.cases_tab.fish
    assert isinstance(fish.chart.spec, Fishbone)
    assert fish.chart.spec.hint
    fish.chart.selected.emit("bone:material")
    assert fish.panel.branch_box.currentData() == CauseBranch.MATERIAL.value
    qtbot.keyClicks(fish.panel.text_edit, "mixed bins")
    assert causes(window) == ()
    qtbot.keyClick(fish.panel.text_edit, Key.Key_Return)
    ready(window, qtbot)
    assert causes(window) == (Cause("mixed bins", CauseBranch.MATERIAL),)
    panel = fish.panel
    panel.state_box.setCurrentIndex(panel.state_box.findData(CauseState.CONFIRMED.value))
    panel.state_box.activated.emit(panel.state_box.currentIndex())
    ready(window, qtbot)
    panel.branch_box.setCurrentIndex(panel.branch_box.findData(CauseBranch.METHOD.value))
    panel.branch_box.activated.emit(panel.branch_box.currentIndex())
    ready(window, qtbot)
    (one,) = causes(window)
    assert (one.state, one.branch) == (CauseState.CONFIRMED, CauseBranch.METHOD)
    assert fish.chart.spec.bones[3].causes[0].text == "mixed bins"
    for _ in range(3):
        window.session.undo()
        ready(window, qtbot)
    assert causes(window) == ()


def test_the_chain_of_whys_grows_and_shrinks(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    page.cases_tab.show_body(1)
    fish = page.cases_tab.fish
    fish.panel.changed.emit(Cause("温度低"))
    ready(window, qtbot)
    for why in ("burner blocked", "never checked"):
        fish.panel.add_why()
        qtbot.keyClicks(fish.panel.whys[-1], why)
        qtbot.keyClick(fish.panel.whys[-1], Key.Key_Return)
        ready(window, qtbot)
    assert causes(window)[0].why == ("burner blocked", "never checked")
    fish.panel.remove_why(0)
    ready(window, qtbot)
    assert causes(window)[0].why == ("never checked",)
    assert [edit.text() for edit in fish.panel.whys] == ["never checked"]


def test_the_fish_is_walked_and_pruned_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    page.cases_tab.show_body(1)
    fish = page.cases_tab.fish
    for text, branch in (("甲", CauseBranch.PEOPLE), ("乙", CauseBranch.MACHINE)):
        fish.chart.selected.emit(f"bone:{branch.value}")
        fish.panel.changed.emit(Cause(text, branch))
        ready(window, qtbot)
    view = fish.chart.view
    assert view is not None
    view.setFocus()
    view.select("")
    walked = []
    for _ in range(9):
        qtbot.keyClick(view, Key.Key_Down)
        walked.append(view.selected)
    case = cases(window)[0]
    assert walked[1:5] == ["bone:people", f"{case.id}#0", "bone:machine", f"{case.id}#1"]
    assert view.hasFocus()
    fish.chart.selected.emit(f"{case.id}#0")
    qtbot.keyClick(view, Key.Key_Delete)
    ready(window, qtbot)
    assert [one.text for one in causes(window)] == ["乙"]
    qtbot.keyClick(view, Key.Key_Return)
    assert fish.panel.text_edit.hasFocus()


def test_names_of_bones_can_be_clicked(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    page.cases_tab.show_body(1)
    ready(window, qtbot)
    view = page.cases_tab.fish.chart.view
    assert view is not None
    assert view.picture is not None
    for branch in CauseBranch:
        found = view.picture.place_of(f"bone:{branch.value}")
        assert found is not None
        assert found[1].story


# --- the library ------------------------------------------------------------------------------------------------------


def test_suggestions_are_taken_over_one_by_one(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    page.cases_tab.show_body(1)
    suggestions = page.cases_tab.fish.suggestions
    first = suggestions.shown[0]
    assert first.indicator == "光效"
    assert causes(window) == ()  # nothing by itself
    button = suggestions.findChildren(QPushButton)[0]
    assert button.text() == "采用"
    button.click()
    ready(window, qtbot)
    (one,) = causes(window)
    assert (one.text, one.state) == (first.cause, CauseState.OPEN)
    assert first.measure in cases(window)[0].prescription
    assert "✓ 已采用" in {button.text() for button in suggestions.findChildren(QPushButton)}
    suggestions.search_edit.setText("色容差 灯罩")
    assert [one.id for one in suggestions.shown] == ["led-sdcm-3"]


def test_an_edited_line_is_the_projects_own(window: MainWindow, qtbot: QtBot) -> None:
    page = diagnosis(window, qtbot)
    tab = page.library_tab
    page.tabs.setCurrentWidget(tab)
    assert tab.model.rowCount() == len(shipped())
    assert tab.model.key_at(0).startswith("led-")  # the category looked at comes first
    key = str(tab.model.key_at(0))
    tab.model.setData(tab.model.index(0, tab.model.column_of("measure")), "先做对比试验")
    ready(window, qtbot)
    own = window.session.project.all(Remedy)[key]
    assert own.measure == "先做对比试验"
    assert own.cause == shipped()[key].cause
    row = tab.model.row_of(key)
    assert tab.model.index(row, 0).data() == "本企业"
    tab.view.setCurrentIndex(tab.model.index(row, 1))
    tab.hide_button.click()
    ready(window, qtbot)
    assert key not in {one.id for one in library(window.session.project)}
    tab.hidden_box.setChecked(True)
    tab.view.setCurrentIndex(tab.model.index(tab.model.row_of(key), 1))
    tab.back_button.click()
    ready(window, qtbot)
    assert window.session.project.all(Remedy)[key].measure == "先做对比试验"
    tab.add_button.click()
    ready(window, qtbot)
    added = next(one for one in library(window.session.project) if one.symptom == "新症状")
    tab.hidden_box.setChecked(False)
    tab.view.setCurrentIndex(tab.model.index(tab.model.row_of(added.id), 1))
    tab.hide_button.click()
    ready(window, qtbot)
    assert added.id not in window.session.project.all(Remedy)


# --- plan, closing, paper ---------------------------------------------------------------------------------------------


def test_measures_become_rows_and_a_closed_case_teaches(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    tab = page.cases_tab
    tab.form.written.emit("prescription", "mixed bins → 按档位上线")
    tab.fish.show_case(cases(window)[0])
    tab.fish.panel.changed.emit(Cause("mixed bins", CauseBranch.MATERIAL, state=CauseState.CONFIRMED))
    ready(window, qtbot)
    tab.plan_button.click()
    ready(window, qtbot)
    (row,) = window.session.project.all(Action).values()
    assert (row.case_id, row.cause, row.measure) == (cases(window)[0].id, "mixed bins", "按档位上线")
    tab.plan_button.click()
    ready(window, qtbot)
    assert len(window.session.project.all(Action)) == 1

    form = tab.form
    form.outcome_box.setCurrentIndex(form.outcome_box.findData(CaseOutcome.CURED.value))
    assert form.reason_edit.isVisible()
    form.parts["follow_up"].setPlainText("复测 101 lm/W")
    form.close_button.click()
    ready(window, qtbot)
    assert cases(window)[0].outcome is CaseOutcome.OPEN
    assert "复测" in window.message_bar.text
    form.reason_edit.setText("用户现场验收")
    form.close_button.click()
    ready(window, qtbot)
    case = cases(window)[0]
    assert case.outcome is CaseOutcome.CURED
    assert case.follow_up == "复测 101 lm/W\n用户现场验收"
    assert case.closed == window.session.on
    assert tab.lessons.isVisible()
    assert not window.session.project.all(Remedy)
    tab.learn_button.click()
    ready(window, qtbot)
    (line,) = window.session.project.all(Remedy).values()
    assert (line.cause, line.case_id) == ("mixed bins", case.id)
    assert not tab.lessons.isVisible()

    tab.remove_action.trigger()
    ready(window, qtbot)
    assert cases(window) == []
    assert [one.case_id for one in window.session.project.all(Action).values()] == [""]


@pytest.mark.parametrize("suffix", [".xlsx", ".pdf"])
def test_the_record_is_printed_and_saved(
    window: MainWindow, qtbot: QtBot, answers: Answers, tmp_path: Path, suffix: str
) -> None:
    page = opened(window, qtbot)
    paper = page.paper()
    assert paper is not None
    assert paper.title == f"病历 {cases(window)[0].number}"
    answers.to_save = tmp_path / f"病历{suffix}"
    page.cases_tab.save_action.trigger()
    ready(window, qtbot)
    assert answers.to_save.stat().st_size > 1000
    page.tabs.setCurrentIndex(0)
    assert page.paper() is None
    assert report_of(page).blocks


def test_a_project_that_can_only_be_read(
    make_window: Callable[..., MainWindow], project_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace.open(project_path)
    workspace.apply(Edit(M("Open"), (Case("c", "ours", "efficacy", number="2026-001", diagnosis="x"),)))
    workspace.close()
    window = make_window()
    monkeypatch.setattr("os.access", lambda *_args, **_keywords: False)
    assert window.open_project(project_path)
    page = diagnosis(window, qtbot)
    page.select("c")
    ready(window, qtbot)
    tab = page.cases_tab
    assert tab.form.parts["complaint"].isReadOnly()
    assert not tab.plan_button.isEnabled()
    tab.show_body(1)
    tab.fish.chart.selected.emit("c#0")
    tab.fish.remove()
    assert [one.text for one in parse_diagnosis(window.session.project.all(Case)["c"].diagnosis)] == ["x"]
    assert tab.fish.panel.text_edit.isReadOnly()
    page.select(NewCase("life"))
    ready(window, qtbot)
    assert not tab.strip.open_button.isEnabled()
