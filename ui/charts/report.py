"""A report on A4: pieces flow into pages, tables repeat their header, every page has its footer and its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from compare_app.domain.report import Heading, PageBreak, Report
from compare_app.progress import pause
from compare_app.text.wording import Wording
from ui.charts.frame import Frame, Pad, panel
from ui.charts.lettering import Lettering
from ui.charts.logo import ROOM, paint_logo
from ui.charts.paint import Brushes, paint
from ui.charts.picture import Picture, Size, Strokes, Words
from ui.charts.report_blocks import MM, Piece, pieces_of
from ui.theme import LIGHT

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PDF_DPI: Final = 1200
SIDE, TOP, BOTTOM, FOOTER = 15 * MM, 13 * MM, 18 * MM, 9 * MM
SHORT, LONG = 210 * MM, 297 * MM
TIGHTER: Final = (1.0, 0.95, 0.9, 0.85)


@dataclass(slots=True)
class Page:
    """One page: what its pieces drew, and its figures with their places."""

    pad: Pad
    figures: list[tuple[Picture, float, float]] = field(default_factory=list)


def write_report(report: Report, families: tuple[str, ...], words: Wording) -> tuple[bytes, int]:
    """The PDF and the number of its pages."""
    pages, frame = set_pages(report, families, words)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(PDF_DPI)
    writer.setTitle(report.title)
    writer.setCreator("Dual Compare")
    writer.setPageLayout(_layout(report))
    _paint_pages(writer, report, pages, frame, PDF_DPI)
    return bytes(buffer.data().data()), len(pages)


def print_report(report: Report, families: tuple[str, ...], words: Wording, printer: QPrinter) -> int:
    """Paint the report on a printer (or the preview of one) and return the number of pages. The paper is A4."""
    pages, frame = set_pages(report, families, words)
    printer.setFullPage(True)  # first: a layout without margins is refused otherwise
    printer.setPageLayout(_layout(report))
    _paint_pages(printer, report, pages, frame, printer.resolution())
    return len(pages)


def _layout(report: Report) -> QPageLayout:
    way = QPageLayout.Orientation.Landscape if report.landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF(0, 0, 0, 0))


def _paint_pages(
    device: QPagedPaintDevice, report: Report, pages: Sequence[Page], frame: Frame, dpi: int
) -> None:
    painter = QPainter(device)
    brushes = Brushes(frame.type)
    try:
        for number, page in enumerate(pages, start=1):
            pause()
            if number > 1:
                device.newPage()
            painter.save()
            painter.scale(dpi / 96, dpi / 96)
            _paint_page(painter, _sheet(report, page, frame, number, len(pages)), page, brushes, frame)
            if number == 1 and report.logo is not None:
                paint_logo(painter, report.logo, SIDE + frame.width, TOP)
            painter.restore()
    finally:
        painter.end()  # before its device goes, which may be on the way out


def page_images(report: Report, families: tuple[str, ...], words: Wording, width: int) -> list[QImage]:
    """The same pages as images `width` pixels wide, for a preview."""
    pages, frame = set_pages(report, families, words)
    brushes = Brushes(frame.type)
    images = []
    for number, page in enumerate(pages, start=1):
        sheet = _sheet(report, page, frame, number, len(pages))
        scale = width / sheet.width
        image = QImage(width, round(sheet.height * scale), QImage.Format.Format_RGB32)
        image.fill(sheet.ground)
        painter = QPainter(image)
        painter.scale(scale, scale)
        _paint_page(painter, sheet, page, brushes, frame)
        if number == 1 and report.logo is not None:
            paint_logo(painter, report.logo, SIDE + frame.width, TOP)
        painter.end()
        images.append(image)
    return images


def _paint_page(painter: QPainter, sheet: Picture, page: Page, brushes: Brushes, frame: Frame) -> None:
    """Body and footer, then the figures in their places."""
    paint(sheet, painter, brushes, frame.theme)
    for picture, x, y in page.figures:
        painter.save()
        painter.translate(SIDE + x, TOP + y)
        paint(picture, painter, brushes, frame.theme)
        painter.restore()


def set_pages(report: Report, families: tuple[str, ...], words: Wording) -> tuple[list[Page], Frame]:
    """The pages and the frame they were set in. A report without page breaks is meant for one page: it is set a
    little tighter before it spills over to a second.
    """
    single = not report.landscape and not any(isinstance(block, PageBreak) for block in report.blocks)
    first: tuple[list[Page], Frame] | None = None
    for scale in TIGHTER if single else TIGHTER[:1]:
        frame = _frame(report, families, words, scale)
        pages = _flow(_pieces(report, frame), frame)
        if len(pages) <= 1:
            return pages, frame
        first = first or (pages, frame)
        if len(pages) > 2:
            break
    assert first is not None
    return first


def _pieces(report: Report, frame: Frame) -> list[list[Piece]]:
    """The pieces of every block; the first heading leaves the corner to the logo and is as high as it."""
    pieces = []
    for block in report.blocks:
        pause()
        pieces.append(pieces_of(block, frame))
    at = next((at for at, block in enumerate(report.blocks) if isinstance(block, Heading)), None)
    if report.logo is not None and at is not None:
        wide, high = report.logo.within(*ROOM)
        beside = replace(frame, width=frame.width - wide - frame.px(16))
        pieces[at] = [
            replace(one, height=max(one.height, high)) for one in pieces_of(report.blocks[at], beside)
        ]
    return pieces


def _frame(report: Report, families: tuple[str, ...], words: Wording, scale: float) -> Frame:
    width, height = (LONG, SHORT) if report.landscape else (SHORT, LONG)
    type_ = Lettering(families, scale)
    return Frame(width - 2 * SIDE, height - TOP - BOTTOM, LIGHT, type_, words, paper=True)


def _flow(blocks: Sequence[Sequence[Piece]], frame: Frame) -> list[Page]:
    """Pieces onto pages, in order. What must stay together moves to the next page together."""
    pieces = [piece for block in blocks for piece in block]
    pages = [Page(Pad(frame))]
    y = 0.0
    for index, piece in enumerate(pieces):
        if piece.breaks:
            if y > 0:
                pages.append(Page(Pad(frame)))
                y = 0.0
            continue
        before = piece.before if y > 0 else 0.0
        if y > 0 and y + before + _held_together(pieces, index) > frame.height + 0.5:
            pages.append(Page(Pad(frame)))
            y, before = 0.0, 0.0
            if piece.header is not None:
                piece.header.draw(pages[-1].pad, 0.0)
                y = piece.header.height
        page = pages[-1]
        y += before
        piece.draw(page.pad, y)
        if piece.picture is not None:
            left = (frame.width - piece.picture.width) / 2
            page.figures.append((piece.picture, left, y))
        y += piece.height
    if len(pages) > 1 and not pages[-1].pad.ops and not pages[-1].figures:
        pages.pop()
    return pages


def _held_together(pieces: Sequence[Piece], index: int) -> float:
    """The height of a piece and of all that it must not be parted from."""
    height = pieces[index].height
    while pieces[index].keep and index + 1 < len(pieces) and not pieces[index + 1].breaks:
        index += 1
        height += pieces[index].before + pieces[index].height
    return height


def _sheet(report: Report, page: Page, frame: Frame, number: int, count: int) -> Picture:
    """The page without its figures: body and footer."""
    width, height = frame.width + 2 * SIDE, frame.height + TOP + BOTTOM
    pad = Pad(frame)
    top = height - FOOTER - frame.px(6)
    pad.add(Strokes(((SIDE, top, width - SIDE, top),), frame.theme.line, 0.8))
    numbers = f"{number} / {count}"
    length = frame.type.width(numbers, Size.SMALL)
    baseline = top + frame.px(4)
    pad.text(
        SIDE,
        baseline,
        report.footer,
        Size.SMALL,
        frame.theme.text_quiet,
        width=frame.width - length - frame.px(16),
    )
    pad.ops.append(Words(width - SIDE - length, baseline + frame.type.ascent(Size.SMALL), numbers,
                         frame.theme.text_quiet, Size.SMALL))  # fmt: skip
    body = panel(SIDE, TOP, frame.width, frame.height, [page.pad.strip(0, frame.height)])
    foot = panel(0, 0, width, height, [pad.strip(0, height)])
    return Picture(width, height, frame.theme.surface_raised, (body, foot), report.title)
