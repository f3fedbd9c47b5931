"""The one module that opens SQLite: settings that are read back, one kind of transaction, errors in our own words."""

from __future__ import annotations

import os
import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from compare_app.errors import AppError
from compare_app.storage import borrowed, migrations
from compare_app.storage.failures import TROUBLE, damaged, failure, outcome_unknown, read_only, refused
from compare_app.storage.header import look, restorable
from compare_app.storage.seals import Seals
from compare_app.text.message import M

SETTINGS: Final = {
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "temp_store": 2,  # memory
    "mmap_size": 0,
    "busy_timeout": 5000,
    "synchronous": 2,  # FULL
}
LIMITS: Final = {
    sqlite3.SQLITE_LIMIT_LENGTH: 32_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 4,
}
CHECK_UP_TO: Final = (
    8_000_000  # bytes: larger files are checked beside the work, after a crash, with every backup
)


class Database:
    """A connection to one project file. Threads may share it: each statement and each transaction runs alone."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self.closed = False
        self._connection = connection
        self._lock = threading.RLock()
        self._seals: Seals | None = None
        self._head: str | None = None  # id of the last operation that the snapshot in memory rests on
        self._let_down = False  # the drive failed in the middle: only a fresh connection knows what is there

    # --- opening and closing -----------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, first: str, values: tuple[Any, ...]) -> Database:
        """Make a project file that holds what a `first` statement puts there; an existing file is refused."""
        try:
            path.open("xb").close()
        except FileExistsError as error:
            raise refused(
                "PROJECT-EXISTS",
                path,
                M("{file} exists already", file=path.name),
                M("Choose another name, or open the existing project"),
            ) from error
        except TROUBLE as error:
            raise failure(error, path) from error
        connection: sqlite3.Connection | None = None
        try:
            connection = connect(path, "rw")
            database = cls(path, connection, read_only=False)
            database._settle()
            with database.transaction():
                for version in range(1, migrations.NEWEST + 1):
                    migrations.migrate(connection, version)
                database.watch()
                connection.execute(first, values)
            return database
        except BaseException as error:
            if connection is not None:
                connection.close()
            for one in (path, Path(f"{path}-journal")):
                with suppress(OSError):  # a drive that fails here too keeps an empty file
                    one.unlink(missing_ok=True)
            if isinstance(error, TROUBLE):
                raise failure(error, path) from error
            raise

    @classmethod
    def open(cls, path: Path, *, reading: bool = False) -> tuple[Database, int]:
        """Open a project file and tell its version; where nothing can be written, or is to be, it opens to read.

        Refused with an AppError: a missing file, a folder, a file that is not ours, one from the future, a damaged
        one, one with a foreign schema, one that another program holds.
        """
        crashed = _journal_size(path) > 0
        if crashed and not reading and restorable(path, migrations.NEWEST):
            _put_back(path)  # what stands in the header now may be half of a commit
        header = look(path, migrations.NEWEST)
        writable = not reading and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        database = cls(path, _first(path, writable=writable, wal=header.wal), read_only=not writable)
        try:
            database._settle_to_write_or_read(wal=header.wal)
            version = int(database._connection.execute("PRAGMA user_version").fetchone()[0])
            migrations.check_shape(database._connection, version, path)
            if crashed or path.stat().st_size <= CHECK_UP_TO:
                database.quick_check()
            return database, version
        except TROUBLE as error:
            database.close()
            raise failure(error, path) from error
        except BaseException:
            database.close()
            raise

    def _settle(self) -> None:
        """Set everything and read it back; an error of SQLite where a file that is to be written cannot be."""
        run = self._connection.execute
        for name, value in SETTINGS.items():
            run(f"PRAGMA {name} = {value}")
            stored = run(f"PRAGMA {name}").fetchone()
            if (
                stored is not None and stored[0] != value
            ):  # mmap_size answers nothing where it is not built in
                raise RuntimeError(f"PRAGMA {name} is {stored[0]}, not {value}")
        for limit, value in LIMITS.items():
            self._connection.setlimit(limit, value)
        if not self.read_only:
            mode = run("PRAGMA journal_mode = TRUNCATE").fetchone()[0]
            if mode != "truncate":
                raise RuntimeError(f"journal_mode is {mode}")
            self._try_writing()
        else:
            run(
                "SELECT count(*) FROM sqlite_schema"
            ).fetchone()  # an error where a journal must be put back first

    def _settle_to_write_or_read(self, *, wal: bool) -> None:
        """The same at opening, where a file that cannot be written is opened to read."""
        try:
            self._settle()
        except sqlite3.OperationalError as error:
            primary = error.sqlite_errorcode & 0xFF
            if wal or primary not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
                raise
            self._connection.close()
            if self.read_only:  # a journal would have to be put back here
                self._connection = borrowed.put_back(self.path)
                self._settle()
            else:  # SQLite opens what it may not write; the first write tells
                self._connection, self.read_only = connect(self.path, "ro"), True
                self._settle_to_write_or_read(wal=wal)

    def lift(self) -> sqlite3.Connection:
        """Go on with a copy in memory, which may be changed: for an older file where nothing can be written."""
        with self.reading() as connection:
            image = connection.serialize()
            connection.close()
            self._connection = borrowed.lifted(image)
            self._settle()
            return self._connection

    def _try_writing(self) -> None:
        """Write the version that stands there already and take it back: makes the journal, changes nothing."""
        run = self._connection.execute
        run("BEGIN IMMEDIATE")
        try:
            version = run("PRAGMA user_version").fetchone()[0]
            run(f"PRAGMA user_version = {version}")
        finally:
            if self._connection.in_transaction:
                run("ROLLBACK")

    def watch(self) -> None:
        """From now on seal what every transaction touches; the file has the newest version."""
        with self.reading():
            self._watch()

    def _watch(self) -> None:
        self._seals = Seals(self._connection)
        self._seals.watch()  # where nothing can be written too: an older version is brought up to date in memory

    def seal(self) -> None:
        """Seal every row of a file that was just brought to this version; inside a transaction."""
        if self._seals is not None:
            self._seals.seal_all()

    def quick_check(self) -> None:
        """Refuse a file whose pages do not fit together."""
        found = self._connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found == "ok":
            return
        code = re.search(r"error code\D*(\d+)", found)
        if (
            code and int(code[1]) & 0xFF == sqlite3.SQLITE_IOERR
        ):  # the drive's, which says nothing about the file
            raise OSError(f"{found}")
        raise damaged(self.path, found)

    def close(self) -> None:
        """Close the file and leave no journal beside it."""
        with self._lock:
            self.closed = True
            with suppress(*TROUBLE):  # a schema that is no text fails with a UnicodeDecodeError
                if not self.read_only and _journal_size(self.path) == 0:
                    self._connection.execute("PRAGMA journal_mode = DELETE")
            self._connection.close()

    # --- reading and writing -----------------------------------------------------------------------------------------

    def rows(self, sql: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """Every row of a question."""
        with self.reading() as connection:
            return connection.execute(sql, values).fetchall()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection for several questions in a row, nobody else's statements between them."""
        with self._lock:
            try:
                self._stand_up()
                yield self._connection
            except TROUBLE as error:
                raise failure(error, self.path) from error

    @property
    def last_operation(self) -> str:
        """The id of the last operation in the file; empty for a new project."""
        with self.reading():
            return self._last_operation()

    @contextmanager
    def loading(self) -> Iterator[sqlite3.Connection]:
        """The same for the whole content: one moment of the file, which later changes must follow on."""
        with self.reading() as connection:
            connection.execute("BEGIN")
            try:
                self._head = self._last_operation()
                yield connection
            finally:
                self._roll_back()

    @contextmanager
    def transaction(self, operation: str = "") -> Iterator[sqlite3.Connection]:
        """All or nothing: any exception inside takes everything back.

        `operation` is the id of the row that the block puts into `operation`: where COMMIT itself reports an error,
        the row is looked up, so that "saved" and "not saved" are never guessed (reliability A10).
        """
        with self._lock:
            if self.read_only:
                raise read_only(self.path)
            try:
                self._stand_up()
                self._connection.execute("BEGIN IMMEDIATE")
                if self._head is not None and self._last_operation() != self._head:
                    raise AppError(
                        "PROJECT-CHANGED",
                        M("{file} was changed by another window or program", file=self.path.name),
                        M("Open the project again and repeat the last step; nothing was overwritten"),
                    )
                yield self._connection
                head = self._last_operation() if self._head is not None else None
                if self._seals is not None:
                    self._seals.renew()
                self._commit(operation)
                self._head = head
            except BaseException as error:
                self._roll_back()
                if isinstance(error, TROUBLE):
                    raise failure(error, self.path) from error
                raise

    def _commit(self, operation: str) -> None:
        try:
            self._connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            if not operation or error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise
            if not self._stored(operation, error):
                raise

    def _stored(self, operation: str, error: sqlite3.Error) -> bool:
        """Whether an operation is in the file although COMMIT reported an error: a fresh connection looks it up."""
        self._let_down = True
        try:
            self._stand_up()
            row = self._connection.execute("SELECT 1 FROM operation WHERE id = ?", (operation,)).fetchone()
        except (*TROUBLE, AppError):
            raise outcome_unknown(self.path, str(error)) from error
        return row is not None

    def _stand_up(self) -> None:
        """A fresh connection in place of one that the drive let down; an error where the drive still fails."""
        if self._let_down and not self.closed:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = connect(self.path, "ro" if self.read_only else "rw")
            self._settle()
            if self._seals is not None:
                self._watch()
            self._let_down = False

    def _roll_back(self) -> None:
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            self._let_down = True  # the journal is still there: whoever opens next puts everything back

    def _last_operation(self) -> str:
        row = self._connection.execute("SELECT id FROM operation ORDER BY seq DESC LIMIT 1").fetchone()
        return str(row[0]) if row else ""


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection that never makes a file by accident. `mode` is ro, rw, or rwc for a new copy."""
    try:
        return sqlite3.connect(
            f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
        )
    except TROUBLE as error:
        raise failure(error, path) from error


def _first(path: Path, *, writable: bool, wal: bool) -> sqlite3.Connection:
    """The first connection to a file; WAL cannot be read without writing beside it."""
    if writable:
        return connect(path, "rw")
    try:
        return borrowed.put_back(path) if wal else connect(path, "ro")
    except TROUBLE as error:
        raise failure(error, path) from error


def _put_back(path: Path) -> None:
    """Let SQLite roll back what a crash left half done; where it cannot, opening says why."""
    with suppress(*TROUBLE, AppError), closing(connect(path, "rw")) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _journal_size(path: Path) -> int:
    try:
        return Path(f"{path}-journal").stat().st_size
    except OSError:
        return 0
