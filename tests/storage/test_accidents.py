"""No room left on the drive: what was stored is there, the rest never happened. Kills: tests/torture/kills.py."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from compare_app.errors import Level
from compare_app.storage.check import check_store
from compare_app.storage.store import Store

ROOT = Path(__file__).resolve().parents[2]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


FULL = """
import resource, signal, sys
from decimal import Decimal
from pathlib import Path
from compare_app.domain.edit import Edit
from compare_app.domain.model import Product, Result
from compare_app.domain.value import Number
from compare_app.errors import AppError
from compare_app.storage import backups
from compare_app.storage.store import Store
from compare_app.text.message import M

path, room = Path(sys.argv[1]), int(sys.argv[2])
store = Store.open(path)
before = store.project, store.results("p0"), store.result_count()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit = path.stat().st_size + room
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
results = tuple(
    Result("big", "i0", count + 1, str(count), Number(Decimal(count)), note=f"{count:0>300}") for count in range(20_000)
)
edit = Edit(M("Big"), (Product("big", "c", "big"), *results))
try:
    store.apply(edit)
except AppError as error:
    print(error.code)
    assert error.code in ("DISK-FULL", "PROJECT-IO", "BACKUP-FAILED"), error.code
else:
    raise AssertionError("there was room")
assert (store.project, store.results("p0"), store.result_count()) == before
assert str(store.undo_label) == "Fill"
assert not list(path.parent.rglob("*.part")), "an unfinished copy stays behind"
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.apply(edit)  # with room again, the same edit goes in without retyping
assert store.result_count() == before[2] + 20_000
store.close()
"""


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on file sizes; a small drive is part of the drill")
@pytest.mark.parametrize("room", [0, 4096, 60_000, 1_000_000])
def test_no_room_loses_nothing(store: Store, room: int) -> None:
    store.close()
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(store.path), str(room)],
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    reopened = Store.open(store.path)
    assert not [one for one in check_store(reopened, date(2026, 11, 23)) if one.level is Level.REFUSE]
    assert len(reopened.results("big")) == 20_000
    reopened.close()


@pytest.mark.skipif(sys.platform == "win32", reason="mounts a drive; a small one is part of the drill")
def test_a_drive_that_is_nearly_full(store: Store, tmp_path: Path) -> None:
    """The same on a real small drive, where the test may make one."""
    import shutil

    drive = tmp_path / "drive"
    drive.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=760k", "tmpfs", str(drive)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no right to mount a drive here")
    try:
        store.close()
        path = drive / "p.dcmp"
        shutil.copy(store.path, path)
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                FULL.split("resource.setrlimit(resource.RLIMIT_FSIZE, (limit")[0] + DRIVE,
                str(path),
                "0",
            ],
            env=environment(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "DISK-FULL" in done.stdout
        reopened = Store.open(path)
        assert reopened.result_count() == int(done.stdout.split()[-1]) > 8
        reopened._database.close()
    finally:
        subprocess.run(["umount", str(drive)], check=True)


DRIVE = """
refused = 0
for at in range(60):
    edit = Edit(M("Edit"), tuple(
        Result("p0", "i0", 10 + at * 90 + n, "1", Number(Decimal(1)), note="x" * 300) for n in range(90)
    ))
    try:
        store.apply(edit)
    except AppError as error:
        print(error.code)
        assert error.code == "DISK-FULL", error.code
        refused += 1
    else:
        before = store.project, store.results("p0"), store.result_count()
    assert (store.project, store.results("p0"), store.result_count()) == before
assert 0 < refused < 60, refused
print(before[2])
store._database.close()
"""
