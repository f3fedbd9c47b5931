"""The desktop of Windows: one window a project, an identity, the taskbar. Elsewhere nothing of it happens."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui.desktop.identity import APP_ID, remember_file, take_identity
from ui.desktop.single import Standing, key_of
from ui.desktop.taskbar import Taskbar

ROOT = Path(__file__).resolve().parents[2]
on_windows = pytest.mark.skipif(os.name != "nt", reason="Windows")

OTHER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])  # Python's embeddable build looks nowhere else
from PySide6.QtWidgets import QApplication, QWidget
from ui.desktop.single import Standing
app = QApplication(["x", "-platform", "windows"])
window, standing = QWidget(), Standing()
assert standing.claim(Path(sys.argv[1]))
window.show()
standing.show(int(window.winId()), Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.read()
"""


def test_the_name_of_a_project_is_the_same_however_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "项目 一.dcmp"
    path.write_bytes(b"")
    assert key_of(path) == key_of(tmp_path / "x" / ".." / "项目 一.dcmp")
    assert key_of(path) != key_of(tmp_path / "项目 二.dcmp")
    assert str(tmp_path) not in key_of(path)
    assert key_of(None) != key_of(path)
    if os.name == "nt":
        assert key_of(path) == key_of(Path(str(path).upper()))


@pytest.mark.skipif(os.name == "nt", reason="other systems")
def test_elsewhere_nothing_happens(tmp_path: Path) -> None:
    standing = Standing()
    assert standing.claim(tmp_path / "p.dcmp")
    standing.show(1, None)
    assert not take_identity()
    assert not remember_file(tmp_path / "p.dcmp")
    taskbar = Taskbar(1)
    assert not taskbar.there
    taskbar.show(1, 2)
    taskbar.clear()


@on_windows
def test_a_second_start_brings_the_first_window_forward(tmp_path: Path) -> None:
    path = tmp_path / "项目.dcmp"
    path.write_bytes(b"")
    with subprocess.Popen(
        [sys.executable, "-c", OTHER, str(path), str(ROOT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        encoding="utf-8",
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline().strip() == "ready"
        assert not Standing().claim(path)
        assert not Standing().claim(Path(str(path).upper()))
        assert Standing().claim(tmp_path / "another.dcmp")
        other.communicate("")
    assert Standing().claim(path)  # it went with its process


@on_windows
def test_the_program_has_an_identity_and_a_button() -> None:
    assert take_identity()
    assert APP_ID.isascii()
    Taskbar(0).clear()


def test_a_copy_that_carries_its_settings_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from compare_app.settings import PORTABLE, default_path

    elsewhere = default_path()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "dual-compare.exe"))
    (tmp_path / PORTABLE).write_text("x", encoding="utf-8")
    assert default_path() == elsewhere  # only a frozen program lies in a folder of its own
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert default_path() == tmp_path / "settings" / "settings.json"
    (tmp_path / PORTABLE).unlink()
    assert default_path() == elsewhere
