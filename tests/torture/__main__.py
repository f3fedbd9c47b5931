"""`python -m tests.torture [NAME …] [--whole] [--keep] [--table]`: run harnesses and print the table of promises."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from datetime import date

from tests.torture.figures import Figures, Kept, keep, kept
from tests.torture.harnesses import HARNESSES
from tests.torture.promises import table, write_table


def main(argv: Sequence[str]) -> int:
    """0 where every promise that was run is held."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(one.name for one in HARNESSES))
    parser.add_argument("--whole", action="store_true", help="all rounds instead of a sample")
    parser.add_argument("--rounds", type=int, help="so many rounds")
    parser.add_argument("--keep", action="store_true", help="keep the figures in the repository")
    parser.add_argument(
        "--table", action="store_true", help="write the kept figures into docs/reliability.md"
    )
    chosen = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # windows of harnesses are nobody's
    unknown = set(chosen.names) - {one.name for one in HARNESSES}
    if unknown:
        parser.error(f"no harness named {', '.join(sorted(unknown))}")
    reached: dict[str, Kept] = {}
    if chosen.names or not chosen.table:
        for harness in HARNESSES:
            if chosen.names and harness.name not in chosen.names:
                continue
            began = time.monotonic()
            figures = harness.run(chosen.rounds or (harness.whole if chosen.whole else harness.sample))
            tell(harness.name, figures, time.monotonic() - began)
            reached[harness.name] = Kept(figures, date.today().isoformat())
            if chosen.keep:
                keep(harness.name, reached[harness.name])
        print(table(reached))
    if chosen.table:
        write_table(kept())
    return 0 if all(one.figures.held or one.figures.not_run for one in reached.values()) else 1


def tell(name: str, figures: Figures, seconds: float) -> None:
    """One harness, as it ends."""
    state = f"not run: {figures.not_run}" if figures.not_run else "held" if figures.held else "NOT HELD"
    counts = ", ".join(f"{key} {count:,}" for key, count in figures.counts.items())
    print(
        f"{name}: {state} in {seconds:.0f} s\n  {figures.what}\n  {counts}\n  {figures.reached}", flush=True
    )
    for failure in figures.failures:
        print(f"  ! {failure}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
