"""P16: files of newer versions, with things in them that this program does not know, and with a journal beside them."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from compare_app.errors import AppError
from compare_app.storage import migrations
from compare_app.storage.store import Store
from tests.torture.figures import Figures
from tests.torture.works import base


def run(rounds: int) -> Figures:
    """So many files."""
    chance = random.Random(20261127)
    refused = same = 0
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        sound = Path(name) / "base.dcmp"
        base(sound).close()
        for number in range(rounds):
            folder = Path(name) / "case"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            path = Path(shutil.copy(sound, folder / "p.dcmp"))
            version = migrations.NEWEST + chance.choice((1, 2, 10, 1000))
            with closing(sqlite3.connect(path, isolation_level=None)) as connection:
                if number % 3 == 1:
                    connection.execute("CREATE TABLE later (x TEXT) STRICT")
                if number % 3 == 2:
                    connection.execute("ALTER TABLE product ADD COLUMN later TEXT")
                connection.execute(f"PRAGMA user_version = {version}")
                if number % 4 == 3:  # its program was killed: the journal is left beside a file in work
                    connection.execute("PRAGMA cache_size = 1")
                    connection.execute("BEGIN IMMEDIATE")
                    connection.execute("UPDATE result SET raw = raw || 'x'")
                    _as_it_lies(folder)
                    connection.execute("ROLLBACK")
            if number % 4 == 3:
                _put_back(folder)
            before = {one.name: one.read_bytes() for one in folder.iterdir()}
            try:
                Store.open(path).close()
            except AppError as error:
                refused += error.code == "PROJECT-FROM-FUTURE"
            after = {one.name: one.read_bytes() for one in folder.iterdir()}
            same += after == before
            if after != before:
                failures.append(f"{number}: version {version}, changed")
    counts = {"files": rounds, "refused": refused, "identical": same}
    reached = f"{rounds} files: {refused} refused by name, {same} byte-identical afterwards"
    held = refused == same == rounds
    return Figures(("P16",), "files of newer versions", counts, reached, held, failures=tuple(failures[:20]))


def _as_it_lies(folder: Path) -> None:
    """Copy file and journal aside, in the middle of a transaction."""
    aside = folder.with_name("aside")
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(folder, aside)


def _put_back(folder: Path) -> None:
    for one in folder.with_name("aside").iterdir():
        shutil.copy(one, folder / one.name)
