"""How long the frozen program takes to its first paint, against a frozen empty window, by turns in one run.

    python bench/windows/start.py PROGRAM BARE [ROUNDS]

Counted is from the start of the process until its window waits for the hand of a person for the first time, painted
(WaitForInputIdle, winuser.h). Prints medians and their ratio; exit code 1 above the bar.
"""

from __future__ import annotations

import ctypes
import statistics
import subprocess
import sys
import time
from typing import Any, Final

BAR: Final = 2.0
LONGEST_MS: Final = 60_000


def seconds(*command: str) -> float:
    """One run."""
    loader: Any = ctypes
    user = loader.WinDLL("user32")
    began = time.perf_counter()
    with subprocess.Popen(command) as process:
        handle: Any = process
        if user.WaitForInputIdle(ctypes.c_void_p(int(handle._handle)), LONGEST_MS) != 0:
            raise SystemExit(f"no window of {command[0]}")
        taken = time.perf_counter() - began
        if process.wait(LONGEST_MS / 1000) != 0:
            raise SystemExit(f"{command[0]} ended with {process.returncode}")
    return taken


def main(program: str, bare: str, rounds: int = 7) -> int:
    """Both once to warm up, then by turns."""
    commands = {"program": (program, "--smoke"), "bare window": (bare,)}
    for command in commands.values():
        seconds(*command)
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(seconds(*command))
    medians = {name: statistics.median(each) for name, each in taken.items()}
    for name, each in taken.items():
        print(f"{name}: {medians[name]:.2f} s ({min(each):.2f} to {max(each):.2f}, {rounds} runs)")
    ratio = medians["program"] / medians["bare window"]
    print(f"ratio: {ratio:.2f} (bar {BAR})")
    return 0 if ratio <= BAR else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], sys.argv[2], *(int(one) for one in sys.argv[3:4])))
