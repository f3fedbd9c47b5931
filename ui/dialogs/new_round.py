"""新立项 (F1): what a comparison of a product is to be, who does it and until when."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from compare_app.domain.day_text import entered_day
from compare_app.domain.edit import Edit
from compare_app.domain.model import Product
from compare_app.domain.rounds import begin
from compare_app.text.wording import Wording
from ui.dialogs.beside import Beside
from ui.session import Session
from ui.widgets.plain import PlainLabel


class NewRoundDialog(Beside[Product]):
    """Only the title is needed; what is left empty is printed as not stated."""

    def __init__(
        self, session: Session, product_id: str, words: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, words, parent)
        self._product_id = product_id
        self.setWindowTitle(words("New round of comparison"))
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
        self.why = PlainLabel(words("A round of comparison needs a title"), "quiet", wrap=True)
        form.addRow("", self.why)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.begin_button = buttons.addButton(words("Open the round"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.column.addLayout(form)
        self.column.addWidget(buttons)
        self.title_edit.textChanged.connect(self._check)
        self.begin()

    def now(self) -> Product | None:
        """The product."""
        return self._session.project.get(Product, self._product_id)

    def show_now(self, now: Product) -> None:
        """Its name; a title of product and year, from today on, where nobody entered others."""
        on = self._session.on
        self._name.setText(now.name)
        self.put(self.title_edit, f"{now.name} {on.year}")
        for edit in (self.market_edit, self.team_edit, self.leader_edit, self.experts_edit):
            self.put(edit, "")
        self.put(self.opened_edit, on.isoformat())
        self.put(self.due_edit, "")
        self.put(self.note_edit, "")
        self._check()

    def _check(self) -> None:
        ready = bool(self.title_edit.text().strip())
        self.begin_button.setEnabled(ready)
        self.why.setVisible(not ready)

    def _edit(self) -> Edit:
        return begin(
            self._session.project,
            self._product_id,
            title=self.title_edit.text(),
            market=self.market_edit.text(),
            team=self.team_edit.text(),
            leader=self.leader_edit.text(),
            experts=self.experts_edit.text(),
            opened=entered_day(self.opened_edit.text().strip()),
            due=entered_day(self.due_edit.text().strip()),
            note=self.note_edit.text(),
        )

    def accept(self) -> None:
        """Open it as one edit; what stands against it is said in the form."""
        if self.apply(self._edit):
            super().accept()
