"""The three cards of 企业质量画像: pass rates with their trend, estimate of the honour list, simulated index."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from compare_app.domain.charts import ChartSpec, Scores
from compare_app.domain.index_table import BAND_SETS
from compare_app.domain.profile import (
    HonourEstimate,
    IndexYear,
    PassRates,
    Profile,
    WindowState,
    index_text,
    share_text,
)
from compare_app.domain.profile_digest import (
    WINDOW_SIGNS,
    honour_title,
    index_line,
    rates_line,
    weighted_line,
)
from compare_app.domain.tone import Tone
from compare_app.text.wording import Wording
from ui.pages.chart_box import ChartBox
from ui.widgets.card import Card
from ui.widgets.combo import WholeCombo
from ui.widgets.layouts import clear_layout
from ui.widgets.plain import PlainLabel, tip

CHART_WIDTH, CHART_HEIGHT = 220, 240  # px at least
HONOUR_WIDTH = 180  # px; the charts beside it need the rest


class ProfileCard(Card):
    """A card with a large figure, a note, a link that explains it, and perhaps a choice at its head."""

    explained = Signal()

    def __init__(self, caption: str, words: Wording, look: str = "headline") -> None:
        super().__init__(caption)
        self.words = words
        self.figure = PlainLabel("", look, wrap=True)
        self.note = PlainLabel("", "quiet", wrap=True)
        self.link = QPushButton(words("How was it found?"))
        self.link.setProperty("look", "link")
        self.link.setStyleSheet("padding-left: 0")  # in line with the words above it
        self.link.setAccessibleName(words("{title}: {text}", title=caption, text=words("How was it found?")))
        self.link.clicked.connect(self.explained)
        self._top = QHBoxLayout()
        self._top.addWidget(self.figure, 1)
        self.column.addLayout(self._top)
        self.column.addWidget(self.note)
        below = QHBoxLayout()
        below.addWidget(self.link)
        below.addStretch(1)
        self.column.addLayout(below)

    def take_chart(self, chart: ChartBox) -> None:
        """Put a chart into the card; it takes the room that is left and asks for no more."""
        chart.setMinimumSize(CHART_WIDTH, CHART_HEIGHT)
        chart.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.column.addWidget(chart, 1)

    def choice(self, name: str) -> QComboBox:
        """A drop-down beside the large figure."""
        box = WholeCombo()
        box.setAccessibleName(name)
        box.setToolTip(tip(name))
        self._top.addWidget(box)
        return box


class RatesCard(ProfileCard):
    """The pass rate of the last year, of the enterprise or of the market, and its trend."""

    side_chosen = Signal()

    def __init__(self, words: Wording, chart: ChartBox) -> None:
        super().__init__(words("Pass rates of supervision inspections"), words)
        self.side_box = self.choice(words("Whose inspections"))
        self.side_box.addItems([words("our enterprise"), words("the market")])
        self.side_box.activated.connect(self.side_chosen)
        self.chart = chart
        self.take_chart(chart)

    @property
    def kind(self) -> str:
        """Which chart belongs to the side that is looked at."""
        return "own_rates" if self.own else "market_rates"

    @property
    def own(self) -> bool:
        """Whether the enterprise itself is looked at."""
        return self.side_box.currentIndex() == 0

    def fill(self, rates: PassRates, chart: ChartSpec) -> None:
        """Show the rates of the side that is looked at."""
        latest = rates.latest
        self.figure.setText(share_text(latest.rate.share) if latest is not None else "—")
        if latest is None:
            self.note.setText(self.words(rates_line(rates)))
        else:
            lines = (self.words(rates_line(rates)), self.words(weighted_line(latest)))
            self.note.setText("\n".join(lines))
        self.link.setEnabled(latest is not None)
        self.chart.show_chart(chart, bare=True)


class HonourCard(ProfileCard):
    """The list that the inspections speak for, its three windows, and what is open."""

    def __init__(self, words: Wording) -> None:
        super().__init__(words("Honour list, estimate"), words, "title")
        self.column.addStrut(HONOUR_WIDTH)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.column.addLayout(self._lines)
        self.column.addStretch(1)

    def fill(self, honour: HonourEstimate) -> None:
        """Show the estimate."""
        words = self.words
        self.figure.setText(words(honour_title(honour)))
        self.note.setText(words("inspections since 2011: {count}", count=honour.inspections))
        clear_layout(self._lines)
        for one in honour.windows:
            line = words("{title}: {text}", title=words.term(one.honour), text=words(one.what))
            label = PlainLabel(f"{WINDOW_SIGNS[one.state]} {line}", wrap=True)
            label.setToolTip(tip(words(one.reason)))
            label.setProperty("tone", (Tone.FAIL if one.state is WindowState.FAILED else Tone.NEUTRAL).value)
            self._lines.addWidget(label)
        for said in honour.open:
            self._lines.addWidget(PlainLabel(f"○ {words(said)}", "quiet", wrap=True))


class IndexCard(ProfileCard):
    """The simulated index of a year, its band by the chosen set, its nodes as bars."""

    year_chosen = Signal()
    bands_chosen = Signal(str)

    def __init__(self, words: Wording, chart: ChartBox) -> None:
        super().__init__(words("Competitiveness index, simulated"), words)
        self.year_box = self.choice(words("Year of the index"))
        self.year_box.activated.connect(self.year_chosen)
        self.bands_box = self.choice(words("Published bands that name the index"))
        for one in BAND_SETS:
            self.bands_box.addItem(words(one.name), one.code)
        self.bands_box.activated.connect(self._on_bands)
        self.chart = chart
        self.take_chart(chart)

    @property
    def year(self) -> int | None:
        """The year that is looked at."""
        year = self.year_box.currentData()
        return year if isinstance(year, int) else None

    def show_years(self, profile: Profile) -> IndexYear | None:
        """Offer the years that have figures, keep the one looked at, and return it."""
        kept = self.year
        self.year_box.blockSignals(True)
        self.year_box.clear()
        for one in reversed(profile.index):
            self.year_box.addItem(str(one.year), one.year)
        self.year_box.setCurrentIndex(max(0, self.year_box.findData(kept)))
        self.year_box.setEnabled(bool(profile.index))
        self.year_box.blockSignals(False)
        self.bands_box.setCurrentIndex(self.bands_box.findData(profile.bands.code))
        return profile.index_of(self.year) if self.year is not None else None

    def fill(self, one: IndexYear | None, profile: Profile, chart: ChartSpec) -> None:
        """Show the index of a year."""
        words = self.words
        self.figure.setText("—" if one is None else index_text(one.value, profile.bands))
        self.note.setText(
            words("No figure of the index is entered") if one is None else words(index_line(one, profile))
        )
        self.link.setEnabled(one is not None)
        # notice and coverage stand on the page in full; on a small chart they would take the room of the bars
        drawn = replace(chart, footnote="", axis="") if isinstance(chart, Scores) else chart
        self.chart.show_chart(drawn, bare=True)
        self.chart.spec = chart  # what is saved has all of it

    def _on_bands(self, row: int) -> None:
        self.bands_chosen.emit(str(self.bands_box.itemData(row)))
