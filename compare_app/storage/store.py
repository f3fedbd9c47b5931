"""A project file: snapshots out, edits in, each edit one transaction that can be taken back, also after a restart."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock, RLock
from typing import TYPE_CHECKING, Final, Literal

import compare_app
from compare_app.domain.edit import Applied, Changes, Edit, HistoryEntry, Ref
from compare_app.domain.model import Indicator, Product, Result, new_id
from compare_app.domain.project import Project
from compare_app.domain.proof import Trail
from compare_app.domain.record import KINDS, Record
from compare_app.domain.samples import ResultLinks
from compare_app.errors import AppError
from compare_app.progress import Progress, Quiet
from compare_app.storage import attachments, backups, history, migrations, outbox, results
from compare_app.storage.change import plan
from compare_app.storage.codec import Unreadable
from compare_app.storage.database import CHECK_UP_TO, Database
from compare_app.storage.failures import damaged
from compare_app.storage.outbox import Sent
from compare_app.storage.pools import Pools
from compare_app.storage.records import table_of
from compare_app.storage.results import Contexts
from compare_app.storage.seats import SeatTable
from compare_app.storage.step import Step
from compare_app.storage.verify import verify, wrong_rows
from compare_app.text.message import M, Message

if TYPE_CHECKING:
    from compare_app.domain.pool import Pool

BACKUP_BEFORE: Final = 100  # records: a larger edit is preceded by a backup


class Store:
    """An open project file. Reading is free; every change goes through `apply`, `undo` or `redo`."""

    def __init__(self, database: Database, *, bare: bool = False, checked: bool = True) -> None:
        self._database = database
        self._bare = bare
        self.checked = checked  # every row against its seal
        self._writing = RLock()
        self._backing_up = Lock()
        self._project, seats = _load(database)
        self._known_seats: SeatTable | None = seats
        self._pools = Pools()
        self._contexts: Contexts | None = None  # read when the first result is
        self._opened_at = self._newest()

    # --- opening and closing -----------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, name: str) -> Store:
        """Make a new, empty project file; an existing one is an AppError."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        database = Database.create(
            path,
            "INSERT INTO project (id, name, created_at, created_with) VALUES (?, ?, ?, ?)",
            (new_id(), name, now, compare_app.__version__),
        )
        return cls(database)

    @classmethod
    def open(
        cls, path: Path, *, bare: bool = False, reading: bool = False, check_up_to: int = CHECK_UP_TO
    ) -> Store:
        """Open a project file; an older one is brought up to date after a backup. See `Database.open` for refusals.

        `bare`: a copy under work, of which neither backups nor the outbox are kept. `reading`: only to be read.
        `check_up_to`: bytes; of a larger file the rows are not `checked` here, whoever opens it lets `verify` do it.
        """
        database, version = Database.open(path, reading=reading)
        try:
            if version < migrations.NEWEST:
                _upgrade(database, version, bare=bare)
            else:
                database.watch()
            checked = path.stat().st_size <= check_up_to
            if checked:
                _refuse_wrong(database)
            if not (database.read_only or bare):
                backups.sweep(path)
            return cls(database, bare=bare, checked=checked)
        except BaseException:
            database.close()
            raise

    def close(self) -> None:
        """Close the file; what was changed is backed up first. Closing twice does no harm."""
        if self._database.closed:
            return
        try:
            self._keep_pools(rebuilt_only=False)
            self._drop_bodies()
            if not self.read_only and self._newest() != self._opened_at:
                self.backup()
        finally:
            self._database.close()

    def _drop_bodies(self) -> None:
        """Bytes that nobody needs go when the file is closed; where that fails, nothing is lost but room."""
        with self._database.reading() as connection:
            needed = self.read_only or not attachments.unneeded(connection)
        if not needed:
            with suppress(AppError), self._database.transaction() as connection:
                attachments.tidy(connection)

    def _backup_before(self, label: Message) -> None:
        """The backup that precedes a large edit; without it the edit is not done, and that is what is said."""
        try:
            self.backup()
        except AppError as error:
            raise AppError(
                error.code,
                M(
                    "“{step}” was not done and the project is unchanged. {reason}",
                    step=label,
                    reason=error.what,
                ),
                M("Make room on the drive, then do it again (for a file: import it again)"),
                error.place,
            ) from error

    def backup(self) -> Path | None:
        """A verified copy among the rolling ones; None where nothing changed since the last or nothing is writable."""
        if self.read_only or self._bare:
            return None
        try:
            with self._backing_up:  # the clock, an import and a person may ask at the same time
                made = backups.make(self._database, self._newest())
                outbox.trim(self.path)
            return made
        except AppError as error:
            raise AppError(
                "BACKUP-FAILED",
                M("No backup of {file} could be made: {reason}", file=self.path.name, reason=error.what),
                M(
                    "What was stored before is safe in the project itself. Make room on the drive, then try again"
                ),
            ) from error

    def verify(self, progress: Progress) -> tuple[Message, ...]:
        """What is wrong with the file, looked for beside the work; empty: it is what was stored."""
        return verify(self.path, progress)

    @property
    def path(self) -> Path:
        """The project file."""
        return self._database.path

    @property
    def closed(self) -> bool:
        """Whether the file was closed."""
        return self._database.closed

    @property
    def last_operation(self) -> str:
        """The id of the last operation; empty for a new project."""
        return self._database.last_operation

    @property
    def read_only(self) -> bool:
        """True where nothing can be written."""
        return self._database.read_only

    @property
    def database(self) -> Database:
        """The connection, for the checks of `check`."""
        return self._database

    # --- reading -----------------------------------------------------------------------------------------------------

    @property
    def project(self) -> Project:
        """The present snapshot: everything but the results."""
        return self._project

    def results(self, product_id: str) -> tuple[Result, ...]:
        """Every result of one product, by indicator and replicate; empty for an unknown product."""
        seat = self._seats.number(Product, product_id)
        if seat is None:
            return ()
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {results.ALL} FROM result WHERE product = ? ORDER BY indicator, replicate", (seat,)
            ).fetchall()
            contexts = self._known_contexts(connection).by_number
            indicators = self._seats.ids(Indicator)
            try:
                return tuple(results.decode(rows, {seat: product_id}, indicators, contexts))
            except Unreadable as error:
                raise damaged(self.path, str(error)) from error

    def result_count(self) -> int:
        """How many results the project holds."""
        return int(self._database.rows("SELECT count(*) FROM result")[0][0])

    def result_links(self) -> ResultLinks:
        """How many results name each sample and each report."""
        with self._database.reading() as connection:
            return results.links(connection)

    def body(self, digest: str) -> bytes | None:
        """The bytes of an attachment; None where they are not there or not what they were."""
        with self._database.reading() as connection:
            return attachments.body(connection, digest)

    def pool(self, category_id: str) -> Pool:
        """The columns of a category: from the cache in the file, only what changed is computed anew."""
        with self._database.reading() as connection:
            contexts = self._known_contexts(connection)
            try:
                pool = self._pools.pool(connection, self._project, self._seats, contexts, category_id)
            except Unreadable as error:
                raise damaged(self.path, str(error)) from error
            self._keep_pools(rebuilt_only=True)
        return pool

    def _keep_pools(self, *, rebuilt_only: bool) -> None:
        """Save columns that lag behind. They are derived: where saving fails, nothing is lost but time."""
        unsaved = [] if self.read_only else self._pools.unsaved(rebuilt_only=rebuilt_only)
        if unsaved:
            with suppress(AppError), self._database.transaction() as connection:
                for category_id in unsaved:
                    self._pools.save(connection, self._seats, category_id)

    # --- changing ----------------------------------------------------------------------------------------------------

    def keep_body(self, data: bytes) -> str:
        """Keep the bytes of an attachment, outside of undo, and return their digest."""
        with self._writing, self._database.transaction() as connection:
            return attachments.keep(connection, data)

    def apply(self, edit: Edit, user: str = "", on: Project | None = None) -> Applied:
        """Store an edit in one transaction and remember how to take it back.

        What is equal already is left alone; an edit that changes nothing leaves no trace. Removing a record removes
        every part of it. An edit that signs, releases or verifies settles everything before it: that can no longer
        be undone, because the signature rests on it (rulings 21). `on` is the snapshot that the edit was made of, where
        that took long: if it is no longer the present one, nothing is stored and an AppError PROJECT-CHANGED says so.
        """
        # an edit is planned on what a long step in another thread leaves, not on what it found
        with self._writing:
            if on is not None and on is not self._project:
                raise AppError(
                    "PROJECT-CHANGED",
                    M(
                        "The project was changed meanwhile, so nothing of “{step}” was stored",
                        step=edit.label,
                    ),
                    M("Look at what it would change now, then take it in"),
                )
            return self._apply(edit, user)

    def _apply(self, edit: Edit, user: str) -> Applied:
        before = self.last_operation
        change = plan(edit, self._project)
        size = len(change.puts) + len(change.removes) + len(change.results) + len(change.result_removes)
        size += len(change.rows)
        if size > BACKUP_BEFORE:
            self._backup_before(edit.label)
        operation_id = new_id()
        back = Edit(edit.label)
        with self._database.reading():  # nobody reads between the file and the memory that follows it
            with self._changing(operation_id) as connection:
                seq = history.begin(connection, operation_id, user, "edit", edit.label)
                step = self._step(connection, seq, 0)
                step.records(change)
                step.results(change)
                if step.changes:
                    stood, none_stood = step.displaced()
                    if not change.beside:
                        history.settle(connection, "all" if change.barrier else "undone")
                    puts, removes = change.back()
                    back = Edit(
                        edit.label, (*puts, *stood), (*removes, *(Ref(Result, one) for one in none_stood))
                    )
                    if not (change.barrier or change.beside):
                        history.reachable(connection, seq, step.changes, puts, removes)
                    audit = history.lines(change, stood, len(step.touched), size <= history.SINGLE_UP_TO)
                    history.write(connection, seq, user, audit)
                    step.mark_stale()
                else:
                    history.forget(connection, seq)
            self._take(step)
        if step.changes:
            self._send(Sent(operation_id, before, outbox.now(), user, "edit", "", edit.label, edit))
        return Applied(step.changes, back)

    def _send(self, sent: Sent) -> None:
        if not self._bare:
            outbox.send(self.path, sent)

    def undo(self) -> tuple[Message, Changes] | None:
        """Take back the last edit; None when there is nothing to take back, or a signature rests on it."""
        with self._writing:
            return self._travel("done")

    def redo(self) -> tuple[Message, Changes] | None:
        """Do the last undone edit again; None when there is none."""
        with self._writing:
            return self._travel("undone")

    @property
    def undo_label(self) -> Message | None:
        """What `undo` would take back."""
        return self._label("done")

    @property
    def redo_label(self) -> Message | None:
        """What `redo` would do again."""
        return self._label("undone")

    def steps(self) -> list[HistoryEntry]:
        """The changes within reach of undo and redo, newest first."""
        with self._database.reading() as connection:
            return history.steps(connection, history.DEPTH)

    def trail(self) -> Trail:
        """The head of the change record."""
        with self._database.reading() as connection:
            return history.trail(connection)

    def untouched_since(self, snapshot_id: str) -> bool:
        """Whether nothing that a comparison is made of was stored since a release."""
        with self._database.reading() as connection:
            return history.untouched_since(connection, snapshot_id)

    def way_size(self, state: Literal["done", "undone"]) -> int:
        """How many records undo (done) or redo (undone) would move at least; results go with their products."""
        with self._database.reading() as connection:
            operation = history.last(connection, state)
            return 0 if operation is None else history.size(connection, operation)

    def _label(self, state: Literal["done", "undone"]) -> Message | None:
        with self._database.reading() as connection:
            operation = history.last(connection, state)
        return None if operation is None else operation.label

    def _travel(self, state: Literal["done", "undone"]) -> tuple[Message, Changes] | None:
        """One step back (from done) or forth (from undone) on the line of edits."""
        with self._database.reading() as connection:
            operation = history.last(connection, state)
        if operation is None:
            return None
        before = self.last_operation
        kind: Literal["undo", "redo"] = "undo" if state == "done" else "redo"
        turn = 0 if state == "done" else 1
        operation_id = new_id()
        with self._database.reading():  # nobody reads between the file and the memory that follows it
            with self._changing(operation_id) as connection:
                change = plan(history.way_back(connection, operation), self._project, guarded=False)
                seq = history.begin(connection, operation_id, "", kind, operation.label, of=operation.seq)
                step = self._step(connection, operation.seq, 1 - turn)
                step.swap()
                step.records(change)
                step.results(change)
                history.turn_over(
                    connection, operation, "undone" if state == "done" else "done", *change.back()
                )
                history.write(connection, seq, "", [history.travelled(kind, operation)])
                step.mark_stale()
            self._take(step)
        self._send(Sent(operation_id, before, outbox.now(), "", kind, operation.id, operation.label, None))
        return operation.label, operation.changes

    # --- between file and memory -------------------------------------------------------------------------------------

    @contextmanager
    def _changing(self, operation_id: str) -> Iterator[sqlite3.Connection]:
        """A transaction; where it fails, what was learnt inside it is forgotten too."""
        try:
            with self._database.transaction(operation_id) as connection:
                yield connection
        except BaseException:
            self._contexts = self._known_seats = None
            raise

    @property
    def _seats(self) -> SeatTable:
        """The seats of all records; read anew where a step that failed had begun to give some away."""
        if self._known_seats is None:
            with self._database.reading() as connection:
                self._known_seats = SeatTable(connection)
        return self._known_seats

    def _step(self, connection: sqlite3.Connection, seq: int, turn: int) -> Step:
        return Step(connection, self._project, self._seats, self._known_contexts(connection), seq, turn)

    def _take(self, step: Step) -> None:
        """The step is in the file: now it is in memory too."""
        self._project = step.project
        self._pools.touch(step.touched | step.outdated)

    def _known_contexts(self, connection: sqlite3.Connection) -> Contexts:
        if self._contexts is None:
            self._contexts = Contexts(connection)
        return self._contexts

    def _newest(self) -> int:
        with self._database.reading() as connection:
            return history.newest(connection)


def _upgrade(database: Database, version: int, *, bare: bool) -> None:
    """Bring an older file up to date: a backup first, then every step in one transaction. Undo starts afresh.

    Where nothing can be written that is done in memory, and the file stays as it is.
    """
    if database.read_only:
        _migrate(database, database.lift(), version)
        return
    with database.reading() as connection:
        newest = history.newest(connection)
    if version >= migrations.SEALED:
        _refuse_wrong(database)  # what is wrong must not be sealed anew
    if not bare:
        backups.make(database, newest, before_version=migrations.NEWEST)
    with database.transaction() as connection:
        _migrate(database, connection, version)


def _migrate(database: Database, connection: sqlite3.Connection, version: int) -> None:
    for number in range(version + 1, migrations.NEWEST + 1):
        migrations.migrate(connection, number)
    database.watch()
    history.settle(connection, "all")
    migrations.check_shape(connection, migrations.NEWEST, database.path)
    database.seal()


def _refuse_wrong(database: Database) -> None:
    """Refuse a file whose rows are not what was stored; its pages were looked at before."""
    with database.reading() as connection:
        wrong = next(wrong_rows(connection, Quiet()), None)
    if wrong is not None:
        raise damaged(database.path, wrong)


def _load(database: Database) -> tuple[Project, SeatTable]:
    """The snapshot of a file and the seats of its records."""
    collecting = gc.isenabled()
    gc.disable()  # ten thousand records, none of them garbage: looking for some takes a third of the time
    try:
        with database.loading() as connection:
            named = connection.execute("SELECT id, name FROM project").fetchone()
            if named is None:
                raise damaged(database.path, "project")
            tables: dict[type, Mapping[str, Record]] = {}
            for kind in KINDS:
                table = table_of(kind)
                names = ", ".join(f'"{name}"' for name in table.columns)
                rows = connection.execute(f"SELECT {names} FROM {table.name} ORDER BY seq").fetchall()
                tables[kind] = {record.id: record for record in table.decode(rows)}
            return Project(named[0], named[1], tables), SeatTable(connection)
    except Unreadable as error:
        raise damaged(database.path, str(error)) from error
    finally:
        if collecting:
            gc.enable()
