"""The main window: rail, toolbar, inspector and message bar around the pages."""

from ui.main_window.window import MainWindow

__all__ = ["MainWindow"]
