"""The tables of 企业质量画像: the rates to be read, the inputs edited in place; a last row takes a new record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.inspection_text import EARLIEST, LATEST
from compare_app.domain.model import IndexFigure, Inspection
from compare_app.domain.project import Project
from compare_app.text.message import M
from ui.models.cell_edits import CellChange, CellEdits
from ui.models.profile_edit import (
    NEW,
    OURS,
    edited_figure,
    edited_inspection,
    figures_of_year,
    new_figure,
    new_inspection,
)
from ui.models.profile_grid import figures_grid, inspections_grid, rates_grid
from ui.models.profile_story import story_of_class, story_of_figure, story_of_inspection, story_of_year
from ui.tables.pane import TablePane
from ui.widgets.plain import PlainLabel

if TYPE_CHECKING:
    from ui.pages.profile import ProfilePage


class RatesTab(QWidget):
    """Every class in every year, to be read and copied."""

    def __init__(self, page: ProfilePage) -> None:
        super().__init__()
        self.page = page
        self.model = page.new_model()
        self.view = page.new_view(self.model, page.words("Rates by class"), "rates", frozen=3, filters=False)
        self.view.current_key_changed.connect(self._on_current)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self.view)

    def fill(self) -> None:
        """Show the rates of the profile that is shown."""
        shown = self.page.shown
        self.model.show(rates_grid((shown.own, shown.market) if shown is not None else (), self.page.words))

    def _on_current(self, key: str) -> None:
        shown, words = self.page.shown, self.page.words
        for rates in (shown.own, shown.market) if shown is not None else ():
            for one in rates.classes:
                if one.key == key:
                    self.page.inspect(story_of_class(one, rates.own, words))
            for year in rates.years:
                if year.key == key:
                    self.page.inspect(story_of_year(year, rates, words))


class _InputTab(QWidget):
    """A table with its buttons. `draft` is what was typed into the last row and is not a record yet."""

    kind: type[Inspection] | type[IndexFigure]

    def __init__(self, page: ProfilePage, name: str, hint: str) -> None:
        super().__init__()
        self.page = page
        words = page.words
        self.draft: dict[str, str] = {}
        self.model = page.new_model()
        self.model.edits_requested.connect(self._on_edits)
        self.view = page.new_view(self.model, name, self.kind.__name__, frozen=1)
        self.view.current_key_changed.connect(self._on_current)
        self.add_button = QPushButton(words("Add a row"))
        self.add_button.clicked.connect(self.type_in_a_row)
        self.remove_button = QPushButton(words("Remove rows"))
        self.remove_button.clicked.connect(self._remove)
        self.buttons = QHBoxLayout()
        self.buttons.addWidget(self.add_button)
        self.buttons.addWidget(self.remove_button)
        self.buttons.addWidget(PlainLabel(hint, "quiet", wrap=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addLayout(self.buttons)
        column.addWidget(TablePane(self.view, words), 1)

    def fill(self) -> None:
        """Show the records of the project."""
        raise NotImplementedError

    def type_in_a_row(self) -> None:
        """Go to the last row, ready to type."""
        row = self.model.row_of(NEW)
        if row >= 0:
            self.view.setFocus()
            self.view.setCurrentIndex(self.model.index(row, 0))
            self.view.scrollToBottom()

    def allow(self, editable: bool, *, filled: bool) -> None:
        """Enable what can be done."""
        self.add_button.setEnabled(editable)
        self.remove_button.setEnabled(editable and filled)

    def _remove(self) -> None:
        keys = {str(self.model.key_at(index.row())) for index in self.view.selectedIndexes()}
        if NEW in keys:
            self.clear_draft()
            self.fill()
        keys.discard(NEW)
        if keys:
            removes = tuple(Ref(self.kind, key) for key in sorted(keys))
            self.page.session.apply(
                Edit(M("Remove rows of the profile ({count})", count=len(keys)), removes=removes)
            )

    def clear_draft(self) -> None:
        """Forget what was typed into the last row."""
        self.draft = {}

    def _on_edits(self, edits: CellEdits) -> None:
        stored = tuple(change for change in edits.changes if change.row != NEW)
        if stored:
            self.page.session.change_cells(CellEdits(stored), self.edited)
        for change in edits.changes:
            if change.row == NEW:
                self._type(str(change.column), change.text)

    def _type(self, column: str, text: str) -> None:
        """A cell of the last row: the record is stored as soon as it is whole; what cannot be meant is not kept."""
        before = dict(self.draft)
        self.draft[column] = text
        made = self.page.session.attempt(lambda: (self.made(),))
        if made is None:  # told
            self.draft = before
        record = made[0] if made is not None else None
        if record is None:
            self.fill()
            return
        self.clear_draft()
        if self.page.session.apply(Edit(M("Add a row to the profile"), (record,))):
            self.view.select_key(record.id)

    def edited(self, project: Project, change: CellChange) -> Edit | None:
        """The edit of one cell of a record."""
        raise NotImplementedError

    def made(self) -> Inspection | IndexFigure | None:
        """The record of the last row, when it is whole."""
        raise NotImplementedError

    def _on_current(self, key: str) -> None:
        raise NotImplementedError


class InspectionsTab(_InputTab):
    """监督抽查: bulletins and name lists."""

    kind = Inspection

    def __init__(self, page: ProfilePage) -> None:
        words = page.words
        super().__init__(
            page,
            words("Inspections"),
            words("A class with its tested and failed batches; from files: sheet 监督抽查 (Inspections)"),
        )
        self.clear_draft()

    def fill(self) -> None:
        """Show the inspections."""
        rows = list(self.page.session.project.all(Inspection).values())
        editable = self.page.editable
        self.model.show(inspections_grid(rows, self.draft, self.page.words, editable=editable))
        self.allow(editable, filled=bool(rows))

    def clear_draft(self) -> None:
        """A new row is of the enterprise itself until the user says otherwise."""
        self.draft = {"own": OURS}

    def edited(self, project: Project, change: CellChange) -> Edit | None:
        one = project.get(Inspection, str(change.row))
        return edited_inspection(one, str(change.column), change.text) if one is not None else None

    def made(self) -> Inspection | None:
        return new_inspection(self.draft)

    def _on_current(self, key: str) -> None:
        one = self.page.session.project.get(Inspection, key)
        if one is not None:
            self.page.inspect(story_of_inspection(one, self.page.shown, self.page.words))


class FiguresTab(_InputTab):
    """指数数据: the twelve figures of each year."""

    kind = IndexFigure

    def __init__(self, page: ProfilePage) -> None:
        words = page.words
        super().__init__(
            page,
            words("Index figures"),
            words("Bounds and weights are yours: the official ones are not published"),
        )
        self._scored = False
        self.year_box = QSpinBox()
        self.year_box.setRange(EARLIEST, LATEST)
        self.year_box.setAccessibleName(words("Year to add"))
        self.year_button = QPushButton(words("Add the twelve figures of the year"))
        self.year_button.clicked.connect(self._add_year)
        self.buttons.insertWidget(2, self.year_box)
        self.buttons.insertWidget(3, self.year_button)

    def fill(self) -> None:
        """Show the figures with their scores."""
        rows = list(self.page.session.project.all(IndexFigure).values())
        editable = self.page.editable
        shown = self.page.shown
        scores = (
            {item.figure_id: item for year in shown.index for item in year.items} if shown is not None else {}
        )
        self.model.show(figures_grid(rows, scores, self.draft, self.page.words, editable=editable))
        if scores and not self._scored:  # they came after the table was measured
            self._scored = True
            self.view.fit()
        self.allow(editable, filled=bool(rows))
        self.year_box.setEnabled(editable)
        self.year_button.setEnabled(editable)
        if not self.year_box.hasFocus():
            years = [one.year for one in rows]
            self.year_box.setValue(
                min(max(years) + 1, self.page.session.on.year) if years else self.page.session.on.year - 1
            )

    def edited(self, project: Project, change: CellChange) -> Edit | None:
        figures = project.all(IndexFigure)
        one = figures.get(str(change.row))
        if one is None:
            return None
        return edited_figure(one, str(change.column), change.text, figures.values())

    def made(self) -> IndexFigure | None:
        return new_figure(self.draft, self.page.session.project.all(IndexFigure).values())

    def _add_year(self) -> None:
        year, session = self.year_box.value(), self.page.session
        edit = figures_of_year(year, session.project.all(IndexFigure).values())
        if edit is None:
            session.told.emit(M("All twelve figures of {year} are in the table", year=str(year)))
        elif session.apply(edit):
            self.view.select_key(edit.puts[0].id)

    def _on_current(self, key: str) -> None:
        one = self.page.session.project.get(IndexFigure, key)
        if one is not None:
            year = self.page.shown.index_of(one.year) if self.page.shown is not None else None
            self.page.inspect(story_of_figure(one, year, self.page.words))
