"""A table as people know it from Excel: frozen columns, filters, sorting, its keys, blocks copied and pasted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from compare_app.text.wording import Wording
from compare_app.view_memory import TableView
from ui.models.grid_model import GridModel
from ui.tables.cell_blocks import CellBlocks
from ui.tables.cell_painter import CellPainter
from ui.tables.columns import TableColumns
from ui.tables.filter_popup import FilterPopup
from ui.tables.filter_words import filter_tip
from ui.tables.frozen_columns import FrozenColumns
from ui.tables.header import TableHeader
from ui.tables.menus import TableMenus
from ui.tables.scrolled import ScrolledTable
from ui.widgets.decimal_tails import Tail
from ui.widgets.roles import KEY

Trigger = QAbstractItemView.EditTrigger
Hint = QAbstractItemView.CursorAction
Keys = Qt.Key
ROW_HEIGHT: Final = 28  # px at least


class GridView(ScrolledTable):
    """Shows a grid model. `current_key_changed` tells what the current row is about."""

    current_changed = Signal(QModelIndex, QModelIndex)  # the current cell and the one before
    current_key_changed = Signal(object)
    view_changed = Signal()  # filters, sorting, widths, hidden or moved columns
    rows_changed = Signal()  # other rows are shown
    find_asked = Signal()
    find_next_asked = Signal()
    go_asked = Signal()
    told = Signal(object)  # Message: what became of a pasted block

    def __init__(
        self,
        words: Wording,
        accessible_name: str,
        frozen: int = 0,
        parent: QWidget | None = None,
        *,
        filters: bool = True,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._frozen_count = frozen
        self._frozen: FrozenColumns | None = None
        self._current_key: object = None
        self.blocks = CellBlocks(self, words)
        self._offers: list[tuple[str, Callable[[], None]]] = []
        self.grows = False  # whether rows pasted below the last one become new rows
        self.setAccessibleName(accessible_name)
        self.setAlternatingRowColors(False)
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(True)
        self.setSortingEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(Trigger.DoubleClicked | Trigger.EditKeyPressed | Trigger.AnyKeyPressed)
        self.setItemDelegate(CellPainter(self, self.tail))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setVisible(False)
        self._row_height = max(ROW_HEIGHT, self.fontMetrics().lineSpacing() + 10)
        self.verticalHeader().setDefaultSectionSize(self._row_height)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.header = TableHeader(self, self.filter_tip, filters=filters)
        self.header.setSectionsMovable(True)
        self.setHorizontalHeader(self.header)
        self.header.sort_asked.connect(self._sort_by)
        self.header.filter_asked.connect(self.open_filter)
        self.header.menu_asked.connect(self._open_header_menu)
        self.columns = TableColumns(self, words)
        self._menus = TableMenus(self, words)
        if frozen:
            self.cover = self._frozen = FrozenColumns(self, self._row_height)

    # --- model ----------------------------------------------------------------------------------------------------

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if self._frozen is not None:
            self._frozen.setModel(model)
            self._frozen.setSelectionModel(self.selectionModel())
        if model is not None:
            model.modelAboutToBeReset.connect(self._before_reset)
            model.modelReset.connect(self._after_reset)
            self.selectionModel().currentChanged.connect(self._on_current)
            self.fit()
        if isinstance(model, GridModel):
            model.view_changed.connect(self._after_view_change)

    @property
    def rows_model(self) -> GridModel:
        """The grid model; a view without one is a defect of ours."""
        model = self.model()
        if not isinstance(model, GridModel):
            raise TypeError("a GridView shows a GridModel")
        return model

    @property
    def frozen(self) -> QTableView | None:
        """The copy of the first columns that stays while the rest scrolls."""
        return self._frozen

    @property
    def frozen_count(self) -> int:
        """How many first columns stay in sight."""
        return self._frozen_count

    def row_count(self) -> int:
        """Rows that are shown."""
        model = self.model()
        return model.rowCount() if model is not None else 0

    def fit(self) -> None:
        """Make columns as wide as their cells, within reason, or as the user made them."""
        self.columns.fit()

    def follow_columns(self) -> None:
        """Let the frozen copy take over the widths."""
        if self._frozen is not None:
            self._frozen.follow()

    def tail(self, column: int) -> Tail:
        """What the numbers of a column have behind the integer part."""
        tails = self.columns.tails
        return tails[column] if column < len(tails) else Tail()

    def content_height(self, rows: int) -> int:
        """The height that shows `rows` rows without scrolling down."""
        wide = self.header.length() > self.viewport().width() > 0
        bar = self.horizontalScrollBar().sizeHint().height() if wide else 0
        return self.header.sizeHint().height() + rows * self._row_height + 2 * self.frameWidth() + bar + 2

    def select_key(self, key: object) -> None:
        """Make the row of a key current; one that is not shown changes nothing."""
        model = self.model()
        if not isinstance(model, GridModel) or model.columnCount() == 0:
            return
        row = model.row_of(key)
        if row >= 0 and self.currentIndex().row() != row:
            self.setCurrentIndex(model.index(row, max(0, self.currentIndex().column())))

    def go_to_row(self, row: int) -> bool:
        """Make a row of those shown current; False where there is no such row."""
        if not 0 <= row < self.row_count():
            return False
        self.setCurrentIndex(self.model().index(row, max(0, self.currentIndex().column())))
        return True

    def _before_reset(self) -> None:
        model, row = self.model(), self.currentIndex().row()
        # the cells are not asked: they may come from a project that has just been closed
        self._current_key = model.key_at(row) if isinstance(model, GridModel) and row >= 0 else None

    def _after_reset(self) -> None:
        model = self.model()
        if isinstance(model, GridModel) and not model.columns_are_new:
            self.select_key(self._current_key)
        else:
            self.fit()
        self.rows_changed.emit()

    def _after_view_change(self) -> None:
        self.header.viewport().update()
        if self._frozen is not None:
            self._frozen.horizontalHeader().viewport().update()
        self.view_changed.emit()

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        self.current_changed.emit(current, previous)
        if current.isValid():
            self.current_key_changed.emit(current.data(KEY))

    def tell_current(self) -> None:
        """Tell once more which cell is current. Qt's own signal would close an editor."""
        current = self.currentIndex()
        self._on_current(current, current)

    # --- sorting, filters, columns --------------------------------------------------------------------------------

    def _sort_by(self, column: int) -> None:
        """First click up, second down, third as it was."""
        model = self.rows_model
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        sorted_by, order = model.sorting
        if sorted_by != column:
            self.sort(column, up)
        elif order == up:
            self.sort(column, down)
        else:
            self.sort(-1, up)

    def sort(self, column: int, order: Qt.SortOrder) -> None:
        """Sort by a column, −1 for the order of the grid."""
        self.rows_model.sort(column, order)

    def open_filter(self, column: int) -> FilterPopup:
        """Show the conditions and the values of a column, those that are shown ticked."""
        model = self.rows_model
        key = model.grid.columns[column].key
        popup = FilterPopup(self._words, self.columns.title(column), model.filter_of(column), self)
        popup.filtered.connect(lambda chosen, conditions: model.set_filter(key, chosen, conditions))
        popup.open_at(self.under_header(column))
        return popup

    def clear_filters(self) -> None:
        """Show every row again."""
        self.rows_model.set_filters({})

    def filter_tip(self, column: int) -> str:
        """What holds in the filter of a column."""
        return filter_tip(self.rows_model, column, self._words)

    def under_header(self, column: int) -> QPoint:
        """The place on the screen where the list of a column opens."""
        table = self._frozen if self._frozen is not None and column < self._frozen_count else self
        header = table.horizontalHeader()
        left = max(0, header.sectionViewportPosition(column))
        return header.mapToGlobal(QPoint(left, header.height()))

    def table_view(self) -> TableView:
        """How the table is looked at now, to be remembered."""
        model = self.rows_model
        column, order = model.sorting
        return TableView(
            dict(self.columns.widths),
            frozenset(self.columns.hidden),
            {str(key): chosen for key, chosen in model.filters.items()},
            self.columns.name(column) if column >= 0 else "",
            order == Qt.SortOrder.DescendingOrder,
            {str(key): asked for key, asked in model.conditions.items()},
            tuple(self.columns.order),
        )

    def look_as(self, view: TableView) -> None:
        """Look at the table as it was left."""
        self.columns.widths = dict(view.widths)
        self.columns.hidden = set(view.hidden)
        self.columns.order = list(view.order)
        model = self.rows_model
        model.look_as(view.filters, view.conditions, view.sorted_by or None, descending=view.descending)
        self.fit()

    # --- keys and menus -------------------------------------------------------------------------------------------

    def setCurrentIndex(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Choose one cell. Qt would add it to those chosen before while Ctrl is held, as after Ctrl+F or Ctrl+4."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A cell that the keys start from is seen, and can be copied."""
        super().focusInEvent(event)
        chosen = self.selectionModel()
        if chosen is not None and chosen.currentIndex().isValid() and not chosen.hasSelection():
            chosen.select(chosen.currentIndex(), QItemSelectionModel.SelectionFlag.Select)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = Qt.KeyboardModifier.ControlModifier
        shift = Qt.KeyboardModifier.ShiftModifier
        alt = Qt.KeyboardModifier.AltModifier
        key = Keys(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.blocks.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.blocks.paste()
        elif key == Keys.Key_C and modifiers == control | shift:
            self.blocks.copy_with_headers()
        elif key in (Keys.Key_Return, Keys.Key_Enter) and modifiers in (
            Qt.KeyboardModifier.NoModifier,
            shift,
        ):
            self._go(Hint.MoveUp if modifiers else Hint.MoveDown)
        elif key in (Keys.Key_Tab, Keys.Key_Backtab) and self._at_end(forwards=key == Keys.Key_Tab):
            event.ignore()  # so that Qt goes on to the next control instead of around to the first cell
        elif key == Keys.Key_Delete and not modifiers and self.blocks.clear():
            return
        elif key == Keys.Key_D and modifiers == control:
            self.blocks.fill_down()
        elif key == Keys.Key_F and modifiers == control:
            self.find_asked.emit()
        elif key == Keys.Key_F3 and not modifiers:
            self.find_next_asked.emit()
        elif key == Keys.Key_F6 and modifiers in (Qt.KeyboardModifier.NoModifier, shift):
            QWidget.focusNextPrevChild(self, not modifiers)  # Tab goes from cell to cell and never out
        elif key == Keys.Key_G and modifiers == control:
            self.go_asked.emit()
        elif self.header.filters and (
            (key == Keys.Key_L and modifiers == control | shift)
            or (key == Keys.Key_Down and modifiers == alt)
        ):
            self.open_filter(max(0, self.currentIndex().column()))
        else:
            super().keyPressEvent(event)

    def _at_end(self, *, forwards: bool) -> bool:
        """Whether Tab has no further cell to go to."""
        index, model = self.currentIndex(), self.model()
        if model is None or not index.isValid():
            return True
        columns = self.columns.seen()
        last = (model.rowCount() - 1, columns[-1]) if forwards else (0, columns[0])
        return (index.row(), index.column()) == last

    def _go(self, where: QAbstractItemView.CursorAction) -> None:
        target = self.moveCursor(where, Qt.KeyboardModifier.NoModifier)
        if target.isValid():
            self.setCurrentIndex(target)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._open(self.menu(), event.globalPos())

    def menu(self) -> QMenu:
        """What can be done with the current cell."""
        return self._menus.of_cell(self._offers)

    def offer(self, text: str, do: Callable[[], None]) -> None:
        """Something else that can be done with the current row, in the menu of every cell."""
        self._offers.append((text, do))

    def header_menu(self, column: int) -> QMenu:
        """What can be done with a column."""
        return self._menus.of_column(column)

    def _open_header_menu(self, column: int, place: QPoint) -> None:
        self._open(self.header_menu(column), place)

    def _open(self, menu: QMenu, place: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    # --- frozen columns -------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._frozen is not None:
            self._frozen.place()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Frozen columns are always in sight: scrolling to them would only move the rest."""
        if self._frozen is None or index.column() >= self._frozen_count:
            super().scrollTo(index, hint)
            if self._frozen is not None:
                hidden = self._frozen.width() - self.columnViewportPosition(index.column())
                if hidden > 0:
                    bar = self.horizontalScrollBar()
                    bar.setValue(bar.value() - hidden)
        else:
            bar = self.horizontalScrollBar()
            at = bar.value()
            super().scrollTo(index, hint)
            bar.setValue(at)
