"""One product in one screen: which step, what holds it there, where it leads and lags, what is late, what to sign."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from compare_app.domain.comparison import Comparison
from compare_app.domain.digest import headline
from ui.pages.overview_counts import CountsCard
from ui.pages.overview_due import PlanCard, SignCard
from ui.pages.overview_gaps import GapsCard
from ui.pages.overview_round import RoundStrip
from ui.pages.overview_step import StepCard
from ui.pages.page import Page
from ui.widgets.plain import PlainLabel, tip
from ui.widgets.room import Room

CHART_HEIGHT = 168


class ProductView(QWidget):
    """Three columns of cards. It fits 1366 × 768 without scrolling; below that it scrolls."""

    left = Signal()  # back to the enterprise
    presented = Signal()
    printed = Signal()
    went_to_indicator = Signal(str)
    went_to_plan = Signal()
    sign_asked = Signal(str)
    round_asked = Signal(str)
    edit_round_asked = Signal(str)
    new_round_asked = Signal(str)
    explain_asked = Signal()
    gap_chosen = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        words = page.words
        self.back_button = QPushButton("‹ " + words("Enterprise"))
        self.back_button.setProperty("look", "link")
        self.back_button.setToolTip(tip(words("All key products (Alt+Left)")))
        self.back_button.clicked.connect(self.left)
        self.sentence = PlainLabel("", wrap=True).selectable()
        self.present_button = QPushButton(words("Present"))
        self.present_button.setToolTip(tip(words("Full screen, page by page with the arrow keys (F5)")))
        self.present_button.clicked.connect(self.presented)
        self.print_button = QPushButton(words("One page…"))
        self.print_button.setToolTip(tip(words("One page for the chief quality officer")))
        self.print_button.clicked.connect(self.printed)
        self.step = StepCard(words)
        self.step.chosen.connect(self.went_to_indicator)
        self.step.explained.connect(self.explain_asked)
        self.counts = CountsCard(words, page.theme)
        self.gaps = GapsCard(words)
        self.gaps.chosen.connect(self.went_to_indicator)
        self.plan = PlanCard(words)
        self.plan.go.connect(self.went_to_plan)
        self.sign = SignCard(page.session, words)
        self.sign.asked.connect(self.sign_asked)
        self.round = RoundStrip(page.session, words)
        self.round.asked.connect(self.round_asked)
        self.round.edit_asked.connect(self.edit_round_asked)
        self.round.new_asked.connect(self.new_round_asked)
        self.ladder = page.new_chart(words("Ladder"))
        self.chart = page.new_chart(words("Largest gaps"))
        self.chart.selected.connect(self.gap_chosen)
        for chart in (self.ladder, self.chart):
            chart.setMinimumHeight(CHART_HEIGHT)
            chart.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        head = QHBoxLayout()
        head.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.sentence, 1)
        head.addWidget(self.present_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignTop)
        cards = QHBoxLayout()
        cards.setSpacing(8)
        for share, parts, grows in (
            (10, (self.step, self.ladder), self.ladder),
            (11, (self.counts, self.chart), self.chart),
            (10, (self.gaps, self.plan, self.sign), self.plan),
        ):
            side = QVBoxLayout()
            side.setSpacing(8)
            for part in parts:
                side.addWidget(part, 1 if part is grows else 0)
            cards.addLayout(side, share)
        self.inner = QWidget()
        column = QVBoxLayout(self.inner)
        column.setContentsMargins(12, 8, 12, 6)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.round)
        column.addLayout(cards, 1)
        self.area = Room(self.inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    def fill(self, comparison: Comparison) -> None:
        """Show a comparison."""
        session, words = self._page.session, self._page.words
        project = session.project
        self.sentence.setText(words(headline(project, comparison)))
        self.step.fill(comparison, project)
        self.counts.fill(comparison)
        self.gaps.fill(comparison, project)
        self.plan.fill(project, comparison.product_id, session.on)
        self.sign.fill(comparison.product_id)
        self.round.fill(comparison.product_id)
        workspace, on = session.workspace, session.on
        self.ladder.show_chart(workspace.chart(comparison.product_id, "ladder", words, on))
        self.chart.show_chart(workspace.chart(comparison.product_id, "dumbbell", words, on))
