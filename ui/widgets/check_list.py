"""A list of choices with a search field, as the header filters of spreadsheets have it; also the column chooser."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from compare_app.text.wording import Wording
from ui.widgets.plain import PlainLabel

Index = QModelIndex | QPersistentModelIndex
WIDTH: Final = 280
LEAST_LIST, MOST_LIST = 60, 280  # px of the list


class CheckList(QAbstractListModel):
    """Texts with a tick each; a search shows a part of them, others may leave out more. Ticks of hidden texts stay."""

    ticks_changed = Signal()

    def __init__(
        self, items: Sequence[tuple[str, str]], ticked: Collection[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._items = list(items)  # (value, label)
        self._ticked = {value for value, _ in items if value in ticked}
        self._wanted = ""
        self._within: Collection[str] | None = None
        self._shown = list(range(len(self._items)))

    @property
    def ticked(self) -> frozenset[str]:
        """The values with a tick."""
        return frozenset(self._ticked)

    @property
    def shown_values(self) -> frozenset[str]:
        """The values that the search lets through."""
        return frozenset(self._items[at][0] for at in self._shown)

    @property
    def values(self) -> tuple[str, ...]:
        """All values in their order."""
        return tuple(value for value, _ in self._items)

    def search(self, text: str) -> None:
        """Show the labels that hold a text, whatever its case."""
        self._wanted = text.strip().casefold()
        self._show()

    def keep_within(self, values: Collection[str] | None) -> None:
        """Show only these values, however they are searched; None: all."""
        self._within = values
        self._show()

    def _show(self) -> None:
        self.beginResetModel()
        within = self._within
        self._shown = [
            at
            for at, (value, label) in enumerate(self._items)
            if self._wanted in label.casefold() and (within is None or value in within)
        ]
        self.endResetModel()

    def move(self, row: int, step: int) -> int:
        """Put a row before the one above it (−1) or behind the one below it (1), as they are shown; its row then."""
        goal = row + step
        if not (0 <= row < len(self._shown) and 0 <= goal < len(self._shown)):
            return row
        target = self._shown[goal]
        self._items.insert(target, self._items.pop(self._shown[row]))
        self._show()
        return goal

    def tick_shown(self, on: bool) -> None:
        """Tick or untick all that is shown."""
        (self._ticked.update if on else self._ticked.difference_update)(self.shown_values)
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))
        self.ticks_changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        value, label = self._items[self._shown[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return label
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if value in self._ticked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        one = self._items[self._shown[index.row()]][0]
        (self._ticked.add if Qt.CheckState(value) == Qt.CheckState.Checked else self._ticked.discard)(one)
        self.dataChanged.emit(index, index)
        self.ticks_changed.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else flags


class CheckListPopup(QFrame):
    """The list in a small window under a header. Enter takes it over, Escape leaves everything as it was.

    While a search is written only what it finds is taken over, as spreadsheets do.
    """

    taken = Signal(object)  # frozenset of the ticked values

    def __init__(
        self,
        words: Wording,
        title: str,
        items: Sequence[tuple[str, str]],
        ticked: Collection[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("card", True)
        self.setAccessibleName(title)
        self.items = CheckList(items, ticked, self)
        self.search_edit = QLineEdit()
        self.search_edit.setPlaceholderText(words("Search"))
        self.search_edit.setAccessibleName(words("Search"))
        self.search_edit.setClearButtonEnabled(True)
        self.search_edit.textChanged.connect(self._on_search)
        self.list = QListView()
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(title)
        self.list.setModel(self.items)
        self.all_button = QPushButton(words("Tick all"))
        self.all_button.clicked.connect(self._tick_all)
        self.none_button = QPushButton(words("Untick all"))
        self.none_button.clicked.connect(self._untick_all)
        self.take_button = QPushButton(words("Apply"))
        self.take_button.setProperty("primary", True)
        self.take_button.clicked.connect(self.take)
        self.items.ticks_changed.connect(self._enable)
        ticks = QHBoxLayout()
        ticks.addWidget(self.all_button)
        ticks.addWidget(self.none_button)
        ticks.addStretch(1)
        ticks.addWidget(self.take_button)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(10, 8, 10, 10)
        self.column.addWidget(PlainLabel(title, "question"))
        self.column.addWidget(self.search_edit)
        self.column.addWidget(self.list, 1)
        self.column.addLayout(ticks)
        self._rows = len(items)
        self._place = QPoint()
        self._enable()

    def open_at(self, place: QPoint) -> None:
        """Show it under a place, wholly on the screen."""
        self.ensurePolished()
        self._place = place
        self.fit()
        self.show()
        self.search_edit.setFocus()

    def fit(self) -> None:
        """Take the room that the list and what stands around it need, wholly on the screen."""
        rows = self.list.sizeHintForRow(0) * self._rows + 12
        width = max(WIDTH, self.minimumSizeHint().width(), min(420, self.list.sizeHintForColumn(0) + 56))
        around = self._height_for(width) - self.list.sizeHint().height()
        place, height = self._place, around + max(LEAST_LIST, min(MOST_LIST, rows))
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        here = QRect(place.x(), place.y(), width, height)
        room = screen.availableGeometry()
        here.moveLeft(max(room.left(), min(here.left(), room.right() - here.width())))
        here.moveTop(max(room.top(), min(here.top(), room.bottom() - here.height())))
        self.setGeometry(here)

    def _height_for(self, width: int) -> int:
        self.column.activate()
        return (
            self.column.heightForWidth(width) if self.column.hasHeightForWidth() else self.sizeHint().height()
        )

    def take(self) -> None:
        """Hand over the ticks and close, where they can be meant."""
        if self.take_button.isEnabled():
            self.close()
            self.taken.emit(self._meant())

    def _meant(self) -> frozenset[str]:
        if not self.search_edit.text().strip():
            return self.items.ticked
        return self.items.ticked & self.items.shown_values or self.items.shown_values

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.take()
            case Qt.Key.Key_Down if self.search_edit.hasFocus() and self.items.rowCount():
                self.list.setFocus()
                self.list.setCurrentIndex(self.items.index(0))
            case _:
                super().keyPressEvent(event)

    def _on_search(self, text: str) -> None:
        self.items.search(text)
        self._enable()

    def _tick_all(self) -> None:
        self.items.tick_shown(True)

    def _untick_all(self) -> None:
        self.items.tick_shown(False)

    def _enable(self) -> None:
        self.take_button.setEnabled(bool(self._meant()))
