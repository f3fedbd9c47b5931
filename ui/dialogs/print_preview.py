"""The preview of a page; from it the user goes to the printer or to a PDF."""

from __future__ import annotations

from PySide6.QtCore import QTime
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from compare_app.domain.report import Report
from compare_app.text.wording import Wording
from ui.renderer import Renderer
from ui.session import Session


class PagePreview(QPrintPreviewDialog):
    """Qt's preview over our pages. It holds the printer, which Qt only borrows."""

    def __init__(
        self,
        session: Session,
        report: Report,
        renderer: Renderer,
        words: Wording,
        parent: QWidget | None = None,
    ) -> None:
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(report.title)
        super().__init__(self._printer, parent)
        self._report = report
        self._renderer = renderer
        self._words = words
        self._at = QTime.currentTime()
        self.setWindowTitle(words("Print preview"))
        self.paintRequested.connect(self._paint)
        self.finished.connect(self.deleteLater)
        session.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        """What is seen is printed, also after the project went on: of when it is stands in the title."""
        at = self._at.toString("HH:mm:ss")
        self.setWindowTitle(self._words("Print preview: the page as it was at {at}", at=at))

    def _paint(self, printer: QPrinter) -> None:
        self._renderer.printed(self._report, printer)
