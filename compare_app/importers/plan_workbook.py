"""An edited plan workbook read back: its hidden sheet says what left, its plan sheet what people made of it.

Rows are found by their id wherever they were sorted to, columns by their heads wherever they were moved to
(docs/plan-workbook.md).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Final

from compare_app.domain.number import parse_decimal, plain
from compare_app.domain.returned_plan import ReturnedPlan, ReturnedRow
from compare_app.domain.terms import ActionStatus, ActionType
from compare_app.errors import AppError, Issue, Level, Place
from compare_app.importers.cells import Cell, CellKind, Row, Sheet
from compare_app.text.fold import key
from compare_app.text.message import M, Message
from compare_app.text.wording import LANGUAGES, Wording

META: Final = "_meta"
SCHEMA: Final = "dual-compare.plan"
VERSION: Final = 1
DATES: Final = ("start", "due")
TERMS: Final[Mapping[str, type[Enum]]] = {"status": ActionStatus, "action_type": ActionType}
_DATE: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?")


def read_plan(path: Path) -> ReturnedPlan:
    """Read a returned plan; a file that is none of our plans is an AppError, a cell not understood an issue."""
    from compare_app.importers.source import Source

    with Source(path) as source:
        return plan_of(path.name, [source.sheet(one.name) for one in source.sheets])


def plan_of(file: str, sheets: Sequence[Sheet]) -> ReturnedPlan:
    """The plan in the sheets of a workbook."""
    meta = _meta(file, sheets)
    sheet, head, columns = _plan_sheet(file, sheets, meta.titles)
    reader = _Reader(file, sheet, {name: at for name, at in columns.items() if name in meta.editable})
    rows = tuple(reader.row(row, columns["id"]) for row in sheet.rows if row.number > head)
    return ReturnedPlan(
        file=file,
        project_id=meta.project_id,
        product_id=meta.product_id,
        bases=meta.bases,
        rows=tuple(row for row in rows if row.action_id or any(row.cells.values())),
        issues=tuple(reader.issues),
    )


@dataclass(frozen=True, slots=True)
class _Meta:
    project_id: str
    product_id: str
    titles: Mapping[str, str]  # of the columns, by their keys
    editable: frozenset[str]
    bases: Mapping[str, Mapping[str, str | None]]


def _meta(file: str, sheets: Sequence[Sheet]) -> _Meta:
    sheet = next((one for one in sheets if one.name == META), None)
    if sheet is None:
        raise AppError(
            "PLAN-META",
            M("{file} is no plan workbook of this program", file=file),
            M("Choose a plan that was exported here and saved as .xlsx"),
        )
    try:
        head, bases = _halves(sheet)
        if head["schema"] != SCHEMA or int(head["version"]) > VERSION:
            raise AppError(
                "PLAN-VERSION",
                M("{file} was made by a newer version of the program", file=file),
                M("Install the newer version, or export the plan again"),
            )
        return _Meta(
            head["project_id"],
            head["product_id"],
            dict(json.loads(head["columns"])),
            frozenset(json.loads(head["editable"])),
            bases,
        )
    except (KeyError, ValueError, TypeError) as error:
        raise AppError(
            "PLAN-META",
            M("The hidden sheet of {file} was changed; its rows cannot be told apart", file=file),
            M("Export the plan again and carry the changes over"),
        ) from error


def _halves(sheet: Sheet) -> tuple[dict[str, str], dict[str, Mapping[str, str | None]]]:
    """The facts above and the bases of the rows below; a base is cut into pieces that fit a cell.

    A base that does not match its digest is a ValueError: against a changed base nothing can be merged.
    """
    head: dict[str, str] = {}
    bases: dict[str, Mapping[str, str | None]] = {}
    below = False
    for row in sheet.rows:
        first = row.at(0).text
        if first == "id":
            below = True
        elif below and first:
            base = "".join(cell.text for cell in row.cells[2:])
            if hashlib.sha256(base.encode("utf-8")).hexdigest() != row.at(1).text:
                raise ValueError(first)
            bases[first] = json.loads(base)
        elif first:
            head[first] = row.at(1).text
    return head, bases


def _plan_sheet(
    file: str, sheets: Iterable[Sheet], titles: Mapping[str, str]
) -> tuple[Sheet, int, dict[str, int]]:
    """The sheet whose head holds the row id and the most of our columns, its head row, and the places of columns."""
    wanted = {key(title): name for name, title in titles.items()}
    best: tuple[int, Sheet, int, dict[str, int]] | None = None
    for sheet in sheets:
        for row in sheet.rows[:20]:
            found: dict[str, int] = {}
            for at, cell in enumerate(row.cells):
                name = wanted.get(key(cell.text))
                if name is not None:
                    found.setdefault(name, at)
            if "id" in found and (best is None or len(found) > best[0]):
                best = (len(found), sheet, row.number, found)
    if best is None:
        raise AppError(
            "PLAN-COLUMNS",
            M("{file} has no sheet with the column {title}", file=file, title=titles.get("id", "id")),
            M("Bring the heads of the plan back as they were exported"),
        )
    return best[1], best[2], best[3]


class _Reader:
    """Turns the cells of one sheet into canonical texts, noting what it cannot."""

    def __init__(self, file: str, sheet: Sheet, columns: Mapping[str, int]) -> None:
        self.file = file
        self.sheet = sheet
        self.columns = columns
        self.issues: list[Issue] = []
        self.words = {
            name: {
                key(word): str(member.value)
                for member in vocabulary
                for word in (str(member.value), *(spoken.term(member) for spoken in _languages()))
            }
            for name, vocabulary in TERMS.items()
        }

    def row(self, row: Row, id_at: int) -> ReturnedRow:
        """One row; a cell that is not understood is left out, so that it changes nothing."""
        cells: dict[str, str] = {}
        for name, at in self.columns.items():
            text = self._canonical(name, row, at)
            if text is not None:
                cells[name] = text
        place = Place(self.file, self.sheet.name, self.sheet.address(row.number, id_at))
        return ReturnedRow(place, row.at(id_at).text.strip(), cells)

    def _canonical(self, name: str, row: Row, at: int) -> str | None:
        cell = row.at(at)
        text = cell.text.strip()
        if not text:
            return ""
        if cell.kind in (CellKind.ERROR, CellKind.UNCALCULATED):
            return self._refuse(row, at, text, M("a value, not a formula or an error"))
        if name in DATES:
            found = _iso(text)
            return found if found is not None else self._refuse(row, at, text, M("a date such as 2026-03-31"))
        if name in TERMS:
            word = self.words[name].get(key(text))
            return word if word is not None else self._refuse(row, at, text, M("a word of the list"))
        if name == "target":
            return _number(cell, text)
        return text

    def _refuse(self, row: Row, at: int, text: str, expected: Message) -> str | None:
        """Note the cell; None, because it is not taken."""
        self.issues.append(
            Issue(
                "PLAN-CELL",
                Level.HOLD,
                Place(self.file, self.sheet.name, self.sheet.address(row.number, at)),
                text[:80],
                expected,
                M("The cell is not taken; the plan keeps what it has"),
                M("Mend the cell and merge again"),
            )
        )
        return None


def _number(cell: Cell, text: str) -> str:
    """A target as a plain decimal; a class or a limit stays as it was typed."""
    number = parse_decimal(text)
    return text if number is None else plain(number)


def _iso(text: str) -> str | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return None


def _languages() -> Sequence[Wording]:
    return [Wording.load(language) for language in LANGUAGES]
