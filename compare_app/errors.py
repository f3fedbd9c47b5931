"""Two kinds of trouble that are not ours: an `Issue` is data about a cell, an `AppError` is what the user can mend.

Everything else is a defect and goes to the crash dialog. Every issue and error says what was found, where, what was
expected, what happens to the rest and what to do next (promise P24).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from compare_app.text.message import M, Message
from compare_app.text.revealed import revealed


class Level(StrEnum):
    """What an issue does to its cell."""

    NOTE = "note"  # taken in, worth a look
    HOLD = "hold"  # the cell is kept as raw text and carries no value
    REFUSE = "refuse"  # the whole file is refused; nothing changes


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stood: a file, a sheet, a cell (A1 style); the later parts may be empty."""

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return revealed(" › ".join(part for part in (self.file, self.sheet, self.cell) if part))


@dataclass(frozen=True, slots=True)
class Issue:
    """A cell (or row, or file) that was not understood or is doubtful."""

    code: str  # stable, e.g. "IMP-NUMBER"
    level: Level
    place: Place
    found: str  # what stood there, at most 80 characters, as written
    expected: Message
    effect: Message
    remedy: Message


class AppError(Exception):
    """Something the user can mend: one sentence what happened, one what to do. `code` is stable for scripts."""

    def __init__(
        self, code: str, what: Message, remedy: Message | None = None, place: Place | None = None
    ) -> None:
        super().__init__(code, str(what))
        self.code = code
        self.what = what
        self.remedy = remedy if remedy is not None else M("")
        self.place = place if place is not None else Place()


def unreadable(path: Path, error: Exception) -> AppError:
    """A file that the system or its encoding does not let us read."""
    reason = getattr(error, "strerror", "") or str(error)
    return AppError(
        "FILE-READ",
        M("{file} cannot be read: {reason}", file=path.name, reason=reason),
        M("Check that it is there, that no other program keeps it to itself and that you may read it"),
        Place(path.name),
    )


class RefusedFile(AppError):
    """A file that cannot be read at all; `issues` lists what was found before giving up."""

    def __init__(
        self,
        code: str,
        what: Message,
        remedy: Message | None = None,
        place: Place | None = None,
        issues: tuple[Issue, ...] = (),
    ) -> None:
        super().__init__(code, what, remedy, place)
        self.issues = issues
