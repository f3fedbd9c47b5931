"""The size of a picture, as people ask for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PictureSize:
    """What was chosen: millimetres, dots per inch (of PNG only), dark or light."""

    suffix: str = "png"
    width_mm: int = 180
    height_mm: int = 120
    dpi: int = 300
    dark: bool = False

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return round(self.width_mm / 25.4 * self.dpi), round(self.height_mm / 25.4 * self.dpi)
