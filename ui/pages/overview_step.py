"""Which step we stand on, since when, and what holds us there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from compare_app.domain.comparison import Blocker, Comparison
from compare_app.domain.digest import conclusion, notice_of
from compare_app.domain.grading import grade_sentence
from compare_app.domain.model import Indicator
from compare_app.domain.project import Project
from compare_app.domain.step_history import step_since
from compare_app.domain.terms import Outcome, Step
from compare_app.domain.tone import Tone
from compare_app.text.wording import Wording
from ui.widgets.card import Card
from ui.widgets.layouts import clear_layout
from ui.widgets.plain import PlainLabel, tip
from ui.widgets.restyle import restyle
from ui.wording import joined, labelled, named

BLOCKERS_SHOWN = 3


class StepCard(Card):
    """The step in large type, and below it what holds the product there."""

    chosen = Signal(str)  # an indicator
    explained = Signal()  # how the step, the grades and the scores came about

    def __init__(self, words: Wording) -> None:
        super().__init__(words("Step (our own evaluation, not official)"))
        self._words = words
        self.figure = PlainLabel("", "headline", wrap=True)
        self.since = PlainLabel("", "small", wrap=True)
        self.conclusion = PlainLabel("", wrap=True)
        self.note = PlainLabel("", "quiet", wrap=True)
        self._blockers = QVBoxLayout()
        self._blockers.setSpacing(2)
        self.column.addWidget(self.figure)
        self.column.addWidget(self.since)
        self.column.addWidget(self.conclusion)
        self.column.addWidget(self.note)
        self.column.addLayout(self._blockers)
        self.rules = PlainLabel("", "small", wrap=True)
        self.column.addWidget(self.rules)
        self.grades = PlainLabel("", wrap=True)
        self.column.addWidget(self.grades)
        why = QPushButton(words("Every condition, grade and score"))
        why.setProperty("look", "link")
        why.clicked.connect(self.explained)
        self.column.addWidget(why, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def fill(self, comparison: Comparison, project: Project) -> None:
        """Show step, blockers and the grades in grading schemes."""
        words = self._words
        ladder = comparison.ladder
        said = [words(grade_sentence(one)) for one in comparison.assessment.grades]
        self.grades.setText("\n".join(said))
        self.grades.setVisible(bool(said))
        unassessed = ladder.step is Step.L0 and not ladder.assessed
        self.figure.setText(words("Compliance not assessed") if unassessed else words.term(ladder.step))
        self.rules.setText(words(notice_of(comparison)))
        self.rules.setVisible(ladder.table is not None)
        since = step_since(project, comparison.product_id, ladder.step)
        if since is None:
            self.since.setText(words("since when: no released report shows it yet"))
        elif since.before is None:
            self.since.setText(words("at the latest since {on}, the first released report", on=since.on))
        else:
            self.since.setText(
                words("since {on}, before that {before}", on=since.on, before=words.term(since.before))
            )
        self.conclusion.setText(words(conclusion(comparison)))
        failed = comparison.assessment.overall.outcome in (Outcome.NONCONFORMING, Outcome.SERIOUS)
        self.conclusion.setProperty("tone", (Tone.FAIL if failed else Tone.NEUTRAL).value)
        restyle(self.conclusion)
        notes = []
        if ladder.numeric_only:
            notes.append(words("numerical comparison only"))
        if ladder.blockers:
            upper = words.term(ladder.blockers[0].step)
            notes.append(
                words("not yet {step}:", step=upper)
                if ladder.assessed
                else words("{step} not assessed:", step=upper)
            )
        self.note.setText(joined(notes, words))
        clear_layout(self._blockers)
        first = ladder.blockers[:BLOCKERS_SHOWN]
        for blocker in first:
            self._blockers.addWidget(self._line(blocker, project))
        rest = len(ladder.blockers) - len(first)
        if rest > 0:
            self._blockers.addWidget(PlainLabel(words("and {count} more", count=rest), "quiet"))

    def _line(self, blocker: Blocker, project: Project) -> QWidget:
        indicator = project.get(Indicator, blocker.indicator_id)
        reason = self._words(blocker.reason)
        sign = "○" if blocker.unknown else "▼"
        head = named(indicator, self._words) if indicator is not None else ""
        text = f"{sign} {labelled(head, reason, self._words)}"
        label = PlainLabel(text, wrap=True)
        label.setProperty("tone", (Tone.UNKNOWN if blocker.unknown else Tone.WORSE).value)
        label.setToolTip(tip(reason))
        if indicator is None:
            return label
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label, 1)
        button = QPushButton("→")
        button.setProperty("look", "link")
        button.setAccessibleName(self._words("Show {name}", name=named(indicator, self._words)))
        button.setProperty("indicator", blocker.indicator_id)
        button.clicked.connect(self._on_button)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _on_button(self) -> None:
        button = self.sender()
        if button is not None:
            self.chosen.emit(str(button.property("indicator")))
