"""Writing a file whole or not at all: the old one survives every failure (full disk, open in Excel, kill -9)."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from compare_app.drive import forget
from compare_app.errors import AppError, Place
from compare_app.progress import pause
from compare_app.text.message import M

RETRY_AFTER: Final = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Seconds between attempts to replace a file: virus scanners and indexers let go within these."""

_HELD: Final = frozenset({5, 32, 33})  # Windows: access denied, sharing violation, lock violation
_KEPT_BY_WINDOWS: Final = re.compile(
    r"^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|$)|[. ]$|[<>:\"|?*\x00-\x1f]", re.IGNORECASE
)
"""Names of devices, with any suffix; streams (a:b); ends that Windows cuts off. A file must travel to any of them."""
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_TOO_LONG: Final = frozenset({123, 206})
"""Windows: a name that the file system does not take, a path that is too long."""
_DENIED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def write_bytes(path: Path, data: bytes) -> None:
    """Put `data` in the place of `path` as `atomic_write` does, once the disk gives back the same bytes."""
    atomic_write(
        path,
        lambda temporary: temporary.write_bytes(data),
        lambda temporary: temporary.read_bytes() == data,
    )


def atomic_write(
    path: Path,
    writer: Callable[[Path], object],
    is_whole: Callable[[Path], bool] = lambda temporary: temporary.stat().st_size > 0,
) -> None:
    """Let `writer` fill a temporary file beside `path`, force it to the disk, then put it in the place of `path`.

    The temporary file has the suffix of `path`, because some writers choose their format by it. Raises AppError where
    the user can mend it: no folder, write-protected, open in another program, disk full, or what was written is not
    `is_whole` (by default: not empty). Whatever happens, `path` holds either the old bytes or all of the new ones, and
    no temporary file is left.
    """
    try:
        target = path.resolve() if path.is_symlink() else path
    except OSError as trouble:  # a name that the disk does not even look up
        raise _explained(trouble, path) from trouble
    temporary = target.with_name(f".dc-{secrets.token_hex(6)}{target.suffix}")
    try:
        _refuse_bad_target(target)
        writer(temporary)
        _to_disk(temporary)
        forget(temporary)
        if not is_whole(temporary):
            raise AppError(
                "EXPORT-VERIFY",
                M("{name} was written, but the disk gives back something else", name=target.name),
                M("Choose another disk or folder; the old file is untouched"),
                Place(file=target.name),
            )
        pause()  # the last moment at which it can be left
        _replace(temporary, target)
    except OSError as trouble:
        raise _explained(trouble, target) from trouble
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    _folder_to_disk(target.parent)


def free_name(path: Path) -> Path:
    """A name beside `path` that is not taken yet: ``plan (2).xlsx``."""
    number = 2
    while (candidate := path.with_name(f"{path.stem} ({number}){path.suffix}")).exists():
        number += 1
    return candidate


def _refuse_bad_target(target: Path) -> None:
    place = Place(file=target.name)
    if _KEPT_BY_WINDOWS.search(target.name):
        raise AppError(
            "EXPORT-NAME",
            M("{name} is no name for a file on Windows", name=target.name),
            M(
                "Choose another name: none of CON, PRN, AUX, NUL, COM1, LPT1, none of the signs < > : | ? * and "
                "quotation marks, no dot or blank at the end"
            ),
            place,
        )
    if not target.parent.is_dir():
        raise AppError(
            "EXPORT-FOLDER",
            M("There is no folder {folder}", folder=str(target.parent)),
            M("Choose a folder that exists"),
            place,
        )
    if target.is_dir():
        raise AppError(
            "EXPORT-IS-FOLDER",
            M("{name} is a folder", name=target.name),
            M("Choose a file name"),
            place,
        )
    # On POSIX a rename replaces a write-protected file without asking; the protection was meant seriously.
    if target.exists() and not target.stat().st_mode & stat.S_IWUSR:
        raise AppError(
            "EXPORT-PROTECTED",
            M("{name} is write-protected", name=target.name),
            M("Save under another name, e.g. {other}", other=free_name(target).name),
            place,
        )


def _to_disk(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _folder_to_disk(folder: Path) -> None:
    """Make the rename itself last; Windows has no such call, and some network file systems refuse it."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _replace(temporary: Path, target: Path) -> None:
    for seconds in RETRY_AFTER:
        try:
            os.replace(temporary, target)  # noqa: PTH105 - the call the tests make fail
        except OSError as trouble:
            if getattr(trouble, "winerror", None) not in _HELD:
                raise
            pause()
            time.sleep(seconds)
        else:
            return
    os.replace(temporary, target)  # noqa: PTH105


def _explained(trouble: OSError, target: Path) -> AppError:
    place = Place(file=target.name)
    if trouble.errno in _FULL:
        free = 0
        with contextlib.suppress(OSError):
            free = shutil.disk_usage(target.parent).free
        return AppError(
            "EXPORT-DISK-FULL",
            M("There is no room for {name}: {free} kB are free", name=target.name, free=free // 1024),
            M("Make room on the disk or choose another one; the old file is untouched"),
            place,
        )
    if getattr(trouble, "winerror", None) in _HELD and target.exists():
        return AppError(
            "EXPORT-OPEN",
            M("{name} is open in another program", name=target.name),
            M(
                "Close it there (Excel, WPS), or save under another name, e.g. {other}",
                other=free_name(target).name,
            ),
            place,
        )
    if trouble.errno in _DENIED:
        return AppError(
            "EXPORT-DENIED",
            M("Nothing may be written into the folder {folder}", folder=str(target.parent)),
            M("Choose another folder"),
            place,
        )
    if trouble.errno == errno.ENAMETOOLONG or getattr(trouble, "winerror", None) in _TOO_LONG:
        return AppError(
            "EXPORT-NAME",
            M("The name {name} is too long for this disk", name=target.name),
            M("Choose a shorter name"),
            place,
        )
    return AppError(
        "EXPORT-FAILED",
        M("{name} could not be written: {reason}", name=target.name, reason=trouble.strerror or str(trouble)),
        M("Choose another folder or name; the old file is untouched"),
        place,
    )
