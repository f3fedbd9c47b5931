"""What a drive holds, and not what the system remembers of it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

_GENERIC_READ: Final = 0x80000000
_SHARE_ALL: Final = 0x7
_OPEN_EXISTING: Final = 3
_NO_BUFFERING: Final = 0x20000000


def forget(path: Path) -> None:
    """Let the system forget a file that was forced to the drive, so that the next read asks the drive for it.

    A stick that says “written” when nothing is, is believed as long as the cache answers in its place. Where a system
    knows no such thing, or the file is not there, nothing happens.
    """
    with suppress(OSError):
        if sys.platform == "win32":
            _open_uncached(path)
        elif hasattr(os, "posix_fadvise"):
            handle = os.open(path, os.O_RDONLY)
            try:
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(handle)


def _open_uncached(path: Path) -> None:
    """Windows writes out and drops its cache of a file that somebody opens without it (FILE_FLAG_NO_BUFFERING)."""
    import ctypes

    library: Any = ctypes  # other systems have no WinDLL
    kernel = library.WinDLL("kernel32")
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(
        ctypes.c_wchar_p(str(path)), _GENERIC_READ, _SHARE_ALL, None, _OPEN_EXISTING, _NO_BUFFERING, None
    )
    if handle != ctypes.c_void_p(-1).value:
        kernel.CloseHandle(ctypes.c_void_p(handle))
