"""标准比对: our limits beside every other standard's; the eye finds first where we are looser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.comparison import Consistency, StandardRow
from compare_app.domain.edit import Changes
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.cases_grid import NewCase
from ui.models.inspections import inspect_standard_row
from ui.models.standards_grid import StandardsTable, consistency_lines, standards_table
from ui.pages.page import Page
from ui.pages.standards_front_runner import FrontRunnerTab
from ui.pages.standards_next import ChangesTab, ProposalsTab
from ui.session import Session
from ui.tables.pane import TablePane
from ui.theme import Theme
from ui.widgets.layouts import clear_layout
from ui.widgets.plain import PlainLabel, tip

FROZEN = 2
REGIONS_HEIGHT = 132  # about six lines; the rest scrolls


class StandardsPage(Page):
    """Limits side by side with the rates above them, proposals for our next edition, and standards that change."""

    title = M("Standards")
    icon = "standards"
    cares_for: ClassVar[Changes] = ~(Changes.PLAN | Changes.IMPORTS)

    def __init__(self, session: Session, words: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, words, theme, parent)
        self._table: StandardsTable | None = None
        self._build_rates()
        self.only_differences = QCheckBox(words("Only what differs"))
        self.only_differences.toggled.connect(self.mark_stale)
        self.other_scopes = QCheckBox(words("Scopes of other products too"))
        self.other_scopes.setToolTip(
            tip(
                words(
                    "Limits under conditions that this product does not meet; they are in no rate and no step"
                )
            )
        )
        self.other_scopes.toggled.connect(self.mark_stale)
        self._count = PlainLabel("", "quiet")
        self.verdict_button = QPushButton(words("Change the verdict…"))
        self.verdict_button.setEnabled(False)
        self.verdict_button.clicked.connect(self._change_verdict)
        tools = QHBoxLayout()
        tools.addWidget(self.only_differences)
        tools.addWidget(self._count)
        tools.addWidget(self.other_scopes)
        tools.addStretch(1)
        tools.addWidget(self.verdict_button)
        self.model = self.new_model()
        self.view = self.new_view(self.model, words("Comparison of standards"), "limits", frozen=FROZEN)
        self.view.current_changed.connect(self._on_current)
        self.view.offer(words("Open a case…"), self._open_case)
        limits = QWidget()
        column = QVBoxLayout(limits)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.rates)
        column.addLayout(tools)
        column.addWidget(TablePane(self.view, words), 1)
        legend = words(
            "▲ stricter   ● equal   ▼ looser   ◆ different   ○ one side sets nothing   * unconfirmed"
        )
        column.addWidget(PlainLabel(legend, "quiet", wrap=True))
        self.proposals_tab = ProposalsTab(self)
        self.changes_tab = ChangesTab(self)
        self.front_runner_tab = FrontRunnerTab(self)
        self.tabs = QTabWidget()
        self.tabs.addTab(limits, words("Limit against limit"))
        self.tabs.addTab(self.proposals_tab, words("Standard proposals"))
        self.tabs.addTab(self.changes_tab, words("Changes of standards"))
        self.tabs.addTab(self.front_runner_tab, words("Front-runner view"))
        self.tabs.currentChanged.connect(self._on_tab)
        outer = QVBoxLayout(self.body)
        outer.setContentsMargins(12, 10, 12, 8)
        outer.addWidget(self.tabs)

    def _on_tab(self, index: int) -> None:
        if self.tabs.currentWidget() is self.front_runner_tab:
            self.front_runner_tab.fill()

    def refresh(self) -> None:
        """Show the comparison of standards."""
        self._on_tab(self.tabs.currentIndex())
        comparison = self.session.comparison()
        if comparison is None:
            return
        only = self.only_differences.isChecked()
        shown = comparison
        self.other_scopes.setVisible(bool(comparison.other_scopes))
        if self.other_scopes.isChecked():
            shown = replace(comparison, standards=(*comparison.standards, *comparison.other_scopes))
        self._table = standards_table(shown, self.session.project, self.words, only_differences=only)
        self.model.show(self._table.grid)
        self._count.setText(
            self.words(
                "lines that differ: {count} of {lines}",
                count=self._table.differences,
                lines=self._table.lines,
            )
        )
        whole = [one for one in comparison.consistency if not one.region]
        parts = [one for one in comparison.consistency if one.region]
        self._fill_rates(self._rates, whole, "subtitle")
        self._fill_rates(self._by_region, parts, "")
        self.region_box.setVisible(bool(parts))
        self.regions.setVisible(bool(parts) and self.region_box.isChecked())
        self.rates.setVisible(bool(comparison.consistency))
        self._fill_rates(self._by_domain, comparison.consistency_by_domain, "", by_domain=True)
        self.domain_box.setVisible(bool(comparison.consistency_by_domain))
        self.domains.setVisible(bool(comparison.consistency_by_domain) and self.domain_box.isChecked())
        for tab, title, count in (
            (self.proposals_tab, self.words("Standard proposals"), len(comparison.assessment.proposals)),
            (self.changes_tab, self.words("Changes of standards"), len(comparison.assessment.transitions)),
        ):
            tab.fill(comparison)
            self.tabs.setTabText(self.tabs.indexOf(tab), f"{title} ({count})" if count else title)

    def _build_rates(self) -> None:
        self._rates = _rate_grid()
        self.rates = QFrame()
        self.rates.setProperty("card", True)
        inner = QVBoxLayout(self.rates)
        inner.setContentsMargins(12, 8, 12, 8)
        inner.addLayout(self._rates)
        self._by_region, self.regions, self.region_box = self._part(self.words("By country and region"))
        self._by_domain, self.domains, self.domain_box = self._part(self.words("By domain"))
        switches = QHBoxLayout()
        switches.addWidget(self.region_box)
        switches.addWidget(self.domain_box)
        switches.addStretch(1)
        inner.addLayout(switches)
        inner.addWidget(self.regions)
        inner.addWidget(self.domains)

    def _part(self, title: str) -> tuple[QGridLayout, QScrollArea, QCheckBox]:
        """Rates that a switch shows: their lines, the area that scrolls them, the switch."""
        lines = _rate_grid()
        inside = QWidget()
        inside.setLayout(lines)
        area = QScrollArea(widgetResizable=True)
        area.setProperty("pane", True)
        area.setMaximumHeight(REGIONS_HEIGHT)
        area.setWidget(inside)
        area.setAccessibleName(title)
        inside.setAutoFillBackground(False)  # the card's own ground shows through
        area.viewport().setAutoFillBackground(False)
        area.hide()
        box = QCheckBox(title)
        box.toggled.connect(area.setVisible)
        return lines, area, box

    def _fill_rates(
        self, grid: QGridLayout, rates: Sequence[Consistency], look: str, *, by_domain: bool = False
    ) -> None:
        clear_layout(grid)
        lines = consistency_lines(rates, self.words, by_domain=by_domain)
        for row, (market, counts, rate) in enumerate(lines):
            grid.addWidget(PlainLabel(market, look), 2 * row, 0)
            grid.addWidget(PlainLabel(counts, wrap=True).selectable(), 2 * row, 1)
            grid.addWidget(PlainLabel(rate, "quiet", wrap=True).selectable(), 2 * row + 1, 1)

    def selected_row(self) -> StandardRow | None:
        """The pair of limits behind the current cell."""
        index = self.view.currentIndex()
        if self._table is None or not index.isValid():
            return None
        key = str(self.model.key_at(index.row()))
        return self._table.rows.get((key, str(self.model.column(index).key)))

    def select(self, key: object) -> None:
        """Go to the first line of an indicator, or to the tab that `key` names: proposals or changes."""
        named = {"proposals": self.proposals_tab, "changes": self.changes_tab}
        if isinstance(key, str) and key in named:
            self.tabs.setCurrentWidget(named[key])
            return
        self.tabs.setCurrentIndex(0)
        for row in range(self.model.rowCount()):
            if str(self.model.key_at(row)).startswith(f"{key}:"):
                self.view.setCurrentIndex(self.model.index(row, 0))
                return

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        row = self.selected_row()
        both = row is not None and row.theirs is not None and row.ours is not None
        self.verdict_button.setEnabled(both and not self.session.read_only)
        self.inspect(inspect_standard_row(row, self.session.project, self.words) if row is not None else None)

    def _open_case(self) -> None:
        key = str(self.model.key_at(self.view.currentIndex().row()))
        self.page_requested.emit("diagnosis", NewCase(key.partition(":")[0]))

    def _change_verdict(self) -> None:
        row = self.selected_row()
        if row is not None:
            self.dialog_requested.emit("verdict", row)


def _rate_grid() -> QGridLayout:
    """Lines of market, counts and rates."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 1)
    return grid
