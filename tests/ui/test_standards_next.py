"""Proposals, changes of standards, rates by domain and identifiers, through the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from compare_app.domain.digest import actions_of
from compare_app.domain.edit import Edit
from compare_app.domain.editions import status_in
from compare_app.domain.model import (
    Adoption,
    Indicator,
    Provenance,
    Replacement,
    Requirement,
    StandardEdition,
)
from compare_app.domain.terms import ActionType, Force, StandardScope, Trust
from compare_app.text.message import M
from compare_app.text.wording import Wording
from tests.exporters.made import made_project
from tests.exporters.made_standards import with_standards_assessment
from tests.ui.conftest import Answers
from tests.ui.test_window import ready, seen
from ui.dialogs.standard_changes import StandardChangesDialog, changes_grid
from ui.main_window import MainWindow
from ui.models.grid_model import GridModel
from ui.models.library_grid import editions_grid
from ui.models.outlook_grid import proposals_grid, transitions_grid
from ui.models.outlook_inspections import inspect_edition
from ui.pages.data import DataPage
from ui.pages.standards import StandardsPage
from ui.session import Session

NEWER = StandardEdition(
    "gb-new", "GB 30255-2026", "室内照明用LED产品能效限定值及能效等级", scope=StandardScope.NATIONAL,
    force=Force.RECOMMENDED, region="CN", effective=date(2027, 4, 1),
    source=Provenance("公告", trust=Trust.UNCONFIRMED),
)  # fmt: skip
ON = date(2026, 11, 23)


def standards_page(window: MainWindow, qtbot: QtBot) -> StandardsPage:
    page = window.show_page("standards")
    ready(window, qtbot)
    assert isinstance(page, StandardsPage)
    return page


def change(window: MainWindow, *records: object) -> None:
    assert window.session.apply(Edit(M("Edit"), tuple(records)))  # type: ignore[arg-type]


# --- proposals ----------------------------------------------------------------------------------------------


def test_a_margin_between_percentages_is_percentage_points(english: Wording) -> None:
    grid = proposals_grid(with_standards_assessment(), made_project(), english)
    column = next(at for at, one in enumerate(grid.columns) if one.key == "margin")
    assert [grid.rows.cells(at)[column].text for at in range(3)] == [
        "+0.2280 pp", "−1.8 MPa", "—",
    ]  # fmt: skip


def test_proposals_say_what_can_be_adopted_and_why(window: MainWindow, qtbot: QtBot) -> None:
    page = standards_page(window, qtbot)
    tab = page.proposals_tab
    assert page.tabs.tabText(1) == "标准修订建议 (3)"
    page.select("proposals")
    assert page.tabs.currentWidget() is tab
    assert "▲ 现在可采用 1" in seen(window)
    assert "▼ 需先提升产品 2" in seen(window)
    tab.view.select_key(":eu-flicker")
    told = window.inspector.text()
    assert "频闪" in told
    assert "裕量 0.2" in told
    assert "未核实" in told
    assert "列入提升方案" in told
    row = tab.model.row_of(":eu-flicker")
    cells = {
        tab.model.grid.columns[at].key: tab.model.index(row, at).data()
        for at in range(tab.model.columnCount())
    }
    assert (cells["present"], cells["proposed"], cells["margin"]) == ("○ 未作规定", "≤1.0", "+0.2")


def test_chosen_lines_become_rows_of_the_plan(window: MainWindow, qtbot: QtBot) -> None:
    page = standards_page(window, qtbot)
    page.select("proposals")
    tab = page.proposals_tab
    tab.view.clearSelection()
    assert not tab.plan_button.isEnabled()
    for key in ("q-efficacy:eu-efficacy", ":eu-flicker"):
        row = tab.model.row_of(key)
        tab.view.selectionModel().select(tab.model.index(row, 1), QItemSelectionModel.SelectionFlag.Select)
    qtbot.mouseClick(tab.plan_button, Qt.MouseButton.LeftButton)
    ready(window, qtbot)
    product = window.session.product
    assert product is not None
    rows = actions_of(window.session.project, product.id)
    assert {one.requirement_id for one in rows} == {"eu-efficacy", "eu-flicker"}
    assert {one.action_type for one in rows} == {ActionType.STANDARD}
    assert "2" in window.message_bar.text
    tab.plan()
    assert "均已有" in window.message_bar.text
    window.session.undo()
    assert not actions_of(window.session.project, product.id)


def test_the_table_is_copied_as_tsv_and_saved(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    page = standards_page(window, qtbot)
    page.select("proposals")
    qtbot.mouseClick(page.proposals_tab.copy_button, Qt.MouseButton.LeftButton)
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:4] == ["指标", "能否采用", "现行限值", "建议限值"]
    assert len(lines) == 4
    assert any(line.split("\t")[5] == "0.2" for line in lines)
    for name in ("p.xlsx", "p.csv"):
        answers.to_save = tmp_path / name
        qtbot.mouseClick(page.proposals_tab.save_button, Qt.MouseButton.LeftButton)
        ready(window, qtbot)
        assert (tmp_path / name).stat().st_size > 300, window.message_bar.text
    answers.to_save = tmp_path / "menu.xlsx"
    window.actions_by_key["out_proposals"].trigger()
    ready(window, qtbot)
    assert (tmp_path / "menu.xlsx").exists()
    assert any("标准修订建议" in one for one in answers.asked)


def test_nothing_to_propose_is_a_sentence(window: MainWindow, qtbot: QtBot) -> None:
    for requirement_id in ("eu-efficacy", "gbt-ra", "eu-flicker"):
        one = window.session.project.all(Requirement)[requirement_id]
        change(window, replace(one, valid_to=date(2020, 1, 1)))
    page = standards_page(window, qtbot)
    page.select("proposals")
    assert page.tabs.tabText(1) == "标准修订建议"
    assert "没有可提出的修订建议" in seen(window)


# --- changes ------------------------------------------------------------------------------------------------


def test_changes_of_standards_in_use_are_listed(window: MainWindow, qtbot: QtBot) -> None:
    page = standards_page(window, qtbot)
    page.select("changes")
    assert "未发现有变更的标准" in seen(window)
    window.session.look_on(ON)
    change(window, NEWER, Replacement("r", "gb-new", "gb"))
    ready(window, qtbot)
    assert page.tabs.tabText(2) == "标准变更 (1)"
    tab = page.changes_tab
    tab.view.select_key("gb")
    told = window.inspector.text()
    assert "GB 30255-2019 将于 2027-04-01 失效" in told
    assert "法定效力改变：GB 30255-2019 为强制性，GB 30255-2026 为推荐性" in told
    assert "录入新版标准的限值" in told
    cells = [tab.model.index(0, at).data() for at in range(tab.model.columnCount())]
    assert cells[:5] == ["GB 30255-2019", "● 现行", "2020-01-01", "2027-04-01", "GB 30255-2026"]


def test_examples_are_taken_over_only_when_chosen(window: MainWindow, qtbot: QtBot) -> None:
    ready(window, qtbot)
    window.actions_by_key["changes"].trigger()
    dialog = window.findChild(StandardChangesDialog)
    assert dialog is not None
    assert dialog.model.rowCount() == 3
    assert not dialog.take_button.isEnabled()
    before = set(window.session.project.all(StandardEdition))
    dialog.view.select_key("GB 38448-2025")
    qtbot.mouseClick(dialog.take_button, Qt.MouseButton.LeftButton)
    ready(window, qtbot)
    fresh = {
        one.number: one.source.trust
        for key, one in window.session.project.all(StandardEdition).items()
        if key not in before
    }
    assert fresh == {"GB 38448-2025": Trust.UNCONFIRMED, "GB 38448-2019": Trust.UNCONFIRMED}
    assert "未核实" in window.message_bar.text
    assert "●" in dialog.model.index(dialog.model.row_of("GB 38448-2025"), 5).data()
    dialog.reject()
    window.session.undo()
    assert set(window.session.project.all(StandardEdition)) == before


# --- domains, identifiers, numbers --------------------------------------------------------------------------


def test_rates_are_split_by_domain(window: MainWindow, qtbot: QtBot) -> None:
    page = standards_page(window, qtbot)
    assert not page.domain_box.isVisibleTo(page)
    scheme = window.session.project.all(Indicator)
    change(window, replace(scheme["flicker"], domain="safety"), replace(scheme["life"], domain="性能"))
    ready(window, qtbot)
    page.domain_box.setChecked(True)
    assert "国际 安全" in seen(window)
    assert "国内 未注明领域" in seen(window)


def test_the_bay_area_identifier_and_unknown_numbers_are_shown(
    window: MainWindow, chinese: Wording, qtbot: QtBot
) -> None:
    own = window.session.project.all(StandardEdition)["q"]
    unknown = StandardEdition("u", "DB4412-2000", scope=StandardScope.UNRECOGNISED)
    local = StandardEdition("l", "DB44/T 1157-2013", scope=StandardScope.LOCAL)
    change(window, replace(own, wq_number="WQ 1-8"), unknown, local)
    page = window.show_page("data", "standards")
    ready(window, qtbot)
    assert isinstance(page, DataPage)
    model = page.standards_tab.model
    numbers = {model.key_at(row): model.index(row, 0).data() for row in range(model.rowCount())}
    assert numbers["q"] == "Q/SL 001-2025（WQ 1-8）"
    assert numbers["u"] == "DB4412-2000 [未识别]"
    page.standards_tab.view.select_key("q")
    told = window.inspector.text()
    assert "WQ 1-8" in told
    assert "实施日期：2020-01-01" in told
    project, words = window.session.project, chinese
    assert inspect_edition(local, project, ON, words).subtitle == "地方标准（广东）"
    assert "DB44/ 12-2000" in inspect_edition(unknown, project, ON, words).subtitle


def test_an_edition_tells_what_it_replaces_and_adopts(opened: Session, english: Wording) -> None:
    records = (
        NEWER,
        Replacement("r", "gb-new", "gb", partial=True),
        Adoption("a", "gb", "IEC 62612:2013"),
    )
    opened.apply(Edit(M("Edit"), records))
    gb = opened.project.all(StandardEdition)["gb"]
    lines = inspect_edition(gb, opened.project, ON, english).answers[0].lines
    assert "Replaced by: GB 30255-2026 (in part)" in lines
    assert "Adopts: IEC 62612:2013 (MOD)" in lines


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_models_behave(
    language: str, opened: Session, qtmodeltester: ModelTester, make_grids: Callable[..., list[object]]
) -> None:
    words = Wording.load(language)
    model = GridModel()
    for grid in make_grids(opened, words):
        model.show(grid)  # type: ignore[arg-type]
        qtmodeltester.check(model)


@pytest.fixture
def make_grids() -> Callable[..., list[object]]:
    def make(session: Session, words: Wording) -> list[object]:
        session.apply(Edit(M("Edit"), (NEWER, Replacement("r", "gb-new", "gb"))))
        comparison = session.workspace.compare("ours", ON)
        editions = list(session.project.all(StandardEdition).values())
        states = {one.id: status_in(session.project, one, ON) for one in editions}
        return [
            proposals_grid(comparison, session.project, words),
            transitions_grid(comparison, session.project, words),
            changes_grid(session.workspace.example_changes(), words),
            editions_grid(editions, states, session.project, words),
        ]

    return make
