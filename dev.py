#!/usr/bin/env python3
"""Set up this checkout and run one of its jobs; needs nothing but Python 3.11 or newer.

    python3 dev.py demo [DIR]       the main job on the sample data, into out/demo
    python3 dev.py test             every check: ruff, mypy, import contracts, pytest, published vectors
    python3 dev.py test ARGS        pytest alone, with these arguments
    python3 dev.py run [PROJECT]    the window
    python3 dev.py build            the frozen program in dist/, started once
    python3 dev.py bench [ARGS]     measurements as a table
    python3 dev.py setup            the environment only
    python3 dev.py lock             write the lock files anew from pyproject.toml (needs uv)
    python3 dev.py VERB [ARGS]      any other verb goes to main.py: pictures, compare, export, …

On Windows: py dev.py …  The first run makes .venv from a hash-pinned lock and, on Debian as root, installs
the missing system libraries (otherwise it prints the one line that does). Later runs start at once.
"""

import hashlib
import importlib.util
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

WINDOW_TESTS = ("tests/ui", "tests/walk", "tests/story", "tests/torture")  # about half of the time
OTHER_TESTS = ("tests", *(f"--ignore={folder}" for folder in WINDOW_TESTS))

CLOSING = re.compile(r"\d+ (passed|failed|skipped|errors?)\b.* in ")
LAST_LINES = 60
LAST_WORDS: list[str] = []  # of a test run that died

RUNTIME = "requirements.lock"
TOOLS = "requirements-dev.lock"  # holds the runtime too

# Debian's names; what Qt loads without a screen, and what a real window needs on top
OFFSCREEN_LIBRARIES = ("libegl1", "libgl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "libglib2.0-0")
WINDOW_LIBRARIES = (
    "libxcb-cursor0",
    "libxkbcommon-x11-0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
)
# PyInstaller reads ELF files with objdump and takes Debian's Python along as a shared library
PYTHON_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
BUILD_LIBRARIES = ("binutils", *([f"libpython{PYTHON_VERSION}"] if sys.base_prefix == "/usr" else []))
CHINESE_FONTS = ("fonts-droid-fallback", "fonts-noto-cjk", "fonts-wqy-microhei", "fonts-wqy-zenhei")


def main(argv: Sequence[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036, this file is what an older Python meets first
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 2
    for stream in (sys.stdout, sys.stderr):  # a Windows pipe may know fewer characters than pytest prints
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    match list(argv):
        case [] | ["-h" | "--help" | "help"]:
            print(__doc__)
            return 0 if argv else 2
        case ["setup"]:
            set_up(TOOLS, WINDOW_LIBRARIES)
            return 0
        case ["test", *arguments]:
            set_up(TOOLS)
            return run_pytest(arguments)[0] if arguments else run_every_check()
        case ["build"]:
            set_up(TOOLS, (*WINDOW_LIBRARIES, *BUILD_LIBRARIES))
            return build()
        case ["bench", *arguments]:
            set_up(TOOLS)
            return run_python(["-m", "bench", *arguments])
        case ["lock"]:
            return lock()
        case ["run", *arguments]:
            set_up(RUNTIME, WINDOW_LIBRARIES)
            return hand_over(str(ROOT / "main.py"), *arguments)
        case ["demo"]:
            set_up(RUNTIME)
            return hand_over(str(ROOT / "main.py"), "demo", "out/demo")
        case arguments:
            set_up(RUNTIME)
            return hand_over(str(ROOT / "main.py"), *arguments)


# ---------------------------------------------------------------- the environment


def set_up(lock_file: str, packages: Iterable[str] = ()) -> None:
    """Make sure that system libraries, .venv and the packages of the lock are there; fast when they are."""
    install_system_packages(packages)
    if not PYTHON.exists():  # also where it points to a Python that is gone
        say(f"making {VENV.name} with Python {sys.version.split()[0]}")
        run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    install_locked(lock_file)


def install_locked(lock_file: str) -> None:
    """Install exactly what the lock names, each file checked by its hash, unless it is installed already."""
    digest = hashlib.sha256((ROOT / lock_file).read_bytes()).hexdigest()
    stamp = VENV / f"{lock_file}.installed"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        return
    stamp.unlink(missing_ok=True)
    say(f"installing {lock_file}: about a minute the first time")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    run([*pip, "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", lock_file])
    stamp.write_text(digest, encoding="utf-8")
    if lock_file == TOOLS:
        (VENV / f"{RUNTIME}.installed").write_text(
            hashlib.sha256((ROOT / RUNTIME).read_bytes()).hexdigest(), encoding="utf-8"
        )


def install_system_packages(extra: Iterable[str]) -> None:
    """On Debian and its kin, install what is missing as root, or print the line that does and stop."""
    if WINDOWS or not shutil.which("dpkg-query"):
        return
    installed = debian_packages()
    needed = [name for name in (*OFFSCREEN_LIBRARIES, *extra) if name not in installed]
    if not PYTHON.exists() and importlib.util.find_spec("ensurepip") is None:
        needed.append(f"python{PYTHON_VERSION}-venv")
    wished = [] if installed.intersection(CHINESE_FONTS) else [CHINESE_FONTS[0]]
    if not needed and not wished:
        return
    names = [*needed, *wished]
    install = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    if os.geteuid() != 0:
        line = f"sudo apt-get update && sudo {shlex.join(install)}"
        if needed:
            raise SystemExit(f"System packages are missing. Run this line, then try again:\n  {line}")
        say(f"no Chinese system font for title bars; this line installs one:\n  {line}")
        return
    say("installing system packages: " + " ".join(names))
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = [*install[:2], "-qq", *install[2:]]
    first = subprocess.run(quiet, env=environment, capture_output=True, check=False)
    if first.returncode:  # package lists absent or out of date
        run(["apt-get", "-qq", "update"], environment)
        run(quiet, environment)


def debian_packages() -> set[str]:
    """Names of installed packages and of what they provide (Debian 13's libglib2.0-0t64 is libglib2.0-0)."""
    listing = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status}\t${Package}, ${Provides}\n"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout
    names: set[str] = set()
    for line in listing.splitlines():
        status, _, provided = line.partition("\t")
        if status == "installed":
            names.update(part.split()[0] for part in provided.split(",") if part.strip())
    return names


# ---------------------------------------------------------------- jobs


def run_every_check() -> int:
    """Every gate in turn, all of them even when one fails; last line 'N passed, N failed' of the tests."""
    results: list[tuple[str, int, float]] = []

    def note(name: str, code: int, started: float) -> None:
        results.append((name, code, time.monotonic() - started))

    gates = {
        "ruff": ["-m", "ruff", "check"],
        "mypy": ["-m", "mypy"],
        "import contracts": ["-c", "from importlinter.cli import lint_imports_command as go; go()"],
    }
    for name, arguments in gates.items():
        say(name)
        started = time.monotonic()
        note(name, run_python(arguments), started)
    say("pytest")
    started = time.monotonic()
    code, closing = run_all_tests()
    note("pytest", code, started)
    say("published vectors")
    started = time.monotonic()
    note("selftest", run_python(["main.py", "selftest"]), started)

    print()
    for name, code, seconds in results:
        outcome = (
            "" if code == 0 else f"  (exit code {code})"
        )  # all tests passed and no 0: it died on the way out
        print(f"  {'ok    ' if code == 0 else 'FAILED'} {name:<18} {seconds:6.1f} s{outcome}")
    sys.stdout.write("".join(LAST_WORDS))
    failed_gates = [name for name, code, _ in results if code]
    print(f"\n{'All checks passed.' if not failed_gates else 'Failed: ' + ', '.join(failed_gates)}")
    print(plain_closing_line(closing), flush=True)
    return 1 if failed_gates else 0


def run_all_tests() -> tuple[int, str]:
    """The window's tests beside the others, for two cores take half the time; the worse exit code, both closing lines.

    The first half is shown as it runs, the other one when the first is done.
    """
    done: list[tuple[int, str]] = []
    lines: list[str] = []
    beside = threading.Thread(target=lambda: done.append(run_pytest(OTHER_TESTS, lines.append)))
    beside.start()
    shown = run_pytest(WINDOW_TESTS)
    beside.join()
    for line in lines:
        sys.stdout.write(line)
    code, closing = done[0] if done else (1, "1 error")
    return shown[0] or code, f"{shown[1]}; {closing}"


def run_pytest(arguments: Sequence[str], show: Callable[[str], object] | None = None) -> tuple[int, str]:
    """Run pytest without a screen; its exit code and its closing line. `show` takes the output, line by line, as it
    comes; without it it is printed. Each run has a temporary folder of its own: some tests watch what is left there.
    """
    with tempfile.TemporaryDirectory(prefix="test", ignore_cleanup_errors=True) as place:
        return _run_pytest(arguments, show, place)


def _run_pytest(
    arguments: Sequence[str], show: Callable[[str], object] | None, place: str
) -> tuple[int, str]:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        **dict.fromkeys(("TMPDIR", "TMP", "TEMP"), place),
    }
    command = [str(PYTHON), "-X", "warn_default_encoding", "-m", "pytest", *arguments]
    if sys.stdout.isatty():
        command.append("--color=yes")
    closing = ""
    last: deque[str] = deque(maxlen=LAST_LINES)
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if show is not None:
                show(line)
            else:
                sys.stdout.write(line)
                sys.stdout.flush()
            if CLOSING.search(line):
                closing = line.strip()
            last.append(line)
    if process.returncode not in (0, 1):  # it died, and the stacks of its threads are the last that it said
        LAST_WORDS.extend(last)
    return process.returncode, closing


def plain_closing_line(closing: str) -> str:
    """pytest's closing line as 'N passed, N failed, N skipped'; errors count as failed."""
    counts: Counter[str] = Counter()
    for number, word in re.findall(r"(\d+) (\w+?)s?\b", closing):
        counts[word] += int(number)
    skipped = f", {counts['skipped']} skipped" if counts["skipped"] else ""
    return f"{counts['passed']} passed, {counts['failed'] + counts['error']} failed{skipped}"


def build() -> int:
    """Freeze the program with PyInstaller; the result must show its window, prove its vectors, do demo and slides."""
    freeze = ["-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "packaging/dual-compare.spec"]
    code = run_python(freeze)
    if code:
        return code
    folder = ROOT / "dist" / "dual-compare"
    window = str(folder / ("dual-compare.exe" if WINDOWS else "dual-compare"))
    cli = str(folder / ("dual-compare-cli.exe" if WINDOWS else "dual-compare"))
    size = sum(file.lstat().st_size for file in folder.rglob("*"))
    say(f"{folder.relative_to(ROOT)}: {size / 1e6:.0f} MB")
    demo = str(ROOT / "out" / "frozen-demo")
    shutil.rmtree(demo, ignore_errors=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    slides = [cli, "document", f"{demo}/project.dcmp", "--product", "KFR-35GW/SL-AC35", "--kind", "deck"]
    proofs = {
        "--smoke": [window, "--smoke"],
        "selftest": [cli, "selftest"],
        "demo": [cli, "demo", demo],
        "every page": [window, "--smoke", f"{demo}/project.dcmp"],
        "deck": [*slides, "--to", f"{demo}/deck.pptx"],  # its templates are files of a package of others
    }
    for name, command in proofs.items():
        started = time.monotonic()
        code = subprocess.run(
            command, env=environment, stdout=subprocess.DEVNULL, timeout=600, check=False
        ).returncode
        print(f"  frozen {name}: exit code {code}, {time.monotonic() - started:.1f} s", flush=True)
        if code:
            return code
    return 0


def lock() -> int:
    """Write both lock files: every platform and Python that we support, hashes, no addresses."""
    uv = shutil.which("uv")
    if uv is None:
        raise SystemExit("uv is needed to write the lock files: python -m pip install uv")
    common = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
    common += ["--no-header", "--no-annotate", "pyproject.toml"]
    run([*common, "--group", "dev", "--output-file", TOOLS])
    run([*common, "--constraints", TOOLS, "--output-file", RUNTIME])
    return 0


# ---------------------------------------------------------------- processes


def hand_over(*arguments: str) -> int:
    """Let the environment's Python take over this process; Windows has no exec that keeps the console."""
    if WINDOWS:
        return subprocess.run([str(PYTHON), *arguments], check=False).returncode
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), *arguments])


def run_python(arguments: Sequence[str]) -> int:
    sys.stdout.flush()
    return subprocess.run([str(PYTHON), *arguments], cwd=ROOT, check=False).returncode


def run(command: Sequence[str], environment: dict[str, str] | None = None) -> None:
    """Run a step that must succeed; a failure ends dev.py with the command that failed."""
    sys.stdout.flush()
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    if code:
        raise SystemExit(f"dev.py: this step failed with exit code {code}:\n  {shlex.join(command)}")


def say(text: str) -> None:
    print(f"── {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
