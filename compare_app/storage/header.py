"""What a file is, from its first hundred bytes, before any SQLite touches it (reliability A1)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from compare_app.storage.failures import TROUBLE, failure, refused
from compare_app.text.message import M

APPLICATION_ID: Final = 0x44434D50  # "DCMP"
_MAGIC: Final = b"SQLite format 3\x00"
_FIRST_PAGE: Final = (
    b"\x00\x00\x00\x01" + _MAGIC
)  # as a record of a journal: the number of the page, then the page


@dataclass(frozen=True, slots=True)
class Header:
    """The version of a project file, and whether another program left it in WAL mode."""

    version: int
    wal: bool


def restorable(path: Path, newest: int) -> bool:
    """Whether SQLite may put back what the journal beside a file holds: the file is ours, now or before the crash.

    A power cut in the middle of a commit can leave any first page; the journal then holds the one that stood there.
    """
    beside = path.with_name(path.name + "-journal")
    try:
        with path.open("rb") as file:
            if _ours(file.read(100), newest):
                return True
        data = beside.read_bytes()
    except OSError:
        return False
    at = data.find(_FIRST_PAGE)
    return at >= 0 and _ours(data[at + 4 : at + 104], newest)


def _ours(first: bytes, newest: int) -> bool:
    if len(first) < 100 or not first.startswith(_MAGIC):
        return False
    version, application = struct.unpack(">I", first[60:64])[0], struct.unpack(">I", first[68:72])[0]
    return bool(application == APPLICATION_ID and version <= newest)


def look(path: Path, newest: int) -> Header:
    """The header of one of our files; anything else is an AppError that says what it is. Only reads."""
    try:
        if path.is_dir():
            raise refused(
                "PROJECT-IS-FOLDER",
                path,
                M("{file} is a folder, not a project file", file=path.name),
                M("Choose a file that ends in .dcmp"),
            )
        if not path.exists():
            raise refused(
                "PROJECT-MISSING",
                path,
                M("There is no file {file}", file=path.name),
                M("Check the name and the folder, or make a new project"),
            )
        with path.open("rb") as file:
            first = file.read(100)
    except TROUBLE as error:
        raise failure(error, path) from error
    if not first:
        raise refused(
            "PROJECT-EMPTY",
            path,
            M("{file} is empty", file=path.name),
            M("Open a backup of it, or make a new project"),
        )
    if len(first) < 100 or not first.startswith(_MAGIC):
        raise refused(
            "PROJECT-NOT-OURS",
            path,
            M("{file} is no project file of this program", file=path.name),
            M("Choose a .dcmp file; workbooks and tables are taken in with Import"),
        )
    version, application = struct.unpack(">I", first[60:64])[0], struct.unpack(">I", first[68:72])[0]
    if application != APPLICATION_ID:
        raise refused(
            "PROJECT-NOT-OURS",
            path,
            M("{file} is a database of another program", file=path.name),
            M("Choose a .dcmp file; workbooks and tables are taken in with Import"),
        )
    if version > newest:
        raise refused(
            "PROJECT-FROM-FUTURE",
            path,
            M(
                "{file} was written by a newer version of this program (file version {found}, known up to {known})",
                file=path.name,
                found=version,
                known=newest,
            ),
            M("Update this program; the file was not touched"),
        )
    return Header(version, first[18] == 2 or first[19] == 2)
