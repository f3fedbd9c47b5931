"""The columns of one table: as wide as their cells or as the user made them, shown or hidden."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from compare_app.text.wording import Wording
from ui.widgets.check_list import CheckListPopup
from ui.widgets.decimal_tails import Tail, measured
from ui.widgets.roles import WIDTH

if TYPE_CHECKING:
    from ui.tables.grid_view import GridView

MAX_COLUMN: Final = 40  # characters, where the grid names no width
CHARACTER: Final = 1.2  # figures wide: letters are not all alike
ROWS_MEASURED: Final = 60  # rows that decide how wide a column is: a long table makes no others
CELLS_MEASURED: Final = 1_200  # … and of a wide one fewer rows, so that the window does not wait


class TableColumns:
    """Widths and hidden columns by the keys of the columns, so that they outlive a grid."""

    def __init__(self, view: GridView, words: Wording) -> None:
        self._view = view
        self._words = words
        self._fitting = False
        self.widths: dict[str, int] = {}  # px, only where the user chose
        self.hidden: set[str] = set()
        self.tails: list[Tail] = []  # one a column
        view.header.sectionResized.connect(self._on_resized)

    def name(self, column: int) -> str:
        """The key of a column as text."""
        return str(self._view.rows_model.grid.columns[column].key)

    def title(self, column: int) -> str:
        """The title of a column in one line."""
        return " ".join(self._view.rows_model.grid.columns[column].title.split())

    def fit(self) -> None:
        """Give every column its width, hide what is hidden; the frozen copy follows."""
        view, model = self._view, self._view.rows_model
        count = model.columnCount()
        across = Qt.Orientation.Horizontal
        letter = round(CHARACTER * view.fontMetrics().horizontalAdvance("0"))
        with self._programmatically():
            rows = CELLS_MEASURED // max(1, count)
            view.header.setResizeContentsPrecision(min(ROWS_MEASURED, max(10, rows)))
            view.resizeColumnsToContents()
            self.tails = [self._tail(column) for column in range(count)]
            for column in range(count):
                most = int(model.headerData(column, across, WIDTH) or 0) + 1
                limit = max((most if most > 1 else MAX_COLUMN) * letter, view.header.sectionSizeHint(column))
                width = min(view.columnWidth(column) + self.tails[column].extra + 2, limit)
                view.setColumnWidth(column, self.widths.get(self.name(column), width))
                if column >= view.frozen_count:
                    view.setColumnHidden(column, self.name(column) in self.hidden)
        view.follow_columns()

    def _tail(self, column: int) -> Tail:
        view, model = self._view, self._view.rows_model
        if model.grid.columns[column].align != "right":
            return Tail()
        rows = range(min(model.rowCount(), view.header.resizeContentsPrecision()))
        return measured((model.cell(model.index(row, column)).text for row in rows), view.fontMetrics())

    def refit(self) -> None:
        """Forget the widths that the user chose."""
        self.widths.clear()
        self.fit()
        self._view.view_changed.emit()

    def hide(self, column: int) -> None:
        """Hide one column."""
        self._set_hidden(self.hidden | {self.name(column)})

    def choose(self) -> CheckListPopup:
        """Show which columns there are; the frozen ones stay."""
        view = self._view
        items = [
            (self.name(at), self.title(at)) for at in range(view.frozen_count, view.rows_model.columnCount())
        ]
        names = {name for name, _ in items}
        popup = CheckListPopup(self._words, self._words("Columns"), items, names - self.hidden, view)
        popup.taken.connect(lambda taken: self._set_hidden((self.hidden - names) | (names - taken)))
        popup.open_at(view.under_header(max(0, view.currentIndex().column())))
        return popup

    def _set_hidden(self, hidden: set[str]) -> None:
        self.hidden = hidden
        self.fit()
        self._view.view_changed.emit()

    @contextmanager
    def _programmatically(self) -> Iterator[None]:
        self._fitting = True
        try:
            yield
        finally:
            self._fitting = False

    def _on_resized(self, section: int, old: int, new: int) -> None:
        if not self._fitting and new > 0:
            self.widths[self.name(section)] = new
            self._view.view_changed.emit()
