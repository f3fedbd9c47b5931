"""A job object of Windows around one process (winnt.h, JOBOBJECT_EXTENDED_LIMIT_INFORMATION)."""

from __future__ import annotations

import ctypes
import subprocess
from typing import Any, Final

_EXTENDED_LIMITS: Final = 9
_PROCESS_MEMORY: Final = 0x100
_DIE_ON_UNHANDLED: Final = 0x400
_KILL_ON_CLOSE: Final = 0x2000


class _Basic(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class _Extended(ctypes.Structure):
    _fields_ = (
        ("BasicLimitInformation", _Basic),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


class Job:
    """Limits the memory of a process and ends it when this object goes; without rights to do so, nothing happens."""

    def __init__(self, process: subprocess.Popen[bytes], memory: int) -> None:
        library: Any = ctypes  # other systems have no WinDLL
        kernel = library.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        self._close = kernel.CloseHandle
        self._handle = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        limits = _Extended()
        limits.BasicLimitInformation.LimitFlags = _PROCESS_MEMORY | _DIE_ON_UNHANDLED | _KILL_ON_CLOSE
        limits.ProcessMemoryLimit = memory
        kernel.SetInformationJobObject(
            self._handle, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
        )
        handle: Any = process
        kernel.AssignProcessToJobObject(self._handle, ctypes.c_void_p(int(handle._handle)))

    def __del__(self) -> None:
        self._close(self._handle)
