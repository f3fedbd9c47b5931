"""Every sentence of this part is said in Chinese too, with the same gaps."""

from __future__ import annotations

import ast
import json
import string
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def templates() -> set[str]:
    found = set()
    for file in (ROOT / "compare_app/storage").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "M":
                assert isinstance(node.args[0], ast.Constant), f"{file.name}:{node.lineno}: no literal"
                found.add(node.args[0].value)
    return found - {""}


def gaps(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_sentence_is_translated_with_its_gaps() -> None:
    chinese = json.loads((ROOT / "resources/i18n/zh_CN/storage.json").read_text(encoding="utf-8"))
    assert set(chinese) == templates()
    assert {one for one in chinese if gaps(one) != gaps(chinese[one])} == set()
