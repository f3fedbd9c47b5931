"""What is due: the plan, and the signatures that are awaited."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from compare_app.domain.digest import (
    actions_of,
    is_due_soon,
    is_open,
    is_overdue,
)
from compare_app.domain.loop import Action
from compare_app.domain.model import Indicator
from compare_app.domain.project import Project
from compare_app.domain.sign_off import SignedState, last_approval, sign_round, signatures
from compare_app.domain.terms import ActionStatus, SignOffKind
from compare_app.domain.tone import Tone
from compare_app.text.wording import Wording
from ui.models.plan_grid import due_text
from ui.session import Session
from ui.widgets.card import Card
from ui.widgets.layouts import clear_layout
from ui.widgets.plain import PlainLabel
from ui.wording import joined, labelled, named

DUE_SHOWN = 3


class PlanCard(Card):
    """How far the plan is, what is overdue, and what is due next."""

    go = Signal()

    def __init__(self, words: Wording) -> None:
        super().__init__(words("Improvement plan"))
        self._words = words
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(words("Progress of the plan"))
        self.text = PlainLabel("", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        button = QPushButton(words("Go to the plan"))
        button.clicked.connect(self.go)
        row = QHBoxLayout()
        row.addWidget(self.text, 1)
        row.addWidget(button)
        self.column.addWidget(self._bar)
        self.column.addLayout(row)
        self.column.addLayout(self._lines)
        self.column.addStretch(1)

    def fill(self, project: Project, product_id: str, on: date) -> None:
        """Show the progress and the next dates; what is late comes first."""
        words = self._words
        actions = [one for one in actions_of(project, product_id) if one.status is not ActionStatus.CANCELLED]
        closed = sum(not is_open(one) for one in actions)
        late = sum(is_overdue(one, on) for one in actions)
        self._bar.setMaximum(max(1, len(actions)))
        self._bar.setValue(closed)
        self._bar.setVisible(bool(actions))
        said = words("{closed} of {total} verified", closed=closed, total=len(actions))
        soon = sum(is_due_soon(one, on) for one in actions)
        if late:
            said = joined((said, "! " + words("{count} overdue", count=late)), words)
        if soon:
            said = joined((said, "◐ " + words("due within 7 days: {count}", count=soon)), words)
        self.text.setText(said if actions else words("No measures yet; they can be made from the gaps"))
        clear_layout(self._lines)
        waiting = sorted(
            (one for one in actions if is_open(one)), key=lambda one: (one.due is None, one.due, one.position)
        )
        for one in waiting[:DUE_SHOWN]:
            self._lines.addWidget(self._line(one, project, on))
        rest = len(waiting) - DUE_SHOWN
        if rest > 0:
            self._lines.addWidget(PlainLabel(words("and {count} more", count=rest), "quiet"))

    def _line(self, one: Action, project: Project, on: date) -> QWidget:
        words = self._words
        indicator = project.get(Indicator, one.indicator_id)
        name = named(indicator, words) if indicator is not None else ""
        is_late = is_overdue(one, on)
        head = due_text(one, on, words) or words("no date")
        label = PlainLabel(
            f"{head}   {labelled(name, ' '.join((one.measure or one.gap).split()), words)}", wrap=True
        )
        label.setProperty("tone", (Tone.WORSE if is_late else Tone.NEUTRAL).value)
        return label


class SignCard(Card):
    """编制 / 审核 / 批准: who has signed, and a button to sign."""

    asked = Signal(str)  # the product to sign for

    def __init__(self, session: Session, words: Wording) -> None:
        super().__init__(words("Signatures"))
        self._session = session
        self._words = words
        self._product_id = ""
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self.button = QPushButton(words("Sign…"))
        self.button.clicked.connect(self._sign)
        row = QHBoxLayout()
        row.addLayout(self._grid, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)
        self.changed = PlainLabel("", wrap=True)
        self.column.addWidget(self.changed)
        self.column.addStretch(1)

    def fill(self, product_id: str) -> None:
        """Show the signatures of the latest round, and whether the product changed since it was approved."""
        self._product_id = product_id
        words = self._words
        clear_layout(self._grid)
        latest = signatures(self._session.project, product_id)
        for row, kind in enumerate(SignOffKind):
            one = latest.get(kind)
            self._grid.addWidget(PlainLabel(words.term(kind)), row, 0)
            if one is None:
                self._grid.addWidget(PlainLabel(f"○ {words('open')}", "quiet"), row, 1)
                continue
            sign = f"✕ {words('sent back')}" if one.veto else "✓"
            text = f"{sign} {one.name} {one.at:%Y-%m-%d}" + (f" · {one.reason}" if one.reason else "")
            label = PlainLabel(text, wrap=True)
            label.setProperty("tone", (Tone.WORSE if one.veto else Tone.NEUTRAL).value)
            self._grid.addWidget(label, row, 1)
        self._grid.setColumnStretch(1, 1)
        standings = self._session.standings() or ()
        changed = any(one.changed for one in standings if one.product_id == product_id)
        approved = last_approval(self._session.project, product_id) if changed else None
        said = SignedState(sign_round(self._session.project, product_id), approved, True).sentence
        self.changed.setText(f"◆ {words(said)}" if approved is not None else "")
        self.changed.setVisible(approved is not None)
        self.button.setEnabled(not self._session.read_only)

    def _sign(self) -> None:
        self.asked.emit(self._product_id)
