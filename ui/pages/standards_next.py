"""The two tabs of 标准比对 for what comes next: proposals for our next edition, and standards that change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from compare_app.domain.assessment import Proposal, Transition
from compare_app.domain.comparison import Comparison
from compare_app.domain.edit import Edit
from compare_app.domain.terms import Readiness
from compare_app.text.message import M
from ui.models.outlook_grid import proposals_grid, transitions_grid
from ui.models.outlook_inspections import inspect_proposal, inspect_transition
from ui.tables.pane import TablePane
from ui.widgets.empty import EmptyState
from ui.widgets.plain import PlainLabel
from ui.wording import spoken

if TYPE_CHECKING:
    from ui.pages.standards import StandardsPage


class ProposalsTab(QWidget):
    """What the next edition of our standard could say; chosen lines become rows of the plan."""

    def __init__(self, page: StandardsPage) -> None:
        super().__init__()
        self._page = page
        self._shown: dict[str, Proposal] = {}
        words = page.words
        self.count = PlainLabel("")
        self.copy_button = QPushButton(words("Copy the table"))
        self.copy_button.clicked.connect(self.copy_all)
        self.plan_button = QPushButton(words("Add lines to the plan"))
        self.plan_button.setProperty("primary", True)
        self.plan_button.clicked.connect(self.plan)
        self.save_button = QPushButton(words("Save as Excel…"))
        self.save_button.clicked.connect(self._save)
        tools = QHBoxLayout()
        tools.addWidget(self.count, 1)
        tools.addWidget(self.copy_button)
        tools.addWidget(self.save_button)
        tools.addWidget(self.plan_button)
        self.model = page.new_model()
        self.view = page.new_view(self.model, words("Standard proposals"), "proposals", frozen=1)
        self.view.current_key_changed.connect(self._on_current)
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        hint = words(
            "Drafts from limits looser than others' or missing in ours; what cannot be ordered is not proposed. "
            "Of several limits that our tested results meet with margin the strictest stands here."
        )
        self.table = QWidget()
        inner = QVBoxLayout(self.table)
        inner.setContentsMargins(8, 8, 8, 8)
        inner.addLayout(tools)
        inner.addWidget(TablePane(self.view, words), 1)
        inner.addWidget(PlainLabel(hint, "quiet", wrap=True))
        self.nothing = EmptyState(words("There is nothing to propose"), hint)
        self._views = stacked(self, self.table, self.nothing)

    def fill(self, comparison: Comparison) -> None:
        """Show the proposals of a comparison."""
        words = self._page.words
        found = comparison.assessment.proposals
        self._shown = {one.key: one for one in found}
        self.model.show(proposals_grid(comparison, self._page.session.project, words))
        self._views.setCurrentWidget(self.table if found else self.nothing)
        states = [one.readiness for one in found]
        self.count.setText(
            "   ".join(f"{spoken(one, words)} {states.count(one)}" for one in Readiness if one in states)
        )
        self._on_selection()

    def chosen(self) -> list[str]:
        """The requirements of the selected lines, in their order."""
        rows = sorted({index.row() for index in self.view.selectedIndexes()})
        return [self._shown[str(self.model.key_at(row))].source.requirement_id for row in rows]

    def plan(self) -> None:
        """Store a plan row for each chosen line that has none yet, as one step of undo."""
        session = self._page.session
        product, keys = session.product, self.chosen()
        if product is None or not keys:
            return
        workspace, on = session.workspace, session.on
        rows = session.attempt(lambda: workspace.propose_actions(product.id, on, keys))
        if rows is None:
            return
        if not rows:
            session.told.emit(M("Every chosen line has its row in the plan already"))
        elif session.apply(Edit(M("Put standard proposals into the plan ({count})", count=len(rows)), rows)):
            session.told.emit(
                M("Rows put into the plan: {count}; give each an owner and a date", count=len(rows))
            )

    def copy_all(self) -> None:
        """The whole table to the clipboard, with its heads, as TSV and HTML."""
        self.view.selectAll()
        self.view.blocks.copy_with_headers()

    def _save(self) -> None:
        self._page.export_requested.emit("proposals")

    def _on_selection(self) -> None:
        self.plan_button.setEnabled(bool(self.chosen()) and not self._page.session.read_only)

    def _on_current(self, key: str) -> None:
        one, page = self._shown.get(key), self._page
        page.inspect(inspect_proposal(one, page.session.project, page.words) if one is not None else None)


class ChangesTab(QWidget):
    """Standards in use that change within 24 months, are no longer in force, or adopt an old edition."""

    def __init__(self, page: StandardsPage) -> None:
        super().__init__()
        self._page = page
        self._shown: dict[str, Transition] = {}
        words = page.words
        title = words(
            "Standards in use that change within 24 months, are no longer in force, or adopt an old edition"
        )
        examples = QPushButton(words("Examples of changes…"))
        examples.clicked.connect(self._examples)
        tools = QHBoxLayout()
        tools.addWidget(PlainLabel(title, wrap=True), 1)
        tools.addWidget(examples)
        self.model = page.new_model()
        self.view = page.new_view(self.model, words("Changes of standards"), "changes", frozen=1)
        self.view.current_key_changed.connect(self._on_current)
        self.table = QWidget()
        inner = QVBoxLayout(self.table)
        inner.setContentsMargins(8, 8, 8, 8)
        inner.addLayout(tools)
        inner.addWidget(TablePane(self.view, words), 1)
        self.nothing = EmptyState(
            words("None is known to change"),
            words(
                "Dates and replacements of standards stand on the data page. An edition is told here when it starts, "
                "ends or is replaced within 24 months, or when it adopts an old edition."
            ),
            ((words("Examples of changes…"), self._examples),),
        )
        self._views = stacked(self, self.table, self.nothing)

    def fill(self, comparison: Comparison) -> None:
        """Show the changes that concern the product."""
        found = comparison.assessment.transitions
        self._shown = {one.edition_id: one for one in found}
        self.model.show(transitions_grid(comparison, self._page.session.project, self._page.words))
        self._views.setCurrentWidget(self.table if found else self.nothing)

    def _examples(self) -> None:
        self._page.dialog_requested.emit("changes", None)

    def _on_current(self, key: str) -> None:
        one, page = self._shown.get(key), self._page
        page.inspect(inspect_transition(one, page.session.project, page.words) if one is not None else None)


def stacked(owner: QWidget, *widgets: QWidget) -> QStackedWidget:
    """One widget at a time, over the whole of its owner."""
    stack = QStackedWidget()
    for one in widgets:
        stack.addWidget(one)
    column = QVBoxLayout(owner)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(stack)
    return stack
