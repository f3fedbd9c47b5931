"""The diagnosis of a case: its fishbone, the cause that is selected on it, and what the library suggests beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from compare_app.domain.case_fields import with_causes
from compare_app.domain.cause import Cause, parse_diagnosis
from compare_app.domain.edit import Edit
from compare_app.domain.loop import Case, Remedy
from compare_app.domain.model import Category, Indicator, Product
from compare_app.domain.remedy_library import library, suitable
from compare_app.domain.terms import CauseBranch
from compare_app.text.message import M, Message
from ui.pages.cause_panel import CausePanel
from ui.pages.suggestions import Suggestions
from ui.widgets.room import Room

if TYPE_CHECKING:
    from ui.pages.diagnosis import DiagnosisPage

CHART_SHARE, SIDE_SHARE = 460, 340
BONE: Final = "bone:"
ARROWS: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)


class CaseFish(QWidget):
    """A click on a bone begins a cause, one on a cause shows it, Del takes it away; `edited` gives the edit."""

    edited = Signal(object)  # Edit

    def __init__(self, page: DiagnosisPage) -> None:
        super().__init__()
        self._page = page
        self._case: Case | None = None
        self._place: int | None = None  # of the selected cause; None: a new one is written
        self._branch: CauseBranch | None = None  # where the new one goes
        self._by_key = False
        words = page.words
        self.chart = page.new_chart(words("Fishbone of the case"))
        self.chart.selected.connect(self._on_selected)
        self.panel = CausePanel(words, page.theme)
        self.panel.changed.connect(self._on_cause)
        self.panel.removed.connect(self.remove)
        self.suggestions = Suggestions(words)
        self.suggestions.taken.connect(self.take)
        for keys, do in (
            (QKeySequence(Qt.Key.Key_Delete), self.remove),
            (QKeySequence(Qt.Key.Key_Return), self._enter),
        ):
            shortcut = QShortcut(keys, self.chart)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)
        self.tabs = QTabWidget()
        self.tabs.addTab(Room(self.panel), words("Cause"))
        self.tabs.addTab(self.suggestions, words("For reference"))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.chart)
        splitter.addWidget(self.tabs)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([CHART_SHARE, SIDE_SHARE])
        splitter.setStretchFactor(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(splitter)

    def show_case(self, case: Case) -> None:
        """Draw a case; the selected cause stays selected."""
        if self._case is None or self._case.id != case.id:
            self._place, self._branch = None, None
        self._case = case
        page = self._page
        self.chart.show_chart(page.session.workspace.case_chart(case, page.words), bare=True)
        if self.chart.view is not None:
            self.chart.view.installEventFilter(self)
        self._show_cause()
        project = page.session.project
        product = project.get(Product, case.product_id)
        category = project.get(Category, product.category_id) if product is not None else None
        lines = library(project)
        fitting = suitable(lines, category, project.get(Indicator, case.indicator_id))
        self.tabs.setTabText(1, f"{page.words('For reference')} ({len(fitting)})")
        self.suggestions.show_lines(fitting, lines, case, editable=page.editable)

    def _show_cause(self) -> None:
        causes = self._causes
        if self._place is not None and self._place >= len(causes):
            self._place = None
        is_new = self._place is None
        cause = Cause("", self._branch) if self._place is None else causes[self._place]
        self.panel.show_cause(cause, is_new=is_new, editable=self._page.editable)
        if self._case is not None and self._place is not None:
            self.chart.select(f"{self._case.id}#{self._place}")

    @property
    def _causes(self) -> tuple[Cause, ...]:
        return parse_diagnosis(self._case.diagnosis) if self._case is not None else ()

    def take(self, line: Remedy) -> None:
        """Take a line of the library over into the case."""
        if self._case is not None:
            after = self._page.session.workspace.take_remedy(self._case, line)
            self.edited.emit(Edit(M("Take over from the library"), (after,)))

    def remove(self) -> None:
        """Take the selected cause away."""
        if self._case is None or self._place is None or not self._page.editable:
            return
        causes = list(self._causes)
        del causes[self._place]
        self._place = None
        self._store(causes, M("Remove a cause"))

    def _on_selected(self, chosen: str) -> None:
        by_key, self._by_key = self._by_key, False
        case_id, mark, place = chosen.rpartition("#")
        if mark and self._case is not None and case_id == self._case.id:
            self._place = int(place)
            self.tabs.setCurrentIndex(0)
            self._show_cause()
        elif chosen.startswith(BONE):
            self._place, self._branch = None, CauseBranch(chosen.removeprefix(BONE))
            self.tabs.setCurrentIndex(0)
            self._show_cause()
            if not by_key:
                self.panel.text_edit.setFocus()

    def _on_cause(self, cause: Cause) -> None:
        causes = list(self._causes)
        if self._place is None:
            self._place, label = len(causes), M("Add a cause")
            causes.append(cause)
        else:
            causes[self._place], label = cause, M("Edit a cause")
        self._store(causes, label)

    def _store(self, causes: list[Cause], label: Message) -> None:
        if self._case is not None:
            self.edited.emit(Edit(label, (with_causes(self._case, causes),)))

    def _enter(self) -> None:
        self.panel.text_edit.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walking over the fish with the arrow keys must not end in the field of the cause."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in ARROWS:
            self._by_key = True
        return super().eventFilter(watched, event)
