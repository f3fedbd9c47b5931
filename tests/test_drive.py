"""What was written is read again from the drive, not from what the system remembers of it."""

from __future__ import annotations

import ctypes
import mmap
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from compare_app.drive import forget
from compare_app.exporters.atomic import atomic_write
from compare_app.progress import Quiet
from compare_app.storage import checkout, second_place

MANY = bytes(range(256)) * 4096  # a megabyte


def remembered(path: Path) -> int:
    """How many pages of a file the system holds in its memory (mincore)."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY) as shown:
        start = ctypes.c_char.from_buffer(shown)
        pages = (ctypes.c_ubyte * (-(-len(shown) // mmap.PAGESIZE)))()
        answer = ctypes.CDLL(None).mincore(
            ctypes.c_void_p(ctypes.addressof(start)), ctypes.c_size_t(len(shown)), pages
        )
        del start
    assert answer == 0
    return sum(page & 1 for page in pages)


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    """A folder on a drive whose files the system can be made to forget."""
    if sys.platform != "linux":
        pytest.skip("mincore is asked on Linux")
    control = tmp_path / "control"
    with control.open("wb") as file:
        file.write(MANY)
        file.flush()
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    if remembered(control):
        pytest.skip("the folder of the tests lies in memory")
    return tmp_path


def test_a_file_is_forgotten_and_unharmed(drive: Path) -> None:
    path = drive / "甲"
    path.write_bytes(MANY)
    with path.open("rb") as file:
        os.fsync(file.fileno())
    assert remembered(path) == len(MANY) // mmap.PAGESIZE
    forget(path)
    assert remembered(path) == 0
    assert path.read_bytes() == MANY


def test_what_is_not_there_is_nobodys_trouble(tmp_path: Path) -> None:
    forget(tmp_path / "none")
    path = tmp_path / "有"
    path.write_bytes(b"x")
    forget(path)
    assert path.read_bytes() == b"x"


def exported(source: Path, seen: Callable[[Path], bool]) -> None:
    atomic_write(source.with_name("out.xlsx"), lambda path: path.write_bytes(MANY), seen)


def checked_in(source: Path, seen: Callable[[Path], bool]) -> None:
    part, home = source.with_name("home.new"), source.with_name("home")
    checkout.REAL.write(source, part)
    assert seen(part)
    part.read_bytes()
    checkout.REAL.move(part, home)
    assert seen(home)


def carried(source: Path, seen: Callable[[Path], bool]) -> None:
    digest = second_place.digest
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(second_place, "digest", lambda path: digest(path) if seen(path) else "")
        assert second_place._copied(source, source.with_name("second.part"), Quiet())


@pytest.mark.parametrize("door", [exported, checked_in, carried], ids=lambda door: door.__name__)
def test_what_leaves_for_another_drive_is_asked_of_it(
    drive: Path, door: Callable[[Path, Callable[[Path], bool]], None]
) -> None:
    source, looked = drive / "source", []
    source.write_bytes(MANY)

    def seen(path: Path) -> bool:
        looked.append(remembered(path))
        return True

    door(source, seen)
    assert looked
    assert not any(looked)
