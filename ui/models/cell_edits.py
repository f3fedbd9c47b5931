"""What a table asks to be changed: single cells, a pasted block, a cleared range, all as one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.project import Project
from compare_app.domain.record import Record
from compare_app.errors import AppError
from compare_app.text.message import M


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell shall hold a text: the row's key, the column's key, the text as typed or pasted."""

    row: Any  # hashable, of whatever kind the grid has
    column: Any
    text: str


@dataclass(frozen=True, slots=True)
class CellEdits:
    """Changes of cells that belong together. `new_rows` are rows pasted below the last one: (column key, text) each."""

    changes: tuple[CellChange, ...] = ()
    new_rows: tuple[tuple[tuple[Any, str], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Joint:
    """The one edit of many changes, and what was refused with its reason; no edit where nothing is left to do."""

    edit: Edit | None
    refused: tuple[AppError, ...] = ()
    asked: int = 0

    def trouble(self) -> AppError | None:
        """One sentence about everything refused."""
        if not self.refused:
            return None
        first = self.refused[0]
        if self.asked == 1:
            return first
        what = M(
            "{refused} of {asked} cells stay as they were. The first: {what}",
            refused=len(self.refused),
            asked=self.asked,
            what=first.what,
        )
        return AppError(first.code, what, first.remedy, first.place)


Make = Callable[[Project, CellChange], Edit | None]
"""The edit of one cell in a project; None where nothing changes, an AppError where the text cannot be meant."""

MakeRow = Callable[[Project, int], tuple[Edit, Hashable]]
"""The edit that adds the n-th new row (from 0), and the key of the row."""


def joint_edit(project: Project, edits: CellEdits, make: Make, make_row: MakeRow | None = None) -> Joint:
    """One edit for all cells: each is made on what those before it leave, so that two cells of a record both count.

    What cannot be meant is left out and told; the others go on.
    """
    puts: dict[tuple[type, str], Record] = {}
    removes: dict[tuple[type, str], Ref] = {}
    refused: list[AppError] = []
    labels = []

    def take(edit: Edit) -> None:
        nonlocal project
        project = project.with_records(edit.puts, [(ref.kind, ref.id) for ref in edit.removes])
        for ref in edit.removes:
            puts.pop((ref.kind, ref.id), None)
            removes[(ref.kind, ref.id)] = ref
        for record in edit.puts:
            removes.pop((type(record), record.id), None)
            puts[(type(record), record.id)] = record
        labels.append(edit.label)

    def attempt(change: CellChange) -> None:
        try:
            edit = make(project, change)
        except AppError as error:
            refused.append(error)
        else:
            if edit is not None:
                take(edit)

    for change in edits.changes:
        attempt(change)
    if make_row is not None:
        for number, cells in enumerate(edits.new_rows):
            row, key = make_row(project, number)
            take(row)
            for column, text in cells:
                attempt(CellChange(key, column, text))
    asked = len(edits.changes) + sum(len(cells) for cells in edits.new_rows)
    if not labels:
        return Joint(None, tuple(refused), asked)
    label = labels[0] if len(labels) == 1 else M("Edit {count} cells", count=len(labels))
    return Joint(Edit(label, tuple(puts.values()), tuple(removes.values())), tuple(refused), asked)
