"""Both downloads of one build: the green zip and the installer for one user, with their checksums.

    python packaging/windows/pack.py BUILD FOLDER [--tryout]

BUILD is the folder that PyInstaller made (dist/dual-compare). Needs makensis (NSIS 3). `--tryout` also makes what
packaging/windows/tryout.py takes: the same under short names, and an installer that counts as newer.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from compare_app import __version__  # noqa: E402
from compare_app.settings import PORTABLE  # noqa: E402

MOST_ZIP: Final = 90_000_000  # bytes; a larger one is a mistake of the build
FOLDER: Final = "dual-compare"
MOMENT: Final = (2026, 1, 1, 0, 0, 0)  # the same build gives the same bytes
SECONDS: Final = 1_767_225_600  # the same moment
CARRIES: Final = (
    "设置保存在本程序旁边的 settings 文件夹里。删除本文件，设置就改存到用户文件夹。\r\n"
    "Settings are kept in the folder settings beside this program. Without this file they are kept with the user.\r\n"
)
NEWER: Final = "99.0.0"  # no release


def green_zip(build: Path, to: Path) -> None:
    """Unpack and start; settings go along. 7-Zip, where it is there, packs it three hundredths smaller."""
    seven = next((found for name in ("7z", "7zz") if (found := shutil.which(name))), None)
    if seven is None:
        _by_python(build, to)
        return
    with tempfile.TemporaryDirectory() as place:
        staged = Path(place) / FOLDER
        shutil.copytree(build, staged)
        (staged / PORTABLE).write_text(CARRIES, encoding="utf-8-sig", newline="")
        for one in (staged, *staged.rglob("*")):
            os.utime(one, (SECONDS, SECONDS))
        to.unlink(missing_ok=True)
        options = ["-tzip", "-mx=9", "-mmt=1", "-mcu=on", "-mtc=off", "-mta=off", "-bso0", "-bsp0"]
        subprocess.run([seven, "a", *options, str(to.resolve()), FOLDER], cwd=place, check=True)


def _by_python(build: Path, to: Path) -> None:
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(build.rglob("*")):
            if file.is_file():
                _put(archive, f"{FOLDER}/{file.relative_to(build).as_posix()}", file.read_bytes())
        _put(archive, f"{FOLDER}/{PORTABLE}", CARRIES.encode("utf-8-sig"))


def _put(archive: zipfile.ZipFile, name: str, body: bytes) -> None:
    entry = zipfile.ZipInfo(name, MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, body, compresslevel=9)


def installer(build: Path, to: Path, version: str, *, quick: bool = False) -> None:
    """The installer of a version; `quick` packs it loosely, to be tried and thrown away."""
    numbers = ".".join([*version.split("."), "0", "0", "0"][:4])
    makensis = shutil.which("makensis") or r"C:\Program Files (x86)\NSIS\makensis.exe"
    defined = {"VERSION": version, "NUMBERS": numbers, "SOURCE": build.resolve(), "TARGET": to.resolve()}
    options = [f"-D{name}={value}" for name, value in defined.items()]
    loosely = ["-X!define LOOSELY"] if quick else []
    script = Path(__file__).with_name("installer.nsi")
    subprocess.run([makensis, "-V2", "-INPUTCHARSET", "UTF8", *options, *loosely, str(script)], check=True)


def sums(folder: Path) -> None:
    """SHA256SUMS.txt, as sha256sum reads it."""
    lines = [
        f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.name}"
        for one in sorted(folder.iterdir())
        if one.suffix in (".zip", ".exe")
    ]
    (folder / "SHA256SUMS.txt").write_text("\n".join(lines) + "\n", encoding="ascii")


def main() -> int:
    """Both downloads; exit code 1 where the zip is too large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tryout", action="store_true")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    base = f"dual-compare-{__version__}-windows-x64"
    zipped, setup = chosen.folder / f"{base}.zip", chosen.folder / f"{base}-setup.exe"
    green_zip(chosen.build, zipped)
    installer(chosen.build, setup, __version__)
    sums(chosen.folder)
    for one in (zipped, setup):
        print(f"{one.name}: {one.stat().st_size / 1e6:.1f} MB", flush=True)
    if chosen.tryout:
        trial = chosen.folder / "tryout"
        trial.mkdir(exist_ok=True)
        shutil.copy(zipped, trial / "green.zip")
        shutil.copy(setup, trial / "dual-compare-setup.exe")
        installer(chosen.build, trial / "dual-compare-setup-newer.exe", NEWER, quick=True)
    return 0 if zipped.stat().st_size <= MOST_ZIP else 1


if __name__ == "__main__":
    raise SystemExit(main())
