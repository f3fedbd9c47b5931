"""Long work shows on the program's button of the taskbar (ITaskbarList3, shobjidl_core.h)."""

from __future__ import annotations

import ctypes
from typing import Any, Final

from ui.desktop.identity import library

_CLASS: Final = "{56FDF344-FD6D-11d0-958A-006097C9A090}"  # CLSID_TaskbarList
_INTERFACE: Final = "{EA1AFB91-9E28-4B86-90E9-9E9F8A5EEFAF}"  # IID_ITaskbarList3
_IN_PROCESS: Final = 1  # CLSCTX_INPROC_SERVER
_RELEASE, _HR_INIT, _SET_VALUE, _SET_STATE = 2, 3, 9, 10  # places in the table of the interface
_NOTHING, _GOING_ON, _SO_FAR = 0, 1, 2  # TBPF_NOPROGRESS, TBPF_INDETERMINATE, TBPF_NORMAL


class Taskbar:
    """The button of one window. Where there is none, nothing happens."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._list = _made()

    def show(self, done: int, total: int) -> None:
        """Work is going on; how far where `total` is known."""
        if total > 0:
            self._call(_SET_STATE, ctypes.c_int, _SO_FAR)
            self._call(_SET_VALUE, ctypes.c_uint64, done, total)
        else:
            self._call(_SET_STATE, ctypes.c_int, _GOING_ON)

    def clear(self) -> None:
        """Nothing is going on any more."""
        self._call(_SET_STATE, ctypes.c_int, _NOTHING)

    @property
    def there(self) -> bool:
        """Whether this system has such a button."""
        return self._list is not None

    def _call(self, place: int, kind: Any, *values: int) -> int:
        if self._list is None:
            return -1
        return int(_method(self._list, place, ctypes.c_void_p, *(kind for _ in values))(
            self._list, ctypes.c_void_p(self._window), *values
        ))  # fmt: skip


def _made() -> Any:
    ole = library("ole32")
    if ole is None:
        return None
    ole.CoInitialize(None)
    made = ctypes.c_void_p()
    answer = ole.CoCreateInstance(
        _guid(ole, _CLASS), None, _IN_PROCESS, _guid(ole, _INTERFACE), ctypes.byref(made)
    )
    if answer != 0 or not made.value or _method(made, _HR_INIT)(made) < 0:
        return None
    return made


def _guid(ole: Any, text: str) -> Any:
    body = (ctypes.c_ubyte * 16)()
    ole.CLSIDFromString(ctypes.c_wchar_p(text), body)
    return body


def _method(made: ctypes.c_void_p, place: int, *kinds: Any) -> Any:
    loader: Any = ctypes
    table = ctypes.cast(
        ctypes.cast(made, ctypes.POINTER(ctypes.c_void_p))[0] or 0, ctypes.POINTER(ctypes.c_void_p)
    )
    return loader.WINFUNCTYPE(ctypes.c_long, ctypes.c_void_p, *kinds)(table[place])
