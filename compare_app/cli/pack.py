"""The verb `pack`: hand a category on as a library pack, look at one, or take one in (docs/pack.md)."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from compare_app import __version__
from compare_app.cli.console import Console
from compare_app.cli.tools import Tools, category_of, opened
from compare_app.domain.edit import Ref
from compare_app.domain.pack import Pack, PackDiff, PackInfo
from compare_app.domain.record import Record
from compare_app.domain.record_changes import Find, changes_of, subject_of, value_text
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.workspace import Workspace

SHOWN: Final = 30  # lines of what would change


def run(options: Namespace, console: Console, tools: Tools) -> int:
    """Write, show or take in."""
    if options.show is not None:
        _show(Workspace.read_pack(options.show), console)
        return 0
    if options.project is None or (options.write is None) == (options.take is None):
        raise AppError(
            "PACK-USAGE",
            M("Say what to do with a pack"),
            M("pack PROJECT --write FILE --category NAME, pack PROJECT --take FILE, or pack --show FILE"),
        )
    with opened(options.project) as workspace:
        if options.write is not None:
            _write(workspace, options, console)
        else:
            _take(workspace, options, console)
    return 0


def _write(workspace: Workspace, options: Namespace, console: Console) -> None:
    category = category_of(workspace, options.category or "")
    now = datetime.now(UTC).replace(microsecond=0)
    info = PackInfo(
        category.id,
        options.name or category.name,
        options.edition or now.strftime("%Y.%m.%d"),
        category.name,
        now,
        options.author,
        options.source,
        options.note,
        __version__,
    )
    workspace.write_pack(category.id, options.write, info, ours=options.with_ours)
    console.say(M("Wrote pack {name} {version} to {file}",
                  name=info.name, version=info.version, file=str(options.write)))  # fmt: skip
    if not options.with_ours:
        console.say(M("Products of our own are not in it; --with-ours puts them in"))


def _show(pack: Pack, console: Console) -> None:
    info = pack.info
    counts = Counter(type(one).__name__ for one in pack.records)
    for name, value in (
        ("name", info.name),
        ("version", info.version),
        ("category", info.category),
        ("made_at", info.made_at.isoformat()),
        ("author", info.author),
        ("source", info.source),
        ("note", info.note),
        ("id", info.id),
        ("sha256", pack.sha256),
        *counts.items(),
    ):
        console.data(f"{name}\t{value}")


def _take(workspace: Workspace, options: Namespace, console: Console) -> None:
    diff = workspace.compare_pack(workspace.read_pack(options.take))
    _tell(workspace, diff, console)
    if diff.changes_nothing:
        console.say(M("The project holds them already; nothing was changed"))
        return
    chosen: set[Ref] = set()
    if options.overwrite:
        chosen = {Ref(type(new), new.id) for _, new in diff.conflicts}
        chosen |= {Ref(type(one), one.id) for one in diff.left_out}
    if options.dry_run:
        console.say(M("{file} would be stored (dry run)", file=options.take.name))
        return
    workspace.take_pack(diff, chosen)
    console.say(M("Stored {file}", file=options.take.name))


def _tell(workspace: Workspace, diff: PackDiff, console: Console) -> None:
    """The diff in words: what is new, updated, kept; the last with their fields."""
    info = diff.pack.info
    console.say(
        M(
            "Pack {name} {version}; new records: {new}, updated: {updated}, changed here and kept: {kept}, "
            "removed here and left out: {left}, no longer in the pack: {gone}, refused: {refused}, unchanged: {same}",
            name=info.name,
            version=info.version,
            new=len(diff.new),
            updated=len(diff.updates),
            kept=len(diff.conflicts),
            left=len(diff.left_out),
            gone=len(diff.gone),
            refused=len(diff.refused),
            same=diff.unchanged,
        )
    )
    fresh = {(type(one), one.id): one for one in diff.pack.records}

    def find(kind: type, record_id: str) -> object:
        return workspace.project.get(kind, record_id) or fresh.get((kind, record_id))

    lines: list[str] = []
    for mark, pairs in (("~", diff.updates), ("!", diff.conflicts)):
        for one in changes_of(pairs, find):
            said = [
                f"{field.name(console.words)}: {value_text(field.before, console.words)} → "
                f"{value_text(field.after, console.words)}"
                for field in one.fields
            ]
            lines.append(f"{mark}\t{one.subject}\t{'; '.join(said)}")
    lines += _named("-", diff.left_out, find)
    lines += _named("?", diff.gone, find)
    lines += _named("x", diff.refused, find)
    for line in lines[:SHOWN]:
        console.data(line)
    if len(lines) > SHOWN:
        console.say(M("  … and {count} more", count=len(lines) - SHOWN))


def _named(mark: str, records: Sequence[Record], find: Find) -> list[str]:
    return [f"{mark}\t{subject_of(one, find)}\t" for one in records]
