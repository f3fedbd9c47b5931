"""Contact sheets: all pictures of one language and theme small, with their names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from ui.theme import Theme, font

THUMB: Final = QSize(384, 240)
ACROSS: Final = 5
GAP: Final = 16
CAPTION: Final = 22
HIGHEST: Final = 8000  # px of one sheet


def contact_sheets(pictures: Sequence[Path], folder: Path, suffix: str, theme: Theme) -> list[Path]:
    """Write `contact-SUFFIX.png`, and `contact-SUFFIX-2.png` … where one sheet does not hold them all."""
    rows = (HIGHEST - GAP) // (THUMB.height() + CAPTION + GAP)
    fits = rows * ACROSS
    written = []
    for number, start in enumerate(range(0, len(pictures), fits), 1):
        name = f"contact-{suffix}.png" if number == 1 else f"contact-{suffix}-{number}.png"
        _sheet(pictures[start : start + fits], theme).save(str(folder / name))
        written.append(folder / name)
    return written


def _sheet(pictures: Sequence[Path], theme: Theme) -> QImage:
    rows = -(-len(pictures) // ACROSS)
    across, down = THUMB.width() + GAP, THUMB.height() + CAPTION + GAP
    sheet = QImage(GAP + ACROSS * across, GAP + rows * down, QImage.Format.Format_RGB32)
    sheet.fill(theme.surface_sunken)
    painter = QPainter(sheet)
    painter.setPen(theme.text)
    painter.setFont(font(painter.font().families()))
    for at, path in enumerate(pictures):
        place = QRect(GAP + at % ACROSS * across, GAP + at // ACROSS * down, THUMB.width(), THUMB.height())
        small = QImage(str(path)).scaled(
            THUMB, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawImage(place.topLeft(), small)
        caption = QRect(place.left(), place.bottom() + 1, place.width(), CAPTION)
        name = painter.fontMetrics().elidedText(path.stem, Qt.TextElideMode.ElideMiddle, caption.width())
        painter.drawText(caption, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
    painter.end()
    return sheet
