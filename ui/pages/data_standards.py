"""The second tab of 数据: editions with their status on the reference date, and what each demands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from compare_app.domain.editions import status_in
from compare_app.domain.model import Indicator, Requirement, StandardEdition
from ui.models.inspections import WHERE_FROM, source_lines
from ui.models.library_grid import editions_grid, requirements_grid
from ui.models.outlook_inspections import inspect_edition
from ui.tables.pane import TablePane
from ui.widgets.inspector import Answer, Inspection
from ui.widgets.plain import PlainLabel
from ui.wording import named

if TYPE_CHECKING:
    from ui.pages.data import DataPage


class StandardsTab(QWidget):
    """Editions above, the requirements of the selected one below."""

    def __init__(self, page: DataPage) -> None:
        super().__init__()
        self._page = page
        words = page.words
        self.model = page.new_model()
        self.view = page.new_view(self.model, words("Standards"), "editions")
        self.view.current_key_changed.connect(self._show_requirements)
        self.requirement_model = page.new_model()
        self.requirement_view = page.new_view(self.requirement_model, words("Requirements"), "requirements")
        self.requirement_view.current_changed.connect(self._on_requirement)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(TablePane(self.view, words))
        splitter.addWidget(TablePane(self.requirement_view, words))
        splitter.setChildrenCollapsible(False)
        self.examples_button = QPushButton(words("Examples of changes…"))
        self.examples_button.clicked.connect(self._examples)
        tools = QHBoxLayout()
        tools.addWidget(
            PlainLabel(words("Status on the reference date; until: stated, or from the successor"), "quiet"),
            1,
        )
        tools.addWidget(self.examples_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(tools)
        column.addWidget(splitter, 1)
        self._edition_id = ""

    def fill(self) -> None:
        """Show the editions that speak of the category, and those that no category speaks of yet."""
        page = self._page
        project = page.session.project
        mine = {indicator.id for indicator in project.indicators(page.category_id)}
        speaking: set[str] = set()
        used: set[str] = set()
        for one in project.all(Requirement).values():
            used.add(one.edition_id)
            if one.indicator_id in mine:
                speaking.add(one.edition_id)
        editions = [
            one for one in project.all(StandardEdition).values() if one.id in speaking or one.id not in used
        ]
        states = {one.id: status_in(project, one, page.session.on) for one in editions}
        self.model.show(editions_grid(editions, states, project, page.words))
        if self._edition_id not in {one.id for one in editions}:
            self._edition_id = editions[0].id if editions else ""
        self._fill_requirements()

    def _show_requirements(self, edition_id: str) -> None:
        self._edition_id = edition_id
        self._fill_requirements()
        edition = self._page.session.project.get(StandardEdition, edition_id)
        if edition is not None:
            page = self._page
            page.inspect(inspect_edition(edition, page.session.project, page.session.on, page.words))

    def _examples(self) -> None:
        self._page.dialog_requested.emit("changes", None)

    def _fill_requirements(self) -> None:
        page = self._page
        self.requirement_model.show(requirements_grid(self._edition_id, page.session.project, page.words))

    def _on_requirement(self, current: QModelIndex, previous: QModelIndex) -> None:
        if not current.isValid():
            return
        page = self._page
        project = page.session.project
        requirement = project.get(Requirement, str(self.requirement_model.key_at(current.row())))
        if requirement is None:
            return
        indicator = project.get(Indicator, requirement.indicator_id)
        edition = project.get(StandardEdition, requirement.edition_id)
        where = [page.words("as written") + f": {requirement.raw}"]
        where += source_lines(requirement.source, requirement.cell, page.words)
        if requirement.note:
            where.append(requirement.note)
        page.inspect(
            Inspection(
                named(indicator, page.words) if indicator is not None else requirement.raw,
                f"{edition.number if edition is not None else ''} {requirement.clause}".strip(),
                (Answer(page.words(WHERE_FROM), tuple(where)),),
            )
        )
