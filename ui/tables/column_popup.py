"""The column chooser: a tick shows a column, up and down move it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from compare_app.text.wording import Wording
from ui.widgets.check_list import CheckListPopup
from ui.widgets.plain import tip


class ColumnPopup(CheckListPopup):
    """The order of `items.values` when it is taken is that of the columns. Alt+Up and Alt+Down move the current one."""

    def __init__(
        self,
        words: Wording,
        title: str,
        items: Sequence[tuple[str, str]],
        ticked: Collection[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, title, items, ticked, parent)
        self.up_button = QPushButton(words("↑ Move left"))
        self.up_button.setToolTip(tip(words("Alt+Up")))
        self.up_button.clicked.connect(self._move_up)
        self.down_button = QPushButton(words("↓ Move right"))
        self.down_button.setToolTip(tip(words("Alt+Down")))
        self.down_button.clicked.connect(self._move_down)
        moves = QHBoxLayout()
        for button in (self.up_button, self.down_button):
            button.setEnabled(False)
            moves.addWidget(button)
        moves.addStretch(1)
        self.column.insertLayout(self.column.count() - 1, moves)
        self.list.installEventFilter(self)
        self.list.selectionModel().currentChanged.connect(self._on_current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._moved_by(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list would take Alt+Up for Up."""
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._moved_by(event)

    def _moved_by(self, event: QKeyEvent) -> bool:
        if not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        match event.key():
            case Qt.Key.Key_Up:
                self._move_up()
            case Qt.Key.Key_Down:
                self._move_down()
            case _:
                return False
        return True

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        current = self.list.currentIndex()
        if current.isValid():
            self.list.setCurrentIndex(self.items.index(self.items.move(current.row(), step)))

    def _on_current(self) -> None:
        row = self.list.currentIndex().row()
        self.up_button.setEnabled(row > 0)
        self.down_button.setEnabled(0 <= row < self.items.rowCount() - 1)
