"""dev.py: what it asks the system for, when it installs, and what it says at the end."""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that dev.py would run, instead of running them."""
    seen: list[list[str]] = []
    monkeypatch.setattr(dev, "run", lambda command, environment=None: seen.append(list(command)))
    return seen


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout with two lock files and no environment."""
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(dev, "install_system_packages", lambda packages: None)
    (tmp_path / ".venv").mkdir()
    (tmp_path / dev.RUNTIME).write_text("a==1 --hash=sha256:0\n", encoding="utf-8")
    (tmp_path / dev.TOOLS).write_text("a==1 --hash=sha256:0\nb==2 --hash=sha256:1\n", encoding="utf-8")
    return tmp_path


def test_first_run_makes_and_fills_the_environment(checkout: Path, commands: list[list[str]]) -> None:
    dev.set_up(dev.RUNTIME)
    make, install = commands
    assert make[1:3] == ["-m", "venv"]
    assert "--require-hashes" in install
    assert install[-1] == dev.RUNTIME


def test_second_run_does_nothing(checkout: Path, commands: list[list[str]]) -> None:
    dev.set_up(dev.TOOLS)
    (checkout / ".venv/bin").mkdir()
    (checkout / ".venv/bin/python").touch()
    commands.clear()
    dev.set_up(dev.TOOLS)
    dev.set_up(dev.RUNTIME)  # the tools' lock holds the runtime
    assert commands == []


def test_changed_lock_is_installed(checkout: Path, commands: list[list[str]]) -> None:
    dev.install_locked(dev.RUNTIME)
    (checkout / dev.RUNTIME).write_text("a==2 --hash=sha256:2\n", encoding="utf-8")
    commands.clear()
    dev.install_locked(dev.RUNTIME)
    assert len(commands) == 1


def test_failed_installation_is_tried_again(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(command: object, environment: object = None) -> None:
        raise SystemExit("no network")

    stamp = checkout / ".venv" / f"{dev.RUNTIME}.installed"
    stamp.write_text("an older lock", encoding="utf-8")
    monkeypatch.setattr(dev, "run", fail)
    with pytest.raises(SystemExit):
        dev.install_locked(dev.RUNTIME)
    assert not stamp.exists()


@pytest.fixture
def debian(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """A Debian with the packages put into this set."""
    packages: set[str] = set()
    monkeypatch.setattr(dev, "WINDOWS", False)
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev, "debian_packages", lambda: packages)
    return packages


def test_user_is_told_the_one_line(
    debian: set[str], commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    debian.update(set(dev.OFFSCREEN_LIBRARIES) - {"libegl1"})
    with pytest.raises(
        SystemExit, match=r"sudo apt-get update && sudo apt-get install .*libegl1 fonts-droid"
    ):
        dev.install_system_packages(())
    assert commands == []


def test_missing_font_alone_stops_nobody(
    debian: set[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    debian.update(dev.OFFSCREEN_LIBRARIES)
    dev.install_system_packages(())
    assert "fonts-droid-fallback" in capsys.readouterr().err


def test_root_installs_and_updates_stale_lists(
    debian: set[str], commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(
        dev.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, returncode=100)
    )
    debian.update(dev.OFFSCREEN_LIBRARIES, dev.CHINESE_FONTS)
    dev.install_system_packages(dev.WINDOW_LIBRARIES)
    update, install = commands
    assert update[-1] == "update"
    assert install[-len(dev.WINDOW_LIBRARIES) :] == list(dev.WINDOW_LIBRARIES)


@pytest.mark.skipif(dev.WINDOWS or not shutil.which("dpkg-query"), reason="not a Debian")
def test_debian_names_include_what_packages_provide() -> None:
    names = dev.debian_packages()
    assert "dpkg" in names
    assert "awk" in names  # provided by mawk or gawk


@pytest.mark.parametrize(
    ("closing", "plain"),
    [
        ("==== 12 passed in 0.93s ====", "12 passed, 0 failed"),
        ("== 1 failed, 11 passed, 3 skipped in 4.20s ==", "11 passed, 1 failed, 3 skipped"),
        ("== 2 passed, 1 warning, 2 errors in 1s ==", "2 passed, 2 failed"),
        ("== 7 passed in 2s ==; == 1 failed, 5 passed, 1 skipped in 3s ==", "12 passed, 1 failed, 1 skipped"),
        ("no tests ran in 0.01s", "0 passed, 0 failed"),
        ("", "0 passed, 0 failed"),
    ],
)
def test_closing_line(closing: str, plain: str) -> None:
    assert dev.plain_closing_line(closing) == plain


def test_fresh_debian_lacks_venv_too(
    debian: set[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(dev, "PYTHON", tmp_path / "no-environment-yet")
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)
    debian.update(dev.OFFSCREEN_LIBRARIES)
    with pytest.raises(SystemExit, match=r"apt-get install .*python3\.\d+-venv"):
        dev.install_system_packages(())


def test_help_and_wrong_usage() -> None:
    command = [sys.executable, str(ROOT / "dev.py")]
    asked = subprocess.run([*command, "--help"], capture_output=True, check=False)
    bare = subprocess.run(command, capture_output=True, check=False)
    assert (asked.returncode, bare.returncode) == (0, 2)
    assert b"dev.py demo" in asked.stdout


def test_stamp_is_the_hash_of_the_lock(checkout: Path, commands: list[list[str]]) -> None:
    dev.install_locked(dev.RUNTIME)
    digest = hashlib.sha256((checkout / dev.RUNTIME).read_bytes()).hexdigest()
    assert (checkout / ".venv" / f"{dev.RUNTIME}.installed").read_text(encoding="utf-8") == digest


def test_a_run_that_dies_leaves_its_last_words_and_its_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "PYTHON", sys.executable)
    monkeypatch.setattr(dev, "LAST_WORDS", [])
    file = tmp_path / "test_dies.py"
    file.write_text("def test_one():\n    pass\n", encoding="utf-8")
    code, closing = dev.run_pytest([str(file)])
    assert (code, dev.plain_closing_line(closing)) == (0, "1 passed, 0 failed")
    assert not dev.LAST_WORDS
    file.write_text("import faulthandler\n\ndef test_one():\n    faulthandler._sigsegv()\n", encoding="utf-8")
    code, closing = dev.run_pytest([str(file)])
    assert code not in (0, 1)
    assert closing == ""
    assert re.search("Fatal Python error|Windows fatal exception", "".join(dev.LAST_WORDS))
    assert "test_one" in "".join(dev.LAST_WORDS)
