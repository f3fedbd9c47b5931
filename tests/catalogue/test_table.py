"""docs/bad-inputs.md has every row of the catalogue, each with a test that exists or a drill."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SIZES = {"A": 24, "B": 13, "C": 21, "D": 30, "E": 9, "F": 13, "G": 15, "H": 14, "I": 27}
UNTESTED = {"E7", "I17", "I18", "I20", "I25"}
"""No day of sampling is read; the others need real Windows, shares or sticks."""

ROW = re.compile(r"^\| ([A-I]\d+) \| (.+?) \| (.+?) \| (?:`(.+?)::(\w+)`|—) \|$", re.MULTILINE)


def rows() -> list[tuple[str, ...]]:
    return ROW.findall((ROOT / "docs" / "bad-inputs.md").read_text(encoding="utf-8"))


def test_every_row_is_there_once_in_its_order():
    wanted = [f"{section}{number}" for section, size in SIZES.items() for number in range(1, size + 1)]
    assert [row[0] for row in rows()] == wanted
    assert len(wanted) == 166


def test_every_test_named_exists():
    named: dict[str, set[str]] = {}
    for row in rows():
        if row[3]:
            named.setdefault(row[3], set()).add(row[4])
    for file, tests in named.items():
        body = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        there = {one.name for one in ast.walk(body) if isinstance(one, ast.FunctionDef)}
        assert tests <= there, (file, tests - there)


def test_what_has_no_test_is_known_and_has_its_drill():
    assert {row[0] for row in rows() if not row[3]} == UNTESTED
    drill = (ROOT / "docs" / "windows-drill.md").read_text(encoding="utf-8")
    assert all(f"({one})" in drill for one in UNTESTED - {"E7"})
