"""What a cell tells its view and editor beyond Qt's own roles."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt

KEY: Final = Qt.ItemDataRole.UserRole + 1  # what the row is about, e.g. a record's id
CHOICES: Final = Qt.ItemDataRole.UserRole + 2  # ((value, label), …) for a drop-down
KIND: Final = Qt.ItemDataRole.UserRole + 3  # "text", "long", "date" or "choice": which editor
WIDTH: Final = Qt.ItemDataRole.UserRole + 5  # of a column's header: its largest width in characters, 0: none
COPY: Final = Qt.ItemDataRole.UserRole + 4  # the text that is copied out
