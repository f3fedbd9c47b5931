"""Signing in the window: which signature is possible now, what it stands under, what changed since."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from compare_app.domain.edit import Edit
from compare_app.domain.model import Product
from compare_app.domain.sign_off import sign_round
from compare_app.domain.terms import SignOffKind
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.dialogs.sign import SignDialog
from ui.models.overview_grid import overview_grid
from ui.session import Session


def ready(opened: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not opened.tasks.running, timeout=20000)


def shown(opened: Session, words: Wording, qtbot: QtBot) -> SignDialog:
    assert opened.product is not None
    dialog = SignDialog(opened, opened.product.id, words)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def sign(opened: Session, words: Wording, qtbot: QtBot, name: str) -> SignOffKind:
    """Sign what the dialog offers."""
    dialog = shown(opened, words, qtbot)
    dialog.name_edit.setText(name)
    kind = dialog.kind
    assert dialog.sign_button.isEnabled(), dialog.why.text()
    with qtbot.waitSignal(dialog.finished, timeout=20000):
        dialog.accept()
    return kind


def test_the_dialog_leads_through_the_order(opened: Session, chinese: Wording, qtbot: QtBot) -> None:
    ready(opened, qtbot)
    dialog = shown(opened, chinese, qtbot)
    assert dialog.kind is SignOffKind.DRAWN_UP
    assert "发布并冻结" in dialog.what.text()
    dialog.kind_box.setCurrentIndex(2)
    assert "须先" in dialog.why.text()
    assert not dialog.sign_button.isEnabled()
    dialog.kind_box.setCurrentIndex(0)
    dialog.veto_box.setChecked(True)
    assert "没有可退回" in dialog.why.text()
    dialog.reject()
    assert [sign(opened, chinese, qtbot, name) for name in ("甲", "乙")] == [
        SignOffKind.DRAWN_UP,
        SignOffKind.CHECKED,
    ]
    dialog = shown(opened, chinese, qtbot)
    dialog.name_edit.setText("甲")
    assert dialog.kind is SignOffKind.APPROVED
    assert "编制人与批准人相同" in dialog.why.text()
    assert "甲" in dialog.what.text()
    dialog.name_edit.setText("")
    assert not dialog.sign_button.isEnabled()
    dialog.reject()


def test_a_changed_product_is_not_signed_and_the_overview_says_so(
    opened: Session, chinese: Wording, qtbot: QtBot
) -> None:
    ready(opened, qtbot)
    product = opened.product
    assert product is not None
    for name in ("甲", "乙", "丙"):
        sign(opened, chinese, qtbot, name)
    assert opened.workspace.signed_state(product.id).changed is False
    assert sign(opened, chinese, qtbot, "甲") is SignOffKind.DRAWN_UP
    opened.apply(Edit(M("Note"), (replace(product, note="新配方"),)))
    dialog = shown(opened, chinese, qtbot)
    troubles: list[str] = []
    opened.troubled.connect(lambda error: troubles.append(chinese(error.what)))
    dialog.accept()
    ready(opened, qtbot)
    assert "编制之后有改动" in troubles[0]
    assert "新配方" in troubles[0]
    assert dialog.isVisible()
    assert dialog.isEnabled()
    dialog.reject()
    assert sign_round(opened.project, product.id).approved is None
    opened.standings()
    ready(opened, qtbot)
    standings = opened.standings()
    assert standings is not None
    grid = overview_grid(standings, opened.project, chinese)
    texts = [cell.text for at in range(len(grid.rows)) for cell in grid.rows.cells(at)]
    assert any("此后有改动" in text for text in texts)
    assert opened.project.all(Product)[product.id].note == "新配方"
