"""What the program needs of the Qt binding, and not every version of it gives."""

from __future__ import annotations

import os
import subprocess
import sys

TWO_AT_ONCE = """
import contextlib, gc, sys
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
sys.excepthook = lambda *error: None
app = QApplication([])
class Broken(QWidget):
    def showEvent(self, event):
        raise RuntimeError("shown")
    def resizeEvent(self, event):
        raise RuntimeError("resized")
whole = QWidget()
column = QVBoxLayout(whole)
for _ in range(5):
    column.addWidget(Broken())
with contextlib.suppress(RuntimeError):
    whole.show()
for turn in range(20):
    with contextlib.suppress(RuntimeError):
        whole.resize(300 + turn, 200)
    with contextlib.suppress(RuntimeError):
        app.processEvents()
    gc.collect()
print("alive")
"""


def test_several_exceptions_in_one_call_do_not_end_the_program() -> None:
    """PySide 6.10 to 6.12 free what they still use and die at the next collection: one mistake, and all is gone."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", TWO_AT_ONCE],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr[-500:]
