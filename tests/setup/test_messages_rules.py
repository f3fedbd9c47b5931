"""Every message of an import is whole by its construction (P24): what was found, expected, what follows, what to do."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOORS = ("compare_app/importers", "compare_app/engine/plan_merge.py")
"""Where what stands in files of others is read."""
TELLING = {"Issue": 7, "AppError": 3, "RefusedFile": 3}
"""What a person is told, and how many of its parts come first and must be said."""


def calls() -> Iterator[tuple[Path, ast.Call, str]]:
    for door in DOORS:
        place = ROOT / door
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                    name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                    yield path, node, name


def says_nothing(node: ast.expr) -> bool:
    is_message = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "M"
    return is_message and ast.unparse(node) in ("M('')", "M()")


def test_no_part_of_a_message_is_empty() -> None:
    empty = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, node, _ in calls()
        for part in (*node.args, *(one.value for one in node.keywords))
        if says_nothing(part) and not ast.unparse(node).startswith("Edit(")
    ]
    assert empty == []


def test_what_is_refused_or_held_says_what_to_do() -> None:
    seen = 0
    short = []
    for path, node, name in calls():
        if name in TELLING:
            seen += 1
            if len(node.args) + len(node.keywords) < TELLING[name] and not any(
                isinstance(one, ast.Starred) for one in node.args
            ):
                short.append(f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node)[:80]}")
    assert seen > 20
    assert short == []
