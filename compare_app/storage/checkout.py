"""Check-out and check-in: a project on a stick, a share or in a synchronised folder is worked on in a copy of our own.

The home holds whole, published versions only. Published is: written beside, forced to the disk, read back, put in the
place of the former version, read back again; the former one stays beside until then. The copy in the user's own data
stays after that too: where a medium lied, the last published version is found there (reliability P3, A3).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

from compare_app.drive import forget
from compare_app.errors import AppError, Place
from compare_app.progress import Quiet
from compare_app.storage import migrations
from compare_app.storage.backups import own_folder
from compare_app.storage.database import Database, connect
from compare_app.storage.failures import TROUBLE, failure
from compare_app.storage.header import look
from compare_app.storage.verify import verify
from compare_app.text.message import M

PATIENCE: Final = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Seconds between attempts to put a file in its place: scanners and synchronising programs let go within these."""
EARLIER: Final = 50  # digests of versions that are remembered
FORMER: Final = ".former"
PART: Final = ".new"
OUT: Final = "out.dcmp"  # what is on its way to the home


class Medium:
    """What is done to the files of a home; a test lets it lie."""

    def write(self, source: Path, target: Path) -> None:
        """Copy bytes to a file and force them to the disk, which is asked for them when they are read again."""
        with source.open("rb") as come, target.open("wb") as go:
            shutil.copyfileobj(come, go, 1 << 20)
            go.flush()
            os.fsync(go.fileno())
        forget(target)

    def move(self, source: Path, target: Path) -> None:
        """Put a file in the place of another, patiently."""
        for pause in (*PATIENCE, None):
            try:
                source.replace(target)
                break
            except PermissionError:
                if pause is None:
                    raise
                time.sleep(pause)
        if os.name != "nt":  # Windows forces a folder to the disk together with its files
            handle = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        forget(target)

    def remove(self, target: Path) -> None:
        """Remove a file; one that stays does no harm."""
        with suppress(OSError):
            target.unlink(missing_ok=True)


REAL: Final = Medium()


@dataclass(frozen=True, slots=True)
class Checkout:
    """A copy of our own and what it knows of its home. `coming` is the digest of a version on its way there."""

    home: Path
    local: Path
    published: str  # SHA-256 of the version in the home when they were last the same
    operation: str  # the last operation in that version
    coming: str = ""
    coming_operation: str = ""
    earlier: tuple[str, ...] = ()  # versions that we published before

    @property
    def unpublished(self) -> bool:
        """Whether the copy holds edits that the home does not."""
        return _last_operation(self.local) != self.operation


def begin(home: Path, medium: Medium = REAL) -> Checkout:
    """The copy to work on: the one that is here already where the home is as we left it, otherwise a new one.

    AppError PROJECT-BOTH-CHANGED where both have edits that the other lacks: nothing is touched, see `take`.
    AppError HOME-DAMAGED where the home is no sound project any more and the copy here is: see `restore`.
    """
    _settle(home, medium)
    known = remembered(home)
    try:
        now = digest(home)
    except FileNotFoundError:
        if known is not None:
            raise _home_damaged(known) from None
        look(home, migrations.NEWEST)
        raise
    except OSError as error:
        raise failure(error, home) from error
    if known is None:
        return _fresh(home)
    if now == known.coming:
        earlier = (*known.earlier, known.published)[-EARLIER:]
        known = _remember(Checkout(known.home, known.local, now, known.coming_operation, earlier=earlier))
    if now == known.published:
        return known
    if now in known.earlier or not _sound(home):  # a medium that lost what it said it had written
        raise _home_damaged(known)
    if known.unpublished:
        raise AppError(
            "PROJECT-BOTH-CHANGED",
            M(
                "{file} was changed elsewhere, and on this computer there are edits that were never checked in",
                file=home.name,
            ),
            M("Choose which one goes on; the other is kept beside it under another name"),
            Place(file=home.name),
        )
    return _fresh(home)


def publish(checkout: Checkout, database: Database, medium: Medium = REAL) -> Checkout:
    """Check in: put what the copy holds into the home, verified. Nothing happens where nothing changed.

    AppError HOME-CHANGED where the home was changed meanwhile, HOME-GONE where it cannot be reached, HOME-UNRELIABLE
    where what was written did not come back: the former version and the copy are both as they were.
    """
    checkout = remembered(checkout.home) or checkout  # another verb or window may have checked in meanwhile
    operation = database.last_operation
    if operation == checkout.operation:
        return checkout
    out = checkout.local.with_name(OUT)
    try:
        out.unlink(missing_ok=True)
        with database.reading() as source, closing(connect(out, "rwc")) as copy:
            source.backup(copy, pages=-1)
        if wrong := verify(out, Quiet()):
            raise AppError("PROJECT-DAMAGED", wrong[0], M("Nothing was checked in; the home is as it was"))
        fresh = digest(out)
        coming = _remember(replace(checkout, coming=fresh, coming_operation=operation))
        _replace_home(coming, out, fresh, medium)
        earlier = (*checkout.earlier, checkout.published)[-EARLIER:]
        return _remember(Checkout(checkout.home, checkout.local, fresh, operation, earlier=earlier))
    except OSError as error:
        raise AppError(
            "HOME-GONE",
            M("{file} could not be checked in: {detail}", file=checkout.home.name, detail=str(error)),
            M("Your edits are safe on this computer; they are checked in when the place can be reached"),
            Place(file=checkout.home.name),
        ) from error
    finally:
        with suppress(OSError):
            out.unlink(missing_ok=True)


def take(home: Path, which: Literal["mine", "theirs"], medium: Medium = REAL) -> Path:
    """Settle a conflict; gives the name under which the other version is kept.

    Mine: what stands in the home is kept beside it, then the copy here goes on and is checked in. Theirs: the copy
    here is put beside the home, then the home is checked out anew.
    """
    known = remembered(home)
    if known is None:
        raise FileNotFoundError(home)
    stamp = f"{datetime.now().astimezone():%Y-%m-%d %H%M%S}"
    kept = home.with_name(f"{home.stem} {which} kept {stamp}{home.suffix}")
    if which == "mine":
        medium.write(home, kept)
        _remember(replace(known, published=digest(home), coming=""))
    else:
        out = known.local.with_name(OUT)
        out.unlink(missing_ok=True)
        with closing(connect(known.local, "rw")) as source, closing(connect(out, "rwc")) as copy:
            source.backup(copy, pages=-1)
        medium.write(out, kept)
        _forget(known)
    return kept


def restore(home: Path, medium: Medium = REAL) -> Path | None:
    """The home is damaged or gone, the copy here is sound: put the copy there; where what was damaged lies now."""
    known = remembered(home)
    if known is None:
        raise FileNotFoundError(home)
    aside = None
    if home.exists():
        aside = home.with_name(
            f"{home.stem} damaged {datetime.now().astimezone():%Y-%m-%d %H%M%S}{home.suffix}"
        )
        medium.move(home, aside)
    medium.remove(home.with_name(home.name + FORMER))
    database, _ = Database.open(known.local)
    with closing(database):
        publish(_remember(replace(known, published="", operation="none")), database, medium)
    return aside


def remembered(home: Path) -> Checkout | None:
    """What is known of a home; None where there is no copy, or none that is sound."""
    known = _read(_place(home) / "checkout.json")
    return known if known is not None and known.local.exists() else None


def waiting() -> list[Checkout]:
    """The copies on this computer that hold edits which were never checked in."""
    found = []
    with suppress(OSError):
        for one in sorted(_folder().glob("*/checkout.json")):
            known = _read(one)
            if known is not None and known.local.exists() and known.unpublished:
                found.append(known)
    return found


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- home ------------------------------------------------------------------------------------------------------------


def _replace_home(checkout: Checkout, out: Path, fresh: str, medium: Medium) -> None:
    home = checkout.home
    former, part = home.with_name(home.name + FORMER), home.with_name(home.name + PART)
    if checkout.published and (not home.exists() or digest(home) != checkout.published):
        if not home.parent.exists():
            raise FileNotFoundError(2, os.strerror(2), str(home.parent))
        raise AppError(
            "HOME-CHANGED",
            M("{file} was changed by somebody else since it was checked out", file=home.name),
            M("Nothing was overwritten and your edits are kept here. Open the project again and choose"),
            Place(file=home.name),
        )
    try:
        medium.write(out, part)
        if digest(part) != fresh:
            raise _unreliable(home)
        if home.exists():
            medium.move(home, former)
        medium.move(part, home)
        if digest(home) != fresh:
            if former.exists():
                medium.move(former, home)
            raise _unreliable(home)
    except BaseException:
        if not home.exists() and former.exists():
            with suppress(OSError):
                medium.move(former, home)
        medium.remove(part)
        raise
    medium.remove(former)


def _settle(home: Path, medium: Medium) -> None:
    """What an interrupted check-in left: the former version goes back where its successor never came to be."""
    former = home.with_name(home.name + FORMER)
    with suppress(OSError):
        if former.exists() and not (home.exists() and _sound(home)):
            medium.move(former, home)
        medium.remove(former)
        medium.remove(home.with_name(home.name + PART))


def _unreliable(home: Path) -> AppError:
    return AppError(
        "HOME-UNRELIABLE",
        M("What was written to {file} did not come back as it was written", file=home.name),
        M(
            "The drive or share is not reliable. Your edits are safe on this computer; save them to another place"
        ),
        Place(file=home.name),
    )


def _home_damaged(checkout: Checkout) -> AppError:
    return AppError(
        "HOME-DAMAGED",
        M(
            "{file} is damaged, older than what was checked in, or gone; the copy on this computer is whole",
            file=checkout.home.name,
        ),
        M("Let the program put the copy there; what is damaged is kept under another name"),
        Place(file=checkout.home.name),
    )


def _sound(path: Path) -> bool:
    try:
        look(path, migrations.NEWEST)
        return not verify(path, Quiet())
    except AppError:  # nor is one that the medium does not give back
        return False


# --- the copy here ---------------------------------------------------------------------------------------------------


def _folder() -> Path:
    return own_folder() / "checkouts"


def _place(home: Path) -> Path:
    mark = hashlib.sha256(str(home.absolute()).encode("utf-8", "replace")).hexdigest()[:16]
    return _folder() / mark


def _fresh(home: Path) -> Checkout:
    """Check out: copy, and look the copy over before anybody works on it."""
    folder = _place(home)
    local, part = folder / home.name, folder / f"{home.name}.part"
    look(home, migrations.NEWEST)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(home, part)
        journal = home.with_name(home.name + "-journal")
        if journal.exists() and journal.stat().st_size:  # somebody crashed writing it in place
            shutil.copyfile(journal, part.with_name(part.name + "-journal"))
        Database.open(part)[0].close()
        part.replace(local)
        return _remember(Checkout(home.absolute(), local, digest(home), _last_operation(local)))
    except TROUBLE as error:
        raise failure(error, home) from error


def _last_operation(local: Path) -> str:
    with closing(connect(local, "rw")) as connection:
        row = connection.execute("SELECT id FROM operation ORDER BY seq DESC LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def _read(path: Path) -> Checkout | None:
    try:
        body: Any = json.loads(path.read_text(encoding="utf-8"))
        texts = {name: str(body[name]) for name in ("published", "operation", "coming", "coming_operation")}
        earlier = tuple(str(one) for one in body["earlier"])
        return Checkout(Path(body["home"]), path.parent / str(body["local"]), **texts, earlier=earlier)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _remember(checkout: Checkout) -> Checkout:
    folder = checkout.local.parent
    body = {
        **{name: value for name, value in asdict(checkout).items() if isinstance(value, str)},
        "home": str(checkout.home),
        "local": checkout.local.name,
        "earlier": checkout.earlier,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    part = folder / f"checkout.{os.getpid()}.part"
    with part.open("w", encoding="utf-8") as file:
        json.dump(body, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / "checkout.json")
    return checkout


def _forget(checkout: Checkout) -> None:
    for name in ("checkout.json", checkout.local.name, OUT):
        with suppress(OSError):
            (checkout.local.parent / name).unlink(missing_ok=True)
