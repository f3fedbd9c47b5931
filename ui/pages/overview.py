"""总览: first the enterprise, then one product; the eye finds first the step and what holds the product there."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from compare_app.domain.comparison import Comparison
from compare_app.domain.digest import NOTICE, headline, notice_of
from compare_app.domain.edit import Changes
from compare_app.domain.model import Product
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.inspections import inspect_indicator, inspect_ladder
from ui.models.overview_grid import overview_grid
from ui.pages.overview_cards import CountsCard, PlanCard, SignCard, StepCard
from ui.pages.page import Page
from ui.session import Session
from ui.theme import Theme
from ui.widgets.plain import PlainLabel

ROWS_SHOWN = 4
CHART_HEIGHT = 300


class OverviewPage(Page):
    """The page that the chief quality officer reads in a minute."""

    title = M("Overview")
    icon = "overview"
    cares_for: ClassVar[Changes] = ~Changes.IMPORTS

    def __init__(self, session: Session, words: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, words, theme, parent)
        self.model = self.new_model()
        self.view = self.new_view(self.model, words("Products of the enterprise"), "products", filters=False)
        self.view.current_key_changed.connect(self._on_product)
        self.sentence = PlainLabel("", "lead", wrap=True).selectable()
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.step = StepCard(words)
        self.step.chosen.connect(self._go_to_indicator)
        self.step.explained.connect(self._explain_step)
        self.counts = CountsCard(words)
        self.plan = PlanCard(words)
        self.plan.go.connect(self._go_to_plan)
        self.sign = SignCard(session, words)
        self.sign.asked.connect(self._sign)
        self.ladder = self.new_chart(words("Ladder"))
        self.gaps = self.new_chart(words("Largest gaps"))
        self.gaps.selected.connect(self._on_gap)
        for chart in (self.ladder, self.gaps):
            chart.setMinimumHeight(CHART_HEIGHT)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.view)
        column.addWidget(self.sentence)
        self.details = QWidget()
        column.addWidget(self.details, 1)
        column = QVBoxLayout(self.details)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        cards = QHBoxLayout()
        cards.setSpacing(8)
        for parts, share in (((self.step, self.ladder), 5), ((self.counts, self.gaps), 6)):
            side = QVBoxLayout()
            side.setSpacing(8)
            side.addWidget(parts[0])
            side.addWidget(parts[1], 1)
            cards.addLayout(side, share)
        column.addLayout(cards, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.plan, 1)
        row.addWidget(self.sign, 1)
        column.addLayout(row)
        self.notice = PlainLabel(words(NOTICE), "small", wrap=True)
        column.addWidget(self.notice)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        outer = QVBoxLayout(self.body)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        session.ranked.connect(self._fill_enterprise)
        self.view.hide()

    def refresh(self) -> None:
        """Show the enterprise and, when its comparison is ready, the product."""
        self._fill_enterprise()
        comparison = self.session.comparison()
        self.details.setVisible(comparison is not None)
        if comparison is None:
            self.sentence.setText(self.words("Comparing…"))
        else:
            self._fill_product(comparison)

    def _fill_enterprise(self) -> None:
        standings = self.session.standings() if self.isVisible() else None
        if standings is None:
            return
        self.model.show(overview_grid(standings, self.session.project, self.words))
        self.view.setVisible(bool(standings))
        self.view.setFixedHeight(self.view.content_height(min(len(standings), ROWS_SHOWN)))
        product = self.session.product
        if product is not None:
            self.view.blockSignals(True)
            self.view.select_key(product.id)
            self.view.blockSignals(False)

    def _fill_product(self, comparison: Comparison) -> None:
        project = self.session.project
        self.sentence.setText(self.words(headline(project, comparison)))
        self.notice.setText(self.words(notice_of(comparison)))
        self.step.fill(comparison, project)
        self.counts.fill(comparison)
        self.plan.fill(project, comparison.product_id, self.session.on)
        self.sign.fill(comparison.product_id)
        workspace, words, on = self.session.workspace, self.words, self.session.on
        self.ladder.show_chart(workspace.chart(comparison.product_id, "ladder", words, on))
        self.gaps.show_chart(workspace.chart(comparison.product_id, "dumbbell", words, on))

    def _on_product(self, product_id: str) -> None:
        if self.session.project.get(Product, product_id) is not None:
            self.session.look_at(product_id)

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

    def _go_to_plan(self) -> None:
        self.page_requested.emit("plan", None)
