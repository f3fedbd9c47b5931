"""What may be dropped onto the window."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtGui import QDropEvent

TABLE_SUFFIXES: Final = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".txt", ".tsv")
PROJECT_SUFFIX: Final = ".dcmp"


MOST_FILES: Final = 200  # of a folder


def dropped_files(event: QDropEvent) -> tuple[Path, ...]:
    """The local files of a drop that we can open or read; of a folder all tables in it, in the order of their names."""
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    found = [one for path in paths for one in (tables_in(path) if path.is_dir() else (path,))]
    known = (*TABLE_SUFFIXES, PROJECT_SUFFIX)
    return tuple(dict.fromkeys(path for path in found if path.suffix.lower() in known))


def tables_in(folder: Path) -> tuple[Path, ...]:
    """The tables of a folder and of the folders in it, without the marks that Excel sets beside open workbooks."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() in TABLE_SUFFIXES and path.is_file())
    return tuple(sorted(path for path in found if not path.name.startswith((".", "~$")))[:MOST_FILES])
