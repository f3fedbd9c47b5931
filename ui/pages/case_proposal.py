"""A case that is about to be opened: what would be written and why. Nothing is stored until a person says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from compare_app.domain.loop import Case
from compare_app.text.message import Message
from compare_app.text.wording import Wording
from ui.wording import joined, labelled

if TYPE_CHECKING:
    from collections.abc import Sequence

from ui.widgets.plain import PlainLabel
from ui.widgets.prompt import prompt


class CaseProposalStrip(QFrame):
    """`agreed` gives the words of a customer where there are any; `refused` closes the strip."""

    agreed = Signal(str)
    refused = Signal()

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self.setProperty("card", True)
        self.setAccessibleName(words("Open a case"))
        self.title = PlainLabel("", "subtitle", wrap=True)
        self.told = PlainLabel("", wrap=True)
        self.reasons = PlainLabel("", "quiet", wrap=True)
        self.complaint_edit = QLineEdit()
        prompt(self.complaint_edit, words("A customer's own words, where there was a complaint"))
        self.complaint_edit.setAccessibleName(words("Complaint"))
        self.open_button = QPushButton(words("Open the case"))
        self.open_button.setProperty("primary", True)
        self.open_button.clicked.connect(lambda: self.agreed.emit(self.complaint_edit.text()))
        self.complaint_edit.returnPressed.connect(self.open_button.click)
        cancel = QPushButton(words("Cancel"))
        cancel.clicked.connect(self.refused)
        row = QHBoxLayout()
        row.addWidget(self.complaint_edit, 1)
        row.addWidget(self.open_button)
        row.addWidget(cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        for one in (self.title, self.told, self.reasons):
            column.addWidget(one)
        column.addLayout(row)

    def show_case(self, case: Case, reasons: Sequence[Message], *, editable: bool) -> None:
        """What would be opened."""
        words = self._words
        self.title.setText(words("Open case {number}?", number=case.number))
        facts = (words.term(case.kind), words.term(case.urgency))
        self.told.setText(joined((case.complaint, *facts), words))
        self.reasons.setText(labelled(words("Why"), joined((words(one) for one in reasons), words), words))
        self.complaint_edit.clear()
        self.open_button.setEnabled(editable)
        self.show()
        self.complaint_edit.setFocus()
