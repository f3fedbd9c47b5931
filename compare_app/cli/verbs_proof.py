"""The verbs that prove: re-tests, waivers, before and after, releases, signatures."""

from __future__ import annotations

from pathlib import Path

from compare_app.cli import proof
from compare_app.cli.grammar import Grammar
from compare_app.domain.terms import SignOffKind


def add(grammar: Grammar) -> None:
    """All of them, in the order of the work."""
    _retest(grammar)
    _waive(grammar)
    _improvement(grammar)
    _snapshot(grammar)
    _signatures(grammar)


def _retest(grammar: Grammar) -> None:
    words = grammar.words
    verb = grammar.verb(
        "retest", proof.retest, words("take in a re-test and judge the targets of the plan by it")
    )
    grammar.project(verb)
    grammar.product(verb, True)
    verb.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        type=Path,
        help=words("the results: JSON (docs/retest.md), our workbook, or a table that the project can read"),
    )
    grammar.late(verb, "file")
    verb.add_argument(
        "--set",
        metavar="CODE=TEXT[,TEXT…]",
        nargs="+",
        action="extend",
        default=[],
        help=words("results of one indicator instead of a file, separated by commas"),
    )
    verb.add_argument(
        "--unit", metavar=words("UNIT"), default="", help=words("of the texts of --set that name none")
    )
    verb.add_argument(
        "--report", metavar=words("NUMBER"), default="", help=words("number of the test report")
    )
    verb.add_argument(
        "--laboratory", metavar=words("NAME"), default="", help=words("who tested, on the report")
    )
    verb.add_argument("--sample", metavar=words("CODE"), default="", help=words("code of the new sample"))
    grammar.day_of(verb, words("day of the re-test; default: what the file says, else today"))
    grammar.who(verb)
    verb.add_argument("--dry-run", action="store_true", help=words("say what would happen and store nothing"))


def _waive(grammar: Grammar) -> None:
    words = grammar.words
    verb = grammar.verb("waive", proof.waive, words("close a row of the plan without a re-test"))
    grammar.project(verb)
    verb.add_argument("--action", metavar="ID", required=True, help=words("id of the row"))
    verb.add_argument("--by", metavar=words("NAME"), required=True, help=words("who waives"))
    verb.add_argument("--reason", metavar=words("TEXT"), required=True, help=words("why; it is kept"))
    grammar.who(verb)
    grammar.day_of(verb, words("day of the waiver; default: today"))


def _improvement(grammar: Grammar) -> None:
    words = grammar.words
    verb = grammar.verb("improvement", proof.improvement, words("before and after of one product"))
    grammar.project(verb)
    grammar.product(verb, True)
    verb.add_argument(
        "--from",
        dest="before",
        metavar="SNAPSHOT",
        default="",
        help=words("a released state by number, id or title; default: what stood before the last re-test"),
    )
    verb.add_argument(
        "--to", dest="after", metavar="SNAPSHOT", default="", help=words("a later one; default: now")
    )
    verb.add_argument(
        "--json",
        metavar="OUT",
        nargs="?",
        const="-",
        help=words("as JSON into a file, on stdout without one"),
    )
    grammar.reference(verb)


def _snapshot(grammar: Grammar) -> None:
    words = grammar.words
    verb = grammar.verb("snapshot", proof.snapshot, words("release the present state of a product, frozen"))
    grammar.project(verb)
    grammar.product(verb, True)
    verb.add_argument("--title", metavar=words("TEXT"), required=True, help=words("what is released"))
    grammar.who(verb)
    grammar.reference(verb)
    listed = grammar.verb("snapshots", proof.snapshots, words("the released states, one a line"))
    grammar.project(listed)
    grammar.product(listed, False)


def _signatures(grammar: Grammar) -> None:
    words = grammar.words
    verb = grammar.verb("sign", proof.sign, words("sign a state of a product, or send it back"))
    grammar.project(verb)
    grammar.product(verb, True)
    verb.add_argument(
        "--as",
        dest="kind",
        choices=[one.value for one in SignOffKind],
        required=True,
        help=words("drawn_up releases a state, checked and approved follow under the same"),
    )
    verb.add_argument("--name", metavar=words("NAME"), required=True, help=words("who signs"))
    verb.add_argument("--veto", action="store_true", help=words("send back; needs a reason"))
    verb.add_argument("--reason", metavar=words("TEXT"), default="", help=words("why; it is kept"))
    verb.add_argument("--title", metavar=words("TEXT"), default="", help=words("what is released"))
    verb.add_argument(
        "--snapshot",
        metavar="SNAPSHOT",
        default="",
        help=words("sign this released state instead of a new one"),
    )
    grammar.reference(verb)
    listed = grammar.verb("signatures", proof.signatures, words("the signatures, and what changed since"))
    grammar.project(listed)
    grammar.product(listed, False)
