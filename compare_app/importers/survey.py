"""What a file needs before it can be taken in: nothing (a workbook of ours), a remembered mapping, or a person."""

from __future__ import annotations

from pathlib import Path

from compare_app.domain.draft import FilePreview
from compare_app.domain.mapping import TableMapping
from compare_app.domain.model import ImportMapping
from compare_app.domain.project import Project
from compare_app.errors import AppError
from compare_app.importers.mapping_json import fingerprint, from_json
from compare_app.importers.preview import preview
from compare_app.importers.propose import propose_mapping
from compare_app.importers.source import Source
from compare_app.progress import Progress
from compare_app.text.message import M


def known_mapping(
    path: Path, source: Source, project: Project, sheet: str = "", progress: Progress | None = None
) -> TableMapping | None:
    """How to read a file without asking: None for a workbook of ours, otherwise the mapping remembered for its headers.

    An AppError where nobody has said yet how to read it.
    """
    for batch in reversed(project.batches()):
        if batch.sha256 == source.sha256 and not batch.undone:  # these very bytes: as they were read before
            return from_json(batch.mapping) if batch.mapping else None
    found = preview(source, progress)
    if found.ours:
        return None
    refuse_without_rows(found)
    mapping = propose_mapping(source, sheet or likeliest(found), project, progress)
    if fingerprint(mapping) in {one.fingerprint for one in project.all(ImportMapping).values()}:
        return mapping
    if source.format == "csv" and path.suffix.lower() in (".xlsx", ".xlsm", ".xls"):
        raise AppError(
            "IMPORT-TEXT",
            M("{file} is no workbook: its content is text", file=path.name),
            M(
                "Rename it to {name} and import that; how to read its columns is said with --propose M.json, then "
                "--mapping M.json",
                name=path.with_suffix(".csv").name,
            ),
        )
    raise AppError(
        "IMPORT-MAPPING",
        M("{file} is not our five-sheet workbook and no mapping says how to read it", file=path.name),
        M("Write a proposal with --propose M.json, look it over, and pass it with --mapping M.json"),
    )


def likeliest(found: FilePreview) -> str:
    """The sheet with the most cells among those that are seen first: those with data."""
    return max(found.sheets, key=lambda one: (bool(one.kind), one.row_count * one.column_count)).name


def refuse_without_rows(found: FilePreview) -> None:
    """An AppError where no sheet holds a row."""
    if not any(sheet.row_count for sheet in found.sheets):
        raise AppError(
            "IMPORT-NO-ROWS",
            M("{file} holds no rows", file=found.name),
            M("Choose another file, or save the table again"),
        )
