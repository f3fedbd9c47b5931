"""P27: whatever is written can be stopped at any place where it looks, and leaves no trace.

Each export is written once to count the places; then it is stopped at some of them. The file of that name must be the
old one, the folder must hold nothing else, and the project must be what it was.

Before (2026-11-27): what was being written could not be stopped at all.
"""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

from compare_app.progress import Cancelled, watched_by
from tests.torture.every_export import filled, makers, names
from tests.torture.figures import Figures, by_the_clock
from tests.torture.mutated import dump

_AT_ONCE = 1.0  # second between two places
_OLD = b"what stood there before"


class _StopsAt:
    """A progress that counts the places, measures the longest way from one to the next, and stops at one of them."""

    def __init__(self, last: int = -1) -> None:
        self.places = 0
        self.longest = 0.0
        self._last = last
        self._before = time.process_time()

    def step(self, done: int, total: int) -> None:
        now = time.process_time()
        self.longest, self._before = max(self.longest, now - self._before), now
        if self.places == self._last:
            raise Cancelled
        self.places += 1


def run(rounds: int) -> Figures:
    """Stop every kind of file at `rounds` places: the first, the last and some between."""
    chance = random.Random(rounds)
    wrong: list[str] = []
    stopped, longest, slowest, kinds = 0, 0.0, "", 0
    with tempfile.TemporaryDirectory() as room:
        place = Path(room) / "out"
        place.mkdir()
        workspace = filled(Path(room) / "p.dcmp")
        try:
            made = makers(workspace, Path(room))
            for name in names(made):
                target, whole = place / name, _StopsAt()
                with watched_by(whole):
                    made[name](target)
                for one in place.iterdir():
                    one.unlink()
                kinds += 1
                if whole.longest > longest:
                    longest, slowest = whole.longest, name
                before = dump(workspace)
                places = {0, whole.places - 1, *(chance.randrange(whole.places) for _ in range(rounds - 2))}
                for at in places:
                    target.write_bytes(_OLD)
                    try:
                        with watched_by(_StopsAt(at)):
                            made[name](target)
                    except Cancelled:
                        stopped += 1
                    else:
                        wrong.append(f"{name}: went on after place {at} of {whole.places}")
                    left = sorted(one.name for one in place.iterdir() if ".previous" not in one.name)
                    if left != [name] or target.read_bytes() != _OLD:
                        wrong.append(f"{name}: stopped at place {at} of {whole.places}, it left {left}")
                    if dump(workspace) != before:
                        wrong.append(f"{name}: stopped at place {at}, the project is another")
                    for one in place.iterdir():
                        one.unlink()
        finally:
            workspace.close()
    if longest > by_the_clock(_AT_ONCE, rounds):
        wrong.append(f"{slowest}: {longest:.1f} s between two places")
    return Figures(
        ("P27",),
        f"{kinds} kinds of files, each stopped at places from the first to the last",
        {"kinds": kinds, "stopped": stopped, "longest way, ms": round(longest * 1000), "wrong": len(wrong)},
        f"{kinds} kinds of files stopped {stopped} times: {len(wrong)} traces; "
        f"at most {longest:.2f} s from one place to the next ({slowest})",
        not wrong,
        failures=tuple(wrong[:20]),
    )
