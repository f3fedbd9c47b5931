"""What stands beside the pages: the rail on the left, the inspector on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDockWidget

from ui.main_window.commands import PAGE_KEYS
from ui.main_window.inspected_files import InspectedFiles
from ui.widgets.commands import plain_text
from ui.widgets.inspector import Inspector
from ui.widgets.rail import Rail

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout

    from ui.main_window.window import MainWindow

INSPECTOR_WIDTH: Final = 288
QWIDGETSIZE_MAX: Final = 16_777_215  # Qt's constant, which PySide does not hand on


class Sides:
    """Made with the first project, hidden at first: the start page has neither, the first paint waits for neither."""

    def __init__(self, window: MainWindow, row: QHBoxLayout) -> None:
        self._window = window
        words = window.words
        actions = [window.actions_by_key[f"page_{key}"] for key in PAGE_KEYS]
        self.rail = Rail([(plain_text(one.text()), one.icon()) for one in actions], words("Pages"))
        self.rail.hide()
        row.insertWidget(0, self.rail)
        self.inspector = Inspector(
            words("Select a cell, a mark or a row: here stands where it comes from and how it was judged."),
            words("Inspector"),
        )
        self.inspector.offered.connect(window.show_page)
        self.files = InspectedFiles(window, self.inspector)
        self.dock = QDockWidget(words("Inspector"), window)
        self.dock.setObjectName("inspectorDock")
        self.dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.dock.setAllowedAreas(Qt.DockWidgetArea.RightDockWidgetArea)
        self.inspector.setMinimumWidth(INSPECTOR_WIDTH - 20)
        self.dock.setWidget(self.inspector)
        self.dock.hide()
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.widen()

    def widen(self, width: int = INSPECTOR_WIDTH) -> None:
        """Give the inspector a width, by default the one of the first day."""
        self._window.resizeDocks([self.dock], [width], Qt.Orientation.Horizontal)

    def hold(self, width: int) -> None:
        """Hold the inspector at a width until the new layout has settled, which would give it most of the window."""
        dock = self.dock
        dock.setFixedWidth(width)

        def release() -> None:
            dock.setMinimumWidth(0)
            dock.setMaximumWidth(QWIDGETSIZE_MAX)
            self.widen(width)

        QTimer.singleShot(0, dock, release)

    def remove(self) -> None:
        """Take the inspector out of the window; the rail goes with the layout it stands in."""
        self._window.removeDockWidget(self.dock)
        self.dock.deleteLater()
