"""数据: what is in the project, as typed; what is missing or was not understood meets the eye first."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from compare_app.domain.edit import Changes
from compare_app.domain.model import Category, HeldCell
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.library_grid import categories_named
from ui.pages.data_held import HeldTab
from ui.pages.data_results import ResultsTab
from ui.pages.data_samples import SamplesTab
from ui.pages.data_scheme import SchemeTab
from ui.pages.data_schemes import SchemesTab
from ui.pages.data_standards import StandardsTab
from ui.pages.page import Page
from ui.session import Session
from ui.theme import Theme
from ui.widgets.combo import WholeCombo
from ui.widgets.plain import PlainLabel


class DataPage(Page):
    """Six tabs over one category at a time."""

    title = M("Data")
    icon = "data"
    cares_for: ClassVar[Changes] = (
        Changes.CATEGORIES
        | Changes.SCHEME
        | Changes.STANDARDS
        | Changes.PRODUCTS
        | Changes.RESULTS
        | Changes.IMPORTS
        | Changes.RULES
        | Changes.ATTACHMENTS
    )
    needs_product = False

    def __init__(self, session: Session, words: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, words, theme, parent)
        self._category_id = ""
        self._chosen_by_hand = False
        self.category_box = WholeCombo()
        self.category_box.setAccessibleName(words("Category"))
        self.category_box.activated.connect(self._on_category)
        self._summary = PlainLabel("", "quiet")
        import_button = QPushButton(words("Import a file…"))
        import_button.clicked.connect(self.import_requested)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(words("Category")))
        head.addWidget(self.category_box)
        head.addWidget(self._summary, 1)
        head.addWidget(PlainLabel(words("Drop workbooks or CSV files anywhere on the window"), "quiet"))
        head.addWidget(import_button)
        self.tabs = QTabWidget()
        self.results_tab = ResultsTab(self)
        self.samples_tab = SamplesTab(self)
        self.standards_tab = StandardsTab(self)
        self.scheme_tab = SchemeTab(self)
        self.schemes_tab = SchemesTab(self)
        self.held_tab = HeldTab(self)
        for tab, name in (
            (self.results_tab, M("Products × indicators")),
            (self.samples_tab, M("Samples, reports")),
            (self.standards_tab, M("Standards, limits")),
            (self.scheme_tab, M("Indicator scheme")),
            (self.schemes_tab, M("Grading schemes")),
            (self.held_tab, M("To be settled")),
        ):
            self.tabs.addTab(tab, words(name))
        column = QVBoxLayout(self.body)
        column.setContentsMargins(12, 10, 12, 8)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        session.focus_changed.connect(self._follow_product)
        session.compared.connect(self.schemes_tab.fill)

    @property
    def category_id(self) -> str:
        """The category that is shown."""
        return self._category_id

    @property
    def editable(self) -> bool:
        """Whether cells may be edited."""
        return self.session.is_open and not self.session.read_only

    def refresh(self) -> None:
        """Fill the category box and every tab."""
        project = self.session.project
        categories = categories_named(project, self.words)
        product = self.session.product
        known = {one for one, _ in categories}
        if self._category_id not in known or (product is not None and not self._chosen_by_hand):
            first = categories[0][0] if categories else ""
            self._category_id = product.category_id if product is not None else first
        box = self.category_box
        box.blockSignals(True)
        box.clear()
        for one, name in categories:
            box.addItem(name, one)
        box.setCurrentIndex(box.findData(self._category_id))
        box.blockSignals(False)
        self._fill()

    def _fill(self) -> None:
        project = self.session.project
        category = project.get(Category, self._category_id)
        held = [one for one in project.all(HeldCell).values() if not one.resolved]
        if category is None:
            self._summary.setText(self.words("Nothing has been imported yet"))
        else:
            self._summary.setText(
                self.words(
                    "products: {products}, indicators: {indicators}",
                    products=len(project.products(category.id)),
                    indicators=len(project.indicators(category.id)),
                )
            )
        title = self.words("To be settled")
        self.tabs.setTabText(self.tabs.indexOf(self.held_tab), f"{title} ({len(held)})" if held else title)
        for tab in (
            self.results_tab,
            self.samples_tab,
            self.standards_tab,
            self.scheme_tab,
            self.schemes_tab,
            self.held_tab,
        ):
            tab.fill()

    def _on_category(self, row: int) -> None:
        self._category_id = str(self.category_box.itemData(row))
        self._chosen_by_hand = True
        self._fill()

    def _follow_product(self) -> None:
        self._chosen_by_hand = False

    def select(self, key: object) -> None:
        """Show the tab that `key` names: results, samples, standards, scheme, schemes or held."""
        tabs = {
            "results": self.results_tab,
            "samples": self.samples_tab,
            "standards": self.standards_tab,
            "scheme": self.scheme_tab,
            "schemes": self.schemes_tab,
            "held": self.held_tab,
        }
        if isinstance(key, str) and key in tabs:
            self.tabs.setCurrentWidget(tabs[key])
