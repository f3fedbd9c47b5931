"""The verb `changes`: built-in examples of changes of standards, taken over only by name."""

from __future__ import annotations

from argparse import Namespace

from compare_app.cli.console import Console
from compare_app.cli.tools import Tools, opened
from compare_app.domain.standard_change import StandardChange
from compare_app.domain.standard_number import parse_standard_number
from compare_app.errors import AppError
from compare_app.text.message import M


def changes(options: Namespace, console: Console, tools: Tools) -> int:
    """List the examples as data, one a line; with --take store the named ones as one step of undo."""
    with opened(options.project) as workspace:
        examples = workspace.example_changes()
        if not options.take:
            for one in examples:
                console.data(_line(one, console))
            console.say(M("None of these is confirmed; --take NUMBER takes one over"))
            return 0
        known = {parse_standard_number(one.new.number).key: one for one in examples}
        for number in options.take:
            if parse_standard_number(number).key not in known:
                raise AppError(
                    "CHANGES-UNKNOWN",
                    M("{number} is none of the examples", number=number),
                    M("Examples: {numbers}", numbers=[one.new.number for one in examples]),
                )
        edit = workspace.example_edit(options.take)
        if edit is None:
            console.say(M("The project holds them already; nothing was changed"))
            return 0
        workspace.apply(edit)
        console.say(M("Taken over, not confirmed: {numbers}", numbers=_added(options.take, known)))
    return 0


def _line(one: StandardChange, console: Console) -> str:
    """Number, title, force, issue, start, what it replaces, source, trust, whether the project holds it."""
    words = console.words
    edition = one.new
    fields = (
        edition.number,
        (edition.title_en or edition.title) if words.language == "en" else edition.title,
        words.term(edition.force),
        edition.issued.isoformat() if edition.issued else "—",
        edition.effective.isoformat() if edition.effective else "—",
        ", ".join(older.number for older in one.replaced) or "—",
        f"{edition.source.document} {edition.source.place}".strip(),
        words.term(edition.source.trust),
        words(M("in the project")) if one.taken else words(M("not in the project")),
    )
    return "\t".join(fields)


def _added(numbers: list[str], known: dict[str, StandardChange]) -> list[str]:
    return [known[parse_standard_number(number).key].new.number for number in numbers]
