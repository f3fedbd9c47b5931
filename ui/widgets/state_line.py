"""States in a row, those behind, the present one and those to come told by sign and weight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.layouts import clear_layout
from ui.widgets.plain import PlainLabel

BEHIND, PRESENT, AHEAD = "✓", "●", "○"


class StateLine(QWidget):
    """Each state takes the room of its words and breaks them where there is less."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)

    def show_states(self, states: Sequence[str], present: int) -> None:
        """Show the states, the present one by its place."""
        clear_layout(self._row)
        for at, state in enumerate(states):
            sign = BEHIND if at < present else PRESENT if at == present else AHEAD
            label = PlainLabel(f"{sign} {state}", "" if at == present else "quiet", wrap=True)
            font = label.font()
            font.setBold(at == present)
            label.setFont(font)
            metrics = label.fontMetrics()
            longest = max(metrics.horizontalAdvance(f"{sign} {word}") for word in state.split())
            label.setMinimumWidth(longest + 2)
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            self._row.addWidget(label, 1 + len(state))
        self.setAccessibleName(f"{self._name}: {states[present]}" if states else self._name)
