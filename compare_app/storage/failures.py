"""What goes wrong with a project file, said so that the user can mend it: what happened, and what to do."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Final

from compare_app.errors import AppError, Place
from compare_app.storage.kinds import WORDS
from compare_app.text.message import M, Message

TROUBLE: Final = (sqlite3.Error, OSError, UnicodeError, OverflowError, MemoryError)
"""Everything the store boundary turns into an AppError."""


def failure(error: BaseException, path: Path) -> AppError:
    """The AppError for what SQLite or the operating system reported about a project file."""
    if isinstance(error, AppError):
        return error
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    place = Place(file=path.name)
    if primary == sqlite3.SQLITE_FULL or is_full(error):
        return full(path)
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return AppError(
            "PROJECT-LOCKED",
            M("{file} is being used by another program", file=path.name),
            M("Close the other window or wait until it has finished, then try again; nothing was changed"),
            place,
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError) and not path.parent.is_dir():
        return AppError(
            "PROJECT-FOLDER",
            M("There is no folder {folder}", folder=str(path.parent.absolute())),
            M("Make the folder first, or choose another one; nothing was changed"),
            place,
        )
    if isinstance(error, PermissionError) and not path.exists():
        return AppError(
            "PROJECT-FOLDER",
            M("Nothing may be written into the folder {folder}", folder=str(path.parent.absolute())),
            M("Choose another folder; nothing was changed"),
            place,
        )
    if primary == sqlite3.SQLITE_READONLY or isinstance(error, PermissionError):
        return read_only(path)
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or isinstance(error, UnicodeError):
        return damaged(path, str(error))
    if primary == sqlite3.SQLITE_CANTOPEN:
        return AppError(
            "PROJECT-CANNOT-OPEN",
            M("{file} cannot be opened or its folder cannot be written", file=path.name),
            M("Check that the folder exists and that you may write in it; nothing was changed"),
            place,
        )
    if primary == sqlite3.SQLITE_CONSTRAINT:
        return AppError(
            "EDIT-INCONSISTENT",
            M("The change does not fit the rest of the project: {detail}", detail=str(error)),
            M("Nothing was changed. Check that everything it names still exists"),
            place,
        )
    if primary == sqlite3.SQLITE_TOOBIG or isinstance(error, OverflowError):
        return AppError(
            "VALUE-TOO-LARGE",
            M("One text or number is too large for the project file"),
            M("Nothing was changed. Shorten the text (at most 32 million characters)"),
            place,
        )
    if isinstance(error, MemoryError) or primary == sqlite3.SQLITE_NOMEM:
        return AppError(
            "OUT-OF-MEMORY",
            M("There is not enough memory for this step"),
            M("Nothing was changed. Close other programs and try again"),
            place,
        )
    return AppError(
        "PROJECT-IO",
        M("{file} could not be read or written: {detail}", file=path.name, detail=str(error)),
        M("Check the drive or the network, then try again; nothing was changed"),
        place,
    )


def is_full(error: BaseException) -> bool:
    """Whether the system says that a drive has no room left."""
    import errno

    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def unknown(kind: type, named_by: type) -> AppError:
    """A record names another one that does not exist."""
    return AppError(
        "EDIT-INCONSISTENT",
        M("A {record} names a {kind} that is not in the project", record=WORDS[named_by], kind=WORDS[kind]),
        M("Nothing was changed. Check that everything it names still exists"),
    )


def full(path: Path) -> AppError:
    """The drive has no room left; names how much is free."""
    try:
        free = shutil.disk_usage(path.parent).free
    except OSError:
        free = 0
    return AppError(
        "DISK-FULL",
        M("The drive of {file} is full ({free} MB free)", file=path.name, free=free // 1_000_000)
        if free >= 1_000_000
        else M("The drive of {file} is full ({free} kB free)", file=path.name, free=free // 1000),
        M("Nothing was changed. Make room on the drive and do it again"),
        Place(file=path.name),
    )


def outcome_unknown(path: Path, detail: str) -> AppError:
    """COMMIT reported an error and the drive does not answer the question whether it happened (reliability A10)."""
    return AppError(
        "OUTCOME-UNKNOWN",
        M(
            "Whether the last step is in {file} is not known, the drive stopped answering: {detail}",
            file=path.name,
            detail=detail,
        ),
        M("Check the drive or the network, then open the project again: it shows what was stored"),
        Place(file=path.name),
    )


def read_only(path: Path) -> AppError:
    """A change was asked for where nothing can be written."""
    return AppError(
        "PROJECT-READ-ONLY",
        M("{file} is open for reading only", file=path.name),
        M("Copy the project to a folder where you may write, then open the copy"),
        Place(file=path.name),
    )


def damaged(path: Path, detail: str | Message) -> AppError:
    """The file is a project, but its content is not sound."""
    return AppError(
        "PROJECT-DAMAGED",
        M("{file} is damaged: {detail}", file=path.name, detail=detail),
        M(
            "Let the program restore it from its newest sound backup; the damaged file is kept (command line: recover)"
        ),
        Place(file=path.name),
    )


def refused(code: str, path: Path, what: Message, remedy: Message) -> AppError:
    """A file that is not opened at all."""
    return AppError(code, what, remedy, Place(file=path.name))
