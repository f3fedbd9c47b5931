"""A block copied in Excel or WPS, as a table file that the import reads like any other."""

from __future__ import annotations

import csv
from pathlib import Path

from compare_app.domain.number import parse_decimal
from compare_app.text.letters import letters
from compare_app.text.wording import Wording


def write_pasted(text: str, folder: Path, name: str, words: Wording) -> Path | None:
    """Write the block into a folder; None where the text is no block of cells.

    What is copied is what is shown: rounded figures come rounded. A block without a header gets one of column letters.
    """
    rows = _rows(text)
    if not any(len(row) > 1 for row in rows):
        return None
    if not _is_header(rows[0]):
        width = max(len(row) for row in rows)
        rows.insert(0, [words("Column {letter}", letter=letters(at)) for at in range(width)])
    path = folder / f"{name}.tsv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, "excel-tab", lineterminator="\n").writerows(rows)
    return path


def _rows(text: str) -> list[list[str]]:
    """The cells; a spreadsheet puts cells with line breaks into quotation marks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").splitlines(keepends=True)
    return [row for row in csv.reader(lines, "excel-tab") if any(cell.strip() for cell in row)]


def _is_header(row: list[str]) -> bool:
    """More words than figures."""
    filled = [cell for cell in row if cell.strip()]
    figures = sum(parse_decimal(cell.strip().rstrip("%")) is not None for cell in filled)
    return 2 * figures < len(filled)
