"""A page on paper: its tables as they are looked at, with their filters said, and its charts; headers are repeated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt

from compare_app.domain.charts import NoChart
from compare_app.domain.digest import NOTICE
from compare_app.domain.report import Block, Figure, Heading, Paragraph, Report, Table, TableCell
from compare_app.text.wording import Wording
from ui.pages.chart_box import ChartBox
from ui.pages.page import Page
from ui.tables.filter_words import filters_said
from ui.tables.grid_view import GridView

MOST_ROWS: Final = 2_000  # of one table; a longer one belongs into a workbook
ROWS_MEASURED: Final = 60
LEAST_SHARE, MOST_SHARE = 6, 24  # letters; more than a few words are broken into lines
FIGURE_MM: Final = (255.0, 150.0)


def report_of(page: Page) -> Report:
    """What is seen on a page, as a report in the page's language, A4 across."""
    words, session = page.words, page.session
    product = session.product
    title = words(page.title)
    named = f"{title} · {product.name}" if page.needs_product and product is not None else title
    on = words("Reference date {on}", on=session.on)
    blocks: list[Block] = [Heading(named), Paragraph(f"{session.project.name} · {on}".strip(" ·"), "quiet")]
    for view in page.findChildren(GridView):
        if view.isVisible() and view.row_count():
            blocks += _table(view, words)
    for box in page.findChildren(ChartBox):
        if box.isVisible() and box.spec is not None and not isinstance(box.spec, NoChart):
            blocks.append(Figure(box.spec, *FIGURE_MM))
    blocks.append(Paragraph(words(NOTICE), "quiet"))
    return Report(
        title=named, footer=f"{named} · {session.on.isoformat()}", blocks=tuple(blocks), landscape=True
    )


def _share(texts: Sequence[str]) -> float:
    """How much of the page a column wants: its longest text, ideographs counting twice, at most a few words."""
    longest = max(sum(2 if ord(sign) > 0x2E7F else 1 for sign in text) for text in texts)
    return float(min(MOST_SHARE, max(LEAST_SHARE, longest + 3)))


def _table(view: GridView, words: Wording) -> list[Block]:
    """A table without its hidden columns, in the order it is seen in; columns share the page by their longest words."""
    model = view.rows_model
    columns = view.columns.seen()
    shown = min(model.rowCount(), MOST_ROWS)
    rows = []
    for row in range(shown):
        cells = (model.cell(model.index(row, at)) for at in columns)
        rows.append(tuple(TableCell(one.text, one.tone, one.align, one.bold) for one in cells))
    header = tuple(
        str(model.headerData(at, Qt.Orientation.Horizontal) or "").replace("\n", " ").strip()
        for at in columns
    )
    widths = tuple(
        _share([title, *(row[at].text for row in rows[:ROWS_MEASURED])]) for at, title in enumerate(header)
    )
    blocks: list[Block] = [Heading(view.accessibleName(), 2)]
    filters = filters_said(model, words)
    if filters:
        blocks.append(Paragraph(filters, "quiet"))
    blocks.append(Table(header, tuple(rows), widths))
    if shown < model.rowCount():
        blocks.append(Paragraph(words("… and {n} more", n=model.rowCount() - shown), "quiet"))
    return blocks
