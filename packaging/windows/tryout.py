"""Try what the users get, on Windows: install, start, work, open by association, upgrade, refuse, uninstall, unpack.

    python packaging/windows/tryout.py FOLDER

FOLDER holds what `packaging/windows/pack.py --tryout` made: dual-compare-setup.exe of this version,
dual-compare-setup-newer.exe of one that counts as newer, green.zip. Runs on a Windows that nobody works on, for it
installs and removes the program of this user. Each step prints a line; the first that fails ends the run with exit
code 1. The window needs a desktop, not a person.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from ui.desktop import single  # noqa: E402  only ctypes: no Qt is needed here
from ui.desktop.identity import APP_ID  # noqa: E402

UNINSTALL: Final = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\DualCompare"
CLASSES: Final = r"Software\Classes"
PATIENCE_S: Final = 90.0
_CLOSE: Final = 0x0010  # WM_CLOSE
winreg: Any = __import__("winreg")  # there is none elsewhere


class Tryout:
    """The steps in order; each leaves what the next one needs."""

    def __init__(self, made: Path, place: Path) -> None:
        self.made = made
        self.place = place / "一台 电脑"  # Chinese and a blank, as on the desks of users
        self.place.mkdir()
        self.local = Path(os.environ["LOCALAPPDATA"])
        self.home = self.local / "Programs" / "DualCompare"
        self.own = self.local / "DualCompare"
        self.project = self.place / "示例 项目.dcmp"

    # --- steps ------------------------------------------------------------------------------------------

    def installed_silently(self) -> str:
        """Files, registry, start menu, association."""
        expect(self.install("dual-compare-setup.exe") == 0, "the installer ends with 0")
        for name in ("dual-compare.exe", "dual-compare-cli.exe", "uninstall.exe", "_internal"):
            expect((self.home / name).exists(), f"{name} is there")
        expect(not (self.home / "portable.txt").exists(), "settings lie with the user")
        version = value(UNINSTALL, "DisplayVersion")
        expect(bool(version), "the list of programs names the version")
        expect(value(rf"{CLASSES}\.dcmp", "") == "DualCompare.Project", ".dcmp belongs to the program")
        links = list((Path(os.environ["APPDATA"]) / "Microsoft/Windows/Start Menu/Programs").glob("*.lnk"))
        ours = [one for one in links if one.stem in ("双比对工作台", "Dual Compare")]
        expect(len(ours) == 1, "one entry in the start menu")
        known = APP_ID.encode("utf-16-le") in ours[0].read_bytes()
        expect(
            known or on_wine(), "the shortcut says whose windows are its own"
        )  # Wine keeps no such properties
        return f"version {version}, identity in the shortcut: {'yes' if known else 'not kept by Wine'}"

    def vectors_hold(self) -> str:
        """The published vectors, judged by the program as it is installed."""
        return f"{len(self.cli('selftest').splitlines())} lines"

    def does_the_main_job(self) -> str:
        """The demonstration: workbooks in, comparisons, charts, plan, reports out."""
        out = self.place / "演示 输出"
        self.cli("demo", str(out))
        made = [one for one in out.rglob("*") if one.is_file()]
        expect(any(one.suffix == ".xlsx" for one in made), "a plan workbook came out")
        expect(any(one.suffix == ".pdf" for one in made), "a report came out")
        shutil.copy(out / "project.dcmp", self.project)
        self.cli(
            "document", str(self.project), "--product", "KFR-35GW/SL-AC35", "--kind", "deck",
            "--to", str(self.place / "汇报.pptx"),
        )  # fmt: skip
        return f"{len(made)} files and a deck"

    def paints(self) -> str:
        """The start page; then every page of a project, and nothing may break on the way."""
        took = []
        for project in ((), (str(self.project),)):
            began = time.monotonic()
            command = [str(self.home / "dual-compare.exe"), "--smoke", *project]
            answer = subprocess.run(command, timeout=PATIENCE_S, check=False)
            expect(answer.returncode == 0, f"--smoke ends with 0, not {answer.returncode}")
            took.append(f"{time.monotonic() - began:.1f} s")
        return f"start page {took[0]}, every page {took[1]}"

    def opens_by_association(self) -> str:
        """A double click on a project; the second one only brings the window forward."""
        if on_wine():
            known_to_all()
        double_click(self.project)
        window = self.window_of(self.project)
        expect(window != 0, "a window shows the project")
        count = processes()
        double_click(self.project)
        time.sleep(8)
        expect(processes() == count, "the second start ended")
        return f"window {window:#x}, {count} process"

    def is_not_replaced_while_it_runs(self) -> str:
        """Windows keeps the files of a running program: the installer says so and changes nothing."""
        code = self.install("dual-compare-setup-newer.exe")
        expect(code == 3, f"the installer ends with 3, not {code}")
        return "exit code 3"

    def closes_and_keeps_its_settings(self) -> str:
        """The settings are written where the user's things lie."""
        close(single._window_with(single.key_of(self.project)))
        wait_for(lambda: processes() == 0, "the program ended")
        settings = self.own / "settings.json"
        expect(settings.is_file(), "settings are in the user's own folder")
        expect("示例" in settings.read_text(encoding="utf-8"), "the project is among the recent ones")
        return settings.name

    def is_upgraded_in_place(self) -> str:
        """Settings stay, nothing of the old program does."""
        before = (self.own / "settings.json").read_bytes()
        stale = self.home / "_internal" / "of-the-old-version.txt"
        stale.write_text("x", encoding="ascii")
        (self.home / "notes of mine.txt").write_text("x", encoding="ascii")
        expect(self.install("dual-compare-setup-newer.exe") == 0, "the newer installer ends with 0")
        expect(not stale.exists(), "what only the old version had is gone")
        expect((self.home / "notes of mine.txt").exists(), "a file of somebody is still there")
        expect(not list(self.home.glob("*~")), "no rest of the exchange")
        expect((self.own / "settings.json").read_bytes() == before, "settings are as they were")
        self.cli("selftest")
        return f"version {value(UNINSTALL, 'DisplayVersion')}"

    def does_not_go_back_by_itself(self) -> str:
        """An older version over a newer one only when a person says so."""
        newer = value(UNINSTALL, "DisplayVersion")
        code = self.install("dual-compare-setup.exe")
        expect(code == 2, f"the older installer ends with 2, not {code}")
        expect(value(UNINSTALL, "DisplayVersion") == newer, "the newer one is still there")
        return "exit code 2"

    def is_uninstalled(self) -> str:
        """The program goes, the user's things stay."""
        (self.home / "notes of mine.txt").unlink()
        copy = self.place / "uninstall.exe"  # one that lies elsewhere can be waited for
        shutil.copy(self.home / "uninstall.exe", copy)
        answer = subprocess.run(f'"{copy}" /S _?={self.home}', timeout=PATIENCE_S, check=False)
        expect(answer.returncode == 0, "the uninstaller ends with 0")
        expect(not (self.home / "_internal").exists(), "the program is gone")
        expect(not value(UNINSTALL, "DisplayVersion"), "it is no longer among the programs")
        expect(not value(rf"{CLASSES}\.dcmp", ""), ".dcmp is nobody's")
        expect((self.own / "settings.json").is_file(), "settings stay")
        expect(self.project.is_file(), "projects stay")
        return "settings and projects kept"

    def green_copy_carries_its_settings(self) -> str:
        """Unpack and start; settings lie beside the program."""
        folder = self.place / "绿色版"
        with zipfile.ZipFile(self.made / "green.zip") as archive:
            archive.extractall(folder)
        (program,) = folder.rglob("dual-compare.exe")
        before = (self.own / "settings.json").read_bytes()
        self.cli("selftest", program=program.with_name("dual-compare-cli.exe"))
        with subprocess.Popen([str(program), str(self.project)]) as started:
            window = self.window_of(self.project)
            expect(window != 0, "a window shows the project")
            close(window)
            started.wait(PATIENCE_S)
        expect((program.parent / "settings" / "settings.json").is_file(), "settings are beside the program")
        expect((self.own / "settings.json").read_bytes() == before, "those of the user are as they were")
        return str(program.relative_to(folder))

    # --- means ------------------------------------------------------------------------------------------

    def install(self, name: str) -> int:
        """Run an installer as an administrator of many machines would."""
        return subprocess.run([str(self.made / name), "/S"], timeout=600, check=False).returncode

    def cli(self, *arguments: str, program: Path | None = None) -> str:
        """Run a verb of the command line; what it said."""
        path = program or self.home / "dual-compare-cli.exe"
        answer = subprocess.run(
            [str(path), *arguments], capture_output=True, timeout=600, check=False, encoding="utf-8"
        )
        expect(
            answer.returncode == 0,
            f"{arguments[0]} ends with 0: {answer.stdout[-300:]}{answer.stderr[-300:]}",
        )
        return answer.stdout

    def window_of(self, project: Path) -> int:
        """The window that shows a project, once it is there."""
        key = single.key_of(project)
        wait_for(lambda: single._window_with(key) != 0, "the window comes")
        return single._window_with(key)


STEPS: Final[tuple[Callable[[Tryout], str], ...]] = (
    Tryout.installed_silently,
    Tryout.vectors_hold,
    Tryout.does_the_main_job,
    Tryout.paints,
    Tryout.opens_by_association,
    Tryout.is_not_replaced_while_it_runs,
    Tryout.closes_and_keeps_its_settings,
    Tryout.is_upgraded_in_place,
    Tryout.does_not_go_back_by_itself,
    Tryout.is_uninstalled,
    Tryout.green_copy_carries_its_settings,
)


def expect(holds: bool, what: str) -> None:
    """Go on only where it holds."""
    if not holds:
        raise AssertionError(what)


def wait_for(holds: Callable[[], bool], what: str) -> None:
    """Look until it holds."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        expect(time.monotonic() < end, f"{what}, within {PATIENCE_S:.0f} s")
        time.sleep(0.25)


def value(key: str, name: str) -> str:
    """A text of the user's registry; empty where there is none."""
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
            return str(winreg.QueryValueEx(opened, name)[0])
    except OSError:
        return ""


def processes() -> int:
    """How many windows' programs of ours run (tasklist of Windows and of Wine)."""
    said = subprocess.run(["tasklist"], capture_output=True, check=False).stdout
    return said.lower().count(b"dual-compare.exe")


def on_wine() -> bool:
    """Whether this Windows is Wine."""
    loader: Any = ctypes
    return hasattr(loader.WinDLL("ntdll"), "wine_get_version")


def known_to_all() -> None:
    """Wine looks for associations among those of all users only: copy ours there, for the double click alone."""
    for key in (".dcmp", r"DualCompare.Project\shell\open\command"):
        said = value(rf"{CLASSES}\{key}", "")
        with winreg.CreateKey(winreg.HKEY_LOCAL_MACHINE, rf"{CLASSES}\{key}") as made:
            winreg.SetValueEx(made, "", 0, winreg.REG_SZ, said)


def double_click(project: Path) -> None:
    """As Explorer does: by what the registry says of the suffix."""
    start: Any = os.startfile  # type: ignore[attr-defined]  # noqa: TID251  a project of ours, that is what is tried
    start(project)


def close(window: int) -> None:
    """As by the cross in its corner."""
    loader: Any = ctypes
    user = loader.WinDLL("user32")
    user.PostMessageW(ctypes.c_void_p(window), _CLOSE, None, None)


def main(folder: str) -> int:
    """Every step, a line each."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        tryout = Tryout(Path(folder).resolve(), Path(place))
        for step in STEPS:
            name = step.__name__.replace("_", " ")
            began = time.monotonic()
            try:
                said = step(tryout)
            except (AssertionError, OSError, subprocess.SubprocessError) as error:
                print(f"FAILED {name}: {error}", flush=True)
                return 1
            print(f"ok     {name}: {said} ({time.monotonic() - began:.0f} s)", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
