"""What a run of a harness reached, and where the figures of the last whole run are kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Final

KEPT: Final = Path(__file__).parent / "kept"
QUIET: Final = 20  # rounds from which on a clock is judged by the figure that is promised
SAMPLE: Final = (
    3  # a sample runs beside other tests, on any machine: it finds what stands still, not what is a bit late
)


def by_the_clock(promised: float, rounds: int) -> float:
    """What a clock may show at most in a run of so many rounds, in the unit of what is promised."""
    return promised if rounds >= QUIET else promised * SAMPLE


@dataclass(frozen=True, slots=True)
class Figures:
    """What was run and what came of it. Words name no machine, no path and no person."""

    promises: tuple[str, ...]  # "P1", "P4"
    what: str  # what was run, in one line
    counts: Mapping[str, int]  # rounds, cases, findings: whole numbers by name
    reached: str  # the figure as the table of promises shows it
    held: bool  # whether it is the figure that is promised
    not_run: str = ""  # why it could not be run here; then nothing is held and nothing is broken
    failures: tuple[str, ...] = field(default=())  # the first few, so that they can be done again


@dataclass(frozen=True, slots=True)
class Kept:
    """The figures of a whole run and its day."""

    figures: Figures
    on: str  # ISO date


def keep(name: str, kept: Kept) -> None:
    """Write the figures of a harness into the repository, one file each, so that branches do not meet."""
    KEPT.mkdir(exist_ok=True)
    figures = replace(kept.figures, counts=dict(kept.figures.counts))
    body = {"on": kept.on, **asdict(figures)}
    text = json.dumps(body, ensure_ascii=False, indent=1)
    (KEPT / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def kept() -> dict[str, Kept]:
    """The kept figures by the name of their harness."""
    found = {}
    for path in sorted(KEPT.glob("*.json")):
        body = json.loads(path.read_text(encoding="utf-8"))
        on = body.pop("on")
        body["promises"], body["failures"] = tuple(body["promises"]), tuple(body["failures"])
        found[path.stem] = Kept(Figures(**body), on)
    return found
