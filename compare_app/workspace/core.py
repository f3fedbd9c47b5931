"""An open project file: opened, changed, undone, looked after; what was computed of it is kept until it changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from threading import Lock, RLock
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from compare_app.domain.against_pool import AgainstPool
from compare_app.domain.comparison import Comparison
from compare_app.domain.edit import Applied, Changes, Edit, HistoryEntry
from compare_app.domain.loop import Action
from compare_app.domain.pool import Pool
from compare_app.domain.profile import Profile
from compare_app.domain.project import Project
from compare_app.progress import Progress
from compare_app.storage.checkout import waiting
from compare_app.storage.home import Home, home_of
from compare_app.storage.residence import Residence, move_in, offer, repair
from compare_app.storage.store import Store
from compare_app.text.message import Message

if TYPE_CHECKING:
    from compare_app.domain.recovery import Offer
    from compare_app.storage.check import Finding

from typing import Self

_TRIES: Final = 2  # people do not edit more often than that in the time of one comparison

_BESIDE: Final = Changes.RELEASES | Changes.ATTACHMENTS | Changes.EXPORTS  # no state is made of these

K = TypeVar("K")
V = TypeVar("V")


LONG_WAY: Final = 500  # records that undo moves at once without anybody noticing


class Core:
    """A project file and its edits. Every change goes through `apply`."""

    def __init__(self, store: Store, residence: Residence | None = None) -> None:
        self._store = store
        self._residence = residence or Residence(home_of(store.path.absolute()))
        self._comparisons: dict[tuple[str, date], Comparison] = {}
        self._pools: dict[str, Pool] = {}
        self._profiles: dict[tuple[date, str], Profile] = {}
        self._states: dict[tuple[str, date, str], str] = {}  # digests
        self._against: dict[tuple[str, date, str], AgainstPool] = {}  # the last one asked for
        self._keeping = Lock()  # what a thread found is kept only while it is of the present snapshot
        self._computing = (
            RLock()
        )  # one computes: two that take turns at every array pass lose far more than they share

    # --- opening and closing -----------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, name: str = "", alone: str = "") -> Self:
        """Make a new, empty project file. An existing file is an AppError, never overwritten."""
        Store.create(path, name or path.stem).close()
        return cls.open(path, alone)

    @classmethod
    def open(cls, path: Path, alone: str = "") -> Self:
        """Open a project file; on a read-only place it opens to read, see `read_only`.

        `alone`: who works on it in a window; where somebody else does already it opens to read. A project on a stick, a
        share or in a synchronised folder is worked on in a copy of our own, see `home` and `check_in`.
        """
        return cls(*move_in(path, alone))

    @staticmethod
    def recovery_offer(path: Path) -> Offer | None:
        """The sound backup that a project which cannot be opened could be put back to."""
        return offer(path)

    @staticmethod
    def repair(path: Path, keep: Literal["mine", "theirs", ""] = "", *, again: bool = True) -> Message:
        """Bring back a project that cannot be opened; what was done, in a sentence. See `storage.residence.repair`."""
        return repair(path, keep, again=again)

    @staticmethod
    def waiting() -> list[Path]:
        """The homes of projects of which edits wait on this computer that were never checked in."""
        return [one.home for one in waiting()]

    @staticmethod
    def home_of(path: Path) -> Home:
        """Where a file lives."""
        return home_of(path.absolute())

    def close(self) -> None:
        """Check in what was changed, back it up, close the file. Where checking in fails the copy here keeps it all."""
        try:
            if not self._store.closed:
                self._residence.check_in(self._store)
        finally:
            self._store.close()
            self._residence.leave()

    @property
    def home(self) -> Home:
        """Where the project lives."""
        return self._residence.home

    @property
    def conflicts(self) -> tuple[str, ...]:
        """Names of copies beside the project that a synchronising program made of it."""
        return self._residence.conflicts

    @property
    def reading_only(self) -> Message | None:
        """Why nothing can be written; None where something can."""
        return self._residence.reading_only

    @property
    def reading_only_for_good(self) -> bool:
        """Whether it is the place that allows no writing, not somebody who works on it just now."""
        return self._residence.for_good

    @property
    def checked(self) -> bool:
        """Whether every row was held against its seal while the file was opened; larger ones: see `verify`."""
        return self._store.checked

    @property
    def is_copy(self) -> bool:
        """Whether edits go into a copy on this computer until they are checked in."""
        return self._residence.checkout is not None

    @property
    def waits_for_home(self) -> bool:
        """Whether there are edits that are not in the project's home yet."""
        return self._residence.waits(self._store)

    def check_in(self) -> bool:
        """Put the edits into the project's home now; False where there was nothing to put."""
        return self._residence.check_in(self._store)

    def verify(self, progress: Progress) -> tuple[Message, ...]:
        """What is wrong with the file, looked for beside the work; empty: it is what was stored."""
        return self._store.verify(progress)

    @property
    def path(self) -> Path:
        """The project file, where it lives."""
        copy = self._residence.checkout
        return self._store.path if copy is None else copy.home

    @property
    def read_only(self) -> bool:
        """True where nothing can be written: folder, medium or rights."""
        return self._store.read_only

    @property
    def project(self) -> Project:
        """The present snapshot."""
        return self._store.project

    # --- changing ----------------------------------------------------------------------------------------------------

    def apply(self, edit: Edit, user: str = "", on: Project | None = None) -> Applied:
        """Store an edit in one transaction and remember how to take it back.

        `on`: only on this snapshot, otherwise an AppError PROJECT-CHANGED. One that closes a row of a plan without
        proof is an AppError PLAN-VERIFY, whichever door it came through.
        """
        if any(isinstance(one, Action) for one in edit.puts):
            from compare_app.engine.closing import refuse_unproven

            refuse_unproven(self.project, edit, date.today())
        applied = self._store.apply(edit, user, on)
        self._forget(applied.changes)
        return applied

    def undo(self) -> tuple[Message, Changes] | None:
        """Take back the last edit; None when there is nothing to take back."""
        return self._after(self._store.undo())

    def redo(self) -> tuple[Message, Changes] | None:
        """Do the last undone edit again."""
        return self._after(self._store.redo())

    @property
    def undo_is_long(self) -> bool:
        """Whether `undo` moves so many records that it takes a while."""
        return self._store.way_size("done") > LONG_WAY

    @property
    def redo_is_long(self) -> bool:
        """Whether `redo` does."""
        return self._store.way_size("undone") > LONG_WAY

    @property
    def undo_label(self) -> Message | None:
        """What `undo` would take back."""
        return self._store.undo_label

    @property
    def redo_label(self) -> Message | None:
        """What `redo` would do again."""
        return self._store.redo_label

    def steps(self) -> list[HistoryEntry]:
        """The changes within reach of undo and redo, newest first."""
        return self._store.steps()

    def _after(self, step: tuple[Message, Changes] | None) -> tuple[Message, Changes] | None:
        if step is not None:
            self._forget(step[1])
        return step

    def _forget(self, changes: Changes) -> None:
        columns = Changes.RESULTS | Changes.PRODUCTS | Changes.SCHEME | Changes.CATEGORIES | Changes.STANDARDS
        with self._keeping:
            self._comparisons.clear()
            self._profiles.clear()
            self._against.clear()
            if changes & ~_BESIDE:
                self._states.clear()
            if changes & columns:  # STANDARDS: the groups of test methods stand in the columns
                self._pools.clear()

    def _found(self, cache: dict[K, V], asked: K, compute: Callable[[Project], V]) -> V:
        """What is asked for, from the cache or computed once; anew where an edit made it yesterday's meanwhile.

        What was read before and after an edit does not fit together: columns without an indicator of the snapshot.
        """
        if (kept := cache.get(asked)) is not None:
            return kept
        with self._computing:
            if (kept := cache.get(asked)) is not None:  # by the one we waited for
                return kept
            for _ in range(_TRIES):
                project = self.project
                try:
                    found = compute(project)
                except Exception:
                    if self.project is project:
                        raise
                    continue
                with self._keeping:
                    if self.project is project:
                        cache[asked] = found
                        return found
            return compute(self.project)

    def _steady(self, compute: Callable[[], V]) -> V:
        """What is computed over several reads, anew where an edit came between them (see `_found`); nothing is kept."""
        for _ in range(_TRIES):
            project = self.project
            try:
                return compute()
            except Exception:
                if self.project is project:
                    raise
        return compute()

    # --- looking after the file --------------------------------------------------------------------------------------

    def check(self, on: date | None = None) -> Sequence[Finding]:
        """Integrity of the file, provenance, standards that expire or are replaced within 24 months."""
        from compare_app.storage.check import check_store

        return check_store(self._store, on or date.today())

    def backup(self) -> Path | None:
        """Make a verified copy beside the rolling backups; None where nothing changed since the last."""
        return self._store.backup()

    def carry_backup(self, place: Path, progress: Progress | None = None) -> Path | None:
        """Back up, and put the newest backup into a second place too; None where it is there.

        Where no backup can be made now, the newest there is is carried all the same, then that is raised. AppError
        SECOND-PLACE where only the carrying failed.
        """
        from compare_app.errors import AppError
        from compare_app.progress import Quiet
        from compare_app.storage import second_place

        if self.read_only:
            return None
        trouble: AppError | None = None
        try:
            self._store.backup()
        except AppError as error:
            trouble = error
        try:
            carried = second_place.carry(
                self._store.path, self.path, self.project.id, place, progress or Quiet()
            )
        except AppError as error:  # which says that the backups beside the project are made as before
            raise trouble or error from error
        if trouble is not None:
            raise trouble
        return carried

    @property
    def closed(self) -> bool:
        """Whether the project was closed."""
        return self._store.closed

    @property
    def last_operation(self) -> str:
        """The id of the last thing that was stored: as long as it stays, a backup of it holds everything."""
        return self._store.last_operation
