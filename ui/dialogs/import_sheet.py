"""Second step of an import: which sheet; its first rows are shown as they stand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QSplitter, QVBoxLayout, QWidget

from compare_app.domain.draft import FilePreview, SheetPreview
from compare_app.text.wording import Wording
from ui.models.grid_model import GridModel
from ui.models.raw_grid import raw_grid
from ui.tables.grid_view import GridView
from ui.theme import Theme


class SheetStep(QWidget):
    """Sheets on the left, the chosen one on the right."""

    def __init__(self, words: Wording, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._sheets: tuple[SheetPreview, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName(words("Sheets"))
        self.list.currentRowChanged.connect(self._on_sheet)
        self.model = GridModel(self)
        self.model.dress(theme, self.font())
        self.view = GridView(words, words("First rows of the sheet"))
        self.view.verticalHeader().setVisible(True)
        self.view.setModel(self.model)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.list)
        splitter.addWidget(self.view)
        splitter.setSizes([220, 700])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(splitter)

    def show_preview(self, preview: FilePreview) -> None:
        """List the sheets; the one with the most cells is proposed."""
        self._sheets = preview.sheets
        self.list.clear()
        for sheet in preview.sheets:
            size = self._words(
                "rows: {rows}, columns: {columns}", rows=sheet.row_count, columns=sheet.column_count
            )
            self.list.addItem(f"{sheet.name or '—'}\n{size}")
        largest = max(
            range(len(preview.sheets)),
            key=lambda at: preview.sheets[at].row_count * preview.sheets[at].column_count,
            default=-1,
        )
        self.list.setCurrentRow(largest)

    def sheet(self) -> SheetPreview:
        """The chosen sheet."""
        return self._sheets[max(0, self.list.currentRow())]

    def choose(self, name: str) -> None:
        """Choose the sheet of a name, where there is one."""
        at = next((at for at, one in enumerate(self._sheets) if one.name == name), -1)
        if at >= 0:
            self.list.setCurrentRow(at)

    def _on_sheet(self, row: int) -> None:
        if 0 <= row < len(self._sheets):
            self.model.show(raw_grid(self._sheets[row]))
