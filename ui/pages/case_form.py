"""The written parts of a case: registration, complaint, examination, containment, prescription, advice, follow-up."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.case_fields import CAPTIONS
from compare_app.domain.case_proof import met
from compare_app.domain.loop import Attachment, Case
from compare_app.domain.terms import CaseKind, CaseOutcome, CaseSource, Urgency
from compare_app.text.wording import Wording
from ui.widgets.combo import WholeCombo
from ui.widgets.plain import PlainLabel, tip
from ui.widgets.prompt import prompt
from ui.widgets.room import Room

if TYPE_CHECKING:
    from ui.pages.diagnosis import DiagnosisPage

LINES: Final = 2  # of text that a part shows at least
LETTERS: Final = 11  # a date is read whole
LEFT: Final = ("complaint", "examination", "containment")
RIGHT: Final = ("prescription", "advice", "follow_up")
TERMS: Final[dict[str, type[StrEnum]]] = {"kind": CaseKind, "urgency": Urgency, "source": CaseSource}
SHORT: Final = ("number", "opened", "experts")


class Part(QPlainTextEdit):
    """One part in words; `committed` when the field is left with other words than it was entered with."""

    committed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * LINES + 14)

    def show_text(self, text: str) -> None:
        """Show what is stored; what somebody is typing at the moment stays."""
        if not (self.hasFocus() and self.document().isModified()) and self.toPlainText() != text:
            self.setPlainText(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.document().isModified():
            self.document().setModified(False)
            self.committed.emit(self.toPlainText())


class CaseForm(QWidget):
    """`written` names a part and its new text; `closing` asks for an outcome with the follow-up and a reason."""

    written = Signal(str, str)
    closing = Signal(object, str, str)  # CaseOutcome, follow-up, reason

    def __init__(self, page: DiagnosisPage) -> None:
        super().__init__()
        self._page = page
        self._words = page.words
        self._case: Case | None = None
        self.parts: dict[str, Part] = {}
        self.boxes: dict[str, QComboBox] = {}
        self.lines: dict[str, QLineEdit] = {}
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 4, 4)
        column.setSpacing(6)
        column.addLayout(self._registration())
        pair = QHBoxLayout()
        pair.setSpacing(12)
        for names in (LEFT, RIGHT):
            side = QVBoxLayout()
            side.setSpacing(2)
            for name in names:
                side.addWidget(PlainLabel(self._words(CAPTIONS[name]), "question"))
                side.addWidget(self._part(name), 1)
            pair.addLayout(side, 1)
        column.addLayout(pair, 1)
        self._files = PlainLabel("", "quiet", wrap=True)
        column.addWidget(self._files)
        column.addLayout(self._ending())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Room(body))

    def _registration(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for at, name in enumerate((*TERMS, *SHORT)):
            caption = self._words(CAPTIONS[name])
            widget: QWidget
            if name in TERMS:
                box = WholeCombo()
                for one in TERMS[name]:
                    box.addItem(self._words.term(one), one.value)
                box.activated.connect(lambda _, name=name: self._on_box(name))
                self.boxes[name] = widget = box
            else:
                line = QLineEdit()
                if name != "experts":
                    line.setMinimumWidth(line.fontMetrics().averageCharWidth() * LETTERS + 14)
                line.editingFinished.connect(lambda name=name: self._on_line(name))
                self.lines[name] = widget = line
            widget.setAccessibleName(caption)
            grid.addWidget(PlainLabel(caption, "question"), 0, at)
            grid.addWidget(widget, 1, at)
        grid.setColumnStretch(len(TERMS) + SHORT.index("experts"), 1)
        return grid

    def _part(self, name: str) -> Part:
        part = Part(self._words(CAPTIONS[name]))
        part.committed.connect(lambda text, name=name: self.written.emit(name, text))
        if name == "prescription":
            part.setPlaceholderText(self._words("One measure a line: cause → measure"))
            part.setToolTip(tip(self._words("One measure a line, before the arrow the cause it is against")))
        self.parts[name] = part
        return part

    def _ending(self) -> QHBoxLayout:
        words = self._words
        self.outcome_box = WholeCombo()
        self.outcome_box.setAccessibleName(words("Outcome"))
        for one in CaseOutcome:
            self.outcome_box.addItem(words.term(one), one.value)
        self.outcome_box.currentIndexChanged.connect(self._on_outcome)
        self.reason_edit = QLineEdit()
        self.reason_edit.setAccessibleName(words("Reason"))
        prompt(self.reason_edit, words("Without a met re-test: why it counts as cured"))
        self.close_button = QPushButton(words("Close the case"))
        self.close_button.clicked.connect(self._close)
        row = QHBoxLayout()
        row.addWidget(PlainLabel(words("Outcome")))
        row.addWidget(self.outcome_box)
        row.addWidget(self.reason_edit, 1)
        row.addStretch(0)
        row.addWidget(self.close_button)
        return row

    def show_case(self, case: Case) -> None:
        """Fill the form; a part that is being typed into keeps what is typed."""
        fresh = self._case is None or self._case.id != case.id
        before = self._case
        self._case = case
        editable = self._page.editable
        for name, part in self.parts.items():
            if fresh:
                part.document().setModified(False)
            part.show_text(getattr(case, name))
            part.setReadOnly(not editable)
        for name, box in self.boxes.items():
            box.setCurrentIndex(box.findData(getattr(case, name).value))
            box.setEnabled(editable)
        for name, line in self.lines.items():
            value = getattr(case, name)
            text = "" if value is None else str(value)
            if not line.isModified() and line.text() != text:
                line.setText(text)
            line.setReadOnly(not editable)
        if fresh or (before is not None and before.outcome is not case.outcome):
            self.outcome_box.setCurrentIndex(list(CaseOutcome).index(case.outcome))
            self.reason_edit.clear()
        self.outcome_box.setEnabled(editable)
        project = self._page.session.project
        names = [
            one.name
            for one in project.all(Attachment).values()
            if (one.kind, one.record) == ("Case", case.id)
        ]
        self._files.setText(self._words("Files kept beside the case: {names}", names=names) if names else "")
        self._files.setVisible(bool(names))
        self._on_outcome()

    def _on_outcome(self) -> None:
        case = self._case
        if case is None:
            return
        chosen = CaseOutcome(self.outcome_box.currentData())
        proved = chosen is not CaseOutcome.CURED or bool(met(self._page.session.project, case))
        self.reason_edit.setVisible(not proved and case.outcome is not chosen)
        words = self._words
        again = chosen is CaseOutcome.OPEN and case.outcome is not CaseOutcome.OPEN
        self.close_button.setText(words("Open it again") if again else words("Close the case"))
        self.close_button.setEnabled(self._page.editable and chosen is not case.outcome)

    def _on_box(self, name: str) -> None:
        self.written.emit(name, str(self.boxes[name].currentData()))

    def _on_line(self, name: str) -> None:
        line = self.lines[name]
        if line.isModified():
            line.setModified(False)
            self.written.emit(name, line.text())

    def _close(self) -> None:
        chosen = CaseOutcome(self.outcome_box.currentData())
        self.closing.emit(chosen, self.parts["follow_up"].toPlainText(), self.reason_edit.text())


def caption(case: Case, name: str, words: Wording) -> str:
    """The heading of a case: its number and what it is about."""
    return " · ".join(part for part in (case.number or words("Case without a number"), name) if part)
