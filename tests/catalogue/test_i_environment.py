"""I: files and the world around them. What has a test elsewhere is named in docs/bad-inputs.md."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from compare_app.errors import AppError
from compare_app.exporters import atomic
from compare_app.exporters.atomic import write_bytes
from tests.wine import on_wine

NAMES = [
    "CON",
    "con.xlsx",
    "NUL.csv",
    "COM1.xlsx",
    "lpt¹.pdf",
    "aux .json",
    "plan.",
    "plan ",
    "plan.xlsx:stream",
    'a"b.pdf',
    "a?b.csv",
    "<方案>.xlsx",
    "a\x07b.csv",
]


@pytest.mark.parametrize("name", NAMES)
def test_I19_names_that_windows_keeps_for_itself(tmp_path, name):
    with pytest.raises(AppError) as error:
        write_bytes(tmp_path / name, b"x")
    assert error.value.code == "EXPORT-NAME"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "name", ["console.xlsx", "concept.pdf", "方案 COM1.xlsx", "a.con", "＜方案＞？.xlsx"]
)
def test_I19_names_that_only_look_so(tmp_path, name):
    write_bytes(tmp_path / name, b"x")
    assert (tmp_path / name).read_bytes() == b"x"


@pytest.mark.skipif(on_wine(), reason="Wine takes any name")
def test_I19_a_name_too_long_for_the_disk(tmp_path):
    with pytest.raises(AppError) as error:
        write_bytes(tmp_path / ("长" * 300 + ".xlsx"), b"x")
    assert error.value.code == "EXPORT-NAME"


@pytest.mark.parametrize("number", [123, 206])
def test_I19_as_windows_says_it(tmp_path, monkeypatch, number):
    def to_disk(path: Path) -> None:
        error = OSError(errno.EINVAL, "too long")
        error.winerror = number  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(atomic, "_to_disk", to_disk)
    with pytest.raises(AppError) as refused:
        write_bytes(tmp_path / "plan.xlsx", b"x")
    assert refused.value.code == "EXPORT-NAME"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [5, 32, 33])
def test_I15_I27_what_another_program_holds(tmp_path, monkeypatch, number):
    """As Windows says it: held for a moment it is written all the same, held for good the old file stays."""
    plan = tmp_path / "方案.xlsx"
    plan.write_bytes(b"old")
    real, held = atomic.os.replace, [2]

    def replace(one: Path, other: Path) -> None:
        if held[0]:
            held[0] -= 1
            error = OSError(errno.EACCES, "held")
            error.winerror = number  # type: ignore[attr-defined]
            raise error
        real(one, other)

    monkeypatch.setattr(atomic.os, "replace", replace)
    monkeypatch.setattr(atomic.time, "sleep", lambda _: None)
    write_bytes(plan, b"new")
    assert plan.read_bytes() == b"new"
    held[0] = 100
    with pytest.raises(AppError) as error:
        write_bytes(plan, b"newer")
    assert error.value.code == "EXPORT-OPEN"
    assert plan.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == [plan.name]
