"""P9: a project file damaged at random. Whatever changes a row or the structure must be reported, at opening or by
`check`; the judge is a plain SQLite connection that reads every row of every table.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from typing import Final

import numpy as np

from compare_app.domain.edit import Edit
from compare_app.domain.model import Category, Result
from compare_app.domain.pool import Column
from compare_app.errors import AppError
from compare_app.storage.seals import DERIVED
from compare_app.storage.store import Store
from compare_app.text.message import M
from tests.torture import content
from tests.torture.figures import Figures
from tests.torture.works import base, ours

PAGE: Final = 4096


def run(rounds: int) -> Figures:
    """So many damages, the kinds in turn."""
    chance = random.Random(20261127)
    counts: Counter[str] = Counter(changed=0, missed=0, raw=0)
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "p.dcmp"
        younger, older = _two_states(path)
        sound, columns = _dump(path), _columns(path)
        assert _reported(path) == ""
        for number in range(rounds):
            kind = list(KINDS)[number % len(KINDS)]
            path.write_bytes(KINDS[kind](bytearray(younger), older, chance))
            shutil.rmtree(path.with_name(f"{path.name}.backups"), ignore_errors=True)
            changed = (now := _dump(path)) != sound
            derived = changed and _only_derived(now, sound)
            path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
            try:
                reported = _reported(path)
            except Exception as error:  # noqa: BLE001 - what is not in our words is a finding
                reported = f"raw {error!r}"
                counts["raw"] += 1
                failures.append(f"{number} {kind}: {reported}")
            if derived and not reported:  # what is computed is not told but computed anew
                counts["computed anew"] += 1
                changed = _columns(path) != columns
            counts["changed"] += changed
            counts["reported"] += bool(reported)
            if changed and not reported:
                counts["missed"] += 1
                failures.append(f"{number} {kind}: a row or the structure changed, nobody said so")
            counts[f"{kind}: changed"] += changed
            counts[f"{kind}: missed"] += changed and not reported
    counts["damages"] = rounds
    reached = (
        f"{rounds:,} damages, {counts['changed']:,} of them changed something: {counts['missed']:,} missed,"
        f" {counts['raw']} not in our words"
    )
    what = "bits, sectors and pages of a closed project damaged at random"
    held = not counts["missed"] and not counts["raw"]
    return Figures(("P9",), what, counts, reached, held, failures=tuple(failures[:20]))


def _two_states(path: Path) -> tuple[bytes, bytes]:
    """The bytes of a project, and those of the same project some edits earlier."""
    workspace = base(path)
    product = ours(workspace)
    workspace.close()
    older = path.read_bytes()
    store = Store.open(path)
    for one in store.results(product.id)[:40]:
        changed = replace(one, raw="7.77", note="重新检测")
        assert isinstance(changed, Result)
        store.apply(Edit(M("Edit"), (changed,)), "乙")
    for one in range(40):
        store.apply(Edit(M("Edit"), (replace(product, note=f"第 {one} 次"),)), "乙")
    store.pool(product.category_id)
    store.close()
    return path.read_bytes(), older


def _dump(path: Path) -> object:
    """Every row of every table and what SQLite says of the structure; an error is a state of its own."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True)) as connection:
            connection.text_factory = bytes
            schema = connection.execute("SELECT * FROM sqlite_schema ORDER BY rowid").fetchall()
            names = [one[1].decode() for one in schema if one[0] == b"table"]
            tables = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
            found = connection.execute("PRAGMA integrity_check(3)").fetchall()
            return schema, tables, found == [(b"ok",)], connection.execute("PRAGMA user_version").fetchall()
    except (sqlite3.Error, UnicodeError, OverflowError, MemoryError) as error:
        return repr(error)


def _only_derived(now: object, sound: object) -> bool:
    """Whether all that differs is the columns of the pool, which are computed from the results."""
    if not isinstance(now, tuple) or not isinstance(sound, tuple):
        return False
    differs = {name for name in sound[1] if now[1].get(name) != sound[1][name]}
    return now[0] == sound[0] and now[2:] == sound[2:] and differs <= set(DERIVED)


def _columns(path: Path) -> object:
    """What a comparison is made from, as the program reads it."""
    with closing(Store.open(path)) as store:
        categories = sorted(store.project.all(Category))
        return [
            {name: _whole(column) for name, column in store.pool(one).columns.items()} for one in categories
        ]


def _whole(column: Column) -> list[object]:
    """A column to the last bit."""
    values = [getattr(column, one.name) for one in fields(column)]
    return [one.tobytes() if isinstance(one, np.ndarray) else repr(one) for one in values]


def _reported(path: Path) -> str:
    """What is said at opening, or by `check`."""
    try:
        store = Store.open(path)
    except AppError as error:
        return error.code
    try:
        return "; ".join(content.unsound(store))
    except AppError as error:
        return error.code
    finally:
        store.database.close()


def _at(data: bytearray, chance: random.Random, step: int) -> int:
    return chance.randrange(len(data) // step) * step


def _bit(data: bytearray, older: bytes, chance: random.Random) -> bytes:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return data


def _zeroed(data: bytearray, older: bytes, chance: random.Random) -> bytes:
    at = _at(data, chance, 512)
    data[at : at + 512] = bytes(512)
    return data


def _garbage(data: bytearray, older: bytes, chance: random.Random) -> bytes:
    at = _at(data, chance, PAGE)
    data[at : at + PAGE] = chance.randbytes(PAGE)
    return data


def _cut(data: bytearray, older: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def _swapped(data: bytearray, older: bytes, chance: random.Random) -> bytes:
    one, two = _at(data, chance, PAGE), _at(data, chance, PAGE)
    data[one : one + PAGE], data[two : two + PAGE] = data[two : two + PAGE], data[one : one + PAGE]
    return data


def _older_page(data: bytearray, older: bytes, chance: random.Random) -> bytes:
    places = [
        at
        for at in range(0, min(len(data), len(older)), PAGE)
        if data[at : at + PAGE] != older[at : at + PAGE]
    ]
    at = chance.choice(places)
    data[at : at + PAGE] = older[at : at + PAGE]
    return data


def _header(data: bytearray, older: bytes, chance: random.Random) -> bytes:
    data[chance.randrange(100)] = chance.randrange(256)
    return data


def _copied(data: bytearray, older: bytes, chance: random.Random) -> bytes:
    one, two = _at(data, chance, 512), _at(data, chance, 512)
    data[one : one + 512] = data[two : two + 512]
    return data


Damage = Callable[[bytearray, bytes, random.Random], bytes]
KINDS: Final[dict[str, Damage]] = {
    "one bit": _bit,
    "512 bytes zeroed": _zeroed,
    "4 kB of garbage": _garbage,
    "cut short": _cut,
    "two pages swapped": _swapped,
    "a page as it was earlier": _older_page,
    "a byte of the header": _header,
    "512 bytes copied elsewhere": _copied,
}
