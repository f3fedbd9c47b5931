"""The same loop in the window, by the buttons and forms that people use, on each sample category."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from compare_app.domain.cause import parse_diagnosis
from compare_app.domain.digest import actions_of
from compare_app.domain.edit import Edit
from compare_app.domain.loop import Action, Case, Snapshot, Verification
from compare_app.domain.model import Indicator, Product
from compare_app.domain.number import plain
from compare_app.domain.rounds import rounds_of, state_of
from compare_app.domain.sign_off import sign_round
from compare_app.domain.terms import ActionStatus, ActionType, CaseOutcome, GuardBand, Role, RoundState
from compare_app.text.message import M
from compare_app.workspace import named
from tests.cli.conftest import sample_project
from tests.story.test_story import PRODUCTS, edited_by_people
from tests.ui.conftest import Answers, answers, app, make_window, session
from ui.dialogs.new_round import NewRoundDialog
from ui.dialogs.plan_return import PlanReturnDialog
from ui.dialogs.releases import ReleasesDialog
from ui.dialogs.retest import PATIENCE_MS, RetestDialog
from ui.dialogs.sign import SignDialog
from ui.dialogs.waive import WaiveDialog
from ui.main_window import MainWindow
from ui.models.retest_grid import VALUES
from ui.pages.diagnosis import DiagnosisPage, NewCase
from ui.pages.overview import OverviewPage
from ui.pages.plan import PlanPage

__all__ = ["answers", "app", "make_window", "sample_project", "session"]  # fixtures

Form = TypeVar("Form", bound=QDialog)


class Person:
    """Somebody at the window, with one product in view."""

    def __init__(self, window: MainWindow, product: str, qtbot: QtBot) -> None:
        self.window = window
        self.session = window.session
        self.qtbot = qtbot
        self.product = named(self.session.project.all(Product).values(), product)
        self.session.look_at(self.product.id)
        self.wait()

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: self.session.tasks.running == 0, timeout=60_000)
        self.qtbot.wait(10)
        self.qtbot.waitUntil(lambda: self.session.comparison() is not None, timeout=60_000)
        self.qtbot.waitUntil(lambda: self.session.tasks.running == 0, timeout=60_000)

    def form(self, kind: type[Form]) -> Form:
        self.qtbot.waitUntil(
            lambda: any(one.isVisible() for one in self.window.findChildren(kind)), timeout=30_000
        )
        self.wait()
        return next(one for one in self.window.findChildren(kind) if one.isVisible())

    def overview(self) -> OverviewPage:
        page = self.window.show_page("overview")
        assert isinstance(page, OverviewPage)
        page.open_product(self.product.id)
        self.wait()
        return page

    def plan(self) -> PlanPage:
        page = self.window.show_page("plan")
        assert isinstance(page, PlanPage)
        self.wait()
        return page

    def rows(self) -> tuple[Action, ...]:
        return actions_of(self.session.project, self.product.id)

    def state(self) -> RoundState:
        return state_of(self.session.project, rounds_of(self.session.project, self.product.id)[-1].id)

    def moves_on(self, to: RoundState) -> None:
        strip = self.overview().product.round
        self.qtbot.waitUntil(lambda: strip.next_button.text().startswith("→"), timeout=30_000)
        strip.next_button.click()
        self.wait()
        assert self.state() is to, strip.next_button.toolTip()


@pytest.fixture(params=list(PRODUCTS.values()))
def person(
    request: pytest.FixtureRequest,
    make_window: Callable[..., MainWindow],
    sample_project: Path,
    tmp_path: Path,
    qtbot: QtBot,
) -> Person:
    """A window on a copy of the samples."""
    window = make_window()
    assert window.open_project(Path(shutil.copy(sample_project, tmp_path / "一企一策.dcmp")))
    return Person(window, request.param, qtbot)


def begins(person: Person) -> None:
    """立项; the rule is fixed and the benchmarks are reasoned."""
    session, workspace = person.session, person.session.workspace
    strip = person.overview().product.round
    strip.new_button.click()
    new = person.form(NewRoundDialog)
    new.title_edit.setText("第一轮")
    new.take_button.click()
    person.wait()
    rule = workspace.with_rule(
        person.product.category_id, GuardBand.NONE, four_state=False, author="李工", reason="立项时约定"
    )
    assert session.apply(rule)
    for one in session.project.products(person.product.category_id):
        if one.primary and one.role in (Role.DOMESTIC, Role.INTERNATIONAL):
            session.apply(workspace.with_role(one, one.role, primary=True, reason="市场份额居前，样品可得"))
    person.wait()
    for to in (RoundState.INDICATORS_SET, RoundState.COMPARING, RoundState.GAPS_CONFIRMED):
        person.moves_on(to)


def diagnoses(person: Person) -> Case:
    """A case of the most urgent gap: contained, a cause on its fish, a measure in the plan."""
    comparison = person.session.comparison()
    assert comparison is not None
    indicator = comparison.assessment.priorities[0].indicator_id
    page = person.window.show_page("diagnosis")
    assert isinstance(page, DiagnosisPage)
    person.wait()
    page.select(NewCase(indicator))
    person.wait()
    page.cases_tab.strip.open_button.click()
    person.wait()
    page.cases_tab.form.written.emit("containment", "库存复检后放行")
    page.cases_tab.form.written.emit("prescription", "原料批间差异 → 更换供方")
    person.wait()
    page.cases_tab.plan_button.click()
    person.wait()
    (case,) = person.session.project.all(Case).values()
    assert case.containment
    assert [one.measure for one in person.rows()] == ["更换供方"]
    assert parse_diagnosis(case.diagnosis) == ()
    return case


def plan_goes_round(person: Person, answers: Answers, path: Path) -> None:
    """Rows from the gaps, out as Excel, edited by people, reviewed and taken over."""
    page = person.plan()
    page.propose()
    person.wait()
    before = {one.id for one in person.rows()}
    assert len(before) >= 3
    answers.to_save = path
    page.export_button.click()
    person.wait()
    assert path.is_file()
    edited_by_people(path)
    answers.to_open = path
    person.window.actions_by_key["take_plans"].trigger()
    review = person.form(PlanReturnDialog)
    review.take_button.click()
    person.wait()
    assert person.window.desk.form("plans") is None, "it is done and gone"
    assert before <= {one.id for one in person.rows()}, "no row is lost"
    assert len(person.rows()) == len(before) + 2
    assert "孙工" in {one.owner for one in person.rows()}


def all_sign(person: Person) -> None:
    for name in ("李工", "赵工", "王总"):
        person.window.chores.open_dialog("sign", person.product.id)
        form = person.form(SignDialog)
        form.name_edit.setText(name)
        assert form.sign_button.isEnabled(), form.why.text()
        with person.qtbot.waitSignal(form.finished, timeout=60_000):
            form.sign_button.click()
        person.wait()
    assert sign_round(person.session.project, person.product.id).approved is not None


def retests(person: Person) -> None:
    """Every target that is a number is reached in a re-test; the other rows are waived by name."""
    page = person.plan()
    page.retest_button.click()
    form = person.form(RetestDialog)
    indicators = person.session.project.all(Indicator)
    for row in person.rows():
        indicator = indicators.get(row.indicator_id)
        if (
            row.target is None
            or row.action_type is ActionType.STANDARD
            or indicator is None
            or indicator.formula
        ):
            continue
        if form.model.row_of(row.indicator_id) < 0:
            continue
        place = form.model.index(form.model.row_of(row.indicator_id), form.model.column_of(VALUES))
        form.view.setCurrentIndex(place)
        person.qtbot.keyClick(form.view, Qt.Key.Key_F2)
        editor = next(one for one in form.view.findChildren(QLineEdit) if one.isVisible())
        editor.setText(f"{plain(row.target)}, {plain(row.target)}, {plain(row.target)}")
        person.qtbot.keyClick(editor, Qt.Key.Key_Return)
    person.qtbot.wait(PATIENCE_MS + 50)
    person.wait()
    form.report_edit.setText("JC-001")
    form.sample_edit.setText("Y-001")
    person.qtbot.waitUntil(form.take_button.isEnabled, timeout=60_000)
    with person.qtbot.waitSignal(form.finished, timeout=60_000):
        form.take_button.click()
    person.wait()
    for row in person.rows():
        if row.status not in (ActionStatus.VERIFIED, ActionStatus.CANCELLED):
            page.dialog_requested.emit("waive", row.id)
            waive = person.form(WaiveDialog)
            waive.name_edit.setText("王总")
            waive.reason_edit.setText("列入下一轮")
            with person.qtbot.waitSignal(waive.finished, timeout=60_000):
                waive.waive_button.click()
            person.wait()
    assert {one.status for one in person.rows()} == {ActionStatus.VERIFIED}
    assert any(one.met for one in person.session.project.all(Verification).values())


@pytest.mark.timeout(400)
def test_from_gap_to_proven_improvement(person: Person, answers: Answers, tmp_path: Path) -> None:
    begins(person)
    case = diagnoses(person)
    plan_goes_round(person, answers, tmp_path / "提升方案.xlsx")
    late = [one for one in person.rows() if not one.owner or one.due is None]
    filled = tuple(replace(one, owner=one.owner or "陈工", due=one.due or person.session.on) for one in late)
    assert person.session.apply(Edit(M("Fill"), filled))
    person.wait()
    all_sign(person)
    person.moves_on(RoundState.PLAN_APPROVED)
    person.moves_on(RoundState.IMPLEMENTING)
    retests(person)

    page = person.window.show_page("diagnosis")
    assert isinstance(page, DiagnosisPage)
    person.wait()
    form = page.cases_tab.form
    form.outcome_box.setCurrentIndex(form.outcome_box.findData(CaseOutcome.CURED.value))
    form.parts["follow_up"].setPlainText("复测达到目标")
    form.reason_edit.setText("复测报告 JC-001")
    form.close_button.click()
    person.wait()
    assert person.session.project.all(Case)[case.id].outcome is CaseOutcome.CURED

    person.moves_on(RoundState.VERIFYING)
    person.moves_on(RoundState.ARCHIVED)
    person.window.chores.open_dialog("releases", person.product.id)
    releases = person.form(ReleasesDialog)
    releases.title_edit.setText("第一轮归档")
    person.qtbot.keyClick(releases.title_edit, Qt.Key.Key_Return)
    person.wait()
    assert "第一轮归档" in {one.title for one in person.session.project.all(Snapshot).values()}
    plan = person.plan()
    plan.effect_button.click()
    person.wait()
    model = plan.effect.model
    at = [str(one.key) for one in model.grid.columns].index("change")
    shown = [model.cell(model.index(row, at)).text for row in range(model.rowCount())]
    assert any(text.startswith("▲") for text in shown), shown
    assert not [
        one for one in person.session.workspace.check(person.session.on) if one.level.name == "REFUSE"
    ]
