"""The hidden sheet of a plan workbook: which export it is, and the workbook's own copy of what left."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from compare_app.domain.returned_plan import Bases
from compare_app.errors import AppError
from compare_app.importers.cells import Sheet
from compare_app.text.message import M

META: Final = "_meta"
SCHEMA: Final = "dual-compare.plan"
VERSION: Final = 1
_AGAIN: Final = M("Export the plan again and carry the changes over")


@dataclass(frozen=True, slots=True)
class PlanMeta:
    """What the hidden sheet says; `bases` is None where one of its rows was changed."""

    project_id: str
    product_id: str
    titles: Mapping[str, str]  # of the columns, by their keys, in order
    editable: frozenset[str]
    bases: Bases | None
    export_id: str
    exported_at: datetime | None
    project: str
    product: str


def meta_of(file: str, sheets: Sequence[Sheet]) -> PlanMeta:
    """The hidden sheet, read; a file without it, of a newer program, or with a changed head is an AppError."""
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
        at = head.get("exported_at", "")
        return PlanMeta(
            head["project_id"],
            head["product_id"],
            {str(name): str(title) for name, title in json.loads(head["columns"])},
            frozenset(json.loads(head["editable"])),
            bases,
            head.get("export_id", ""),
            datetime.fromisoformat(at) if at else None,
            head.get("project", ""),
            head.get("product", ""),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise damaged(file) from error


def damaged(file: str) -> AppError:
    """Without what left nothing can be compared."""
    what = M("The hidden sheet of {file} was changed; its rows cannot be told apart", file=file)
    return AppError("PLAN-META", what, _AGAIN)


def _halves(sheet: Sheet) -> tuple[dict[str, str], Bases | None]:
    """The facts above and the bases of the rows below; a base is cut into pieces that fit a cell.

    A base that does not match its digest, or one that is gone, spoils them all: against it nothing can be merged.
    """
    head: dict[str, str] = {}
    bases: dict[str, Mapping[str, str | None]] = {}
    below = whole = False
    for row in sheet.rows:
        first = row.at(0).text
        if first == "id":
            below = whole = True
        elif below and first:
            base = "".join(cell.text for cell in row.cells[2:])
            if hashlib.sha256(base.encode("utf-8")).hexdigest() != row.at(1).text:
                whole = False
                continue
            bases[first] = json.loads(base)
        elif first:
            head[first] = row.at(1).text
    return head, bases if whole and str(len(bases)) == head.get("rows") else None
