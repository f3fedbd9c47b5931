"""The three gaps that matter most: what fails first, then by severity, size, weight and feasibility (R34)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton

from compare_app.domain.comparison import Comparison
from compare_app.domain.model import Indicator
from compare_app.domain.project import Project
from compare_app.text.wording import Wording
from ui.models.gaps_grid import gap_cells
from ui.widgets.card import Card
from ui.widgets.layouts import clear_layout
from ui.widgets.plain import PlainLabel, tip
from ui.wording import labelled, named, percent, shortened

SHOWN = 3
LONGEST = 34  # columns of a name, an ideograph takes two; the tooltip has the whole


class GapsCard(Card):
    """Name, gap, to what, and how much of the scheme's weight it carries; a click leads to the indicator."""

    chosen = Signal(str)  # an indicator

    def __init__(self, words: Wording) -> None:
        super().__init__(words("The gaps that matter most"))
        self._words = words
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(1)
        self._grid.setColumnStretch(0, 1)
        self.column.addLayout(self._grid)
        self.column.addStretch(1)

    def fill(self, comparison: Comparison, project: Project) -> None:
        """Show the first gaps by priority, and how many there are besides."""
        words = self._words
        clear_layout(self._grid)
        found = comparison.assessment.priorities
        if not found:
            text = words("Nothing fails and nothing lags behind a primary benchmark")
            self._grid.addWidget(PlainLabel(text, wrap=True), 0, 0)
            return
        for at, one in enumerate(found[:SHOWN]):
            indicator = project.get(Indicator, one.indicator_id)
            name = named(indicator, words) if indicator is not None else one.indicator_id
            gap, against = gap_cells(comparison, project, one, words)
            button = QPushButton(shortened(name, LONGEST))
            button.setAccessibleName(name)
            button.setProperty("look", "entry")
            button.setProperty("indicator", one.indicator_id)
            button.setToolTip(tip(words("Show {name}", name=name)))
            button.clicked.connect(self._on_button)
            said = PlainLabel(gap.text)
            said.setProperty("tone", gap.tone.value)
            weight = labelled(words("Weight"), percent(one.weight), words)
            below = PlainLabel(f"{against.text} · {weight}", "small", wrap=True)
            below.setToolTip(tip(against.tip))
            self._grid.addWidget(button, 2 * at, 0)
            self._grid.addWidget(said, 2 * at, 1)
            self._grid.addWidget(below, 2 * at + 1, 0, 1, 2)
        rest = len(found) - SHOWN
        if rest > 0:
            more = PlainLabel(words("and {count} more", count=rest), "quiet")
            self._grid.addWidget(more, 2 * SHOWN, 0, 1, 2)

    def _on_button(self) -> None:
        button = self.sender()
        if button is not None:
            self.chosen.emit(str(button.property("indicator")))
