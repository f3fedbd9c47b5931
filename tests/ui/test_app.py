"""The program from outside and at its edges: it starts, it remembers, it goes on after a mistake of ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from compare_app.errors import AppError
from compare_app.settings import RECENT_LIMIT, Settings, load, save
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.dialogs.crash import CrashDialog
from ui.trouble import Reporter, Watch

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code] if code else [sys.executable, str(ROOT / "main.py"), *arguments]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env=environment, timeout=100, check=False
    )


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_smoke(tmp_path: Path, project_path: Path, language: str) -> None:
    done = run(
        str(project_path),
        "--smoke",
        "--lang",
        language,
        "--theme",
        "dark",
        "--settings",
        str(tmp_path / "s.json"),
    )
    assert done.returncode == 0, done.stderr
    log = tmp_path / "logs" / "dual-compare.log"
    assert not log.exists() or "ERROR" not in log.read_text(encoding="utf-8")
    assert not (tmp_path / "s.json").exists()  # a smoke test remembers nothing


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    code = """
import sys
import ui.app
from compare_app.settings import Settings
from ui.main_window import MainWindow
from ui.session import Session
from ui.theme import theme_of
app = ui.app.make_application()
ui.app.dress(app, theme_of(dark=False))
window = MainWindow(Session("x"), Settings())
window.show()
app.processEvents()
heavy = {"numpy", "pyqtgraph", "scipy", "pint", "openpyxl", "xlsxwriter", "compare_app.engine"}
heavy.add("compare_app.domain.model")
print(sorted(heavy & set(sys.modules)))
ui.app.take_down(window)
"""
    done = run(code=code)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_wrong_options_are_refused_with_two() -> None:
    assert run("--lang", "fr", "--smoke").returncode == 2


def test_settings_survive_damage_and_keep_their_types(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"
    settings = Settings(language="en", theme="dark", user="李工").with_recent(tmp_path / "a.dcmp")
    assert save(settings, path)
    assert load(path) == settings
    path.write_text("{broken", encoding="utf-8")
    assert load(path) == Settings()
    path.write_text(
        json.dumps({"language": 7, "theme": "pink", "recent": [1, "x"], "user": "李"}), encoding="utf-8"
    )
    assert load(path) == Settings(user="李", recent=("x",))
    path.write_text("[]", encoding="utf-8")
    assert load(path) == Settings()
    assert load(tmp_path / "none.json") == Settings()


def test_recent_files_are_ten_and_each_once(tmp_path: Path) -> None:
    settings = Settings()
    for number in range(12):
        settings = settings.with_recent(tmp_path / f"{number}.dcmp")
    settings = settings.with_recent(tmp_path / "5.dcmp")
    assert len(settings.recent) == RECENT_LIMIT
    assert settings.recent[0].endswith("5.dcmp")
    assert len(set(settings.recent)) == RECENT_LIMIT


def test_settings_that_cannot_be_written_are_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert not save(Settings(), tmp_path / "file" / "settings.json")


@pytest.fixture
def watch(app: QApplication, tmp_path: Path) -> Watch:
    return Watch(tmp_path)


def test_a_mistake_of_ours_is_written_down_and_shown_once(
    watch: Watch, tmp_path: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    from PySide6.QtWidgets import QWidget

    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    reporter = Reporter(watch, owner, lambda: Wording.load("zh_CN"))
    for _ in range(2):
        try:
            raise ValueError("a value of the user: 4711")
        except ValueError as error:
            watch._on_exception(ValueError, error, error.__traceback__)
    dialog = reporter.dialog
    assert isinstance(dialog, CrashDialog)
    assert "ValueError" in dialog.record.toPlainText()
    assert len(owner.findChildren(CrashDialog)) == 1
    assert len(caplog.records) == 2
    assert "ValueError" in (tmp_path / "dual-compare.log").read_text(encoding="utf-8")
    dialog.accept()
    assert reporter.dialog is None
    watch.remove()


def test_what_the_user_can_mend_is_no_crash(watch: Watch, qtbot: QtBot) -> None:
    seen: list[object] = []
    watch.mendable.connect(seen.append)
    watch.broken.connect(seen.append)
    error = AppError("X", M("Everything is in order"))
    watch._on_exception(AppError, error, None)
    assert seen == [error]
    watch.remove()


def test_the_hooks_are_given_back(watch: Watch) -> None:
    before = (sys.excepthook, sys.unraisablehook)
    watch.install()
    assert sys.excepthook != before[0]
    watch.remove()
    assert (sys.excepthook, sys.unraisablehook) == before
