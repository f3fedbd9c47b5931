"""The menus of a table: what can be done with a cell, and with a column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from compare_app.text.wording import Wording

if TYPE_CHECKING:
    from ui.tables.grid_view import GridView


class TableMenus:
    """The menus of one view."""

    def __init__(self, view: GridView, words: Wording) -> None:
        self._view = view
        self._words = words

    def of_cell(self, offers: Sequence[tuple[str, Callable[[], None]]] = ()) -> QMenu:
        """What can be done with the current cell; `offers` are what the page adds."""
        view, words = self._view, self._words
        menu = QMenu(view)
        copy = menu.addAction(words("Copy"), view.blocks.copy)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        menu.addAction(words("Copy with headers"), view.blocks.copy_with_headers).setShortcut("Ctrl+Shift+C")
        index = view.currentIndex()
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            menu.addAction(words("Paste"), view.blocks.paste).setShortcut(
                QKeySequence(QKeySequence.StandardKey.Paste)
            )
            menu.addAction(words("Fill down"), view.blocks.fill_down).setShortcut("Ctrl+D")
            menu.addAction(words("Empty the cells"), view.blocks.clear).setShortcut("Del")
        if view.header.filters and index.isValid():
            menu.addSeparator()
            menu.addAction(words("Only rows with this value"), self._filter_by_cell)
            self._add_filter_actions(menu, index.column())
        menu.addSeparator()
        for text, do in offers:
            menu.addAction(text, do).setEnabled(index.isValid())
        menu.addAction(words("Fit column widths"), view.columns.refit)
        return menu

    def of_column(self, column: int) -> QMenu:
        """What can be done with a column."""
        view, words = self._view, self._words
        menu = QMenu(view)
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        menu.addAction(words("Sort ascending"), lambda: view.sort(column, up))
        menu.addAction(words("Sort descending"), lambda: view.sort(column, down))
        menu.addAction(words("Original order"), lambda: view.sort(-1, up))
        if view.header.filters:
            menu.addSeparator()
            self._add_filter_actions(menu, column)
            menu.addSeparator()
            hide = menu.addAction(words("Hide this column"), lambda: view.columns.hide(column))
            hide.setEnabled(column >= view.frozen_count)
            menu.addAction(words("Choose columns…"), view.columns.choose)
        menu.addSeparator()
        menu.addAction(words("Fit column widths"), view.columns.refit)
        back = menu.addAction(words("Columns in their first order"), view.columns.put_back)
        back.setEnabled(bool(view.columns.order))
        return menu

    def _add_filter_actions(self, menu: QMenu, column: int) -> None:
        view, words = self._view, self._words
        menu.addAction(words("Filter this column…"), lambda: view.open_filter(column)).setShortcut("Alt+Down")
        clear = menu.addAction(words("Clear all filters"), view.clear_filters)
        clear.setEnabled(bool(view.rows_model.filtered_columns))

    def _filter_by_cell(self) -> None:
        view, model = self._view, self._view.rows_model
        index = view.currentIndex()
        model.set_filter(model.column(index).key, frozenset({model.cell(index).listed}))
