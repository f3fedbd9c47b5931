"""What the library says to a case: likely causes and measures, each with its mark, taken over one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from compare_app.domain.cause import parse_diagnosis
from compare_app.domain.loop import Case, Remedy
from compare_app.domain.prescription import measures
from compare_app.domain.remedy_library import found
from compare_app.text.fold import key
from compare_app.text.wording import Wording
from ui.models.remedies_grid import mark_of
from ui.widgets.layouts import clear_layout
from ui.widgets.plain import PlainLabel
from ui.widgets.prompt import prompt

MOST: Final = 24  # lines at once; a search finds the others


class Suggestions(QWidget):
    """A search field over a column of lines; `taken` names the line that shall be taken over."""

    taken = Signal(object)  # Remedy

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self._fitting: tuple[Remedy, ...] = ()
        self._all: tuple[Remedy, ...] = ()
        self._case: Case | None = None
        self._editable = False
        self.search_edit = QLineEdit()
        self.search_edit.setClearButtonEnabled(True)
        prompt(self.search_edit, words("Search symptom, cause, measure…"))
        self.search_edit.setAccessibleName(words("Search the library"))
        self.search_edit.textChanged.connect(self._fill)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 4, 0)
        inner.addLayout(self._rows)
        inner.addStretch(1)
        area = QScrollArea()
        area.setProperty("pane", True)
        area.setWidgetResizable(True)
        area.setWidget(body)
        area.setAccessibleName(words("Suggestions for reference"))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.search_edit)
        column.addWidget(area, 1)

    def show_lines(
        self, fitting: Sequence[Remedy], every: Sequence[Remedy], case: Case, *, editable: bool
    ) -> None:
        """Lines that may speak of the case, and all of them for the search."""
        state = (tuple(fitting), tuple(every), case, editable)
        if state != (self._fitting, self._all, self._case, self._editable):
            self._fitting, self._all, self._case, self._editable = state
            self._fill()

    @property
    def shown(self) -> tuple[Remedy, ...]:
        """The lines that fit the case, or those that the search finds in all of them."""
        asked = self.search_edit.text()
        return found(self._all, asked) if asked.strip() else self._fitting

    def _fill(self) -> None:
        clear_layout(self._rows)
        if self._case is None:
            return
        lines = self.shown
        note = self._words("Likely causes for reference: they prove nothing")
        self._rows.addWidget(PlainLabel(note, "quiet", wrap=True))
        causes = {key(one.text) for one in parse_diagnosis(self._case.diagnosis)}
        written = {key(one.text) for one in measures(self._case.prescription)}
        symptom = ""
        for one in lines[:MOST]:
            if one.symptom != symptom:
                symptom = one.symptom
                self._rows.addWidget(PlainLabel(symptom, "question", wrap=True))
            there = key(one.cause) in causes and key(one.measure) in written
            self._rows.addWidget(self._row(one, there=there))
        if len(lines) > MOST:
            more = self._words("… and {n} more", n=len(lines) - MOST)
            self._rows.addWidget(PlainLabel(more, "quiet"))
        if not lines:
            self._rows.addWidget(
                PlainLabel(self._words("The library has no line for this"), "quiet", wrap=True)
            )

    def _row(self, one: Remedy, *, there: bool) -> QFrame:
        words = self._words
        frame = QFrame()
        frame.setProperty("card", True)
        branch = f"{words.term(one.branch)} · " if one.branch is not None else ""
        button = QPushButton(words("✓ taken over") if there else words("Take over"))
        button.setEnabled(self._editable and not there)
        button.setAccessibleDescription(one.cause)
        button.clicked.connect(lambda: self.taken.emit(one))
        mark = PlainLabel(mark_of(one, words), "small")
        mark.setProperty("chip", True)
        mark.setProperty("tone", "unknown")
        head = QHBoxLayout()
        head.addWidget(mark)
        head.addWidget(PlainLabel(one.source.document, "small", wrap=True), 1)
        head.addWidget(button)
        column = QVBoxLayout(frame)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(2)
        column.addWidget(PlainLabel(f"{branch}{one.cause}", wrap=True))
        column.addWidget(PlainLabel(f"→ {one.measure}", "quiet", wrap=True))
        column.addLayout(head)
        return frame
