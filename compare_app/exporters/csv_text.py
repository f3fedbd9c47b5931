"""Tables as CSV: UTF-8 with BOM, every field quoted, lines as Windows ends them, nothing a spreadsheet computes (E2).

Numbers are plain decimals in full digits; an absent one is an empty field.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from compare_app.exporters.atomic import write_bytes
from compare_app.exporters.cells import guarded
from compare_app.progress import pause
from compare_app.text.message import Message
from compare_app.text.wording import Wording

Field = str | int | Decimal | None
Heads = Sequence[tuple[str, Message]]
"""Keys and heads in order; the keys are stable, the heads are in the reader's language."""


def csv_writer(stream: TextIO) -> Any:
    """A writer of rows as RFC 4180 has them; the caller guards its texts."""
    return csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")


def csv_text(heads: Heads, rows: Iterable[Mapping[str, Field]], words: Wording) -> str:
    """The table as text, without the BOM; a field that a row lacks is empty, one that no head names is a KeyError."""
    buffer = io.StringIO()
    writer = csv_writer(buffer)
    writer.writerow([guarded(words(title)) for _, title in heads])
    keys = [key for key, _ in heads]
    for row in rows:
        pause()
        if unknown := row.keys() - set(keys):
            raise KeyError(*unknown)
        writer.writerow([_field(row.get(key)) for key in keys])
    return buffer.getvalue()


def write_csv_text(to: Path, text: str) -> None:
    """Write a table; the old file survives a failure."""
    body = text.encode("utf-8-sig")
    write_bytes(to, body)


def _field(value: Field) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return format(value, "f")
        case int():
            return str(value)
    return guarded(value)
