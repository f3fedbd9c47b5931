"""免于复测: a row of the plan is closed without a re-test, by name and with a reason that are both kept."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from compare_app.domain.edit import Edit
from compare_app.domain.improvement_words import target_said
from compare_app.domain.loop import Action
from compare_app.domain.model import Indicator
from compare_app.text.wording import Wording
from ui.dialogs.beside import Beside
from ui.session import Session
from ui.widgets.plain import PlainLabel
from ui.wording import labelled, named, spoken


class WaiveDialog(Beside[Action]):
    """A waiver is superseded by a later re-test, never undone (rulings 21)."""

    def __init__(
        self, session: Session, action_id: str, words: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, words, parent)
        self._action_id = action_id
        self.setWindowTitle(words("Waive the re-test"))
        self.setMinimumWidth(460)
        self._subject = PlainLabel("", "subtitle", wrap=True)
        self._facts = PlainLabel("", wrap=True)
        self.name_edit, self.reason_edit = QLineEdit(), QLineEdit()
        form = QFormLayout()
        for name, edit in ((words("Who waives it"), self.name_edit), (words("Reason"), self.reason_edit)):
            form.addRow(name, edit)
            edit.setAccessibleName(name)
            edit.textChanged.connect(self._check)
        lasting = PlainLabel(
            words(
                "The row is closed without a measured proof; every output says so. "
                "A waiver cannot be undone; a later re-test takes its place."
            ),
            "quiet",
            wrap=True,
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.waive_button = buttons.addButton(words("Waive"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for label in (self._subject, self._facts):
            self.column.addWidget(label)
        self.column.addLayout(form)
        self.column.addWidget(lasting)
        self.column.addWidget(buttons)
        self.begin()

    def now(self) -> Action | None:
        """The row as it stands."""
        return self._session.project.get(Action, self._action_id)

    def show_now(self, now: Action) -> None:
        """Which row it is, and its state."""
        words = self._words
        indicator = self._session.project.get(Indicator, now.indicator_id)
        name = named(indicator, words) if indicator is not None else now.gap
        self._subject.setText(words("Row {number}: {name}", number=now.position, name=name))
        target = target_said(now)
        facts = [labelled(words("Target"), target, words)] if target else [words("The row states no target")]
        self._facts.setText(words("; ").join([*facts, spoken(now.status, words)]))
        self.put(self.name_edit, self._session.user)
        self.put(self.reason_edit, "")
        self._check()

    def _check(self) -> None:
        told = bool(self.name_edit.text().strip() and self.reason_edit.text().strip())
        self.waive_button.setEnabled(told and not self._session.read_only)

    def accept(self) -> None:
        """Close the row as one edit."""
        if self.apply(self._edit):
            super().accept()

    def _edit(self) -> Edit:
        session = self._session
        return session.workspace.plan_waiver(
            self._action_id, self.name_edit.text(), self.reason_edit.text(), session.on, session.user
        )
