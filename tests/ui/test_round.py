"""立项 in the window: one line on the overview, the form with what is in the way, the way back with a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from compare_app.domain.edit import Changes, Edit
from compare_app.domain.loop import Round, RoundMove, SignOff
from compare_app.domain.rounds import moves_of, rounds_of, state_of
from compare_app.domain.terms import GuardBand, RoundState, SignOffKind
from compare_app.errors import AppError
from compare_app.text.message import M
from tests.ui.fit import cut_texts
from ui.dialogs.edit_round import EditRoundDialog
from ui.dialogs.new_round import NewRoundDialog
from ui.dialogs.round import RoundDialog
from ui.main_window import MainWindow
from ui.pages.overview import OverviewPage
from ui.session import Session

Windows = Callable[..., MainWindow]


def ready(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.session.tasks.running, timeout=20_000)


def overview(window: MainWindow, project_path: Path, qtbot: QtBot) -> OverviewPage:
    assert window.open_project(project_path)
    ready(window, qtbot)
    page = window.show_page("overview")
    assert isinstance(page, OverviewPage)
    page.open_product("ours")
    ready(window, qtbot)
    return page


def confirm_rule(session: Session) -> None:
    assert session.product is not None
    workspace = session.workspace
    rule = workspace.with_rule(
        session.product.category_id, GuardBand.NONE, four_state=False, author="李工", reason="立项时约定"
    )
    assert session.apply(rule)


def form(window: MainWindow, kind: str) -> RoundDialog | NewRoundDialog | EditRoundDialog:
    found = window.desk.form((kind, "ours"))
    assert isinstance(found, RoundDialog | NewRoundDialog | EditRoundDialog)
    return found


def test_from_no_round_to_its_first_moves(make_window: Windows, project_path: Path, qtbot: QtBot) -> None:
    window = make_window()
    window.resize(1366, 768)
    strip = overview(window, project_path, qtbot).product.round
    session = window.session
    assert "尚未立项" in strip.title.text()
    assert strip.new_button.isVisible()
    assert not strip.line.isVisible()
    strip.new_button.click()
    new = form(window, "new_round")
    assert isinstance(new, NewRoundDialog)
    new.title_edit.setText(" ")
    assert not new.take_button.isEnabled()
    assert new.why.isVisible(), "a button that is not free says why"
    new.title_edit.setText("球泡灯 2026")
    new.leader_edit.setText("王总")
    new.due_edit.setText("昨天")
    new.accept()
    assert "昨天" in new.notice.text()
    assert not rounds_of(session.project, "ours")
    new.due_edit.setText("2099-06-30")
    new.accept()
    ready(window, qtbot)
    (one,) = session.project.all(Round).values()
    assert (one.title, one.leader, str(one.due)) == ("球泡灯 2026", "王总", "2099-06-30")

    assert "王总" in strip.title.text()
    assert "● 草稿" in [label.text() for label in strip.line.findChildren(type(strip.title))]
    assert "◆" in strip.next_button.text()
    assert "判定规则" in strip.next_button.toolTip()
    strip.next_button.click()
    ready(window, qtbot)
    told = form(window, "round")
    assert isinstance(told, RoundDialog)
    assert "◆ 判定规则尚无人确认" in told.way.text()
    assert not told.next_button.isVisible()
    assert state_of(session.project, one.id) is RoundState.DRAFT, (
        "what is in the way is shown, nothing is moved"
    )

    confirm_rule(session)
    ready(window, qtbot)
    assert told.next_button.isVisible()
    assert "→ 指标确定" in strip.next_button.text()
    strip.next_button.click()
    ready(window, qtbot)
    assert state_of(session.project, one.id) is RoundState.INDICATORS_SET
    assert "✓ 草稿" in [label.text() for label in strip.line.findChildren(type(strip.title))]
    session.undo()
    ready(window, qtbot)
    assert state_of(session.project, one.id) is RoundState.DRAFT
    assert "→ 指标确定" in strip.next_button.text()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_way_back_needs_a_reason_that_stands_in_the_history(
    make_window: Windows, project_path: Path, qtbot: QtBot, language: str
) -> None:
    window = make_window(language=language)
    overview(window, project_path, qtbot)
    session = window.session
    window.chores.open_dialog("new_round", "ours")
    form(window, "new_round").accept()
    confirm_rule(session)
    window.chores.open_dialog("round", "ours")
    told = form(window, "round")
    assert isinstance(told, RoundDialog)
    ready(window, qtbot)
    told.next_button.click()
    ready(window, qtbot)
    (one,) = session.project.all(Round).values()
    assert state_of(session.project, one.id) is RoundState.INDICATORS_SET
    assert not told.back_button.isEnabled()
    assert told.why.isVisible()
    told.reason_edit.setText("指标体系要补充 <b>")
    assert told.back_button.isEnabled()
    told.back_button.click()
    ready(window, qtbot)
    assert state_of(session.project, one.id) is RoundState.DRAFT
    assert moves_of(session.project, one.id)[-1].reason == "指标体系要补充 <b>"
    assert "指标体系要补充 <b>" in told.history.text()
    qtbot.wait(50)
    assert not cut_texts(told)


def test_the_facts_of_a_round_are_changed_in_the_form_that_opened_it(
    make_window: Windows, project_path: Path, qtbot: QtBot
) -> None:
    window = make_window()
    window.resize(1366, 768)
    strip = overview(window, project_path, qtbot).product.round
    session = window.session
    window.chores.open_dialog("new_round", "ours")
    form(window, "new_round").accept()
    ready(window, qtbot)
    assert [one.text() for one in strip.menu().actions()] == ["详情…", "修改内容…"]
    strip.open_button.click()
    told = form(window, "round")
    assert isinstance(told, RoundDialog)
    ready(window, qtbot)
    told.edit_button.click()
    stated = form(window, "edit_round")
    assert isinstance(stated, EditRoundDialog)
    assert not stated.signed.isVisible()
    stated.leader_edit.setText("王总 <b>")
    stated.due_edit.setText("2020-01-01")
    stated.accept()
    assert "早于开始日期" in stated.notice.text()
    (before,) = session.project.all(Round).values()
    assert before.leader == "", "nothing is stored while something stands against it"
    stated.due_edit.setText("2099-06-30")
    stated.accept()
    ready(window, qtbot)
    (one,) = session.project.all(Round).values()
    assert one == replace(before, leader="王总 <b>", due=date(2099, 6, 30))
    assert "王总 <b>" in told.facts.text()
    assert "2099-06-30" in strip.title.text()

    release = session.workspace.release("ours", "状态", author="李工")
    session.workspace.apply(
        Edit(
            M("Sign"),
            (SignOff("s", "ours", SignOffKind.DRAWN_UP, "李工", release.at, False, "", release.id),),
        )
    )
    session.stored(Changes.RELEASES)
    strip.edit_asked.emit("ours")
    stated = form(window, "edit_round")
    assert isinstance(stated, EditRoundDialog)
    assert "重新签署" in stated.signed.text()
    stated.team_edit.setText("技术部")
    stated.accept()
    ready(window, qtbot)
    assert session.project.all(Round)[one.id].team == "技术部"
    session.undo()
    ready(window, qtbot)
    assert session.project.all(Round)[one.id] == one


def test_in_the_archive_the_facts_of_a_round_stand(
    make_window: Windows, project_path: Path, qtbot: QtBot
) -> None:
    window = make_window()
    strip = overview(window, project_path, qtbot).product.round
    session = window.session
    window.chores.open_dialog("new_round", "ours")
    form(window, "new_round").accept()
    window.chores.open_dialog("edit_round", "ours")
    stated = form(window, "edit_round")
    assert isinstance(stated, EditRoundDialog)
    stated.leader_edit.setText("王总")
    (one,) = session.project.all(Round).values()
    at = datetime(2026, 11, 27, tzinfo=UTC)
    assert session.apply(Edit(M("Archive"), (RoundMove("m", one.id, RoundState.ARCHIVED, at, "李工"),)))
    ready(window, qtbot)
    stated.accept()
    assert "已归档" in stated.notice.text()
    assert session.project.all(Round)[one.id] == one
    assert [action.text() for action in strip.menu().actions()] == ["详情…"]
    window.chores.open_dialog("round", "ours")
    told = form(window, "round")
    assert isinstance(told, RoundDialog)
    ready(window, qtbot)
    assert not told.edit_button.isVisible()


def test_a_form_of_a_round_that_was_undone_closes(
    make_window: Windows, project_path: Path, qtbot: QtBot
) -> None:
    window = make_window()
    overview(window, project_path, qtbot)
    window.chores.open_dialog("new_round", "ours")
    form(window, "new_round").accept()
    window.chores.open_dialog("round", "ours")
    ready(window, qtbot)
    told: list[AppError] = []
    window.session.troubled.connect(told.append)
    window.session.undo()
    ready(window, qtbot)
    assert window.desk.form(("round", "ours")) is None
    qtbot.waitUntil(lambda: bool(told), timeout=2000)
    assert told[0].code == "FORM-GONE"
