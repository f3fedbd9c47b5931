"""`--smoke`: the window is painted and closed again, every page of a project too. For builds and installers."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.main_window import MainWindow
    from ui.trouble import Watch

SHOWN_MS: Final = 200
LOOK_MS: Final = 100


class Smoke(QObject):
    """Goes through the pages, each until nothing is under way any more; whatever breaks ends it with exit code 1."""

    def __init__(self, app: QApplication, window: MainWindow, watch: Watch, pages: Sequence[str]) -> None:
        super().__init__(window)
        self._app = app
        self._window = window
        self._pages = list(pages)
        watch.broken.connect(self._on_broken)
        watch.mendable.connect(lambda error: self._on_broken("", f"{error.code}: {error.what}"))
        window.session.troubled.connect(lambda error: self._on_broken("", f"{error.code}: {error.what}"))
        if not pages:
            QTimer.singleShot(SHOWN_MS, window, window.close)
            return
        self._clock = QTimer(self, interval=LOOK_MS)
        self._clock.timeout.connect(self._look)
        self._clock.start()

    def _look(self) -> None:
        if not self._window.session.is_open or self._window.session.tasks.running:
            return
        if self._pages:
            self._window.show_page(self._pages.pop(0))
        else:
            self._clock.stop()
            self._window.close()

    def _on_broken(self, where: str, what: str) -> None:
        if sys.stderr is not None:  # a windowed program of Windows has none
            sys.stderr.write(f"{what}\n")
        self._app.exit(1)
