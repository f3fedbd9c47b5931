"""The figures above before and after: step, pass rate, inspections, raised limits; then → now."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from compare_app.domain.improvement import Improvement, StepThen
from compare_app.domain.improvement_words import raised, rate_said, step_said
from compare_app.domain.profile import Rate
from compare_app.domain.terms import Step
from compare_app.domain.tone import Tone
from compare_app.text.wording import Wording
from ui.widgets.card import Card
from ui.widgets.plain import PlainLabel
from ui.widgets.restyle import restyle
from ui.widgets.whole_label import WholeLabel


class EffectHead(QWidget):
    """Three cards side by side; a figure that nobody measured is a dash."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.step, self.step_more = _card(row, words("Step (our own evaluation, not official)"))
        self.passed, self.passed_more = _card(row, words("Binding requirements met"))
        self.raised, self.raised_more = _card(row, words("Our limits raised"))

    def clear(self) -> None:
        """Nothing is compared."""
        for label in (self.step, self.passed, self.raised):
            _tell(label, "—", Tone.NEUTRAL)
        for label in (self.step_more, self.passed_more, self.raised_more):
            label.clear()

    def fill(self, found: Improvement) -> None:
        """Then → now, with a sign where it can be said."""
        words = self._words
        then, now = found.step
        mark, shown = _moved(_place(then), _place(now))
        _tell(self.step, f"{mark} {_code(then)} → {_code(now)}", shown)
        self.step_more.setText(
            words("{before} → {after}", before=words(step_said(then)), after=words(step_said(now)))
        )
        before, after = found.passed
        _tell(self.passed, f"{_counts(before)} → {_counts(after)}", Tone.NEUTRAL)
        lines = [words("{before} → {after}", before=rate_said(before), after=rate_said(after))]
        if any(one is not None for one in found.inspections):
            early, late = (rate_said(one) for one in found.inspections)
            lines.append(words("Batches passed in inspections: {before} → {after}", before=early, after=late))
        self.passed_more.setText("\n".join(lines))
        stricter = raised(found)
        if found.limits_reason is not None:
            _tell(self.raised, "—", Tone.NEUTRAL)
            self.raised_more.setText(words("needs a released state as “from”"))
        else:
            _tell(
                self.raised,
                f"▲ {len(stricter)}" if stricter else "0",
                Tone.BETTER if stricter else Tone.NEUTRAL,
            )
            self.raised_more.setText(words("of {total} limits of ours", total=len(found.limits)))


def _card(row: QHBoxLayout, caption: str) -> tuple[QLabel, QLabel]:
    card = Card(caption)
    card.column.setContentsMargins(12, 6, 12, 6)
    figure, more = PlainLabel("—", "lead"), WholeLabel("", "small")
    card.column.addWidget(figure)
    card.column.addWidget(more)
    card.column.addStretch(1)
    row.addWidget(card, 1)
    return figure, more


def _tell(label: QLabel, text: str, tone: Tone) -> None:
    label.setText(text)
    label.setProperty("tone", tone.value)
    restyle(label)


def _place(one: StepThen) -> int | None:
    return None if one.step is Step.L0 and not one.assessed else int(one.step)


def _code(one: StepThen) -> str:
    return "—" if _place(one) is None else one.step.name


def _moved(then: int | None, now: int | None) -> tuple[str, Tone]:
    if then is None or now is None:
        return "○", Tone.UNKNOWN
    if now == then:
        return "●", Tone.NEUTRAL
    return ("▲", Tone.BETTER) if now > then else ("▼", Tone.WORSE)


def _counts(one: Rate | None) -> str:
    return "—" if one is None else f"{one.passed}/{one.tested}"
