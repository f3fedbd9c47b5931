"""Fonts and icons from `resources/`, loaded when asked for; nothing here knows a colour by itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources import FOLDER

BUNDLED_FAMILY: Final = "Noto Sans SC"
WINDOWS_FAMILY: Final = "Microsoft YaHei UI"  # the ClearType face for Simplified Chinese
MARK_SIDES: Final = (16, 24, 32, 48, 64, 128)
_FONT_FILES: Final = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")


class IconColours(Protocol):
    """The colours of a theme that icons are drawn in; `ui.theme.Theme` is one."""

    @property
    def text(self) -> str: ...
    @property
    def line_strong(self) -> str: ...
    @property
    def accent(self) -> str: ...


def load_fonts() -> tuple[str, ...]:
    """Register the bundled font and return the families to ask for, best first. Needs a QGuiApplication.

    On Windows the system's own face comes first, where it is installed (offscreen it is not).
    """
    for name in _FONT_FILES:
        QFontDatabase.addApplicationFont(str(FOLDER / "fonts" / name))
    if sys.platform == "win32" and WINDOWS_FAMILY in QFontDatabase.families():
        return (WINDOWS_FAMILY, BUNDLED_FAMILY)
    return (BUNDLED_FAMILY,)


def icon_names() -> tuple[str, ...]:
    """Every icon of the family, sorted."""
    return tuple(sorted(path.stem for path in (FOLDER / "icons").glob("*.svg")))


def icon(name: str, theme: IconColours, colour: str = "") -> QIcon:
    """An icon that draws itself at any size and pixel ratio, in the theme's text colour or the given one.

    An unknown name is a FileNotFoundError.
    """
    path = FOLDER / "icons" / f"{name}.svg"
    path.stat()
    ink = colour or theme.text
    return QIcon(_SvgEngine(path, {QIcon.Mode.Normal: ink, QIcon.Mode.Active: ink, QIcon.Mode.Selected: theme.accent,
                                     QIcon.Mode.Disabled: theme.line_strong}))  # fmt: skip


def mark() -> QIcon:
    """The mark of the program for title and task bar, in its own colours."""
    renderer = QSvgRenderer(str(FOLDER / "marks" / "app.svg"))
    drawn = QIcon()
    for side in MARK_SIDES:
        picture = QPixmap(side, side)
        picture.fill(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        renderer.render(painter)
        painter.end()
        drawn.addPixmap(picture)
    return drawn


class _SvgEngine(QIconEngine):
    """Draws one SVG in the colour of the mode. Reading it waits until somebody looks: start-up pays nothing."""

    def __init__(self, path: Path, inks: dict[QIcon.Mode, str]) -> None:
        super().__init__()
        self._path = path
        self._inks = inks
        self._renderers: dict[QIcon.Mode, QSvgRenderer] = {}

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        if mode not in self._renderers:
            recoloured = self._path.read_text(encoding="utf-8").replace("currentColor", self._inks[mode])
            self._renderers[mode] = QSvgRenderer(QByteArray(recoloured.encode("utf-8")))
        side = min(rect.width(), rect.height())
        square = QRectF(
            rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side
        )
        self._renderers[mode].render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(QColor(0, 0, 0, 0))
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _SvgEngine(self._path, self._inks)
