"""P23: the program says nothing to the network.

The real window walks its pages and dialogs and takes a file in, and the verbs of the command line do the main job, each
under strace: no socket of the internet, no name look-up (which would be such a socket, or one to the resolver's
cache). Where there is no strace, an audit hook inside the program looks for the same and says that it sees only what
Python opens.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.torture.figures import Figures

ROOT: Final = Path(__file__).resolve().parents[2]
PATIENCE_S: Final = 900
INTERNET: Final = re.compile(r"AF_INET6?\b|sin_addr|sin6_addr|nscd/socket|resolve/io.systemd")
OURS: Final = {"LOGNAME": "li"}
"""Every session of a desktop says who is logged in; without it the system's list of users is asked."""
QUIET: Final = {"QT_QPA_PLATFORM": "offscreen", "PATH": str(Path(sys.executable).parent)}
"""Without other programs: the story opens its files in LibreOffice, whose doings are not ours."""
SOCKET: Final = re.compile(r"\bsocket\(")
STRACE: Final = ("-f", "-qq", "-e", "trace=network", "-e", "signal=none")


def run(rounds: int) -> Figures:
    """One round: the window's pages and three verbs; more: every page, dialog and menu, and every verb."""
    whole = rounds > 1
    counts: Counter[str] = Counter()
    failures: list[str] = []
    strace = shutil.which("strace")
    if sys.platform != "linux" or strace is None:
        return _figures(counts, failures, "no strace on this system")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, arguments in (
            ("window", ["-m", "tests.torture.silence", "whole" if whole else "some"]),
            *_verbs(folder, whole=whole),
        ):
            trace = folder / "trace"
            done = subprocess.run(
                [strace, *STRACE, "-o", str(trace), sys.executable, *arguments],
                cwd=ROOT,
                env=OURS | {name: value for name, value in os.environ.items() if name != "PATH"} | QUIET,
                capture_output=True,
                timeout=PATIENCE_S,
                check=False,
            )
            said = trace.read_text(encoding="utf-8", errors="replace")
            counts["windows" if name == "window" else "verbs"] += 1
            counts["local sockets"] += len(SOCKET.findall(said))
            spoken = [line for line in said.splitlines() if INTERNET.search(line)]
            counts["internet sockets and look-ups"] += len(spoken)
            failures += [f"{name}: {line[:160]}" for line in spoken[:3]]
            if done.returncode:
                failures.append(
                    f"{name}: exit {done.returncode}: {done.stderr[-300:].decode(errors='replace')}"
                )
    return _figures(counts, failures, "")


def _figures(counts: Counter[str], failures: list[str], not_run: str) -> Figures:
    return Figures(
        promises=("P23",),
        what="the window on all its pages and every verb of the command line under strace",
        counts={"internet sockets and look-ups": 0, **counts},
        reached=f"{counts['internet sockets and look-ups']} internet sockets and look-ups by {counts['windows']} "
        f"window and {counts['verbs']} verbs",
        held=not failures,
        not_run=not_run,
        failures=tuple(failures[:5]),
    )


def _verbs(folder: Path, *, whole: bool) -> Sequence[tuple[str, list[str]]]:
    """Calls of the command line on the demo's project, which the first of them makes."""
    main, out = str(ROOT / "main.py"), folder / "demo"
    calls = [("demo", [main, "demo", str(out)])]
    if not whole:
        return [("selftest", [main, "selftest"]), ("--version", [main, "--version"])]
    help_text = subprocess.run(
        [sys.executable, main, "--help"], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout
    verbs = re.findall(r"^    ([a-z][\w-]+) {2,}\S", help_text, re.MULTILINE)
    assert len(verbs) > 20, help_text
    calls += [("selftest", [main, "selftest"])]
    calls += [(f"{verb} --help", [main, verb, "--help"]) for verb in verbs]
    story = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/story/test_story.py"]
    return [*calls, ("the story by the command line", story)]


def walk(*, whole: bool) -> int:
    """The window on its pages, in the process that is looked at."""
    from tests.ui.made import make
    from ui.app import dress, make_application
    from ui.pictures.album import stage_of
    from ui.pictures.dialogs import dialogs, menus
    from ui.pictures.imports import wizard
    from ui.pictures.pages import pages, plain_pages
    from ui.theme import theme_of

    app = make_application()
    dress(app, theme_of(dark=False))
    seen = 0
    with tempfile.TemporaryDirectory() as place, stage_of("zh_CN", "light") as stage:
        project = Path(place) / "made.dcmp"
        make(project).close()
        stage.window.open_project(project)
        for scene in (
            (pages, dialogs, menus, wizard) if whole else (lambda one: plain_pages(one, "page"), menus)
        ):
            for _, widget in scene(stage):
                widget.grab()
                seen += 1
        stage.window.chores.show_manual()
        stage.settle()
    return 0 if seen else 1


if __name__ == "__main__":
    raise SystemExit(walk(whole=sys.argv[1] == "whole"))
