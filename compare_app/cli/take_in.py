"""The verb `import`: files into a project, each whole or not at all, and everything not understood told."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from compare_app.cli.console import Console
from compare_app.cli.tools import Tools, opened, write_text
from compare_app.domain.draft import Draft, ImportOutcome
from compare_app.domain.mapping import TableMapping
from compare_app.domain.record_changes import typed
from compare_app.errors import AppError
from compare_app.text.message import M, Message
from compare_app.text.wording import LANGUAGES, Wording
from compare_app.workspace import Workspace

SHOWN = 12  # lines of what would be overwritten


def run(options: Namespace, console: Console, tools: Tools) -> int:
    """Take in every file in turn; 1 where one cannot be taken in. The ones before it are stored.

    The first such file ends the run, unless it shall keep going; of a folder it always does.
    """
    from compare_app.domain.table_files import with_folders

    options.keep_going = options.keep_going or any(one.is_dir() for one in options.files)
    options.files = with_folders(options.files)
    if options.propose is not None:
        return propose(options, console)
    told: list[ImportOutcome] = []
    try:
        with _where(options) as workspace:
            _unlock(workspace, options)
            for file in options.files:
                if not _tried(workspace, file, options, console, told) and not options.keep_going:
                    break
    finally:
        if options.issues is not None:
            _write_issues(options.issues, told, console)
    if len(options.files) > 1:
        _sum_up(told, len(options.files), console)
    return 0 if all(_is_in(one) or (options.dry_run and not one.error) for one in told) else 1


def _tried(
    workspace: Workspace, file: Path, options: Namespace, console: Console, told: list[ImportOutcome]
) -> bool:
    """Whether a file could be taken in; why not is told, by raising where it ends the run."""
    try:
        return _one(workspace, file, options, console, told)
    except AppError as error:
        told.append(ImportOutcome(file.name, error=error))
        if not options.keep_going:
            raise
        console.say(error.what)
        console.say(error.remedy)
        return False


def _is_in(one: ImportOutcome) -> bool:
    return one.stored or (one.draft is not None and one.draft.already is not None)


def _sum_up(told: Sequence[ImportOutcome], count: int, console: Console) -> None:
    """All files in one line, and those that are not in, by name."""
    out = [one.file for one in told if not _is_in(one)]
    console.say(
        M(
            "Files: {count}; stored: {stored}, there before: {already}, not stored: {out}, not looked at: {rest}",
            count=count,
            stored=sum(one.stored for one in told),
            already=sum(one.draft is not None and one.draft.already is not None for one in told),
            out=len(out),
            rest=count - len(told),
        )
    )
    for name in out:
        console.say(M("  not stored: {file}", file=name))


def _unlock(workspace: Workspace, options: Namespace) -> None:
    """Passwords come from a file or a pipe: on the command line everybody could read them."""
    if options.password_file is None:
        return
    if str(options.password_file) == "-":
        password = sys.stdin.readline()
    else:
        with options.password_file.open(encoding="utf-8-sig") as stream:
            password = stream.readline()
    for file in options.files:
        workspace.unlock(file, password.rstrip("\r\n"))


@contextmanager
def _where(options: Namespace) -> Iterator[Workspace]:
    """The project, or a copy of it that is thrown away: a dry run does everything and keeps nothing."""
    if not options.dry_run:
        with opened(options.project) as workspace:
            yield workspace
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / options.project.name
        with opened(options.project):  # says clearly why where it cannot be opened
            shutil.copyfile(options.project, copy)
        with opened(copy) as workspace:
            yield workspace


def _one(
    workspace: Workspace, file: Path, options: Namespace, console: Console, told: list[ImportOutcome]
) -> bool:
    """Read one file and store it; False where cells are held and nobody accepted that."""
    mapping = _mapping(workspace, file, options)
    draft = workspace.read(file, mapping)
    told.append(ImportOutcome(file.name, draft))
    if draft.already is not None:
        console.say(
            M("{file} is in this project since {at}; nothing changed", file=file.name, at=draft.already.at)
        )
        return True
    _summary(draft, file, console)
    if mapping is not None and not options.overwrite and (kept := typed(draft.overwrites)):
        draft = draft.without(kept)
        console.say(
            M("Kept, because a person wrote it here: {count}; --overwrite replaces it too", count=len(kept))
        )
    _overwrites(workspace, draft, console)
    console.issues(draft.issues)
    if draft.held and not options.accept:
        console.say(
            M(
                "Nothing of {file} was stored: {count} cells were not understood. Mend them, or say --accept to keep "
                "them as text without a value",
                file=file.name,
                count=len(draft.held),
            )
        )
        return False
    workspace.commit(draft, mapping)
    told[-1] = ImportOutcome(file.name, draft, stored=not options.dry_run)
    console.say(
        M("{file} would be stored (dry run)", file=file.name)
        if options.dry_run
        else M("Stored {file}", file=file.name)
    )
    return True


def _mapping(workspace: Workspace, file: Path, options: Namespace) -> TableMapping | None:
    """How to read a file: the mapping given, none for our own workbook, or the one remembered."""
    if options.mapping is None:
        return workspace.known_mapping(file, options.sheet)
    mapping = workspace.load_mapping(options.mapping)
    return replace(mapping, sheet=options.sheet) if options.sheet else mapping


def propose(options: Namespace, console: Console) -> int:
    """Write the mapping that the program would guess, for a person to look over."""
    from compare_app.importers.mapping_json import to_json
    from compare_app.importers.survey import likeliest, refuse_without_rows

    with opened(options.project) as workspace:
        _unlock(workspace, options)
        file = options.files[0]
        preview = workspace.preview(file)
        refuse_without_rows(preview)
        sheet = options.sheet or likeliest(preview)
        mapping = workspace.propose_mapping(file, sheet, number=max(0, options.table - 1))
    write_text(options.propose, to_json(mapping) + "\n")
    console.say(
        M(
            "Wrote {file}: look over category, roles, units and directions before you use it",
            file=str(options.propose),
        )
    )
    return 0


def _summary(draft: Draft, file: Path, console: Console) -> None:
    batch = draft.batch
    console.say(
        M(
            "{file}: rows read whole: {taken}, with held cells: {held}, ignored: {ignored}; "
            "records unchanged: {unchanged}",
            file=file.name,
            taken=batch.taken,
            unchanged=draft.unchanged,
            held=batch.held,
            ignored=batch.ignored,
        )
    )


def _overwrites(workspace: Workspace, draft: Draft, console: Console) -> None:
    """What of the project would be overwritten, the first lines of it."""
    from compare_app.domain.record_changes import changes_of, value_text

    fresh = {(type(one), one.id): one for one in draft.records.frame}
    changes = changes_of(
        draft.overwrites, lambda kind, one: fresh.get((kind, one)) or workspace.project.get(kind, one)
    )
    if not changes:
        return
    console.say(M("New records: {new}, changed: {changed}, unchanged: {same}",
                  new=len(draft.records) - len(changes), changed=len(changes), same=draft.unchanged))  # fmt: skip
    lines = [(one, field) for one in changes for field in one.fields]
    for one, field in lines[:SHOWN]:
        console.say(
            M(
                "  {record}, {field}: {before} → {after}",
                record=one.subject,
                field=field.name(console.words),
                before=value_text(field.before, console.words),
                after=value_text(field.after, console.words),
            )
        )
    if len(lines) > SHOWN:
        console.say(M("  … and {count} more", count=len(lines) - SHOWN))


# --- the issues as data (docs/command-line.md) ------------------------------------------------------------------------


def _record(one: ImportOutcome) -> dict[str, Any]:
    draft, error = one.draft, one.error
    spoken = [Wording.load(language) for language in LANGUAGES]

    def both(message: Message) -> dict[str, str]:
        return {words.language: words(message) for words in spoken}

    return {
        "file": one.file,
        "taken": draft.batch.taken if draft else 0,
        "held": draft.batch.held if draft else 0,
        "ignored": draft.batch.ignored if draft else 0,
        "unchanged": draft.unchanged if draft else 0,
        "refused": None
        if error is None
        else {"code": error.code, "what": both(error.what), "remedy": both(error.remedy)},
        "issues": [
            {
                "code": issue.code,
                "level": issue.level.value,
                "sheet": issue.place.sheet,
                "cell": issue.place.cell,
                "found": issue.found,
                "expected": both(issue.expected),
                "effect": both(issue.effect),
                "remedy": both(issue.remedy),
            }
            for issue in one.issues
        ],
    }


def _write_issues(to: Path, told: Sequence[ImportOutcome], console: Console) -> None:
    if to.suffix.lower() == ".xlsx":
        Workspace.write_import_report(to, told, console.words)
        return
    files = [_record(one) for one in told]
    body = {"contract": {"name": "dual-compare.issues", "version": 1}, "files": files}
    write_text(to, json.dumps(body, ensure_ascii=False, indent=2) + "\n")
