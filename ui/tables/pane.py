"""A table with its strips: what is filtered, what is searched for, which row to go to. They come when needed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from compare_app.text.wording import Wording
from ui.models.grid_model import GridModel
from ui.tables.filter_words import filters_said
from ui.tables.grid_view import GridView
from ui.tables.search import GridSearch
from ui.widgets.plain import PlainLabel, tip


class TablePane(QWidget):
    """The view and its strips. It answers to Ctrl+F, F3 and Ctrl+G in the table."""

    def __init__(self, view: GridView, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.filter_strip = FilterStrip(view, words)
        self.find_strip = FindStrip(view, words)
        self.go_strip = GoStrip(view, words)
        view.find_asked.connect(self.find_strip.open)
        view.find_next_asked.connect(self.find_strip.again)
        view.go_asked.connect(self.go_strip.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for strip in (self.filter_strip, self.find_strip, self.go_strip):
            column.addWidget(strip)
        column.addWidget(view, 1)
        self.setFocusProxy(view)


class _Strip(QFrame):
    """A strip above the table, out of sight until it is asked for."""

    def __init__(self, view: GridView, words: Wording, name: str) -> None:
        super().__init__()
        self.view = view
        self.words = words
        self.setProperty("strip", True)
        self.setAccessibleName(name)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(8, 3, 4, 3)
        self.hide()

    def leave(self) -> None:
        """Go back to the table."""
        self.hide()
        self.view.setFocus()

    def add_close(self) -> None:
        """The cross at the right end."""
        self.row.addWidget(_tool("✕", self.words("Close (Esc)"), self.leave))


class FilterStrip(_Strip):
    """“12/48”, by which columns, and one button that shows everything again. Hidden rows are never a secret."""

    def __init__(self, view: GridView, words: Wording) -> None:
        super().__init__(view, words, words("Filters of the table"))
        self.said = PlainLabel("")
        self.clear_button = QPushButton(words("Clear all filters"))
        self.clear_button.clicked.connect(self._clear)
        self.row.addWidget(self.said, 1)
        self.row.addWidget(self.clear_button)
        view.rows_changed.connect(self.tell)

    def tell(self) -> None:
        """Say how much is seen, or vanish when nothing is filtered."""
        model = self.view.model()
        said = filters_said(model, self.words) if isinstance(model, GridModel) else ""
        self.said.setText(said)
        self.said.setAccessibleName(said)
        self.setVisible(bool(said))

    def _clear(self) -> None:
        self.view.clear_filters()
        self.view.setFocus()


class FindStrip(_Strip):
    """Find a text in the cells, forwards with Enter, backwards with Shift+Enter; Escape goes back to the table."""

    def __init__(self, view: GridView, words: Wording) -> None:
        super().__init__(view, words, words("Find in the table"))
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(words("Find in the table"))
        self.edit.setAccessibleName(words("Find in the table"))
        self.edit.setClearButtonEnabled(True)
        self.edit.setMaximumWidth(320)
        self.said = PlainLabel("", "quiet")
        self.search = GridSearch(view, self)
        self.search.ended.connect(self._on_ended)
        self.row.addWidget(self.edit, 1)
        for sign, name, act in (
            ("↑", words("Find previous (Shift+Enter)"), self.back),
            ("↓", words("Find next (Enter)"), self.again),
        ):
            self.row.addWidget(_tool(sign, name, act))
        self.row.addWidget(self.said)
        self.row.addStretch(1)
        self.add_close()

    def open(self) -> None:
        """Come up with the last text, ready to be typed over."""
        self.show()
        self.edit.setFocus()
        self.edit.selectAll()

    def again(self) -> None:
        """The next cell that holds the text."""
        self._find(1)

    def back(self) -> None:
        """The cell before that holds the text."""
        self._find(-1)

    def leave(self) -> None:
        """Go back to the table and give the search up."""
        self.search.stop()
        super().leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.leave()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._find(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            case _ if event.matches(QKeySequence.StandardKey.FindNext):
                self.again()
            case _ if event.matches(QKeySequence.StandardKey.FindPrevious):
                self.back()
            case _:
                super().keyPressEvent(event)

    def _find(self, step: int) -> None:
        text = self.edit.text()
        if not text.strip():
            self.open()
            return
        self.said.setText(self.words("Searching…"))
        self.search.start(text, step)

    def _on_ended(self, found: bool) -> None:
        self.said.setText("" if found else self.words("Not found in the rows that are shown"))


class GoStrip(_Strip):
    """Go to a row by its number."""

    def __init__(self, view: GridView, words: Wording) -> None:
        super().__init__(view, words, words("Go to row"))
        self.edit = QLineEdit()
        self.edit.setAccessibleName(words("Go to row"))
        self.edit.setMaximumWidth(120)
        self.said = PlainLabel("", "quiet")
        self.row.addWidget(PlainLabel(words("Go to row")))
        self.row.addWidget(self.edit)
        self.row.addWidget(self.said, 1)
        self.add_close()

    def open(self) -> None:
        """Ask for a number between one and the number of rows."""
        self.edit.clear()
        self.said.setText(self.words("1 to {count}", count=self.view.row_count()))
        self.show()
        self.edit.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.leave()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                text = self.edit.text().strip()
                if text.isdecimal() and self.view.go_to_row(int(text) - 1):
                    self.leave()
                else:
                    self.edit.selectAll()
            case _:
                super().keyPressEvent(event)


def _tool(sign: str, name: str, act: object) -> QToolButton:
    button = QToolButton()
    button.setText(sign)
    button.setAutoRaise(True)
    button.setToolTip(tip(name))
    button.setAccessibleName(name)
    button.clicked.connect(act)
    return button
