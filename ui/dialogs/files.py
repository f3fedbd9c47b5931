"""Asking for files. One object, so that a test can answer instead of a person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FileAsker:
    """The system's own dialogs; None means that the user changed their mind."""

    def __init__(self) -> None:
        self.folder = str(Path.home())

    def open_file(self, parent: QWidget, title: str, pattern: str) -> Path | None:
        """One existing file."""
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getOpenFileName(parent, title, self.folder, pattern)
        return self._remember(name)

    def open_files(self, parent: QWidget, title: str, pattern: str) -> tuple[Path, ...]:
        """Existing files; none means that the user changed their mind."""
        from PySide6.QtWidgets import QFileDialog

        names, _ = QFileDialog.getOpenFileNames(parent, title, self.folder, pattern)
        return tuple(path for name in names if (path := self._remember(name)) is not None)

    def open_folder(self, parent: QWidget, title: str) -> Path | None:
        """One existing folder."""
        from PySide6.QtWidgets import QFileDialog

        return self._remember(QFileDialog.getExistingDirectory(parent, title, self.folder))

    def save_file(self, parent: QWidget, title: str, suggestion: str, pattern: str) -> Path | None:
        """A file to write; the system asks before an existing one is replaced."""
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getSaveFileName(parent, title, str(Path(self.folder) / suggestion), pattern)
        return self._remember(name)

    def _remember(self, name: str) -> Path | None:
        if not name:
            return None
        self.folder = str(Path(name).parent)
        return Path(name)
