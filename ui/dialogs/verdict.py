"""A person's verdict beside the automatic one: never without a reason and a name (R20)."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.comparison import StandardRow
from compare_app.domain.edit import Edit, Ref
from compare_app.domain.model import Override, new_id
from compare_app.domain.terms import Verdict
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.session import Session
from ui.widgets.plain import PlainLabel
from ui.wording import spoken


class VerdictDialog(QDialog):
    """Sets or takes back the verdict of a person on one pair of limits."""

    def __init__(
        self, session: Session, row: StandardRow, words: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._row = row
        self.setWindowTitle(words("Change the verdict"))
        self.setMinimumWidth(440)
        self.finished.connect(self.deleteLater)
        self.verdict_box = QComboBox()
        self.verdict_box.setAccessibleName(words("Verdict"))
        for verdict in Verdict:
            self.verdict_box.addItem(spoken(verdict, words), verdict.value)
        self.verdict_box.setCurrentIndex(list(Verdict).index(row.verdict))
        self.reason_edit = QLineEdit(row.override_reason)
        self.reason_edit.setAccessibleName(words("Reason for the change"))
        self.author_edit = QLineEdit(row.override_author or session.user)
        self.author_edit.setAccessibleName(words("Name"))
        form = QFormLayout()
        if row.ours is not None and row.theirs is not None:
            form.addRow(words("Ours"), PlainLabel(f"{row.ours.standard}  {row.ours.raw}", wrap=True))
            form.addRow(words("Theirs"), PlainLabel(f"{row.theirs.standard}  {row.theirs.raw}", wrap=True))
        form.addRow(words("Automatic verdict"), PlainLabel(spoken(row.automatic, words)))
        form.addRow(words("Verdict"), self.verdict_box)
        form.addRow(words("Reason for the change"), self.reason_edit)
        form.addRow(words("Name"), self.author_edit)
        form.addRow(
            "",
            PlainLabel(words("The automatic verdict stays beside it in every output."), "quiet", wrap=True),
        )
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        if row.override_reason:
            back = QPushButton(words("Back to the automatic verdict"))
            back.clicked.connect(self._take_back)
            buttons.addButton(back, QDialogButtonBox.ButtonRole.ResetRole)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(buttons)
        for field in (self.reason_edit, self.author_edit):
            field.textChanged.connect(self._check)
        self._check()

    @property
    def _subject(self) -> str:
        return f"standard:{self._row.key}"

    def _present(self) -> Override | None:
        overrides = self._session.project.all(Override).values()
        return next((one for one in overrides if one.subject == self._subject), None)

    def _check(self) -> None:
        self._ok.setEnabled(bool(self.reason_edit.text().strip() and self.author_edit.text().strip()))

    def _take_back(self) -> None:
        present = self._present()
        if present is None or self._session.apply(
            Edit(M("Back to the automatic verdict"), removes=(Ref(Override, present.id),))
        ):
            super().accept()

    def accept(self) -> None:
        """Store the verdict as one edit."""
        present = self._present()
        override = Override(
            id=present.id if present is not None else new_id(),
            subject=self._subject,
            verdict=str(self.verdict_box.currentData()),
            reason=self.reason_edit.text().strip(),
            author=self.author_edit.text().strip(),
            at=datetime.now(UTC),
        )
        if self._session.apply(Edit(M("Change a verdict"), (override,))):
            super().accept()
