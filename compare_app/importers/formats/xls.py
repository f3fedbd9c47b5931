"""Workbooks of Excel 2.0 to 2003 (.xls), through xlrd: it alone of the readers knows their number formats."""

from __future__ import annotations

import io
from typing import Any, Final

import xlrd

from compare_app.importers import refuse
from compare_app.importers.cells import EMPTY, Cell, CellKind, Merge, Sheet, SheetName
from compare_app.importers.formats.number_format import NumberFormat, number_cell, stored_text, understand
from compare_app.importers.formats.rows import Rows
from compare_app.progress import Progress, Quiet
from compare_app.text.fold import clean

_MACROS: Final = "_VBA_PROJECT_CUR".encode("utf-16-le")
_ENCRYPTED: Final = "encrypted"


class Workbook:
    """An open .xls. All its sheets are read at once: the format has at most 65 536 rows."""

    def __init__(self, file: str, data: bytes) -> None:
        self._file = file
        try:
            self._book: Any = _opened(data)
        except MemoryError:
            raise
        except Exception as error:  # the reader raises whatever the bytes lead it to
            if _ENCRYPTED in str(error):
                raise refuse.encrypted(file) from error
            raise refuse.damaged(file, str(error) or type(error).__name__) from error
        self.macros = _MACROS in data
        self.comments = False  # xlrd does not tell
        self.sheets = tuple(SheetName(clean(one.name), one.visibility != 0) for one in self._book.sheets())
        if not self.sheets:
            raise refuse.damaged(file)
        self._formats: dict[int, NumberFormat] = {}
        self._made: dict[tuple[int, object, int], Cell] = {}

    def close(self) -> None:
        """Let go of the file."""
        self._book.release_resources()

    def sheet(self, name: str, progress: Progress | None = None) -> Sheet:
        """The cells of a sheet. A sheet that is not there is a RefusedFile."""
        watched = progress or Quiet()
        for one, found in zip(self.sheets, self._book.sheets()):
            if one.name == name:
                return self._sheet(name, found, watched)
        raise refuse.no_sheet(self._file, name, self.sheets)

    def _sheet(self, name: str, found: Any, progress: Progress) -> Sheet:
        rows = Rows(self._file, name)
        for at in range(found.nrows):
            if not at % 500:
                progress.step(at, found.nrows)
            rows.put(at + 1, [self._cell(one) for one in found.row(at)])
        return Sheet(
            name,
            rows.all(),
            tuple(Merge(top + 1, left, bottom, right - 1) for top, bottom, left, right in found.merged_cells),
            frozenset(at + 1 for at, info in found.rowinfo_map.items() if info.hidden),
            frozenset(at for at, info in found.colinfo_map.items() if info.hidden and at < rows.widest),
            since_1904=bool(self._book.datemode),
        )

    def _cell(self, cell: Any) -> Cell:
        asked = cell.ctype, cell.value, cell.xf_index or 0
        made = self._made.get(asked)
        if made is None:
            made = self._made[asked] = self._new(*asked)
        return made

    def _new(self, kind: int, value: Any, style: int) -> Cell:
        match kind:
            case xlrd.XL_CELL_TEXT:
                return Cell(clean(value)) if value else EMPTY
            case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
                return number_cell(stored_text(value), self._format(style), bool(self._book.datemode))
            case xlrd.XL_CELL_BOOLEAN:
                return Cell("TRUE" if value else "FALSE", CellKind.BOOLEAN)
            case xlrd.XL_CELL_ERROR:
                return Cell(xlrd.error_text_from_code.get(value, f"#{value}"), CellKind.ERROR)
            case _:
                return EMPTY

    def _format(self, style: int) -> NumberFormat:
        known = self._formats.get(style)
        if known is None:
            code = ""
            if 0 <= style < len(self._book.xf_list):
                form = self._book.format_map.get(self._book.xf_list[style].format_key)
                code = form.format_str if form is not None else ""
            known = self._formats[style] = understand(code or "General")
        return known


def _opened(data: bytes) -> Any:
    """As it is; where only its table of sectors is odd, in spite of that, as Excel does."""
    wanted: dict[str, Any] = {"file_contents": data, "formatting_info": True, "ragged_rows": True}
    try:
        return xlrd.open_workbook(**wanted, logfile=io.StringIO())
    except xlrd.compdoc.CompDocError:
        return xlrd.open_workbook(**wanted, logfile=io.StringIO(), ignore_workbook_corruption=True)
