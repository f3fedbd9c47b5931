"""Text tables (.csv, .tsv, .txt): encoding and separator by rules that do not guess, every field as it is written.

Encoding: see `encodings`; the user may overrule it. Separator: the one under which the rows agree in their number of
fields.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from typing import Final

from compare_app.importers import refuse
from compare_app.importers.cells import EMPTY, Cell, Row, Sheet
from compare_app.importers.formats.encodings import Guess, guess
from compare_app.progress import Progress, Quiet
from compare_app.text.fold import clean
from compare_app.text.message import M

SEPARATORS: Final = (",", ";", "\t", "|")
_LOOKED_AT: Final = 200  # rows


@dataclass(frozen=True, slots=True)
class TextTable:
    """A text table with what was found out about it."""

    sheet: Sheet
    encoding: str
    separator: str
    ragged: tuple[int, ...] = ()  # rows with fewer or more fields than the rest
    others: tuple[str, ...] = ()  # encodings that are possible as well, where it was guessed


def read_text(
    data: bytes,
    file: str,
    sheet: str,
    encoding: str = "",
    separator: str = "",
    progress: Progress | None = None,
) -> TextTable:
    """The table in a text file; what cannot be decoded or split is a RefusedFile that says where."""
    found = Guess(encoding) if encoding else _guessed(data, file)
    encoding = found.encoding
    text = _decode(data, encoding, file)
    if "\x00" in text:
        raise refuse.refused(
            "IMP-NUL",
            file,
            M(
                "{file} contains a zero byte in line {line}: it is no text table",
                file=file,
                line=_line(text, "\x00"),
            ),
        )
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        separator, text = separator or first.strip()[4], "\n" + rest
    separator = separator or guess_separator(text)
    rows, lengths = _split(text, separator, file, progress or Quiet())
    usual = Counter(lengths.values()).most_common(1)[0][0] if lengths else 0
    ragged = tuple(number for number, length in lengths.items() if length != usual)
    return TextTable(Sheet(sheet, rows), encoding, separator, ragged, found.others)


def _guessed(data: bytes, file: str) -> Guess:
    found = guess(data)
    if found is None:
        raise refuse.refused(
            "IMP-ENCODING",
            file,
            M("{file} is in no encoding that can be told from its bytes", file=file),
            M("Choose its encoding in the preview, or save it as .xlsx"),
        )
    return found


def _decode(data: bytes, encoding: str, file: str) -> str:
    try:
        return clean_lines(data.decode(encoding))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise refuse.refused(
            "IMP-ENCODING",
            file,
            M(
                "{file} cannot be read as {encoding}: line {line} does not fit",
                file=file,
                encoding=encoding,
                line=line,
            ),
            M("Choose another encoding, or save the file as .xlsx"),
        ) from error
    except LookupError as error:
        raise refuse.refused(
            "IMP-ENCODING",
            file,
            M("There is no encoding named {encoding}", encoding=encoding),
            M("Choose utf-8, gb18030 or utf-16"),
        ) from error


def clean_lines(text: str) -> str:
    """One kind of line end, and nothing after the Ctrl-Z with which old programs end a file."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").rstrip("\x1a")


def guess_separator(text: str) -> str:
    """The separator under which most rows have the same number of fields, more than one; a comma for one column."""
    lines = text.split("\n", _LOOKED_AT + 1)[:_LOOKED_AT]
    sample = "\n".join(lines)
    best, best_score = ",", (0.0, 0)
    for candidate in SEPARATORS:
        try:
            counts = Counter(
                len(row) for row in csv.reader(sample.splitlines(keepends=True), delimiter=candidate) if row
            )
        except csv.Error:
            continue
        counts.pop(1, None)
        if not counts:
            continue
        fields, times = counts.most_common(1)[0]
        score = (round(times / max(1, sum(map(bool, lines))), 2), fields)
        if score > best_score:
            best, best_score = candidate, score
    return best


def _split(text: str, separator: str, file: str, progress: Progress) -> tuple[list[Row], dict[int, int]]:
    """Rows, and the number of fields of each. A row's number is that of its record, as a spreadsheet would count."""
    made: dict[str, Cell] = {"": EMPTY}
    rows: list[Row] = []
    lengths: dict[int, int] = {}
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    start = 1
    number = 0
    try:
        for number, fields in enumerate(reader, 1):
            start = reader.line_num + 1
            if not number % 500:
                progress.step(number, 0)
            if not any(fields):
                continue
            cells = []
            for field in fields:
                cell = made.get(field)
                if cell is None:
                    cell = made[field] = Cell(clean(field))
                cells.append(cell)
            lengths[number] = len(cells)
            rows.append(Row(number, cells))
    except csv.Error as error:
        what = str(error)
        if "unexpected end" in what:
            raise refuse.refused(
                "IMP-QUOTE",
                file,
                M("{file}: the quotation mark opened in line {line} is never closed", file=file, line=start),
                M("Close or delete the quotation mark in that line"),
            ) from error
        if "field larger" in what:
            raise refuse.refused(
                "IMP-FIELD",
                file,
                M("{file}: line {line} holds a field of more than 128 kB", file=file, line=start),
            ) from error
        raise refuse.refused(
            "IMP-QUOTE",
            file,
            M("{file}: line {line} has a quotation mark where none may stand", file=file, line=start),
            M("Write a quotation mark inside a field twice, or delete it"),
        ) from error
    return rows, lengths


def _line(text: str, sign: str) -> int:
    return text.count("\n", 0, text.index(sign)) + 1
