"""The verbs about a comparison as a project: `round`, and the files kept beside records: `attach`, `attachments`."""

from __future__ import annotations

import argparse
from argparse import Namespace
from dataclasses import replace
from datetime import date
from pathlib import Path

from compare_app.cli.console import Console
from compare_app.cli.tools import Tools, author_of, opened, product_id
from compare_app.domain.loop import Action, Attachment, Case, Round, Verification
from compare_app.domain.model import Product, Sample, TestReport, new_id
from compare_app.domain.rounds import begin, facts, moves_of, revise, rounds_of
from compare_app.domain.terms import RoundState
from compare_app.errors import AppError, Place
from compare_app.text.message import M
from compare_app.workspace import Workspace

OWNERS = {
    "product": Product,
    "report": TestReport,
    "sample": Sample,
    "case": Case,
    "action": Action,
    "verification": Verification,
}
"""What a file can be kept beside, by the word of the command line."""


def owner(text: str) -> tuple[type, str]:
    """`report:2026-001`: a kind and the name, number or id of the record."""
    kind, _, name = text.partition(":")
    if kind.lower() not in OWNERS or not name:
        raise argparse.ArgumentTypeError(f"{text} ({' | '.join(OWNERS)}:NAME)")
    return OWNERS[kind.lower()], name


FACTS = ("title", "market", "team", "leader", "experts", "opened", "due", "note")
"""What can be stated of a round (F1), by its options; one that is not given is no attribute of the options."""


def round_(options: Namespace, console: Console, tools: Tools) -> int:
    """Open a round, change its facts, move it, or show where it stands with what is in the way; 1 where the way is
    not free.
    """
    given = {name: getattr(options, name) for name in FACTS if hasattr(options, name)}
    if given and not options.new and not options.edit:
        raise AppError(
            "ROUND-FACTS",
            M("Nothing says whether a round is to be opened or changed"),
            M("Add --new TITLE for a new round, --edit for the present one"),
        )
    with opened(options.project) as workspace:
        product = product_id(workspace, options.product)
        author = author_of(options)
        if options.new:
            stated = {"title": options.new, "opened": options.date or date.today(), **given}
            workspace.apply(begin(workspace.project, Round(new_id(), product, **stated)), author)
        rounds = rounds_of(workspace.project, product)
        if options.edit and rounds:
            edit = revise(workspace.project, replace(rounds[-1], **given))
            if edit.puts:
                workspace.apply(edit, author)
        if options.move:
            workspace.move_round(product, RoundState(options.move), author, options.reason, options.date)
        standing = workspace.round_standing(product, options.date)
        if standing is None:
            console.say(M("No round of comparison was opened for this product"))
            return 1
        for one in moves_of(workspace.project, standing.round.id):
            said = (
                one.at.isoformat(timespec="minutes"),
                console.words.term(one.state),
                one.author,
                one.reason,
            )
            console.data("\t".join(said))
        console.say(M("“{title}”: {to}", title=standing.round.title, to=standing.state))
        for name, text in facts(standing.round):
            console.say(M("  {name}: {text}", name=name, text=text))
        if standing.following is not None:
            free = M("{to}: nothing is in the way", to=standing.following)
            console.say(M("Next: {to}", to=standing.following) if standing.obstacles else free)
        for why in standing.obstacles:
            console.say(M("  {why}", why=why))
        return 1 if standing.obstacles else 0


def attach(options: Namespace, console: Console, tools: Tools) -> int:
    """Keep files in the project beside a record."""
    kind, name = options.to
    with opened(options.project) as workspace:
        record = _record(workspace, kind, name)
        for path in options.files:
            done = workspace.attach(kind, record, path, author_of(options), options.note)
            console.say(
                M("Keep {file}", file=path.name)
                if done
                else M("{file} is there already; nothing to do", file=path.name)
            )
    return 0


def attachments(options: Namespace, console: Console, tools: Tools) -> int:
    """List what is kept, one a line: owner, name, bytes, digest, day; give all out into a folder."""
    with opened(options.project) as workspace:
        rows = tuple(workspace.project.all(Attachment).values())
        for one in rows:
            day = one.added.isoformat() if one.added else ""
            console.data("\t".join((one.kind, one.record, one.name, str(one.size), one.sha256, day)))
        if options.save is not None:
            options.save.mkdir(parents=True, exist_ok=True)
            for one in rows:
                console.say(M("Wrote {file}", file=str(_give_out(workspace, one, options.save))))
    return 0


def _give_out(workspace: Workspace, one: Attachment, folder: Path) -> Path:
    """Write a kept file under its own name, never over another one."""
    from compare_app.exporters.atomic import free_name, write_bytes

    data = workspace.attachment_bytes(one)
    to = folder / one.name
    if to.exists() and to.read_bytes() != data:
        to = free_name(to)
    if not to.exists():
        write_bytes(to, data)
    return to


def _record(workspace: Workspace, kind: type, name: str) -> str:
    """The id of a record by what people call it: a product by name, a report by number, a row by place."""
    if kind is Product:
        return product_id(workspace, name)
    labels = {TestReport: "number", Sample: "code", Case: "number", Action: "position"}
    rows = workspace.project.tables.get(kind, {})
    found = [key for key, one in rows.items() if name in (key, str(getattr(one, labels.get(kind, "id"))))]
    if len(found) != 1:
        raise AppError(
            "ATTACH-OWNER",
            M("{count} records are called {name}; exactly one is needed", count=len(found), name=name),
            M("Name it by its id"),
            Place(str(workspace.path.name)),
        )
    return found[0]
