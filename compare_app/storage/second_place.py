"""A second place for backups: the newest verified copy of a project, carried to another drive or a share."""

from __future__ import annotations

import errno
import hashlib
import os
import time
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread
from typing import Final

from compare_app.drive import forget
from compare_app.errors import AppError, Place
from compare_app.progress import Progress
from compare_app.storage import backups
from compare_app.storage.checkout import digest
from compare_app.storage.failures import is_full
from compare_app.text.message import M, Message

PATIENCE_S: Final = 5.0  # for the folder to answer
_PIECE: Final = 1 << 20  # bytes between two looks whether anybody still waits
_CARRYING: Final = Lock()  # one at a time: a window may ask while it is still at it


def folder_of(home: Path, project_id: str, place: Path) -> Path:
    """Where the copies of the project that lives at `home` lie in a second place: of this file and of nobody else.

    A project that was copied keeps its name and its id; each of the two has a folder of its own.
    """
    same = f"{os.path.normcase(os.path.realpath(home))}\n{project_id}"
    return place / f"{home.stem} {hashlib.sha256(same.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def carry(project: Path, home: Path, project_id: str, place: Path, progress: Progress) -> Path | None:
    """Put the newest backup of a project there, unless it is there; older copies are thinned as those beside it.

    `project` is the file that is worked on, `home` where it lives (another one for a copy that is checked in). What was
    written is read again before it gets its name; every copy can be opened as a project. The place itself is never
    made: a folder that is missing is a stick that is not in. AppError SECOND-PLACE, then nothing there changed.
    """
    if not (place.is_absolute() and _answers(place)):
        raise _missing(home, place)
    with _CARRYING:
        newest = next(backups.own(project, project_id), None)
        if newest is None:
            return None
        folder = folder_of(home, project_id, place)
        target, part = folder / newest.name, folder / f"{newest.name}.{os.getpid()}.part"
        try:
            if target.exists():
                return None
            folder.mkdir(exist_ok=True)
            try:
                if not _copied(newest, part, progress):
                    raise _unreliable(home, place)
                part.replace(target)
            finally:
                with suppress(OSError):
                    part.unlink(missing_ok=True)
            _tidy(folder, target)
        except OSError as error:
            raise _refused(home, place, error) from error
        return target


def _copied(source: Path, part: Path, progress: Progress) -> bool:
    """Whether a file gives back what was copied into it."""
    size = source.stat().st_size
    wanted = hashlib.sha256()
    with source.open("rb") as read, part.open("wb") as write:
        while piece := read.read(_PIECE):
            progress.step(read.tell(), size)
            wanted.update(piece)
            write.write(piece)
        write.flush()
        os.fsync(write.fileno())
    forget(part)
    progress.step(size, size)
    return digest(part) == wanted.hexdigest()


def _tidy(folder: Path, newest: Path) -> None:
    """What is old goes, but never the copy that was just made; what a pulled-out stick left unfinished goes too."""
    backups.thin_out(one for one in folder.glob(f"*{newest.suffix}") if one != newest)
    for one in folder.glob("*.part"):
        with suppress(OSError):
            if time.time() - one.stat().st_mtime > backups.STALE_AFTER:
                one.unlink()


def _answers(place: Path) -> bool:
    """Whether the folder is there now; nobody waits for a share that is switched off, which can take a minute."""
    there: list[bool] = []

    def look() -> None:
        with suppress(OSError):
            there.append(place.is_dir())

    asking = Thread(target=look, name="second place", daemon=True)
    asking.start()
    asking.join(PATIENCE_S)
    return there == [True]


def _missing(home: Path, place: Path) -> AppError:
    return _failed(
        home,
        place,
        M("The folder is not there, or does not answer"),
        M("Put the drive in, or choose another folder in the settings"),
    )


def _unreliable(home: Path, place: Path) -> AppError:
    return _failed(
        home,
        place,
        M("What was written there did not come back as it was written"),
        M("That drive is not reliable. Choose another folder in the settings"),
    )


def _refused(home: Path, place: Path, error: OSError) -> AppError:
    if is_full(error):
        remedy = M("Make room there, or choose another folder in the settings")
    elif isinstance(error, PermissionError) or error.errno == errno.EROFS:
        remedy = M("Choose a folder you may write to, in the settings")
    else:
        remedy = M("Put the drive in, or choose another folder in the settings")
    return _failed(home, place, error.strerror or str(error), remedy)


def _failed(home: Path, place: Path, reason: Message | str, remedy: Message) -> AppError:
    return AppError(
        "SECOND-PLACE",
        M(
            "No backup of {file} could be put into the second place {folder}: {reason}",
            file=home.name,
            folder=str(place),
            reason=reason,
        ),
        M("Backups beside the project are made as before. {remedy}", remedy=remedy),
        Place(file=home.name),
    )
