"""P15: three programs change one project at once, each counts up what it read: nothing is lost, who is late is told."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from compare_app.domain.edit import Edit
from compare_app.domain.model import Category, Product
from compare_app.errors import AppError
from compare_app.storage.store import Store
from compare_app.text.message import M
from tests.torture import content
from tests.torture.figures import Figures
from tests.torture.shim import ROOT

WRITERS: Final = 3
SHARED: Final = "shared"


def run(rounds: int) -> Figures:
    """So many edits by each of the three."""
    what = f"{WRITERS} processes × {rounds:,} edits of one record, each on what it had read"
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "p.dcmp"
        store = Store.create(path, "项目")
        products = [Product(one, "c", one, note="0") for one in (SHARED, *map(str, range(WRITERS)))]
        store.apply(Edit(M("Fill"), (Category("c", "灯具"), *products)))
        store.close()
        children = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.torture.writers", str(path), str(one), str(rounds)],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
            for one in range(WRITERS)
        ]
        counts: Counter[str] = Counter(told=0, locked=0)
        for child in children:
            out, _ = child.communicate()
            assert child.returncode == 0
            counts += Counter(json.loads(out))
        store = Store.open(path)
        notes = {one.id: int(one.note) for one in store.project.all(Product).values()}
        wrong = content.unsound(store)
        store.close()
    edits = WRITERS * rounds
    counts["edits"] = edits
    counts["lost"] = edits - notes[SHARED] + sum(rounds - notes[str(one)] for one in range(WRITERS))
    reached = (
        f"{edits:,} edits: {counts['lost']} lost updates, {counts['told']:,} times told that another was first,"
        f" {counts['locked']} times “in use” shown"
    )
    return Figures(("P15",), what, counts, reached, not (counts["lost"] or counts["locked"] or wrong))


def main(path: str, name: str, rounds: str) -> dict[str, Any]:
    """One of the writers. A stale edit is refused whole; the person looks again and repeats it."""
    counts: Counter[str] = Counter()
    store = Store.open(Path(path))
    done = 0
    while done < int(rounds):
        present = store.project.all(Product)
        changed = [replace(present[one], note=str(int(present[one].note) + 1)) for one in (SHARED, name)]
        try:
            store.apply(Edit(M("Edit"), tuple(changed)), name)
            done += 1
        except AppError as error:
            counts["told" if error.code == "PROJECT-CHANGED" else "locked"] += 1
            if error.code not in ("PROJECT-CHANGED", "PROJECT-LOCKED"):
                raise
            store.database.close()
            store = Store.open(Path(path))
    store.database.close()
    return counts


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
