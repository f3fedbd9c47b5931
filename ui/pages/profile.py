"""企业质量画像: what the inspections and the index figures of the enterprise say; it needs no product of ours."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.edit import Changes
from compare_app.domain.model import IndexFigure, Inspection
from compare_app.domain.profile import HONOUR_NOTICE, INDEX_NOTICE, Profile
from compare_app.domain.profile_digest import left_out
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.profile_story import story_of_honour, story_of_index, story_of_rates, story_of_year
from ui.pages.page import Page
from ui.pages.profile_cards import HonourCard, IndexCard, RatesCard
from ui.pages.profile_tables import FiguresTab, InspectionsTab, RatesTab
from ui.session import Session
from ui.theme import Theme
from ui.widgets.plain import PlainLabel
from ui.widgets.room import Room
from ui.wording import joined

LEAST_WIDTH = 760  # px; narrower, the cards scroll instead of cutting their words


class ProfilePage(Page):
    """Three cards, and behind them the rates by class and the two tables that all is computed from."""

    title = M("Enterprise profile")
    icon = "profile"
    cares_for: ClassVar[Changes] = Changes.PROFILE
    needs_product = False

    def __init__(self, session: Session, words: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, words, theme, parent)
        self.shown: Profile | None = None
        self.rates = RatesCard(words, self.new_chart(words("Trend of the pass rate")))
        self.rates.chart.selected.connect(self._on_year)
        self.rates.side_chosen.connect(self._fill_cards)
        self.rates.explained.connect(self._explain_rates)
        self.honour = HonourCard(words)
        self.honour.explained.connect(self._explain_honour)
        self.index = IndexCard(words, self.new_chart(words("Nodes of the index")))
        self.index.chart.selected.connect(self._on_node)
        self.index.year_chosen.connect(self._fill_cards)
        self.index.bands_chosen.connect(self._on_bands)
        self.index.explained.connect(self._explain_index)
        self.by_class = RatesTab(self)
        self.inspections = InspectionsTab(self)
        self.figures = FiguresTab(self)
        self.tabs = QTabWidget()
        self.notes = PlainLabel("", "small", wrap=True)
        self.tabs.addTab(self._cards(), words("Profile"))
        self.tabs.addTab(self.by_class, words("Rates by class"))
        self.tabs.addTab(self.inspections, words("Inspections"))
        self.tabs.addTab(self.figures, words("Index figures"))
        self._summary = PlainLabel("", "quiet")
        self.export_button = QPushButton(words("Save the profile…"))
        self.export_button.clicked.connect(self._export)
        import_button = QPushButton(words("Import a file…"))
        import_button.clicked.connect(self.import_requested)
        head = QHBoxLayout()
        head.addWidget(self._summary, 1)
        head.addWidget(import_button)
        head.addWidget(self.export_button)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(12, 10, 12, 8)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        session.profiled.connect(self._on_profiled)

    def _cards(self) -> QWidget:
        """The cards side by side, the notices below; where the window is too small they scroll."""
        inner = QWidget()
        cards = QHBoxLayout()
        cards.setSpacing(8)
        for card, share in ((self.rates, 6), (self.honour, 5), (self.index, 6)):
            cards.addWidget(card, share)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 8, 0, 0)
        column.addStrut(LEAST_WIDTH)
        column.addLayout(cards, 1)
        column.addWidget(self.notes)
        return Room(inner)

    @property
    def editable(self) -> bool:
        """Whether cells may be edited."""
        return self.session.is_open and not self.session.read_only

    def refresh(self) -> None:
        """Show the inputs at once, and what they say when it is computed."""
        profile = self.session.profile()
        if profile is not None:
            self.shown = profile
        self.by_class.fill()
        self.inspections.fill()
        self.figures.fill()
        project = self.session.project
        inspections, figures = len(project.all(Inspection)), len(project.all(IndexFigure))
        self._summary.setText(
            self.words(
                "inspections: {inspections}, index figures: {figures}",
                inspections=inspections,
                figures=figures,
            )
        )
        self.export_button.setEnabled(bool(inspections or figures))
        if profile is not None:
            self._fill_cards()

    def select(self, key: object) -> None:
        """Show the tab that `key` names: inspections or figures."""
        tab = {"inspections": self.inspections, "figures": self.figures}.get(str(key))
        if tab is not None:
            self.tabs.setCurrentWidget(tab)

    def _on_profiled(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self.mark_stale()

    def _fill_cards(self) -> None:
        profile, words = self.shown, self.words
        if profile is None:
            return
        workspace, on, bands = self.session.workspace, self.session.on, self.session.bands
        rates = profile.own if self.rates.own else profile.market
        self.rates.fill(rates, workspace.profile_chart(self.rates.kind, words, on, bands))
        self.honour.fill(profile.honour)
        year = self.index.show_years(profile)
        self.index.fill(year, profile, workspace.profile_chart("index", words, on, bands, self.index.year))
        said = [words(INDEX_NOTICE), words(HONOUR_NOTICE), *(words(one) for one in left_out(profile))]
        self.notes.setText(joined(said, words))

    def _on_bands(self, code: str) -> None:
        self.session.bands = code
        self.mark_stale()

    def _on_year(self, key: str) -> None:
        profile = self.shown
        if profile is not None:
            rates = profile.own if self.rates.own else profile.market
            one = next((year for year in rates.years if year.key == key), None)
            if one is not None:
                self.inspect(story_of_year(one, rates, self.words))

    def _on_node(self, key: str) -> None:
        self._tell_index(key)

    def _explain_rates(self) -> None:
        if self.shown is not None:
            self.inspect(story_of_rates(self.shown.own if self.rates.own else self.shown.market, self.words))

    def _explain_honour(self) -> None:
        if self.shown is not None:
            self.inspect(story_of_honour(self.shown.honour, self.words))

    def _explain_index(self) -> None:
        self._tell_index("index")

    def _tell_index(self, key: str) -> None:
        profile, year = self.shown, self.index.year
        one = profile.index_of(year) if profile is not None and year is not None else None
        if one is not None and profile is not None:
            self.inspect(story_of_index(one, profile, self.words, key))

    def _export(self) -> None:
        self.export_requested.emit("profile")
