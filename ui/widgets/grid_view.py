"""A table as people know it from Excel: frozen columns, sorting, copying with and without headers, its keys."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from compare_app.text.wording import Wording
from ui.widgets.clip import mime
from ui.widgets.editors import CellDelegate
from ui.widgets.roles import COPY, KEY, WIDTH

Trigger = QAbstractItemView.EditTrigger
Hint = QAbstractItemView.CursorAction
MAX_COLUMN = 320
ROW_HEIGHT = 28
CHARACTER = 8  # px
ROWS_MEASURED = 60  # rows that decide how wide a column is: a long table makes no others
CELLS_MEASURED = 1_200  # … and of a wide one fewer rows, so that the window does not wait


class GridView(QTableView):
    """Shows a grid model. `current_key_changed` tells what the current row is about."""

    current_key_changed = Signal(object)

    def __init__(
        self, words: Wording, accessible_name: str, frozen: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._frozen_count = frozen
        self._frozen: _FrozenColumns | None = None
        self.setAccessibleName(accessible_name)
        self.setStyleSheet("QTableView::item { padding: 0 5px; }")
        self.setAlternatingRowColors(False)
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(True)
        self.setSortingEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(Trigger.DoubleClicked | Trigger.EditKeyPressed | Trigger.AnyKeyPressed)
        self.setItemDelegate(CellDelegate(self))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(False)
        header.setHighlightSections(False)
        header.sectionClicked.connect(self._sort_by)
        if frozen:
            self._frozen = _FrozenColumns(self)

    # --- model ------------------------------------------------------------------------------------------

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if self._frozen is not None:
            self._frozen.setModel(model)
            self._frozen.setSelectionModel(self.selectionModel())
        if model is not None:
            model.modelReset.connect(self._after_reset)
            self.selectionModel().currentChanged.connect(self._on_current)
            self.fit()

    @property
    def frozen(self) -> QTableView | None:
        """The copy of the first columns that stays while the rest scrolls."""
        return self._frozen

    def fit(self) -> None:
        """Make columns as wide as their cells, within reason; the frozen copy follows."""
        model = self.model()
        rows = CELLS_MEASURED // max(1, model.columnCount() if model is not None else 1)
        self.horizontalHeader().setResizeContentsPrecision(min(ROWS_MEASURED, max(10, rows)))
        self.resizeColumnsToContents()
        for column in range(model.columnCount() if model is not None else 0):
            most = int(model.headerData(column, Qt.Orientation.Horizontal, WIDTH) or 0)
            limit = most * CHARACTER + CHARACTER if most else MAX_COLUMN
            width = min(self.columnWidth(column) + 2, limit)
            self.setColumnWidth(column, width)
        if self._frozen is not None:
            self._frozen.follow()

    def content_height(self, rows: int) -> int:
        """The height that shows `rows` rows without scrolling down."""
        header = self.horizontalHeader()
        wide = header.length() > self.viewport().width() > 0
        bar = self.horizontalScrollBar().sizeHint().height() if wide else 0
        return header.sizeHint().height() + rows * ROW_HEIGHT + 2 * self.frameWidth() + bar + 2

    def select_key(self, key: object) -> None:
        """Make the row of a key current; unknown keys change nothing."""
        model = self.model()
        if model is None or model.columnCount() == 0:
            return
        for row in range(model.rowCount()):
            if model.index(row, 0).data(KEY) == key:
                column = max(0, self.currentIndex().column())
                if self.currentIndex().row() != row:
                    self.setCurrentIndex(model.index(row, column))
                return

    def _after_reset(self) -> None:
        self.horizontalHeader().setSortIndicatorShown(False)
        self.fit()

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid():
            self.current_key_changed.emit(current.data(KEY))

    def _sort_by(self, column: int) -> None:
        """First click up, second down, third as it was."""
        header = self.horizontalHeader()
        model = self.model()
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        if not header.isSortIndicatorShown() or header.sortIndicatorSection() != column:
            header.setSortIndicatorShown(True)
            header.setSortIndicator(column, up)
            model.sort(column, up)
        elif header.sortIndicatorOrder() == up:
            header.setSortIndicator(column, down)
            model.sort(column, down)
        else:
            header.setSortIndicatorShown(False)
            model.sort(-1, up)
        if self._frozen is not None:
            self._frozen.follow_sorting()

    # --- copying and keys -------------------------------------------------------------------------------

    def copy(self, *, headers: bool = False) -> None:
        """Put the selected cells on the clipboard, as TSV and HTML; holes of the selection are empty cells."""
        rows = self.selected_texts(headers=headers)
        if rows:
            QGuiApplication.clipboard().setMimeData(mime(rows, header=headers))

    def selected_texts(self, *, headers: bool = False) -> list[list[str]]:
        """The selected cells as rows of texts."""
        model = self.model()
        chosen = {
            (i.row(), i.column()) for i in self.selectedIndexes() if not self.isColumnHidden(i.column())
        }
        if model is None or not chosen:
            return []
        header = self.horizontalHeader()
        columns = sorted({column for _, column in chosen}, key=header.visualIndex)
        rows = [
            [str(model.index(r, c).data(COPY) or "") if (r, c) in chosen else "" for c in columns]
            for r in sorted({row for row, _ in chosen})
        ]
        if headers:
            names = [str(model.headerData(c, Qt.Orientation.Horizontal) or "") for c in columns]
            rows.insert(0, [" ".join(name.split()) for name in names])
        return rows

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = Qt.KeyboardModifier.ControlModifier
        shift = Qt.KeyboardModifier.ShiftModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_C and event.modifiers() == control | shift:
            self.copy(headers=True)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._go(Hint.MoveDown)
        elif event.key() == Qt.Key.Key_Delete and self._clear_cell():
            return
        else:
            super().keyPressEvent(event)

    def _go(self, where: QAbstractItemView.CursorAction) -> None:
        target = self.moveCursor(where, Qt.KeyboardModifier.NoModifier)
        if target.isValid():
            self.setCurrentIndex(target)

    def _clear_cell(self) -> bool:
        index = self.currentIndex()
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return False
        return self.model().setData(index, "")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """What can be done with the cell under the pointer."""
        menu = QMenu(self)
        copy = menu.addAction(self._words("Copy"), self.copy)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        menu.addAction(self._words("Copy with headers"), self._copy_with_headers)
        menu.addSeparator()
        menu.addAction(self._words("Fit column widths"), self.fit)
        return menu

    def _copy_with_headers(self) -> None:
        self.copy(headers=True)

    # --- frozen columns ---------------------------------------------------------------------------------

    @property
    def frozen_count(self) -> int:
        """How many first columns stay in sight."""
        return self._frozen_count

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


class _FrozenColumns(QTableView):
    """The first columns once more, laid over the view; it shares model, selection and vertical scrolling."""

    def __init__(self, owner: GridView) -> None:
        super().__init__(owner)
        self._owner = owner
        self.setObjectName("frozenColumns")
        self.setStyleSheet(
            "QTableView#frozenColumns { border: 0; border-right: 1px solid palette(mid); }"
            "QTableView::item { padding: 0 5px; }"
        )
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWordWrap(False)
        self.setSelectionMode(owner.selectionMode())
        self.setEditTriggers(owner.editTriggers())
        self.setItemDelegate(CellDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.sectionClicked.connect(owner._sort_by)
        owner.horizontalHeader().sectionResized.connect(self._on_resized)
        owner.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(owner.verticalScrollBar().setValue)
        owner.viewport().stackUnder(self)

    def follow(self) -> None:
        """Take over the widths, show only the frozen columns."""
        model = self.model()
        count = model.columnCount() if model is not None else 0
        for column in range(count):
            self.setColumnHidden(column, column >= self._owner.frozen_count)
            if column < self._owner.frozen_count:
                self.setColumnWidth(column, self._owner.columnWidth(column))
        self.place()

    def follow_sorting(self) -> None:
        """Show the owner's sort arrow."""
        theirs, mine = self._owner.horizontalHeader(), self.horizontalHeader()
        mine.setSortIndicatorShown(theirs.isSortIndicatorShown())
        mine.setSortIndicator(theirs.sortIndicatorSection(), theirs.sortIndicatorOrder())

    def place(self) -> None:
        """Lie exactly over the owner's first columns."""
        owner = self._owner
        columns = range(
            min(owner.frozen_count, self.model().columnCount() if self.model() is not None else 0)
        )
        width = sum(owner.columnWidth(column) for column in columns)
        frame = owner.frameWidth()
        height = owner.viewport().height() + owner.horizontalHeader().height()
        self.horizontalHeader().setFixedHeight(owner.horizontalHeader().height())
        self.setGeometry(frame, frame, width + 1, height)
        self.setVisible(bool(columns))

    def _on_resized(self, section: int, old: int, new: int) -> None:
        if section < self._owner.frozen_count:
            self.setColumnWidth(section, new)
            self.place()
