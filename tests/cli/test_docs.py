"""What the documents point at is there, and what they say of the command line is true."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from compare_app.cli.parser import build_parser
from compare_app.text.wording import Wording

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = tuple(
    ROOT / "docs" / name
    for name in ("manual.md", "manual-en.md", "command-line.md", "comparison-json.md", "profile-json.md")
)
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
OPTION = re.compile(r"--[a-z][a-z-]+")
HEADING = re.compile(r"^(#+) ([0-9.]*)", re.MULTILINE)
PICTURE = re.compile(r"pictures/(\S+)-(?:zh_CN|en)-light\.png")
QUOTED = re.compile("“([^”]+)”")
NO_LABELS = frozenset({"领跑者", "… damaged", "… (2)"})


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_and_pictures_exist(document: Path) -> None:
    for target in LINK.findall(document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_both_manuals_have_the_same_chapters_tables_and_pictures() -> None:
    chinese, english = ((ROOT / "docs" / name).read_text("utf-8") for name in ("manual.md", "manual-en.md"))
    assert HEADING.findall(chinese) == HEADING.findall(english)
    assert PICTURE.findall(chinese) == PICTURE.findall(english)
    assert chinese.count("\n|") == english.count("\n|")
    assert chinese.count("\n- ") == english.count("\n- ")
    assert set(OPTION.findall(english)) == set(OPTION.findall(chinese))


def test_what_the_english_manual_quotes_stands_in_the_window() -> None:
    """A button that was renamed must be renamed in the manual too."""
    text = re.sub(r"\s+", " ", (ROOT / "docs/manual-en.md").read_text(encoding="utf-8"))
    labels = {bare(label) for label in english_labels()}
    quoted = set(QUOTED.findall(text)) - NO_LABELS
    assert len(quoted) > 80
    unknown = {
        said
        for said in quoted
        if bare(said) not in labels and any(bare(part) not in labels for part in said.split(" → "))
    }
    assert not unknown


def bare(label: str) -> str:
    """A label without the mark of its key and without the dots of a menu."""
    return label.replace("&", "").rstrip("… ")


def english_labels() -> Iterator[str]:
    """Every English text of the program: the templates, and the words of its terms."""
    yield from json.loads((ROOT / "resources/i18n/en/terms.json").read_text("utf-8")).values()
    for file in (ROOT / "resources/i18n/zh_CN").glob("*.json"):
        yield from json.loads(file.read_text("utf-8"))


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
