"""总览: first the enterprise, then one product; the eye finds first the step and what holds the product there."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from compare_app.domain.edit import Changes
from compare_app.domain.model import Product
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.inspections import inspect_indicator, inspect_ladder
from ui.pages.overview_enterprise import EnterpriseView
from ui.pages.overview_product import ProductView
from ui.pages.page import Page
from ui.session import Session
from ui.theme import Theme
from ui.widgets.empty import EmptyState


class OverviewPage(Page):
    """The page that the chief quality officer reads in a minute. It opens on the enterprise."""

    title = M("Overview")
    icon = "overview"
    cares_for: ClassVar[Changes] = ~Changes.IMPORTS
    inspects: ClassVar[bool] = False

    def __init__(self, session: Session, words: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, words, theme, parent)
        self.enterprise = EnterpriseView(self)
        self.enterprise.opened.connect(self.open_product)
        self.product = ProductView(self)
        self.product.left.connect(self.show_enterprise)
        self.product.printed.connect(self._print)
        self.product.presented.connect(self._present)
        self.product.went_to_indicator.connect(self._go_to_indicator)
        self.product.went_to_plan.connect(self._go_to_plan)
        self.product.sign_asked.connect(self._sign)
        self.product.round_asked.connect(self._round)
        self.product.edit_round_asked.connect(self._edit_round)
        self.product.new_round_asked.connect(self._new_round)
        self.product.explain_asked.connect(self._explain_step)
        self.product.gap_chosen.connect(self._on_gap)
        self._waiting = EmptyState(words("Comparing…"))
        self.views = QStackedWidget()
        for view in (self.enterprise, self.product, self._waiting):
            self.views.addWidget(view)
        self._one_product = False
        outer = QVBoxLayout(self.body)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.views)
        session.ranked.connect(self._refresh_if_seen)
        session.focus_changed.connect(self._on_focus)
        session.project_left.connect(self._on_project_left)
        QShortcut(QKeySequence("Alt+Left"), self, self.show_enterprise)

    def refresh(self) -> None:
        """Show the enterprise or the product, as soon as they are compared."""
        standings, comparison = self.session.standings(), self.session.comparison()
        if self._one_product and comparison is not None:
            self.product.fill(comparison)
            self.views.setCurrentWidget(self.product)
        elif not self._one_product and standings is not None:
            self.enterprise.fill(standings, self.session.project)
            self.views.setCurrentWidget(self.enterprise)
        else:
            self.views.setCurrentWidget(self._waiting)

    def show_enterprise(self) -> None:
        """Back to all key products."""
        self._one_product = False
        self.refresh()

    def open_product(self, product_id: str) -> None:
        """One product, in one screen."""
        if self.session.project.get(Product, product_id) is not None:
            self._one_product = True
            self.session.look_at(product_id)
            self.refresh()

    def select(self, key: object) -> None:
        """Open a product."""
        self.open_product(str(key))

    def _refresh_if_seen(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_focus(self) -> None:
        """Who chooses a product or a date on this page means that product."""
        if self.isVisible():
            self._one_product = True
            self.refresh()

    def _on_project_left(self) -> None:
        self._one_product = False

    def _on_gap(self, indicator_id: str) -> None:
        comparison = self.session.comparison()
        row = comparison.row(indicator_id) if comparison is not None else None
        if row is not None:
            self.inspect(inspect_indicator(row, self.session.project, self.words))

    def _explain_step(self) -> None:
        comparison = self.session.comparison()
        if comparison is not None:
            self.inspect(inspect_ladder(comparison, self.words))

    def _go_to_indicator(self, indicator_id: str) -> None:
        self.page_requested.emit("indicators", indicator_id)

    def _sign(self, product_id: str) -> None:
        self.dialog_requested.emit("sign", product_id)

    def _round(self, product_id: str) -> None:
        self.dialog_requested.emit("round", product_id)

    def _edit_round(self, product_id: str) -> None:
        self.dialog_requested.emit("edit_round", product_id)

    def _new_round(self, product_id: str) -> None:
        self.dialog_requested.emit("new_round", product_id)

    def _go_to_plan(self) -> None:
        self.page_requested.emit("plan", None)

    def _print(self) -> None:
        self.export_requested.emit("one_page")

    def _present(self) -> None:
        self.dialog_requested.emit("present", None)
