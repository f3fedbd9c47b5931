"""The enterprise's logo: any picture of theirs as one PNG, and its place at the top of a first page."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtSvg import QSvgRenderer

from compare_app.domain.logo import LONGEST
from compare_app.domain.report import Logo
from compare_app.errors import AppError
from compare_app.text.message import M

MM: Final = 96 / 25.4  # logical pixels a millimetre
ROOM: Final = (42 * MM, 13 * MM)  # on paper, at most
MOST_PIXELS: Final = 40_000_000  # of the picture as it comes


def drawn_once(data: bytes) -> bytes:
    """A PNG, JPEG or SVG as PNG, its longer side `LONGEST` pixels at most; an AppError where it cannot be drawn."""
    image = _svg(data) if b"<svg" in data[:4096].lower() else _pixels(data)
    if image.isNull():
        raise AppError(
            "LOGO-DAMAGED", M("The picture cannot be drawn"), M("Save it anew as PNG and choose that")
        )
    longest = max(image.width(), image.height())
    if longest > LONGEST:
        image = image.scaled(
            QSize(LONGEST, LONGEST),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    image.setDotsPerMeterX(3780)  # 96 dpi: what it says of its size is not used
    image.setDotsPerMeterY(3780)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _pixels(data: bytes) -> QImage:
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)  # photographs say in which way they were held
    size = reader.size()
    if size.width() * size.height() > MOST_PIXELS:
        return QImage()
    return reader.read()


def _svg(data: bytes) -> QImage:
    renderer = QSvgRenderer(QByteArray(data))
    size = renderer.defaultSize()
    if not renderer.isValid() or size.isEmpty():
        return QImage()
    size.scale(QSize(LONGEST, LONGEST), Qt.AspectRatioMode.KeepAspectRatio)
    image = QImage(size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def paint_logo(painter: QPainter, logo: Logo, right: float, top: float) -> None:
    """The logo with its upper right corner there, in logical pixels."""
    width, height = logo.within(*ROOM)
    painter.drawImage(QRectF(right - width, top, width, height), QImage.fromData(logo.data))
