"""The verbs of the loop before its proof: what would be if, cases, rounds, samples, kept files."""

from __future__ import annotations

import argparse
from pathlib import Path

from compare_app.cli import (
    case,
    rounds,
    samples,
    suppose,
)
from compare_app.cli.grammar import Grammar, Verb
from compare_app.domain.terms import RoundState, SampleKind
from compare_app.text.message import M


def add_suppose(grammar: Grammar) -> None:
    """`suppose`."""
    verb = grammar.verb(
        "what-if", suppose.what_if, grammar.words("one product with supposed values; nothing is stored")
    )
    grammar.project(verb)
    grammar.product(verb)
    verb.add_argument(
        "--set",
        dest="targets",
        metavar="CODE=TEXT",
        nargs="+",
        action="extend",
        type=suppose.target,
        required=True,
        help=grammar.words("an indicator by code or name, and the value supposed for it"),
    )
    verb.add_argument(
        "--with-standard",
        action="store_true",
        help=grammar.words("with our standard as the plan's rows of type standard propose it"),
    )
    _supposed(grammar, verb)
    verb = grammar.verb(
        "way-up", suppose.way_up, grammar.words("the cheapest measures of the plan that reach a step")
    )
    grammar.project(verb)
    grammar.product(verb)
    verb.add_argument(
        "--step",
        metavar="L3",
        type=suppose.step,
        help=grammar.words("the step to reach; default: the next one"),
    )
    _supposed(grammar, verb)


def _supposed(grammar: Grammar, verb: Verb) -> None:
    verb.add_argument("--json", metavar="OUT", help=grammar.words("write JSON; - is stdout"))
    grammar.reference(verb)


def add_case(grammar: Grammar) -> None:
    """`case`."""
    verb = grammar.verb(
        "case", case.run, grammar.words("open, look at, write and close the cases of a product")
    )
    grammar.project(verb)
    grammar.product(verb)
    which = verb.add_mutually_exclusive_group()
    which.add_argument(
        "--open", metavar=grammar.words("INDICATOR"), help=grammar.words("open a case of this indicator")
    )
    which.add_argument(
        "--list",
        action="store_true",
        help=grammar.words("list the cases, one a line; so without anything else"),
    )
    which.add_argument(
        "--show", metavar=grammar.words("NUMBER"), help=grammar.words("the case that is meant")
    )
    for name, metavar, said in (
        ("--set", M("FIELD=TEXT"), M("write a part of the case; may be given several times")),
        ("--cause", M("TEXT"), M("add a cause, its branch before a colon; may be given several times")),
        ("--take", M("ID"), M("take over a line of the library; may be given several times")),
    ):
        verb.add_argument(
            name, metavar=grammar.words(metavar), action="append", default=[], help=grammar.words(said)
        )
    verb.add_argument(
        "--to-plan",
        action="store_true",
        help=grammar.words("make a plan row of each measure of the prescription"),
    )
    verb.add_argument(
        "--close",
        metavar=grammar.words("OUTCOME"),
        help=grammar.words("cured, improved, no_effect or referred; open opens it again"),
    )
    verb.add_argument(
        "--follow-up",
        metavar=grammar.words("TEXT"),
        default="",
        help=grammar.words("what the follow-up showed"),
    )
    verb.add_argument(
        "--learn",
        action="store_true",
        help=grammar.words("add the confirmed causes of a case that is closed well to the library"),
    )
    verb.add_argument(
        "--to", metavar="case.xlsx | case.pdf", type=Path, help=grammar.words("write the case record")
    )
    grammar.author(verb)
    grammar.reference(verb)


def add_remedies(grammar: Grammar) -> None:
    """`remedies`."""
    verb = grammar.verb(
        "remedies",
        case.remedies,
        grammar.words("the table of symptoms, likely causes and measures, for reference"),
    )
    verb.add_argument(
        "project",
        metavar=grammar.words("PROJECT"),
        type=Path,
        help=grammar.words("the project file (*.dcmp); - is the table as it is shipped"),
    )
    verb.add_argument(
        "--search",
        metavar=grammar.words("WORDS"),
        default="",
        help=grammar.words("only lines in which each of these words stands"),
    )
    verb.add_argument("--json", action="store_true", help=grammar.words("as JSON on stdout"))


def add_round(grammar: Grammar) -> None:
    """`round`."""
    verb = grammar.verb(
        "round",
        rounds.round_,
        grammar.words(
            "a comparison as a project: open it, change its facts, move it to its next state, see what is in the way"
        ),
    )
    grammar.project(verb)
    grammar.product(verb)
    what = verb.add_mutually_exclusive_group()
    what.add_argument(
        "--new", metavar=grammar.words("TITLE"), help=grammar.words("open a round of this title")
    )
    what.add_argument(
        "--edit",
        action="store_true",
        help=grammar.words('change what is stated of the present round; "" empties it'),
    )
    for name, text in (
        ("title", M("its title")),
        ("market", M("target market")),
        ("team", M("who works on it")),
        ("leader", M("who leads it")),
        ("experts", M("the group of experts")),
        ("note", M("a note about it")),
    ):
        verb.add_argument(
            f"--{name}", metavar=grammar.words("TEXT"), default=argparse.SUPPRESS, help=grammar.words(text)
        )
    for name, text in (("opened", M("when it begins")), ("due", M("when it shall end"))):
        verb.add_argument(
            f"--{name}",
            type=grammar.day_or_none,
            metavar="YYYY-MM-DD",
            default=argparse.SUPPRESS,
            help=grammar.words(text),
        )
    verb.add_argument(
        "--move",
        choices=[one.value for one in RoundState],
        help=grammar.words("the state to move to: the next one, or an earlier one with --reason"),
    )
    grammar.reference(verb)
    grammar.author(verb)


def add_attach(grammar: Grammar) -> None:
    """`attach`."""
    verb = grammar.verb(
        "attach", rounds.attach, grammar.words("keep files in the project beside a record, by their digest")
    )
    grammar.project(verb)
    verb.add_argument(
        "files", metavar=grammar.words("FILE"), nargs="+", type=Path, help=grammar.words("the files to keep")
    )
    verb.add_argument(
        "--to",
        metavar="KIND:NAME",
        required=True,
        type=rounds.owner,
        help=grammar.words(
            "what they belong to, for example report:2026-001; kinds: {kinds}", kinds=tuple(rounds.OWNERS)
        ),
    )
    verb.add_argument("--note", metavar=grammar.words("TEXT"), default="", help=grammar.words("a remark"))
    grammar.author(verb)
    verb = grammar.verb(
        "attachments", rounds.attachments, grammar.words("list the kept files, or give all of them out")
    )
    grammar.project(verb)
    verb.add_argument(
        "--save",
        metavar=grammar.words("DIR"),
        type=Path,
        help=grammar.words("write every file into this folder"),
    )


def add_samples(grammar: Grammar) -> None:
    """`samples`."""
    verb = grammar.verb(
        "samples",
        samples.samples,
        grammar.words("samples of a product and of its benchmarks; blind codes, and the laboratory's list"),
    )
    grammar.project(verb)
    grammar.product(verb)
    verb.add_argument(
        "--add", metavar=grammar.words("CODE"), help=grammar.words("add a sample of the product")
    )
    grammar.texts(
        verb,
        ("batch", M("batch or lot")),
        ("units", M("units to test")),
        ("reserve", M("units kept in reserve")),
        ("seal", M("number of the seal")),
        ("produced", M("day of production")),
        ("purchase", M("where it was bought, at what price, invoice")),
        ("remark", M("a remark")),
    )
    verb.add_argument(
        "--kind",
        choices=[one.value for one in SampleKind],
        help=grammar.words("how it came to the laboratory"),
    )
    verb.add_argument(
        "--blind", action="store_true", help=grammar.words("draw a blind code for every sample without one")
    )
    verb.add_argument(
        "--laboratory",
        metavar="OUT.xlsx",
        type=Path,
        help=grammar.words("write the laboratory's list: blind codes and tests, no product"),
    )
    grammar.author(verb)
    verb = grammar.verb(
        "reports", samples.reports, grammar.words("test reports, and how many results name each")
    )
    grammar.project(verb)
    verb.add_argument(
        "--add", metavar=grammar.words("NUMBER"), help=grammar.words("add a report of this number")
    )
    grammar.texts(
        verb,
        ("laboratory", M("who tested")),
        ("cma", M("number of the CMA approval")),
        ("cnas", M("number of the CNAS accreditation")),
        ("issued", M("day of issue")),
        ("remark", M("a remark")),
    )
    grammar.author(verb)
