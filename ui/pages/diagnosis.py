"""诊断: gaps by priority above their Pareto chart and the 2×2, the cases (病历) opened from them, the library;
the eye finds first which gap deserves a cause.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.comparison import Comparison
from compare_app.domain.edit import Changes, Edit
from compare_app.domain.loop import Action, Case
from compare_app.domain.project import Project
from compare_app.domain.report import Report
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.cases_grid import NewCase
from ui.models.cell_edits import CellChange, CellEdits
from ui.models.gaps_grid import edited_feasibility, gaps_grid
from ui.models.inspections import inspect_indicator, steps_text
from ui.models.stability_grid import stability_grid
from ui.pages.cases_tab import CasesTab
from ui.pages.chart_bar import ChartBar, ChartChoice
from ui.pages.library_tab import LibraryTab
from ui.pages.page import Page
from ui.session import Session
from ui.tables.pane import TablePane
from ui.theme import Theme
from ui.widgets.empty import EmptyState
from ui.widgets.inspector import Answer
from ui.widgets.plain import PlainLabel
from ui.widgets.room import Room
from ui.wording import labelled

VIEWS: Final = (
    ChartChoice("pareto", M("Pareto"), M("Which few gaps make up most of the sum of all priorities")),
    ChartChoice(
        "quadrant", M("2×2"), M("Gap of the standard against gap of the product: which one to raise")
    ),
    ChartChoice(
        "fishbone",
        M("Fishbone"),
        M("The causes of the selected gap: man, machine, material, method, …"),
        of_row=True,
    ),
    ChartChoice("ranks", M("Rank and weights"), M("Whether the rank holds when each weight moves by ±20 %")),
)
TABLE_SHARE, CHART_SHARE = 230, 340


class DiagnosisPage(Page):
    """A list of gaps and where each belongs."""

    title = M("Diagnosis")
    icon = "diagnosis"
    cares_for: ClassVar[Changes] = ~(Changes.IMPORTS | Changes.RELEASES)

    def __init__(self, session: Session, words: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, words, theme, parent)
        self.model = self.new_model()
        self.view = self.new_view(self.model, words("Ranked gaps"), "gaps", frozen=2)
        self.view.current_key_changed.connect(self._on_row)
        self.model.edits_requested.connect(self._on_edits)
        self.nothing = EmptyState(
            words("No gap to diagnose"),
            words("Every requirement is met and no comparable indicator lags behind a primary benchmark."),
        )
        self._views = QStackedWidget()
        self._views.addWidget(TablePane(self.view, words))
        self._views.addWidget(self.nothing)
        self.view.offer(words("Open a case…"), self._open_case)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self._views)
        splitter.addWidget(self._build_lower())
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([TABLE_SHARE, CHART_SHARE])
        head = QHBoxLayout()
        head.addWidget(
            PlainLabel(
                words(
                    "Requirements not met first, then by severity × size × weight × feasibility (not official)"
                ),
                "quiet",
                wrap=True,
            ),
            1,
        )
        plan = QPushButton(words("Go to the plan"))
        plan.clicked.connect(self._go_to_plan)
        self.case_button = QPushButton(words("Open a case…"))
        self.case_button.clicked.connect(self._open_case)
        head.addWidget(self.case_button)
        head.addWidget(plan)
        self.gaps_tab = QWidget()
        inner = QVBoxLayout(self.gaps_tab)
        inner.setContentsMargins(0, 8, 0, 0)
        inner.addLayout(head)
        inner.addWidget(splitter, 1)
        self.cases_tab = CasesTab(self)
        self.library_tab = LibraryTab(self)
        self.tabs = QTabWidget()
        for tab, name in (
            (self.gaps_tab, M("Ranked gaps")),
            (self.cases_tab, M("Cases")),
            (self.library_tab, M("Library")),
        ):
            self.tabs.addTab(tab, words(name))
        self.tabs.currentChanged.connect(self._on_tab)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(12, 6, 12, 8)
        column.addWidget(self.tabs, 1)

    def _build_lower(self) -> QWidget:
        words = self.words
        self.chart = self.new_chart(words("Chart of the gaps"))
        self.chart.selected.connect(self._on_mark)
        self.rank_model = self.new_model()
        self.rank_view = self.new_view(self.rank_model, words("Rank and weights"), "stability", filters=False)
        self._rank_note = PlainLabel("", "quiet", wrap=True)
        ranks = QWidget()
        inner = QVBoxLayout(ranks)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.rank_view, 1)
        inner.addWidget(self._rank_note)
        self._lower = QStackedWidget()
        self._lower.addWidget(self.chart)
        self._lower.addWidget(Room(ranks))
        self.bar = ChartBar(VIEWS, self.chart, words, self.theme)
        self.bar.chosen.connect(self.show_kind)
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self.bar)
        column.addWidget(self._lower, 1)
        return lower

    @property
    def editable(self) -> bool:
        """Whether anything may be written."""
        return self.session.is_open and not self.session.read_only

    def _on_tab(self) -> None:
        if self.tabs.currentWidget() is self.cases_tab:
            self.cases_tab.fill()
        elif self.tabs.currentWidget() is self.library_tab:
            self.library_tab.fill()

    def select(self, key: object) -> None:
        """Propose a new case, go to a case by its id, or to the gap of an indicator."""
        if isinstance(key, NewCase):
            self.tabs.setCurrentWidget(self.cases_tab)
            self.cases_tab.wish(key)
        elif self.session.project.get(Case, str(key)) is not None:
            self.tabs.setCurrentWidget(self.cases_tab)
            self.cases_tab.select(str(key))
        else:
            self.tabs.setCurrentWidget(self.gaps_tab)
            self.view.select_key(key)

    def paper(self) -> Report | None:
        """The record of a case, where one is looked at."""
        return self.cases_tab.paper() if self.tabs.currentWidget() is self.cases_tab else None

    def refresh(self) -> None:
        """Show the gaps by priority and what is chosen below them; of the other tabs the one that is seen."""
        self._on_tab()
        comparison = self.session.comparison()
        if comparison is None:
            return
        grid = gaps_grid(comparison, self.session.project, self.words, editable=self.editable)
        self.model.show(grid)
        self._views.setCurrentIndex(0 if len(grid.rows) else 1)
        self._show_lower(comparison)

    def show_kind(self, kind: str) -> None:
        """Switch what stands below the gaps."""
        self.bar.show_kind(kind)
        self.bar.act_on_chart(kind != "ranks")
        comparison = self.session.comparison()
        if comparison is not None:
            self._show_lower(comparison)

    def _show_lower(self, comparison: Comparison) -> None:
        choice = self.bar.choice
        if choice.kind == "ranks":
            self._lower.setCurrentIndex(1)
            self.rank_model.show(stability_grid(comparison, self.session.project, self.words))
            self._rank_note.setText(self._ranks_told(comparison))
            return
        self._lower.setCurrentIndex(0)
        row = self.view.currentIndex().row()
        kind = f"{choice.kind}:{self.model.key_at(row)}" if choice.of_row and row >= 0 else choice.kind
        spec = self.session.workspace.chart(comparison.product_id, kind, self.words, self.session.on)
        self.chart.show_chart(spec)

    def _ranks_told(self, comparison: Comparison) -> str:
        words = self.words
        found = comparison.assessment.sensitivity
        if not found:
            return words("There is no weighted score to rank by.")
        counts = [labelled(words.term(one.role), words(one.steps[-1].message), words) for one in found]
        told = words(found[0].steps[1].message)
        return "\n".join([*counts, told, words("Our own evaluation, not official.")])

    def _on_row(self, key: str) -> None:
        self._inspect(key)
        comparison = self.session.comparison()
        if self.bar.choice.of_row and comparison is not None:
            self._show_lower(comparison)
        self.chart.select("" if self.bar.choice.of_row else key)

    def _on_mark(self, indicator_id: str) -> None:
        row = self.model.row_of(indicator_id)
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row, 1))
        elif self.session.project.get(Case, indicator_id) is not None:
            self.select(indicator_id)
        elif self.session.project.get(Action, indicator_id) is not None:  # a cause that the plan knows
            self.page_requested.emit("plan", indicator_id)
        else:
            self._inspect(indicator_id)

    def _on_edits(self, edits: CellEdits) -> None:
        product, user = self.session.product, self.session.user
        if product is None:
            return

        def make(project: Project, change: CellChange) -> Edit | None:
            return edited_feasibility(project, product.id, str(change.row), change.text, user)

        self.session.change_cells(edits, make)

    def _inspect(self, indicator_id: str) -> None:
        comparison = self.session.comparison()
        row = comparison.row(indicator_id) if comparison is not None else None
        if row is None or comparison is None:
            return
        shown = inspect_indicator(row, self.session.project, self.words)
        urgent = next(
            (one for one in comparison.assessment.priorities if one.indicator_id == indicator_id), None
        )
        if urgent is not None:
            told = tuple(steps_text((replace(step, rule="") for step in urgent.steps), self.words))
            first = Answer(self.words("How was the priority found?"), told, numbered=True)
            shown = replace(shown, answers=(first, *shown.answers))
        self.inspect(shown)

    def _open_case(self) -> None:
        row = self.view.currentIndex().row()
        if row >= 0:
            self.select(NewCase(str(self.model.key_at(row))))

    def _go_to_plan(self) -> None:
        self.page_requested.emit("plan", None)
