"""The sheet of a file in a table: coloured by what was understood; its cells can be corrected before the import."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QMenu

from compare_app.domain.draft import Draft, SheetPreview
from compare_app.domain.mapping import TableMapping
from compare_app.text.letters import letters, place
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording
from ui.models.cell_edits import CellEdits
from ui.models.grid_model import GridModel
from ui.models.sheet_grid import sheet_grid
from ui.tables.grid_view import GridView
from ui.theme import Theme

Corrections = dict[str, dict[str, str]]
"""Sheet → A1 address → the text that the user typed; shared by the steps of the wizard."""

_ROWS: tuple[tuple[str, Message], ...] = (
    ("header_row", M("This row is the header")),
    ("unit_row", M("This row holds the units")),
    ("first_row", M("The data begin here")),
    ("last_row", M("The data end here")),
)


class SheetCells(GridView):
    """One sheet. Where a mapping can be changed, the menu of a cell says what its row is."""

    corrected = Signal()
    row_meant = Signal(str, int, int)  # field of the mapping, row from 1 and column from 0 in the file

    def __init__(self, words: Wording, theme: Theme, corrections: Corrections, *, mapped: bool) -> None:
        super().__init__(words, words("The sheet as it is"), frozen=1, filters=False)
        self._corrections = corrections
        self._mapped = mapped
        self._sheet: SheetPreview | None = None
        self.cells = GridModel(self)
        self.cells.dress(theme, self.font())
        self.cells.edits_requested.connect(self._on_edits)
        self.setModel(self.cells)

    def show_sheet(self, sheet: SheetPreview, mapping: TableMapping | None, draft: Draft | None) -> None:
        """Show a sheet with what is known of its cells."""
        self._sheet = sheet
        self.cells.show(sheet_grid(sheet, mapping, draft, self._words, self._corrections.get(sheet.name, {})))
        if sheet.name in self._corrections:
            self.fit()

    def go_to(self, address: str) -> None:
        """Make a cell current, in the middle of what is seen; one beyond the rows shown changes nothing."""
        try:
            row, column = place(address)
        except ValueError:  # of a whole row or sheet
            return
        index = self.cells.index(self.cells.row_of(row), column + 1)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def menu(self) -> QMenu:
        """Also what the row of the cell is to the mapping."""
        menu = super().menu()
        index = self.currentIndex()
        if self._mapped and index.isValid() and index.column() > 0:
            menu.addSeparator()
            row, column = self.cells.key_at(index.row()), index.column() - 1
            for field, said in _ROWS:
                menu.addAction(
                    self._words(said),
                    lambda field=field: self.row_meant.emit(field, row, column),
                )
        return menu

    def _sort_by(self, column: int) -> None:
        """A sheet stays in the order of its rows."""

    def _on_edits(self, edits: CellEdits) -> None:
        for change in edits.changes:
            self._correct(change.row, change.column, change.text)
        if edits.changes:
            self.corrected.emit()

    def _correct(self, row: int, column: int, text: str) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        cells = self._corrections.setdefault(sheet.name, {})
        address = f"{letters(column)}{row}"
        original = sheet.rows[row - 1][column] if column < len(sheet.rows[row - 1]) else ""
        if text == original:
            cells.pop(address, None)
        else:
            cells[address] = text
        if not cells:
            del self._corrections[sheet.name]
