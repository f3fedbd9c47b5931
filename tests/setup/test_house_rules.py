"""The guards of tests/conftest.py and pyproject.toml, each seen red on purpose."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

MISDEEDS = """
import logging, socket, threading, warnings
import pytest

def test_good(): pass

def test_opens_an_internet_socket():
    socket.socket(socket.AF_INET)

def test_looks_up_a_name():
    socket.getaddrinfo("localhost", 80)

def test_logs_a_warning():
    logging.getLogger("compare_app").warning("odd")

def test_expects_its_warning(caplog):
    logging.getLogger("compare_app").warning("odd")

def test_warns():
    warnings.warn("old")

def test_leaves_a_thread(request):
    stop = threading.Event()
    request.config.add_cleanup(stop.set)
    threading.Thread(target=stop.wait, name="forgotten").start()

def test_leaves_a_timer(qtbot, request):
    from PySide6.QtCore import QTimer
    timer = QTimer()
    request.config.forgotten = timer
    timer.start(60_000)

def test_stops_its_timer(qtbot):
    from PySide6.QtCore import QTimer
    timer = QTimer()
    timer.start(60_000)
    timer.stop()

def test_qt_warns(qtbot):
    from PySide6.QtCore import qWarning
    qWarning("unknown property")

@pytest.mark.xfail
def test_passes_by_surprise(): pass

def test_needs_shared(shared_dir): pass
"""


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest says of `MISDEEDS` under the house rules, in a checkout without ../shared."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copy(ROOT / "tests/conftest.py", folder / "tests")
    (folder / "tests/test_misdeeds.py").write_text(MISDEEDS, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-rA",
        "--tb=no",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:randomly",
    ]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    ).stdout


@pytest.mark.parametrize(
    ("test", "verdict"),
    [
        ("good", "PASSED"),
        ("opens_an_internet_socket", "FAILED"),
        ("looks_up_a_name", "FAILED"),
        ("logs_a_warning", "ERROR"),
        ("expects_its_warning", "PASSED"),
        ("warns", "FAILED"),
        ("leaves_a_thread", "ERROR"),
        ("leaves_a_timer", "ERROR"),
        ("stops_its_timer", "PASSED"),
        ("qt_warns", "FAILED"),
        ("passes_by_surprise", "FAILED"),
    ],
)
def test_guard(outcome: str, test: str, verdict: str) -> None:
    verdicts = {line.split()[0] for line in outcome.splitlines() if f"::test_{test} " in f"{line} "}
    assert verdict in verdicts, outcome
    assert verdict == "PASSED" or verdicts <= {"PASSED", verdict}


def test_what_was_not_run_is_counted(outcome: str) -> None:
    assert "tests not run: 1 (../shared is not beside the checkout)" in outcome
