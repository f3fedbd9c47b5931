"""The columns of one table: as wide as their cells or as the user made them, shown or hidden, where they were put."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from compare_app.text.wording import Wording
from ui.tables.cell_painter import PADDING
from ui.tables.column_popup import ColumnPopup
from ui.widgets.decimal_tails import Tail, measured
from ui.widgets.roles import WIDTH

if TYPE_CHECKING:
    from ui.tables.grid_view import GridView

MAX_COLUMN: Final = 40  # characters, where the grid names no width
CHARACTER: Final = 1.2  # figures wide: letters are not all alike
ROWS_MEASURED: Final = 60  # rows that decide how wide a column is: a long table makes no others
LEAST_GAIN: Final = 16  # px that a second line must save
CELLS_MEASURED: Final = 1_200  # … and of a wide one fewer rows, so that the window does not wait


def placed(shipped: Sequence[str], order: Sequence[str]) -> list[str]:
    """The columns that come, in the order that was chosen; one it does not name stands behind its left neighbour."""
    known = set(shipped)
    found = [one for one in order if one in known]
    chosen = set(found)
    for at, name in enumerate(shipped):
        if name not in chosen:
            found.insert(found.index(shipped[at - 1]) + 1 if at else 0, name)
    return found


def in_two_lines(title: str, length: Callable[[str], int]) -> str:
    """The title broken at the blank that leaves the shorter lines; as it is where there is none, or lines already."""
    words = title.split(" ")
    if "\n" in title or len(words) < 2:
        return title
    ways = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return "\n".join(min(ways, key=lambda way: max(map(length, way))))


class TableColumns:
    """Widths, hidden columns and their order by the keys of the columns, so that they outlive a grid."""

    def __init__(self, view: GridView, words: Wording) -> None:
        self._view = view
        self._words = words
        self._fitting = False
        self.widths: dict[str, int] = {}  # px, only where the user chose
        self.hidden: set[str] = set()
        self.order: list[
            str
        ] = []  # keys of the columns that are not frozen, as the user placed them; empty: as they come
        self.tails: list[Tail] = []  # one a column
        view.header.sectionResized.connect(self._on_resized)
        view.header.sectionMoved.connect(self._on_moved)

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
            self._place()
            rows = CELLS_MEASURED // max(1, count)
            view.header.setResizeContentsPrecision(min(ROWS_MEASURED, max(10, rows)))
            cells = [max(view.sizeHintForColumn(column), self._room(column)) for column in range(count)]
            self._break_titles(cells)
            self.tails = [self._tail(column) for column in range(count)]
            for column in range(count):
                most = int(model.headerData(column, across, WIDTH) or 0) + 1
                limit = max((most if most > 1 else MAX_COLUMN) * letter, view.header.sectionSizeHint(column))
                own = max(cells[column], view.header.sectionSizeHint(column))
                width = min(own + self.tails[column].extra + 2, limit)
                view.setColumnWidth(column, self.widths.get(self.name(column), width))
                if column >= view.frozen_count:
                    view.setColumnHidden(column, self.name(column) in self.hidden)
        view.follow_columns()

    def _room(self, column: int) -> int:
        """What the texts need that a column always has room for."""
        metrics = self._bold()
        texts = self._view.rows_model.grid.columns[column].room_for
        return max((metrics.horizontalAdvance(text) + 2 * PADDING + 2 for text in texts), default=0)

    def _bold(self) -> QFontMetrics:
        font = self._view.header.font()
        font.setBold(True)
        return QFontMetrics(font)

    def _break_titles(self, cells: Sequence[int]) -> None:
        """Titles of several words stand in two lines where one line would be wider than the cells."""
        header, model = self._view.header, self._view.rows_model
        model.break_titles({})
        metrics = self._bold()
        broken: dict[int, str] = {}
        for column, width in enumerate(cells):
            title = model.grid.columns[column].title
            over = header.sectionSizeHint(column) - width
            lines = in_two_lines(title, metrics.horizontalAdvance)
            longest = max(map(metrics.horizontalAdvance, lines.split("\n")))
            if over > 0 and metrics.horizontalAdvance(title) - longest >= LEAST_GAIN:
                broken[column] = lines
        model.break_titles(broken)

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

    def seen(self) -> list[int]:
        """The columns that are shown, in the order they are seen in."""
        view = self._view
        shown = (at for at in range(view.rows_model.columnCount()) if not view.isColumnHidden(at))
        return sorted(shown, key=view.header.visualIndex)

    def choose(self) -> ColumnPopup:
        """Show which columns there are and in which order; the frozen ones stay."""
        view = self._view
        places = range(view.frozen_count, view.rows_model.columnCount())
        items = [(self.name(at), self.title(at)) for at in sorted(places, key=view.header.visualIndex)]
        names = {name for name, _ in items}
        popup = ColumnPopup(self._words, self._words("Columns"), items, names - self.hidden, view)
        popup.taken.connect(
            lambda taken: self._take(popup.items.values, (self.hidden - names) | (names - taken))
        )
        popup.open_at(view.under_header(max(0, view.currentIndex().column())))
        return popup

    def _take(self, names: Sequence[str], hidden: set[str]) -> None:
        if list(names) != self._names()[self._view.frozen_count :]:
            self.order = self._with_unseen(names)
        self._set_hidden(hidden)

    def reset(self) -> None:
        """All columns as on the first day: their widths, their order, none hidden."""
        self.widths.clear()
        self.hidden.clear()
        self.put_back()

    def put_back(self) -> None:
        """The columns in the order they come in."""
        self.order.clear()
        self.fit()
        self._view.view_changed.emit()

    def _names(self) -> list[str]:
        """The keys of all columns in the order they are seen in, hidden ones where they would be."""
        view = self._view
        return [self.name(view.header.logicalIndex(at)) for at in range(view.rows_model.columnCount())]

    def _with_unseen(self, names: Sequence[str]) -> list[str]:
        """The order with what other projects have and this one lacks: those keep the order that they had."""
        known = set(names)
        return [*names, *(one for one in self.order if one not in known)]

    def _place(self) -> None:
        """Bring every column to its place: frozen ones first, the others as the user put them."""
        view = self._view
        shipped = [self.name(at) for at in range(view.rows_model.columnCount())]
        frozen = min(view.frozen_count, len(shipped))
        wanted = [*shipped[:frozen], *placed(shipped[frozen:], self.order)]
        for goal, name in enumerate(wanted):
            at = view.header.visualIndex(shipped.index(name))
            if at != goal:
                view.header.moveSection(at, goal)

    def _on_moved(self, section: int, old: int, new: int) -> None:
        """A header was dragged: what would come among the frozen columns stops behind them."""
        if self._fitting:
            return
        frozen = [self.name(at) for at in range(self._view.frozen_count)]
        self.order = self._with_unseen([one for one in self._names() if one not in frozen])
        with self._programmatically():
            self._place()
        self._view.follow_columns()
        self._view.view_changed.emit()

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
