"""Fourth step of an import: what was not understood, cell by cell, before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from compare_app.domain.draft import Draft, FilePreview, SheetPreview
from compare_app.domain.mapping import TableMapping
from compare_app.domain.tone import Tone
from compare_app.errors import Issue, Level
from compare_app.text.wording import Wording
from ui.dialogs.import_cells import Corrections, SheetCells
from ui.models.cell import Cell, Column, Grid, ReadyRows
from ui.models.grid_model import GridModel
from ui.tables.grid_view import GridView
from ui.theme import Theme
from ui.widgets.plain import PlainLabel
from ui.widgets.roles import KEY
from ui.wording import labelled

_SIGNS: Final = {
    Level.NOTE: ("ⓘ", Tone.NEUTRAL),
    Level.HOLD: ("?", Tone.WORSE),
    Level.REFUSE: ("✕", Tone.FAIL),
}
_ORDER: Final = {Level.REFUSE: 0, Level.HOLD: 1, Level.NOTE: 2}


class IssuesStep(QWidget):
    """A table of issues with place, what stood there, what was expected and what to do; going on is a choice."""

    agreed = Signal()
    report_asked = Signal()
    corrected = Signal()

    def __init__(self, words: Wording, theme: Theme, corrections: Corrections) -> None:
        super().__init__()
        self._sheets: dict[str, SheetPreview] = {}
        self._mapping: TableMapping | None = None
        self._draft: Draft | None = None
        self._words = words
        self._held = 0
        self._issues: list[Issue] = []
        self.summary = PlainLabel("", "lead", wrap=True)
        self.model = GridModel(self)
        self.model.dress(theme, self.font())
        self.view = GridView(words, words("Issues"))
        self.view.setModel(self.model)
        self.detail = PlainLabel("", wrap=True).selectable()
        self.view.current_key_changed.connect(self._show_detail)
        self.agree_box = QCheckBox(
            words("Go on with the rest; what is held back stays listed under “To be settled”")
        )
        self.agree_box.toggled.connect(self.agreed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.summary)
        self.cells = SheetCells(words, theme, corrections, mapped=False)
        self.cells.corrected.connect(self.corrected)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.detail)
        below.addWidget(PlainLabel(words("Cells can be mended right here: double-click, or F2"), "quiet"))
        below.addWidget(self.cells, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.view)
        splitter.addWidget(lower)
        splitter.setSizes([260, 220])
        splitter.setChildrenCollapsible(False)
        column.addWidget(splitter, 1)
        report = QPushButton(words("Save the list as Excel…"))
        report.setAutoDefault(False)
        report.clicked.connect(self.report_asked)
        foot = QHBoxLayout()
        foot.addWidget(self.agree_box, 1)
        foot.addStretch(1)
        foot.addWidget(report)
        column.addLayout(foot)

    def show_draft(
        self, draft: Draft, preview: FilePreview, mapping: TableMapping | None, *, again: bool = False
    ) -> None:
        """List the issues, the grave ones first; the sheet below stands at the cell of the current one.

        `again`: the same file against a project that went on; what the user agreed to still holds if no more is held.
        """
        words = self._words
        agreed, held = self.agree_box.isChecked(), self._held
        self._draft, self._mapping = draft, mapping
        self._sheets = {one.name: one for one in preview.sheets}
        row = self.view.currentIndex().row()  # the user may go on mending where he was
        self._issues = in_order(draft.issues)
        self.detail.setText("")
        self._held = sum(issue.level is not Level.NOTE for issue in draft.issues)
        self.summary.setText(
            words(
                "Rows read whole: {taken}, with held cells: {held}, ignored: {ignored}; records unchanged: {unchanged}",
                taken=draft.batch.taken,
                held=draft.batch.held,
                ignored=draft.batch.ignored,
                unchanged=draft.unchanged,
            )
        )
        self.model.show(issues_grid(draft.issues, words))
        if self._issues:
            self.view.setCurrentIndex(self.model.index(min(max(row, 0), len(self._issues) - 1), 0))
            self._show_detail(self.view.currentIndex().data(KEY))
        self.agree_box.setChecked(again and agreed and self._held <= held)
        self.agree_box.setVisible(self._held > 0)

    def _show_detail(self, number: int) -> None:
        """The whole of one issue, which the table may cut."""
        words, issue = self._words, self._issues[number]
        parts = (issue.expected, issue.effect, issue.remedy)
        head = labelled(str(issue.place), issue.found, words)
        self.detail.setText("\n".join([head, *(words(part) for part in parts if words(part))]))
        sheet = self._sheets.get(issue.place.sheet)
        self.cells.setVisible(sheet is not None)
        if sheet is not None:
            self.cells.show_sheet(sheet, self._mapping, self._draft)
            self.cells.go_to(issue.place.cell)

    def may_go_on(self) -> bool:
        """Whether nothing is held back, or the user said to go on with the rest."""
        return not self._held or self.agree_box.isChecked()


def in_order(issues: Sequence[Issue]) -> list[Issue]:
    """The grave ones first, otherwise as they were found."""
    return sorted(issues, key=lambda one: _ORDER[one.level])


def issues_grid(issues: Sequence[Issue], words: Wording) -> Grid:
    """One row an issue."""
    columns = (
        Column("level", words("Kind"), width=10),
        Column("sheet", words("Sheet"), width=10),
        Column("cell", words("Cell"), width=6),
        Column("found", words("Found"), width=18),
        Column("expected", words("Expected"), width=26),
        Column("effect", words("Effect"), width=20),
        Column("remedy", words("What to do"), width=26),
        Column("code", words("Code"), width=10),
    )
    rows = []
    for number, issue in enumerate(in_order(issues)):
        sign, tone = _SIGNS[issue.level]
        expected, effect, remedy = words(issue.expected), words(issue.effect), words(issue.remedy)
        rows.append(
            (
                number,
                (
                    Cell(f"{sign} {words.term(issue.level)}", tone=tone, sort=(0, _ORDER[issue.level])),
                    Cell(issue.place.sheet or issue.place.file),
                    Cell(issue.place.cell, bold=True),
                    Cell(issue.found, tip=issue.found),
                    Cell(expected, tip=expected),
                    Cell(effect, tip=effect),
                    Cell(remedy, tip=remedy),
                    Cell(issue.code, quiet=True),
                ),
            )
        )
    return Grid(columns, ReadyRows(rows))
