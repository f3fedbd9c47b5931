"""What keys and mouse alone cannot do, by another program of Qt: read the clipboard, be what files are dragged from.

Run with the program's own Python: `-m tests.walk.qt_hand text`, or `-m tests.walk.qt_hand drag FILE…`.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

SOURCE = "files to drag"  # the title of the window
PLACE = (1300, 700, 60, 40)  # on the screen of the walk, beside the window


class Source(QLabel):
    """A small window out of which files are dragged, as out of a file manager."""

    def __init__(self, files: list[str]) -> None:
        super().__init__("▤", None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowTitle(SOURCE)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setGeometry(*PLACE)
        self._files = files

    def mousePressEvent(self, event: QMouseEvent) -> None:
        drag = QDrag(self)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(one) for one in self._files])
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)
        self.hide()  # and stay alive: the other side fetches the files after the drop


def main(argv: list[str]) -> int:
    """Do one of the two; returns 2 for anything else."""
    app = QApplication(["qt_hand"])
    match argv:
        case ["text"]:
            sys.stdout.buffer.write(app.clipboard().text().encode("utf-8"))
        case ["drag", *files]:
            source = Source(files)
            source.show()
            app.setQuitOnLastWindowClosed(False)  # ended from outside
            app.exec()
        case _:
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
