"""Opening a project where it lives: in place, in a copy that is checked in again, or only to read, and why."""

from __future__ import annotations

import hashlib
import os
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Literal

from compare_app.domain.recovery import Offer
from compare_app.errors import AppError
from compare_app.storage import checkout, recovery
from compare_app.storage.backups import own_folder
from compare_app.storage.checkout import Checkout
from compare_app.storage.database import CHECK_UP_TO
from compare_app.storage.hold import Hold, Holder, hold
from compare_app.storage.home import Home, Where, conflicts, home_of
from compare_app.storage.store import Store
from compare_app.text.message import M, Message

LEASE = ".lease"
SEEN_AT_ONCE = (
    1_000_000  # bytes: what a window checks while it opens, a twentieth of a second; the rest beside it
)


@dataclass(slots=True)
class Residence:
    """Where an open project lives, and what this program does about it."""

    home: Home
    checkout: Checkout | None = None
    reading_only: Message | None = None  # why nothing can be written
    for_good: bool = True  # the place allows no writing; otherwise somebody works on it just now
    conflicts: tuple[str, ...] = ()  # names of copies that a synchronising program made
    _hold: Hold | None = None
    _publishing: Lock = field(default_factory=Lock)  # the clock and a person may ask at the same time

    def waits(self, store: Store) -> bool:
        """Whether the copy holds edits that the home does not."""
        copy = self.checkout
        return copy is not None and not store.read_only and store.database.last_operation != copy.operation

    def check_in(self, store: Store) -> bool:
        """Put the edits into the home; False where there were none. See `checkout.publish` for the errors."""
        if self.checkout is None or store.read_only:
            return False
        with self._publishing:
            before = self.checkout
            self.checkout = checkout.publish(before, store.database)
            return self.checkout.published != before.published

    def leave(self) -> None:
        """Let the next one in."""
        if self._hold is not None:
            self._hold.release()


def move_in(path: Path, alone: str = "") -> tuple[Store, Residence]:
    """Open a project. `alone`: the name of who works on it in a window; then it is only read where somebody else does.

    What lies on a stick, a share or in a synchronised folder is worked on in a copy of our own. AppErrors as
    `Store.open` and `checkout.begin`.
    """
    home = home_of(path.absolute())
    up_to = SEEN_AT_ONCE if alone else CHECK_UP_TO
    writable = os.access(path.parent, os.W_OK) and (os.access(path, os.W_OK) or not path.exists())
    held = hold(_lock_path(path, home), alone) if alone and writable else None
    if isinstance(held, Holder):
        return Store.open(path, reading=True, check_up_to=up_to), Residence(
            home, reading_only=_said(held), for_good=False
        )
    try:
        if home.safe or not writable:
            store, copy = Store.open(path, check_up_to=up_to), None
        else:
            copy = checkout.begin(path)
            store = Store.open(copy.local, check_up_to=up_to)
    except BaseException:
        if held is not None:
            held.release()
        raise
    reason = M("Its folder or drive allows no writing") if store.read_only else None
    names = tuple(one.name for one in conflicts(path))
    return store, Residence(home, copy, reason, conflicts=names, _hold=held)


def repair(path: Path, keep: Literal["mine", "theirs", ""] = "", *, again: bool = True) -> Message:
    """Bring a project back that cannot be opened, in whatever way it is broken; gives what was done, in a sentence.

    `keep` chooses where two computers changed it: the copy here or what stands in the home. `again`: also do the edits
    again that were confirmed since the backup. A project that opens is left alone. AppError where nothing helps.
    """
    try:
        store, residence = move_in(path)
    except AppError as error:
        if error.code == "HOME-DAMAGED":
            aside = checkout.restore(path)
            return M(
                "{file} was put back from the copy on this computer; what lay there is kept as {kept}",
                file=path.name,
                kept=aside.name if aside is not None else "—",
            )
        if error.code == "PROJECT-BOTH-CHANGED":
            if not keep:
                raise
            return M("The other version is kept as {kept}", kept=checkout.take(path, keep).name)
        return _recovered(_local(path), again=again)
    with closing(store):
        residence.leave()
    return M("{file} can be opened; nothing was changed", file=path.name)


def offer(path: Path) -> Offer | None:
    """What a project that cannot be opened could be put back to."""
    return recovery.offer(_local(path))


def _recovered(path: Path, *, again: bool) -> Message:
    found = recovery.recover(path, again=again)
    said = M(
        "Put back to the backup of {at}; edits done again: {again}; what was damaged is kept as {kept}",
        at=f"{found.offer.made.astimezone():%Y-%m-%d %H:%M}",
        again=found.again,
        kept=found.damaged.name if found.damaged is not None else "—",
    )
    return M("{done}. Not done again: {left}", done=said, left=found.left) if found.left else said


def _local(path: Path) -> Path:
    """The file that was worked on: the copy of our own where there is one."""
    known = None if home_of(path.absolute()).safe else checkout.remembered(path)
    return path if known is None else known.local


def _lock_path(path: Path, home: Home) -> Path:
    if home.where in (Where.NETWORK, Where.REMOVABLE):  # two computers meet there
        return path.with_name(path.name + LEASE)
    mark = hashlib.sha256(str(path.resolve()).encode("utf-8", "replace")).hexdigest()[:16]
    return own_folder() / "locks" / f"{mark}.lock"


def _said(holder: Holder) -> Message:
    try:
        since = datetime.fromisoformat(holder.since).astimezone()
    except ValueError:  # not readable yet, or any more
        return M("Somebody else has this project open")
    return M(
        "{user} has this project open on {machine} since {since}",
        user=holder.user or "—",
        machine=holder.machine or "—",
        since=f"{since:%Y-%m-%d %H:%M}",
    )
