"""Improvement plans that come back: what each would change, cell by cell, decided by a person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.edit import Changes
from compare_app.domain.model import Product
from compare_app.domain.plan_report import report_of, summary_of, texts_of
from compare_app.domain.plan_review import POSSIBLE, Decision, Fate, PlanLine, PlanMerge
from compare_app.domain.returned_plan import ReturnedPlan
from compare_app.errors import AppError
from compare_app.progress import Progress
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.cell_edits import CellEdits
from ui.models.plan_return_grid import PlanReturnModel
from ui.session import Session
from ui.tables.grid_view import GridView
from ui.tables.pane import TablePane
from ui.tasks import Job
from ui.theme import Theme
from ui.widgets.dialog import Dialog
from ui.widgets.plain import PlainLabel

SIZE: Final = (1120, 620)
SIDE_HEIGHT: Final = 92  # px of the three texts below the table
PLAN_CHANGES: Final = Changes.PLAN | Changes.PRODUCTS | Changes.SCHEME | Changes.RELEASES


class PlanReturnDialog(Dialog):
    """One workbook after the other; nothing is stored before the button. It follows what happens to the project."""

    def __init__(
        self,
        session: Session,
        words: Wording,
        theme: Theme,
        files: Sequence[Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("Take improvement plans back"))
        self.resize(*SIZE)
        self.finished.connect(self._end)
        self._session = session
        self._words = words
        self._files = tuple(files)
        self._at = 0
        self._job: Job | None = None
        self._storing = False
        self.returned: ReturnedPlan | None = None
        self.found: PlanMerge | None = None
        self.choices: dict[str, Decision] = {}
        self.heading = PlainLabel("", "lead", wrap=True)
        self.summary = PlainLabel("", wrap=True).selectable()
        self.notices = PlainLabel("", "quiet", wrap=True).selectable()
        self.trouble = PlainLabel("", wrap=True).selectable()
        self.trouble.setProperty("tone", "worse")
        self.model = PlanReturnModel(words)
        self.model.setParent(self)
        self.model.dress(theme, self.font())
        self.model.edits_requested.connect(self._on_choices)
        self.view = GridView(words, words("What the workbook would change"), frozen=2)
        self.view.setModel(self.model)
        self.view.current_key_changed.connect(self._on_current)
        self._table = TablePane(self.view, words)
        self._sides = QWidget()
        self.texts = self._build_sides()
        self.progress = QProgressBar()
        self.progress.setMaximum(0)
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(160)
        self.progress.setAccessibleName(words("Progress of reading"))
        self.theirs_button = QPushButton(words("Take the selected"))
        self.ours_button = QPushButton(words("Keep ours in the selected"))
        self.copy_button = QPushButton(words("Copy the report"))
        self.skip_button = QPushButton(words("Next file"))
        self.take_button = QPushButton(words("Take into the project"))
        self.take_button.setProperty("primary", True)
        self.close_button = QPushButton(words("Close"))
        self.theirs_button.clicked.connect(self._take_selected)
        self.ours_button.clicked.connect(self._keep_selected)
        self.copy_button.clicked.connect(self.copy_report)
        self.skip_button.clicked.connect(self.next_file)
        self.take_button.clicked.connect(self.take)
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        session.changed.connect(self._on_changed)
        session.project_left.connect(self.reject)
        self._read()

    # --- building ---------------------------------------------------------------------------------------

    def _build_sides(self) -> tuple[QPlainTextEdit, QPlainTextEdit, QPlainTextEdit]:
        """The three texts of the selected row, whole."""
        words, grid = self._words, QGridLayout(self._sides)
        grid.setContentsMargins(0, 0, 0, 0)
        made = (QPlainTextEdit(), QPlainTextEdit(), QPlainTextEdit())
        titles = (words("As exported"), words("In the project"), words("In the workbook"))
        for at, (title, edit) in enumerate(zip(titles, made, strict=True)):
            edit.setReadOnly(True)
            edit.setAccessibleName(title)
            edit.setFixedHeight(SIDE_HEIGHT)
            edit.setTabChangesFocus(True)
            grid.addWidget(PlainLabel(title, "small"), 0, at)
            grid.addWidget(edit, 1, at)
        return made

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.theirs_button)
        foot.addWidget(self.ours_button)
        foot.addStretch(1)
        foot.addWidget(self.progress)
        for button in (self.copy_button, self.skip_button, self.take_button, self.close_button):
            foot.addWidget(button)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        for widget in (self.heading, self.summary, self.notices, self.trouble):
            column.addWidget(widget)
        column.addWidget(self._table, 1)
        column.addWidget(self._sides)
        column.addLayout(foot)

    # --- one file after the other -----------------------------------------------------------------------

    def _read(self) -> None:
        """Read the file whose turn it is, apart and beside the window."""
        self.returned = self.found = None
        self.choices = {}
        self.trouble.setText("")
        workspace, path = self._session.workspace, self._files[self._at]

        def work(progress: Progress) -> ReturnedPlan:
            return workspace.read_plan(path, progress)

        job = self._job = self._session.tasks.start(work, "plan return")
        job.done.connect(self._on_read)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)
        self._show()

    def _on_read(self, returned: ReturnedPlan) -> None:
        self.returned = returned
        self._review()

    def _review(self) -> None:
        """Compare what was read with the project as it stands now; what was decided stays decided."""
        if self.returned is None:
            return
        try:
            self.found = self._session.workspace.review_plan(self.returned)
            self.trouble.setText("")
        except AppError as error:
            self.found = None
            self._say(error)
        self._show()

    def _on_failed(self, error: BaseException) -> None:
        self._storing = False
        if not isinstance(error, AppError):
            raise error
        self._say(error)
        self._show()

    def _say(self, error: AppError) -> None:
        self.trouble.setText(
            "\n".join(part for part in (self._words(error.what), self._words(error.remedy)) if part)
        )

    def _on_ended(self) -> None:
        self._job = None
        self._show()

    def _on_changed(self, changes: Changes) -> None:
        if changes & PLAN_CHANGES and not self._storing:
            self._review()

    def next_file(self) -> None:
        """Leave this file as it is and look at the next one."""
        if self._at + 1 < len(self._files):
            self._at += 1
            self._read()

    def take(self) -> None:
        """Store what was decided as one step of undo, then go on."""
        found = self.found
        if found is None or self._job is not None:
            return
        workspace, user, choices = self._session.workspace, self._session.user, dict(self.choices)
        self._storing = True
        job = self._job = self._session.tasks.start(
            lambda progress: workspace.take_plan(found, choices, user)
        )
        job.done.connect(self._on_taken)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)
        self._show()

    def _on_taken(self, changes: Changes) -> None:
        found = self.found
        self._storing = False
        self._session.stored(changes)
        if found is not None:
            outcome = found.outcome(self.choices)
            self._session.told.emit(
                M("{file} is taken over; rows changed: {changed}, added: {added}, re-tests: {tests}",
                  file=found.file, changed=len(outcome.changed), added=len(outcome.added),
                  tests=len(outcome.verifications))
            )  # fmt: skip
        if self._at + 1 < len(self._files):
            self.next_file()
        else:
            self.accept()

    def reject(self) -> None:
        """Leave; what is being stored is stored whole first."""
        if not self._storing:
            super().reject()

    def _end(self) -> None:
        if self._job is not None and not self._storing:
            self._job.cancel()
        if self._session.is_open:
            self._session.workspace.let_go()
        self.deleteLater()

    # --- deciding ---------------------------------------------------------------------------------------

    def _on_choices(self, edits: CellEdits) -> None:
        for change in edits.changes:
            self.choices[str(change.row)] = Decision(change.text)
        self._show()

    def _selected(self) -> list[PlanLine]:
        keys = {self.model.key_at(index.row()) for index in self.view.selectedIndexes()}
        return [line for line in self.found.lines if line.key in keys] if self.found is not None else []

    def _decide(self, decision: Decision) -> None:
        for line in self._selected():
            if decision in POSSIBLE[line.fate]:
                self.choices[line.key] = decision
        self._show()

    def _take_selected(self) -> None:
        self._decide(Decision.TAKE)

    def _keep_selected(self) -> None:
        self._decide(Decision.KEEP)

    def copy_report(self) -> None:
        """The review as text on the clipboard."""
        if self.found is not None:
            said = report_of(self._session.project, self.found, self.choices, self._words)
            QGuiApplication.clipboard().setText("\n".join(said))
            self._session.told.emit(M("The report is copied"))

    # --- showing ----------------------------------------------------------------------------------------

    def _on_current(self, key: object) -> None:
        lines = self.found.lines if self.found is not None else ()
        line = next((one for one in lines if one.key == key), None)
        said = texts_of(line, self._words) if line is not None else ("", "", "")
        for edit, text in zip(self.texts, said, strict=True):
            edit.setPlainText(text)

    def _show(self) -> None:
        words, found, busy = self._words, self.found, self._job is not None
        name = self._files[self._at].name
        turn = (
            words("{turn} of {count}", turn=self._at + 1, count=len(self._files))
            if len(self._files) > 1
            else ""
        )
        product = self._session.project.get(Product, found.product_id) if found is not None else None
        of_product = words("plan of {product}", product=product.name) if product is not None else ""
        self.heading.setText(" · ".join(part for part in (name, turn, of_product) if part))
        self.progress.setVisible(busy)
        self.summary.setText(self._summary())
        said = [words(notice) for notice in found.notices] if found is not None else []
        looked_at = self._session.product
        if product is not None and looked_at is not None and looked_at.id != product.id:
            said.insert(0, words("The window shows another product: {product}", product=looked_at.name))
        self.notices.setText("\n".join(f"• {one}" for one in said))
        self.notices.setVisible(bool(said))
        self.trouble.setVisible(bool(self.trouble.text()))
        if found is not None:
            self.model.show_review(self._session.project, found, self.choices)
            self.view.fit()
        rows = bool(found is not None and self.model.total)
        for widget in (self._table, self._sides, self.theirs_button, self.ours_button):
            widget.setVisible(rows)
        self.copy_button.setEnabled(found is not None)
        self.skip_button.setVisible(self._at + 1 < len(self._files))
        self.skip_button.setEnabled(not busy)
        anything = found is not None and bool(found.outcome(self.choices).records)
        self.take_button.setEnabled(anything and not busy and not self._session.read_only)
        self.close_button.setEnabled(not self._storing)

    def _summary(self) -> str:
        words, found = self._words, self.found
        if found is None:
            return words("Reading {file}…", file=self._files[self._at].name) if self._job is not None else ""
        outcome = found.outcome(self.choices)
        open_ones = sum(line.key not in self.choices for line in found.of(Fate.CONFLICT))
        lines = [words(summary_of(found))]
        if not found.lines:
            lines.append(words("The workbook changes nothing"))
        else:
            lines.append(
                words(
                    "Taken over: {changed} changed, {added} new, {tests} re-tests; undecided (ours stays): {open}",
                      changed=len(outcome.changed), added=len(outcome.added), tests=len(outcome.verifications),
                      open=open_ones)
            )  # fmt: skip
        if outcome.verifications:
            lines.append(f"⚠ {words('Re-tests go on record and cannot be undone')}")
        return "\n".join(lines)
