"""The decision rule of a category: agreed before the first result, changed later only with a reason (R30)."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from compare_app.domain.model import Category, DecisionRule
from compare_app.domain.rules import rule_of
from compare_app.domain.terms import GuardBand
from compare_app.text.wording import Wording
from ui.dialogs.beside import Beside
from ui.session import Session
from ui.widgets.plain import PlainLabel
from ui.wording import named

RuleNow = tuple[Category, DecisionRule | None, bool]
"""The category, its rule, and whether results have fixed it."""


class RuleDialog(Beside[RuleNow]):
    """Guard band or conformance probability, two or four states; everything is judged anew afterwards."""

    def __init__(
        self, session: Session, category_id: str, words: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, words, parent)
        self._category_id = category_id
        self._locked = False
        self.setWindowTitle(words("Decision rule"))
        self.setMinimumWidth(460)
        self.guard_box = QComboBox()
        self.guard_box.setAccessibleName(words("Guard band"))
        for guard in GuardBand:
            self.guard_box.addItem(words.term(guard), guard.value)
        self.states_box = QCheckBox(words("Four states: pass, conditional pass, conditional fail, fail"))
        self.reason_edit = QLineEdit()
        self.reason_edit.setAccessibleName(words("Why"))
        self.author_edit = QLineEdit()
        self.author_edit.setAccessibleName(words("Name"))
        form = QFormLayout()
        self._name = PlainLabel("", "subtitle", wrap=True)
        form.addRow(self._name)
        form.addRow(words("Guard band"), self.guard_box)
        form.addRow("", self.states_box)
        form.addRow(words("Why"), self.reason_edit)
        form.addRow(words("Name"), self.author_edit)
        self._hint = PlainLabel("", "quiet", wrap=True)
        form.addRow("", self._hint)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.column.addLayout(form)
        self.column.addWidget(buttons)
        for field in (self.reason_edit, self.author_edit):
            field.textChanged.connect(self._check)
        self.begin()

    def now(self) -> RuleNow | None:
        """The category, its rule, and whether results have fixed it."""
        session, category_id = self._session, self._category_id
        category = session.project.get(Category, category_id)
        if category is None:
            return None
        return category, rule_of(session.project, category_id), session.workspace.has_results(category_id)

    def show_now(self, now: RuleNow) -> None:
        """The rule as it stands, and what a change needs."""
        words = self._words
        category, present, self._locked = now
        self._name.setText(named(category, words))
        self.put(self.guard_box, (present.guard if present is not None else GuardBand.NONE).value)
        self.put(self.states_box, present is not None and present.four_state)
        self.put(self.reason_edit, "")
        self.put(self.author_edit, self._session.user)
        self._hint.setText(
            words("There are results already: a change needs a reason and judges everything anew.")
            if self._locked
            else words("The rule is fixed before the first result and printed in every output.")
        )
        self._check()

    def _check(self) -> None:
        reasoned = bool(self.reason_edit.text().strip()) or not self._locked
        self._ok.setEnabled(reasoned and bool(self.author_edit.text().strip()))

    def accept(self) -> None:
        """Store the rule as one edit."""
        agreed = self.apply(
            lambda: self._session.workspace.with_rule(
                self._category_id,
                GuardBand(self.guard_box.currentData()),
                four_state=self.states_box.isChecked(),
                author=self.author_edit.text(),
                reason=self.reason_edit.text(),
            )
        )
        if agreed:
            super().accept()
