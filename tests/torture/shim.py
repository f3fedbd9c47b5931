"""The shim between the program and the disk (`shim.c`): built where there is a compiler, spoken to from inside."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
KILL: Final = -9  # instead of an errno: the process ends there
NO_COMPILER: Final = "needs Linux with a C compiler (the shim stands between the program and the C library)"


@cache
def built() -> Path | None:
    """The shim as a library; None where it cannot be made."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not sys.platform.startswith("linux") or compiler is None:
        return None
    source = HERE / "shim.c"
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
    library = Path(tempfile.gettempdir()) / f"torture-shim-{digest}-{os.getuid()}.so"
    if not library.exists():
        part = library.with_suffix(f".{os.getpid()}")
        command = [compiler, "-shared", "-fPIC", "-O2", "-o", str(part), str(source), "-ldl"]
        if subprocess.run(command, check=False).returncode:
            return None
        part.replace(library)
    return library


def staged(module: str, *arguments: object) -> dict[str, Any]:
    """Run `tests.torture.<module>` as a program on top of the shim; its last line is JSON."""
    library = built()
    assert library is not None
    done = subprocess.run(
        [sys.executable, "-m", f"tests.torture.{module}", *map(str, arguments)],
        env={**os.environ, "LD_PRELOAD": str(library), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
        encoding="utf-8",
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


class Shim:
    """The shim of this process; it must have been started on top of it."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.torture_arm.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_int, ctypes.c_int]
        self._library.torture_count.restype = ctypes.c_long

    def watch(self, folder: Path) -> None:
        """Count and note what is done to files below a folder."""
        self._library.torture_root(os.fsencode(folder))

    def log(self, handle: int) -> None:
        """Write everything down; -1 ends it."""
        self._library.torture_log(handle)

    def mark(self, text: str) -> None:
        """Put a word of ours into the log."""
        self._library.torture_mark(text.encode())

    def arm(self, at: int, error: int, *, once: bool = True, reads: bool = False) -> None:
        """Count anew; the operation of that number fails, and unless `once` every later one."""
        self._library.torture_arm(at, error, once, reads)

    def disarm(self) -> int:
        """Nothing fails any more; how many operations there were."""
        count = int(self._library.torture_count())
        self._library.torture_arm(-1, 0, 1, 0)
        return count
