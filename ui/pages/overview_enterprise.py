"""The enterprise at a glance: four figures, its key products on the ladder, and the table of where each stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from compare_app.domain.charts import LadderChart, LadderStepSpec
from compare_app.domain.comparison import ProductStanding
from compare_app.domain.digest import NOTICE
from compare_app.domain.model import Product
from compare_app.domain.project import Project
from compare_app.domain.terms import Step
from compare_app.domain.tone import Tone
from compare_app.text.wording import Wording
from ui.models.overview_grid import overview_grid
from ui.pages.page import Page
from ui.tables.pane import TablePane
from ui.widgets.card import Card
from ui.widgets.plain import PlainLabel
from ui.widgets.restyle import restyle

ROWS_SHOWN = 9


class FigureCard(Card):
    """One large figure with its words."""

    def __init__(self, caption: str) -> None:
        super().__init__(caption)
        self.figure = PlainLabel("", "headline")
        self.note = PlainLabel("", "small", wrap=True)
        self.column.addWidget(self.figure)
        self.column.addWidget(self.note)
        self.column.addStretch(1)

    def say(self, figure: str, note: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Show a figure; its tone is said in the note too."""
        self.figure.setText(figure)
        self.figure.setProperty("tone", tone.value)
        self.note.setText(note)
        restyle(self.figure)


class EnterpriseView(QWidget):
    """`opened` names the product whose row was opened."""

    opened = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__()
        words = self._words = page.words
        self.products = FigureCard(words("Key products"))
        self.worst = FigureCard(words("Requirements not met"))
        self.overdue = FigureCard(words("Overdue measures"))
        self.unsigned = FigureCard(words("Awaiting approval"))
        self.model = page.new_model()
        self.view = page.new_view(self.model, words("Products of the enterprise"), "products")
        self.view.activated.connect(self._on_row)
        self.view.clicked.connect(self._on_row)
        self.ladder = page.new_chart(words("Ladder"))
        self.notice = PlainLabel(words(NOTICE), "small", wrap=True)
        figures = QHBoxLayout()
        figures.setSpacing(8)
        for card in (self.products, self.worst, self.overdue, self.unsigned):
            figures.addWidget(card, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        column.addLayout(figures)
        column.addWidget(TablePane(self.view, words))
        column.addWidget(self.ladder, 1)
        column.addWidget(self.notice)

    def fill(self, standings: Sequence[ProductStanding], project: Project) -> None:
        """Show where every product stands."""
        words = self._words
        failed = sum(one.worst_failed for one in standings)
        overdue = sum(one.overdue for one in standings)
        late = sum(one.overdue > 0 for one in standings)
        soon = sum(one.due_soon for one in standings)
        late_text = words("! in {count} products", count=late) if overdue else words("nothing is late")
        soon_text = "◐ " + words("due within 7 days: {count}", count=soon)
        waiting = sum(not one.signed for one in standings)
        behind = sum(one.behind > 0 for one in standings)
        self.products.say(
            str(len(standings)), words("{count} of them behind a benchmark somewhere", count=behind)
        )
        self.worst.say(
            str(failed),
            words("× products with a requirement that is not met") if failed else words("in no product"),
            Tone.FAIL if failed else Tone.NEUTRAL,
        )
        self.overdue.say(
            str(overdue),
            f"{late_text}   {soon_text}" if soon else late_text,
            Tone.WORSE if overdue else Tone.NEUTRAL,
        )
        self.unsigned.say(
            str(waiting), words("○ products without an approved plan") if waiting else words("all approved")
        )
        self.model.show(overview_grid(standings, project, words))
        self.view.setFixedHeight(self.view.content_height(min(max(1, len(standings)), ROWS_SHOWN)))
        self.ladder.show_chart(staircase(standings, project, words))

    def _on_row(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self.opened.emit(str(self.model.key_at(index.row())))


def staircase(standings: Sequence[ProductStanding], project: Project, words: Wording) -> LadderChart:
    """The products on their steps; what is not assessed stands below all of them with that word."""
    on_step: dict[Step, list[str]] = {step: [] for step in Step}
    assessed: set[Step] = set()  # steps on which somebody stands for certain
    for one in standings:
        product = project.get(Product, one.product_id)
        name = product.name if product is not None else one.product_id
        if one.ladder.step is not Step.L0 or one.ladder.assessed:
            assessed.add(one.ladder.step)
        else:
            name = words("{name} ({mark})", name=name, mark=words("Compliance not assessed"))
        on_step[one.ladder.step].append(name)
    steps = []
    for step in Step:
        code, _, name = words.term(step).partition(" ")
        state = "current" if step in assessed else "unknown"  # red is for what fails, not for what is unknown
        steps.append(LadderStepSpec(code, name, state, tuple(on_step[step])))  # type: ignore[arg-type]
    return LadderChart(words("Key products on the ladder"), tuple(steps))
