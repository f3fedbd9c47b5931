"""Forms beside the work: the table is scrolled and edited under them, they follow it, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from compare_app.domain.edit import Edit
from compare_app.domain.loop import SignOff
from compare_app.domain.model import Indicator, LadderRule, Override, Product
from compare_app.domain.terms import Conformity, GuardBand, LadderCondition, Role, Step
from compare_app.text.message import M
from compare_app.workspace import Workspace
from tests.ui.conftest import Answers
from tests.ui.made import make
from tests.ui.test_window import compose, ready
from ui.dialogs.beside import Beside
from ui.dialogs.check import CheckDialog
from ui.dialogs.equivalences import EquivalencesDialog
from ui.dialogs.ladder_rules import LadderRulesDialog
from ui.dialogs.outliers import OutliersDialog
from ui.dialogs.pack_write import PackWriteDialog
from ui.dialogs.picture import PictureDialog
from ui.dialogs.role import RoleDialog
from ui.dialogs.rule import RuleDialog
from ui.dialogs.settings import SettingsDialog
from ui.dialogs.sign import SignDialog
from ui.dialogs.verdict import VerdictDialog
from ui.main_window import MainWindow
from ui.main_window.desk import GAP, chosen_row, place
from ui.models.results_grid import NAME
from ui.pages.data import DataPage
from ui.pages.indicators import IndicatorsPage

Key = Qt.Key
Form = TypeVar("Form", bound=QDialog)
Windows = Callable[..., MainWindow]


def data(window: MainWindow, qtbot: QtBot) -> DataPage:
    page = window.show_page("data")
    ready(window, qtbot)
    assert isinstance(page, DataPage)
    return page


def standing(window: MainWindow, kind: type[Form]) -> Form:
    """The one form of a kind that stands there."""
    (form,) = [one for one in window.findChildren(kind) if one.isVisible()]
    return form


def role_form(window: MainWindow, qtbot: QtBot, product: str = "peer") -> RoleDialog:
    """The form of a product's role, opened as a person opens it."""
    tab = data(window, qtbot).results_tab
    tab.view.setCurrentIndex(tab.model.index(tab.model.row_of(product), 0))
    qtbot.mouseClick(tab._role_button, Qt.MouseButton.LeftButton)
    return standing(window, RoleDialog)


def type_into(page: DataPage, qtbot: QtBot, product: str, column: str, text: str) -> None:
    """Type a value into a cell of the data table."""
    view, model = page.results_tab.view, page.results_tab.model
    view.setCurrentIndex(model.index(model.row_of(product), model.column_of(column)))
    qtbot.keyClick(view, Key.Key_F2)
    editor = next(one for one in view.findChildren(QLineEdit) if one.isVisible())
    editor.setText(text)
    qtbot.keyClick(editor, Key.Key_Return)


def test_the_table_is_scrolled_and_edited_while_a_form_is_open(window: MainWindow, qtbot: QtBot) -> None:
    form = role_form(window, qtbot)
    compose(form.reason_edit, "，渠道相同")
    page = data(window, qtbot)
    assert not form.isModal()
    assert QApplication.activeModalWidget() is None
    qtbot.keyClick(page.results_tab.view, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    type_into(page, qtbot, "peer", "ra", "84")
    ready(window, qtbot)
    assert [one.raw for one in window.session.workspace.results("peer") if one.indicator_id == "ra"] == ["84"]
    assert form.isVisible()
    assert "渠道相同" in form.reason_edit.text()
    assert not form.notice.isVisible()  # a value of the product is nothing of its role


def test_an_undo_under_an_open_form_is_shown_and_typed_text_stays(window: MainWindow, qtbot: QtBot) -> None:
    peer = window.session.project.get(Product, "peer")
    assert peer is not None
    window.session.apply(Edit(M("Edit"), (replace(peer, role=Role.DOMESTIC),)))
    form = role_form(window, qtbot)
    form.reason_edit.clear()
    compose(form.reason_edit, "同价位销量第一")
    window.actions_by_key["undo"].trigger()
    ready(window, qtbot)
    assert form.role_box.currentData() == Role.PEER
    assert form.reason_edit.text() == "同价位销量第一"
    assert form.notice.isVisible()
    assert "已保留" in form.notice.text()
    form.role_box.setCurrentIndex(list(Role).index(Role.INTERNATIONAL))
    steps = len(window.session.steps())
    qtbot.keyClick(form.reason_edit, Key.Key_Return)
    now = window.session.project.get(Product, "peer")
    assert now is not None
    assert (now.role, now.reason) == (Role.INTERNATIONAL, "同价位销量第一")
    assert sum(one.done for one in window.session.steps()) == 1 + sum(
        one.done for one in window.session.steps()[1:]
    )
    assert len(window.session.steps()) == steps  # the undone step gave way to the new one


def test_what_another_edit_did_meanwhile_is_not_undone_by_the_form(window: MainWindow, qtbot: QtBot) -> None:
    form = role_form(window, qtbot)
    compose(form.reason_edit, "，已核实")
    type_into(data(window, qtbot), qtbot, "peer", NAME, "同类产品 P-13")
    ready(window, qtbot)
    assert "P-13" in form._name.text()
    qtbot.keyClick(form.reason_edit, Key.Key_Return)
    now = window.session.project.get(Product, "peer")
    assert now is not None
    assert now.name == "同类产品 P-13"
    assert now.reason == "同类销量第一，已核实"


def test_a_form_whose_subject_is_gone_says_so_and_closes(window: MainWindow, qtbot: QtBot) -> None:
    window.session.apply(Edit(M("Edit"), (Product("fresh", "led", "新产品 N-1"),)))
    form = role_form(window, qtbot, "fresh")
    compose(form.reason_edit, "白填了")
    window.actions_by_key["undo"].trigger()
    assert not form.isVisible()
    ready(window, qtbot)
    assert "产品角色" in window.message_bar.text
    assert "已不在项目中" in window.message_bar.text
    assert window.message_bar.kind == "trouble"
    assert window.desk.forms == ()
    assert QApplication.activeModalWidget() is None


def test_a_result_that_goes_takes_its_form_along(window: MainWindow, qtbot: QtBot) -> None:
    page = data(window, qtbot)
    tab = page.results_tab
    tab.view.setCurrentIndex(tab.model.index(tab.model.row_of("ours"), tab.model.column_of("efficacy")))
    qtbot.mouseClick(tab._outliers_button, Qt.MouseButton.LeftButton)
    form = standing(window, OutliersDialog)
    form.values.item(1).setCheckState(Qt.CheckState.Checked)
    compose(form.reason_edit, "夹具松动")
    type_into(page, qtbot, "ours", "efficacy", "98; 99; 97; 60")
    ready(window, qtbot)
    assert form.values.count() == 4
    assert form.values.item(1).checkState() is Qt.CheckState.Checked
    assert form.reason_edit.text() == "夹具松动"
    assert form.notice.isVisible()
    type_into(page, qtbot, "ours", "efficacy", "")
    ready(window, qtbot)
    assert window.desk.forms == ()
    assert "已不在项目中" in window.message_bar.text


def test_flags_taken_and_given_are_one_step(window: MainWindow, qtbot: QtBot) -> None:
    tab = data(window, qtbot).results_tab
    tab.view.setCurrentIndex(tab.model.index(tab.model.row_of("ours"), tab.model.column_of("efficacy")))
    for ticked in ((0,), (1,)):
        qtbot.mouseClick(tab._outliers_button, Qt.MouseButton.LeftButton)
        form = standing(window, OutliersDialog)
        for at in range(form.values.count()):
            state = Qt.CheckState.Checked if at in ticked else Qt.CheckState.Unchecked
            form.values.item(at).setCheckState(state)
        compose(form.reason_edit, "夹具松动")
        form.accept()
        ready(window, qtbot)
        tab.view.setCurrentIndex(tab.model.index(tab.model.row_of("ours"), tab.model.column_of("efficacy")))

    def flags() -> list[bool]:
        every = window.session.workspace.results("ours")
        return [bool(one.outlier) for one in every if one.indicator_id == "efficacy"]

    assert flags() == [False, True, False]
    window.session.undo()
    assert flags() == [True, False, False]


def test_asking_again_raises_the_form_of_the_same_subject(window: MainWindow, qtbot: QtBot) -> None:
    form = role_form(window, qtbot)
    compose(form.reason_edit, "，再看看")
    assert role_form(window, qtbot) is form
    assert form.reason_edit.text().endswith("再看看")
    tab = data(window, qtbot).results_tab
    tab.view.setCurrentIndex(tab.model.index(tab.model.row_of("dom"), 0))
    qtbot.mouseClick(tab._role_button, Qt.MouseButton.LeftButton)
    assert len(window.desk.forms) == 2  # another product is another subject


def test_forms_go_with_their_project(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    other = tmp_path / "另一个.dcmp"
    make(other).close()
    form = role_form(window, qtbot)
    window.actions_by_key["settings"].trigger()
    settings = standing(window, SettingsDialog)
    assert window.open_project(other)
    assert not form.isVisible()
    assert settings.isVisible()  # is of the program, not of the project
    ready(window, qtbot)
    role_form(window, qtbot)
    window.actions_by_key["close"].trigger()
    assert window.desk.forms == (settings,)


def test_settings_do_not_take_back_what_was_opened_meanwhile(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "另一个.dcmp"
    make(other).close()
    window.actions_by_key["settings"].trigger()
    settings = standing(window, SettingsDialog)
    assert window.open_project(other)
    ready(window, qtbot)
    settings.name_edit.setText("质检员乙")
    settings.accept()
    assert window.settings.recent[0] == str(other)
    assert window.session.user == "质检员乙"


def test_a_verdict_is_taken_over_against_the_present_comparison(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("indicators")
    ready(window, qtbot)
    assert isinstance(page, IndicatorsPage)
    page.select("life")
    qtbot.mouseClick(page.verdict_button, Qt.MouseButton.LeftButton)
    form = standing(window, VerdictDialog)
    compose(form.reason_edit, "样品受潮，待复检")
    before = form._automatic_label.text()
    type_into(data(window, qtbot), qtbot, "ours", "life", "70")
    assert not form._ok.isEnabled()  # nothing is taken over while it is compared anew
    ready(window, qtbot)
    assert form._automatic_label.text() != before
    assert "70" in "".join(one.text() for one in form.findChildren(type(form.notice)))
    assert form.notice.isVisible()
    assert form.reason_edit.text() == "样品受潮，待复检"
    form.verdict_box.setCurrentIndex(form.verdict_box.findData(Conformity.UNDECIDED.value))
    form.accept()
    (override,) = window.session.project.all(Override).values()
    assert override.reason == "样品受潮，待复检"


def test_a_verdict_follows_its_product_when_another_is_looked_at(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("indicators")
    ready(window, qtbot)
    assert isinstance(page, IndicatorsPage)
    page.select("life")
    qtbot.mouseClick(page.verdict_button, Qt.MouseButton.LeftButton)
    form = standing(window, VerdictDialog)
    window.session.look_at("ours2")
    ready(window, qtbot)
    compose(form.reason_edit, "样品受潮")
    type_into(data(window, qtbot), qtbot, "ours2", "ra", "79")
    ready(window, qtbot)
    assert not form.notice.isVisible()
    form.verdict_box.setCurrentIndex(form.verdict_box.findData(Conformity.UNDECIDED.value))
    form.accept()
    (override,) = window.session.project.all(Override).values()
    assert override.subject.startswith("result:ours:")


def test_what_is_signed_is_what_the_form_showed(window: MainWindow, qtbot: QtBot) -> None:
    window.chores.open_dialog("sign", "ours")
    form = standing(window, SignDialog)
    window.session.workspace.apply(  # as another thread stores it, before anybody is told
        Edit(M("Edit"), (replace(window.session.project.all(Product)["ours"], name="改名了"),))
    )
    form.sign_button.click()
    assert not window.session.project.all(SignOff)
    assert form.isVisible()
    assert form.notice.isVisible()
    assert form._name.text() == "改名了"
    with qtbot.waitSignal(form.finished, timeout=20_000):  # it is stored beside the window
        form.sign_button.click()
    (signed,) = window.session.project.all(SignOff).values()
    assert signed.product_id == "ours"


def test_the_rule_says_when_results_have_come_meanwhile(
    make_window: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "空.dcmp"
    workspace = Workspace.create(path, "空")
    from compare_app.domain.model import Category

    workspace.apply(Edit(M("Edit"), (Category("led", "LED"), Product("p", "led", "灯", role=Role.OURS))))
    workspace.apply(
        Edit(M("Edit"), (Indicator(id="ra", category_id="led", position=1, code="ra", name="Ra"),))
    )
    workspace.close()
    window = make_window()
    assert window.open_project(path)
    window.chores.open_dialog("rule", "led")
    form = standing(window, RuleDialog)
    form.guard_box.setCurrentIndex(form.guard_box.findData(GuardBand.EXPANDED.value))
    assert form._ok.isEnabled()
    page = data(window, qtbot)
    type_into(page, qtbot, "p", "ra", "80")
    ready(window, qtbot)
    assert form.notice.isVisible()
    assert not form._ok.isEnabled()  # there are results now: a reason is needed
    assert form.guard_box.currentData() == GuardBand.EXPANDED.value


def test_the_ladder_keeps_what_was_chosen_and_takes_what_was_not(window: MainWindow, qtbot: QtBot) -> None:
    from datetime import UTC, datetime

    from compare_app.domain.ladder_table import DEFAULT, ladder_edit

    window.actions_by_key["ladder_rules"].trigger()
    form = standing(window, LadderRulesDialog)
    mine, theirs = [one for one in LadderCondition if one is not LadderCondition.BINDING_MET][:2]
    form.boxes[mine].setCurrentIndex(form.boxes[mine].findData(int(Step.L5)))
    table = {**DEFAULT, theirs: Step.L4}
    window.session.apply(
        ladder_edit(
            window.session.project, "led", table, None, reason="别人改的", author="乙", at=datetime.now(UTC)
        )
    )
    assert form.boxes[mine].currentData() == int(Step.L5)
    assert form.boxes[theirs].currentData() == int(Step.L4)
    assert form.reason_edit.text() == "别人改的"
    form.accept()
    assert window.session.project.all(LadderRule)


@pytest.mark.parametrize("kind", ["equivalences", "write_pack", "check", "picture"])
def test_every_other_form_follows_too(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot, kind: str
) -> None:
    page = window.show_page("indicators")
    ready(window, qtbot)
    assert isinstance(page, IndicatorsPage)
    forms: dict[str, tuple[type[Beside[object]], Callable[[], object]]] = {
        "equivalences": (EquivalencesDialog, lambda: window.chores.open_dialog("equivalences", "led")),
        "write_pack": (PackWriteDialog, window.actions_by_key["write_pack"].trigger),
        "check": (CheckDialog, window.actions_by_key["check"].trigger),
        "picture": (PictureDialog, page.chart.save),
    }
    form_type, open_one = forms[kind]
    open_one()
    form = standing(window, form_type)
    if isinstance(form, (EquivalencesDialog, PackWriteDialog)):
        field = form.reason_edit if isinstance(form, EquivalencesDialog) else form.note_edit
        compose(field, "填到一半")
    ra = window.session.project.all(Indicator)["ra"]
    window.session.apply(Edit(M("Edit"), (replace(ra, name="显色性"), Product("p9", "led", "又一个"))))
    assert form.notice.isVisible()
    if isinstance(form, EquivalencesDialog):
        assert form.indicator_box.findText("显色性") >= 0
        assert form.reason_edit.text() == "填到一半"
    elif isinstance(form, PackWriteDialog):
        assert "又一个" in form.products.text()
        assert form.note_edit.text() == "填到一半"


def test_another_language_makes_a_form_anew_with_what_was_typed(window: MainWindow, qtbot: QtBot) -> None:
    form = role_form(window, qtbot)
    compose(form.reason_edit, "，还没填完")
    at = form.geometry()
    window.restyle(language="en", theme="dark")
    ready(window, qtbot)
    fresh = standing(window, RoleDialog)
    assert fresh is not form
    assert fresh.windowTitle() == "Role of the product"
    assert fresh.reason_edit.text() == "同类销量第一，还没填完"
    assert fresh.geometry() == at


def test_the_keyboard_reaches_a_form_and_comes_back(window: MainWindow, qtbot: QtBot) -> None:
    form = role_form(window, qtbot)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page = data(window, qtbot)
    page.category_box.setFocus()
    assert window.actions_by_key["next_window"].isEnabled()
    qtbot.keyClick(page.category_box, Key.Key_F6)
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClick(form.reason_edit, Key.Key_F6)
    qtbot.waitUntil(window.isActiveWindow)
    assert page.category_box.hasFocus()
    qtbot.keyClick(page.category_box, Key.Key_F6, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClick(form.reason_edit, Key.Key_Escape)
    qtbot.waitUntil(window.isActiveWindow)
    assert window.desk.forms == ()
    assert page.category_box.hasFocus()
    assert not window.actions_by_key["next_window"].isEnabled()


def test_a_form_does_not_cover_the_chosen_row(window: MainWindow, qtbot: QtBot) -> None:
    form = role_form(window, qtbot)
    row = chosen_row(window.page)
    assert row.isValid()
    assert not form.frameGeometry().intersects(row)


SCREEN = QRect(0, 0, 1366, 728)


@pytest.mark.parametrize(
    ("window_rect", "screen", "row", "wanted"),
    [
        (QRect(0, 0, 900, 700), QRect(0, 0, 1920, 1040), QRect(50, 200, 800, 24), "right of the window"),
        (QRect(900, 0, 1000, 700), QRect(0, 0, 1920, 1040), QRect(950, 200, 800, 24), "left of the window"),
        (QRect(40, 0, 1280, 720), SCREEN, QRect(60, 150, 1200, 24), "below the row"),
        (QRect(40, 0, 1280, 720), SCREEN, QRect(60, 600, 1200, 24), "above the row"),
        (QRect(40, 0, 1280, 720), SCREEN, QRect(), "in the window's corner"),
    ],
)
def test_where_a_form_goes(window_rect: QRect, screen: QRect, row: QRect, wanted: str) -> None:
    size = QSize(440, 300)
    spot = QRect(place(size, window_rect, screen, row), size)
    assert screen.contains(spot)
    assert not spot.intersects(row)
    assert {
        "right of the window": spot.left() > window_rect.right(),
        "left of the window": spot.right() < window_rect.left(),
        "below the row": spot.top() == row.bottom() + GAP,
        "above the row": spot.bottom() < row.top(),
        "in the window's corner": spot.right() > window_rect.right() - 2 * GAP,
    }[wanted]


def test_forms_that_must_lie_on_each_other_show_their_titles() -> None:
    size, taken = QSize(440, 300), []
    for _ in range(6):
        at = place(size, QRect(40, 0, 1280, 720), SCREEN, QRect(60, 150, 1200, 24), taken)
        assert at not in [one.topLeft() for one in taken]
        taken.append(QRect(at, size))
    assert QPoint(0, 0) not in [one.topLeft() for one in taken]
