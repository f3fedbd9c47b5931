"""What a file is and what it holds, before anything is read into a project."""

from __future__ import annotations

from typing import Final

from compare_app.domain.draft import FilePreview, SheetPreview
from compare_app.errors import AppError
from compare_app.importers.cells import Sheet
from compare_app.importers.own.recognise import recognise
from compare_app.importers.plan_workbook import is_plan
from compare_app.importers.source import Source
from compare_app.importers.tables import tables
from compare_app.progress import Progress
from compare_app.text.message import M

ROWS: Final = 20_000
CELLS: Final = 400_000
_LOOKED_AT: Final = 60


def preview(source: Source, progress: Progress | None = None) -> FilePreview:
    """What a file to be imported holds; a plan that comes back is an AppError that says where it belongs."""
    if is_plan(source):
        raise AppError(
            "IMPORT-PLAN",
            M("{file} is an improvement plan that comes back, no table to import", file=source.name),
            M("Take it back instead: in the menu File, or with `merge` on the command line"),
        )
    return contents(source, progress)


def contents(source: Source, progress: Progress | None = None) -> FilePreview:
    """The sheets of a file with their first rows, those with data first; a file that cannot be read is a RefusedFile.

    `rows[i]` is row i + 1 of the file, blank rows included, so that rows can be pointed at by number.
    """
    shown: list[tuple[tuple[bool, bool], SheetPreview]] = []
    for one in source.sheets:
        sheet = source.sheet(one.name, progress)
        ours = recognise(sheet) is not None
        kind = "" if not sheet.rows or one.hidden else "workbook" if ours else _kind(sheet)
        shown.append(((one.hidden, not sheet.rows), _preview(sheet, kind)))
    shown.sort(key=lambda pair: pair[0])
    return FilePreview(
        source.name,
        source.sha256,
        source.format,
        any(sheet.kind == "workbook" for _, sheet in shown),
        tuple(sheet for _, sheet in shown),
        source.encoding,
        source.separator,
    )


def _kind(sheet: Sheet) -> str:
    """A table has at least two rows and two columns that hold something."""
    wide = sum(sum(bool(cell.text) for cell in row.cells) >= 2 for row in sheet.rows[:_LOOKED_AT])
    return "wide" if wide >= 2 else ""


def _preview(sheet: Sheet, kind: str) -> SheetPreview:
    most = min(ROWS, max(_LOOKED_AT, CELLS // max(1, sheet.column_count)))
    rows = {row.number: tuple(cell.text for cell in row.cells) for row in sheet.rows if row.number <= most}
    return SheetPreview(
        sheet.name,
        tuple(rows.get(number, ()) for number in range(1, min(most, sheet.last_row) + 1)),
        sheet.last_row,
        sheet.column_count,
        len(sheet.hidden_rows) + len(sheet.hidden_columns),
        kind,
        tuple(
            f"{sheet.address(one.top, one.left)}:{sheet.address(one.bottom, one.right)}"
            for one in tables(sheet)
        )
        if kind == "wide"
        else (),
    )
