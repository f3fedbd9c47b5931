"""The command line: every verb of the program over `Workspace`, so that it cannot disagree with the window."""

from compare_app.cli.entry import main

__all__ = ["main"]
