"""The parent's side of the reading child: start it, ask it, and end it when it is silent, wrong or no longer wanted."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import IO, Any, Final

from compare_app.errors import AppError, RefusedFile
from compare_app.importers import refuse
from compare_app.importers.apart import wire
from compare_app.importers.apart.limits import MEMORY, confine
from compare_app.progress import Progress
from compare_app.text.message import M, Message

SILENCE: Final = 30.0  # seconds without a word
FLAG: Final = "--read-apart"
"""What makes a frozen build a reading child, see `main.py`."""

_POLL: Final = 0.05
_WAITING: Final = 16  # lines that may wait to be looked at
_log = logging.getLogger(__name__)


class Child:
    """A running reading child. `file` is the name that messages use. Use it as a context manager."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  closed in close()
        self._place = tempfile.mkdtemp(prefix="dual-compare-")
        try:
            self._process = _start(self._errors, self._place)
        except BaseException:
            _remove(self._place)
            raise
        self._job = confine(self._process, MEMORY)
        self._lines: Queue[bytes] = Queue(_WAITING)
        self._stop = Event()
        self._ears = Thread(target=self._listen, name="reading", daemon=True)
        self._ears.start()

    def close(self) -> None:
        """End the child, whatever it does."""
        self._stop.set()
        with suppress(OSError):
            self._process.kill()
        self._process.wait()
        self._ears.join()
        for pipe in (self._process.stdin, self._process.stdout, self._errors):
            with suppress(OSError):  # what was not yet written to a child that is no more
                pipe.close() if pipe is not None else None
        _remove(self._place)

    def ask(self, request: Mapping[str, object], progress: Progress) -> Iterator[dict[str, Any]]:
        """The answers to a request, without the reports of progress; the caller knows which one is the last.

        A RefusedFile where the child refuses the file, dies, talks nonsense or falls silent; `Cancelled` at once when
        `progress` says so.
        """
        try:
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            self._process.stdin.flush()
        except OSError as error:
            raise self._ended() from error
        done, total = 0, 0
        heard = time.monotonic()
        while True:
            try:
                line = self._lines.get(timeout=_POLL)
            except Empty:
                progress.step(done, total)
                if time.monotonic() - heard > SILENCE:
                    raise self._unsafe(M("reading it took longer than {n} s", n=int(SILENCE))) from None
                continue
            if not line:
                raise self._ended()
            heard = time.monotonic()
            try:
                answer = wire.answer_of(line)
                match answer:
                    case {"step": step}:
                        done, total = wire.numbers(step, 2)
                        progress.step(done, total)
                    case {"refused": body}:
                        raise wire.refusal_of(body)
                    case {"failed": reason}:
                        raise self._failed(str(reason))
                    case _:
                        yield answer
            except wire.Garbled as error:
                raise self.garbled() from error

    def garbled(self) -> RefusedFile:
        """For an answer that the child never gives."""
        return self._unsafe(M("what was read is not plausible"))

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        line = b"-"
        while line and not self._stop.is_set():
            try:
                line = stream.readline(wire.MOST_LINE)
            except (OSError, ValueError):
                line = b""
            while not self._stop.is_set():
                with suppress(Full):
                    self._lines.put(line, timeout=_POLL)
                    break

    # --- how it ended ----------------------------------------------------------------------------------------------

    def _ended(self) -> RefusedFile:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, self._errors.tell() - 4_000))
        tail = self._errors.read().decode("utf-8", "replace")
        _log.warning("reading %s ended with %s: %s", self._file, self._process.returncode, tail)
        return self._unsafe(M("the reader stopped with code {code}", code=self._process.returncode or 0))

    def _failed(self, reason: str) -> RefusedFile:
        if reason == "memory":
            return self._unsafe(M("it needs more than {n} MB of memory", n=MEMORY // 1_000_000))
        _log.warning("reading %s failed: %s", self._file, reason)
        return refuse.damaged(self._file, reason)

    def _unsafe(self, why: Message) -> RefusedFile:
        return refuse.refused(
            "IMP-UNSAFE",
            self._file,
            M("{file} could not be read safely: {why}", file=self._file, why=why),
            M(
                "Open it in Excel or WPS, save it anew as .xlsx, and import the copy; nothing was changed here"
            ),
        )


def _remove(place: str) -> None:
    """Give the folder back: Windows lets go of what a killed process had open a moment after it is gone."""
    for pause in (0.0, 0.05, 0.1, 0.2, 0.4):
        time.sleep(pause)
        with suppress(OSError):
            shutil.rmtree(place)
            return
    _log.warning("the folder of a reading child stays")


def _start(errors: IO[bytes], place: str) -> subprocess.Popen[bytes]:
    """A child of our own program, without our environment, in an empty folder, the only one it may write to."""
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), place)
    if not getattr(sys, "frozen", False):
        environment["PYTHONPATH"] = str(Path(__file__).resolve().parents[3])
        environment["PYTHONUSERBASE"] = place  # or Python asks the system's list of users for a home
    try:
        return subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=environment,
            cwd=place,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise AppError(
            "IMP-CHILD",
            M("The process that reads files apart cannot be started: {reason}", reason=str(error)),
            M("Close other programs and try again"),
        ) from error


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG]
    return [sys.executable, "-m", "compare_app.importers.apart.child"]
