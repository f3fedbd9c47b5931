"""A second place for backups: the newest verified copy of a project, carried to another drive or a share."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Final

from compare_app.errors import AppError, Place
from compare_app.storage import backups
from compare_app.storage.checkout import digest
from compare_app.text.message import M

PATIENCE_S: Final = 5.0  # for the folder to answer
_MARK: Final = 13  # characters of a project's id that tell namesakes apart: the moment it was made


def folder_of(project: Path, project_id: str, place: Path) -> Path:
    """Where the copies of a project lie in a second place."""
    return place / f"{project.stem} {project_id[:_MARK]}"


def carry(project: Path, project_id: str, place: Path) -> Path | None:
    """Put the newest backup of a project there, unless it is there; the copies there are thinned as those beside it.

    What was written is read again before it gets its name; every copy can be opened as a project. The place itself is
    never made: a folder that is missing is a stick that is not in. AppError SECOND-PLACE, then nothing there changed.
    """
    newest = next(backups.own(project, project_id), None)
    if newest is None:
        return None
    folder = folder_of(project, project_id, place)
    target, part = folder / newest.name, folder / f"{newest.name}.{os.getpid()}.part"
    if not _answers(place):
        raise _failed(project, place, M("The folder is not there, or does not answer"))
    try:
        if target.exists():
            return None
        folder.mkdir(exist_ok=True)
        wanted = digest(newest)
        try:
            shutil.copyfile(newest, part)
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            if digest(part) != wanted:
                raise _failed(project, place, M("What was written there did not come back as it was written"))
            part.replace(target)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        backups.thin_out(folder.glob(f"*{project.suffix}"))
    except OSError as error:
        raise _failed(project, place, error.strerror or str(error)) from error
    return target


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


def _failed(project: Path, place: Path, reason: object) -> AppError:
    return AppError(
        "SECOND-PLACE",
        M(
            "No backup of {file} could be put into the second place {folder}: {reason}",
            file=project.name,
            folder=str(place),
            reason=reason,
        ),
        M(
            "Backups beside the project are made as before. Put the drive in, or choose another folder in the settings"
        ),
        Place(file=project.name),
    )
