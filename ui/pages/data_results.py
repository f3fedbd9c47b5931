"""The first tab of 数据: products × indicators, edited in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from compare_app.domain.edit import Edit
from compare_app.domain.held import settling
from compare_app.domain.model import HeldCell, Indicator, Product, Result, new_id
from compare_app.domain.project import Project
from compare_app.domain.terms import Role
from compare_app.domain.value import Number
from compare_app.text.message import M
from ui.models.cases_grid import NewCase
from ui.models.cell_edits import CellChange, CellEdits
from ui.models.inspections import inspect_results
from ui.models.result_edit import edited, renamed
from ui.models.results_grid import FIXED, NAME, Ends, results_grid
from ui.tables.pane import TablePane
from ui.widgets.plain import PlainLabel

if TYPE_CHECKING:
    from ui.pages.data import DataPage


class ResultsTab(QWidget):
    """A frozen table of texts as typed. A typed cell becomes an edit, undoable like every other."""

    def __init__(self, page: DataPage) -> None:
        super().__init__()
        self._page = page
        words = page.words
        self.model = page.new_model()
        self.model.edits_requested.connect(self._on_edits)
        self.view = page.new_view(self.model, words("Products × indicators"), "results", frozen=FIXED)
        self.view.grows = True
        self.view.current_changed.connect(self._on_current)
        self.view.offer(words("Open a case…"), self._open_case)
        self._role_button = QPushButton(words("Role of the product…"))
        self._role_button.clicked.connect(self._change_role)
        self._role_button.setEnabled(False)
        self._outliers_button = QPushButton(words("Flag outliers…"))
        self._outliers_button.clicked.connect(self._flag_outliers)
        self._outliers_button.setEnabled(False)
        legend = PlainLabel(
            words(
                "— missing   ／ not applicable   ○ not tested   ? not understood   ƒ computed   "
                "* unconfirmed   ★ primary benchmark"
            ),
            "quiet",
            wrap=True,
        )
        row = QHBoxLayout()
        row.addWidget(legend, 1)
        row.addWidget(self._outliers_button)
        row.addWidget(self._role_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(TablePane(self.view, words), 1)
        column.addLayout(row)

    def fill(self) -> None:
        """Show the category of the page."""
        page = self._page
        project = page.session.project
        products = sorted(project.products(page.category_id), key=lambda one: list(Role).index(one.role))
        load = page.session.workspace.results
        indicators = project.indicators(page.category_id)
        self.model.show(
            results_grid(
                products,
                indicators,
                load,
                page.words,
                editable=page.editable,
                known_values=self._known_values,
            )
        )
        self._enable_buttons(self.view.currentIndex())

    def _known_values(self, indicator_id: str) -> dict[str, Ends]:
        """The ends of the values of an indicator by product, from the columns of the pool."""
        pool = self._page.session.workspace.pool(self._page.category_id)
        column = pool.columns.get(indicator_id)
        return (
            {}
            if column is None
            else dict(zip(pool.product_ids, zip(column.low.tolist(), column.high.tolist()), strict=True))
        )

    def _product(self, row: int) -> Product | None:
        return self._page.session.project.get(Product, str(self.model.key_at(row)))

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        self._enable_buttons(current)
        product, indicator = self._pair(current)
        if product is not None and indicator is not None:
            results = self._results(product, indicator)
            self._page.inspect(inspect_results(product, indicator, results, self._page.words))

    def _pair(self, index: QModelIndex) -> tuple[Product | None, Indicator | None]:
        """Product and indicator of a cell."""
        if not index.isValid():
            return None, None
        column = str(self.model.column(index).key)
        return self._product(index.row()), self._page.session.project.get(Indicator, column)

    def _enable_buttons(self, index: QModelIndex) -> None:
        product, indicator = self._pair(index)
        self._role_button.setEnabled(product is not None and self._page.editable)
        several = (
            product is not None
            and indicator is not None
            and sum(isinstance(one.value, Number) for one in self._results(product, indicator)) > 1
        )
        self._outliers_button.setEnabled(several and self._page.editable)

    def _results(self, product: Product, indicator: Indicator) -> list[Result]:
        every = self._page.session.workspace.results(product.id)
        return [one for one in every if one.indicator_id == indicator.id]

    def _open_case(self) -> None:
        """A case of the value under the pointer, where it is one of ours."""
        current, session = self.view.currentIndex(), self._page.session
        product = self._product(current.row())
        indicator = session.project.get(Indicator, str(self.model.column(current).key))
        if product is None or indicator is None or product.role is not Role.OURS:
            session.told.emit(M("A case is about a value of a product of ours: choose one of them"))
            return
        session.look_at(product.id)
        self._page.page_requested.emit("diagnosis", NewCase(indicator.id))

    def _flag_outliers(self) -> None:
        product, indicator = self._pair(self.view.currentIndex())
        if product is not None and indicator is not None:
            self._page.dialog_requested.emit("outliers", (product.id, indicator.id))

    def _on_edits(self, edits: CellEdits) -> None:
        workspace = self._page.session.workspace
        known: dict[str, tuple[Result, ...]] = {}  # of the products of a block, read once
        held = self._page.session.project.all(HeldCell).values()
        waiting = [one for one in held if not one.resolved]

        def make(project: Project, change: CellChange) -> Edit | None:
            product = project.get(Product, str(change.row))
            if product is None:
                return None
            if change.column == NAME:
                return renamed(product, change.text)
            indicator = project.get(Indicator, str(change.column))
            if indicator is None:
                return None
            if product.id not in known:
                known[product.id] = workspace.results(product.id)
            before = [one for one in known[product.id] if one.indicator_id == indicator.id]
            edit = edited(product, indicator, before, change.text)
            return settling(edit, before, waiting) if edit is not None else None

        session = self._page.session
        session.change_cells(edits, make, self._new_product)
        open_still = sum(not one.resolved for one in session.project.all(HeldCell).values())
        if len(edits.changes) == 1 and open_still < len(waiting):  # of a block what was refused is told
            session.told.emit(
                M(
                    "Settled with the values typed, under “To be settled”: {count}",
                    count=len(waiting) - open_still,
                )
            )

    def _new_product(self, project: Project, number: int) -> tuple[Edit, str]:
        name = self._page.words("New product {number}", number=number + 1)
        product = Product(id=new_id(), category_id=self._page.category_id, name=name)
        return Edit(M("Add the product {name}", name=name), (product,)), product.id

    def _change_role(self) -> None:
        product = self._product(self.view.currentIndex().row())
        if product is not None:
            self._page.dialog_requested.emit("role", product)
