"""What may be dropped onto the window."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtGui import QDropEvent

TABLE_SUFFIXES: Final = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".txt", ".tsv")
PROJECT_SUFFIX: Final = ".dcmp"


def dropped_files(event: QDropEvent) -> tuple[Path, ...]:
    """The local files of a drop that we can open or read."""
    known = (*TABLE_SUFFIXES, PROJECT_SUFFIX)
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return tuple(path for path in paths if path.suffix.lower() in known)
