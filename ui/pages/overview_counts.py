"""Both comparisons as counts, domestic and international."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from compare_app.domain.comparison import Comparison
from compare_app.domain.digest import (
    tally,
    whole_market,
)
from compare_app.domain.terms import Market, Role, Standing, Verdict
from compare_app.domain.tone import Tone
from compare_app.text.wording import Wording
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.layouts import clear_layout
from ui.widgets.plain import PlainLabel
from ui.widgets.shares import SharesBar
from ui.wording import percent, spoken, tone

CAPTION_WIDTH = 92  # px; longer words wrap


class CountsCard(Card):
    """Both comparisons as counts, domestic and international, every sign with its word."""

    def __init__(self, words: Wording, theme: Theme) -> None:
        super().__init__(words("Both comparisons"))
        self._words = words
        self._theme = theme
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(1)
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
        metrics = label.fontMetrics()
        longest = max(metrics.horizontalAdvance(word) for word in text.split())
        label.setFixedWidth(max(min(CAPTION_WIDTH, metrics.horizontalAdvance(text)), longest) + 2)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        return label

    def _note(self, row: int, caption: str, text: str) -> int:
        self._grid.addWidget(self._caption(caption), row, 0)
        self._grid.addWidget(PlainLabel(text, "quiet", wrap=True), row, 1, 1, 4)
        return row + 1

    def _counts(self, row: int, caption: str, counts: list[tuple[str, int, Tone]], note: str) -> int:
        self._grid.addWidget(self._caption(caption), row, 0, 3, 1)
        for column, (text, count, kind) in enumerate(counts, 1):
            label = PlainLabel(f"{text} {count}")
            label.setProperty("tone", (kind if count else Tone.UNKNOWN).value)
            font = label.font()
            font.setBold(bool(count))
            label.setFont(font)
            self._grid.addWidget(label, row, column)
        bar = SharesBar(
            self._theme, f"{caption}: {', '.join(f'{text} {count}' for text, count, _ in counts)}"
        )
        bar.show_parts(tuple((kind, count) for _, count, kind in counts))
        self._grid.addWidget(bar, row + 1, 1, 1, 4)
        self._grid.addWidget(PlainLabel(note, "small", wrap=True), row + 2, 1, 1, 4)
        return row + 3
