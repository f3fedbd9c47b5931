"""A chart on a page: the drawing part is imported when the first chart is shown, not before the window is painted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from compare_app.domain.charts import ChartSpec
from ui.theme import Theme


class ChartBox(QFrame):
    """Shows one chart spec at a time; `selected` names the indicator behind a mark."""

    selected = Signal(str)

    def __init__(self, theme: Theme, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(accessible_name)
        self._theme = theme
        self._name = accessible_name
        self._view: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 8, 8, 8)
        self.spec: ChartSpec | None = None

    def show_chart(self, spec: ChartSpec) -> None:
        """Draw another chart."""
        self.spec = spec
        if self._view is None:
            from ui.charts.view import ChartView

            self._view = ChartView(self._theme)
            self._view.setAccessibleName(self._name)
            self._view.selected.connect(self.selected)
            self._column.addWidget(self._view)
        self._view.show_spec(spec)

    def select(self, key: str) -> None:
        """Mark the row of an indicator, without announcing it."""
        if self._view is not None:
            self._view.select(key)
