"""The library of symptoms, likely causes and measures: searched, corrected, hidden, added to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from compare_app.domain.edit import Edit
from compare_app.domain.loop import Remedy
from compare_app.domain.model import Category, new_id
from compare_app.domain.project import Project
from compare_app.domain.remedy_library import found, library, suitable
from compare_app.text.message import M
from ui.models.cell_edits import CellChange, CellEdits
from ui.models.remedies_grid import bring_back, edited_remedy, put_away, remedies_grid
from ui.tables.pane import TablePane
from ui.widgets.plain import PlainLabel
from ui.widgets.prompt import prompt

if TYPE_CHECKING:
    from ui.pages.diagnosis import DiagnosisPage


class LibraryTab(QWidget):
    """A table edited in place: a shipped line that is edited becomes the project's own."""

    def __init__(self, page: DiagnosisPage) -> None:
        super().__init__()
        self._page = page
        words = page.words
        self.search_edit = QLineEdit()
        self.search_edit.setClearButtonEnabled(True)
        prompt(self.search_edit, words("Search symptom, cause, measure…"))
        self.search_edit.setAccessibleName(words("Search the library"))
        self.search_edit.textChanged.connect(self.fill)
        self.hidden_box = QCheckBox(words("Hidden lines too"))
        self.hidden_box.toggled.connect(self.fill)
        self.add_button = QPushButton(words("Add a line"))
        self.add_button.clicked.connect(self._add)
        self.hide_button = QPushButton(words("Take lines out"))
        self.hide_button.clicked.connect(self._hide)
        self.back_button = QPushButton(words("Bring lines back"))
        self.back_button.clicked.connect(self._bring_back)
        head = QHBoxLayout()
        head.addWidget(self.search_edit, 1)
        head.addWidget(self.hidden_box)
        for button in (self.add_button, self.hide_button, self.back_button):
            head.addWidget(button)
        self.model = page.new_model()
        self.model.edits_requested.connect(self._on_edits)
        self.view = page.new_view(self.model, words("Library of remedies"), "remedies", frozen=2)
        self.view.grows = True
        note = words(
            "For reference: engineering experience that nobody checked. A line suggests where to look and proves "
            "nothing; what you edit is your own."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(PlainLabel(note, "quiet", wrap=True))
        column.addLayout(head)
        column.addWidget(TablePane(self.view, words), 1)

    def fill(self) -> None:
        """Show the lines that the search finds."""
        page = self._page
        project, product = page.session.project, page.session.product
        category = project.get(Category, product.category_id) if product is not None else None
        lines = found(library(project, hidden=self.hidden_box.isChecked()), self.search_edit.text())
        first = suitable(lines, category, None)  # of the category that is looked at
        lines = (*first, *(one for one in lines if one not in first))
        grid = remedies_grid(lines, page.words, editable=page.editable)
        self.model.show(grid)
        for button in (self.add_button, self.hide_button):
            button.setEnabled(page.editable)
        self.back_button.setEnabled(page.editable and self.hidden_box.isChecked())

    def _chosen(self, *, hidden: bool) -> list[str]:
        """The selected lines, those that are put away or those that are not."""
        away = {one.id for one in self._page.session.project.all(Remedy).values() if one.hidden}
        keys = {str(self.model.key_at(index.row())) for index in self.view.selectedIndexes()}
        return sorted(key for key in keys if (key in away) == hidden)

    def _add(self) -> None:
        edit, key = self._new_row(self._page.session.project, 0)
        self.search_edit.clear()
        if self._page.session.apply(edit):
            self.view.select_key(key)

    def _new_row(self, project: Project, number: int) -> tuple[Edit, str]:
        line = Remedy(id=new_id(), symptom=self._page.words("New symptom"))
        return Edit(M("Add a line to the library"), (line,)), line.id

    def _hide(self) -> None:
        if keys := self._chosen(hidden=False):
            self._page.session.apply(put_away(self._page.session.project, keys))

    def _bring_back(self) -> None:
        if keys := self._chosen(hidden=True):
            self._page.session.apply(bring_back(self._page.session.project, keys))

    def _on_edits(self, edits: CellEdits) -> None:
        def make(project: Project, change: CellChange) -> Edit | None:
            return edited_remedy(project, str(change.row), str(change.column), change.text)

        self._page.session.change_cells(edits, make, self._new_row)
