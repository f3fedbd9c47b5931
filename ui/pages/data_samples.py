"""样品与报告: what was tested and by whom; samples above with their blind codes, test reports below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from compare_app.domain.edit import Edit
from compare_app.domain.model import Sample, TestReport
from compare_app.domain.project import Project
from compare_app.domain.samples import (
    ResultLinks,
    blinded,
    changed_report,
    changed_sample,
    new_report,
    new_sample,
    removal,
    samples_of,
)
from compare_app.errors import AppError
from compare_app.text.message import M
from ui.models.cell_edits import CellChange, CellEdits
from ui.models.kept_inspections import inspect_report, inspect_sample
from ui.models.samples_grid import reports_grid, samples_grid
from ui.tables.grid_view import GridView
from ui.tables.pane import TablePane
from ui.widgets.plain import PlainLabel, tip

if TYPE_CHECKING:
    from ui.pages.data import DataPage


class SamplesTab(QWidget):
    """Two tables edited in place; every block is one step of undo."""

    def __init__(self, page: DataPage) -> None:
        super().__init__()
        self._page = page
        self._links: tuple[Project, ResultLinks] | None = None
        words = page.words
        self.model = page.new_model()
        self.model.edits_requested.connect(self._on_sample_edits)
        self.view = page.new_view(self.model, words("Samples"), "samples", frozen=2)
        self.view.grows = True
        self.view.current_key_changed.connect(self._on_sample)
        self.report_model = page.new_model()
        self.report_model.edits_requested.connect(self._on_report_edits)
        self.report_view = page.new_view(self.report_model, words("Test reports"), "reports", frozen=1)
        self.report_view.grows = True
        self.report_view.current_key_changed.connect(self._on_report)
        self.add_button = self._button(words("Add a sample"), self._add_sample)
        self.remove_button = self._button(words("Remove the selected rows"), self._remove_samples)
        self.blind_button = self._button(words("Draw blind codes"), self._draw_codes)
        self.blind_button.setToolTip(
            tip(words("For every sample shown that has none; a code that was given never changes"))
        )
        self.list_button = self._button(words("Laboratory list…"), self._write_list)
        self.list_button.setToolTip(
            tip(
                words(
                    "Blind codes, units, seals and tests of the selected samples, or of all shown; no product"
                )
            )
        )
        self.add_report_button = self._button(words("Add a report"), self._add_report)
        self.remove_report_button = self._button(words("Remove the selected rows"), self._remove_reports)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        above = (self.add_button, self.blind_button, self.list_button, self.remove_button)
        below = (self.add_report_button, self.remove_report_button)
        splitter.addWidget(self._part(words("Samples"), self.view, above))
        splitter.addWidget(self._part(words("Test reports"), self.report_view, below))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(splitter)

    def _button(self, text: str, do: object) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(do)
        return button

    def _part(self, title: str, view: GridView, buttons: Sequence[QPushButton]) -> QWidget:
        part = QWidget()
        head = QHBoxLayout()
        head.addWidget(PlainLabel(title, "subtitle"), 1)
        for button in buttons:
            head.addWidget(button)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(TablePane(view, self._page.words), 1)
        return part

    # --- showing ----------------------------------------------------------------------------------------

    def fill(self) -> None:
        """Show the samples of the category and every report; how often results name them follows."""
        page = self._page
        project, words = page.session.project, page.words
        links = self._links_of(project)
        products = project.products(page.category_id)
        samples = samples_of(project, [one.id for one in products])
        editable = page.editable
        self.model.show(samples_grid(samples, products, project, links, words, editable=editable))
        reports = tuple(project.all(TestReport).values())
        self.report_model.show(reports_grid(reports, project, links, words, editable=editable))
        self.add_button.setEnabled(editable and bool(products))
        self.add_report_button.setEnabled(editable)
        for button in (self.blind_button, self.remove_button):
            button.setVisible(editable and bool(samples))  # what there is nothing for is not offered
        self.list_button.setVisible(bool(samples))
        self.remove_report_button.setVisible(editable and bool(reports))

    def _links_of(self, project: Project) -> ResultLinks | None:
        """How often results name each: as counted for this snapshot, otherwise counting begins beside the window."""
        if self._links is not None and self._links[0] is project:
            return self._links[1]
        session = self._page.session
        if session.is_open:
            workspace = session.workspace
            job = session.tasks.start(lambda progress: (project, workspace.result_links()), "links")
            job.done.connect(self._on_counted)
            job.failed.connect(session.failed)
        return None

    def _links_now(self) -> ResultLinks:
        """As counted for this snapshot, otherwise counted here."""
        session = self._page.session
        if self._links is not None and self._links[0] is session.project:
            return self._links[1]
        return session.workspace.result_links()

    def _on_counted(self, found: tuple[Project, ResultLinks]) -> None:
        if found[0] is self._page.session.project:
            self._links = found
            self.fill()

    def _on_sample(self, key: str) -> None:
        page = self._page
        sample = page.session.project.get(Sample, key)
        if sample is not None:
            page.inspect(inspect_sample(sample, page.session.project, page.words))

    def _on_report(self, key: str) -> None:
        report = self._page.session.project.get(TestReport, key)
        if report is not None:
            self._page.inspect(inspect_report(report, self._page.words))

    # --- changing ---------------------------------------------------------------------------------------

    def _on_sample_edits(self, edits: CellEdits) -> None:
        def make(project: Project, change: CellChange) -> Edit | None:
            sample = project.get(Sample, str(change.row))
            if sample is None:
                return None
            edit = changed_sample(project, sample, str(change.column), change.text)
            if edit is not None and change.column == "product_id":
                self._refuse_used(sample)
            return edit

        self._page.session.change_cells(edits, make, self._new_sample)

    def _refuse_used(self, sample: Sample) -> None:
        """A sample whose values are there stays with their product."""
        count = self._links_now().of(sample)
        if count:
            raise AppError(
                "SAMPLE-USED",
                M("Results name the sample {code}: {count}", code=sample.code, count=count),
                M("It stays with the product whose values they are"),
            )

    def _on_report_edits(self, edits: CellEdits) -> None:
        def make(project: Project, change: CellChange) -> Edit | None:
            report = project.get(TestReport, str(change.row))
            if report is None:
                return None
            return changed_report(project, report, str(change.column), change.text)

        self._page.session.change_cells(edits, make, self._new_report)

    def _new_sample(self, project: Project, number: int) -> tuple[Edit, str]:
        return new_sample(project, self._product_id())

    def _product_id(self) -> str:
        """The product a new sample is of: that of the chosen row, the one looked at, or the first."""
        session, category_id = self._page.session, self._page.category_id
        index = self.view.currentIndex()
        sample = session.project.get(Sample, str(self.model.key_at(index.row()))) if index.isValid() else None
        if sample is not None:
            return sample.product_id
        products = session.project.products(category_id)
        looked_at = session.product
        return looked_at.id if looked_at in products and looked_at is not None else products[0].id

    def _new_report(self, project: Project, number: int) -> tuple[Edit, str]:
        words, taken = self._page.words, {one.number for one in project.all(TestReport).values()}
        count = len(taken) + 1
        while (name := words("New report {number}", number=count)) in taken:
            count += 1
        return new_report(project, name)

    def _add_sample(self) -> None:
        self._add(self.view, *self._new_sample(self._page.session.project, 0))

    def _add_report(self) -> None:
        self._add(self.report_view, *self._new_report(self._page.session.project, 0))

    def _add(self, view: GridView, edit: Edit, key: str) -> None:
        view.clear_filters()
        if self._page.session.apply(edit):
            view.select_key(key)

    def _draw_codes(self) -> None:
        session = self._page.session
        edit = blinded(session.project, self._shown())
        if edit is None:
            session.told.emit(M("Every sample has a blind code"))
        else:
            session.apply(edit)

    def _shown(self) -> list[Sample]:
        table = self._page.session.project.all(Sample)
        return [table[str(self.model.key_at(row))] for row in range(self.model.rowCount())]

    def _chosen(self) -> list[Sample]:
        rows = sorted({index.row() for index in self.view.selectedIndexes()})
        shown = self._shown()
        return [shown[row] for row in rows]

    def _remove_samples(self) -> None:
        self._remove(self._chosen())

    def _remove_reports(self) -> None:
        table = self._page.session.project.all(TestReport)
        rows = sorted({index.row() for index in self.report_view.selectedIndexes()})
        self._remove([table[str(self.report_model.key_at(row))] for row in rows])

    def _remove(self, records: Sequence[Sample | TestReport]) -> None:
        """Remove what no value rests on; what went with it is said."""
        session = self._page.session
        if not records:
            session.told.emit(M("Select the rows to remove first"))
            return
        edit = session.attempt(lambda: removal(session.project, records, self._links_now()))
        if edit is not None and session.apply(edit):
            session.told.emit(edit.label)

    def _write_list(self) -> None:
        """The list of the selected samples; of one row or none, of all that are shown."""
        chosen = self._chosen()
        samples = chosen if len(chosen) > 1 else self._shown()
        self._page.dialog_requested.emit("laboratory", tuple(one.id for one in samples))
