"""Several files that are taken in together: what each is, what became of it, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from compare_app.domain.draft import Draft, ImportOutcome
from compare_app.domain.mapping import TableMapping
from compare_app.domain.tone import Tone
from compare_app.errors import AppError
from compare_app.text.message import M, Message
from compare_app.text.wording import Wording
from ui.models.cell import Cell, Column, Grid, ReadyRows, figure
from ui.wording import joined


class State(StrEnum):
    """Where a file is."""

    WAITING = "waiting"
    READY = "ready"
    HELD = "held"
    UNMAPPED = "unmapped"
    REFUSED = "refused"
    ALREADY = "already"
    STORED = "stored"


_SIGNS: Final[dict[State, tuple[str, Message, Tone]]] = {
    State.WAITING: ("○", M("waiting"), Tone.UNKNOWN),
    State.READY: ("●", M("ready"), Tone.NEUTRAL),
    State.HELD: ("?", M("cells are held"), Tone.WORSE),
    State.UNMAPPED: ("?", M("needs a mapping"), Tone.WORSE),
    State.REFUSED: ("✕", M("refused"), Tone.FAIL),
    State.ALREADY: ("●", M("in the project before"), Tone.UNKNOWN),
    State.STORED: ("▲", M("taken in"), Tone.BETTER),
}


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file; `draft` or `error` once it was looked at."""

    path: Path
    state: State = State.WAITING
    mapping: TableMapping | None = None
    draft: Draft | None = None
    error: AppError | None = None

    @property
    def outcome(self) -> ImportOutcome:
        """For the report."""
        return ImportOutcome(self.path.name, self.draft, self.error, self.state is State.STORED)


def looked_at(path: Path, mapping: TableMapping | None, draft: Draft) -> FileRow:
    """A file that could be read."""
    if draft.already is not None:
        return FileRow(path, State.ALREADY, mapping, draft)
    return FileRow(path, State.HELD if draft.held else State.READY, mapping, draft)


def not_read(path: Path, error: AppError) -> FileRow:
    """A file that could not, or that nobody has said yet how to read."""
    state = State.UNMAPPED if error.code == "IMPORT-MAPPING" else State.REFUSED
    return FileRow(path, state, error=error)


def files_grid(files: Sequence[FileRow], words: Wording) -> Grid:
    """One row a file, by its place."""
    columns = (
        Column("file", words("File"), width=34),
        Column("state", words("State"), width=16),
        Column("taken", words("Whole"), tip=words("Rows read whole"), align="right"),
        Column("held", words("Held"), tip=words("Rows with held cells"), align="right"),
        Column("ignored", words("Ignored"), tip=words("Rows ignored"), align="right"),
        Column("new", words("New"), tip=words("New records"), align="right"),
        Column("changed", words("Changed"), align="right"),
        Column("same", words("Unchanged"), align="right"),
        Column("why", words("What to do"), width=48),
    )
    return Grid(columns, ReadyRows([(at, _cells(one, words)) for at, one in enumerate(files)]))


def _cells(one: FileRow, words: Wording) -> tuple[Cell, ...]:
    sign, name, tone = _SIGNS[one.state]
    draft = one.draft
    why = ""
    if one.state is State.UNMAPPED:
        why = words(M("Say once how it is read; files with the same headers follow by themselves"))
    elif one.error is not None:
        why = joined((words(one.error.what), words(one.error.remedy)), words)
    elif one.state is State.HELD:
        why = words(M("Look at it in the wizard, or take it in with these cells as text"))
    figures: tuple[int | None, ...] = (None,) * 6
    if draft is not None:
        changed = len(draft.overwrites)
        batch = draft.batch
        new = max(0, sum(draft.counts.values()) - changed)
        figures = (batch.taken, batch.held, batch.ignored, new, changed, draft.unchanged)
    return (
        Cell(one.path.name, tip=str(one.path), bold=True),
        Cell(f"{sign} {words(name)}", tone=tone),
        *(_count(figure) for figure in figures),
        Cell(why, tip=why, quiet=True),
    )


def _count(count: int | None) -> Cell:
    if count is None:
        return Cell("—", align="right", quiet=True)
    return Cell(str(count), align="right", fact=figure(count), quiet=not count)
