"""Every template of the exporters is said in Chinese, with the same gaps, and none is left over."""

import ast
import json
import string
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "compare_app"
OTHERS = (
    "template.py",
    "project_workbook.py",
    "project_rows.py",
    "sheets.py",  # the words of these stand in the catalogue of the importers
    "pool_csv.py",  # … and of this one in that of the pool
)
EXPORTERS = CORE / "exporters"
SOURCES = sorted(
    path
    for path in EXPORTERS.rglob("*.py")
    if path.name not in OTHERS
    # the words of the profile stand in a catalogue of their own
    and not path.relative_to(EXPORTERS).parts[0].startswith("profile")
)
SOURCES.append(CORE / "domain" / "digest.py")


def templates() -> set[str]:
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "M":
                first = node.args[0]
                assert isinstance(first, ast.Constant), (
                    f"{path.name}:{node.lineno}: a template must be a literal"
                )
                found.add(first.value)
    return found


@pytest.fixture(scope="module")
def chinese() -> dict[str, str]:
    folder = ROOT / "resources" / "i18n" / "zh_CN"
    return json.loads((folder / "export.json").read_text(encoding="utf-8"))


def test_every_template_has_chinese_and_none_is_stale(chinese):
    folder = ROOT / "resources" / "i18n" / "zh_CN"
    said = {key for path in folder.glob("*.json") for key in json.loads(path.read_text(encoding="utf-8"))}
    assert templates() - said == set()
    assert set(chinese) - templates() == set()


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_gaps_are_the_same(chinese):
    for template, sentence in chinese.items():
        assert gaps(template) == gaps(sentence), template


def test_no_catalogue_says_another_thing_for_the_same_template(chinese):
    for path in sorted((ROOT / "resources" / "i18n" / "zh_CN").glob("*.json")):
        other = json.loads(path.read_text(encoding="utf-8"))
        for template in set(other) & set(chinese):
            assert other[template] == chinese[template], (path.name, template)
