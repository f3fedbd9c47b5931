"""Flagging single values as outliers: with a reason and a name; the values stay in (R32, GB/T 4883-2008)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.model import Result
from compare_app.domain.rules import flag_outlier
from compare_app.text.wording import Wording
from ui.session import Session
from ui.widgets.dialog import Dialog
from ui.widgets.plain import PlainLabel


class OutliersDialog(Dialog):
    """The single values of one product and indicator; those that are ticked get the flag, the others lose it."""

    def __init__(
        self, session: Session, results: Sequence[Result], words: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._results = list(results)
        self.setWindowTitle(words("Flag outliers"))
        self.setMinimumWidth(420)
        self.finished.connect(self.deleteLater)
        self.values = QListWidget()
        self.values.setAccessibleName(words("Single values"))
        for one in self._results:
            item = QListWidgetItem(
                f"{one.raw} {one.unit}".strip() + (f"   ({one.outlier})" if one.outlier else "")
            )
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if one.outlier else Qt.CheckState.Unchecked)
            self.values.addItem(item)
        self.reason_edit = QLineEdit()
        self.reason_edit.setAccessibleName(words("Why"))
        self.author_edit = QLineEdit(session.user)
        self.author_edit.setAccessibleName(words("Name"))
        form = QFormLayout()
        form.addRow(words("Why"), self.reason_edit)
        form.addRow(words("Name"), self.author_edit)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        column = QVBoxLayout(self)
        column.addWidget(
            PlainLabel(
                words("Flagged values stay in every mean and verdict; the flag and its reason are printed."),
                "quiet",
                wrap=True,
            )
        )
        column.addWidget(self.values, 1)
        column.addLayout(form)
        column.addWidget(buttons)
        self.values.itemChanged.connect(self._check)
        for field in (self.reason_edit, self.author_edit):
            field.textChanged.connect(self._check)
        self._check()

    def _changed(self) -> tuple[list[Result], list[Result]]:
        """Values that get the flag, and values that lose it."""
        ticked = [
            self.values.item(at).checkState() is Qt.CheckState.Checked for at in range(self.values.count())
        ]
        pairs = list(zip(self._results, ticked, strict=True))
        return (
            [one for one, on in pairs if on and not one.outlier],
            [one for one, on in pairs if not on and one.outlier],
        )

    def _check(self) -> None:
        flagged, freed = self._changed()
        reasoned = bool(self.reason_edit.text().strip()) or not flagged
        self._ok.setEnabled(bool(flagged or freed) and reasoned and bool(self.author_edit.text().strip()))

    def accept(self) -> None:
        """Store the flags, taken and given, each as an edit of its own."""
        flagged, freed = self._changed()
        author = self.author_edit.text()
        done = True
        if freed:
            done = self._session.apply(flag_outlier(freed, author=author, reason=""))
        if done and flagged:
            done = self._session.apply(flag_outlier(flagged, author=author, reason=self.reason_edit.text()))
        if done:
            super().accept()
