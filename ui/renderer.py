"""The offscreen renderer: charts and reports on paper, drawn by the code that draws the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRect, QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from compare_app.domain.charts import ChartSpec, NoChart
from compare_app.domain.renderer import Look
from compare_app.domain.report import (
    Fact,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Report,
    Signatures,
    Table,
    TableCell,
)
from compare_app.domain.tone import Tone
from compare_app.errors import AppError
from compare_app.progress import pause
from compare_app.text.message import M
from compare_app.text.wording import LANGUAGES, Wording
from ui.assets import load_fonts
from ui.charts.frame import Frame
from ui.charts.language import language_of_chart, language_of_report
from ui.charts.layout import lay_out
from ui.charts.lettering import Lettering
from ui.charts.paint import Brushes, paint
from ui.charts.picture import Picture
from ui.theme import Theme, theme_of

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

LOGICAL_DPI: Final = 96.0
MM_PER_INCH: Final = 25.4
SVG_DPI: Final = 2540  # 100 units a millimetre: every size is exact to 0.01 mm
PDF_DPI: Final = 1200
MOST_PIXELS: Final = 400_000_000
DEFAULT_LOOK: Final = Look()


class Renderer:
    """Draws specs to files. Needs a QGuiApplication, not a screen; files appear whole or not at all."""

    def __init__(self) -> None:
        self._families = load_fonts()
        self._wordings: dict[str, Wording] = {}

    def practise(self) -> None:
        """Draw one picture and one page of everything into memory: every class of Qt that drawing needs is made by it.

        For the window, before it lets a worker draw: in a worker none may be made (`ui.warming`).
        """
        from ui.charts.logo import drawn_once
        from ui.charts.report import page_images, write_report

        nothing = NoChart("—", "—")
        for suffix in (".png", ".svg", ".pdf"):
            picture = self.drawn(nothing, suffix, width_mm=40, height_mm=30, dpi=96)
            if suffix == ".png":
                drawn_once(picture)
        cell = TableCell("—")
        blocks = (
            Heading("—"),
            Paragraph("—"),
            Table(("—",), ((cell,),), caption="—"),
            Figure(nothing, 40, 30),
            Facts((Fact.plain("—", "—", "—", Tone.BETTER),)),
            Signatures((("—", "—", "—"),)),
        )
        report = Report("—", "—", blocks)
        words = self._words(LANGUAGES[0])
        write_report(report, self._families, words)
        page_images(report, self._families, words, 200)

    def chart(
        self,
        spec: ChartSpec,
        to: Path,
        *,
        width_mm: float,
        height_mm: float,
        dpi: int,
        look: Look = DEFAULT_LOOK,
    ) -> None:
        """Write one chart; the suffix of `to` says png, svg or pdf. Pixels = mm / 25.4 × dpi.

        SVG and PDF are vector and their text can be searched; `dpi` concerns PNG only. A size that is no size, an
        unknown suffix or a place that cannot be written is an AppError.
        """
        suffix = to.suffix.lower()
        _replace(
            to,
            self.drawn(spec, suffix or to.name, width_mm=width_mm, height_mm=height_mm, dpi=dpi, look=look),
        )

    def drawn(
        self,
        spec: ChartSpec,
        suffix: str,
        *,
        width_mm: float,
        height_mm: float,
        dpi: int,
        look: Look = DEFAULT_LOOK,
    ) -> bytes:
        """The same as bytes, for the clipboard."""
        if not (width_mm > 0 and height_mm > 0 and dpi > 0):
            raise AppError("CHART-SIZE", M("A chart needs a width, a height and a resolution above zero"))
        draw = {".png": self._png, ".svg": self._svg, ".pdf": self._pdf}.get(suffix)
        if draw is None:
            raise AppError(
                "CHART-FORMAT",
                M("{suffix} is no picture format we write", suffix=suffix),
                M("Choose .png, .svg or .pdf"),
            )
        if suffix == ".png" and width_mm * height_mm * (dpi / MM_PER_INCH) ** 2 > MOST_PIXELS:
            raise AppError(
                "CHART-SIZE",
                M("The picture would have more than {n} million pixels", n=MOST_PIXELS // 1_000_000),
                M("Choose a lower resolution, or SVG or PDF"),
            )
        pause()
        picture, theme, brushes = self._picture(spec, width_mm, height_mm, look)

        def paint_on(painter: QPainter, scale: float) -> None:
            painter.scale(scale, scale)
            paint(picture, painter, brushes, theme)

        return draw(picture, width_mm, height_mm, dpi, paint_on)

    def report(self, report: Report, to: Path) -> int:
        """Write a report as PDF (A4) and return the number of pages."""
        from ui.charts.report import write_report

        words = self._words(language_of_report(report))
        data, pages = write_report(report, self._families, words)
        _replace(to, data)
        return pages

    def logo(self, data: bytes) -> bytes:
        """A PNG, JPEG or SVG as the PNG that is kept as the enterprise's logo."""
        from ui.charts.logo import drawn_once

        return drawn_once(data)

    def pages(self, report: Report, width: int) -> list[QImage]:
        """The pages of a report as images `width` pixels wide, for a preview on the screen."""
        from ui.charts.report import page_images

        return page_images(report, self._families, self._words(language_of_report(report)), width)

    def printed(self, report: Report, printer: QPrinter) -> int:
        """Paint a report on a printer or its preview and return the number of pages."""
        from ui.charts.report import print_report

        return print_report(report, self._families, self._words(language_of_report(report)), printer)

    def _picture(
        self, spec: ChartSpec, width_mm: float, height_mm: float, look: Look
    ) -> tuple[Picture, Theme, Brushes]:
        theme = theme_of(dark=look.dark)
        lettering = Lettering(self._families, look.scale)
        width, height = (length / MM_PER_INCH * LOGICAL_DPI for length in (width_mm, height_mm))
        words = self._words(language_of_chart(spec))
        picture = lay_out(spec, Frame(width, height, theme, lettering, words, paper=True))
        return picture, theme, Brushes(lettering)

    def _words(self, language: str) -> Wording:
        if language not in self._wordings:
            self._wordings[language] = Wording.load(language)
        return self._wordings[language]

    def _png(
        self,
        picture: Picture,
        width_mm: float,
        height_mm: float,
        dpi: int,
        paint_on: Callable[[QPainter, float], None],
    ) -> bytes:
        width, height = (max(1, round(length / MM_PER_INCH * dpi)) for length in (width_mm, height_mm))
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.setDotsPerMeterX(round(dpi / MM_PER_INCH * 1000))
        image.setDotsPerMeterY(round(dpi / MM_PER_INCH * 1000))
        image.fill(picture.ground)
        painter = QPainter(image)
        paint_on(painter, dpi / LOGICAL_DPI)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(buffer.data().data())

    def _svg(
        self,
        picture: Picture,
        width_mm: float,
        height_mm: float,
        dpi: int,
        paint_on: Callable[[QPainter, float], None],
    ) -> bytes:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setResolution(SVG_DPI)
        size = QSize(round(width_mm * 100), round(height_mm * 100))
        generator.setSize(size)
        generator.setViewBox(QRect(0, 0, size.width(), size.height()))
        generator.setTitle(picture.summary)
        painter = QPainter(generator)
        paint_on(painter, SVG_DPI / LOGICAL_DPI)
        painter.end()
        return bytes(buffer.data().data())

    def _pdf(
        self,
        picture: Picture,
        width_mm: float,
        height_mm: float,
        dpi: int,
        paint_on: Callable[[QPainter, float], None],
    ) -> bytes:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(PDF_DPI)
        writer.setTitle(picture.summary)
        size = QPageSize(
            QSizeF(width_mm, height_mm), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch
        )
        writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
        painter = QPainter(writer)
        paint_on(painter, PDF_DPI / LOGICAL_DPI)
        painter.end()
        return bytes(buffer.data().data())


def _replace(to: Path, data: bytes) -> None:
    """Put the finished file in place of what stood there, by the door that everything goes out by."""
    from compare_app.workspace import write_bytes

    write_bytes(to, data)
