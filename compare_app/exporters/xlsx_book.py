"""XlsxWriter's workbook as ours: text stays text, and it stops between two rows when nobody wants it any more."""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from compare_app.progress import pause

AS_TEXT: Final = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}


class Sheet(Worksheet):  # type: ignore[misc]  # XlsxWriter says no types
    """A sheet that is put into its file row by row, which is a third of the time that a large one takes."""

    def _write_row(self, *row: Any, **more: Any) -> None:
        pause()
        super()._write_row(*row, **more)

    def let_go(self) -> None:
        """Close the part that was being written: Windows removes no file that is open."""
        if self.fh is not None and not self.fh.closed:
            self.fh.close()


class Book(Workbook):  # type: ignore[misc]
    """A workbook of such sheets."""

    worksheet_class = Sheet

    def close(self) -> None:
        """Put the workbook together; where that is left half way, nothing stays open."""
        try:
            super().close()
        except BaseException:
            for sheet in self.worksheets():
                sheet.let_go()
            raise
