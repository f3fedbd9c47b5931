"""Counts how often this process or a child of it opens one file (inotify; Linux only)."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from pathlib import Path
from types import TracebackType
from typing import Final

_IN_OPEN: Final = 0x20
_EVENT: Final = struct.Struct("iIII")


class WatchedFile:
    """`opens` counts since the `with`; None where the system cannot tell, which is counted as not run."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle = -1
        self._opens = 0

    def __enter__(self) -> WatchedFile:
        if sys.platform == "linux":
            library = ctypes.CDLL(None, use_errno=True)
            self._handle = library.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
            if library.inotify_add_watch(self._handle, os.fsencode(self._path), _IN_OPEN) < 0:
                raise OSError(ctypes.get_errno(), "inotify_add_watch")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    @property
    def opens(self) -> int | None:
        """How often the file was opened until now."""
        if self._handle < 0:
            return None
        try:
            while said := os.read(self._handle, 65536):
                at = 0
                while at < len(said):
                    _, mask, _, length = _EVENT.unpack_from(said, at)
                    self._opens += bool(mask & _IN_OPEN)
                    at += _EVENT.size + length
        except BlockingIOError:
            pass
        return self._opens
