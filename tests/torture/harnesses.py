"""The list of harnesses: one line each, a module with `run(rounds) -> Figures` and how many rounds it is given."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Final

from tests.torture.figures import Figures


@dataclass(frozen=True, slots=True)
class Harness:
    """A module of tests.torture. A sample costs seconds and runs with every commit, the whole as long as it takes."""

    name: str  # of the module
    sample: int  # rounds
    whole: int

    def run(self, rounds: int) -> Figures:
        """Run so many rounds."""
        figures = import_module(f"tests.torture.{self.name}").run(rounds)
        assert isinstance(figures, Figures)
        return figures


HARNESSES: Final[tuple[Harness, ...]] = (
    Harness("canary", sample=1, whole=2),
    Harness("closing", sample=10, whole=200),
    Harness("publishing", 6, 1000),
    Harness("recovery", 6, 400),
    Harness("mutated", 30, 10_000),
    Harness("payloads", 24, 1_000),
    Harness("plans", 8, 1_000),
    Harness("cancelled", 6, 200),
    Harness("stopped", sample=3, whole=40),
    Harness("again", 3, 100),
    Harness("held_target", sample=3, whole=99),
    Harness("typing_killed", sample=2, whole=60),
    Harness("silence", sample=1, whole=2),
    Harness("kills", sample=12, whole=1_000),
    Harness("power", sample=100, whole=125_000),  # 100,000 of them on an honest, journaled disk
    Harness("faults", sample=40, whole=100_000),  # there are fewer: all of them
    Harness("small_drive", sample=2, whole=24),
    Harness("damage", sample=120, whole=2_400),
    Harness("places", sample=1, whole=1),
    Harness("writers", sample=8, whole=1_000),
    Harness("future", sample=8, whole=96),
    Harness("upgrades", sample=30, whole=100_000),  # there are fewer: all of them
    Harness("history_hand", sample=36, whole=600),
    Harness("answering", sample=2, whole=40),
)
