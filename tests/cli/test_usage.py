"""Help, wrong usage, languages: the outside of the command line."""

import ast
import json
from pathlib import Path

import pytest

from compare_app.cli.language import choose_language, machine_language
from compare_app.text.wording import Wording
from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
VERBS = (
    "demo",
    "new",
    "import",
    "compare",
    "export",
    "merge",
    "chart",
    "check",
    "backup",
    "recover",
    "selftest",
    "pictures",
)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_every_verb_has_help(run: Run, verb: str, lang: str) -> None:
    found = run(verb, "--help", lang=lang)
    assert found.code == 0
    assert found.err == ""
    assert f"main.py {verb}" in found.out
    assert ("用法：" in found.out) is (lang == "zh_CN")


def test_the_help_names_every_verb(run: Run) -> None:
    assert all(f"    {verb} " in run("--help").out for verb in VERBS)


@pytest.mark.parametrize(
    "argv",
    [
        (),
        ("dance",),
        ("compare", "x.dcmp"),
        ("compare", "x.dcmp", "--product", "a", "--date", "2026-02-30"),
        ("chart", "x.dcmp", "--product", "a", "--kind", "pie", "--to", "x.png"),
        ("chart", "x.dcmp", "--product", "a", "--kind", "ladder", "--to", "x.png", "--dpi", "0"),
        ("import", "x.dcmp"),
        ("new", "x.dcmp", "--categ", "abbreviated"),
    ],
)
def test_wrong_usage_is_2_and_says_where_to_look(run: Run, argv: tuple[str, ...]) -> None:
    found = run(*argv)
    assert found.code == 2
    assert found.out == ""
    assert "--help" in found.err


def test_a_missing_project_is_one_sentence_and_a_remedy(run: Run, tmp_path: Path) -> None:
    found = run("check", tmp_path / "none.dcmp")
    assert found.code == 1
    assert found.out == ""
    assert 1 <= len(found.err.strip().splitlines()) <= 2
    assert "none.dcmp" in found.err


def test_a_file_that_is_no_project_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "letter.dcmp"
    path.write_text("Dear project", encoding="utf-8")
    found = run("check", path)
    assert found.code == 1
    assert path.read_text(encoding="utf-8") == "Dear project"


def test_new_never_overwrites(run: Run, empty: Path) -> None:
    before = empty.read_bytes()
    found = run("new", empty)
    assert found.code == 1
    assert empty.read_bytes() == before


def test_new_wants_something_to_make(run: Run) -> None:
    found = run("new")
    assert found.code == 1
    assert "--template" in found.err


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_TW"}, "zh_CN"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({"LANG": "C.UTF-8"}, "zh_CN"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_CN", "LANG": "en_US"}, "zh_CN"),
    ],
)
def test_the_machine_says_its_language(environment: dict[str, str], language: str) -> None:
    assert machine_language(environment) == language


def test_lang_wins_over_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert choose_language(["compare", "--lang", "zh_CN"]) == "zh_CN"
    assert choose_language(["--lang=zh_CN", "check"]) == "zh_CN"
    assert choose_language(["--lang", "xx"]) == "en"


def templates() -> set[str]:
    """Every literal that the command line hands to the wording."""
    found: set[str] = set()
    for path in (ROOT / "compare_app/cli").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if name in ("M", "words", "_words") and isinstance(first, ast.Constant):
                found.add(first.value)
            assert not (name in ("M", "words", "_words") and isinstance(first, ast.JoinedStr)), path
    return found


def test_every_sentence_is_known_in_chinese() -> None:
    words = Wording.load("zh_CN")
    assert templates()
    assert [one for one in templates() if not words.knows(one)] == []


def test_no_sentence_is_left_over() -> None:
    from_argparse = {"positional arguments", "options"}
    file = ROOT / "resources/i18n/zh_CN/cli.json"
    assert set(json.loads(file.read_text(encoding="utf-8"))) - templates() == from_argparse


@pytest.mark.parametrize("path", ["", ".", "/"])
@pytest.mark.parametrize("command", [("check",), ("recover",), ("backup",), ("new",), ("new", "--template")])
def test_a_path_that_names_no_file(run: Run, command: tuple[str, ...], path: str) -> None:
    done = run(*command, path, lang="zh_CN")
    assert done.code == 2
    assert "不是文件名" in done.err
