"""PNG pictures on a sheet, at the size we want whatever resolution they were drawn with."""

from __future__ import annotations

import io
from typing import Any

from compare_app.domain.report import Logo
from compare_app.exporters.plan.page import Page

PICTURE_WIDTH = 470  # pixels on the sheet


def insert_picture(
    page: Page, row: int, column: int, picture: bytes, described: str, width: int = PICTURE_WIDTH
) -> int:
    """Put a PNG on the sheet at a width in pixels; returns its height there. The text says what is seen."""
    wide, high = int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")
    # XlsxWriter reckons the size of a picture from its dpi; the scale is corrected for it below
    dpi = _dpi(picture)
    natural = wide * 96 / dpi
    scale = width / natural
    page.sheet.insert_image(
        row,
        column,
        "chart.png",
        {
            "image_data": io.BytesIO(picture),
            "x_scale": scale,
            "y_scale": scale,
            "x_offset": 4,
            "y_offset": 4,
            "object_position": 2,
            "description": described,
        },
    )
    return round(high * 96 / dpi * scale)


def _dpi(picture: bytes) -> float:
    """Dots per inch of a PNG; 96 where it does not say (PNG 11.3.5.3: pHYs, unit 1 = metre)."""
    at = picture.find(b"pHYs")
    if at < 0 or picture[at + 12] != 1:
        return 96.0
    return max(1.0, int.from_bytes(picture[at + 4 : at + 8], "big") * 0.0254)


def insert_logo(
    sheet: Any, row: int, column: int, logo: Logo, room: tuple[int, int], indent: int = 4
) -> None:
    """Put the enterprise's logo on a sheet, whole, within `room` pixels, `indent` pixels from the left of the cell."""
    wide, _ = logo.within(*room)
    scale = wide / (logo.width * 96 / _dpi(logo.data))
    sheet.insert_image(
        row,
        column,
        "logo.png",
        {
            "image_data": io.BytesIO(logo.data),
            "x_scale": scale,
            "y_scale": scale,
            "x_offset": indent,
            "y_offset": 4,
            "object_position": 2,
            "decorative": True,
        },
    )
