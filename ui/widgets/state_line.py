"""States in a row, those behind, the present one and those to come told by sign and weight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.widgets.plain import PlainLabel
from ui.widgets.restyle import restyle

BEHIND, PRESENT, AHEAD = "✓", "●", "○"


class StateLine(QWidget):
    """Each state takes the room of its words and breaks them where there is less."""

    def __init__(self, name: str, across: int = 0, parent: QWidget | None = None) -> None:
        """`across`: so many states in a row; 0: all of them."""
        super().__init__(parent)
        self._name = name
        self._across = across
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._labels: list[PlainLabel] = []

    def show_states(self, states: Sequence[str], present: int) -> None:
        """Show the states, the present one by its place."""
        while len(self._labels) < len(states):  # once: a label made anew takes no room until it is shown
            label = PlainLabel(wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            row, column = divmod(len(self._labels), self._across or len(states))
            self._grid.addWidget(label, row, column)
            wanted = 1 + len(states[len(self._labels)])
            self._grid.setColumnStretch(column, max(wanted, self._grid.columnStretch(column)))
            self._labels.append(label)
        for at, (state, label) in enumerate(zip(states, self._labels)):
            sign = BEHIND if at < present else PRESENT if at == present else AHEAD
            label.setText(f"{sign} {state}")
            label.setProperty("look", None if at == present else "small")
            restyle(label)
            font = label.font()
            font.setBold(at == present)
            label.setFont(font)
            metrics = label.fontMetrics()
            longest = max(metrics.horizontalAdvance(f"{sign} {word}") for word in state.split())
            label.setMinimumWidth(longest + 2)
        self.setAccessibleName(f"{self._name}: {states[present]}" if states else self._name)
