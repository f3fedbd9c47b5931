"""A file is replaced whole or not at all; the old bytes survive every failure."""

import errno
import os
import stat
from pathlib import Path

import pytest

from compare_app.errors import AppError
from compare_app.exporters import atomic
from compare_app.exporters.atomic import atomic_write, free_name, write_bytes

OLD, NEW = b"the plan of last month", b"the plan of this month, longer than the old one"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "方案 一企一策.xlsx"
    path.write_bytes(OLD)
    return path


def only(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_the_new_bytes_take_the_place_of_the_old_and_nothing_else_is_left(plan):
    seen = []
    atomic_write(plan, lambda temporary: (seen.append(temporary), temporary.write_bytes(NEW)))
    assert plan.read_bytes() == NEW
    assert only(plan.parent) == [plan.name]
    assert seen[0].parent == plan.parent  # os.replace works within one file system only
    assert seen[0].suffix == ".xlsx"
    assert not seen[0].name.startswith("~$")


def test_what_the_disk_gives_back_otherwise_does_not_count(plan, monkeypatch):
    """A stick or a share that loses what it was given: the old file stays."""
    monkeypatch.setattr(Path, "write_bytes", lambda self, data: self.write_text("zeros", encoding="ascii"))
    with pytest.raises(AppError) as caught:
        write_bytes(plan, NEW)
    assert caught.value.code == "EXPORT-VERIFY"
    assert plan.read_bytes() == OLD
    assert only(plan.parent) == [plan.name]


def failing(number: int):
    def write(temporary: Path) -> None:
        temporary.write_bytes(NEW[:10])
        raise OSError(number, os.strerror(number))

    return write


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "EXPORT-DISK-FULL"),
        (errno.EACCES, "EXPORT-DENIED"),
        (errno.EROFS, "EXPORT-DENIED"),
        (errno.ENAMETOOLONG, "EXPORT-NAME"),
        (errno.EIO, "EXPORT-FAILED"),
    ],
)
def test_trouble_while_writing_keeps_the_old_file_and_says_what_to_do(plan, number, code):
    with pytest.raises(AppError) as caught:
        atomic_write(plan, failing(number))
    assert caught.value.code == code
    assert str(caught.value.remedy)
    assert plan.read_bytes() == OLD
    assert only(plan.parent) == [plan.name]


def test_a_defect_of_ours_is_not_dressed_up_and_keeps_the_old_file(plan):
    def write(temporary: Path) -> None:
        temporary.write_bytes(NEW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        atomic_write(plan, write)
    assert plan.read_bytes() == OLD
    assert only(plan.parent) == [plan.name]


class Held:
    """Windows refuses to replace a file that Excel holds, for the first `times` attempts."""

    def __init__(self, times: int, winerror: int = 32) -> None:
        self.left, self.winerror = times, winerror
        self.replace = os.replace

    def __call__(self, source: Path, target: Path) -> None:
        if self.left:
            self.left -= 1
            trouble = PermissionError(errno.EACCES, "held")
            trouble.winerror = self.winerror  # type: ignore[attr-defined]
            raise trouble
        self.replace(source, target)


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_file_that_is_let_go_in_time_is_replaced(plan, monkeypatch, winerror):
    monkeypatch.setattr(atomic, "RETRY_AFTER", (0.0, 0.0, 0.0))
    monkeypatch.setattr(atomic.os, "replace", Held(3, winerror))
    atomic_write(plan, lambda temporary: temporary.write_bytes(NEW))
    assert plan.read_bytes() == NEW


def test_a_file_that_stays_open_in_excel_is_named_and_another_name_is_offered(plan, monkeypatch):
    monkeypatch.setattr(atomic, "RETRY_AFTER", (0.0, 0.0))
    monkeypatch.setattr(atomic.os, "replace", Held(99))
    (plan.parent / "方案 一企一策 (2).xlsx").write_bytes(b"taken")
    with pytest.raises(AppError) as caught:
        atomic_write(plan, lambda temporary: temporary.write_bytes(NEW))
    assert caught.value.code == "EXPORT-OPEN"
    assert "方案 一企一策 (3).xlsx" in str(caught.value.remedy)
    assert plan.read_bytes() == OLD
    assert len(only(plan.parent)) == 2


def test_a_write_protected_file_is_refused_before_anything_is_made(plan):
    plan.chmod(stat.S_IRUSR)
    with pytest.raises(AppError) as caught:
        atomic_write(plan, lambda temporary: pytest.fail("nothing may be written"))
    assert caught.value.code == "EXPORT-PROTECTED"
    assert plan.read_bytes() == OLD


def test_a_folder_is_no_file_and_a_missing_folder_is_named(tmp_path):
    with pytest.raises(AppError) as caught:
        atomic_write(tmp_path, lambda temporary: None)
    assert caught.value.code == "EXPORT-IS-FOLDER"
    with pytest.raises(AppError) as caught:
        atomic_write(tmp_path / "nowhere" / "plan.xlsx", lambda temporary: None)
    assert caught.value.code == "EXPORT-FOLDER"


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_stays_a_link(tmp_path):
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_bytes(OLD)
    link.symlink_to(real)
    atomic_write(link, lambda temporary: temporary.write_bytes(NEW))
    assert link.is_symlink()
    assert real.read_bytes() == NEW


def test_free_names_count_up(tmp_path):
    plan = tmp_path / "plan.xlsx"
    assert free_name(plan).name == "plan (2).xlsx"
    (tmp_path / "plan (2).xlsx").touch()
    assert free_name(plan).name == "plan (3).xlsx"


@pytest.mark.skipif(os.name == "nt", reason="a full disk is made by a limit of POSIX")
def test_a_really_full_disk_keeps_the_old_file(plan):
    """The child may write no more than 4 kB into any file: the kernel stops it in the middle."""
    import subprocess
    import sys

    script = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from compare_app.errors import AppError\n"
        "from compare_app.exporters.atomic import atomic_write\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try:\n"
        "    atomic_write(Path(sys.argv[1]), lambda temporary: temporary.write_bytes(b'x' * 100_000))\n"
        "except AppError as error:\n"
        "    print(error.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(plan)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert done.stdout.strip() == "EXPORT-DISK-FULL"
    assert plan.read_bytes() == OLD
    assert only(plan.parent) == [plan.name]
