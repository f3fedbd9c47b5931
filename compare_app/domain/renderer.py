"""What the face gives the core so that pictures and reports can be written without a window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from compare_app.domain.charts import ChartSpec
from compare_app.domain.report import Report


@dataclass(frozen=True, slots=True)
class Look:
    """How to draw: theme and font scale."""

    dark: bool = False
    scale: float = 1.0


class Renderer(Protocol):
    """What the face gives the core: the same code that draws the screen, without a window."""

    def chart(
        self, spec: ChartSpec, to: Path, *, width_mm: float, height_mm: float, dpi: int, look: Look = ...
    ) -> None:
        """Write one chart; the suffix of `to` says png, svg or pdf. Pixels = mm / 25.4 × dpi."""

    def report(self, report: Report, to: Path) -> int:
        """Write a report as PDF (A4) and return the number of pages."""

    def logo(self, data: bytes) -> bytes:
        """A PNG, JPEG or SVG as the PNG that is kept as the enterprise's logo; an AppError where it cannot be drawn."""
