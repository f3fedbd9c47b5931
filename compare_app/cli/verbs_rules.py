"""The verbs about what is agreed and how products are rated."""

from __future__ import annotations

from pathlib import Path

from compare_app.cli import (
    agree,
    rate,
)
from compare_app.cli.grammar import Grammar
from compare_app.domain.rules import ASPECTS
from compare_app.domain.terms import GuardBand


def add_rule(grammar: Grammar) -> None:
    """`rule`."""
    verb = grammar.verb(
        "rule", agree.rule, grammar.words("show the decision rule of a category, or change it")
    )
    grammar.project(verb)
    grammar.category(verb)
    verb.add_argument(
        "--guard",
        choices=[guard.value for guard in GuardBand],
        help=grammar.words(
            "none: simple acceptance; the width of the guard band; or proof with p_c of 95 %%"
        ),
    )
    states = verb.add_mutually_exclusive_group()
    states.add_argument(
        "--four-state",
        action="store_true",
        default=None,
        help=grammar.words("conditional pass and fail too"),
    )
    states.add_argument(
        "--binary", dest="four_state", action="store_false", help=grammar.words("pass or fail only")
    )
    grammar.author(verb)


def add_equivalence(grammar: Grammar) -> None:
    """`equivalence`."""
    verb = grammar.verb(
        "equivalence",
        agree.equivalence,
        grammar.words("show what was stated to be equivalent, state one more, or take one back"),
    )
    grammar.project(verb)
    grammar.category(verb)
    verb.add_argument("--indicator", metavar=grammar.words("NAME"), help=grammar.words("name or code"))
    verb.add_argument(
        "--aspect",
        choices=[aspect.value for aspect in ASPECTS],
        default=ASPECTS[0].value,
        help=grammar.words("what is equivalent"),
    )
    verb.add_argument(
        "--between",
        nargs=2,
        metavar=("A", "B"),
        help=grammar.words(
            "two method groups, test conditions or kinds of sample, as they stand in the project"
        ),
    )
    verb.add_argument("--remove", metavar="ID", help=grammar.words("take back the one of this id"))
    grammar.author(verb)


def add_verdict(grammar: Grammar) -> None:
    """`verdict`."""
    verb = grammar.verb(
        "verdict",
        agree.verdict,
        grammar.words("a person's verdict beside the automatic one: show them, set one, take one back"),
    )
    grammar.project(verb)
    grammar.product(verb)
    verb.add_argument(
        "--on",
        metavar="KEY",
        help=grammar.words(
            "key of a pair of limits, or requirement_id of a result, as `compare --json` has them"
        ),
    )
    verb.add_argument(
        "--set", metavar=grammar.words("VERDICT"), help=grammar.words("the verdict, as its code")
    )
    verb.add_argument("--back", action="store_true", help=grammar.words("back to the automatic verdict"))
    grammar.reference(verb)
    grammar.author(verb)


def add_ladder(grammar: Grammar) -> None:
    """`ladder`."""
    verb = grammar.verb(
        "ladder", rate.ladder, grammar.words("show or change which step of the ladder asks for what")
    )
    grammar.project(verb)
    grammar.category(verb)
    verb.add_argument(
        "--set",
        metavar=grammar.words("CONDITION=L3|none"),
        dest="lines",
        nargs="+",
        type=rate.line,
        default=[],
        help=grammar.words("from which step on a condition must hold; none: it is not asked for"),
    )
    verb.add_argument(
        "--minimum",
        metavar="N",
        type=grammar.size,
        help=grammar.words("core indicators that must be comparable; without it, all of them"),
    )
    verb.add_argument(
        "--default",
        action="store_true",
        help=grammar.words("back to the default table, and all core indicators"),
    )
    grammar.author(verb)
    grammar.reference(verb)


def add_grades(grammar: Grammar) -> None:
    """`grades`."""
    verb = grammar.verb("grades", rate.grades, grammar.words("grades of our products in the grading schemes"))
    grammar.project(verb)
    grammar.category(verb)
    verb.add_argument(
        "--template",
        metavar=grammar.words("KEY"),
        help=grammar.words("first take in a grading scheme of the program"),
    )
    verb.add_argument(
        "--templates", action="store_true", help=grammar.words("list what --template can take in")
    )
    grammar.reference(verb)


def add_front_runner(grammar: Grammar) -> None:
    """`front-runner`."""
    verb = grammar.verb(
        "front-runner",
        rate.front_runner,
        grammar.words("the enterprise standards of a category in tiers: our own front-runner view"),
    )
    grammar.project(verb)
    grammar.category(verb)
    verb.add_argument(
        "--json", metavar="OUT", help=grammar.words("write JSON (docs/front-runner.md); - is stdout")
    )
    verb.add_argument("--csv", metavar="OUT.csv", type=Path, help=grammar.words("write a CSV table"))
    grammar.reference(verb)
