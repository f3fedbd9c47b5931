"""Which part a product plays in the comparison, and why it was chosen."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from compare_app.domain.attachments import attachments_of
from compare_app.domain.model import Product
from compare_app.domain.terms import Role
from compare_app.text.wording import Wording
from ui.dialogs.beside import Beside
from ui.session import Session
from ui.widgets.plain import PlainLabel


class RoleDialog(Beside[Product]):
    """Role, primary or not, and the reason; a benchmark without a reason is not accepted (rulings 7)."""

    def __init__(
        self, session: Session, product: Product, words: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, words, parent)
        self._product = product
        self.setWindowTitle(words("Role of the product"))
        self.setMinimumWidth(420)
        self.role_box = QComboBox()
        self.role_box.setAccessibleName(words("Role"))
        for role in Role:
            self.role_box.addItem(words.term(role), role)
        self.primary_box = QCheckBox(
            words("Primary benchmark of its role: it drives gaps, steps and targets")
        )
        self.reason_edit = QLineEdit()
        self.reason_edit.setAccessibleName(words("Reason for choosing it"))
        self.reason_edit.setPlaceholderText(words("Why this product was chosen"))
        self._hint = PlainLabel(words("A benchmark needs a reason."), "quiet")
        form = QFormLayout()
        self._name = PlainLabel("", "subtitle", wrap=True)
        form.addRow(self._name)
        form.addRow(words("Role"), self.role_box)
        form.addRow(self.primary_box)
        form.addRow(words("Reason for choosing it"), self.reason_edit)
        form.addRow("", self._hint)
        self.evidence = PlainLabel("", "quiet", wrap=True)
        form.addRow(words("Evidence"), self.evidence)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.column.addLayout(form)
        self.column.addWidget(buttons)
        self.role_box.currentIndexChanged.connect(self._check)
        self.reason_edit.textChanged.connect(self._check)
        self.begin()

    def now(self) -> Product | None:
        """The product."""
        return self._session.project.get(Product, self._product.id)

    def show_now(self, now: Product) -> None:
        """Its name, and its role where nobody chose another."""
        self._product = now
        self._name.setText(now.name)
        count = len(attachments_of(self._session.project, Product, now.id))
        self.evidence.setText(
            self._words("Files beside the product: {count}; the inspector shows and adds them", count=count)
        )
        self.put(self.role_box, now.role)
        self.put(self.primary_box, now.primary)
        self.put(self.reason_edit, now.reason)
        self._check()

    def _role(self) -> Role:
        return Role(self.role_box.currentData())

    def _check(self) -> None:
        benchmark = self._role() not in (Role.OURS, Role.PEER)
        missing = benchmark and not self.reason_edit.text().strip()
        self.primary_box.setEnabled(benchmark)
        self._hint.setVisible(missing)
        self._ok.setEnabled(not missing)

    def accept(self) -> None:
        """Store the role as one edit."""
        role = self._role()
        primary = self.primary_box.isEnabled() and self.primary_box.isChecked()
        reason = self.reason_edit.text().strip()
        workspace = self._session.workspace
        if self.apply(lambda: workspace.with_role(self._product, role, primary=primary, reason=reason)):
            super().accept()
