"""如果…: supposed values of the product below its plan, what would follow from them, and the cheapest way up."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from compare_app.domain.comparison import Comparison
from compare_app.domain.digest import actions_of
from compare_app.domain.terms import ActionType, Step
from compare_app.domain.way_up import WayUp
from compare_app.domain.what_if import SUPPOSED, WhatIf
from compare_app.errors import AppError
from compare_app.progress import Progress
from ui.models.cell_edits import CellEdits
from ui.models.what_if_grid import SUPPOSED as COLUMN
from ui.models.what_if_grid import Suppositions, what_if_grid
from ui.pages.page import Page
from ui.pages.plan_what_if_result import WhatIfResult
from ui.tables.pane import TablePane
from ui.widgets.combo import WholeCombo
from ui.widgets.plain import tip
from ui.widgets.whole_label import WholeLabel


class WhatIfPanel(QFrame):
    """A table to type in, and beside it what would be. It works in the background and stores nothing."""

    marked = Signal(object)  # ids of the rows of the plan that are on the cheapest way up

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.session, self.words = page.session, page.words
        words = self.words
        self._typed: dict[str, str] = {}
        self._planned: dict[str, str] = {}
        self._standard: frozenset[str] = frozenset()  # rows whose proposed limits are supposed
        self._found: WhatIf | None = None
        self._way: WayUp | None = None
        self._marks: frozenset[str] = frozenset()
        self._about: Comparison | None = None  # of which comparison all of this speaks
        self.setAccessibleName(words("What if"))
        self.plan_button = QPushButton(words("By the plan's targets"))
        self.plan_button.setToolTip(tip(words("The targets of all open rows, of several the best")))
        self.plan_button.clicked.connect(self.take_plan)
        self.clear_button = QPushButton(words("Clear"))
        self.clear_button.clicked.connect(self.clear)
        self.standard_box = QCheckBox(words("With proposals for our standard"))
        self.standard_box.setToolTip(tip(words("As the plan's open rows of type standard propose them")))
        self.standard_box.toggled.connect(self._on_standard)
        self.goal = WholeCombo()
        self.goal.setAccessibleName(words("The step to reach"))
        self.way_button = QPushButton(words("Cheapest way"))
        self.way_button.setToolTip(
            tip(words("The cheapest set of the plan's measures that reaches the step; budgets are the costs"))
        )
        self.way_button.clicked.connect(self.find_way)
        self.model = page.new_model()
        self.model.edits_requested.connect(self._on_edits)
        self.view = page.new_view(self.model, words("Supposed values"), "what_if", frozen=1, filters=False)
        tools = QHBoxLayout()
        tools.addWidget(self.plan_button)
        tools.addWidget(self.clear_button)
        tools.addWidget(self.standard_box)
        tools.addStretch(1)
        tools.addWidget(self.goal)
        tools.addWidget(self.way_button)
        self.notice = WholeLabel("◇ " + words(SUPPOSED), "small")
        self.result = WhatIfResult(words)
        self.result.wanted.connect(self._suppose_way)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self.notice)
        right.addWidget(self.result, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(TablePane(self.view, words), 8)
        row.addLayout(right, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addLayout(tools)
        column.addLayout(row, 1)

    # --- what is shown --------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Follow the comparison: another product starts anew, another state of the same one is computed again."""
        comparison = self.session.comparison()
        if comparison is None or comparison is self._about:
            return
        if self._about is None or self._about.product_id != comparison.product_id:
            self._typed = {}
            self._suppose_standard(())
        self._about = comparison
        self._planned, self._found = {}, None
        self._forget_way()
        self.goal.clear()
        self.goal.addItem(self.words("Next step"), None)
        for step in Step:
            if step > comparison.ladder.step:
                self.goal.addItem(step.name, int(step))
        self.way_button.setEnabled(comparison.ladder.step < Step.L5)
        self._show_table()
        self._compute()

    @property
    def way_rows(self) -> frozenset[str]:
        """The rows of the plan on the way up that was found last."""
        return self._marks

    @property
    def typed(self) -> dict[str, str]:
        """The supposed values by indicator id."""
        return dict(self._typed)

    def take_plan(self) -> None:
        """Suppose the targets of all open rows."""
        self._typed = dict(self._planned)
        self._forget_way()
        self._compute()

    def clear(self) -> None:
        """Suppose nothing."""
        self._typed = {}
        self._suppose_standard(())
        self._forget_way()
        self._compute()

    def find_way(self) -> None:
        """Look for the cheapest measures, in the background."""
        about = self._about
        if about is None:
            return
        workspace, on = self.session.workspace, self.session.on
        chosen = self.goal.currentData()
        goal = Step(chosen) if chosen is not None else None

        def work(progress: Progress) -> object:
            return about, workspace.way_up(about.product_id, goal, on, progress)

        job = self.session.tasks.start(work, "way-up")
        job.done.connect(self._on_way)
        job.failed.connect(self._on_failed)
        self.way_button.setEnabled(False)
        job.ended.connect(self._on_way_ended)

    def _on_way_ended(self) -> None:
        self.way_button.setEnabled(self._about is not None and self._about.ladder.step < Step.L5)

    def _on_way(self, answer: tuple[Comparison, WayUp]) -> None:
        if answer[0] is not self._about:
            return
        self._way = answer[1]
        self._marks = frozenset(action.id for one in self._way.chosen for action in one.actions)
        self.marked.emit(self._marks)
        self._show_result()

    def _forget_way(self) -> None:
        self._way = None
        if self._marks:
            self._marks = frozenset()
            self.marked.emit(self._marks)

    def _on_standard(self, wanted: bool) -> None:
        """All proposals of the plan at once; a way up supposes only its own."""
        about = self._about
        rows = actions_of(self.session.project, about.product_id) if about is not None and wanted else ()
        self._standard = frozenset(one.id for one in rows if one.action_type is ActionType.STANDARD)
        self._forget_way()
        self._compute()

    def _suppose_standard(self, rows: Iterable[str]) -> None:
        self._standard = frozenset(rows)
        blocked = self.standard_box.blockSignals(True)
        self.standard_box.setChecked(bool(self._standard))
        self.standard_box.blockSignals(blocked)

    # --- computing ------------------------------------------------------------------------------------------------

    def _on_edits(self, edits: CellEdits) -> None:
        for change in edits.changes:
            if change.column != COLUMN:
                continue
            text = change.text.strip()
            if text:
                self._typed[str(change.row)] = text
            else:
                self._typed.pop(str(change.row), None)
        self._forget_way()
        self._compute()

    def _compute(self) -> None:
        about = self._about
        if about is None:
            return
        self._show_table()
        workspace, on, typed = self.session.workspace, self.session.on, dict(self._typed)
        standard = self._standard

        def work(progress: Progress) -> object:
            planned = workspace.plan_targets(about.product_id, on)
            return about, planned, workspace.what_if(about.product_id, typed, on, standard)

        job = self.session.tasks.start(work, "what-if")
        job.done.connect(self._on_found)
        job.failed.connect(self._on_failed)

    def _on_found(self, answer: tuple[Comparison, dict[str, str], WhatIf]) -> None:
        if answer[0] is not self._about:
            return
        self._planned, self._found = dict(answer[1]), answer[2]
        self.plan_button.setEnabled(bool(self._planned))
        self._show_table()
        self.view.fit()  # the texts of another supposition may be longer
        self._show_result()

    def _on_failed(self, error: BaseException) -> None:
        """What was typed wrongly is told beside the table, where the hand is; a defect goes its usual way."""
        if not isinstance(error, AppError):
            raise error
        self.result.show_trouble(error)

    def _show_table(self) -> None:
        if self._about is None:
            return
        current = self._found is not None and self._found.before is self._about
        then = self._found.after if current and self._found is not None else None
        shown = Suppositions(self._about, then, self._planned, self._typed)
        self.model.show(what_if_grid(shown, self.session.project, self.words))

    def _show_result(self) -> None:
        if self._way is not None:
            self.result.show_way(self._way, self.session.project)
        elif self._found is not None:
            self.result.show_found(self._found, self.session.project)

    def _suppose_way(self) -> None:
        """Only the table takes the targets over; the marks in the plan stay until something else is supposed."""
        if self._way is None:
            return
        self._typed = {one.indicator_id: one.raw for one in self._way.result.supposed}
        rows = [action for one in self._way.chosen for action in one.actions]
        self._suppose_standard(one.id for one in rows if one.action_type is ActionType.STANDARD)
        self._way = None
        self._compute()
