"""Editors of cells: plain text, a drop-down, a date. They hand back text; the core decides what it means."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QDate, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.widgets.roles import CHOICES, KIND

Index = QModelIndex | QPersistentModelIndex
ISO = "yyyy-MM-dd"
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CellDelegate(QStyledItemDelegate):
    """Makes the editor that a cell asks for by its roles."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        kind = index.data(KIND)
        if kind == "choice":
            box = QComboBox(parent)
            for value, label in index.data(CHOICES):
                box.addItem(label, value)
            box.activated.connect(self._commit_choice)
            return box
        if kind == "date":
            return DateEdit(parent)
        editor = QLineEdit(parent)
        editor.setFrame(False)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        match editor:
            case QComboBox():
                editor.setCurrentIndex(max(0, editor.findData(text)))
                editor.showPopup()
            case DateEdit():
                editor.set_text(text)
            case QLineEdit():
                editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        match editor:
            case QComboBox():
                model.setData(index, editor.currentData())
            case DateEdit():
                model.setData(index, editor.text_value())
            case QLineEdit():
                model.setData(index, editor.text())

    def _commit_choice(self) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self.commitData.emit(box)
            self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes down and Tab goes right, as in Excel. An exception here would end the program."""
        try:
            key = event.key() if isinstance(event, QKeyEvent) else 0
            if event.type() == QEvent.Type.KeyPress and key in ENTER and isinstance(watched, QWidget):
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                view = self.parent()
                if isinstance(view, QAbstractItemView):
                    here = view.currentIndex()
                    below = here.siblingAtRow(here.row() + 1)
                    if below.isValid():
                        view.setCurrentIndex(below)
                return True
            return super().eventFilter(watched, event)
        except Exception:  # noqa: BLE001
            return False


class DateEdit(QDateEdit):
    """A date that may be empty: Delete or Backspace on the whole text clears it."""

    NONE = QDate(1900, 1, 1)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCalendarPopup(True)
        self.setDisplayFormat(ISO)
        self.setMinimumDate(self.NONE)
        self.setSpecialValueText(" ")

    def set_text(self, text: str) -> None:
        """Take an ISO date; anything else is today, so that the calendar opens somewhere useful."""
        wanted = QDate.fromString(text, Qt.DateFormat.ISODate)
        self.setDate(wanted if wanted.isValid() else QDate.currentDate())

    def text_value(self) -> str:
        """The ISO date, or an empty text."""
        date = self.date()
        return "" if date == self.NONE else date.toString(Qt.DateFormat.ISODate)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.setDate(self.NONE)
            return
        super().keyPressEvent(event)
