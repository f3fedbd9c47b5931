"""Every sheet of a file at once, hidden ones too: for files of our own that come back, such as plans."""

from __future__ import annotations

from pathlib import Path

from compare_app.importers.cells import Sheet
from compare_app.importers.source import Source


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The sheets in the order of the file; a file that cannot be read is a RefusedFile."""
    with Source(path) as source:
        return tuple(source.sheet(one.name) for one in source.sheets)
