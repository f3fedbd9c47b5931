"""One program on the taskbar, whatever starts it, and the files that were opened last in its jump list."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import Any, Final

APP_ID: Final = "DualCompare.DualCompare"
"""Application User Model ID; the shortcut of the installer has the same, or pinned windows stand twice."""
IS_WINDOWS: Final = os.name == "nt"
_PATHW: Final = 3  # SHARD_PATHW, shlobj_core.h


def take_identity() -> bool:
    """Before the first window (SetCurrentProcessExplicitAppUserModelID)."""
    shell = library("shell32")
    return shell is not None and shell.SetCurrentProcessExplicitAppUserModelID(ctypes.c_wchar_p(APP_ID)) == 0


def remember_file(path: Path) -> bool:
    """Windows shows it in the jump list where `.dcmp` belongs to the program (SHAddToRecentDocs)."""
    shell = library("shell32")
    if shell is None:
        return False
    shell.SHAddToRecentDocs(_PATHW, ctypes.c_wchar_p(str(path)))
    return True


def library(name: str) -> Any:
    """A library of Windows; None on other systems."""
    if not IS_WINDOWS:
        return None
    loader: Any = ctypes  # other systems have no WinDLL
    return loader.WinDLL(name, use_last_error=True)
