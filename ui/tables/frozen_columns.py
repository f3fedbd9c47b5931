"""The first columns of a table once more, laid over it: they stay in sight while the rest scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from ui.tables.cell_painter import CellPainter
from ui.tables.header import TableHeader
from ui.tables.scrolled import ScrolledTable

if TYPE_CHECKING:
    from ui.tables.grid_view import GridView


class FrozenColumns(ScrolledTable):
    """Shares model, selection and vertical scrolling with its owner; the owner asks it to follow."""

    def __init__(self, owner: GridView, row_height: int) -> None:
        super().__init__(owner)
        self._owner = owner
        self.setObjectName("frozenColumns")
        self.setStyleSheet("QTableView#frozenColumns { border: 0; border-right: 1px solid palette(mid); }")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWordWrap(False)
        self.setSelectionMode(owner.selectionMode())
        self.setEditTriggers(owner.editTriggers())
        self.setItemDelegate(CellPainter(self, owner.tail))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = TableHeader(self, owner.filter_tip, filters=owner.header.filters)
        self.setHorizontalHeader(header)
        header.sectionResized.connect(self._on_resized_here)
        header.sort_asked.connect(owner.header.sort_asked)
        header.filter_asked.connect(owner.header.filter_asked)
        header.menu_asked.connect(owner.header.menu_asked)
        owner.header.sectionResized.connect(self._on_resized)
        owner.header.height_changed.connect(self.place)
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
        self.updateGeometries()  # of the same height in all, it would not lay out a header of another height
        self.setVisible(bool(columns))

    def _on_resized(self, section: int, old: int, new: int) -> None:
        if section < self._owner.frozen_count:
            self.setColumnWidth(section, new)
            self.place()

    def _on_resized_here(self, section: int, old: int, new: int) -> None:
        if section < self._owner.frozen_count and self._owner.columnWidth(section) != new:
            self._owner.setColumnWidth(section, new)
