"""Who works on a project: a lock of the operating system on a small file that says who holds it.

The lock is the truth, not the file: after a crash the lock is gone, and the file that stays keeps nobody out.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

AT: Final = 1 << 30  # the locked byte lies beyond the text, which can be read while it is locked


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a project open: name, computer, since when (UTC, ISO)."""

    user: str = ""
    machine: str = ""
    since: str = ""


class Hold:
    """A lock that is held until `release` or until this process ends, however it ends."""

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self._path = path
        self._file = file

    def release(self) -> None:
        """Let go; the file goes too, where that works."""
        if not self._file.closed:
            if os.name != "nt":  # there an open file stays until it is closed
                self._path.unlink(missing_ok=True)
            self._file.close()
            if os.name == "nt":
                try:
                    self._path.unlink(missing_ok=True)
                except OSError:
                    return


def hold(path: Path, user: str) -> Hold | Holder | None:
    """Hold a lock file; otherwise who holds it. None where no lock can be made here: then nobody is kept out."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b")
    except OSError:
        return None
    try:
        _lock(file)
    except OSError:
        with file:
            return _holder(file)
    try:
        here = Holder(user, platform.node(), datetime.now(UTC).isoformat(timespec="seconds"))
        file.truncate(0)
        file.write(json.dumps(asdict(here)).encode("ascii"))
        file.flush()
    except OSError:
        pass  # the lock holds all the same, only nobody can read whose it is
    return Hold(path, file)


def _holder(file: IO[bytes]) -> Holder:
    try:
        file.seek(0)
        body: Any = json.loads(file.read(4096))
        return Holder(*(str(body.get(name, ""))[:80] for name in ("user", "machine", "since")))
    except (OSError, ValueError, AttributeError):
        return Holder()


def _lock(file: IO[bytes]) -> None:
    """Lock or raise OSError at once."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(AT)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
