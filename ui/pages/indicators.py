"""指标比对: table and chart side by side, one selection; the eye finds first the largest weighted lag."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.comparison import Gap, Judgement
from compare_app.domain.digest import primary_gap
from compare_app.domain.edit import Changes
from compare_app.domain.terms import Role
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.cases_grid import NewCase
from ui.models.indicators_grid import indicators_grid, worst_judgement
from ui.models.inspections import inspect_indicator
from ui.pages.chart_bar import ChartBar, ChartChoice
from ui.pages.page import Page
from ui.session import Session
from ui.tables.pane import TablePane
from ui.theme import Theme
from ui.widgets.plain import PlainLabel, tip

KINDS: Final = (
    ChartChoice(
        "dumbbell", M("Dumbbell"), M("How far from each benchmark; 100 % is the benchmark, right is better")
    ),
    ChartChoice(
        "bullet", M("Bullet"), M("Our value against its limit and the benchmarks, each in its own unit")
    ),
    ChartChoice("diverging", M("Gaps"), M("By how much better or worse than the benchmark")),
    ChartChoice("heatmap", M("Heat map"), M("Every indicator against every benchmark")),
    ChartChoice(
        "distribution",
        M("Distribution"),
        M("The selected indicator over all comparable products, with our place in it"),
        of_row=True,
    ),
    ChartChoice(
        "quadrant", M("2×2"), M("Gap of the standard against gap of the product: which one to raise")
    ),
    ChartChoice("before_after", M("Before and after"), M("Our earlier self against our product of today")),
    ChartChoice(
        "histogram",
        M("Histogram"),
        M("The single values of the selected indicator and its limits"),
        of_row=True,
    ),
    ChartChoice(
        "control", M("Control chart"), M("The selected indicator over batches; needs 20 values"), of_row=True
    ),
    ChartChoice(
        "parallel", M("Parallel coordinates"), M("For analysts: up to seven products over ten indicators")
    ),
    ChartChoice("radar", M("Radar"), M("A cover picture, not evidence: only achievement ratios, no areas")),
)
TABLE_SHARE, CHART_SHARE = 640, 360


class IndicatorsPage(Page):
    """Our product beside its benchmarks."""

    title = M("Indicators")
    icon = "indicators"
    cares_for: ClassVar[Changes] = ~(Changes.PLAN | Changes.IMPORTS | Changes.RELEASES)

    def __init__(self, session: Session, words: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, words, theme, parent)
        self.model = self.new_model()
        self.view = self.new_view(self.model, words("Comparison of indicators"), "indicators", frozen=1)
        self.view.current_changed.connect(self._on_current)
        self.view.offer(words("Open a case…"), self._open_case)
        self.chart = self.new_chart(words("Chart of the comparison"))
        self.chart.selected.connect(self._on_mark)
        self.bar = ChartBar(KINDS, self.chart, words, theme)
        self.bar.chosen.connect(self.show_kind)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self.bar)
        column.addWidget(self.chart, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.only_differences = QCheckBox(words("Differences only"))
        self.only_differences.setToolTip(
            tip(words("Only indicators where we are ahead of or behind a benchmark, or do not meet a limit"))
        )
        self.only_differences.toggled.connect(self.refresh)
        self._counted = PlainLabel("", "quiet")
        head = QHBoxLayout()
        head.addWidget(self.only_differences)
        head.addWidget(self._counted, 1)
        head.setContentsMargins(0, 4, 0, 4)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.addLayout(head)
        column.addWidget(TablePane(self.view, words), 1)
        self.splitter.addWidget(left)
        self.splitter.addWidget(right)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([TABLE_SHARE, CHART_SHARE])
        self.note = PlainLabel("", "small", wrap=True)
        self.verdict_button = QPushButton(words("Change the verdict…"))
        self.verdict_button.setToolTip(
            tip(words("The conformity of the selected indicator; with a reason and a name"))
        )
        self.verdict_button.setEnabled(False)
        self.verdict_button.clicked.connect(self._change_verdict)
        foot = QHBoxLayout()
        foot.addWidget(self.note, 1)
        foot.addWidget(self.verdict_button)
        outer = QVBoxLayout(self.body)
        outer.setContentsMargins(12, 10, 12, 8)
        outer.addWidget(self.splitter, 1)
        outer.addLayout(foot)
        self._wanted = ""

    def refresh(self) -> None:
        """Show the comparison of indicators and the chosen chart."""
        comparison = self.session.comparison()
        if comparison is None:
            return
        only = self.only_differences.isChecked()
        grid = indicators_grid(comparison, self.session.project, self.words, only_differences=only)
        self.model.show(grid)
        self._counted.setText(
            self.words(
                "{shown} of {total} indicators", shown=len(grid.rows), total=len(comparison.indicators)
            )
        )
        lines = [self.words(comparison.rule)]
        lines += [self.words(warning) for warning in comparison.warnings]
        self.note.setText(("  ·  ").join(lines))
        self._show_chart()
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.view.select_key(wanted)

    def _show_chart(self) -> None:
        product = self.session.product
        if product is None or self.session.comparison() is None:
            return
        choice = self.bar.choice
        kind = f"{choice.kind}:{self._row_key()}" if choice.of_row and self._row_key() else choice.kind
        self.chart.show_chart(self.session.workspace.chart(product.id, kind, self.words, self.session.on))

    def _row_key(self) -> str:
        current = self.view.currentIndex()
        return str(self.model.key_at(current.row())) if current.isValid() else ""

    def show_kind(self, kind: str) -> None:
        """Switch the chart."""
        self.bar.show_kind(kind)
        self._show_chart()

    def select(self, key: object) -> None:
        """Go to an indicator, at once or when the comparison is there."""
        if self.model.row_of(str(key)) >= 0:
            self.view.select_key(str(key))
        else:
            self._wanted = str(key)

    def _on_mark(self, indicator_id: str) -> None:
        self.view.select_key(indicator_id)

    def _selected_judgement(self) -> Judgement | None:
        """The judgement that decides the conformity of the selected indicator."""
        comparison = self.session.comparison()
        current = self.view.currentIndex()
        if comparison is None or not current.isValid():
            return None
        row = comparison.row(str(self.model.key_at(current.row())))
        return worst_judgement(row) if row is not None else None

    def _open_case(self) -> None:
        judged = self._selected_judgement()
        requirement = judged.requirement_id if judged is not None else ""
        self.page_requested.emit("diagnosis", NewCase(self._row_key(), requirement))

    def _change_verdict(self) -> None:
        judgement = self._selected_judgement()
        if judgement is not None:
            self.dialog_requested.emit("verdict", judgement)

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        comparison = self.session.comparison()
        if not current.isValid() or comparison is None:
            return
        key = str(self.model.key_at(current.row()))
        row = comparison.row(key)
        if row is None:
            return
        judged = self._selected_judgement() is not None
        self.verdict_button.setEnabled(judged and not self.session.read_only)
        column = str(self.model.column(current).key)
        focus: Gap | Judgement | None = None
        if column == "conformity":
            focus = worst_judgement(row)
        elif ":" in column:
            focus = primary_gap(row, Role(column.split(":", maxsplit=1)[0]))
        self.inspect(inspect_indicator(row, self.session.project, self.words, focus))
        if self.bar.choice.of_row and previous.row() != current.row():
            self._show_chart()
        self.chart.select("" if self.bar.choice.of_row else key)  # a chart of one indicator marks no row
