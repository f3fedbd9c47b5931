"""An edited plan workbook read back: its hidden sheet says what left, its plan sheet what people made of it.

Rows are found by their id wherever they were sorted to, columns by their heads wherever they were moved to
(docs/plan-workbook.md).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from compare_app.domain.plan_cells import settled, text_of
from compare_app.domain.returned_plan import Bases, ReturnedPlan, ReturnedRow
from compare_app.errors import AppError, Place
from compare_app.importers.cells import Row, Sheet
from compare_app.importers.merged import MergedCells
from compare_app.importers.plan_cells import CellReader, joined, plain_text
from compare_app.importers.plan_heads import Heads, find_heads, recognise_by_content
from compare_app.importers.plan_meta import META, PlanMeta, meta_of
from compare_app.importers.source import Source
from compare_app.progress import Progress
from compare_app.text.message import M, Message

_FACTS: Final[tuple[str, ...]] = (
    "position",
    "indicator",
    "gap",
    "baseline",
    "unit",
)  # of a new row worth keeping


def read_plan(path: Path) -> ReturnedPlan:
    """Read a returned plan; a file that is none of our plans is an AppError, a cell not understood an issue."""
    with Source(path) as source:
        return plan_in(source)


def plan_in(source: Source, progress: Progress | None = None) -> ReturnedPlan:
    """The plan in a file that is open in the reading child."""
    if source.format == "csv":
        raise AppError(
            "PLAN-TEXT",
            M("{file} is a text table: saved that way a plan loses the ids of its rows and what it held when it left",
              file=source.name),
            M("Open the plan workbook itself and save it as .xlsx; what was typed into the text table is carried over"
              " by hand"),
        )  # fmt: skip
    return plan_of(source.name, [source.sheet(one.name, progress) for one in source.sheets])


def is_plan(source: Source) -> bool:
    """Whether a file is a plan workbook that comes back: it has the hidden sheet."""
    return source.format != "csv" and any(one.name == META for one in source.sheets)


def plan_of(file: str, sheets: Sequence[Sheet]) -> ReturnedPlan:
    """The plan in the sheets of a workbook."""
    meta = meta_of(file, sheets)
    heads = find_heads(file, sheets, meta)
    body = _filled(heads)
    ids = _ids(heads, meta.bases or {})
    if meta.bases:
        _known_by_content(file, heads, body, ids, meta)
    reader = CellReader(file, heads.sheet)
    rows = tuple(_row(file, heads, reader, row, ids[row.number], meta) for row in body)
    return ReturnedPlan(
        file=file,
        project_id=meta.project_id,
        product_id=meta.product_id,
        bases=meta.bases,
        rows=rows,
        issues=tuple(reader.issues),
        export_id=meta.export_id,
        exported_at=meta.exported_at,
        project=meta.project,
        product=meta.product,
        notices=(*heads.notices, *_about(heads, rows, meta)),
        digest=_digest(meta, rows),
    )


def _filled(heads: Heads) -> list[Row]:
    """The rows of the plan; a cell merged over several rows speaks for each of them."""
    merged = MergedCells(heads.sheet, heads.row + 1)
    return [merged.filled(row) for row in heads.body]


def _ids(heads: Heads, bases: Bases) -> dict[int, str]:
    """Row number → action id. Where the id was deleted, number and gap lead back, if no other row has it.

    Sorted without the hidden column every row stands beside the id of another one: there they lead back too.
    """
    at = heads.columns.get("id", -1)
    ids = {row.number: row.at(at).text.strip() for row in heads.body}
    if not {"position", "gap"} <= set(heads.columns):
        return ids
    present = set(ids.values())
    known: dict[tuple[str, str], list[str]] = {}
    for action_id, base in bases.items():
        known.setdefault((text_of(base, "position"), joined([text_of(base, "gap")])), []).append(action_id)
    strayed: dict[int, str] = {}
    for row in heads.body:
        number, gap = row.at(heads.columns["position"]), joined([row.at(heads.columns["gap"]).text])
        found = known.get((number.text.strip(), gap), [])
        beside = bases.get(ids[row.number])
        if len(found) != 1:
            continue
        if beside is not None and joined([text_of(beside, "gap")]) != gap:
            strayed[row.number] = found[0]
        elif not ids[row.number] and found[0] not in present:
            ids[row.number] = found[0]
            present.add(found[0])
    return {**ids, **_sorted_apart(heads, ids, strayed)}


def _sorted_apart(heads: Heads, ids: Mapping[int, str], strayed: Mapping[int, str]) -> Mapping[int, str]:
    """The ids of rows whose number and gap are those of others: only where they changed places among themselves."""
    if not strayed:
        return {}
    cells = [heads.sheet.address(number, heads.columns["position"]) for number in strayed]
    if sorted(strayed.values()) == sorted(ids[number] for number in strayed):
        told = M(
            "{cells}: sorted without the hidden ids; these rows were found again by number and gap",
            cells=cells,
        )
        heads.notices.append(told)
        return strayed
    heads.notices.append(
        M("{cells}: number and gap are those of another row than the hidden id; the id counts, check these rows",
          cells=cells)
    )  # fmt: skip
    return {}


def _known_by_content(
    file: str, heads: Heads, body: Sequence[Row], ids: Mapping[int, str], meta: PlanMeta
) -> None:
    bases = meta.bases or {}
    reader = CellReader(file, heads.sheet)
    rows = [(row, bases[ids[row.number]]) for row in body if ids[row.number] in bases]
    held = {
        (head, name): [
            (reader.canonical(name, row, at, text_of(base, "unit")) or "", text_of(base, name))
            for row, base in rows
        ]
        for head, at in heads.others.items()
        for name in meta.editable
        if name not in heads.columns
    }
    recognise_by_content(heads, held)


def _row(
    file: str, heads: Heads, reader: CellReader, row: Row, action_id: str, meta: PlanMeta
) -> ReturnedRow:
    columns = heads.columns
    facts = {name: row.at(columns[name]).text.strip() for name in _FACTS if name in columns}
    unit = text_of((meta.bases or {}).get(action_id, {}), "unit") or facts.get("unit", "")
    cells: dict[str, str] = {}
    for name, at in columns.items():
        text = reader.canonical(name, row, at, unit) if name in meta.editable else None
        if text is not None:
            cells[name] = text
    extras = {head: text for head, at in heads.others.items() if (text := joined([plain_text(row.at(at))]))}
    cell = heads.sheet.address(row.number, columns.get("id", 0))
    where = {
        name: heads.sheet.address(row.number, at) for name, at in (*columns.items(), *heads.others.items())
    }
    return ReturnedRow(Place(file, heads.sheet.name, cell), action_id, cells, facts, extras, where)


def _about(heads: Heads, rows: Sequence[ReturnedRow], meta: PlanMeta) -> list[Message]:
    """What a person should know of the sheet as a whole."""
    said: list[Message] = []
    used = Counter(head for row in rows for head in row.extras)
    if used:
        said.append(M("Columns that are none of the plan go to the notes: {names}", names=tuple(used)))
    if "id" not in heads.columns:
        said.append(M("The row ids were deleted; rows were found again by number and gap"))
    lost = [
        meta.titles.get(name, name)
        for name in meta.titles
        if name in meta.editable and name not in heads.columns
    ]
    if lost:
        said.append(M("Columns that are not in the workbook change nothing: {names}", names=lost))
    return said


def _digest(meta: PlanMeta, rows: Sequence[ReturnedRow]) -> str:
    """Of what the rows say, in whatever order they stand and whatever program saved them."""
    said = sorted(
        json.dumps(
            [
                row.action_id,
                *(
                    {name: settled(name, text) for name, text in part.items()}
                    for part in (row.cells, row.facts, row.extras)
                ),
            ],
            sort_keys=True,
        )
        for row in rows
        if not row.is_empty
    )
    body = json.dumps([meta.project_id, meta.product_id, meta.export_id, said])
    return hashlib.sha256(body.encode("utf-8")).hexdigest()
