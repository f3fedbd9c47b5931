"""P27: an import cancelled at any moment stops at once and leaves no trace."""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

from compare_app.domain.mapping import ColumnMapping, ColumnUse, TableMapping
from compare_app.progress import Cancelled
from compare_app.workspace import Workspace
from tests.torture.figures import Figures, by_the_clock
from tests.torture.mutated import dump

_ROOT = Path(__file__).parents[2]
_ROWS = 30_000
_AT_ONCE = 1.0  # seconds
_ENOUGH = 4.0  # seconds within which the moments lie; a read that ends earlier is not cancelled


class _Impatient:
    """A progress that is cancelled from a moment on, as by a button."""

    def __init__(self, after: float) -> None:
        self.moment = time.monotonic() + after

    def step(self, done: int, total: int) -> None:
        if time.monotonic() >= self.moment:
            raise Cancelled


def run(rounds: int) -> Figures:
    """Cancel `rounds` imports, of a table of 30 000 rows and of a workbook of ours by turns."""
    chance = random.Random(rounds)
    late: list[float] = []
    wrong: list[str] = []
    through = 0
    with tempfile.TemporaryDirectory() as place:
        workspace = Workspace.create(Path(place) / "p.dcmp")
        try:
            table = _table(Path(place) / "t.csv")
            workspace.commit(workspace.read(_ROOT / "sample_data" / "led_light_sources.xlsx"))
            before = dump(workspace)
            for turn in range(rounds):
                path, mapping = (
                    (table, _MAPPING) if turn % 2 else (_ROOT / "sample_data/ceramic_tiles.xlsx", None)
                )
                watch = _Impatient(chance.random() * _ENOUGH / (1 if mapping else 8))
                try:
                    workspace.let_go()
                    workspace.read(path, mapping, watch).let_go()
                    through += 1
                except Cancelled:
                    late.append(time.monotonic() - watch.moment)
                if dump(workspace) != before:
                    wrong.append(f"import {turn} left a trace")
        finally:
            workspace.close()
    longest = max(late, default=0.0)
    return Figures(
        ("P27",),
        f"imports of a table of {_ROWS:,} rows and of a workbook of ours, cancelled at random moments",
        {"imports": rounds, "cancelled": len(late), "read before": through, "wrong": len(wrong)},
        f"{len(late):,} of {rounds:,} imports cancelled, stopped after {longest:.2f} s at most: {len(wrong)} traces",
        not wrong and longest < by_the_clock(_AT_ONCE, rounds),
        failures=tuple(wrong[:20]),
    )


_MAPPING = TableMapping(
    "砖",
    (
        ColumnMapping("名称", 0, ColumnUse.NAME),
        *(ColumnMapping(f"值{at}", at, ColumnUse.INDICATOR, indicator=f"指标{at}") for at in range(1, 6)),
    ),
)


def _table(path: Path) -> Path:
    head = ",".join(["名称", *(f"值{at}" for at in range(1, 6))])
    rows = (f"产品{at}," + ",".join(f"{at % 97}.{one}" for one in range(5)) for at in range(_ROWS))
    path.write_text(f"{head}\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path
