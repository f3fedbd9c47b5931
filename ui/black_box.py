"""What is left when the program dies: versions, the last operation, the stacks. No text of any project is in it.

One file for each running program, beside the log, deleted when the program ends as it should. What a dead program left
with stacks in it becomes a record that can be handed on; what was only killed left nothing to look at.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import IO, Final

from compare_app import __version__

KEPT: Final = 5  # records of earlier ends
ROOM: Final = 160  # bytes of the line that says what was done last
_STACK: Final = "most recent call first"  # in every dump of faulthandler
_RUNNING: Final = "running-*.log"
_LOCKED_AT: Final = 1 << 30  # far behind the text: on Windows a locked part cannot be read by others


class BlackBox:
    """The file of this program. A place that cannot be written must not keep the program from starting."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path: Path | None = None
        self._file: IO[bytes] | None = None
        self._said_at = 0  # where the line of the last operation begins
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.path = folder / f"running-{os.getpid()}.log"
            self._file = self.path.open("w+b", buffering=0)
            _lock(self._file)
            self._write_head(self._file)
            faulthandler.enable(self._file)
        except OSError:
            return

    def _write_head(self, file: IO[bytes]) -> None:
        import PySide6

        lines = (
            f"Dual Compare {__version__}",
            f"Python {sys.version.split()[0]}, PySide {PySide6.__version__}, {sys.platform}",
            f"started {datetime.now().astimezone().isoformat(timespec='seconds')}",
        )
        file.write("".join(f"{line}\n" for line in lines).encode())
        self._said_at = file.tell()
        file.write(b" " * ROOM + b"\n")

    @property
    def file(self) -> IO[bytes] | None:
        """Where stacks are written to, for `faulthandler`."""
        return self._file

    def note(self, operation: str) -> None:
        """Say what is being done now, in words of the program: a crash a moment later will be read beside it."""
        if self._file is not None:
            store = sys.modules.get(
                "sqlite3"
            )  # not loaded before a project is: its version is said from then on
            with_store = f"SQLite {store.sqlite_version}; " if store is not None else ""
            said = f"{with_store}last operation: {operation}".encode("ascii", "replace")[:ROOM]
            with contextlib.suppress(OSError):
                self._file.seek(self._said_at)
                self._file.write(said.ljust(ROOM))
                self._file.seek(0, os.SEEK_END)

    def take_stacks(self) -> str:
        """The stacks written since the last call, taken out of the file; empty where there are none."""
        if self._file is None:
            return ""
        begin = self._said_at + ROOM + 1
        try:
            self._file.seek(begin)
            said = self._file.read().decode("utf-8", "replace")
            self._file.truncate(begin)
            self._file.seek(0, os.SEEK_END)
        except OSError:
            return ""
        return said

    def close(self) -> None:
        """The program ends as it should: nothing is left."""
        if self._file is not None and self.path is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
            with contextlib.suppress(OSError):
                self.path.unlink()


def left_behind(folder: Path) -> tuple[Path, ...]:
    """Records of programs that died, each once: from now on they are called `crash-….log`. The oldest go."""
    found = []
    for path in sorted(folder.glob(_RUNNING)):
        try:
            with path.open("r+b", buffering=0) as file:
                if not _lock(file):
                    continue  # another program that is running
                text = file.read().decode("utf-8", "replace")
            if _STACK in text:
                stamp = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
                record = path.with_name(
                    f"crash-{stamp:%Y%m%d-%H%M%S}-{path.stem.removeprefix('running-')}.log"
                )
                path.replace(record)
                found.append(record)
            else:
                path.unlink()
        except OSError:
            continue
    for old in sorted(folder.glob("crash-*.log"))[:-KEPT]:
        with contextlib.suppress(OSError):
            old.unlink()
    return tuple(found)


def record_text(path: Path) -> str:
    """A record as it is handed on: the folder of the person who sits here is not named."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return text.replace(str(Path.home()), "~")


def _lock(file: IO[bytes]) -> bool:
    """Hold the file as long as it is open; False where another program holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_LOCKED_AT)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
