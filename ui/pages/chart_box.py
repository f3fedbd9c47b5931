"""A chart on a page, or the data behind it. The drawing part is imported when the first chart is shown, not before the
window is painted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from compare_app.domain.charts import ChartSpec
from compare_app.text.wording import Wording
from ui.models.chart_grid import chart_grid
from ui.models.grid_model import GridModel
from ui.tables.grid_view import GridView
from ui.tables.pane import TablePane
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.charts.view import ChartView


class ChartBox(QFrame):
    """Shows one chart spec at a time; `selected` names the row behind a mark."""

    selected = Signal(str)
    save_requested = Signal(object)  # the spec that shall become a file
    copy_requested = Signal(object, str, int)  # spec, suffix (png, svg, pdf), dpi

    def __init__(
        self, words: Wording, theme: Theme, accessible_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(accessible_name)
        self._words = words
        self._theme = theme
        self.view: ChartView | None = None
        self.table: GridView | None = None
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self._stack)
        self.spec: ChartSpec | None = None
        self._as_data = False

    def show_chart(self, spec: ChartSpec, *, bare: bool = False) -> None:
        """Draw another chart; a bare one leaves out the title, where a card says it. What is saved has it."""
        self.spec = spec
        if self.view is None:
            from ui.charts.view import ChartView

            self.view = ChartView(self._words, self._theme)
            self.view.row_clicked.connect(self.selected)
            self.view.save_requested.connect(self.save)
            self.view.copy_requested.connect(self._on_copy)
            self._stack.insertWidget(0, self.view)
            self._stack.setCurrentIndex(0)
        self.view.show_spec(replace(spec, title="") if bare else spec)
        self.view.setAccessibleName(spec.title)
        if self._as_data:
            self._fill_table()

    def show_data(self, wanted: bool) -> None:
        """Show the data behind the chart in its place, or the chart again."""
        self._as_data = wanted
        if wanted:
            self._fill_table()
        elif self.view is not None:
            self._stack.setCurrentWidget(self.view)

    def _fill_table(self) -> None:
        if self.table is None:
            self.model = GridModel(self)
            self.model.dress(self._theme, self.font())
            self.table = GridView(self._words, self._words("The data behind the chart"), frozen=1)
            self.table.setModel(self.model)
            self._pane = TablePane(self.table, self._words)
            self._stack.addWidget(self._pane)
        if self.spec is not None:
            self.model.show(chart_grid(self.spec, self._words))
        self._stack.setCurrentWidget(self._pane)

    def select(self, key: str) -> None:
        """Mark the row of an indicator, without announcing it."""
        if self.view is not None:
            self.view.select(key)

    def save(self) -> None:
        """Ask for a file of the chart."""
        if self.spec is not None:
            self.save_requested.emit(self.spec)

    def copy(self) -> None:
        """Copy what is seen: the picture, or the data."""
        if self._as_data and self.table is not None:
            self.table.selectAll()
            self.table.blocks.copy_with_headers()
        elif self.view is not None:
            self.view.copy_picture()

    def _on_copy(self, suffix: str, dpi: int) -> None:
        if self.spec is not None:
            self.copy_requested.emit(self.spec, suffix, dpi)
