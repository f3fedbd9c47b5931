"""One window a project: a second start with a project that is open already brings its window to the front and ends.

A window carries the name of its project as a property that only Windows sees; a mutex of that name says that it is
there or about to be, so that two starts in the same second do not open it twice. Both go with the process, however it
ends.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import time
from pathlib import Path
from typing import Any, Final

from ui.desktop.identity import library

PATIENCE_S: Final = 5.0  # for the window of a program that has just been started
_BEAT_S: Final = 0.05
_ALREADY_EXISTS: Final = 183  # ERROR_ALREADY_EXISTS, winerror.h
_RESTORE: Final = 9  # SW_RESTORE
_NO_PROJECT: Final = "start"


def key_of(project: Path | None) -> str:
    """The name of a project among the windows of a person; short, and without its path in it."""
    if project is None:
        return f"DualCompare-{_NO_PROJECT}"
    same = os.path.normcase(os.path.realpath(project))
    return f"DualCompare-{hashlib.sha256(same.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"


class Standing:
    """What this program says of its window: which project it shows."""

    def __init__(self) -> None:
        self._key = ""
        self._mutex: int | None = None

    def claim(self, project: Path | None) -> bool:
        """Before there is a window; False where another program has the project open: its window is in front now.

        One whose window does not come within five seconds is taken for hung, and the program goes on: the project is
        then only read.
        """
        kernel = _kernel()
        if kernel is None:
            return True
        key = key_of(project)
        mutex = kernel.CreateMutexW(None, False, f"Local\\{key}")
        if _there_before() and _bring_forward(key):
            kernel.CloseHandle(mutex)
            return False
        self._leave(kernel)
        self._key, self._mutex = key, mutex
        return True

    def show(self, window: int, project: Path | None) -> None:
        """From now on the window with this handle shows that project."""
        user, kernel = _user(), _kernel()
        if user is None:
            return
        key = key_of(project)
        if key != self._key:
            user.RemovePropW(window, self._key)
            self._leave(kernel)
            self._key, self._mutex = key, kernel.CreateMutexW(None, False, f"Local\\{key}")
        user.SetPropW(window, key, 1)

    def _leave(self, kernel: Any) -> None:
        if self._mutex:
            kernel.CloseHandle(self._mutex)
        self._mutex = None


def _there_before() -> bool:
    error: Any = ctypes  # other systems have none
    return bool(error.get_last_error() == _ALREADY_EXISTS)


def _bring_forward(key: str) -> bool:
    """Put the window with that name in front; False where there is none within the time one waits for it."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        window = _window_with(key)
        if window:
            _raise(window)
            return True
        time.sleep(_BEAT_S)
    return False


def _window_with(key: str) -> int:
    user = _user()
    loader: Any = ctypes
    kind = loader.WINFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    found: list[int] = []

    def look(window: int, _: int) -> int:
        if user.GetPropW(window, key):
            found.append(window)
            return 0
        return 1

    user.EnumWindows(kind(look), None)
    return found[0] if found else 0


def _raise(window: int) -> None:
    user = _user()
    if user.IsIconic(window):
        user.ShowWindow(window, _RESTORE)
    user.SetForegroundWindow(window)


def _user() -> Any:
    user = library("user32")
    if user is not None:
        handle, text = ctypes.c_void_p, ctypes.c_wchar_p
        user.SetPropW.argtypes = (handle, text, handle)
        user.GetPropW.argtypes, user.GetPropW.restype = (handle, text), handle
        user.RemovePropW.argtypes, user.RemovePropW.restype = (handle, text), handle
        for name in ("IsIconic", "SetForegroundWindow"):
            getattr(user, name).argtypes = (handle,)
        user.ShowWindow.argtypes = (handle, ctypes.c_int)
    return user


def _kernel() -> Any:
    kernel = library("kernel32")
    if kernel is not None:
        handle = ctypes.c_void_p
        kernel.CreateMutexW.restype = handle
        kernel.CreateMutexW.argtypes = (handle, ctypes.c_int, ctypes.c_wchar_p)
        kernel.CloseHandle.argtypes = (handle,)
    return kernel
