"""A file into a draft: our own workbook by its five sheets, any other table by a mapping. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from compare_app.domain.draft import Draft, DraftRecords
from compare_app.domain.mapping import TableMapping
from compare_app.domain.model import ImportBatch, Result, new_id
from compare_app.domain.project import Project
from compare_app.errors import RefusedFile
from compare_app.importers import refuse
from compare_app.importers.cells import Sheet
from compare_app.importers.ledger import Ledger
from compare_app.importers.mapping_json import to_json
from compare_app.importers.own.reading import Reading
from compare_app.importers.own.recognise import Recognised, recognise
from compare_app.importers.own.workbook import read_own
from compare_app.importers.records import Records
from compare_app.importers.source import Corrections, Source
from compare_app.importers.table import read_table
from compare_app.importers.vocabulary import Vocabulary
from compare_app.memory import uncollected
from compare_app.progress import Progress, Quiet
from compare_app.text.letters import place
from compare_app.text.message import M

_FULL_ROWS: Final = frozenset({16_384, 65_536, 1_048_576})
_FULL_COLUMNS: Final = frozenset({256, 16_384})


def read_file(
    source: Source,
    mapping: TableMapping | None,
    project: Project,
    results_of: Callable[[str], Sequence[Result]],
    progress: Progress | None = None,
    corrections: Corrections = MappingProxyType({}),
) -> Draft:
    """Read a file. Every file ends in a draft or a RefusedFile; `Cancelled` comes from `progress.step`.

    The same bytes with the same mapping, imported before and not undone, give a draft without records (rulings 24).
    `corrections` stand in place of what the file says; each is told and kept with its result.
    """
    watched = progress or Quiet()
    try:
        with uncollected():
            body = to_json(mapping) if mapping is not None else ""
            earlier = _earlier(project, source.sha256, body) if not corrections else None
            if earlier is not None:
                return Draft(earlier, DraftRecords(), tuple(source.notes), already=earlier)
            records = Records(project, results_of)
            return _read(source.corrected(corrections), mapping, body, records, watched)
    except (MemoryError, RecursionError) as error:
        raise refuse.damaged(source.name) from error


def recognised(source: Source, progress: Progress | None = None) -> list[Recognised]:
    """The visible sheets of ours in a file; of several for the same thing, the first."""
    found: dict[str, Recognised] = {}
    for one in source.sheets:
        if one.hidden:
            continue
        match = recognise(source.sheet(one.name, progress))
        if match is not None:
            found.setdefault(match.layout.key, match)
    return list(found.values())


def _earlier(project: Project, sha256: str, mapping: str) -> ImportBatch | None:
    for batch in reversed(project.batches()):
        if batch.sha256 == sha256 and batch.mapping == mapping and not batch.undone:
            return batch
    return None


def _read(
    source: Source, mapping: TableMapping | None, body: str, records: Records, progress: Progress
) -> Draft:
    batch_id = new_id()
    ledger = Ledger(source.name, batch_id)
    # the comments of our own workbook are the explanations of its headers
    ledger.issues += [one for one in source.notes if mapping is not None or one.code != "IMP-COMMENTS"]
    if mapping is not None:
        sheets = [read_table(source, mapping, ledger, records, progress)]
    else:
        found = recognised(source, progress)
        if not found:
            raise _not_ours(source)
        sheets = [one.sheet for one in found]
        read_own(found, Reading(ledger, records, Vocabulary()), progress)
    if not ledger.taken and not ledger.held_rows:
        raise refuse.refused(
            "IMP-NO-DATA",
            source.name,
            M("{file} holds no row of data", file=source.name),
            M("Fill in the rows below the header; example rows are skipped"),
        )
    _refuse_uncounted(sheets, ledger)
    for one in sheets:
        _tell_full(one, ledger)
    _tell_corrections(source, ledger)
    overwritten = records.overwritten()
    if replaced := sum(isinstance(new, Result) for _, new in overwritten):
        ledger.note(
            "IMP-REPLACED",
            sheets[0],
            "",
            str(replaced),
            M("{count} results that the project has with other values", count=replaced),
            M("They take the place of the earlier ones; undo brings those back"),
        )
    batch = ImportBatch(
        batch_id,
        source.name,
        source.sha256,
        body,
        datetime.now(UTC),
        ledger.taken,
        ledger.held_rows,
        ledger.ignored,
    )
    return Draft(
        batch,
        records.all(),
        tuple(ledger.issues),
        tuple(ledger.held),
        records.unchanged,
        records.counts(),
        removes=tuple(records.removes),
        overwrites=overwritten,
    )


def _refuse_uncounted(sheets: Sequence[Sheet], ledger: Ledger) -> None:
    """Every row of what was read is taken, held or ignored (promise P7); nothing is taken in where one is missing."""
    rows = sum(len(one.rows) for one in sheets)
    counted = ledger.taken + ledger.held_rows + ledger.ignored
    if counted != rows:
        raise refuse.refused(
            "IMP-COUNT",
            ledger.file,
            M(
                "{file} holds {rows} rows, but only {counted} were accounted for",
                file=ledger.file,
                rows=rows,
                counted=counted,
            ),
            M("Nothing was taken in. Send the file and this sentence to whoever looks after the program"),
        )


def _tell_full(sheet: Sheet, ledger: Ledger) -> None:
    """A sheet that ends where a format ends was probably cut there."""
    height, width = (
        (sheet.column_count, sheet.last_row) if sheet.turned else (sheet.last_row, sheet.column_count)
    )
    if height in _FULL_ROWS or width in _FULL_COLUMNS:
        ledger.note(
            "IMP-FULL",
            sheet,
            "",
            f"{height} × {width}",
            M("fewer rows than a sheet can hold; this one is exactly full, what follows may be cut off"),
            remedy=M("Ask whether the table went on"),
        )


def _tell_corrections(source: Source, ledger: Ledger) -> None:
    """A note for each cell that a person corrected, with what the file says there."""
    for name, texts in source.corrections.items():
        for address in texts:
            sheet = source.sheet(name)
            row, column = place(address)
            cell = sheet.row(row).at(column)
            found, effect = cell.original or "", M("It is read as {text}", text=cell.text)
            ledger.note("IMP-CORRECTED", sheet, address, found, M("what was typed here in its place"), effect)


def _not_ours(source: Source) -> RefusedFile:
    return refuse.refused(
        "IMP-NOT-OURS",
        source.name,
        M("{file} has none of our five sheets and no mapping says how to read it", file=source.name),
        M("Choose how its columns are to be read, or use the template"),
    )
