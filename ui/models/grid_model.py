"""The one table model: it shows a `Grid`, sorts by its own order array and asks for edits instead of making them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont

from compare_app.domain.tone import Tone
from ui.models.cell import NOT_SORTED, Cell, Column, Grid
from ui.theme import Theme
from ui.widgets.plain import tip
from ui.widgets.roles import CHOICES, COPY, KEY, KIND, WIDTH

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignCenter,
}


class GridModel(QAbstractTableModel):
    """Shows a grid. A grid of the same shape is taken over cell by cell, so that selection and scroll stay."""

    edit_requested = Signal(object, object, str)  # row key, column key, new text

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid = Grid()
        self._order: list[int] | None = None
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self._inks: Mapping[Tone, QBrush] = {}
        self._grounds: Mapping[Tone, QBrush] = {}
        self._quiet = QBrush()
        self._bold = QFont()
        self._bold.setBold(True)

    def dress(self, theme: Theme, font: QFont) -> None:
        """Take the colours of a theme; the font is made bold where a cell asks for it."""
        self._inks = {tone: QBrush(QColor(theme.ink(tone))) for tone in Tone if tone is not Tone.NEUTRAL}
        self._grounds = {tone: QBrush(QColor(theme.tint(tone))) for tone in Tone}
        self._quiet = QBrush(QColor(theme.text_quiet))
        self._bold = QFont(font)
        self._bold.setBold(True)

    @property
    def grid(self) -> Grid:
        """What is shown."""
        return self._grid

    def show(self, grid: Grid) -> None:
        """Show another grid."""
        if self._same_shape(grid):
            self._grid = grid
            if len(grid.rows) and grid.columns:
                corner = self.index(len(grid.rows) - 1, len(grid.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), corner)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(grid.columns) - 1)
            return
        self.beginResetModel()
        same_columns = [c.key for c in grid.columns] == [c.key for c in self._grid.columns]
        self._grid = grid
        self._order = None
        if not same_columns:
            self._sorted = (-1, Qt.SortOrder.AscendingOrder)
        elif self._sorted[0] >= 0:
            self._order = self._sorted_order(*self._sorted)
        self.endResetModel()

    def _same_shape(self, grid: Grid) -> bool:
        old = self._grid
        if [c.key for c in old.columns] != [c.key for c in grid.columns] or len(old.rows) != len(grid.rows):
            return False
        return all(old.rows.key(i) == grid.rows.key(i) for i in range(len(grid.rows)))

    # --- rows and cells ---------------------------------------------------------------------------------

    def source_row(self, row: int) -> int:
        """The row of the grid that stands at a row of the view."""
        return self._order[row] if self._order is not None else row

    def key_at(self, row: int) -> Hashable:
        """What a row of the view is about."""
        return self._grid.rows.key(self.source_row(row))

    def row_of(self, key: Hashable) -> int:
        """Where a key stands in the view, -1 when it is not there."""
        rows = self._grid.rows
        for row in range(len(rows)):
            if rows.key(self.source_row(row)) == key:
                return row
        return -1

    def column_of(self, key: Hashable) -> int:
        """Where a column stands, -1 when it is not there."""
        return next((i for i, column in enumerate(self._grid.columns) if column.key == key), -1)

    def cell(self, index: Index) -> Cell:
        """The cell at an index."""
        return self._grid.rows.cells(self.source_row(index.row()))[index.column()]

    def column(self, index: Index) -> Column:
        """The column of an index."""
        return self._grid.columns[index.column()]

    # --- Qt's side --------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._grid.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._grid.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell(index)
        match role:
            case Role.DisplayRole:
                return cell.text
            case Role.ToolTipRole:
                return tip(cell.tip)
            case Role.TextAlignmentRole:
                return _ALIGN[cell.align]
            case Role.ForegroundRole:
                return self._ink(cell)
            case Role.BackgroundRole:
                return self._grounds.get(cell.tone) if cell.shaded else None
            case Role.FontRole:
                return self._bold if cell.bold else None
            case Role.EditRole:
                return cell.edit if cell.edit is not None else cell.text
            case Role.AccessibleTextRole:
                return f"{self.column(index).title}: {cell.text}"
            case _:
                return self._own_role(index, cell, role)

    def _own_role(self, index: Index, cell: Cell, role: int) -> Any:
        if role == COPY:
            return cell.copy if cell.copy is not None else cell.text
        if role == KEY:
            return self.key_at(index.row())
        if role == CHOICES:
            return self.column(index).choices
        if role == KIND:
            column = self.column(index)
            return "choice" if column.choices else column.kind
        return None

    def _ink(self, cell: Cell) -> QBrush | None:
        if cell.quiet:
            return self._quiet
        return self._inks.get(cell.tone)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return section + 1 if role == Role.DisplayRole and section < len(self._grid.rows) else None
        if not 0 <= section < len(self._grid.columns):
            return None
        column = self._grid.columns[section]
        if role == Role.DisplayRole:
            return column.title
        if role == Role.ToolTipRole:
            return tip(column.tip or column.title)
        if role == Role.TextAlignmentRole:
            return _ALIGN[column.align]
        if role == WIDTH:
            return column.width
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.cell(index).edit is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Ask for an edit. The new text is shown when the edit was stored and a new grid arrives."""
        if role != Role.EditRole or not index.isValid():
            return False
        cell, choices = self.cell(index), self.column(index).choices
        if cell.edit is None or str(value) == cell.edit:
            return False
        if choices and str(value) not in {one for one, _ in choices}:
            return False  # Del empties a text, it is no choice
        self.edit_requested.emit(self.key_at(index.row()), self.column(index).key, str(value))
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; a column of -1 gives back the order of the grid. What has no value stays last."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(self.source_row(index.row()), index.column()) for index in before]
        self._sorted = (column, order)
        self._order = self._sorted_order(column, order)
        place = {source: row for row, source in enumerate(self._order)} if self._order is not None else None
        after = [self.index(place[row] if place is not None else row, col) for row, col in kept]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _sorted_order(self, column: int, order: Qt.SortOrder) -> list[int] | None:
        if not 0 <= column < len(self._grid.columns):
            return None
        keys = self._grid.rows.order(column)
        known = [i for i, key in enumerate(keys) if key != NOT_SORTED]
        unknown = [i for i, key in enumerate(keys) if key == NOT_SORTED]
        descending = order == Qt.SortOrder.DescendingOrder
        return sorted(known, key=keys.__getitem__, reverse=descending) + unknown
