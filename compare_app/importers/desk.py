"""The file that is being looked at: read once, although preview, proposal, live preview and import all ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from compare_app.importers.source import Source
from compare_app.memory import collect_again
from compare_app.progress import Progress


@dataclass(frozen=True, slots=True)
class _State:
    """What makes a file the same as before; another time or size of the file means that it must be read again."""

    path: Path
    changed: int
    size: int
    encoding: str
    separator: str
    password: str


class Desk:
    """Holds the last file's sheets, and the passwords of files until the project is closed; nothing goes to a disk."""

    def __init__(self) -> None:
        self._passwords: dict[Path, str] = {}
        self._last: tuple[_State, Source] | None = None

    def unlock(self, path: Path, password: str) -> None:
        """The password of a file to be read."""
        self._passwords[path.absolute()] = password

    def clear(self) -> None:
        """Let go of the file."""
        if self._last is not None:
            self._last = None
            collect_again()

    @contextmanager
    def opened(
        self, path: Path, encoding: str = "", separator: str = "", progress: Progress | None = None
    ) -> Iterator[Source]:
        """A file, as it was read before or anew; one that cannot be read is a RefusedFile."""
        password = self._passwords.get(path.absolute(), "")
        state = _state(path, encoding, separator, password)
        last = self._last
        if last is not None and state is not None and _fits(*last, state):
            source = last[1]
        else:
            self._last = None  # before the next one takes its memory
            source = Source(path, encoding, separator, password, progress)
        with source:
            yield source
        if state is not None:
            self._last = (state, source)


def _state(path: Path, encoding: str, separator: str, password: str) -> _State | None:
    try:
        found = path.stat()
    except OSError:
        return None  # opening it will say why
    return _State(path.absolute(), found.st_mtime_ns, found.st_size, encoding, separator, password)


def _fits(known: _State, source: Source, asked: _State) -> bool:
    """Whether a file was read in the way that is asked for; what was guessed before may be said now."""
    said = {known.encoding, source.encoding}, {known.separator, source.separator}
    same = (known.path, known.changed, known.size, known.password) == (
        asked.path, asked.changed, asked.size, asked.password
    )  # fmt: skip
    return same and asked.encoding in said[0] and asked.separator in said[1]
