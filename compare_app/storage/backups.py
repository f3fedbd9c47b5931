"""Rolling backups: the ten newest verified copies of a project, in a folder beside it."""

from __future__ import annotations

import glob
import os
import sqlite3
import time
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from compare_app.storage import seal
from compare_app.storage.database import Database, connect
from compare_app.storage.failures import TROUBLE, damaged, failure, full

KEEP: Final = 10
KEEP_UPGRADE: Final = 90 * 24 * 3600  # seconds: the copy made before an upgrade
STALE_AFTER: Final = 3600  # seconds: an unfinished copy older than that belongs to nobody
_BEFORE: Final = "-before-v"
_HEADROOM: Final = 10_000_000  # bytes that must stay free beside a copy


def make(database: Database, operation: int, *, before_version: int = 0) -> Path | None:
    """A copy of a project as of an operation; None where that copy exists already.

    `before_version`: the copy is made before the file is brought to that version; it stays for ninety days.

    Copied in one step by SQLite itself (a file copy under a writer is no backup), opened again and checked, flushed,
    then renamed: a name without `.part` is always a whole, sound project. Trouble is an AppError; no old copy is lost.
    """
    path = database.path
    folder = folder_of(path, writing=True)
    stem = f"{path.stem}-{operation:07}" + (f"{_BEFORE}{before_version}" if before_version else "")
    if any(one.name.startswith(f"{stem}-") for one in kept(path)):
        return None
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    target = folder / f"{stem}-{moment}{path.suffix}"
    part = folder / f"{target.name}.{os.getpid()}.part"
    try:
        _room(path, folder)
        with database.reading() as source, closing(connect(part, "rwc")) as copy:
            copy.execute("PRAGMA synchronous = OFF")  # flushed once below
            source.backup(copy, pages=-1)
            _seal(copy)
        _verify(part, path)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
    except TROUBLE as error:
        raise failure(error, path) from error
    finally:
        _drop(part)
    _thin_out(path)
    return target


def _drop(part: Path) -> None:
    """Remove an unfinished copy; where the drive does not let go of it now, `sweep` removes it later."""
    for one in (part, part.with_name(f"{part.name}-journal")):
        with suppress(OSError):
            one.unlink(missing_ok=True)


def _thin_out(path: Path) -> None:
    rolling = [one for one in kept(path) if _BEFORE not in one.name]
    upgrades = [one for one in kept(path) if _BEFORE in one.name]
    for old in rolling[KEEP:]:
        with suppress(OSError):
            old.unlink()
    for old in upgrades:
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > KEEP_UPGRADE:
                old.unlink()


def kept(path: Path) -> list[Path]:
    """The backups of a project, newest first."""
    pattern = f"{glob.escape(path.stem)}-*{path.suffix}"
    return sorted(_found(path, pattern), key=lambda one: one.name, reverse=True)


def sweep(path: Path) -> None:
    """Remove copies that were never finished."""
    for one in _found(path, "*.part*"):
        with suppress(OSError):
            if time.time() - one.stat().st_mtime > STALE_AFTER:
                one.unlink()


def _found(path: Path, pattern: str) -> list[Path]:
    found: list[Path] = []
    for folder in (folder_of(path), _elsewhere(path)):
        with suppress(OSError):  # a folder that may not be looked into holds nothing for us
            found += folder.glob(pattern)
    return found


def folder_of(path: Path, *, writing: bool = False) -> Path:
    """The folder of a project's backups: beside it, or in the user's own data where nothing can be made there."""
    beside = path.with_name(f"{path.name}.backups")
    if not writing:
        return beside
    for folder in (beside, _elsewhere(path)):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if os.access(folder, os.W_OK):
                return folder
        except OSError:
            continue
    return beside


def _elsewhere(path: Path) -> Path:
    import hashlib

    import platformdirs

    mark = hashlib.sha256(str(path.resolve()).encode("utf-8", "replace")).hexdigest()[:16]
    return (
        Path(platformdirs.user_data_dir("DualCompare", appauthor=False)) / "backups" / f"{path.stem}-{mark}"
    )


def _room(path: Path, folder: Path) -> None:
    import shutil

    if shutil.disk_usage(folder).free < path.stat().st_size + _HEADROOM:
        raise full(folder / path.name)


def _seal(copy: sqlite3.Connection) -> None:
    """SQLite moves counters in a copy, so that the seal that came with it says nothing."""
    copy.execute("BEGIN IMMEDIATE")
    if copy.execute("SELECT 1 FROM sqlite_schema WHERE name = 'seal'").fetchone():  # not before an upgrade
        seal.write(copy, up_to=seal.MOST)
    copy.execute("COMMIT")


def _verify(copy: Path, path: Path) -> None:
    with closing(connect(copy, "ro")) as connection:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise damaged(path, found)
        sealed = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'seal'").fetchone()
        if sealed and seal.look(connection) is seal.Seal.BROKEN:
            raise damaged(path, seal.UNLIKE)
