"""An empty window, to be frozen as the program is: what its start is held against (bench/windows/start.py)."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1280, 800)
window.show()
QTimer.singleShot(200, window.close)  # as `--smoke` does
app.exec()
