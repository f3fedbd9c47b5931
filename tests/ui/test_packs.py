"""Library packs in the window: handed on, looked at, taken in; what people changed stays unless they say otherwise."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.model import Indicator, Product, Requirement
from compare_app.domain.terms import Role
from compare_app.text.message import M
from compare_app.workspace import Workspace
from tests.ui.conftest import Answers
from ui.dialogs.pack_take import PackDialog
from ui.dialogs.pack_write import PackWriteDialog
from ui.main_window import MainWindow

PACKS = Path(__file__).resolve().parents[2] / "sample_data" / "packs"


def idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.session.tasks.running == 0, timeout=20_000)


def shown(window: MainWindow, kind: type[QDialog], qtbot: QtBot) -> QDialog:
    idle(window, qtbot)
    found = [one for one in window.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def dropped(window: MainWindow, path: Path, qtbot: QtBot) -> PackDialog:
    window.chores.take_files([path])
    dialog = shown(window, PackDialog, qtbot)
    assert isinstance(dialog, PackDialog)
    return dialog


def test_a_pack_is_taken_in_and_a_second_time_changes_nothing(
    window: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    answers.to_open = PACKS / "room_air_conditioners.dcpack"
    before = set(window.session.project.all(Indicator))
    window.actions_by_key["take_pack"].trigger()
    dialog = shown(window, PackDialog, qtbot)
    assert isinstance(dialog, PackDialog)
    assert "新增" in dialog.summary.text()
    assert not dialog.view.isVisible()  # nothing of the project would change
    dialog.take_button.click()
    idle(window, qtbot)
    assert len(window.session.project.all(Indicator)) > len(before)
    assert "库包" in window.message_bar.text
    qtbot.wait(10)
    again = dropped(window, PACKS / "room_air_conditioners.dcpack", qtbot)
    assert not again.take_button.isEnabled()
    again.reject()
    window.actions_by_key["undo"].trigger()
    assert set(window.session.project.all(Indicator)) == before


def test_what_people_changed_stays_unless_they_say_otherwise(window: MainWindow, qtbot: QtBot) -> None:
    pack = PACKS / "led_light_sources.dcpack"
    dropped(window, pack, qtbot).take_button.click()
    idle(window, qtbot)
    qtbot.wait(10)
    session = window.session
    names = {one.id for one in Workspace.read_pack(pack).records}
    indicator = next(one for one in session.project.all(Indicator).values() if one.id in names)
    requirement = next(one for one in session.project.all(Requirement).values() if one.id in names)
    session.apply(
        Edit(M("x"), (replace(indicator, weight=Decimal("7")),), (Ref(Requirement, requirement.id),))
    )
    dialog = dropped(window, pack, qtbot)
    rows = [[dialog.model.index(row, at).data() for at in range(5)] for row in range(dialog.model.rowCount())]
    wanted = ["保留原值", indicator.name, "权重", "7", str(indicator.weight)]
    assert wanted in rows
    assert not dialog.take_button.isEnabled()
    assert dialog.removed_box.isVisible()
    dialog.removed_box.click()
    assert dialog.model.setData(dialog.model.index(rows.index(wanted), 0), "take")
    dialog.take_button.click()
    idle(window, qtbot)
    assert session.project.all(Indicator)[indicator.id].weight == indicator.weight
    assert requirement.id in session.project.all(Requirement)


def test_a_file_that_is_no_pack_says_so(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "坏.dcpack"
    path.write_bytes(b"rubbish")
    window.chores.take_files([path])
    idle(window, qtbot)
    assert "坏.dcpack" in window.message_bar.text


def test_a_category_is_handed_on_without_our_products(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.to_save = tmp_path / "库.dcpack"
    window.actions_by_key["write_pack"].trigger()
    dialog = shown(window, PackWriteDialog, qtbot)
    assert isinstance(dialog, PackWriteDialog)
    assert dialog.name_edit.text() == dialog.category_box.currentText()
    dialog.source_edit.setText("行业年报")
    dialog.accept()
    idle(window, qtbot)
    pack = Workspace.read_pack(tmp_path / "库.dcpack")
    assert pack.info.source == "行业年报"
    products = [one for one in pack.records if isinstance(one, Product)]
    assert products
    assert all(one.role is not Role.OURS for one in products)
