"""Held cells and the values that people type in their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from compare_app.domain.edit import Edit
from compare_app.domain.model import HeldCell, Result
from compare_app.domain.record import Record
from compare_app.domain.value import Unread


def settling(edit: Edit, before: Sequence[Result], waiting: Iterable[HeldCell]) -> Edit:
    """The edit of one product's values of one indicator, which also settles the held cells that it answers.

    A held cell is answered when the result that kept its text is replaced by values that are all understood; what is
    merely taken away answers nothing. The entry keeps what stood in the file and what was expected there, and the new
    value notes both texts as a cell mended in the wizard does, so that a later look at the file contradicts nobody.
    """
    typed = [one for one in edit.puts if isinstance(one, Result)]
    if not typed or any(isinstance(one.value, Unread) for one in typed):
        return edit
    unread = {one.id: one.cell for one in before if isinstance(one.value, Unread) and one.cell.cell}
    answered = {one.cell: one for one in waiting if not one.resolved and one.cell in unread.values()}
    if not answered:
        return edit

    def noted(record: Record) -> Record:
        if not isinstance(record, Result) or record.id not in unread:
            return record
        held = answered.get(unread[record.id])
        if held is None:
            return record
        return replace(record, note=f"{held.cell.cell}: {held.raw} → {record.raw}")

    settled = tuple(replace(one, resolved=True) for one in answered.values())
    return replace(edit, puts=(*map(noted, edit.puts), *settled))
