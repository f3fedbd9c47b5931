"""P18: random scripts of edits on the plan workbook by two people, and by us meanwhile: merged = what each meant."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from tests.importers.test_returned_plans import OPERATIONS, nothing_is_lost
from tests.torture.figures import Figures

_MOST = 8  # edits in a script
_SEEDS = 2**16


def run(rounds: int) -> Figures:
    """`rounds` scripts, two to a trial: both copies come back, in either order."""
    wrong: list[str] = []
    edits = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range((rounds + 1) // 2):
            chance = random.Random(seed)
            scripts = [
                [
                    (chance.choice(OPERATIONS), chance.randrange(_SEEDS))
                    for _ in range(chance.randint(0, _MOST))
                ]
                for _ in range(2)
            ]
            ours = [chance.randrange(_SEEDS) for _ in range(chance.randint(0, 3))]
            edits += len(scripts[0]) + len(scripts[1]) + len(ours)
            try:
                nothing_is_lost(scripts[0], scripts[1], ours, Path(folder))
            except AssertionError as error:
                wrong.append(f"seed {seed}: {str(error)[:200]}")
    return Figures(
        ("P18",),
        "scripts of edits (set, clear, sort, add, delete, insert, copy, move) on copies of a plan, and ours meanwhile",
        {"scripts": rounds, "edits": edits, "wrong": len(wrong)},
        f"{rounds:,} scripts with {edits:,} edits: {len(wrong)} merged otherwise than meant",
        not wrong,
        failures=tuple(wrong[:20]),
    )
