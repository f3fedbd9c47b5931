"""What an import or a library pack would overwrite, field by field, each with the choice to keep what stands there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from compare_app.domain.edit import Ref
from compare_app.domain.record_changes import RecordChange, value_text
from compare_app.domain.tone import Tone
from compare_app.text.message import M
from compare_app.text.wording import Wording
from ui.models.cell import Cell, Column, Grid, RowsOnSight

TAKE, KEEP = "take", "keep"
_CHOICES: Final = {TAKE: M("overwrite"), KEEP: M("keep as it is")}


def overwrite_grid(changes: Sequence[RecordChange], kept: Collection[Ref], words: Wording) -> Grid:
    """One row a field; the key is the place of its record among `changes` and of the field in it."""
    columns = (
        Column(
            "choice",
            words("What happens"),
            width=12,
            choices=tuple((value, words(name)) for value, name in _CHOICES.items()),
        ),
        Column("subject", words("Record"), width=34),
        Column("field", words("Field"), width=14),
        Column("before", words("In the project"), width=24),
        Column("after", words("In the file"), width=24),
        Column("typed", words("How it came here"), width=16),
    )
    keys = [(at, number) for at, one in enumerate(changes) for number in range(len(one.fields))]

    def line(at: int) -> Sequence[Cell]:
        change = changes[keys[at][0]]
        field = change.fields[keys[at][1]]
        is_kept = change.ref in kept
        choice = KEEP if is_kept else TAKE
        return (
            Cell(words(_CHOICES[choice]), edit=choice, bold=is_kept),
            Cell(change.subject, tip=change.subject),
            Cell(field.name(words), quiet=True),
            Cell(value_text(field.before, words), bold=is_kept),
            Cell(value_text(field.after, words), quiet=is_kept),
            Cell(
                words(M("typed by a person")) if change.typed else "",
                tone=Tone.WORSE if change.typed else Tone.NEUTRAL,
            ),
        )

    return Grid(columns, RowsOnSight(keys, line))
