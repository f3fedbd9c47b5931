"""`python -m bench [--rounds N] [--only NAME] [--markdown FILE]`: the table of ratios.

Every scene runs in a process of its own, in turn with its pair (A B A B …), so that a machine that slows down slows
both. The median counts. Nothing here asserts a time: the figures are for people (docs/performance.md).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.charts import SIZES
from bench.scenes import GROWTH

FIRST_PAINT = ("bare_window", "our_window")
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Pair:
    """A measurement and what it is held against; `ours` and `floor` are scene names of `bench.scenes`."""

    name: str
    ours: str
    floor: str
    goal: str


PAIRS = (
    Pair("first paint: our window / bare QApplication + QMainWindow", "our_window", "bare_window", "≤ 1.5"),
    Pair("import of 10 000 × 35, committed / openpyxl read-only pass", "our_import", "openpyxl_pass", "≤ 1"),
    Pair(
        "import of 10 000 × 35, committed / LibreOffice Calc loads it",
        "our_import",
        "libreoffice_load",
        "≤ 1",
    ),
    Pair(
        "one product against all of 10 000 × 30 / bare NumPy with Welch p",
        "our_pool",
        "numpy_arithmetic",
        "≤ 2",
    ),
    Pair(
        "the same / LibreOffice Calc recalculates gap, rank and score",
        "our_pool",
        "calc_recalculation",
        "< 1",
    ),
    Pair(
        "its comparison with limits, ladder and steps / bare NumPy with Welch p",
        "our_comparison",
        "numpy_arithmetic",
        "≤ 50 ms",
    ),
    Pair("three supposed values / the full comparison", "our_what_if", "our_comparison", "≤ 1"),
    Pair("both together / bare NumPy with Welch p", "our_everything", "numpy_arithmetic", "≤ 2"),
    Pair(
        "open 1 200 000 results to a drawn 总览, window warm / bare window",
        "our_opening",
        "bare_window",
        "≤ 0.5 s",
    ),
    Pair("the same from the start of the process / bare window", "our_cold_opening", "bare_window", "—"),
    Pair(
        "plan workbook, 500 actions, all sheets and charts / bare XlsxWriter, 500 rows and 30 charts",
        "our_plan",
        "bare_plan",
        "≤ 0.5 s",
    ),
    Pair(
        "table of 100 000 rows scrolled by three, a frame / plain QTableView",
        "our_scrolling",
        "plain_scrolling",
        "≤ 16 ms",
    ),
    Pair(
        "the same by a page of 500 cells / plain QTableView",
        "our_paging",
        "plain_paging",
        "≤ 16 ms",
    ),
)


def run(scene: str, folder: Path) -> dict[str, float] | None:
    """One run of a scene: seconds and peak megabytes, or None where its pair is not installed."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": os.environ.get("BENCH_PLATFORM", "offscreen"),
        "PYTHONPYCACHEPREFIX": str(
            folder / "bytecode"
        ),  # as in an installed program, and the checkout stays clean
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    module = "bench.first_paint" if scene in FIRST_PAINT else "bench.scenes"
    done = subprocess.run(
        [sys.executable, "-m", module, scene, str(folder)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode == 77:  # the pair is not here
        return None
    if done.returncode:
        raise SystemExit(f"{scene} failed:\n{done.stderr}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(pair: Pair, folder: Path, rounds: int) -> tuple[str, str, str, str, str, str]:
    """A row of the table."""
    ours, floors = [], []
    if pair.ours in FIRST_PAINT:
        settings = folder / "DualCompare" / "settings.json"
        settings.parent.mkdir(exist_ok=True)
        settings.write_text('{"recent": ["/projects/one.dcmp", "/projects/two.dcmp"]}', encoding="utf-8")
        run(pair.ours, folder)  # writes the bytecode
    for _ in range(rounds):
        floor = run(pair.floor, folder)
        if floor is None:
            return (pair.name, "—", "—", "—", pair.goal, "—")
        floors.append(floor)
        mine = run(pair.ours, folder)
        assert mine is not None
        ours.append(mine)
    ratios = [mine["seconds"] / floor["seconds"] for mine, floor in zip(ours, floors, strict=True)]
    return (
        pair.name,
        _milliseconds([one["seconds"] for one in ours]),
        _milliseconds([one["seconds"] for one in floors]),
        f"{statistics.median(ratios):.2f}",
        pair.goal,
        f"{max(one['megabytes'] for one in ours):.0f}",
    )


def grown(folder: Path, rounds: int) -> list[str]:
    """The table of growth: one product against pools of more and more products."""
    lines = [
        "| products × 30 | ours, ms | bare NumPy, ms | ratio | µs a product | peak MB |",
        "|---:|---:|---:|---:|---:|---:|",
    ]
    for size in GROWTH:
        floors, ours, peaks = [], [], []
        for _ in range(rounds):
            floor, mine = run(f"growth_bare_{size}", folder), run(f"growth_{size}", folder)
            assert floor is not None
            assert mine is not None
            floors.append(floor["seconds"])
            ours.append(mine["seconds"])
            peaks.append(mine["megabytes"])
        ratio = statistics.median(mine / floor for mine, floor in zip(ours, floors, strict=True))
        each = statistics.median(ours) / size * 1e6
        times = f"{_milliseconds(ours)} | {_milliseconds(floors)} | {ratio:.2f} | {each:.2f}"
        lines.append(f"| {size:,} | {times} | {max(peaks):.0f} |")
    return lines


def imports(folder: Path, rounds: int) -> list[str]:
    """The table of imports: ours to committed rows, Calc's load of the same file; then the window's longest freeze."""
    lines = ["| file | ours, ms | Calc, ms | ratio | peak MB |", "|---|---:|---:|---:|---:|"]
    for name, ours, pair in (
        ("10 000 × 35 xlsx", "many_imported_10000", "many_loaded_10000"),
        ("100 000 × 35 xlsx", "many_imported_100000", "many_loaded_100000"),
        ("21 535 modules, csv", "modules_imported", "modules_loaded"),
    ):
        floors, mine = [], []
        for _ in range(rounds):
            floor, found = run(pair, folder), run(ours, folder)
            if found is not None:
                mine.append(found)
            if floor is not None:
                floors.append(floor["seconds"])
        if not mine:
            lines.append(f"| {name} | — | — | — | — |")
            continue
        times = [one["seconds"] for one in mine]
        ratio = f"{statistics.median(times) / statistics.median(floors):.2f}" if floors else "—"
        beside = _milliseconds(floors) if floors else "—"
        peak = max(one["megabytes"] for one in mine)
        lines.append(f"| {name} | {_milliseconds(times)} | {beside} | {ratio} | {peak:.0f} |")
    frozen = [found["seconds"] for _ in range(rounds) if (found := run("longest_freeze", folder)) is not None]
    lines += ["", f"Longest freeze of the window while 10 000 × 35 come in: {_milliseconds(frozen)} ms."]
    return lines


def charts(folder: Path, rounds: int) -> list[str]:
    """The table of charts: first paint and redraw, each beside Matplotlib drawing the same figure."""
    lines = [
        "| chart | first paint, ms | Matplotlib, ms | ratio | redraw, ms | Matplotlib, ms | ratio |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, (width, height) in SIZES.items():
        cells = [f"{name}, {width} × {height} px"]
        for when in ("first", "again"):
            ours, theirs = [], []
            for _ in range(rounds):
                floor, mine = run(f"their_{name}_{when}", folder), run(f"our_{name}_{when}", folder)
                assert mine is not None
                ours.append(mine["seconds"])
                theirs += [] if floor is None else [floor["seconds"]]
            ratio = f"{statistics.median(ours) / statistics.median(theirs):.2f}" if theirs else "—"
            cells += [_milliseconds(ours), _milliseconds(theirs) if theirs else "not here", ratio]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def _milliseconds(seconds: Sequence[float]) -> str:
    return f"{statistics.median(seconds) * 1000:,.0f}"


def main(argv: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="only the rows whose name contains this")
    parser.add_argument("--growth", action="store_true", help="only the table of growth")
    parser.add_argument("--charts", action="store_true", help="only the table of charts")
    parser.add_argument("--imports", action="store_true", help="only the table of imports")
    parser.add_argument("--markdown", type=Path, help="also write the table into this file")
    arguments = parser.parse_args(argv)
    header = ("what", "ours, ms", "pair, ms", "ratio", "goal", "peak MB")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if arguments.growth:
            print("\n".join(grown(folder, arguments.rounds)))
            return 0
        if arguments.charts:
            print("\n".join(charts(folder, arguments.rounds)))
            return 0
        if arguments.imports:
            print("\n".join(imports(folder, arguments.rounds)))
            return 0
        chosen = [pair for pair in PAIRS if arguments.only in pair.name]
        rows = [header, *(measure(pair, folder, arguments.rounds) for pair in chosen)]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|---|---:|---:|---:|---|---:|")
    machine = f"{platform.system()} {platform.release()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    text = (
        f"Machine: {machine}; medians of {arguments.rounds} rounds, each pair in turn.\n\n"
        + "\n".join(lines)
        + "\n"
    )
    print(text)
    if not shutil.which("soffice"):
        print("LibreOffice is not installed: its row was not measured.")
    if arguments.markdown:
        arguments.markdown.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
