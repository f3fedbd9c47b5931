"""What an import could not take as it stands: issues to show, held cells to keep, and the count of rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from compare_app.domain.model import CellRef, HeldCell, new_id
from compare_app.errors import Issue, Level, Place
from compare_app.importers.cells import Row, Sheet
from compare_app.text.message import M, Message
from compare_app.text.revealed import shown

KEPT: Final = M("The text is kept; the cell carries no value")
ROW_KEPT: Final = M("The row is kept as text; nothing of it is taken in")
TAKEN: Final = M("It is taken in")
LEFT_OUT: Final = M("It is left out")
MEND: Final = M("Mend the cell, in the wizard or in the file, or go on without it")
COMMAS: Final = M("a decimal point; the mapping says that commas are decimal")
LOOK: Final = M("Have a look whether that is right")


class Ledger:
    """Collects while a file is read; rows in file = taken + held + ignored."""

    def __init__(self, file: str, batch_id: str) -> None:
        self.file = file
        self.issues: list[Issue] = []
        self.held: list[HeldCell] = []
        self.taken = 0
        self.held_rows = 0
        self.ignored = 0
        self._batch_id = batch_id

    def note(
        self,
        code: str,
        sheet: Sheet,
        cell: str,
        found: str,
        expected: Message,
        effect: Message = TAKEN,
        remedy: Message = LOOK,
    ) -> None:
        """Something worth a look; the value is taken in."""
        place = Place(self.file, sheet.name, cell)
        self.issues.append(Issue(code, Level.NOTE, place, shown(found), expected, effect, remedy))

    def hold(
        self,
        code: str,
        sheet: Sheet,
        cell: str,
        found: str,
        expected: Message,
        effect: Message = KEPT,
        remedy: Message = MEND,
        raw: str | None = None,
    ) -> None:
        """A cell that was not understood; `raw` is kept instead of `found` where a whole row is held."""
        place = Place(self.file, sheet.name, cell)
        self.issues.append(Issue(code, Level.HOLD, place, shown(found), expected, effect, remedy))
        self.held.append(
            HeldCell(
                id=new_id(),
                batch_id=self._batch_id,
                code=code,
                cell=CellRef(self.file, sheet.name, cell),
                raw=found if raw is None else raw,
                expected=expected,
            )
        )

    def hold_row(
        self,
        code: str,
        sheet: Sheet,
        row: Row,
        column: int,
        expected: Message,
        remedy: Message = MEND,
    ) -> None:
        """A row of which nothing can be taken: all its texts are kept."""
        texts = [cell.text for cell in row.cells]
        found = row.at(column).text or " | ".join(text for text in texts if text)
        where = sheet.address(row.number, max(column, 0))
        self.hold(code, sheet, where, found, expected, ROW_KEPT, remedy, raw="\t".join(texts))


def did_you_mean(remedy: Message, names: Sequence[str]) -> Message:
    """A remedy with names that may have been meant, where there are any."""
    return M("{remedy}. Perhaps: {names}", remedy=remedy, names=tuple(names)) if names else remedy


def near(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """At most three names that look like a text, for remedies."""
    import difflib

    return tuple(difflib.get_close_matches(text, names, n=3, cutoff=0.4))
