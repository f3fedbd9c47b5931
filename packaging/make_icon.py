"""Draw `resources/marks/app.svg` at every size Windows asks for into one `app.ico`: run it after changing the mark.

`python packaging/make_icon.py`. The container is that of Windows Vista and later: a header, a directory, PNG images.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

MARKS: Final = Path(__file__).resolve().parents[1] / "resources" / "marks"
SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 128, 256)
HEADER: Final = struct.Struct("<HHH")  # reserved, kind (1: icon), count
ENTRY: Final = struct.Struct("<BBBBHHII")  # width, height, colours, reserved, planes, bits, bytes, offset


def picture(mark: QSvgRenderer, size: int) -> bytes:
    """The mark as a PNG of `size` × `size` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    mark.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def icon(pictures: dict[int, bytes]) -> bytes:
    """The pictures by size in one file; a side of 256 is written as 0."""
    offset = HEADER.size + ENTRY.size * len(pictures)
    directory = HEADER.pack(0, 1, len(pictures))
    for size, png in pictures.items():
        directory += ENTRY.pack(size % 256, size % 256, 0, 0, 1, 32, len(png), offset)
        offset += len(png)
    return directory + b"".join(pictures.values())


def main() -> None:
    """Write the icon beside the mark."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    mark = QSvgRenderer(str(MARKS / "app.svg"))
    (MARKS / "app.ico").write_bytes(icon({size: picture(mark, size) for size in SIZES}))
    application.quit()


if __name__ == "__main__":
    main()
