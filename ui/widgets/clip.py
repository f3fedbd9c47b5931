"""Cells for the clipboard: TSV for anything, HTML so that Excel and WPS keep text as text."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QMimeData


def to_tsv(rows: Sequence[Sequence[str]]) -> str:
    """Rows as tab-separated text; a cell with a tab, a line break or a quote is quoted, as Excel does."""
    return "\n".join("\t".join(_quoted(cell) for cell in row) for row in rows)


def _quoted(text: str) -> str:
    if any(sign in text for sign in '\t\n\r"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def to_html(rows: Sequence[Sequence[str]], *, header: bool = False) -> str:
    """Rows as an HTML table built from the cells, never by splitting the TSV again.

    The number format `@` keeps 001000 and 5.00 as typed when it is pasted into a spreadsheet.
    """
    lines = []
    for number, row in enumerate(rows):
        tag = "th" if header and number == 0 else "td"
        cells = "".join(
            f"<{tag} style=\"mso-number-format:'\\@'\">{html.escape(cell).replace(chr(10), '<br>')}</{tag}>"
            for cell in row
        )
        lines.append(f"<tr>{cells}</tr>")
    return (
        '<html><head><meta charset="utf-8"></head><body><table>' + "".join(lines) + "</table></body></html>"
    )


def mime(rows: Sequence[Sequence[str]], *, header: bool = False) -> QMimeData:
    """Both forms together."""
    data = QMimeData()
    data.setText(to_tsv(rows))
    data.setHtml(to_html(rows, header=header))
    return data
