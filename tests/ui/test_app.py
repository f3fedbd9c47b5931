"""The program from outside and at its edges: it starts, it remembers, it goes on after a mistake of ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from compare_app.errors import AppError
from compare_app.settings import RECENT_LIMIT, Settings, default_path, load, save
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.dialogs.crash import CrashDialog
from ui.trouble import Reporter, Watch

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str, code: str = "", home: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code] if code else [sys.executable, str(ROOT / "main.py"), *arguments]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    if os.name == "nt":  # the screen of the tests brings no fonts there, and says so in the log
        environment["QT_QPA_FONTDIR"] = str(Path(os.environ["SYSTEMROOT"]) / "Fonts")
    if home is not None:
        environment |= dict.fromkeys(("XDG_CONFIG_HOME", "LOCALAPPDATA"), str(home))
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


def test_smoke_goes_through_every_page_and_tells_what_breaks(tmp_path: Path, project_path: Path) -> None:
    command = ["--settings", str(tmp_path / "s.json"), "--smoke", str(project_path)]
    assert run(*command).returncode == 0
    without_charts = (
        "import sys; sys.modules['pyqtgraph'] = None; import main; sys.exit(main.main(sys.argv[1:]))"
    )
    broken = subprocess.run(
        [sys.executable, "-c", without_charts, *command],
        cwd=ROOT,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert broken.returncode == 1
    assert run("--smoke", str(tmp_path / "none.dcmp")).returncode == 1


STUCK = """
import sys, time
from PySide6.QtCore import QTimer
import main, ui.app
made = ui.app.Program.__init__
def with_a_thread_that_hangs(program, *arguments):
    made(program, *arguments)
    def hang_and_close():
        program._session.tasks.start(lambda progress: time.sleep(SECONDS))
        program.window.close()
    QTimer.singleShot(1000, hang_and_close)
ui.app.Program.__init__ = with_a_thread_that_hangs
code = main.main(sys.argv[1:])
print("python ends by itself")
sys.exit(code)
"""


@pytest.mark.parametrize("seconds", [90, 0])
def test_a_thread_that_hangs_in_the_system_keeps_no_process(
    tmp_path: Path, project_path: Path, seconds: int
) -> None:
    """Where none hangs, Python ends the program as ever."""
    code = STUCK.replace("SECONDS", str(seconds))
    command = [sys.executable, "-c", code, "--settings", str(tmp_path / "s.json"), str(project_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert ("by itself" in done.stdout) == (seconds == 0)


FIRST_PAINT = """
import json, os, sys
from collections.abc import Iterator
from pathlib import Path
read = []
sys.addaudithook(lambda event, found: read.append(str(found[0])) if event == "open" else None)
from ui.options import parse
from ui.plain_imports import plain_imports
options = parse([])
assert len(options.settings.recent) == 2
early = sorted(sys.modules)
with plain_imports():
    import ui.app
application = ui.app.make_application()
program = ui.app.Program(application, options)
while not program.window.windowHandle().isExposed():
    application.processEvents()
application.processEvents()
touched = {name: sorted(vars(sys.modules[f"PySide6.{name}"])) for name in ("QtCore", "QtGui", "QtWidgets")}
print(json.dumps({"early": early, "modules": sorted(sys.modules), "touched": touched, "read": read}))
sys.stdout.flush()
program.take_down()
"""
"""The way of main.py to the first paint: what was imported, which classes of Qt were made, which files were read."""

LATER = {
    *("numpy", "pyqtgraph", "scipy", "pint", "openpyxl", "xlsxwriter", "sqlite3"),
    *("platformdirs", "html", "logging.handlers", "socket"),
    *("compare_app.engine", "compare_app.workspace", "compare_app.domain.model"),
    *("compare_app.domain.loop", "compare_app.domain.record"),
    *("compare_app.domain.terms", "compare_app.domain.value", "ui.wording", "ui.main_window.sides"),
}
"""What takes time and shows nothing on the start page."""

UNTOUCHED = {
    "QtCore": {"Qt", "QEvent"},
    "QtGui": {"QCloseEvent", "QDropEvent", "QPaintEvent"},
    "QtWidgets": {"QStyle", "QDialog", "QMessageBox", "QFileDialog", "QDockWidget", "QSplitter"},
}
"""PySide makes a class with all its enumerations when it is first named: 1 200 members of `Qt`, 560 of `QStyle`."""


def test_the_first_paint_imports_and_makes_only_what_it_shows(tmp_path: Path) -> None:
    folder = tmp_path / "DualCompare"
    folder.mkdir()
    (folder / "settings.json").write_text(
        json.dumps({"recent": ["/a/甲.dcmp", "/b/乙.dcmp"]}), encoding="utf-8"
    )
    done = run(code=FIRST_PAINT, home=tmp_path)
    assert done.stdout, done.stderr
    found = json.loads(done.stdout)
    modules = set(found["modules"])
    assert not LATER & modules
    assert not [name for name in found["early"] if name.startswith(("PySide6", "argparse"))]
    ours = {name for name in modules if name.startswith(("compare_app", "ui", "resources"))}
    assert len(ours) <= 43, sorted(ours)
    for module, names in UNTOUCHED.items():
        assert not names & set(found["touched"][module])
    catalogues = {Path(name).name for name in found["read"] if "i18n" in name}
    assert catalogues == {"ui.json"}  # what the start page says stands in one of them


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


@pytest.mark.parametrize("said", ["", "/etc/somebody", "  ", "relative/folder", "~/.settings"])
def test_the_settings_lie_where_platformdirs_says(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from platformdirs import user_config_path

    if sys.platform != "win32":  # there the folder is asked of the system, and the variable says the same
        monkeypatch.setenv("XDG_CONFIG_HOME", said)
    assert default_path() == user_config_path("DualCompare", appauthor=False) / "settings.json"


def test_settings_that_cannot_be_written_are_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert not save(Settings(), tmp_path / "file" / "settings.json")


@pytest.fixture
def watch(app: QApplication, tmp_path: Path) -> Iterator[Watch]:
    made = Watch(tmp_path)
    yield made
    made.remove()


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
            raise ValueError(f"a value of the user: {4000 + 711}")
        except ValueError as error:
            watch._on_exception(ValueError, error, error.__traceback__)
    dialog = reporter.dialog
    assert isinstance(dialog, CrashDialog)
    assert "ValueError" in dialog.record.toPlainText()
    assert len(owner.findChildren(CrashDialog)) == 1
    assert len(caplog.records) == 2
    log = (tmp_path / "dual-compare.log").read_text(encoding="utf-8")
    assert "ValueError" in log
    assert "4711" not in log  # what an error says may be a cell of the project
    assert "4711" not in dialog.record.toPlainText()
    dialog.whole_box.setChecked(True)
    assert "4711" in dialog.record.toPlainText()
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
