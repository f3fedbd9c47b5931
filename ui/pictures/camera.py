"""Takes the pictures: which are wanted, under which names they are kept."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from PySide6.QtGui import QPixmap

from compare_app.domain.charts import ChartSpec
from ui.pictures.charts import draw
from ui.pictures.stage import Shot
from ui.renderer import Renderer

WILD: Final = "*?["


class Camera:
    """Writes PNGs of one language and theme into a folder: `NAME-LANGUAGE-THEME.png`."""

    def __init__(self, folder: Path, language: str, theme: str, only: str = "*") -> None:
        self._folder = folder
        self._suffix = f"-{language}-{theme}"
        self._only = only
        self._renderer: Renderer | None = None
        self.taken: list[Path] = []

    def may_want(self, *starts: str) -> bool:
        """Whether a picture whose name begins with one of `starts` can be wanted; what cannot is not walked to."""
        ends = len(self._only) - max(self._only.rfind(sign) for sign in WILD) - 1
        head = self._only[
            : min((at for at in map(self._only.find, WILD) if at >= 0), default=len(self._only))
        ]
        tail = self._only[len(self._only) - ends :] if ends < len(self._only) else self._only
        if not (self._suffix.endswith(tail) or tail.endswith(self._suffix)):
            return False
        return any(head.startswith(start) or start.startswith(head) for start in starts)

    def wants(self, name: str) -> bool:
        """Whether a picture is wanted."""
        return fnmatchcase(name + self._suffix, self._only)

    def take(self, shots: Iterable[Shot], scale: float = 1.0) -> None:
        """Photograph what comes, pixels as on a screen of that scale; what is not wanted is only walked past."""
        for name, widget in shots:
            if not self.wants(name):
                continue
            if scale == 1.0:
                picture = widget.grab()
            else:
                picture = QPixmap(widget.size() * scale)
                picture.setDevicePixelRatio(scale)
                widget.render(picture)
            picture.save(str(self._path(name)))

    def draw(self, charts: Iterable[tuple[str, ChartSpec]], *, dark: bool) -> None:
        """Draw the charts that are wanted."""
        self._renderer = self._renderer or Renderer()
        for name, spec in charts:
            if self.wants(name):
                draw(self._renderer, spec, self._path(name), dark=dark)

    def _path(self, name: str) -> Path:
        path = self._folder / f"{name}{self._suffix}.png"
        self.taken.append(path)
        return path
