"""A few steps of the walk, so that it cannot rot unseen; the whole of it is `python3 -m tests.walk OUT`."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import pytest

from tests.walk.__main__ import main
from tests.walk.screen import Frame, missing
from tests.walk.walk import PROJECT, Walk

SAMPLED = ("start", "new_project", "drop_workbook", "left", "again")


@pytest.mark.skipif(bool(missing()), reason=f"a screen of its own needs {', '.join(missing())}")
@pytest.mark.timeout(300)
def test_the_program_is_started_filled_by_a_drop_left_and_found_again_as_it_was(tmp_path: Path) -> None:
    walk = Walk(tmp_path / "走 查", sys.executable)
    walk.go(SAMPLED)
    pictures = sorted(path.name[3:-4] for path in walk.out.glob("*.png"))
    assert pictures == sorted(SAMPLED)
    assert (walk.out / f"{PROJECT}.dcmp").is_file()
    assert "文件完好" in walk.person.on_the_command_line("check", str(walk.project))
    assert walk.person.complaints() == []


def frame(*changed: tuple[int, int]) -> Frame:
    rows = [bytearray(4 * 60) for _ in range(60)]
    for x, y in changed:
        rows[y][4 * x] = 255
    return Frame(60, 60, tuple(map(bytes, rows)))


def test_a_blinking_cursor_is_no_change_and_anything_else_is_one() -> None:
    assert frame().same(frame(*((20, y) for y in range(10, 30))))
    assert not frame().same(frame((20, 10), (30, 10)))
    assert not frame().same(frame((20, 2), (20, 58)))


def test_a_frame_is_kept_as_a_png_of_its_size(tmp_path: Path) -> None:
    frame((1, 1)).save(tmp_path / "a.png")
    data = (tmp_path / "a.png").read_bytes()
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">2I", data[16:24]) == (60, 60)


def test_what_is_missing_is_said_with_exit_code_77(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main([str(tmp_path / "out")]) == 77
    assert "xdotool" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
