"""诊断: ranked gaps beside the 2×2; the eye finds first which gap deserves a cause."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from compare_app.domain.edit import Changes
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.gaps_grid import gaps_grid
from ui.models.inspections import inspect_indicator
from ui.pages.page import Page
from ui.session import Session
from ui.theme import Theme
from ui.widgets.empty import EmptyState
from ui.widgets.grid_view import GridView
from ui.widgets.plain import PlainLabel


class DiagnosisPage(Page):
    """A list of gaps and where each belongs."""

    title = M("Diagnosis")
    icon = "diagnosis"
    cares_for: ClassVar[Changes] = ~(Changes.PLAN | Changes.IMPORTS | Changes.RELEASES)

    def __init__(self, session: Session, words: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, words, theme, parent)
        self.model = self.new_model()
        self.view = GridView(words, words("Ranked gaps"))
        self.view.setModel(self.model)
        self.view.current_key_changed.connect(self._on_row)
        self.nothing = EmptyState(
            words("No gap to diagnose"),
            words("Every requirement is met and no comparable indicator lags behind a primary benchmark."),
        )
        self._views = QStackedWidget()
        self._views.addWidget(self.view)
        self._views.addWidget(self.nothing)
        self.chart = self.new_chart(words("Standard gap × product gap"))
        self.chart.selected.connect(self._on_mark)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self._views)
        splitter.addWidget(self.chart)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([540, 440])
        head = QHBoxLayout()
        head.addWidget(
            PlainLabel(words("Requirements not met first, then lags by severity and weight × gap"), "quiet"),
            1,
        )
        plan = QPushButton(words("Go to the plan"))
        plan.clicked.connect(self._go_to_plan)
        head.addWidget(plan)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(12, 10, 12, 8)
        column.addLayout(head)
        column.addWidget(splitter, 1)

    def refresh(self) -> None:
        """Show the ranked gaps and the quadrants."""
        comparison = self.session.comparison()
        if comparison is None:
            return
        grid = gaps_grid(comparison, self.session.project, self.words)
        self.model.show(grid)
        self._views.setCurrentWidget(self.view if len(grid.rows) else self.nothing)
        spec = self.session.workspace.chart(comparison.product_id, "quadrant", self.words, self.session.on)
        self.chart.show_chart(spec)

    def _on_row(self, key: str) -> None:
        indicator_id = key.split(":", maxsplit=1)[0]
        self._inspect(indicator_id)
        self.chart.select(indicator_id)

    def _on_mark(self, indicator_id: str) -> None:
        for row in range(self.model.rowCount()):
            if str(self.model.key_at(row)).split(":", maxsplit=1)[0] == indicator_id:
                self.view.setCurrentIndex(self.model.index(row, 1))
                return
        self._inspect(indicator_id)

    def _inspect(self, indicator_id: str) -> None:
        comparison = self.session.comparison()
        row = comparison.row(indicator_id) if comparison is not None else None
        if row is not None:
            self.inspect(inspect_indicator(row, self.session.project, self.words))

    def _go_to_plan(self) -> None:
        self.page_requested.emit("plan", None)
