"""First step of an import: which file, and for a text file how it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from compare_app.domain.draft import FilePreview
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.dialogs.files import FileAsker
from ui.widgets.plain import PlainLabel

ENCODINGS: Final = ("", "utf-8", "gb18030", "utf-16", "cp1252", "big5")
SEPARATORS: Final = (
    ("", M("as found")),
    (",", M("comma")),
    (";", M("semicolon")),
    ("\t", M("tab")),
    ("|", M("bar")),
)
PATTERN: Final = M("Tables (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.txt *.tsv)")


class FileStep(QWidget):
    """The path, what the file turned out to be, and encoding and separator of a text file."""

    chosen = Signal(object)  # Path
    options_changed = Signal()
    password_given = Signal(str)

    def __init__(self, words: Wording, ask: FileAsker) -> None:
        super().__init__()
        self._words = words
        self._ask = ask
        self.path_edit = QLineEdit()
        self.path_edit.setReadOnly(True)
        self.path_edit.setAccessibleName(words("File"))
        choose = QPushButton(words("Choose…"))
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self.path_edit, 1)
        row.addWidget(choose)
        self.found = PlainLabel("", "lead", wrap=True)
        self.encoding_box = QComboBox()
        self.encoding_box.setAccessibleName(words("Encoding"))
        for one in ENCODINGS:
            self.encoding_box.addItem(one or words("as found"), one)
        self.separator_box = QComboBox()
        self.separator_box.setAccessibleName(words("Separator"))
        for sign, name in SEPARATORS:
            self.separator_box.addItem(words(name), sign)
        self.encoding_box.activated.connect(self.options_changed)
        self.separator_box.activated.connect(self.options_changed)
        self.text_options = QGroupBox(words("Text file"))
        form = QFormLayout(self.text_options)
        form.addRow(words("Encoding"), self.encoding_box)
        form.addRow(words("Separator"), self.separator_box)
        self.text_options.hide()
        self.password_edit = QLineEdit()
        self.password_edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.password_edit.setAccessibleName(words("Password"))
        self.password_edit.returnPressed.connect(self._unlock)
        unlock = QPushButton(words("Open with the password"))
        unlock.setAutoDefault(False)
        unlock.clicked.connect(self._unlock)
        self.password_group = QGroupBox(words("Password"))
        password_row = QHBoxLayout(self.password_group)
        password_row.addWidget(self.password_edit, 1)
        password_row.addWidget(unlock)
        self.password_group.hide()
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addSpacing(12)
        column.addWidget(self.found)
        column.addWidget(self.text_options)
        column.addWidget(self.password_group)
        column.addStretch(1)
        column.addWidget(
            PlainLabel(
                words(
                    "Read are: our own workbook with its five sheets, any table with one product a row or one "
                    "product a column, and test reports with one item a row."
                ),
                "quiet",
                wrap=True,
            )
        )

    @property
    def encoding(self) -> str:
        """The chosen encoding; empty: as found."""
        return str(self.encoding_box.currentData())

    @property
    def separator(self) -> str:
        """The chosen separator; empty: as found."""
        return str(self.separator_box.currentData())

    def show_path(self, path: Path) -> None:
        """Show which file is read; what was found of the one before goes."""
        self.path_edit.setText(str(path))
        self.found.setText("")
        self.text_options.setVisible(path.suffix.lower() in (".csv", ".txt", ".tsv"))
        self.password_group.hide()

    def ask_password(self) -> None:
        """The file needs a password, or the one given did not open it."""
        self.password_edit.clear()
        self.password_group.show()
        self.password_edit.setFocus()

    def show_preview(self, preview: FilePreview) -> None:
        """Say what the file is."""
        words = self._words
        rows = sum(sheet.row_count for sheet in preview.sheets)
        if preview.ours:
            text = words("Our own workbook: no mapping is needed")
        else:
            text = words("sheets: {count}, rows: {rows}", count=len(preview.sheets), rows=rows)
        if preview.encoding:
            text += " · " + words("encoding {encoding}", encoding=preview.encoding)
        hidden = sum(sheet.hidden for sheet in preview.sheets)
        if hidden:
            text += " · " + words("hidden rows and columns, not taken in: {count}", count=hidden)
        self.found.setText(text)
        self.password_group.hide()
        if preview.encoding:
            self.text_options.setVisible(True)

    def _unlock(self) -> None:
        if self.password_edit.text():
            self.password_given.emit(self.password_edit.text())

    def _choose(self) -> None:
        path = self._ask.open_file(self, self._words("Import"), self._words(PATTERN))
        if path is not None:
            self.chosen.emit(path)
