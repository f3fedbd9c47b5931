"""The last tab of 数据: cells of imports that were not understood. Nothing lost, nothing guessed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from compare_app.domain.edit import Edit
from compare_app.domain.model import HeldCell
from compare_app.text.message import M
from ui.models.inspections import WHAT_NEXT, WHERE_FROM
from ui.models.library_grid import held_grid
from ui.tables.pane import TablePane
from ui.widgets.empty import EmptyState
from ui.widgets.inspector import Answer, Inspection
from ui.widgets.plain import PlainLabel

if TYPE_CHECKING:
    from ui.pages.data import DataPage


class HeldTab(QWidget):
    """The list of held cells; a cell that was dealt with is marked as settled."""

    def __init__(self, page: DataPage) -> None:
        super().__init__()
        self._page = page
        words = page.words
        self.model = page.new_model()
        self.view = page.new_view(self.model, words("To be settled"), "held")
        self.view.current_key_changed.connect(self._on_current)
        self._all = QCheckBox(words("Show settled ones too"))
        self._all.toggled.connect(self.fill)
        self.settle_button = QPushButton(words("Mark as settled"))
        self.settle_button.clicked.connect(self._settle)
        self._note = PlainLabel(
            words(
                "Correct the cell in its file and import the file again, or type the value on the first tab."
            ),
            "quiet",
            wrap=True,
        )
        row = QHBoxLayout()
        row.addWidget(self._note, 1)
        row.addWidget(self._all)
        row.addWidget(self.settle_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        self._views = QStackedWidget()
        self._views.addWidget(TablePane(self.view, words))
        self._views.addWidget(
            EmptyState(
                words("Nothing waits here"),
                words("Cells that an import did not understand would be listed here."),
            )
        )
        column.addWidget(self._views, 1)
        column.addLayout(row)

    def fill(self) -> None:
        """Show what is held in the whole project."""
        page = self._page
        cells = [
            one
            for one in page.session.project.all(HeldCell).values()
            if self._all.isChecked() or not one.resolved
        ]
        self.model.show(held_grid(cells, page.session.project, page.words))
        self._views.setCurrentIndex(0 if cells else 1)
        self.settle_button.setEnabled(page.editable and bool(cells))

    def _settle(self) -> None:
        project = self._page.session.project
        rows = {index.row() for index in self.view.selectedIndexes()}
        cells = [project.get(HeldCell, str(self.model.key_at(row))) for row in sorted(rows)]
        puts = tuple(replace(one, resolved=True) for one in cells if one is not None and not one.resolved)
        if puts:
            self._page.session.apply(Edit(M("Settle held cells ({count})", count=len(puts)), puts))

    def _on_current(self, key: str) -> None:
        cell = self._page.session.project.get(HeldCell, key)
        if cell is None:
            return
        words = self._page.words
        self._page.inspect(
            Inspection(
                cell.raw or "—",
                cell.code,
                (
                    Answer(words(WHERE_FROM), (str(cell.cell),)),
                    Answer(words("What was expected?"), (words(cell.expected),)),
                    Answer(words(WHAT_NEXT), (self._note.text(),)),
                ),
            )
        )
