"""The grammar of the command line: every verb, in the order in which the help lists them."""

from __future__ import annotations

import argparse
from typing import Final

from compare_app import __version__
from compare_app.cli import verbs_data, verbs_loop, verbs_papers, verbs_proof, verbs_rules
from compare_app.cli.grammar import Grammar, common
from compare_app.cli.spoken import SpokenParser
from compare_app.text.wording import Wording

PROGRAM = "main.py"
VERBS: Final = (
    verbs_data.add_demo,
    verbs_data.add_new,
    verbs_data.add_import,
    verbs_data.add_compare,
    verbs_data.add_export,
    verbs_data.add_merge,
    verbs_loop.add_suppose,
    verbs_loop.add_case,
    verbs_loop.add_remedies,
    verbs_data.add_pack,
    verbs_data.add_chart,
    verbs_rules.add_rule,
    verbs_rules.add_equivalence,
    verbs_rules.add_verdict,
    verbs_loop.add_round,
    verbs_loop.add_attach,
    verbs_loop.add_samples,
    verbs_rules.add_ladder,
    verbs_rules.add_grades,
    verbs_rules.add_front_runner,
    verbs_papers.add_profile,
    verbs_papers.add_minutes,
    verbs_papers.add_document,
    verbs_papers.add_logo,
    verbs_proof.add,
    verbs_data.add_check,
    verbs_data.add_backup,
    verbs_data.add_recover,
    verbs_data.add_changes,
    verbs_data.add_selftest,
    verbs_data.add_check_update,
    verbs_data.add_pictures,
)


def build_parser(words: Wording) -> argparse.ArgumentParser:
    """The whole grammar; the parsed options carry the function of their verb as `run`."""
    parser = SpokenParser(words, prog=PROGRAM, description=words("Dual Compare on the command line"))
    parser.add_argument(
        "--version",
        action="version",
        version=f"Dual Compare {__version__}",
        help=words("the version"),
    )
    common(parser, words)
    verbs = parser.add_subparsers(metavar=words("VERB"), required=True, title=words("verbs"))
    grammar = Grammar(words, verbs)
    for add in VERBS:
        add(grammar)
    return parser
