"""Editors of cells: text of one line or more, choices, dates. They hand back text; the core decides what it means."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QDate, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCalendarWidget,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QToolButton,
    QToolTip,
    QWidget,
)

from ui.widgets.option import Option
from ui.widgets.plain import whole_tip
from ui.widgets.roles import CHOICES, KIND

Index = QModelIndex | QPersistentModelIndex
ARROW_WIDTH = 20
LONG_WIDTH = 280  # px, of an editor of several lines at least
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CellDelegate(QStyledItemDelegate):
    """Makes the editor that a cell asks for by its roles."""

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: Option, index: Index) -> bool:
        """The tip of a cell; where its text is elided, the whole text comes first."""
        if event.type() != QEvent.Type.ToolTip or not self._is_elided(option, index):
            return super().helpEvent(event, view, option, index)
        text, said = (
            str(index.data(Qt.ItemDataRole.DisplayRole)),
            str(index.data(Qt.ItemDataRole.ToolTipRole) or ""),
        )
        QToolTip.showText(event.globalPos(), whole_tip(text, said), view)
        return True

    def _is_elided(self, option: Option, index: Index) -> bool:
        return bool(self.sizeHint(option, index).width() > option.rect.width())

    def createEditor(self, parent: QWidget, option: Option, index: Index) -> QWidget:
        kind = index.data(KIND)
        if kind == "choice":
            box = QComboBox(parent)
            for value, label in index.data(CHOICES):
                box.addItem(label, value)
            box.activated.connect(self._commit_choice)
            return box
        if kind == "date":
            return DateEdit(parent)
        if kind == "long":
            return LongEdit(parent)
        editor = QLineEdit(parent)
        editor.setFrame(False)
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: Option, index: Index) -> None:
        """In the cell; a date is never narrower than its figures, and stays inside the table."""
        super().updateEditorGeometry(editor, option, index)
        if isinstance(editor, LongEdit):
            editor.grow()
        table = editor.parentWidget()
        if isinstance(editor, DateEdit) and table is not None:
            place = editor.geometry()
            place.setWidth(max(place.width(), editor.least_width()))
            beyond = place.right() - table.rect().right()
            place.translate(-max(0, min(beyond, place.left())), 0)
            editor.setGeometry(place)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The text of the cell, marked, so that typing replaces it.

        The view asks again whenever the table is shown anew, e.g. when a comparison is ready. What somebody is typing
        or choosing at that moment stays.
        """
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        match editor:
            case QComboBox() if not editor.view().isVisible():
                editor.setCurrentIndex(max(0, editor.findData(text)))
                editor.showPopup()
            case QLineEdit() if not editor.isModified():
                editor.setText(text)
                editor.selectAll()
            case LongEdit() if not editor.document().isModified():
                editor.setPlainText(text)
                editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        match editor:
            case QComboBox():
                model.setData(index, editor.currentData())
            case QLineEdit():
                model.setData(index, editor.text())
            case LongEdit():
                model.setData(index, editor.toPlainText())

    def _commit_choice(self) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self.commitData.emit(box)
            self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes down and Tab goes right, as in Excel. An exception here would end the program."""
        try:
            key = event.key() if isinstance(event, QKeyEvent) else 0
            pressed = event.type() == QEvent.Type.KeyPress and key in ENTER
            if pressed and isinstance(watched, QWidget) and isinstance(event, QKeyEvent):
                if isinstance(watched, LongEdit) and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                    watched.insertPlainText("\n")
                    return True
                up = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                view = self.parent()
                if isinstance(view, QAbstractItemView):
                    here = view.currentIndex()
                    there = here.siblingAtRow(here.row() + (-1 if up else 1))
                    if there.isValid():
                        view.setCurrentIndex(there)
                return True
            return super().eventFilter(watched, event)
        except Exception:  # noqa: BLE001
            return False


class LongEdit(QPlainTextEdit):
    """A text of several lines, over the cells below where it must; Alt+Enter begins a line, Enter ends the edit."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("padding: 0 2px; border-radius: 0;")
        self.document().setDocumentMargin(3)
        self.textChanged.connect(self.grow)

    def grow(self) -> None:
        """As high as its lines, inside the table."""
        table = self.parentWidget()
        if table is None:
            return
        lines = max(1, round(self.document().size().height()))
        height = lines * self.fontMetrics().lineSpacing() + 10
        place = self.geometry()
        place.setHeight(max(place.height(), min(height, table.height())))
        place.setWidth(max(place.width(), min(LONG_WIDTH, table.width())))
        place.translate(-max(0, place.right() - table.width()), -max(0, place.bottom() - table.height()))
        self.setGeometry(place)


class DateEdit(QLineEdit):
    """A date typed as text, with a calendar behind the arrow (Alt+Down); what the text means the core decides.

    No QDateEdit: its sections take typed figures one by one, and `2027-01-31` over a marked date kept the old year.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setPlaceholderText("YYYY-MM-DD")
        self._arrow = QToolButton(self)
        self._arrow.setText("▽")
        self._arrow.setStyleSheet("padding: 0; border: none")  # the padding of toolbars leaves no room here
        self._arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # losing the focus would close the editor
        self._arrow.setCursor(Qt.CursorShape.ArrowCursor)
        self._arrow.clicked.connect(self.open_calendar)
        self.setTextMargins(0, 0, ARROW_WIDTH, 0)
        self._calendar: QCalendarWidget | None = None

    def least_width(self) -> int:
        """Pixels that show a whole date beside the arrow."""
        return self.fontMetrics().horizontalAdvance("0000-00-00  ") + ARROW_WIDTH + 12

    def open_calendar(self) -> None:
        """Show the month of the typed date, or this month."""
        calendar = self._calendar
        if calendar is None:
            calendar = self._calendar = QCalendarWidget(self)
            calendar.setWindowFlags(Qt.WindowType.Popup)
            calendar.clicked.connect(self._take)
            calendar.activated.connect(self._take)
        typed = QDate.fromString(self.text(), Qt.DateFormat.ISODate)
        calendar.setSelectedDate(typed if typed.isValid() else QDate.currentDate())
        calendar.move(self.mapToGlobal(self.rect().bottomLeft()))
        calendar.show()
        calendar.setFocus()

    def _take(self, day: QDate) -> None:
        self.setText(day.toString(Qt.DateFormat.ISODate))
        if self._calendar is not None:
            self._calendar.hide()
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrow.setGeometry(self.width() - ARROW_WIDTH, 0, ARROW_WIDTH, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        super().keyPressEvent(event)
