"""The one table model: it shows a `Grid`, filters and sorts by its own array of rows and asks for edits instead of
making them.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont

from compare_app.domain.cell_conditions import Conditions
from compare_app.domain.tone import Tone
from ui.models.cell import Cell, Column, Grid
from ui.models.cell_edits import CellChange, CellEdits
from ui.models.row_order import Asked, ColumnFilter, Filters, column_facts, in_order, listed_choices, passing
from ui.theme import Theme
from ui.widgets.plain import tip
from ui.widgets.roles import CHOICES, COPY, KEY, KIND, WIDTH

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_READABLE = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE = _READABLE | Qt.ItemFlag.ItemIsEditable
_NO_GROUND = QBrush()
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignCenter,
}


class GridModel(QAbstractTableModel):
    """Shows a grid. A grid of the same shape is taken over cell by cell, so that selection and scroll stay."""

    edits_requested = Signal(object)  # CellEdits: one step of undo
    view_changed = Signal()  # other filters or another sorting

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid = Grid()
        self._order: list[int] | None = None
        self._filters: Filters = {}
        self._conditions: Asked = {}
        self._sorted_by: Hashable = None  # key of a column; None: the order of the grid
        self._descending = False
        self._columns_are_new = True
        self._broken: Mapping[int, str] = {}  # titles in two lines, by column
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
            if self.rowCount() and grid.columns:  # a filter may show fewer rows than the grid has, or none
                corner = self.index(self.rowCount() - 1, len(grid.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), corner)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(grid.columns) - 1)
            return
        self.beginResetModel()
        self._columns_are_new = True
        self._grid = grid
        self._order = self._order_now()
        self.endResetModel()

    @property
    def columns_are_new(self) -> bool:
        """Whether the last reset brought another grid, not only other filters: then widths are found anew."""
        return self._columns_are_new

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
        shown: Sequence[int] = self._order if self._order is not None else range(len(rows))
        return next((row for row, source in enumerate(shown) if rows.key(source) == key), -1)

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
        if parent.isValid():
            return 0
        return len(self._order) if self._order is not None else len(self._grid.rows)

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
                return self.ink(cell)
            case Role.BackgroundRole:
                return self.ground(cell) if cell.shaded else None
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

    def ink(self, cell: Cell) -> QBrush | None:
        """The colour of its words; None: that of all text."""
        if cell.quiet:
            return self._quiet
        return self._inks.get(cell.tone)

    def ground(self, cell: Cell) -> QBrush:
        """The ground of a shaded cell."""
        return self._grounds.get(cell.tone, _NO_GROUND)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return section + 1 if role == Role.DisplayRole and section < self.rowCount() else None
        if not 0 <= section < len(self._grid.columns):
            return None
        column = self._grid.columns[section]
        if role == Role.DisplayRole:
            return self._broken.get(section, column.title)
        if role == Role.ToolTipRole:
            return tip(column.tip or column.title)
        if role == Role.TextAlignmentRole:
            return _ALIGN[column.align]
        if role == WIDTH:
            return column.width
        return None

    def break_titles(self, titles: Mapping[int, str]) -> None:
        """Head columns by titles in lines, where one line would make them wider than their cells."""
        if titles != self._broken:
            self._broken = dict(titles)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, self.columnCount() - 1))

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _EDITABLE if self.cell(index).edit is not None else _READABLE

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Ask for an edit. The new text is shown when the edit was stored and a new grid arrives."""
        if role != Role.EditRole or not index.isValid():
            return False
        change = self.change(index, str(value))
        if change is None:
            return False
        self.edits_requested.emit(CellEdits((change,)))
        return True

    def change(self, index: Index, text: str) -> CellChange | None:
        """The change that puts a text into a cell; None where it is there, cannot be edited or is no choice."""
        cell, meant = self.cell(index), self.column(index).meant(text)
        if cell.edit is None or meant is None or meant == cell.edit:
            return None
        return CellChange(self.key_at(index.row()), self.column(index).key, meant)

    # --- filters and sorting ----------------------------------------------------------------------------

    @property
    def filters(self) -> Filters:
        """The filters that are set: column key → the listed texts that are shown."""
        return self._filters

    @property
    def conditions(self) -> Asked:
        """The conditions that are set: column key → what its cells satisfy."""
        return self._conditions

    @property
    def filtered_columns(self) -> list[int]:
        """The columns whose values or conditions keep rows away."""
        return [at for at, column in enumerate(self._grid.columns) if self.is_filtered(column.key)]

    def is_filtered(self, key: Hashable) -> bool:
        """Whether a column has a filter."""
        return key in self._filters or key in self._conditions

    @property
    def sorting(self) -> tuple[int, Qt.SortOrder]:
        """The column that is sorted by, -1 for none, and the way."""
        order = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        return self.column_of(self._sorted_by) if self._sorted_by is not None else -1, order

    @property
    def total(self) -> int:
        """Rows of the grid, shown or not."""
        return len(self._grid.rows)

    def choices_of(self, column: int) -> list[tuple[str, int]]:
        """What the filter of a column can list, with the number of rows that the other filters let through."""
        return listed_choices(self._grid, self._filters, self._conditions, column)

    def filter_of(self, column: int) -> ColumnFilter:
        """The filter of a column, as it is set and as it could be set."""
        key = self._grid.columns[column].key
        return ColumnFilter(
            self.choices_of(column),
            self._filters.get(key),
            self._conditions.get(key),
            column_facts(self._grid, column),
            self._grid.rows.listed(column),
        )

    def set_filter(
        self, key: Hashable, chosen: frozenset[str] | None, conditions: Conditions | None = None
    ) -> None:
        """Show only rows whose listed text in a column is among `chosen` and whose cell satisfies the conditions.

        None takes the one or the other away.
        """
        filters = {one: texts for one, texts in self._filters.items() if one != key}
        asked = {one: old for one, old in self._conditions.items() if one != key}
        if chosen is not None:
            filters[key] = chosen
        if conditions is not None:
            asked[key] = conditions
        self.set_filters(filters, asked)

    def set_filters(self, filters: Filters, conditions: Asked | None = None) -> None:
        """Set all filters at once."""
        self._take_filters(filters, conditions or {})

    def look_as(self, filters: Filters, conditions: Asked, sorted_by: Hashable, *, descending: bool) -> None:
        """Take over filters and sorting at once, as they were left."""
        resorted = sorted_by is not None
        self._sorted_by, self._descending = sorted_by, descending
        self._take_filters(filters, conditions, even_if_same=resorted)

    def _take_filters(self, filters: Filters, conditions: Asked, *, even_if_same: bool = False) -> None:
        if not even_if_same and (filters, conditions) == (self._filters, self._conditions):
            return
        self.beginResetModel()
        self._columns_are_new = False
        self._filters, self._conditions = dict(filters), dict(conditions)
        self._order = self._order_now()
        self.endResetModel()
        self.view_changed.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; a column of -1 gives back the order of the grid. What has no value stays last."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(self.source_row(index.row()), index.column()) for index in before]
        self._sorted_by = self._grid.columns[column].key if 0 <= column < len(self._grid.columns) else None
        self._descending = order == Qt.SortOrder.DescendingOrder
        self._order = self._order_now()
        place = {source: row for row, source in enumerate(self._order)} if self._order is not None else None
        after = [self.index(place[row] if place is not None else row, col) for row, col in kept]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
        self.view_changed.emit()

    def _order_now(self) -> list[int] | None:
        rows = passing(self._grid, self._filters, self._conditions)
        column, _ = self.sorting
        if column < 0:
            return rows
        return in_order(rows, self._grid.rows.order(column), descending=self._descending)
