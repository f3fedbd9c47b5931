"""What was begun is kept and brought back; a killed program is `tests/torture/typing_killed.py`."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from compare_app.domain.model import Product
from compare_app.drafts import Drafts, load, save
from ui.dialogs.role import RoleDialog
from ui.dialogs.verdict import VerdictDialog, subject_of
from ui.main_window import MainWindow
from ui.main_window.unfinished import EVERY_MS, Unfinished
from ui.widgets.fields import fields_of, said_by, say_again


def test_the_fields_of_a_form_say_the_same_again(app: object) -> None:
    def form() -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        box = QComboBox()
        box.addItems(["一", "二"])
        password = QLineEdit()
        password.setEchoMode(QLineEdit.EchoMode.Password)
        for one in (QLineEdit(), QPlainTextEdit(), QCheckBox(), QSpinBox(), box, password):
            row.addWidget(one)
        return made

    first, second = form(), form()
    entries = ("字", "多\n行", True, 7, "二")
    fields = fields_of(first)
    assert len(fields) == len(entries)  # no password, no part of a spin box
    for field, entry in zip(fields.values(), entries, strict=True):
        say_again(field, entry)
    for place, field in fields_of(second).items():
        say_again(field, said_by(fields[place]))
    assert tuple(said_by(one) for one in fields_of(second).values()) == entries
    say_again(next(one for one in fields_of(second).values() if isinstance(one, QComboBox)), "三")
    assert said_by(list(fields_of(second).values())[4]) == "二"


def test_a_form_half_filled_in_is_open_again(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "drafts.json"
    window.keep_unfinished(path)
    assert EVERY_MS <= 1000  # at most two seconds of typing are lost
    kept = window._unfinished
    assert isinstance(kept, Unfinished)
    kept.keep()
    assert not path.exists()  # nothing was begun
    window.chores.open_dialog("role", window.session.project.get(Product, "peer"))
    (form,) = window.desk.forms
    assert isinstance(form, RoleDialog)
    kept.keep()
    assert not path.exists()  # a form that was only opened is nothing yet
    form.reason_edit.setText("同类销量第一，2026")
    kept.keep()
    begun = load(path)
    assert [one.kind for one in begun.forms] == ["role"]
    form.reject()
    kept.keep()
    assert not path.exists()
    kept.bring_back(begun)
    (form,) = window.desk.forms
    assert isinstance(form, RoleDialog)
    assert form.reason_edit.text() == "同类销量第一，2026"
    assert "重新打开" in window.message_bar.text
    kept.keep()
    assert load(path) == begun  # killed a second time
    form.reject()


def test_drafts_of_another_project_wait_and_a_close_forgets(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "drafts.json"
    other = Drafts(str(tmp_path / "other.dcmp"), typing="词")
    save(other, path)
    window.keep_unfinished(path)
    window.session.project_changed.emit()
    kept = window._unfinished
    assert kept is not None
    kept.keep()
    assert load(path) == other
    kept.close()
    assert not path.exists()


def test_a_verdict_half_given_is_open_again(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "drafts.json"
    window.keep_unfinished(path)
    kept = window._unfinished
    assert kept is not None
    session = window.session
    product = session.our_products()[0]
    session.look_at(product.id)
    comparison = session.workspace.compare(product.id, session.on)
    judged = next(one for found in comparison.indicators for one in found.judgements)
    for row in (comparison.standards[0], judged):
        window.chores.open_dialog("verdict", row)
        (form,) = window.desk.forms
        assert isinstance(form, VerdictDialog)
        form.reason_edit.setText("试验室复核，报告另附")
        kept.keep()
        begun = load(path)
        assert [one.kind for one in begun.forms] == ["verdict"]
        form.reject()
        kept.bring_back(begun)
        (form,) = window.desk.forms
        assert isinstance(form, VerdictDialog)
        assert form.reason_edit.text() == "试验室复核，报告另附"
        assert form.subject == subject_of(product.id, row)
        form.reject()
