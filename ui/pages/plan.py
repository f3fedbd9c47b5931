"""提升方案: the plan as a table, a board or over time; the eye finds first what is due; below it what would be if."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.digest import actions_of, is_due_soon, is_open, is_overdue
from compare_app.domain.edit import Changes, Edit, Ref
from compare_app.domain.loop import Action
from compare_app.domain.model import new_id
from compare_app.domain.project import Project
from compare_app.domain.terms import ActionStatus
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.cell_edits import CellChange, CellEdits
from ui.models.inspections import WHAT_NEXT, WHERE_FROM, inspect_indicator
from ui.models.plan_grid import edited_action, plan_grid
from ui.pages.page import Page
from ui.pages.plan_board import Board
from ui.pages.plan_effect import EffectPanel, FromTo
from ui.pages.plan_what_if import WhatIfPanel
from ui.session import Session
from ui.tables.pane import TablePane
from ui.theme import Theme
from ui.widgets.empty import EmptyState
from ui.widgets.inspector import Answer, Inspection
from ui.widgets.plain import PlainLabel, tip

FROZEN = 2


class PlanPage(Page):
    """Rows born from gaps, edited in place, each change undoable."""

    title = M("Improvement plan")
    icon = "plan"
    cares_for: ClassVar[Changes] = Changes.EVERYTHING

    def __init__(self, session: Session, words: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, words, theme, parent)
        self.propose_button = QPushButton(words("Make rows from the gaps"))
        self.propose_button.setProperty("primary", True)
        self.propose_button.clicked.connect(self.propose)
        self.add_button = QPushButton(words("Add a row"))
        self.add_button.clicked.connect(self._add)
        self.remove_button = QPushButton(words("Remove rows"))
        self.remove_button.clicked.connect(self._remove)
        self.export_button = QPushButton(words("Save as Excel…"))
        self.export_button.clicked.connect(self._export)
        self.gantt_button = QPushButton(words("Gantt chart"))
        self.gantt_button.setCheckable(True)
        self.gantt_button.setToolTip(tip(words("The same rows over time, with today as a line")))
        self.gantt_button.toggled.connect(self._on_gantt)
        self.board_button = QPushButton(words("Board"))
        self.board_button.setCheckable(True)
        self.board_button.setToolTip(tip(words("The same rows as cards in columns by status")))
        self.board_button.toggled.connect(self._on_board)
        self.effect_button = QPushButton(words("Effect of the plan"))
        self.effect_button.setCheckable(True)
        self.effect_button.setToolTip(
            tip(words("What became better since a re-test or a released state, and its trend"))
        )
        self.effect_button.toggled.connect(self._on_effect)
        self.retest_button = QPushButton(words("Re-test…"))
        self.retest_button.setToolTip(
            tip(words("Take in the laboratory's results after the measures; targets are judged"))
        )
        self.retest_button.clicked.connect(self._retest)
        self.what_if_button = QPushButton(words("What if…"))
        self.what_if_button.setCheckable(True)
        self.what_if_button.setToolTip(
            tip(words("Suppose values and see step, score and ranks follow; find the cheapest way up"))
        )
        self.what_if_button.toggled.connect(self._show_what_if)
        self.late_chip, self.soon_chip = QPushButton(), QPushButton()
        for chip in (self.late_chip, self.soon_chip):
            chip.setCheckable(True)
            chip.toggled.connect(self._on_chip)
        self._hidden: frozenset[str] = frozenset()  # rows that a quick filter left out when it was chosen
        self._filtered = ""  # the product that the quick filters speak of
        self._marked: frozenset[str] = frozenset()
        self.progress = QProgressBar()
        self.progress.setAccessibleName(words("Progress of the plan"))
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(160)
        self.summary = PlainLabel("")
        head = QHBoxLayout()
        head.addWidget(self.propose_button)
        head.addWidget(self.add_button)
        head.addWidget(self.remove_button)
        head.addWidget(self.retest_button)
        head.addStretch(1)
        head.addWidget(self.what_if_button)
        head.addWidget(self.export_button)
        due = QHBoxLayout()
        due.addWidget(self.progress)
        due.addWidget(self.summary)
        due.addStretch(1)
        due.addWidget(self.late_chip)
        due.addWidget(self.soon_chip)
        for button in (self.board_button, self.gantt_button, self.effect_button):
            due.addWidget(button)
        self.model = self.new_model()
        self.model.edits_requested.connect(self._on_edits)
        self.view = self.new_view(self.model, words("Improvement plan"), "plan", frozen=FROZEN)
        self.view.grows = True
        self.view.current_key_changed.connect(self._on_current)
        self.view.offer(words("Waive the re-test…"), self._waive)
        self.nothing = EmptyState(
            words("The plan is empty"),
            words(
                "Every requirement not met, every lag behind a benchmark and every looser limit can become a row."
            ),
            ((words("Make rows from the gaps"), self.propose),),
        )
        self._views = QStackedWidget()
        self._table = TablePane(self.view, words)
        self._views.addWidget(self._table)
        self._views.addWidget(self.nothing)
        self.chart = self.new_chart(words("Gantt chart"))
        self.chart.selected.connect(self._on_bar)
        self._views.addWidget(self.chart)
        self.board = Board(words, theme)
        self.board.status_asked.connect(self._on_status)
        self.board.current_key_changed.connect(self._on_current)
        self._views.addWidget(self.board)
        self.effect = EffectPanel(self)
        self.effect.retest_asked.connect(self._retest)
        self.effect.releases_asked.connect(self._releases)
        self.effect.indicator_chosen.connect(self._inspect_indicator)
        self._views.addWidget(self.effect)
        self.what_if = WhatIfPanel(self)
        self.what_if.marked.connect(self._on_marked)
        self.what_if.hide()
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self._views)
        self.split.addWidget(self.what_if)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(12, 10, 12, 8)
        column.addLayout(head)
        column.addLayout(due)
        column.addWidget(self.split, 1)

    def actions_shown(self) -> tuple[Action, ...]:
        """The rows of the product looked at."""
        product = self.session.product
        return actions_of(self.session.project, product.id) if product is not None else ()

    def refresh(self) -> None:
        """Show the plan, its progress and what is overdue."""
        actions = self.actions_shown()
        if self._filtered != self._product_id():
            self._unfilter()
        on = self.session.on
        editable = not self.session.read_only
        self._show_rows(actions)
        self._show_view()
        if self.what_if.isVisible():
            self.what_if.refresh()
        counted = [action for action in actions if action.status is not ActionStatus.CANCELLED]
        closed = sum(not is_open(action) for action in counted)
        overdue = sum(is_overdue(action, on) for action in counted)
        self.progress.setMaximum(max(1, len(counted)))
        self.progress.setValue(closed)
        self.progress.setVisible(bool(actions))
        soon = sum(is_due_soon(action, on) for action in counted)
        parts = (
            [self.words("{closed} of {total} verified", closed=closed, total=len(counted))] if actions else []
        )
        self.summary.setText("".join(parts))
        self._show_chips(overdue, soon)
        for button in (self.propose_button, self.add_button, self.retest_button):
            button.setEnabled(editable)
        self.propose_button.setVisible(bool(actions))  # the empty page has its own, in the middle
        self.remove_button.setEnabled(editable and bool(actions))
        self.export_button.setEnabled(bool(actions))
        for button in (self.gantt_button, self.board_button):
            button.setEnabled(bool(actions))

    def _show_rows(self, actions: tuple[Action, ...]) -> None:
        """The rows without those a quick filter left out: one that is edited or added stays in sight."""
        shown = [one for one in actions if one.id not in self._hidden]
        project, on, editable = self.session.project, self.session.on, not self.session.read_only
        self.model.show(plan_grid(shown, project, on, self.words, editable=editable, marked=self._marked))
        self.board.show_actions(shown, project, on)

    def _show_chips(self, late: int, soon: int) -> None:
        """Quick filters with their counts; one that finds nothing is not offered, one that is on says what it hides."""
        for chip, sign, text, count in (
            (self.late_chip, "!", self.words("Overdue"), late),
            (self.soon_chip, "◐", self.words("Due within 7 days"), soon),
        ):
            chip.setText(
                f"{sign} {text} {count}" + (f"  ✕ {self.words('Show all')}" if chip.isChecked() else "")
            )
            chip.setVisible(bool(count) or chip.isChecked())

    def _on_chip(self, on: bool) -> None:
        chip = self.sender()
        other = self.soon_chip if chip is self.late_chip else self.late_chip
        if on and other.isChecked():
            blocked = other.blockSignals(True)
            other.setChecked(False)
            other.blockSignals(blocked)
        day = self.session.on
        rows = self.actions_shown()
        if self.late_chip.isChecked():
            rows = tuple(one for one in rows if not is_overdue(one, day))
        elif self.soon_chip.isChecked():
            rows = tuple(one for one in rows if not is_due_soon(one, day))
        else:
            rows = ()
        self._hidden = frozenset(one.id for one in rows)
        self._filtered = self._product_id()
        self.refresh()

    def _product_id(self) -> str:
        product = self.session.product
        return product.id if product is not None else ""

    def _unfilter(self) -> None:
        """Another product: its rows are all shown."""
        self._hidden, self._filtered = frozenset(), self._product_id()
        for chip in (self.late_chip, self.soon_chip):
            blocked = chip.blockSignals(True)
            chip.setChecked(False)
            chip.blockSignals(blocked)

    def _on_board(self, on: bool) -> None:
        self._only(self.board_button, on)

    def _on_gantt(self, on: bool) -> None:
        self._only(self.gantt_button, on)

    def _on_effect(self, on: bool) -> None:
        self._only(self.effect_button, on)
        if on and not self.effect.view.currentIndex().isValid():
            self.inspect(None)  # the row of the plan is out of sight

    def _only(self, chosen: QPushButton, on: bool) -> None:
        """One view at a time; none of the buttons: the table."""
        for button in (self.board_button, self.gantt_button, self.effect_button):
            if on and button is not chosen:
                button.setChecked(False)
        self._show_view()

    def _retest(self) -> None:
        self.dialog_requested.emit("retest", self._product_id())

    def _releases(self) -> None:
        self.dialog_requested.emit("releases", self._product_id())

    def _waive(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self.dialog_requested.emit("waive", str(self.model.key_at(index.row())))

    def _show_what_if(self, on: bool) -> None:
        self.what_if.setVisible(on)
        if on:
            self.what_if.refresh()
        self._on_marked(self.what_if.way_rows if on else frozenset())

    def _on_marked(self, rows: frozenset[str]) -> None:
        """Rows on the cheapest way up: a sign beside their number, nothing else."""
        self._marked = rows
        self._show_rows(self.actions_shown())

    def _on_status(self, keys: tuple[str, ...], status: ActionStatus) -> None:
        """Cards were moved: the same change, with the same guards, as in the table; one step of undo."""
        changes = tuple(CellChange(key, "status", status.value) for key in keys)
        if not self.session.change_cells(CellEdits(changes), self._edited, self._new_row):
            self.refresh()

    def _show_view(self) -> None:
        """The table, the board, the same rows over time, or what to do with an empty plan."""
        product = self.session.product
        if product is not None and self.effect_button.isChecked():
            self._views.setCurrentWidget(self.effect)
            self.effect.refresh()
        elif product is None or not self.actions_shown():
            self._views.setCurrentWidget(self.nothing)
        elif self.gantt_button.isChecked():
            spec = self.session.workspace.chart(product.id, "gantt", self.words, self.session.on)
            self.chart.show_chart(spec)
            self._views.setCurrentWidget(self.chart)
        elif self.board_button.isChecked():
            self._views.setCurrentWidget(self.board)
        else:
            self._views.setCurrentWidget(self._table)

    def _on_bar(self, key: str) -> None:
        self.view.select_key(key)

    def propose(self) -> None:
        """Store rows for every gap that no row covers yet, as one step of undo."""
        product = self.session.product
        if product is None:
            return
        workspace, on = self.session.workspace, self.session.on
        rows = self.session.attempt(lambda: workspace.propose_actions(product.id, on))
        if rows is None:
            return
        if not rows:
            self.session.told.emit(M("Every gap has its row already"))
        elif self.session.apply(Edit(M("Make rows from the gaps ({count})", count=len(rows)), tuple(rows))):
            self.session.told.emit(
                M("Rows made from the gaps: {count}; give each an owner and a date", count=len(rows))
            )

    def select(self, key: object) -> None:
        """Go to a row, to the first one of an indicator, or to before and after of two states."""
        if isinstance(key, FromTo):
            self.effect_button.setChecked(True)
            self.effect.show_from_to(key)
            return
        row = next((one.id for one in self.actions_shown() if key in (one.id, one.indicator_id)), None)
        if row is not None:
            self.view.select_key(row)

    def _add(self) -> None:
        product = self.session.product
        if product is None:
            return
        edit, key = self._new_row(self.session.project, 0)
        if self.session.apply(edit):
            self.view.select_key(key)

    def _new_row(self, project: Project, number: int) -> tuple[Edit, str]:
        product = self.session.product
        product_id = product.id if product is not None else ""
        position = max((action.position for action in actions_of(project, product_id)), default=0) + 1
        action = Action(id=new_id(), product_id=product_id, position=position, gap="", start=self.session.on)
        return Edit(M("Add a row to the plan"), (action,)), action.id

    def _remove(self) -> None:
        keys = {str(self.model.key_at(index.row())) for index in self.view.selectedIndexes()}
        if keys:
            removes = tuple(Ref(Action, key) for key in sorted(keys))
            self.session.apply(Edit(M("Remove rows of the plan ({count})", count=len(keys)), removes=removes))

    def _on_edits(self, edits: CellEdits) -> None:
        self.session.change_cells(edits, self._edited, self._new_row)

    def _export(self) -> None:
        self.export_requested.emit("plan")

    def _on_current(self, key: str) -> None:
        action = self.session.project.get(Action, key)
        if action is None:
            return
        if self._inspect_indicator(action.indicator_id, Ref(Action, key)):
            return
        words = self.words
        self.inspect(
            Inspection(
                action.measure or action.gap or words("New row"),
                "",
                (
                    Answer(words(WHERE_FROM), (action.gap or words("typed in the program"),)),
                    Answer(words(WHAT_NEXT), (words("Name a measure, an owner and a due date"),)),
                ),
                about=Ref(Action, key),
            )
        )

    def _edited(self, project: Project, change: CellChange) -> Edit | None:
        action = project.get(Action, str(change.row))
        if action is None:
            return None
        if change.column == "status" and change.text.strip() == ActionStatus.VERIFIED.value:
            self.session.workspace.refuse_closing(
                project, action
            )  # this row alone: the others of a block go on
        return edited_action(project, action, str(change.column), change.text)

    def _inspect_indicator(self, indicator_id: str, about: Ref | None = None) -> bool:
        """Tell of an indicator as it is now, with the files of `about` below; False where there is nothing to tell."""
        comparison = self.session.comparison()
        row = comparison.row(indicator_id) if comparison is not None else None
        if row is not None:
            self.inspect(replace(inspect_indicator(row, self.session.project, self.words), about=about))
        return row is not None
