"""The reading child: it opens one file that nobody has to trust, and says what stands in it.

It runs with little memory, may start no program, write nowhere but in an empty folder and reach no network, and is
killed when it falls silent. One JSON request a line comes in, the answers go out (`wire`).
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import sys
import time
from pathlib import Path
from typing import IO, Any, Final

from compare_app.errors import RefusedFile
from compare_app.importers.apart import wire
from compare_app.importers.apart.limits import MEMORY, limit_memory
from compare_app.importers.formats.file import OpenFile

_FORBIDDEN: Final = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile",
    "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "shutil.",
    "webbrowser.", "urllib.", "ftplib.", "http.", "smtplib.", "winreg.",
)  # fmt: skip
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_STEP_EVERY: Final = 0.1  # seconds


def main() -> int:
    """Serve until the parent closes its end."""
    sys.dont_write_bytecode = True
    requests, answers = _streams()
    faulthandler.enable()
    gc.disable()  # a million new values and no cycles: looking through them takes a third of the time
    limit_memory(MEMORY)
    sys.addaudithook(_Guard(Path.cwd()).look)
    _Child(answers).serve(requests)
    return 0


def _streams() -> tuple[IO[bytes], IO[bytes]]:
    """Both ends of the pipe; a windowed build has them as handles although it has no console."""
    requests = sys.stdin.buffer if sys.stdin else os.fdopen(0, "rb")
    answers = sys.stdout.buffer if sys.stdout else os.fdopen(1, "wb")
    return requests, answers


class _Guard:
    """Refuses what no reader needs: an accident or an attack ends here. Only in the child's own folder may it write."""

    def __init__(self, place: Path) -> None:
        self._place = place.resolve()

    def look(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit hook (PEP 578)."""
        if event.startswith(_FORBIDDEN):
            raise PermissionError(event)
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
        if (writes or event == "os.remove") and not self._is_ours(arguments[0]):
            raise PermissionError(f"{event} {arguments[0]}")

    def _is_ours(self, path: object) -> bool:
        return isinstance(path, str) and Path(path).resolve().is_relative_to(self._place)


class _Child:
    """One open file and the pipe to the parent; it is the `Progress` of its own reading."""

    def __init__(self, answers: IO[bytes]) -> None:
        self._answers = answers
        self._file: OpenFile | None = None
        self._told = 0.0

    def serve(self, requests: IO[bytes]) -> None:
        """Answer every request; the last answer to each is one of opened, sheet, refused, failed."""
        for line in requests:
            try:
                self._answer(json.loads(line))
            except RefusedFile as error:
                self._say({"refused": wire.refusal(error)})
            except MemoryError:
                self._file = None
                self._say({"failed": "memory"})
            except BaseException as error:  # noqa: BLE001  a panic of a reader in another language is no Exception
                self._say({"failed": f"{type(error).__name__}: {error}"[:400]})

    def _answer(self, request: dict[str, Any]) -> None:
        match request:
            case {
                "open": str(path),
                "encoding": str(encoding),
                "separator": str(separator),
                "password": str(password),
            }:
                file = self._file = OpenFile(Path(path), encoding, separator, password)
                self._say(
                    {
                        "opened": [file.sha256, file.format, file.encoding, file.separator],
                        "sheets": [[one.name, one.hidden] for one in file.sheets],
                        "ragged": list(file.ragged),
                        "notes": wire.notes(file.notes),
                    }
                )
            case {"read": str(name)} if self._file is not None:
                for block in wire.blocks(self._file.sheet(name, self)):
                    self._say(block)
            case _:
                raise ValueError(str(request)[:80])

    def step(self, done: int, total: int) -> None:
        """Tell the parent that the reading goes on."""
        now = time.monotonic()
        if now - self._told >= _STEP_EVERY:
            self._told = now
            self._say({"step": [done, total]})

    def _say(self, answer: dict[str, object]) -> None:
        self._answers.write(wire.line_of(answer))
        self._answers.flush()


if __name__ == "__main__":
    sys.exit(main())
