"""The import contracts of pyproject.toml: kept by a tidy tree, each broken by one line that it forbids."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

CORE = ("cli", "workspace", "settings", "importers", "exporters", "storage", "engine", "domain")
CORE_LOW = ("errors", "progress", "text")
FACE = ("app", "trouble", "main_window", "pages", "dialogs", "session", "charts", "models", "widgets")
FACE_LOW = ("renderer", "theme", "wording", "tasks", "assets", "options", "phrases", "plain_imports")

TIDY = {
    "compare_app/cli.py": "import compare_app.workspace",
    "compare_app/workspace.py": "import compare_app.storage, compare_app.engine, compare_app.importers",
    "compare_app/importers.py": "import openpyxl, python_calamine, compare_app.domain",
    "compare_app/exporters.py": "import openpyxl, xlsxwriter, compare_app.domain",
    "compare_app/storage.py": "import sqlite3, compare_app.domain",
    "compare_app/domain.py": "import compare_app.errors",
    "compare_app/errors.py": "import compare_app.text",
    "ui/app.py": "import ui.main_window, PySide6.QtWidgets",
    "ui/main_window.py": "import ui.pages, ui.dialogs",
    "ui/session.py": "import compare_app.workspace",
    "ui/charts.py": "import ui.theme, pyqtgraph, compare_app.domain",
    "ui/assets.py": "import resources",
}

# contract → the lines that break it, each alone
WRONG = [
    ("the core knows no Qt", "compare_app/domain.py", "import PySide6.QtCore"),
    ("the core knows no Qt", "compare_app/engine.py", "import pyqtgraph"),
    ("the core knows no Qt", "compare_app/text.py", "import shiboken6"),
    ("core layers, one way down", "compare_app/domain.py", "import compare_app.engine"),
    ("core layers, one way down", "compare_app/engine.py", "import compare_app.storage"),
    ("core layers, one way down", "compare_app/helpers.py", ""),
    ("SQL stays in storage", "compare_app/workspace.py", "def f() -> None:\n    import sqlite3"),
    ("SQL stays in storage", "ui/session.py", "import sqlite3"),
    ("workbooks stay at the doors", "compare_app/engine.py", "import openpyxl"),
    ("workbooks stay at the doors", "ui/pages.py", "import xlsxwriter"),
    ("slides are written in one place", "compare_app/exporters.py", "import pptx"),
    ("slides are written in one place", "ui/charts.py", "import PIL.Image"),
    ("the face speaks only to the workspace and the vocabulary", "ui/pages.py", "import compare_app.engine"),
    (
        "the face speaks only to the workspace and the vocabulary",
        "ui/tasks.py",
        "import compare_app.importers",
    ),
    ("face layers, calls go down, signals go up", "ui/charts.py", "import ui.session"),
    ("face layers, calls go down, signals go up", "ui/pages.py", "import ui.dialogs"),
    ("face layers, calls go down, signals go up", "ui/utils.py", ""),
]


def lint(folder: Path) -> tuple[int, str]:
    """Exit code and report of import-linter in a tree of our shape."""
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as go; go()",
        "--no-cache",
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with every layer, each one module, that keeps all contracts."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package, modules in {
        "compare_app": (*CORE, *CORE_LOW),
        "ui": (*FACE, *FACE_LOW),
        "resources": (),
    }.items():
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
        for module in modules:
            path = f"{package}/{module}.py"
            (tmp_path / path).write_text(TIDY.get(path, ""), encoding="utf-8")
    return tmp_path


def test_tidy_tree_keeps_all(tree: Path) -> None:
    code, report = lint(tree)
    assert code == 0, report
    assert "0 broken" in report


@pytest.mark.parametrize(("contract", "file", "line"), WRONG)
def test_contract_turns_red(tree: Path, contract: str, file: str, line: str) -> None:
    path = tree / file
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{before}\n{line}\n", encoding="utf-8")
    code, report = lint(tree)
    assert code != 0
    assert f"{contract} BROKEN" in report
