"""P3: a medium that lies. Whatever of a check-in reached it, the last published version is there or in the copy here.

Each round checks a project out, edits it and checks it in several times. The medium keeps what was written in a cache;
half of the times it is asked to write it down it only says so. Then it is pulled out at a random operation: of every
file that was not truly written each sector of 512 bytes is old, new or garbage, and of the moves only the first so many
happened. After that the program starts again on what is left.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

from compare_app.domain.edit import Edit
from compare_app.domain.model import Product
from compare_app.errors import AppError
from compare_app.storage import checkout
from compare_app.storage.checkout import Checkout, Medium
from compare_app.storage.store import Store
from compare_app.text.message import M
from tests.storage.conftest import scheme
from tests.torture.figures import Figures

SECTOR = 512
SEED = 20261128
CHECK_INS = 3


class Pulled(Exception):
    """The medium was pulled out."""


class Liar(Medium):
    """A medium that remembers what it was told, writes half of it down, and is pulled out after so many operations."""

    def __init__(self, folder: Path, chance: random.Random, after: int) -> None:
        self._folder, self._chance, self._left = folder, chance, after
        self._safe: dict[str, bytes] = {one.name: one.read_bytes() for one in folder.iterdir()}
        self._loose: list[tuple[str, ...]] = []  # moves that were not forced to the disk
        self._unsure: dict[
            str, bytes
        ] = {}  # what a file held where it was written but not truly written down

    def write(self, source: Path, target: Path) -> None:
        self._tick()
        before = target.read_bytes() if target.exists() else b""
        super().write(source, target)
        if self._chance.random() < 0.5:
            self._unsure[target.name] = before
        self._loose.append(("make", target.name))

    def move(self, source: Path, target: Path) -> None:
        self._tick()
        super().move(source, target)
        self._loose.append(("move", source.name, target.name))
        if source.name in self._unsure:
            self._unsure[target.name] = self._unsure.pop(source.name)
        if self._chance.random() < 0.5:  # this time the folder was truly written down
            self._note()

    def remove(self, target: Path) -> None:
        self._tick()
        super().remove(target)
        self._loose.append(("gone", target.name))

    def pull(self) -> None:
        """What is found when it is put in again."""
        whole = {one.name: one.read_bytes() for one in self._folder.iterdir()}
        names = dict(self._safe)
        content = {**self._safe, **whole}
        for what in self._loose[: self._chance.randrange(len(self._loose) + 1)]:
            if what[0] == "make":
                names[what[1]] = content.get(what[1], b"")
            elif what[0] == "move" and what[1] in names:
                names[what[2]] = names.pop(what[1])
            elif what[0] == "gone":
                names.pop(what[1], None)
        for one in list(self._folder.iterdir()):
            one.unlink()
        for name, body in names.items():
            torn = self._torn(self._unsure[name], body) if name in self._unsure else body
            (self._folder / name).write_bytes(torn)

    def _torn(self, old: bytes, new: bytes) -> bytes:
        parts = []
        for at in range(0, len(new), SECTOR):
            kind = self._chance.random()
            part = new[at : at + SECTOR]
            if kind < 0.46:
                part = old[at : at + SECTOR].ljust(len(part), b"\0")
            elif kind < 0.54:
                part = self._chance.randbytes(len(part))
            parts.append(part)
        return b"".join(parts)

    def _note(self) -> None:
        self._safe = {one.name: one.read_bytes() for one in self._folder.iterdir()}
        self._loose.clear()

    def _tick(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Pulled


def run(rounds: int) -> Figures:
    """`rounds` pull-outs; held where after each of them the last published version was there, with every later edit."""
    counts: Counter[str] = Counter({"pull-outs": 0, "home as published": 0, "put back from the copy": 0})
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        made = root / "made.dcmp"
        with closing(Store.create(made, "项目")) as store:
            store.apply(Edit(M("Fill"), tuple(scheme(products=8, indicators=4))))
        for number in range(rounds):
            here = root / "round"
            (here / "stick").mkdir(parents=True)
            shutil.copyfile(made, here / "stick" / "项目.dcmp")
            with patch.object(checkout, "own_folder", lambda own=here / "own": own):
                trouble = _round(here / "stick", random.Random(SEED + number), counts)
            if trouble:
                failures.append(f"pull-out {number}: {trouble}")
            shutil.rmtree(here)
    return Figures(
        ("P3",),
        "check-ins to a medium that lies about half of what it wrote and is pulled out",
        dict(counts),
        f"{rounds - len(failures)} of {rounds} pull-outs: the last published version and every later edit were there"
        f" ({counts['put back from the copy']} from the copy on this computer)",
        not failures,
        failures=tuple(failures[:5]),
    )


def _round(stick: Path, chance: random.Random, counts: Counter[str]) -> str:
    home = stick / "项目.dcmp"
    known = checkout.begin(home)
    liar = Liar(stick, chance, chance.randrange(1, 5 * CHECK_INS + 2))
    stored: set[str] = set()
    published: set[str] = set()
    with closing(Store.open(known.local, bare=True)) as store:
        try:
            for at in range(CHECK_INS):
                store.apply(Edit(M("Edit"), (Product(f"n{at}", "c", "新" * chance.randrange(1, 400)),)))
                stored.add(f"n{at}")
                known = checkout.publish(known, store.database, liar)
                published |= stored
        except Pulled:
            pass
    liar.pull()
    counts["pull-outs"] += 1
    return _start_again(home, stored, published, counts)


def _start_again(home: Path, stored: set[str], published: set[str], counts: Counter[str]) -> str:
    """The next start: with the program's own answers to what it finds."""
    try:
        known = _begun(home, counts)
        with closing(Store.open(known.local, bare=True)) as store:
            if not stored <= set(store.project.all(Product)):
                return "an edit is missing"
            checkout.publish(known, store.database)
        with closing(Store.open(home, bare=True)) as store:
            if not stored | published <= set(store.project.all(Product)):
                return "what was published is not in the home"
    except AppError as error:
        return f"{error.code}: {error.what}"
    return ""


def _begun(home: Path, counts: Counter[str]) -> Checkout:
    try:
        known = checkout.begin(home)
        counts["home as published"] += 1
    except AppError as error:
        if error.code != "HOME-DAMAGED":
            raise
        checkout.restore(home)
        counts["put back from the copy"] += 1
        known = checkout.begin(home)
    return known
