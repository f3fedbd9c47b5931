"""Every sentence a user can meet is a literal template, and every template has its Chinese with the same {names}."""

from __future__ import annotations

import ast
import json
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pytest

from compare_app.domain import terms
from compare_app.errors import Level
from compare_app.text.wording import Wording

ROOT = Path(__file__).resolve().parents[1]
CATALOGUES = sorted((ROOT / "resources/i18n/zh_CN").glob("*.json"))
SOURCES = sorted([*(ROOT / "compare_app").rglob("*.py"), *(ROOT / "ui").rglob("*.py")])


@dataclass(frozen=True)
class Said:
    """One call of M(…) or words(…)."""

    where: str
    template: str | None  # None: no literal
    given: frozenset[str] | None  # names of the arguments; None where they are not written out
    is_f_string: bool


def calls_in(path: Path, source: str = "") -> Iterator[Said]:
    """Every call that marks or says a sentence."""
    tree = ast.parse(source or path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        function = node.func
        match function:
            case ast.Name(id="M" | "words") | ast.Attribute(attr="words" | "_words"):
                pass
            case _:
                continue
        where = f"{path.name}:{node.lineno}"
        given = frozenset(one.arg or "**" for one in node.keywords)
        for said in literals(node.args[0]):
            is_f = isinstance(said, ast.JoinedStr)
            text = said.value if isinstance(said, ast.Constant) and isinstance(said.value, str) else None
            if is_f or text is not None:
                yield Said(where, text, None if "**" in given else given, is_f)


def literals(node: ast.expr) -> Iterator[ast.expr]:
    """The texts that an expression can be: a literal, or either side of a choice."""
    match node:
        case ast.IfExp(body=body, orelse=other):
            yield from literals(body)
            yield from literals(other)
        case ast.BinOp(left=left, right=right):
            yield from literals(left)
            yield from literals(right)
        case ast.Constant() | ast.JoinedStr():
            yield node


def names_in(template: str) -> set[str]:
    """The {names} of a template."""
    return {
        name.split(".")[0].split("[")[0]
        for _, name, _, _ in string.Formatter().parse(template)
        if name is not None
    }


def every_call() -> list[Said]:
    """All calls of the whole code base."""
    return [said for path in SOURCES for said in calls_in(path)]


@pytest.fixture(scope="module")
def chinese() -> dict[str, str]:
    """The whole Chinese catalogue."""
    merged: dict[str, str] = {}
    for path in CATALOGUES:
        merged.update(json.loads(path.read_text(encoding="utf-8")))
    return merged


def test_the_scanner_sees_what_it_must_see() -> None:
    source = 'M("a {b}", b=1)\nself._words("c" if x else "d")\nM(f"e {f}")\nwords(message)\nprint("no")'
    found = list(calls_in(Path("x.py"), source))
    assert [one.template for one in found] == ["a {b}", "c", "d", None]
    assert found[3].is_f_string
    assert found[0].given == {"b"}


def test_no_template_is_put_together() -> None:
    assert not [said.where for said in every_call() if said.is_f_string]


def test_every_template_has_its_chinese(chinese: dict[str, str]) -> None:
    missing = sorted(
        {
            f"{one.where}  {one.template}"
            for one in every_call()
            if one.template and one.template not in chinese
        }
    )
    assert not missing, f"{len(missing)} templates without Chinese:\n" + "\n".join(missing)


def test_the_catalogue_of_the_profile_holds_nothing_stale() -> None:
    catalogue = json.loads((ROOT / "resources/i18n/zh_CN/profile.json").read_text(encoding="utf-8"))
    assert not set(catalogue) - {said.template for said in every_call()}


def test_arguments_are_the_names_of_the_template() -> None:
    wrong = [
        f"{one.where}  {one.template}: {sorted(one.given)}"
        for one in every_call()
        if one.template is not None and one.given is not None and names_in(one.template) != set(one.given)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_translations_keep_the_names(path: Path) -> None:
    catalogue = json.loads(path.read_text(encoding="utf-8"))
    wrong = [f"{key} → {value}" for key, value in catalogue.items() if names_in(key) != names_in(value)]
    assert not wrong, "\n".join(wrong)


def test_one_template_has_one_translation() -> None:
    seen: dict[str, tuple[str, str]] = {}
    clashes = []
    for path in CATALOGUES:
        for key, value in json.loads(path.read_text(encoding="utf-8")).items():
            if key in seen and seen[key][1] != value:
                clashes.append(f"{key}: {seen[key]} against {(path.stem, value)}")
            seen[key] = (path.stem, value)
    assert not clashes, "\n".join(clashes)


def test_no_multiple_is_told_without_its_definition(chinese: dict[str, str]) -> None:
    """“相差 N 倍” is max ÷ min to some and (max − min) ÷ min to others; both must stand beside it."""
    definitions = ("最大值÷最小值", "(最大值−最小值)÷最小值")
    multiples = [
        one for one in chinese.values() if "倍" in one and not re.search(r"10 的整数次幂的[ 0-9、或]*倍", one)
    ]
    assert multiples  # the spread of a pool says it
    assert not [
        one for one in multiples if "比值：" not in one and not all(part in one for part in definitions)
    ]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_word_of_the_vocabularies_is_known(language: str) -> None:
    words = json.loads((ROOT / f"resources/i18n/{language}/terms.json").read_text(encoding="utf-8"))
    kinds = [
        kind
        for kind in vars(terms).values()
        if isinstance(kind, type) and issubclass(kind, Enum) and len(kind)
    ]
    wanted = {f"{kind.__name__}.{member.name}" for kind in [*kinds, Level] for member in kind}
    assert not wanted - set(words)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_template_can_be_said(language: str) -> None:
    words = Wording.load(language)
    for one in every_call():
        if one.template is not None:
            assert words(one.template, **dict.fromkeys(names_in(one.template), "1")) or not one.template


def test_every_code_of_a_rule_has_a_name() -> None:
    """Readers are given words or a standard and its clause, never a code of ours."""
    from compare_app.domain.rule_names import RULE_NAMES

    code = re.compile(r"\"((?:R\d+|rulings \d+|domain §[\d.]+)(?:[;,][^\"]*)?)\"")
    used = {
        part.strip()
        for path in sorted((ROOT / "compare_app").rglob("*.py"))
        for found in code.findall(path.read_text(encoding="utf-8"))
        for part in re.split(r"[;,]", found)
    }
    ours = {part for part in used if re.fullmatch(r"R\d+|rulings \d+|domain §[\d.]+", part)}
    assert len(ours) > 20
    assert ours <= set(RULE_NAMES)
