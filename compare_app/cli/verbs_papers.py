"""The verbs about papers of the enterprise: profile, minutes, documents, logo."""

from __future__ import annotations

from pathlib import Path

from compare_app.cli import (
    papers,
    profile,
)
from compare_app.cli.grammar import Grammar
from compare_app.domain.document import DOCUMENTS
from compare_app.domain.index_table import BAND_SETS
from compare_app.text.wording import LANGUAGES


def add_profile(grammar: Grammar) -> None:
    """`profile`."""
    verb = grammar.verb(
        "profile",
        profile.run,
        grammar.words(
            "pass rates, honour list (estimate) and competitiveness index (simulated) of the enterprise"
        ),
    )
    grammar.project(verb)
    verb.add_argument(
        "--json", metavar="OUT", help=grammar.words("write JSON (docs/profile-json.md); - is stdout")
    )
    verb.add_argument(
        "--to", metavar="FILE", type=Path, help="profile.xlsx | profile.pdf | profile.csv | profile.json"
    )
    verb.add_argument(
        "--bands",
        choices=[one.code for one in BAND_SETS],
        default="",
        help=grammar.words("which published bands name the index; default: {name}", name=BAND_SETS[0].code),
    )
    grammar.reference(verb)


def add_minutes(grammar: Grammar) -> None:
    """`minutes`."""
    verb = grammar.verb(
        "minutes",
        profile.write_minutes,
        grammar.words("draft of the minutes of the monthly quality meeting, filled in as far as the data go"),
    )
    grammar.project(verb)
    verb.add_argument(
        "--month",
        metavar="YYYY-MM",
        type=grammar.month,
        help=grammar.words("which month; default: that of the reference date"),
    )
    grammar.to(verb, "minutes.xlsx | minutes.pdf")
    grammar.reference(verb)


def add_document(grammar: Grammar) -> None:
    """`document`."""
    said = grammar.words("write a document for authorities, a register or a meeting")
    verb = grammar.verb("document", papers.document, said, languages=(*LANGUAGES, papers.BOTH))
    grammar.project(verb)
    verb.add_argument(
        "--kind",
        required=True,
        choices=[one.key for one in DOCUMENTS],
        help="; ".join(f"{one.key}: {grammar.words(one.name)}" for one in DOCUMENTS),
    )
    grammar.product(
        verb, required=False, more=grammar.words("lists and annual are over all products without it")
    )
    verb.add_argument(
        "--year",
        metavar="YYYY",
        type=grammar.year,
        help=grammar.words("year of the annual summary; default: that of the reference date"),
    )
    grammar.to(verb, "x.xlsx | x.pdf | x.pptx")
    grammar.reference(verb)


def add_logo(grammar: Grammar) -> None:
    """`logo`."""
    verb = grammar.verb("logo", papers.logo, grammar.words("set the enterprise's logo, which covers bear"))
    grammar.project(verb)
    verb.add_argument("file", metavar=grammar.words("FILE"), nargs="?", type=Path, help="PNG | JPEG | SVG")
    verb.add_argument("--remove", action="store_true", help=grammar.words("take the logo away"))
