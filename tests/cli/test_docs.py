"""What the documents point at is there, and what they say of the command line is true."""

import re
from collections import Counter
from pathlib import Path

import pytest

from compare_app.cli.parser import build_parser
from compare_app.text.wording import Wording

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = tuple(
    ROOT / "docs" / name for name in ("manual.md", "command-line.md", "comparison-json.md", "profile-json.md")
)
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
OPTION = re.compile(r"--[a-z][a-z-]+")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_and_pictures_exist(document: Path) -> None:
    for target in LINK.findall(document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_documented_options_are_those_of_the_program() -> None:
    text = (ROOT / "docs/command-line.md").read_text(encoding="utf-8")
    known = set(OPTION.findall(every_help()))
    assert set(OPTION.findall(text)) <= known
    assert known - set(OPTION.findall(text)) <= {"--version"}


def test_a_verb_is_explained_in_one_place() -> None:
    text = (ROOT / "docs/command-line.md").read_text(encoding="utf-8")
    said = Counter(re.findall(r"^\| `([a-z-]+) ", text, re.MULTILINE))
    twice = {verb for verb, count in said.items() if count > 1}
    assert twice == {"export"}, "one row for each kind of thing that is exported"


def every_help() -> str:
    """The help of the program and of each verb."""
    parser = build_parser(Wording.load("en"))
    verbs = next(
        action
        for action in parser._actions
        if hasattr(action, "choices") and isinstance(action.choices, dict)
    )
    return parser.format_help() + "".join(verb.format_help() for verb in verbs.choices.values())
