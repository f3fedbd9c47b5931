"""What may be dropped onto the window."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtGui import QDropEvent

from compare_app.domain.table_files import SUFFIXES, with_folders

OURS: Final = (".dcmp", ".dcpack")


def dropped_files(event: QDropEvent) -> tuple[Path, ...]:
    """The local files of a drop that we can open or read; of a folder all tables in it, in the order of their names."""
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    found = with_folders([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
    return tuple(path for path in found if path.suffix.lower() in (*SUFFIXES, *OURS))
