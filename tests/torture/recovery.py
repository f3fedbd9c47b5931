"""P10 and P11: a project is damaged at random, put back by the program, and holds everything again.

Each round takes a project with two rolling backups and edits after them, damages it (a bit, a sector, a page, its end,
two pages, its header), in every fifth round its newest backup as well, and lets the program recover it. What must come
back: the content as it was before the damage, the damaged file kept byte for byte.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from compare_app.domain.edit import Edit
from compare_app.domain.model import Product
from compare_app.errors import AppError
from compare_app.progress import Quiet
from compare_app.storage import backups, recovery
from compare_app.storage.store import Store
from compare_app.storage.verify import verify
from compare_app.text.message import M
from tests.storage.conftest import measured, scheme
from tests.torture.figures import Figures

PAGE = 4096
SEED = 20261127


def run(rounds: int) -> Figures:
    """Until `rounds` damages that changed something were met; held where the project came back whole from each."""
    counts: Counter[str] = Counter(
        {"damages": 0, "unnoticed and harmless": 0, "restored": 0, "of them past a damaged backup": 0}
    )
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made"
        made.mkdir()
        path, wanted = _made(made)
        counts["backups"] = len(backups.kept(path))
        counts["backups verified"] = sum(not verify(one, Quiet()) for one in backups.kept(path))
        number = 0
        while counts["restored"] + len(failures) < rounds:
            number += 1
            chance = random.Random(SEED + number)
            here = Path(folder) / "here"
            shutil.copytree(made, here)
            trouble = _round(here / path.name, wanted, chance, counts, number % 5 == 4)
            if trouble:
                failures.append(f"damage {number}: {trouble}")
            shutil.rmtree(here)
    restored, harmless = counts["restored"], counts["unnoticed and harmless"]
    return Figures(
        ("P10", "P11"),
        "a project with backups and an outbox, damaged in six ways, recovered by the program",
        dict(counts),
        f"{rounds} damages: {restored} restored with every edit, damaged file kept ({harmless} more changed nothing);"
        f" {counts['backups verified']} of {counts['backups']} backups verified",
        not failures and counts["backups"] == counts["backups verified"],
        failures=tuple(failures[:5]),
    )


def _made(folder: Path) -> tuple[Path, object]:
    """A project with two backups and edits after them; and what it holds."""
    store = Store.create(folder / "项目.dcmp", "项目")
    store.apply(Edit(M("Fill"), tuple(scheme(products=30, indicators=6, replicates=3))), "甲")
    store.backup()
    for at in range(5):
        store.apply(Edit(M("Edit"), (measured(f"p{at}", "i0", 1, f"9.{at}"),)), "甲")
    store.backup()
    for at in range(5):
        new = Product(f"new{at}", "c", f"新品 {at}")
        store.apply(Edit(M("Edit"), (new, measured(new.id, "i1", 1, f"3.{at}"))), "乙")
    wanted = _content(store)
    store.database.close()  # as a crash would: no backup of the last edits
    return store.path, wanted


def _content(store: Store) -> object:
    return store.project, {one: store.results(one) for one in store.project.all(Product)}


def _round(path: Path, wanted: object, chance: random.Random, counts: Counter[str], backup_too: bool) -> str:
    """One damage and its recovery; what went wrong."""
    kind = chance.choice(list(DAMAGES))
    bad = DAMAGES[kind](path.read_bytes(), chance)
    path.write_bytes(bad)
    if backup_too:
        newest = backups.kept(path)[0]
        newest.write_bytes(DAMAGES["page"](newest.read_bytes(), chance))
    counts["damages"] += 1
    try:
        with closing(Store.open(path, bare=True)) as store:
            sound = not store.verify(Quiet())
            same = _content(store) == wanted
    except AppError:
        sound = same = False
    if sound:
        counts["unnoticed and harmless"] += same
        return "" if same else f"{kind}: wrong data was not noticed"
    path.write_bytes(bad)
    found = recovery.recover(path)
    if found.damaged is None or found.damaged.read_bytes() != bad:
        return f"{kind}: the damaged file was not kept"
    with closing(Store.open(path, bare=True)) as store:
        if _content(store) != wanted:
            return f"{kind}: not everything came back"
    counts["restored"] += 1
    counts["of them past a damaged backup"] += backup_too
    return ""


# --- damages ---------------------------------------------------------------------------------------------------------


def _bit(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body))
    return body[:at] + bytes((body[at] ^ 1 << chance.randrange(8),)) + body[at + 1 :]


def _sector(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body) // 512) * 512
    return body[:at] + bytes(512) + body[at + 512 :]


def _page(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(1, len(body) // PAGE) * PAGE
    return body[:at] + chance.randbytes(PAGE) + body[at + PAGE :]


def _end(body: bytes, chance: random.Random) -> bytes:
    return body[: chance.randrange(1, len(body))]


def _swap(body: bytes, chance: random.Random) -> bytes:
    one, other = (PAGE * at for at in sorted(chance.sample(range(1, len(body) // PAGE), 2)))
    first, second = body[one : one + PAGE], body[other : other + PAGE]
    return body[:one] + second + body[one + PAGE : other] + first + body[other + PAGE :]


def _header(body: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(100) + body[100:]


DAMAGES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "bit": _bit,
    "sector": _sector,
    "page": _page,
    "end": _end,
    "swap": _swap,
    "header": _header,
}
