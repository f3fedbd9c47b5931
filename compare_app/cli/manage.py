"""The verbs about the project itself: make one, look whether one is sound."""

from __future__ import annotations

from argparse import Namespace

from compare_app.cli.console import Console
from compare_app.cli.tools import Tools, created, opened
from compare_app.domain.edit import Edit
from compare_app.domain.model import Category, new_id
from compare_app.errors import AppError, Level
from compare_app.text.message import M
from compare_app.workspace import Workspace


def new(options: Namespace, console: Console, tools: Tools) -> int:
    """Make an empty project, the empty workbook, or both."""
    if options.project is None and options.template is None:
        raise AppError(
            "NEW-NOTHING",
            M("Neither a project nor a template was asked for"),
            M("Name a project file such as my.dcmp, or --template FILE.xlsx, or both"),
        )
    if options.project is not None:
        with created(options.project) as workspace:
            if options.category:
                category = Category(id=new_id(), name=options.category)
                workspace.apply(Edit(M("New category {name}", name=options.category), (category,)))
        console.say(M("Made {file}", file=str(options.project)))
    if options.template is not None:
        Workspace.write_template(options.template, console.words)
        console.say(M("Made {file}", file=str(options.template)))
    return 0


def check(options: Namespace, console: Console, tools: Tools) -> int:
    """Say everything that was found; 1 where the file itself is damaged."""
    with opened(options.project) as workspace:
        findings = workspace.check(options.date)
    for finding in findings:
        console.data(f"{console.words.term(finding.level)}\t{console.words(finding.message)}")
    waiting = sum(finding.level is Level.HOLD for finding in findings)
    damage = sum(finding.level is Level.REFUSE for finding in findings)
    console.say(
        M(
            "Findings: {count} (damage: {damage}, waiting for a person: {waiting})",
            count=len(findings),
            damage=damage,
            waiting=waiting,
        )
    )
    return 1 if damage else 0


def backup(options: Namespace, console: Console, tools: Tools) -> int:
    """Make a verified copy now and, if wanted, put it into a second place."""
    with opened(options.project) as workspace:
        if workspace.reading_only is not None:
            raise AppError(
                "READ-ONLY",
                M(
                    "{file} can only be read here: {reason}",
                    file=options.project.name,
                    reason=workspace.reading_only,
                ),
                M("No backup is made of what cannot be changed; copy the file itself"),
            )
        if options.to is not None:
            carried = workspace.carry_backup(options.to.absolute())
            said = (
                M("The newest backup is in {folder} already", folder=str(options.to))
                if carried is None
                else M("The newest backup is now here: {file}", file=str(carried))
            )
        else:
            made = workspace.backup()
            said = (
                M("Nothing changed since the last backup")
                if made is None
                else M("Backup made: {name}", name=made.name)
            )
    console.say(said)
    return 0


def recover(options: Namespace, console: Console, tools: Tools) -> int:
    """Bring back a project that cannot be opened, or say what could be done."""
    if options.dry_run:
        found = Workspace.recovery_offer(options.project)
        if found is None:
            console.say(M("There is no sound backup of {file}", file=options.project.name))
            return 1
        console.data(f"{found.made.isoformat()}\t{found.edits}\t{found.backup.name}")
        console.say(
            M(
                "Newest sound backup: {at}; edits kept since: {edits}; newer damaged backups: {skipped}",
                at=f"{found.made.astimezone():%Y-%m-%d %H:%M}",
                edits=found.edits,
                skipped=found.skipped,
            )
        )
        return 0
    console.say(Workspace.repair(options.project, options.keep or "", again=not options.without_edits))
    return 0
