"""The cards of 总览: step and blockers, counts of both comparisons, plan, signatures."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.comparison import Blocker, Comparison
from compare_app.domain.digest import (
    actions_of,
    conclusion,
    is_open,
    is_overdue,
    signatures,
    tally,
    whole_market,
)
from compare_app.domain.grading import grade_sentence
from compare_app.domain.model import Indicator
from compare_app.domain.project import Project
from compare_app.domain.terms import ActionStatus, Market, Outcome, Role, SignOffKind, Standing, Step, Verdict
from compare_app.domain.tone import Tone
from compare_app.text.wording import Wording
from ui.session import Session
from ui.widgets.layouts import clear_layout
from ui.widgets.plain import PlainLabel, tip
from ui.widgets.restyle import restyle
from ui.wording import joined, labelled, named, percent, spoken, tone

BLOCKERS_SHOWN = 3
CAPTION_WIDTH = 92  # px; longer words wrap


class Card(QFrame):
    """A raised frame with a caption."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(caption)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 10, 14, 10)
        self.column.setSpacing(4)
        self.column.addWidget(PlainLabel(caption, "question"))


class StepCard(Card):
    """The step in large type, and below it what holds the product there."""

    chosen = Signal(str)  # an indicator
    explained = Signal()  # how the step, the grades and the scores came about

    def __init__(self, words: Wording) -> None:
        super().__init__(words("Step (our own evaluation, not official)"))
        self._words = words
        self.figure = PlainLabel("", "figure", wrap=True)
        self.conclusion = PlainLabel("", wrap=True)
        self.note = PlainLabel("", "quiet", wrap=True)
        self._blockers = QVBoxLayout()
        self._blockers.setSpacing(2)
        self.column.addWidget(self.figure)
        self.column.addWidget(self.conclusion)
        self.column.addWidget(self.note)
        self.column.addLayout(self._blockers)
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


class CountsCard(Card):
    """Both comparisons as counts, domestic and international, every sign with its word."""

    def __init__(self, words: Wording) -> None:
        super().__init__(words("Both comparisons"))
        self._words = words
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        self.column.addLayout(self._grid)
        self.column.addStretch(1)

    def fill(self, comparison: Comparison) -> None:
        """Show the counts with their denominators."""
        words = self._words
        clear_layout(self._grid)
        row = self._heading(0, words("Standards"))
        for market in Market:
            one = whole_market(comparison, market)
            caption = words.term(market)
            if one is None:
                row = self._note(row, caption, words("no standard to compare with"))
                continue
            counts = [
                (spoken(verdict, words), one.counts.get(verdict, 0), tone(verdict))
                for verdict in (Verdict.STRICTER, Verdict.EQUAL, Verdict.LOOSER)
            ]
            rest = [
                f"{spoken(verdict, words)} {one.counts.get(verdict, 0)}"
                for verdict in (Verdict.DIFFERENT, Verdict.MISSING_OURS)
                if one.counts.get(verdict, 0)
            ]
            rate = words("consistency {rate} of {of}", rate=percent(one.rate), of=one.rate_of)
            row = self._counts(row, caption, counts, "   ".join([rate, *rest]))
        row = self._heading(row, words("Indicators"))
        for role in (Role.DOMESTIC, Role.INTERNATIONAL):
            counted = tally(comparison, role)
            caption = words.term(role)
            if counted is None:
                row = self._note(row, caption, words("no primary benchmark chosen"))
                continue
            counts = [
                (spoken(standing, words), count, tone(standing))
                for standing, count in (
                    (Standing.AHEAD, counted.ahead),
                    (Standing.LEVEL, counted.level),
                    (Standing.BEHIND, counted.behind),
                )
            ]
            notes = [words("{judged} of {total} judged", judged=counted.judged, total=counted.total)]
            if counted.undecided:
                notes.append(f"{spoken(Standing.UNDECIDED, words)} {counted.undecided}")
            left = counted.not_comparable + counted.mixed
            if left:
                notes.append(words("{count} not comparable", count=left))
            row = self._counts(row, caption, counts, "   ".join(notes))
        self._grid.setColumnStretch(4, 1)

    def _heading(self, row: int, text: str) -> int:
        self._grid.addWidget(PlainLabel(text, "subtitle"), row, 0, 1, 5)
        return row + 1

    def _caption(self, text: str) -> PlainLabel:
        label = PlainLabel(text, wrap=True)
        width = label.fontMetrics().horizontalAdvance(text) + 2
        label.setFixedWidth(min(CAPTION_WIDTH, width))
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        return label

    def _note(self, row: int, caption: str, text: str) -> int:
        self._grid.addWidget(self._caption(caption), row, 0)
        self._grid.addWidget(PlainLabel(text, "quiet", wrap=True), row, 1, 1, 4)
        return row + 1

    def _counts(self, row: int, caption: str, counts: list[tuple[str, int, Tone]], note: str) -> int:
        self._grid.addWidget(self._caption(caption), row, 0, 2, 1)
        for column, (text, count, kind) in enumerate(counts, 1):
            label = PlainLabel(f"{text} {count}")
            label.setProperty("tone", (kind if count else Tone.UNKNOWN).value)
            font = label.font()
            font.setBold(bool(count))
            label.setFont(font)
            self._grid.addWidget(label, row, column)
        self._grid.addWidget(PlainLabel(note, "quiet", wrap=True), row + 1, 1, 1, 4)
        return row + 2


class PlanCard(Card):
    """How far the plan is, and what is overdue."""

    go = Signal()

    def __init__(self, words: Wording) -> None:
        super().__init__(words("Improvement plan"))
        self._words = words
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(words("Progress of the plan"))
        self.text = PlainLabel("", wrap=True)
        self.late = PlainLabel("", wrap=True)
        self.late.setProperty("tone", Tone.WORSE.value)
        button = QPushButton(words("Go to the plan"))
        button.clicked.connect(self.go)
        row = QHBoxLayout()
        row.addWidget(self.text, 1)
        row.addWidget(button)
        self.column.addWidget(self._bar)
        self.column.addLayout(row)
        self.column.addWidget(self.late)
        self.column.addStretch(1)

    def fill(self, project: Project, product_id: str, on: date) -> None:
        """Show the progress."""
        words = self._words
        actions = [one for one in actions_of(project, product_id) if one.status is not ActionStatus.CANCELLED]
        closed = sum(not is_open(one) for one in actions)
        late = [one for one in actions if is_overdue(one, on)]
        self._bar.setMaximum(max(1, len(actions)))
        self._bar.setValue(closed)
        self._bar.setVisible(bool(actions))
        self.text.setText(
            words("{closed} of {total} verified", closed=closed, total=len(actions))
            if actions
            else words("No measures yet; they can be made from the gaps")
        )
        said = []
        for one in late[:2]:
            indicator = project.get(Indicator, one.indicator_id)
            head = named(indicator, words) if indicator is not None else ""
            said.append(labelled(head, one.measure or one.gap, words))
        count = words("{count} overdue", count=len(late))
        self.late.setText(f"! {labelled(count, joined(said, words), words)}" if late else "")
        self.late.setVisible(bool(late))


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
        self.column.addStretch(1)

    def fill(self, product_id: str) -> None:
        """Show the latest signature of each kind."""
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
        self.button.setEnabled(not self._session.read_only)

    def _sign(self) -> None:
        self.asked.emit(self._product_id)
