"""The facts of a round of comparison (F1) as a form: what it is to be, who does it and until when."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from compare_app.domain.day_text import entered_day
from compare_app.domain.edit import Edit
from compare_app.domain.loop import Round
from compare_app.text.wording import Wording
from ui.dialogs.beside import Beside
from ui.session import Session
from ui.widgets.plain import PlainLabel

T = TypeVar("T")


class RoundForm(Beside[T]):
    """Only the title is needed; what is left empty is printed as not stated. A subclass opens or changes a round."""

    def __init__(
        self, session: Session, product_id: str, words: Wording, title: str, take: str, parent: QWidget | None
    ) -> None:
        super().__init__(session, words, parent)
        self._product_id = product_id
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        self._name = PlainLabel("", "subtitle", wrap=True)
        self.title_edit, self.market_edit, self.team_edit = QLineEdit(), QLineEdit(), QLineEdit()
        self.leader_edit, self.experts_edit = QLineEdit(), QLineEdit()
        self.opened_edit, self.due_edit, self.note_edit = QLineEdit(), QLineEdit(), QLineEdit()
        for edit in (self.opened_edit, self.due_edit):
            edit.setPlaceholderText("2026-12-31")
        form = QFormLayout()
        form.addRow(self._name)
        for name, edit in (
            (words("Title"), self.title_edit),
            (words("Target market"), self.market_edit),
            (words("Team"), self.team_edit),
            (words("Leader"), self.leader_edit),
            (words("Expert group"), self.experts_edit),
            (words("Round opened on"), self.opened_edit),
            (words("To be finished by"), self.due_edit),
            (words("Note"), self.note_edit),
        ):
            edit.setAccessibleName(name)
            form.addRow(name, edit)
        self.signed = PlainLabel("", "quiet", wrap=True)
        self.signed.hide()
        form.addRow(self.signed)
        self.why = PlainLabel(words("A round of comparison needs a title"), "quiet", wrap=True)
        form.addRow("", self.why)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take_button = buttons.addButton(take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.column.addLayout(form)
        self.column.addWidget(buttons)
        self.title_edit.textChanged.connect(self._check)

    def put_facts(self, one: Round) -> None:
        """Fill what nobody entered anything else in."""
        self.put(self.title_edit, one.title)
        self.put(self.market_edit, one.market)
        self.put(self.team_edit, one.team)
        self.put(self.leader_edit, one.leader)
        self.put(self.experts_edit, one.experts)
        self.put(self.opened_edit, one.opened.isoformat() if one.opened else "")
        self.put(self.due_edit, one.due.isoformat() if one.due else "")
        self.put(self.note_edit, one.note)
        self._check()

    def entered_facts(self, record_id: str) -> Round:
        """What the fields say; AppError PLAN-DATE where one of the dates is none."""
        return Round(
            record_id,
            self._product_id,
            self.title_edit.text(),
            self.market_edit.text(),
            self.team_edit.text(),
            self.leader_edit.text(),
            self.experts_edit.text(),
            entered_day(self.opened_edit.text().strip()),
            entered_day(self.due_edit.text().strip()),
            self.note_edit.text(),
        )

    def edit(self) -> Edit:
        """What the fields would store."""
        raise NotImplementedError

    def _check(self) -> None:
        ready = bool(self.title_edit.text().strip())
        self.take_button.setEnabled(ready)
        self.why.setVisible(not ready)

    def accept(self) -> None:
        """Store it as one edit; what stands against it is said in the form."""
        if self.apply(self.edit):
            super().accept()
