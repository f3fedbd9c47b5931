"""One cause of a case: its words, its bone, how sure it is, what speaks for it, and the whys behind it as a chain."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.cause import SIGNS, Cause
from compare_app.domain.terms import CauseBranch, CauseState
from compare_app.text.wording import Wording
from ui.assets import icon
from ui.theme import Theme
from ui.widgets.combo import WholeCombo
from ui.widgets.plain import PlainLabel, tip


class CausePanel(QWidget):
    """Edits one cause; `changed` gives the whole cause after every step, `removed` asks to take it away."""

    changed = Signal(object)  # Cause
    removed = Signal()

    def __init__(self, words: Wording, theme: Theme) -> None:
        super().__init__()
        self._words, self._theme = words, theme
        self._cause = Cause("")
        self._editable = True
        self.whys: list[QLineEdit] = []
        self.caption = PlainLabel("", "question", wrap=True)
        self.text_edit = self._line(words("Cause"))
        self.branch_box = self._box(words("Branch"))
        self.branch_box.addItem(words("not assigned"), "")
        for branch in CauseBranch:
            self.branch_box.addItem(words.term(branch), branch.value)
        self.state_box = self._box(words("State"))
        for state in CauseState:
            self.state_box.addItem(f"{SIGNS[state]} {words.term(state)}", state.value)
        self.evidence_edit = self._line(words("Evidence"))
        self._chain = QVBoxLayout()
        self._chain.setSpacing(4)
        self.why_button = QPushButton(words("Ask why once more"))
        self.why_button.clicked.connect(self.add_why)
        self.remove_button = QPushButton(words("Remove the cause"))
        self.remove_button.clicked.connect(self.removed)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.setVerticalSpacing(4)
        for name, widget in (
            (words("Cause"), self.text_edit),
            (words("Branch"), self.branch_box),
            (words("State"), self.state_box),
            (words("Evidence"), self.evidence_edit),
        ):
            form.addRow(PlainLabel(name), widget)
        form.addRow(PlainLabel(words("Whys")), self._chain)
        foot = QHBoxLayout()
        foot.addWidget(self.why_button)
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 4)
        column.setSpacing(4)
        column.addWidget(self.caption)
        column.addLayout(form)
        column.addLayout(foot)
        column.addStretch(1)

    @property
    def cause(self) -> Cause:
        """What is shown, as stored."""
        return self._cause

    def show_cause(self, cause: Cause, *, is_new: bool, editable: bool) -> None:
        """Show a cause, or an empty one to be written: it is stored with its first word."""
        self._cause, self._editable = cause, editable
        self.caption.setText(
            self._words("New cause: write it and press Enter")
            if is_new
            else self._words("The selected cause")
        )
        for edit, text in ((self.text_edit, cause.text), (self.evidence_edit, cause.evidence)):
            if edit.text() != text:
                edit.setText(text)
            edit.setReadOnly(not editable)
        self.branch_box.setCurrentIndex(
            0 if cause.branch is None else 1 + list(CauseBranch).index(cause.branch)
        )
        self.state_box.setCurrentIndex(list(CauseState).index(cause.state))
        if [edit.text() for edit in self.whys] != list(cause.why):
            self._build_chain(cause.why)
        for box in (self.branch_box, self.state_box):
            box.setEnabled(editable)
        self.why_button.setEnabled(editable and not is_new)
        self.remove_button.setEnabled(editable and not is_new)

    def add_why(self) -> None:
        """One more link of the chain, empty and ready to be typed into; it is stored with its first word."""
        if not self.whys or self.whys[-1].text():
            self._add_link("")
        self.whys[-1].setFocus()

    def _line(self, name: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setAccessibleName(name)
        edit.editingFinished.connect(self._commit)
        return edit

    def _box(self, name: str) -> QComboBox:
        box = WholeCombo()
        box.setAccessibleName(name)
        box.activated.connect(self._commit)
        return box

    def _build_chain(self, whys: tuple[str, ...]) -> None:
        self.whys.clear()
        while self._chain.count():
            row = self._chain.takeAt(0).widget()
            if row is not None:
                row.hide()
                row.deleteLater()
        for why in whys:
            self._add_link(why)

    def _add_link(self, why: str) -> None:
        number = len(self.whys) + 1
        edit = self._line(self._words("Why {number}", number=number))
        edit.setText(why)
        edit.setReadOnly(not self._editable)
        edit.setPlaceholderText(self._words("Why {number}", number=number))
        away = QToolButton()
        away.setIcon(icon("close", self._theme))
        away.setAutoRaise(True)
        away.setEnabled(self._editable)
        away.setAccessibleName(self._words("Remove this why"))
        away.setToolTip(tip(self._words("Remove this why")))
        away.clicked.connect(lambda: self.remove_why(self.whys.index(edit)))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(PlainLabel(f"{'←' if number > 1 else ''} {number}".strip(), "quiet"))
        line.addWidget(edit, 1)
        line.addWidget(away)
        self._chain.addWidget(row)
        self.whys.append(edit)

    def remove_why(self, place: int) -> None:
        """Take one link out of the chain."""
        self.whys[place].setText("")
        if not self._commit():
            self._build_chain(self._cause.why)  # an empty link that was never stored

    def _commit(self) -> bool:
        """Tell the cause as it now stands; False where nothing changed or there is no word yet."""
        text = self.text_edit.text().strip() or self._cause.text
        why = tuple(said for edit in self.whys if (said := edit.text().strip()))
        after = replace(self._cause, text=text, evidence=self.evidence_edit.text().strip(), why=why)
        branch = self.branch_box.currentData()
        after = after.on_branch(CauseBranch(branch) if branch else None)
        after = after.in_state(CauseState(self.state_box.currentData()))
        if not text or after == self._cause or not self._editable:
            return False
        self.changed.emit(after)
        return True
