"""Reads the sheets of our workbook in their order into records, row by row; every row is taken, held or ignored."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from compare_app.domain.workbook_layout import EVERY_SHEET, EXAMPLE_MARK
from compare_app.importers.cells import Row
from compare_app.importers.ledger import LEFT_OUT
from compare_app.importers.own import (
    index_figures,
    indicators,
    inspections,
    products,
    requirements,
    results,
    samples,
    schemes,
    standards,
)
from compare_app.importers.own.reading import Fields, Reading
from compare_app.importers.own.recognise import Recognised, refuse_header
from compare_app.progress import Progress
from compare_app.text.fold import key
from compare_app.text.message import M

_TAKERS: Final[Mapping[str, Callable[[Fields], None]]] = {
    "indicators": indicators.take,
    "standards": standards.take,
    "requirements": requirements.take,
    "products": products.take,
    "samples": samples.take_sample,
    "reports": samples.take_report,
    "results": results.take,
    "schemes": schemes.take,
    "inspections": inspections.take,
    "index_figures": index_figures.take,
}
_STEP: Final = 500
_EXAMPLE: Final = re.compile(rf"(?:{'|'.join(EXAMPLE_MARK)})(?![\w\u4e00-\u9fff])")  # 示例行业 is no mark


def read_own(found: Sequence[Recognised], reading: Reading, progress: Progress) -> None:
    """Read every sheet that was recognised. A header twice or missing is a RefusedFile."""
    ordered = sorted(found, key=lambda one: EVERY_SHEET.index(one.layout))
    for one in ordered:
        refuse_header(one, reading.ledger.file)
    total = sum(len(one.sheet.rows) for one in ordered)
    done = 0
    for one in ordered:
        reading.seen.clear()
        _note_columns(one, reading)
        for row in one.sheet.rows:
            if not done % _STEP:
                progress.step(done, total)
            done += 1
            _row(one, row, reading)
    progress.step(done, total)


def _row(one: Recognised, row: Row, reading: Reading) -> None:
    ledger = reading.ledger
    if row.number <= one.header.number or _is_example(row):
        ledger.ignored += 1
        return
    if row.number in one.sheet.hidden_rows:
        ledger.ignored += 1
        return
    texts = [(at, cell.text) for at, cell in enumerate(row.cells) if cell.text.strip()]
    if not texts:
        ledger.ignored += 1
        return
    if all(key(text) == key(one.header.at(at).text) for at, text in texts):
        ledger.ignored += 1
        address = one.sheet.address(row.number, texts[0][0])
        ledger.note(
            "IMP-HEADER-AGAIN",
            one.sheet,
            address,
            texts[0][1],
            M("data; this row repeats the header"),
            LEFT_OUT,
        )
        return
    if not any(at in set(one.columns.values()) for at, _ in texts):
        ledger.ignored += 1
        return
    fields = Fields(reading, one.layout, one.sheet, row, one.columns)
    _TAKERS[one.layout.key](fields)
    if fields.held:
        ledger.held_rows += 1
    else:
        ledger.taken += 1


def _is_example(row: Row) -> bool:
    return any(_EXAMPLE.match(cell.text.strip()) for cell in row.cells)


def _note_columns(one: Recognised, reading: Reading) -> None:
    ledger, sheet = reading.ledger, one.sheet
    for at in one.unknown:
        ledger.note(
            "IMP-COLUMN",
            sheet,
            sheet.address(one.header.number, at),
            one.header.at(at).text,
            M("a header of the sheet {sheet}", sheet=one.layout.zh),
            M("The column is left out"),
            M("Rename it if one of our columns is meant"),
        )
    hidden = [row for row in sheet.rows if row.number in sheet.hidden_rows]
    if hidden:
        ledger.note(
            "IMP-HIDDEN-ROWS",
            sheet,
            sheet.address(hidden[0].number, 0),
            str(len(hidden)),
            M("visible rows; {count} are hidden or filtered out", count=len(hidden)),
            LEFT_OUT,
            M("Unhide them and import again if they are meant"),
        )
