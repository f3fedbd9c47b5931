"""成效: before and after of the product, from one released state to another or to now, and its trend over them."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout

from compare_app.domain.charts import ChartSpec
from compare_app.domain.improvement import Improvement
from compare_app.domain.model import Indicator
from compare_app.domain.retest import earlier_state
from compare_app.domain.terms import Verdict
from compare_app.errors import AppError
from compare_app.progress import Progress
from compare_app.text.message import M
from ui.models.improvement_grid import improvement_grid, limits_lines
from ui.pages.page import Page
from ui.pages.plan_effect_head import EffectHead
from ui.session import View
from ui.tables.pane import TablePane
from ui.widgets.combo import WholeCombo
from ui.widgets.empty import EmptyState
from ui.widgets.plain import PlainLabel, tip
from ui.widgets.whole_label import WholeLabel
from ui.wording import named, shortened

PRESENT: Final = ""  # in the box “to”: now; in the box “from”: what stood before the last re-test
COLUMNS: Final = 26  # of a title in the boxes
LIMITS_SHOWN: Final = 4  # lines below the table
MEASURES: Final = (
    ("passed", M("Trend of requirements met")),
    ("score", M("Trend of the score")),
    ("step", M("Trend of the step")),
)


class FromTo(NamedTuple):
    """Which states are compared, by the ids of their releases; empty: before the last re-test, and now."""

    before: str
    after: str = PRESENT


class EffectPanel(QFrame):
    """Computes beside the window; what is shown always says from which state to which."""

    retest_asked = Signal()
    releases_asked = Signal()
    indicator_chosen = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.session, self.words = page.session, page.words
        words = self.words
        self.found: Improvement | None = None
        self._about: View | None = None
        self._asked: tuple[View, FromTo] | None = None
        self.setAccessibleName(words("Effect of the plan"))
        self.from_box, self.to_box = WholeCombo(), WholeCombo()
        self.shown_box = WholeCombo()
        for box, name in (
            (self.from_box, words("Compare from")),
            (self.to_box, words("Compare to")),
            (self.shown_box, words("Table or trend")),
        ):
            box.setAccessibleName(name)
        for box in (self.from_box, self.to_box):
            box.activated.connect(self._on_chosen)
        self.shown_box.activated.connect(self._on_shown)
        self.releases_button = QPushButton(words("Releases…"))
        self.releases_button.setToolTip(
            tip(words("Release the present state; the list of what was released"))
        )
        self.releases_button.clicked.connect(self.releases_asked)
        self.head = EffectHead(words)
        self.model = page.new_model()
        self.view = page.new_view(self.model, words("Effect of the plan"), "effect", frozen=1)
        self.view.current_key_changed.connect(self._on_current)
        self.chart = page.new_chart(words("Trend"))
        self.nothing = EmptyState(
            words("There is nothing to compare with yet"),
            words("Take in a re-test, or release the present state: what comes after is compared with it."),
            (
                (words("Re-test…"), self.retest_asked.emit),
                (words("Releases…"), self.releases_asked.emit),
            ),
        )
        self.note = PlainLabel("", wrap=True)
        self.limits = WholeLabel("", "small")
        self._views = QStackedWidget()
        self._table = TablePane(self.view, words)
        for part in (self._table, self.chart, self.note):
            self._views.addWidget(part)
        tools = QHBoxLayout()
        for sign, box in ((words("Compare"), self.from_box), ("→", self.to_box)):
            tools.addWidget(PlainLabel(sign))
            tools.addWidget(box)
        tools.addStretch(1)
        tools.addWidget(self.shown_box)
        tools.addWidget(self.releases_button)
        self._body = QFrame()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(6)
        body.addLayout(tools)
        body.addWidget(self.head)
        body.addWidget(self._views, 1)
        body.addWidget(self.limits)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._body)
        self._stack.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    # --- what is shown --------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Follow product, project and date; the choice stays where its states still are."""
        product = self.session.product
        if product is None:
            return
        view = View(self.session.project, product.id, self.session.on)
        if view == self._about:
            return
        if self._about is not None and self._about.product_id != product.id:
            self.from_box.clear()
            self.to_box.clear()
        self._about = view
        self._fill_boxes()
        self._compute()

    def show_from_to(self, asked: FromTo) -> None:
        """Compare these states."""
        self.refresh()
        for box, key in ((self.from_box, asked.before), (self.to_box, asked.after)):
            box.setCurrentIndex(max(0, box.findData(key)))
        self.shown_box.setCurrentIndex(0)
        self._compute()

    def show_trend(self, measure: str) -> None:
        """Show the trend of a measure, or of the gap of an indicator by its id."""
        self.shown_box.setCurrentIndex(max(0, self.shown_box.findData(measure)))
        self._on_shown()

    def _fill_boxes(self) -> None:
        words, project, product = self.words, self.session.project, self.session.product
        if product is None:
            return
        released = [
            (f"{one.at.date().isoformat()} {one.title}", one.id)
            for one in reversed(self.session.workspace.snapshots(product.id))
        ]
        tested = earlier_state(project, product) is not None
        _fill(
            self.from_box,
            [*([(words("before the last re-test"), PRESENT)] if tested else []), *released],
        )
        _fill(self.to_box, [(words("now"), PRESENT), *released])
        _fill(
            self.shown_box,
            [
                (words("Table"), ""),
                *((words(name), key) for key, name in MEASURES),
                *(
                    (words("Gap: {name}", name=named(one, words)), one.id)
                    for one in project.indicators(product.category_id)
                ),
            ],
        )
        self._stack.setCurrentWidget(self._body if self.from_box.count() else self.nothing)

    # --- computing ------------------------------------------------------------------------------------------------

    def _on_chosen(self) -> None:
        self._compute()

    def _compute(self) -> None:
        about = self._about
        if about is None or not self.from_box.count():
            self.found, self._asked = None, None
            return
        asked = FromTo(str(self.from_box.currentData()), str(self.to_box.currentData()))
        self._asked = (about, asked)
        workspace = self.session.workspace

        def work(progress: Progress) -> object:
            return (about, asked), workspace.improvement(about.product_id, *asked, about.on)

        job = self.session.tasks.start(work, "improvement")
        job.done.connect(self._on_found)
        job.failed.connect(self._on_failed)
        self._on_shown()

    def _on_found(self, answer: tuple[tuple[View, FromTo], Improvement]) -> None:
        if answer[0] != self._asked:
            return
        self.found = found = answer[1]
        project, words = self.session.project, self.words
        self.head.fill(found)
        self.model.show(improvement_grid(found, project, words))
        self.view.fit()
        changed = [one for one in found.limits if one.verdict is not Verdict.EQUAL]
        lines = limits_lines(changed[:LIMITS_SHOWN], project, words)
        if len(changed) > LIMITS_SHOWN:
            lines.append(words("and {count} more", count=len(changed) - LIMITS_SHOWN))
        if found.limits_reason is not None:
            lines.append(f"○ {words(found.limits_reason)}")
        self.limits.setText("\n".join(lines))
        self.limits.setVisible(bool(lines))
        if not self.shown_box.currentData():
            self._views.setCurrentWidget(self._table)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, AppError):
            raise error
        self.note.setText(f"! {self.words(error.what)}\n{self.words(error.remedy)}")
        self.head.clear()
        self.limits.clear()
        self._views.setCurrentWidget(self.note)

    def _on_shown(self) -> None:
        """The table, or a trend over all releases, drawn from what they froze."""
        measure, about = self.shown_box.currentData(), self._about
        if not measure or about is None:
            if self.found is not None:
                self._views.setCurrentWidget(self._table)
            return
        workspace, words = self.session.workspace, self.words

        def work(progress: Progress) -> object:
            return measure, workspace.chart(about.product_id, f"trend:{measure}", words, about.on)

        job = self.session.tasks.start(work, "trend")
        job.done.connect(self._on_drawn)
        job.failed.connect(self._on_failed)

    def _on_drawn(self, answer: tuple[str, ChartSpec]) -> None:
        if answer[0] == self.shown_box.currentData():
            self.chart.show_chart(answer[1])
            self._views.setCurrentWidget(self.chart)

    def _on_current(self, key: object) -> None:
        if self.session.project.get(Indicator, str(key)) is not None:
            self.indicator_chosen.emit(str(key))


def _fill(box: QComboBox, entries: list[tuple[str, str]]) -> None:
    """Other entries; what was chosen stays chosen where it is still there."""
    chosen = box.currentData()
    box.clear()
    for at, (text, key) in enumerate(entries):
        box.addItem(shortened(text, COLUMNS), key)
        box.setItemData(at, tip(text), Qt.ItemDataRole.ToolTipRole)
    box.setCurrentIndex(max(0, box.findData(chosen)) if entries else -1)
