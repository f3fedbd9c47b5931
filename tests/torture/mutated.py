"""P6, P7, P8, P24: mutated workbooks and text tables, bombs and the corpus through the real importer, child and store.

Each file is looked at as the wizard does: preview, proposed mapping, draft, commit, undo. It must end in a draft or in
a sentence with a code, within 30 s and 512 MB of the reading child; what was not committed left no trace, what was is
whole and is undone whole; every row of what was read is counted once; every kept text stands in its cell of the file.

Before (2026-11-27): a gigabyte of empty rows had not ended after 120 s, 200 000 nested elements were read as an empty
sheet, nobody added up the rows. After, on a machine with ten times its load: 102 files, 0 wrong, 17 s at most, child
at most 85 MB.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from compare_app.domain.draft import Draft
from compare_app.domain.mapping import Orientation, TableMapping
from compare_app.domain.model import HeldCell, ImportBatch, ImportMapping, Product
from compare_app.domain.record import Record
from compare_app.errors import AppError, Issue
from compare_app.importers.cells import Merge, Sheet
from compare_app.importers.merged import MergedCells
from compare_app.importers.read import recognised
from compare_app.importers.source import Source
from compare_app.importers.survey import likeliest
from compare_app.text.letters import place
from compare_app.text.revealed import SHOWN, revealed
from compare_app.workspace import Workspace
from tests.torture.bombs import BOMBS, GIANTS
from tests.torture.children import LargestChild
from tests.torture.figures import Figures
from tests.torture.mutate import mutated_text, mutated_workbook

SECONDS: Final = 30.0
MEMORY: Final = 512_000_000
_ROOT: Final = Path(__file__).parents[2]
_CORPUS: Final = _ROOT.parent / "shared" / "corpus"
_SEEDS: Final = (
    "sample_data/ceramic_tiles.xlsx",
    "sample_data/rough/messy_lab_table.xlsx",
    "sample_data/rough/hopeless.xlsx",
)
_OTHER_SEEDS: Final = (
    "any_sheets.xls",
    "merge_cells.xls",
    "date.xlsb",
    "any_sheets.xlsb",
    "date.ods",
    "merged_cells.ods",
)
_TEXT: Final = "sample_data/rough/messy_lab_table.gbk.csv"
_KINDS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".txt"})
_AFRESH: Final = 200  # files in one project
_MANY: Final = 1_000  # rounds, from which on the files that take a minute are read too


@dataclass(frozen=True, slots=True)
class Ending:
    """How one file ended: "draft", the code of a refusal, or "!" and what went wrong."""

    end: str
    seconds: float
    rows: int = 0
    cells: int = 0
    wrong: tuple[str, ...] = ()


def run(rounds: int) -> Figures:
    """`rounds` mutated workbooks, a fifth of it text tables, the bombs, and of the corpus at most as many files."""
    with tempfile.TemporaryDirectory() as folder, LargestChild() as child:
        tasks = list(_files(rounds, Path(folder)))
        shares = [tasks[at :: os.cpu_count() or 1] for at in range(os.cpu_count() or 1)]
        with ThreadPoolExecutor(len(shares)) as pool:
            parts = list(pool.map(_through, shares, [Path(folder)] * len(shares)))
    endings = {name: ending for part in parts for name, ending in part}
    slowest = max(endings, key=lambda name: endings[name].seconds)
    slow = endings[slowest].seconds
    wrong = [f"{name}: {text}" for name, one in endings.items() for text in one.wrong]
    counts = Counter("read" if one.end == "draft" else "refused" for one in endings.values())
    return Figures(
        ("P6", "P7", "P8", "P24"),
        "mutated workbooks and text tables, bombs and foreign files through preview, draft, commit and undo",
        {
            "files": len(endings),
            **counts,
            "rows": sum(one.rows for one in endings.values()),
            "cells": sum(one.cells for one in endings.values()),
            "wrong": len(wrong),
        },
        f"{len(endings):,} files: {len(wrong)} crashes, partial commits, lost rows, changed texts or bare messages; "
        f"longest {slow:.1f} s ({slowest}), child at most {child.most / 1e6:.0f} MB",
        not wrong and slow < SECONDS and child.most < MEMORY,
        failures=tuple(wrong[:20]),
    )


_Task = tuple[str, Callable[[Path], Path]]


def _files(rounds: int, folder: Path) -> Iterator[_Task]:
    """Name of each file, and what makes it: only when its turn comes, for 12 000 files are gigabytes."""
    seeds = [_ROOT / name for name in _SEEDS]
    seeds += [found for name in _OTHER_SEEDS for found in _CORPUS.rglob(name)]
    goods = [(path.suffix, path.read_bytes()) for path in seeds]
    for seed in range(rounds):
        suffix, good = goods[seed % len(goods)]
        yield f"workbook {seed}{suffix}", _made(mutated_workbook, good, seed, folder / f"文件{seed}{suffix}")
    text = (_ROOT / _TEXT).read_bytes()
    for seed in range(rounds // 5):
        yield f"text {seed}", _made(mutated_text, text, seed, folder / f"文本{seed}.csv")
    for name, make in BOMBS.items():
        if rounds >= _MANY or name not in GIANTS:
            yield name, lambda there, make=make, name=name: make(there / f"{name}.xlsx")
    if _CORPUS.is_dir():
        every = [
            path
            for path in sorted(_CORPUS.rglob("*"))
            if path.suffix.lower() in _KINDS and "expected" not in path.parts
        ]
        for path in every[:: max(1, 4 * len(every) // rounds)]:
            yield path.relative_to(_CORPUS).as_posix(), lambda _, path=path: path


def _made(
    mutate: Callable[[bytes, int], bytes], good: bytes, seed: int, path: Path
) -> Callable[[Path], Path]:
    def make(_: Path) -> Path:
        path.write_bytes(mutate(good, seed))
        return path

    return make


def _through(tasks: Sequence[_Task], folder: Path) -> list[tuple[str, Ending]]:
    """Each file through a project; a new project every now and then, for history grows."""
    endings = []
    for start in range(0, len(tasks), _AFRESH):
        with tempfile.TemporaryDirectory() as home:
            workspace = Workspace.create(Path(home) / "p.dcmp")
            try:
                for name, make in tasks[start : start + _AFRESH]:
                    path = make(folder)
                    endings.append((name, ending(workspace, path)))
                    if path.is_relative_to(folder):
                        path.unlink()
            finally:
                workspace.close()
    return endings


def ending(workspace: Workspace, path: Path) -> Ending:
    """Take one file through; nothing but an AppError may come out of it."""
    before = dump(workspace)
    began = time.perf_counter()
    wrong: list[str] = []
    rows = cells = 0
    try:
        draft, mapping = drafted(workspace, path)
        took = time.perf_counter() - began
        end = "draft"
        with Source(
            path, mapping.encoding if mapping else "", mapping.separator if mapping else ""
        ) as source:
            sheets = read_sheets(source, mapping)
        rows = sum(len(one.rows) for one in sheets)
        wrong += [f"{one.code} lacks a field" for one in draft.issues if not is_complete(one)]
        batch = draft.batch
        if batch.taken + batch.held + batch.ignored != rows:
            wrong.append(f"{rows} rows, {batch.taken} + {batch.held} + {batch.ignored} counted")
        for address, text, raw in kept_texts(draft, sheets, mapping):
            cells += 1
            if raw not in text:
                wrong.append(f"{address}: {text[:40]!r} is kept as {raw[:40]!r}")
        workspace.commit(draft, mapping)
        if workspace.project.get(ImportBatch, batch.id) is None:
            wrong.append("committed without its batch")
        workspace.undo()
    except AppError as error:
        took = time.perf_counter() - began
        end = error.code
        if not (error.code and str(error.what) and str(error.remedy)):
            wrong.append(f"{error.code} lacks a code, a sentence or a next step")
    except Exception as error:  # noqa: BLE001  that is what is looked for
        took = time.perf_counter() - began
        end = f"!{type(error).__name__}"
        wrong.append(f"{type(error).__name__}: {error}"[:300])
    if dump(workspace) != before:
        wrong.append("left a trace in the project")
    return Ending(end, took, rows, cells, tuple(wrong[:5]))


def drafted(workspace: Workspace, path: Path) -> tuple[Draft, TableMapping | None]:
    """As the wizard goes: what is it, how could it be read, what would it do."""
    found = workspace.preview(path)
    if found.ours:
        return workspace.read(path), None
    mapping = workspace.propose_mapping(path, likeliest(found))
    mapping = replace(
        mapping, category=mapping.category or "砖", encoding=found.encoding, separator=found.separator
    )
    return workspace.read(path, mapping), mapping


def read_sheets(source: Source, mapping: TableMapping | None) -> list[Sheet]:
    """The sheets whose rows must all be counted."""
    if mapping is None:
        return [one.sheet for one in recognised(source)]
    sheet = source.sheet(mapping.sheet)
    return [sheet.transposed() if mapping.orientation is Orientation.COLUMNS else sheet]


def is_complete(issue: Issue) -> bool:
    """Promise P24: file, found, expected, effect, next step; a cell where one is meant; nothing hidden in the text."""
    said = (issue.code, issue.place.file, str(issue.expected), str(issue.effect), str(issue.remedy))
    short = len(issue.found) <= (
        SHOWN if issue.found.isascii() else 2 * SHOWN
    )  # ⟨U+202E⟩ stands for one sign
    return all(said) and short and revealed(issue.found) == issue.found


def kept_texts(
    draft: Draft, sheets: Sequence[Sheet], mapping: TableMapping | None
) -> Iterator[tuple[str, str, str]]:
    """Address, text of the file and text that is kept, of every result and held cell with an address."""
    merged = {one.name: MergedCells(one, mapping.first_row if mapping else 1) for one in sheets}
    units = {one.unit for one in mapping.columns} if mapping else set()
    by_name = {one.name: one for one in sheets}
    known: dict[str, dict[int, Any]] = {one.name: {row.number: row for row in one.rows} for one in sheets}
    for record in (*draft.records, *draft.held):
        cell, raw = getattr(record, "cell", None), getattr(record, "raw", None)
        if raw is None or cell is None or not cell.cell or cell.sheet not in by_name:
            continue
        number, column = place(cell.cell)
        if by_name[cell.sheet].turned:
            number, column = column + 1, number - 1
        own = known[cell.sheet].get(number)
        whole = "" if own is None else "\t".join(one.text for one in merged[cell.sheet].filled(own).cells)
        over = next((one for one in by_name[cell.sheet].merges if _covers(one, number, column)), None)
        if over is not None:  # a merged cell speaks for every row that it covers
            number, column = over.top, over.left
        row = known[cell.sheet].get(number)
        text = "" if row is None else row.at(column).text
        is_row = isinstance(record, HeldCell) and raw not in text  # held whole, at the cell that it lacks
        if raw in units:  # the unit that a whole column was given, held at its header
            text, is_row = raw, False
        yield cell.cell, whole if is_row else text, raw


def _covers(merge: Merge, number: int, column: int) -> bool:
    return merge.top <= number <= merge.bottom and merge.left <= column <= merge.right


def dump(workspace: Workspace) -> object:
    """The logical content: every record and result, but what is remembered of undone imports."""

    def lasting(record: Record) -> bool:
        return not isinstance(record, ImportMapping) and not (
            isinstance(record, ImportBatch) and record.undone
        )

    project = workspace.project
    records = {
        kind.__name__: [repr(one) for one in rows.values() if lasting(one)]
        for kind, rows in project.tables.items()
    }
    return {name: rows for name, rows in records.items() if rows}, {
        one: [repr(result) for result in workspace.results(one)] for one in project.all(Product)
    }
