"""The released states of a product, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from compare_app.domain.loop import Snapshot
from compare_app.text.wording import Wording
from ui.models.cell import Cell, Column, Grid, ReadyRows, figure

SHOWN: Final = 12  # hex digits of a digest: enough to compare by eye


def releases_grid(snapshots: Sequence[Snapshot], words: Wording) -> Grid:
    """`snapshots` oldest first; their number is their place."""
    columns = (
        Column("number", words("No."), align="right"),
        Column("at", words("Released at"), width=18),
        Column("title", words("Title of the release"), width=26),
        Column("author", words("Released by"), width=12),
        Column("digest", words("Digest"), tip=words("The first digits of SHA-256"), width=14),
    )
    rows = [
        (
            one.id,
            (
                Cell(str(number), align="right", quiet=True, fact=figure(number)),
                Cell(f"{one.at.astimezone():%Y-%m-%d %H:%M}"),
                Cell(one.title, tip=one.title, bold=True),
                Cell(one.author),
                Cell(one.digest[:SHOWN], tip=one.digest, copy=one.digest, quiet=True),
            ),
        )
        for number, one in enumerate(snapshots, 1)
    ]
    return Grid(columns, ReadyRows(rows[::-1]))
