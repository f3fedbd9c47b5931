"""What all pages share: they refresh only when seen and only for changes they care about."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from compare_app.domain.edit import Changes
from compare_app.domain.report import Report
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording
from ui.models.grid_model import GridModel
from ui.pages.chart_box import ChartBox
from ui.pages.table_memory import TableMemory
from ui.session import Session
from ui.tables.grid_view import GridView
from ui.theme import Theme
from ui.widgets.empty import EmptyState
from ui.widgets.inspector import Inspection
from ui.widgets.room import Room


class Page(QWidget):
    """A page of the rail. It builds its parts once and fills them in `refresh`."""

    title: ClassVar[Message] = M("Page")
    icon: ClassVar[str] = ""
    cares_for: ClassVar[Changes] = Changes.EVERYTHING
    needs_product: ClassVar[bool] = True
    inspects: ClassVar[bool] = True  # whether the inspector stands beside it from the start

    inspected = Signal(object)  # Inspection or None
    import_requested = Signal()
    export_requested = Signal(str)  # which output
    dialog_requested = Signal(str, object)  # "verdict", "role", "rule", … and what it is about
    picture_requested = Signal(object)  # a chart spec that shall become a file
    copy_requested = Signal(object, str, int)  # a chart spec for the clipboard, suffix, dpi
    page_requested = Signal(str, object)  # name of a page, key to select there

    def __init__(self, session: Session, words: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.words = words
        self.theme = theme
        self.setAccessibleName(words(self.title))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # no stop of Tab
        self._stale = True
        self._told_by: GridView | None = None  # the table whose row was chosen last
        self._stack = QStackedWidget()
        self._empty = EmptyState(
            words("There is no product of yours yet"),
            words(
                "Import a workbook with your product and its benchmarks, "
                "or set a product's role to “ours” on the data page."
            ),
            ((words("Import a file…"), self.import_requested.emit),),
        )
        self.body = QWidget()
        self._room = Room(self.body)
        self._stack.addWidget(self._room)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        session.changed.connect(self._on_changed)
        session.focus_changed.connect(self.mark_stale)
        session.project_changed.connect(self.mark_stale)
        session.compared.connect(self._on_compared)

    def refresh(self) -> None:
        """Show the present state of the session; only called while the page is seen.

        A page that needs a product is called again when its comparison is ready.
        """
        raise NotImplementedError

    def select(self, key: object) -> None:
        """Select what `key` names, e.g. an indicator; pages without a selection ignore it."""

    def paper(self) -> Report | None:
        """What is printed in place of the tables and charts that are seen; None: these."""
        return None

    def take_focus(self) -> None:
        """Put the keyboard where the work is: into the first table, or on what fills an empty page."""
        for kind in (GridView, EmptyState):
            seen = next((one for one in self.findChildren(kind) if one.isVisible()), None)
            if seen is not None:
                seen.setFocus()
                return
        self.setFocus()

    def mark_stale(self) -> None:
        """Something changed: refresh now if seen, otherwise when shown."""
        self._stale = True
        if self.isVisible():
            self._refresh_now()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh_now()
        else:
            self._tell_again()

    def _on_compared(self) -> None:
        if self.needs_product:
            self.mark_stale()

    def _on_changed(self, changes: Changes) -> None:
        if changes & self.cares_for:
            self.mark_stale()

    def _refresh_now(self) -> None:
        self._stale = False
        if self.needs_product and self.session.product is None:
            self._stack.setCurrentWidget(self._empty)
            return
        self._stack.setCurrentWidget(self._room)
        if self.session.is_open:
            self.refresh()
            self._tell_again()

    def _tell_again(self) -> None:
        """The row that is still chosen stands in the inspector again, as it is now."""
        view = self._told_by
        if view is not None and view.isVisible():
            view.tell_current()

    def inspect(self, inspection: Inspection | None) -> None:
        """Show something in the inspector."""
        self.inspected.emit(inspection)

    def new_chart(self, name: str) -> ChartBox:
        """A chart in the theme of the page; saving its picture is asked for through the page."""
        box = ChartBox(self.words, self.theme, name)
        box.save_requested.connect(self.picture_requested)
        box.copy_requested.connect(self.copy_requested)
        return box

    def new_model(self) -> GridModel:
        """A table model in the colours of the theme."""
        model = GridModel(self)
        model.dress(self.theme, self.font())
        return model

    def new_view(
        self, model: GridModel, name: str, key: str, *, frozen: int = 0, filters: bool = True
    ) -> GridView:
        """A table over a model. `key` names it in the memory of widths, hidden columns, filters and sorting."""
        view = GridView(self.words, name, frozen, filters=filters)
        view.setModel(model)
        view.told.connect(self.session.told)
        view.current_key_changed.connect(lambda _: self._note_table(view))
        TableMemory(view, key, self.session)
        return view

    def _note_table(self, view: GridView) -> None:
        self._told_by = view
