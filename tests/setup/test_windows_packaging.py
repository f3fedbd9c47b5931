"""The downloads for Windows, as far as they can be tried without it; the rest is packaging/windows/preview.sh."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from compare_app.settings import PORTABLE
from ui.desktop.identity import APP_ID

WINDOWS = Path(__file__).resolve().parents[2] / "packaging" / "windows"


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, WINDOWS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A folder as PyInstaller leaves one."""
    folder = tmp_path / "dual-compare"
    for name in (
        "dual-compare.exe",
        "dual-compare-cli.exe",
        "_internal/resources/marks/app.ico",
        "_internal/说明.md",
    ):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode())
    shutil.copy(WINDOWS.parents[1] / "resources/marks/app.ico", folder / "_internal/resources/marks/app.ico")
    return folder


def test_the_green_zip_carries_its_settings_and_is_always_the_same(build: Path, tmp_path: Path) -> None:
    pack = module("pack")
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    pack.green_zip(build, first)
    (build / "dual-compare.exe").touch()
    pack.green_zip(build, second)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert f"dual-compare/{PORTABLE}" in archive.namelist()
        assert "dual-compare/_internal/说明.md" in archive.namelist()
        assert archive.testzip() is None


def test_the_checksums_are_those_of_the_downloads(build: Path, tmp_path: Path) -> None:
    pack = module("pack")
    folder = tmp_path / "out"
    folder.mkdir()
    pack.green_zip(build, folder / "x.zip")
    pack.sums(folder)
    (line,) = (folder / "SHA256SUMS.txt").read_text(encoding="ascii").splitlines()
    assert re.fullmatch(r"[0-9a-f]{64}  x\.zip", line)


@pytest.mark.skipif(shutil.which("makensis") is None, reason="no makensis")
def test_the_installer_compiles_in_both_languages(build: Path, tmp_path: Path) -> None:
    setup = tmp_path / "setup.exe"
    module("pack").installer(build, setup, "1.2.3", quick=True)
    body = setup.read_bytes()
    assert body[:2] == b"MZ"
    assert b"requireAdministrator" not in body
    assert b"longPathAware" in body


def test_installer_and_window_are_one_program_to_the_taskbar() -> None:
    script = (WINDOWS / "installer.nsi").read_text(encoding="utf-8")
    assert f'!define APP_ID "{APP_ID}"' in script
    assert "RequestExecutionLevel user" in script
    assert 'MUI_LANGUAGE "SimpChinese"' in script
    assert 'MUI_LANGUAGE "English"' in script
    texts = re.findall(r"^LangString (\w+) \$\{LANG_(\w+)\}", script, re.MULTILINE)
    assert sorted(name for name, language in texts if language == "ENGLISH") == sorted(
        name for name, language in texts if language == "SIMPCHINESE"
    )
    assert "HKLM" not in script  # nothing of all users


@pytest.mark.skipif(sys.platform == "win32", reason="bash")
@pytest.mark.parametrize("name", sorted(one.name for one in WINDOWS.glob("*.sh")))
def test_the_scripts_of_the_bench_can_be_read(name: str) -> None:
    assert subprocess.run(["bash", "-n", str(WINDOWS / name)], check=False).returncode == 0
