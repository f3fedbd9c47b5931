"""P12: drives with hardly any room. Edits, an import, exports until nothing fits; what was told is compared."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from compare_app.domain.edit import Edit
from compare_app.domain.model import Result
from compare_app.domain.value import Number
from compare_app.errors import AppError
from compare_app.storage.store import Store
from compare_app.text.message import M
from compare_app.workspace import Workspace
from tests.torture import content
from tests.torture.figures import Figures
from tests.torture.places import _may_mount
from tests.torture.shim import ROOT
from tests.torture.works import SAMPLES, WORDS, base, ours

WHAT: Final = (
    "drives with 40 to 600 kB of room beside a project: edits, an import, exports until nothing fits"
)
ROOM: Final = (40, 80, 120, 200, 320, 600)  # kB


def run(rounds: int) -> Figures:
    """So many drives."""
    if not sys.platform.startswith("linux") or os.geteuid() or not _may_mount():
        return Figures(
            ("P12",), WHAT, {}, "", False, "needs Linux and the right to mount; a small VHD is in the drill"
        )
    done = subprocess.run(
        ["unshare", "-m", sys.executable, "-m", "tests.torture.small_drive", str(rounds)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
        encoding="utf-8",
    )
    found = json.loads(done.stdout.splitlines()[-1])
    counts = found["counts"]
    reached = (
        f"{counts['drives']} full drives, {counts['told']} times told: {counts['partial']} partial,"
        f" {counts['exports damaged']} exports damaged, {counts['not named']} without the free room"
    )
    held = counts["told"] > 0 and not (counts["partial"] or counts["exports damaged"] or counts["not named"])
    return Figures(("P12",), WHAT, counts, reached, held, failures=tuple(found["failures"]))


class Drive:
    """One small drive and what came of it."""

    def __init__(self, drive: Path) -> None:
        self.drive = drive
        self.counts: Counter[str] = Counter(
            {"told": 0, "partial": 0, "exports damaged": 0, "not named": 0, "drives": 1}
        )
        self.failures: list[str] = []

    def run(self, sound: Path, draft: Any) -> None:
        """Work until nothing fits, then go on a little."""
        path = Path(shutil.copy(sound, self.drive / "p.dcmp"))
        (self.drive / "old.csv").write_bytes(b"old")
        workspace = Workspace.open(path)
        product = ours(workspace)
        first = workspace.results(product.id)[0].indicator_id
        refused = 0
        for at in range(400):
            many = [
                Result(product.id, first, 100 + at * 40 + n, "1", Number(Decimal(1)), note="x" * 300)
                for n in range(40)
            ]
            refused += self._step(workspace, lambda many=many: workspace.apply(Edit(M("Edit"), tuple(many))))
            if refused > 3:
                break
        self._step(
            workspace, lambda: workspace.apply(Edit(M("Edit"), (replace(product, note="y" * 90_000),)))
        )
        self._step(workspace, lambda: workspace.commit(draft))
        told = self._step(workspace, lambda: workspace.export(product.id, self.drive / "old.csv", WORDS))
        old = (self.drive / "old.csv").read_bytes() == b"old"
        if old != bool(told):
            self._wrong("exports damaged")
        workspace._store.database.close()

    def _step(self, workspace: Workspace, act: Any) -> int:
        """1 where it was refused; then nothing may have changed."""
        before = content.whole(workspace._store)
        try:
            act()
        except AppError as error:
            self.counts["told"] += 1
            if error.code not in ("DISK-FULL", "BACKUP-FAILED", "EXPORT-DISK-FULL"):
                self._wrong("not named", error.code)
            if not re.search(r"\d+ [kM]B", f"{error.what}"):
                self._wrong("not named", str(error.what))
            fresh = Store.open(workspace.path)
            if content.whole(fresh) != before or content.unsound(fresh):
                self._wrong("partial")
            fresh.database.close()
            return 1
        return 0

    def _wrong(self, kind: str, what: str = "") -> None:
        self.counts[kind] += 1
        self.failures.append(f"{kind} {what}")


def main(rounds: int) -> dict[str, Any]:
    """Drives of every size in turn."""
    counts: Counter[str] = Counter()
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        sound, drive = Path(name) / "base.dcmp", Path(name) / "drive"
        drive.mkdir()
        workspace = base(sound)
        draft = workspace.read(SAMPLES / "led_light_sources.xlsx")
        workspace.close()
        for number in range(rounds):
            size = sound.stat().st_size // 1024 + ROOM[number % len(ROOM)] + number // len(ROOM) * 12
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(drive)], check=True)
            tried = Drive(drive)
            tried.run(sound, draft)
            subprocess.run(["umount", str(drive)], check=True)
            counts += tried.counts
            failures += [f"{ROOM[number % len(ROOM)]} kB: {one}" for one in tried.failures]
    zeros = dict.fromkeys(("partial", "exports damaged", "not named"), 0)
    return {"counts": zeros | dict(counts), "failures": failures[:20]}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
