"""A chart on a page: the drawing part is imported when the first chart is shown, not before the window is painted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from compare_app.domain.charts import ChartSpec
from compare_app.text.wording import Wording
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.charts.view import ChartView


class ChartBox(QFrame):
    """Shows one chart spec at a time; `selected` names the indicator behind a mark."""

    selected = Signal(str)
    save_requested = Signal(object)  # the spec that shall become a file

    def __init__(
        self, words: Wording, theme: Theme, accessible_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(accessible_name)
        self._words = words
        self._theme = theme
        self.view: ChartView | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2, 2, 2, 2)
        self.spec: ChartSpec | None = None

    def show_chart(self, spec: ChartSpec, *, bare: bool = False) -> None:
        """Draw another chart; a bare one leaves out the title, where a card says it. What is saved has it."""
        self.spec = spec
        if self.view is None:
            from ui.charts.view import ChartView

            self.view = ChartView(self._words, self._theme)
            self.view.row_clicked.connect(self.selected)
            self.view.save_requested.connect(self._on_save)
            self._column.addWidget(self.view)
        self.view.show_spec(replace(spec, title="") if bare else spec)
        self.view.setAccessibleName(spec.title)

    def select(self, key: str) -> None:
        """Mark the row of an indicator, without announcing it."""
        if self.view is not None:
            self.view.select(key)

    def _on_save(self) -> None:
        if self.spec is not None:
            self.save_requested.emit(self.spec)
