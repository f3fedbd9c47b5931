"""What follows from suppositions, in words: step and score before and after, what still blocks, the cheapest way up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from compare_app.domain.project import Project
from compare_app.domain.supposed_digest import (
    count_changes,
    measure_said,
    open_lines,
    score_changes,
    step_alone,
    step_code,
    still_blocked,
    verdict_of,
)
from compare_app.domain.tone import Tone
from compare_app.domain.way_up import WayUp
from compare_app.domain.what_if import WhatIf
from compare_app.errors import AppError
from compare_app.text.message import Message
from compare_app.text.wording import Wording
from ui.widgets.plain import PlainLabel, tip

_LINES: Final = 12  # of what stays open; the rest is counted


class WhatIfResult(QScrollArea):
    """A column of sentences that scrolls; all of it can be selected and copied."""

    wanted = Signal()  # the way up that is shown shall be supposed

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.words = words
        self.setProperty("pane", True)
        self.setAccessibleName(words("What follows"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines = QVBoxLayout()
        self._begin()
        self._end()

    def text(self) -> str:
        """Everything shown, as text."""
        body = self.widget()
        return "\n".join(one.text() for one in body.findChildren(PlainLabel)) if body is not None else ""

    def show_found(self, found: WhatIf, project: Project) -> None:
        """Step, scores and counts now and supposed, and what the next step still asks for."""
        words = self.words
        self._begin()
        if not found.supposed and not found.limits:
            self._line(
                words("Type supposed values on the left, or take the targets of the plan"), look="quiet"
            )
        now, then = found.before.ladder, found.after.ladder
        before, after = words(step_alone(now)), words(step_alone(then))
        changed = before != after
        self._line(f"{step_code(now)} → {step_code(then)}" if changed else step_code(now), look="headline")
        self._line(f"{before} → {after}" if changed else before, look="subtitle")
        if then.numeric_only:
            self._line(words("numerical comparison only"), look="quiet")
        for message in (*score_changes(project, found), *count_changes(found)):
            self._line(words(message))
        self._messages(still_blocked(project, found.after, words.language))
        self._end()

    def show_way(self, way: WayUp, project: Project) -> None:
        """The chosen measures with their cost, and what stays open."""
        words = self.words
        self._begin()
        self._line(words(verdict_of(way)), look="subtitle")
        for one in way.chosen:
            self._line("◆ " + words(measure_said(one)))
        self._messages(open_lines(project, way, words.language))
        if way.reached:
            take = QPushButton(words("Suppose this"))
            take.setToolTip(
                tip(words("Put the targets of these measures into the table; the plan stays as it is"))
            )
            take.clicked.connect(self.wanted)
            self._lines.addWidget(take, 0, Qt.AlignmentFlag.AlignLeft)
        self._end()

    def show_trouble(self, error: AppError) -> None:
        """What was typed wrongly, where the hand is."""
        self._begin()
        self._line("! " + self.words(error.what), tone=Tone.WORSE)
        self._line(self.words(error.remedy), look="quiet")
        self._end()

    def _begin(self) -> None:
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(2, 0, 6, 0)
        self._lines.setSpacing(3)

    def _end(self) -> None:
        self._lines.addStretch(1)
        body = QWidget()
        body.setLayout(self._lines)
        self.setWidget(body)

    def _messages(self, messages: Sequence[Message]) -> None:
        for message in messages[:_LINES]:
            self._line("○ " + self.words(message), look="quiet")
        if len(messages) > _LINES:
            self._line(self.words("and {count} more", count=len(messages) - _LINES), look="quiet")

    def _line(self, text: str, look: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        if not text:
            return
        label = PlainLabel(text, look, wrap=True).selectable()
        label.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the pane itself takes the keyboard, and scrolls
        label.setProperty("tone", tone.value)
        policy = label.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        label.setSizePolicy(policy)
        self._lines.addWidget(label)
