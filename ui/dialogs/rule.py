"""The decision rule of a category: agreed before the first result, changed later only with a reason (R30)."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.model import Category
from compare_app.domain.rules import rule_of
from compare_app.domain.terms import GuardBand
from compare_app.text.wording import Wording
from ui.session import Session
from ui.widgets.dialog import Dialog
from ui.widgets.plain import PlainLabel
from ui.wording import named


class RuleDialog(Dialog):
    """Guard band or conformance probability, two or four states; everything is judged anew afterwards."""

    def __init__(
        self, session: Session, category_id: str, words: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._category_id = category_id
        self._locked = session.workspace.has_results(category_id)
        present = rule_of(session.project, category_id)
        category = session.project.get(Category, category_id)
        self.setWindowTitle(words("Decision rule"))
        self.setMinimumWidth(460)
        self.finished.connect(self.deleteLater)
        self.guard_box = QComboBox()
        self.guard_box.setAccessibleName(words("Guard band"))
        for guard in GuardBand:
            self.guard_box.addItem(words.term(guard), guard.value)
        self.states_box = QCheckBox(words("Four states: pass, conditional pass, conditional fail, fail"))
        if present is not None:
            self.guard_box.setCurrentIndex(list(GuardBand).index(present.guard))
            self.states_box.setChecked(present.four_state)
        self.reason_edit = QLineEdit()
        self.reason_edit.setAccessibleName(words("Why"))
        self.author_edit = QLineEdit(session.user)
        self.author_edit.setAccessibleName(words("Name"))
        form = QFormLayout()
        if category is not None:
            form.addRow(PlainLabel(named(category, words), "subtitle", wrap=True))
        form.addRow(words("Guard band"), self.guard_box)
        form.addRow("", self.states_box)
        form.addRow(words("Why"), self.reason_edit)
        form.addRow(words("Name"), self.author_edit)
        hint = (
            words("There are results already: a change needs a reason and judges everything anew.")
            if self._locked
            else words("The rule is fixed before the first result and printed in every output.")
        )
        form.addRow("", PlainLabel(hint, "quiet", wrap=True))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(buttons)
        for field in (self.reason_edit, self.author_edit):
            field.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        reasoned = bool(self.reason_edit.text().strip()) or not self._locked
        self._ok.setEnabled(reasoned and bool(self.author_edit.text().strip()))

    def accept(self) -> None:
        """Store the rule as one edit."""
        edit = self._session.attempt(
            lambda: self._session.workspace.with_rule(
                self._category_id,
                GuardBand(self.guard_box.currentData()),
                four_state=self.states_box.isChecked(),
                author=self.author_edit.text(),
                reason=self.reason_edit.text(),
            )
        )
        if edit is not None and self._session.apply(edit):
            super().accept()
