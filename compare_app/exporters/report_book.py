"""A report as a workbook that people go on writing in: the same blocks, one sheet, printable on A4."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from compare_app.domain.report import Block, Heading, Paragraph, Report, Signatures, Table
from compare_app.exporters.atomic import atomic_write
from compare_app.exporters.cells import fitting
from compare_app.exporters.plan.look import Formats, new_book, toned
from compare_app.exporters.plan_workbook import refuse_live_content
from compare_app.text.wording import Wording

WIDTH: Final = 8  # columns that every block is spread over
COLUMN: Final = 17.0  # characters
_SIZES: Final = {1: 16, 2: 12}


def write_report_book(to: Path, report: Report, sheet: str, words: Wording) -> None:
    """Write headings, paragraphs, tables and boxes to sign; figures belong into the PDF. Text stays text.

    An AppError where the file cannot be written; the old one then is as it was.
    """
    buffer = io.BytesIO()
    book = new_book(buffer)
    formats = Formats(book)
    page = book.add_worksheet(sheet)
    page.set_column(0, WIDTH - 1, COLUMN)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.hide_gridlines(2)
    page.set_footer(f"&L{fitting(report.footer).replace('&', '&&')}&R&P / &N")
    row = 0
    for block in report.blocks:
        row = _write(page, block, row, formats)
    book.set_properties({"title": report.title, "author": ""})
    book.close()
    refuse_live_content(buffer)
    atomic_write(to, lambda temporary: temporary.write_bytes(buffer.getvalue()))


def _write(page: Any, block: Block, row: int, formats: Formats) -> int:
    """One block from a row on; the first row below it."""
    match block:
        case Heading():
            style = formats.get(bold=True, font_size=_SIZES.get(block.level, 11))
            page.merge_range(row, 0, row, WIDTH - 1, fitting(block.text), style)
            page.set_row(row, 30 if block.level == 1 else 24)
            return row + 1
        case Paragraph():
            style = formats.get(text_wrap=True, italic=False, **_quiet(block.style))
            page.merge_range(row, 0, row, WIDTH - 1, fitting(block.text), style)
            page.set_row(row, 15 * (1 + len(block.text) // 110))
            return row + 1
        case Table():
            return _table(page, block, row, formats)
        case Signatures():
            for at, (name, who, day) in enumerate(block.boxes):
                left = at * (WIDTH // len(block.boxes))
                page.write_string(row + 1, left, fitting(f"{name}:"), formats.get(bold=True))
                page.write_string(row + 1, left + 1, fitting(f"{who}  {day}".strip()), formats.get(bottom=1))
            return row + 3
        case _:
            return row


def _quiet(style: str) -> dict[str, object]:
    return {"font_color": "#525D6C", "font_size": 9} if style == "quiet" else {}


def _table(page: Any, table: Table, row: int, formats: Formats) -> int:
    """Its columns share the width of the sheet as they share the width of a page."""
    spans = _spans(table.widths or tuple(1.0 for _ in table.header))
    head = formats.get(bold=True, bg_color="#ECEFF3", border=1, border_color="#D8DDE4", text_wrap=True)
    if any(table.header):
        for (left, right), text in zip(spans, table.header, strict=True):
            _put(page, row, left, right, text, head)
        row += 1
    for cells in table.rows:
        lines = 1
        for (left, right), one in zip(spans, cells, strict=True):
            style = formats.get(
                border=1,
                border_color="#D8DDE4",
                text_wrap=True,
                bold=one.bold,
                align=one.align,
                **toned(one.tone),
            )
            _put(page, row, left, right, one.text, style)
            lines = max(lines, 1 + int(len(one.text) * 1.6 // ((right - left + 1) * COLUMN)))
        page.set_row(row, 16 * lines + 4)
        row += 1
    return row + 1


def _put(page: Any, row: int, left: int, right: int, text: str, style: Any) -> None:
    if right > left:
        page.merge_range(row, left, row, right, fitting(text), style)
    else:
        page.write_string(row, left, fitting(text), style)


def _spans(widths: Sequence[float]) -> list[tuple[int, int]]:
    """First and last sheet column of each table column; every one has at least one."""
    total, count = sum(widths), len(widths)
    spans, left = [], 0
    for at, width in enumerate(widths):
        room = WIDTH - left - (count - at - 1)
        share = max(1, min(room, round(width / total * WIDTH))) if at < count - 1 else max(1, room)
        spans.append((left, left + share - 1))
        left += share
    return spans
