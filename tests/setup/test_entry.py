"""main.py sends each call to the right half, and packaging leaves nothing out that the code imports."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--smoke"],
        ["--theme", "dark"],
        ["--lang", "en", "--smoke"],
        ["--lang=en", "工程.dcmp"],
        ["工程.dcmp"],
        ["C:\\数据\\a b.DCMP"],
        ["../lab.xlsx", "--smoke"],
    ],
)
def test_window(arguments: list[str]) -> None:
    assert main.wants_window(arguments)


CALLS = [
    ["demo", "out"],
    ["compare", "工程.dcmp", "--json", "-"],
    ["--lang", "en", "selftest"],
    ["--help"],
    ["-h"],
    ["--version"],
    ["no-such-verb"],
]


@pytest.mark.parametrize("arguments", CALLS)
def test_command_line(arguments: list[str]) -> None:
    assert not main.wants_window(arguments)


def test_entry_itself_imports_nothing_heavy() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import main; "
        "print({'PySide6', 'numpy', 'openpyxl', 'compare_app', 'ui'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.strip() == b"set()"


def imported_names() -> set[str]:
    """Every module that our code imports, `import a.b` and `from a import b` both as a.b."""
    names: set[str] = set()
    for package in ("compare_app", "ui"):
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                match node:
                    case ast.Import(names=aliases):
                        names.update(alias.name for alias in aliases)
                    case ast.ImportFrom(module=str(module), names=aliases):
                        names.add(module)
                        names.update(f"{module}.{alias.name}" for alias in aliases)
    return names


def test_frozen_build_excludes_nothing_that_we_import() -> None:
    spec = (ROOT / "packaging/dual-compare.spec").read_text(encoding="utf-8")
    listed = re.search(r"EXCLUDES = (\[.*?\])", spec, re.DOTALL)
    assert listed
    excluded = set(ast.literal_eval(listed[1]))
    names = imported_names()
    assert not {name for name in names for wrong in excluded if name == wrong or name.startswith(f"{wrong}.")}
