"""The preview of a page; from it the user goes to the printer or to a PDF."""

from __future__ import annotations

from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from compare_app.domain.report import Report
from compare_app.text.wording import Wording
from ui.renderer import Renderer


class PagePreview(QPrintPreviewDialog):
    """Qt's preview over our pages. It holds the printer, which Qt only borrows."""

    def __init__(
        self, report: Report, renderer: Renderer, words: Wording, parent: QWidget | None = None
    ) -> None:
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(report.title)
        super().__init__(self._printer, parent)
        self._report = report
        self._renderer = renderer
        self.setWindowTitle(words("Print preview"))
        self.paintRequested.connect(self._paint)
        self.finished.connect(self.deleteLater)

    def _paint(self, printer: QPrinter) -> None:
        self._renderer.printed(self._report, printer)
