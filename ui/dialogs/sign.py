"""Sign or send back: a name, a time and, for a refusal, a reason."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from compare_app.domain.edit import Edit
from compare_app.domain.model import Product, SignOff, new_id
from compare_app.domain.terms import SignOffKind
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.dialogs.beside import Beside
from ui.session import Session, View
from ui.widgets.plain import PlainLabel


class SignDialog(Beside[View]):
    """A signature is superseded by a later one, never undone (rulings 21)."""

    def __init__(
        self, session: Session, product_id: str, words: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, words, parent)
        self._product_id = product_id
        self.setWindowTitle(words("Sign"))
        self.setMinimumWidth(420)
        self.kind_box = QComboBox()
        self.kind_box.setAccessibleName(words("Kind of signature"))
        for kind in SignOffKind:
            self.kind_box.addItem(words.term(kind), kind.value)
        self.name_edit = QLineEdit()
        self.name_edit.setAccessibleName(words("Name"))
        self.veto_box = QCheckBox(words("Send back (veto)"))
        self.reason_edit = QLineEdit()
        self.reason_edit.setAccessibleName(words("Remark, needed when sending back"))
        self._name = PlainLabel("", "subtitle", wrap=True)
        form = QFormLayout()
        form.addRow(self._name)
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
        self.column.addLayout(form)
        self.column.addWidget(buttons)
        self.name_edit.textChanged.connect(self._check)
        self.reason_edit.textChanged.connect(self._check)
        self.veto_box.toggled.connect(self._check)
        self.begin()

    def now(self) -> View | None:
        """The whole project: any change of it may be a change of what is signed."""
        session = self._session
        known = session.project.get(Product, self._product_id) is not None
        return View(session.project, self._product_id, session.on) if known else None

    def show_now(self, now: View) -> None:
        """Whose signature it will be, and under which product."""
        product = now.project.get(Product, self._product_id)
        self._name.setText(product.name if product is not None else "")
        self.put(self.kind_box, next(iter(SignOffKind)).value)
        self.put(self.name_edit, self._session.user)
        self.put(self.veto_box, False)
        self.put(self.reason_edit, "")
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
        if self.apply(lambda: Edit(M("Sign"), (sign,))):
            super().accept()
