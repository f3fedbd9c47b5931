"""How long the frozen program takes to its first paint, against a frozen empty window, by turns in one run.

    python packaging/windows/start.py PROGRAM BARE [ROUNDS]

Both show their window, leave it for 200 ms and end; those are taken off. Prints medians and their ratio; exit code 1
above the bar.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from typing import Final

BAR: Final = 2.0
SHOWN_S: Final = 0.2


def seconds(*command: str) -> float:
    """One run."""
    began = time.perf_counter()
    subprocess.run(command, check=True, timeout=120)
    return time.perf_counter() - began - SHOWN_S


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
