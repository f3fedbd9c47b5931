"""Fonts and icons from `resources/`, loaded when asked for; nothing here knows a colour by itself."""

from __future__ import annotations

import sys
from importlib.resources import as_file, files
from typing import Final, Protocol

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

BUNDLED_FAMILY: Final = "Noto Sans SC"
WINDOWS_FAMILY: Final = "Microsoft YaHei UI"  # the ClearType face for Simplified Chinese
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
        with as_file(files("resources").joinpath("fonts").joinpath(name)) as path:
            QFontDatabase.addApplicationFont(str(path))
    if sys.platform == "win32" and WINDOWS_FAMILY in QFontDatabase.families():
        return (WINDOWS_FAMILY, BUNDLED_FAMILY)
    return (BUNDLED_FAMILY,)


def icon_names() -> tuple[str, ...]:
    """Every icon of the family, sorted."""
    folder = files("resources").joinpath("icons")
    return tuple(sorted(entry.name[:-4] for entry in folder.iterdir() if entry.name.endswith(".svg")))


def icon(name: str, theme: IconColours, colour: str = "") -> QIcon:
    """An icon that draws itself at any size and pixel ratio, in the theme's text colour or the given one.

    An unknown name is a FileNotFoundError.
    """
    source = files("resources").joinpath("icons").joinpath(f"{name}.svg").read_text(encoding="utf-8")
    ink = colour or theme.text
    return QIcon(_SvgEngine(source, {QIcon.Mode.Normal: ink, QIcon.Mode.Active: ink, QIcon.Mode.Selected: theme.accent,
                                     QIcon.Mode.Disabled: theme.line_strong}))  # fmt: skip


class _SvgEngine(QIconEngine):
    """Draws one SVG in the colour of the mode. Rendering waits until somebody looks: start-up pays nothing."""

    def __init__(self, source: str, inks: dict[QIcon.Mode, str]) -> None:
        super().__init__()
        self._source = source
        self._inks = inks
        self._renderers: dict[QIcon.Mode, QSvgRenderer] = {}

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        if mode not in self._renderers:
            recoloured = self._source.replace("currentColor", self._inks[mode])
            self._renderers[mode] = QSvgRenderer(QByteArray(recoloured.encode("utf-8")))
        side = min(rect.width(), rect.height())
        square = QRectF(
            rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side
        )
        self._renderers[mode].render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _SvgEngine(self._source, self._inks)
