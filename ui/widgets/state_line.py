"""States in a row, those behind, the present one and those to come told by sign and weight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.plain import PlainLabel
from ui.widgets.restyle import restyle

BEHIND, PRESENT, AHEAD = "✓", "●", "○"


class StateLine(QWidget):
    """Each state takes the room of its words and breaks them where there is less."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self._labels: list[PlainLabel] = []

    def show_states(self, states: Sequence[str], present: int) -> None:
        """Show the states, the present one by its place."""
        while len(self._labels) < len(states):  # once: a label made anew takes no room until it is shown
            label = PlainLabel(wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            self._row.addWidget(label, 1 + len(states[len(self._labels)]))
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
