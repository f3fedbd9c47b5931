"""Five steps through the sample project, on the window itself; it can be left at any time and blocks nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from compare_app.text.message import M, Message
from ui.pages.data import DataPage
from ui.pages.indicators import IndicatorsPage
from ui.pages.overview import OverviewPage
from ui.pages.plan import PlanPage
from ui.pages.standards import StandardsPage
from ui.widgets.plain import PlainLabel

if TYPE_CHECKING:
    from ui.main_window.window import MainWindow

WIDTH: Final = 340
GAP: Final = 10


@dataclass(frozen=True, slots=True)
class TourStep:
    """Where it stands, which part it points at, what it says."""

    page: str
    target: Callable[[MainWindow], QWidget | None]
    title: Message
    text: Message


def _table_of_data(window: MainWindow) -> QWidget | None:
    page = window.page
    return page.results_tab.view if isinstance(page, DataPage) else None


def _limits(window: MainWindow) -> QWidget | None:
    page = window.page
    return page.view if isinstance(page, StandardsPage) else None


def _chart(window: MainWindow) -> QWidget | None:
    page = window.page
    return page.chart if isinstance(page, IndicatorsPage) else None


def _plan_buttons(window: MainWindow) -> QWidget | None:
    page = window.page
    if not isinstance(page, PlanPage):
        return None
    return page.propose_button if page.propose_button.isVisible() else page.nothing


def _products(window: MainWindow) -> QWidget | None:
    page = window.page
    return page.enterprise.view if isinstance(page, OverviewPage) else None


STEPS: Final = (
    TourStep(
        "overview",
        _products,
        M("Where every key product stands"),
        M("Click a product to see in one screen which step it stands on, what holds it there and what is due."),
    ),
    TourStep(
        "data",
        _table_of_data,
        M("What is in the project"),
        M("Edit as in Excel: F2, Ctrl+V, Ctrl+Z. Drop workbooks or CSV files anywhere on the window to import them."),
    ),
    TourStep(
        "standards",
        _limits,
        M("Limits beside limits"),
        M("▲ stricter, ▼ looser, ◆ different, ○ missing. Select a cell: the right side gives clause, source, reason."),
    ),
    TourStep(
        "indicators",
        _chart,
        M("Values beside benchmarks"),
        M("Choose among the charts, point at a mark for its story, click it to select its row. What may not be "
          "compared has no number."),
    ),
    TourStep(
        "plan",
        _plan_buttons,
        M("From gap to plan"),
        M("Make rows from the gaps, give each an owner and a date, save the plan as Excel."),
    ),
)  # fmt: skip


class Tour(QFrame):
    """The card with the words; a frame marks what it speaks of."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._at = 0
        words = window.words
        self.setProperty("tour", True)
        self.setFixedWidth(WIDTH)
        self._mark = QFrame(window)
        self._mark.setProperty("tourMark", True)
        self._mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.count = PlainLabel("", "small")
        self.title = PlainLabel("", "subtitle", wrap=True)
        self.text = PlainLabel("", wrap=True)
        self.skip_button = QPushButton(words("Leave the tour"))
        self.skip_button.setProperty("look", "link")
        self.skip_button.clicked.connect(self.end)
        self.next_button = QPushButton(words("Next"))
        self.next_button.setProperty("primary", True)
        self.next_button.clicked.connect(self.go_on)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        row.addWidget(self.skip_button)
        row.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 10)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addLayout(row)
        window.installEventFilter(self)
        window.session.project_changed.connect(self.end)
        self._show_step()

    @property
    def at(self) -> int:
        """Which step is seen, from 0."""
        return self._at

    def go_on(self) -> None:
        """The next step; after the last one it ends."""
        if self._at + 1 >= len(STEPS):
            self.end()
        else:
            self._at += 1
            self._show_step()

    def end(self) -> None:
        """Go away and do not come by itself again."""
        window = self._window
        window.removeEventFilter(self)
        window.take_settings(window.settings.having(toured=True))
        self._mark.hide()
        self._mark.deleteLater()
        self.hide()
        self.deleteLater()

    def _show_step(self) -> None:
        step, words = STEPS[self._at], self._window.words
        self._window.show_page(step.page)
        self.title.setText(words(step.title))
        self.text.setText(words(step.text))
        self.count.setText(f"{self._at + 1} / {len(STEPS)}")
        last = self._at + 1 == len(STEPS)
        self.next_button.setText(words("Done") if last else words("Next"))
        self.skip_button.setVisible(not last)
        self.setAccessibleName(f"{self.title.text()}: {self.text.text()}")
        self.show()
        self.next_button.setFocus()
        QTimer.singleShot(0, self, self._place)  # when the page has its layout

    def _place(self) -> None:
        """Beside what it speaks of, wholly in the window."""
        window = self._window
        target = STEPS[self._at].target(window)
        self.adjustSize()
        if target is None or not target.isVisible():
            self._mark.hide()
            self.move(window.rect().center() - self.rect().center())
            return
        place = QRect(target.mapTo(window, QPoint(0, 0)), target.size()).adjusted(-3, -3, 3, 3)
        self._mark.setGeometry(place)
        self._mark.show()
        self._mark.raise_()
        room = window.rect().adjusted(GAP, GAP, -GAP, -GAP)
        left = place.right() + GAP
        if left + self.width() > room.right():
            left = max(room.left(), place.left() - GAP - self.width())
        if left <= room.left():
            left = room.right() - self.width()
        top = min(max(place.center().y() - self.height() // 2, room.top()), room.bottom() - self.height())
        self.move(left, top)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep beside its part when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._place)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)
