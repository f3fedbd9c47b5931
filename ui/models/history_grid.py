"""The line of changes as a table: what is done, what was taken back, and where it begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from compare_app.domain.edit import HistoryEntry
from compare_app.text.wording import Wording
from ui.models.cell import Cell, Column, Grid, ReadyRows

START: Final = "start"


def history_grid(steps: Sequence[HistoryEntry], words: Wording) -> Grid:
    """One row a change, newest first; the last row is the state before all of them."""
    columns = (
        Column("state", words("State"), width=14),
        Column("what", words("Change"), width=52),
        Column("at", words("Time"), width=20),
        Column("author", words("Name"), width=14),
    )
    rows: list[tuple[object, tuple[Cell, ...]]] = []
    current = next((step.number for step in steps if step.done), None)
    for step in steps:
        here = step.number == current
        state = words("now here") if here else words("done") if step.done else words("taken back")
        mark = "●" if here else "✓" if step.done else "○"
        text = words(step.label)
        rows.append(
            (
                step.number,
                (
                    Cell(f"{mark} {state}", bold=here, quiet=not step.done),
                    Cell(text, tip=text, bold=here, quiet=not step.done),
                    Cell(f"{step.at.astimezone():%Y-%m-%d %H:%M:%S}", quiet=True),
                    Cell(step.author, quiet=True),
                ),
            )
        )
    at_start = current is None
    first = words("before the changes that can be taken back")
    rows.append(
        (
            START,
            (
                Cell(f"● {words('now here')}" if at_start else "", bold=at_start),
                Cell(first, bold=at_start, quiet=not at_start),
                Cell(""),
                Cell(""),
            ),
        )
    )
    return Grid(columns, ReadyRows(rows))
