"""What is left when the program dies or stands still: versions, the last operation, stacks, nothing of a project."""

from __future__ import annotations

import faulthandler
import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.black_box import KEPT, BlackBox, left_behind, record_text
from ui.main_window import MainWindow
from ui.standstill import BEAT_MS, MOST, Standstill

DIES = """
import sys
from pathlib import Path
from ui.black_box import BlackBox
box = BlackBox(Path(sys.argv[1]))
import sqlite3
box.note("stored PRODUCTS in project 0193")
name = "甲灯 recipe 4711"
exec({"abort": "import os; os.abort()", "fault": "import faulthandler; faulthandler._sigsegv()",
      "kill": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "end": "box.close()"}[sys.argv[2]])
"""


def die(folder: Path, how: str) -> None:
    subprocess.run([sys.executable, "-c", DIES, str(folder), how], check=False, capture_output=True)


@pytest.mark.parametrize("how", ["abort", "fault"])
def test_a_death_leaves_versions_operation_and_stacks_and_no_data(tmp_path: Path, how: str) -> None:
    die(tmp_path, how)
    (record,) = left_behind(tmp_path)
    text = record_text(record)
    assert "Dual Compare 0." in text or "Dual Compare 1." in text
    assert "Python 3." in text
    assert "SQLite 3." in text
    assert "last operation: stored PRODUCTS in project 0193" in text
    assert "most recent call first" in text
    assert "4711" not in text
    assert str(Path.home()) not in text
    assert left_behind(tmp_path) == ()  # told once


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("how", ["kill", "end"])
def test_who_was_killed_or_ended_leaves_nothing(tmp_path: Path, how: str) -> None:
    die(tmp_path, how)
    assert left_behind(tmp_path) == ()
    assert not list(tmp_path.iterdir())


@pytest.fixture
def box(tmp_path: Path) -> Iterator[BlackBox]:
    made = BlackBox(tmp_path)
    yield made
    made.close()


def test_a_program_that_runs_is_left_alone(box: BlackBox, tmp_path: Path) -> None:
    assert box.file is not None
    faulthandler.dump_traceback(box.file)
    code = "import sys, pathlib, ui.black_box as b; print(b.left_behind(pathlib.Path(sys.argv[1])))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "()"


def test_only_the_last_records_are_kept(tmp_path: Path) -> None:
    for number in range(KEPT + 3):
        (tmp_path / f"crash-2026010{number}-000000-1.log").write_text("x", encoding="utf-8")
    left_behind(tmp_path)
    assert len(list(tmp_path.glob("crash-*"))) == KEPT


def test_a_place_that_cannot_be_written_keeps_nobody_from_starting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    box = BlackBox(tmp_path / "file" / "logs")
    box.note("nothing")
    assert box.take_stacks() == ""
    box.close()


def test_a_window_that_stands_still_says_where_once(
    box: BlackBox, app: object, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    owner = QObject()
    watch = Standstill(box, owner, patience_s=1.5)
    qtbot.wait(BEAT_MS + 50)
    assert watch.told == 0
    where_it_stands(2.5)
    qtbot.waitUntil(lambda: watch.told == 1)
    (record,) = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert "where_it_stands" in record.getMessage()
    assert "stood still for" in record.getMessage()
    watch.told = MOST - 1
    where_it_stands(2.5)
    qtbot.waitUntil(lambda: watch.told == MOST)
    where_it_stands(2.5)
    qtbot.wait(2 * BEAT_MS)
    assert len(caplog.records) == 2  # the eleventh would say nothing new
    watch.stop()


def where_it_stands(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_the_watch_costs_next_to_nothing(box: BlackBox, app: object) -> None:
    owner = QObject()
    watch = Standstill(box, owner)
    began = time.process_time()
    for _ in range(200):
        watch._arm()
    assert (time.process_time() - began) / 200 < 0.001  # twice a second: less than two in a thousand
    watch.stop()


def test_the_record_is_offered_and_saved(
    window: MainWindow, tmp_path: Path, answers: object, qtbot: QtBot
) -> None:
    record = tmp_path / "crash-1.log"
    record.write_text(f"Dual Compare\n{Path.home()}/x.py most recent call first", encoding="utf-8")
    answers.to_save = tmp_path / "saved.log"  # type: ignore[attr-defined]
    window.files_out.offer_record(record)
    assert "上次" in window.message_bar.text
    window.message_bar._on_button()
    qtbot.waitUntil((tmp_path / "saved.log").exists, timeout=30_000)
    assert (tmp_path / "saved.log").read_text(
        encoding="utf-8"
    ) == "Dual Compare\n~/x.py most recent call first"
