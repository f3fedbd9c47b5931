"""P21: the change record is edited with a plain SQLite shell; `check` must find every change in place."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, Final

from compare_app.errors import AppError
from compare_app.storage.check import check_store
from compare_app.storage.codec import json_text
from compare_app.storage.seals import Seals
from compare_app.storage.store import Store
from tests.torture import content
from tests.torture.figures import Figures
from tests.torture.works import base

COLUMNS: Final = (
    "seq", "operation", "at", "author", "entity", "record", "field", "old_value", "new_value", "reason",
    "previous_hash", "hash",
)  # fmt: skip
ON: Final = date(2026, 11, 27)
WHAT: Final = "rows of the change record edited, removed, put in, exchanged, cut off or computed anew by hand"


def run(rounds: int) -> Figures:
    """So many interventions, the kinds in turn."""
    chance = random.Random(20261127)
    counts: Counter[str] = Counter()
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        sound, path = Path(name) / "base.dcmp", Path(name) / "p.dcmp"
        base(sound).close()
        shutil.copy(sound, path)
        store = Store.open(path)
        head = store.trail()
        assert store.backup() is not None
        store.close()
        for number in range(rounds):
            kind = list(KINDS)[number % len(KINDS)]
            shutil.copy(sound, path)
            with closing(sqlite3.connect(path, isolation_level=None)) as hand:
                hand.execute("PRAGMA ignore_check_constraints = ON")
                hand.execute("BEGIN")
                done = KINDS[kind](hand, chance)
                if number // len(KINDS) % 2:  # by somebody who knows how to seal what he changed
                    Seals(hand).seal_all()
                hand.execute("COMMIT")
            if not done:
                continue
            try:
                store = Store.open(path)
            except AppError:
                counts["refused at opening"] += 1
                counts[f"{kind}: found"] += 1
                continue
            chain = bool(content.unsound(store))
            anchor = any("backup of" in one.message.template for one in check_store(store, ON))
            assert anchor <= (store.trail() != head)  # no backup says it where a printed head would not
            store.database.close()
            counts["by the chain"] += chain
            counts["by a backup"] += anchor
            if chain if kind in IN_PLACE else anchor:
                counts[f"{kind}: found"] += 1
            else:
                counts["missed"] += 1
                failures.append(f"{number} {kind}")
            if kind in IN_PLACE:
                counts["in place"] += 1
    found = sum(count for key, count in counts.items() if key.endswith(": found"))
    counts["found"] = found
    reached = (
        f"{found + counts['missed']:,} interventions: {counts['missed']} missed"
        f" ({counts['refused at opening']:,} by seals at opening, {counts['by the chain']:,} by the chain,"
        f" cut tails and a record computed anew by the newest backup)"
    )
    return Figures(("P21",), WHAT, counts, reached, not counts["missed"], failures=tuple(failures[:20]))


def _seq(hand: sqlite3.Connection, chance: random.Random) -> int:
    return int(chance.choice(hand.execute("SELECT seq FROM audit").fetchall())[0])


def _edit(hand: sqlite3.Connection, chance: random.Random) -> bool:
    seq, column = _seq(hand, chance), chance.choice(COLUMNS)
    old = hand.execute(f"SELECT {column} FROM audit WHERE seq = ?", (seq,)).fetchone()[0]
    new: Any = old + 10_000 if isinstance(old, int) else f"{old or ''}x"
    hand.execute(f"UPDATE audit SET {column} = ? WHERE seq = ?", (new, seq))
    return True


def _remove(hand: sqlite3.Connection, chance: random.Random) -> bool:
    last = hand.execute("SELECT max(seq) FROM audit").fetchone()[0]
    seq = _seq(hand, chance)
    hand.execute("DELETE FROM audit WHERE seq = ?", (seq,))
    return bool(seq != last)  # the last one is a cut tail


def _exchange(hand: sqlite3.Connection, chance: random.Random) -> bool:
    one, two = _seq(hand, chance), _seq(hand, chance)
    for old, new in ((one, -1), (two, one), (-1, two)):
        hand.execute("UPDATE audit SET seq = ? WHERE seq = ?", (new, old))
    return one != two


def _put_in(hand: sqlite3.Connection, chance: random.Random) -> bool:
    names = ", ".join(COLUMNS[1:])
    hand.execute(
        f"INSERT INTO audit ({names}) SELECT {names} FROM audit WHERE seq = ?", (_seq(hand, chance),)
    )
    return True


def _cut_tail(hand: sqlite3.Connection, chance: random.Random) -> bool:
    hand.execute("DELETE FROM audit WHERE seq >= ?", (_seq(hand, chance),))
    return True


def _anew(hand: sqlite3.Connection, chance: random.Random) -> bool:
    """A value changed and every hash after it computed anew, by somebody who knows how."""
    seq = _seq(hand, chance)
    hand.execute("UPDATE audit SET author = author || 'x' WHERE seq = ?", (seq,))
    previous = ""
    for number, *body in hand.execute(
        f"SELECT seq, {', '.join(COLUMNS[1:10])} FROM audit ORDER BY seq"
    ).fetchall():
        digest = hashlib.sha256((previous + json_text(body)).encode()).hexdigest()
        hand.execute("UPDATE audit SET previous_hash = ?, hash = ? WHERE seq = ?", (previous, digest, number))
        previous = digest
    return True


Hand = Callable[[sqlite3.Connection, random.Random], bool]
KINDS: Final[dict[str, Hand]] = {
    "edited": _edit,
    "removed": _remove,
    "exchanged": _exchange,
    "put in": _put_in,
    "cut off": _cut_tail,
    "computed anew": _anew,
}
IN_PLACE: Final = ("edited", "removed", "exchanged", "put in")
"""What must be found without anything outside of the file; the others need a head on paper or in a backup."""
