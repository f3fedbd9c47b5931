"""Sign or send back: a name, a time and, for a refusal, a reason."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.edit import Edit
from compare_app.domain.model import SignOff, new_id
from compare_app.domain.terms import SignOffKind
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.session import Session
from ui.widgets.dialog import Dialog
from ui.widgets.plain import PlainLabel


class SignDialog(Dialog):
    """A signature is superseded by a later one, never undone (rulings 21)."""

    def __init__(
        self, session: Session, product_id: str, words: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._product_id = product_id
        self.setWindowTitle(words("Sign"))
        self.setMinimumWidth(420)
        self.finished.connect(self.deleteLater)
        self.kind_box = QComboBox()
        self.kind_box.setAccessibleName(words("Kind of signature"))
        for kind in SignOffKind:
            self.kind_box.addItem(words.term(kind), kind.value)
        self.name_edit = QLineEdit(session.user)
        self.name_edit.setAccessibleName(words("Name"))
        self.veto_box = QCheckBox(words("Send back (veto)"))
        self.reason_edit = QLineEdit()
        self.reason_edit.setAccessibleName(words("Remark, needed when sending back"))
        form = QFormLayout()
        form.addRow(words("Signature"), self.kind_box)
        form.addRow(words("Name"), self.name_edit)
        form.addRow("", self.veto_box)
        form.addRow(words("Remark, needed when sending back"), self.reason_edit)
        form.addRow(
            "",
            PlainLabel(
                words(
                    "A signature cannot be undone; a later one takes its place. "
                    "Edits before it can no longer be undone."
                ),
                "quiet",
                wrap=True,
            ),
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.sign_button = buttons.addButton(words("Sign"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(buttons)
        self.name_edit.textChanged.connect(self._check)
        self.reason_edit.textChanged.connect(self._check)
        self.veto_box.toggled.connect(self._check)
        self._check()

    def _check(self) -> None:
        named = bool(self.name_edit.text().strip())
        explained = not self.veto_box.isChecked() or bool(self.reason_edit.text().strip())
        self.sign_button.setEnabled(named and explained)

    def accept(self) -> None:
        """Store the signature."""
        sign = SignOff(
            id=new_id(),
            product_id=self._product_id,
            kind=SignOffKind(self.kind_box.currentData()),
            name=self.name_edit.text().strip(),
            at=datetime.now(UTC),
            veto=self.veto_box.isChecked(),
            reason=self.reason_edit.text().strip(),
        )
        if self._session.apply(Edit(M("Sign"), (sign,))):
            super().accept()
