"""What the keys do with a range of cells: copy, paste, fill down, empty. Each change is one step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.cell_edits import CellEdits
from ui.tables.block import Target, filled_down, is_header, named_columns, pasted, rows_of, same_in_all
from ui.widgets.clip import mime
from ui.widgets.roles import COPY

if TYPE_CHECKING:
    from ui.tables.grid_view import GridView


class CellBlocks:
    """The selected cells of one view."""

    def __init__(self, view: GridView, words: Wording) -> None:
        self._view = view
        self._words = words

    def selected(self) -> list[tuple[int, int]]:
        """(row, column) of the selected cells that are seen."""
        return [
            (index.row(), index.column())
            for index in self._view.selectedIndexes()
            if not self._view.isColumnHidden(index.column())
        ]

    def texts(self, *, headers: bool = False) -> list[list[str]]:
        """The selected cells as rows of texts; holes of the selection are empty."""
        model = self._view.model()
        chosen = set(self.selected())
        if model is None or not chosen:
            return []
        columns = sorted({column for _, column in chosen}, key=self._view.header.visualIndex)
        rows = [
            [str(model.index(r, c).data(COPY) or "") if (r, c) in chosen else "" for c in columns]
            for r in sorted({row for row, _ in chosen})
        ]
        if headers:
            names = [str(model.headerData(c, Qt.Orientation.Horizontal) or "") for c in columns]
            rows.insert(0, [" ".join(name.split()) for name in names])
        return rows

    def copy(self) -> None:
        """Put the selected cells on the clipboard, as TSV and HTML."""
        self._copy(headers=False)

    def copy_with_headers(self) -> None:
        """The same with the titles of the columns."""
        self._copy(headers=True)

    def _copy(self, *, headers: bool) -> None:
        rows = self.texts(headers=headers)
        if rows:
            QGuiApplication.clipboard().setMimeData(mime(rows, header=headers))

    def paste(self) -> None:
        """Put a block from the clipboard over the cells from the first selected one on.

        One cell fills the whole selection. A header that names the columns finds them; a first row that only looks
        like a header is asked about.
        """
        view, model = self._view, self._view.rows_model
        block = rows_of(QGuiApplication.clipboard().text())
        current, cells = view.currentIndex(), self.selected()
        if not block or not current.isValid():
            return
        if len(block) == 1 and len(block[0]) == 1 and len(cells) > 1:
            self._change(same_in_all(model, cells, block[0][0]))
            return
        place = view.header.visualIndex
        row = min((row for row, _ in cells), default=current.row())
        column = min((column for _, column in cells), default=current.column(), key=place)
        seen = view.columns.seen()
        from_here = Target(row, tuple(seen[seen.index(column) :]))
        named = named_columns(block[0], model, seen) if len(block) > 1 else None
        if named is not None:
            self._put(block[1:], Target(row, named))
        elif len(block) > 1 and is_header(block[0]) and not is_header(block[1]):
            self._ask_about_header(block, from_here)
        else:
            self._put(block, from_here)

    def _ask_about_header(self, block: list[list[str]], target: Target) -> None:
        view, words = self._view, self._words
        menu = QMenu(view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(words("The first row is a header: leave it out"), lambda: self._put(block[1:], target))
        menu.addAction(words("Paste the first row too"), lambda: self._put(block, target))
        menu.popup(view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft()))

    def _put(self, block: list[list[str]], target: Target) -> None:
        edits, skipped = pasted(block, self._view.rows_model, target)
        if edits.new_rows and not self._view.grows:
            skipped += sum(len(row) for row in edits.new_rows)
            edits = CellEdits(edits.changes)
        self._change(edits)
        if skipped:
            self._view.told.emit(
                M("Cells of the block that cannot be changed here were left out: {count}", count=skipped)
            )

    def clear(self) -> bool:
        """Empty the selected cells that can be empty; False where there are none."""
        edits = same_in_all(self._view.rows_model, self.selected(), "")
        self._change(edits)
        return bool(edits.changes)

    def fill_down(self) -> None:
        """Repeat the first row of the selection over the rest of it."""
        self._change(filled_down(self._view.rows_model, self.selected()))

    def _change(self, edits: CellEdits) -> None:
        if edits.changes or edits.new_rows:
            self._view.rows_model.edits_requested.emit(edits)
