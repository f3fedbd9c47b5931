"""Rolling backups: verified copies of a project in a folder beside it, thinned as they grow old (see `thinning`)."""

from __future__ import annotations

import glob
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from compare_app.domain.proof import Trail
from compare_app.errors import AppError
from compare_app.progress import Quiet
from compare_app.storage.database import Database, connect
from compare_app.storage.failures import TROUBLE, damaged, failure, full
from compare_app.storage.history import trail
from compare_app.storage.thinning import staying
from compare_app.storage.verify import damage

KEEP_UPGRADE: Final = 90 * 24 * 3600  # seconds: the copy made before an upgrade
STALE_AFTER: Final = 3600  # seconds: an unfinished copy older than that belongs to nobody
_BEFORE: Final = "-before-v"
_STAMP: Final = "%Y%m%dT%H%M%S"
WHOLE_UP_TO: Final = (
    64_000_000  # bytes: of larger ones the pages are checked here, the rows when they are needed
)
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
    if any(one.name.startswith(f"{stem}-") and _is_of(one, database) for one in kept(path)):
        return None
    moment = datetime.now(UTC).strftime(_STAMP)
    target = folder / f"{stem}-{moment}{path.suffix}"
    part = folder / f"{target.name}.{os.getpid()}.part"
    try:
        _room(path, folder)
        with database.reading() as source, closing(connect(part, "rwc")) as copy:
            copy.execute("PRAGMA synchronous = OFF")  # flushed once below
            source.backup(copy, pages=-1)
        _verify(part, path)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
    except TROUBLE as error:
        raise failure(error, path) from error
    finally:
        _drop(part)
    thin_out(kept(path))
    return target


def _drop(part: Path) -> None:
    """Remove an unfinished copy; where the drive does not let go of it now, `sweep` removes it later."""
    for one in (part, part.with_name(f"{part.name}-journal")):
        with suppress(OSError):
            one.unlink(missing_ok=True)


def thin_out(copies: Iterable[Path]) -> None:
    """Remove those of the backups of one project whose time is over."""
    moments = {one: moment for one in copies if (moment := made_at(one)) is not None}
    stay = staying((moment for one, moment in moments.items() if _BEFORE not in one.name), datetime.now(UTC))
    for one, moment in moments.items():
        with suppress(OSError):
            if _BEFORE in one.name:
                if time.time() - one.stat().st_mtime > KEEP_UPGRADE:
                    one.unlink()
            elif moment not in stay:
                one.unlink()


def made_at(copy: Path) -> datetime | None:
    """When a backup was made, by its name; None for a file that is none."""
    try:
        return datetime.strptime(copy.stem.rpartition("-")[2], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def kept(path: Path) -> list[Path]:
    """The backups that bear the name of a project, newest first."""
    return newest_first(_found(path, f"{glob.escape(path.stem)}-*{path.suffix}"))


def newest_first(files: Iterable[Path]) -> list[Path]:
    """The backups among some files, newest first."""
    found = [(moment, one) for one in files if (moment := made_at(one)) is not None]
    return [one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].name), reverse=True)]


def own(path: Path, project_id: str) -> Iterator[Path]:
    """Those of them that are of this very project, newest first; another may have borne the name."""
    return (one for one in kept(path) if identity(one) == project_id)


def identity(copy: Path) -> str:
    """The id of the project in a file; empty where it cannot be read."""
    with suppress(AppError, *TROUBLE), closing(connect(copy, "ro")) as connection:
        row = connection.execute("SELECT id FROM project").fetchone()
        return str(row[0]) if row else ""
    return ""


def anchor(path: Path, project_id: str) -> tuple[datetime, Trail] | None:
    """The change record as the newest backup that can be read holds it, and when that was: it lies outside the file."""
    for one in own(path, project_id):
        moment = made_at(one)
        with suppress(AppError, *TROUBLE), closing(connect(one, "ro")) as connection:
            if moment is not None:
                return moment, trail(connection)
    return None


def _is_of(copy: Path, database: Database) -> bool:
    """Whether a copy ends with the same operation; after a recovery numbers are given a second time."""
    question = "SELECT id FROM operation ORDER BY seq DESC LIMIT 1"
    try:
        with closing(connect(copy, "ro")) as connection:
            return connection.execute(question).fetchall() == database.rows(question)
    except (AppError, *TROUBLE):
        return False


def sweep(path: Path) -> None:
    """Remove copies that were never finished."""
    for one in _found(path, "*.part*"):
        with suppress(OSError):
            if time.time() - one.stat().st_mtime > STALE_AFTER:
                one.unlink()


def _found(path: Path, pattern: str) -> list[Path]:
    found: list[Path] = []
    for folder in folders(path):
        with suppress(OSError):  # a folder that may not be looked into holds nothing for us
            found += folder.glob(pattern)
    return found


def folders(path: Path) -> tuple[Path, Path]:
    """The two places where backups of a project can lie."""
    return folder_of(path), _elsewhere(path)


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


def own_folder() -> Path:
    """The folder of this program in the user's own data."""
    import platformdirs

    return Path(platformdirs.user_data_dir("DualCompare", appauthor=False))


def _elsewhere(path: Path) -> Path:
    import hashlib

    mark = hashlib.sha256(str(path.resolve()).encode("utf-8", "replace")).hexdigest()[:16]
    return own_folder() / "backups" / f"{path.stem}-{mark}"


def _room(path: Path, folder: Path) -> None:
    import shutil

    if shutil.disk_usage(folder).free < path.stat().st_size + _HEADROOM:
        raise full(folder / path.name)


def _verify(copy: Path, path: Path) -> None:
    """Open a copy again and look it over: pages, and up to a size every row against its seal."""
    with closing(connect(copy, "ro")) as connection:
        if copy.stat().st_size > WHOLE_UP_TO:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            wrong = None if found == "ok" else found
        else:
            wrong = next(damage(connection, Quiet()), None)
        if wrong is not None:
            raise damaged(path, wrong)
