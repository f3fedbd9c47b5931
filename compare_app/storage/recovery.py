"""A damaged project is put back from its newest good backup and brought forward by the outbox (reliability P10, D8)."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.loop import Attachment
from compare_app.domain.model import Product, Result
from compare_app.domain.record import KINDS, Record
from compare_app.domain.recovery import Offer
from compare_app.errors import AppError, Place
from compare_app.progress import Quiet
from compare_app.storage import backups, migrations, outbox
from compare_app.storage.change import RELEASED
from compare_app.storage.database import connect
from compare_app.storage.failures import TROUBLE, failure
from compare_app.storage.header import look
from compare_app.storage.outbox import Sent
from compare_app.storage.store import Store
from compare_app.storage.verify import verify
from compare_app.text.message import M, Message


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was done. `damaged` is where the old file lies now; None where there was none."""

    offer: Offer
    damaged: Path | None
    again: int  # edits that were done again, as one step of undo
    left: tuple[Message, ...]  # those that could not be, each with its reason


def offer(path: Path) -> Offer | None:
    """The newest backup that is sound, page by page and row by row; None where there is none. Nothing is changed.

    A file that still says whose it is gets none of another project that bore its name.
    """
    mine = backups.identity(path)
    return _newest_sound(path, backups.own(path, mine) if mine else backups.kept(path))


def _newest_sound(path: Path, copies: Iterable[Path]) -> Offer | None:
    skipped = 0
    for copy in copies:
        last = _last_operation(copy)
        made = backups.made_at(copy)
        if last is None or made is None:
            skipped += 1
            continue
        return Offer(copy, made, len(outbox.since(path, last)), skipped)
    return None


def recover(path: Path, *, again: bool = True) -> Recovered:
    """Put a project back to its newest good backup; the file that was there is kept under a name with the date.

    `again`: the edits confirmed since are done again, as one step of undo. Signatures and releases are not: who signed
    has to sign what stands there now. AppError NO-BACKUP where there is none; then nothing is touched.
    """
    chosen = offer(path)
    if chosen is None:
        raise AppError(
            "NO-BACKUP",
            M("There is no sound backup of {file}", file=path.name),
            M("Look for copies of the project elsewhere; the file was left as it is"),
            Place(file=path.name),
        )
    part = path.with_name(f".dc-{secrets.token_hex(6)}{path.suffix}.part")
    try:
        shutil.copyfile(chosen.backup, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        done, left = _forward(path, part) if again else (0, ())
        damaged = _set_aside(path)
        part.replace(path)
    except TROUBLE as error:
        raise failure(error, path) from error
    finally:
        for one in (part, part.with_name(part.name + "-journal")):
            with suppress(OSError):
                one.unlink(missing_ok=True)
    with closing(Store.open(path)) as restored:
        restored.backup()  # from here on edits are kept after this state
    return Recovered(chosen, damaged, done, left)


def _last_operation(copy: Path) -> str | None:
    """The id of the last operation of a copy that is sound; None for any other."""
    try:
        header = look(copy, migrations.NEWEST)
        with closing(connect(copy, "ro")) as connection:
            migrations.check_shape(connection, header.version, copy)
            row = connection.execute("SELECT id FROM operation ORDER BY seq DESC LIMIT 1").fetchone()
        return None if verify(copy, Quiet()) else str(row[0]) if row else ""
    except (AppError, *TROUBLE):
        return None


def _set_aside(path: Path) -> Path | None:
    """The damaged file under a name with the date, and its journal, which would destroy the file put in its place."""
    if not path.exists():
        return None
    name = f"{path.stem} damaged {datetime.now().astimezone():%Y-%m-%d %H%M%S}"
    aside = path.with_name(f"{name}{path.suffix}")
    path.replace(aside)
    for suffix in ("-journal", "-wal", "-shm"):
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + suffix))
    return aside


# --- the edits since -------------------------------------------------------------------------------------------------


def _forward(project: Path, part: Path) -> tuple[int, tuple[Message, ...]]:
    """Do the edits since again: one by one in a second copy, and what came of them in `part` as one step of undo."""
    trial = part.with_name(f".dc-{secrets.token_hex(6)}.trial")
    shutil.copyfile(part, trial)
    before, after = Store.open(part, bare=True), Store.open(trial, bare=True)
    try:
        wanted, left = _standing(outbox.since(project, before.last_operation))
        done: list[Sent] = []
        for sent in wanted:
            reason = _again(after, sent)
            if reason is None:
                done.append(sent)
            else:
                left = (*left, M("{step}: {reason}", step=sent.label, reason=reason))
        label = M("Edits since the backup: {count}", count=len(done))
        before.apply(_difference(before, after, done, label), done[-1].author if done else "")
        return len(done), left
    finally:
        before.close()
        after.close()
        for one in (trial, trial.with_name(trial.name + "-journal")):
            one.unlink(missing_ok=True)


def _again(store: Store, sent: Sent) -> Message | None:
    """Do one edit again; the reason where that cannot be."""
    edit = sent.edit or Edit(sent.label)
    if any(isinstance(one, Attachment) and store.body(one.sha256) is None for one in edit.puts):
        return M("the bytes of the file are not in the backup, attach it again")
    try:
        store.apply(edit, sent.author)
    except AppError as error:
        return error.what
    return None


def _difference(before: Store, after: Store, done: Iterable[Sent], label: Message) -> Edit:
    """What leads from one state of a project to the other; results only where one of the edits named some."""
    puts: list[Record] = []
    removes: list[Ref] = []
    for kind in KINDS:
        then: Mapping[str, Record] = before.project.all(kind)
        now: Mapping[str, Record] = after.project.all(kind)
        puts += [record for record_id, record in now.items() if then.get(record_id) != record]
        removes += [Ref(kind, record_id) for record_id in then if record_id not in now]
    for product in _products_with_results(done, after):
        old = {one.id: one for one in before.results(product)}
        new = {one.id: one for one in after.results(product)}
        puts += [one for name, one in new.items() if old.get(name) != one]
        removes += [Ref(Result, name) for name in old if name not in new]
    return Edit(label, tuple(puts), tuple(removes))


def _products_with_results(done: Iterable[Sent], store: Store) -> list[str]:
    named: dict[str, None] = {}
    removed: list[str] = []
    for sent in done:
        for record in sent.edit.puts if sent.edit else ():
            if isinstance(record, Result):
                named[record.product_id] = None
        removed += [ref.id for ref in sent.edit.removes if ref.kind is Result] if sent.edit else []
    products = store.project.all(Product)
    named |= {one: None for one in products if any(name.startswith(f"{one}/") for name in removed)}
    return [one for one in named if one in products]


def _standing(lines: Iterable[Sent]) -> tuple[list[Sent], tuple[Message, ...]]:
    """The edits that were not taken back again, and what cannot be done again, with the reason."""
    standing: list[Sent] = []
    undone: dict[str, Sent] = {}
    left: list[Message] = []
    for sent in lines:
        known = {one.operation: one for one in standing}
        if sent.kind == "undo" and sent.of in known:
            undone[sent.of] = known[sent.of]
            standing.remove(known[sent.of])
        elif sent.kind == "redo" and sent.of in undone:
            standing.append(undone.pop(sent.of))
        elif sent.kind != "edit":
            left.append(
                M(
                    "{step}: {reason}",
                    step=sent.label,
                    reason=M("it was taken back or done again, do so by hand"),
                )
            )
        elif sent.edit is None:
            left.append(
                M(
                    "{step}: {reason}",
                    step=sent.label,
                    reason=M("too large to be kept, take its file in again"),
                )
            )
        elif any(isinstance(one, RELEASED) for one in sent.edit.puts):
            left.append(M("{step}: {reason}", step=sent.label, reason=M("release or sign again")))
        else:
            standing.append(sent)
    return standing, tuple(left)
