"""Which files of a folder are tables, by their names; what they are is told by their contents, later."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

SUFFIXES: Final = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".txt", ".tsv")
MOST_FILES: Final = 500  # of a folder


def tables_in(folder: Path) -> tuple[Path, ...]:
    """The tables of a folder and of the folders in it, without the marks that Excel sets beside open workbooks."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    return tuple(sorted(path for path in found if not path.name.startswith((".", "~$")))[:MOST_FILES])


def with_folders(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Files as they are; of a folder all tables in it, in the order of their names."""
    found = (one for path in paths for one in (tables_in(path) if path.is_dir() else (path,)))
    return tuple(dict.fromkeys(found))
