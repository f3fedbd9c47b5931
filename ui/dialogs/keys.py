"""The sheet of shortcuts, made from the same list as the menus."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from compare_app.text.message import Message
from compare_app.text.wording import Wording
from ui.widgets.commands import Command, plain_text, shown_keys
from ui.widgets.dialog import Dialog
from ui.widgets.plain import PlainLabel


class KeysDialog(Dialog):
    """Every command that has a key, by menu, and the keys of tables."""

    def __init__(
        self,
        commands: Iterable[Command],
        table_keys: Iterable[tuple[Message, str]],
        words: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("Keyboard shortcuts"))
        self.setMinimumSize(460, 520)
        self.finished.connect(self.deleteLater)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(24)
        menu = ""
        for command in commands:
            if not command.shortcut:
                continue
            if command.menu.template != menu:
                menu = command.menu.template
                self._heading(grid, words(command.menu))
            self._line(grid, words(command.text), shown_keys(command))
        self._heading(grid, words("In tables"))
        for text, keys in table_keys:
            native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            self._line(grid, words(text), native)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea(widgetResizable=True)
        area.setProperty("pane", True)
        area.setWidget(body)
        area.setAccessibleName(words("Keyboard shortcuts"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(area, 1)
        column.addWidget(buttons)

    def _heading(self, grid: QGridLayout, text: str) -> None:
        grid.addWidget(PlainLabel(plain_text(text), "subtitle"), grid.rowCount(), 0, 1, 2)

    def _line(self, grid: QGridLayout, text: str, keys: str) -> None:
        row = grid.rowCount()
        grid.addWidget(PlainLabel(plain_text(text)), row, 0)
        grid.addWidget(PlainLabel(keys, "quiet"), row, 1)
